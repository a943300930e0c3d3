import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import { type Lang, pick } from './lang.ts';

const text = { zh: { pick: '选上' }, en: { pick: 'Choose' } };

export type Column<Row> = {
  head: string;
  cell: (row: Row) => Child;
  /** `main` names the row (one per table); `num` is set right in tabular figures. */
  kind?: 'main' | 'num';
  /** On a phone a row becomes a card; `false` leaves the column's name out there, where the value speaks for itself. */
  labelled?: boolean;
  sort?: { href: string; now?: 'ascending' | 'descending' | undefined };
};

type TableProps<Row> = {
  lang: Lang;
  caption: Child;
  /** Keeps the caption for people who hear the page, when a heading already says it. */
  hideCaption?: boolean;
  /** A small table of figures stays a table on a phone too, and takes only the width it needs. */
  plain?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Puts a checkbox before each row, inside the caller's form: value, the words it is about, and whether it was ticked. */
  choose?: { name: string; value: (row: Row) => string; what: (row: Row) => string; chosen?: readonly string[] };
};

/** A dense table which becomes cards at 760 px and less. Give it no rows only beside an EmptyState. */
export function Table<Row>({ lang, caption, hideCaption = false, plain = false, columns, rows, choose }: TableProps<Row>) {
  const t = pick(text, lang);
  return (
    <table class={plain ? 'plain' : 'cards'}>
      <caption>{hideCaption ? <span class="sr">{caption}</span> : caption}</caption>
      <thead>
        <tr>
          {choose ? (
            <th scope="col" class="pick">
              <span class="sr">{t.pick}</span>
            </th>
          ) : null}
          {columns.map((column) => (
            <th scope="col" class={column.kind === 'num' ? 'num' : undefined} aria-sort={column.sort?.now}>
              {column.sort ? <a href={column.sort.href}>{column.head}</a> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rows.map((row) => rowOf(row, columns, choose, t.pick))}</tbody>
    </table>
  );
}

// Rows are written as templates, not as elements: a list has hundreds of cells, and this halves what they cost. `html` escapes what is put in.
function rowOf<Row>(row: Row, columns: readonly Column<Row>[], choose: TableProps<Row>['choose'], word: string) {
  return html`<tr>${choose ? chooseCell(row, choose, word) : ''}${columns.map((column) => cellOf(column, row))}</tr>`;
}

function cellOf<Row>({ kind, cell, head, labelled }: Column<Row>, row: Row) {
  if (kind === 'main') return html`<th scope="row">${cell(row)}</th>`;
  return html`<td${kind === undefined ? '' : html` class="${kind}"`}${labelled === false ? '' : html` data-label="${head}"`}>${cell(row)}</td>`;
}

function chooseCell<Row>(row: Row, { name, value, what, chosen }: NonNullable<TableProps<Row>['choose']>, word: string) {
  const mine = value(row);
  return html`<td class="pick"><label><input type="checkbox" name="${name}" value="${mine}"${chosen?.includes(mine) ? html` checked` : ''} aria-label="${word} ${what(row)}"/></label></td>`;
}

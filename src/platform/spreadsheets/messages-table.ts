/** A table of messages for import: finds its header (or is told it) and gives its rows back one by one, each as a message or with its faults. */
import { cleanCell } from './csv.ts';
import { isTick, type MessageColumn, messageColumns, proposeFields, severalColumns } from './message-columns.ts';
import { type MessageRow, type RowRules, type RowValues, rowFault, toMessage } from './message-row.ts';
import { readTable, type TableLimits, type TableSource } from './read-table.ts';
import { type Head, headingsOf, headWithin, proposeHead } from './table-head.ts';
import { TableBroken, type TableRefusal } from './table-refusals.ts';
import type { Merge, SheetName } from './xlsx.ts';

/** How one table is read: where its heading is, what each column means, and which columns mean "as above" where they are empty. */
export type Layout = { head: Head; uses: readonly (MessageColumn | null)[]; asAbove: readonly number[] };

export type MessagesTable = {
  kind: 'csv' | 'xlsx' | 'jsonl';
  encoding: string;
  /** Columns understood, and headings that were not. */
  columns: readonly MessageColumn[];
  unknown: readonly string[];
  /** Other sheets of the workbook, which are not read. */
  otherSheets: readonly string[];
  rows: AsyncIterable<MessageRow>;
};

export type MessageOptions = RowRules & { name: string; sheet?: string; limits?: TableLimits; layout?: Layout; office?: string | null };

export type MessagesResult = { ok: true; table: MessagesTable } | { ok: false; refusal: TableRefusal };

/** What a person has to see of a table before its columns are told. */
export type TableLook = {
  kind: 'csv' | 'xlsx' | 'jsonl';
  encoding: string;
  sheet: string | null;
  sheets: readonly SheetName[];
  hiddenRows: number;
  merges: readonly Merge[];
  /** The first 40 rows; fewer when there are no more. */
  first: readonly (readonly string[])[];
};

const lookRows = 40;
/** Beyond these nothing is looked at: sheets formatted to their last column have sixteen thousand. */
export const mostColumns = 100;

/** Opens a table and reads its first rows. */
export async function lookAtTable(
  source: TableSource,
  options: { name: string; sheet?: string; limits?: TableLimits; office?: string | null },
): Promise<{ ok: true; look: TableLook } | { ok: false; refusal: TableRefusal }> {
  const opened = await readTable(source, options);
  if (!opened.ok) return opened;
  const { table } = opened;
  const base = { kind: table.kind, encoding: table.encoding, sheet: null, sheets: [], hiddenRows: 0, merges: [], first: [] };
  if (table.kind === 'jsonl') return { ok: true, look: base };
  const cellRows = table.rows[Symbol.asyncIterator]();
  const { rows: first } = await firstRows(cellRows, lookRows);
  await cellRows.return?.();
  if (first.every((row) => row.every((cell) => cell === ''))) return { ok: false, refusal: 'table-empty' };
  const { sheet, sheets, hiddenRows, merges } = table.kind === 'xlsx' ? table : base;
  return { ok: true, look: { ...base, sheet, sheets, hiddenRows, merges, first } };
}

/** Opens .csv, .xlsx or .jsonl. Rows are read as they are asked for, once, with bounded memory (only ids are remembered, to find repeats). */
export async function readMessages(source: TableSource, options: MessageOptions): Promise<MessagesResult> {
  const opened = await readTable(source, options);
  if (!opened.ok) return opened;
  const { table } = opened;
  if (table.kind === 'jsonl') {
    const rows = jsonMessages(table.lines, options);
    return { ok: true, table: { kind: 'jsonl', encoding: table.encoding, columns: messageColumns, unknown: [], otherSheets: [], rows } };
  }
  const cellRows = table.rows[Symbol.asyncIterator]();
  const begun = await firstRows(cellRows, options.layout ? options.layout.head.row + 1 : headWithin + 10);
  const { rows: first } = begun;
  const merges = table.kind === 'xlsx' ? table.merges : [];
  const head = options.layout?.head ?? proposeHead(first, merges);
  if (head === null) {
    await cellRows.return?.();
    return { ok: false, refusal: 'table-no-header' };
  }
  const headings = headingsOf(first, head, merges);
  const layout = options.layout ?? { head, uses: usesByThemselves(headings), asAbove: [] };
  return {
    ok: true,
    table: {
      kind: table.kind,
      encoding: table.encoding,
      columns: messageColumns.filter((column) => layout.uses.includes(column)),
      unknown: headings.filter((heading, place) => heading !== '' && !layout.uses[place]),
      otherSheets: table.kind === 'xlsx' ? table.sheets.map(({ name }) => name).filter((name) => name !== table.sheet) : [],
      rows: tableMessages(begun, cellRows, headings, layout, options),
    },
  };
}

/** Without a person who looks, each thing is in one column, and nothing goes into the record as a note. */
function usesByThemselves(headings: readonly string[]): (MessageColumn | null)[] {
  const seen = new Set<MessageColumn>();
  return proposeFields(headings, []).map((field) => {
    if (field === null || field === 'note' || field === 'tick' || seen.has(field)) return null;
    seen.add(field);
    return field;
  });
}

type Begun = { rows: string[][] /** The file makes no sense beyond these. */; broken: TableBroken | null };

async function firstRows(rows: AsyncIterator<string[]>, most: number): Promise<Begun> {
  const first: string[][] = [];
  try {
    while (first.length < most) {
      const next = await rows.next();
      if (next.done) break;
      first.push(next.value);
    }
  } catch (fault) {
    if (!(fault instanceof TableBroken)) throw fault;
    return { rows: first, broken: fault };
  }
  return { rows: first, broken: null };
}

async function* tableMessages(
  begun: Begun,
  rest: AsyncIterator<string[]>,
  headings: readonly string[],
  layout: Layout,
  rules: RowRules,
): AsyncGenerator<MessageRow> {
  const idsSeen = new Set<string>();
  let above: string[] = [];
  let row = layout.head.row + layout.head.rows - 1;
  const header = begun.rows.slice(layout.head.row - 1, row);
  try {
    for await (const written of allRows(begun.rows.slice(row), begun.broken, rest)) {
      row += 1;
      const read = sameAsAbove(written, above);
      if (read.every((cell) => cell === '')) continue;
      if (isHeadAgain(read, header)) continue;
      if (isNote(read)) {
        yield { row, ok: false, faults: [rowFault('note-row', null, read.join(' ').trim().slice(0, 200))], cells: read };
        continue;
      }
      const cells = filledFromAbove(read, above, layout.asAbove);
      above = cells;
      yield toMessage(row, cells, valuesFrom(cells, headings, layout.uses), idsSeen, rules);
    }
  } catch (fault) {
    if (!(fault instanceof TableBroken)) throw fault;
    yield { row: row + 1, ok: false, faults: [rowFault('broken-from-here', null, '')], cells: [] };
  } finally {
    await rest.return?.();
  }
}

async function* allRows(first: readonly string[][], broken: TableBroken | null, rest: AsyncIterator<string[]>): AsyncGenerator<string[]> {
  yield* first;
  if (broken) throw broken;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const joints: Partial<Record<MessageColumn, string>> = { body: '\n', note: '；', place: '' };

/** Several columns that mean one thing are joined; a note says from which heading each part is, and a ticked heading is the category. */
function valuesFrom(cells: readonly string[], headings: readonly string[], uses: readonly (MessageColumn | null)[]): RowValues {
  const parts = new Map<MessageColumn, string[]>();
  for (const [place, use] of uses.entries()) {
    const cell = cells[place] ?? '';
    if (use === null || cell === '') continue;
    if (use === 'tick') {
      if (isTick(cell)) parts.set('category', [...(parts.get('category') ?? []), (headings[place] ?? '').split('/').at(-1) ?? '']);
    } else parts.set(use, [...(parts.get(use) ?? []), use === 'note' ? `${headings[place] ?? ''}：${cell}` : cell]);
  }
  return valuesOf((column) => {
    const found = parts.get(column) ?? [];
    return severalColumns.includes(column) ? joinedParts(found, joints[column] ?? ' ') : (found[0] ?? '');
  });
}

/** 石桥村 and 石桥村三组 are one place and not 石桥村石桥村三组. */
function joinedParts(parts: readonly string[], joint: string): string {
  return parts
    .filter((part, at) => !(joint === '' && parts.some((other, o) => o !== at && other.startsWith(part) && (other !== part || o < at))))
    .join(joint);
}

function valuesOf(cellOf: (column: MessageColumn) => string): RowValues {
  return Object.fromEntries(messageColumns.map((column) => [column, cellOf(column)])) as RowValues;
}

const AS_ABOVE = /^(?:同上|〃|″|ditto)$/i;

function sameAsAbove(cells: readonly string[], above: readonly string[]): string[] {
  return cells.map((cell, place) => (AS_ABOVE.test(cell) ? (above[place] ?? '') : cell));
}

function filledFromAbove(cells: string[], above: readonly string[], places: readonly number[]): string[] {
  for (const place of places) if ((cells[place] ?? '') === '' && (above[place] ?? '') !== '') cells[place] = above[place] ?? '';
  return cells;
}

/** Ledgers put together from printed pages repeat their heading. */
function isHeadAgain(cells: readonly string[], header: readonly (readonly string[])[]): boolean {
  const said = cells.filter((cell) => cell !== '').join('\t');
  return header.some((row) => row.filter((cell) => cell !== '').join('\t') === said);
}

const NOTE =
  /^(?:注|备注|说明|填表说明|口径|合计|总计|小计|填表人|填报人|制表人|审核人|填报单位|联系人|total|note|scope)(?:$|[\s:：、.．（(])/i;

/** Totals and footnotes under a ledger: a telling first word, and hardly anything beside it. */
function isNote(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return NOTE.test(filled[0] ?? '') && filled.length <= 3;
}

async function* jsonMessages(lines: AsyncIterable<string>, rules: RowRules): AsyncGenerator<MessageRow> {
  const idsSeen = new Set<string>();
  let row = 0;
  for await (const line of lines) {
    row += 1;
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text === '') continue;
    const values = jsonValues(text);
    if (values === null) yield { row, ok: false, faults: [rowFault('not-json', null, text)], cells: [text] };
    else yield toMessage(row, [text], values, idsSeen, rules);
  }
}

/** Other names under which the same field comes. */
const ALSO: Partial<Record<MessageColumn, string>> = { body: 'text', category: 'label' };

function jsonValues(line: string): RowValues | null {
  let held: unknown;
  try {
    held = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof held !== 'object' || held === null || Array.isArray(held)) return null;
  const fields = new Map(Object.entries(held));
  return valuesOf((column) => {
    const value: unknown = fields.get(column) ?? fields.get(ALSO[column] ?? '');
    return typeof value === 'string' || typeof value === 'number' ? cleanCell(String(value)) : '';
  });
}

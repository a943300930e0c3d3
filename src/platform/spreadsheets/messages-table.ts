/** A table of messages for import: finds its header and gives its rows back one by one, each as a message or with its faults. */
import { cleanCell } from './csv.ts';
import { type ColumnPlaces, type MessageColumn, messageColumns, readHeader } from './message-columns.ts';
import { type MessageRow, type RowRules, type RowValues, rowFault, toMessage } from './message-row.ts';
import { readTable, type TableLimits, type TableSource } from './read-table.ts';
import { TableBroken, type TableRefusal } from './table-refusals.ts';

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

export type MessageOptions = RowRules & { name: string; sheet?: string; limits?: TableLimits };

export type MessagesResult = { ok: true; table: MessagesTable } | { ok: false; refusal: TableRefusal };

const HEADER_WITHIN = 20;

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
  const header = await findHeader(cellRows);
  if (header === null) {
    await cellRows.return?.();
    return { ok: false, refusal: 'table-no-header' };
  }
  const { row, places, unknown } = header;
  return {
    ok: true,
    table: {
      kind: table.kind,
      encoding: table.encoding,
      columns: messageColumns.filter((column) => places[column] !== undefined),
      unknown,
      otherSheets: table.kind === 'xlsx' ? table.otherSheets : [],
      rows: tableMessages(cellRows, row, places, options),
    },
  };
}

/** Title rows above the header are passed over. A file that breaks before its header has none. */
async function findHeader(rows: AsyncIterator<string[]>): Promise<{ row: number; places: ColumnPlaces; unknown: string[] } | null> {
  try {
    for (let row = 1; row <= HEADER_WITHIN; row += 1) {
      const next = await rows.next();
      if (next.done) return null;
      const header = readHeader(next.value);
      if (header !== null) return { row, ...header };
    }
    return null;
  } catch (fault) {
    if (fault instanceof TableBroken) return null;
    throw fault;
  }
}

async function* tableMessages(
  rows: AsyncIterator<string[]>,
  headerRow: number,
  places: ColumnPlaces,
  rules: RowRules,
): AsyncGenerator<MessageRow> {
  const idsSeen = new Set<string>();
  let above: string[] = [];
  let row = headerRow;
  try {
    for (let next = await rows.next(); !next.done; next = await rows.next()) {
      row += 1;
      const cells = sameAsAbove(next.value, above);
      above = cells;
      if (cells.every((cell) => cell === '')) continue;
      if (isNote(cells)) yield { row, ok: false, faults: [rowFault('note-row', null, cells.join(' ').trim())], cells };
      else
        yield toMessage(
          row,
          cells,
          valuesOf((column) => cells[places[column] ?? -1] ?? ''),
          idsSeen,
          rules,
        );
    }
  } catch (fault) {
    if (!(fault instanceof TableBroken)) throw fault;
    yield { row: row + 1, ok: false, faults: [rowFault('broken-from-here', null, '')], cells: [] };
  } finally {
    await rows.return?.();
  }
}

function valuesOf(cellOf: (column: MessageColumn) => string): RowValues {
  return Object.fromEntries(messageColumns.map((column) => [column, cellOf(column)])) as RowValues;
}

const AS_ABOVE = /^(?:同上|〃|″|ditto)$/i;

function sameAsAbove(cells: readonly string[], above: readonly string[]): string[] {
  return cells.map((cell, place) => (AS_ABOVE.test(cell) ? (above[place] ?? '') : cell));
}

const NOTE = /^(?:注|备注|说明|填表说明|合计|总计|小计|填表人|制表人|审核人|total|note)(?:$|[\s:：、.．（(])/i;

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

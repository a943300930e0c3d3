/** A whole small table as cells, for lists that people look at before they are taken in: at most so many rows and columns, whatever the file says. */
import { csvRows } from './csv.ts';
import { readTable, type TableSource, tableLimits } from './read-table.ts';
import { TableBroken, type TableRefusal } from './table-refusals.ts';

/** `merged`: cells are merged downwards, so an empty one means the one above it. */
export type Cells = { rows: string[][]; merged: boolean };
export type CellsResult = { ok: true; cells: Cells } | { ok: false; refusal: TableRefusal };

export const cellCaps = { rows: 20_000, columns: 40, length: 500, bytes: 8 * 1024 * 1024 };

export async function readCells(source: TableSource, options: { name: string; office?: string | null }): Promise<CellsResult> {
  const limits = { csvBytes: cellCaps.bytes, xlsxBytes: cellCaps.bytes, xlsx: tableLimits.xlsx };
  const opened = await readTable(source, { ...options, limits });
  if (!opened.ok) return opened;
  if (opened.table.kind === 'jsonl') return { ok: false, refusal: 'table-unknown-kind' };
  const { table } = opened;
  const merged = table.kind === 'xlsx' && table.merges.some((merge) => merge.endRow > merge.startRow);
  return taken(table.rows, merged);
}

/** Cells pasted from a spreadsheet, or typed with commas. */
export function pastedCells(text: string): Promise<CellsResult> {
  const bytes = new TextEncoder().encode(text);
  const pieces = async function* () {
    yield bytes;
  };
  return taken(csvRows(pieces, 'utf-8', text.includes('\t') ? '\t' : ','), false);
}

async function taken(rows: AsyncIterable<string[]>, merged: boolean): Promise<CellsResult> {
  const all: string[][] = [];
  try {
    for await (const row of rows) {
      if (all.length >= cellCaps.rows) return { ok: false, refusal: 'table-too-large' };
      all.push(row.slice(0, cellCaps.columns).map((cell) => cell.slice(0, cellCaps.length)));
    }
  } catch (fault) {
    if (fault instanceof TableBroken) return { ok: false, refusal: 'table-damaged' };
    throw fault;
  }
  while (all.length > 0 && all[all.length - 1]?.every((cell) => cell === '')) all.pop();
  return all.length === 0 ? { ok: false, refusal: 'table-empty' } : { ok: true, cells: { rows: all, merged } };
}

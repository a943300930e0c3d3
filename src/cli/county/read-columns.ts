// A table of messages by its headings, in Chinese or English, in any order; nothing of it is kept.
import { basename } from 'node:path';
import { readTable, type TableResult } from '#platform/spreadsheets/read-table.ts';
import { TableBroken, tableRefusals } from '#platform/spreadsheets/table-refusals.ts';
import { WrongUsage } from '../say.ts';
import { isFileFault, unread } from './unread.ts';

/** For each column its headings; the first two are the ones told to people. */
export type Headings<Column extends string> = Record<Column, readonly [zh: string, en: string, ...more: string[]]>;
export type RowOf<Column extends string> = { row: number; cells: Record<Column, string> };

/** Rows with something in them, counted as the spreadsheet does. Throws WrongUsage with a plain sentence when the table cannot be read. */
export async function readColumns<Column extends string>(
  path: string,
  headings: Headings<Column>,
  needed: readonly Column[],
): Promise<RowOf<Column>[]> {
  const rows: RowOf<Column>[] = [];
  let places: Partial<Record<Column, number>> | null = null;
  let at = 0;
  try {
    for await (const cells of await tableRows(path)) {
      at += 1;
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (places === null) places = placesOf(cells, headings, needed);
      else rows.push({ row: at, cells: valuesOf(cells, headings, places) });
    }
  } catch (error) {
    if (error instanceof TableBroken) throw unread(path, tableRefusals['table-damaged']);
    throw error;
  }
  if (places === null) throw unread(path, tableRefusals['table-empty']);
  return rows;
}

async function tableRows(path: string): Promise<AsyncIterable<string[]>> {
  const read = await openOrFault(path);
  if (!read.ok) throw unread(path, tableRefusals[read.refusal]);
  if (read.table.kind !== 'jsonl') return read.table.rows;
  throw unread(path, { zh: '这里要 .csv 或 .xlsx。', en: 'This needs .csv or .xlsx.' });
}

function openOrFault(path: string): Promise<TableResult> {
  return readTable({ path }, { name: basename(path) }).catch((error: unknown) => {
    if (isFileFault(error)) throw unread(path, { zh: `读不了（${error.code}）。`, en: `It cannot be read (${error.code}).` });
    throw error;
  });
}

function placesOf<Column extends string>(
  cells: readonly string[],
  headings: Headings<Column>,
  needed: readonly Column[],
): Partial<Record<Column, number>> {
  const plain = cells.map((cell) => cell.trim().toLowerCase());
  const columns = Object.keys(headings) as Column[];
  const places: Partial<Record<Column, number>> = {};
  for (const column of columns) {
    const known = headings[column].map((heading) => heading.toLowerCase());
    const place = plain.findIndex((cell) => known.includes(cell));
    if (place >= 0) places[column] = place;
  }
  const missing = needed.filter((column) => places[column] === undefined);
  if (missing.length === 0) return places;
  const all = (language: 0 | 1) => columns.map((column) => headings[column][language]).join(language === 0 ? '、' : ', ');
  throw new WrongUsage({
    zh: `第一行缺少列：${missing.map((column) => headings[column][0]).join('、')}。可用的列：${all(0)}。什么也没有做。`,
    en: `The first row lacks: ${missing.map((column) => headings[column][1]).join(', ')}. Columns: ${all(1)}. Nothing was done.`,
  });
}

function valuesOf<Column extends string>(
  cells: readonly string[],
  headings: Headings<Column>,
  places: Partial<Record<Column, number>>,
): Record<Column, string> {
  const value = (column: Column): string => cells[places[column] ?? -1]?.trim() ?? '';
  return Object.fromEntries((Object.keys(headings) as Column[]).map((column) => [column, value(column)])) as Record<Column, string>;
}

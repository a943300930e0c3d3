/** Where the heading of a table is, and what it says: title and unit lines above it are passed over, a heading in two rows is read as one. */
import { fieldOfHeading, isHeader } from './message-columns.ts';
import type { Merge } from './xlsx.ts';

/** Rows from 1, as the person's spreadsheet counts. */
export type Head = { row: number; rows: 1 | 2 };

export const headWithin = 30;

/** The most telling heading among the first rows; null when none of them names what a message needs. */
export function proposeHead(rows: readonly (readonly string[])[], merges: readonly Merge[]): Head | null {
  let best: { head: Head; score: number } | null = null;
  for (let row = 1; row <= Math.min(rows.length, headWithin); row += 1) {
    for (const count of [1, 2] as const) {
      if (count === 2 && !couldBeTwo(rows, merges, row)) continue;
      const head: Head = { row, rows: count };
      const fields = new Set(
        headingsOf(rows, head, merges)
          .map(fieldOfHeading)
          .filter((field) => field !== null),
      );
      if (!isHeader([...fields])) continue;
      const score = fields.size + (count === 2 ? 0.5 : 0);
      if (best === null || score > best.score) best = { head, score };
    }
  }
  return best?.head ?? null;
}

/** When no heading is known: the first row with the most short words, which a person will see and can change. */
export function guessHead(rows: readonly (readonly string[])[]): Head {
  const wordsIn = (row: readonly string[]): number => row.filter((cell) => cell !== '' && cell.length <= 20 && !/\d{3}/.test(cell)).length;
  let best = 0;
  for (const [at, row] of rows.slice(0, headWithin).entries()) if (wordsIn(row) > wordsIn(rows[best] ?? [])) best = at;
  return { row: best + 1, rows: 1 };
}

/** One heading for each column: 联系方式 above 姓名 and 电话 gives 联系方式/姓名 and 联系方式/电话. Of two equal ones the later is told apart by (2). */
export function headingsOf(rows: readonly (readonly string[])[], { row, rows: count }: Head, merges: readonly Merge[]): string[] {
  const top = (rows[row - 1] ?? []).map(oneLine);
  const plain = count === 1 ? top : joined(spread(top, rows[row] ?? [], merges, row - 1), (rows[row] ?? []).map(oneLine));
  const seen = new Map<string, number>();
  return withoutTail(plain).map((heading) => {
    const nth = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, nth);
    return heading === '' || nth === 1 ? heading : `${heading} (${nth})`;
  });
}

const oneLine = (cell: string): string => cell.replace(/\s+/g, ' ').trim();

function withoutTail(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

/** The upper heading also over the columns it is merged across, or (without merged cells) over empty ones that have a lower heading. */
function spread(top: readonly string[], below: readonly string[], merges: readonly Merge[], at: number): string[] {
  const width = Math.max(top.length, below.length);
  const over = merges.filter((merge) => merge.startRow === at && merge.endCol > merge.startCol);
  const cells = Array.from({ length: width }, (_, place) => top[place] ?? '');
  for (const merge of over)
    for (let place = merge.startCol; place <= Math.min(merge.endCol, width - 1); place += 1) cells[place] = top[merge.startCol] ?? '';
  if (over.length > 0) return cells;
  for (let place = 1; place < width; place += 1)
    if (cells[place] === '' && (below[place] ?? '') !== '') cells[place] = cells[place - 1] ?? '';
  return cells;
}

function joined(top: readonly string[], below: readonly string[]): string[] {
  return top.map((upper, place) => {
    const lower = below[place] ?? '';
    return lower === '' || lower === upper ? upper : upper === '' ? lower : `${upper}/${lower}`;
  });
}

/** Two rows are a heading when the upper one stands over several columns, and the lower one holds words and nothing that a row of the table would. */
function couldBeTwo(rows: readonly (readonly string[])[], merges: readonly Merge[], row: number): boolean {
  const [top, below] = [rows[row - 1] ?? [], rows[row] ?? []];
  const filled = below.filter((cell) => cell !== '');
  if (filled.length === 0 || filled.some((cell) => cell.length > 16 || /\d{4}|^\d+$/.test(cell))) return false;
  const width = Math.max(top.length, below.length);
  const wide = merges.filter((merge) => merge.startRow === row - 1 && merge.endCol > merge.startCol);
  if (wide.some((merge) => merge.endCol - merge.startCol + 1 >= width)) return false; // that is a title
  const upper = top.filter((cell) => cell !== '');
  // A title stands alone, and a line like 单位：… 日期：… is no heading.
  if (upper.length < 2 || upper.some((cell) => cell.length > 16 || /[：:]|\d{4}/.test(cell))) return false;
  return wide.length > 0 || below.some((cell, place) => cell !== '' && (top[place] ?? '') === '');
}

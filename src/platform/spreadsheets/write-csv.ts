/** CSV that opens in Excel and WPS as text, with a BOM so that 汉字 are right, and in which no cell can run as a formula. */

export type CsvCell = string | number | null;

const BOM = '\uFEFF';
// Also the full-width signs, which spreadsheets of the region turn into formulas, and anything hidden behind leading spaces.
const COULD_RUN = /^[\s\u0000]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** The file piece by piece, for exports of any length. Numbers are written as numbers; every text that could run gets an apostrophe before it. */
export function* csvPieces(rows: Iterable<readonly CsvCell[]>): Generator<string> {
  yield BOM;
  for (const row of rows) yield `${row.map(csvCell).join(',')}\r\n`;
}

/** The whole file as text. */
export function writeCsv(rows: Iterable<readonly CsvCell[]>): string {
  return [...csvPieces(rows)].join('');
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = COULD_RUN.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

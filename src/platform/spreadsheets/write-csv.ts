/** CSV that opens in Excel and WPS as text, with a BOM so that 汉字 are right, and in which no cell can run as a formula. */

import { Readable } from 'node:stream';

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

const pieceCharacters = 64 * 1024;

/** The same for rows that still come: bytes as they are made, with the memory of a few rows. A fault among the rows ends the stream with it. */
export function csvStream(rows: AsyncIterable<readonly CsvCell[]>): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    let held = BOM;
    for await (const row of rows) {
      held += `${row.map(csvCell).join(',')}\r\n`;
      if (held.length < pieceCharacters) continue;
      yield Buffer.from(held);
      held = '';
    }
    yield Buffer.from(held);
  }
  return Readable.from(pieces());
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = COULD_RUN.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

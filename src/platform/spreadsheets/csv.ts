/** Rows of a CSV file as they were written, one at a time, so that a file of any length needs the memory of one row. */
import { CsvError, parse } from 'csv-parse';
import { cleanText } from '#core/text/clean.ts';
import { type Chunks, decoded, type Encoding } from './encoding.ts';
import { TableBroken } from './table-refusals.ts';

const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const SAMPLE_CHARACTERS = 64 * 1024;
/** One row longer than this is no row but a quotation mark that was never closed. A cell of 10 MB is still read, so that only its own row is refused. */
const LONGEST_ROW = 16 * 1024 * 1024;

export async function detectDelimiter(chunks: Chunks, encoding: Encoding): Promise<Delimiter> {
  let sample = '';
  for await (const text of decoded(chunks, encoding)) {
    sample += text;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  return delimiterOf(sample);
}

/** The sign that stands in most of the first lines, outside quotation marks; a comma when there is none. */
export function delimiterOf(sample: string): Delimiter {
  const lines = sample
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    // Lines that have it weigh most; how often it stands in them decides between two that are everywhere.
    const score =
      counts.filter((count) => count > 0).length * 1000 +
      Math.min(
        999,
        counts.reduce((sum, count) => sum + count, 0),
      );
    if (counts.some((count) => count > 0) && score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Throws `TableBroken` where the file stops making sense (a quotation mark never closed), after every row before it. Empty rows are kept, so that row numbers hold. */
export async function* csvRows(chunks: Chunks, encoding: Encoding, delimiter: Delimiter): AsyncGenerator<string[]> {
  let read: string[][] = [];
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
    // Rows are taken here and not from the stream, which would throw away those it holds when the next one is broken.
    on_record: (cells: string[]) => {
      read.push(cells);
      return null;
    },
  });
  parser.on('error', () => undefined).resume(); // the same fault comes to the callback below
  const told = (step: (done: (fault?: Error | null) => void) => void) =>
    new Promise<Error | null>((resolve) => step((fault) => resolve(fault ?? null)));
  let row = 0;
  const texts = decoded(chunks, encoding);
  try {
    for (let ended = false; !ended; ) {
      const next = await texts.next();
      ended = next.done === true;
      const broken = await told((done) => (next.done ? parser.end(done) : parser.write(next.value, done)));
      for (const cells of read) {
        row += 1;
        yield cells.map(cleanCell);
      }
      read = [];
      if (broken) throw broken instanceof CsvError ? new TableBroken(row, broken) : broken;
    }
  } finally {
    await texts.return(undefined);
    parser.destroy();
  }
}

/** Nothing is cut here: a cell that is too long is a fault of its row, told by whoever knows what the cell means. */
export function cleanCell(cell: string): string {
  return cleanText(cell, { max: Number.POSITIVE_INFINITY, multiline: true }).text.trim();
}

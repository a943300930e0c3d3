// The ledger as a file, written while its rows still come: a workbook that looks like the office's own, or CSV with its mark. For the staff door, the command line and the bench.
import { mostRows, streamWorkbook } from '#platform/spreadsheets/stream-workbook.ts';
import { csvStream } from '#platform/spreadsheets/write-csv.ts';
import type { Ledger } from './actions-export.ts';
import { type Lang, type LedgerLine, ledgerColumns, minuteOf, scopeLine } from './rules-ledger.ts';

export const ledgerFormats = ['xlsx', 'csv'] as const;
export type LedgerFormat = (typeof ledgerFormats)[number];
export const isLedgerFormat = (word: string): word is LedgerFormat => (ledgerFormats as readonly string[]).includes(word);

export const mimeOf: Record<LedgerFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

export type LedgerFile = {
  format: LedgerFormat;
  lang: Lang;
  /** Merged above everything; also the tab's name. */
  title: string;
  /** Whose file it is, below the title and in the footer. */
  unit: string;
  /** Told after each page of rows. */
  onRows?: (done: number) => void;
};

/** Bytes as they are made; `done()` says how many matters were written so far. A fault of the database ends the stream with it. */
export function ledgerFile(ledger: Ledger, file: LedgerFile): { stream: ReturnType<typeof streamWorkbook>; done: () => number } {
  const { lang } = file;
  let done = 0;
  let cut = false;
  async function* rows(): AsyncGenerator<LedgerLine> {
    for await (const page of ledger.pages()) {
      for (const line of page) {
        if (file.format === 'xlsx' && done >= mostRows) {
          cut = true;
          return;
        }
        done += 1;
        yield line;
      }
      file.onRows?.(done);
    }
  }
  const scope = (): string => scopeLine({ filters: ledger.filters, at: ledger.at, count: done, cut }, lang);
  const cells = (line: LedgerLine) => ledgerColumns.map(({ key }) => line[key]);
  const headings = ledgerColumns.map(({ heading }) => heading[lang]);
  const counted = async function* () {
    for await (const line of rows()) yield [done, ...cells(line)];
  };
  const first = lang === 'zh' ? '序号' : 'No.';
  if (file.format === 'csv') {
    const table = async function* () {
      yield [first, ...headings];
      yield* counted();
      yield [scope()];
    };
    return { stream: csvStream(table()), done: () => done };
  }
  const stream = streamWorkbook({
    title: file.title,
    under: [
      lang === 'zh'
        ? `单位：${file.unit}　　日期：${minuteOf(ledger.at).slice(0, 10)}`
        : `${file.unit}, ${minuteOf(ledger.at).slice(0, 10)}`,
    ],
    sheetName: file.title,
    columns: [
      { heading: first, width: 5, kind: 'middle' as const },
      ...ledgerColumns.map(({ heading, ...column }) => ({ heading: heading[lang], ...column })),
    ],
    rows: counted(),
    below: () => [scope()],
    footer: file.unit,
  });
  return { stream, done: () => done };
}

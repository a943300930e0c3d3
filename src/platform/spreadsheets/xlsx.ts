/** Workbooks, each handled in a thread of its own with a limit on memory and time (measured: a 0.3 MB bomb takes 0.8-1.0 GB in every reader). */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '#platform/root.ts';
import { cleanCell } from './csv.ts';
import type { TableRefusal } from './table-refusals.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

export type XlsxLimits = {
  /** Sum of what the parts unpack to. */
  unpackedBytes: number;
  /** Above `unpackedBytes` and up to here, rows with nothing in them are taken out first, while the file unpacks: sheets formatted to their last row are common. */
  slimmableBytes: number;
  /** Parts in the file: sheets, pictures, comments. */
  parts: number;
  /** Memory for the opened table, megabytes. */
  memoryMb: number;
  /** Time to open it, not to work through its rows. */
  openMs: number;
};

export const xlsxLimits: XlsxLimits = {
  unpackedBytes: 64 * 1024 * 1024,
  slimmableBytes: 320 * 1024 * 1024,
  parts: 2000,
  memoryMb: 384,
  openMs: 30_000,
};

/** Rows and columns from 0, ends included. */
export type Merge = { startRow: number; startCol: number; endRow: number; endCol: number };
export type SheetName = { name: string; hidden: boolean };

export type OpenedXlsx = {
  sheet: string;
  sheets: SheetName[];
  /** Merged cells that begin in the first 60 rows: where a heading is looked for. */
  merges: Merge[];
  /** Rows that a filter or a person has hidden; they are read all the same. */
  hiddenRows: number;
  rows: AsyncIterable<string[]>;
};

export type RowMark = {
  row: number;
  columns: readonly number[];
  reason: string /** What the row means, with 同上 and merged cells filled in. */;
  cells: readonly string[];
};
export type Marks = {
  /** The last row of the heading, from 1, and how many columns it has. */
  header: number;
  width: number;
  /** Rows that stay without a mark (footnotes). */
  keep: readonly number[];
  rejected: readonly RowMark[];
  /** Heading of the column of reasons. */
  heading: string;
};

type Head = Omit<OpenedXlsx, 'rows'>;
type Told = Head | { rows: string[][] } | { end: true } | { bytes: Uint8Array } | { broken: string } | { locked: true } | { heavy: true };
type Task = {
  task: 'read' | 'mark' | 'modernise';
  sheet?: string | null;
  marks?: Marks;
  table?: { name: string; above: readonly (readonly string[])[] };
};

export type Rewritten = { ok: true; bytes: Uint8Array } | { ok: false; refusal: TableRefusal };

/** Opens the first visible sheet, or the one named. The thread ends with the last row, or when the reader stops reading. */
export async function openXlsx(
  bytes: Uint8Array,
  options: { sheet?: string; limits?: XlsxLimits } = {},
): Promise<{ ok: true; table: OpenedXlsx } | { ok: false; refusal: TableRefusal }> {
  const limits = options.limits ?? xlsxLimits;
  const looked = lookInto(bytes, limits);
  if ('refusal' in looked) return { ok: false, refusal: looked.refusal };
  const worker = startWorker(bytes, looked.slim, { task: 'read', sheet: options.sheet ?? null }, limits);
  const first = await answer(worker, limits.openMs);
  if ('sheets' in first) {
    worker.unref(); // a table that nobody reads on must not keep the process alive
    return { ok: true, table: { ...first, rows: rowsOf(worker, limits.openMs) } };
  }
  await worker.terminate();
  return { ok: false, refusal: refusalOf(first) };
}

/** The office's workbook with only the rows that were not taken, marked; without `bytes` (a CSV) a workbook made from `table`. Refused only when too heavy or broken. */
export async function markWorkbook(
  from: { bytes: Uint8Array; sheet: string } | { table: { name: string; above: readonly (readonly string[])[] } },
  marks: Marks,
  limits: XlsxLimits = xlsxLimits,
): Promise<Rewritten> {
  if ('table' in from) return rewrite(new Uint8Array(), null, { task: 'mark', table: from.table, marks }, limits);
  const looked = lookInto(from.bytes, limits);
  if ('refusal' in looked) return { ok: false, refusal: looked.refusal };
  return rewrite(from.bytes, looked.slim, { task: 'mark', sheet: from.sheet, marks }, limits);
}

/** Values, sheets and merged cells of an old .xls or .et, as .xlsx. */
export const moderniseXls = (bytes: Uint8Array, limits: XlsxLimits = xlsxLimits): Promise<Rewritten> =>
  rewrite(bytes, null, { task: 'modernise' }, limits);

async function rewrite(bytes: Uint8Array, slim: readonly ZipEntry[] | null, task: Task, limits: XlsxLimits): Promise<Rewritten> {
  const worker = startWorker(bytes, slim, task, limits);
  const told = await answer(worker, limits.openMs * 2);
  await worker.terminate();
  return 'bytes' in told ? { ok: true, bytes: told.bytes } : { ok: false, refusal: refusalOf(told) };
}

/** What the directory of the zip says, before anything is unpacked. */
function lookInto(bytes: Uint8Array, limits: XlsxLimits): { slim: readonly ZipEntry[] | null } | { refusal: TableRefusal } {
  const directory = readZipDirectory(bytes);
  if (directory === null) return { refusal: 'table-damaged' };
  if (directory.names.includes('word/document.xml')) return { refusal: 'table-is-document' };
  if (!directory.names.includes('xl/workbook.xml')) return { refusal: 'table-unknown-kind' };
  if (directory.unpackedBytes > limits.slimmableBytes || directory.names.length > limits.parts) return { refusal: 'table-too-heavy' };
  return { slim: directory.unpackedBytes > limits.unpackedBytes ? directory.entries : null };
}

function refusalOf(told: Told): TableRefusal {
  if ('locked' in told) return 'table-locked';
  return 'heavy' in told ? 'table-too-heavy' : 'table-damaged';
}

function startWorker(bytes: Uint8Array, entries: readonly ZipEntry[] | null, task: Task, limits: XlsxLimits): Worker {
  return new Worker(pathToFileURL(join(packageRoot(), 'src/platform/spreadsheets/xlsx-worker.mjs')), {
    workerData: { ...task, bytes, entries, mostBytes: limits.unpackedBytes },
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 8 },
    execArgv: [],
    env: {},
    stderr: true,
  });
}

/** The next thing the thread says; `heavy` when it runs out of memory or time, which ends it. */
function answer(worker: Worker, withinMs: number): Promise<Told> {
  return new Promise((resolve) => {
    const settle = (told: Told): void => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', onError).off('exit', onExit);
      resolve(told);
    };
    const onError = (fault: Error & { code?: string }): void =>
      settle(fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { heavy: true } : { broken: fault.message });
    const onExit = (): void => settle({ broken: 'The reader ended early.' });
    const timer = setTimeout(() => settle({ heavy: true }), withinMs);
    worker.on('message', settle).on('error', onError).on('exit', onExit);
  });
}

async function* rowsOf(worker: Worker, withinMs: number): AsyncGenerator<string[]> {
  try {
    for (;;) {
      worker.postMessage({ more: true });
      const told = await answer(worker, withinMs);
      if ('end' in told) return;
      if (!('rows' in told)) throw new Error(`The spreadsheet reader stopped: ${'broken' in told ? told.broken : 'too heavy'}`);
      for (const row of told.rows) yield row.map(cleanCell);
    }
  } finally {
    await worker.terminate();
  }
}

/** Rows of an .xlsx, read in a thread of its own with a limit on memory and time (measured: a 0.3 MB bomb takes 0.8-1.0 GB in every reader). */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '#platform/root.ts';
import { cleanCell } from './csv.ts';
import type { TableRefusal } from './table-refusals.ts';
import { readZipDirectory } from './zip-directory.ts';

export type XlsxLimits = {
  /** Sum of what the parts unpack to. */
  unpackedBytes: number;
  /** Parts in the file: sheets, pictures, comments. */
  parts: number;
  /** Memory for the opened table, megabytes. */
  memoryMb: number;
  /** Time to open it, not to work through its rows. */
  openMs: number;
};

export const xlsxLimits: XlsxLimits = { unpackedBytes: 64 * 1024 * 1024, parts: 2000, memoryMb: 384, openMs: 30_000 };

export type OpenedXlsx = { sheet: string; otherSheets: string[]; rows: AsyncIterable<string[]> };

type Told = { sheet: string; otherSheets: string[] } | { rows: string[][] } | { end: true } | { broken: string };

/** Opens the first visible sheet, or the one named. The thread ends with the last row, or when the reader stops reading. */
export async function openXlsx(
  bytes: Uint8Array,
  options: { sheet?: string; limits?: XlsxLimits } = {},
): Promise<{ ok: true; table: OpenedXlsx } | { ok: false; refusal: TableRefusal }> {
  const limits = options.limits ?? xlsxLimits;
  const directory = readZipDirectory(bytes);
  if (directory === null) return { ok: false, refusal: 'table-damaged' };
  if (!directory.names.includes('xl/workbook.xml')) return { ok: false, refusal: 'table-unknown-kind' };
  if (directory.unpackedBytes > limits.unpackedBytes || directory.names.length > limits.parts)
    return { ok: false, refusal: 'table-too-heavy' };
  const worker = startWorker(bytes, options.sheet ?? null, limits.memoryMb);
  const first = await answer(worker, limits.openMs);
  if (first !== 'too-heavy' && 'sheet' in first) {
    worker.unref(); // a table that nobody reads on must not keep the process alive
    return { ok: true, table: { sheet: first.sheet, otherSheets: first.otherSheets, rows: rowsOf(worker, limits.openMs) } };
  }
  await worker.terminate();
  return { ok: false, refusal: first === 'too-heavy' ? 'table-too-heavy' : 'table-damaged' };
}

function startWorker(bytes: Uint8Array, sheet: string | null, memoryMb: number): Worker {
  return new Worker(pathToFileURL(join(packageRoot(), 'src/platform/spreadsheets/xlsx-worker.mjs')), {
    workerData: { bytes, sheet },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 8 },
    execArgv: [],
    env: {},
    stderr: true,
  });
}

/** The next thing the thread says; 'too-heavy' when it runs out of memory or time, which ends it. */
function answer(worker: Worker, withinMs: number): Promise<Told | 'too-heavy'> {
  return new Promise((resolve) => {
    const settle = (told: Told | 'too-heavy'): void => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', onError).off('exit', onExit);
      resolve(told);
    };
    const onError = (fault: Error & { code?: string }): void =>
      settle(fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-heavy' : { broken: fault.message });
    const onExit = (): void => settle({ broken: 'The reader ended early.' });
    const timer = setTimeout(() => settle('too-heavy'), withinMs);
    worker.on('message', settle).on('error', onError).on('exit', onExit);
  });
}

async function* rowsOf(worker: Worker, withinMs: number): AsyncGenerator<string[]> {
  try {
    for (;;) {
      worker.postMessage({ more: true });
      const told = await answer(worker, withinMs);
      if (told === 'too-heavy' || 'broken' in told)
        throw new Error(`The spreadsheet reader stopped: ${told === 'too-heavy' ? told : told.broken}`);
      if (!('rows' in told)) return;
      for (const row of told.rows) yield row.map(cleanCell);
    }
  } finally {
    await worker.terminate();
  }
}

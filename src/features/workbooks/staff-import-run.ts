// An import under way: in the background of this process, its progress in the database, its end a result and (for rows not taken) the office's own table.
// Killed anywhere, it is continued by the same button: rows are claimed before they are opened, so none is taken twice.
import type { Actor } from '#core/matter/events.ts';
import { addHours, type Instant } from '#core/time/day.ts';
import { isConcernProblem, knownFiles, problemSentences, type RejectedRow } from '#features/intake/index.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';
import type { MessageColumn } from '#platform/spreadsheets/message-columns.ts';
import { rowFaultSentences } from '#platform/spreadsheets/message-row.ts';
import { lookAtTable, readMessages } from '#platform/spreadsheets/messages-table.ts';
import type { Head } from '#platform/spreadsheets/table-head.ts';
import { markWorkbook, type RowMark } from '#platform/spreadsheets/xlsx.ts';
import { importWorkbook, type WorkbookResult } from './actions-import.ts';
import { importText } from './pages/import-words.ts';
import { forgetFiles, isFileInUse, type RunRow, updateRun } from './store.ts';

/** What was chosen on the pages of one import. */
export type Setting = {
  source: string;
  /** SHA-256 of the file as it came: an .xls is kept as .xlsx. */
  digest: string;
  encoding: string;
  sheet: string | null;
  head: Head | null;
  headings: readonly string[];
  uses: readonly (MessageColumn | null)[];
  asAbove: readonly number[];
  update: boolean;
  remembered: boolean;
  /** In whose language the reasons of rows are written; of the one who pressed the button. */
  lang?: 'zh' | 'en';
};
/** What is written of a run while it goes and when it is done; nothing in it names a person. */
export type RunBody = Partial<Omit<WorkbookResult, 'read' | 'taken' | 'rejectedRows'>>;
/** Rows that were not taken, as the page shows them; sealed, for they hold what people wrote. */
export type ShownRow = { row: number; why: string; words: string };

export type ImportPorts = Ports & { files: FileStore };

const filesHours = 24;
const staleHours = 2 / 60;
const beatMs = 1_500;
const mostShown = 2_000;
/** Excel's own limit for one cell. */
const longestCell = 32_767;

/** A run that gave no sign of life since then is not running any more, whichever process had it. */
export const staleBefore = (now: Instant): Instant => addHours(now, -staleHours);

/** Tables hold names and phones: a day after the last touch they go. */
export async function clearImportFiles(ports: ImportPorts): Promise<void> {
  for (const name of await forgetFiles(ports.db, addHours(ports.now(), -filesHours))) await dropFile(ports, name);
}

/** Files are named by what they hold: the same table may be another run's, or somebody's evidence. */
async function dropFile(ports: ImportPorts, sha256: string): Promise<void> {
  const isWanted = (await isFileInUse(ports.db, sha256)) || (await knownFiles(ports.db, [sha256])).has(sha256);
  if (!isWanted) await ports.files.delete(sha256);
}

export async function bytesOf(ports: ImportPorts, sha256: string | null): Promise<Uint8Array | null> {
  const stream = sha256 === null ? null : await ports.files.get(sha256);
  if (!stream) return null;
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

/** The name by which a table is read: an old .xls was turned into .xlsx when it came. */
export const readAs = (run: Pick<RunRow, 'kind' | 'file_name'>): string =>
  run.kind === 'jsonl' ? 'a.jsonl' : run.kind === 'xlsx' ? 'a.xlsx' : 'a.csv';

export function openRun(run: Pick<RunRow, 'kind' | 'file_name'>, bytes: Uint8Array, setting: Setting, areaCode: string | undefined) {
  const layout = setting.head === null ? {} : { layout: { head: setting.head, uses: setting.uses, asAbove: setting.asAbove } };
  return readMessages(bytes, {
    name: readAs(run),
    keepTimeWords: true,
    ...layout,
    ...(setting.sheet === null ? {} : { sheet: setting.sheet }),
    ...(areaCode === undefined ? {} : { areaCode }),
  });
}

/** Every reason of a row in words, each with the heading of its column. */
export function reasonsOf(
  { reasons }: Pick<RejectedRow, 'reasons'>,
  setting: Pick<Setting, 'headings' | 'uses'>,
  lang: 'zh' | 'en',
): string {
  const colon = lang === 'zh' ? '：' : ': ';
  return reasons
    .map(({ column, code }) => {
      const sentence = isConcernProblem(code) ? problemSentences[code][lang] : rowFaultSentences[code][lang];
      const heading = setting.headings[columnsOf(column, setting.uses)[0] ?? -1] ?? '';
      return heading === '' ? sentence : `${heading}${colon}${sentence}`;
    })
    .join(lang === 'zh' ? '' : ' ');
}

function columnsOf(column: string | null, uses: Setting['uses']): number[] {
  const places = (wanted: string): number[] => uses.flatMap((use, place) => (use === wanted ? [place] : []));
  if (column === null) return [];
  const own = places(column);
  if (own.length > 0) return own;
  const stand: Record<string, readonly string[]> = { category: ['tick'], body: ['title'], title: ['body'], number: ['id'] };
  return (stand[column] ?? []).flatMap(places);
}

/** Never throws: what breaks is written into the run, where its page tells it. */
export async function workOff(
  ports: ImportPorts,
  run: RunRow,
  bytes: Uint8Array,
  setting: Setting,
  actor: Actor,
  lang: 'zh' | 'en',
  areaCode: string | undefined,
): Promise<void> {
  let lastBeat = performance.now();
  const beat = async (progress: { read: number; taken: number } & RunBody): Promise<void> => {
    if (performance.now() - lastBeat < beatMs) return;
    lastBeat = performance.now();
    const { read, taken, ...body } = progress;
    await updateRun(ports.db, run.id, { rows_read: read, rows_taken: taken, body: countsOf(body), beat_at: ports.now() });
  };
  try {
    const opened = await openRun(run, bytes, setting, areaCode);
    if (!opened.ok) throw new Error(opened.refusal);
    const imported = await importWorkbook(ports, opened.table.rows, {
      source: setting.source,
      actor,
      areaCode,
      update: setting.update,
      onProgress: beat,
    });
    if (!imported.ok) return await updateRun(ports.db, run.id, { state: 'elsewhere' });
    await finish(ports, run, bytes, setting, imported.result, lang);
  } catch (error) {
    ports.log.error({ err: error, importRun: run.id }, 'an import broke off');
    await updateRun(ports.db, run.id, { state: 'broken' }).catch((fault: unknown) =>
      ports.log.error({ err: fault, importRun: run.id }, 'the end of an import could not be written'),
    );
  }
}

const countsOf = ({ known = 0, rejected = 0, notes = 0, changed = 0 }: RunBody): RunBody => ({ known, rejected, notes, changed });

async function finish(
  ports: ImportPorts,
  run: RunRow,
  bytes: Uint8Array,
  setting: Setting,
  result: WorkbookResult,
  lang: 'zh' | 'en',
): Promise<void> {
  const { read, taken, rejectedRows, ...body } = result;
  const marked =
    rejectedRows.length === 0
      ? null
      : await markedTable(run, bytes, setting, result, lang).catch((error: unknown) => {
          ports.log.error({ err: error, importRun: run.id }, 'the table of rows not taken could not be made');
          return null;
        });
  const stored = marked === null ? null : await ports.files.put(marked);
  const shown: ShownRow[] = rejectedRows
    .slice(0, mostShown)
    .map((row) => ({ row: row.row, why: reasonsOf(row, setting, lang), words: row.cells.filter(Boolean).join(' · ').slice(0, 120) }));
  await updateRun(ports.db, run.id, {
    state: 'done',
    rows_read: read,
    rows_taken: taken,
    body,
    sealed_rows: shown.length === 0 ? null : ports.secrets.sealColumn(JSON.stringify(shown), `import_run.rows:${run.id}`),
    result_sha256: stored?.sha256 ?? null,
    sha256: null,
    beat_at: ports.now(),
  });
  // It holds names and phones, and all it said is taken, or stands in the table of rows not taken.
  if (run.sha256 !== null) await dropFile(ports, run.sha256);
}

/** Their table with only the rows not taken. A workbook too heavy to be opened with its looks comes back without them. */
async function markedTable(
  run: RunRow,
  bytes: Uint8Array,
  setting: Setting,
  result: WorkbookResult,
  lang: 'zh' | 'en',
): Promise<Uint8Array | null> {
  if (setting.head === null) return null;
  const rejected: RowMark[] = result.rejectedRows.map((row) => ({
    row: row.row,
    columns: [...new Set(row.reasons.flatMap(({ column }) => columnsOf(column, setting.uses)))],
    reason: reasonsOf(row, setting, lang),
    cells: row.cells.map((cell) => cell.slice(0, longestCell)),
  }));
  const header = setting.head.row + setting.head.rows - 1;
  const marks = { header, width: setting.headings.length, keep: result.noteRows, rejected, heading: importText[lang].reasonHeading };
  if (run.kind === 'xlsx' && setting.sheet !== null) {
    const theirs = await markWorkbook({ bytes, sheet: setting.sheet }, marks);
    if (theirs.ok) return theirs.bytes;
  }
  const looked = await lookAtTable(bytes, { name: readAs(run), ...(setting.sheet === null ? {} : { sheet: setting.sheet }) });
  const above = looked.ok ? looked.look.first.slice(0, header) : [setting.headings];
  const plain = await markWorkbook({ table: { name: setting.sheet ?? '台账', above } }, { ...marks, header: above.length });
  return plain.ok ? plain.bytes : null;
}

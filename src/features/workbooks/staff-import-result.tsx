// What became of an import: its page's facts, and the rows that were not taken as a table to be put right.
import { type Context, Hono } from 'hono';
import { type AnyRefusal, refusalSentence } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import { webStream } from '#platform/files/web-stream.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { writeCsv } from '#platform/spreadsheets/write-csv.ts';
import type { RunLine } from './pages/import.tsx';
import type { RunView } from './pages/import-run.tsx';
import { importText } from './pages/import-words.ts';
import { type ImportPorts, type RunBody, type Setting, type ShownRow, staleBefore } from './staff-import-run.ts';
import { type RunRow, readRun } from './store.ts';

type StaffContext = Context<StaffEnv>;

export function stateOf(run: Pick<RunRow, 'state' | 'sha256' | 'beat_at'>, now: ReturnType<ImportPorts['now']>): RunLine['state'] {
  if (run.state === 'done') return 'done';
  if (run.state === 'running' && (run.beat_at ?? '') >= staleBefore(now)) return 'running';
  return run.sha256 === null ? 'gone' : run.state === 'running' ? 'broken' : run.state;
}

/** The run of this unit, or null: what another unit imports is not theirs to see, its rows hold names and phones. */
export async function runOf(ports: ImportPorts, c: StaffContext): Promise<RunRow | null> {
  const run = await readRun(ports.db, c.req.param('id') ?? '');
  return run !== null && run.unit_id === c.var.me.unitId ? run : null;
}

const rowsOf = (ports: ImportPorts, run: RunRow): ShownRow[] =>
  run.sealed_rows === null ? [] : (JSON.parse(ports.secrets.openColumn(run.sealed_rows, `import_run.rows:${run.id}`)) as ShownRow[]);

export function viewOf(ports: ImportPorts, run: RunRow, lang: 'zh' | 'en'): RunView {
  const body = (Array.isArray(run.body) ? {} : run.body) as RunBody;
  const t = importText[lang];
  const state = stateOf(run, ports.now());
  const fieldWord = (field: string): string => (t.fields as Record<string, string>)[field] ?? field;
  const whyWords = (why: string): string => (t.left as Record<string, string>)[why] ?? refusalSentence(why as AnyRefusal, lang);
  const listed = lang === 'zh' ? '、' : ', ';
  return {
    id: run.id,
    file: run.file_name,
    source: (run.setting as Partial<Setting>).source ?? '',
    state: state === 'draft' ? 'gone' : state,
    total: run.rows_total,
    read: run.rows_read,
    taken: run.rows_taken,
    known: body.known ?? 0,
    changed: body.changed ?? 0,
    notes: body.notes ?? 0,
    rejected: body.rejected ?? 0,
    faults: rowsOf(ports, run),
    hasWorkbook: run.result_sha256 !== null,
    workbookGone: run.result_sha256 === null && run.kind !== 'jsonl',
    updates: (body.updates ?? []).map(({ row, number, changed, left }) => ({
      row,
      number,
      changed: changed.map(fieldWord).join(listed),
      left: left
        .map((one) => `${fieldWord(one.field)}${lang === 'zh' ? '：' : ': '}${whyWords(one.why)}`)
        .join(lang === 'zh' ? '；' : '; '),
    })),
    timeWords: body.timeWords ?? [],
    notesLost: (body.notesLost ?? []).map((one) => ({ ...one, why: refusalSentence(one.why, lang) })),
    urgent: (body.urgent ?? []).map((row) => ({ ...row, words: row.words.join(listed) })),
    unknownCategories: Object.entries(body.unknownCategories ?? {}).map(([name, count]) => ({ name, count })),
  };
}

export function rejectedDoor(ports: ImportPorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const download = (name: string, mime: string) => ({
    'Content-Type': mime,
    'Content-Disposition': `attachment; filename="rejected"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
  });
  const logFetch = (c: StaffContext, run: RunRow) =>
    logAccess(ports, { what: 'workbooks-rejected-fetched', why: run.id, by: c.var.me, addressClass: c.var.addressClass });

  door.get('/import/:id/rejected.xlsx', async (c) => {
    const run = await runOf(ports, c);
    const stream = run?.result_sha256 ? await ports.files.get(run.result_sha256) : null;
    if (!run || !stream) return sayNamed(c, 'notFound');
    await logFetch(c, run);
    const name = `${run.file_name.replace(/\.[a-z]+$/i, '')}-${importText[c.var.lang].rejected}.xlsx`;
    return c.body(webStream(stream), 200, download(name, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'));
  });

  door.get('/import/:id/rejected.csv', async (c) => {
    const run = await runOf(ports, c);
    if (!run) return sayNamed(c, 'notFound');
    await logFetch(c, run);
    const t = importText[c.var.lang];
    const csv = writeCsv([[t.row, t.why, t.written], ...rowsOf(ports, run).map((row) => [row.row, row.why, row.words])]);
    return c.body(csv, 200, download(`${run.file_name.replace(/\.[a-z]+$/i, '')}-${t.rejected}.csv`, 'text/csv; charset=utf-8'));
  });
  return door;
}

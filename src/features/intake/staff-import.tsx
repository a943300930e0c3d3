// Import at the staff door: upload, preview, run in the background of this process, a page that renews itself without a script, and the rejected rows as CSV.
import { type Context, Hono } from 'hono';
import type { FileStore } from '#platform/files/store.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { actorOf, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { rowFaultSentences } from '#platform/spreadsheets/message-row.ts';
import { type MessagesResult, readMessages } from '#platform/spreadsheets/messages-table.ts';
import { tableRefusals } from '#platform/spreadsheets/table-refusals.ts';
import { writeCsv } from '#platform/spreadsheets/write-csv.ts';
import { instantShort } from '#ui/lang.ts';
import { type Imported, type ImportResult, importMessages, type RejectedRow } from './actions-import.ts';
import { type ImportForm, ImportPage, PreviewPage, type PreviewRow, RunPage, type RunView } from './pages/import.tsx';
import { isConcernProblem, problemSentences } from './sentences.ts';
import { lastImportRuns, readImportRun, writeImportRun } from './store.ts';

type StaffContext = Context<StaffEnv>;
type Body = Partial<Omit<ImportResult, 'read' | 'taken'>> & { state: RunView['state']; source: string };

const previewRows = 8;
const renewSeconds = '2';

export function importDoor(ports: Ports & { files: FileStore }, options: { areaCode?: string | undefined }): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  /** Runs of this process; one that is not here and not done broke off, or is another process's. */
  const running = new Set<string>();
  const rules = options.areaCode === undefined ? {} : { areaCode: options.areaCode };
  const frameOf = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/import' });

  const start = async (c: StaffContext, form: ImportForm, status: 200 | 400 | 413 = 200) => {
    const runs = await lastImportRuns(ports.db, 20);
    return c.html(
      <ImportPage
        frame={frameOf(c)}
        form={form}
        runs={runs.map((run) => ({
          id: run.id,
          at: instantShort(run.at, ports.now(), c.var.lang),
          file: run.file_name,
          read: run.rows_read,
          taken: run.rows_taken,
        }))}
      />,
      status,
    );
  };
  const open = (bytes: Uint8Array, name: string): Promise<MessagesResult> => readMessages(bytes, { name, ...rules });

  door.get('/import', (c) => start(c, { values: {}, errors: [] }));

  door.post('/import', async (c) => {
    const { lang } = c.var;
    const [file] = c.var.form.files;
    const typed = textOf(c.var.form.fields, 'source').slice(0, 100);
    const again = (message: string) => start(c, { values: { source: typed }, errors: [{ name: 'file', message }] }, 400);
    if (!file || file.size === 0) return again(file ? tableRefusals['table-empty'][lang] : chooseFile[lang]);
    const name = file.name.replace(/[\p{C}/\\]/gu, '').slice(-120) || 'import';
    const bytes = new Uint8Array(await file.arrayBuffer());
    const opened = await open(bytes, name);
    if (!opened.ok) return again(tableRefusals[opened.refusal][lang]);
    const { table } = opened;
    const rows: PreviewRow[] = [];
    for await (const row of table.rows) {
      rows.push(
        row.ok
          ? {
              row: row.row,
              when: row.message.raisedAt ? instantShort(row.message.raisedAt, ports.now(), lang) : (row.message.raisedOn ?? ''),
              title: row.message.title,
              body: cut(row.message.body),
              place: row.message.place ?? '',
              who: row.message.name ?? row.message.user ?? '',
              fault: '',
            }
          : {
              row: row.row,
              when: '',
              title: cut(row.cells.join(' ')),
              body: '',
              place: '',
              who: '',
              fault: reasonsOf({ row: row.row, reasons: row.faults, cells: [] }, lang),
            },
      );
      if (rows.length === previewRows) break;
    }
    const { sha256 } = await ports.files.put(bytes);
    const source = typed || name.replace(/\.[a-z]+$/i, '');
    return c.html(
      <PreviewPage
        frame={frameOf(c)}
        token={c.var.sign(tokenText(sha256, name, c.var.me.accountId))}
        file={name}
        source={source}
        sha256={sha256}
        columns={table.columns}
        unknown={table.unknown}
        otherSheets={table.otherSheets}
        encoding={table.encoding}
        rows={rows}
      />,
    );
  });

  door.post('/import/run', async (c) => {
    const { fields } = c.var.form;
    const [sha256, name, source] = [textOf(fields, 'sha256'), textOf(fields, 'name').slice(0, 120), textOf(fields, 'source').slice(0, 100)];
    if (textOf(fields, 'token') !== c.var.sign(tokenText(sha256, name, c.var.me.accountId))) return sayNamed(c, 'formStale');
    const stream = await ports.files.get(sha256);
    if (!stream) return start(c, { values: { source }, errors: [{ name: 'file', message: goneFile[c.var.lang] }] }, 400);
    const parts: Uint8Array[] = [];
    for await (const part of stream) parts.push(part as Uint8Array);
    const id = ports.newId();
    const run = {
      id,
      at: ports.now(),
      account_id: c.var.me.accountId,
      file_name: name,
      rows_read: 0,
      rows_taken: 0,
      body: { state: 'running', source } satisfies Body,
    };
    await writeImportRun(ports.db, run);
    running.add(id);
    void work(run, sha256, Buffer.concat(parts), actorOf(c.var.me)).finally(() => running.delete(id));
    // Whoever imports a small file sees its result at once.
    await Promise.race([done(id), new Promise((resolve) => setTimeout(resolve, 700))]);
    return c.redirect(`/staff/import/${id}`, 303);
  });

  const done = async (id: string): Promise<void> => {
    while (running.has(id)) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  type Run = Omit<Parameters<typeof writeImportRun>[1], 'body'> & { body: Body };

  /** Never throws: what breaks is written into the run, where its page tells it. */
  async function work(run: Run, sha256: string, bytes: Uint8Array, actor: ReturnType<typeof actorOf>): Promise<void> {
    const { source } = run.body;
    let batches = 0;
    let last: Partial<ImportResult> = {};
    const write = (state: RunView['state'], { read = 0, taken = 0, ...rest }: Partial<ImportResult>): Promise<void> =>
      writeImportRun(ports.db, { ...run, rows_read: read, rows_taken: taken, body: { state, source, ...rest } satisfies Body });
    try {
      const opened = await open(bytes, run.file_name);
      if (!opened.ok) throw new Error(opened.refusal);
      const imported: Imported = await importMessages(ports, opened.table.rows, {
        source,
        actor,
        ...rules,
        onProgress: async (progress) => {
          last = { ...progress };
          batches += 1;
          if (batches % 5 === 0)
            await write('running', { read: progress.read, taken: progress.taken, known: progress.known, rejected: progress.rejected });
        },
      });
      await (imported.ok ? write('done', imported.result) : write('elsewhere', {}));
      if (imported.ok) await ports.files.delete(sha256); // it holds names and phones, and all it said is taken or listed now
    } catch (error) {
      ports.log.error({ err: error, importRun: run.id }, 'an import broke off');
      await write('broken', last).catch((fault: unknown) =>
        ports.log.error({ err: fault, importRun: run.id }, 'the end of an import could not be written'),
      );
    }
  }

  const load = async (id: string): Promise<{ view: (lang: 'zh' | 'en') => RunView; body: Body } | null> => {
    const run = await readImportRun(ports.db, id);
    if (!run) return null;
    const body: Body = Array.isArray(run.body) ? { state: 'done', source: '' } : (run.body as Body);
    const state = body.state === 'running' && !running.has(id) ? 'broken' : body.state;
    const rejectedRows = body.rejectedRows ?? [];
    return {
      body,
      view: (lang) => ({
        id,
        file: run.file_name,
        source: body.source,
        state,
        read: run.rows_read,
        taken: run.rows_taken,
        known: body.known ?? 0,
        rejected: body.rejected ?? 0,
        faults: rejectedRows.map((row) => ({ row: row.row, why: reasonsOf(row, lang), words: cut(row.cells.filter(Boolean).join(' · ')) })),
        urgent: (body.urgent ?? []).map((row) => ({ ...row, words: row.words.join('、') })),
        unknownCategories: Object.entries(body.unknownCategories ?? {}).map(([name, count]) => ({ name, count })),
      }),
    };
  };

  door.get('/import/:id', async (c) => {
    const found = await load(c.req.param('id'));
    if (!found) return sayNamed(c, 'notFound');
    const run = found.view(c.var.lang);
    if (run.state === 'running') c.header('Refresh', renewSeconds);
    return c.html(<RunPage frame={frameOf(c)} run={run} />);
  });

  door.get('/import/:id/rejected.csv', async (c) => {
    const found = await load(c.req.param('id'));
    if (!found) return sayNamed(c, 'notFound');
    const { lang } = c.var;
    const rows = (found.body.rejectedRows ?? []).map((row) => [row.row, reasonsOf(row, lang), ...row.cells]);
    const csv = writeCsv([lang === 'zh' ? ['行', '原因', '原来各格'] : ['row', 'reason', 'cells as they were'], ...rows]);
    return c.body(csv, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="rejected-${c.req.param('id')}.csv"`,
    });
  });
  return door;
}

const chooseFile = { zh: '请先选一个文件。', en: 'Please choose a file first.' };
const goneFile = {
  zh: '刚才上传的文件已经清掉了，请再选一次。什么都没有导入。',
  en: 'The file uploaded before is gone; please choose it again. Nothing was imported.',
};
const tokenText = (sha256: string, name: string, accountId: string): string => `import:${accountId}:${sha256}:${name}`;
const cut = (words: string): string => (words.length > 80 ? `${words.slice(0, 80)}…` : words);

function reasonsOf(row: RejectedRow, lang: 'zh' | 'en'): string {
  return row.reasons
    .map(({ code }) => (isConcernProblem(code) ? problemSentences[code][lang] : rowFaultSentences[code][lang]))
    .join(lang === 'zh' ? '' : ' ');
}

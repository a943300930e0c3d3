// Import at the staff door, page by page without a script: file, heading, columns, a look, the run. Each page is an address of its own, so that back, reload and a
// lost session cost nothing; what was chosen stands in the run.
import { type Context, Hono } from 'hono';
import { textOf, textsOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { actorOf, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { bareHeading, proposeFields } from '#platform/spreadsheets/message-columns.ts';
import { lookAtTable, mostColumns, type TableLook } from '#platform/spreadsheets/messages-table.ts';
import { guessHead, type Head, headingsOf, proposeHead } from '#platform/spreadsheets/table-head.ts';
import { tableRefusals } from '#platform/spreadsheets/table-refusals.ts';
import { instantShort } from '#ui/lang.ts';
import { ColumnsPage, HeadPage, type ImportForm, ImportPage, type RunLine } from './pages/import.tsx';
import { PreviewPage, RunPage } from './pages/import-run.tsx';
import { importText } from './pages/import-words.ts';
import { pastedTable } from './rules-paste.ts';
import { type AsTable, asColumn, asTable, hasGaps, wrongUses } from './staff-import-columns.ts';
import { lookThrough } from './staff-import-look.ts';
import { rejectedDoor, runOf, stateOf, viewOf } from './staff-import-result.tsx';
import { bytesOf, clearImportFiles, type ImportPorts, openRun, readAs, type Setting, staleBefore, workOff } from './staff-import-run.ts';
import { beginRun, doneBefore, insertRun, lastRuns, type RunRow, readMapping, updateRun, writeMapping } from './store.ts';

type StaffContext = Context<StaffEnv>;
type Draft = { run: RunRow; setting: Setting; bytes: Uint8Array };

const headRows = 15;
const renewSeconds = '2';
const mostLooks = 20;

export type ImportDoorOptions = {
  areaCode?: string | undefined /** LibreOffice; found by itself when left out, null for none. */;
  office?: string | null | undefined;
};

export function importDoor(ports: ImportPorts, options: ImportDoorOptions = {}): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  /** Runs of this process, so that whoever imports a small table sees its end at once. */
  const running = new Map<string, Promise<void>>();
  /** The first rows of the tables that people are on now: each page asks for them again, and opening a workbook costs a thread. */
  const looks = new Map<string, ReturnType<typeof lookAtTable>>();
  const lookAt = (draft: Draft, sheet: string | null): ReturnType<typeof lookAtTable> => {
    const key = `${draft.run.id}\n${sheet ?? ''}`;
    const known = looks.get(key) ?? lookAtTable(draft.bytes, { name: readAs(draft.run), ...(sheet === null ? {} : { sheet }) });
    looks.delete(key); // and last again: the oldest goes first
    looks.set(key, known);
    for (const oldest of [...looks.keys()].slice(0, -mostLooks)) looks.delete(oldest);
    return known;
  };
  const words = (c: StaffContext) => importText[c.var.lang];
  const frameOf = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/import' });
  for (const path of ['/import', '/import/*']) door.use(path, requireRole('intake', 'dispatcher', 'hotline'));

  const start = async (c: StaffContext, form: ImportForm, status: 200 | 400 = 200) => {
    const runs = await lastRuns(ports.db, c.var.me.unitId, 20);
    const line = (run: (typeof runs)[number]): RunLine => ({
      id: run.id,
      at: instantShort(run.at, ports.now(), c.var.lang),
      file: run.file_name,
      state: stateOf(run, ports.now()),
      read: run.rows_read,
      taken: run.rows_taken,
    });
    return c.html(<ImportPage frame={frameOf(c)} form={form} runs={runs.map(line)} />, status);
  };
  const again = (c: StaffContext, message: string, source = '') =>
    start(c, { values: { source }, errors: [{ name: 'file', message }] }, 400);

  /** A run that is still being told what its columns are, with its file; else the page that says why not. */
  const draftOf = async (c: StaffContext): Promise<Draft | Response> => {
    const run = await runOf(ports, c);
    if (!run) return sayNamed(c, 'notFound');
    if (run.state !== 'draft') return c.redirect(`/staff/import/${run.id}`, 303);
    const bytes = await bytesOf(ports, run.sha256);
    const setting = run.setting as Setting;
    return bytes === null ? again(c, words(c).goneFile, setting.source) : { run, setting, bytes };
  };
  const keep = (draft: Draft, setting: Partial<Setting>) =>
    updateRun(ports.db, draft.run.id, { setting: { ...draft.setting, ...setting }, beat_at: ports.now() });
  const before = async (c: StaffContext, digest: string) => {
    const done = await doneBefore(ports.db, c.var.me.unitId, digest);
    return done && { on: instantShort(done.at, ports.now(), c.var.lang), taken: done.rows_taken };
  };

  // ── the file ──
  door.get('/import', (c) => start(c, { values: {}, errors: [] }));

  door.post('/import', async (c) => {
    await clearImportFiles(ports);
    const { lang } = c.var;
    const [file] = c.var.form.files;
    const typed = textOf(c.var.form.fields, 'source').slice(0, 100);
    if (!file || file.size === 0) return again(c, file ? tableRefusals['table-empty'][lang] : words(c).chooseFile, typed);
    const name = file.name.replace(/[\p{C}/\\]/gu, '').slice(-120) || 'import';
    const came = new Uint8Array(await file.arrayBuffer());
    const read = await asTable(came, name, options.office);
    if (!read.ok) return again(c, tableRefusals[read.refusal][lang], typed);
    return begin(c, read, { name, source: typed || name.replace(/\.[a-z]+$/i, ''), digest: digestOf(came) });
  });

  const digestOf = (bytes: Uint8Array): string => Buffer.from(ports.hash(bytes)).toString('hex');

  /** Pasted cells become a table like any other: the same look, the same run, the rows not taken with their reasons. */
  door.post('/import/paste', async (c) => {
    await clearImportFiles(ports);
    const { fields } = c.var.form;
    const { lang } = c.var;
    const [table, heading, from] = [textOf(fields, 'table'), textOf(fields, 'heading'), textOf(fields, 'from').slice(0, 100)];
    const refused = (name: 'table' | 'heading', message: string) =>
      start(c, { values: { table, heading, from }, errors: [{ name, message }] }, 400);
    if (heading !== 'yes' && heading !== 'no') return refused('heading', words(c).chooseHeading);
    const pasted = pastedTable(table, heading === 'yes', lang);
    if (!pasted.ok) return refused(pasted.refusal === 'headingLooksFilled' ? 'heading' : 'table', words(c)[pasted.refusal]);
    const came = new TextEncoder().encode(pasted.csv);
    const digest = digestOf(came);
    // Named by what it holds: the same rows pasted twice are one source and taken once; other rows are another source, though both may count from 1.
    const source = from || `${words(c).pasted} ${digest.slice(0, 6)}`;
    const read = await asTable(came, 'pasted.csv', null);
    if (!read.ok) return refused('table', tableRefusals[read.refusal][lang]);
    const first: Head = { row: 1, rows: 1 };
    return begin(
      c,
      { ...read, head: heading === 'no' ? first : (read.head ?? first) },
      { name: `${words(c).pasted} ${digest.slice(0, 6)}.csv`, source, digest },
      'columns',
    );
  });

  /** Keeps the table for a day and goes on with its heading, its columns, or (where this unit had such columns before) the look at its rows. */
  async function begin(
    c: StaffContext,
    { bytes, look, head }: Extract<AsTable, { ok: true }>,
    told: { name: string; source: string; digest: string },
    first: 'head' | 'columns' = 'head',
  ) {
    const { me } = c.var;
    const { sha256 } = await ports.files.put(bytes);
    const id = ports.newId();
    const base: Setting = {
      source: told.source,
      digest: told.digest,
      encoding: look.encoding,
      sheet: look.sheet,
      head: null,
      headings: [],
      uses: [],
      asAbove: [],
      update: true,
      remembered: false,
    };
    const setting = head === null ? base : await withColumns(me.unitId, base, look, head);
    await insertRun(ports.db, {
      id,
      at: ports.now(),
      account_id: me.accountId,
      unit_id: me.unitId,
      file_name: told.name,
      state: 'draft',
      kind: look.kind,
      sha256,
      setting,
      beat_at: ports.now(),
    });
    const next = look.kind === 'jsonl' || setting.remembered ? 'preview' : first;
    return c.redirect(`/staff/import/${id}/${next}`, 303);
  }

  /** The columns of a heading: as this unit had them the last time, else as they are proposed. */
  async function withColumns(unitId: string, setting: Setting, look: TableLook, head: Head): Promise<Setting> {
    const headings = headingsOf(look.first, head, look.merges).slice(0, mostColumns);
    const below = look.first.slice(head.row + head.rows - 1);
    const known = await readMapping(ports.db, unitId, signatureOf(headings));
    const uses = known?.length === headings.length ? known.map(asColumn) : proposeFields(headings, below);
    return {
      ...setting,
      sheet: look.sheet,
      head,
      headings,
      uses,
      asAbove: uses.flatMap((use, place) => (use === 'place' && hasGaps(below, place) ? [place] : [])),
      remembered: known !== null,
    };
  }
  const signatureOf = (headings: readonly string[]): string =>
    Buffer.from(ports.hash(new TextEncoder().encode(headings.map(bareHeading).join('\n')))).toString('hex');

  // ── the heading ──
  door.get('/import/:id/head', async (c) => {
    const draft = await draftOf(c);
    if (draft instanceof Response) return draft;
    return headPage(c, draft, c.req.query('sheet') ?? draft.setting.sheet, {}, []);
  });

  async function headPage(
    c: StaffContext,
    draft: Draft,
    sheet: string | null,
    typed: { row?: string; rows?: string },
    errors: { name: 'row'; message: string }[],
  ) {
    const { run, setting } = draft;
    if (run.kind === 'jsonl') return c.redirect(`/staff/import/${run.id}/preview`, 303);
    const looked = await lookAt(draft, sheet);
    if (!looked.ok) return again(c, tableRefusals[looked.refusal][c.var.lang], setting.source);
    const { look } = looked;
    const chosen = setting.head !== null && look.sheet === setting.sheet ? setting.head : proposeHead(look.first, look.merges);
    const head = chosen ?? guessHead(look.first);
    return c.html(
      <HeadPage
        frame={frameOf(c)}
        id={run.id}
        file={run.file_name}
        sheet={look.sheet}
        sheets={look.sheets}
        rows={look.first.slice(0, Math.max(headRows, head.row + 2))}
        width={Math.max(...look.first.map((row) => row.findLastIndex((cell) => cell !== '') + 1))}
        form={{ values: { row: typed.row ?? String(head.row), rows: typed.rows ?? String(head.rows) }, errors }}
        again={await before(c, setting.digest)}
        guessed={chosen === null}
      />,
      errors.length > 0 ? 400 : 200,
    );
  }

  door.post('/import/:id/head', async (c) => {
    const draft = await draftOf(c);
    if (draft instanceof Response) return draft;
    const { fields } = c.var.form;
    const sheet = textOf(fields, 'sheet') || null;
    const typed = { row: textOf(fields, 'row'), rows: textOf(fields, 'rows') || '1' };
    const row = /^\d{1,3}$/.test(typed.row) ? Number(typed.row) : 0;
    const looked = await lookAt(draft, sheet);
    if (!looked.ok) return again(c, tableRefusals[looked.refusal][c.var.lang], draft.setting.source);
    const head: Head = { row, rows: typed.rows === '2' ? 2 : 1 };
    const isRow = row >= 1 && row <= looked.look.first.length && headingsOf(looked.look.first, head, looked.look.merges).length > 0;
    if (!isRow) return headPage(c, draft, sheet, typed, [{ name: 'row', message: words(c).chooseRow }]);
    const isSame =
      draft.setting.head?.row === head.row && draft.setting.head.rows === head.rows && draft.setting.sheet === looked.look.sheet;
    if (!isSame) await keep(draft, await withColumns(c.var.me.unitId, draft.setting, looked.look, head));
    return c.redirect(`/staff/import/${draft.run.id}/columns`, 303);
  });

  // ── the columns ──
  door.get('/import/:id/columns', async (c) => {
    const draft = await draftOf(c);
    if (draft instanceof Response) return draft;
    if (draft.setting.head === null) return c.redirect(`/staff/import/${draft.run.id}/head`, 303);
    return columnsPage(
      c,
      draft,
      draft.setting.uses.map((use) => use ?? ''),
      draft.setting.asAbove,
      [],
    );
  });

  async function columnsPage(
    c: StaffContext,
    draft: Draft,
    uses: readonly string[],
    asAbove: readonly number[],
    errors: { place: number; message: string }[],
  ) {
    const { run, setting } = draft;
    const looked = await lookAt(draft, setting.sheet);
    if (!looked.ok) return again(c, tableRefusals[looked.refusal][c.var.lang], setting.source);
    const below = setting.head === null ? [] : looked.look.first.slice(setting.head.row + setting.head.rows - 1);
    const columns = setting.headings.map((heading, place) => ({
      place,
      heading,
      samples: [...new Set(below.map((row) => row[place] ?? '').filter((cell) => cell !== ''))].slice(0, 3),
      use: uses[place] ?? '',
      asAbove: asAbove.includes(place),
      error: errors.find((error) => error.place === place)?.message,
    }));
    return c.html(
      <ColumnsPage
        frame={frameOf(c)}
        id={run.id}
        columns={columns}
        errors={errors.map(({ place, message }) => ({ name: `c${place}`, message }))}
        remembered={setting.remembered && errors.length === 0}
      />,
      errors.length > 0 ? 400 : 200,
    );
  }

  door.post('/import/:id/columns', async (c) => {
    const draft = await draftOf(c);
    if (draft instanceof Response) return draft;
    const { headings, head } = draft.setting;
    if (head === null) return c.redirect(`/staff/import/${draft.run.id}/head`, 303);
    const { fields } = c.var.form;
    const uses = headings.map((_, place) => asColumn(textOf(fields, `c${place}`)));
    const asAbove = textsOf(fields, 'above')
      .map(Number)
      .filter((place) => Number.isInteger(place) && place >= 0 && place < headings.length);
    const errors = wrongUses(uses, headings, c.var.lang);
    if (errors.length > 0)
      return columnsPage(
        c,
        draft,
        uses.map((use) => use ?? ''),
        asAbove,
        errors,
      );
    await writeMapping(ports.db, c.var.me.unitId, signatureOf(headings), uses, ports.now());
    await keep(draft, { uses, asAbove, remembered: false });
    return c.redirect(`/staff/import/${draft.run.id}/preview`, 303);
  });

  // ── a look ──
  door.get('/import/:id/preview', async (c) => {
    const draft = await draftOf(c);
    if (draft instanceof Response) return draft;
    const { run, setting, bytes } = draft;
    const { lang } = c.var;
    if (setting.head === null && run.kind !== 'jsonl') return c.redirect(`/staff/import/${run.id}/head`, 303);
    const opened = await openRun(run, bytes, setting, options.areaCode);
    if (!opened.ok) return again(c, tableRefusals[opened.refusal][lang], setting.source);
    const looked = await lookThrough(ports, opened.table.rows, setting, lang, options.areaCode);
    const hidden = run.kind === 'xlsx' && setting.sheet !== null ? await lookAt(draft, setting.sheet) : null;
    if (looked.counts.all) await updateRun(ports.db, run.id, { rows_total: looked.counts.looked });
    return c.html(
      <PreviewPage
        frame={frameOf(c)}
        id={run.id}
        file={run.file_name}
        source={setting.source}
        encoding={setting.encoding}
        counts={looked.counts}
        hiddenRows={hidden?.ok ? hidden.look.hiddenRows : 0}
        unknown={setting.headings.filter((heading, place) => heading !== '' && !setting.uses[place])}
        good={looked.good}
        bad={looked.bad}
        update={setting.update ? '1' : '0'}
        again={await before(c, setting.digest)}
        remembered={setting.remembered}
        hasColumns={run.kind !== 'jsonl'}
      />,
    );
  });

  // ── the run ──
  door.post('/import/:id/run', async (c) => {
    const run = await runOf(ports, c);
    if (!run) return sayNamed(c, 'notFound');
    const bytes = await bytesOf(ports, run.sha256);
    if (bytes === null)
      return run.state === 'done'
        ? c.redirect(`/staff/import/${run.id}`, 303)
        : again(c, words(c).goneFile, (run.setting as Setting).source);
    const typed = textOf(c.var.form.fields, 'update');
    const setting: Setting = { ...(run.setting as Setting), lang: c.var.lang, ...(typed === '' ? {} : { update: typed === '1' }) };
    if (setting.head === null && run.kind !== 'jsonl') return c.redirect(`/staff/import/${run.id}/head`, 303);
    if (await beginRun(ports.db, run.id, ports.now(), staleBefore(ports.now()))) {
      await updateRun(ports.db, run.id, { setting });
      const work = workOff(ports, run, bytes, setting, actorOf(c.var.me), c.var.lang, options.areaCode).finally(() =>
        running.delete(run.id),
      );
      running.set(run.id, work);
      await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 700))]);
    }
    return c.redirect(`/staff/import/${run.id}`, 303);
  });

  door.get('/import/:id', async (c) => {
    const run = await runOf(ports, c);
    if (!run) return sayNamed(c, 'notFound');
    const setting = run.setting as Setting;
    if (run.state === 'draft' && run.sha256 !== null)
      return c.redirect(`/staff/import/${run.id}/${setting.remembered ? 'preview' : setting.uses.length > 0 ? 'columns' : 'head'}`, 303);
    const view = viewOf(ports, run, c.var.lang);
    if (view.state === 'running') c.header('Refresh', renewSeconds);
    return c.html(<RunPage frame={frameOf(c)} run={view} />);
  });
  door.route('/', rejectedDoor(ports));
  return door;
}

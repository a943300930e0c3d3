// A county's own tables at the staff door: a file or pasted rows, a look, the import. Each page is an address, so back, reload and a lost session cost nothing.
import { type Context, Hono } from 'hono';
import { addHours, dayOf } from '#core/time/day.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { type Cells, type CellsResult, cellCaps, pastedCells, readCells } from '#platform/spreadsheets/read-cells.ts';
import { tableRefusals } from '#platform/spreadsheets/table-refusals.ts';
import { markWorkbook } from '#platform/spreadsheets/xlsx.ts';
import type { SelectOption } from '#ui/choice.tsx';
import { emptyForm, typedForm, withErrors } from '#ui/form-state.ts';
import { loadLimits, loadUnits } from './directory.ts';
import { type LookField, type LookForm, type LookView, TableLookPage } from './pages/table-look.tsx';
import { type TableStartForm, TableStartPage } from './pages/table-start.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { peopleRefusals } from './refusals.ts';
import { allRoles, roleNames } from './roles.ts';
import { isInForce } from './rules.ts';
import type { Words } from './rules-plan.ts';
import { urgencyWords } from './rules-plan-categories.ts';
import { dutyLevelWords, dutyListWords } from './rules-plan-duties.ts';
import { placeKindWords, unitKindWords } from './rules-plan-units.ts';
import {
  columnsOf,
  isStructureKind,
  missingColumns,
  proposeReading,
  type Reading,
  rowsOf,
  type StructureKind,
  usesOf,
} from './rules-table.ts';
import { clearDrafts, type DraftRow, insertDraft, readDraft, updateDraft } from './store-drafts.ts';
import { type Invited, importRows, lookAtRows, mayImport, type ShownLine } from './structure-import.ts';
import { columnWords, faultWords, kindWords } from './table-words.ts';

type StaffContext = Context<StaffEnv>;
type Setting = { reading: Reading };
type Draft = { row: DraftRow; kind: StructureKind; cells: Cells; setting: Setting };
type Done = { lines: readonly ShownLine[]; invited: readonly Invited[] };

const draftHours = 24;
const mostShown = 300;
const headShown = 60;
const listHrefs: Record<StructureKind, string> = {
  units: '/staff/units',
  places: '/staff/places',
  duties: '/staff/duties',
  categories: '/staff/categories',
  people: '/staff/people',
};
/** The columns of rows typed without a heading, in this order. */
const typedOrder: Record<StructureKind, readonly string[]> = {
  units: ['name', 'kind', 'parent', 'shortName'],
  places: ['name', 'kind', 'parent', 'unit', 'aliases'],
  duties: ['itemNo', 'title', 'list', 'level', 'category', 'leadUnit', 'basis'],
  categories: ['code', 'name', 'parent', 'nameEn', 'replaces'],
  people: ['name', 'unit', 'roles', 'login'],
};

export function tablesDoor(
  ports: PeoplePorts,
  { baseUrl, office }: { baseUrl: string | null; office?: string | null | undefined },
): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const kindOf = (c: StaffContext): StructureKind | Response => {
    const kind = c.req.param('kind') ?? '';
    if (!isStructureKind(kind)) return sayNamed(c, 'notFound');
    return mayImport(c.var.me, kind) ? kind : sayNamed(c, 'notYours');
  };
  const frameOf = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/admin' });

  const start = (c: StaffContext, kind: StructureKind, form: TableStartForm = emptyForm) =>
    c.html(
      <TableStartPage
        frame={frameOf(c)}
        kind={kind}
        kindName={kindWords[kind]}
        columns={Object.entries(columnsOf(kind)).map(([name, { needed }]) => ({ name: columnWords(kind, name), needed: needed === true }))}
        order={typedOrder[kind].map((name) => columnWords(kind, name)[c.var.lang]).join(c.var.lang === 'zh' ? '，' : ', ')}
        listHref={listHrefs[kind]}
        form={form}
      />,
      form.errors.length > 0 ? 400 : 200,
    );

  const keepDraft = async (c: StaffContext, kind: StructureKind, fileName: string, cells: Cells): Promise<string> => {
    await clearDrafts(ports.db, addHours(ports.now(), -draftHours));
    const id = ports.newId();
    await insertDraft(ports.db, {
      id,
      kind,
      accountId: c.var.me.accountId,
      at: ports.now(),
      fileName,
      sealed: ports.secrets.sealColumn(JSON.stringify(cells), `structure_draft:${id}`),
      setting: { reading: proposeReading(kind, cells.rows, cells.merged) } satisfies Setting,
    });
    return id;
  };

  door.get('/tables/:kind', (c) => {
    const kind = kindOf(c);
    return typeof kind === 'string' ? start(c, kind) : kind;
  });

  door.post('/tables/:kind', async (c) => {
    const kind = kindOf(c);
    if (typeof kind !== 'string') return kind;
    const { fields, files } = c.var.form;
    const [file] = files;
    const form = typedForm<'rows'>(['rows'], fields);
    const typed = textOf(fields, 'rows');
    const refused = (name: 'file' | 'rows', message: string) => start(c, kind, withErrors<'file' | 'rows'>(form, [{ name, message }]));
    const read = await cellsOf(kind, file, typed, office);
    if (read === null) return refused('file', chooseWords[c.var.lang]);
    if (!read.ok) return refused(file && file.size > 0 ? 'file' : 'rows', tableRefusals[read.refusal][c.var.lang]);
    const fileName = file && file.size > 0 ? file.name.replace(/[\p{C}/\\]/gu, '').slice(-120) : typedWords[c.var.lang];
    return c.redirect(`/staff/tables/${kind}/${await keepDraft(c, kind, fileName, read.cells)}`, 303);
  });

  /** Townships and villages as rows of a table of places, to be looked at like any other. */
  door.post('/places/from-units', async (c) => {
    if (!mayImport(c.var.me, 'places')) return sayNamed(c, 'notYours');
    const [units, today] = [await loadUnits(ports.db), dayOf(ports.now())];
    const county = units.all.find((unit) => unit.kind === 'county');
    const bare = (name: string) => name.replace(/(?:人民政府|办事处)$/u, '');
    const named = units.all.filter((unit) => unit.kind !== 'department' && isInForce(unit, today));
    const rows = named.map((unit) => [
      unit.kind === 'county' ? c.var.site.county : bare(unit.name),
      unit.kind,
      unit.kind === 'county' || !unit.parentId ? '' : unit.parentId === county?.id ? c.var.site.county : bare(units.nameOf(unit.parentId)),
      unit.id,
    ]);
    if (rows.length === 0) return start(c, 'places', withErrors<'file'>(emptyForm, [{ name: 'file', message: noUnits[c.var.lang] }]));
    const cells: Cells = { rows: [['名称', '类别', '上级', '单位'], ...rows], merged: false };
    return c.redirect(`/staff/tables/places/${await keepDraft(c, 'places', fromUnits[c.var.lang], cells)}`, 303);
  });

  const draftOf = async (c: StaffContext): Promise<Draft | Response> => {
    const kind = kindOf(c);
    if (typeof kind !== 'string') return kind;
    const row = await readDraft(ports.db, c.req.param('id') ?? '', c.var.me.accountId);
    if (!row || row.kind !== kind)
      return start(c, kind, withErrors<'file'>(emptyForm, [{ name: 'file', message: peopleRefusals['table-changed'][c.var.lang] }]));
    const cells = JSON.parse(ports.secrets.openColumn(row.sealed, `structure_draft:${row.id}`)) as Cells;
    return { row, kind, cells, setting: row.setting as Setting };
  };

  const look = async (c: StaffContext, draft: Draft, errors: LookForm['errors'] = [], done: Done | null = null) => {
    const { kind, cells, setting, row } = draft;
    const missing = missingColumns(kind, setting.reading);
    const lines = done ? done.lines : missing.length > 0 ? [] : await lookAtRows(ports, kind, rowsOf(kind, cells.rows, setting.reading));
    const { lang } = c.var;
    const shown = [...lines.filter((line) => line.says === 'refused'), ...lines.filter((line) => line.says !== 'refused')];
    const base = baseUrl?.replace(/\/$/, '') ?? new URL(c.req.url).origin;
    const view: LookView = {
      kind,
      kindName: kindWords[kind],
      id: row.id,
      file: row.fileName,
      headings: (cells.rows[setting.reading.head - 1] ?? []).map((cell) => cell.replace(/\s+/g, ' ').slice(0, headShown)),
      fields: await fieldsOf(ports, kind, lang),
      lines: shown.slice(0, mostShown).map((line) => ({
        row: line.row,
        says: line.says,
        words: line.words.filter((word) => word !== '').join(' · '),
        why: line.says === 'refused' ? faultWords(kind, line.fault)[lang] : '',
      })),
      hidden: Math.max(0, shown.length - mostShown),
      counts: {
        made: lines.filter(({ says }) => says === 'new' || says === 'changed').length,
        known: lines.filter(({ says }) => says === 'known').length,
        refused: lines.filter(({ says }) => says === 'refused').length,
      },
      missing: missing.map((column) => columnWords(kind, column)[lang]),
      isDone: done !== null,
      listHref: listHrefs[kind],
      invited: (done?.invited ?? []).map(({ name, login, path }) => ({ name, login, href: `${base}${path}` })),
    };
    return c.html(
      <TableLookPage frame={frameOf(c)} view={view} form={{ values: valuesOf(kind, setting.reading), errors }} />,
      errors.length > 0 ? 400 : 200,
    );
  };

  door.get('/tables/:kind/:id', async (c) => {
    const draft = await draftOf(c);
    return 'cells' in draft ? look(c, draft) : draft;
  });

  door.post('/tables/:kind/:id', async (c) => {
    const draft = await draftOf(c);
    if (!('cells' in draft)) return draft;
    const { fields } = c.var.form;
    const head = Number(textOf(fields, 'head').normalize('NFKC'));
    if (!Number.isInteger(head) || head < 1 || head > draft.cells.rows.length)
      return look(c, draft, [{ name: 'head', message: headWords[c.var.lang](draft.cells.rows.length) }]);
    const reading = readingOf(draft, head, (name) => textOf(fields, name));
    await updateDraft(ports.db, draft.row.id, { ...draft.setting, reading }, ports.now());
    const asked: Draft = { ...draft, setting: { ...draft.setting, reading } };
    if (textOf(fields, 'step') !== 'import' || missingColumns(draft.kind, reading).length > 0)
      return c.redirect(`/staff/tables/${draft.kind}/${draft.row.id}`, 303);
    const done = await importRows(ports, c.var.me, draft.kind, rowsOf(draft.kind, draft.cells.rows, reading), draft.row.fileName);
    if (!done.ok) return look(c, asked, [{ name: 'head', message: peopleRefusals[done.refusal][c.var.lang] }]);
    return look(c, asked, [], done);
  });

  door.get('/tables/:kind/:id/refused.xlsx', async (c) => {
    const draft = await draftOf(c);
    if (!('cells' in draft)) return draft;
    const bytes = await refusedTable(ports, draft, c.var.lang);
    if (bytes === null) return sayNamed(c, 'notFound');
    const name = `${draft.row.fileName.replace(/\.[a-z]+$/i, '')}-${c.var.lang === 'zh' ? '不收的行' : 'not taken'}.xlsx`;
    return c.body(Buffer.from(bytes), 200, {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="refused.xlsx"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, '')}`,
    });
  });
  return door;
}

/** Null when neither came. Typed rows without a heading get the usual one. */
async function cellsOf(
  kind: StructureKind,
  file: File | undefined,
  typed: string,
  office: string | null | undefined,
): Promise<CellsResult | null> {
  if (file && file.size > cellCaps.bytes) return { ok: false, refusal: 'table-too-large' };
  if (file && file.size > 0)
    return readCells(new Uint8Array(await file.arrayBuffer()), { name: file.name, ...(office === undefined ? {} : { office }) });
  if (typed.trim() === '') return null;
  const read = await pastedCells(typed);
  if (!read.ok || usesOf(kind, read.cells.rows[0] ?? []).filter((use) => use !== null).length >= 2) return read;
  return {
    ok: true,
    cells: { ...read.cells, rows: [typedOrder[kind].map((name) => columnsOf(kind)[name]?.names[0] ?? name), ...read.cells.rows] },
  };
}

/** As the form says. Another row for the heading means other headings: the columns are then proposed anew. */
function readingOf({ kind, cells, setting }: Draft, head: number, text: (name: string) => string): Reading {
  const headings = cells.rows[head - 1] ?? [];
  const uses: (string | null)[] = headings.map(() => null);
  const fixed: Record<string, string> = {};
  for (const column of Object.keys(columnsOf(kind))) {
    const place = text(`use-${column}`) === '' ? -1 : Number(text(`use-${column}`));
    if (Number.isInteger(place) && place >= 0 && place < headings.length) uses[place] = column;
    const value = text(`fix-${column}`).slice(0, 100);
    if (value !== '') fixed[column] = value;
  }
  return { head, uses: head === setting.reading.head ? uses : usesOf(kind, headings), fixed, above: text('above') === 'yes' };
}

function valuesOf(kind: StructureKind, reading: Reading): LookForm['values'] {
  const values: Record<string, string | readonly string[]> = { head: String(reading.head), above: reading.above ? ['yes'] : [] };
  for (const column of Object.keys(columnsOf(kind))) {
    const place = reading.uses.indexOf(column);
    values[`use-${column}`] = place < 0 ? '' : String(place);
    values[`fix-${column}`] = reading.fixed[column] ?? '';
  }
  return values;
}

/** For each column whether all rows may have one value, and which ones there are. */
async function fieldsOf(ports: PeoplePorts, kind: StructureKind, lang: 'zh' | 'en'): Promise<LookField[]> {
  const options = (words: Words<string>): SelectOption[] =>
    Object.entries(words).map(([key, of]) => ({
      value: key,
      label: (lang === 'zh' ? of.find((word) => /\p{Script=Han}/u.test(word)) : key) ?? key,
    }));
  const limits: SelectOption[] = [...new Map((await loadLimits(ports.db)).map((limit) => [limit.key, limit.clock])).entries()]
    .filter(([key]) => key.startsWith('hotline.'))
    .map(([key, clock]) => ({ value: key, label: `${clock[lang]} · ${key}` }));
  const choices: Partial<Record<StructureKind, Record<string, readonly SelectOption[]>>> = {
    units: { kind: options(unitKindWords) },
    places: { kind: options(placeKindWords) },
    duties: { level: options(dutyLevelWords), list: options(dutyListWords) },
    categories: { urgency: options(urgencyWords), limit: limits, contactLimit: limits },
    people: { roles: allRoles.map((role) => ({ value: role, label: roleNames[role][lang] })) },
  };
  return Object.entries(columnsOf(kind)).map(([column, { fixed }]) => ({
    column,
    name: columnWords(kind, column),
    fixed: fixed ? (choices[kind]?.[column] ?? 'text') : undefined,
  }));
}

/** The rows not taken as a table of their own: the heading, what they said, the reason at the end, and the cell at fault in red. */
async function refusedTable(ports: PeoplePorts, { kind, cells, setting }: Draft, lang: 'zh' | 'en'): Promise<Uint8Array | null> {
  const { reading } = setting;
  if (missingColumns(kind, reading).length > 0) return null;
  const lines = await lookAtRows(ports, kind, rowsOf(kind, cells.rows, reading));
  const rejected = lines.flatMap((line) => {
    if (line.says !== 'refused') return [];
    const place = reading.uses.indexOf(line.fault.column);
    return [
      {
        row: line.row,
        columns: place < 0 ? [] : [place],
        reason: faultWords(kind, line.fault)[lang],
        cells: cells.rows[line.row - 1] ?? [],
      },
    ];
  });
  if (rejected.length === 0) return null;
  const above = cells.rows.slice(0, reading.head);
  const width = Math.max(...above.map((row) => row.length), 1);
  const marked = await markWorkbook(
    { table: { name: kindWords[kind][lang], above } },
    { header: reading.head, width, keep: [], rejected, heading: lang === 'zh' ? '不收的原因' : 'Why not taken' },
  );
  return marked.ok ? marked.bytes : null;
}

const chooseWords = { zh: '请选一个表格文件，或者把行贴进来、写进来。', en: 'Choose a table, or paste or type rows.' };
const noUnits = { zh: '还没有乡镇和村，请先导入单位。', en: 'There are no townships or villages yet; import the units first.' };
const fromUnits = { zh: '按单位生成的地点', en: 'places made from the units' };
const typedWords = { zh: '写进来的行', en: 'typed rows' };
const headWords = {
  zh: (rows: number) => `表头的行号要在 1 和 ${rows} 之间。`,
  en: (rows: number) => `The row of the heading is between 1 and ${rows}.`,
};

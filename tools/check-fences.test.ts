// A fence that catches nothing looks just like a house in order. So: a small house in which everything is allowed must pass without
// a word, and every planted violation must be caught, by the fence that is meant for it and by no other.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { mayRead, protectedViolations, readsProtected } from './protected-columns.ts';

type Files = Record<string, string>;
type Fence = { name: string; comment: string; severity: string };
type Violation = { from: string; rule: { name: string } };

const repository = resolve(import.meta.dirname, '..');
const house = mkdtempSync(join(tmpdir(), 'daodi-fences-'));

/** What the plan of the house allows, one of each piece of furniture. */
const allowed: Files = {
  'src/core/time/day.ts': "export type Day = string; export const today = '2026-11-23';",
  'src/core/matter/matter.ts': "import type { Day } from '#core/time/day.ts'; export type Matter = { on: Day }; export const none = null;",
  'src/core/matter/matter.test.ts':
    "import { test } from 'vitest'; import { none } from './matter.ts'; import { md5 } from '#platform/hash.ts'; test(String(none), md5);",
  'src/ui/page.tsx':
    "import type { FC } from 'hono/jsx'; import { raw } from 'hono/html'; import type { Day } from '#core/time/day.ts'; export const Page: FC<{ on: Day }> = () => <p>{raw('')}</p>;",
  'src/platform/hash.ts':
    "import { createHash } from 'node:crypto'; import type { Matter } from '#core/matter/matter.ts'; import { today } from '#core/time/day.ts'; export const day = today; export const md5 = () => createHash('sm3'); export type M = Matter;",
  'src/platform/db/tables.ts': "import type { Pool } from 'pg'; export type Tables = { pool: Pool }; export const connect = null;",
  'src/platform/db/transaction.ts': "import { sql } from 'kysely'; export const inTransaction = sql;",
  'src/features/people/index.ts': "export { findPerson } from './store.ts';",
  'src/features/people/store.ts': 'export const findPerson = null;',
  'src/features/matters/index.ts': "export { dispatch } from './actions.ts'; export type { Row } from './store.ts';",
  'src/features/matters/rules.ts': "import { today } from '#core/time/day.ts'; export const late = today;",
  'src/features/matters/rules-urgency.ts': "import { late } from './rules.ts'; export const urgent = late;",
  'src/features/matters/store.ts':
    "import { sql } from 'kysely'; import type { Tables } from '#platform/db/tables.ts'; import { today } from '#core/time/day.ts'; export type Row = Tables; export const rows = [sql, today];",
  'src/features/matters/actions.ts':
    "import { findPerson } from '#features/people/index.ts'; import { rows } from './store.ts'; import { late } from './rules.ts'; import { inTransaction } from '#platform/db/transaction.ts'; import type { M } from '#platform/hash.ts'; export const dispatch = [findPerson, rows, late, inTransaction]; export type X = M;",
  'src/features/matters/staff.tsx':
    "import { Hono } from 'hono'; import { z } from 'zod'; import { md5 } from '#platform/hash.ts'; import { Page } from '#ui/page.tsx'; import { dispatch } from './actions.ts'; import { Show } from './pages/show.tsx'; export const staff = [Hono, z, md5, Page, dispatch, Show];",
  'src/features/matters/portal.tsx':
    "import { Hono } from 'hono'; import { Show } from './pages/show.tsx'; import { findPerson } from '#features/people/index.ts'; export const portal = [Hono, Show, findPerson];",
  'src/features/matters/pages/show.tsx':
    "import type { Matter } from '#core/matter/matter.ts'; import type { X } from '../actions.ts'; import { Page } from '#ui/page.tsx'; export const Show = (m: Matter | X) => <Page on={String(m)} />;",
  'src/features/matters/matters.test.ts':
    "import { test } from 'vitest'; import { server } from '#app/server.ts'; import { clerk } from '#test/support/clerk.ts'; test(String(clerk), () => server);",
  'src/features/visits/actions.ts': "import { dispatch } from '#features/matters/index.ts'; export const visit = dispatch;",
  'src/app/server.ts':
    "import { staff } from '#features/matters/staff.tsx'; import { portal } from '#features/matters/portal.tsx'; import { dispatch } from '#features/matters/index.ts'; import { md5 } from '#platform/hash.ts'; export const server = [staff, portal, dispatch, md5];",
  'src/cli/main.ts': "import { server } from '#app/server.ts'; import 'commander'; export const main = server;",
  'test/support/clerk.ts': "import { findPerson } from '#features/people/store.ts'; export const clerk = findPerson;",
};

/** One file each, the fence that must catch it, and what is wrong. Written into the house above. */
const planted: [file: string, fence: string, content: string][] = [
  ['src/cli/planted-unresolved.ts', 'every-import-resolves', "import './nowhere.ts';"],
  ['src/platform/planted-unresolved-alias.ts', 'every-import-resolves', "import type { A } from '#core/nowhere.ts'; export type B = A;"],
  ['src/core/circle-a.ts', 'no-circles', "import { b } from './circle-b.ts'; export const a = b;"],
  ['src/core/type-circle-a.ts', 'no-circles', "import type { B } from './type-circle-b.ts'; export type A = B | 1;"],
  ['src/cli/planted-test.ts', 'production-never-imports-tests', "import '../core/matter/matter.test.ts';"],
  [
    'src/cli/planted-test-support.ts',
    'production-never-imports-tests',
    "import type { clerk } from '#test/support/clerk.ts'; export type C = typeof clerk;",
  ],
  ['src/platform/planted-dev-package.ts', 'production-never-imports-dev-packages', "import 'fast-check';"],
  ['src/platform/planted-undeclared.ts', 'packages-are-declared', "import 'semver';"],
  [
    'src/features/visits/planted-app.ts',
    'nobody-imports-app',
    "import type { server } from '#app/server.ts'; export type S = typeof server;",
  ],
  ['src/app/planted-cli.ts', 'nobody-imports-cli', "import '../cli/main.ts';"],
  ['src/core/planted-node.ts', 'core-imports-nothing', "import { readFileSync } from 'node:fs'; export const r = readFileSync;"],
  ['src/core/planted-node-type.ts', 'core-imports-nothing', "import type { Buffer } from 'node:buffer'; export type B = Buffer;"],
  ['src/core/planted-package.ts', 'core-imports-nothing', "import { z } from 'zod'; export const s = z;"],
  ['src/core/planted-platform.ts', 'core-imports-nothing', "import type { Tables } from '#platform/db/tables.ts'; export type T = Tables;"],
  ['src/core/planted-inline.ts', 'core-imports-nothing', "export type P = import('pg').Pool;"],
  ['src/core/planted-dynamic.ts', 'core-imports-nothing', "export const later = () => import('#platform/hash.ts');"],
  ['src/core/planted-builtin-call.ts', 'core-imports-nothing', "export const os = process.getBuiltinModule('node:os');"],
  ['src/core/planted.test.ts', 'core-tests-stay-with-core', "import { Page } from '#ui/page.tsx'; export const p = Page;"],
  ['src/ui/planted-room.tsx', 'ui-shows-only', "import { dispatch } from '#features/matters/index.ts'; export const d = dispatch;"],
  ['src/ui/planted-platform.tsx', 'ui-shows-only', "import type { Tables } from '#platform/db/tables.ts'; export type T = Tables;"],
  [
    'src/ui/planted-core-value.tsx',
    'ui-takes-only-types-from-core',
    "import { today, type Day } from '#core/time/day.ts'; export const d: Day = today;",
  ],
  ['src/ui/planted-node.tsx', 'ui-only-with-jsx', "import 'node:path';"],
  ['src/ui/planted-hono.tsx', 'ui-only-with-jsx', "import { Hono } from 'hono'; export const h = <p>{Hono}</p>;"],
  ['src/platform/planted-room.ts', 'platform-adapts-only', "import type { Row } from '#features/matters/index.ts'; export type R = Row;"],
  ['src/platform/planted-ui.tsx', 'platform-adapts-only', "import { Page } from '#ui/page.tsx'; export const p = <Page on='' />;"],
  [
    'src/platform/planted-core-value.ts',
    'platform-decides-nothing',
    "import { none } from '#core/matter/matter.ts'; export const n = none;",
  ],
  ['src/app/planted-store.ts', 'app-through-the-doors', "import { rows } from '#features/matters/store.ts'; export const r = rows;"],
  ['src/cli/planted-page.ts', 'app-through-the-doors', "import { Show } from '#features/matters/pages/show.tsx'; export const s = Show;"],
  [
    'src/features/visits/planted-back-door.ts',
    'other-rooms-by-the-front-door',
    "import type { Row } from '#features/matters/store.ts'; export type R = Row;",
  ],
  ['src/features/matters/planted-lean.ts', 'matters-leans-on-people-only', "import '#features/intake/index.ts';"],
  ['src/features/people/planted-lean.ts', 'people-leans-on-nobody', "import '#features/intake/index.ts';"],
  ['src/features/visits/rules.ts', 'rules-are-pure', "import type { visit } from './actions.ts'; export type V = typeof visit;"],
  ['src/features/visits/rules-package.ts', 'rules-are-pure', "import { sql } from 'kysely'; export const s = sql;"],
  [
    'src/features/visits/rules/folder.ts',
    'rules-are-pure',
    "import { dispatch } from '#features/matters/index.ts'; export const d = dispatch;",
  ],
  ['src/features/visits/store.ts', 'store-speaks-sql-only', "import { z } from 'zod'; export const s = z;"],
  [
    'src/features/visits/store-room.ts',
    'store-speaks-sql-only',
    "import { dispatch } from '#features/matters/index.ts'; export const d = dispatch;",
  ],
  ['src/features/visits/store-ui.ts', 'store-speaks-sql-only', "import { Page } from '#ui/page.tsx'; export const p = Page;"],
  ['src/features/visits/store-up.ts', 'store-below-doors-and-pages', "import { visit } from './actions.ts'; export const v = visit;"],
  ['src/features/visits/actions-door.ts', 'actions-not-doors-or-pages', "import { door } from './staff.tsx'; export const d = door;"],
  ['src/features/visits/actions-page.ts', 'actions-not-doors-or-pages', "import { List } from './pages/list.tsx'; export const l = List;"],
  [
    'src/features/visits/verb/actions.ts',
    'actions-not-doors-or-pages',
    "import type { Page } from '#ui/page.tsx'; export type P = typeof Page;",
  ],
  ['src/features/visits/portal.tsx', 'portal-never-staff', "import { door } from './staff.tsx'; export const d = door;"],
  ['src/features/visits/portal-type.tsx', 'portal-never-staff', "import type { door } from './staff.tsx'; export type D = typeof door;"],
  ['src/features/visits/pages/planted-store.tsx', 'pages-not-store', "import { rows } from '../store-own.ts'; export const r = rows;"],
  [
    'src/features/visits/pages/planted-store-type.tsx',
    'pages-not-store',
    "import type { rows } from '../store-own.ts'; export type R = typeof rows;",
  ],
  [
    'src/features/visits/pages/planted-door.tsx',
    'pages-not-store',
    "import type { door } from '../staff.tsx'; export type D = typeof door;",
  ],
  ['src/features/visits/pages/planted-act.tsx', 'pages-do-not-act', "import { visit } from '../actions.ts'; export const v = visit;"],
  [
    'src/features/visits/pages/planted-room.tsx',
    'pages-know-their-room-only',
    "import { dispatch } from '#features/matters/index.ts'; export const d = dispatch;",
  ],
  [
    'src/features/visits/pages/planted-platform.tsx',
    'pages-know-their-room-only',
    "import type { Tables } from '#platform/db/tables.ts'; export type T = Tables;",
  ],
  [
    'src/features/visits/pages/planted-core.tsx',
    'pages-take-only-types-from-core',
    "import { today } from '#core/time/day.ts'; export const d = today;",
  ],
  ['src/features/visits/pages/planted-package.tsx', 'pages-only-with-jsx', "import { z } from 'zod'; export const s = z;"],
  ['src/features/visits/actions-adapter.ts', 'only-doors-hold-adapters', "import { md5 } from '#platform/hash.ts'; export const m = md5;"],
  [
    'src/features/visits/store-adapter.ts',
    'only-doors-hold-adapters',
    "import { connect } from '#platform/db/tables.ts'; export const c = connect;",
  ],
  [
    'src/features/visits/actions-hono.ts',
    'only-doors-and-pages-hold-hono',
    "import type { Context } from 'hono'; export type C = Context;",
  ],
  ['src/features/visits/actions-file.ts', 'only-platform-opens-things', "import 'node:fs/promises';"],
  ['src/features/visits/staff-driver.tsx', 'only-platform-opens-things', "import type { Pool } from 'pg'; export type P = Pool;"],
];

/** What the planted files lean on. Nothing is told about these: a circle is told once, at its first file. */
const ground: Files = {
  'src/core/circle-b.ts': "import { a } from './circle-a.ts'; export const b = a;",
  'src/core/type-circle-b.ts': "import type { A } from './type-circle-a.ts'; export type B = A | 2;",
  'src/features/intake/index.ts': 'export {};',
  'src/features/visits/staff.tsx': 'export const door = null;',
  'src/features/visits/store-own.ts': 'export const rows = null;',
  'src/features/visits/pages/list.tsx': 'export const List = null;',
};

let caught: Violation[] = [];

beforeAll(async () => {
  const files = { ...allowed, ...ground, ...Object.fromEntries(planted.map(([file, , content]) => [file, content])) };
  for (const [path, content] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), content);
  }
  symlinkSync(join(repository, 'node_modules'), join(house, 'node_modules'));
  caught = await cruise(house);
});

afterAll(() => rmSync(house, { recursive: true }));

/** dependency-cruiser ends with the number of violations, so its exit code says nothing here. */
async function cruise(folder: string): Promise<Violation[]> {
  const args = [
    join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    ...['src', 'test', '--preserve-symlinks', '--output-type', 'json', '--config', join(repository, '.dependency-cruiser.mjs')],
  ];
  const run = promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  const { stdout, stderr } = await run.catch((fault: { stdout: string; stderr: string }) => fault);
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser answered: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

const caughtIn = (file: string): string[] => [
  ...new Set(caught.filter((violation) => violation.from === file).map((violation) => violation.rule.name)),
];

test('what the plan of the house allows passes without a word', () => {
  const wronglyCaught = caught.filter((violation) => violation.from in allowed || violation.from in ground);
  expect(wronglyCaught).toEqual([]);
});

test.each(planted)('%s is caught by %s', (file, fence) => {
  expect(caughtIn(file)).toEqual([fence]);
});

test('every fence has a planted violation, a name and a sentence of reason, and stops the build', async () => {
  const config = (await import(join(repository, '.dependency-cruiser.mjs'))) as { default: { forbidden: Fence[] } };
  const fences = config.default.forbidden;
  expect(fences.map((fence) => fence.name).sort()).toEqual([...new Set(planted.map(([, fence]) => fence))].sort());
  for (const fence of fences) {
    expect(fence.comment).toMatch(/^.{30,}[.]$/);
    expect(fence.severity).toBe('error');
  }
});

/** Statements that fetch what X5 protects past the visibility files, each in another way of writing them. */
const reading: [text: string, what: string][] = [
  ["db.selectFrom('matter as m').select(['m.id', 'm.title'])", 'title or place of a matter'],
  ["db.selectFrom('matter').where('id', '=', id).selectAll()", 'title or place of a matter'],
  ['`select m.number, m.title from import_row i join matter m on m.id = i.matter_id`', 'title or place of a matter'],
  ['`select id, place_text from matter where id = any($1)`', 'title or place of a matter'],
  ["db.selectFrom('raiser').select(['matter_id', 'phone_sealed'])", "a raiser's sealed columns"],
  ['`select name_sealed from raiser where matter_id = $1`', "a raiser's sealed columns"],
  ["db.selectFrom('matter').innerJoin('raiser as r', 'r.matter_id', 'matter.id').select('r.name_sealed')", "a raiser's sealed columns"],
  ['`select left(s.folded, 200) from matter_search s`', 'words indexed for the search'],
  ["db.selectFrom('matter_event').select('data')", 'data of events'],
  ["`select data->>'text' as words from matter_event where matter_id = $1`", 'data of events'],
  ['const history = await readHistory(ports.db, id);', 'the whole record'],
];

test.each(reading)('%s is seen as reading %s', (text, what) => {
  expect(readsProtected(text)).toEqual([what]);
});

test('what is only said in a comment, or asks for a single harmless key, is no reading', () => {
  expect(readsProtected('// select m.title from matter m\n/* readHistory( */ const n = 1;')).toEqual([]);
  expect(
    readsProtected("`select m.id, m.number from matter m where not exists (select from matter_event e where e.type = 'recused')`"),
  ).toEqual([]);
});

test('nobody reads what X5 protects past the visibility files but those named with a reason, and no reason is out of date', () => {
  expect(protectedViolations(repository)).toEqual([]);
  for (const { why } of Object.values(mayRead)) expect(why.length).toBeGreaterThan(20);
});

test('a room that begins to read titles by itself is caught, and an exception that nobody needs is told', () => {
  const room = mkdtempSync(join(tmpdir(), 'daodi-reads-'));
  mkdirSync(join(room, 'src/features/visits'), { recursive: true });
  mkdirSync(join(room, 'src/features/matters'), { recursive: true });
  const text = "export const rows = db.selectFrom('matter as m').select(['m.id', 'm.title']);";
  for (const path of ['src/features/visits/store.ts', 'src/features/visits/store.test.ts', 'src/features/matters/store.ts'])
    writeFileSync(join(room, path), text);
  expect(protectedViolations(room, { 'src/cli/': { readings: ['the whole record'], why: '' } })).toEqual([
    'src/features/visits/store.ts reads title or place of a matter past seeMatter and seenRows (X5)',
    'src/cli/ is excepted for the whole record and no longer reads it',
  ]);
  rmSync(room, { recursive: true });
});

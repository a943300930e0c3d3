// `npm run bench:plans`: what PostgreSQL does for every list of the staff side at 100,000 matters. Prints the index, the rows read and the time of each
// statement as the product itself sends it, and ends with 1 when one of them reads the whole table of matters in sequence. `--matters N` for another size.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type ListQuery, listMatters, type Seeers, type Viewer } from '#features/matters/index.ts';
import { mattersOfLeavers } from '#features/matters/store-leavers.ts';
import { countPiles, listPile, neighbours, type PileScope, pileNames } from '#features/matters/store-staff.ts';
import { treeOf as treeOfNodes } from '#features/people/tree.ts';
import { readQueue } from '#features/verdicts/store.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { columnSecrets } from '#platform/secrets.ts';

const size = Number(process.argv[process.argv.indexOf('--matters') + 1]) || 100_000;
const now = '2026-11-23T01:15:00.000Z' as const;
const soon = '2026-11-26T16:00:00.000Z' as const;

/** Forty departments, twenty townships with ten villages each, a hundred categories, two years of matters; nine in ten are ended. */
const fill = `
  insert into unit (id, kind, name, short_name, parent_id, is_hotline) values ('county','county','示例县','示例县',null,false), ('hotline','department','热线','热线','county',true);
  insert into unit (id, kind, name, short_name, parent_id) select 'd' || n, 'department', '示例局' || n, '示例局' || n, 'county' from generate_series(1, 40) n;
  insert into unit (id, kind, name, short_name, parent_id) select 't' || n, 'township', '示例镇' || n, '示例镇' || n, 'county' from generate_series(1, 20) n;
  insert into unit (id, kind, name, short_name, parent_id) select 'v' || n, 'village', '示例村' || n, '示例村' || n, 't' || (1 + n % 20) from generate_series(1, 200) n;
  insert into matter (id, number, version, status, channel, kind, confidentiality, title, category_id, place_id, owner_unit_id, handled_by, helper_units, round, light,
      received_at, due_at, replied_at, archived_at, waiting_for, changed_at, head_hash)
    select lpad(n::text, 26, '0'), 'D' || lpad(n::text, 20, '0'), 5, st, (array['web','web','web','phone','phone','phone','phone','import'])[1 + n % 8], 'help', 'normal',
      '第 ' || n || ' 件（示例）', 'c' || (power(random(), 3) * 99)::int, 'p' || (random() * 200)::int, ow,
      case when st = 'registered' then '{}' when n % 20 = 0 then array['d' || (1 + n % 40), ow] else array[ow] end,
      case when n % 33 = 0 then array['t' || (1 + n % 20)] else '{}' end, case when n % 50 = 0 then 2 else 1 end,
      case when st in ('dispatched','inProgress') then (array['none','none','none','blue','yellow','red'])[1 + n % 6] else 'none' end,
      ra, ra + interval '9 days', case when st in ('replied','archived') then ra + interval '6 days' end, case when st = 'archived' then ra + interval '20 days' end,
      case when st = 'registered' then 'dispatch' when st = 'replied' then 'callback' when n % 997 = 0 then 'ruling' when n % 991 = 0 and st = 'archived' then 'checkBack' else 'none' end, ra, '\\x00'
    from (select n, timestamptz '${now}' - (${size} - n) * interval '730 days' / ${size} ra,
        case when n > ${size} * 0.995 then 'registered' when n > ${size} * 0.93 then (array['dispatched','inProgress','inProgress','replied'])[1 + n % 4]
          when n % 40 = 0 then 'notAccepted' when n % 200 = 1 then 'inProgress' else 'archived' end st,
        case when random() < 0.4 then 'd' || (1 + (power(random(), 2) * 39)::int) when random() < 0.5 then 't' || (1 + (random() * 19)::int) else 'v' || (1 + (random() * 199)::int) end ow
      from generate_series(1, ${size}) n) x;
  update matter set owner_unit_id = 'hotline' where status = 'registered';
  insert into account (id, login, name, unit_id, created_at) select 'gone' || n, 'gone' || n, '示例' || n, 'd' || n, '${now}' from generate_series(1, 20) n;
  insert into leaving (account_id, unit_id, at) select 'gone' || n, 'd' || n, '${now}' from generate_series(1, 20) n;
  update matter set owner_account_id = case when right(id, 3) = '777' then 'gone' else 'here' end || substr(owner_unit_id, 2) where owner_unit_id like 'd%' and status <> 'registered';
  update matter set channel = 'letter' where id in (select id from matter where right(id, 3) = '123');
  insert into raiser (matter_id, code_hash, phone_hash) select id, '', case when right(id, 1) <> '7' then id end from matter;
  insert into call_state (matter_id, tries, reached, last_at) select id, 1 + right(id, 1)::int % 3, false, replied_at + interval '1 day' from matter where waiting_for = 'callback' and right(id, 1)::int < 4;
  analyze;`;

const staff = (unitId: string, ...roles: Viewer['roles']): Viewer => ({ kind: 'staff', id: 'somebody', unitId, roles });
const desk = staff('hotline', 'dispatcher');
const department = staff('d1', 'handler');
const township = { viewer: staff('t2', 'unitHead'), units: ['t2', ...Array.from({ length: 10 }, (_, i) => `v${1 + i * 20}`)] };
const village = staff('v77', 'handler');

type Case = { name: string; run: () => Promise<unknown> };
type Statement = { text: string; values: readonly unknown[] };
const seen: Statement[] = [];

/** Remembers each statement that passes, as it is sent. */
function listen(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const [first] = args;
      if (typeof first === 'object' && first !== null && 'text' in first) seen.push(first as Statement);
      return send(...args);
    }) as typeof client.query;
  });
}

type Plan = Record<string, unknown> & { Plans?: Plan[] };
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const number = (plan: Plan, key: string): number => Number(plan[key] ?? 0);

async function explain(client: pg.Client, { text, values }: Statement) {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan; 'Execution Time': number; 'Planning Time': number }] }>({
    text: `explain (analyze, buffers, format json) ${text}`,
    values: [...values],
  });
  const [told] = rows[0]?.['QUERY PLAN'] ?? [];
  if (!told) throw new Error('no plan came back');
  const nodes = nodesOf(told.Plan);
  const scans = nodes.filter((node) => /Scan$/.test(String(node['Node Type'])) && node['Node Type'] !== 'Subquery Scan');
  const read = scans.reduce(
    (sum, node) =>
      sum +
      number(node, 'Actual Loops') *
        (number(node, 'Actual Rows') + number(node, 'Rows Removed by Filter') + number(node, 'Rows Removed by Index Recheck')),
    0,
  );
  return {
    indexes: [...new Set(nodes.flatMap((node) => (node['Index Name'] ? [String(node['Index Name'])] : [])))],
    sequential: scans.some((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'matter'),
    read: Math.round(read),
    pages: number(told.Plan, 'Shared Hit Blocks') + number(told.Plan, 'Shared Read Blocks'),
    ms: told['Execution Time'],
    planning: told['Planning Time'],
  };
}

const dir = mkdtempSync(join(tmpdir(), 'daodi-plans-'));
const server = await startEmbedded({ dataDir: dir, settings: { fsync: 'off' } });
const owner = new pg.Client({ connectionString: server.ownerUrl });
const { db, pool, close } = createDb<Tables>(server.appUrl, { max: 1 });
let wrong = 0;
try {
  await migrate(server.ownerUrl);
  await owner.connect();
  const began = performance.now();
  await owner.query(fill);
  await owner.query('vacuum (analyze) matter');
  console.log(`${size} matters filled in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  listen(pool);

  /** The units below a viewer, as the county's tree would name them. */
  const treeOf = (viewer: Viewer, units: readonly string[]): Seeers => ({
    units: treeOfNodes(units.map((id) => ({ id, parentId: id === viewer.unitId ? null : viewer.unitId }))) as unknown as Seeers['units'],
  });
  const list = (name: string, viewer: Viewer, ask: ListQuery, units: readonly string[] = [viewer.unitId]): Case => ({
    name,
    run: () =>
      listMatters({ db, now: () => now, secrets: columnSecrets([Buffer.alloc(32, 7)], 'intl') }, viewer, treeOf(viewer, units), {
        limit: 50,
        ...ask,
      }),
  });
  const middle = Buffer.from('2025-11-23T01:15:00.000Z|00000000000000000000000000').toString('base64url');
  const county = { units: null, hide: ['hotline'], accountId: 'somebody', now, soon } satisfies PileScope;
  const unit = { units: township.units, hide: township.units, accountId: 'somebody', now, soon } satisfies PileScope;
  const cases: Case[] = [
    list('county: newest first', desk, {}),
    list('county: newest first, a page in the middle', desk, { cursor: middle }),
    list('county: due first', desk, { sort: 'due' }),
    list('county: still open', desk, { open: true }),
    list('county: one unit', desk, { unit: 'd1' }),
    list('county: one village', desk, { unit: 'v77' }),
    list('county: one unit, due first', desk, { unit: 'd1', sort: 'due' }),
    list('county: state registered', desk, { status: ['registered'] }),
    list('county: state terminated (none)', desk, { status: ['terminated'] }),
    list('county: state in progress, due first', desk, { status: ['inProgress'], sort: 'due' }),
    list('county: red', desk, { light: 'red' }),
    list('county: red, due first', desk, { light: 'red', sort: 'due' }),
    list('county: a common category', desk, { category: ['c0', 'c1', 'c2'] }),
    list('county: a rare category', desk, { category: 'c98' }),
    list('county: a category that has none', desk, { category: 'nothing' }),
    list('county: a rare category, due first', desk, { category: 'c98', sort: 'due' }),
    list('county: a place and those below', desk, { place: ['p7', 'p8', 'p9'] }),
    list('county: a place that has none', desk, { place: 'nowhere' }),
    list('county: waits for a ruling', desk, { waitingFor: 'ruling' }),
    list('county: waits for the meeting (none)', desk, { waitingFor: 'meeting', sort: 'due' }),
    list('county: by phone', desk, { channel: 'phone' }),
    list('county: by letter', desk, { channel: 'letter' }),
    list('county: on paper from a visit (none)', desk, { channel: 'visit' }),
    list('county: received in one week', desk, { received: { from: '2025-06-02T16:00:00.000Z', before: '2025-06-09T16:00:00.000Z' } }),
    list('county: due in one week', desk, { due: { from: '2026-11-22T16:00:00.000Z', before: '2026-11-29T16:00:00.000Z' }, sort: 'due' }),
    list('county: due in one week, newest first', desk, { due: { from: '2026-11-22T16:00:00.000Z', before: '2026-11-29T16:00:00.000Z' } }),
    list('county: unit, state, category, red', desk, { unit: 'd1', status: ['inProgress'], category: 'c1', light: 'red' }),
    list('department: newest first', department, {}),
    list('department: due first', department, { sort: 'due' }),
    list('department: red', department, { light: 'red' }),
    list('department: a rare category', department, { category: 'c98' }),
    list('township: newest first', township.viewer, {}, township.units),
    list('township: due first', township.viewer, { sort: 'due' }, township.units),
    list('township: one of its villages', township.viewer, { unit: 'v21' }, township.units),
    list('township: a state it has none of', township.viewer, { status: ['objecting'] }, township.units),
    list('village: newest first', village, {}),
    list('village: still open, due first', village, { open: true, sort: 'due' }),
    { name: 'county: all piles counted', run: () => countPiles(db, county) },
    { name: 'township: all piles counted', run: () => countPiles(db, unit) },
    ...pileNames
      .filter((name) => name !== 'sign')
      .map((name): Case => ({ name: `county: pile ${name}`, run: () => listPile(db, name, county, 51, null) })),
    ...pileNames
      .filter((name) => name !== 'dispatch')
      .map((name): Case => ({ name: `township: pile ${name}`, run: () => listPile(db, name, unit, 51, null) })),
    ...(['callback', 'unreached', 'noPhone', 'checkBack'] as const).map(
      (pile): Case => ({
        name: `call-backs: ${pile}`,
        run: () => readQueue(db, pile, { id: 'somebody', unitId: 'hotline', unitsAbove: ['hotline', 'county'] }, 51, null),
      }),
    ),
    { name: 'clock: open matters of twenty who left', run: () => mattersOfLeavers(db, 500) },
    {
      name: 'neighbours of a new matter',
      run: () => neighbours(db, { id: 'x', placeId: 'p7', categoryId: 'c7', since: '2026-08-25T16:00:00.000Z', accountId: 'somebody' }),
    },
  ];
  console.log(
    `${'list'.padEnd(46)} ${'ms'.padStart(7)} ${'plan ms'.padStart(8)} ${'rows read'.padStart(10)} ${'pages'.padStart(7)}  index`,
  );
  for (const { name, run } of cases) {
    await run();
    seen.length = 0;
    await run();
    for (const statement of seen.filter(({ text }) => /\bmatter\b/.test(text))) {
      const told = await explain(owner, statement);
      if (told.sequential) wrong += 1;
      console.log(
        `${name.padEnd(46)} ${told.ms.toFixed(2).padStart(7)} ${told.planning.toFixed(2).padStart(8)} ${String(told.read).padStart(10)} ${String(told.pages).padStart(7)}  ${told.sequential ? 'READS THE WHOLE TABLE ' : ''}${told.indexes.join(', ')}`,
      );
    }
  }
  console.log(wrong === 0 ? '\nevery list is answered from an index' : `\n${wrong} lists read the whole table`);
} finally {
  await close();
  await owner.end();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exitCode = wrong === 0 ? 0 : 1;

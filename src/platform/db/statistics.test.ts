// What PostgreSQL knows of the tables: taken when asked for, and from few rows where rows are wide (docs/decisions/0034).
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '#test/support/database.ts';
import { takeStatistics } from './statistics.ts';

let database: TestDatabase<unknown>;
let owner: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
});

const ask = async (sql: string) => (await owner.query<Record<string, unknown>>(sql)).rows;

test('after a bulk the planner knows at once how many rows there are', async () => {
  await owner.query('alter table matter_search set (autovacuum_enabled = false)'); // nobody else counts meanwhile
  await owner.query(
    "insert into matter_search (matter_id, part, received_at, folded) select 'm' || n, 0, now(), '灯 ' || n from generate_series(1, 500) n",
  );
  const known = "select reltuples::int as n from pg_class where oid = 'matter_search'::regclass";
  expect(await ask(known)).not.toEqual([{ n: 500 }]);
  await takeStatistics(database.ownerUrl);
  expect(await ask(known)).toEqual([{ n: 500 }]);
});

test('the three tables with wide rows, and what is reckoned from them for an index, are known by 6,000 rows, not by 30,000', async () => {
  const wide = "array['matter_event', 'matter_search', 'search_block']::regclass[]";
  const columns = await ask(
    `select attrelid::regclass::text || '.' || attname as name, attstattarget as target from pg_attribute where attrelid = any(${wide}) and attnum > 0 and not attisdropped
     union all select i.indexrelid::regclass::text || '.' || a.attname, a.attstattarget
       from pg_index i join pg_attribute a on a.attrelid = i.indexrelid where i.indrelid = any(${wide}) and i.indkey[a.attnum - 1] = 0`,
  );
  expect(columns.length).toBeGreaterThan(15);
  expect(columns.filter(({ target }) => target !== 20)).toEqual([]);
});

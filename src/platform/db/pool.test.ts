import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOn, type TestDatabase, testDatabase } from '#test/support/database.ts';
import { createPool } from './pool.ts';
import { inTransaction, query } from './transaction.ts';
import { parseCount, parseInstant } from './values.ts';

type Tables = { note: { n: number; line: string } };
let database: TestDatabase<Tables>;

beforeAll(async () => {
  database = await testDatabase<Tables>();
  await runOn(database.ownerUrl, 'create table note (n int primary key, line text not null); grant update on note to daodi_app');
});
afterAll(() => database.close());

describe('values from the database', () => {
  it('come as plain days, UTC instants and safe numbers, alone and in arrays', async () => {
    const sql = `select date '2026-11-23' as day, timestamptz '2026-11-23 09:15:00.5+08' as at, 9007199254740991::bigint as count, 0.1::numeric as rate,
      interval '1 day' as span, array[date '2026-01-01', null] as days, array[timestamptz '2026-01-01 00:00:00+08'] as ats, array[1, 2]::bigint[] as counts,
      count(*) as n, '{"a": [1]}'::jsonb as doc, timestamptz 'infinity' as never`;
    expect((await database.pool.query(sql)).rows[0]).toEqual({
      day: '2026-11-23',
      at: '2026-11-23T01:15:00.500Z',
      count: 9007199254740991,
      rate: '0.1',
      span: '1 day',
      days: ['2026-01-01', null],
      ats: ['2025-12-31T16:00:00.000Z'],
      counts: [1, 2],
      n: 1,
      doc: { a: [1] },
      never: 'infinity',
    });
  });

  it('go back in as they came out', async () => {
    const back = await database.pool.query('select $1::date as day, $2::timestamptz as at', ['2026-11-23', '2026-11-23T01:15:00.123Z']);
    expect(back.rows[0]).toEqual({ day: '2026-11-23', at: '2026-11-23T01:15:00.123Z' });
  });

  it('are refused when a number would silently become another one', async () => {
    await expect(database.pool.query('select 9007199254740993::bigint as n')).rejects.toThrow(/too large/);
    expect((await database.pool.query('select 1 as one')).rows, 'the connection stays usable').toEqual([{ one: 1 }]);
    expect(() => parseCount('9007199254740992')).toThrow();
  });

  it('do not depend on the zone the server is set to', async () => {
    expect(parseInstant('2026-11-23 09:15:00+08')).toBe('2026-11-23T01:15:00.000Z');
    expect(parseInstant('2026-11-23 06:45:00.25+05:30')).toBe('2026-11-23T01:15:00.250Z');
    const elsewhere = createPool(`${database.appUrl}${database.appUrl.includes('?') ? '&' : '?'}options=-c%20search_path%3Dpg_catalog`);
    const shown = await elsewhere.query(
      `select current_setting('timezone') as zone, current_setting('search_path') as path, current_setting('datestyle') as style`,
    );
    expect(shown.rows[0]).toEqual({ zone: 'UTC', path: 'pg_catalog', style: 'ISO, MDY' });
    await elsewhere.end();
  });
});

describe('named statements', () => {
  it('are parsed once per connection and work inside a transaction, seeing its writes', async () => {
    const found = await inTransaction(database.db, async (trx) => {
      await query(trx, 'note-add', 'insert into note (n, line) values ($1, $2)', [1, 'a']);
      await query(trx, 'note-add', 'insert into note (n, line) values ($1, $2)', [2, 'b']);
      await trx.updateTable('note').set({ line: 'c' }).where('n', '=', 2).execute();
      const prepared = await query<{ name: string; statement: string }>(
        trx,
        'prepared',
        `select name, statement from pg_prepared_statements where name = 'note-add'`,
      );
      return { prepared, rows: await query<{ n: number; line: string }>(trx, 'note-all', 'select n, line from note order by n') };
    });
    expect(found.prepared).toEqual([{ name: 'note-add', statement: 'insert into note (n, line) values ($1, $2)' }]);
    expect(found.rows).toEqual([
      { n: 1, line: 'a' },
      { n: 2, line: 'c' },
    ]);
    expect(await query(database.db, 'note-one', 'select line from note where n = $1', [1])).toEqual([{ line: 'a' }]);
  });

  it('refuse one name for two texts', async () => {
    await database.db.connection().execute(async (connection) => {
      await query(connection, 'twice', 'select 1 as one');
      await expect(query(connection, 'twice', 'select 2 as two')).rejects.toThrow(/unique/);
    });
  });
});

describe('transactions', () => {
  it('write all or nothing', async () => {
    await expect(
      inTransaction(database.db, async (trx) => {
        await trx.insertInto('note').values({ n: 10, line: 'x' }).execute();
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await database.db.selectFrom('note').selectAll().where('n', '=', 10).execute()).toEqual([]);
  });

  it('are tried again by themselves when two block each other', async () => {
    await database.db
      .insertInto('note')
      .values([
        { n: 20, line: '' },
        { n: 21, line: '' },
      ])
      .execute();
    let bothHold: () => void = () => undefined;
    const meeting = new Promise<void>((resolve) => (bothHold = resolve));
    let arrived = 0;
    let runs = 0;
    const touch = (first: number, second: number) =>
      inTransaction(database.db, async (trx) => {
        runs += 1;
        await trx
          .updateTable('note')
          .set({ line: `${first}` })
          .where('n', '=', first)
          .execute();
        arrived += 1;
        if (arrived === 2) bothHold();
        await meeting;
        await trx
          .updateTable('note')
          .set({ line: `${first}` })
          .where('n', '=', second)
          .execute();
      });
    await Promise.all([touch(20, 21), touch(21, 20)]);
    expect(runs).toBeGreaterThanOrEqual(3);
    const lines = await database.db.selectFrom('note').select('line').where('n', 'in', [20, 21]).execute();
    expect(new Set(lines.map((row) => row.line)).size, 'the last one wrote both').toBe(1);
  });
});

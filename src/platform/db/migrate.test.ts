import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOn, type TestDatabase, testDatabase } from '#test/support/database.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';

type Steps = { done: number; total: number; name: string }[];

const diary = `
  create table diary (id bigint generated always as identity primary key, line text not null);
  create table draft (id bigint generated always as identity primary key, line text not null);
  grant update, delete on draft to daodi_app;`;

let dir: string;
let database: TestDatabase<unknown>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'daodi-migrations-'));
  writeFileSync(join(dir, '0001-diary.sql'), diary);
  database = await testDatabase({ dir });
});
afterAll(async () => {
  await database.close();
  rmSync(dir, { recursive: true });
});

describe('bringing a database up to this version', () => {
  it('runs every missing file in order, says how far it is, and does nothing the second time', async () => {
    writeFileSync(join(dir, '0002-place.sql'), 'create table place (name text primary key);');
    writeFileSync(join(dir, '0003-hamlet.sql'), 'create table hamlet (place text references place);');
    const steps: Steps = [];
    expect(await migrate(database.ownerUrl, { dir, onProgress: (step) => steps.push(step) })).toEqual(['0002-place', '0003-hamlet']);
    expect(steps.map((step) => [step.done, step.total])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    expect(await migrate(database.ownerUrl, { dir })).toEqual([]);
    const ledger = await database.pool.query('select number, name, sha256, applied_at from migration order by number');
    expect(ledger.rows.map((row) => row.name)).toEqual(['0001-diary', '0002-place', '0003-hamlet']);
    expect(ledger.rows[0].applied_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('refuses a released file that was edited, in plain words, and a database newer than itself', async () => {
    writeFileSync(join(dir, '0001-diary.sql'), `${diary}\n-- a small change`);
    await expect(migrate(database.ownerUrl, { dir })).rejects.toMatchObject({
      name: 'PlainFault',
      zh: expect.stringContaining('0001-diary'),
    });
    writeFileSync(join(dir, '0001-diary.sql'), diary.replaceAll('\n', '\r\n'));
    expect(await migrate(database.ownerUrl, { dir }), 'line ends are no edit').toEqual([]);
    const older = mkdtempSync(join(tmpdir(), 'daodi-migrations-'));
    writeFileSync(join(older, '0001-diary.sql'), diary);
    await expect(migrate(database.ownerUrl, { dir: older })).rejects.toThrow(/newer Daodi \(0002-place\)/);
    rmSync(older, { recursive: true });
  });

  it('leaves nothing of a file that fails half-way, and names file and line', async () => {
    writeFileSync(join(dir, '0004-broken.sql'), 'create table half (a text);\ncreate table half (b text);');
    await expect(migrate(database.ownerUrl, { dir })).rejects.toThrow(/0004-broken/);
    rmSync(join(dir, '0004-broken.sql'));
    const half = await database.pool.query(`select to_regclass('half') as found`);
    expect(half.rows[0].found).toBeNull();
  });

  it('lets two programs that start at once migrate one after the other', async () => {
    writeFileSync(join(dir, '0005-slow.sql'), 'select pg_sleep(0.2); create table slow (a text);');
    const both = await Promise.all([migrate(database.ownerUrl, { dir }), migrate(database.ownerUrl, { dir })]);
    expect(both.flat()).toEqual(['0005-slow']);
  });

  it('refuses a number that comes after a later one has run, and one used twice', async () => {
    writeFileSync(join(dir, '0004-late.sql'), 'select 1;');
    await expect(migrate(database.ownerUrl, { dir })).rejects.toThrow(/0004-late comes too late/);
    writeFileSync(join(dir, '0004-twin.sql'), 'select 1;');
    await expect(migrate(database.ownerUrl, { dir })).rejects.toThrow(/number 4/);
    rmSync(join(dir, '0004-late.sql'));
    rmSync(join(dir, '0004-twin.sql'));
  });
});

describe('what the application may do', () => {
  it('adds to every table and reads it, but changes and deletes only where a migration granted it', async () => {
    const { pool } = database;
    await pool.query(`insert into diary (line) values ('a')`);
    await pool.query(`insert into draft (line) values ('a')`);
    await expect(pool.query(`update diary set line = 'b'`)).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('delete from diary')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('truncate diary')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('drop table diary')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('create table mine (a text)')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('delete from migration')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('set role daodi_owner')).rejects.toThrow();
    expect((await pool.query(`update draft set line = 'b'`)).rowCount).toBe(1);
    expect((await pool.query('delete from draft')).rowCount).toBe(1);
  });

  it('keeps these limits for tables the owner adds later by hand', async () => {
    await runOn(database.ownerUrl, 'create table later (a text)');
    const pool = createPool(database.appUrl);
    await pool.query(`insert into later values ('x')`);
    await expect(pool.query('delete from later')).rejects.toMatchObject({ code: '42501' });
    await pool.end();
  });
});

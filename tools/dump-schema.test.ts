import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runOn, type TestDatabase, testDatabase } from '#test/support/database.ts';
import { schemaText } from './dump-schema.ts';

const open: TestDatabase<unknown>[] = [];
const folders: string[] = [];
afterAll(async () => {
  for (const database of open) await database.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function databaseFrom(sql?: string): Promise<string> {
  const dir = sql === undefined ? undefined : mkdtempSync(join(tmpdir(), 'daodi-schema-'));
  if (dir !== undefined) {
    folders.push(dir);
    writeFileSync(join(dir, '0001-all.sql'), sql ?? '');
  }
  const database = await testDatabase(dir === undefined ? {} : { dir });
  open.push(database);
  return database.ownerUrl;
}

/** Into a bare database: everything must come from the text itself. */
async function rebuilt(text: string): Promise<string> {
  const url = await databaseFrom('select 1;');
  await runOn(url, `drop table migration; alter default privileges in schema public revoke all on tables from daodi_app; ${text}`);
  return schemaText(url);
}

it('the written schema makes the same database again', async () => {
  const text = await schemaText(await databaseFrom());
  expect(text).toContain('create table matter_event');
  expect(await rebuilt(text)).toBe(text);
});

it('nothing a migration may hold is left out', async () => {
  const text = await schemaText(
    await databaseFrom(`
    create type tone as enum ('calm', 'urgent');
    create domain short_text as text not null check (length(value) < 100);
    create function twice(n int) returns int language sql immutable as 'select n * 2';
    create table event (id bigint generated always as identity, on_day date not null, tone tone default 'calm', double int generated always as (twice(3)) stored,
      primary key (id, on_day)) partition by range (on_day);
    create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
    create function counted() returns bigint language sql as 'select count(*) from event';
    create table aftermath (event_id bigint, on_day date, said short_text, foreign key (event_id, on_day) references event) with (fillfactor = 70);
    alter table aftermath alter column said set storage external;
    alter table aftermath alter column on_day set statistics 0;
    create index aftermath_said on aftermath (lower(said)) where said <> '';
    create view urgent as select id from event where tone = 'urgent';
    create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger stamped before insert on aftermath for each row execute function stamp();
    comment on table aftermath is 'it''s what followed';
    grant update (said) on aftermath to daodi_app;`),
  );
  for (const part of [
    'create type tone',
    'create domain short_text',
    'generated always as identity',
    'stored',
    'partition by RANGE (on_day)',
    'partition of event',
    'alter table aftermath add constraint',
    'create view urgent',
    'CREATE TRIGGER stamped',
    `'it''s what followed'`,
    'grant update (said)',
    'grant insert, select on aftermath',
    'WHERE',
    'fillfactor=70',
    'storage external',
    'statistics 0',
  ]) {
    expect(text).toContain(part);
  }
  expect(await rebuilt(text)).toBe(text);
});

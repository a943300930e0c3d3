// Brings a database up to this version: plain numbered SQL files, forward only, each in its own transaction. Conventions: db/README.md.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { packageRoot } from '../root.ts';
import { editedMigration, mayNotCreateTables, newerDatabase } from './faults.ts';
import { codeOf } from './living.ts';
import { appRole } from './prepare.ts';

export type MigrationFile = { readonly number: number; readonly name: string; readonly sha256: string; readonly sql: string };
export type MigrateOptions = {
  /** Folder of `NNNN-name.sql`; by default `db/migrations`. */
  readonly dir?: string;
  /** Apply none after this number: a backup is loaded into the schema it was made from. */
  readonly upTo?: number;
  /** Try everything in one transaction and take it back: nothing is changed, and what would fail fails here. */
  readonly dryRun?: boolean;
  readonly onProgress?: (step: { readonly done: number; readonly total: number; readonly name: string }) => void;
};
type Applied = { readonly number: number; readonly name: string; readonly sha256: string };

const lockKey = 727_001; // two programs that start at once migrate one after the other

/**
 * Applies what is missing, as the owner, and names it. Throws `PlainFault` when a released file was edited, when the database is newer than
 * this program, and when the owner may not create tables; a mistake in the SQL is thrown with the file's name.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  const files = readMigrations(options.dir);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'daodi migrate' });
  client.on('error', () => undefined); // reported by the query that is running
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await prepareLedger(client);
    const ran = (await client.query<Applied>('select number, name, sha256 from migration order by number')).rows;
    const missing = missingFrom(files, ran).filter((file) => file.number <= (options.upTo ?? Number.POSITIVE_INFINITY));
    if (options.dryRun) return await tryAll(client, missing);
    for (const [done, file] of missing.entries()) {
      options.onProgress?.({ done, total: missing.length, name: file.name });
      await applyOne(client, file);
    }
    const last = missing.at(-1);
    if (last) options.onProgress?.({ done: missing.length, total: missing.length, name: last.name });
    return missing.map((file) => file.name);
  } finally {
    await client.end();
  }
}

async function tryAll(client: pg.Client, missing: readonly MigrationFile[]): Promise<readonly string[]> {
  await client.query('begin');
  try {
    for (const file of missing)
      await client.query(file.sql).catch((error: unknown) => {
        throw new Error(
          `Migration ${file.name} would fail${lineOf(error, file.sql)}: ${error instanceof Error ? error.message : String(error)}`,
          {
            cause: error,
          },
        );
      });
    return missing.map((file) => file.name);
  } finally {
    await client.query('rollback');
  }
}

export function readMigrations(dir: string = join(packageRoot(), 'db', 'migrations')): readonly MigrationFile[] {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readOne(dir, name));
  const twice = files.find((file, at) => files[at - 1]?.number === file.number);
  if (twice) throw new Error(`Two migrations carry the number ${twice.number}: ${twice.name}.`);
  return files;
}

function readOne(dir: string, file: string): MigrationFile {
  const [, digits, name] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? [];
  if (digits === undefined || name === undefined) throw new Error(`A migration is named NNNN-name.sql; found ${file}.`);
  const sql = readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n'); // a checkout on Windows is no edit
  return { number: Number(digits), name: `${digits}-${name}`, sha256: createHash('sha256').update(sql).digest('hex'), sql };
}

/** The application may read which migrations ran, and no more. Its default on every later table: SELECT and INSERT. */
async function prepareLedger(client: pg.Client): Promise<void> {
  const found = await client.query<{ there: boolean }>(`select to_regclass('public.migration') is not null as there`);
  if (found.rows[0]?.there) return;
  try {
    await client.query(`
      begin;
      create table public.migration (
        number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now()
      );
      comment on table public.migration is 'Which files of db/migrations this database has seen, and their hashes.';
      grant usage on schema public to ${appRole};
      grant select on public.migration to ${appRole};
      alter default privileges in schema public grant select, insert on tables to ${appRole};
      alter default privileges in schema public grant usage on sequences to ${appRole};
      commit;`);
  } catch (error) {
    await client.query('rollback');
    if (codeOf(error) === '42501') throw mayNotCreateTables(client.user ?? '', client.database ?? '');
    throw error;
  }
}

function missingFrom(files: readonly MigrationFile[], applied: readonly Applied[]): readonly MigrationFile[] {
  const byNumber = new Map(files.map((file) => [file.number, file]));
  for (const ran of applied) {
    const file = byNumber.get(ran.number);
    if (!file) throw newerDatabase(ran.name);
    if (file.sha256 !== ran.sha256) throw editedMigration(file.name);
  }
  const latest = applied.at(-1)?.number ?? 0;
  const seen = new Set(applied.map((ran) => ran.number));
  const missing = files.filter((file) => !seen.has(file.number));
  const late = missing.find((file) => file.number < latest);
  if (late) throw new Error(`Migration ${late.name} comes too late: ${latest} has already run. Give it the next free number.`);
  return missing;
}

async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  try {
    await client.query('begin');
    await client.query(file.sql);
    await client.query('insert into public.migration (number, name, sha256) values ($1, $2, $3)', [file.number, file.name, file.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`Migration ${file.name} failed${lineOf(error, file.sql)}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function lineOf(error: unknown, sql: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  return position > 0 ? ` at line ${sql.slice(0, position).split('\n').length}` : '';
}

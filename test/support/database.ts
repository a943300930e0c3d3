// A real PostgreSQL for tests: `testDatabase()` gives each test file a fresh database, cloned from one migrated template.
// The server is the embedded one in a temporary folder of this run, or the one named by DATABASE_URL.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { connect } from '#platform/db/connect.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createDb } from '#platform/db/pool.ts';

export type TestDatabase<Tables> = {
  readonly db: Kysely<Tables>;
  readonly pool: pg.Pool;
  readonly appUrl: string;
  readonly ownerUrl: string;
  close(): Promise<void>;
};

/** `dir`: other migrations than Daodi's own, for the tests of migrating itself. Call `close()` in afterAll. */
export async function testDatabase<Tables = unknown>(options: { readonly dir?: string } = {}): Promise<TestDatabase<Tables>> {
  const server = await testServer();
  const name = `daodi_test_${inject('testRun')}_${randomBytes(5).toString('hex')}`;
  const ownerUrl = onDatabase(server.ownerUrl, name);
  const appUrl = onDatabase(server.appUrl, name);
  if (options.dir === undefined)
    await runOn(server.ownerUrl, `create database ${name} template ${await template(server.ownerUrl)} strategy file_copy`);
  else {
    await runOn(server.ownerUrl, `create database ${name}`);
    await migrate(ownerUrl, { dir: options.dir });
  }
  const { db, pool, close } = createDb<Tables>(appUrl);
  const drop = () => runOn(server.ownerUrl, `drop database if exists ${name} with (force)`);
  return { db, pool, appUrl, ownerUrl, close: () => close().then(drop) };
}

/** Runs statements as the owner outside any pool. */
export async function runOn(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export function onDatabase(url: string, database: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${database}`);
}

let server: Promise<{ readonly ownerUrl: string; readonly appUrl: string }> | undefined;

/** Started by the first test file that needs it, so that pure tests pay nothing; the global set-up stops it. */
function testServer(): Promise<{ readonly ownerUrl: string; readonly appUrl: string }> {
  server ??= startTestServer(inject('testDataDir'));
  return server;
}

/** Nothing in it has to survive a power cut, so it does not wait for the disk. It stays for the next test file. */
function startTestServer(dataDir: string): Promise<{ readonly ownerUrl: string; readonly appUrl: string }> {
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl) return connect({ dataDir, databaseUrl });
  return startEmbedded({ dataDir, lingers: true, settings: { fsync: 'off', synchronous_commit: 'off', max_connections: '100' } });
}

/** What this run made on a server of your own. */
export async function dropTestDatabases(url: string, run: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const made = await client.query<{ name: string }>('select datname as name from pg_database where datname like $1', [
      `daodi\\_test\\_${run}\\_%`,
    ]);
    for (const { name } of made.rows) {
      await client.query(`alter database ${name} with is_template false`);
      await client.query(`drop database ${name} with (force)`);
    }
  } finally {
    await client.end();
  }
}

/** The migrated template of this run; the first who comes makes it, the others wait at the lock. */
async function template(ownerUrl: string): Promise<string> {
  const name = `daodi_test_${inject('testRun')}_template`;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(727002)');
    const there = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (there.rowCount === 0) {
      await client.query(`create database ${name}`);
      await migrate(onDatabase(ownerUrl, name));
      await client.query(`alter database ${name} with is_template true`);
    }
  } finally {
    await client.end();
  }
  return name;
}

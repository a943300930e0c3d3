// Makes sure that the server is ours and that it holds Daodi's database and the application's role.
import pg from 'pg';
import { foreignServer } from './faults.ts';
import { codeOf } from './living.ts';

export const databaseName = 'daodi';
export const appRole = 'daodi_app';

/** Not yet (or no longer) accepting sessions: the socket is missing or refuses, or the server is starting up or shutting down. */
const notNow = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P03']);

/** Answers false while the server is coming or going; refuses a server that keeps its data somewhere else. */
export async function isOurServerReady(maintenanceUrl: string, cluster: string, pid: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  client.on('error', () => undefined); // a server that ends under our feet is reported by the query
  try {
    await client.connect();
    await checkHome(client, cluster, pid);
    await ensureRoleAndDatabase(client);
    return true;
  } catch (error) {
    if (notNow.has(codeOf(error)) || isCutOff(error)) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isCutOff(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Connection terminated');
}

async function checkHome(client: pg.Client, cluster: string, pid: number): Promise<void> {
  const found = await client.query<{ home: string }>(`select current_setting('data_directory') as home`);
  const home = found.rows[0]?.home ?? '';
  if (home !== cluster) throw foreignServer(cluster, pid, home);
}

async function ensureRoleAndDatabase(client: pg.Client): Promise<void> {
  const role = await client.query('select from pg_roles where rolname = $1', [appRole]);
  if (role.rowCount === 0) await client.query(`create role ${appRole} login nosuperuser nocreatedb nocreaterole`);
  const database = await client.query('select from pg_database where datname = $1', [databaseName]);
  if (database.rowCount === 0) await client.query(`create database ${databaseName}`);
}

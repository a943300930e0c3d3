// Your own PostgreSQL by DATABASE_URL: checked in plain words, and given the application's role with fewer rights than the owner.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { databaseUrlFault, folderFault, needsAppRole, tooOld } from './faults.ts';
import { codeOf } from './living.ts';
import { appRole } from './prepare.ts';

const oldest = 15;
type Urls = { readonly ownerUrl: string; readonly appUrl: string };

/** Throws `PlainFault` when the URL is wrong, the server too old, or the application's role can neither be made nor taken on. */
export async function connectExternal(ownerUrl: string, dataDir: string, log?: (line: string) => void): Promise<Urls> {
  const client = await openOwner(ownerUrl);
  try {
    await checkVersion(client);
    return { ownerUrl, appUrl: await findAppUrl(client, ownerUrl, dataDir, log) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function openOwner(url: string): Promise<pg.Client> {
  let client: pg.Client | undefined;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    void client?.end().catch(() => undefined); // a server still waiting for a password would keep the process alive
    throw databaseUrlFault(error, url);
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const found = await client.query<{ server_version: string }>('show server_version');
  const version = found.rows[0]?.server_version ?? '';
  if (!(Number.parseInt(version, 10) >= oldest)) throw tooOld(version);
}

/**
 * Best: the role with a password of its own, kept in the data folder. Else the owner's session takes the role on at its start, which still
 * stops the application's own statements from changing what is append-only.
 */
async function findAppUrl(client: pg.Client, ownerUrl: string, dataDir: string, log?: (line: string) => void): Promise<string> {
  const known = readPassword(dataDir);
  if (known !== undefined && (await opens(asAppRole(ownerUrl, known)))) return asAppRole(ownerUrl, known);
  const made = await makeRole(client, dataDir);
  if (made !== undefined && (await opens(asAppRole(ownerUrl, made)))) return asAppRole(ownerUrl, made);
  const lent = withStartRole(ownerUrl);
  if (await opens(lent)) return lent;
  await client.query(`grant ${appRole} to current_user`).catch(() => undefined);
  if (!(await opens(lent))) throw needsAppRole(appRole, client.user ?? '', client.database ?? '');
  log?.(`The application works in the owner's session as role ${appRole}; a login of its own would be stronger.`);
  return lent;
}

/** Makes the login role where there is none and the owner may; answers its password. The file comes first: a role without it is useless. */
async function makeRole(client: pg.Client, dataDir: string): Promise<string | undefined> {
  const there = await client.query('select from pg_roles where rolname = $1', [appRole]);
  if (there.rowCount !== 0) return undefined;
  const password = randomBytes(24).toString('base64url');
  try {
    await client.query(`create role ${appRole} login nosuperuser nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`);
  } catch (error) {
    if (codeOf(error) === '42501') return undefined;
    throw error;
  }
  keepPassword(dataDir, password);
  return password;
}

const passwordFile = (dataDir: string) => join(dataDir, 'secrets', `${appRole}.password`);

function readPassword(dataDir: string): string | undefined {
  try {
    return readFileSync(passwordFile(dataDir), 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw folderFault(error, dataDir);
  }
}

function keepPassword(dataDir: string, password: string): void {
  try {
    mkdirSync(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 });
    writeFileSync(passwordFile(dataDir), `${password}\n`, { mode: 0o600 });
  } catch (error) {
    throw folderFault(error, dataDir);
  }
}

async function opens(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const who = await client.query<{ role: string }>('select current_user as role');
    return who.rows[0]?.role === appRole;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The same server and database with another login. URLs of sockets (`postgresql://me@/db?host=…`) are no WHATWG URLs, hence by hand. */
function asAppRole(ownerUrl: string, password: string): string {
  const [, scheme = 'postgresql://', rest = ''] = /^(postgres(?:ql)?:\/\/)(.*)$/.exec(ownerUrl) ?? [];
  const end = rest.search(/[/?]|$/);
  const host = rest.slice(0, end).split('@').at(-1) ?? '';
  return `${scheme}${appRole}:${password}@${host}${withoutLogin(rest.slice(end))}`;
}

function withoutLogin(tail: string): string {
  const [path = '', query] = tail.split('?', 2);
  const kept = (query ?? '').split('&').filter((pair) => pair !== '' && !/^(user|password)=/.test(pair));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}

function withStartRole(ownerUrl: string): string {
  return `${ownerUrl}${ownerUrl.includes('?') ? '&' : '?'}options=-c%20role%3D${appRole}`;
}

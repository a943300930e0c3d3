// A whole county in one file, and back (rules X7: backup and recovery). What is in it: every table in one snapshot, the files, and (only when encrypted) the keys that
// open names and phones. Restoring is one transaction into an empty database; nothing is ever loaded over a county.
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import { readArchive, writeArchive } from './archive.ts';
import {
  type AppliedMigration,
  emptyTables,
  inSnapshot,
  isInUse,
  loadRows,
  migrationsOf,
  readRows,
  resetCounters,
  tablesInOrder,
} from './tables.ts';

export type About = {
  format: 1;
  madeAt: string;
  migrations: AppliedMigration[];
  keys: boolean;
  files: number;
  /** Where files are kept when they are not in this backup. */
  filesElsewhere: boolean;
};
export type BackupResult = About & { file: string; tables: number; bytes: number };
export type Progress = (done: number, total: number, what: string) => void;

/** Writes beside the name and renames when whole: a backup that was cut off never carries the real name. */
export async function backup(
  from: { ownerUrl: string; dataDir: string; filesOnDisk: boolean },
  to: { file: string; passphrase: string | null },
  madeAt: string,
  onProgress: Progress = () => undefined,
): Promise<BackupResult> {
  const part = `${to.file}.part`;
  await rm(part, { force: true });
  const archive = await writeArchive(part, to.passphrase);
  try {
    const { migrations, tables } = await inSnapshot(from.ownerUrl, async (client) => {
      const ran = await migrationsOf(client);
      const names = await tablesInOrder(client);
      await archive.add('about.json', JSON.stringify({ format: 1, madeAt, migrations: ran }));
      for (const [i, table] of names.entries()) {
        onProgress(i, names.length, table);
        const { columns, rows } = await readRows(client, table);
        await archive.add(`tables/${table}/columns`, columns);
        await archive.addParts(`tables/${table}/rows`, rows);
      }
      onProgress(names.length, names.length, '');
      return { migrations: ran, tables: names.length };
    });
    const files = from.filesOnDisk ? await addFiles(archive, from.dataDir, onProgress) : 0;
    const keys = to.passphrase !== null;
    if (keys) await archive.add('keys/column.key', await readFile(join(from.dataDir, 'secrets', 'column.key')));
    const about: About = { format: 1, madeAt, migrations, keys, files, filesElsewhere: !from.filesOnDisk };
    await archive.finish(about);
    await rename(part, to.file);
    return { ...about, file: to.file, tables, bytes: (await stat(to.file)).size };
  } catch (error) {
    archive.abandon();
    await rm(part, { force: true });
    throw error;
  }
}

/** Files are put before the row that names them is committed, so all that the snapshot knows lie there. */
async function addFiles(archive: Awaited<ReturnType<typeof writeArchive>>, dataDir: string, onProgress: Progress): Promise<number> {
  const root = join(dataDir, 'files');
  const all = (await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])).filter(
    (entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name),
  );
  let done = 0;
  for (const { name, parentPath } of all) {
    onProgress(done, all.length, 'files');
    await archive.addParts(`files/${name}`, createReadStream(join(parentPath, name))).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error; // swept meanwhile: no row knew it
    });
    done += 1;
  }
  return done;
}

export type Restored = { about: About; tables: { name: string; rows: number }[]; files: number };
export class NotEmpty extends Error {}
/** The backup was made by a version whose migrations this program does not have. */
export class NewerBackup extends Error {}

/**
 * Loads a backup into an empty database and data folder. All tables come in one transaction that is committed only after the manifest at the end of the file has been
 * compared with all that was read; then the schema is brought up to this version.
 */
export async function restore(
  from: { file: string; passphrase: string | null },
  to: { ownerUrl: string; dataDir: string },
  onProgress: (what: string, rows: number) => void = () => undefined,
): Promise<Restored> {
  const client = new pg.Client({ connectionString: to.ownerUrl, application_name: 'daodi restore' });
  client.on('error', () => undefined);
  await client.connect();
  const fresh: string[] = [];
  try {
    if (await isInUse(client)) throw new NotEmpty();
    const reader = readArchive(from.file, from.passphrase);
    const first = await reader.next();
    if (first.done || first.value.name !== 'about.json') throw new NewerBackup();
    const head = JSON.parse(Buffer.from(first.value.bytes).toString('utf8')) as Pick<About, 'format' | 'migrations'>;
    await migrateAs(to.ownerUrl, head.migrations);
    await client.query('begin');
    await emptyTables(client, await tablesInOrder(client));
    const loaded = await loadAll(client, reader, to.dataDir, fresh, onProgress);
    await resetCounters(client);
    await client.query('commit');
    await migrate(to.ownerUrl);
    return loaded;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    for (const file of fresh) await rm(file, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function migrateAs(ownerUrl: string, wanted: readonly AppliedMigration[]): Promise<void> {
  const last = wanted.at(-1)?.number ?? 0;
  await migrate(ownerUrl, { upTo: last });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const have = new Map((await migrationsOf(client)).map((one) => [one.number, one.sha256]));
    if (wanted.some((one) => have.get(one.number) !== one.sha256)) throw new NewerBackup();
  } finally {
    await client.end();
  }
}

async function loadAll(
  client: pg.Client,
  entries: AsyncGenerator<{ name: string; bytes: Uint8Array }>,
  dataDir: string,
  fresh: string[],
  onProgress: (what: string, rows: number) => void,
): Promise<Restored> {
  const tables: Restored['tables'] = [];
  let files = 0;
  let columns = '';
  for (let next = await entries.next(); !next.done; ) {
    const { name, bytes } = next.value;
    if (name === 'manifest.json') {
      await entries.return(undefined);
      return { about: JSON.parse(Buffer.from(bytes).toString('utf8')) as About, tables, files };
    }
    const [kind = '', item = '', what = ''] = name.split('/');
    if (kind === 'tables' && what === 'columns') {
      columns = Buffer.from(bytes).toString('utf8');
      next = await entries.next();
      const rows = { following: next };
      const count = await loadRows(client, item, columns, partsOf(entries, rows, `tables/${item}/rows.`));
      tables.push({ name: item, rows: count });
      onProgress(item, count);
      next = rows.following;
      continue;
    }
    if (kind === 'files') {
      const [sha256 = ''] = item.split('.');
      const rest = { following: next };
      const pieces: Uint8Array[] = [];
      for await (const piece of partsOf(entries, rest, `files/${sha256}.`)) pieces.push(piece);
      fresh.push(...(await putFile(join(dataDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4)), sha256, Buffer.concat(pieces))));
      files += 1;
      next = rest.following;
      continue;
    }
    if (name === 'keys/column.key') {
      const folder = join(dataDir, 'secrets');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      fresh.push(...(await putFile(folder, 'column.key', bytes)));
    }
    next = await entries.next();
  }
  throw new NewerBackup();
}

/** The parts of one thing, as they come; what follows them is left in `rest`. */
async function* partsOf(
  entries: AsyncGenerator<{ name: string; bytes: Uint8Array }>,
  rest: { following: IteratorResult<{ name: string; bytes: Uint8Array }> },
  prefix: string,
): AsyncGenerator<Uint8Array> {
  while (!rest.following.done && rest.following.value.name.startsWith(prefix)) {
    yield rest.following.value.bytes;
    rest.following = await entries.next();
  }
}

/** Never over something that is there: an equal file may stay, any other stops the restoring. Returns what was written. */
async function putFile(folder: string, name: string, bytes: Uint8Array): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
    return [path];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (Buffer.from(bytes).equals(await readFile(path))) return [];
    throw new NotEmpty(path);
  }
}

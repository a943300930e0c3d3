// Before the schema of a county with data moves on, everything is kept in one file in the data folder: forward-only migrations need a way back.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Instant } from '#core/time/day.ts';
import { backup, type Progress } from '#platform/backup/backup.ts';
import { isInUse } from '#platform/backup/tables.ts';
import type { Config } from '#platform/config.ts';
import { pendingMigrations } from './schema.ts';

const kept = 3;
export const backupFolder = (dataDir: string): string => join(dataDir, 'backups');
export const lastBackupFile = (dataDir: string): string => join(backupFolder(dataDir), 'last.json');

/** `2026-11-27T01:15:00.000Z` → `20261127T011500Z`, for file names. */
export const stampOf = (at: Instant): string => at.replace(/[-:]|\.\d+/g, '');

/** Null when nothing is pending or the database is still empty; else the file that was made. Keys stay in the folder, so they are not in it. */
export async function backupBeforeUpgrade(
  database: { ownerUrl: string },
  config: Pick<Config, 'dataDir'>,
  now: Instant,
  onProgress?: Progress,
): Promise<string | null> {
  const pending = await pendingMigrations(database.ownerUrl);
  if (pending.length === 0 || !(await hasCounty(database.ownerUrl))) return null;
  const folder = backupFolder(config.dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `before-${pending[0]}-${stampOf(now)}.tar.gz`);
  const from = { ownerUrl: database.ownerUrl, dataDir: config.dataDir, filesOnDisk: false }; // the files are not touched by a migration
  await backup(from, { file, passphrase: null }, now, onProgress);
  await keepNewest(folder);
  return file;
}

/** Of the automatic ones only; what somebody made by hand is theirs to remove. */
async function keepNewest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('before-') && name.endsWith('.tar.gz'));
  const old = names.sort((a, b) => (a.slice(-23) < b.slice(-23) ? -1 : 1)).slice(0, -kept);
  for (const name of old) await rm(join(folder, name), { force: true });
}

async function hasCounty(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await isInUse(client);
  } finally {
    await client.end();
  }
}

/** What `daodi doctor` asks: when the last backup was made, and where it was put. */
export async function noteBackup(dataDir: string, at: Instant, file: string): Promise<void> {
  await mkdir(backupFolder(dataDir), { recursive: true, mode: 0o700 });
  await writeFile(lastBackupFile(dataDir), `${JSON.stringify({ at, file })}\n`, { mode: 0o600 });
}

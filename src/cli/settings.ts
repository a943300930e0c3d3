// Configuration and ports for a command beside the server, or one plain sentence why not.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppPorts, type Opened, openDatabase, openWith } from '#app/ports.ts';
import { serverNoteFile } from '#app/run.ts';
import { pendingMigrations } from '#app/schema.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { isAlive } from '#platform/db/living.ts';
import { PlainFault } from '#platform/db/plain-fault.ts';
import { createLog } from '#platform/log.ts';

/** Whose data: the demo's (`--demo`) or the county's own. DAODI_DATA_DIR names either. */
export type Purpose = 'demo' | 'live';

export function configOf(purpose: Purpose): Config {
  const read = readConfig(process.env, purpose);
  if (read.ok) return read.config;
  const told = (language: 'zh' | 'en') => read.faults.map((fault) => fault[language]).join('\n');
  throw new PlainFault({ zh: told('zh'), en: told('en') });
}

/** What a command that does not serve writes to the log: only what went wrong. */
export const quietLog = () => createLog({ level: 'warn' });

/**
 * Opens the county's data beside a running server, or alone, and closes it after the work. Makes no data folder and changes no schema:
 * refuses where there is none yet, or where it is older than this program.
 */
export async function withPorts<T>(purpose: Purpose, work: (ports: AppPorts, opened: Opened, config: Config) => Promise<T>): Promise<T> {
  const config = configOf(purpose);
  const opened = await openBeside(config);
  try {
    return await work(opened.ports, opened, config);
  } finally {
    await opened.close();
  }
}

export async function openBeside(config: Config): Promise<Opened> {
  if (config.database.kind === 'embedded' && !existsSync(join(config.dataDir, 'pg', 'PG_VERSION'))) throw noDataYet(config.dataDir);
  const log = quietLog();
  const database = await openDatabase(config, log, 'share');
  try {
    const missing = await pendingMigrations(database.appUrl);
    if (missing.length > 0) throw olderSchema(missing.length);
    return await openWith(database, config, log);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

const noDataYet = (folder: string) =>
  new PlainFault({
    zh: `${folder} 里还没有数据。请先运行 daodi start（或 daodi demo），或用 DAODI_DATA_DIR 指明数据目录。`,
    en: `There are no data in ${folder} yet. Run daodi start (or daodi demo) first, or name the data folder by DAODI_DATA_DIR.`,
  });

const olderSchema = (steps: number) =>
  new PlainFault({
    zh: `数据结构比本程序旧 ${steps} 步，没有做任何改动。请先备份，再运行 daodi migrate，或重新启动 daodi start。`,
    en: `The schema is ${steps} steps older than this program; nothing was changed. Make a backup, then run daodi migrate, or start daodi start anew.`,
  });

/** Where the running server of this data folder is reached; else as it would be by the configuration. */
export function baseOf(config: Config): string {
  return config.baseUrl ?? runningAt(config.dataDir) ?? `http://127.0.0.1:${config.port}`;
}

/** Null when no server of this folder runs; the note of one that was killed does not count. */
export function runningAt(dataDir: string): string | null {
  try {
    const { url, pid }: { url?: unknown; pid?: unknown } = JSON.parse(readFileSync(serverNoteFile(dataDir), 'utf8'));
    return typeof url === 'string' && typeof pid === 'number' && isAlive(pid) ? url : null;
  } catch {
    return null;
  }
}

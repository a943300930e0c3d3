// PostgreSQL's own note in the data folder about the server that runs there: pid, folder, socket, state.
import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignServer } from './faults.ts';
import { isAlive } from './living.ts';

export type RunningServer = { readonly pid: number; readonly dataDirectory: string; readonly socketDir: string; readonly state: string };

export function readPostmasterFile(cluster: string): RunningServer | undefined {
  try {
    const [pid, dataDirectory = '', , , socketDir = '', , , state = ''] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(pid) > 0 ? { pid: Number(pid), dataDirectory, socketDir, state: state.trim() } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The server that runs on this cluster, or undefined. Refuses a living server of another folder (a copied or moved data folder).
 * What a dead server left is made harmless without losing its shared memory key, by which PostgreSQL still finds surviving workers.
 */
export function livingServer(cluster: string): RunningServer | undefined {
  const noted = readPostmasterFile(cluster);
  if (!noted) return undefined;
  const here = realpathSync(cluster);
  const home = homeOf(noted);
  if (home === here) {
    if (noted.dataDirectory !== here) throw foreignServer(cluster, noted.pid, noted.dataDirectory);
    return noted;
  }
  if (home !== undefined && home === noted.dataDirectory) throw foreignServer(cluster, noted.pid, home);
  if (isPidTaken(noted.pid)) neutralise(cluster);
  return undefined;
}

/** A server's working folder is its data folder. Where /proc cannot tell (macOS), the note is believed and the database asked later. */
function homeOf(noted: RunningServer): string | undefined {
  if (!mayBeOurs(noted.pid)) return undefined;
  try {
    return readlinkSync(`/proc/${noted.pid}/cwd`);
  } catch {
    return noted.dataDirectory;
  }
}

/** We may signal our own server; a pid that is zombie or belongs to somebody else is not it. */
function mayBeOurs(pid: number): boolean {
  return isAlive(pid) && isPidTaken(pid);
}

function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The pid was used again, or is a zombie nobody reaps: PostgreSQL would refuse to start. It passes over the pid of its own parent. */
function neutralise(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [String(process.pid), ...rest].join('\n'));
}

// Who uses a data folder. Every Daodi process leaves its mark in `run/users`; whoever goes last stops the embedded server.
// Changes happen under one lock file, so that two processes which start at once end with one server.
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderFault, folderInUse } from './faults.ts';
import { codeOf, isLiving, markOf, type ProcessMark } from './living.ts';

/** `exclusive`: the one Daodi server of this folder. `share`: a command beside it. */
export type Claim = 'exclusive' | 'share';
type UseMark = ProcessMark & { readonly claim: Claim };
export type FolderUse = { readonly file: string };

const lockPatienceMs = 120_000; // another process may be recovering after a power cut
let uses = 0;

/** Makes the data folder. As root it must let the unprivileged database user through to its own part, hence 0711 there. */
export function openFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    mkdirSync(join(dataDir, 'run', 'users'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw folderFault(error, dataDir);
  }
}

/** Registers this process; call under the lock. Refuses a second exclusive claim with the sentence that names the pid. */
export function claimFolder(dataDir: string, claim: Claim): FolderUse {
  const holder = claim === 'exclusive' ? living(dataDir).find((use) => use.claim === 'exclusive') : undefined;
  if (holder) throw folderInUse(dataDir, holder.pid);
  uses += 1;
  const file = join(dataDir, 'run', 'users', `${process.pid}.${uses}`);
  const mark: UseMark = { ...markOf(process.pid), claim };
  writeOrFault(file, JSON.stringify(mark), dataDir);
  return { file };
}

/** Takes the mark away and answers whether somebody else still uses the folder. */
export function leaveFolder(dataDir: string, use: FolderUse): { readonly othersRemain: boolean } {
  rmSync(use.file, { force: true });
  return { othersRemain: living(dataDir).length > 0 };
}

export async function withFolderLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dataDir, 'run', 'lock');
  const mine = `${lock}.${process.pid}.${Math.trunc(performance.now() * 1000)}`;
  writeOrFault(mine, JSON.stringify(markOf(process.pid)), dataDir);
  try {
    await takeLock(lock, mine, dataDir);
    try {
      return await work();
    } finally {
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A hard link appears whole or not at all: nobody ever reads a half-written lock. */
async function takeLock(lock: string, mine: string, dataDir: string): Promise<void> {
  const giveUpAt = performance.now() + lockPatienceMs;
  for (;;) {
    try {
      linkSync(mine, lock);
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw folderFault(error, dataDir);
    }
    const holder = readMark(lock);
    if (!holder || !isLiving(holder)) removeStale(lock, `${mine}.stale`, holder);
    else if (performance.now() > giveUpAt) throw folderInUse(dataDir, holder.pid);
    else await sleep(20);
  }
}

/**
 * Two may find the same stale lock: the slower one must put back the fresh lock it moved by mistake.
 * `stale` is undefined for a lock that a power cut emptied, or that was released a moment ago.
 */
function removeStale(lock: string, aside: string, stale: ProcessMark | undefined): void {
  try {
    renameSync(lock, aside);
    const moved = readMark(aside);
    if (moved && (moved.pid !== stale?.pid || moved.startedAt !== stale.startedAt)) linkSync(aside, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function living(dataDir: string): UseMark[] {
  const folder = join(dataDir, 'run', 'users');
  const names = existsSync(folder) ? readdirSync(folder) : []; // gone when the whole data folder was removed
  return names.flatMap((name) => {
    const mark = readMark(join(folder, name));
    if (mark && isLiving(mark)) return [{ claim: 'share' as const, ...mark }];
    rmSync(join(folder, name), { force: true });
    return [];
  });
}

function readMark(file: string): (ProcessMark & { claim?: Claim }) | undefined {
  try {
    const mark: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isMark(mark) ? mark : undefined;
  } catch {
    return undefined;
  }
}

function isMark(mark: unknown): mark is ProcessMark & { claim?: Claim } {
  return typeof mark === 'object' && mark !== null && 'pid' in mark && typeof mark.pid === 'number' && 'startedAt' in mark;
}

function writeOrFault(file: string, content: string, dataDir: string): void {
  try {
    writeFileSync(file, content, { mode: 0o644 }); // root's marks must be readable for the folder's owner
  } catch (error) {
    throw folderFault(error, dataDir);
  }
}

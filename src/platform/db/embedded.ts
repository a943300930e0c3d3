// The PostgreSQL that comes with Daodi: one server per data folder, on a Unix socket only, started, adopted and stopped by whoever uses it.
// It outlives a killed Daodi and is adopted by the next; the last user who leaves in order stops it.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import { checkCluster, hasCluster, makeCluster, ownerRole } from './cluster.ts';
import { endedAtOnce } from './faults.ts';
import { type Claim, claimFolder, leaveFolder, openFolder, withFolderLock } from './folder.ts';
import { isAlive, isLiving, markOf } from './living.ts';
import { livingServer } from './postmaster-file.ts';
import { appRole, databaseName, isOurServerReady } from './prepare.ts';
import { launchServer, type ServerSettings } from './server.ts';
import { serverUserFor } from './server-user.ts';
import { removeShortFolder } from './socket-folder.ts';

export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly claim?: Claim;
  readonly log?: (line: string) => void;
  /** More `postgres -c` settings; the tests switch off fsync. */
  readonly settings?: ServerSettings;
  /** Leave the server running when this process ends without `stop()`. */
  readonly lingers?: boolean;
};

export type EmbeddedServer = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly socketDir: string;
  readonly pid: number;
  /** True when the server was already running. */
  readonly adopted: boolean;
  stop(): Promise<void>;
};

type Running = { readonly pid: number; readonly socketDir: string; readonly adopted: boolean };

const watchEveryMs = 200;
const watchRestMs = 5_000; // a full disk does not mend within half a second
const stopPatienceMs = 60_000;

/**
 * Starts or adopts the server of `dataDir`. Throws `PlainFault` for everything an operator can mend: folder in use, read-only or full disk,
 * another user's or another version's data, unsupported platform.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  openFolder(options.dataDir);
  const dataDir = realpathSync(options.dataDir);
  const { use, first } = await withFolderLock(dataDir, async () => {
    const use = claimFolder(dataDir, options.claim ?? 'share');
    try {
      return { use, first: await bringUp(dataDir, options) };
    } catch (error) {
      leaveFolder(dataDir, use);
      throw error;
    }
  });
  let running = first;
  const unwatch = watch(
    dataDir,
    options,
    () => running.pid,
    (revived) => (running = revived),
  );
  const onExit = () => void (leaveFolder(dataDir, use).othersRemain || signalStop(running.pid));
  if (!options.lingers) process.once('exit', onExit);

  return {
    ownerUrl: socketUrl(ownerRole, first.socketDir),
    appUrl: socketUrl(appRole, first.socketDir),
    socketDir: first.socketDir,
    adopted: first.adopted,
    get pid() {
      return running.pid;
    },
    async stop() {
      process.off('exit', onExit);
      await unwatch();
      await withFolderLock(dataDir, async () => {
        if (leaveFolder(dataDir, use).othersRemain) return;
        await stopServer(join(dataDir, 'pg'));
        removeShortFolder(dataDir, running.socketDir);
      });
    },
  };
}

/** Stops the server of a data folder whoever started it; for clearing up after processes that were killed. */
export async function stopEmbedded(dataDir: string): Promise<void> {
  await stopServer(join(realpathSync(dataDir), 'pg'));
}

/** Call under the folder's lock: afterwards exactly one server runs, prepared with Daodi's database and roles. */
async function bringUp(dataDir: string, options: EmbeddedOptions): Promise<Running> {
  const cluster = join(dataDir, 'pg');
  const binaries = findBinaries();
  const user = serverUserFor(cluster);
  if (hasCluster(cluster)) {
    checkCluster(cluster, binaries, user);
    const running = await adopt(cluster);
    if (running) return running;
  } else {
    options.log?.('Making a new database.');
    await makeCluster(cluster, binaries, user);
  }
  const { pid, socketDir } = await launchServer({ dataDir, binaries, user, log: options.log, settings: options.settings });
  if (!(await isOurServerReady(socketUrl(ownerRole, socketDir, 'postgres'), cluster, pid))) throw endedAtOnce(dataDir);
  return { pid, socketDir, adopted: false };
}

/** A server that is just shutting down is waited for, one that is recovering too. */
async function adopt(cluster: string): Promise<Running | undefined> {
  for (;;) {
    const found = livingServer(cluster);
    if (!found) return undefined;
    if (found.socketDir !== '' && (await isOurServerReady(socketUrl(ownerRole, found.socketDir, 'postgres'), cluster, found.pid))) {
      return { pid: found.pid, socketDir: found.socketDir, adopted: true };
    }
    await sleep(20);
  }
}

/** Should the server be killed while Daodi lives, it is started again; the pool connects anew by itself. */
function watch(dataDir: string, options: EmbeddedOptions, pid: () => number, revived: (running: Running) => void): () => Promise<void> {
  let busy: Promise<void> | undefined;
  let restUntil = 0;
  const timer = setInterval(() => {
    if (busy || performance.now() < restUntil || isAlive(pid())) return;
    options.log?.('The database stopped unexpectedly; starting it again.');
    busy = withFolderLock(dataDir, () => bringUp(dataDir, options))
      .then(revived, (error: unknown) => {
        restUntil = performance.now() + watchRestMs;
        options.log?.(`The database could not be started again: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => (busy = undefined));
  }, watchEveryMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await busy;
  };
}

/** "Fast" shutdown: sessions are ended, everything is written. Never SIGKILL. */
async function stopServer(cluster: string): Promise<void> {
  const server = livingServer(cluster);
  if (!server) return;
  const mark = markOf(server.pid);
  const giveUpAt = performance.now() + stopPatienceMs;
  signalStop(server.pid);
  while (isLiving(mark) && performance.now() < giveUpAt) await sleep(10);
  if (isLiving(mark)) signalStop(server.pid, 'SIGQUIT'); // ends without a checkpoint; the next start recovers
}

function signalStop(pid: number, signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
}

function socketUrl(role: string, socketDir: string, database = databaseName): string {
  return `postgresql://${role}@/${database}?host=${encodeURIComponent(socketDir)}`;
}

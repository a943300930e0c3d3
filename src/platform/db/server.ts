// Starts `postgres` as a child that outlives us, with settings for one county on 2 cores and 2 GB, and waits until it accepts work.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { folderFault, startFault } from './faults.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { launchAs, type ServerUser } from './server-user.ts';
import { makeSocketFolder, port } from './socket-folder.ts';

export type ServerSettings = Readonly<Record<string, string>>;

/** Durable first (every acknowledged row survives a power cut), then small. Logs name no parameters and no key values: they may be personal. */
const settings: ServerSettings = {
  listen_addresses: '',
  port: String(port),
  unix_socket_permissions: '0700',
  max_connections: '40',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'off', // pglz takes .4 ms a page: for two thirds of the bytes thirty times the time of a write after each checkpoint (docs/decisions/0034)
  shared_buffers: '64MB',
  huge_pages: 'off',
  io_method: 'sync',
  jit: 'off',
  gin_pending_list_limit: '4MB',
  autovacuum: 'on',
  autovacuum_naptime: '15s', // a county that has just been imported is planned for as an empty one until the next round
  track_io_timing: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO',
  logging_collector: 'off',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
};

const logLimit = 10 * 1024 * 1024;
const patienceMs = 120_000; // recovery after a power cut replays the whole write-ahead log
const survivorsMs = 10_000; // workers of a killed server need a moment to notice

type Start = {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly user: ServerUser | undefined;
  readonly settings?: ServerSettings | undefined;
  readonly log?: ((line: string) => void) | undefined;
};

export async function launchServer(start: Start): Promise<{ pid: number; socketDir: string }> {
  const giveUpAt = performance.now() + survivorsMs;
  for (;;) {
    const socketDir = makeSocketFolder(start.dataDir, start.user);
    const outcome = await tryOnce(start, socketDir);
    if (outcome.pid !== undefined) return { pid: outcome.pid, socketDir };
    const survivors = /pre-existing shared memory block|is still in use/.test(outcome.said);
    if (!survivors || performance.now() > giveUpAt) throw startFault(outcome.said, start.dataDir);
    await sleep(100);
  }
}

async function tryOnce(start: Start, socketDir: string): Promise<{ pid: number } | { pid?: undefined; said: string }> {
  const cluster = join(start.dataDir, 'pg');
  const { handle, file, from } = openLog(start.dataDir);
  const { command, args, ...identity } = launchAs(start.user, start.binaries.postgres, [start.binaries.postgres, cluster, socketDir]);
  const options = Object.entries({
    ...settings,
    ...start.settings,
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
  }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
  const child = spawn(command, [...args, '-D', cluster, ...options], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', handle, handle],
    ...identity,
  });
  closeSync(handle);
  child.unref();
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', () => (ended ??= ''));
  await untilReady(cluster, child.pid, () => ended !== undefined, start.log);
  if (ended === undefined && child.pid !== undefined) return { pid: child.pid };
  return { said: `${ended ?? ''}\n${readFileSync(file).subarray(from).toString()}` };
}

async function untilReady(cluster: string, pid: number | undefined, hasEnded: () => boolean, log?: (line: string) => void): Promise<void> {
  const begun = performance.now();
  let told = false;
  while (!hasEnded()) {
    const noted = readPostmasterFile(cluster);
    if (noted?.pid === pid && noted?.state === 'ready') return;
    const waited = performance.now() - begun;
    if (waited > patienceMs) throw startFault('The server is still recovering', dirname(cluster));
    if (waited > 3_000 && !told) log?.('The database is recovering from an interruption; this may take a minute.');
    told ||= waited > 3_000;
    await sleep(5);
  }
}

function openLog(dataDir: string): { handle: number; file: string; from: number } {
  const file = join(dataDir, 'pg.log');
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > logLimit) renameSync(file, `${file}.1`);
    return { handle: openSync(file, 'a', 0o600), file, from: size > logLimit ? 0 : size };
  } catch (error) {
    throw folderFault(error, dataDir);
  }
}

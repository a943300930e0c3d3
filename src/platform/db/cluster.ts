// The folder PostgreSQL keeps its files in: made whole or not at all, and only ever served by the version that wrote it.
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { folderFault, otherMajor, otherOwner, startFault } from './faults.ts';
import { codeOf } from './living.ts';
import { giveTo, launchAs, type ServerUser } from './server-user.ts';

export const ownerRole = 'daodi_owner';

const initOptions = [
  `--username=${ownerRole}`,
  '--auth-local=trust',
  '--auth-host=reject',
  '--data-checksums',
  '--no-instructions',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

export function hasCluster(cluster: string): boolean {
  try {
    return statSync(join(cluster, 'PG_VERSION'), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw codeOf(error) === 'EACCES' ? otherOwner(cluster, statSync(cluster).uid) : folderFault(error, cluster);
  }
}

/** Checks that an existing cluster is ours to serve: same PostgreSQL major, same user. */
export function checkCluster(cluster: string, binaries: Binaries, user: ServerUser | undefined): void {
  const owner = statSync(cluster).uid;
  if (!user && process.getuid && owner !== process.getuid()) throw otherOwner(cluster, owner);
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found !== binaries.major) throw otherMajor(cluster, found, binaries.major);
  if (user && owner !== user.uid) giveTo(user, cluster); // a restored or re-owned folder
  if (statSync(cluster).mode & 0o077) chmodSync(cluster, 0o700); // a plain copy: PostgreSQL refuses what others may read
}

/** initdb works in `<cluster>.new.<pid>`, which gets the real name only when it is whole and on disk. */
export async function makeCluster(cluster: string, binaries: Binaries, user: ServerUser | undefined): Promise<void> {
  const fresh = `${cluster}.new.${process.pid}`; // the initdb of a killed process may still write into its own
  try {
    sweepUnfinished(cluster);
    mkdirSync(fresh, { mode: 0o700 });
    giveTo(user, fresh);
    await initialise(fresh, binaries, user);
    renameSync(fresh, cluster);
    syncFolder(dirname(cluster));
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw folderFault(error, dirname(cluster));
  }
}

function sweepUnfinished(cluster: string): void {
  const left = readdirSync(dirname(cluster)).filter((name) => name.startsWith(`${basename(cluster)}.new.`));
  for (const name of left) rmSync(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 3 });
}

async function initialise(fresh: string, binaries: Binaries, user: ServerUser | undefined): Promise<void> {
  const { command, args, ...identity } = launchAs(user, binaries.initdb, [binaries.initdb, fresh]);
  const child = spawn(command, [...args, '-D', fresh, ...initOptions], { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], ...identity });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw startFault(said, dirname(fresh));
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

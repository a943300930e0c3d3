// Where the server's Unix socket lies: in the data folder, or, where that path is too long for a socket, in a short private folder.
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderFault } from './faults.ts';
import { codeOf } from './living.ts';
import { giveTo, type ServerUser } from './server-user.ts';

export const port = 5432; // only part of the socket's name: nothing listens on the network
const longestSocketPath = 107; // bytes, of Linux; macOS allows 103
const room = Buffer.byteLength(`/.s.PGSQL.${port}`);

/** Makes the folder, empty and open to its owner only: whoever can enter it is trusted by the database. */
export function makeSocketFolder(dataDir: string, user: ServerUser | undefined): string {
  const inside = join(dataDir, 'socket');
  const limit = process.platform === 'darwin' ? longestSocketPath - 4 : longestSocketPath;
  const fits = Buffer.byteLength(inside) + room <= limit && !inside.includes(','); // libpq reads a comma as a list of hosts
  const folder = fits ? inside : shortFolder(dataDir, user, limit);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    for (const left of readdirSync(folder)) rmSync(join(folder, left)); // of a killed server
    giveTo(user, folder);
  } catch (error) {
    throw folderFault(error, folder);
  }
  return folder;
}

export function removeShortFolder(dataDir: string, folder: string): void {
  if (!folder.startsWith(`${dataDir}/`)) rmSync(folder, { recursive: true, force: true });
}

/** The name follows from the data folder, so that the next start finds it; a folder somebody else put there is passed over. */
function shortFolder(dataDir: string, user: ServerUser | undefined, limit: number): string {
  const uid = user?.uid ?? process.getuid?.() ?? 0;
  const name = `daodi-${uid}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  const roots = [tmpdir(), '/tmp'].filter((root) => Buffer.byteLength(join(root, `${name}-0`)) + room <= limit);
  const folders = roots.flatMap((root) => [0, 1, 2].map((turn) => join(root, `${name}-${turn}`)));
  const folder = folders.find((path) => isFreeOrOurs(path, uid));
  if (!folder) throw new Error(`No short private folder for the database socket below ${tmpdir()}.`);
  return folder;
}

function isFreeOrOurs(path: string, uid: number): boolean {
  try {
    const about = lstatSync(path);
    return about.isDirectory() && (about.uid === uid || about.uid === process.getuid?.());
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
}

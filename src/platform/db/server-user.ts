// PostgreSQL refuses to run as root. Started as root, Daodi hands the cluster to an unprivileged user and runs the server as that user.
import { chownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unreachableAsServerUser } from './faults.ts';

export type ServerUser = { readonly uid: number; readonly gid: number };
/** How to start a program so that it runs as the server's user. */
export type Launch = { readonly command: string; readonly args: readonly string[]; readonly uid?: number; readonly gid?: number };

/** Undefined for an ordinary user, who runs the server as himself. An existing cluster keeps the user it belongs to. */
export function serverUserFor(cluster: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return accountNamed('postgres') ?? accountNamed('nobody') ?? { uid: 65534, gid: 65534 };
}

/** Gives a folder and all in it to the server's user. Links are changed themselves, never followed. */
export function giveTo(user: ServerUser | undefined, path: string): void {
  if (!user) return;
  chownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path)) {
    const inside = join(path, entry);
    if (lstatSync(inside).isDirectory()) giveTo(user, inside);
    else if (!lstatSync(inside).isSymbolicLink()) chownSync(inside, user.uid, user.gid);
  }
}

/**
 * A project under /root or in a 0700 temporary folder cannot be entered by the unprivileged user: neither the programs nor the data.
 * There the server keeps one right of root's, passing by folder permissions (dac_override), and loses all others for good.
 * `no_setuid_fixup` is needed because access(2) otherwise ignores that right. `needs`: the folders it must enter.
 */
export function launchAs(user: ServerUser | undefined, program: string, needs: readonly string[]): Launch {
  if (!user) return { command: program, args: [] };
  const barred = needs.find((path) => !mayEnter(user, path));
  if (barred === undefined) return { command: program, args: [], uid: user.uid, gid: user.gid };
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv', '/sbin/setpriv'].find((path) => statSync(path, { throwIfNoEntry: false }));
  if (!setpriv) throw unreachableAsServerUser(barred);
  const keep = ['--inh-caps', '--ambient-caps', '--bounding-set'].map((set) => `${set}=-all,+dac_override`);
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  return { command: setpriv, args: [...identity, ...keep, '--securebits=+no_setuid_fixup', '--no-new-privs', program] };
}

/** True when every folder on the way lets the user through (plain permission bits; access lists are not looked at). */
export function mayEnter(user: ServerUser, path: string): boolean {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about) {
    const bit = about.uid === user.uid ? 0o100 : about.gid === user.gid ? 0o010 : 0o001;
    if ((about.mode & bit) === 0) return false;
  }
  const above = dirname(path);
  return above === path || mayEnter(user, above);
}

function accountNamed(name: string): ServerUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

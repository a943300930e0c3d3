// Is that process still the one we knew? A pid alone does not tell: pids are used again, after a reboot of a container nearly always.
import { readFileSync } from 'node:fs';

export type ProcessMark = { readonly pid: number; readonly startedAt: string };

export function markOf(pid: number): ProcessMark {
  return { pid, startedAt: procStat(pid)?.startedAt ?? '' };
}

export function isLiving(mark: ProcessMark): boolean {
  if (!isAlive(mark.pid)) return false;
  const now = procStat(mark.pid);
  return mark.startedAt === '' || now === undefined || now.startedAt === mark.startedAt;
}

/** A zombie counts as dead: where pid 1 never reaps (plain containers), a killed server would otherwise look alive for ever. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return procStat(pid)?.state !== 'Z';
}

/** The code of a system or database error (`ENOSPC`, `28P01`), if it carries one. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function procStat(pid: number): { state: string; startedAt: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name in brackets may hold spaces
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined; // no /proc (macOS), or gone
  }
}

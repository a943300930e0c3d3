// Processor time and memory of the server and of PostgreSQL, read from /proc: what noise on a shared machine disturbs least.
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100; // sysconf(_SC_CLK_TCK) on every Linux we run on

type Stat = { pid: number; parent: number; name: string; ticks: number };

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const close = text.lastIndexOf(')');
    const rest = text.slice(close + 2).split(' ');
    return { pid, parent: Number(rest[1]), name: text.slice(text.indexOf('(') + 1, close), ticks: Number(rest[11]) + Number(rest[12]) };
  } catch {
    return null;
  }
}

/** The process and everything below it, less the processes named in `without` and what is below those (PostgreSQL is a child of the server). */
export function family(root: number, without: readonly number[] = []): number[] {
  const all = readdirSync('/proc')
    .filter((n) => /^\d+$/.test(n))
    .map((n) => statOf(Number(n)))
    .filter((s): s is Stat => s !== null);
  const found = [root];
  for (let i = 0; i < found.length; i += 1)
    found.push(...all.filter((s) => s.parent === found[i] && !without.includes(s.pid)).map((s) => s.pid));
  return [...new Set(found)];
}

/** Milliseconds of processor used so far by these processes; ended ones count by what was seen of them last. */
export function cpuMeter(roots: () => number[], without: () => number[] = () => []): () => number {
  const last = new Map<number, number>();
  return () => {
    for (const root of roots())
      for (const pid of family(root, without())) {
        const stat = statOf(pid);
        if (stat) last.set(pid, stat.ticks);
      }
    let ticks = 0;
    for (const t of last.values()) ticks += t;
    return (ticks * 1000) / ticksPerSecond;
  };
}

/** Milliseconds these processes ran, and stood ready while others had the processors, so far (main threads). What a busy machine adds to a time can so be taken off again. */
export function ranAndWaited(pids: readonly number[]): { ran: number; waited: number } {
  const sum = { ran: 0, waited: 0 };
  for (const pid of pids) {
    try {
      const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
      sum.ran += ran / 1e6;
      sum.waited += waited / 1e6;
    } catch {
      /* ended meanwhile */
    }
  }
  return sum;
}

/** Proportional set size in MB: shared memory is counted once, not once per PostgreSQL process. */
export function pssMb(root: number, without: readonly number[] = []): number {
  let kb = 0;
  for (const pid of family(root, without)) {
    try {
      kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      /* ended meanwhile */
    }
  }
  return kb / 1024;
}

export function rssMb(root: number, without: readonly number[] = []): number {
  let kb = 0;
  for (const pid of family(root, without)) {
    try {
      kb += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      /* ended meanwhile */
    }
  }
  return kb / 1024;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

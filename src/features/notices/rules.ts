// When a message may leave and how often it is tried again (experience.md trap 14). Pure: now and chance come in.
import { addHours, type Day, dayOf, type Instant, instantFromMs, msOf } from '#core/time/day.ts';

const minute = 60_000;
const shanghaiMs = 8 * 60 * minute;

// ── quiet hours ──
/** Minutes of the Shanghai day. `from` = `to` means none; `from` later than `to` runs over midnight. */
export type Quiet = { from: number; to: number };

const minuteOfDay = (at: Instant): number => Math.floor((msOf(at) + shanghaiMs) / minute) % 1440;

export function isQuiet(at: Instant, { from, to }: Quiet): boolean {
  if (from === to) return false;
  const m = minuteOfDay(at);
  return from < to ? m >= from && m < to : m >= from || m < to;
}

/** The first moment, not before `at`, at which a message may leave. What has a limit of two hours passes at any time. */
export function mayLeaveAt(at: Instant, quiet: Quiet, urgent: boolean): Instant {
  if (urgent || !isQuiet(at, quiet)) return at;
  const wait = (((quiet.to - minuteOfDay(at)) % 1440) + 1440) % 1440;
  const startOfMinute = Math.floor(msOf(at) / minute) * minute;
  return instantFromMs(startOfMinute + wait * minute);
}

/** `22:00` or `22：00` → minutes of the day; null when it is no time of day. */
export function readMinutes(typed: string): number | null {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(typed.normalize('NFKC').trim());
  const [hours, minutes] = [Number(parts?.[1] ?? 99), Number(parts?.[2] ?? 99)];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

export const writeMinutes = (m: number): string => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;

// ── limits of a provider ──
export type Rate = { count: number; ms: number };

/**
 * Whether one more call may be made now, given the moments of the last ones; else from when on. Counted over every window, not from minute to minute:
 * providers shut a robot out for minutes when it was too quick once.
 */
export function slotAt(recent: readonly Instant[], rates: readonly Rate[], now: Instant): Instant {
  let free = msOf(now);
  const made = recent.map(msOf).sort((a, b) => a - b);
  for (const { count, ms } of rates) {
    const nth = made[made.length - count];
    if (nth !== undefined) free = Math.max(free, nth + ms);
  }
  return instantFromMs(free);
}

/** The moments that still matter after one more call. */
export function withCall(recent: readonly Instant[], rates: readonly Rate[], now: Instant): Instant[] {
  const longest = Math.max(0, ...rates.map((rate) => rate.ms));
  const most = Math.max(1, ...rates.map((rate) => rate.count));
  return [...recent.filter((at) => msOf(at) > msOf(now) - longest), now].slice(-most);
}

// ── joining ──
/** When a fresh message is sent at the earliest: others may join it until then. A little chance keeps a county's outlets from all speaking at the full minute. */
export function joinUntil(now: Instant, joinSeconds: number, urgent: boolean, chance: number): Instant {
  const jitter = chance * 20_000;
  return instantFromMs(Math.round(msOf(now) + (urgent ? jitter / 10 : joinSeconds * 1000 + jitter)));
}

/** Numbers to show, each once, the first of them in full; the rest is a count. */
export function digestOf(numbers: readonly string[], most: number): { shown: string[]; more: number } {
  const once = [...new Set(numbers)];
  return { shown: once.slice(0, most), more: Math.max(0, once.length - most) };
}

// ── trying again ──
export const mostAttempts = 10;
const firstWaitMs = 30_000;
const longestWaitMs = 60 * minute;

/** How long to wait after the nth failure (1 …): doubled each time, at most an hour, between the half and the whole of it by chance. */
export function waitAfter(failures: number, chance: number): number {
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return Math.round(whole / 2 + (whole / 2) * chance);
}

export type Failed = { retry: 'later' | 'slow-down' | 'never' };
/** `slow-down`: the provider had too many at once, so the try is not counted. */
export function afterFailure(attempts: number, { retry }: Failed): 'again' | 'dead' {
  if (retry === 'never') return 'dead';
  if (retry === 'slow-down') return 'again';
  return attempts >= mostAttempts ? 'dead' : 'again';
}

// ── age ──
export const noticeDays = 30;
/** News older than this is not told any more: an outlet that comes back must not pour out last week's. */
export const staleHours = 72;
export const isStale = (createdAt: Instant, now: Instant): boolean => addHours(createdAt, staleHours) < now;
export const sweepBefore = (now: Instant): Instant => addHours(now, -24 * noticeDays);
export const today = (now: Instant): Day => dayOf(now);

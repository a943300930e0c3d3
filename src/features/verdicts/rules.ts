// SM-04 from the raiser's side (P13, P14): what a link may still do, what counts as a call, how access to progress is proved. The engine decides; this only reads.
import type { Level, Solved } from '#core/matter/events.ts';
import type { Attempt, Matter, VerdictOfRound } from '#core/matter/matter.ts';
import { addHours, type Instant, instantFromMs, msOf } from '#core/time/day.ts';

/** A link outlives the window it was made for by three days: silence stays silence, but nobody is shut out by a slow post. */
export const graceHours = 72;
export const ticketMinutes = 30;
/** Wrong tries of number and digits, per number and per address (experience.md: 3 tries, then wait). */
export const progressTries = { limit: 3, minutes: 15 } as const;
/** Wrong links per address. A real one has 128 bits, so this only keeps noise away. */
export const linkTries = { limit: 20, minutes: 10 } as const;
export const wordsLimit = 2_000;
export const callsNeeded = 3;
const hoursApart = 2;

export type SaidVerdict = { solved: Solved; level: Level; words: string };
export type VerdictLink = { matterId: string; round: number; expiresAt: Instant; usedAt: Instant | null };

/**
 * `first`: the raiser may judge this round. `change`: judged, and it may be changed until then. `given`: judged, and that time is over or the
 * matter has gone on. `over`: the round ended without this link. A used link never gives a second first verdict.
 */
export type LinkState =
  | { kind: 'first' }
  | { kind: 'change'; verdict: VerdictOfRound }
  | { kind: 'given'; verdict: VerdictOfRound }
  | { kind: 'expired' }
  | { kind: 'over' };

const isAnswered = (m: Matter): boolean => m.status === 'replied' || m.status === 'awaitingVerdict';

export function linkState(link: VerdictLink, m: Matter, now: Instant): LinkState {
  const verdict = m.verdicts.find((v) => v.round === link.round);
  if (verdict)
    return changeUntil(m, now) !== null && verdict === m.verdicts.at(-1) ? { kind: 'change', verdict } : { kind: 'given', verdict };
  if (!isAnswered(m) || m.round !== link.round || link.usedAt !== null) return { kind: 'over' };
  return now > link.expiresAt ? { kind: 'expired' } : { kind: 'first' };
}

/** May the raiser judge the present answer? */
export const mayJudge = (m: Matter): boolean => isAnswered(m);

/** Until when the last verdict may be changed, or null. Once the next answer waits, that one is judged instead; an archived matter is reopened. */
export function changeUntil(m: Matter, now: Instant): Instant | null {
  const last = m.verdicts.at(-1);
  if (!last || isAnswered(m) || now > last.changeableUntil) return null;
  return ['archived', 'merged', 'notAccepted', 'emergency', 'terminated'].includes(m.status) ? null : last.changeableUntil;
}

/** A link made now lasts to the end of the window (or of one that opens now), and the grace after it. */
export function linkExpiry(m: Matter, windowFromNow: Instant, now: Instant): Instant {
  const closes = m.windowClosesAt ?? windowFromNow;
  return addHours(closes > now ? closes : now, graceHours);
}

/** What happens next, said after a verdict in words of the real outcome (complaint e1: never "glad it is fixed" when it is not). */
export type AfterVerdict = 'solved' | 'partly' | 'rework' | 'climbed' | 'meeting';
export function afterVerdict(solved: Solved, round: number, m: Matter): AfterVerdict {
  if (solved !== 'no') return solved === 'yes' ? 'solved' : 'partly';
  if (m.round === round) return 'meeting';
  return m.escalation > 0 && round >= 3 ? 'climbed' : 'rework';
}

// ── calls ──
/** Calls of this round that reached nobody since somebody was last reached; those less than two hours apart are one (SM-04 "at different times"). */
export function callsSoFar(attempts: readonly Attempt[]): { unreached: number; reached: boolean; nextUsefulAt: Instant | null } {
  const lastReached = attempts.findLastIndex((a) => a.reached);
  let unreached = 0;
  let last: Instant | null = null;
  for (const attempt of attempts.slice(lastReached + 1)) {
    if (last !== null && msOf(attempt.at) - msOf(last) < hoursApart * 3_600_000) continue;
    unreached += 1;
    last = attempt.at;
  }
  return { unreached, reached: lastReached >= 0, nextUsefulAt: last === null ? null : addHours(last, hoursApart) };
}

// ── proof of access ──
/** What people type: the last four digits of the phone, or the eight characters of the receipt; full-width, spaced, lower case. */
export function readProof(typed: string): { kind: 'last4' | 'code'; value: string } | null {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-.·_]/g, '');
  if (/^\d{4}$/.test(text)) return { kind: 'last4', value: text };
  return /^[2-9A-Z]{8}$/.test(text) ? { kind: 'code', value: text } : null;
}

/** `<matter id>.<end, in seconds, base 36>`; the door adds the keyed hash of it. */
export function ticketBody(matterId: string, now: Instant): string {
  return `${matterId}.${Math.floor(msOf(now) / 1000 + ticketMinutes * 60).toString(36)}`;
}

export function readTicketBody(body: string): { matterId: string; until: Instant } | null {
  const parts = /^([0-9A-Z]{26})\.([0-9a-z]{6,7})$/.exec(body);
  return parts ? { matterId: parts[1] ?? '', until: instantFromMs(Number.parseInt(parts[2] ?? '', 36) * 1000) } : null;
}

export const isSolved = (text: string): text is Solved => text === 'yes' || text === 'partly' || text === 'no';

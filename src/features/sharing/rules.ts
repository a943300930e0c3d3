// What may be shared with somebody outside, and how (X5 third party; S30: a forwarded order told who had complained). A task written anew, never the order: no word of the
// raiser's, no number, no name, one purpose, thirty days at most.
import type { Confidentiality } from '#core/matter/events.ts';
import { findSensitive } from '#core/text/mask.ts';
import { type KnownOfRaiser, redactWords, tellsRaiser } from '#core/text/redact.ts';
import { addDays, atTimeOfDay, type Day, type Instant } from '#core/time/day.ts';

export const mostDays = 30;
export const mostTask = 500;

export type Typed = { recipient: string; purpose: string; task: string; place: string; days: string };
export type ShareField = keyof Typed;
export type ShareProblem =
  | 'recipient-missing'
  | 'purpose-missing'
  | 'task-missing'
  | 'task-long'
  | 'tells-raiser'
  | 'tells-number'
  | 'tells-person'
  | 'copies-words'
  | 'days-wrong';

/** What the checks hold the task against; it never leaves them. */
export type Against = { known: KnownOfRaiser; words: string };

export function problemsOf(typed: Typed, against: Against): { name: ShareField; problem: ShareProblem }[] {
  const found: { name: ShareField; problem: ShareProblem }[] = [];
  if (typed.recipient === '') found.push({ name: 'recipient', problem: 'recipient-missing' });
  if (typed.purpose === '') found.push({ name: 'purpose', problem: 'purpose-missing' });
  if ([...typed.task].length < 5) found.push({ name: 'task', problem: 'task-missing' });
  if ([...typed.task].length > mostTask) found.push({ name: 'task', problem: 'task-long' });
  for (const name of ['recipient', 'purpose', 'task', 'place'] as const) {
    const problem = tells(typed[name], against);
    if (problem) found.push({ name, problem });
  }
  if (!/^\d{1,2}$/.test(typed.days) || Number(typed.days) < 1 || Number(typed.days) > mostDays)
    found.push({ name: 'days', problem: 'days-wrong' });
  return found;
}

function tells(text: string, { known, words }: Against): ShareProblem | null {
  if (tellsRaiser(text, known)) return 'tells-raiser';
  if (findSensitive(text).length > 0) return 'tells-number';
  if (copies(text, words)) return 'copies-words';
  return redactWords(text) === text ? null : 'tells-person';
}

/** So many signs in a row are a quotation and no coincidence. */
const quoted = 14;
function copies(text: string, words: string): boolean {
  const bare = (one: string) => [...one.replace(/[\s\p{P}]/gu, '')];
  const [mine, theirs] = [bare(text), bare(words).join('')];
  if (theirs.length === 0) return false;
  for (let i = 0; i + quoted <= mine.length; i += 1) if (theirs.includes(mine.slice(i, i + quoted).join(''))) return true;
  return false;
}

/** To the end of the last day. */
export const expiryOf = (today: Day, days: number): Instant => atTimeOfDay(addDays(today, days), '24:00');

export type ShareState = 'open' | 'expired' | 'revoked';
export const stateOf = (share: { expiresAt: Instant; revokedAt: Instant | null }, now: Instant): ShareState =>
  share.revokedAt !== null ? 'revoked' : now > share.expiresAt ? 'expired' : 'open';

/** Material of an accusation goes to nobody outside (Jinan Art. 32). */
export const mayBeShared = (confidentiality: Confidentiality, accusedUnitId: string | null): boolean =>
  confidentiality !== 'accusation' && accusedUnitId === null;

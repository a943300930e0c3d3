// Counts of one period (rules X1), from rounds. The same counts come from SQL over the kept rounds; a property test holds the two together.
import { type Instant, msOf } from '../time/day.ts';
import { laterDues, type Round } from './round.ts';

/** From `from` up to but not including `until`. What is due later than now is not due yet, so `until` is never later than now. */
export type Window = { from: Instant; until: Instant; now: Instant };

/** D matters were due; `excluded` of them by approved exclusion; everything after that counts the rest, S0. */
export type Tally = {
  due: number;
  excluded: number;
  notAccepted: number;
  emergency: number;
  terminated: number;
  needContact: number;
  contactInTime: number;
  contacted: number;
  /** Hours from the first dispatch to the first real contact, over `contacted`. */
  contactHours: number;
  dispatched: number;
  objected: number;
  closed: number;
  overdue: number;
  reworked: number;
  answered: number;
  unreached: number;
  refused: number;
  yes: number;
  partly: number;
  no: number;
  level5: number;
  level4: number;
  level3: number;
  level2: number;
  level1: number;
};

export const emptyTally = (): Tally => ({
  due: 0,
  excluded: 0,
  notAccepted: 0,
  emergency: 0,
  terminated: 0,
  needContact: 0,
  contactInTime: 0,
  contacted: 0,
  contactHours: 0,
  dispatched: 0,
  objected: 0,
  closed: 0,
  overdue: 0,
  reworked: 0,
  answered: 0,
  unreached: 0,
  refused: 0,
  yes: 0,
  partly: 0,
  no: 0,
  level5: 0,
  level4: 0,
  level3: 0,
  level2: 0,
  level1: 0,
});

/** Adds up; shares are formed afterwards, never averaged. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const one of tallies) for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += one[key];
  return sum;
}

export const contactInTime = (one: Pick<Round, 'contactedAt' | 'contactBy'>): boolean =>
  one.contactedAt !== null && (one.contactBy === null || one.contactedAt <= one.contactBy);
export const isOverdue = (one: Pick<Round, 'repliedAt' | 'dueAt'>, now: Instant): boolean =>
  one.dueAt !== null && (one.repliedAt ?? now) > one.dueAt;

/** The round by which a matter counts in this period, or null: the last of its rounds that was due in it. */
export function roundIn(rounds: readonly Round[], { from, until }: Window): Round | null {
  const within = (at: Instant | null): boolean => at !== null && at >= from && at < until;
  return rounds.find((one) => within(one.dueAt) && !laterDues(rounds, one.round).some(within)) ?? null;
}

/** `matters`: the rounds of each. Every matter counts at most once. */
export function tallyOf(matters: readonly (readonly Round[])[], window: Window): Tally {
  return addTallies(matters.flatMap((rounds) => roundIn(rounds, window) ?? []).map((one) => countOf(one, window.now)));
}

function countOf(one: Round, now: Instant): Tally {
  const t = emptyTally();
  if (one.ended !== null) return { ...t, [one.ended]: 1 };
  t.due = 1;
  if (one.excluded) return { ...t, excluded: 1 };
  const is = (yes: boolean): number => (yes ? 1 : 0);
  const contacted = one.contactedAt !== null && one.dispatchedAt !== null;
  const answered = one.solved !== null;
  return {
    ...t,
    needContact: is(one.needsContact),
    contactInTime: is(one.needsContact && contactInTime(one)),
    contacted: is(contacted),
    contactHours:
      contacted && one.contactedAt && one.dispatchedAt ? Math.max(0, msOf(one.contactedAt) - msOf(one.dispatchedAt)) / 3_600_000 : 0,
    dispatched: is(one.dispatchedAt !== null),
    objected: is(one.dispatchedAt !== null && one.objected),
    closed: is(one.repliedAt !== null),
    overdue: is(isOverdue(one, now)),
    reworked: is(one.repliedAt !== null && one.reworked),
    answered: is(answered),
    unreached: is(!answered && one.unanswered === 'unreached'),
    refused: is(!answered && one.unanswered === 'refused'),
    yes: is(one.solved === 'yes'),
    partly: is(one.solved === 'partly'),
    no: is(one.solved === 'no'),
    level5: is(one.level === 5),
    level4: is(one.level === 4),
    level3: is(one.level === 3),
    level2: is(one.level === 2),
    level1: is(one.level === 1),
  };
}

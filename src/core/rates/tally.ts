// Counts of one period (rules X1), from rounds. The same counts come from SQL over the kept rounds; a property test holds the two together.
import { type Instant, msOf } from '../time/day.ts';
import type { Round } from './round.ts';

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

/** A matter as it counts in one period. */
export type CountedMatter = {
  round: number;
  unitId: string;
  placeId: string | null;
  categoryId: string | null;
  ended: Round['ended'];
  excluded: boolean;
  needsContact: boolean;
  inTime: boolean;
  /** Hours to the first real contact; null without one. */
  contactHours: number | null;
  dispatched: boolean;
  objected: boolean;
  closed: boolean;
  overdue: boolean;
  reworked: boolean;
  solved: Round['solved'];
  level: Round['level'];
  unanswered: Round['unanswered'];
};

const inTime = (one: Round): boolean => one.contactedAt !== null && (one.contactBy === null || one.contactedAt <= one.contactBy);
const hoursTo = ({ contactedAt, dispatchedAt }: Round): number | null =>
  contactedAt === null || dispatchedAt === null ? null : Math.max(0, msOf(contactedAt) - msOf(dispatchedAt)) / 3_600_000;

/**
 * A matter counts once in a period, from all its rounds that were due in it, and to its disadvantage: late in one round is late, contact must be in time in
 * every round that needed it, and the newest verdict stands until another comes. So a "no" does not vanish behind the round that follows it.
 * Rounds that were excluded, or ended without an answer being due, are left aside; when no other is there the matter is told apart. Null: none was due.
 */
export function matterIn(rounds: readonly Round[], { from, until, now }: Window): CountedMatter | null {
  const due = rounds.filter((one) => one.dueAt !== null && one.dueAt >= from && one.dueAt < until);
  const open = due.filter((one) => one.ended === null);
  const live = open.filter((one) => !one.excluded);
  const told = live.length > 0 ? live : open.length > 0 ? open : due;
  const last = told.at(-1);
  if (last === undefined) return null;
  const judged = told.findLast((one) => one.solved !== null);
  return {
    round: last.round,
    unitId: last.unitId,
    placeId: last.placeId,
    categoryId: last.categoryId,
    ended: open.length > 0 ? null : last.ended,
    excluded: open.length > 0 && live.length === 0,
    needsContact: told.some((one) => one.needsContact),
    inTime: told.every((one) => !one.needsContact || inTime(one)),
    contactHours: told.map(hoursTo).find((hours) => hours !== null) ?? null,
    dispatched: told.some((one) => one.dispatchedAt !== null),
    objected: told.some((one) => one.objected),
    closed: told.some((one) => one.repliedAt !== null),
    overdue: told.some((one) => one.dueAt !== null && (one.repliedAt ?? now) > one.dueAt),
    reworked: told.some((one) => one.repliedAt !== null && one.reworked),
    solved: judged?.solved ?? null,
    level: judged?.level ?? null,
    unanswered: last.unanswered,
  };
}

/** `matters`: the rounds of each. Every matter counts at most once. */
export function tallyOf(matters: readonly (readonly Round[])[], window: Window): Tally {
  return addTallies(matters.flatMap((rounds) => matterIn(rounds, window) ?? []).map(countOf));
}

function countOf(one: CountedMatter): Tally {
  const t = emptyTally();
  if (one.ended !== null) return { ...t, [one.ended]: 1 };
  t.due = 1;
  if (one.excluded) return { ...t, excluded: 1 };
  const is = (yes: boolean): number => (yes ? 1 : 0);
  const silent = one.solved === null;
  return {
    ...t,
    needContact: is(one.needsContact),
    contactInTime: is(one.needsContact && one.inTime),
    contacted: is(one.contactHours !== null),
    contactHours: one.contactHours ?? 0,
    dispatched: is(one.dispatched),
    objected: is(one.dispatched && one.objected),
    closed: is(one.closed),
    overdue: is(one.overdue),
    reworked: is(one.reworked),
    answered: is(!silent),
    unreached: is(silent && one.unanswered === 'unreached'),
    refused: is(silent && one.unanswered === 'refused'),
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

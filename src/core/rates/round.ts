// What one round of a matter adds to the rates (P15; rules X1): when its answer was due, whether contact, answer and verdict came, and who answers for it.
// Computed from the history alone, so the table that keeps it (matter_round) can be made anew at any time. It names no person, on purpose.

import type { Level, RecordedEvent, Solved } from '../matter/events.ts';
import { evolve } from '../matter/matter.ts';
import type { Matter } from '../matter/state.ts';
import type { Instant } from '../time/day.ts';

export type Round = {
  round: number;
  placeId: string | null;
  categoryId: string | null;
  /** Who answers for it: the owner unit when it was answered, else the present one. */
  unitId: string;
  /** Null while the clock stands still: then no day is named. */
  dueAt: Instant | null;
  /** Ended without an answer being due any more. */
  ended: 'notAccepted' | 'emergency' | 'terminated' | null;
  /** First given to a unit in this round. */
  dispatchedAt: Instant | null;
  /** Limit of the first contact that was in force when contact was made, or is in force now. */
  contactBy: Instant | null;
  /** First time somebody was really reached. */
  contactedAt: Instant | null;
  /** There is somebody to contact, who did not ask to be left alone, and a unit had it. */
  needsContact: boolean;
  objected: boolean;
  repliedAt: Instant | null;
  solved: Solved | null;
  level: Level | null;
  judgedAt: Instant | null;
  /** The verdict says something in the raiser's own words. */
  hasWords: boolean;
  /** How the question to the raiser ended, where it did not end with a verdict. */
  unanswered: 'unreached' | 'refused' | null;
  excluded: boolean;
  /** Another round followed: not solved, reopened, or relapsed. */
  reworked: boolean;
};

/** Rounds of one matter in order; none for what is not a resident's concern (a leader's instruction is judged by the leader). */
export function roundsOf(id: string, history: readonly RecordedEvent[]): Round[] {
  let matter: Matter | null = null;
  let rounds: Round[] = [];
  for (const event of history) {
    const before: Matter | null = matter;
    matter = evolve(before, event, id);
    rounds = after(rounds, event, before, matter);
  }
  if (matter === null || matter.channel === 'directive') return [];
  const { placeId, categoryId } = matter;
  return rounds.map((one) => ({ ...one, placeId, categoryId }));
}

/** When later rounds are due: tells whether more than one round of a matter is due in a period. */
export const laterDues = (rounds: readonly Round[], round: number): Instant[] =>
  rounds.flatMap((one) => (one.round > round && one.dueAt !== null ? [one.dueAt] : []));

function fresh(m: Matter): Round {
  return {
    round: m.round,
    placeId: m.placeId,
    categoryId: m.categoryId,
    unitId: m.owner.unitId,
    dueAt: m.deadline.dueAt,
    ended: null,
    dispatchedAt: null,
    contactBy: null,
    contactedAt: null,
    needsContact: false,
    objected: false,
    repliedAt: null,
    solved: null,
    level: null,
    judgedAt: null,
    hasWords: false,
    unanswered: null,
    excluded: false,
    reworked: false,
  };
}

type Change = (one: Round) => Partial<Round>;
const change = (rounds: readonly Round[], round: number, by: Change): Round[] =>
  rounds.map((one) => (one.round === round ? { ...one, ...by(one) } : one));

function after(rounds: readonly Round[], event: RecordedEvent, before: Matter | null, m: Matter): Round[] {
  const told = tell(rounds, event, before, m);
  return change(told, m.round, (one) => running(one, m));
}

/** What follows from the state while the round is not answered: whose it is and when it is due. */
function running(one: Round, m: Matter): Partial<Round> {
  if (one.repliedAt !== null || one.ended !== null) return {};
  return { unitId: m.owner.unitId, dueAt: m.pausedSince === null ? m.deadline.dueAt : null };
}

function tell(rounds: readonly Round[], event: RecordedEvent, before: Matter | null, m: Matter): Round[] {
  const now = (by: Change) => change(rounds, m.round, by);
  switch (event.type) {
    case 'registered':
      return [fresh(m)];
    case 'dispatched':
      return now((one) => given(one, m, event.at, event.data.contactBy));
    case 'objectionRuled':
      return now((one) => (event.data.contactBy ? given(one, m, event.at, event.data.contactBy) : {}));
    case 'designated':
      return now((one) => given(one, m, event.at, event.data.contactBy));
    case 'contacted':
      return event.data.reached ? now((one) => ({ contactedAt: one.contactedAt ?? event.at })) : [...rounds];
    case 'objected':
      return now(() => ({ objected: true }));
    case 'replied':
      return now((one) => ({ repliedAt: event.at, dueAt: dueWhenAnswered(one, before, event.at) }));
    case 'notAccepted':
      return now(() => ({ ended: 'notAccepted' }));
    case 'handedToEmergency':
      return now(() => ({ ended: 'emergency' }));
    case 'terminationRuled':
      return event.data.granted ? now(() => ({ ended: 'terminated' })) : [...rounds];
    case 'judged':
      return judged(rounds, event, m);
    case 'verdictRefused':
      return change(rounds, event.data.round, () => ({ unanswered: 'refused' }));
    case 'verdictWindowClosed':
      return change(rounds, event.data.round, () => ({ unanswered: 'unreached' }));
    case 'reworkOpened':
      return reworked(rounds, event, before, m);
    case 'exclusionAsked':
    case 'exclusionRuled':
    case 'appealRuled':
      return change(rounds, m.exclusion?.round ?? m.round, () => ({ excluded: m.exclusion?.granted ?? false }));
    default:
      return [...rounds];
  }
}

/** A unit named owner makes contact by a limit of its own; contact made before stays the first. */
function given(one: Round, m: Matter, at: Instant, contactBy: Instant): Partial<Round> {
  return {
    dispatchedAt: one.dispatchedAt ?? at,
    contactBy: one.contactedAt === null ? contactBy : one.contactBy,
    needsContact: m.hasContact && m.wantsReply,
  };
}

/** An answer while the clock stands still is in time: the day it was due had not been named yet. */
function dueWhenAnswered(one: Round, before: Matter | null, at: Instant): Instant | null {
  if (before === null || before.pausedSince === null) return one.dueAt;
  return before.deadline.dueAt > at ? before.deadline.dueAt : at;
}

/** A "no" that its raiser takes back ends the round that had followed from it. */
function judged(rounds: readonly Round[], event: Extract<RecordedEvent, { type: 'judged' }>, m: Matter): Round[] {
  const { round, solved, level, words } = event.data;
  const kept = m.round === round ? rounds.filter((one) => one.round <= round) : rounds;
  const taken = m.round === round ? { reworked: false } : {};
  return change(kept, round, () => ({ ...taken, solved, level, judgedAt: event.at, hasWords: words.trim() !== '', unanswered: null }));
}

function reworked(
  rounds: readonly Round[],
  event: Extract<RecordedEvent, { type: 'reworkOpened' }>,
  before: Matter | null,
  m: Matter,
): Round[] {
  const { round, dispatchBy, contactBy } = event.data;
  const toUnit = (one: Round): Round => (dispatchBy === undefined ? { ...one, ...given(one, m, event.at, contactBy) } : one);
  if (round === before?.round) return rounds.map((one) => (one.round === round ? toUnit({ ...one, ended: null }) : one));
  const earlier = rounds.filter((one) => one.round < round);
  return [...change(earlier, before?.round ?? round - 1, () => ({ reworked: true })), toUnit(fresh(m))];
}

// What several events have in common when they change a matter. Each event changes it in one of the four changes-*.ts files, and nowhere else.
import type { Instant } from '../time/day.ts';
import type { Deadline } from '../time/deadline.ts';
import { type Clock, drop, put } from './clocks.ts';
import type { ClockKind, EventType, Owner, RecordedEvent } from './events.ts';
import type { Matter, Status } from './state.ts';

/** For each of these events, the matter after it. */
export type Changes<T extends EventType> = { readonly [K in T]: (m: Matter, event: Extract<RecordedEvent, { type: K }>) => Matter };

export const addOnce = (list: readonly string[], item: string): readonly string[] => (list.includes(item) ? list : [...list, item]);
export const actorIdOf = (event: RecordedEvent): string => (event.actor.kind === 'staff' ? event.actor.id : '');

const handling: ClockKind[] = [
  'dispatch',
  'sign',
  'contact',
  'reply',
  'nextContact',
  'holdUntil',
  'pauseUntil',
  'helper',
  'urge',
  'escalation',
];

/** A moved deadline starts its lights and urges anew; while the clock stands still it has a date and does not run. */
export function due(m: Matter, deadline: Deadline): Partial<Matter> {
  if (deadline.dueAt === m.deadline.dueAt) return { deadline };
  const clocks = drop(m.clocks, 'urge');
  return {
    deadline,
    deadlineWas: m.deadline,
    light: 'none',
    urges: 0,
    clocks: m.pausedSince === null ? put(clocks, { kind: 'reply', dueAt: deadline.dueAt }) : clocks,
  };
}

/** Every way of closing the work on a matter ends its clocks for handling; what waits for an answer is dropped with them. */
export function workEnds(m: Matter, at: Instant): Matter {
  const { pauseReviewAt: _over, ...rest } = m;
  return {
    ...rest,
    clocks: drop(m.clocks, ...handling),
    objection: null,
    extension: null,
    hold: null,
    pauseAsked: null,
    termination: null,
    light: 'none',
    pausedSince: null,
    pauses: m.pauses.map((p) => (p.toAt === null ? { ...p, toAt: at } : p)),
    helpers: m.helpers.map((h) => ({ ...h, done: true })),
  };
}

/**
 * A unit is named owner: it signs, makes contact and is urged anew, and what the unit before it had asked for is void.
 * The lawful deadline is not touched and its clock runs.
 */
export function given(m: Matter, to: string, signBy: Instant | null, contactBy: Instant | null): Partial<Matter> {
  const fresh: Clock[] = m.pausedSince === null ? [{ kind: 'reply', dueAt: m.deadline.dueAt }] : [];
  if (signBy) fresh.push({ kind: 'sign', dueAt: signBy });
  if (contactBy) fresh.push({ kind: 'contact', dueAt: contactBy });
  return {
    status: 'dispatched',
    owner: { unitId: to, accountId: null },
    handledBy: addOnce(m.handledBy, to),
    contactedInRound: false,
    recordedInRound: 0,
    extension: null,
    pauseAsked: null,
    light: 'none',
    urges: 0,
    clocks: put(drop(m.clocks, 'dispatch', 'urge'), ...fresh),
  };
}

/** A copy has the owner of its main matter; the desk that only keeps it meanwhile has not handled it. */
export function follow(m: Matter, owner: Owner): Matter {
  return { ...m, owner, handledBy: owner.unitId === m.deskUnitId ? m.handledBy : addOnce(m.handledBy, owner.unitId) };
}

/** Where a matter goes on after an objection or a request to end it was refused; contact made meanwhile counts. */
export function statusBack(m: Matter): Status {
  return m.statusBefore === 'acknowledged' && m.contactedInRound ? 'contacted' : m.statusBefore;
}

export const ruleBy = (data: { ruleBy?: Instant }): { ruleBy?: Instant } => (data.ruleBy ? { ruleBy: data.ruleBy } : {});

// A matter as its history makes it (P08, P12). evolve() is the one place where an event changes state; nothing else writes status.
// That it has exactly one owner from registration to the archive is proved on every reachable state by matter.walk.test.ts.
import type { Instant } from '../time/day.ts';
import type { Changes } from './changes.ts';
import { deskChanges } from './changes-desk.ts';
import { timeChanges } from './changes-time.ts';
import { unitChanges } from './changes-unit.ts';
import { verdictChanges } from './changes-verdict.ts';
import { earliest } from './clocks.ts';
import type { EventType, RecordedEvent } from './events.ts';
import type { Matter } from './state.ts';

export type { Clock } from './clocks.ts';
export { type Attempt, type Matter, type Status, statuses, type VerdictOfRound } from './state.ts';

/** The compiler insists that every event but the first is in it. */
const changes: Changes<Exclude<EventType, 'registered'>> = { ...deskChanges, ...unitChanges, ...timeChanges, ...verdictChanges };

function step(m: Matter, event: RecordedEvent): Matter {
  if (event.type === 'registered') throw new Error(`${m.number} is registered already`);
  return (changes[event.type] as (before: Matter, event: RecordedEvent) => Matter)(m, event);
}

/** The state after one more event. The first event must be `registered`; later ones need the state before. Faults (broken history) are thrown. */
export function evolve(before: Matter | null, event: RecordedEvent, id: string): Matter {
  if (before === null) {
    if (event.type !== 'registered' || event.seq !== 1)
      throw new Error(`history of ${id} must begin with registered, got ${event.type} #${event.seq}`);
    return opened(event, id);
  }
  if (event.seq !== before.version + 1) throw new Error(`history of ${id}: event ${event.seq} after version ${before.version}`);
  const after = step(before, event);
  return { ...after, clocks: earliest(after.clocks, 'rule', toBeRuled(after)), version: event.seq, lastActor: event.actor.kind };
}

/** Folds a whole history. */
export function matterOf(id: string, events: readonly RecordedEvent[]): Matter {
  let state: Matter | null = null;
  for (const event of events) state = evolve(state, event, id);
  if (state === null) throw new Error(`no history for ${id}`);
  return state;
}

function opened(event: RecordedEvent & { type: 'registered' }, id: string): Matter {
  const d = event.data;
  return {
    id,
    number: d.number,
    version: 1,
    status: 'registered',
    statusBefore: 'registered',
    channel: d.channel,
    kind: d.kind,
    confidentiality: d.confidentiality,
    accusedUnitId: d.accusedUnitId,
    recused: [],
    title: d.title,
    summary: '',
    categoryId: d.categoryId,
    placeId: d.placeId,
    hasContact: d.hasContact,
    wantsReply: d.wantsReply,
    deskUnitId: d.deskUnitId,
    owner: { unitId: d.deskUnitId, accountId: null },
    handledBy: [],
    helpers: [],
    receivedAt: d.receivedAt,
    ...(d.limitKey === undefined ? {} : { limitKey: d.limitKey }),
    deadline: d.deadline,
    deadlineWas: null,
    clocks: [
      { kind: 'dispatch', dueAt: d.dispatchBy },
      { kind: 'reply', dueAt: d.deadline.dueAt },
    ],
    dispatchedAt: null,
    objectBy: null,
    round: 1,
    contactedInRound: false,
    recordedInRound: 0,
    objection: null,
    ruled: false,
    extension: null,
    extensionsGranted: 0,
    hold: null,
    pauseAsked: null,
    pauses: [],
    pausedSince: null,
    termination: null,
    mainId: null,
    copies: [],
    reply: null,
    repliesInTime: 0,
    attempts: [],
    verdicts: [],
    windowClosesAt: null,
    exclusion: null,
    escalation: 0,
    archivedAt: null,
    archivedHow: null,
    checkBackAt: [],
    light: 'none',
    urges: 0,
    lastActor: event.actor.kind,
  };
}

/** Whatever waits for a second person has a date by which that person should have ruled. */
function toBeRuled(m: Matter): Instant[] {
  const exclusion = m.exclusion?.state === 'asked' || m.exclusion?.state === 'appealed' ? m.exclusion.ruleBy : undefined;
  const hold = m.hold?.confirmed ? undefined : m.hold?.ruleBy;
  const dates = [m.objection?.ruleBy, m.extension?.ruleBy, m.pauseAsked?.ruleBy, m.termination?.ruleBy, hold, exclusion, m.pauseReviewAt];
  return dates.filter((date) => date !== undefined);
}

// A matter as its history makes it (P08, P12). evolve() is the one place where an event changes state; nothing else writes status.
// From `registered` to the archive `owner` is never empty: the type says so, and matter.walk.test.ts proves it on every reachable state.

import type { Instant } from '../time/day.ts';
import type { Deadline } from '../time/deadline.ts';
import type { Pause, PauseCause } from '../time/pause.ts';
import { type Clock, checkBackClock, drop, earliest, helperClock, put, told } from './clocks.ts';
import type {
  Actor,
  ArchivedHow,
  Channel,
  ClockKind,
  Confidentiality,
  EscalationLevel,
  Kind,
  Level,
  Owner,
  RecordedEvent,
  ReplyOutcome,
  Solved,
  VerdictVia,
} from './events.ts';

export type { Clock } from './clocks.ts';

export type Status =
  | 'registered'
  | 'dispatched'
  | 'objecting'
  | 'acknowledged'
  | 'contacted'
  | 'inProgress'
  | 'onHold'
  | 'terminationPending'
  | 'replied'
  | 'awaitingVerdict'
  | 'judged'
  | 'merged'
  | 'notAccepted'
  | 'emergency'
  | 'terminated'
  | 'archived';

export type VerdictOfRound = {
  round: number;
  solved: Solved;
  level: Level;
  words: string;
  via: VerdictVia;
  at: Instant;
  changeableUntil: Instant;
};
export type Attempt = { at: Instant; reached: boolean };

export type Matter = {
  id: string;
  number: string;
  version: number;
  status: Status;
  statusBefore: Status; // where a pending objection or termination came from
  channel: Channel;
  kind: Kind;
  confidentiality: Confidentiality;
  accusedUnitId: string | null;
  recused: readonly string[];
  title: string;
  summary: string;
  categoryId: string | null;
  placeId: string | null;
  hasContact: boolean;
  wantsReply: boolean;
  deskUnitId: string;
  owner: Owner;
  handledBy: readonly string[]; // every unit that ever owned it after dispatch: none of them may call back
  helpers: readonly { unitId: string; task: string; dueAt: Instant; done: boolean; acted?: true }[]; // `acted`: it reported, so it is no longer independent
  receivedAt: Instant;
  deadline: Deadline;
  deadlineWas: Deadline | null;
  clocks: readonly Clock[];
  dispatchedAt: Instant | null;
  dispatchedBy?: string; // does not rule on the objection to the own dispatch
  objectBy: Instant | null;
  round: number;
  contactedInRound: boolean;
  recordedInRound: number; // contacts and notes of this round: the record itself is evidence (complaint e12)
  objection: { by: string; unitId: string; at: Instant; ruleBy?: Instant } | null;
  ruled: boolean; // an objection was ruled: final, no second return (Weifang Art. 22)
  returnedBy?: string; // whose objection was upheld: it cannot object again, so it is not given the matter again by a dispatch
  extension: { by: string; until: string; ruleBy?: Instant } | null;
  extensionsGranted: number;
  hold: { by: string; untilAt: Instant; nextContactAt: Instant; confirmed: boolean; ruleBy?: Instant } | null;
  pauseAsked: { by: string; cause: PauseCause; until: string | null; ruleBy?: Instant } | null;
  pauses: readonly Pause[];
  pausedSince: Instant | null;
  pauseReviewAt?: Instant; // a pause without an end date is looked at again
  termination: { by: string; ruleBy?: Instant } | null;
  mainId: string | null;
  copies: readonly string[];
  reply: { outcome: ReplyOutcome; at: Instant; instant: boolean; by: string | null } | null;
  repliesInTime: number;
  attempts: readonly Attempt[];
  verdicts: readonly VerdictOfRound[];
  windowClosesAt: Instant | null;
  exclusion: {
    state: 'asked' | 'granted' | 'refused' | 'appealed' | 'final';
    by: string;
    granted: boolean;
    appealBy: Instant | null;
    round?: number;
    ruleBy?: Instant;
    ruledBy?: string;
  } | null;
  escalation: EscalationLevel;
  archivedAt: Instant | null;
  archivedHow: ArchivedHow | null;
  checkBackAt: readonly Instant[]; // still to come (30 and 90 days after the archive)
  light: 'none' | 'blue' | 'yellow' | 'red';
  urges: number;
  lastActor: Actor['kind'];
};

export const statuses: readonly Status[] = [
  'registered',
  'dispatched',
  'objecting',
  'acknowledged',
  'contacted',
  'inProgress',
  'onHold',
  'terminationPending',
  'replied',
  'awaitingVerdict',
  'judged',
  'merged',
  'notAccepted',
  'emergency',
  'terminated',
  'archived',
];

const addOnce = (list: readonly string[], item: string): readonly string[] => (list.includes(item) ? list : [...list, item]);
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

/** A moved deadline starts its lights and urges anew; while the clock stands still it has a date and does not run. */
function due(m: Matter, deadline: Deadline): Partial<Matter> {
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
function workEnds(m: Matter, at: Instant): Matter {
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

/** Whatever waits for a second person has a date by which that person should have ruled. */
function toBeRuled(m: Matter): Instant[] {
  const exclusion = m.exclusion?.state === 'asked' || m.exclusion?.state === 'appealed' ? m.exclusion.ruleBy : undefined;
  const hold = m.hold?.confirmed ? undefined : m.hold?.ruleBy;
  const dates = [m.objection?.ruleBy, m.extension?.ruleBy, m.pauseAsked?.ruleBy, m.termination?.ruleBy, hold, exclusion, m.pauseReviewAt];
  return dates.filter((date) => date !== undefined);
}

function step(m: Matter, event: RecordedEvent): Matter {
  const actorId = event.actor.kind === 'staff' ? event.actor.id : '';
  switch (event.type) {
    case 'registered':
      throw new Error(`${m.number} is registered already`);
    case 'summarised':
      return { ...m, summary: event.data.summary };
    case 'classified': {
      const { categoryId, placeId, deadline } = event.data;
      return { ...m, categoryId, placeId, ...(deadline ? due(m, deadline) : {}) };
    }
    case 'sealed': {
      const { confidentiality, accusedUnitId, helpersOut = [] } = event.data;
      const helpers = m.helpers.filter((h) => !helpersOut.includes(h.unitId));
      return { ...m, confidentiality, accusedUnitId, helpers, clocks: helperClock(m.clocks, helpers) };
    }
    case 'recused':
      return {
        ...m,
        recused: addOnce(m.recused, event.data.accountId),
        owner: m.owner.accountId === event.data.accountId ? { unitId: m.owner.unitId, accountId: null } : m.owner,
      };
    case 'dispatched': {
      const d = event.data;
      const moved = { ...m, ...due(m, d.deadline) };
      return {
        ...moved,
        ...given(moved, d.to, d.signBy, d.contactBy),
        dispatchedAt: m.dispatchedAt ?? event.at,
        dispatchedBy: actorId,
        objectBy: d.objectBy,
        objection: null,
      };
    }
    case 'acknowledged': {
      const owner = { unitId: m.owner.unitId, accountId: event.data.accountId };
      return { ...m, status: m.contactedInRound ? 'contacted' : 'acknowledged', owner, clocks: drop(m.clocks, 'sign') };
    }
    case 'contacted': {
      const recordedInRound = m.recordedInRound + 1;
      if (!event.data.reached) return { ...m, recordedInRound };
      const clocks = drop(m.clocks, 'contact', 'nextContact');
      return { ...m, recordedInRound, contactedInRound: true, clocks, status: m.status === 'acknowledged' ? 'contacted' : m.status };
    }
    case 'noted':
      return { ...m, recordedInRound: m.recordedInRound + 1, status: m.status === 'contacted' ? 'inProgress' : m.status };
    case 'helperAsked': {
      const { unitId, task, dueAt } = event.data;
      const before = m.helpers.find((h) => h.unitId === unitId);
      const asked = { unitId, task, dueAt, done: false, ...(before?.acted ? { acted: true as const } : {}) };
      const helpers = [...m.helpers.filter((h) => h !== before), asked];
      return { ...m, helpers, status: m.status === 'contacted' ? 'inProgress' : m.status, clocks: helperClock(m.clocks, helpers) };
    }
    case 'helperReported': {
      const { unitId, final } = event.data;
      const helpers = m.helpers.map((h) => (h.unitId === unitId ? { ...h, done: h.done || final, acted: true as const } : h));
      return { ...m, helpers, clocks: helperClock(m.clocks, helpers) };
    }
    case 'handedOver':
      return { ...m, owner: { unitId: m.owner.unitId, accountId: event.data.to } };
    case 'objected':
      return {
        ...m,
        status: 'objecting',
        statusBefore: m.status,
        objection: { by: actorId, unitId: m.owner.unitId, at: event.at, ruleBy: event.data.ruleBy },
      };
    case 'objectionRuled': {
      const { outcome, to, dispatchBy, signBy, contactBy } = event.data;
      const rest: Matter = { ...m, objection: null, ruled: true };
      if (outcome === 'designated' && to !== null) return { ...rest, ...given(rest, to, signBy, contactBy) };
      if (outcome !== 'upheld') return { ...rest, status: statusBack(m) };
      const clocks = drop(m.clocks, 'sign', 'contact', 'helper');
      return {
        ...rest,
        status: 'registered',
        owner: { unitId: m.deskUnitId, accountId: null },
        returnedBy: m.owner.unitId,
        extension: null,
        pauseAsked: null,
        helpers: m.helpers.map((h) => ({ ...h, done: true })),
        clocks: dispatchBy ? put(clocks, { kind: 'dispatch', dueAt: dispatchBy }) : clocks,
      };
    }
    case 'extensionAsked':
      return { ...m, extension: { by: actorId, until: event.data.until, ...ruleBy(event.data) } };
    case 'extensionRuled': {
      const granted = event.data.deadline ? due(m, event.data.deadline) : {};
      return { ...m, ...granted, extension: null, extensionsGranted: m.extensionsGranted + (event.data.granted ? 1 : 0) };
    }
    case 'held': {
      const d = event.data;
      return {
        ...m,
        status: 'onHold',
        hold: { by: actorId, untilAt: d.untilAt, nextContactAt: d.nextContactAt, confirmed: false, ...ruleBy(d) },
        clocks: put(m.clocks, { kind: 'nextContact', dueAt: d.nextContactAt }, { kind: 'holdUntil', dueAt: d.untilAt }),
      };
    }
    case 'holdConfirmed':
      if (!event.data.confirmed) return { ...m, status: 'inProgress', hold: null, clocks: drop(m.clocks, 'nextContact', 'holdUntil') };
      return { ...m, ...(event.data.deadline ? due(m, event.data.deadline) : {}), hold: m.hold ? { ...m.hold, confirmed: true } : null };
    case 'resumed': {
      const rest = { ...m, hold: null, clocks: drop(m.clocks, 'nextContact', 'holdUntil') };
      return m.status === 'terminationPending' ? { ...rest, statusBefore: 'inProgress' } : { ...rest, status: 'inProgress' };
    }
    case 'pauseAsked':
      return { ...m, pauseAsked: { by: actorId, cause: event.data.cause, until: event.data.until, ...ruleBy(event.data) } };
    case 'pauseRuled': {
      const { granted, cause, untilAt, reviewBy } = event.data;
      if (!granted) return { ...m, pauseAsked: null };
      const pauses: Pause[] = [...m.pauses, { cause, fromAt: event.at, toAt: null, approvedBy: actorId }];
      const clocks = drop(m.clocks, 'reply', 'urge');
      return {
        ...m,
        pauseAsked: null,
        pausedSince: event.at,
        pauses,
        clocks: untilAt ? put(clocks, { kind: 'pauseUntil', dueAt: untilAt }) : clocks,
        ...(reviewBy ? { pauseReviewAt: reviewBy } : {}),
      };
    }
    case 'pauseEnded': {
      const { pauseReviewAt: _over, ...rest } = m;
      const pauses = m.pauses.map((p) => (p.toAt === null ? { ...p, toAt: event.at } : p));
      const running = { ...rest, ...due(m, event.data.deadline ?? m.deadline), pauses, pausedSince: null };
      return { ...running, clocks: put(drop(running.clocks, 'pauseUntil'), { kind: 'reply', dueAt: running.deadline.dueAt }) };
    }
    case 'terminationAsked':
      return { ...m, status: 'terminationPending', statusBefore: m.status, termination: { by: actorId, ...ruleBy(event.data) } };
    case 'terminationRuled':
      if (!event.data.granted) return { ...m, status: statusBack(m), termination: null };
      return { ...workEnds(m, event.at), status: 'terminated' };
    case 'notAccepted':
      return { ...workEnds(m, event.at), status: 'notAccepted' };
    case 'handedToEmergency':
      return { ...workEnds(m, event.at), status: 'emergency' };
    case 'mergedInto':
      return {
        ...follow(m, event.data.owner),
        status: 'merged',
        mainId: event.data.mainId,
        clocks: drop(m.clocks, 'dispatch', 'urge', 'escalation'),
      };
    case 'copyJoined':
      return { ...m, copies: addOnce(m.copies, event.data.copyId) };
    case 'ownerFollowed':
      return follow(m, event.data.owner);
    case 'replied': {
      const d = event.data;
      const answeredBy = event.actor.kind === 'staff' ? event.actor.unitId : m.owner.unitId;
      const handledBy = addOnce(addOnce(m.handledBy, m.owner.unitId), answeredBy);
      return {
        ...workEnds(m, event.at),
        status: 'replied',
        handledBy,
        reply: { outcome: d.outcome, at: event.at, instant: d.instant, by: actorId || null },
        repliesInTime: m.repliesInTime + (event.at <= m.deadline.dueAt ? 1 : 0),
        attempts: [],
        clocks: [
          { kind: 'invite', dueAt: d.inviteAt },
          { kind: 'callback', dueAt: d.callBy },
        ],
      };
    }
    case 'verdictInvited':
      return {
        ...m,
        status: 'awaitingVerdict',
        windowClosesAt: event.data.closesAt,
        clocks: put(drop(m.clocks, 'invite'), { kind: 'verdictWindow', dueAt: event.data.closesAt }),
      };
    case 'callAttempted':
      return { ...m, attempts: [...m.attempts, { at: event.at, reached: event.data.reached }], clocks: drop(m.clocks, 'callback') };
    case 'judged': {
      const { round, solved, level, words, via, changeableUntil } = event.data;
      const verdict = { round, solved, level, words, via, at: event.at, changeableUntil };
      const verdicts = [...m.verdicts.filter((v) => v.round !== round), verdict];
      const reworkGoesOn = solved === 'no' && m.round > round;
      if (reworkGoesOn) return { ...m, verdicts };
      return {
        ...workEnds(m, event.at),
        status: 'judged',
        verdicts,
        windowClosesAt: null,
        round,
        clocks: [{ kind: solved === 'no' ? 'escalation' : 'archive', dueAt: changeableUntil }],
      };
    }
    case 'verdictRefused':
    case 'verdictWindowClosed':
      return { ...m, clocks: [], windowClosesAt: null };
    case 'reworkOpened': {
      const d = event.data;
      const toDesk = d.dispatchBy !== undefined;
      const first: Clock[] = d.dispatchBy
        ? [{ kind: 'dispatch', dueAt: d.dispatchBy }]
        : [
            { kind: 'sign', dueAt: d.signBy },
            { kind: 'contact', dueAt: d.contactBy },
          ];
      return {
        ...workEnds(m, event.at),
        status: toDesk ? 'registered' : 'dispatched',
        round: d.round,
        owner: d.owner,
        mainId: null,
        deadline: d.deadline,
        deadlineWas: m.deadline,
        reply: null,
        attempts: [],
        windowClosesAt: null,
        checkBackAt: [],
        contactedInRound: false,
        recordedInRound: 0,
        extensionsGranted: d.round === m.round ? m.extensionsGranted : 0,
        urges: 0,
        objectBy: null,
        archivedAt: null,
        archivedHow: null,
        handledBy: toDesk ? m.handledBy : addOnce(m.handledBy, d.owner.unitId),
        clocks: [{ kind: 'reply', dueAt: d.deadline.dueAt }, ...first],
      };
    }
    case 'escalated':
      return { ...m, escalation: event.data.to, clocks: put(m.clocks, { kind: 'escalation', dueAt: event.data.actBy }) };
    case 'designated': {
      const free: Matter = {
        ...m,
        ruled: true,
        objection: null,
        termination: null,
        hold: null,
        clocks: drop(m.clocks, 'escalation', 'nextContact', 'holdUntil'),
      };
      return { ...free, ...given(free, event.data.to, event.data.signBy, event.data.contactBy) };
    }
    case 'concludedUnresolved':
      return { ...workEnds(m, event.at) };
    case 'exclusionAsked': {
      const round = m.verdicts.at(-1)?.round ?? m.round;
      return { ...m, exclusion: { state: 'asked', by: actorId, granted: false, appealBy: null, round, ...ruleBy(event.data) } };
    }
    case 'exclusionRuled': {
      const { granted, appealBy } = event.data;
      return m.exclusion
        ? { ...m, exclusion: { ...m.exclusion, state: granted ? 'granted' : 'refused', granted, appealBy, ruledBy: actorId } }
        : m;
    }
    case 'exclusionAppealed':
      return m.exclusion ? { ...m, exclusion: { ...m.exclusion, state: 'appealed', ...ruleBy(event.data) } } : m;
    case 'appealRuled':
      return m.exclusion ? { ...m, exclusion: { ...m.exclusion, state: 'final', granted: event.data.granted } } : m;
    case 'archived':
      return {
        ...workEnds(m, event.at),
        status: 'archived',
        archivedAt: event.at,
        archivedHow: event.data.how,
        checkBackAt: event.data.checkBackAt,
        clocks: checkBackClock(event.data.checkBackAt),
      };
    case 'reopened':
      return m;
    case 'checkedBack': {
      const checkBackAt = m.checkBackAt.slice(1);
      return { ...m, checkBackAt, clocks: checkBackClock(checkBackAt) };
    }
    case 'lightTurned': {
      const { to, urgeAt } = event.data;
      const clocks = to === 'red' ? told(m.clocks, 'reply') : m.clocks;
      return { ...m, light: to, clocks: urgeAt ? put(clocks, { kind: 'urge', dueAt: urgeAt }) : clocks };
    }
    case 'urged': {
      const { nth, about, nextAt } = event.data;
      const clocks = told(m.clocks, about);
      return { ...m, urges: about === 'urge' ? nth : m.urges, clocks: nextAt ? put(clocks, { kind: about, dueAt: nextAt }) : clocks };
    }
    case 'deadlineRecomputed':
      return { ...m, ...due(m, event.data.deadline) };
  }
}

/**
 * A unit is named owner: it signs, makes contact and is urged anew, and what the unit before it had asked for is void.
 * The lawful deadline is not touched and its clock runs.
 */
function given(m: Matter, to: string, signBy: Instant | null, contactBy: Instant | null): Partial<Matter> {
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
function follow(m: Matter, owner: Owner): Matter {
  return { ...m, owner, handledBy: owner.unitId === m.deskUnitId ? m.handledBy : addOnce(m.handledBy, owner.unitId) };
}

/** Where a matter goes on after an objection or a request to end it was refused; contact made meanwhile counts. */
function statusBack(m: Matter): Status {
  return m.statusBefore === 'acknowledged' && m.contactedInRound ? 'contacted' : m.statusBefore;
}

const ruleBy = (data: { ruleBy?: Instant }): { ruleBy?: Instant } => (data.ruleBy ? { ruleBy: data.ruleBy } : {});

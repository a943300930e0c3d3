// A matter as its history makes it (P08, P12). evolve() is the one place where an event changes state; nothing else writes status.
// From `registered` to the archive `owner` is never empty: the type says so, and matter.walk.test.ts proves it on every reachable state.
import type { Deadline } from '../time/deadline.ts';
import type { Instant } from '../time/day.ts';
import type { Pause, PauseCause } from '../time/pause.ts';
import type { Actor, ArchivedHow, Channel, ClockKind, Confidentiality, EscalationLevel, Kind, Level, Owner, RecordedEvent, ReplyOutcome, Solved, VerdictVia } from './events.ts';

export type Status =
  | 'registered' | 'dispatched' | 'objecting' | 'acknowledged' | 'contacted' | 'inProgress' | 'onHold' | 'terminationPending'
  | 'replied' | 'awaitingVerdict' | 'judged' | 'merged' | 'notAccepted' | 'emergency' | 'terminated' | 'archived';

/** `told` = the worker has said once that it ran out; a clock set anew is untold again. */
export type Clock = { kind: ClockKind; dueAt: Instant; told?: true };

export type VerdictOfRound = { round: number; solved: Solved; level: Level; words: string; via: VerdictVia; at: Instant; changeableUntil: Instant };
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
  helpers: readonly { unitId: string; task: string; dueAt: Instant; done: boolean }[];
  receivedAt: Instant;
  deadline: Deadline;
  deadlineWas: Deadline | null;
  clocks: readonly Clock[];
  dispatchedAt: Instant | null;
  objectBy: Instant | null;
  round: number;
  contactedInRound: boolean;
  recordedInRound: number; // contacts and notes of this round: the record itself is evidence (complaint e12)
  objection: { by: string; unitId: string; at: Instant } | null;
  ruled: boolean; // an objection was ruled: final, no second return (Weifang Art. 22)
  extension: { by: string; until: string } | null;
  extensionsGranted: number;
  hold: { by: string; untilAt: Instant; nextContactAt: Instant; confirmed: boolean } | null;
  pauseAsked: { by: string; cause: PauseCause; until: string | null } | null;
  pauses: readonly Pause[];
  pausedSince: Instant | null;
  termination: { by: string } | null;
  mainId: string | null;
  copies: readonly string[];
  reply: { outcome: ReplyOutcome; at: Instant; instant: boolean; by: string | null } | null;
  repliesInTime: number;
  attempts: readonly Attempt[];
  verdicts: readonly VerdictOfRound[];
  windowClosesAt: Instant | null;
  exclusion: { state: 'asked' | 'granted' | 'refused' | 'appealed' | 'final'; by: string; granted: boolean; appealBy: Instant | null } | null;
  escalation: EscalationLevel;
  archivedAt: Instant | null;
  archivedHow: ArchivedHow | null;
  checkBackAt: readonly Instant[]; // still to come (30 and 90 days after the archive)
  light: 'none' | 'blue' | 'yellow' | 'red';
  urges: number;
  lastActor: Actor['kind'];
};

export const statuses: readonly Status[] = [
  'registered', 'dispatched', 'objecting', 'acknowledged', 'contacted', 'inProgress', 'onHold', 'terminationPending',
  'replied', 'awaitingVerdict', 'judged', 'merged', 'notAccepted', 'emergency', 'terminated', 'archived',
];

const put = (clocks: readonly Clock[], ...set: Clock[]): readonly Clock[] => [...clocks.filter((c) => !set.some((s) => s.kind === c.kind)), ...set];
const drop = (clocks: readonly Clock[], ...kinds: ClockKind[]): readonly Clock[] => clocks.filter((c) => !kinds.includes(c.kind));
const addOnce = (list: readonly string[], item: string): readonly string[] => (list.includes(item) ? list : [...list, item]);
const handling: ClockKind[] = ['dispatch', 'sign', 'contact', 'reply', 'rule', 'nextContact', 'holdUntil', 'pauseUntil', 'helper', 'urge', 'escalation'];

/** The state after one more event. The first event must be `registered`; later ones need the state before. Faults (broken history) are thrown. */
export function evolve(before: Matter | null, event: RecordedEvent, id: string): Matter {
  if (before === null) {
    if (event.type !== 'registered' || event.seq !== 1) throw new Error(`history of ${id} must begin with registered, got ${event.type} #${event.seq}`);
    return opened(event, id);
  }
  if (event.seq !== before.version + 1) throw new Error(`history of ${id}: event ${event.seq} after version ${before.version}`);
  return { ...step(before, event), version: event.seq, lastActor: event.actor.kind };
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
    id, number: d.number, version: 1, status: 'registered', statusBefore: 'registered', channel: d.channel, kind: d.kind,
    confidentiality: d.confidentiality, accusedUnitId: d.accusedUnitId, recused: [], title: d.title, summary: '', categoryId: d.categoryId,
    placeId: d.placeId, hasContact: d.hasContact, wantsReply: d.wantsReply, deskUnitId: d.deskUnitId,
    owner: { unitId: d.deskUnitId, accountId: null }, handledBy: [], helpers: [], receivedAt: d.receivedAt, deadline: d.deadline, deadlineWas: null,
    clocks: [{ kind: 'dispatch', dueAt: d.dispatchBy }, { kind: 'reply', dueAt: d.deadline.dueAt }], dispatchedAt: null, objectBy: null, round: 1,
    contactedInRound: false, recordedInRound: 0, objection: null, ruled: false, extension: null, extensionsGranted: 0, hold: null, pauseAsked: null,
    pauses: [], pausedSince: null, termination: null, mainId: null, copies: [], reply: null, repliesInTime: 0, attempts: [], verdicts: [],
    windowClosesAt: null, exclusion: null, escalation: 0, archivedAt: null, archivedHow: null, checkBackAt: [], light: 'none', urges: 0,
    lastActor: event.actor.kind,
  };
}

const due = (m: Matter, deadline: Deadline): Partial<Matter> => ({
  deadline, deadlineWas: m.deadline, light: 'none', clocks: put(drop(m.clocks, 'urge'), { kind: 'reply', dueAt: deadline.dueAt }),
});

/** Every way of closing the work on a matter ends its clocks for handling; what waits for an answer is dropped with them. */
const workEnds = (m: Matter, at: Instant): Partial<Matter> => ({
  clocks: drop(m.clocks, ...handling), objection: null, extension: null, hold: null, pauseAsked: null, termination: null, light: 'none',
  pausedSince: null, pauses: m.pauses.map((p) => (p.toAt === null ? { ...p, toAt: at } : p)),
});

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
    case 'sealed':
      return { ...m, confidentiality: event.data.confidentiality, accusedUnitId: event.data.accusedUnitId };
    case 'recused':
      return {
        ...m, recused: addOnce(m.recused, event.data.accountId),
        owner: m.owner.accountId === event.data.accountId ? { unitId: m.owner.unitId, accountId: null } : m.owner,
      };
    case 'dispatched': {
      const d = event.data;
      return {
        ...m, ...due(m, d.deadline), status: 'dispatched', owner: { unitId: d.to, accountId: null }, handledBy: addOnce(m.handledBy, d.to),
        dispatchedAt: m.dispatchedAt ?? event.at, objectBy: d.objectBy, objection: null,
        clocks: put(drop(m.clocks, 'dispatch', 'rule', 'urge'), { kind: 'reply', dueAt: d.deadline.dueAt }, { kind: 'sign', dueAt: d.signBy }, { kind: 'contact', dueAt: d.contactBy }),
      };
    }
    case 'acknowledged':
      return { ...m, status: 'acknowledged', owner: { unitId: m.owner.unitId, accountId: event.data.accountId }, clocks: drop(m.clocks, 'sign') };
    case 'contacted':
      return {
        ...m, recordedInRound: m.recordedInRound + 1, contactedInRound: m.contactedInRound || event.data.reached,
        status: event.data.reached && m.status === 'acknowledged' ? 'contacted' : m.status,
        clocks: event.data.reached ? drop(m.clocks, 'contact') : m.clocks,
      };
    case 'noted':
      return { ...m, recordedInRound: m.recordedInRound + 1, status: m.status === 'contacted' ? 'inProgress' : m.status };
    case 'helperAsked': {
      const { unitId, task, dueAt } = event.data;
      const helpers = [...m.helpers.filter((h) => h.unitId !== unitId), { unitId, task, dueAt, done: false }];
      return { ...m, helpers, status: m.status === 'contacted' ? 'inProgress' : m.status, clocks: helperClock(m.clocks, helpers) };
    }
    case 'helperReported': {
      const { unitId, final } = event.data;
      const helpers = m.helpers.map((h) => (h.unitId === unitId && final ? { ...h, done: true } : h));
      return { ...m, helpers, clocks: helperClock(m.clocks, helpers) };
    }
    case 'handedOver':
      return { ...m, owner: { unitId: m.owner.unitId, accountId: event.data.to } };
    case 'objected':
      return {
        ...m, status: 'objecting', statusBefore: m.status, objection: { by: actorId, unitId: m.owner.unitId, at: event.at },
        clocks: put(m.clocks, { kind: 'rule', dueAt: event.data.ruleBy }),
      };
    case 'objectionRuled': {
      const { outcome, to, dispatchBy } = event.data;
      const rest = { ...m, objection: null, ruled: true, clocks: drop(m.clocks, 'rule') };
      if (outcome === 'upheld')
        return {
          ...rest, status: 'registered', owner: { unitId: m.deskUnitId, accountId: null },
          clocks: dispatchBy ? put(drop(rest.clocks, 'sign', 'contact'), { kind: 'dispatch', dueAt: dispatchBy }) : rest.clocks,
        };
      if (outcome === 'designated' && to !== null) return { ...rest, ...given(m, to, rest.clocks, event.data.signBy, event.data.contactBy) };
      return { ...rest, status: m.statusBefore };
    }
    case 'extensionAsked':
      return { ...m, extension: { by: actorId, until: event.data.until } };
    case 'extensionRuled':
      return {
        ...m, ...(event.data.deadline ? due(m, event.data.deadline) : {}), extension: null,
        extensionsGranted: m.extensionsGranted + (event.data.granted ? 1 : 0),
      };
    case 'held': {
      const d = event.data;
      return {
        ...m, status: 'onHold', hold: { by: actorId, untilAt: d.untilAt, nextContactAt: d.nextContactAt, confirmed: false },
        clocks: put(m.clocks, { kind: 'nextContact', dueAt: d.nextContactAt }, { kind: 'holdUntil', dueAt: d.untilAt }),
      };
    }
    case 'holdConfirmed':
      if (!event.data.confirmed) return { ...m, status: 'inProgress', hold: null, clocks: drop(m.clocks, 'nextContact', 'holdUntil') };
      return { ...m, ...(event.data.deadline ? due(m, event.data.deadline) : {}), hold: m.hold ? { ...m.hold, confirmed: true } : null };
    case 'resumed':
      return { ...m, status: 'inProgress', hold: null, clocks: drop(m.clocks, 'nextContact', 'holdUntil') };
    case 'pauseAsked':
      return { ...m, pauseAsked: { by: actorId, cause: event.data.cause, until: event.data.until } };
    case 'pauseRuled': {
      if (!event.data.granted) return { ...m, pauseAsked: null };
      const pause: Pause = { cause: event.data.cause, fromAt: event.at, toAt: null, approvedBy: actorId };
      const untilAt = event.data.untilAt;
      const clocks = drop(m.clocks, 'reply', 'urge', 'pauseUntil');
      return { ...m, pauseAsked: null, pausedSince: event.at, pauses: [...m.pauses, pause], clocks: untilAt ? put(clocks, { kind: 'pauseUntil', dueAt: untilAt }) : clocks };
    }
    case 'pauseEnded': {
      const pauses = m.pauses.map((p) => (p.toAt === null ? { ...p, toAt: event.at } : p));
      const running = event.data.deadline ? due(m, event.data.deadline) : {};
      return { ...m, ...running, pauses, pausedSince: null, clocks: drop(running.clocks ?? m.clocks, 'pauseUntil') };
    }
    case 'terminationAsked':
      return { ...m, status: 'terminationPending', statusBefore: m.status, termination: { by: actorId } };
    case 'terminationRuled':
      if (!event.data.granted) return { ...m, status: m.statusBefore, termination: null };
      return { ...m, ...workEnds(m, event.at), status: 'terminated' };
    case 'notAccepted':
      return { ...m, ...workEnds(m, event.at), status: 'notAccepted' };
    case 'handedToEmergency':
      return { ...m, ...workEnds(m, event.at), status: 'emergency' };
    case 'mergedInto':
      return { ...m, status: 'merged', mainId: event.data.mainId, owner: event.data.owner, clocks: drop(m.clocks, 'dispatch', 'urge') };
    case 'copyJoined':
      return { ...m, copies: addOnce(m.copies, event.data.copyId) };
    case 'ownerFollowed':
      return { ...m, owner: event.data.owner, handledBy: addOnce(m.handledBy, event.data.owner.unitId) };
    case 'replied': {
      const d = event.data;
      const handledBy = d.instant ? addOnce(m.handledBy, m.owner.unitId) : m.handledBy;
      return {
        ...m, ...workEnds(m, event.at), status: 'replied', handledBy, reply: { outcome: d.outcome, at: event.at, instant: d.instant, by: actorId || null },
        repliesInTime: m.repliesInTime + (event.at <= m.deadline.dueAt ? 1 : 0), attempts: [],
        clocks: [{ kind: 'invite', dueAt: d.inviteAt }, { kind: 'callback', dueAt: d.callBy }],
      };
    }
    case 'verdictInvited':
      return {
        ...m, status: 'awaitingVerdict', windowClosesAt: event.data.closesAt,
        clocks: put(drop(m.clocks, 'invite'), { kind: 'verdictWindow', dueAt: event.data.closesAt }),
      };
    case 'callAttempted':
      return { ...m, attempts: [...m.attempts, { at: event.at, reached: event.data.reached }] };
    case 'judged': {
      const { round, solved, level, words, via, changeableUntil } = event.data;
      const verdict = { round, solved, level, words, via, at: event.at, changeableUntil };
      return {
        ...m, ...workEnds(m, event.at), status: 'judged', verdicts: [...m.verdicts.filter((v) => v.round !== round), verdict], windowClosesAt: null, round,
        clocks: [{ kind: solved === 'no' ? 'escalation' : 'archive', dueAt: changeableUntil }],
      };
    }
    case 'verdictRefused':
    case 'verdictWindowClosed':
      return { ...m, clocks: [], windowClosesAt: null };
    case 'reworkOpened': {
      const d = event.data;
      return {
        ...m, status: 'dispatched', round: d.round, owner: d.owner, mainId: null, deadline: d.deadline, deadlineWas: m.deadline, reply: null, attempts: [],
        windowClosesAt: null, checkBackAt: [], contactedInRound: false, recordedInRound: 0, extensionsGranted: 0, light: 'none', urges: 0, exclusion: null,
        pausedSince: null, pauses: m.pauses.filter((p) => p.toAt !== null), helpers: [],
        archivedAt: null, archivedHow: null, handledBy: addOnce(m.handledBy, d.owner.unitId),
        clocks: [{ kind: 'reply', dueAt: d.deadline.dueAt }, { kind: 'sign', dueAt: d.signBy }, { kind: 'contact', dueAt: d.contactBy }],
      };
    }
    case 'escalated':
      return { ...m, escalation: event.data.to, clocks: put(m.clocks, { kind: 'escalation', dueAt: event.data.actBy }) };
    case 'designated': {
      const clocks = drop(m.clocks, 'escalation', 'rule', 'nextContact', 'holdUntil', 'dispatch');
      return { ...m, ruled: true, objection: null, termination: null, hold: null, ...given(m, event.data.to, clocks, event.data.signBy, event.data.contactBy) };
    }
    case 'concludedUnresolved':
      return { ...m, ...workEnds(m, event.at) };
    case 'exclusionAsked':
      return { ...m, exclusion: { state: 'asked', by: actorId, granted: false, appealBy: null } };
    case 'exclusionRuled':
      return m.exclusion ? { ...m, exclusion: { ...m.exclusion, state: event.data.granted ? 'granted' : 'refused', granted: event.data.granted, appealBy: event.data.appealBy } } : m;
    case 'exclusionAppealed':
      return m.exclusion ? { ...m, exclusion: { ...m.exclusion, state: 'appealed' } } : m;
    case 'appealRuled':
      return m.exclusion ? { ...m, exclusion: { ...m.exclusion, state: 'final', granted: event.data.granted } } : m;
    case 'archived':
      return {
        ...m, ...workEnds(m, event.at), status: 'archived', archivedAt: event.at, archivedHow: event.data.how,
        checkBackAt: event.data.checkBackAt, clocks: checkBackClock(event.data.checkBackAt),
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

/** A unit is named owner: it signs and makes contact anew, the lawful deadline is not touched. */
function given(m: Matter, to: string, clocks: readonly Clock[], signBy: Instant | null, contactBy: Instant | null): Partial<Matter> {
  const fresh: Clock[] = [];
  if (signBy) fresh.push({ kind: 'sign', dueAt: signBy });
  if (contactBy) fresh.push({ kind: 'contact', dueAt: contactBy });
  return { status: 'dispatched', owner: { unitId: to, accountId: null }, handledBy: addOnce(m.handledBy, to), clocks: put(clocks, ...fresh) };
}

function told(clocks: readonly Clock[], kind: ClockKind): readonly Clock[] {
  return clocks.map((c) => (c.kind === kind ? { ...c, told: true } : c));
}

function helperClock(clocks: readonly Clock[], helpers: Matter['helpers']): readonly Clock[] {
  const open = helpers.filter((h) => !h.done).map((h) => h.dueAt).sort();
  const first = open[0];
  return first ? put(clocks, { kind: 'helper', dueAt: first }) : drop(clocks, 'helper');
}

function checkBackClock(at: readonly Instant[]): readonly Clock[] {
  return at.slice(0, 1).map((dueAt) => ({ kind: 'checkBack', dueAt }));
}

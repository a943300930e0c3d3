// What a raiser sees of the own matter (P04, P12, P45; X5 column "Raiser"; complaints e2, e5): every step, who holds it, why it waits. Not: names of staff, words of internal
// notes and calls, reasons of recusal and exclusion, other raisers. The table `told` is that decision; the compiler asks it of every new event.
import type {
  ArchivedHow,
  Channel,
  EmergencyService,
  EscalationLevel,
  EventType,
  Level,
  NotAcceptedKind,
  RecordedEvent,
  ReplyOutcome,
  ReworkWhy,
  Solved,
} from '#core/matter/events.ts';
import type { Matter, VerdictOfRound } from '#core/matter/matter.ts';
import { maskSensitive } from '#core/text/mask.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Deadline, FormerDue } from '#core/time/deadline.ts';
import type { PauseCause } from '#core/time/pause.ts';
import { changeUntil, mayJudge } from './rules.ts';

/** One step as the raiser is told it. `unitId` is the unit that acted; names of people are never in here. */
export type Told =
  | { kind: 'registered'; channel: Channel; photos: number }
  | { kind: 'sealed' }
  | { kind: 'dispatched'; toId: string; dueAt: Instant }
  | { kind: 'acknowledged' }
  | { kind: 'contacted'; reached: boolean }
  | { kind: 'noted' }
  | { kind: 'helperAsked'; helperId: string }
  | { kind: 'helperReported'; helperId: string }
  | { kind: 'objected'; reason: string }
  | { kind: 'objectionRuled'; outcome: 'upheld' | 'rejected' | 'designated'; toId: string | null; reason: string }
  | { kind: 'extensionAsked'; until: Day; reason: string }
  | { kind: 'extensionRuled'; granted: boolean; reason: string; dueAt: Instant | null }
  | { kind: 'held'; measure: string; until: Day; nextContactOn: Day; reason: string }
  | { kind: 'holdConfirmed'; confirmed: boolean; dueAt: Instant | null }
  | { kind: 'resumed' }
  | { kind: 'pauseAsked'; cause: PauseCause }
  | { kind: 'pauseRuled'; granted: boolean; cause: PauseCause; untilAt: Instant | null }
  | { kind: 'pauseEnded'; dueAt: Instant | null }
  | { kind: 'terminationAsked' }
  | { kind: 'terminationRuled'; granted: boolean; words: string }
  | { kind: 'notAccepted'; why: NotAcceptedKind; reason: string; route: string }
  | { kind: 'handedToEmergency'; service: EmergencyService }
  | { kind: 'merged' }
  | { kind: 'ownerFollowed'; toId: string }
  | { kind: 'replied'; text: string; outcome: ReplyOutcome; basis: string; remedy: string }
  | { kind: 'invited'; closesAt: Instant }
  | { kind: 'called'; reached: boolean }
  | { kind: 'judged'; solved: Solved; level: Level; words: string; changed: boolean }
  | { kind: 'verdictRefused' }
  | { kind: 'noAnswer'; attempts: number }
  | { kind: 'rework'; round: number; why: ReworkWhy; toId: string; dueAt: Instant }
  | { kind: 'escalated'; to: EscalationLevel; why: 'rework' | 'overdue' | 'deadlock' }
  | { kind: 'designated'; toId: string }
  | { kind: 'concluded'; reason: string; basis: string }
  | { kind: 'archived'; how: ArchivedHow }
  | { kind: 'reopened'; by: 'raiser' | 'checkBack'; fact: string }
  | { kind: 'checkedBack'; holds: boolean }
  | { kind: 'overdue' }
  | { kind: 'urged' }
  | { kind: 'reminded' }
  | { kind: 'takenBack'; what: 'dispatched' | 'noted' }
  | { kind: 'recomputed'; dueAt: Instant };

type DataOf<T extends EventType> = Extract<RecordedEvent, { type: T }>['data'];
type Table = { [T in EventType]: (data: DataOf<T>) => Told | null };
const hidden = (): null => null;
/** Staff write reasons for each other; a number that slipped in must not reach anybody. */
const safe = maskSensitive;

/** Null: the raiser is not told of this event. */
export const told: Table = {
  registered: (d) => ({ kind: 'registered', channel: d.channel, photos: d.photos.length }),
  summarised: hidden, // an internal working text beside the raiser's own words
  classified: hidden, // sorting at the desk; a moved deadline shows at the deadline itself
  sealed: () => ({ kind: 'sealed' }), // that it is protected, never who is accused
  recused: hidden, // names a person
  dispatched: (d) => ({ kind: 'dispatched', toId: d.to, dueAt: d.deadline.dueAt }),
  acknowledged: () => ({ kind: 'acknowledged' }), // by the unit, not by whom
  contacted: (d) => ({ kind: 'contacted', reached: d.reached }), // that it happened; the words are the handler's
  noted: () => ({ kind: 'noted' }), // that work goes on; the words are internal
  helperAsked: (d) => ({ kind: 'helperAsked', helperId: d.unitId }),
  helperReported: (d) => ({ kind: 'helperReported', helperId: d.unitId }),
  handedOver: hidden, // between two people of one unit
  objected: (d) => ({ kind: 'objected', reason: safe(d.reason) }), // "say who rejected it and why"
  objectionRuled: (d) => ({ kind: 'objectionRuled', outcome: d.outcome, toId: d.to, reason: safe(d.reason) }),
  extensionAsked: (d) => ({ kind: 'extensionAsked', until: d.until, reason: safe(d.reason) }),
  extensionRuled: (d) => ({ kind: 'extensionRuled', granted: d.granted, reason: safe(d.reason), dueAt: d.deadline?.dueAt ?? null }),
  held: (d) => ({ kind: 'held', measure: safe(d.measure), until: d.until, nextContactOn: d.nextContactOn, reason: safe(d.reason) }),
  holdConfirmed: (d) => ({ kind: 'holdConfirmed', confirmed: d.confirmed, dueAt: d.deadline?.dueAt ?? null }),
  resumed: () => ({ kind: 'resumed' }),
  pauseAsked: (d) => ({ kind: 'pauseAsked', cause: d.cause }),
  pauseRuled: (d) => ({ kind: 'pauseRuled', granted: d.granted, cause: d.cause, untilAt: d.untilAt }),
  pauseEnded: (d) => ({ kind: 'pauseEnded', dueAt: d.deadline?.dueAt ?? null }),
  terminationAsked: () => ({ kind: 'terminationAsked' }),
  terminationRuled: (d) => ({ kind: 'terminationRuled', granted: d.granted, words: safe(d.toldRaiser) }), // in the words meant for the raiser
  notAccepted: (d) => ({ kind: 'notAccepted', why: d.kind, reason: safe(d.reason), route: safe(d.route) }),
  handedToEmergency: (d) => ({ kind: 'handedToEmergency', service: d.service }),
  mergedInto: () => ({ kind: 'merged' }), // not into which: another number may lead to another person
  copyJoined: hidden, // somebody else's concern
  ownerFollowed: (d) => ({ kind: 'ownerFollowed', toId: d.owner.unitId }),
  replied: (d) => ({ kind: 'replied', text: safe(d.text), outcome: d.outcome, basis: safe(d.basis), remedy: safe(d.remedy) }), // an answer carried over from a main matter was written for somebody else
  verdictInvited: (d) => ({ kind: 'invited', closesAt: d.closesAt }),
  callAttempted: (d) => ({ kind: 'called', reached: d.reached }),
  judged: (d) => ({ kind: 'judged', solved: d.solved, level: d.level, words: d.words, changed: d.changed }),
  verdictRefused: () => ({ kind: 'verdictRefused' }),
  verdictWindowClosed: (d) => ({ kind: 'noAnswer', attempts: d.attempts }),
  reworkOpened: (d) => ({ kind: 'rework', round: d.round, why: d.why, toId: d.owner.unitId, dueAt: d.deadline.dueAt }),
  escalated: (d) => ({ kind: 'escalated', to: d.to, why: d.why }),
  designated: (d) => ({ kind: 'designated', toId: d.to }),
  concludedUnresolved: (d) => ({ kind: 'concluded', reason: safe(d.reason), basis: safe(d.basis) }),
  exclusionAsked: hidden, // about rates only; the raiser is never labelled (SM-05)
  exclusionRuled: hidden,
  exclusionAppealed: hidden,
  appealRuled: hidden,
  archived: (d) => ({ kind: 'archived', how: d.how }),
  reopened: (d) => ({ kind: 'reopened', by: d.by, fact: d.by === 'raiser' ? d.fact : '' }),
  checkedBack: (d) => ({ kind: 'checkedBack', holds: d.holds }),
  lightTurned: (d) => (d.to === 'red' ? { kind: 'overdue' } : null),
  urged: (d) => (d.about === 'urge' ? { kind: 'urged' } : null), // the other clocks only remind staff
  reminded: () => ({ kind: 'reminded' }), // that it happened; the words are for the unit
  takenBack: (d) => ({ kind: 'takenBack', what: d.what }), // what was told before must not stand there as if it still counted
  deadlineRecomputed: (d) => ({ kind: 'recomputed', dueAt: d.deadline.dueAt }),
};

/** What it waits for now, so that nobody has to ask (complaints e2, e5). */
export type Waits =
  | { for: 'dispatch' | 'sign' | 'contact' | 'work' | 'objection' | 'termination' | 'main' | 'verdict' | 'archive' | 'meeting' | 'nothing' }
  | { for: 'hold'; untilAt: Instant; confirmed: boolean }
  | { for: 'pause'; cause: PauseCause };

export type StoryLine = { seq: number; at: Instant; unitId: string | null; told: Told };

export type RaiserView = {
  number: string;
  version: number;
  status: Matter['status'];
  round: number;
  title: string;
  text: string;
  placeText: string;
  receivedAt: Instant;
  /** 0 registered, 1 with a unit, 2 at work, 3 waits for the verdict, 4 ended. */
  step: 0 | 1 | 2 | 3 | 4;
  holderId: string;
  holderSince: Instant;
  waits: Waits;
  deadline: Deadline;
  /** The date promised before it moved in this round. */
  promisedBefore: FormerDue | null;
  isOverdue: boolean;
  reply: (Extract<Told, { kind: 'replied' }> & { at: Instant; round: number }) | null;
  verdict: VerdictOfRound | null;
  archivedAt: Instant | null;
  archivedHow: ArchivedHow | null;
  may: { judge: boolean; changeUntil: Instant | null; reopenUntil: Instant | null };
  story: StoryLine[];
};

/** `reopenBy` is the end of the time for reopening, counted by the limit tables. Throws when the history does not begin with `registered` (a broken record). */
export function raiserView(
  m: Matter,
  history: readonly RecordedEvent[],
  placeText: string,
  reopenBy: Instant | null,
  now: Instant,
): RaiserView {
  const first = history[0];
  if (first?.type !== 'registered') throw new Error(`history of ${m.id} does not begin with registered`);
  return {
    number: m.number,
    version: m.version,
    status: m.status,
    round: m.round,
    title: first.data.title,
    text: first.data.text,
    placeText,
    receivedAt: m.receivedAt,
    step: stepOf(m),
    holderId: m.owner.unitId,
    holderSince: heldSince(history, m.receivedAt),
    waits: waitsFor(m),
    deadline: m.deadline,
    promisedBefore: promisedBefore(history, m.deadline),
    isOverdue: isOpen(m) && m.pausedSince === null && now > m.deadline.dueAt,
    reply: lastReply(history),
    verdict: m.verdicts.at(-1) ?? null,
    archivedAt: m.archivedAt,
    archivedHow: m.archivedHow,
    may: {
      judge: mayJudge(m),
      changeUntil: changeUntil(m, now),
      reopenUntil: m.status === 'archived' && reopenBy !== null && now <= reopenBy ? reopenBy : null,
    },
    story: history.flatMap(lineOf),
  };
}

function lineOf(event: RecordedEvent): StoryLine[] {
  const tell = told[event.type] as (data: RecordedEvent['data']) => Told | null;
  const line = tell(event.data);
  return line === null
    ? []
    : [{ seq: event.seq, at: event.at, unitId: event.actor.kind === 'staff' ? event.actor.unitId : null, told: line }];
}

const isOpen = (m: Matter): boolean => m.clocks.some((c) => c.kind === 'reply');

function stepOf(m: Matter): RaiserView['step'] {
  switch (m.status) {
    case 'registered':
      return 0;
    case 'dispatched':
    case 'objecting':
    case 'merged':
      return 1;
    case 'acknowledged':
    case 'contacted':
    case 'inProgress':
    case 'onHold':
    case 'terminationPending':
      return 2;
    case 'replied':
    case 'awaitingVerdict':
      return 3;
    case 'judged':
    case 'archived':
    case 'notAccepted':
    case 'emergency':
    case 'terminated':
      return 4;
  }
}

function waitsFor(m: Matter): Waits {
  const open = m.pauses.find((p) => p.toAt === null);
  if (m.pausedSince !== null && open) return { for: 'pause', cause: open.cause };
  if (m.status === 'onHold' && m.hold) return { for: 'hold', untilAt: m.hold.untilAt, confirmed: m.hold.confirmed };
  switch (m.status) {
    case 'registered':
      return { for: 'dispatch' };
    case 'dispatched':
      return { for: 'sign' };
    case 'objecting':
      return { for: 'objection' };
    case 'acknowledged':
      return { for: m.hasContact ? 'contact' : 'work' };
    case 'terminationPending':
      return { for: 'termination' };
    case 'merged':
      return { for: 'main' };
    case 'replied':
    case 'awaitingVerdict':
      return { for: 'verdict' };
    case 'judged':
      return { for: m.verdicts.at(-1)?.solved === 'no' ? 'meeting' : 'archive' };
    case 'contacted':
    case 'inProgress':
    case 'onHold':
      return { for: 'work' };
    case 'notAccepted':
    case 'emergency':
    case 'terminated':
    case 'archived':
      return { for: 'nothing' };
  }
}

/** Since when the unit that holds it now holds it. */
function heldSince(history: readonly RecordedEvent[], receivedAt: Instant): Instant {
  let since = receivedAt;
  let holder: string | null = null;
  for (const event of history) {
    const next = newHolder(event);
    if (next === null || next === holder) continue;
    holder = next;
    since = event.at;
  }
  return since;
}

function newHolder(event: RecordedEvent): string | null {
  switch (event.type) {
    case 'dispatched':
    case 'designated':
      return event.data.to;
    case 'objectionRuled':
      return event.data.outcome === 'upheld' ? 'desk' : event.data.to;
    case 'mergedInto':
    case 'ownerFollowed':
    case 'reworkOpened':
      return event.data.owner.unitId;
    default:
      return null;
  }
}

/** The first date of this round that was promised, when the present one is another. */
function promisedBefore(history: readonly RecordedEvent[], now: Deadline): FormerDue | null {
  const start = history.findLastIndex((e) => e.type === 'reworkOpened' || e.type === 'registered');
  const dates = history.slice(start).flatMap((e) => ('deadline' in e.data && e.data.deadline ? [e.data.deadline] : []));
  const before = dates.findLast((d) => d.dueAt !== now.dueAt);
  return before
    ? { dueAt: before.dueAt, dueOn: before.dueOn, provisional: before.provisional, calendarVersion: before.calendarVersion }
    : null;
}

function lastReply(history: readonly RecordedEvent[]): RaiserView['reply'] {
  const at = history.findLastIndex((e) => e.type === 'replied');
  const event = history[at];
  if (event?.type !== 'replied') return null;
  const round = history.slice(0, at).reduce((n, e) => (e.type === 'reworkOpened' ? e.data.round : n), 1);
  const line = told.replied(event.data);
  return line?.kind === 'replied' ? { ...line, at: event.at, round } : null;
}

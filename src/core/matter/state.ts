// A matter as its history makes it: everything that decide() may look at, and nothing else. From `registered` to the archive `owner` is never empty.
import type { Day, Instant } from '../time/day.ts';
import type { Deadline } from '../time/deadline.ts';
import type { Pause, PauseCause } from '../time/pause.ts';
import type { Clock } from './clocks.ts';
import type {
  Actor,
  ArchivedHow,
  Channel,
  Confidentiality,
  EscalationLevel,
  Kind,
  Level,
  Owner,
  ReplyOutcome,
  Solved,
  VerdictVia,
} from './events.ts';

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
  limitKey?: string; // its own limit instead of its category's
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
  remindedOn?: Day; // a person reminds at most once a day
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

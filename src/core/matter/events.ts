// What can happen to a matter. Events are the only truth (P12, P13): status, owner and clocks are computed from them by evolve().
// An event never holds a name or a phone number; personal data lives in its own sealed table and may be deleted when its time is over.

import type { Day, Instant } from '../time/day.ts';
import type { Deadline } from '../time/deadline.ts';
import type { PauseCause } from '../time/pause.ts';

export type Channel = 'web' | 'phone' | 'letter' | 'visit' | 'proxy' | 'fieldVisit' | 'import' | 'api' | 'directive';
export type Kind = 'consult' | 'help' | 'complaint' | 'report' | 'suggestion' | 'praise' | 'system';
export type Confidentiality = 'normal' | 'contactHidden' | 'identitySealed' | 'accusation';
export type Role =
  | 'intake'
  | 'dispatcher'
  | 'handler'
  | 'unitHead'
  | 'hotline'
  | 'callback'
  | 'countyOffice'
  | 'leader'
  | 'audit'
  | 'securityAdmin'
  | 'systemAdmin';

/** Who acts. `staff` carries the roles held at that moment; `raiser` is whoever raised it, proved by token, by number and phone, or by paper; `clock` is the worker. */
export type Actor = StaffActor | { kind: 'raiser' } | { kind: 'clock' };
export type StaffActor = {
  kind: 'staff';
  id: string;
  unitId: string;
  roles: readonly Role[];
  /** Whoever was stood in for, when the duty was theirs: the record says "B 代 A". Set by `actingAs`, never by a door. */
  forId?: string;
  /** Only while asking, never in the record: whom this person stands in for today; `own` are then the roles held without that. */
  own?: readonly Role[];
  covers?: readonly Cover[];
};
export type Cover = { id: string; roles: readonly Role[] };

export type NotAcceptedKind = 'emergency' | 'legalRoute' | 'nothingNew' | 'secretOrPrivate' | 'outsideDuty' | 'unlawful' | 'alreadySettled';
export type EmergencyService = '110' | '119' | '120' | '122';
export type ReplyOutcome = 'support' | 'explain' | 'notSupport' | 'answered';
export type Solved = 'yes' | 'partly' | 'no';
/** Five levels of 好差评, 5 = very satisfied … 1 = very dissatisfied. */
export type Level = 1 | 2 | 3 | 4 | 5;
export type VerdictVia = 'link' | 'page' | 'callback' | 'paper';
export type Evidence = { kind: 'file' | 'record' | 'statement'; ref: string };
export type Owner = { unitId: string; accountId: string | null };
export type EscalationLevel = 0 | 1 | 2 | 3; // unit, township or department, county office, standing meeting
/** `backToDesk`: its owner may not have it any more, or its main matter ended without an answer; the round stays the same. */
export type ReworkWhy = 'notSolved' | 'reopened' | 'relapsed' | 'backToDesk';
export type RulingSubject = 'objection' | 'extension' | 'pause' | 'hold' | 'termination' | 'exclusion' | 'appeal';

export type MatterEvent =
  | {
      type: 'registered';
      data: {
        number: string;
        channel: Channel;
        kind: Kind;
        title: string;
        text: string;
        placeText: string;
        placeId: string | null;
        categoryId: string | null;
        confidentiality: Confidentiality;
        accusedUnitId: string | null;
        receivedAt: Instant;
        hasContact: boolean;
        wantsReply: boolean;
        contactDigest: string | null;
        deskUnitId: string;
        deadline: Deadline;
        dispatchBy: Instant;
        source: string | null;
        photos: string[];
        /** A leader's instruction has a limit of its own (SM-11), whatever its category. */
        limitKey?: string;
      };
    }
  | { type: 'summarised'; data: { summary: string } }
  | {
      type: 'classified';
      data: {
        categoryId: string | null;
        placeId: string | null;
        urgency: 'normal' | 'urgent' | 'critical';
        effort: 'small' | 'large';
        difficulty: 'single' | 'multi' | 'noRule';
        deadline: Deadline | null;
      };
    }
  | { type: 'sealed'; data: { confidentiality: Confidentiality; accusedUnitId: string | null; helpersOut?: string[] } }
  | { type: 'recused'; data: { accountId: string; reason: string } }
  | {
      type: 'dispatched';
      data: {
        to: string;
        dutyRef: string | null;
        reason: string;
        copyTo: string | null;
        deadline: Deadline;
        signBy: Instant;
        contactBy: Instant;
        objectBy: Instant;
      };
    }
  | { type: 'acknowledged'; data: { accountId: string } }
  | { type: 'contacted'; data: { how: 'phone' | 'visit' | 'message' | 'other'; words: string; reached: boolean } }
  | { type: 'noted'; data: { words: string; evidence: Evidence[] } }
  | { type: 'helperAsked'; data: { unitId: string; task: string; dueAt: Instant } }
  | { type: 'helperReported'; data: { unitId: string; words: string; final: boolean } }
  /** `to` null: back to the unit, because the owner left; `orderedBy` then names the administrator who closed the account. */
  | { type: 'handedOver'; data: { from: string | null; to: string | null; reason: string; orderedBy?: string } }
  | { type: 'objected'; data: { reason: string; basis: string; proposedUnitId: string | null; ruleBy: Instant } }
  | {
      type: 'objectionRuled';
      data: {
        outcome: 'upheld' | 'rejected' | 'designated';
        to: string | null;
        reason: string;
        by: 'hotline' | 'jointMeeting';
        dispatchBy: Instant | null;
        signBy: Instant | null;
        contactBy: Instant | null;
      };
    }
  | { type: 'extensionAsked'; data: { reason: string; until: Day; measure: string; ruleBy?: Instant } }
  | { type: 'extensionRuled'; data: { granted: boolean; reason: string; deadline: Deadline | null; toldRaiser: boolean } }
  | {
      type: 'held';
      data: { measure: string; until: Day; nextContactOn: Day; reason: string; nextContactAt: Instant; untilAt: Instant; ruleBy?: Instant };
    }
  | { type: 'holdConfirmed'; data: { confirmed: boolean; reason: string; deadline: Deadline | null } }
  | { type: 'resumed'; data: { reason: string } }
  | { type: 'pauseAsked'; data: { cause: PauseCause; reason: string; until: Day | null; ruleBy?: Instant } }
  | { type: 'pauseRuled'; data: { granted: boolean; cause: PauseCause; reason: string; untilAt: Instant | null; reviewBy?: Instant } }
  | { type: 'pauseEnded'; data: { reason: string; deadline: Deadline | null } }
  | { type: 'terminationAsked'; data: { reason: string; basis: string; ruleBy?: Instant } }
  | { type: 'terminationRuled'; data: { granted: boolean; reason: string; toldRaiser: string } }
  | { type: 'notAccepted'; data: { kind: NotAcceptedKind; reason: string; route: string } }
  | { type: 'handedToEmergency'; data: { service: EmergencyService; note: string; reference: string } }
  | { type: 'mergedInto'; data: { mainId: string; mainNumber: string; owner: Owner; reason: string } }
  | { type: 'copyJoined'; data: { copyId: string; copyNumber: string } }
  | { type: 'ownerFollowed'; data: { owner: Owner } }
  | {
      type: 'replied';
      data: {
        text: string;
        outcome: ReplyOutcome;
        basis: string;
        remedy: string;
        evidence: Evidence[];
        instant: boolean;
        viaMain: string | null;
        toldHow: string;
        inviteAt: Instant;
        callBy: Instant;
      };
    }
  | { type: 'verdictInvited'; data: { round: number; closesAt: Instant } }
  | { type: 'callAttempted'; data: { reached: boolean; words: string } }
  | {
      type: 'judged';
      data: {
        round: number;
        solved: Solved;
        level: Level;
        words: string;
        via: VerdictVia;
        changeableUntil: Instant;
        changed: boolean;
        proof: string | null;
      };
    }
  | { type: 'verdictRefused'; data: { round: number; words: string } }
  | { type: 'verdictWindowClosed'; data: { round: number; attempts: number } }
  | {
      type: 'reworkOpened';
      data: { round: number; why: ReworkWhy; owner: Owner; deadline: Deadline; signBy: Instant; contactBy: Instant; dispatchBy?: Instant };
    }
  | {
      type: 'escalated';
      data: { from: EscalationLevel; to: EscalationLevel; why: 'rework' | 'overdue' | 'deadlock'; reason: string; actBy: Instant };
    }
  | { type: 'designated'; data: { to: string; reason: string; minutes: string; signBy: Instant; contactBy: Instant } }
  | { type: 'concludedUnresolved'; data: { reason: string; basis: string; minutes: string } }
  | { type: 'exclusionAsked'; data: { kind: NotAcceptedKind | 'abuse' | 'thirdPartyOnly'; reason: string; ruleBy?: Instant } }
  | { type: 'exclusionRuled'; data: { granted: boolean; reason: string; appealBy: Instant } }
  | { type: 'exclusionAppealed'; data: { reason: string; ruleBy?: Instant } }
  | { type: 'appealRuled'; data: { granted: boolean; reason: string } }
  | { type: 'archived'; data: { how: ArchivedHow; checkBackAt: Instant[] } }
  | { type: 'reopened'; data: { fact: string; by: 'raiser' | 'checkBack' } }
  | { type: 'checkedBack'; data: { nth: number; holds: boolean; words: string } }
  | { type: 'lightTurned'; data: { to: 'blue' | 'yellow' | 'red'; urgeAt: Instant | null } }
  | { type: 'urged'; data: { nth: number; about: ClockKind; nextAt: Instant | null } }
  /** By a person, beside what the clock does: no clock is moved or told by it. */
  | { type: 'reminded'; data: { words: string } }
  /** Correction by an added entry (rules d14): row `seq` stays where it is and does not count any more. */
  | { type: 'takenBack'; data: { seq: number; what: 'dispatched' | 'noted'; reason: string; dispatchBy: Instant | null } }
  | { type: 'deadlineRecomputed'; data: { deadline: Deadline; why: string } };

/** What a clock counts towards. `reply` is the lawful deadline; the others keep the way to it short. */
export type ClockKind =
  | 'dispatch'
  | 'sign'
  | 'contact'
  | 'reply'
  | 'rule'
  | 'nextContact'
  | 'holdUntil'
  | 'pauseUntil'
  | 'helper'
  | 'invite'
  | 'callback'
  | 'verdictWindow'
  | 'archive'
  | 'checkBack'
  | 'urge'
  | 'escalation';

export type EventType = MatterEvent['type'];
export type ArchivedHow = 'verdict' | 'noAnswer' | 'refused' | 'notAccepted' | 'emergency' | 'terminated' | 'concluded';

/** One row of history. `seq` starts at 1 and has no gaps. */
export type RecordedEvent = MatterEvent & { seq: number; at: Instant; actor: Actor };

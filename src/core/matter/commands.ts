// What can be asked of a matter. Pages, API, bulk actions, the clock and the command line all hand one of these to decide(); there is no other way in.
import type { Day, Instant } from '../time/day.ts';
import type { Deadline } from '../time/deadline.ts';
import type { PauseCause } from '../time/pause.ts';
import type {
  Confidentiality,
  EmergencyService,
  EventType,
  Evidence,
  Level,
  NotAcceptedKind,
  Owner,
  ReplyOutcome,
  Solved,
  VerdictVia,
} from './events.ts';
import type { Matter } from './matter.ts';

export type Command =
  | { do: 'summarise'; summary: string }
  | {
      do: 'classify';
      categoryId: string | null;
      placeId: string | null;
      urgency: 'normal' | 'urgent' | 'critical';
      effort: 'small' | 'large';
      difficulty: 'single' | 'multi' | 'noRule';
    }
  | { do: 'seal'; confidentiality: Confidentiality; accusedUnitId: string | null }
  | { do: 'recuse'; accountId: string; reason: string }
  | { do: 'dispatch'; to: string; reason: string; copyTo: string | null }
  | { do: 'acknowledge' }
  | { do: 'contact'; how: 'phone' | 'visit' | 'message' | 'other'; words: string; reached: boolean }
  | { do: 'note'; words: string; evidence: Evidence[] }
  | { do: 'askHelper'; unitId: string; task: string; until: Day }
  | { do: 'reportHelp'; words: string; final: boolean }
  | { do: 'handOver'; to: string; reason: string }
  /** The owner has left: to the colleague named, or back to the unit (null). */
  | { do: 'releaseOwner'; from: string; to: string | null; orderedBy: string | null }
  | { do: 'object'; reason: string; basis: string; proposedUnitId: string | null }
  | { do: 'ruleObjection'; outcome: 'upheld' | 'rejected' | 'designated'; to: string | null; reason: string }
  | { do: 'askExtension'; reason: string; until: Day; measure: string }
  | { do: 'ruleExtension'; granted: boolean; reason: string; toldRaiser: boolean }
  | { do: 'hold'; measure: string; until: Day; nextContactOn: Day; reason: string }
  | { do: 'ruleHold'; confirmed: boolean; reason: string }
  | { do: 'resume'; reason: string }
  | { do: 'askPause'; cause: PauseCause; reason: string; until: Day | null }
  | { do: 'rulePause'; granted: boolean; reason: string }
  | { do: 'endPause'; reason: string }
  | { do: 'askTermination'; reason: string; basis: string }
  | { do: 'ruleTermination'; granted: boolean; reason: string; toldRaiser: string }
  | { do: 'notAccept'; kind: NotAcceptedKind; reason: string; route: string }
  | { do: 'handToEmergency'; service: EmergencyService; note: string; reference: string }
  | { do: 'merge'; main: Matter; reason: string }
  | { do: 'joinCopy'; copyId: string; copyNumber: string }
  | { do: 'followOwner'; owner: Owner }
  | {
      do: 'followReply';
      mainNumber: string;
      text: string;
      outcome: ReplyOutcome;
      basis: string;
      remedy: string;
      evidence: Evidence[];
      toldHow: string;
    }
  | { do: 'followEnd'; main: Matter }
  | { do: 'reply'; text: string; outcome: ReplyOutcome; basis: string; remedy: string; evidence: Evidence[]; toldHow: string }
  | { do: 'replyAtOnce'; text: string; outcome: ReplyOutcome; basis: string; remedy: string; toldHow: string }
  | { do: 'attemptCall'; reached: boolean; words: string }
  | { do: 'judge'; solved: Solved; level: Level; words: string; via: VerdictVia; proof: string | null }
  | { do: 'refuseVerdict'; words: string }
  | { do: 'escalate'; reason: string }
  | { do: 'designate'; to: string; reason: string; minutes: string }
  | { do: 'concludeUnresolved'; reason: string; basis: string; minutes: string }
  | { do: 'askExclusion'; kind: NotAcceptedKind | 'abuse' | 'thirdPartyOnly'; reason: string }
  | { do: 'ruleExclusion'; granted: boolean; reason: string }
  | { do: 'appealExclusion'; reason: string }
  | { do: 'ruleAppeal'; granted: boolean; reason: string }
  | { do: 'reopen'; fact: string }
  | { do: 'checkBack'; holds: boolean; words: string }
  | { do: 'recomputeDeadline'; deadline: Deadline; why: string }
  | { do: 'remind'; words: string }
  | { do: 'takeBack'; entry: OwnEntry; reason: string }
  | { do: 'tick' };

/** The last row of the history as whoever takes it back has read it: only the last one can be, so its `seq` is the matter's version. */
export type OwnEntry = { seq: number; type: EventType; by: string; at: Instant };

export type CommandName = Command['do'];

export type DutyAnswer =
  | { ok: true; dutyRef: string | null; mayOwn: boolean }
  | { ok: false; refusal: 'duty-taken-back' | 'duty-cooperate-only' | 'duty-not-listed'; names: string };

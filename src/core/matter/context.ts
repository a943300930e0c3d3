// What a decision may know besides the matter itself: now, who asks, the limits in force, and the facts its caller looked up in the same transaction.
import type { Day, Instant } from '../time/day.ts';
import type { Deadline } from '../time/deadline.ts';
import type { DutyAnswer } from './commands.ts';
import type { Actor, MatterEvent } from './events.ts';
import type { Matter } from './matter.ts';
import type { Refusal, Refused } from './refusals.ts';

/** Deadlines as the dated limit tables and calendars give them; the adapter over core/time is in the matters room. */
export type Limits = {
  /** Reply deadline of a category (null = the ordinary one), or by a limit named for this matter, started at an instant. */
  reply(categoryId: string | null, startAt: Instant, limitKey?: string): Deadline;
  /** End of a named limit of pack X4, e.g. `hotline.sign`. */
  end(key: string, startAt: Instant): Instant;
  contactEnd(categoryId: string | null, startAt: Instant): Instant;
  /** The same deadline moved to the end of a promised day (extension, confirmed hold). */
  movedTo(deadline: Deadline, until: Day, why: 'extension' | 'hold'): Deadline;
  /** The same deadline after its pauses up to now. */
  afterPauses(deadline: Deadline, pauses: Matter['pauses'], now: Instant): Deadline;
  /** The last day to which this deadline may be extended, and how often it may be. */
  lastExtension(deadline: Deadline): { until: Day; times: number };
  light(deadline: Deadline, now: Instant): 'none' | 'blue' | 'yellow' | 'red';
  dayOf(at: Instant): Day;
  endOfDay(on: Day): Instant;
  addDays(on: Day, days: number): Day;
  hoursBetween(from: Instant, to: Instant): number;
};

export type Context = {
  now: Instant;
  actor: Actor;
  limits: Limits;
  duty(unitId: string, categoryId: string | null): DutyAnswer;
  unitExists(unitId: string): boolean;
  categoryExists(categoryId: string): boolean;
  placeExists(placeId: string): boolean;
  /** Unit of an account in office today, or null. */
  unitOfAccount(accountId: string): string | null;
  /** True when `unitId` is the accused unit or lies below it. */
  isUnder(unitId: string, above: string): boolean;
  /** Phrases that say nothing, of the county's own list: a reply made of them only is none. */
  emptyPhrases?: readonly string[];
};

export type Decision = { events: MatterEvent[] } | Refused;

export const refuse = (refusal: Refusal, detail?: string): Refused => (detail === undefined ? { refusal } : { refusal, detail });
export const happen = (...events: MatterEvent[]): Decision => ({ events });
export const blank = (text: string): boolean => text.trim() === '';
export const actorId = (actor: Actor): string => (actor.kind === 'staff' ? actor.id : actor.kind);
/** Whether that was this person, or whoever they stand in for now: nobody rules on a request of their own by way of a stand-in. */
export const isBy = (actor: Actor, id: string | null | undefined): boolean =>
  id !== null && id !== undefined && (actorId(actor) === id || (actor.kind === 'staff' && actor.forId === id));
export const maxRounds = 3; // the first handling and two reworks; then the matter climbs (SM-01)
/** Within this limit a second person rules on an objection, an extension, a pause, a hold or a termination (X4: one working day). */
export const rulingLimit = 'hotline.objection.decide';

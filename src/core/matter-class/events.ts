// What can happen to a class of matters (SM-06). As with a matter, events are the only truth; no event holds a name, a phone number or a word of a raiser.
import type { Actor } from '../matter/events.ts';
import type { Plan } from '../text/concrete.ts';
import type { Day, Instant } from '../time/day.ts';
import type { Effect } from './effect.ts';
import type { Signal } from './signals.ts';

export type MeasureKind = 'rule' | 'process' | 'asset' | 'staff' | 'explain';
export const measureKinds: readonly MeasureKind[] = ['rule', 'process', 'asset', 'staff', 'explain'];

/**
 * Which matters belong to it by themselves: of these categories and all below them, within these places (none: the county), holding one of `words` where there are any
 * and none of `notWords`. Without a category only what a person took in belongs to it.
 */
export type Scope = { categoryIds: readonly string[]; placeIds: readonly string[]; words: readonly string[]; notWords: readonly string[] };
export type Origin = 'clock' | 'person' | 'split' | 'season';
/** Ids stand for unit and person; the other fields are words as typed. */
export type MeasurePlan = Omit<Plan, 'unit' | 'person'> & { kind: MeasureKind; unitId: string; accountId: string };
/** What the effect was judged by, kept with the judgement. */
export type EffectSeen = Pick<Effect, 'verdict' | 'before' | 'after'> & { ratio: number | null; low: number | null; high: number | null };

export type ClassEvent =
  | {
      type: 'noticed';
      data: {
        number: string;
        origin: Origin;
        title: string;
        scope: Scope;
        signals: readonly Signal[];
        include: readonly string[];
        from: string | null;
      };
    }
  | { type: 'signalled'; data: { signals: readonly Signal[] } }
  | { type: 'confirmed'; data: { title: string; hypothesis: string } }
  | { type: 'named'; data: { title: string; hypothesis: string; scope: Scope } }
  | { type: 'setAside'; data: { reason: string } }
  | { type: 'takenUp'; data: { reason: string } }
  | { type: 'included'; data: { ids: readonly string[]; reason: string } }
  | { type: 'excluded'; data: { ids: readonly string[]; reason: string } }
  | { type: 'splitOff'; data: { ids: readonly string[]; words: readonly string[]; number: string; reason: string } }
  | { type: 'joinedTo'; data: { number: string; reason: string } }
  | { type: 'absorbed'; data: { number: string; ids: readonly string[]; scope: Scope } }
  | { type: 'established'; data: { unitId: string; accountId: string; whys: readonly string[] } }
  | { type: 'causeFound'; data: { whys: readonly string[] } }
  | { type: 'ownerChanged'; data: { unitId: string; accountId: string; reason: string } }
  | { type: 'measurePlanned'; data: { id: string; plan: MeasurePlan } }
  | { type: 'measureDropped'; data: { id: string; reason: string } }
  | { type: 'started'; data: Record<string, never> }
  | { type: 'measureDone'; data: { id: string; on: Day; evidence: string } }
  | { type: 'observed'; data: { from: Day; periods: number; periodDays: number; until: Day } }
  | { type: 'observationExtended'; data: { periods: number; until: Day; reason: string } }
  | { type: 'concluded'; data: { outcome: 'effective' | 'ineffective'; words: string; effect: EffectSeen } }
  | { type: 'resumed'; data: { reason: string } }
  | { type: 'archived'; data: { lasting: string; document: string; reviewBy: Day } }
  | { type: 'reviewed'; data: { words: string; reviewBy: Day } }
  | { type: 'relapsed'; data: { n: number; days: number; least: number } };

export type ClassEventType = ClassEvent['type'];
export type RecordedClassEvent = ClassEvent & { seq: number; at: Instant; actor: Actor };

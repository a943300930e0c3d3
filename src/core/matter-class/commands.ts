// What can be asked of a class. Pages, API and clock all hand one of these to decideClass(); there is no other way in.
import type { Day } from '../time/day.ts';
import type { MeasurePlan, Scope } from './events.ts';
import type { Signal } from './signals.ts';
import type { ClassStatus } from './state.ts';

export type ClassCommand =
  | { do: 'confirm'; title: string; hypothesis: string }
  | { do: 'name'; title: string; hypothesis: string; scope: Scope }
  | { do: 'setAside'; reason: string }
  | { do: 'takeUp'; reason: string }
  | { do: 'include'; ids: readonly string[]; reason: string }
  | { do: 'exclude'; ids: readonly string[]; reason: string }
  /** `members` are all of it now; `number` the new class's. Matters with one of `words` go there from now on. */
  | { do: 'split'; ids: readonly string[]; members: readonly string[]; words: readonly string[]; number: string; reason: string }
  | { do: 'joinTo'; number: string; status: ClassStatus; reason: string }
  | { do: 'absorb'; number: string; ids: readonly string[]; scope: Scope }
  | { do: 'establish'; unitId: string; accountId: string; whys: readonly string[] }
  | { do: 'findCause'; whys: readonly string[] }
  | { do: 'changeOwner'; unitId: string; accountId: string; reason: string }
  | { do: 'planMeasure'; id: string; plan: MeasurePlan }
  | { do: 'dropMeasure'; id: string; reason: string }
  | { do: 'start' }
  | { do: 'finishMeasure'; id: string; on: Day; evidence: string }
  | { do: 'observe'; from: Day; periods: number; periodDays: number }
  | { do: 'extendObservation'; periods: number; reason: string }
  | { do: 'conclude'; outcome: 'effective' | 'ineffective' | null; words: string }
  | { do: 'resume'; reason: string }
  | { do: 'archive'; lasting: string; document: string }
  | { do: 'review'; words: string }
  | { do: 'signal'; signals: readonly Signal[] }
  | { do: 'relapse'; n: number; days: number };
export type ClassCommandName = ClassCommand['do'];

// A class of matters as its history makes it.
import type { Day, Instant } from '../time/day.ts';
import type { EffectSeen, MeasurePlan, Origin, Scope } from './events.ts';
import type { Signal } from './signals.ts';

export const classStatuses = [
  'clue',
  'candidate',
  'established',
  'acting',
  'observing',
  'effective',
  'ineffective',
  'archived',
  'setAside',
  'merged',
] as const;
export type ClassStatus = (typeof classStatuses)[number];

export type Measure = {
  id: string;
  plan: MeasurePlan;
  /** The round in which it was planned: after a relapse an old measure is no answer. */
  round: number;
  droppedBecause: string | null;
  done: { on: Day; evidence: string } | null;
};

export type MatterClass = {
  id: string;
  number: string;
  version: number;
  status: ClassStatus;
  origin: Origin;
  /** The class it was split off from. */
  from: string | null;
  title: string;
  hypothesis: string;
  scope: Scope;
  signals: readonly Signal[];
  /** Taken in, or left out, by a person, whatever the scope says. */
  include: readonly string[];
  exclude: readonly string[];
  owner: { unitId: string; accountId: string } | null;
  whys: readonly string[];
  /** The round for which the cause was last found; it must be found anew after a relapse or when nothing helped. */
  causeRound: number;
  /** 1, and one more with each relapse and each new try. */
  round: number;
  measures: readonly Measure[];
  /** `from` is the date of the measure in the series. */
  observation: { from: Day; periods: number; periodDays: number; until: Day } | null;
  conclusion: { outcome: 'effective' | 'ineffective'; words: string; effect: EffectSeen; at: Instant } | null;
  lasting: { text: string; document: string } | null;
  reviewBy: Day | null;
  relapses: readonly { at: Instant; n: number; days: number }[];
  mergedInto: string | null;
  setAsideBecause: string;
  openedAt: Instant;
  changedAt: Instant;
};

export const liveStatuses: readonly ClassStatus[] = [
  'clue',
  'candidate',
  'established',
  'acting',
  'observing',
  'effective',
  'ineffective',
  'archived',
];
/** Kept in the round that runs now, and not dropped. */
export const measuresNow = (m: MatterClass): readonly Measure[] =>
  m.measures.filter((one) => one.round === m.round && one.droppedBecause === null);
/** A measure that changes how things are, not only what people are told. */
export const isStructural = ({ plan }: Measure): boolean => plan.kind === 'rule' || plan.kind === 'process' || plan.kind === 'asset';

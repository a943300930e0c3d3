// What makes a class worth a person's look (X10, P16, P46): each signal says how many, in what time, and from how many on it counts. The clock proposes; a person decides.
import type { Day, Instant } from '../time/day.ts';
import type { PeakRule } from './peaks.ts';

export type Thresholds = {
  /** At least so many of one leaf in one village … */
  sameVillage: number;
  sameVillageDays: number;
  /** … or of one leaf in the whole county … */
  countywide: number;
  countywideDays: number;
  /** … or so many per cent of the answered ones reworked, of at least so many answered in so many days. */
  reworkShare: number;
  reworkLeast: number;
  reworkDays: number;
  /** Trigram Jaccard × 100, and how many alike. */
  likeWords: number;
  likeLeast: number;
  sameAsset: number;
  /** A peak: so many times the year's usual week, and at least so many matters a week; seen two weeks around today, a season plan so many weeks ahead. */
  peakTimes: number;
  peakLeast: number;
  peakWeeks: number;
  seasonWeeks: number;
  /** Sudden bursts: told to the duty officer at once. */
  burst: number;
  burstHours: number;
  visitors: number;
  /** Back again after it was solved: at least so many in so many days. */
  relapse: number;
  relapseDays: number;
};
export type ThresholdName = keyof Thresholds;

/** As X10 gives them; where it names no number (like words, asset, bursts by visit, relapse), ours. */
export const usualThresholds: Thresholds = {
  sameVillage: 5,
  sameVillageDays: 30,
  countywide: 10,
  countywideDays: 30,
  reworkShare: 30,
  reworkLeast: 5,
  reworkDays: 90,
  likeWords: 50,
  likeLeast: 5,
  sameAsset: 3,
  peakTimes: 2,
  peakLeast: 5,
  peakWeeks: 2,
  seasonWeeks: 6,
  burst: 6,
  burstHours: 24,
  visitors: 5,
  relapse: 5,
  relapseDays: 30,
};

/** What a threshold may be set to; outside it means nothing or floods the board. */
export const thresholdRange: Record<ThresholdName, readonly [least: number, most: number]> = {
  sameVillage: [2, 1_000],
  sameVillageDays: [1, 180],
  countywide: [2, 10_000],
  countywideDays: [1, 180],
  reworkShare: [1, 100],
  reworkLeast: [2, 1_000],
  reworkDays: [7, 365],
  likeWords: [20, 100],
  likeLeast: [2, 1_000],
  sameAsset: [2, 1_000],
  peakTimes: [2, 20],
  peakLeast: [2, 1_000],
  peakWeeks: [0, 8],
  seasonWeeks: [1, 26],
  burst: [2, 1_000],
  burstHours: [1, 168],
  visitors: [2, 1_000],
  relapse: [2, 1_000],
  relapseDays: [7, 180],
};

export const peakRuleOf = (t: Thresholds): PeakRule => ({ times: t.peakTimes, least: t.peakLeast });

/** `least` and the other numbers beside `n` are the threshold as it was then; they are printed with the candidate. */
export type Signal =
  | { kind: 'sameVillage'; n: number; days: number; least: number }
  | { kind: 'countywide'; n: number; days: number; least: number }
  | { kind: 'rework'; n: number; whole: number; days: number; least: number }
  | { kind: 'likeWords'; n: number; days: number; likeness: number; least: number /** As in LikeGroup. */; by?: 'pairs' }
  | { kind: 'asset'; n: number; days: number; asset: string; least: number }
  | { kind: 'lastYear'; n: number; from: Day; to: Day; usual: number; times: number }
  | { kind: 'burst'; n: number; hours: number; least: number }
  | { kind: 'visits'; n: number; hours: number; least: number };
export type SignalKind = Signal['kind'];

export type Recent = { id: string; categoryId: string; villageId: string | null; at: Instant };
export type Candidate = { categoryId: string; placeId: string | null; signals: Signal[] };
export const keyOfCandidate = (one: { categoryId: string; placeId: string | null }): string => `${one.categoryId}|${one.placeId ?? ''}`;

type Counted = { categoryId: string; villageId: string | null; n: number };
export type Facts = {
  /** Of one leaf and village within `sameVillageDays`; null: no village is known. */
  perVillage: readonly Counted[];
  /** Of one leaf within `countywideDays`, wherever. */
  perLeaf: readonly { categoryId: string; n: number }[];
  rework: readonly { categoryId: string; villageId: string | null; reworked: number; answered: number }[];
  like: readonly { categoryId: string; villageIds: readonly (string | null)[]; n: number; closest: number; by?: 'pairs' }[];
  assets: readonly { categoryId: string; villageIds: readonly (string | null)[]; n: number; asset: string }[];
  lastYear: readonly { categoryId: string; n: number; from: Day; to: Day; usual: number }[];
  bursts: readonly Counted[];
  visits: readonly { categoryId: string; n: number }[];
};

/** Candidates with all signals that speak for them; by leaf and village, or by leaf alone where it goes across villages. In a fixed order. */
export function candidatesOf(facts: Facts, t: Thresholds): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (categoryId: string, placeId: string | null, signal: Signal): void => {
    const key = keyOfCandidate({ categoryId, placeId });
    const one = found.get(key) ?? { categoryId, placeId, signals: [] };
    one.signals.push(signal);
    found.set(key, one);
  };
  const oneVillage = (ids: readonly (string | null)[]): string | null => (new Set(ids).size === 1 ? (ids[0] ?? null) : null);
  for (const { categoryId, villageId, n } of facts.perVillage)
    if (villageId !== null && n >= t.sameVillage)
      add(categoryId, villageId, { kind: 'sameVillage', n, days: t.sameVillageDays, least: t.sameVillage });
  for (const { categoryId, n } of facts.perLeaf)
    if (n >= t.countywide && !isOneVillage(facts, categoryId, n, t))
      add(categoryId, null, { kind: 'countywide', n, days: t.countywideDays, least: t.countywide });
  for (const { categoryId, villageId, reworked, answered } of facts.rework)
    if (answered >= t.reworkLeast && reworked * 100 >= t.reworkShare * answered)
      add(categoryId, villageId, { kind: 'rework', n: reworked, whole: answered, days: t.reworkDays, least: t.reworkShare });
  for (const { categoryId, villageIds, n, closest, by } of facts.like)
    if (n >= t.likeLeast)
      add(categoryId, oneVillage(villageIds), {
        kind: 'likeWords',
        n,
        days: Math.max(t.sameVillageDays, t.countywideDays),
        likeness: Math.round(closest * 100),
        least: t.likeWords,
        ...(by ? { by } : {}),
      });
  for (const { categoryId, villageIds, n, asset } of facts.assets)
    if (n >= t.sameAsset)
      add(categoryId, oneVillage(villageIds), {
        kind: 'asset',
        n,
        days: Math.max(t.sameVillageDays, t.countywideDays),
        asset,
        least: t.sameAsset,
      });
  for (const { categoryId, n, from, to, usual } of facts.lastYear)
    add(categoryId, null, { kind: 'lastYear', n, from, to, usual, times: t.peakTimes });
  for (const { categoryId, villageId, n } of facts.bursts)
    if (n >= t.burst) add(categoryId, villageId, { kind: 'burst', n, hours: t.burstHours, least: t.burst });
  for (const { categoryId, n } of facts.visits)
    if (n >= t.visitors) add(categoryId, null, { kind: 'visits', n, hours: t.burstHours, least: t.visitors });
  return [...found.values()].sort((a, b) => (keyOfCandidate(a) < keyOfCandidate(b) ? -1 : 1));
}

/** Two thirds of it come from a village that is a candidate itself: then it is that village's trouble and not the county's. */
const isOneVillage = (facts: Facts, categoryId: string, n: number, t: Thresholds): boolean =>
  facts.perVillage.some((one) => one.categoryId === categoryId && one.villageId !== null && one.n >= t.sameVillage && one.n * 3 > n * 2);

/**
 * Whether what is seen now says more than what was told: a new kind of signal, or half as many again. For what a person set aside it must be twice as many: nobody
 * should be asked the same question every week.
 */
export function saysMore(now: readonly Signal[], told: readonly Signal[], setAside: boolean): boolean {
  const factor = setAside ? 2 : 1.5;
  return now.some((signal) => {
    const before = told.filter((one) => one.kind === signal.kind);
    return before.length === 0 ? !setAside || signal.kind === 'burst' : signal.n >= factor * Math.max(...before.map((one) => one.n));
  });
}

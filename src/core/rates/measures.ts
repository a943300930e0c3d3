// The registry of measures (P15, P49; rules X1, d2, d19): what may be counted, by which formula, over which whole, grouped by what. Anything else is no measure
// of this product: no composite score, no rank, and nothing by person, because nothing here knows one.
import type { Tally } from './tally.ts';
import { type Interval, wilson } from './wilson.ts';

export const formula = 'formula@1';
/** What a measure may be grouped by. */
export const subjects = ['place', 'category', 'unit'] as const;
export type Subject = (typeof subjects)[number];
/** A unit with fewer matters in the period is not put into a table of units (rules d19). */
export const leastOfUnit = 30;

export const measureKeys = [
  'response',
  'solution',
  'satisfactionStrict',
  'satisfactionWide',
  'reach',
  'rework',
  'returned',
  'overdue',
  'exclusion',
] as const;
export type MeasureKey = (typeof measureKeys)[number];
type Counts = { part: (t: Tally) => number; whole: (t: Tally) => number };

const s0 = (t: Tally): number => t.due - t.excluded;
export const definitions: Record<MeasureKey, Counts> = {
  response: { part: (t) => t.contactInTime, whole: (t) => t.needContact },
  solution: { part: (t) => t.yes, whole: (t) => t.answered },
  satisfactionStrict: { part: (t) => t.level5 + t.level4, whole: (t) => t.answered },
  satisfactionWide: { part: (t) => t.level5 + t.level4 + t.level3, whole: (t) => t.answered },
  reach: { part: (t) => t.answered, whole: (t) => t.closed },
  rework: { part: (t) => t.reworked, whole: (t) => t.closed },
  returned: { part: (t) => t.objected, whole: (t) => t.dispatched },
  overdue: { part: (t) => t.overdue, whole: s0 },
  exclusion: { part: (t) => t.excluded, whole: (t) => t.due },
};

/** A share with its whole and how sure it is; `value` and `interval` are null without a whole. */
export type Share = { part: number; n: number; value: number | null; interval: Interval | null };
export type Measures = Record<MeasureKey, Share> & {
  /** Solved of all that were closed: what is certain even if everybody who was not reached said no. */
  lowerBound: Share;
  /** Mean hours from dispatch to the first real contact, and over how many. */
  firstContact: { hours: number | null; n: number };
  /** S0: due less excluded. */
  counted: number;
};

export function shareOf(part: number, n: number): Share {
  return { part, n, value: n === 0 ? null : part / n, interval: wilson(part, n) };
}

export function measuresOf(t: Tally): Measures {
  const shares = Object.fromEntries(measureKeys.map((key) => [key, shareOf(definitions[key].part(t), definitions[key].whole(t))]));
  return {
    ...(shares as Record<MeasureKey, Share>),
    lowerBound: shareOf(t.yes, t.closed),
    firstContact: { hours: t.contacted === 0 ? null : t.contactHours / t.contacted, n: t.contacted },
    counted: s0(t),
  };
}

/** Below this many, a share is told as "9 of 9" and not as a percentage. */
export const leastForPercent = 10;

const percent = (share: number): string => (share * 100).toFixed(1);

/** `75.0 %（67.3–81.4）`; of fewer than ten `9 件中 9 件（70.1–100）`; of none `—`. */
export function sayShare({ part, n, value, interval }: Share, lang: 'zh' | 'en'): string {
  if (value === null || interval === null) return '—';
  const bound = (x: number): string => (x === 1 ? '100' : x === 0 ? '0' : percent(x));
  const range = `${bound(interval.low)}–${bound(interval.high)}`;
  const words = n < leastForPercent ? (lang === 'zh' ? `${n} 件中 ${part} 件` : `${part} of ${n}`) : `${percent(value)} %`;
  return lang === 'zh' ? `${words}（${range}）` : `${words} (${range})`;
}

/** The share alone, where the interval stands elsewhere: `75.0 %`, `9 件中 9 件`, `—`. */
export function sayShortShare(share: Share, lang: 'zh' | 'en'): string {
  return sayShare(share, lang).replace(/\s?[（(].*$/, '');
}

// Whether a measure helped (P16; SM-06: new matters per week against a baseline, with the date of the measure). An interrupted time series: weekly counts, a trend
// before, a step at the date, another slope after it; J. Lopez Bernal, S. Cummins, A. Gasparrini, "Interrupted time series regression for the evaluation of public
// health interventions: a tutorial", International Journal of Epidemiology 46 (2017) 348-355. docs/method-effect.md tells it in words. Too few data: no conclusion.
import { exactShare, t95 } from '../stats/beta.ts';
import { dot, errorOf, type Fit, fitCounts } from '../stats/poisson.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';

/** Whole weeks before and after the date; the first week after begins on the date itself. Oldest first. */
export type Series = { measureOn: Day; before: readonly number[]; after: readonly number[] };

/**
 * `full`: trend, step, changed slope. `level`: trend and step (under eight weeks or ten matters after). `plain`: step alone (few matters: a trend of them would be noise).
 * `none`: nothing came after, so only a bound can be named.
 */
export type Model = 'full' | 'level' | 'plain' | 'none';
export type TooFew = 'weeks-before' | 'weeks-after' | 'matters-before' | 'no-estimate';
type Side = { weeks: number; n: number; perWeek: number };

export type Effect = { before: Side; after: Side } & (
  | { verdict: 'tooFew'; why: readonly TooFew[] }
  | {
      verdict: 'fell' | 'rose' | 'unclear';
      model: Model;
      /** Yearly rise and fall taken out: from 52 weeks before on. */
      season: boolean;
      /** New matters after the measure against what was to be expected without it, over the whole time after; 0.6 = 40 % fewer. With its 95 % interval. */
      ratio: number;
      low: number;
      high: number;
      dispersion: number;
      /** Of neighbouring weeks; where it stands out, the interval was widened by √((1+r)/(1−r)). */
      autocorrelation: number;
      widened: boolean;
      /** The model's weekly counts, and for the weeks after also without the measure. */
      fitted: readonly number[];
      without: readonly number[];
    }
);

export const leastWeeksBefore = 8;
export const leastWeeksAfter = 4;
export const leastMattersBefore = 10;
const trendFrom = 30; // matters before, over at least twelve weeks
const weeksPerYear = 52;
export const mostWeeksBefore = 156;

const sideOf = (counts: readonly number[]): Side => {
  const n = counts.reduce((sum, one) => sum + one, 0);
  return { weeks: counts.length, n, perWeek: counts.length === 0 ? 0 : n / counts.length };
};

/** The estimate, or why there is none. Never throws for counts that are whole numbers. */
export function effectOf({ before, after }: Series): Effect {
  const sides = { before: sideOf(before), after: sideOf(after) };
  const why: TooFew[] = [];
  if (sides.before.weeks < leastWeeksBefore) why.push('weeks-before');
  if (sides.after.weeks < leastWeeksAfter) why.push('weeks-after');
  if (sides.before.n < leastMattersBefore) why.push('matters-before');
  if (why.length > 0) return { ...sides, verdict: 'tooFew', why };
  if (sides.after.n === 0) return { ...sides, ...noneAfter(sides.before, sides.after) };
  const found = estimate(before, after, shape(sides.before, sides.after));
  return found === null ? { ...sides, verdict: 'tooFew', why: ['no-estimate'] } : { ...sides, ...found };
}

const slopeFrom = 10; // matters after, over at least eight weeks
const shape = (before: Side, after: Side): Model =>
  before.weeks < 12 || before.n < trendFrom ? 'plain' : after.weeks < leastWeeksBefore || after.n < slopeFrom ? 'level' : 'full';

function estimate(before: readonly number[], after: readonly number[], model: Model) {
  const season = model !== 'plain' && before.length >= weeksPerYear;
  const counts = [...before, ...after];
  const columns = counts.map((_, i) => columnsOf(i - before.length, model, season));
  const fit = fitCounts(columns, counts);
  if (fit === null) return null;
  const late = (after.length - 1) / 2 / weeksPerYear; // the middle of the time after
  const weights = columnsOf(0, model, false).map((_, j) => (j === at(model) ? 1 : model === 'full' && j === at(model) + 1 ? late : 0));
  const contrast = fit.coefficients.map((_, j) => weights[j] ?? 0);
  const autocorrelation = lagOne(counts, fit);
  const widened = autocorrelation > 2 / Math.sqrt(counts.length);
  const error = errorOf(fit, contrast) * (widened ? Math.sqrt((1 + autocorrelation) / (1 - autocorrelation)) : 1);
  const middle = dot(contrast, fit.coefficients);
  const half = t95(fit.freedom) * error;
  const [ratio, low, high] = [Math.exp(middle), Math.exp(middle - half), Math.exp(middle + half)];
  if (![ratio, low, high].every((one) => Number.isFinite(one)) || low === 0) return null;
  const without = columns.slice(before.length).map((row) =>
    Math.exp(
      dot(
        row.map((value, j) => (j === at(model) || (model === 'full' && j === at(model) + 1) ? 0 : value)),
        fit.coefficients,
      ),
    ),
  );
  return {
    verdict: high < 1 ? ('fell' as const) : low > 1 ? ('rose' as const) : ('unclear' as const),
    model,
    season,
    ratio,
    low,
    high,
    dispersion: fit.dispersion,
    autocorrelation,
    widened,
    fitted: fit.fitted,
    without,
  };
}

/** Which column is the step. */
const at = (model: Model): number => (model === 'plain' ? 1 : 2);

/** One line of X: 1, years since the date, step, years after the step, and the year's wave. `week` is 0 in the first week after. */
function columnsOf(week: number, model: Model, season: boolean): number[] {
  const after = week >= 0 ? 1 : 0;
  const years = week / weeksPerYear;
  const wave = (2 * Math.PI * week * 7) / 365.2425;
  return [
    1,
    ...(model === 'plain' ? [] : [years]),
    after,
    ...(model === 'full' ? [after * years] : []),
    ...(season ? [Math.sin(wave), Math.cos(wave)] : []),
  ];
}

function lagOne(counts: readonly number[], fit: Fit): number {
  const rest = counts.map((y, i) => (y - (fit.fitted[i] ?? 1)) / Math.sqrt(fit.fitted[i] ?? 1));
  const mean = rest.reduce((sum, one) => sum + one, 0) / rest.length;
  const all = rest.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const next = rest.slice(1).reduce((sum, one, i) => sum + (one - mean) * ((rest[i] ?? 0) - mean), 0);
  return all === 0 ? 0 : Math.min(0.95, Math.max(-0.95, next / all));
}

/**
 * Nothing came after: the estimate runs to nothing, but how far it may be from it can be said exactly, given all that came (two Poisson counts, given their sum, are
 * a binomial: J. Przyborowski, H. Wilenski, Biometrika 31 (1940) 313-323). The trend before is not looked at.
 */
function noneAfter(before: Side, after: Side) {
  const { high } = compared({ n: after.n, weeks: after.weeks }, { n: before.n, weeks: before.weeks }) ?? { high: 1 };
  return {
    verdict: high < 1 ? ('fell' as const) : ('unclear' as const),
    model: 'none' as const,
    season: false,
    ratio: 0,
    low: 0,
    high,
    dispersion: 1,
    autocorrelation: 0,
    widened: false,
    fitted: [...new Array<number>(before.weeks).fill(before.perWeek), ...new Array<number>(after.weeks).fill(0)],
    without: new Array<number>(after.weeks).fill(before.perWeek),
  };
}

type Count = { n: number; weeks: number };
/** Two rates side by side, exactly: `now` against `then`, with the 95 % interval. For this season against last; null when both are nothing. */
export function compared(now: Count, then: Count): { ratio: number | null; low: number; high: number } | null {
  const all = now.n + then.n;
  if (all === 0 || now.weeks <= 0 || then.weeks <= 0) return null;
  const scale = then.weeks / now.weeks;
  const share = exactShare(now.n, all);
  const odds = (p: number): number => (p >= 1 ? Number.POSITIVE_INFINITY : (p / (1 - p)) * scale);
  return { ratio: then.n === 0 ? null : (now.n / then.n) * scale, low: odds(share.low), high: odds(share.high) };
}

/**
 * Days on which new matters came, as weeks around the date. Only whole weeks, at most three years back; not before `since` (the county began to record then) nor
 * before the week of the first of them (weeks in which the trouble did not exist are no baseline), and not after `today`.
 */
export function seriesOf(days: readonly { on: Day; n: number }[], measureOn: Day, since: Day, today: Day): Series {
  const weeksBefore = Math.max(0, Math.min(mostWeeksBefore, Math.floor(daysBetween(since, measureOn) / 7)));
  const weeksAfter = Math.max(0, Math.floor(daysBetween(measureOn, today) / 7));
  const before = new Array<number>(weeksBefore).fill(0);
  const after = new Array<number>(weeksAfter).fill(0);
  for (const { on, n } of days) {
    const week = Math.floor(daysBetween(measureOn, on) / 7);
    if (week >= 0 && week < weeksAfter) after[week] = (after[week] ?? 0) + n;
    else if (week < 0 && -week <= weeksBefore) before[weeksBefore + week] = (before[weeksBefore + week] ?? 0) + n;
  }
  const begun = before.findIndex((n) => n > 0);
  return { measureOn, before: begun < 0 ? before : before.slice(begun), after };
}

/** The first day of each week of a series, oldest first. */
export const weeksOf = ({ measureOn, before, after }: Series): Day[] =>
  [...before, ...after].map((_, i) => addDays(measureOn, (i - before.length) * 7));

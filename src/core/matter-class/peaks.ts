// Peaks of a year (P48, 未诉先办; X10 "last year's peak"): weeks in which a kind of matter came far more often than usual. They open next year's plan before the season.
import { addDays, addMonths, type Day, daysBetween } from '../time/day.ts';

/** Days first and last of it; `usual` is the year's median week. */
export type Peak = { from: Day; to: Day; n: number; weeks: number; usual: number };
export type PeakRule = { times: number; least: number };

/** `counts` are weeks one after the other, the first beginning on `from`. A quiet week between two loud ones does not part them. */
export function peaksOf(from: Day, counts: readonly number[], rule: PeakRule): Peak[] {
  if (counts.length === 0) return [];
  const sorted = [...counts].sort((a, b) => a - b);
  const usual = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const high = counts.map((n) => n >= rule.least && n >= rule.times * Math.max(1, usual));
  const peaks: Peak[] = [];
  for (let i = 0; i < counts.length; i += 1) {
    if (!high[i]) continue;
    let last = i;
    while (high[last + 1] || high[last + 2]) last += high[last + 1] ? 1 : 2;
    const n = counts.slice(i, last + 1).reduce((sum, one) => sum + one, 0);
    peaks.push({ from: addDays(from, i * 7), to: addDays(from, last * 7 + 6), n, weeks: last - i + 1, usual });
    i = last;
  }
  return peaks;
}

/** The same days a year on. */
export const nextYear = (peak: Pick<Peak, 'from' | 'to'>): { from: Day; to: Day } => {
  const from = addMonths(peak.from, 12);
  return { from, to: addDays(from, daysBetween(peak.from, peak.to)) };
};

/** Whether the plan for next year's season is due: it begins within `weeks` weeks, and is not over. */
export function isSeasonNear(peak: Pick<Peak, 'from' | 'to'>, today: Day, weeks: number): boolean {
  const { from, to } = nextYear(peak);
  return today >= addDays(from, -7 * weeks) && today <= to;
}

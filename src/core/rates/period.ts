// Periods of the reports: month, quarter, year, by the calendar of Shanghai. The quarter is the default, because a month's few matters say little and a
// race at each month's end helps nobody (rules, complaint 13).
import { addDays, addMonths, atTimeOfDay, type Day, dayOf, type Instant } from '../time/day.ts';

export type PeriodKind = 'month' | 'quarter' | 'year';
/** Both days included. `code` names it in addresses: `2026-11`, `2026-Q4`, `2026`; null for any other stretch. */
export type Period = { kind: PeriodKind | 'days'; code: string | null; from: Day; to: Day };

const monthsOf: Record<PeriodKind, number> = { month: 1, quarter: 3, year: 12 };
const two = (n: number): string => String(n).padStart(2, '0');

/** The period of that kind in which the day lies. */
export function periodOf(kind: PeriodKind, on: Day): Period {
  const year = on.slice(0, 4);
  const month = Number(on.slice(5, 7));
  const first = kind === 'month' ? month : kind === 'quarter' ? Math.floor((month - 1) / 3) * 3 + 1 : 1;
  const from = `${year}-${two(first)}-01` as Day;
  const code = kind === 'month' ? `${year}-${two(month)}` : kind === 'quarter' ? `${year}-Q${(first + 2) / 3}` : year;
  return { kind, code, from, to: addDays(addMonths(from, monthsOf[kind]), -1) };
}

/** `2026-11`, `2026-Q4`, `2026`; null for anything else. */
export function parsePeriod(code: string): Period | null {
  const read = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(code);
  const year = read?.[1];
  if (!year || Number(year) < 1990 || Number(year) > 2199) return null;
  if (read[2]) return periodOf('quarter', `${year}-${two(Number(read[2]) * 3)}-01` as Day);
  return read[3] ? periodOf('month', `${year}-${read[3]}-01` as Day) : periodOf('year', `${year}-01-01` as Day);
}

/** The one before, of the same kind; of any other stretch as many days before it. */
export function periodBefore(period: Period): Period {
  const to = addDays(period.from, -1);
  if (period.kind !== 'days') return periodOf(period.kind, to);
  const days = Math.round((Date.parse(period.to) - Date.parse(period.from)) / 86_400_000);
  return { kind: 'days', code: null, from: addDays(to, -days), to };
}

export const periodAfter = (period: Period): Period | null =>
  period.kind === 'days' ? null : periodOf(period.kind, addDays(period.to, 1));

/** The last `count` periods up to this one, oldest first. */
export function lastPeriods(period: Period, count: number): Period[] {
  const list = [period];
  while (list.length < count) list.unshift(periodBefore(list[0] ?? period));
  return list;
}

/** Instants of the period, ended at now: what is due later is not due yet. */
export function windowOf({ from, to }: Pick<Period, 'from' | 'to'>, now: Instant): { from: Instant; until: Instant; now: Instant } {
  const end = atTimeOfDay(addDays(to, 1), '00:00');
  return { from: atTimeOfDay(from, '00:00'), until: end < now ? end : now, now };
}

/** A running period is compared with the one before as a whole only when it is over; until then its last day is today. */
export const isRunning = ({ to }: Period, now: Instant): boolean => to >= dayOf(now);

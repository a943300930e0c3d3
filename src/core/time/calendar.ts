// Which days are working days (P12). Holidays and make-up workdays (调休) are published once a year, so they are data, never arithmetic.
// A year whose notice is missing must be seen to be missing: every answer says whether it is known or only guessed from weekends.
import { type Day, type DayNumber, dayFromNumber, dayNumber, weekdayOfNumber, yearOf, yearOfNumber } from './day.ts';

/** One holiday; a break of several days is one row per day, days off in lieu included. */
export interface Holiday {
  on: Day;
  name: string;
  /** English name; the Chinese one is used where it is missing. */
  nameEn?: string;
}

/**
 * One published table. `region` is `CN` for the yearly State Council notice, else a local code (an overlay).
 * `source` is the notice number. An unpublished (draft) table changes no answer.
 */
export interface CalendarYear {
  year: number;
  region: string;
  source: string;
  published: boolean;
  holidays: readonly Holiday[];
  makeUpWorkdays: readonly Day[];
}

export type CalendarMark = { kind: 'holiday'; name: string; nameEn: string } | { kind: 'make-up' };

export interface Calendar {
  /** Names the tables and their exact content: any correction of a table gives another version. */
  version: string;
  /** Years whose national notice is in. */
  coveredYears: ReadonlySet<number>;
  marks: ReadonlyMap<DayNumber, CalendarMark>;
}

/**
 * The last days of December may be set by the *next* year's notice (the notice for 2019 made 2018-12-29 a workday and
 * 2018-12-31 a holiday; the one for 2023 took 2022-12-31). Never seen earlier than 29 December: three days before the year.
 */
const nextNoticeReachDays = 3;

/** FNV-1a; enough to tell two tables apart, no protection against forgery (the record's hashes are for that). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

const describe = (table: CalendarYear) =>
  JSON.stringify([
    table.region,
    table.year,
    table.source,
    table.holidays.map((h) => [h.on, h.name, h.nameEn ?? null]).sort(),
    [...table.makeUpWorkdays].sort(),
  ]);

/**
 * Puts tables together: national ones first, then local overlays in the order given, the later winning on the same day.
 * A local overlay adds what it knows but does not make a year known. Two national tables for one year are a fault.
 */
export function buildCalendar(tables: readonly CalendarYear[]): Calendar {
  const published = tables.filter((table) => table.published);
  const national = published.filter((table) => table.region === 'CN').sort((a, b) => a.year - b.year);
  const local = published.filter((table) => table.region !== 'CN');
  const coveredYears = new Set(national.map((table) => table.year));
  if (coveredYears.size !== national.length) throw new Error('two national tables for one year');
  const ordered = [...national, ...local];
  const marks = new Map<DayNumber, CalendarMark>();
  for (const table of ordered) {
    for (const { on, name, nameEn } of table.holidays) marks.set(dayNumber(on), { kind: 'holiday', name, nameEn: nameEn ?? name });
    for (const on of table.makeUpWorkdays) marks.set(dayNumber(on), { kind: 'make-up' });
  }
  const names = ordered.map((table) => `${table.region}-${table.year}`).join('+') || 'weekends-only';
  return { version: `${names}#${fingerprint(ordered.map(describe).join('\n'))}`, coveredYears, marks };
}

/** The same question as `isWorkday`, on day numbers and without the coverage answer: the counting loops use it. */
export function isWorkdayNumber(calendar: Calendar, n: DayNumber): boolean {
  const mark = calendar.marks.get(n);
  return mark === undefined ? weekdayOfNumber(n) <= 5 : mark.kind === 'make-up';
}

/** Years without a notice that the working days of `from` … `to` (both included) hang on, in order; empty when all is known. */
export function unknownYears(calendar: Calendar, from: DayNumber, to: DayNumber): number[] {
  const missing: number[] = [];
  const last = yearOfNumber(to + nextNoticeReachDays);
  for (let year = yearOfNumber(from); year <= last; year++) if (!calendar.coveredYears.has(year)) missing.push(year);
  return missing;
}

/** Whether people work that day, and whether a published table says so. */
export function isWorkday(calendar: Calendar, on: Day): { workday: boolean; known: boolean } {
  const n = dayNumber(on);
  return { workday: isWorkdayNumber(calendar, n), known: unknownYears(calendar, n, n).length === 0 };
}

/** That day number itself when it is a working day, else the next one. */
export function workdayFrom(calendar: Calendar, n: DayNumber): DayNumber {
  let at = n;
  while (!isWorkdayNumber(calendar, at)) at++;
  return at;
}

/** The first working day after `on`. */
export function nextWorkday(calendar: Calendar, on: Day): { on: Day; known: boolean } {
  return addWorkdays(calendar, on, 1);
}

/** The `count`-th working day after `on`; `on` itself is not counted, and 0 gives `on` back. Refuses (throws) a negative count. */
export function addWorkdays(calendar: Calendar, on: Day, count: number): { on: Day; known: boolean } {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`working days to add: ${count}`);
  const from = dayNumber(on);
  let at = from;
  for (let left = count; left > 0; ) if (isWorkdayNumber(calendar, ++at)) left--;
  return { on: dayFromNumber(at), known: count === 0 || unknownYears(calendar, from + 1, at).length === 0 };
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. "Due in three working days" is this ≤ 3. */
export function workdaysBetween(calendar: Calendar, from: Day, to: Day): number {
  let count = 0;
  const last = dayNumber(to);
  for (let at = dayNumber(from) + 1; at <= last; at++) if (isWorkdayNumber(calendar, at)) count++;
  return count;
}

/** The last day from `on` onward whose working days are known, or null when even `on` is not: the coverage bar, and `doctor`. */
export function knownUntil(calendar: Calendar, on: Day): Day | null {
  let year = yearOf(on);
  if (!isWorkday(calendar, on).known) return null;
  while (calendar.coveredYears.has(year + 1)) year++;
  return dayFromNumber(dayNumber(`${year}-12-31` as Day) - nextNoticeReachDays);
}

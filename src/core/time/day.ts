// Civil days and instants, without a time zone database (P12; trap: a JS Date in a UTC process shifts a day).
// China has kept one offset, +08:00, since 1991, so a fixed offset is exact and the machine's own zone never matters.

/** A plain day in Asia/Shanghai, `YYYY-MM-DD`. Fields that hold one end in `…On`. */
export type Day = `${number}-${number}-${number}`;

/** A moment in UTC, always written `YYYY-MM-DDTHH:mm:ss.sssZ`, so that text order is time order. Fields end in `…At`. */
export type Instant = `${Day}T${string}Z`;

/** A wall-clock time `HH:MM`; `24:00` means the last moment of the day, not the first of the next. */
export type TimeOfDay = `${number}:${number}`;

/** Days since 1970-01-01. Counting is done on these; text is for storing and showing. */
export type DayNumber = number;

const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const minuteMs = 60_000;
const shanghaiMs = 8 * hourMs;

const twoDigits = (text: string, at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** Days since 1970-01-01 of a proleptic Gregorian date; `month` runs from 1. Months count from March so that a leap day comes last. */
function civilToNumber(year: number, month: number, date: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + date - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

function numberToCivil(n: DayNumber): { year: number; month: number; date: number } {
  const shifted = n + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const date = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return { year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, date };
}

/** Days in a month (1-12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Reads a strict `YYYY-MM-DD` that exists in the calendar; anything else is null (2026-02-29, 2026-2-3, an instant). */
export function parseDay(text: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return null;
  const [year, month, date] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return null;
  return text as Day;
}

/** Reads an ISO moment that names its offset (`Z` or `+08:00`) and writes it the one way we store it; null when it is not one. */
export function parseInstant(text: string): Instant | null {
  const found = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (!found || parseDay(found[1] ?? '') === null) return null;
  const ms = Date.parse(text);
  return Number.isFinite(ms) ? instantFromMs(ms) : null;
}

/** Reads `HH:MM` from 00:00 to 24:00. */
export function parseTimeOfDay(text: string): TimeOfDay | null {
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text) ? (text as TimeOfDay) : null;
}

export const msOf = (at: Instant): number => Date.parse(at);
export const instantFromMs = (ms: number): Instant => new Date(ms).toISOString() as Instant;

export const dayNumber = (on: Day): DayNumber =>
  civilToNumber(twoDigits(on, 0) * 100 + twoDigits(on, 2), twoDigits(on, 5), twoDigits(on, 8));

export function dayFromNumber(n: DayNumber): Day {
  const { year, month, date } = numberToCivil(n);
  if (year < 1 || year > 9999) throw new RangeError(`day out of range: ${n}`);
  return `${pad(year, 4)}-${pad(month)}-${pad(date)}` as Day;
}

export const yearOfNumber = (n: DayNumber): number => numberToCivil(n).year;
export const yearOf = (on: Day): number => twoDigits(on, 0) * 100 + twoDigits(on, 2);

/** ISO weekday of a day number: Monday 1 … Sunday 7. 1970-01-01 was a Thursday. */
export const weekdayOfNumber = (n: DayNumber): number => ((((n + 3) % 7) + 7) % 7) + 1;
export const weekday = (on: Day): number => weekdayOfNumber(dayNumber(on));

export const addDays = (on: Day, days: number): Day => dayFromNumber(dayNumber(on) + days);
/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** Same date in another month; where that month is too short, its last day (31 August + 6 months = 28 or 29 February). */
export function addMonths(on: Day, months: number): Day {
  const { year, month, date } = numberToCivil(dayNumber(on));
  const total = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  return dayFromNumber(civilToNumber(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth))));
}

/** Order of two days, or of two instants: negative, 0 or positive. Both are written so that text order is time order. */
export function compare<T extends Day | Instant>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const dayNumberOf = (at: Instant): DayNumber => Math.floor((msOf(at) + shanghaiMs) / dayMs);
/** The day it is in Asia/Shanghai at that moment. */
export const dayOf = (at: Instant): Day => dayFromNumber(dayNumberOf(at));

/** Wall-clock time in Asia/Shanghai, `HH:MM`. */
export function timeOfDay(at: Instant): TimeOfDay {
  const local = msOf(at) + shanghaiMs;
  const minutes = Math.floor((local - Math.floor(local / dayMs) * dayMs) / minuteMs);
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}` as TimeOfDay;
}

/** That day at that time in Asia/Shanghai. `24:00` is the day's last millisecond, so the moment still belongs to the day. */
export function atTimeOfDay(on: Day, time: TimeOfDay): Instant {
  const minutes = twoDigits(time, 0) * 60 + twoDigits(time, 3);
  const ms = dayNumber(on) * dayMs - shanghaiMs + minutes * minuteMs;
  return instantFromMs(minutes === 1440 ? ms - 1 : ms);
}

export const addHours = (at: Instant, hours: number): Instant => instantFromMs(msOf(at) + hours * hourMs);
/** Whole minutes from `from` to `to`, rounded towards zero; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number => Math.trunc((msOf(to) - msOf(from)) / minuteMs);

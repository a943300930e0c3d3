// A deadline and everything needed to explain and recompute it (P04, P12; rules X2 and X4).
// Counting: the day of the event is not counted; hours run by the wall clock, holidays included; working days by the published calendar;
// natural days through everything, the last one moving on from a day off only where the row says so. Nothing here reads a clock.
import { type Calendar, isWorkdayNumber, unknownYears, workdayFrom } from './calendar.ts';
import {
  addMonths,
  atTimeOfDay,
  type Day,
  type DayNumber,
  dayFromNumber,
  dayNumber,
  dayNumberOf,
  hourMs,
  type Instant,
  instantFromMs,
  minuteMs,
  msOf,
} from './day.ts';
import type { Limit, Span } from './limits.ts';
import { isPausedDay, type Pause, pausedDayNumbers, pausedMs, pushPast, type Stretch } from './pause.ts';

/** One granted extension: a length counted from the end so far, or a definite day that was promised. */
export type Extension = Span | { untilOn: Day };

/** Holidays (joined into breaks) and make-up workdays that the count went over. */
export interface Crossed {
  holidays: { name: string; nameEn: string; fromOn: Day; toOn: Day }[];
  makeUpWorkdays: Day[];
}

export interface FormerDue {
  dueAt: Instant;
  dueOn: Day;
  provisional: boolean;
  calendarVersion: string;
}

/** The row as it stood when the deadline was set; later edits of the table do not change it. */
type Rule = Omit<Limit, 'key' | 'extension' | 'validFrom' | 'validTo'> & { rule: string };

export interface Deadline extends Rule {
  startAt: Instant;
  /** Last moment that is in time: overdue means now > dueAt. Always on `dueOn`. */
  dueAt: Instant;
  dueOn: Day;
  /** Before moving on from a day off. */
  rawDueOn: Day;
  extensions: readonly Extension[];
  pauses: readonly Pause[];
  /** Up to when an open pause was counted. */
  asOf: Instant | null;
  /** A pause is open: the date moves on until the clock resumes. */
  standing: boolean;
  /** Not counted: minutes for clocks by the hour, days (or working days) for the others. */
  pausedMinutes: number;
  pausedDays: number;
  crossed: Crossed;
  /** 暂定: it hangs on years whose notice is not out; recompute when it is. */
  provisional: boolean;
  unknownYears: readonly number[];
  calendarVersion: string;
  /** The date as it stood before the latest recomputation, kept beside the new one. */
  was: FormerDue | null;
}

export interface DeadlineInput {
  limit: Limit;
  startAt: Instant;
  calendar: Calendar;
  pauses?: readonly Pause[];
  extensions?: readonly Extension[];
  /** Now, where a pause may still be open. */
  asOf?: Instant | null;
}

/** Works out the date. Pure: the same input gives the same deadline on every machine, in every time zone. */
export function computeDeadline({ limit, startAt, calendar, pauses = [], extensions = [], asOf = null }: DeadlineInput): Deadline {
  return count(ruleOf({ ...limit, rule: limit.key }), { startAt, pauses, extensions, asOf }, calendar, null);
}

/**
 * The same deadline by another calendar. By the same calendar it is returned as it is; where date or certainty changed, the former
 * date is kept in `was`. The rule stays the one it was set by.
 */
export function recompute(old: Deadline, calendar: Calendar): Deadline {
  if (old.calendarVersion === calendar.version) return old;
  const { dueAt, dueOn, provisional, calendarVersion } = old;
  const fresh = count(ruleOf(old), old, calendar, old.was);
  const same = fresh.dueAt === dueAt && fresh.provisional === provisional;
  return same ? fresh : { ...fresh, was: { dueAt, dueOn, provisional, calendarVersion } };
}

/** The same deadline with other pauses or extensions (the full lists, not only the new ones), by the rule it was set by. */
export function adjustDeadline(
  old: Deadline,
  change: Partial<Pick<Deadline, 'pauses' | 'extensions' | 'asOf'>>,
  calendar: Calendar,
): Deadline {
  return count(ruleOf(old), { ...old, ...change }, calendar, old.was);
}

type Course = Pick<Deadline, 'startAt' | 'pauses' | 'extensions' | 'asOf'>;

const ruleOf = ({ rule, clock, value, unit, start, counts, roll, closingTime, source, basis, trust }: Rule): Rule => ({
  rule,
  clock,
  value,
  unit,
  start,
  counts,
  roll,
  closingTime,
  source,
  basis,
  trust,
});

/** How far the count has come, and what was passed over because the clock stood still. */
type Reached = { n: DayNumber; ms: number; byHours: boolean; pausedMinutes: number; pausedDays: number };

/** What every leg of the count needs; `lookedAt` takes note of the days whose working or not decided the result. */
type Way = {
  rule: Rule;
  calendar: Calendar;
  stillMs: readonly Stretch[];
  stillDays: readonly Stretch[];
  closing: (n: DayNumber) => number;
  lookedAt: (from: DayNumber, to: DayNumber) => void;
};

function count(rule: Rule, { startAt, pauses, extensions, asOf }: Course, calendar: Calendar, was: FormerDue | null): Deadline {
  const crossed: Crossed = { holidays: [], makeUpWorkdays: [] };
  const missing = new Set<number>();
  const way: Way = {
    rule,
    calendar,
    stillMs: pausedMs(pauses, asOf),
    stillDays: pausedDayNumbers(pauses, asOf),
    closing: (n) => msOf(atTimeOfDay(dayFromNumber(n), rule.closingTime)),
    lookedAt: (from, to) => {
      for (const year of unknownYears(calendar, from, to)) missing.add(year);
      noteCrossed(crossed, calendar, from, to);
    },
  };
  const start: Reached = { n: dayNumberOf(startAt), ms: msOf(startAt), byHours: false, pausedMinutes: 0, pausedDays: 0 };
  const raw = [{ value: rule.value, unit: rule.unit }, ...extensions].reduce<Reached>((at, leg) => follow(at, leg, way), start);
  const end = moveOn(raw, way);
  return {
    ...rule,
    startAt,
    dueAt: instantFromMs(end.ms),
    dueOn: dayFromNumber(end.n),
    rawDueOn: dayFromNumber(raw.n),
    extensions,
    pauses,
    asOf,
    standing: pauses.some((pause) => pause.toAt === null),
    pausedMinutes: raw.pausedMinutes,
    pausedDays: raw.pausedDays,
    crossed,
    provisional: missing.size > 0,
    unknownYears: [...missing].sort((a, b) => a - b),
    calendarVersion: calendar.version,
    was,
  };
}

/** One leg further: the limit itself, then each extension from where the one before ended. A promised day never brings the end forward. */
function follow(at: Reached, leg: Extension, way: Way): Reached {
  if ('untilOn' in leg) {
    const n = dayNumber(leg.untilOn);
    return n <= at.n ? at : { ...at, n, ms: way.closing(n), byHours: false };
  }
  if (leg.unit === 'h') {
    const { due, paused } = pushPast(at.ms, at.ms + leg.value * hourMs, way.stillMs);
    return {
      ...at,
      n: dayNumberOf(instantFromMs(due)),
      ms: due,
      byHours: true,
      pausedMinutes: at.pausedMinutes + Math.round(paused / minuteMs),
    };
  }
  if (way.rule.counts === 'before') {
    const n = countBack(way.calendar, at.n, leg);
    if (leg.unit === 'wd') way.lookedAt(n, at.n - 1);
    return { ...at, n, ms: way.closing(n), byHours: false };
  }
  const { due, paused } = countDays(way.calendar, at.n, leg, way.stillDays);
  if (leg.unit === 'wd') way.lookedAt(at.n + 1, due);
  return { ...at, n: due, ms: way.closing(due), byHours: false, pausedDays: at.pausedDays + paused };
}

/** Moves an end on a day off to the next working day, where the row says so. */
function moveOn(at: Reached, { rule, calendar, closing, lookedAt }: Way): { n: DayNumber; ms: number } {
  if (!rule.roll || at.byHours || rule.counts === 'before') return at;
  const n = workdayFrom(calendar, at.n);
  lookedAt(at.n, n);
  return n === at.n ? at : { n, ms: closing(n) };
}

/** The last counted day after `from`, and how many days that would have counted were passed over because the clock stood still. */
function countDays(
  calendar: Calendar,
  from: DayNumber,
  { value, unit }: Span,
  paused: readonly Stretch[],
): { due: DayNumber; paused: number } {
  if (unit !== 'wd') return pushPast(from, plainEnd(from, value, unit), paused);
  let [at, skipped] = [from, 0];
  for (let left = value; left > 0; ) {
    if (!isWorkdayNumber(calendar, ++at)) continue;
    if (paused.length > 0 && isPausedDay(at, paused)) skipped++;
    else left--;
  }
  return { due: at, paused: skipped };
}

function plainEnd(from: DayNumber, value: number, unit: Span['unit']): DayNumber {
  if (unit === 'd') return from + value;
  return dayNumber(addMonths(dayFromNumber(from), unit === 'y' ? value * 12 : value));
}

function countBack(calendar: Calendar, from: DayNumber, { value, unit }: Span): DayNumber {
  if (unit !== 'wd') return from - value;
  let at = from;
  for (let left = value; left > 0; ) if (isWorkdayNumber(calendar, --at)) left--;
  return at;
}

function noteCrossed(crossed: Crossed, calendar: Calendar, from: DayNumber, to: DayNumber): void {
  for (let n = from; n <= to; n++) {
    const mark = calendar.marks.get(n);
    if (mark === undefined) continue;
    const on = dayFromNumber(n);
    if (mark.kind === 'make-up') {
      crossed.makeUpWorkdays.push(on);
      continue;
    }
    const last = crossed.holidays.at(-1);
    if (last && last.name === mark.name && dayNumber(last.toOn) === n - 1) last.toOn = on;
    else if (!last || last.toOn < on) crossed.holidays.push({ name: mark.name, nameEn: mark.nameEn, fromOn: on, toOn: on });
  }
}

// What the calendar pages show: which kind each day is and whether a notice says so; how a new table differs from the one there was.
import { type Calendar, type CalendarYear, isWorkday } from '#core/time/calendar.ts';
import { addDays, type Day, dayNumber, daysInMonth, weekday } from '#core/time/day.ts';

export type DayKind = 'work' | 'weekend' | 'holiday' | 'makeUp';
export type DayView = { on: Day; kind: DayKind; known: boolean; name: { zh: string; en: string } | null };

export function dayView(calendar: Calendar, on: Day): DayView {
  const mark = calendar.marks.get(dayNumber(on));
  const { workday, known } = isWorkday(calendar, on);
  const kind: DayKind = mark?.kind === 'holiday' ? 'holiday' : mark ? 'makeUp' : workday ? 'work' : 'weekend';
  return { on, kind, known, name: mark?.kind === 'holiday' ? { zh: mark.name, en: mark.nameEn } : null };
}

/** Twelve months of a year, each as its weeks from Monday; null fills the corners. */
export function monthsOf(calendar: Calendar, year: number): { month: number; weeks: (DayView | null)[][] }[] {
  return Array.from({ length: 12 }, (_, i) => {
    const first = `${String(year).padStart(4, '0')}-${String(i + 1).padStart(2, '0')}-01` as Day;
    const cells: (DayView | null)[] = Array.from({ length: weekday(first) - 1 }, () => null);
    for (let date = 0; date < daysInMonth(year, i + 1); date += 1) cells.push(dayView(calendar, addDays(first, date)));
    while (cells.length % 7 !== 0) cells.push(null);
    return { month: i + 1, weeks: Array.from({ length: cells.length / 7 }, (_w, w) => cells.slice(w * 7, w * 7 + 7)) };
  });
}

export type Coverage = { year: number; state: 'covered' | 'until' | 'provisional'; holidays: number; makeUps: number };

/** From the first table to the year after next. `until`: the year's own notice is in, its last three days wait for the next one. */
export function coverageOf(calendar: Calendar, tables: readonly CalendarYear[], thisYear: number): Coverage[] {
  const first = Math.min(thisYear, ...calendar.coveredYears);
  const last = Math.max(thisYear + 2, ...calendar.coveredYears);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const year = first + i;
    const own = tables.filter((table) => table.year === year && table.published);
    const covered = calendar.coveredYears.has(year);
    return {
      year,
      state: !covered ? 'provisional' : calendar.coveredYears.has(year + 1) ? 'covered' : 'until',
      holidays: own.reduce((sum, table) => sum + table.holidays.length, 0),
      makeUps: own.reduce((sum, table) => sum + table.makeUpWorkdays.length, 0),
    };
  });
}

export type TableChange = { on: Day; before: DayKind | null; after: DayKind | null; name: string };

/** Days that a new table says otherwise than the one it replaces; all of its days when it replaces none. */
export function changesOf(before: CalendarYear | null, after: CalendarYear): TableChange[] {
  const kinds = (table: CalendarYear | null) =>
    new Map<Day, { kind: DayKind; name: string }>([
      ...(table?.holidays ?? []).map((one) => [one.on, { kind: 'holiday' as const, name: one.name }] as const),
      ...(table?.makeUpWorkdays ?? []).map((on) => [on, { kind: 'makeUp' as const, name: '' }] as const),
    ]);
  const [was, is] = [kinds(before), kinds(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((on) => ({
      on,
      before: was.get(on)?.kind ?? null,
      after: is.get(on)?.kind ?? null,
      name: is.get(on)?.name ?? was.get(on)?.name ?? '',
    }))
    .filter((one) => one.before !== one.after || was.get(one.on)?.name !== is.get(one.on)?.name);
}

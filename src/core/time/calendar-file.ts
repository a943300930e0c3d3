// Reads one calendar table as an administrator hands it in (P12): a wrong day in it would shift every deadline of the county,
// so it is either taken whole or refused with all its faults named.
import type { CalendarYear, Holiday } from './calendar.ts';
import { addDays, type Day, parseDay, weekday, yearOf } from './day.ts';

export type CalendarFault =
  | 'not-a-table'
  | 'year-missing'
  | 'region-missing'
  | 'source-missing'
  | 'published-missing'
  | 'not-a-day'
  | 'name-missing'
  | 'day-outside-year'
  | 'day-twice'
  | 'make-up-on-weekday'
  | 'no-holidays';

/** `where` names the row, e.g. `holidays[3]`. */
export interface CalendarProblem {
  fault: CalendarFault;
  where: string;
}

export const calendarFaultText: Record<CalendarFault, { zh: string; en: string }> = {
  'not-a-table': {
    zh: '内容不是一张日历表，没有导入。请对照 calendar/ 里的样例。',
    en: 'This is not a calendar table; nothing was taken. Compare it with the files in calendar/.',
  },
  'year-missing': {
    zh: '缺少年份 year（如 2027），没有导入。请补上。',
    en: 'The year is missing (for example 2027); nothing was taken. Please add it.',
  },
  'region-missing': {
    zh: '缺少地区 region（全国填 CN，本地填自己的代码），没有导入。请补上。',
    en: 'The region is missing (CN for the whole country, else your own code); nothing was taken. Please add it.',
  },
  'source-missing': {
    zh: '缺少依据 source（通知文号），没有导入。请补上。',
    en: 'The source (number of the notice) is missing; nothing was taken. Please add it.',
  },
  'published-missing': {
    zh: '没有写明 published（已公布填 true，草稿填 false），没有导入。请补上。',
    en: 'It does not say whether the table is published (true) or a draft (false); nothing was taken. Please add it.',
  },
  'not-a-day': {
    zh: '这里不是一个真实的日期（应写成 2027-01-01），没有导入。请改正。',
    en: 'This is not a real day (write 2027-01-01); nothing was taken. Please correct it.',
  },
  'name-missing': { zh: '这个假日没有名称，没有导入。请补上。', en: 'This holiday has no name; nothing was taken. Please add it.' },
  'day-outside-year': {
    zh: '这一天不属于本年度（只允许上一年 12 月 29 日以后），没有导入。请核对。',
    en: 'This day is not in the year (only 29-31 December of the year before may be); nothing was taken. Please check.',
  },
  'day-twice': {
    zh: '这一天写了两次，或既放假又上班，没有导入。请核对。',
    en: 'This day is given twice, or as both holiday and workday; nothing was taken. Please check.',
  },
  'make-up-on-weekday': {
    zh: '调休上班日本应是周六或周日，这一天不是，没有导入。请核对。',
    en: 'A make-up workday falls on a Saturday or Sunday; this one does not; nothing was taken. Please check.',
  },
  'no-holidays': {
    zh: '全国表里一个假日也没有，没有导入。请核对。',
    en: 'The national table has no holiday at all; nothing was taken. Please check.',
  },
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const filled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const readDay = (value: unknown): Day | null => (typeof value === 'string' ? parseDay(value) : null);

/** The table, or every problem found in it; never half a table. */
export function readCalendarYear(data: unknown): { table: CalendarYear } | { problems: CalendarProblem[] } {
  if (!isRecord(data) || !Array.isArray(data.holidays) || !Array.isArray(data.makeUpWorkdays))
    return { problems: [{ fault: 'not-a-table', where: '' }] };
  const { year, region, source, published } = data;
  const problems: CalendarProblem[] = [];
  const note = (fault: CalendarFault, where: string) => void problems.push({ fault, where });
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 2200) note('year-missing', 'year');
  if (!filled(region)) note('region-missing', 'region');
  if (!filled(source)) note('source-missing', 'source');
  if (typeof published !== 'boolean') note('published-missing', 'published');

  const seen = new Set<Day>();
  const take = (value: unknown, where: string): Day | null => {
    const on = readDay(value);
    if (on === null) note('not-a-day', where);
    else if (yearOf(on) !== year && yearOf(addDays(on, 3)) !== year) note('day-outside-year', where);
    else if (seen.has(on)) note('day-twice', where);
    if (on !== null) seen.add(on);
    return on;
  };
  const holidays: Holiday[] = [];
  data.holidays.forEach((row: unknown, i: number) => {
    const where = `holidays[${i}]`;
    const on = take(isRecord(row) ? row.on : row, where);
    if (!isRecord(row) || !filled(row.name)) note('name-missing', where);
    else if (on !== null) holidays.push({ on, name: row.name, ...(filled(row.nameEn) ? { nameEn: row.nameEn } : {}) });
  });
  const makeUpWorkdays: Day[] = [];
  data.makeUpWorkdays.forEach((value: unknown, i: number) => {
    const where = `makeUpWorkdays[${i}]`;
    const on = take(value, where);
    if (on === null) return;
    if (weekday(on) < 6) note('make-up-on-weekday', where);
    makeUpWorkdays.push(on);
  });
  if (region === 'CN' && published === true && data.holidays.length === 0) note('no-holidays', 'holidays');
  if (problems.length > 0) return { problems };
  return { table: { year, region, source, published, holidays, makeUpWorkdays } as CalendarYear };
}

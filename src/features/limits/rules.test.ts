import { describe, expect, test } from 'vitest';
import { buildCalendar } from '#core/time/calendar.ts';
import type { Limit } from '#core/time/limits.ts';
import { presetLimits } from '#core/time/preset-limits.ts';
import { exampleOf, readExample, readLimit, type TypedLimit, typedOf } from './rules.ts';
import { changesOf, coverageOf, monthsOf } from './rules-calendar.ts';

const of = (key: string): Limit => {
  const found = presetLimits.find((limit) => limit.key === key);
  if (!found) throw new Error(key);
  return found;
};
const today = '2026-11-23';
const change = (key: string, over: Partial<TypedLimit>) =>
  readLimit({ ...typedOf(of(key), '2026-12-01', '2026-11-23T01:00:00.000Z'), reason: '县里发文调整', ...over }, of(key), {
    today,
    taken: ['2027-01-01'],
  });
const problems = (key: string, over: Partial<TypedLimit>) => {
  const read = change(key, over);
  return 'problems' in read ? read.problems.map(({ field, problem }) => `${field} ${problem}`) : [];
};

describe('a changed limit', () => {
  test('is a new whole row: what the form does not hold stays as it was', () => {
    const read = change('hotline.sign', { value: '２', basis: '示例县〔2026〕1号', source: '示例1号', trust: 'P' });
    expect('limit' in read && read.limit).toMatchObject({
      key: 'hotline.sign',
      value: 2,
      unit: 'wd',
      start: 'dispatched',
      trust: 'P',
      basis: { zh: '示例县〔2026〕1号' },
      validFrom: '2026-12-01',
      validTo: null,
    });
  });

  test.each([
    ['0 days', { value: '0' }, 'value limit-value'],
    ['no number', { value: '三' }, 'value limit-value'],
    ['an unknown unit', { unit: '周' }, 'unit unit-unknown'],
    ['months for work', { unit: 'mo' }, 'unit unit-unfit'],
    ['an end before its beginning', { validTo: '2026-11-30' }, 'validTo limit-dates'],
    ['a day in the past', { validFrom: '2026-11-22' }, 'validFrom from-past'],
    ['no day', { validFrom: '明天' }, 'validFrom from-unreadable'],
    ['a day that is taken', { validFrom: '2027-01-01' }, 'validFrom from-taken'],
    ['no reason', { reason: ' ' }, 'reason reason-missing'],
    ['no source', { basis: '' }, 'basis limit-source'],
    ['a closing time that is none', { closingTime: '25:00' }, 'closingTime limit-closing-time'],
    ['working days that move on', { roll: 'yes' }, 'roll limit-roll'],
    ['nothing new', {}, 'value nothing-changed'],
  ])('is refused for %s', (_what, over, says) => {
    expect(problems('hotline.sign', over)).toContain(says);
  });

  test('a length that stands in a law changes only with its source, and never below what a law asks', () => {
    expect(problems('petition.close', { value: '90' })).toEqual(['basis law-needs-source']);
    expect(problems('petition.close', { value: '90', basis: '新的条文第一条（示例）' })).toEqual([]);
    expect(problems('log.keep', { value: '5', basis: '示例' })).toContain('value law-minimum');
    expect(problems('log.keep', { value: '12', basis: '示例' })).toEqual([]);
  });

  test('an example moment is read as people write it', () => {
    expect(readExample('2026-12-31　16:00')).toBe('2026-12-31T08:00:00.000Z');
    expect(exampleOf('2026-12-31T08:00:00.000Z')).toBe('2026-12-31 16:00');
    for (const no of ['', '2026-12-31', '2026-13-01 10:00', '昨天']) expect(readExample(no)).toBeNull();
  });
});

describe('the calendar as it is shown', () => {
  const table = (year: number, published = true) => ({
    year,
    region: 'CN',
    source: '示例',
    published,
    holidays: [{ on: `${year}-01-01` as const, name: '元旦' }],
    makeUpWorkdays: [`${year}-01-04` as const],
  });

  test('a year without a notice is provisional, and the last days of one wait for the next', () => {
    const states = (tables: Parameters<typeof buildCalendar>[0]) => coverageOf(buildCalendar(tables), tables, 2026).map((one) => one.state);
    expect(states([table(2026)])).toEqual(['until', 'provisional', 'provisional']);
    expect(states([table(2026), table(2027)])).toEqual(['covered', 'until', 'provisional']);
    expect(states([table(2026), table(2027, false)])).toEqual(['until', 'provisional', 'provisional']);
  });

  test('each day has its kind and says whether a notice knows it', () => {
    const months = monthsOf(buildCalendar([table(2026)]), 2026);
    const days = months.flatMap((month) => month.weeks.flat()).filter((day) => day !== null);
    expect(days).toHaveLength(365);
    expect(days.find((day) => day.on === '2026-01-01')).toMatchObject({ kind: 'holiday', known: true });
    expect(days.find((day) => day.on === '2026-01-04')?.kind).toBe('makeUp');
    expect(days.filter((day) => !day.known).map((day) => day.on)).toEqual(['2026-12-29', '2026-12-30', '2026-12-31']);
    expect(months.every((month) => month.weeks.every((week) => week.length === 7))).toBe(true);
  });

  test('a corrected table tells the days that change, and no other', () => {
    const corrected = { ...table(2026), makeUpWorkdays: ['2026-01-10' as const] };
    expect(changesOf(table(2026), corrected)).toEqual([
      { on: '2026-01-04', before: 'makeUp', after: null, name: '' },
      { on: '2026-01-10', before: null, after: 'makeUp', name: '' },
    ]);
    expect(changesOf(table(2026), table(2026))).toEqual([]);
  });
});

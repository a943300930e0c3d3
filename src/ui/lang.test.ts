import { describe, expect, it } from 'vitest';
import {
  byDayWords,
  byInstantWords,
  cappedCount,
  clockIn,
  countWords,
  dayIn,
  dayWords,
  groupNumber,
  instantShort,
  instantWords,
  shareWords,
  sizeWords,
} from './lang.ts';

const monday = '2026-11-23';

describe('days in words', () => {
  it.each([
    ['2026-11-21', '11 月 21 日（前天）', '21 November (last Saturday)'],
    ['2026-11-22', '11 月 22 日（昨天）', '22 November (yesterday)'],
    ['2026-11-23', '11 月 23 日（今天）', '23 November (today)'],
    ['2026-11-24', '11 月 24 日（明天）', '24 November (tomorrow)'],
    ['2026-11-25', '11 月 25 日（后天）', '25 November (this Wednesday)'],
    ['2026-11-29', '11 月 29 日（本周日）', '29 November (this Sunday)'],
    ['2026-11-30', '11 月 30 日（下周一）', '30 November (next Monday)'],
    ['2026-12-02', '12 月 2 日（下周三）', '2 December (next Wednesday)'],
    ['2026-12-07', '12 月 7 日（周一）', '7 December (Monday)'],
    ['2026-11-18', '11 月 18 日（上周三）', '18 November (last Wednesday)'],
    ['2027-01-04', '2027 年 1 月 4 日（周一）', '4 January 2027 (Monday)'],
  ] as const)('%s, seen on a Monday, is %s', (day, zh, en) => {
    expect(dayWords(day, monday, 'zh')).toBe(zh);
    expect(dayWords(day, monday, 'en')).toBe(en);
  });

  it('counts Sunday into the week that ends with it, as people here do', () => {
    expect(dayWords('2026-11-30', '2026-11-29', 'zh')).toBe('11 月 30 日（明天）');
    expect(dayWords('2026-12-02', '2026-11-29', 'zh')).toBe('12 月 2 日（下周三）');
  });

  it('says a promise as "before the end of that day"', () => {
    expect(byDayWords('2026-12-02', monday, 'zh')).toBe('12 月 2 日（下周三）前');
    expect(byDayWords('2026-12-02', monday, 'en')).toBe('by 2 December (next Wednesday)');
  });
});

describe('instants in words', () => {
  const now = '2026-11-23T02:15:00.000Z';

  it('are told in Shanghai time, whatever zone the machine is in', () => {
    expect(dayIn('2026-11-22T16:00:00.000Z')).toBe('2026-11-23');
    expect(clockIn('2026-11-22T16:00:00.000Z')).toBe('00:00');
    expect(dayIn('2026-11-22T15:59:59.999Z')).toBe('2026-11-22');
    expect(instantWords('2026-11-23T01:15:00.000Z', now, 'zh')).toBe('11 月 23 日（今天）09:15');
    expect(instantWords('2026-11-23T01:15:00.000Z', now, 'en')).toBe('23 November (today), 09:15');
  });

  it('are short in rows, with the year only when it is another one', () => {
    expect(instantShort('2026-11-22T11:02:00.000Z', now, 'zh')).toBe('昨天 19:02');
    expect(instantShort('2026-11-22T11:02:00.000Z', now, 'en')).toBe('yesterday 19:02');
    expect(instantShort('2026-11-20T00:58:00.000Z', now, 'zh')).toBe('11-20 08:58');
    expect(instantShort('2025-12-31T16:30:00.000Z', now, 'zh')).toBe('01-01 00:30');
    expect(instantShort('2025-12-31T15:30:00.000Z', now, 'zh')).toBe('2025-12-31 23:30');
  });

  it('at the last minute of a day are told as that day', () => {
    expect(byInstantWords('2026-12-02T15:59:59.999Z', now, 'zh')).toBe('12 月 2 日（下周三）前');
    expect(byInstantWords('2026-11-23T09:00:00.000Z', now, 'zh')).toBe('11 月 23 日（今天）17:00 前');
  });
});

describe('numbers in words', () => {
  it('never show a share without its whole', () => {
    expect(shareWords(12, 40, 'zh')).toBe('12 / 40（30.0%）');
    expect(shareWords(0, 0, 'en')).toBe('0 / 0 (—)');
  });

  it('say where counting stopped', () => {
    expect(countWords(1_234_567)).toBe('1,234,567');
    expect(cappedCount(1000, 1000)).toBe('1,000');
    expect(cappedCount(1001, 1000)).toBe('1,000+');
    expect(sizeWords(850_000)).toBe('850 KB');
    expect(sizeWords(3_240_000)).toBe('3.2 MB');
  });

  it('group a matter number for reading out, and leave anything else alone', () => {
    expect(groupNumber('D3300002026112300427')).toBe('D330000 20261123 0042 7');
    expect(groupNumber('D33000020261123004217')).toBe('D330000 20261123 00421 7');
    expect(groupNumber('12345-67')).toBe('12345-67');
  });
});

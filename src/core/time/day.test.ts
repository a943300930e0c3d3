import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addHours,
  addMonths,
  atTimeOfDay,
  compare,
  type Day,
  dayFromNumber,
  dayNumber,
  dayOf,
  daysBetween,
  instantFromMs,
  minutesBetween,
  parseDay,
  parseInstant,
  parseTimeOfDay,
  timeOfDay,
  weekday,
} from './day.ts';

const anyDay = fc.integer({ min: dayNumber('1949-10-01'), max: dayNumber('2200-12-31') }).map(dayFromNumber);

describe('a day', () => {
  test('agrees with the Gregorian calendar of the platform on every day of three centuries', () => {
    for (let n = dayNumber('1900-01-01'); n <= dayNumber('2199-12-31'); n++) {
      const expected = new Date(n * 86_400_000);
      const day = dayFromNumber(n);
      if (day !== expected.toISOString().slice(0, 10) || dayNumber(day) !== n || weekday(day) % 7 !== expected.getUTCDay()) {
        throw new Error(`day ${n}: ${day} against ${expected.toISOString()}`);
      }
    }
  });

  test('is read only when it exists and is written in full', () => {
    expect(parseDay('2028-02-29')).toBe('2028-02-29');
    for (const wrong of [
      '2026-02-29',
      '2026-2-3',
      '2026-13-01',
      '2026-00-10',
      '0000-01-01',
      '2026-02-03T00:00:00Z',
      ' 2026-02-03',
      '２０２６-02-03',
      '',
    ]) {
      expect(parseDay(wrong), wrong).toBeNull();
    }
  });

  test('steps over a leap day, a year end and back again', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
        const there = addDays(day, n);
        expect(addDays(there, -n)).toBe(day);
        expect(daysBetween(day, there)).toBe(n);
        expect(Math.sign(compare(there, day))).toBe(Math.sign(n));
      }),
    );
  });

  test('plus months keeps its date, or takes the last day of a shorter month', () => {
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29');
    expect(addMonths('2028-02-29', 36)).toBe('2031-02-28');
    expect(addMonths('2026-11-15', 2)).toBe('2027-01-15');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  });
});

describe('an instant', () => {
  test('is a day later in China from 16:00 UTC on', () => {
    expect(dayOf('2026-02-11T15:59:59.999Z')).toBe('2026-02-11');
    expect(dayOf('2026-02-11T16:00:00.000Z')).toBe('2026-02-12');
    expect(timeOfDay('2026-02-11T16:00:00.000Z')).toBe('00:00');
  });

  test('made from a day and a time gives both back, whatever the day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1439 }), (day, minutes) => {
        const time = parseTimeOfDay(`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
        if (time === null) throw new Error('a time that should be readable');
        const at = atTimeOfDay(day, time);
        expect([dayOf(at), timeOfDay(at)]).toEqual([day, time]);
      }),
    );
  });

  test('24:00 is the last moment of the day and does not slip into the next', () => {
    expect(atTimeOfDay('2026-02-12', '24:00')).toBe('2026-02-12T15:59:59.999Z');
    expect(parseTimeOfDay('24:01')).toBeNull();
  });

  test('is stored in one form, whatever offset it came with', () => {
    expect(parseInstant('2026-02-12T09:15:00+08:00')).toBe('2026-02-12T01:15:00.000Z');
    expect(parseInstant('2026-02-12T01:15Z')).toBe('2026-02-12T01:15:00.000Z');
    for (const wrong of ['2026-02-12', '2026-02-12T09:15:00', '2026-02-30T09:15:00Z', '2026-02-12T25:00:00Z', 'now'])
      expect(parseInstant(wrong), wrong).toBeNull();
  });

  test('hours and minutes are plain differences', () => {
    expect(addHours('2026-02-14T15:15:00.000Z', 24)).toBe('2026-02-15T15:15:00.000Z');
    expect(minutesBetween('2026-02-14T15:15:00.000Z', '2026-02-14T17:14:59.000Z')).toBe(119);
    expect(minutesBetween('2026-02-14T17:15:00.000Z', '2026-02-14T15:15:00.000Z')).toBe(-120);
    expect(dayOf(instantFromMs(0))).toBe('1970-01-01');
  });
});

test('the machine’s time zone changes no day and no deadline (trap: a Date in another zone shifts a day)', () => {
  const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
  const script = `
    const { dayOf, atTimeOfDay, parseInstant } = await import(${here('./day.ts')});
    const { buildCalendar } = await import(${here('./calendar.ts')});
    const { computeDeadline } = await import(${here('./deadline.ts')});
    const { explainDeadline } = await import(${here('./explain.ts')});
    const { presetLimits } = await import(${here('./preset-limits.ts')});
    const calendar = buildCalendar([]);
    const all = presetLimits.map((limit) => computeDeadline({ limit, startAt: '2026-02-11T16:30:00.000Z', calendar }));
    console.log(new Date(0).getTimezoneOffset());
    console.log(JSON.stringify([dayOf('2026-03-08T10:30:00.000Z'), atTimeOfDay('2026-03-08', '02:30'), parseInstant('2026-11-01T01:30:00+08:00'), all, all.map((d) => explainDeadline(d, 'zh'))]));`;
  const run = (zone: string) =>
    execFileSync(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    })
      .trim()
      .split('\n');
  const [utcOffset, inUtc] = run('UTC');
  const [laOffset, inLosAngeles] = run('America/Los_Angeles');
  expect([utcOffset, laOffset]).toEqual(['0', '480']);
  expect(inLosAngeles).toBe(inUtc);
  expect(JSON.parse(inUtc ?? '')[0] satisfies Day).toBe('2026-03-08');
});

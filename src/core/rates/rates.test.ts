import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitions, measureKeys, measuresOf, sayShare, shareOf, subjects } from './measures.ts';
import { isRunning, lastPeriods, parsePeriod, periodBefore, periodOf, windowOf } from './period.ts';
import { publishable } from './suppress.ts';
import { emptyTally, type Tally } from './tally.ts';
import { wilson } from './wilson.ts';

/** The worked example of rules X1. */
const example: Tally = {
  ...emptyTally(),
  due: 200,
  excluded: 10,
  needContact: 190,
  contactInTime: 185,
  dispatched: 190,
  closed: 180,
  answered: 144,
  yes: 108,
  partly: 14,
  no: 22,
  level5: 60,
  level4: 40,
  level3: 20,
  level2: 16,
  level1: 8,
};

describe('formula@1, the worked example', () => {
  const m = measuresOf(example);
  test('S0 is what was due less what was excluded, and the excluded share is told', () => {
    expect(m.counted).toBe(190);
    expect(sayShare(m.exclusion, 'en')).toMatch(/^5\.0 %/);
  });
  test('contact in time, reach and the three rates come out as published', () => {
    expect(sayShare(m.response, 'en')).toMatch(/^97\.4 % /);
    expect(sayShare(m.reach, 'en')).toMatch(/^80\.0 % /);
    expect(sayShare(m.solution, 'zh')).toBe('75.0 %（67.3–81.4）');
    expect(sayShare(m.satisfactionStrict, 'en')).toMatch(/^69\.4 % /);
    expect(sayShare(m.satisfactionWide, 'en')).toBe('83.3 % (76.4–88.5)');
  });
  test('the lower bound counts everybody who was not reached as not solved', () => {
    expect(sayShare(m.lowerBound, 'en')).toMatch(/^60\.0 % /);
  });
  test('nine of nine is never told as 100 %', () => {
    expect(sayShare(shareOf(9, 9), 'en')).toBe('9 of 9 (70.1–100)');
    expect(sayShare(shareOf(9, 9), 'zh')).toBe('9 件中 9 件（70.1–100）');
  });
  test('without a whole there is no share', () => {
    expect(sayShare(shareOf(0, 0), 'zh')).toBe('—');
  });
});

describe('the interval', () => {
  test('holds the share, lies within 0 and 1, and narrows as answers come in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (n, k) => {
        const part = Math.min(k, n);
        const one = wilson(part, n);
        const tenfold = wilson(part * 10, n * 10);
        if (one === null || tenfold === null) return false;
        const p = part / n;
        return one.low >= 0 && one.high <= 1 && one.low <= p && p <= one.high && tenfold.high - tenfold.low < one.high - one.low;
      }),
    );
  });
  test('a part larger than its whole is a fault', () => {
    expect(() => wilson(3, 2)).toThrow('no part');
    expect(() => wilson(-1, 2)).toThrow('no part');
  });
});

describe('the registry', () => {
  test('knows places, categories and units, and never a person', () => {
    expect(subjects).toEqual(['place', 'category', 'unit']);
    const fields = Object.keys(emptyTally()).join(' ');
    expect(fields).not.toMatch(/account|owner|person|handler|staff/i);
  });
  test('lists every measure with a part that never exceeds its whole', () => {
    expect(Object.keys(definitions)).toEqual([...measureKeys]);
    for (const key of measureKeys) expect(definitions[key].part(example)).toBeLessThanOrEqual(definitions[key].whole(example));
  });
  test('holds no count of meetings, photos, sign-ins or speed of staff', () => {
    expect([...measureKeys].join(' ')).not.toMatch(/meeting|photo|login|online|point|rank|score/i);
  });
});

describe('periods', () => {
  test('are named and read back', () => {
    for (const [kind, code, from, to] of [
      ['month', '2026-02', '2026-02-01', '2026-02-28'],
      ['quarter', '2026-Q4', '2026-10-01', '2026-12-31'],
      ['year', '2026', '2026-01-01', '2026-12-31'],
    ] as const) {
      expect(periodOf(kind, from)).toEqual({ kind, code, from, to });
      expect(parsePeriod(code)).toEqual({ kind, code, from, to });
    }
  });
  test('the one before a first quarter lies in the year before', () => {
    expect(periodBefore(periodOf('quarter', '2026-02-10'))?.code).toBe('2025-Q4');
    expect(lastPeriods(periodOf('month', '2026-01-10'), 3).map((p) => p.code)).toEqual(['2025-11', '2025-12', '2026-01']);
    expect(periodBefore({ kind: 'days', code: null, from: '2026-11-11', to: '2026-11-20' })).toMatchObject({
      from: '2026-11-01',
      to: '2026-11-10',
    });
  });
  test('what is no period is not guessed', () => {
    for (const code of ['', '2026-13', '2026-Q5', '26-Q1', '2026-1', '1989', 'constructor']) expect(parsePeriod(code)).toBeNull();
  });
  test('begin at midnight in Shanghai and end now, while they run', () => {
    const quarter = periodOf('quarter', '2026-11-23');
    expect(windowOf(quarter, '2026-11-23T01:00:00.000Z')).toMatchObject({
      from: '2026-09-30T16:00:00.000Z',
      until: '2026-11-23T01:00:00.000Z',
    });
    expect(windowOf(quarter, '2027-02-01T00:00:00.000Z').until).toBe('2026-12-31T16:00:00.000Z');
    expect(isRunning(quarter, '2026-12-31T15:59:00.000Z')).toBe(true);
    expect(isRunning(quarter, '2026-12-31T16:01:00.000Z')).toBe(false);
  });
});

describe('small cells (k = 5)', () => {
  test('are left out, and with a single one the next smallest, or it could be computed from the total', () => {
    expect(publishable([20, 3, 9, 0])).toEqual([true, false, false, true]);
    expect(publishable([20, 3, 4, 9])).toEqual([true, false, false, true]);
    expect(publishable([1, 2, 30, 6])).toEqual([false, false, true, false]);
    expect(publishable([5, 6])).toEqual([true, true]);
  });
  test('what is left out together is never one cell, nor fewer than five matters, while there is another to hide it with', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (counts) => {
        const shown = publishable(counts);
        const hidden = counts.filter((_, i) => !shown[i]);
        const others = counts.filter((n, i) => shown[i] && n > 0);
        const sum = hidden.reduce((a, b) => a + b, 0);
        return (
          counts.every((n, i) => n === 0 || n >= 5 || !shown[i]) &&
          (hidden.length === 0 || others.length === 0 || (hidden.length > 1 && sum >= 5))
        );
      }),
    );
  });
});

// The golden series were fitted apart from this code, with statsmodels 0.15 (GLM Poisson, log link; quasi-likelihood; t quantiles of scipy).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../time/day.ts';
import { compared, effectOf, seriesOf, weeksOf } from './effect.ts';

const measureOn = '2026-06-01' as Day;
const effect = (before: readonly number[], after: readonly number[]) => effectOf({ measureOn, before, after });
const told = (found: ReturnType<typeof effectOf>) => {
  if (found.verdict === 'tooFew') throw new Error(`too few: ${found.why.join()}`);
  return found;
};

describe('the estimate', () => {
  const before = [9, 12, 7, 15, 11, 10, 8, 14, 13, 9, 16, 11, 12, 10, 15, 13, 8, 12, 14, 17, 11, 9, 13, 15];
  const after = [8, 6, 9, 5, 7, 4, 8, 6, 5, 9, 6, 4];
  test('agrees with statsmodels: trend, step and changed slope', () => {
    const found = told(effect(before, after));
    expect(found.model).toBe('full');
    expect(found.dispersion).toBeCloseTo(0.5743676797, 5);
    expect(found.ratio).toBeCloseTo(0.4519168851072688, 6);
    expect(found.low).toBeCloseTo(0.3019186045253652, 5);
    expect(found.high).toBeCloseTo(0.6764368541187346, 5);
    expect(found.verdict).toBe('fell');
    expect(found.widened).toBe(false);
  });
  test('agrees with statsmodels: scattered counts (dispersion 2.6) with the wave of the year', () => {
    const counts = [
      8, 12, 19, 3, 11, 5, 12, 7, 12, 9, 8, 29, 17, 15, 8, 11, 9, 6, 15, 3, 2, 2, 6, 8, 3, 4, 4, 8, 2, 3, 6, 4, 6, 1, 7, 6, 5, 0, 3, 3, 6,
      3, 5, 10, 10, 6, 10, 6, 6, 4, 7, 15, 9, 3, 16, 26, 20, 16, 17, 32, 39, 11, 4, 8, 15, 10, 11, 11, 7, 2, 10, 2, 2, 3, 2, 1, 7, 2, 2, 1,
    ];
    const found = told(effect(counts.slice(0, 60), counts.slice(60)));
    expect(found.season).toBe(true);
    expect(found.dispersion).toBeCloseTo(2.555335021163148, 4);
    expect(found.ratio).toBeCloseTo(0.38086599955527073, 5);
    if (!found.widened) {
      expect(found.low).toBeCloseTo(0.21174731239642117, 4);
      expect(found.high).toBeCloseTo(0.6850566742762926, 4);
    } else {
      // The interval of statsmodels, stretched on the scale of logarithms as docs/method-effect.md says.
      const wide = Math.sqrt((1 + found.autocorrelation) / (1 - found.autocorrelation));
      const half = (Math.log(0.6850566742762926) - Math.log(0.21174731239642117)) / 2;
      expect(Math.log(found.high) - Math.log(found.ratio)).toBeCloseTo(half * wide, 3);
    }
  });
  test('a trend that falls anyway is not the measure: no conclusion', () => {
    const falling = Array.from({ length: 40 }, (_, week) => Math.round(30 * Math.exp(-week / 20)));
    const found = told(effect(falling.slice(0, 28), falling.slice(28)));
    expect(found.after.perWeek).toBeLessThan(found.before.perWeek / 2);
    expect(found.verdict).toBe('unclear');
  });
  test('few matters are compared without a trend, and mostly lead to no conclusion', () => {
    const found = told(effect([1, 1, 0, 2, 1, 1, 0, 1, 2, 1, 1, 1], [0, 0, 1, 0, 1, 0, 0, 1]));
    expect(found.model).toBe('plain');
    expect(found.ratio).toBeCloseTo(3 / 8, 8); // 3 in 8 weeks against 12 in 12
    expect(found.verdict).toBe('unclear');
  });
  test('nothing came after: the bound is exact, and no figure is made up', () => {
    // 12 before in 12 weeks, none in 8: upper end of 0 of 12 is 0.26465, odds 0.35989 × 12/8.
    const found = told(effect(new Array(12).fill(1), new Array(8).fill(0)));
    expect(found.model).toBe('none');
    expect(found.ratio).toBe(0);
    expect(found.high).toBeCloseTo((0.2646484693970512 / (1 - 0.2646484693970512)) * 1.5, 8);
    expect(found.verdict).toBe('fell');
  });
});

test('too few data: the reasons are named, and there is no figure', () => {
  expect(effect([5, 5], [1])).toMatchObject({ verdict: 'tooFew', why: ['weeks-before', 'weeks-after'] });
  expect(effect(new Array(10).fill(0), new Array(10).fill(0))).toMatchObject({ verdict: 'tooFew', why: ['matters-before'] });
  expect(effect([], [])).toMatchObject({ verdict: 'tooFew' });
});

test('a series without a change is rarely said to have one, whatever the scatter: at most one in twelve of 300', () => {
  let seed = 11;
  const next = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const poisson = (mean: number): number => {
    let n = 0;
    for (let p = next(); p > Math.exp(-mean); p *= next()) n += 1;
    return n;
  };
  let wrong = 0;
  for (let i = 0; i < 300; i += 1) {
    const counts = Array.from({ length: 36 }, () => poisson(4));
    const found = effect(counts.slice(0, 24), counts.slice(24));
    if (found.verdict === 'fell' || found.verdict === 'rose') wrong += 1;
  }
  expect(wrong).toBeLessThanOrEqual(25);
});

test('any counts give an answer of whole, ordered numbers, or none', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 80 }), fc.array(fc.nat(500), { maxLength: 40 }), (before, after) => {
      const found = effect(before, after);
      if (found.verdict === 'tooFew') {
        expect(found.why.length).toBeGreaterThan(0);
        return;
      }
      expect(found.low).toBeLessThanOrEqual(found.ratio);
      expect(found.ratio).toBeLessThanOrEqual(found.high);
      expect([found.ratio, found.low, found.high].every((one) => Number.isFinite(one))).toBe(true);
      expect(found.fitted).toHaveLength(before.length + after.length);
      expect(found.without).toHaveLength(after.length);
    }),
    { numRuns: 300 },
  );
});

test('days become whole weeks around the date; the half week of today and what is older than the records are left out', () => {
  const days = [
    { on: '2026-05-31' as Day, n: 2 },
    { on: '2026-05-25' as Day, n: 1 },
    { on: '2026-06-01' as Day, n: 4 },
    { on: '2026-06-07' as Day, n: 1 },
    { on: '2026-06-08' as Day, n: 3 },
    { on: '2026-06-16' as Day, n: 9 },
    { on: '2026-05-10' as Day, n: 7 },
  ];
  const series = seriesOf(days, measureOn, '2026-05-15', '2026-06-17');
  expect(series).toEqual({ measureOn, before: [3], after: [5, 3] });
  expect(weeksOf(series)).toEqual(['2026-05-25', '2026-06-01', '2026-06-08']);
  const earlier = seriesOf(
    [...days, { on: '2026-05-19' as Day, n: 1 }, { on: '2026-05-11' as Day, n: 1 }],
    measureOn,
    '2026-05-01',
    '2026-06-17',
  );
  expect(earlier.before).toEqual([7, 1, 1, 3]);
});

test('two seasons side by side: the exact interval of their ratio', () => {
  expect(compared({ n: 10, weeks: 4 }, { n: 20, weeks: 4 })).toMatchObject({ ratio: 0.5 });
  expect(compared({ n: 0, weeks: 4 }, { n: 0, weeks: 4 })).toBeNull();
  expect(compared({ n: 3, weeks: 4 }, { n: 0, weeks: 4 })).toMatchObject({ ratio: null, high: Number.POSITIVE_INFINITY });
});

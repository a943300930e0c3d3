// Golden figures: computed apart from this code, with scipy 1.17 and statsmodels 0.15 (GLM Poisson, covariance × max(1, Pearson χ²/df), t of scipy.stats).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaShare, exactShare, t95 } from './beta.ts';
import { errorOf, fitCounts } from './poisson.ts';

test('the share of a beta distribution, Student t and the exact interval agree with tables', () => {
  expect(betaShare(0.3, 2.5, 4.5)).toBeCloseTo(0.40653901668245934, 12);
  expect(betaShare(0.9, 40, 3)).toBeCloseTo(0.19510765482693676, 12);
  for (const [freedom, value] of [
    [1, 12.706204736174694],
    [5, 2.5705818356363146],
    [33, 2.0345152974493383],
    [200, 1.9718962236339088],
  ] as const)
    expect(t95(freedom)).toBeCloseTo(value, 7);
  expect(exactShare(0, 12)).toEqual({ low: 0, high: expect.closeTo(0.2646484693970512, 9) });
  expect(exactShare(3, 20)).toEqual({ low: expect.closeTo(0.0320709371854637, 9), high: expect.closeTo(0.37892682654531396, 9) });
  expect(exactShare(12, 12)).toEqual({ low: expect.closeTo(0.7353515306029488, 9), high: 1 });
  expect(exactShare(7, 30)).toEqual({ low: expect.closeTo(0.09933786495801974, 9), high: expect.closeTo(0.4228365229782195, 9) });
  expect(() => exactShare(3, 2)).toThrow('no part');
});

test('a regression on counts gives the known answer: two groups, worked by hand', () => {
  // The estimate is ln(mean after / mean before), its variance the sum of the reciprocals of the two totals.
  const before = [4, 6, 5, 5];
  const after = [2, 3, 1, 2];
  const fit = fitCounts([...before.map(() => [1, 0]), ...after.map(() => [1, 1])], [...before, ...after]);
  expect(fit?.coefficients[1]).toBeCloseTo(Math.log(2 / 5), 10);
  expect(errorOf(fit ?? fail(), [0, 1])).toBeCloseTo(Math.sqrt(1 / 20 + 1 / 8), 8);
  expect(fit?.dispersion).toBeLessThan(1); // so the covariance is that of Poisson and not less
});
const fail = (): never => {
  throw new Error('no fit');
};

test('where there is no answer there is none: zeros on one side, columns that say the same, too few rows', () => {
  const groups = (n: number) => Array.from({ length: 2 * n }, (_, i) => [1, i < n ? 0 : 1]);
  expect(fitCounts(groups(4), [3, 4, 2, 5, 0, 0, 0, 0])).toBeNull();
  expect(
    fitCounts(
      groups(4).map(([a = 0, b = 0]) => [a, b, b]),
      [3, 4, 2, 5, 1, 2, 1, 1],
    ),
  ).toBeNull();
  expect(fitCounts(groups(1), [3, 4])).toBeNull();
  expect(fitCounts([], [])).toBeNull();
});

test('the fit always reproduces the sum of the counts, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 8, maxLength: 60 }), (counts) => {
      const fit = fitCounts(
        counts.map((_, i) => [1, i / 10]),
        counts,
      );
      if (fit === null) return;
      const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
      expect(Math.abs(sum(fit.fitted) - sum(counts))).toBeLessThan(1e-4 * (1 + sum(counts)));
    }),
    { numRuns: 200 },
  );
});

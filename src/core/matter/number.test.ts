import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '../time/day.ts';
import { cameLate, enteredOn, numberOf, parseNumber } from './number.ts';

const number = numberOf('131126', '2026-03-02', 7);

test('a number carries county, day, place in the day and a check digit', () => {
  expect(number).toMatch(/^D131126202603020007\d$/);
});

test('it is found as people type it: spaces, dashes, full width, small letter, no letter', () => {
  for (const typed of [
    number,
    number.toLowerCase(),
    number.slice(1),
    ` ${number.slice(0, 7)}-${number.slice(7, 15)} ${number.slice(15)} `,
    number.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
  ])
    expect(parseNumber(typed)).toBe(number);
});

test('every single wrong digit is noticed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.nat(17), fc.integer({ min: 1, max: 9 }), (n, at, by) => {
      const digits = numberOf('131126', '2026-03-02', n).slice(1);
      const wrong = digits.slice(0, at) + ((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
      expect(parseNumber(wrong)).toBeNull();
    }),
  );
});

test('more than 9,999 concerns on one day just make longer numbers', () => {
  expect(parseNumber(numberOf('131126', '2026-03-02', 10_001))).not.toBeNull();
});

test('what was due before the day in its number came late, and is not late here', () => {
  const entered = numberOf('131126', '2026-03-02', 7);
  expect(enteredOn(entered)).toBe('2026-03-02');
  expect(cameLate(entered, '2010-03-02T09:30:00.000Z' as Instant)).toBe(true);
  expect(cameLate(entered, '2026-03-01T15:59:59.000Z' as Instant)).toBe(true);
  expect(cameLate(entered, '2026-03-01T16:00:00.000Z' as Instant)).toBe(false); // the second already in Shanghai
  expect(cameLate(numberOf('131126', '2026-03-02', 10_001), '2026-03-09T09:30:00.000Z' as Instant)).toBe(false);
});

test('words, and numbers of another length, are no number', () => {
  for (const typed of ['', 'D', '路灯', '123', `${number}${number}`]) expect(parseNumber(typed)).toBeNull();
});

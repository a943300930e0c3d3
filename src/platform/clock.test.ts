import { expect, test } from 'vitest';
import type { Instant } from '#core/time/day.ts';
import { systemClock, testClock } from '#platform/clock.ts';

test('the system clock tells the time in UTC with milliseconds', () => {
  const before = Date.now();
  const now = systemClock()();
  expect(now).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  expect(Date.parse(now)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(now)).toBeLessThanOrEqual(Date.now());
});

test('a test clock stands still until time is let pass', () => {
  const clock = testClock('2026-11-23T01:15:00.000Z');
  expect(clock()).toBe(clock());
  expect(clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5 })).toBe('2026-11-24T03:18:04.005Z');
  expect(clock()).toBe('2026-11-24T03:18:04.005Z');
});

test('a test clock can be set back, as a badly kept server clock may be', () => {
  const clock = testClock('2026-11-23T01:15:00.000Z');
  expect(clock.setTo('2026-01-01T00:00:00.000Z')).toBe('2026-01-01T00:00:00.000Z');
  expect(clock()).toBe('2026-01-01T00:00:00.000Z');
});

test('what is not an instant is refused at once', () => {
  expect(() => testClock('gestern' as Instant)).toThrow('Not an instant');
});

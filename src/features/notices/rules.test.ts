import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import {
  afterFailure,
  digestOf,
  isQuiet,
  isStale,
  joinUntil,
  mayLeaveAt,
  mostAttempts,
  type Rate,
  readMinutes,
  slotAt,
  waitAfter,
  withCall,
  writeMinutes,
} from './rules.ts';

const start = msOf('2026-11-23T01:00:00.000Z' as Instant);
const instant = fc.integer({ min: 0, max: 400 * 86_400_000 }).map((ms) => instantFromMs(start + ms));
const minuteOfDay = fc.integer({ min: 0, max: 1439 });
const quiet = fc.record({ from: minuteOfDay, to: minuteOfDay });
const chance = fc.double({ min: 0, max: 0.999_999, noNaN: true });

test('a message never leaves in quiet hours, never earlier than asked, and waits less than a day', () => {
  fc.assert(
    fc.property(instant, quiet, (at, hours) => {
      const leaves = mayLeaveAt(at, hours, false);
      expect(isQuiet(leaves, hours)).toBe(false);
      expect(leaves >= at).toBe(true);
      expect(msOf(leaves) - msOf(at)).toBeLessThan(86_400_000);
      expect(mayLeaveAt(leaves, hours, false)).toBe(leaves);
    }),
  );
});

test('what must be done within two hours leaves at any time of the night', () => {
  fc.assert(fc.property(instant, quiet, (at, hours) => void expect(mayLeaveAt(at, hours, true)).toBe(at)));
});

test('quiet from 22:00 to 07:00 in Shanghai means the message of 23:30 leaves at seven', () => {
  const hours = { from: 22 * 60, to: 7 * 60 };
  expect(mayLeaveAt('2026-11-23T15:30:12.000Z' as Instant, hours, false)).toBe('2026-11-23T23:00:00.000Z');
  expect(mayLeaveAt('2026-11-23T22:59:59.000Z' as Instant, hours, false)).toBe('2026-11-23T23:00:00.000Z');
  expect(mayLeaveAt('2026-11-23T23:00:00.000Z' as Instant, hours, false)).toBe('2026-11-23T23:00:00.000Z');
});

test('in no window of any length are there more calls than the provider allows', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 300 });
  const limits: fc.Arbitrary<Rate[]> = fc.constantFrom(
    [{ count: 20, ms: 60_000 }],
    [
      { count: 100, ms: 60_000 },
      { count: 5, ms: 1_000 },
    ],
  );
  fc.assert(
    fc.property(steps, limits, (waits, rates) => {
      let now = instantFromMs(start);
      let recent: Instant[] = [];
      const made: number[] = [];
      for (const wait of waits) {
        now = slotAt(recent, rates, instantFromMs(msOf(now) + wait));
        made.push(msOf(now));
        recent = withCall(recent, rates, now);
      }
      for (const { count, ms } of rates)
        for (let i = 0; i + count < made.length; i += 1) expect((made[i + count] ?? 0) - (made[i] ?? 0)).toBeGreaterThanOrEqual(ms);
    }),
    { numRuns: 60 },
  );
});

test('waiting grows with every failure up to an hour, and chance never makes it shorter than half', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), chance, (failures, by) => {
      const wait = waitAfter(failures, by);
      const whole = Math.min(3_600_000, 30_000 * 2 ** Math.min(20, failures - 1));
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
      expect(waitAfter(failures + 1, by)).toBeGreaterThanOrEqual(wait);
    }),
  );
});

test('a message ends: after ten failures, at once when trying again is useless, and never by being too quick', () => {
  expect(afterFailure(mostAttempts - 1, { retry: 'later' })).toBe('again');
  expect(afterFailure(mostAttempts, { retry: 'later' })).toBe('dead');
  expect(afterFailure(1, { retry: 'never' })).toBe('dead');
  expect(afterFailure(99, { retry: 'slow-down' })).toBe('again');
});

test('a digest names every matter once and counts the rest; nothing is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      (numbers, most) => {
        const { shown, more } = digestOf(numbers, most);
        expect(shown.length + more).toBe(new Set(numbers).size);
        expect(shown.length).toBeLessThanOrEqual(most);
        expect(new Set(shown).size).toBe(shown.length);
      },
    ),
  );
});

test('others may join until the window closes; what is urgent waits two seconds at most', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 3600 }), chance, (now, seconds, by) => {
      const until = msOf(joinUntil(now, seconds, false, by)) - msOf(now);
      expect(until).toBeGreaterThanOrEqual(seconds * 1000);
      expect(until).toBeLessThanOrEqual(seconds * 1000 + 20_000);
      expect(msOf(joinUntil(now, seconds, true, by)) - msOf(now)).toBeLessThanOrEqual(2_000);
    }),
  );
});

test('a time of day is read as people type it, and what is none is refused', () => {
  expect(['22:00', '７：30', ' 0:05 '].map(readMinutes)).toEqual([1320, 450, 5]);
  expect(['24:00', '12:60', '', '7', '上午'].map(readMinutes)).toEqual([null, null, null, null, null]);
  fc.assert(fc.property(minuteOfDay, (m) => void expect(readMinutes(writeMinutes(m))).toBe(m)));
});

test('news of last week is not poured out when an outlet comes back', () => {
  expect(isStale('2026-11-19T01:00:00.000Z' as Instant, '2026-11-23T01:00:00.000Z' as Instant)).toBe(true);
  expect(isStale('2026-11-22T01:00:00.000Z' as Instant, '2026-11-23T01:00:00.000Z' as Instant)).toBe(false);
});

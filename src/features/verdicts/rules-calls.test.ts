import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import { isCallingTime, nextCall, windowOf } from './rules-calls.ts';

const start = msOf('2026-11-23T01:00:00.000Z' as Instant);
const history = fc
  .array(fc.record({ after: fc.integer({ min: 0, max: 40 * 3_600_000 }), reached: fc.boolean() }), { maxLength: 8 })
  .map((steps) => {
    let at = start;
    return steps.map(({ after, reached }) => ({ at: instantFromMs((at += after)), reached }));
  });

test('the next call is never in the past, never within two hours of the last one in vain, and always at a time of day when people may be rung', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 72 * 3_600_000 }), (attempts, later) => {
      const last = attempts.at(-1);
      const now = instantFromMs(msOf(last?.at ?? instantFromMs(start)) + later);
      const next = nextCall(attempts, now);
      expect(next.from >= now).toBe(true);
      expect(isCallingTime(next.from)).toBe(true);
      expect(windowOf(next.from)).toBe(next.window);
      expect(msOf(next.to) - msOf(next.from)).toBeGreaterThanOrEqual(600_000);
      expect(msOf(next.from) - msOf(now)).toBeLessThan(3 * 86_400_000);
    }),
  );
});

test('as long as a time of day was not tried, it is that one', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 72 * 3_600_000 }), (attempts, later) => {
      const now = instantFromMs(msOf(attempts.at(-1)?.at ?? instantFromMs(start)) + later);
      const since = attempts.slice(attempts.findLastIndex((one) => one.reached) + 1);
      const tried = new Set(since.map((one) => windowOf(one.at)));
      if (tried.size < 3) expect(tried.has(nextCall(attempts, now).window)).toBe(false);
    }),
  );
});

test('in vain this morning: try the afternoon, then the evening, then any', () => {
  const at = (text: string) => ({ at: text as Instant, reached: false });
  const morning = at('2026-11-23T01:30:00.000Z');
  expect(nextCall([morning], '2026-11-23T01:31:00.000Z' as Instant)).toMatchObject({
    window: 'afternoon',
    from: '2026-11-23T06:30:00.000Z',
  });
  const afternoon = at('2026-11-23T07:00:00.000Z');
  expect(nextCall([morning, afternoon], afternoon.at)).toMatchObject({ window: 'evening', from: '2026-11-23T10:30:00.000Z' });
  const evening = at('2026-11-23T11:00:00.000Z');
  expect(nextCall([morning, afternoon, evening], evening.at)).toMatchObject({ window: 'morning', from: '2026-11-24T01:00:00.000Z' });
});

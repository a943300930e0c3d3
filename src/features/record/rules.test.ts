import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/time/day.ts';
import { hashOf } from '#platform/hash.ts';
import { isDayOld, minutesFrom, nextSlotAt, notBefore, profileOf, slotOf } from './rules.ts';

const at = (text: string) => text as Instant;

describe('when a checkpoint is due', () => {
  test('hourly checkpoints fall on the full hour, and one instant on the hour opens the next slot', () => {
    expect(nextSlotAt(at('2026-11-23T01:15:00.000Z'), 60)).toBe('2026-11-23T02:00:00.000Z');
    expect(nextSlotAt(at('2026-11-23T02:00:00.000Z'), 60)).toBe('2026-11-23T03:00:00.000Z');
    expect(slotOf(at('2026-11-23T01:59:59.999Z'), 60)).toBe(slotOf(at('2026-11-23T01:00:00.000Z'), 60));
    expect(slotOf(at('2026-11-23T02:00:00.000Z'), 60)).toBe(slotOf(at('2026-11-23T01:00:00.000Z'), 60) + 1);
  });

  test('a setting that makes no sense never ends the checkpoints', () => {
    expect([{ everyMinutes: 15 }, { everyMinutes: 1440 }].map(minutesFrom)).toEqual([15, 1440]);
    for (const bad of [
      undefined,
      null,
      'x',
      {},
      { everyMinutes: 0 },
      { everyMinutes: -5 },
      { everyMinutes: 1e9 },
      { everyMinutes: '15' },
      { everyMinutes: 7.5 },
    ])
      expect(minutesFrom(bad)).toBe(60);
  });

  test('"nothing happened" is said once a day', () => {
    expect(isDayOld(at('2026-11-22T01:00:00.000Z'), at('2026-11-23T01:00:00.000Z'))).toBe(true);
    expect(isDayOld(at('2026-11-22T01:00:00.001Z'), at('2026-11-23T01:00:00.000Z'))).toBe(false);
  });

  test('no checkpoint is dated before the one it follows, whatever the clock says', () => {
    expect(notBefore(at('2026-11-23T01:00:00.000Z'), at('2026-11-23T02:00:00.000Z'))).toBe('2026-11-23T02:00:00.000Z');
    expect(notBefore(at('2026-11-23T03:00:00.000Z'), at('2026-11-23T02:00:00.000Z'))).toBe('2026-11-23T03:00:00.000Z');
    expect(notBefore(at('2026-11-23T03:00:00.000Z'), undefined)).toBe('2026-11-23T03:00:00.000Z');
  });
});

test('the hash function at work is told by what it does', () => {
  expect([profileOf(hashOf('sm3')), profileOf(hashOf('sha256'))]).toEqual(['sm3', 'sha256']);
  expect(() => profileOf(() => new Uint8Array(32))).toThrow('neither SM3 nor SHA-256');
});

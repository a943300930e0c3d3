import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atTimeOfDay, type Instant, instantFromMs, msOf } from './day.ts';
import { type Light, type LightInput, lightOf, lightText, nextLightChangeAt } from './lights.ts';

const week = { startAt: atTimeOfDay('2026-03-02', '09:00'), dueAt: atTimeOfDay('2026-03-09', '17:30') };
const ladder: Light[] = ['none', 'blue', 'yellow', 'red'];

/** Every change from the start on, as a worker that sleeps until the next one would see it. */
function watch(input: Omit<LightInput, 'now'>): [Instant, Light][] {
  const seen: [Instant, Light][] = [[input.startAt, lightOf({ ...input, now: input.startAt })]];
  for (let next = nextLightChangeAt({ ...input, now: input.startAt }); next !== null; next = nextLightChangeAt({ ...input, now: next })) {
    seen.push([next, lightOf({ ...input, now: next })]);
  }
  return seen;
}

describe('the light of a clock', () => {
  test('a week: blue when a fifth of the time is left, yellow on the due day, red after the due moment', () => {
    expect(watch(week)).toEqual([
      [week.startAt, 'none'],
      [instantFromMs(msOf(week.dueAt) - (msOf(week.dueAt) - msOf(week.startAt)) / 5), 'blue'],
      [atTimeOfDay('2026-03-09', '00:00'), 'yellow'],
      [instantFromMs(msOf(week.dueAt) + 1), 'red'],
    ]);
    expect(lightOf({ ...week, now: week.dueAt })).toBe('yellow');
  });

  test('two hours: blue at 24 minutes left, yellow at 12, although it is due today from the start', () => {
    const at = (time: `${number}:${number}`) => atTimeOfDay('2026-03-02', time);
    expect(watch({ startAt: at('09:00'), dueAt: at('11:00') })).toEqual([
      [at('09:00'), 'none'],
      [at('10:36'), 'blue'],
      [at('10:48'), 'yellow'],
      [instantFromMs(msOf(at('11:00')) + 1), 'red'],
    ]);
  });

  test('behind a milestone or returned once is yellow at once, and then only red is to come', () => {
    for (const flag of [{ behind: true }, { returned: true }]) {
      expect(watch({ ...week, ...flag }).map(([, light]) => light)).toEqual(['yellow', 'red']);
    }
  });

  test('answered or paused shows nothing and nothing is coming, even after the due moment', () => {
    for (const flag of [{ replied: true }, { paused: true }]) {
      const input = { ...week, ...flag, now: atTimeOfDay('2026-04-01', '09:00') };
      expect([lightOf(input), nextLightChangeAt(input)]).toEqual(['none', null]);
    }
  });

  test('thresholds are data', () => {
    const rule = { blueShareLeft: 0.5, yellowShareLeft: 0.25, shortClockMinutes: 30 * 1440 };
    expect(lightOf({ ...week, rule, now: atTimeOfDay('2026-03-06', '09:00') })).toBe('blue');
    expect(lightOf({ ...week, now: atTimeOfDay('2026-03-06', '09:00') })).toBe('none');
    expect(lightOf({ ...week, rule, now: atTimeOfDay('2026-03-08', '09:00') })).toBe('yellow');
  });

  test('climbs the whole ladder once, for clocks of any length, and never steps back', () => {
    const minutes = fc.integer({ min: 30, max: 90 * 1440 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), minutes, (begin, length) => {
        const startAt = instantFromMs(msOf(atTimeOfDay('2026-03-02', '00:00')) + begin * 60_000);
        const changes = watch({ startAt, dueAt: instantFromMs(msOf(startAt) + length * 60_000) });
        expect(changes.map(([, light]) => light)).toEqual(ladder);
      }),
    );
  });

  test('does not change before the moment foretold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 * 86_400_000 }), (after) => {
        const now = instantFromMs(msOf(week.startAt) + after);
        const next = nextLightChangeAt({ ...week, now });
        if (next === null) {
          expect(lightOf({ ...week, now })).toBe('red');
          return;
        }
        const justBefore = instantFromMs(msOf(next) - 1);
        expect(lightOf({ ...week, now: justBefore })).toBe(lightOf({ ...week, now }));
        expect(lightOf({ ...week, now: next })).not.toBe(lightOf({ ...week, now }));
      }),
    );
  });

  test('each has a word, so that colour is never alone', () => {
    for (const light of ladder) expect(lightText[light].zh.length * lightText[light].en.length).toBeGreaterThan(0);
  });
});

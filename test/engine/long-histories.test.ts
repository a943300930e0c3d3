// P08 asks for ten thousand random transitions with exactly one owner. Here they run under the county's real limits and the real calendar, in histories
// of two hundred questions and more, with every other promise of the walk on each step.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCalendar, type CalendarYear } from '#core/time/calendar.ts';
import { presetLimits } from '#core/time/preset-limits.ts';
import { limitsOf } from '#features/matters/limits.ts';
import { opened } from '#test/support/matter.ts';
import { type Lived, live, type Turn } from '#test/support/random-history.ts';
import cn2025 from '../../calendar/CN-2025.json' with { type: 'json' };
import cn2026 from '../../calendar/CN-2026.json' with { type: 'json' };

const replyKeys: Record<string, string> = { slow: 'hotline.reply.complex.bj', quick: 'hotline.reply.utility' };
const limits = limitsOf({
  limits: presetLimits,
  calendar: buildCalendar([cn2025, cn2026] as unknown as CalendarYear[]),
  keysOf: (categoryId) => ({ reply: replyKeys[categoryId ?? ''] ?? 'hotline.reply.ordinary.bj', contact: 'hotline.contact' }),
});

const turn: fc.Arbitrary<Turn> = fc.record({
  pick: fc.nat(100_000),
  wild: fc.nat(9).map((n) => n === 0),
  hours: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }) },
    { weight: 1, arbitrary: fc.integer({ min: 31, max: 24 * 40 }) },
  ),
  sleepy: fc.nat(4).map((n) => n === 0),
});
const rootOf = [
  () => opened({}, limits),
  () => opened({ hasContact: false }, limits),
  () => opened({ confidentiality: 'accusation', accusedUnitId: 'township' }, limits),
  () => opened({ wantsReply: false, categoryId: 'quick' }, limits),
];

test('ten thousand random transitions under the real limits break no promise', () => {
  const seen = { transitions: 0, archives: 0, statuses: new Set<string>() };
  fc.assert(
    fc.property(fc.nat(rootOf.length - 1), fc.array(turn, { minLength: 200, maxLength: 400, size: 'max' }), (root, turns) => {
      const lived: Lived = live((rootOf[root] ?? opened)(), turns, limits);
      seen.transitions += lived.transitions;
      seen.archives += lived.archives;
      for (const event of lived.history) seen.statuses.add(event.type);
      expect(lived.broken).toEqual([]);
    }),
    { numRuns: 150, endOnFailure: true },
  );
  expect(seen.transitions).toBeGreaterThan(10_000);
  expect(seen.archives, 'many come to an end on the way').toBeGreaterThan(100);
  process.stdout.write(`${seen.transitions} random transitions, ${seen.archives} archives, ${seen.statuses.size} kinds of event\n`);
});

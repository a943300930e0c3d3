import { expect, test } from 'vitest';
import { relevanceOf } from './relevance.ts';

const hit = { part: 0, positions: [5], together: false, ageDays: 0 };

test('a word in the title outweighs the same word in the text of half a year later, and not of two years later', () => {
  expect(relevanceOf({ ...hit, ageDays: 180 })).toBeGreaterThan(relevanceOf({ ...hit, positions: [200] }));
  expect(relevanceOf({ ...hit, ageDays: 3_650 })).toBeLessThan(relevanceOf({ ...hit, positions: [30] }) + 0.3);
});
test('of two that fit alike the newer one comes first', () =>
  expect(relevanceOf({ ...hit, ageDays: 10 })).toBeGreaterThan(relevanceOf({ ...hit, ageDays: 11 })));
test('words side by side fit better than words apart', () =>
  expect(relevanceOf({ ...hit, positions: [40, 42], together: true })).toBeGreaterThan(relevanceOf({ ...hit, positions: [40, 90] })));
test('words of the raiser count more than the words of a reply', () =>
  expect(relevanceOf({ ...hit, positions: [60] })).toBeGreaterThan(relevanceOf({ ...hit, part: 1, positions: [60] })));

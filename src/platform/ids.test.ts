import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testClock } from '#platform/clock.ts';
import { hashToken, isSameSecret, isUlid, randomToken, ulids } from '#platform/ids.ts';

const start = '2026-11-23T01:15:00.000Z';

test('an id has 26 characters, and its first ten tell when it was made', () => {
  const zeros = () => new Uint8Array(10);
  const id = ulids(() => '2016-07-30T22:36:16.385Z', zeros)();
  expect(id).toBe('01ARYZ6S410000000000000000'); // the time part of the example that the ULID libraries give
  expect(isUlid(id)).toBe(true);
});

test('ids made in one millisecond still sort in the order of making', () => {
  const newId = ulids(testClock(start));
  const made = Array.from({ length: 5_000 }, () => newId());
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(5_000);
});

test('ids sort in the order of making whatever the clock does, also when it is set back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 2, maxLength: 50 }), (steps) => {
      const clock = testClock(start);
      const newId = ulids(clock);
      const made = steps.map((milliseconds) => {
        clock.advance({ milliseconds });
        return newId();
      });
      return made.every((id, i) => isUlid(id) && (i === 0 || id > (made[i - 1] ?? '')));
    }),
  );
});

test('a full random part carries over into the next millisecond instead of starting again', () => {
  const newId = ulids(testClock(start), () => new Uint8Array(10).fill(255));
  const [first, second] = [newId(), newId()];
  expect(first.slice(10)).toBe('ZZZZZZZZZZZZZZZZ');
  expect(second.slice(10)).toBe('0000000000000000');
  expect(second > first).toBe(true);
});

test('two processes do not make the same id in the same millisecond', () => {
  expect(ulids(testClock(start))()).not.toBe(ulids(testClock(start))());
});

test('a token is URL-safe, long enough, and never the same twice', () => {
  const tokens = Array.from({ length: 1_000 }, () => randomToken());
  expect(new Set(tokens).size).toBe(1_000);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
  expect(randomToken(16)).toHaveLength(22);
  expect(() => randomToken(15)).toThrow('at least 16');
});

test('only the digest of a token is kept', () => {
  expect(hashToken('示例')).toBe(createHash('sha256').update('示例').digest('hex'));
  expect(hashToken(randomToken())).toMatch(/^[0-9a-f]{64}$/);
});

test('secrets are the same only when they are the same, whatever their lengths', () => {
  expect(isSameSecret('示例', '示例')).toBe(true);
  expect(isSameSecret('示例', '示例 ')).toBe(false);
  expect(isSameSecret('', 'a')).toBe(false);
});

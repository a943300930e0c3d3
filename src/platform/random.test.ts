import { expect, test } from 'vitest';
import { randomPart } from './random.ts';

test('no part comes twice, across several pages, and a part handed out stays as it was', () => {
  const parts = Array.from({ length: 2_000 }, () => randomPart(16));
  const written = parts.map((part) => part.toString('hex'));
  expect(new Set(written).size).toBe(2_000);
  for (let i = 0; i < 1_000; i += 1) randomPart(13);
  expect(parts.map((part) => part.toString('hex'))).toEqual(written);
});

test('a part has the size that was asked for, and no bit is always the same', () => {
  const parts = Array.from({ length: 400 }, () => randomPart(7));
  expect(parts.every((part) => part.length === 7)).toBe(true);
  const [all, any] = parts.reduce(
    ([and, or], part) => [and.map((b, i) => b & (part[i] ?? 0)), or.map((b, i) => b | (part[i] ?? 0))] as const,
    [
      [255, 255, 255, 255, 255, 255, 255],
      [0, 0, 0, 0, 0, 0, 0],
    ] as readonly [number[], number[]],
  );
  expect(all).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(any).toEqual([255, 255, 255, 255, 255, 255, 255]);
  expect(() => randomPart(257)).toThrow(RangeError);
});

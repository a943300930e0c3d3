import { expect, test } from 'vitest';
import { shortMemory } from './short-memory.ts';

const setUp = (lifeMs = 1_000) => {
  let now = 0;
  let asked = 0;
  const memory = shortMemory<number>({ lifeMs, clock: () => now });
  const [one, other] = [{}, {}];
  const ask = async () => {
    asked += 1;
    return asked;
  };
  return { memory, one, other, ask, later: (ms: number) => (now += ms), asked: () => asked };
};

test('an answer is kept for its time, by database and by key', async () => {
  const { memory, one, other, ask, later } = setUp();
  expect(await memory.recall('a', ask, one)).toBe(1);
  expect(await memory.recall('a', ask, one)).toBe(1);
  expect(await memory.recall('b', ask, one)).toBe(2);
  expect(await memory.recall('a', ask, other)).toBe(3);
  later(999);
  expect(await memory.recall('a', ask, one)).toBe(1);
  later(1);
  expect(await memory.recall('a', ask, one)).toBe(4);
});

test('what is forgotten while it is being asked for does not come back by its late answer', async () => {
  const { memory, one, ask } = setUp();
  let answer: (n: number) => void = () => undefined;
  const late = memory.recall('a', () => new Promise<number>((resolve) => (answer = resolve)), one);
  memory.forget();
  answer(99);
  expect(await late).toBe(99);
  expect(await memory.recall('a', ask, one)).toBe(1);
});

test('two who ask at once share one question; one that fails is asked again', async () => {
  const { memory, one, ask, asked } = setUp();
  await Promise.all([memory.recall('a', ask, one), memory.recall('a', ask, one)]);
  expect(asked()).toBe(1);
  const broken = async () => {
    throw new Error('gone');
  };
  await expect(memory.recall('x', broken, one)).rejects.toThrow('gone');
  expect(await memory.recall('x', ask, one)).toBe(2);
});

test('what is forgotten by a condition goes, the rest stays; what is still being asked for goes too', async () => {
  const { memory, ask } = setUp();
  expect([await memory.recall('a', ask), await memory.recall('b', ask)]).toEqual([1, 2]);
  let answer: (n: number) => void = () => undefined;
  const late = memory.recall('c', () => new Promise<number>((resolve) => (answer = resolve)));
  memory.forget((value, key) => value === 1 && key === 'a');
  answer(99);
  await late;
  expect([await memory.recall('a', ask), await memory.recall('b', ask), await memory.recall('c', ask)]).toEqual([3, 2, 4]);
});

test('nothing found is not kept; nor does anything count when the clock goes back', async () => {
  const { memory, ask, later } = setUp();
  expect(await memory.recall('a', async () => null)).toBeNull();
  expect(await memory.recall('a', ask)).toBe(1);
  later(-10);
  expect(await memory.recall('a', ask)).toBe(2);
});

test('it holds no more than it may: the oldest goes first', async () => {
  const memory = shortMemory<number>({ lifeMs: 1_000, most: 2, clock: () => 0 });
  let asked = 0;
  const ask = async () => (asked += 1);
  for (const key of ['a', 'b', 'c', 'b', 'a']) await memory.recall(key, ask);
  expect(asked).toBe(4);
});

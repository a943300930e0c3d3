import { expect, test } from 'vitest';
import { briefMemory } from './brief-memory.ts';

const setUp = (lifeMs = 1_000) => {
  let now = 0;
  let asked = 0;
  const memory = briefMemory<number>(lifeMs, () => now);
  const [one, other] = [{}, {}];
  const ask = async () => {
    asked += 1;
    return asked;
  };
  return { memory, one, other, ask, later: (ms: number) => (now += ms), asked: () => asked };
};

test('an answer is kept for its time, by database and by key', async () => {
  const { memory, one, other, ask, later } = setUp();
  expect(await memory.recall(one, 'a', ask)).toBe(1);
  expect(await memory.recall(one, 'a', ask)).toBe(1);
  expect(await memory.recall(one, 'b', ask)).toBe(2);
  expect(await memory.recall(other, 'a', ask)).toBe(3);
  later(999);
  expect(await memory.recall(one, 'a', ask)).toBe(1);
  later(1);
  expect(await memory.recall(one, 'a', ask)).toBe(4);
});

test('what is forgotten while it is being asked for does not come back by its late answer', async () => {
  const { memory, one, ask } = setUp();
  let answer: (n: number) => void = () => undefined;
  const late = memory.recall(one, 'a', () => new Promise((resolve) => (answer = resolve)));
  memory.forget();
  answer(99);
  expect(await late).toBe(99);
  expect(await memory.recall(one, 'a', ask)).toBe(1);
});

test('two who ask at once share one question; one that fails is asked again', async () => {
  const { memory, one, ask, asked } = setUp();
  await Promise.all([memory.recall(one, 'a', ask), memory.recall(one, 'a', ask)]);
  expect(asked()).toBe(1);
  const broken = async () => {
    throw new Error('gone');
  };
  await expect(memory.recall(one, 'x', broken)).rejects.toThrow('gone');
  expect(await memory.recall(one, 'x', ask)).toBe(2);
});

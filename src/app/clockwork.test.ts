import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { startClockwork } from './clockwork.ts';

describe('while people want something all the time', () => {
  let county: TestCounty;
  beforeAll(async () => {
    county = await testCounty();
  });
  afterAll(() => county.close());

  const leave = () =>
    county.ports.pool.query(
      "insert into throttle (key, count, until) values ('long over', 1, '2000-01-01') on conflict (key) do update set until = excluded.until",
    );
  const isLeft = async () => (await county.ports.pool.query("select from throttle where key = 'long over'")).rows.length > 0;

  test('what can wait is put off, and not for ever', async () => {
    await leave();
    let rounds = 0;
    const isBusy = () => true;
    const post = { round: async () => void (rounds += 1), idle: async () => undefined, stop: async () => undefined };
    const clockwork = startClockwork(county.ports, { everyMs: 5, isBusy, post });
    while (rounds < 3) await new Promise((ended) => setTimeout(ended, 2));
    const leftAfterThree = rounds < 12 ? await isLeft() : true;
    while (await isLeft()) await new Promise((ended) => setTimeout(ended, 5));
    await clockwork.stop();
    expect(leftAfterThree).toBe(true);
    expect(rounds).toBeGreaterThanOrEqual(12);
  });

  test('a round that is asked for is a whole one', async () => {
    await leave();
    const clockwork = startClockwork(county.ports, { everyMs: 3_600_000, isBusy: () => true });
    await clockwork.runOnce();
    await clockwork.stop();
    expect(await isLeft()).toBe(false);
  });
});

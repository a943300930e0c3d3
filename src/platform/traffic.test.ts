import { expect, test } from 'vitest';
import { watchTraffic } from './traffic.ts';

test('busy from the fourth request within a second, quiet a second after the first of the last four', () => {
  let now = 5_000;
  const traffic = watchTraffic(() => now);
  expect(traffic.isBusy()).toBe(false);
  for (const at of [5_000, 5_300, 5_600]) {
    now = at;
    traffic.seen();
    expect(traffic.isBusy()).toBe(false);
  }
  now = 5_900;
  traffic.seen();
  expect(traffic.isBusy()).toBe(true);
  now = 5_999;
  expect(traffic.isBusy()).toBe(true);
  now = 6_000;
  expect(traffic.isBusy()).toBe(false);
  traffic.seen(); // 5,300 is the oldest of four now
  expect(traffic.isBusy()).toBe(true);
  now = 60_000;
  expect(traffic.isBusy()).toBe(false);
});

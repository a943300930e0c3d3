// The demo shows a class at work: it is played on the past, once, through the rules, and its record holds.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf } from '#core/time/day.ts';
import { classAnswer, classesAnswer } from '#features/matter-classes/index.ts';
import { verifyRecord } from '#features/record/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { playLamps, playWater } from './scenes-classes.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty('2026-11-27T05:00:00.000Z');
  await playAll();
}, 120_000);
afterAll(() => county.close());
async function playAll(): Promise<void> {
  await playLamps(county.ports);
  await playWater(county.ports);
}

type Listed = { number: string; title: string; state: string; scope: { categories: string[]; places: string[] } };
const listed = async () => ((await classesAnswer(county.ports, county.actor('xianban'), 'zh')) as { items: Listed[] }).items;
const matters = async () => (await county.ports.db.selectFrom('matter').select('id').execute()).length;

test('one class has gone from the clue to its effect, with why three times, a measure with its date, an interval; one candidate is open', async () => {
  const all = await listed();
  expect(all.map(({ state, scope }) => [state, ...scope.categories, ...scope.places]).sort()).toEqual([
    ['candidate', 'water', 'p-liuhe'],
    ['effective', 'lighting', 'p-dongjie'],
  ]);
  const lamps = all.find((one) => one.state === 'effective')?.number ?? '';
  const answer = (await classAnswer(county.ports, county.actor('xianban'), lamps, 'zh')) as {
    version: number;
    whys: string[];
    measures: { kind: string; done: unknown }[];
    observation: { from: string; periods: number };
    effect: { measureOn: string; sentence: string; estimate: { verdict: string; low: number; high: number } };
  };
  expect(answer.whys).toHaveLength(3);
  expect(answer.measures.map((one) => [one.kind, one.done !== null])).toEqual([
    ['asset', true],
    ['rule', true],
  ]);
  expect(answer.observation).toMatchObject({ from: addDays(dayOf(county.ports.now()), -63), periods: 2 });
  expect(answer.effect.estimate.verdict).toBe('fell');
  expect(answer.effect.estimate.high).toBeLessThan(1);
  expect(answer.effect.sentence).toContain('下降');
});

test('a second start plays nothing again, and neither does one after a start that was cut off before its end was kept', async () => {
  const before = [await matters(), (await listed()).length];
  await playAll();
  expect([await matters(), (await listed()).length]).toEqual(before);
  await county.ports.db.deleteFrom('setting').where('key', '=', 'demo.scenes').execute();
  await playAll();
  expect([await matters(), (await listed()).length]).toEqual(before);
});

test('the record of all of it holds', async () => {
  expect(await verifyRecord(county.ports)).toMatchObject({ ok: true, counts: { classes: 2 } });
});

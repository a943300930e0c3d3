// The clock's round hands the classes' room what the room of likeness found: differently worded matters about one thing become a clue by their pairs.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Signal, usualThresholds } from '#core/matter-class/signals.ts';
import { keepSettings } from '#features/matter-classes/store-settings.ts';
import { findsAlike, keepSwitches } from '#features/similar/index.ts';
import { raiseMany } from '#test/support/classes.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { type Clockwork, startClockwork } from './clockwork.ts';

let county: TestCounty;
let clockwork: Clockwork;
beforeAll(async () => {
  county = await testCounty('2026-11-23T05:00:00.000Z');
  clockwork = startClockwork(county.ports, { everyMs: 3_600_000 });
  // Nothing else may speak for a class here.
  const thresholds = { ...usualThresholds, sameVillage: 500, countywide: 500, sameAsset: 500, burst: 500, likeLeast: 3 };
  await keepSettings(county.ports.db, { thresholds, dangerWords: [], switchedOn: true }, county.ports.now());
});
afterAll(async () => {
  await clockwork.stop();
  await county.close();
});

const lamp = [
  ['幸福小区门口路灯不亮（示例）', '幸福小区门口的路灯坏了两个星期，晚上一片漆黑，老人摔了一跤。'],
  ['反映幸福小区路灯坏了没人修（示例）', '我是幸福小区的住户，门口路灯不亮已经半个月，晚上看不见路。'],
  ['幸福小区门口路灯还是不亮（示例）', '打过电话了，幸福小区门口的路灯到今天没有人来修，孩子放学摸黑走。'],
] as const;
const where = { placeId: null, placeText: '' };
const round = async () => {
  county.advance(20 * 60_000);
  await clockwork.runOnce();
};
const signals = async (): Promise<Signal[]> => {
  const rows = await county.ports.db
    .selectFrom('matter_class_event')
    .select('data')
    .where('type', 'in', ['noticed', 'signalled'])
    .execute();
  return rows.flatMap(({ data }) => (data as { signals: Signal[] }).signals);
};

test('switched off, words that are not nearly the same are no clue; switched on, the pairs found alike are, and a sealed one is not counted', async () => {
  for (const [title, text] of lamp) await raiseMany(county, ['2026-11-20'], { ...where, title, text });
  for (const [title, text] of [
    ['石桥村村口路灯太暗（示例）', '石桥村二组村口装的灯太暗，车来看不清，想换大一点的。'],
    ['东街夜市灯光晃眼（示例）', '东街夜市的射灯照进卧室，整夜睡不着。'],
  ] as const)
    await raiseMany(county, ['2026-11-20'], { ...where, title, text });
  await raiseMany(county, ['2026-11-21'], { ...where, title: lamp[0][0], text: lamp[0][1], confidentiality: 'identitySealed' });
  await keepSwitches(county.ports, { twins: false, routing: true });
  await round();
  expect(await signals()).toEqual([]);
  await keepSwitches(county.ports, { twins: true, routing: true });
  await round();
  const [found, ...rest] = await signals();
  expect(rest).toEqual([]);
  expect(found).toMatchObject({ kind: 'likeWords', by: 'pairs', n: 3, least: 50 });
});

test('what was sealed after it was placed is in no group any more', async () => {
  const rows = await county.ports.db.selectFrom('matter').select('id').where('title', 'like', '%幸福小区%').orderBy('id').execute();
  const handed = rows.map(({ id }, at) => ({ id, words: lamp[at]?.join('') ?? '' }));
  const groups = async () => (await findsAlike(county.ports)(handed, 0.5)).filter(({ by }) => by === 'pairs');
  expect((await groups()).map(({ ids }) => ids.length)).toEqual([3]);
  const last = handed[2]?.id ?? '';
  await county.ports.db.updateTable('matter_search').set({ sealed: true }).where('matter_id', '=', last).execute();
  expect((await groups()).flatMap(({ ids }) => ids)).not.toContain(last);
});

// What the county keeps in its own lists counts here too: its phrases that say nothing, and categories that were replaced by others.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClassCommand } from '#core/matter-class/commands.ts';
import { forgetDirectory } from '#features/people/index.ts';
import { daysFrom, raiseMany } from '#test/support/classes.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { goodPlan, goodWhys, hypothesis } from '#test/support/matter-class.ts';
import { actOnClass } from './actions.ts';
import { lookAtClasses } from './actions-clock.ts';
import { makeClass } from './actions-members.ts';
import { classesOfMatter, readClass, readMembers } from './actions-read.ts';
import { loadAround } from './around.ts';
import * as store from './store.ts';

const [saysNothing, hasTwin] = ['一网统揽全域提质', '拉网式滚动排查'] as const;
let county: TestCounty;
beforeAll(async () => {
  county = await testCounty('2026-11-23T01:00:00.000Z');
  const words = [
    { phrase: saysNothing, plain: '', is_empty: true },
    { phrase: hasTwin, plain: '一次查完', is_empty: false },
  ];
  await county.ports.db
    .insertInto('plain_word')
    .values(words.map((word) => ({ ...word, id: county.ports.newId() })))
    .execute();
});
afterAll(() => county.close());
const as = (login: string) => county.actor(login);
const made = async (login: string, number: string, command: ClassCommand) => actOnClass(county.ports, as(login), number, command);
const newClass = async (title: string, numbers: readonly string[]): Promise<string> => {
  const answer = await makeClass(county.ports, as('xianban'), { title, numbers });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.m.number;
};

test("a measure or a cause made of the county's own phrases that say nothing is refused; words that only have a plain twin are not taken out", async () => {
  const numbers = (await raiseMany(county, ['2026-11-20', '2026-11-21'], { categoryId: 'roads' })).map((one) => one.number);
  const number = await newClass('村道坑洼', numbers);
  await made('xianban', number, { do: 'confirm', title: '村道坑洼', hypothesis });
  const establish = (last: string) => {
    const whys = [...goodWhys.slice(0, 2), last];
    return made('xianban', number, { do: 'establish', unitId: 'housing', accountId: 'acc-chengban', whys });
  };
  const plan = (fallback: string): ClassCommand => ({
    do: 'planMeasure',
    id: 'M1',
    plan: goodPlan({ unitId: 'housing', accountId: 'acc-chengban', due: '2026-12-20', fallback }),
  });
  expect(await establish(saysNothing)).toMatchObject({ refusal: 'cause-weak', detail: '3:stock-phrase' });
  expect(await establish(hasTwin)).toMatchObject({ ok: true });
  expect(await made('chengban', number, plan(saysNothing))).toMatchObject({ refusal: 'plan-incomplete', detail: 'fallback:fallback' });
  expect(await made('chengban', number, plan(hasTwin))).toMatchObject({ ok: true });
});

test('a replaced category counts by the new one and by the old, in members, in what the clock finds and on the page of a matter', async () => {
  const { db } = county.ports;
  const before = await raiseMany(county, daysFrom('2026-11-05', 3, 5), { placeId: 'p-liuhe' });
  const old = await newClass(
    '柳河村灯',
    before.slice(0, 2).map((one) => one.number),
  );
  await made('xianban', old, { do: 'confirm', title: '柳河村灯反复不亮', hypothesis });
  const scope = { categoryIds: ['lighting'], placeIds: ['p-liuhe'], words: [], notWords: [] };
  await made('xianban', old, { do: 'name', title: '柳河村灯反复不亮', hypothesis, scope });
  const [lamp] = await db.selectFrom('category').selectAll().where('id', '=', 'lighting').execute();
  if (!lamp) throw new Error('no such category');
  await db
    .insertInto('category')
    .values({ ...lamp, id: 'c-lamps', code: '0209', name: '公共照明', parent_id: 'roads' })
    .execute();
  await db.updateTable('category').set({ maps_to: 'c-lamps', valid_to: '2026-11-19' }).where('id', '=', 'lighting').execute();
  forgetDirectory(db);
  const after = await raiseMany(county, ['2026-11-20', '2026-11-21'], { placeId: 'p-liuhe', categoryId: 'c-lamps' });
  const other = await newClass('照明', [before[0]?.number ?? '', before[1]?.number ?? '']);
  await made('xianban', other, { do: 'confirm', title: '柳河村公共照明', hypothesis });
  await made('xianban', other, { do: 'name', title: '柳河村公共照明', hypothesis, scope: { ...scope, categoryIds: ['c-lamps'] } });
  const around = await loadAround(county.ports);
  const everything = [...before, ...after].map((one) => one.id).sort();
  for (const number of [old, other]) {
    const read = await readClass(county.ports, as('xianban'), around, number);
    const page = read && (await readMembers(county.ports, as('xianban'), around, read.m, null, 50));
    expect(page?.rows.map((row) => row.id).sort()).toEqual(everything);
  }
  for (const { id } of [before[2], after[0]].flatMap((one) => one ?? [])) {
    const row = await db.selectFrom('matter').select(['category_id', 'place_id']).where('id', '=', id).executeTakeFirstOrThrow();
    const matter = {
      id,
      categoryId: row.category_id,
      placeId: row.place_id,
      confidentiality: 'normal',
      accusedUnitId: null,
      channel: 'phone',
      kind: 'help',
    };
    const classes = await classesOfMatter(county.ports, as('xianban'), around, matter as never);
    expect(classes.map((one) => one.number).sort()).toEqual([old, other].sort());
  }
});

test('the clock adds old and new together, under the name that stands now, and proposes nothing twice', async () => {
  await raiseMany(county, ['2026-11-18', '2026-11-19', '2026-11-20'], { placeId: 'p-nanping', categoryId: 'lighting' });
  await raiseMany(county, ['2026-11-21', '2026-11-22'], { placeId: 'p-nanping', categoryId: 'c-lamps' });
  const look = async () => {
    county.advance(20 * 60_000);
    await lookAtClasses(county.ports);
    return (await store.listClasses(county.ports.db, ['clue'])).filter((one) => one.placeIds.includes('p-nanping'));
  };
  expect(await look()).toMatchObject([{ originKey: 'c-lamps|p-nanping', title: '南坪村 · 公共照明' }]);
  expect(await look()).toHaveLength(1);
});

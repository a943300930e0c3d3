import { afterAll, beforeAll, expect, test } from 'vitest';
import { classOf } from '#core/matter-class/matter-class.ts';
import { usualThresholds } from '#core/matter-class/signals.ts';
import { verifyRecord } from '#features/record/index.ts';
import { daysFrom, raiseMany } from '#test/support/classes.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { goodPlan, goodWhys, hypothesis } from '#test/support/matter-class.ts';
import { actOnClass } from './actions.ts';
import { lookAtClasses, lookForPeaks } from './actions-clock.ts';
import { effectOfClass } from './actions-effect.ts';
import { joinClass, makeClass, moveMembers, splitClass } from './actions-members.ts';
import { loadAround } from './around.ts';
import { reachOf } from './reach.ts';
import * as store from './store.ts';
import { memberIds } from './store-members.ts';
import { keepSettings } from './store-settings.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty('2026-11-23T01:00:00.000Z');
});
afterAll(() => county.close());

const look = async () => {
  county.advance(20 * 60_000);
  return lookAtClasses(county.ports);
};
const all = (status: store.ClassRow['status']) => store.listClasses(county.ports.db, [status]);
const read = async (number: string) => {
  const row = await store.findClass(county.ports.db, number);
  if (!row) throw new Error(`no class ${number}`);
  return classOf(row.id, await store.readClassHistory(county.ports.db, row.id));
};
const notices = async (kind: string) =>
  (await county.ports.db.selectFrom('notice').selectAll().where('kind', '=', kind).execute()).map((one) => one.number);
const membersOf = async (number: string) => {
  const around = await loadAround(county.ports);
  return memberIds(county.ports.db, reachOf(await read(number), around), '2020-01-01T00:00:00.000Z', 500);
};
const as = (login: string) => county.actor(login);

test('five of one leaf in one village within thirty days become a clue, with the threshold; looking again opens no second one', async () => {
  await raiseMany(county, daysFrom('2026-11-01', 4, 4));
  await look();
  expect(await all('clue')).toEqual([]);
  await raiseMany(county, ['2026-11-21']);
  await look();
  const [clue, ...rest] = await all('clue');
  expect(rest).toEqual([]);
  expect(clue).toMatchObject({
    title: '东街社区 · 路灯照明',
    originKey: 'lighting|p-dongjie',
    categoryIds: ['lighting'],
    placeIds: ['p-dongjie'],
  });
  expect((await read(clue?.number ?? '')).signals).toContainEqual({ kind: 'sameVillage', n: 5, days: 30, least: 5 });
  await look();
  await look();
  expect(await all('clue')).toHaveLength(1);
});

test('sealed matters, accusations and opinions about the system are in no class and no count', async () => {
  const before = (await membersOf('C20260001')).length;
  await raiseMany(county, ['2026-11-20'], { confidentiality: 'identitySealed' });
  await raiseMany(county, ['2026-11-20'], { confidentiality: 'accusation', accusedUnitId: 'civil' });
  await raiseMany(county, ['2026-11-20'], { kind: 'system' });
  expect(await membersOf('C20260001')).toHaveLength(before);
});

test('matters of a group below the village belong to it; those of another village do not', async () => {
  const before = (await membersOf('C20260001')).length;
  await raiseMany(county, ['2026-11-20'], { placeId: 'p-dongjie-estate' });
  await raiseMany(county, ['2026-11-20'], { placeId: 'p-liuhe' });
  expect(await membersOf('C20260001')).toHaveLength(before + 1);
});

test('it is confirmed, founded, planned; a stale version changes nothing; the owner is told', async () => {
  const number = 'C20260001';
  expect(await actOnClass(county.ports, as('chengban'), number, { do: 'confirm', title: '楼道灯', hypothesis })).toMatchObject({
    refusal: 'not-found',
  });
  expect(await actOnClass(county.ports, as('paidan'), number, { do: 'confirm', title: '找 13812345678 问', hypothesis })).toMatchObject({
    refusal: 'tells-number',
  });
  expect((await actOnClass(county.ports, as('paidan'), number, { do: 'confirm', title: '东街社区楼道灯反复不亮', hypothesis })).ok).toBe(
    true,
  );
  expect(await actOnClass(county.ports, as('paidan'), number, { do: 'setAside', reason: '旧页' }, { expectedVersion: 1 })).toMatchObject({
    refusal: 'changed-meanwhile',
  });
  const founded = await actOnClass(county.ports, as('xianban'), number, {
    do: 'establish',
    unitId: 'housing',
    accountId: 'acc-chengban',
    whys: goodWhys,
  });
  expect(founded).toMatchObject({ ok: true, m: { status: 'established' } });
  expect(await notices('classGiven')).toEqual([number]);
  expect(await store.findClass(county.ports.db, number)).toMatchObject({ ownerUnitId: 'housing', status: 'established' });
});

test('two at the same moment: both are taken one after the other, and the record stays whole', async () => {
  const answers = await Promise.all(
    [1, 2, 3].map((n) => moveMembers(county.ports, as('xianban'), 'C20260001', 'exclude', { numbers: [], reason: `${n}` })),
  );
  expect(answers.every((one) => !one.ok && one.refusal === 'no-members')).toBe(true);
  const plan = goodPlan({ unitId: 'housing', accountId: 'acc-chengban', due: '2026-12-10' });
  const planned = await Promise.all(
    ['M1', 'M2', 'M3'].map((id) => actOnClass(county.ports, as('chengban'), 'C20260001', { do: 'planMeasure', id, plan })),
  );
  expect(planned.every((one) => one.ok)).toBe(true);
  expect((await read('C20260001')).measures.map((one) => one.id).sort()).toEqual(['M1', 'M2', 'M3']);
});

test('the record cannot be changed by the application', async () => {
  for (const sql of ["update matter_class_event set type = 'archived'", 'delete from matter_class_event'])
    await expect(county.ports.pool.query(sql)).rejects.toThrow('permission denied');
});

test('splitting by words parts what is there and what comes; joining brings it back together', async () => {
  const water = await raiseMany(county, daysFrom('2026-11-15', 6, 1), {
    categoryId: 'water',
    placeId: 'p-liuhe',
    title: '停水（示例）',
    text: '又停水了，没有通知。',
  });
  const brown = await raiseMany(county, daysFrom('2026-11-15', 3, 2), {
    categoryId: 'water',
    placeId: 'p-liuhe',
    title: '水发黄（示例）',
    text: '自来水发黄有沉淀。',
  });
  await look();
  const clue = (await all('clue')).find((one) => one.originKey === 'water|p-liuhe');
  const number = clue?.number ?? '';
  expect(await membersOf(number)).toHaveLength(9);
  const asked = { numbers: brown.map((one) => one.number), reason: '水质和停水是两回事', title: '柳河村水发黄', words: ['发黄'] };
  const parted = await splitClass(county.ports, as('xianban'), number, asked);
  const part = parted.ok ? (parted.number ?? '') : '';
  expect((await membersOf(part)).map((one) => one.id).sort()).toEqual(brown.map((one) => one.id).sort());
  expect((await membersOf(number)).map((one) => one.id).sort()).toEqual(water.map((one) => one.id).sort());
  await raiseMany(county, ['2026-11-22'], { categoryId: 'water', placeId: 'p-liuhe', title: '水发黄（示例）', text: '今天又发黄。' });
  expect(await membersOf(part)).toHaveLength(4);
  expect(await membersOf(number)).toHaveLength(6);
  const everything = { numbers: water.map((one) => one.number), reason: '都走', title: '空了', words: [] };
  expect(await splitClass(county.ports, as('xianban'), number, everything)).toMatchObject({ refusal: 'nothing-left' });
  expect((await county.ports.db.selectFrom('matter_class').select('id').where('title', '=', '空了').execute()).length).toBe(0);
  expect(await joinClass(county.ports, as('xianban'), part, number, '还是一回事')).toMatchObject({ ok: true, number });
  expect(await membersOf(number)).toHaveLength(10);
  expect((await read(part)).status).toBe('merged');
});

test('a class by hand needs matters that the person may see', async () => {
  const [one, two] = await raiseMany(county, ['2026-11-20', '2026-11-21'], { categoryId: 'roads', placeId: 'p-xiwan' });
  const numbers = [one?.number ?? '', two?.number ?? ''];
  expect(await makeClass(county.ports, as('chengban'), { title: '西湾村路面', numbers })).toMatchObject({ refusal: 'not-your-role' });
  expect(await makeClass(county.ports, as('paidan'), { title: '西湾村路面', numbers: [...numbers, 'D0000002026112309999'] })).toMatchObject(
    { refusal: 'unknown-matters' },
  );
  const made = await makeClass(county.ports, as('paidan'), { title: '西湾村路面', numbers });
  expect(made).toMatchObject({
    ok: true,
    m: { status: 'clue', origin: 'person', scope: { categoryIds: ['roads'], placeIds: ['p-xiwan'] } },
  });
});

test('P46: six of the same in a day are told to the duty officer once, with number and link only; twelve once more', async () => {
  const now = () => county.ports.now().slice(0, 10);
  await raiseMany(
    county,
    new Array(6).fill(now()),
    { categoryId: 'environment', placeId: 'p-nanping', title: '夜里施工（示例）' },
    '01:00',
  );
  await look();
  const told = await notices('burst');
  expect(new Set(told).size).toBe(1);
  expect(told.length).toBe(2); // one line for the hotline centre and one for the county office
  await look();
  expect(await notices('burst')).toHaveLength(2);
  await raiseMany(
    county,
    new Array(6).fill(now()),
    { categoryId: 'environment', placeId: 'p-nanping', title: '夜里施工（示例）' },
    '01:00',
  );
  await look();
  expect(await notices('burst')).toHaveLength(4);
  const words = await county.ports.db.selectFrom('notice').selectAll().where('kind', '=', 'burst').execute();
  expect(JSON.stringify(words)).not.toContain('施工');
});

test('a word of danger the county has named is told with the number of its matter, a sealed one is not', async () => {
  await keepSettings(county.ports.db, { thresholds: usualThresholds, dangerWords: ['煤气味'], switchedOn: true }, county.ports.now());
  const today = county.ports.now().slice(0, 10);
  const [open] = await raiseMany(county, [today], { categoryId: 'safety', text: '楼道里有煤气味。' }, '01:00');
  await raiseMany(county, [today], { categoryId: 'safety', text: '楼道里有煤气味。', confidentiality: 'identitySealed' }, '01:00');
  await look();
  expect(new Set(await notices('danger'))).toEqual(new Set([open?.number]));
});

test('last year’s peak opens this year’s season plan before it begins', async () => {
  await raiseMany(county, daysFrom('2025-11-17', 52, 7), { categoryId: 'education', placeId: 'p-beiling', title: '校车（示例）' });
  await raiseMany(county, daysFrom('2025-12-08', 24, 1), { categoryId: 'education', placeId: 'p-beiling', title: '校车（示例）' });
  await lookForPeaks(county.ports, usualThresholds);
  await look();
  const plan = (await all('clue')).find((one) => one.originKey === 'education|');
  expect(plan).toMatchObject({ origin: 'season', title: '教育托育（全县）' });
  expect((await read(plan?.number ?? '')).signals[0]).toMatchObject({ kind: 'lastYear', usual: 1, times: 2 });
  expect(await notices('classSeason')).toEqual([plan?.number]);
});

test('effect, observation over, archive, relapse: the clock tells, and opens it again by itself', async () => {
  const { ports } = county;
  const number = 'C20260001';
  const step = async (login: string, command: Parameters<typeof actOnClass>[3]) => {
    const done = await actOnClass(ports, as(login), number, command);
    if (!done.ok) throw new Error(`${command.do}: ${done.refusal} ${done.detail ?? ''}`);
    return done.m;
  };
  await raiseMany(county, daysFrom('2026-06-01', 60, 3)); // two or three a week before
  for (const id of ['M2', 'M3']) await step('chengban', { do: 'dropMeasure', id, reason: '一项就够' });
  await step('chengban', { do: 'start' });
  county.at('2026-12-07T01:00:00.000Z');
  await step('chengban', { do: 'finishMeasure', id: 'M1', on: '2026-12-07', evidence: '验收单' });
  await step('chengban', { do: 'observe', from: '2026-12-07', periods: 2, periodDays: 28 });
  await raiseMany(county, ['2026-12-20', '2027-01-10']);
  county.at('2027-02-01T03:00:00.000Z');
  await look();
  expect(await notices('classObserved')).toContain(number);
  const seen = await effectOfClass(ports, await read(number), await loadAround(ports));
  expect(seen.effect).toMatchObject({ verdict: 'fell', after: { weeks: 8, n: 2 } });
  expect(await actOnClass(ports, as('chengban'), number, { do: 'conclude', outcome: 'effective', words: '好了' })).toMatchObject({
    refusal: 'not-your-role',
  });
  await step('xianban', { do: 'conclude', outcome: 'effective', words: '两个周期都低于从前' });
  await step('xianban', { do: 'archive', lasting: '夜间巡灯写进物业合同', document: '示例社〔2027〕1号' });
  await look();
  expect((await read(number)).status).toBe('archived');
  await raiseMany(county, daysFrom('2027-02-10', 8, 1));
  county.at('2027-02-20T03:00:00.000Z');
  await look();
  expect(await read(number)).toMatchObject({ status: 'established', round: 2, relapses: [{ n: 8, days: 30 }] });
  expect(await notices('classRelapsed')).toContain(number);
});

test('after whole lives of classes, numbers of effects included, every chain and row fits', async () => {
  const report = await verifyRecord(county.ports);
  expect(report.finding).toBeNull();
  expect(report.counts.classes).toBeGreaterThan(5);
});

// What somebody with the owner's password may do to the records of classes, and that verifying names exactly the row that was touched.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeClass } from '#features/matter-classes/actions-members.ts';
import { actOnClass } from '#features/matter-classes/index.ts';
import { valueTypes } from '#platform/db/values.ts';
import { raiseMany } from '#test/support/classes.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { goodPlan, goodWhys, hypothesis } from '#test/support/matter-class.ts';
import { verifyRecord } from './index.ts';

const tables = ['matter_class_event', 'matter_class'];
let county: TestCounty;
let owner: pg.Client;
let number = '';
let classId = '';

/** Two classes: one that was founded and has a plan, and one that is a clue. */
beforeAll(async () => {
  county = await testCounty('2026-11-23T01:00:00.000Z');
  owner = new pg.Client({ connectionString: county.ownerUrl, types: valueTypes });
  await owner.connect();
  number = await made('东街社区楼道灯', 'lighting');
  await made('东街社区停水', 'water');
  await step('paidan', { do: 'confirm', title: '东街社区楼道灯反复不亮', hypothesis });
  await step('xianban', { do: 'establish', unitId: 'housing', accountId: 'acc-chengban', whys: goodWhys });
  const plan = goodPlan({ unitId: 'housing', accountId: 'acc-chengban', due: '2026-12-10' });
  await step('chengban', { do: 'planMeasure', id: 'M1', plan });
  const { rows } = await owner.query('select id from matter_class where number = $1', [number]);
  classId = rows[0].id;
  for (const table of tables) await owner.query(`create table kept_${table} as table ${table}`);
});
afterEach(async () => {
  for (const table of tables) await owner.query(`truncate ${table}; insert into ${table} select * from kept_${table}`);
});
afterAll(async () => {
  await owner.end();
  await county.close();
});

async function made(title: string, categoryId: string): Promise<string> {
  const raised = await raiseMany(county, ['2026-11-20', '2026-11-21'], { categoryId });
  const answer = await makeClass(county.ports, county.actor('paidan'), { title, numbers: raised.map((one) => one.number) });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.m.number;
}
async function step(login: string, command: Parameters<typeof actOnClass>[3]): Promise<void> {
  county.advance(60_000);
  const outcome = await actOnClass(county.ports, county.actor(login), number, command);
  if (!outcome.ok) throw new Error(`${command.do}: ${outcome.refusal} ${outcome.detail ?? ''}`);
}
const found = async () => (await verifyRecord(county.ports)).finding;

test('untouched classes fit, and are counted', async () => {
  const report = await verifyRecord(county.ports);
  expect(report).toMatchObject({ ok: true, exitCode: 0, finding: null, counts: { classes: 2, classEvents: 5, matters: 4 } });
});

describe('events', () => {
  const cases: [string, string, number, string][] = [
    [
      'another word in the content',
      `update matter_class_event set data = jsonb_set(data, '{title}', '"别的名称"') where class_id = $1 and seq = 2`,
      2,
      'hash-mismatch',
    ],
    ['one second later', `update matter_class_event set at = at + interval '1 second' where class_id = $1 and seq = 3`, 3, 'hash-mismatch'],
    ['another actor', `update matter_class_event set actor = '{"kind":"clock"}' where class_id = $1 and seq = 4`, 4, 'hash-mismatch'],
    [
      'its own hash',
      `update matter_class_event set hash = set_bit(hash, 3, 1 - get_bit(hash, 3)) where class_id = $1 and seq = 1`,
      1,
      'hash-mismatch',
    ],
    ['a step taken out', `delete from matter_class_event where class_id = $1 and seq = 2`, 2, 'gap'],
    ['every step taken out', `delete from matter_class_event where class_id = $1`, 1, 'gap'],
  ];
  test.each(cases)('%s is named at that step', async (_what, change, seq, reason) => {
    await owner.query(change, [classId]);
    expect(await found()).toMatchObject({ table: 'matter_class_event', classId, number, seq, reason });
  });

  test('the sentence names table, class and step', async () => {
    await owner.query(`update matter_class_event set type = 'named' where class_id = $1 and seq = 2`, [classId]);
    expect((await found())?.sentence).toEqual({
      zh: `表 matter_class_event，一类事 ${number} 第 2 步：这一步的内容与当时的指纹不符。`,
      en: `Table matter_class_event, class ${number}, step 2: The content of this step does not match its fingerprint.`,
    });
  });
});

describe('the row of the current state', () => {
  const changes: [string, string][] = [
    ['status', `'archived'`],
    ['title', `'别的题目'`],
    ['version', 'version + 1'],
    ['owner_unit_id', 'null'],
    ['category_ids', `'{water}'`],
    ['opened_at', `opened_at - interval '1 day'`],
    ['head_hash', `'\\x00'`],
  ];
  test.each(changes)('another %s is named with its column', async (column, value) => {
    await owner.query(`update matter_class set ${column} = ${value} where id = $1`, [classId]);
    expect(await found()).toMatchObject({ table: 'matter_class', classId, number, seq: 4, reason: 'row-differs', column });
  });

  test('an end that was cut off is known by the row, a row that was taken away by its events', async () => {
    await owner.query('delete from matter_class_event where class_id = $1 and seq = 4', [classId]);
    expect(await found()).toMatchObject({ table: 'matter_class', number, seq: 3, reason: 'row-differs', column: 'version' });
    await owner.query('delete from matter_class where id = $1', [classId]);
    expect(await found()).toMatchObject({ table: 'matter_class', number, seq: 3, reason: 'row-missing' });
  });
});

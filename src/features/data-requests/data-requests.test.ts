import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRulesDoor } from '#test/support/rules-door.ts';
import { endRequests, runningRequests } from './index.ts';
import { heldData } from './rules-held.ts';
import { dataRequestsStaffDoor } from './staff.tsx';

let door: Awaited<ReturnType<typeof openRulesDoor>>;
beforeAll(async () => {
  door = await openRulesDoor((ports) => [dataRequestsStaffDoor(ports)]);
});
afterAll(() => door.close());

const good = {
  title: '冬季取暖安全排查',
  purpose: '排查煤炉取暖户，发放报警器',
  basis: '示例县政办〔2026〕12号',
  fields: '用煤炉取暖的户数\n已发报警器数',
  frequency: 'monthly',
  askedOf: 'villages',
  expiresOn: '2026-12-31',
};
const ask = (login: string, over: Record<string, string> = {}) => door.form(login, '/staff/data-requests', { ...good, ...over });

test('what is called held lies where the catalogue says', async () => {
  const { rows } = await door.county.ports.pool.query<{ at: string }>(
    "select table_name || '.' || column_name as at from information_schema.columns where table_schema = 'public'",
  );
  const there = new Set(rows.map((row) => row.at));
  expect(heldData.filter((one) => !there.has(one.at)).map((one) => one.at)).toEqual([]);
});

test('a field that is held is refused, the held data named with the way to it; without basis or end it is refused; all that was typed stays, and the refusal is on record', async () => {
  const answer = await ask('chengban', { fields: '本月诉求办结率\n煤炉户数', basis: '领导要求', expiresOn: '' });
  const html = await answer.text();
  expect(answer.status).toBe(422);
  for (const words of [
    '系统里已经有（是否解决）',
    'href="/staff/export"',
    '没有依据，不能向基层要数据',
    '没有截止日期，不能登记',
    '煤炉户数',
    'value="冬季取暖安全排查"',
  ])
    expect(html).toContain(words);
  const kept = await door.county.ports.db.selectFrom('data_request_refusal').selectAll().execute();
  expect(kept.map((row) => [row.asked_by, row.title])).toEqual([['acc-chengban', '冬季取暖安全排查']]);
  expect(await door.logged('data-requests-refused')).toHaveLength(1);
  expect(await door.county.ports.db.selectFrom('data_request').select('id').execute()).toEqual([]);
  await expect(door.county.ports.pool.query('delete from data_request_refusal')).rejects.toThrow(/permission denied/);
});

test('is decided by the county office and nobody else, with a reason; is not asked twice; ends by the clock', async () => {
  expect((await ask('chengban')).status).toBe(303);
  const number = (await door.county.ports.db.selectFrom('data_request').select('number').executeTakeFirstOrThrow()).number;
  const path = `/staff/data-requests/${number}`;
  expect((await ask('minzheng', { fields: '已发报警器数量' })).status).toBe(422);
  expect((await door.form('juzhang', path, { decision: 'approved', words: '示例：同意' })).status).toBe(403);
  expect((await door.form('xianban', path, { decision: 'approved', words: '' })).status).toBe(422);
  expect((await door.form('xianban', path, { decision: '', words: '示例：同意' })).status).toBe(422);
  expect(await runningRequests(door.county.ports)).toEqual([]);
  expect((await door.form('xianban', path, { decision: 'approved', words: '示例：同意，一个冬天' })).status).toBe(303);
  expect((await door.form('xianban', path, { decision: 'returned', words: '示例：又不同意' })).status).toBe(422);
  expect((await runningRequests(door.county.ports)).map((row) => row.title)).toEqual(['冬季取暖安全排查']);
  expect(await door.page('shiqiao', '/staff/data-requests')).toContain('示例县政办〔2026〕12号');
  door.county.at('2026-12-31T15:00:00.000Z');
  expect(await endRequests(door.county.ports)).toEqual([]);
  door.county.at('2027-01-01T01:00:00.000Z');
  expect(await runningRequests(door.county.ports)).toEqual([]);
  expect(await endRequests(door.county.ports)).toEqual([Number(number)]);
  expect(await endRequests(door.county.ports)).toEqual([]);
  expect(await door.page('shiqiao', path)).toContain('到期停止');
  expect(await door.logged('data-requests-ended')).toHaveLength(1);
  expect((await ask('minzheng', { fields: '已发报警器数量', expiresOn: '2027-02-01' })).status).toBe(303);
});

test('nobody decides on an own request, whoever asked may take it back, and a village asks nobody', async () => {
  expect((await ask('xianban', { fields: '水井口数', expiresOn: '2027-02-01' })).status).toBe(303);
  const row = await door.county.ports.db.selectFrom('data_request').select('number').orderBy('number', 'desc').executeTakeFirstOrThrow();
  const path = `/staff/data-requests/${row.number}`;
  expect((await door.form('xianban', path, { decision: 'approved', words: '示例：自己同意' })).status).toBe(422);
  expect((await door.form('xianban', path, { decision: 'withdrawn' })).status).toBe(303);
  expect((await door.get('shouli', '/staff/data-requests/new')).status).toBe(403);
  expect((await door.get('shouli', '/staff/data-requests/999999')).status).toBe(404);
});

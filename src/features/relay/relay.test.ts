// Through the doors: a handler asks, the hotline carries, the handler learns the result and never the number; the raiser's page counts it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { relayStaffDoor } from './staff.tsx';

let door: StaffDoor;
beforeAll(async () => {
  door = await openStaffDoor(undefined, (staff, _app, ports) => {
    staff.route('/', relayStaffDoor(ports));
  });
});
afterAll(() => door.close());

const form = async (login: string, path: string, fields: Record<string, string>) => {
  const csrf = tokenIn(await door.page(login, '/staff'));
  return door.post(login, path, new URLSearchParams({ csrf, ...fields }));
};
const good = { kind: 'passOn', words: '想约周三上午看漏水的地方', when: '下午三点后' };
const asked = async (over: Parameters<StaffDoor['dispatched']>[0] = {}) => {
  const number = await door.dispatched(over);
  const answer = await form('chengban', `/staff/matters/${number}/relay`, good);
  expect(answer.status).toBe(303);
  const queue = await door.page('shouli', '/staff/relay');
  const path = new RegExp(`/staff/relay/${number}/[0-9A-Z]{26}`).exec(queue)?.[0] ?? '';
  expect(path).not.toBe('');
  return { number, path, ask: `/staff/matters/${number}/relay` };
};
const secrets = ['13800000001', '张示例'];

test('a message goes out and its answer comes back, and the handler never sees name or phone', async () => {
  const { number, path, ask } = await asked();
  expect(await door.page('chengban', `/staff/matters/${number}`)).toContain(`href="${ask}"`);
  const waiting = await door.page('chengban', ask);
  expect(waiting).toContain('还在等热线');
  expect(await door.page('shouli', path)).toContain(good.words);
  const told = await form('shouli', path, { outcome: 'passedOn', words: '周三上午在家，可以来' });
  expect(told.headers.get('location')).toBe('/staff/relay?saved=1');
  const answered = await door.page('chengban', ask);
  expect(answered).toContain('周三上午在家，可以来');
  expect(answered).toContain('已转告');
  for (const page of [waiting, answered]) for (const secret of secrets) expect(page).not.toContain(secret);
  expect(await door.page('shouli', '/staff/relay')).not.toContain(path);
  const notices = await door.county.ports.db
    .selectFrom('notice as n')
    .innerJoin('notice_unseen as u', 'u.notice_id', 'n.id')
    .select(['n.kind', 'u.account_id'])
    .where('n.number', '=', number)
    .execute();
  expect(notices).toContainEqual({ kind: 'relayDone', account_id: 'acc-chengban' });
  expect(notices).toContainEqual({ kind: 'relayAsked', account_id: 'acc-shouli' });
  expect(notices.some((one) => one.kind === 'relayAsked' && one.account_id === 'acc-chengban')).toBe(false);
});

test('every step is on record with its matter, so that the raiser can count it', async () => {
  const { number, path } = await asked();
  await form('shouli', path, { outcome: 'noAnswer', words: '' });
  await form('huifang', path, { outcome: 'connected', words: '' });
  const log = await door.county.ports.db
    .selectFrom('access_log as l')
    .innerJoin('matter as m', 'm.id', 'l.matter_id')
    .select(['l.what', 'l.account_id'])
    .where('m.number', '=', number)
    .where('l.what', 'like', 'relay-%')
    .orderBy('l.at')
    .execute();
  expect(log).toEqual([
    { what: 'relay-asked', account_id: 'acc-chengban' },
    { what: 'relay-carried', account_id: 'acc-shouli' },
    { what: 'relay-carried', account_id: 'acc-huifang' },
  ]);
  await expect(door.county.ports.pool.query("update relay_attempt set words = 'x'")).rejects.toThrow(/permission denied/);
  await expect(door.county.ports.pool.query('delete from relay_attempt')).rejects.toThrow(/permission denied/);
});

test('an answer that tells who the raiser is, is not kept, and what was typed is', async () => {
  const { path, ask } = await asked();
  for (const words of ['张示例说可以', '请直接打 13800000001', '打他儿子 13912345678']) {
    const answer = await form('shouli', path, { outcome: 'passedOn', words });
    const html = await answer.text();
    expect([words, answer.status]).toEqual([words, 422]);
    expect(html).toContain('没有保存');
    expect(html).toContain(words);
  }
  const empty = await form('shouli', path, {});
  expect(empty.status).toBe(422);
  expect(await empty.text()).toContain('请选这次的结果');
  expect(await door.page('chengban', ask)).toContain('还在等热线');
});

test('one request at a time; a second keeps what was typed; withdrawn, it can be asked anew', async () => {
  const { ask, path } = await asked();
  const second = await form('chengban', ask, { ...good, words: '另外一句话要转告' });
  expect(second.status).toBe(409);
  const wrong = await form('chengban', ask, { kind: '', words: '好', when: '' });
  expect(wrong.status).toBe(422);
  const id = path.split('/').at(-1) ?? '';
  expect((await form('minzheng', `${ask}/${id}/withdraw`, {})).status).toBe(404);
  expect((await form('chengban', `${ask}/${id}/withdraw`, {})).headers.get('location')).toContain('done=withdrawn');
  expect((await form('shouli', path, { outcome: 'connected', words: '' })).status).toBe(409);
  expect((await form('chengban', ask, good)).status).toBe(303);
});

test('three tries an hour apart without an answer settle it', async () => {
  const { path, ask } = await asked();
  for (let i = 0; i < 3; i += 1) {
    expect(await door.page('chengban', ask)).toContain('还在等热线');
    await form('shouli', path, { outcome: 'noAnswer', words: '' });
    await form('shouli', path, { outcome: 'noAnswer', words: '' });
    door.county.advance(61 * 60_000);
  }
  expect(await door.page('chengban', ask)).toContain('多次没打通');
});

test('nobody else asks, and nobody whose unit had it carries', async () => {
  const { number, path } = await asked();
  for (const login of ['shouli', 'paidan', 'shenji', 'juzhang'])
    expect([login, [403, 404].includes((await door.get(login, `/staff/matters/${number}/relay`)).status)]).toEqual([login, true]);
  expect((await door.get('minzheng', `/staff/matters/${number}/relay`)).status).toBe(404);
  for (const login of ['chengban', 'paidan', 'zhiban', 'xianban', 'minzheng']) {
    expect([login, [403, 404].includes((await door.get(login, path)).status)]).toEqual([login, true]);
    expect([login, [403, 404].includes((await form(login, path, { outcome: 'connected', words: '' })).status)]).toEqual([login, true]);
    expect([login, (await door.get(login, '/staff/relay')).status]).toEqual([login, 403]);
  }
  const silent = await door.dispatched({ contact: null });
  expect((await door.get('chengban', `/staff/matters/${silent}/relay`)).status).toBe(409);
});

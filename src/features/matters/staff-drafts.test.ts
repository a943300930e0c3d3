// What is being written is kept, told to others without its words, and gone when sent; the own last entry can be taken back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hiddenIn, openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { clearOldActionDrafts } from './index.ts';

let door: StaffDoor;
beforeAll(async () => {
  door = await openStaffDoor();
});
afterAll(() => door.close());

const draftPath = (number: string, action = 'note') => `/staff/matters/${number}/${action}/draft`;
async function keeps(login: string, number: string, fields: Record<string, string>, action = 'note', html?: string) {
  const page = html ?? (await door.page(login, `/staff/matters/${number}/${action}`));
  return door.post(
    login,
    draftPath(number, action),
    new URLSearchParams({ csrf: tokenIn(page), version: hiddenIn(page, 'version'), key: hiddenIn(page, 'key'), ...fields }),
  );
}

test('what was typed comes back on the next visit with a line that says so, and is gone when sent', async () => {
  const number = await door.dispatched();
  await door.acknowledged(number);
  expect((await keeps('chengban', number, { words: '灯头已订货，周三到', statement: '' })).status).toBe(204);
  const again = await door.page('chengban', `/staff/matters/${number}/note`);
  expect(again).toContain('草稿恢复');
  expect(again).toContain('灯头已订货，周三到');
  await door.sent('chengban', number, 'note', { words: '灯头已订货，周三到货', statement: '' }, again);
  expect(await door.page('chengban', `/staff/matters/${number}/note`)).not.toContain('草稿恢复');
});

test('a refused form is kept without a script', async () => {
  const number = await door.dispatched();
  const refused = await door.send('chengban', number, 'note', { words: '', statement: '维修单 118 号' });
  expect(refused.status).toBe(422);
  expect(await door.page('chengban', `/staff/matters/${number}/note`)).toContain('维修单 118 号');
});

test('others see that somebody writes, and not what; words are sealed in the database', async () => {
  const number = await door.dispatched();
  await door.acknowledged(number);
  await keeps('chengban', number, { text: '这句话别人看不到', outcome: 'support' }, 'reply');
  const seen = await door.page('paidan', `/staff/matters/${number}`);
  expect(seen).toMatch(/住建局 [^<]*09:00 起在写“答复”，还没提交/);
  expect(seen).not.toContain('这句话别人看不到');
  expect(await door.page('chengban', `/staff/matters/${number}`)).not.toContain('起在写');
  const { rows } = await door.county.ports.pool.query('select sealed from action_draft');
  expect(JSON.stringify(rows)).not.toContain('这句话');
  door.county.advance(13 * 3_600_000);
  expect(await door.page('paidan', `/staff/matters/${number}`)).not.toContain('起在写');
});

test('a draft written over a matter that moved on shows what happened meanwhile', async () => {
  const number = await door.dispatched();
  await door.acknowledged(number);
  await keeps('chengban', number, { words: '写到一半', statement: '' });
  await door.sent('shouli', number, 'summarise', { summary: '路灯坏了两周' });
  const html = await door.page('chengban', `/staff/matters/${number}/note`);
  expect(html).toContain('您填写的时候，这件事有了变化');
  expect(html).toContain('写到一半');
  expect((await door.send('chengban', number, 'note', { words: '写到一半', statement: '' }, html)).status).toBe(303);
});

test('a draft can be thrown away, an emptied one ends, and one that comes after the form was sent is not kept', async () => {
  const number = await door.dispatched();
  await door.acknowledged(number);
  await keeps('chengban', number, { words: '不要了', statement: '' });
  expect((await keeps('chengban', number, { step: 'forget' })).status).toBe(303);
  expect(await door.page('chengban', `/staff/matters/${number}/note`)).not.toContain('不要了');
  await keeps('chengban', number, { words: '又写', statement: '' });
  await keeps('chengban', number, { words: ' ', statement: '' });
  expect(await door.page('chengban', `/staff/matters/${number}/note`)).not.toContain('草稿恢复');
  const form = await door.page('chengban', `/staff/matters/${number}/note`);
  await door.sent('chengban', number, 'note', { words: '发出去了', statement: '' }, form);
  await keeps('chengban', number, { words: '发出去了', statement: '' }, 'note', form);
  expect(await door.page('chengban', `/staff/matters/${number}/note`)).not.toContain('草稿恢复');
});

test('nobody keeps a draft on a matter they may not see, or reads another person’s', async () => {
  const number = await door.dispatched();
  const csrf = tokenIn(await door.page('minzheng', '/staff'));
  expect((await door.post('minzheng', draftPath(number), new URLSearchParams({ csrf, words: '偷看' }))).status).toBe(404);
  expect(
    (
      await door.post(
        'chengban',
        draftPath(number, 'nonsense'),
        new URLSearchParams({ csrf: tokenIn(await door.page('chengban', '/staff')) }),
      )
    ).status,
  ).toBe(404);
  await keeps('shouli', number, { words: '受理台的草稿', statement: '' });
  expect(await door.page('paidan', `/staff/matters/${number}/note`)).not.toContain('受理台的草稿');
});

test('old drafts are swept after a month', async () => {
  const number = await door.dispatched();
  await keeps('shouli', number, { words: '一个月前写的', statement: '' });
  door.county.advance(29 * 86_400_000);
  await clearOldActionDrafts(door.county.ports);
  expect(await door.page('shouli', `/staff/matters/${number}/note`)).toContain('一个月前写的');
  door.county.advance(2 * 86_400_000);
  await clearOldActionDrafts(door.county.ports);
  expect(await door.page('shouli', `/staff/matters/${number}/note`)).not.toContain('一个月前写的');
});

const takesBack = async (login: string, number: string, seq: string) => {
  const csrf = tokenIn(await door.page(login, `/staff/matters/${number}`));
  return door.post(login, `/staff/matters/${number}/take-back`, new URLSearchParams({ csrf, seq }));
};

test('a dispatch just made is taken back from the page that tells of it; both stay in the history', async () => {
  const number = await door.dispatched();
  const page = await door.page('paidan', `/staff/matters/${number}?done=dispatch`);
  expect(page).toContain('收回这次派单');
  expect((await takesBack('paidan', number, hiddenIn(page, 'seq'))).status).toBe(303);
  const after = await door.page('paidan', `/staff/matters/${number}?done=takeBack`);
  expect(after).toContain('收回第 2 条的派单');
  expect(after).toContain('已收回，原来那条仍在历史里');
  expect((await door.get('chengban', `/staff/matters/${number}`)).status).toBe(200);
  await door.sent('paidan', number, 'dispatch', { to: 'housing', reason: '这次派对了', copyTo: '' });
});

test('what somebody acted on is not taken back, and the page says so', async () => {
  const number = await door.dispatched();
  await door.acknowledged(number);
  expect(await door.page('paidan', `/staff/matters/${number}`)).not.toContain('收回这次派单');
  const refused = await takesBack('paidan', number, '2');
  expect([refused.status, (await refused.text()).includes('收不回了')]).toEqual([409, true]);
  const others = await takesBack('zhiban', number, '3');
  expect([others.status, (await others.text()).includes('只能收回自己刚做的')]).toEqual([409, true]);
  expect((await takesBack('paidan', number, '99')).status).toBe(409);
});

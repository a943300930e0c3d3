// Through the staff door, in process: what forms do, what pages say, and who may not.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';

const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';

let door: StaffDoor;
beforeAll(async () => {
  door = await openStaffDoor();
});
afterAll(() => door.close());

const get: StaffDoor['get'] = (...asked) => door.get(...asked);
const page: StaffDoor['page'] = (...asked) => door.page(...asked);
const raised: StaffDoor['raised'] = (...asked) => door.raised(...asked);
const send: StaffDoor['send'] = (...asked) => door.send(...asked);
const sent: StaffDoor['sent'] = (...asked) => door.sent(...asked);
const acknowledged: StaffDoor['acknowledged'] = (...asked) => door.acknowledged(...asked);
const dispatched: StaffDoor['dispatched'] = (...asked) => door.dispatched(...asked);

test('a matter is dispatched, signed for with one press, its raiser contacted, and answered; the page tells it as a story', async () => {
  const number = await dispatched();
  const before = await page('chengban', `/staff/matters/${number}`);
  expect(before).toContain('派单给住建局，依据清单 部1 住房物业（牵头）');
  await acknowledged(number);
  await sent('chengban', number, 'contact', { how: 'phone', reached: 'yes', words: '约定下午看现场' });
  const done = await sent('chengban', number, 'reply', {
    outcome: 'support',
    text: '路灯线路已修复，今晚亮灯。',
    basis: '《城市照明管理规定》',
    remedy: '',
    statement: '',
    toldHow: 'phone',
  });
  expect(done.headers.get('location')).toBe(`/staff/matters/${number}?done=reply`);
  const after = await page('chengban', `/staff/matters/${number}?done=reply`);
  expect(after).toContain('已答复，等反映人评价');
  for (const words of [
    '签收。',
    '联系上反映人（打电话）',
    '约定下午看现场',
    '路灯线路已修复，今晚亮灯。',
    '没办好就选“没解决”',
    '只能由反映人作出',
  ])
    expect(after).toContain(words);
});

test('a duty that a department took back does not go down to a township: the sentence names the department, and what was typed is kept', async () => {
  const number = await raised({ categoryId: 'lighting' });
  const form = await page('paidan', `/staff/matters/${number}/dispatch`);
  expect(form).toMatch(/示例东镇 · 已收回，归[^<]*住房和城乡建设局，不能派/);
  const answer = await send('paidan', number, 'dispatch', { to: 'east-town', reason: '请尽快修好，老人摔跤了', copyTo: '' });
  expect(answer.status).toBe(409);
  const html = await answer.text();
  expect(html).toContain('这项职责已由部门收回，应派给示例县住房和城乡建设局');
  expect(html).toContain('请尽快修好，老人摔跤了');
  expect(html).toMatch(/<option value="east-town" selected/);
});

test('of two clerks at once one wins; the other sees what changed and keeps every word, and may then send it', async () => {
  const number = await raised();
  const form = await page('shouli', `/staff/matters/${number}/summarise`);
  await sent('paidan', number, 'dispatch', { to: 'housing', reason: '部门职责', copyTo: '' });
  const late = await send('shouli', number, 'summarise', { summary: '路灯坏两周，老人摔跤' }, form);
  expect(late.status).toBe(409);
  const html = await late.text();
  expect(html).toContain('您填写的时候，这件事有了变化');
  expect(html).toContain('派单给住建局');
  expect(html).toContain('路灯坏两周，老人摔跤');
  expect((await send('shouli', number, 'summarise', { summary: '路灯坏两周，老人摔跤' }, html)).status).toBe(303);
});

test('the same form sent twice acts once', async () => {
  const number = await dispatched();
  await acknowledged(number);
  const form = await page('chengban', `/staff/matters/${number}/note`);
  const fields = { words: '已联系灯具厂', statement: '' };
  const answers = await Promise.all([send('chengban', number, 'note', fields, form), send('chengban', number, 'note', fields, form)]);
  expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
  expect((await page('chengban', `/staff/matters/${number}`)).match(/已联系灯具厂/g)).toHaveLength(1);
});

test.each([
  ['contact', { how: 'phone', reached: 'yes', words: '' }, 422, '内容是空的'],
  ['contact', { how: 'phone', words: '说了几句' }, 422, '请选一项'],
  ['askExtension', { until: '下周', measure: '采购灯具', reason: '缺件' }, 422, '日期要写成 2026-12-02 这样'],
  ['hold', { until: '2026-12-20', nextContactOn: '2026-12-01', measure: '', reason: '等灯具' }, 422, '措施'],
  [
    'reply',
    { outcome: 'support', text: '收悉，高度重视。', basis: '职责', remedy: '', statement: '', toldHow: 'page' },
    422,
    '这份答复没有说明做了什么（只有“收悉”“已转”一类的话）',
  ],
  ['note', { words: '字'.repeat(2001), statement: '' }, 422, '太长了，最多 2000 字'],
])('%s refused for its words: a sentence beside the form, everything kept, nothing written', async (action, fields, status, sentence) => {
  const number = await dispatched();
  await acknowledged(number);
  const before = (await door.county.ports.db.selectFrom('matter').select('version').where('number', '=', number).executeTakeFirstOrThrow())
    .version;
  const answer = await send('chengban', number, action, fields as unknown as Record<string, string>);
  expect(answer.status).toBe(status);
  const html = await answer.text();
  expect(html).toContain(sentence);
  expect(html).toContain('error-summary');
  for (const typed of Object.values(fields)) if (typed !== '') expect(html).toContain(typed);
  expect(
    (await door.county.ports.db.selectFrom('matter').select('version').where('number', '=', number).executeTakeFirstOrThrow()).version,
  ).toBe(before);
});

test('an objection is ruled by a second person, told as final, and cannot be raised again', async () => {
  const number = await dispatched();
  await sent('chengban', number, 'object', { reason: '应属物业', basis: '清单部1', proposedUnitId: 'civil' });
  expect(await page('zhiban', '/staff/rulings')).toContain('应属物业');
  expect(await page('paidan', '/staff/rulings')).toContain('经手过的人和单位不能裁定'); // no: it dispatched it
  await sent('zhiban', number, 'ruleObjection', { outcome: 'rejected', to: '', reason: '清单写明由住建局办' });
  const html = await page('chengban', `/staff/matters/${number}`);
  expect(html).toContain('不得再退');
  expect(html).toMatch(/提派单异议：已裁定，不得再退/);
  const again = await get('chengban', `/staff/matters/${number}/object`);
  expect(again.status).toBe(403);
  expect(await again.text()).toContain('异议已经裁定，不得再退');
});

test('an extension shows both dates in the story, and the applicant cannot rule on it', async () => {
  const number = await dispatched();
  await acknowledged(number);
  await sent('chengban', number, 'askExtension', { until: '2026-12-02', measure: '采购灯具', reason: '缺灯具' });
  expect((await get('chengban', `/staff/matters/${number}/ruleExtension`)).status).toBe(403);
  await sent('zhiban', number, 'ruleExtension', { granted: 'yes', reason: '属实', toldRaiser: 'yes' });
  expect(await page('chengban', `/staff/matters/${number}`)).toMatch(/时限由 2026年11月30日（周一）[^<]* 改为 2026年12月2日/);
});

test('handlers see neither name nor phone anywhere; the desk opens the contact with a reason, once, and it is counted', async () => {
  const number = await raised();
  await sent('paidan', number, 'dispatch', { to: 'housing', reason: '反映人电话 13800000001，请尽快', copyTo: '' });
  for (const path of ['', '/order', '/note', '/reply', '/summarise']) {
    const html = await page('chengban', `/staff/matters/${number}${path}`);
    expect(html).not.toContain('张示例');
    expect(html).not.toMatch(/13800000001|13812345678/);
  }
  expect(await page('chengban', `/staff/matters/${number}`)).toContain('请热线转接');
  expect((await get('chengban', `/staff/matters/${number}/raiser`)).status).toBe(403);
  const form = await page('shouli', `/staff/matters/${number}/raiser`);
  expect(form).not.toContain('13800000001');
  expect((await send('shouli', number, 'raiser', { why: ' ' }, form)).status).toBe(422);
  expect((await send('chengban', number, 'raiser', { why: '想看看' }, await page('chengban', `/staff/matters/${number}`))).status).toBe(
    403,
  );
  const shown = await (await send('shouli', number, 'raiser', { why: '转接承办人' }, form)).text();
  expect(shown).toContain('张示例');
  expect(shown).toContain('13800000001');
  expect(
    await door.county.ports.db
      .selectFrom('access_log')
      .select(['account_id', 'why', 'what'])
      .where('what', '=', 'matters-contact-seen')
      .execute(),
  ).toEqual([{ account_id: 'acc-shouli', why: '转接承办人', what: 'matters-contact-seen' }]);
  expect(await page('shouli', `/staff/matters/${number}`)).toContain('联系方式被看过 1 次');
  expect(await page('shouli', `/staff/matters/${number}/order`)).not.toMatch(/张示例|13800000001|13812345678/);
});

test('the unit complained about, and a stranger, find nothing at any address; auditors see no content', async () => {
  const number = await raised({
    title: '举报住建局某人（示例）',
    kind: 'report',
    confidentiality: 'accusation',
    accusedUnitId: 'housing',
  });
  const answers: string[] = [];
  for (const login of ['chengban', 'juzhang', 'minzheng', 'shenji']) {
    for (const path of ['', '/order', '/dispatch', '/note', '/reply', '/raiser', '/merge', '/photos/x']) {
      const answer = await get(login, `/staff/matters/${number}${path}`);
      expect(answer.status, `${login} ${path}`).toBe(404);
      const html = await answer.text();
      expect(html).not.toContain('举报住建局');
      answers.push(html.replaceAll(number, 'N'));
    }
    const csrf = tokenIn(await page(login, '/staff'));
    expect((await send(login, number, 'note', { csrf, words: '想看看' }, '')).status).toBe(404);
    for (const list of ['/staff', '/staff?pile=dispatch', '/staff/matters?q=举报', `/staff/matters?q=${number}`, '/staff/matters?open=1'])
      expect(await page(login, list)).not.toContain('举报住建局');
  }
  const unknown = await page('chengban', '/staff/matters/D0000002026112399990');
  expect(answers.every((html) => html.replaceAll(number, 'N').length > 0) && unknown).toContain('没有找到这件事');
  expect(await page('xianban', '/staff/matters?q=举报')).toContain('举报住建局');
});

test('HTML typed into any field comes out as words', async () => {
  const number = await raised({ title: evil, text: evil, placeText: evil, contact: { name: evil, phone: '13800000009' } });
  await sent('paidan', number, 'summarise', { summary: evil });
  await sent('paidan', number, 'dispatch', { to: 'housing', reason: evil, copyTo: '' });
  await acknowledged(number);
  await sent('chengban', number, 'contact', { how: 'phone', reached: 'yes', words: evil });
  await sent('chengban', number, 'note', { words: evil, statement: evil });
  await sent('chengban', number, 'askExtension', { until: '2026-12-02', measure: evil, reason: evil });
  await sent('chengban', number, 'reply', {
    outcome: 'support',
    text: evil,
    basis: evil,
    remedy: evil,
    statement: evil,
    toldHow: 'page',
  });
  const html = [
    await page('chengban', `/staff/matters/${number}`),
    await page('shouli', `/staff/matters/${number}`),
    await page('chengban', `/staff/matters/${number}/order`),
    await page('chengban', '/staff?pile=callback'),
    await page('chengban', `/staff/matters?q=${encodeURIComponent(evil)}`),
    await (await send('chengban', number, 'reply', { text: evil, basis: evil, outcome: evil })).text(),
    await (await send('shouli', number, 'raiser', { why: evil }, await page('shouli', `/staff/matters/${number}/raiser`))).text(),
    await page('paidan', `/staff/matters/${number}?done=${encodeURIComponent(evil)}`),
  ].join('');
  expect(html).not.toMatch(/<script(?! src="\/assets\/)|<img src=x|onerror=alert\(1\)>/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

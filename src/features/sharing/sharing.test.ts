import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSharingDoor } from '#test/support/sharing-door.ts';
import { trace } from './actions-trace.ts';

let door: Awaited<ReturnType<typeof openSharingDoor>>;
let number: string;
beforeAll(async () => {
  door = await openSharingDoor();
  number = await door.dispatched();
});
afterAll(() => door.close());

const good = {
  recipient: '幸福小区物业（示例）',
  purpose: '上门维修',
  task: '三天内修好大门外的照明，修好后回电。',
  place: '东街社区',
  days: '7',
};
const sent = async (login: string, fields: Record<string, string>, of = number) =>
  door.form(login, `/staff/matters/${of}/share`, { ...good, ...fields });
const markOf = (html: string) => /class="num">([2-9A-Z]{4}-[2-9A-Z]{4})</.exec(html)?.[1] ?? '';

describe('a task for somebody outside', () => {
  test('is opened by its link, marked, counted, kept by nobody, and leads nowhere once withdrawn or expired', async () => {
    const made = await (await sent('chengban', {})).text();
    const token = /\/s\/([\w-]{22})/.exec(made)?.[1] ?? '';
    const opened = await door.app.request(`/s/${token}`);
    const page = await opened.text();
    expect([opened.status, opened.headers.get('cache-control'), opened.headers.get('x-robots-tag')]).toEqual([
      200,
      'no-store',
      'noindex, nofollow, noarchive',
    ]);
    expect(page).toContain(good.task);
    for (const secret of ['路灯坏了两个星期', '张示例', '13800000001', '13812345678', number]) expect(page).not.toContain(secret);
    const svg = await door.app.request(`/s/${token}/mark.svg`);
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    await door.app.request(`/s/${token}`);
    const list = await door.page('chengban', `/staff/matters/${number}/share`);
    expect(list).toContain('2 次，最近');
    const found = await trace(door.county.ports, null, markOf(page), '示例：照片外传');
    expect(found).toMatchObject({ is: 'code', shares: [{ number, recipient: good.recipient, who: '周示例', exact: true }] });
    expect(found.is === 'code' && found.shares[0]?.openings).toHaveLength(2);
    const id = /share\/([0-9A-Z]{26})\/revoke/.exec(list)?.[1] ?? '';
    await door.form('chengban', `/staff/matters/${number}/share/${id}/revoke`, {});
    expect((await door.app.request(`/s/${token}`)).status).toBe(410);
    const second = /\/s\/([\w-]{22})/.exec(await (await sent('paidan', { days: '1' })).text())?.[1] ?? '';
    expect((await door.app.request(`/s/${second}`)).status).toBe(200);
    door.county.advance(2 * 86_400_000);
    expect((await door.app.request(`/s/${second}`)).status).toBe(410);
    expect((await door.app.request('/s/aaaaaaaaaaaaaaaaaaaaaa')).status).toBe(404);
  });

  test.each([
    [{ task: '请联系张示例，修好路灯' }, '反映人的姓名、电话或住址'],
    [{ task: '修好路灯后请打 13912345678' }, '号码'],
    [{ task: '幸福小区门口的路灯坏了两个星期，请尽快修好' }, '照抄'],
    [{ task: '到5栋2单元301室看看漏水' }, '某个人或户号'],
    [{ task: '修' }, '至少五个字'],
    [{ days: '31' }, '1 到 30'],
    [{ recipient: '' }, '给谁'],
  ])('is refused with a sentence, and the form keeps what was typed: %j', async (fields, says) => {
    const answer = await sent('chengban', fields);
    const html = await answer.text();
    expect([answer.status, html.includes(says)]).toEqual([422, true]);
    expect(html).toContain(good.purpose);
    expect(html).not.toMatch(/\/s\/[\w-]{22}/);
  });

  test('is not for helpers, strangers or matters that accuse somebody', async () => {
    expect((await door.get('juzhang', `/staff/matters/${number}/share`)).status).toBe(200);
    expect((await door.get('zhiban', `/staff/matters/${number}/share`)).status).toBe(403);
    expect((await door.get('minzheng', `/staff/matters/${number}/share`)).status).toBe(404);
    const accusing = await door.raised({ confidentiality: 'accusation', accusedUnitId: 'civil', kind: 'report' });
    expect((await door.get('shouli', `/staff/matters/${accusing}/share`)).status).toBe(403);
  });
});

describe('a photo of a screen', () => {
  test('leads back to account and minute, also when one sign was misread and one cannot be read', async () => {
    const html = await door.page('chengban', `/staff/matters/${number}`);
    const code = /<p class="mark-line">[^<]*<b class="num">([^<]+)</.exec(html)?.[1] ?? '';
    expect(html).toContain(`<img class="watermark" src="/staff/mark/${code}.svg" alt=""/>`);
    const svg = await (await door.get('chengban', `/staff/mark/${code}.svg`)).text();
    expect(svg).toContain('住建局 周示例');
    expect(svg).toContain(code);
    expect(svg).toMatch(/2026-11-\d\d \d\d:\d\d/);
    expect((await door.get('minzheng', `/staff/mark/${code}.svg`)).status).toBe(404);
    expect(await door.page('chengban', `/staff/matters/${number}`)).toContain(code); // the same minute is one look
    const misread = `${code.slice(0, 2)}${code[2] === '2' ? '3' : '2'}${code.slice(3, 8)}?`;
    for (const typed of [code, code.toLowerCase(), ` ${code.replace('-', ' ')} `, misread]) {
      const answer = await door.form('shenji', '/staff/trace', { code: typed, why: '示例：照片外传' });
      const found = await answer.text();
      expect([typed, answer.status, found.includes('周示例'), found.includes(number)]).toEqual([typed, 200, true, true]);
      expect(found).not.toContain('路灯');
    }
    const asked = await door.county.ports.db
      .selectFrom('access_log')
      .select(['what', 'why', 'account_id'])
      .where('what', '=', 'sharing-trace-asked')
      .execute();
    expect(asked.filter((one) => one.account_id === 'acc-shenji')).toHaveLength(4);
    expect(asked[0]?.why).toContain('照片外传');
  });

  test('by number, audit learns that the matter exists and who looked, and no word of it', async () => {
    const html = await (await door.form('anquan', '/staff/trace', { code: number, why: '示例：核查' })).text();
    expect(html).toContain('确有此件');
    expect(html).toContain('周示例');
    for (const word of ['路灯', '张示例', '13812345678', '东街']) expect(html).not.toContain(word);
  });

  test('is traced by nobody else, and not without a reason', async () => {
    for (const login of ['chengban', 'xianban', 'guanli', 'shouli'])
      expect([login, (await door.get(login, '/staff/trace')).status]).toEqual([login, 403]);
    expect((await door.form('shenji', '/staff/trace', { code: 'K7QD-3M9P', why: '' })).status).toBe(422);
    expect((await door.form('shenji', '/staff/trace', { code: 'nothing like it', why: '示例' })).status).toBe(422);
    expect(await (await door.form('shenji', '/staff/trace', { code: 'K7QD-3M9P', why: '示例' })).text()).toContain('没有找到');
  });

  test('the table of looks is append-only for the application', async () => {
    await expect(door.county.ports.pool.query("update view_trace set what = 'x'")).rejects.toThrow(/permission denied/);
    await expect(door.county.ports.pool.query('delete from view_trace')).rejects.toThrow(/permission denied/);
    await expect(door.county.ports.pool.query('delete from share_opening')).rejects.toThrow(/permission denied/);
  });
});

test('a look at a sealed matter is counted for its raiser, once a minute, with its post', async () => {
  const sealed = await door.dispatched({ confidentiality: 'identitySealed' });
  for (let i = 0; i < 2; i += 1) await door.page('chengban', `/staff/matters/${sealed}`);
  const rows = await door.county.ports.db
    .selectFrom('access_log as l')
    .innerJoin('matter as m', 'm.id', 'l.matter_id')
    .select(['l.what', 'l.role', 'l.why'])
    .where('m.number', '=', sealed)
    .where('l.account_id', '=', 'acc-chengban')
    .execute();
  expect(rows).toEqual([{ what: 'matters-words-seen', role: 'handler', why: 'matter: owner' }]);
});

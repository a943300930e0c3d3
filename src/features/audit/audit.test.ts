import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logAccess } from '#features/people/index.ts';
import { openRulesDoor } from '#test/support/rules-door.ts';
import { groupOf, readAsk, readCursor } from './rules.ts';
import { auditStaffDoor } from './staff.tsx';
import { knownActs } from './words.ts';

let door: Awaited<ReturnType<typeof openRulesDoor>>;
let number: string;
beforeAll(async () => {
  door = await openRulesDoor((ports) => [auditStaffDoor(ports)]);
  number = await door.dispatched();
  const { ports } = door.county;
  const by = (login: string) => ({
    accountId: `acc-${login}`,
    unitId: door.county.actor(login).unitId,
    roles: door.county.actor(login).roles,
  });
  const matterId = (await ports.db.selectFrom('matter').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id;
  await logAccess(ports, { what: 'people-signed-in', why: 'password', by: by('chengban'), addressClass: '10.0.*' });
  await logAccess(ports, {
    what: 'matters-contact-seen',
    why: '=1+1 张示例先生来电 13812345678，住5栋2单元301室',
    matterId,
    by: by('shouli'),
  });
  await logAccess(ports, { what: 'workbooks-ledger-exported', why: 'xlsx', by: by('zhiban') });
  await logAccess(ports, { what: 'notices-outlet-changed', why: 'email 01OUTLET', by: by('guanli') });
});
afterAll(() => door.close());

describe('the log', () => {
  test('is sorted by kind, account and number, and tells no word of a matter', async () => {
    const all = await door.page('shenji', '/staff/audit');
    for (const words of ['登录', '看反映人联系方式', '导出台账', '改出口', 'shouli']) expect(all).toContain(words);
    for (const secret of ['13812345678', '路灯', '幸福小区', '301室']) expect(all).not.toContain(secret);
    const looks = await door.page('shenji', '/staff/audit?group=looks');
    expect([looks.includes('看反映人联系方式'), looks.includes('导出台账<')]).toEqual([true, false]);
    const settings = await door.page('shenji', '/staff/audit?group=settings');
    expect([settings.includes('改出口'), settings.includes('Excel')]).toEqual([true, false]);
    const one = await door.page('shenji', `/staff/audit?number=${number}`);
    expect([one.includes('看反映人联系方式'), one.includes('改出口')]).toEqual([true, false]);
    const who = await door.page('shenji', '/staff/audit?who=chengban');
    expect([who.includes('10.0.*'), who.includes('Excel')]).toEqual([true, false]);
  });

  test('says in words what stands in it as codes, on the page and in the file, in the reader’s language', async () => {
    const page = await door.page('shenji', '/staff/audit');
    for (const words of ['用密码', 'Excel 表', '电子邮件']) expect(page).toContain(words);
    for (const code of ['>password<', '>xlsx<', '>email 01OUTLET<']) expect(page).not.toContain(code);
    expect(await door.page('shenji', '/staff/audit?lang=en&group=signIns')).toContain('by password');
    expect(await (await door.get('shenji', '/staff/audit/export.csv?group=signIns')).text()).toContain(',用密码,');
    expect((await door.logged('people-signed-in')).map((row) => row.why)).toContain('password');
  });

  test('looking and taking it away are recorded, with what was asked for', async () => {
    const before = (await door.logged('audit-looked')).length;
    await door.page('shenji', '/staff/audit?group=signIns&who=chengban');
    const looked = await door.logged('audit-looked');
    expect(looked).toHaveLength(before + 1);
    expect(looked.at(-1)).toMatchObject({ account_id: 'acc-shenji', why: expect.stringContaining('signIns; chengban') });
    expect(await door.page('shenji', '/staff/audit?group=looks')).toContain('看审计记录');
    const taken = (await door.logged('audit-exported')).length;
    await door.get('shenji', '/staff/audit/export.csv');
    expect(await door.logged('audit-exported')).toHaveLength(taken + 1);
  });

  test('leaves as CSV with a mark for Excel, in which nothing runs', async () => {
    const answer = await door.get('shenji', '/staff/audit/export.csv?group=looks');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get('content-type'), [...bytes.slice(0, 3)]]).toEqual([
      200,
      'text/csv; charset=utf-8',
      [0xef, 0xbb, 0xbf],
    ]);
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain("'=1+1");
    expect(text).not.toContain(',=1+1');
    expect(text).not.toContain('13812345678');
  });

  test('is for audit administration alone', async () => {
    for (const login of ['guanli', 'anquan', 'xianban', 'chengban', 'shouli'])
      expect([login, (await door.get(login, '/staff/audit')).status, (await door.get(login, '/staff/audit/export.csv')).status]).toEqual([
        login,
        403,
        403,
      ]);
  });

  test('goes on by cursor, each line once', async () => {
    const { ports } = door.county;
    for (let i = 0; i < 230; i += 1) await logAccess(ports, { what: 'people-signed-out', why: `n${i}` });
    const seen: string[] = [];
    let href: string | undefined = '/staff/audit?group=signIns';
    for (let turns = 0; href && turns < 10; turns += 1) {
      const html: string = await door.page('shenji', href);
      seen.push(...[...html.matchAll(/>n(\d+)</g)].map(([, n]) => n ?? ''));
      href = /<a class="btn" href="([^"]*after=[^"]*)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect([seen.length, new Set(seen).size]).toEqual([230, 230]);
  });

  test.each([
    ['from=yesterday', '日期写成'],
    ['from=2026-11-20&to=2026-11-01', '早于开始'],
    ['who=nobody', '没有这个账号'],
    ['number=12', '不是事项编号'],
  ])('what cannot be asked is said, and the words stay: %s', async (query, says) => {
    const answer = await door.get('shenji', `/staff/audit?${query}`);
    expect([answer.status, (await answer.text()).includes(says)]).toEqual([422, true]);
  });
});

test('every act has its kind by its name', () => {
  expect(
    [
      'people-signed-in',
      'people-code-failed',
      'matters-words-seen',
      'audit-looked',
      'rates-exported',
      'audit-exported',
      'limits-changed',
      'people-password-set',
    ].map(groupOf),
  ).toEqual(['signIns', 'signIns', 'looks', 'looks', 'exports', 'exports', 'settings', 'settings']);
  expect(knownActs.has('limits-changed')).toBe(true);
});

test('days are read in Shanghai, both included; a cursor is a moment and an id or nothing', () => {
  const read = readAsk({ from: '2026-11-01', to: '2026-11-02', group: 'x', who: '', number: '' }, '2026-11-23');
  expect('ask' in read && [read.ask.from, read.ask.until, read.ask.group]).toEqual([
    '2026-10-31T16:00:00.000Z',
    '2026-11-02T16:00:00.000Z',
    null,
  ]);
  expect(readCursor('2026-11-01T00:00:00.000Z~01ARZ')).toEqual({ at: '2026-11-01T00:00:00.000Z', id: '01ARZ' });
  expect(readCursor("2026' or 1=1")).toBeNull();
});

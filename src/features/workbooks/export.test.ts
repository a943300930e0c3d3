// Export through the door, in process: what is in the file, for whom, and what never is.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NewConcern, openMatters } from '#features/matters/index.ts';
import { openFileStore } from '#platform/files/store.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { requireStaff } from '#platform/session/require-staff.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { workbooksStaffDoor } from './staff.tsx';

let county: TestCounty;
let folder: string;
let app: ReturnType<typeof httpFrame>;
const tokens = new Map<string, string>();

const concern = (n: number, over: Partial<NewConcern> = {}): NewConcern => ({
  channel: 'phone',
  kind: 'help',
  title: `第 ${n} 件：路灯不亮（示例）`,
  text: '三组路灯坏了一个月。',
  placeText: '东街社区',
  placeId: 'p-dongjie',
  categoryId: 'housing',
  confidentiality: 'normal',
  accusedUnitId: null,
  contact: { name: '张示例', phone: '13800000001' },
  wantsReply: true,
  ...over,
});

beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-export-'));
  const { sessions } = openStaffAccess(county.ports);
  for (const login of ['shouli', 'chengban', 'shenji', 'xianban']) tokens.set(login, (await sessions.open(`acc-${login}`)).token);
  app = httpFrame({
    log: county.ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => text,
  });
  const staff = new Hono<StaffEnv>();
  staff.use(requireStaff({ sessions, signInAgain: (c) => c.text('sign in', 401) }));
  staff.route('/', workbooksStaffDoor({ ...county.ports, files: await openFileStore(folder) }));
  app.route('/staff', staff);
  const opened = await openMatters(county.ports, county.actor('shouli'), [
    concern(1, { title: '=HYPERLINK("http://示例")路灯' }),
    concern(2, { title: '打 13812345678 找我' }),
    concern(3, { categoryId: 'water', title: '停水' }),
    concern(4, { confidentiality: 'identitySealed', title: '隐去身份的一件' }),
    concern(5, { confidentiality: 'accusation', accusedUnitId: 'civil', title: '反映单位的一件' }),
    ...Array.from({ length: 300 }, (_, n) => concern(n + 10)),
  ]);
  expect(opened.every((one) => one.ok)).toBe(true);
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

const get = async (path: string, login = 'shouli'): Promise<Response> =>
  app.request(path, { headers: { cookie: `daodi=${tokens.get(login)}` } });
const csv = async (query = '', login = 'shouli') => (await get(`/staff/export/ledger?format=csv${query}`, login)).text();
const wordsOf = (html: string) => html.replace(/<[^>]+>/g, ' ');

test('the page says what will be in the file before it is made', async () => {
  const html = await (await get('/staff/export?category=housing&status=open&light=red')).text();
  for (const words of ['类别“', '还没办结的', '时限“超期”', '姓名、电话', 'value="示例县诉求办理台账"']) expect(html).toContain(words);
  expect(wordsOf(await (await get('/staff/export')).text())).toContain('303 件');
});

test('the workbook looks like theirs, and holds neither names, phones nor sealed matters', async () => {
  const answer = await get('/staff/export/ledger?format=xlsx&title=东街台账');
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('东街台账-2026-11-23.xlsx'));
  const sheet = (await readXlsx(new Uint8Array(await answer.arrayBuffer()))).sheets[0];
  const rows = sheet?.rows ?? [];
  expect([rows[0]?.[0], rows[1]?.[0], rows[2]?.[0], rows[2]?.[1]]).toEqual([
    '东街台账',
    expect.stringMatching(/^单位：.+日期：2026-11-23$/),
    '序号',
    '编号',
  ]);
  const all = JSON.stringify(rows);
  for (const never of ['张示例', '13800000001', '13812345678', '隐去身份的一件', '反映单位的一件']) expect(all).not.toContain(never);
  expect(all).toContain('138****5678');
  expect(rows.length).toBe(3 + 303 + 1);
  expect(rows.at(-1)?.[0]).toMatch(/^口径：全部；数据取自 2026-11-23 09:00；共 303 件；.*不含姓名、电话/);
  expect(rows.flat().some((cell) => String(cell).startsWith('=HYPERLINK'))).toBe(true); // as text
  expect([...(sheet?.cells?.values() ?? [])].some((cell) => cell.formula !== undefined)).toBe(false);
});

test('CSV has its mark, its filters in the last line, and nothing in it can run', async () => {
  const bytes = new Uint8Array(await (await get('/staff/export/ledger?format=csv')).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = (await csv()).trim().split('\r\n');
  expect(lines).toHaveLength(1 + 303 + 1);
  expect(lines.some((line) => line.includes(`"'=HYPERLINK(`))).toBe(true);
  const water = (await csv('&category=water')).trim().split('\r\n');
  expect([water.length, water[2]?.includes('类别“'), water[2]?.includes('共 1 件')]).toEqual([3, true, true]);
});

test('each sees in the file what their ledger shows, and no more', async () => {
  expect((await csv('', 'chengban')).trim().split('\r\n')).toHaveLength(2); // nothing was dispatched to them
  expect((await get('/staff/export', 'shenji')).status).toBe(403);
  expect((await get('/staff/export/ledger?format=csv', 'shenji')).status).toBe(403);
  const log = await county.ports.db
    .selectFrom('access_log')
    .select(['account_id', 'why'])
    .where('what', '=', 'workbooks-ledger-exported')
    .execute();
  expect(log.some((line) => line.account_id === 'acc-chengban' && line.why === 'csv')).toBe(true);
});

test('an unknown format comes back as the form, with what was chosen', async () => {
  const answer = await get('/staff/export/ledger?format=pdf&category=water&title=我的台账');
  const html = await answer.text();
  expect([
    answer.status,
    html.includes('请选存成 Excel 表还是 CSV'),
    html.includes('value="我的台账"'),
    html.includes('value="water"'),
  ]).toEqual([400, true, true, true]);
});

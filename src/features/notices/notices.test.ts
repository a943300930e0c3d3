import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '#core/matter/commands.ts';
import { act, type NewConcern } from '#features/matters/index.ts';
import { staffGate } from '#features/people/staff-sign-in.tsx';
import type { HttpEnv } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { openOutlets } from '#platform/outlets/outlets.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { runOn } from '#test/support/database.ts';
import { type Doors, type Page, raised, Visitor } from '#test/support/verdicts.ts';
import { handRound } from './index.ts';
import { noticesPortalDoor } from './portal.tsx';
import { bellOf, noticesStaffDoor } from './staff.tsx';

let county: TestCounty;
let app: Doors;
let signIn: (login: string) => Promise<Visitor>;

beforeAll(async () => {
  county = await testCounty();
  const { ports } = county;
  const access = openStaffAccess(ports, { idleMinutes: 1_000_000, absoluteHours: 1_000_000 });
  app = httpFrame({
    log: ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 1,
    sign: (text) => text,
  });
  app.route('/', noticesPortalDoor(ports, { baseUrl: 'https://example.test' }) as unknown as Hono<HttpEnv>);
  const staff = new Hono<StaffEnv>();
  staff.use(staffGate({ ...ports, ...access }, { asksFactor: false, nav: async (me, lang) => [await bellOf(ports, me, lang)] }));
  staff.route('/', noticesStaffDoor(ports, { baseUrl: 'https://example.test', outlets: openOutlets({ hosts: new Set() }) }));
  staff.get('/matters/:number', (c) => c.text(`matter ${c.req.param('number')}`));
  app.route('/staff', staff as unknown as Doors);
  signIn = async (login) => {
    const me = new Visitor(app, '203.0.113.7');
    me.cookies.set('daodi', (await access.sessions.open(`acc-${login}`)).token);
    return me;
  };
});
afterAll(() => county.close());

async function ask(login: string, number: string, command: Command): Promise<void> {
  const outcome = await act(county.ports, county.actor(login), number, command);
  if (!outcome.ok) throw new Error(`${command.do}: ${outcome.refusal}`);
}

/** Dispatched to the housing bureau and handed round. */
async function dispatched(over: Partial<NewConcern> = {}): Promise<string> {
  const { number } = await raised(county, over);
  await ask('paidan', number, { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
  await handRound(county.ports);
  return number;
}

const grouped = (number: string): string => number.replace(/^(D\d{6})(\d{8})(\d+)(\d)$/, '$1 $2 $3 $4');
const bell = (page: Page): string => /提醒\s*<span class="count num">(\d+)<\/span>/.exec(page.html)?.[1] ?? '0';
const idOf = (page: Page, number: string): string =>
  new RegExp(`/staff/notices/([0-9A-Z]{26})/open"(?:(?!</form>).)*${grouped(number)}`, 's').exec(page.html)?.[1] ?? '';
const rowsFor = (login: string) =>
  county.ports.db.selectFrom('notice_unseen').selectAll().where('account_id', '=', `acc-${login}`).execute();

test('whoever works for the unit is told of a dispatch, in the bell and in the list; others are not', async () => {
  const number = await dispatched({ title: '路灯不亮，提醒一下（示例）' });
  const chengban = await signIn('chengban');
  const page = await chengban.get('/staff/notices');
  expect(page.html).toContain(grouped(number));
  expect(page.html).toContain('派到本单位，请签收');
  expect(page.html).toContain('路灯不亮，提醒一下（示例）');
  expect(page.html).toMatch(/11 月 \d+ 日/);
  expect(bell(page)).toBe('1');
  for (const login of ['paidan', 'minzheng', 'huifang'])
    expect([login, (await (await signIn(login)).get('/staff/notices')).html.includes(grouped(number))]).toEqual([login, false]);
  expect((await chengban.get('/staff/notices?lang=en')).html).toContain('Dispatched to your unit');
});

test('a notice that was seen leaves nothing behind: no mark, no time, no count', async () => {
  const number = await dispatched();
  const chengban = await signIn('chengban');
  await chengban.get('/staff/notices?lang=zh');
  const page = await chengban.get('/staff/notices');
  const opened = await chengban.send(`/staff/notices/${idOf(page, number)}/open`, {}, page);
  expect(opened.html).toBe(`matter ${number}`);
  const after = await chengban.get('/staff/notices');
  expect(after.html).not.toContain(grouped(number));
  const again = await chengban.send(`/staff/notices/${idOf(page, number)}/open`, {}, after);
  expect(again).toMatchObject({ status: 200, path: '/staff/notices' });
  const columns = await county.ports.pool.query<{ column_name: string }>(
    "select column_name from information_schema.columns where table_name = 'notice_unseen' order by 1",
  );
  expect(columns.rows.map((row) => row.column_name)).toEqual(['account_id', 'notice_id']);
});

test('one press clears the list, and a stranger cannot clear it', async () => {
  await dispatched();
  await dispatched();
  const other = await signIn('huifang');
  const page = await (await signIn('chengban')).get('/staff/notices');
  const mine = /\/staff\/notices\/([0-9A-Z]{26})\/open/.exec(page.html)?.[1] ?? '';
  await other.send(`/staff/notices/${mine}/seen`, {}, await other.get('/staff/notices/ways'));
  expect((await rowsFor('chengban')).length).toBeGreaterThanOrEqual(2);
  const chengban = await signIn('chengban');
  const cleared = await chengban.send('/staff/notices/clear', {}, '/staff/notices');
  expect(cleared.html).toContain('没有新的提醒');
  expect(await rowsFor('chengban')).toEqual([]);
});

test('two workers at once and a third afterwards tell everybody once', async () => {
  const { number } = await raised(county);
  await ask('paidan', number, { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
  await Promise.all([handRound(county.ports), handRound(county.ports)]);
  await handRound(county.ports);
  const rows = await county.ports.db.selectFrom('notice').selectAll().where('number', '=', number).execute();
  expect(rows.map((row) => [row.kind, row.unit_id])).toEqual([['dispatched', 'housing']]);
  expect(
    (await county.ports.db.selectFrom('outbox').selectAll().where('audience', '=', 'unit').where('done_at', 'is', null).execute()).length,
  ).toBe(0);
});

test('the accused unit is not told of a matter that accuses it, and no title of a sealed matter is shown', async () => {
  const { number } = await raised(county, { confidentiality: 'accusation', accusedUnitId: 'east-town', title: '反映干部作风（示例）' });
  await ask('paidan', number, { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
  await handRound(county.ports);
  const told = await county.ports.db
    .selectFrom('notice_unseen as u')
    .innerJoin('notice as n', 'n.id', 'u.notice_id')
    .innerJoin('account as a', 'a.id', 'u.account_id')
    .select(['a.unit_id as unitId'])
    .where('n.number', '=', number)
    .execute();
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter((one) => one.unitId === 'east-town')).toEqual([]);
  const page = await (await signIn('chengban')).get('/staff/notices');
  expect(page.html).toContain(grouped(number));
  expect(page.html).not.toContain('反映干部作风');
});

test('whoever is recused afterwards no longer reads the title in an old notice', async () => {
  const number = await dispatched({ title: '回避以后不显示（示例）' });
  expect((await (await signIn('chengban')).get('/staff/notices')).html).toContain('回避以后不显示');
  await ask('zhiban', number, { do: 'recuse', accountId: 'acc-chengban', reason: '近亲属' });
  expect((await (await signIn('chengban')).get('/staff/notices')).html).not.toContain('回避以后不显示');
});

test('news that nobody could be told for three days is settled without burying people', async () => {
  const { number } = await raised(county);
  await ask('paidan', number, { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
  county.advance(73 * 3_600_000);
  await handRound(county.ports);
  expect(await county.ports.db.selectFrom('notice').selectAll().where('number', '=', number).execute()).toEqual([]);
});

test('an address for letters is kept sealed, and a bad one comes back as typed', async () => {
  const me = await signIn('chengban');
  const bad = await me.send('/staff/notices/ways/mail', { address: '不是地址', on: 'yes' }, '/staff/notices/ways');
  expect(bad.status).toBe(400);
  expect(bad.html).toContain('value="不是地址"');
  expect(bad.html).toContain('这不像邮件地址');
  const good = await me.send('/staff/notices/ways/mail', { address: 'me@example.gov.cn', on: 'yes' }, bad);
  expect(good.html).toContain('value="me@example.gov.cn"');
  const row = await county.ports.db.selectFrom('notice_mail').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ account_id: 'acc-chengban', is_on: true });
  expect(row.address_sealed).not.toContain('example');
  await me.send('/staff/notices/ways/mail', { address: '' }, good);
  expect(await county.ports.db.selectFrom('notice_mail').selectAll().execute()).toEqual([]);
});

test('a calendar address shows numbers, dates and links of the own unit, and nothing else', async () => {
  const number = await dispatched({ title: '日历里不出现（示例）', text: '内容也不出现。' });
  const sealed = (await raised(county, { confidentiality: 'identitySealed' })).number;
  await ask('paidan', sealed, { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
  const me = await signIn('chengban');
  const made = await me.send('/staff/notices/ways/calendar', {}, '/staff/notices/ways');
  const url = /https:\/\/example\.test(\/calendar\/[\w-]{32}\.ics)/.exec(made.html)?.[1] ?? '';
  expect((await me.get('/staff/notices/ways')).html).not.toContain(url);
  const feed = await app.request(url);
  expect(feed.status).toBe(200);
  expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const text = (await feed.text()).replaceAll('\r\n ', '');
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toContain(`SUMMARY:到期 ${number}`);
  expect(text).toContain(`https://example.test/staff/matters/${number}`);
  expect(text).not.toMatch(/日历里不出现|内容也不出现|张示例|1380000/);
  expect(text).not.toContain(sealed);
  const fields = new Set(text.split('\r\n').map((line) => line.split(/[:;]/)[0]));
  for (const field of ['DESCRIPTION', 'LOCATION', 'ORGANIZER', 'ATTENDEE']) expect(fields.has(field)).toBe(false);
});

test('a calendar address can be renewed and stopped, and ends with the account; an unknown one is not there', async () => {
  const me = await signIn('chengban');
  const made = async () =>
    /(\/calendar\/[\w-]{32}\.ics)/.exec((await me.send('/staff/notices/ways/calendar', {}, '/staff/notices/ways')).html)?.[1] ?? '';
  const [first, second] = [await made(), await made()];
  const status = async (path: string) => (await app.request(path)).status;
  expect([await status(first), await status(second)]).toEqual([404, 200]);
  await me.send('/staff/notices/ways/calendar/revoke', {}, '/staff/notices/ways');
  expect(await status(second)).toBe(404);
  expect([await status('/calendar/x.ics'), await status(`/calendar/${'a'.repeat(32)}.ics`), await status('/calendar/')]).toEqual([
    404, 404, 404,
  ]);
  const row = await county.ports.db.selectFrom('calendar_feed').selectAll().execute();
  expect(row).toEqual([]);
});

test('an old notice is swept after thirty days, with the marks that were left on it', async () => {
  await dispatched();
  expect((await rowsFor('chengban')).length).toBeGreaterThan(0);
  county.advance(31 * 86_400_000);
  await handRound(county.ports);
  expect(await rowsFor('chengban')).toEqual([]);
});

test('bell and list are walked along indexes, however much others have not seen', async () => {
  const { pool } = county.ports;
  await pool.query(`insert into notice (id, outbox_id, matter_id, number, kind, unit_id, at)
    select 'N' || lpad(n::text, 25, '0'), 'O' || n, 'M' || n, 'D' || n, 'dispatched', 'housing', now() from generate_series(1, 20000) n`);
  await pool.query(`insert into notice_unseen select a.id, 'N' || lpad(n::text, 25, '0') from generate_series(1, 20000) n
    join lateral (select id from account order by id offset n % 12 limit 1) a on true`);
  await runOn(county.ownerUrl, 'analyze notice; analyze notice_unseen');
  const plan = async (sql: string) =>
    (await pool.query<{ 'QUERY PLAN': string }>(`explain ${sql}`)).rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(
    await plan("select count(*) from (select 1 from notice_unseen where account_id = 'acc-chengban' order by notice_id limit 100) few"),
  ).toContain('notice_unseen_pkey');
  const began = performance.now();
  const page = await (await signIn('chengban')).get('/staff/notices');
  expect(page.status).toBe(200);
  expect(page.html.length).toBeLessThan(60_000);
  expect(bell(page)).toBe('99');
  expect(performance.now() - began).toBeLessThan(5_000);
});

import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { msOf } from '#core/time/day.ts';
import { act, type NewConcern } from '#features/matters/index.ts';
import { staffGate } from '#features/people/staff-sign-in.tsx';
import { httpFrame } from '#platform/http/frame.ts';
import { type FakePost, type FakeProvider, fakePost, fakeProvider } from '#platform/outlets/fake-provider.ts';
import { type Outlets, openOutlets } from '#platform/outlets/outlets.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { type Doors, type Page, raised, Visitor } from '#test/support/verdicts.ts';
import { startClockwork } from '../../app/clockwork.ts';
import { type Post, startPost } from './index.ts';
import { noticesStaffDoor } from './staff.tsx';

let county: TestCounty;
let provider: FakeProvider;
let mail: FakePost;
let outlets: Outlets;
let admin: Visitor;
let app: Doors;
let signIn: (login: string) => Promise<Visitor>;
const posts: Post[] = [];
const good = () => ({ status: 200, body: '{"errcode":0,"code":0}' });

beforeAll(async () => {
  county = await testCounty();
  [provider, mail] = await Promise.all([fakeProvider(), fakePost()]);
  outlets = openOutlets({ hosts: new Set(['127.0.0.1']) }, { timeoutMs: 500 });
  const { ports } = county;
  const access = openStaffAccess(ports, { idleMinutes: 10_000_000, absoluteHours: 10_000_000 });
  app = httpFrame({
    log: ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 1,
    sign: (text) => text,
  });
  const staff = new Hono<StaffEnv>();
  staff.use(staffGate({ ...ports, ...access }, { asksFactor: false }));
  staff.route(
    '/',
    noticesStaffDoor(ports, {
      baseUrl: 'https://example.test',
      outlets,
      otherWaysOut: async () => [{ name: { zh: '照片存放', en: 'Files' }, where: 's3.example.test', setting: 'S3_ENDPOINT' }],
    }),
  );
  app.route('/staff', staff as unknown as Doors);
  signIn = async (login) => {
    const me = new Visitor(app, '203.0.113.8');
    me.cookies.set('daodi', (await access.sessions.open(`acc-${login}`)).token);
    return me;
  };
  admin = await signIn('guanli');
});
beforeEach(async () => {
  const tomorrow = new Date(msOf(county.ports.now()) + 86_400_000).toISOString().slice(0, 10);
  county.at(`${tomorrow}T02:00:00.000Z`); // ten in the morning
  provider.received.length = 0;
  provider.answer = good;
  mail.answer = () => null;
  mail.letters.length = 0;
  await county.ports.db.updateTable('outbox').set({ done_at: county.ports.now() }).where('done_at', 'is', null).execute();
  await county.ports.db.deleteFrom('outlet_message').execute();
  await county.ports.db.deleteFrom('outlet').execute();
});
afterAll(async () => {
  await Promise.all(posts.map((post) => post.stop()));
  await provider.close();
  await mail.close();
  await county.close();
});

function worker(more: Partial<Outlets> = {}): Post {
  const post = startPost(
    county.ports,
    { ...outlets, ...more },
    { baseUrl: 'https://example.test', county: () => '示例县', chance: () => 0 },
  );
  posts.push(post);
  return post;
}

async function dispatched(over: Partial<NewConcern> = {}): Promise<string> {
  const { number } = await raised(county, over);
  const outcome = await act(county.ports, county.actor('paidan'), number, {
    do: 'dispatch',
    to: 'housing',
    reason: '职责清单部1',
    copyTo: null,
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return number;
}

const common = { name: '住建局工作群', unitId: 'housing', quietFrom: '22:00', quietTo: '07:00', joinMinutes: '2' };
const secretKey = 'k-very-secret-1';
const wecomAddress = () => `${provider.url}/cgi-bin/webhook/send?key=${secretKey}`;
const idIn = (page: Page): string => /\/staff\/outlets\/([0-9A-Z]{26})\/test/.exec(page.html)?.[1] ?? '';

async function opened(kind = 'wecom', fields: Record<string, string> = { address: wecomAddress() }): Promise<string> {
  const page = await admin.send(`/staff/outlets/new/${kind}`, { ...common, ...fields }, `/staff/outlets/new/${kind}`);
  const id = idIn(page);
  if (id === '') throw new Error(page.html.replace(/<[^>]+>/g, ' '));
  await admin.send(`/staff/outlets/${id}/on`, {}, page);
  return id;
}
const messages = (id: string) =>
  county.ports.db.selectFrom('outlet_message').selectAll().where('outlet_id', '=', id).orderBy('created_at').execute();
const texts = (): string[] => provider.received.map((one) => (JSON.parse(one.body) as { text: { content: string } }).text.content);
/** Hands round, lets the joining time pass, carries. */
async function carried(post = worker()): Promise<void> {
  await post.round();
  await post.idle();
  county.advance(3 * 60_000);
  await post.idle();
}

test('nothing leaves a county that has switched nothing on, and the page says so', async () => {
  await dispatched();
  await carried();
  expect(provider.received).toEqual([]);
  const page = await admin.get('/staff/outlets');
  expect(page.html).toContain('现在什么都不往外发');
  expect(page.html).toContain('s3.example.test');
  for (const kind of ['wecom', 'dingtalk', 'feishu', 'email', 'webhook']) expect(page.html).toContain(`/staff/outlets/new/${kind}`);
});

test('only system administrators see outlets or touch them', async () => {
  const id = await opened();
  for (const login of ['chengban', 'anquan', 'shenji', 'xianban']) {
    const other = await signIn(login);
    expect([login, (await other.get('/staff/outlets')).status, (await other.get(`/staff/outlets/${id}`)).status]).toEqual([
      login,
      403,
      403,
    ]);
    const own = await other.get('/staff/notices/ways');
    expect((await other.send(`/staff/outlets/${id}/off`, {}, own)).status).toBe(403);
  }
  expect((await county.ports.db.selectFrom('outlet').select('is_on').executeTakeFirstOrThrow()).is_on).toBe(true);
});

test('what was typed comes back with its faults, and a saved secret is never shown again', async () => {
  const wrong = await admin.send(
    '/staff/outlets/new/wecom',
    { ...common, name: '', address: 'https://example.test/else', quietFrom: '25:00', joinMinutes: '1x' },
    '/staff/outlets/new/wecom',
  );
  expect(wrong.status).toBe(400);
  for (const words of [
    '请给这个出口起个名字',
    '这不像是这种机器人的网址',
    '时间请写成 22:00',
    'value="https://example.test/else"',
    'value="25:00"',
  ])
    expect(wrong.html).toContain(words);
  const inner = await admin.send('/staff/outlets/new/webhook', { ...common, address: 'https://169.254.169.254/', secret: 'x' }, wrong);
  expect(inner.html).toContain('DAODI_OUTLET_HOSTS');
  expect(inner.html).toContain('whsec_');
  const id = await opened();
  for (const path of [`/staff/outlets/${id}`, '/staff/outlets']) expect((await admin.get(path)).html).not.toContain(secretKey);
  const row = await county.ports.db.selectFrom('outlet').selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(secretKey);
  await admin.send(`/staff/outlets/${id}`, { ...common, name: '新名字' }, `/staff/outlets/${id}`);
  await dispatched();
  await carried();
  expect(provider.received[0]?.path).toBe(`/cgi-bin/webhook/send?key=${secretKey}`);
});

test('a message holds numbers and links, and several notices are one message', async () => {
  const id = await opened();
  const numbers = [await dispatched({ title: '标题不出门（示例）', text: '内容不出门' }), await dispatched(), await dispatched()];
  await carried();
  expect(texts().length).toBe(1);
  for (const number of numbers) expect(texts()[0]).toContain(`${number}\nhttps://example.test/staff/matters/${number}`);
  expect(texts()[0]).toMatch(/^【到底】示例县：3 件/);
  expect(JSON.stringify(provider.received)).not.toMatch(/标题不出门|内容不出门|张示例|1380000|东街/);
  expect((await messages(id)).map((m) => m.state)).toEqual(['sent']);
  expect((await admin.get('/staff/outlets')).html).toMatch(/上次成功/);
});

test('of a sealed matter not even the number leaves', async () => {
  await opened();
  await dispatched({ confidentiality: 'accusation', accusedUnitId: 'east-town' });
  await carried();
  expect(provider.received).toEqual([]);
});

test('another unit has its own outlet; a group hears of its own and of the units below', async () => {
  await opened('wecom', { address: wecomAddress(), unitId: 'civil' });
  await dispatched();
  await carried();
  expect(provider.received).toEqual([]);
});

test('a group of thirty matters stays under the size a robot takes, and says how many more', async () => {
  await opened();
  for (let i = 0; i < 30; i += 1) await dispatched();
  await carried();
  expect(texts()).toHaveLength(1);
  expect(Buffer.byteLength(texts()[0] ?? '')).toBeLessThanOrEqual(2_000);
  expect(texts()[0]).toMatch(/：30 件/);
  expect(texts()[0]).toMatch(/还有 \d+ 件，请登录工作台查看。$/);
});

test.each([
  ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', '机器人不存在'],
  ['wecom', 'ok', '不是这种出口该有的回答'],
  ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', '签名对不上'],
  ['feishu', '{"code":19024,"msg":"Key Words Not Found"}', '关键词'],
] as const)('the test button of %s says in words what came of it (%s)', async (kind, body, words) => {
  const address = {
    wecom: wecomAddress(),
    dingtalk: `${provider.url}/robot/send?access_token=t`,
    feishu: `${provider.url}/open-apis/bot/v2/hook/a1`,
  }[kind];
  const id = await opened(kind, { address, secret: 'SEC1' });
  provider.answer = () => ({ status: 200, body });
  const page = await admin.send(`/staff/outlets/${id}/test`, {}, `/staff/outlets/${id}`);
  expect(page.html).toContain('测试没有成功');
  expect(page.html).toContain(words);
  provider.answer = good;
  const fine = await admin.send(`/staff/outlets/${id}/test`, {}, page);
  expect(fine.html).toContain('测试成功');
  expect(JSON.stringify(provider.received.at(-1))).toContain('测试消息');
});

test('the test of a provider that hangs answers in its time and says so', async () => {
  const id = await opened();
  provider.answer = () => 'hang';
  const began = performance.now();
  const page = await admin.send(`/staff/outlets/${id}/test`, {}, `/staff/outlets/${id}`);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(page.html).toContain('对方没有在规定时间内回答');
});

test('switching off empties the queue, and what follows is not sent either', async () => {
  const id = await opened();
  await dispatched();
  const post = worker();
  await post.round();
  await admin.send(`/staff/outlets/${id}/off`, {}, `/staff/outlets/${id}`);
  await dispatched();
  await carried(post);
  expect(provider.received).toEqual([]);
  expect((await messages(id)).map((m) => [m.state, m.reason])).toEqual([['discarded', 'switched-off']]);
});

test('at night nothing leaves but what must be done within two hours; the rest is one message in the morning', async () => {
  county.at('2027-01-12T15:00:00.000Z'); // 23:00 in Shanghai
  const id = await opened();
  await dispatched();
  await dispatched();
  await carried();
  expect(provider.received).toEqual([]);
  county.at('2027-01-12T22:58:00.000Z');
  await carried(worker());
  expect(provider.received.length).toBe(1);
  expect(texts()[0]).toContain('2 件');
  county.at('2027-01-13T17:00:00.000Z');
  await dispatched({ categoryId: 'safety' });
  await carried();
  expect(provider.received.length).toBe(2);
  expect((await messages(id)).map((m) => m.state)).toEqual(['sent', 'sent']);
});

test('a robot that allows twenty a minute gets twenty a minute, also after a restart', async () => {
  const id = await opened();
  const sendOne = async () => {
    await dispatched();
    const post = worker();
    await post.round();
    await county.ports.db.updateTable('outlet_message').set({ next_at: county.ports.now() }).where('state', '=', 'open').execute();
    await post.idle();
  };
  for (let i = 0; i < 23; i += 1) await sendOne();
  expect(provider.received.length).toBe(20);
  expect((await messages(id)).filter((m) => m.state === 'open')).toHaveLength(1);
  county.advance(61_000);
  await worker().idle();
  expect(provider.received.length).toBe(21);
  expect(texts().at(-1)).toContain('3 件');
});

test('a provider that fails is tried ten times, ever later, then the message lies where people see it; retry and discard', async () => {
  const id = await opened();
  provider.answer = () => ({ status: 500, body: '' });
  const number = await dispatched();
  const post = worker();
  await post.round();
  const waits: number[] = [];
  for (let i = 0; i < 40 && (await messages(id))[0]?.state !== 'dead'; i += 1) {
    const before = provider.received.length;
    county.advance(60_000);
    await post.idle();
    if (provider.received.length > before) waits.push(msOf(county.ports.now()));
    else county.advance(20 * 60_000);
  }
  expect(provider.received.length).toBe(10);
  const gaps = waits.slice(1).map((at, i) => at - (waits[i] ?? 0));
  expect(gaps.at(-1)).toBeGreaterThan(gaps[0] ?? 0);
  const page = await admin.get(`/staff/outlets/${id}`);
  expect(page.html).toContain('没送出去的');
  expect(page.html).toContain('对方服务出错（500）');
  const [dead] = await messages(id);
  const path = `/staff/outlets/${id}/messages/${dead?.id}`;
  expect((await admin.send(`${path}/discard`, { reason: ' ' }, page)).html).toContain('请写明不再发送的原因');
  provider.answer = good;
  await admin.send(`${path}/retry`, {}, page);
  await post.idle();
  expect(texts().at(-1)).toContain(number);
  expect((await admin.send(`${path}/discard`, { reason: '已电话告知' }, page)).html).toContain('已经处理过了');
  expect((await messages(id)).map((m) => m.state)).toEqual(['sent']);
});

test('a plain refusal is not tried again, and can be put aside with a reason', async () => {
  const id = await opened();
  provider.answer = () => ({ status: 200, body: '{"errcode":93000}' });
  await dispatched();
  await carried();
  county.advance(86_400_000);
  await carried();
  expect(provider.received.length).toBe(1);
  const [dead] = await messages(id);
  const done = await admin.send(`/staff/outlets/${id}/messages/${dead?.id}/discard`, { reason: '群已解散' }, `/staff/outlets/${id}`);
  expect(done.html).toContain('已记下，不再发送');
  expect((await messages(id))[0]).toMatchObject({ state: 'discarded', reason: '群已解散' });
});

test('being too quick is not counted as a failure, and the outlet slows down', async () => {
  const id = await opened();
  provider.answer = () => ({ status: 200, body: '{"errcode":45009}' });
  await dispatched();
  const post = worker();
  await carried(post);
  expect((await messages(id))[0]).toMatchObject({ state: 'waiting', attempts: 0 });
  await post.idle();
  expect(provider.received.length).toBe(1);
  provider.answer = good;
  county.advance(61_000);
  await post.idle();
  expect((await messages(id))[0]).toMatchObject({ state: 'sent' });
});

test('a worker that dies while it sends loses nothing: the claim runs out, and the same message leaves under the same id', async () => {
  const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
  const id = await opened('webhook', { address: `${provider.url}/in`, secret });
  const number = await dispatched();
  const dying = worker({ send: () => new Promise(() => undefined) });
  await dying.round();
  county.advance(3 * 60_000);
  void dying.idle();
  await until(async () => (await messages(id))[0]?.claimed_until !== null);
  const other = worker();
  await dispatched();
  await other.round();
  await other.idle();
  expect(provider.received).toEqual([]);
  county.advance(3 * 60_000);
  await other.idle();
  const [first] = await messages(id);
  expect(provider.received.map((one) => one.headers['webhook-id'])).toContain(first?.id);
  expect(provider.received.flatMap((one) => (JSON.parse(one.body) as Pushed).data.matters).filter((m) => m.number === number)).toHaveLength(
    1,
  );
  expect((await messages(id)).map((m) => m.state)).toEqual(['sent', 'sent']);
});
type Pushed = { type: string; data: { matters: { number: string; link: string }[] } };

test('stopping breaks a call off, keeps the message, and does not wait for the other side', async () => {
  const id = await opened();
  provider.answer = () => 'hang';
  await dispatched();
  const post = worker();
  await post.round();
  county.advance(3 * 60_000);
  await post.round();
  await until(async () => provider.received.length > 0);
  const began = performance.now();
  await post.stop();
  expect(performance.now() - began).toBeLessThan(400);
  expect((await messages(id))[0]).toMatchObject({ state: 'waiting', attempts: 0, claimed_until: null });
});

test('providers that hang slow neither the clock nor a page, and hold no connection to the database', async () => {
  for (let i = 0; i < 6; i += 1) await opened('wecom', { ...common, name: `群 ${i}`, address: wecomAddress() });
  provider.answer = () => 'hang';
  await dispatched();
  const slow = openOutlets({ hosts: new Set(['127.0.0.1']) }, { timeoutMs: 4_000 });
  const post = worker({ send: slow.send });
  const clock = startClockwork(county.ports, { everyMs: 1_000_000, post });
  await clock.runOnce();
  county.advance(3 * 60_000);
  await clock.runOnce();
  await until(async () => provider.received.length >= 4);
  expect(provider.received.length).toBe(4); // not more at once
  const chengban = await signIn('chengban');
  const took: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const began = performance.now();
    await clock.runOnce();
    expect((await chengban.get('/staff/notices')).status).toBe(200);
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  expect(took[2]).toBeLessThan(2_000); // the providers hang for four seconds
  expect(county.ports.pool.totalCount - county.ports.pool.idleCount).toBe(0);
  await clock.stop();
});

test('a letter goes to whoever asked for letters, from the server that is set, with numbers and links', async () => {
  const server = {
    host: '127.0.0.1',
    port: String(mail.port),
    security: 'none',
    user: 'u',
    password: ' p w ',
    from: 'daodi@example.test',
    unitId: '',
  };
  const id = await opened('email', { ...common, ...server, domains: 'example.test' });
  const me = await signIn('chengban');
  const elsewhere = await me.send('/staff/notices/ways/mail', { address: 'me@elsewhere.test', on: 'yes' }, '/staff/notices/ways');
  expect(elsewhere.html).toContain('只允许单位邮箱');
  await me.send('/staff/notices/ways/mail', { address: 'me@office.example.test', on: 'yes' }, elsewhere);
  const number = await dispatched();
  await carried();
  expect(mail.letters.map((letter) => letter.to)).toEqual([['me@office.example.test']]);
  const [letter] = mail.letters;
  expect(letter?.user).toBe('u');
  const subject = /^Subject: =\?UTF-8\?B\?(.+?)\?=/m.exec(letter?.data ?? '')?.[1] ?? '';
  expect(Buffer.from(subject, 'base64').toString()).toContain(number.slice(0, 10));
  const body = letter?.data.split('\n\n').slice(1).join('\n\n') ?? '';
  const decoded = /base64/i.test(letter?.data ?? '') ? Buffer.from(body, 'base64').toString() : body;
  expect(decoded).toContain(`https://example.test/staff/matters/${number}`);
  expect(decoded).not.toMatch(/路灯|张示例|东街/);
  // A server that moved never gets the password of the old one.
  const moved = await admin.send(
    `/staff/outlets/${id}`,
    { ...common, ...server, password: '', host: 'mail.example.test', security: 'tls' },
    `/staff/outlets/${id}`,
  );
  expect(moved.html).toContain('旧密码不会送到新的服务器');
  // Taken back: what waits goes nowhere.
  await dispatched();
  const post = worker();
  await post.round();
  await me.send('/staff/notices/ways/mail', { address: '' }, '/staff/notices/ways');
  await carried(post);
  expect(mail.letters).toHaveLength(1);
  expect((await messages(id)).at(-1)).toMatchObject({ state: 'discarded', reason: 'no-address' });
});

test('one bad address does not make the mail server rest for the others', async () => {
  await opened('email', {
    ...common,
    host: '127.0.0.1',
    port: String(mail.port),
    security: 'none',
    from: 'daodi@example.test',
    unitId: '',
  });
  for (const login of ['chengban', 'juzhang']) {
    const me = await signIn(login);
    await me.send('/staff/notices/ways/mail', { address: `${login}@example.test`, on: 'yes' }, '/staff/notices/ways');
  }
  mail.answer = (line) => (line.startsWith('RCPT TO:<chengban') ? '550 5.1.1 nobody' : null);
  await dispatched();
  await carried();
  expect(mail.letters.map((letter) => letter.to)).toEqual([['juzhang@example.test']]);
});

test('an outlet that is removed loses its secret, and its page is gone', async () => {
  const id = await opened();
  const page = await admin.send(`/staff/outlets/${id}/remove`, {}, `/staff/outlets/${id}`);
  expect(page.html).toContain('已删除，密钥一并清除');
  expect((await admin.get(`/staff/outlets/${id}`)).status).toBe(404);
  const row = await county.ports.db.selectFrom('outlet').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ secret_sealed: null, is_on: false });
});

test('every change of an outlet is on record, with who and without secrets', async () => {
  const id = await opened();
  await admin.send(`/staff/outlets/${id}/test`, {}, `/staff/outlets/${id}`);
  const log = await county.ports.db
    .selectFrom('access_log')
    .select(['what', 'account_id', 'why'])
    .where('why', 'like', `%${id}%`)
    .orderBy('id')
    .execute();
  expect(log.map((row) => row.what)).toEqual(['notices-outlet-changed', 'notices-outlet-on', 'notices-outlet-tested']);
  expect(log.every((row) => row.account_id === 'acc-guanli')).toBe(true);
  expect(JSON.stringify(log)).not.toContain(secretKey);
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never came to it');
}

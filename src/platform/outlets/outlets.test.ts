import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { guardedLookup, isInner, readAddress } from './address.ts';
import { type FakePost, type FakeProvider, fakePost, fakeProvider } from './fake-provider.ts';
import { type Outlets, openOutlets, type Parcel } from './outlets.ts';
import { dingtalkSign, feishuSign, looksLikeRobot, robotCall } from './robots.ts';

const policy = { hosts: new Set(['127.0.0.1']) };
const strict = { hosts: new Set<string>() };
const at = Date.parse('2026-11-23T01:00:00.000Z');
let provider: FakeProvider;
let post: FakePost;
let outlets: Outlets;

beforeAll(async () => {
  provider = await fakeProvider();
  post = await fakePost();
  outlets = openOutlets(policy, { timeoutMs: 400 });
});
beforeEach(() => {
  provider.received.length = 0;
  provider.answer = () => ({ status: 200, body: '{"errcode":0,"code":0}' });
  post.answer = () => null;
  post.letters.length = 0;
});
afterAll(async () => {
  await provider.close();
  await post.close();
});

const secret = 'SEC000示例';
const hook = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const wecom = (): Parcel => ({ kind: 'wecom', address: `${provider.url}/cgi-bin/webhook/send?key=k-1`, secret: '', text: '【到底】1 件' });
const dingtalk = (): Parcel => ({ kind: 'dingtalk', address: `${provider.url}/robot/send?access_token=t-1`, secret, text: '【到底】1 件' });
const feishu = (): Parcel => ({ kind: 'feishu', address: `${provider.url}/open-apis/bot/v2/hook/abc-1`, secret, text: '【到底】1 件' });
const webhook = (): Parcel => ({ kind: 'webhook', address: `${provider.url}/in`, secret: hook, id: '01MSG', json: '{"numbers":["D1"]}' });
const letter = (over: Partial<Extract<Parcel, { kind: 'email' }>['server']> = {}): Parcel => ({
  kind: 'email',
  server: { host: '127.0.0.1', port: post.port, security: 'none', user: 'daodi', password: 'p', from: 'daodi@example.test', ...over },
  letter: { id: '01MSG', to: 'a@example.test', subject: '到底：1 件', text: 'D1\nhttps://example.test/staff/matters/D1\n' },
});
const saying = (body: unknown, status = 200) => {
  provider.answer = () => ({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });
};

test('WeCom gets its text and its key in the address, and nothing else', async () => {
  expect(await outlets.send(wecom(), at)).toEqual({ ok: true });
  expect(provider.received[0]?.path).toBe('/cgi-bin/webhook/send?key=k-1');
  expect(JSON.parse(provider.received[0]?.body ?? '')).toEqual({ msgtype: 'text', text: { content: '【到底】1 件' } });
});

test('DingTalk gets timestamp and signature in the address, URL-encoded', async () => {
  expect(await outlets.send(dingtalk(), at)).toEqual({ ok: true });
  const url = new URL(provider.received[0]?.path ?? '', provider.url);
  expect(url.searchParams.get('timestamp')).toBe(String(at));
  const signature = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64');
  expect(url.searchParams.get('sign')).toBe(signature);
  expect(provider.received[0]?.path).toContain(`sign=${encodeURIComponent(signature)}`);
  expect(url.searchParams.get('access_token')).toBe('t-1');
  expect(JSON.parse(provider.received[0]?.body ?? '')).toMatchObject({ msgtype: 'text', text: { content: '【到底】1 件' } });
});

test('Feishu gets timestamp in seconds and the signature of nothing in the body', async () => {
  expect(await outlets.send(feishu(), at)).toEqual({ ok: true });
  expect(JSON.parse(provider.received[0]?.body ?? '')).toEqual({
    timestamp: '1795395600',
    sign: createHmac('sha256', `1795395600\n${secret}`).update('').digest('base64'),
    msg_type: 'text',
    content: { text: '【到底】1 件' },
  });
});

test('signatures stand as the providers compute them', () => {
  // Computed apart with OpenSSL: printf '1599360473\nSECdemo' as key over nothing; 'SECdemo' as key over '1577262236757\nSECdemo'.
  expect(feishuSign('SECdemo', 1599360473)).toBe('UNvK0aHeWrPUMl0ySOUpIoYdvBDU1mnjgkbX5JtMxkk=');
  expect(dingtalkSign('SECdemo', 1577262236757)).toBe('sLRlUUvzoOXn5DR/+o+s6tOqX+bWe3JGaZ7JQ7844l8=');
});

test('without a secret a robot is not signed at all', () => {
  const address = new URL('https://open.feishu.cn/open-apis/bot/v2/hook/a');
  expect(JSON.parse(robotCall('feishu', address, '', 'x', at).json)).toEqual({ msg_type: 'text', content: { text: 'x' } });
  expect(robotCall('dingtalk', new URL('https://oapi.dingtalk.com/robot/send?access_token=t'), '', 'x', at).url.search).toBe(
    '?access_token=t',
  );
});

test('an address is known for the robot it belongs to', () => {
  const know = (kind: 'wecom' | 'dingtalk' | 'feishu', text: string) => looksLikeRobot(kind, new URL(text));
  expect(know('wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1')).toBe(true);
  expect(know('wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send')).toBe(false);
  expect(know('dingtalk', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1')).toBe(false);
  expect(know('dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=1')).toBe(true);
  expect(know('feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/1a-b')).toBe(true);
});

test.each([
  ['wecom', { errcode: 45009, errmsg: 'api freq out of limit' }, 'too-many', 'slow-down'],
  ['wecom', { errcode: 93000, errmsg: 'invalid webhook url' }, 'robot-gone', 'never'],
  ['wecom', { errcode: -1, errmsg: 'system busy' }, 'server-error', 'later'],
  ['wecom', { errcode: 40058, errmsg: 'invalid request parameter' }, 'refused', 'never'],
  ['dingtalk', { errcode: 310000, errmsg: 'sign not match' }, 'signature', 'never'],
  ['dingtalk', { errcode: 310000, errmsg: 'keywords not in content' }, 'keyword', 'never'],
  ['dingtalk', { errcode: 310000, errmsg: 'ip 1.2.3.4 not in whitelist' }, 'not-from-here', 'never'],
  ['dingtalk', { errcode: 130101, errmsg: 'send too fast' }, 'too-many', 'slow-down'],
  ['dingtalk', { errcode: 300005, errmsg: 'token is not exist' }, 'robot-gone', 'never'],
  ['feishu', { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' }, 'signature', 'never'],
  ['feishu', { code: 19022, msg: 'Ip Not Allowed' }, 'not-from-here', 'never'],
  ['feishu', { code: 19024, msg: 'Key Words Not Found' }, 'keyword', 'never'],
  ['feishu', { code: 9499, msg: 'too many request' }, 'too-many', 'slow-down'],
  ['feishu', { code: 11232, msg: 'frequency limited' }, 'too-many', 'slow-down'],
  ['feishu', { code: 19001, msg: 'incoming webhook access token invalid' }, 'robot-gone', 'never'],
] as const)('%s answers 200 and %j, which is a failure', async (kind, answer, fault, retry) => {
  saying(answer);
  const parcel = { wecom, dingtalk, feishu }[kind]();
  expect(await outlets.send(parcel, at)).toMatchObject({ ok: false, fault, retry });
});

test('an answer that is not what was agreed is no success', async () => {
  for (const lie of ['ok', '', '[]', 'null', '{"errcode":"0"}', '{}', '<html>欢迎</html>']) {
    saying(lie);
    expect([lie, await outlets.send(wecom(), at)]).toEqual([lie, expect.objectContaining({ ok: false, fault: 'answer-unreadable' })]);
  }
  saying({ errcode: 0 }, 500);
  expect(await outlets.send(wecom(), at)).toMatchObject({ ok: false, fault: 'server-error', retry: 'later' });
  saying({ errcode: 0 }, 404);
  expect(await outlets.send(wecom(), at)).toMatchObject({ ok: false });
});

test.each([
  ['hang', 'timeout'],
  ['drip', 'timeout'],
  ['pour', 'answer-too-large'],
  ['cut', 'unreachable'],
] as const)('a provider that does "%s" costs its timeout and no more', async (does, fault) => {
  provider.answer = () => does;
  const began = performance.now();
  expect(await outlets.send(feishu(), at)).toMatchObject({ ok: false, fault, retry: 'later' });
  expect(performance.now() - began).toBeLessThan(1_500);
});

test('a redirect is not followed', async () => {
  const other = await fakeProvider();
  provider.answer = () => ({ status: 307, body: '', headers: { Location: `${other.url}/stolen` } });
  expect(await outlets.send(webhook(), at)).toMatchObject({ ok: false, fault: 'redirected', detail: '307' });
  expect(other.received).toEqual([]);
  await other.close();
});

test('nobody listening, and stopping meanwhile, are told apart', async () => {
  const gone = await fakeProvider();
  await gone.close();
  expect(await outlets.send({ ...wecom(), address: `${gone.url}/cgi-bin/webhook/send?key=1` } as Parcel, at)).toMatchObject({
    fault: 'unreachable',
  });
  provider.answer = () => 'hang';
  const stop = new AbortController();
  const sending = outlets.send(wecom(), at, stop.signal);
  stop.abort();
  expect(await sending).toMatchObject({ ok: false, fault: 'stopped' });
});

test('a webhook is signed by the standard, and the id stays the same', async () => {
  expect(await outlets.send(webhook(), at)).toEqual({ ok: true });
  const { headers, body } = provider.received[0] ?? { headers: {} as Record<string, string>, body: '' };
  expect(headers['webhook-id']).toBe('01MSG');
  const signature = createHmac('sha256', Buffer.alloc(32, 9))
    .update(`01MSG.${Math.floor(at / 1000)}.${body}`)
    .digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signature}`);
  saying('', 410);
  expect(await outlets.send(webhook(), at)).toMatchObject({ fault: 'robot-gone', retry: 'never' });
  provider.answer = () => ({ status: 429, body: '', headers: { 'Retry-After': '90' } });
  expect(await outlets.send(webhook(), at)).toMatchObject({ retry: 'slow-down', waitSeconds: 90 });
});

test('a letter arrives whole: sender, receiver, subject, text, its own number', async () => {
  expect(await outlets.send(letter(), at)).toEqual({ ok: true });
  const [one] = post.letters;
  expect(one).toMatchObject({ from: 'daodi@example.test', to: ['a@example.test'], user: 'daodi' });
  expect(one?.data).toMatch(/^Message-ID: <01MSG@example\.test>/m);
  expect(one?.data).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(one?.data).toContain('https://example.test/staff/matters/D1');
});

test.each([
  ['AUTH', '535 5.7.8 no', 'mail-sign-in', 'never'],
  ['RCPT', '550 5.1.1 nobody', 'mail-recipient', 'never'],
  ['RCPT', '450 4.2.0 later', 'mail-refused', 'later'],
  ['END OF DATA', '554 5.7.1 spam', 'mail-refused', 'never'],
  ['END OF DATA', '452 4.2.2 full', 'mail-refused', 'later'],
  ['GREETING', 'hang', 'timeout', 'later'],
  ['END OF DATA', 'hang', 'timeout', 'later'],
  ['MAIL', 'hang', 'timeout', 'later'],
] as const)('a mail server that answers %s with %s', async (command, answer, fault, retry) => {
  post.answer = (line) => (line.startsWith(command) ? answer : null);
  const began = performance.now();
  expect(await outlets.send(letter(), at)).toMatchObject({ ok: false, fault, retry });
  expect(performance.now() - began).toBeLessThan(1_500);
  expect(post.letters).toEqual([]);
});

test('a letter goes without TLS only where the operator named the host, and STARTTLS is not skipped', async () => {
  expect(await openOutlets(strict, { timeoutMs: 400 }).send(letter({ host: 'mail.example.test' }), at)).toMatchObject({
    fault: 'tls',
    retry: 'never',
  });
  expect(await outlets.send(letter({ security: 'starttls' }), at)).toMatchObject({ ok: false, fault: 'tls' });
  expect(post.letters).toEqual([]);
});

test('outlets do not lead inside, whatever the address looks like', async () => {
  for (const [typed, refusal] of [
    ['http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1', 'not-https'],
    ['https://127.0.0.1/x', 'inner-address'],
    ['https://2130706433/x', 'inner-address'],
    ['https://0x7f.1/x', 'inner-address'],
    ['https://[::1]/x', 'inner-address'],
    ['https://[::ffff:10.0.0.1]/x', 'inner-address'],
    ['https://169.254.169.254/latest/meta-data', 'inner-address'],
    ['https://192.168.1.4/x', 'inner-address'],
    ['https://localhost/x', 'inner-address'],
    ['https://me:secret@example.test/x', 'address-with-password'],
    ['ftp://example.test/x', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    ['机器人', 'not-an-address'],
    ['', 'not-an-address'],
  ] as const)
    expect([typed, readAddress(typed, strict)]).toEqual([typed, { ok: false, refusal }]);
  expect(readAddress('https://example.test/x#y', strict)).toMatchObject({ ok: true });
  expect(readAddress('http://10.0.0.5/x', { hosts: new Set(['10.0.0.5']) })).toEqual({ ok: false, refusal: 'not-https' });
  expect(readAddress('https://10.0.0.5/x', { hosts: new Set(['10.0.0.5']) })).toMatchObject({ ok: true });
  const found = await new Promise((resolve) => guardedLookup(strict)('localhost', {}, (error) => resolve(error?.constructor.name)));
  expect(found).toBe('InnerAddress');
  expect(await openOutlets(strict).send(wecom(), at)).toMatchObject({ ok: false, retry: 'never' });
});

test('every address of the private networks counts as inner, every other one does not', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(byte, byte, byte, (a, b, c) => void expect(isInner(`10.${a}.${b}.${c}`) && isInner(`127.${a}.${b}.${c}`)).toBe(true)),
  );
  for (const open of ['1.1.1.1', '120.232.18.1', '2408:8000::1', '172.15.0.1', '172.32.0.1'])
    expect([open, isInner(open)]).toEqual([open, false]);
  for (const no of ['', 'abc', '1.2.3', '::ffff:7f00:1', 'fe80::1', 'fd00::1']) expect([no, isInner(no)]).toEqual([no, true]);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runOn } from '#test/support/database.ts';
import { type IdentityProvider, openIdentityProvider } from '#test/support/identity-provider.ts';
import { openPeopleDoor, type PeopleDoor, testPassword } from '#test/support/people-door.ts';
import { setOpenId } from './sign-in-settings.ts';

const back = 'http://localhost/staff/sign-in/openid/back';
let door: PeopleDoor;
let provider: IdentityProvider;

const switchOn = (over: Partial<{ on: boolean; issuer: string; clientSecret: string }> = {}) =>
  setOpenId(door.ports, null, {
    on: true,
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    label: '县统一身份认证',
    ...over,
  });
const pathOf = (url: string): string => url.slice('http://localhost'.length);

/** Joins the subject to the account through the pages. */
async function join(login: string, subject: string) {
  const b = await door.session(login);
  await b.go('/staff/me');
  const page = await b.send('/staff/me/join');
  provider.who = subject;
  const way = /class="btn" href="(http:\/\/127[^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return b.go(pathOf(await provider.travel(way)));
}

/** To the provider and back, as `subject`; `change` tampers with the address the browser comes back to. */
async function arrive(subject: string, change: (back: URL) => void = () => undefined, b = door.browser()) {
  const away = await b.go('/staff/sign-in/openid?next=%2Fstaff%2Fleave');
  provider.who = subject;
  const url = new URL(await provider.travel(away.to ?? ''));
  change(url);
  return { b, url, answer: await b.go(url.pathname + url.search) };
}

beforeAll(async () => {
  door = await openPeopleDoor();
  provider = await openIdentityProvider(back);
});
afterAll(async () => {
  await provider.stop();
  await door.close();
});
beforeEach(async () => {
  await runOn(
    door.county.ownerUrl,
    'truncate account_link, openid_journey, account_factor, sign_in, throttle, access_log; delete from setting',
  );
});

describe('the county’s identity provider', () => {
  it('is off until switched on: no button, no way there, nothing sent', async () => {
    const b = door.browser();
    expect((await b.go('/staff/sign-in')).html).not.toContain('openid');
    const tried = await b.go('/staff/sign-in/openid');
    expect(tried.to).toContain('refused=openid-off');
    expect((await b.go(tried.to ?? '')).html).toContain('统一认证没有开通');
    expect(await door.ports.db.selectFrom('openid_journey').selectAll().execute()).toEqual([]);
  });

  it('signs in whoever joined their identity before, by its subject, and leads to where they were going', async () => {
    await switchOn();
    expect((await door.browser().go('/staff/sign-in')).html).toContain('县统一身份认证');
    expect((await join('chengban', 'subject-1')).to).toBe('/staff/me?said=done');
    const { b, answer } = await arrive('subject-1');
    expect(answer).toMatchObject({ status: 303, to: '/staff/leave' });
    expect((await b.go('/staff/me')).html).toContain('chengban');
    const logged = await door.ports.db.selectFrom('access_log').select(['what', 'why']).where('what', '=', 'people-signed-in').execute();
    expect(logged).toEqual([{ what: 'people-signed-in', why: 'openid' }]);
  });

  it('an unknown subject makes no account and no session, and is told what to do', async () => {
    await switchOn();
    const before = await door.ports.db.selectFrom('account').select('id').execute();
    const { b, answer } = await arrive('a-stranger');
    expect(answer.to).toBe('/staff/sign-in?refused=openid-unknown');
    expect((await b.go(answer.to ?? '')).html).toContain('还没有和本系统的账号连上');
    expect(b.cookies.has('daodi')).toBe(false);
    expect(await door.ports.db.selectFrom('account').select('id').execute()).toHaveLength(before.length);
  });

  it('a closed account stays closed, and one subject is one account', async () => {
    await switchOn();
    await join('chengban', 'subject-1');
    expect((await join('paidan', 'subject-1')).to).toBe('/staff/me?refused=openid-taken');
    await door.ports.db.updateTable('account').set({ disabled_at: door.ports.now() }).where('id', '=', 'acc-chengban').execute();
    expect((await arrive('subject-1')).answer.to).toContain('openid-unknown');
    await door.ports.db.updateTable('account').set({ disabled_at: null }).execute();
  });

  it('asks for the second step too, where there is one', async () => {
    await switchOn();
    await join('chengban', 'subject-1');
    await door.ports.db
      .insertInto('account_factor')
      .values({ account_id: 'acc-chengban', key_sealed: 'x', confirmed_at: door.ports.now(), pending_sealed: null, pending_at: null })
      .execute();
    const { b, answer } = await arrive('subject-1');
    expect(answer).toMatchObject({ status: 200, html: expect.stringContaining('第二道验证') as string });
    expect(b.cookies.has('daodi')).toBe(false);
  });

  it.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'forged')],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['another code', (url: URL) => url.searchParams.set('code', 'forged')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['an error of the provider', (url: URL) => url.searchParams.set('error', 'access_denied')],
  ])('%s: nobody comes in', async (_name, change) => {
    await switchOn();
    await join('chengban', 'subject-1');
    const { b, answer } = await arrive('subject-1', change);
    expect(answer.to).toContain('refused=openid-refused');
    expect(b.cookies.has('daodi')).toBe(false);
  });

  it('a token with another nonce, or for another verifier, is refused', async () => {
    await switchOn();
    await join('chengban', 'subject-1');
    for (const change of [{ nonce: 'another' }, { verifier: 'v'.repeat(43) }]) {
      const b = door.browser();
      const away = await b.go('/staff/sign-in/openid');
      provider.who = 'subject-1';
      const url = await provider.travel(away.to ?? '');
      await door.ports.db.updateTable('openid_journey').set(change).execute();
      expect((await b.go(pathOf(url))).to).toContain('openid-refused');
    }
  });

  it('a journey is good once, for ten minutes, and in the browser that began it', async () => {
    await switchOn();
    await join('chengban', 'subject-1');
    const { b, url } = await arrive('subject-1');
    b.cookies.delete('daodi');
    expect((await b.go(url.pathname + url.search)).to).toContain('openid-stale');
    const begun = door.browser();
    const away = await begun.go('/staff/sign-in/openid');
    provider.who = 'subject-1';
    const returned = pathOf(await provider.travel(away.to ?? ''));
    expect((await door.browser().go(returned)).to).toContain('openid-stale');
    door.county.advance(11 * 60_000);
    expect((await begun.go(returned)).to).toContain('openid-stale');
  });

  it('down, silent or talking nonsense, it keeps nobody out: the password works, and the page says so', async () => {
    const nonsense = createServer((request, response) => {
      if (request.url?.includes('silent')) return; // never answers
      response.end('<html>not a discovery document</html>');
    });
    await new Promise<void>((resolve) => nonsense.listen(0, '127.0.0.1', resolve));
    const { port } = nonsense.address() as AddressInfo;
    for (const issuer of ['http://127.0.0.1:1', `http://127.0.0.1:${port}`]) {
      await switchOn({ issuer });
      const b = door.browser();
      const tried = await b.go('/staff/sign-in/openid?next=%2Fstaff%2Fme');
      expect(tried.to).toBe('/staff/sign-in?refused=openid-down&next=%2Fstaff%2Fme');
      expect((await b.go(tried.to ?? '')).html).toContain('这条路一直可用');
      expect((await b.send('/staff/sign-in', { next: '/staff/me', login: 'paidan', password: testPassword })).to).toBe('/staff/me');
    }
    nonsense.closeAllConnections();
    nonsense.close();
  });

  it('a wrong client secret is found out at the end, and nobody comes in', async () => {
    await switchOn();
    await join('chengban', 'subject-1');
    await switchOn({ clientSecret: 'wrong' });
    expect((await arrive('subject-1')).answer.to).toContain('openid-refused');
  });

  it('can be parted from one’s account again', async () => {
    await switchOn();
    await join('chengban', 'subject-1');
    const b = await door.session('chengban');
    expect((await b.go('/staff/me')).html).toContain(`已连上 ${provider.issuer}`);
    expect((await b.send('/staff/me/part')).to).toBe('/staff/me?said=done');
    expect((await arrive('subject-1')).answer.to).toContain('openid-unknown');
  });
});

describe('its settings', () => {
  it('are refused with one sentence each, keep what was typed but the secret, and never show the secret', async () => {
    await door.ports.db
      .insertInto('account_factor')
      .values({ account_id: 'acc-anquan', key_sealed: 'x', confirmed_at: door.ports.now(), pending_sealed: null, pending_at: null })
      .execute();
    const b = await door.session('anquan');
    await b.go('/staff/admin/sign-in');
    const fields = { on: 'yes', issuer: 'http://sso.example', clientId: 'daodi', clientSecret: 'top-secret-words', label: '' };
    for (const [over, says] of [
      [{}, '必须用 https'],
      [{ issuer: 'sso' }, '地址要写全'],
      [{ issuer: 'https://user:pw@sso.example' }, '地址要写全'],
      [{ issuer: 'javascript:alert(1)' }, '地址要写全'],
      [{ issuer: 'https://sso.example', clientId: ' ' }, '客户端编号'],
    ] as const) {
      const answer = await b.send('/staff/admin/sign-in/openid', { ...fields, ...over });
      expect(answer.status).toBe(400);
      expect(answer.html).toContain(says);
      expect(answer.html).not.toContain('top-secret-words');
    }
    expect((await b.send('/staff/admin/sign-in/openid', { ...fields, issuer: 'https://sso.example' })).status).toBe(303);
    const kept = JSON.stringify(await door.ports.db.selectFrom('setting').selectAll().execute());
    expect(kept).not.toContain('top-secret-words');
    expect((await b.go('/staff/admin/sign-in')).html).not.toContain('top-secret-words');
  });

  it('the test button reads the provider’s description and says whether it was reached', async () => {
    await door.ports.db
      .insertInto('account_factor')
      .values({ account_id: 'acc-anquan', key_sealed: 'x', confirmed_at: door.ports.now(), pending_sealed: null, pending_at: null })
      .execute();
    const b = await door.session('anquan');
    await switchOn({ on: false });
    await b.go('/staff/admin/sign-in');
    expect((await b.send('/staff/admin/sign-in/test')).html).toContain(`连上了：${provider.issuer}`);
    await switchOn({ on: false, issuer: 'http://127.0.0.1:1' });
    expect(await b.send('/staff/admin/sign-in/test')).toMatchObject({ status: 400, html: expect.stringContaining('连不上') as string });
  });
});

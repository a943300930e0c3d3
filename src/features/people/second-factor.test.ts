import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { msOf } from '#core/time/day.ts';
import { runOn } from '#test/support/database.ts';
import { openPeopleDoor, type PeopleDoor, testPassword } from '#test/support/people-door.ts';
import { forgetDirectory } from './directory.ts';
import { resetFactor } from './second-factor.ts';
import { setFactorRoles } from './sign-in-settings.ts';

const start = '2026-11-23T01:00:00.000Z';
let door: PeopleDoor;
const codeOf = (key: string, seconds = 0): string => generateSync({ secret: key, epoch: msOf(door.ports.now()) / 1000 + seconds });
const minutes = (n: number) => door.county.advance(n * 60_000);

beforeAll(async () => {
  door = await openPeopleDoor();
});
afterAll(() => door.close());
beforeEach(async () => {
  door.county.at(start);
  await runOn(
    door.county.ownerUrl,
    'truncate account_factor, recovery_code, sign_in_step, sign_in, throttle, access_log; delete from setting',
  );
  forgetDirectory(door.ports.db);
});

/** Sets the second step up through the pages; the key and the ten recovery codes. */
async function setUp(login: string) {
  const b = door.browser();
  expect((await b.signIn(login)).status).toBe(303);
  await b.go('/staff/second-factor');
  expect((await b.send('/staff/second-factor/begin')).to).toBe('/staff/second-factor');
  const page = await b.go('/staff/second-factor');
  const key = /<code class="key">([A-Z2-7 ]+)<\/code>/.exec(page.html)?.[1]?.replaceAll(' ', '') ?? '';
  expect(key).toHaveLength(32);
  const done = await b.send('/staff/second-factor/confirm', { code: codeOf(key) });
  const recovery = [...done.html.matchAll(/<code>([0-9A-Z]{5}-[0-9A-Z]{5})<\/code>/g)].map((match) => match[1] ?? '');
  return { b, key, recovery };
}

describe('an administrator', () => {
  it('sees nothing before the second step is set up, whatever the county has set, and everything after', async () => {
    const b = door.browser();
    await b.signIn('guanli', testPassword, '/staff/people');
    for (const path of ['/staff/people', '/staff/units', '/staff/me'])
      expect(await b.go(path)).toMatchObject({ status: 303, to: '/staff/second-factor' });
    const page = await b.go('/staff/second-factor');
    expect(page.html).toContain('您的岗位要先设好第二道验证');
    expect((await b.send('/staff/people/new', { name: '示例', login: 'x1' })).to).toBe('/staff/second-factor');
    const { b: later, recovery } = await setUp('guanli');
    expect(new Set(recovery).size).toBe(10);
    expect((await later.go('/staff/people')).status).toBe(200);
    await later.go('/staff/second-factor');
    expect((await later.send('/staff/second-factor/drop', { dropCode: recovery[0] ?? '' })).html).toContain('不能取消');
  });

  it('may still sign out instead', async () => {
    const b = door.browser();
    await b.signIn('guanli');
    await b.go('/staff/second-factor');
    expect((await b.send('/staff/sign-out')).to).toBe('/staff/sign-in');
  });
});

describe('signing in with the second step', () => {
  it('needs the password and then the code of now; the password alone opens no session', async () => {
    const { key } = await setUp('chengban');
    minutes(1);
    const b = door.browser();
    const half = await b.signIn('chengban');
    expect(half.status).toBe(200);
    expect(half.html).toContain('第二道验证');
    expect(b.cookies.has('daodi')).toBe(false);
    expect((await b.enterCode(codeOf(key))).to).toBe('/staff/me');
    expect((await b.go('/staff/me')).html).toContain('Firefox · Windows');
  });

  it('takes a code once: the same one again, and an older one, are refused', async () => {
    const { key } = await setUp('chengban');
    minutes(1);
    const [first, second] = [door.browser(), door.browser()];
    const code = codeOf(key);
    await first.signIn('chengban');
    expect((await first.enterCode(code)).status).toBe(303);
    await second.signIn('chengban');
    expect(await second.enterCode(code)).toMatchObject({ status: 401, html: expect.stringContaining('已经用过') as string });
    expect((await second.enterCode(codeOf(key, -30))).status).toBe(401);
    minutes(1);
    expect((await second.enterCode(codeOf(key))).status).toBe(303);
  });

  it('of two browsers with the same code at the same moment, one comes in', async () => {
    const { key } = await setUp('chengban');
    minutes(1);
    const both = [door.browser(), door.browser()];
    for (const b of both) await b.signIn('chengban');
    const answers = await Promise.all(both.map((b) => b.enterCode(codeOf(key))));
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 401]);
  });

  it('forgives a phone whose clock is half a minute off, either way, and no more', async () => {
    const { key } = await setUp('chengban');
    for (const [off, status] of [
      [-60, 401],
      [60, 401],
      [-30, 303],
      [30, 303],
    ] as const) {
      minutes(3);
      const b = door.browser();
      await b.signIn('chengban');
      expect((await b.enterCode(codeOf(key, off))).status, `${off} s`).toBe(status);
    }
  });

  it('takes each recovery code once, however it is written, and counts them down', async () => {
    const { recovery } = await setUp('chengban');
    const [code = ''] = recovery;
    const b = door.browser();
    await b.signIn('chengban');
    expect((await b.enterCode(code.toLowerCase().replace('-', ' '))).status).toBe(303);
    expect((await b.go('/staff/second-factor')).html).toContain('9 个（共 10 个）');
    const again = door.browser();
    await again.signIn('chengban');
    expect((await again.enterCode(code)).status).toBe(401);
    const rows = await door.ports.db.selectFrom('recovery_code').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code.slice(0, 5));
  });

  it('locks after five wrong codes for fifteen minutes, also for the right one and for a new try with the password', async () => {
    const { key } = await setUp('chengban');
    minutes(1);
    const b = door.browser();
    await b.signIn('chengban');
    for (const code of ['000000', 'abc', '', '12345', '7K2QX-M94TD']) expect((await b.enterCode(code)).status).toBe(401);
    expect(await b.enterCode(codeOf(key))).toMatchObject({ status: 429, html: expect.stringContaining('15 分钟后再试') as string });
    const other = door.browser('10.0.0.9');
    await other.signIn('chengban');
    expect((await other.enterCode(codeOf(key))).status).toBe(429);
    minutes(15);
    await other.signIn('chengban');
    expect((await other.enterCode(codeOf(key))).status).toBe(303);
  });

  it('the half way ends after ten minutes, and a forged one opens nothing', async () => {
    const { key } = await setUp('chengban');
    const b = door.browser();
    await b.signIn('chengban');
    minutes(11);
    const late = await b.enterCode(codeOf(key));
    expect(late).toMatchObject({ status: 303, to: '/staff/sign-in?refused=step-over' });
    expect((await b.go(late.to ?? '')).html).toContain('已经超过 10 分钟');
    const forged = await b.send('/staff/sign-in/code', { step: 'a'.repeat(43), code: codeOf(key), next: '/staff' });
    expect(forged.to).toBe('/staff/sign-in?refused=step-over');
  });

  it('keeps over both steps what a session that ended had not taken', async () => {
    const { b, key } = await setUp('chengban');
    await b.go('/staff/leave');
    const token = b.hidden('csrf');
    b.cookies.delete('daodi');
    const ended = await b.send('/staff/leave', { csrf: token, reason: '探亲，下周一回来上班，请小王多费心' });
    expect(ended).toMatchObject({ status: 401, html: expect.stringContaining('您刚才写的都还在') as string });
    minutes(1);
    const half = await b.send('/staff/sign-in', { next: '/staff', kept: b.hidden('kept'), login: 'chengban', password: testPassword });
    expect(half.html).toContain('第二道验证');
    expect((await b.enterCode('000000')).status).toBe(401);
    expect((await b.enterCode(codeOf(key))).html).toContain('探亲，下周一回来上班');
  });
});

describe('setting it up', () => {
  it('a wrong first code changes nothing and asks again with the same key', async () => {
    const b = door.browser();
    await b.signIn('chengban');
    await b.go('/staff/second-factor');
    await b.send('/staff/second-factor/begin');
    const before = await b.go('/staff/second-factor');
    const answer = await b.send('/staff/second-factor/confirm', { code: '000000' });
    expect(answer).toMatchObject({ status: 400, html: expect.stringContaining('验证码不对') as string });
    expect(/class="key">([^<]+)/.exec(answer.html)?.[1]).toBe(/class="key">([^<]+)/.exec(before.html)?.[1]);
    expect((await door.browser().signIn('chengban')).status).toBe(303);
  });

  it('another phone needs a code of the old one first, and the old one works until the new one is proved', async () => {
    const { b, key, recovery } = await setUp('chengban');
    await b.go('/staff/second-factor');
    expect((await b.send('/staff/second-factor/begin', { otherCode: '123456' })).status).toBe(400);
    expect((await b.send('/staff/second-factor/begin', { otherCode: recovery[1] ?? '' })).status).toBe(303);
    minutes(1);
    const meanwhile = door.browser();
    await meanwhile.signIn('chengban');
    expect((await meanwhile.enterCode(codeOf(key))).status).toBe(303);
    const page = await b.go('/staff/second-factor');
    const fresh = /class="key">([A-Z2-7 ]+)</.exec(page.html)?.[1]?.replaceAll(' ', '') ?? '';
    expect(fresh).not.toBe(key);
    expect((await b.send('/staff/second-factor/confirm', { code: codeOf(fresh) })).html).toContain('10 个恢复码');
    minutes(1);
    const after = door.browser();
    await after.signIn('chengban');
    expect((await after.enterCode(codeOf(key))).status).toBe(401);
    expect((await after.enterCode(codeOf(fresh))).status).toBe(303);
  });

  it('the key lies sealed in the database, and a value moved to another account does not open', async () => {
    const { key } = await setUp('chengban');
    const [row] = await door.ports.db.selectFrom('account_factor').selectAll().execute();
    expect(JSON.stringify(row)).not.toContain(key);
    expect(row?.key_sealed).toMatch(/^s1\.intl\./);
    await door.ports.db
      .insertInto('account_factor')
      .values({ ...row, account_id: 'acc-shiqiao', last_step: 0 } as never)
      .execute();
    const b = door.browser();
    await b.signIn('shiqiao');
    expect((await b.enterCode(codeOf(key))).status).toBe(500);
  });

  it('new recovery codes make the old ones void', async () => {
    const { b, key, recovery } = await setUp('chengban');
    minutes(1);
    await b.go('/staff/second-factor');
    const done = await b.send('/staff/second-factor/renew', { renewCode: codeOf(key) });
    expect(done.html).not.toContain(recovery[0]);
    const other = door.browser();
    await other.signIn('chengban');
    expect((await other.enterCode(recovery[0] ?? '')).status).toBe(401);
  });
});

describe('phone and paper both lost', () => {
  it('the security administrator resets it, it is logged, and every session ends; nobody else may, nor for themselves', async () => {
    const { b: lost } = await setUp('chengban');
    const { b: security } = await setUp('anquan');
    const { b: system } = await setUp('guanli');
    await system.go('/staff/people/acc-chengban');
    expect((await system.send('/staff/people/acc-chengban/reset-factor')).html).toContain('只有安全管理员能办');
    await security.go('/staff/people/acc-anquan');
    expect((await security.send('/staff/people/acc-anquan/reset-factor')).status).toBe(400);
    const page = await security.go('/staff/people/acc-chengban');
    expect(page.html).toContain('重设第二道验证');
    expect((await security.send('/staff/people/acc-chengban/reset-factor')).status).toBe(303);
    expect((await lost.go('/staff/me')).status).toBe(303);
    expect((await door.browser().signIn('chengban')).status).toBe(303);
    const logged = await door.ports.db
      .selectFrom('access_log')
      .select(['account_id', 'why'])
      .where('what', '=', 'people-factor-reset')
      .execute();
    expect(logged).toEqual([{ account_id: 'acc-anquan', why: 'chengban' }]);
    expect(await resetFactor(door.ports, null, 'acc-chengban')).toEqual({ ok: false, refusal: 'factor-missing' });
  });
});

describe('what the county asks for', () => {
  it('posts ticked by the security administrator must set it up; the others need not, and only that administrator may tick', async () => {
    const { b: security } = await setUp('anquan');
    await security.go('/staff/admin/sign-in');
    expect((await security.send('/staff/admin/sign-in/factor', { roles: ['handler', 'nonsense'] })).to).toBe(
      '/staff/admin/sign-in?saved=1',
    );
    const b = door.browser();
    await b.signIn('chengban');
    expect((await b.go('/staff/me')).to).toBe('/staff/second-factor');
    const other = door.browser();
    await other.signIn('paidan');
    expect((await other.go('/staff/me')).status).toBe(200);
    expect((await other.go('/staff/admin/sign-in')).status).toBe(403);
    const { b: system } = await setUp('guanli');
    expect((await system.go('/staff/admin/sign-in')).html).toContain('您可以看，不能改');
    expect((await system.send('/staff/admin/sign-in/factor', { roles: [] })).html).toContain('只有安全管理员能办');
    expect(await setFactorRoles(door.ports, null, ['audit', 'handler'])).toEqual({ ok: true });
  });
});

describe('one’s own sessions', () => {
  it('are listed to their owner alone, and the others end by a press', async () => {
    const [desk, phone, colleague] = [door.browser(), door.browser('39.10.1.1'), door.browser()];
    await desk.signIn('paidan');
    minutes(5);
    await phone.signIn('paidan');
    await colleague.signIn('chengban');
    const page = await desk.go('/staff/me');
    expect(page.html.match(/Firefox · Windows/g)).toHaveLength(2);
    expect(page.html).toContain('外部网络');
    expect(page.html).toContain('就是这里');
    const id = /name="id" value="([0-9a-f]{32})"/.exec(page.html)?.[1] ?? '';
    await colleague.go('/staff/me');
    expect(await colleague.send('/staff/me/end-session', { id })).toMatchObject({
      status: 400,
      html: expect.stringContaining('已经结束') as string,
    });
    expect((await phone.go('/staff/me')).status).toBe(200);
    await desk.go('/staff/me');
    expect((await desk.send('/staff/me/end-session', { id })).to).toBe('/staff/me?said=ended');
    expect((await phone.go('/staff/me')).status).toBe(303);
    await phone.signIn('paidan');
    await desk.go('/staff/me');
    await desk.send('/staff/me/end-others');
    expect((await phone.go('/staff/me')).status).toBe(303);
    expect((await desk.go('/staff/me')).status).toBe(200);
    expect(JSON.stringify(await door.ports.db.selectFrom('sign_in').selectAll().execute())).not.toContain('39.10');
  });
});

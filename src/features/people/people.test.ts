import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '#core/matter/events.ts';
import { testClock } from '#platform/clock.ts';
import type { Tables } from '#platform/db/tables.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { ulids } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { columnSecrets } from '#platform/secrets.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { runOn, type TestDatabase, testDatabase } from '#test/support/database.ts';
import { createUser, makeSetupLink, type PeoplePorts } from './index.ts';
import { peopleStaffDoor } from './staff.tsx';
import { peopleSignInDoor, staffGate } from './staff-sign-in.tsx';

const start = '2026-11-23T01:00:00.000Z';
const password = '石桥路灯今年春天都亮了';
const clock = testClock(start);
let base: TestDatabase<Tables>;
let ports: PeoplePorts;
let released: { accountId: string; unitId: string }[] = [];
let app: ReturnType<typeof build>;

function build(baseUrl: string | null = null) {
  const frame = httpFrame({
    log: createLog({ level: 'silent' }),
    site: () => ({ county: '示例县', phone: '12345' }),
    baseUrl,
    trustedProxies: 1,
    sign: (text) => Buffer.from(`signed ${text}`).toString('base64url'),
  });
  frame.route('/', peopleSignInDoor(ports));
  frame.use('/staff/*', staffGate(ports, { asksFactor: false })); // the second step has its own tests: accounts.test.ts
  frame.post('/staff/note', (c) => c.text(`noted: ${JSON.stringify((c.get('form' as never) as { fields: unknown }).fields)}`));
  frame.route(
    '/staff',
    peopleStaffDoor({
      ...ports,
      releaseMatters: async () => {
        released = await base.db.selectFrom('leaving').select(['account_id as accountId', 'unit_id as unitId']).execute();
        return released.length;
      },
      openMattersOf: async () => [],
    }),
  );
  return frame;
}

/** A browser without scripts: keeps cookies, and sends the hidden fields of the last page. */
function browser(on: { request: ReturnType<typeof build>['request'] } = app, address = '10.0.0.1') {
  const cookies = new Map<string, string>();
  let html = '';
  const go = async (path: string, init: RequestInit = {}) => {
    const headers = {
      ...(init.headers as Record<string, string>),
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-forwarded-for': address,
    };
    const answer = await on.request(path, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    html = await answer.text();
    return { status: answer.status, html, to: answer.headers.get('location'), headers: answer.headers };
  };
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? '';
  const post = (path: string, fields: Record<string, string | string[]>) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return go(path, { method: 'POST', body: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  };
  const signIn = async (login: string, word = password) => {
    await go('/staff/sign-in');
    return post('/staff/sign-in', { csrf: hidden('csrf'), next: '/staff/people', login, password: word });
  };
  return {
    go,
    post,
    signIn,
    hidden,
    cookies,
    send: (path: string, fields: Record<string, string | string[]>) => post(path, { csrf: hidden('csrf'), ...fields }),
  };
}

async function person(login: string, roles: readonly Role[], unitId = 'county'): Promise<string> {
  const done = await createUser(ports, null, { login, name: `${login}示例`, unitId, roles, password, mustChange: false });
  if (!done.ok) throw new Error(done.refusal);
  return done.accountId;
}

async function as(login: string) {
  const b = browser();
  expect((await b.signIn(login)).status).toBe(303);
  return b;
}

beforeAll(async () => {
  base = await testDatabase<Tables>();
});
afterAll(() => base.close());
beforeEach(async () => {
  clock.setTo(start);
  released = [];
  await runOn(
    base.ownerUrl,
    'truncate unit, place, account, post, sign_in, api_token, setup_link, duty_entry, throttle, access_log, category, setting cascade',
  );
  ports = {
    db: base.db,
    now: clock,
    newId: ulids(clock),
    secrets: columnSecrets([Buffer.alloc(32, 7)], 'intl'),
    ...openStaffAccess({ db: base.db, now: clock }),
  };
  (await import('./directory.ts')).forgetDirectory(base.db);
  await base.db
    .insertInto('unit')
    .values([
      { id: 'county', kind: 'county', name: '示例县', short_name: '示例县', is_hotline: true },
      { id: 'water', parent_id: 'county', kind: 'department', name: '示例县水务局', short_name: '水务局' },
      { id: 'east', parent_id: 'county', kind: 'township', name: '示例东镇', short_name: '东镇' },
    ])
    .execute();
  app = build();
});

describe('signing in', () => {
  it('opens the staff door, and the page says who is there', async () => {
    await person('sys', ['systemAdmin']);
    const b = browser();
    expect(await b.go('/staff/people')).toMatchObject({ status: 303, to: '/staff/sign-in?next=%2Fstaff%2Fpeople' });
    expect(await b.signIn('SYS')).toMatchObject({ status: 303, to: '/staff/people' });
    const page = await b.go('/staff/people');
    expect(page.html).toContain('示例县 · sys示例');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('gives every browser a new token and ends the one it came with (fixation)', async () => {
    await person('sys', ['systemAdmin']);
    const attacker = await as('sys');
    const planted = attacker.cookies.get('daodi') ?? '';
    const victim = browser();
    victim.cookies.set('daodi', planted);
    await victim.signIn('sys');
    expect(victim.cookies.get('daodi')).not.toBe(planted);
    expect((await attacker.go('/staff/people')).status).toBe(303);
    const made = browser();
    made.cookies.set('daodi', 'a'.repeat(43));
    await made.signIn('sys');
    expect(made.cookies.get('daodi')).not.toBe('a'.repeat(43));
  });

  it('the cookie is out of reach of scripts and other sites, and bound to TLS where there is TLS', async () => {
    await person('sys', ['systemAdmin']);
    const b = browser(build('https://daodi.example'));
    const done = await b.signIn('sys');
    const cookie = done.headers.getSetCookie().find((line) => line.startsWith('__Host-daodi=')) ?? '';
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/']) expect(cookie).toContain(part);
  });

  it('says the same of an unknown name, a wrong password, a disabled account and one without a password', async () => {
    await person('real', ['handler']);
    const gone = await person('gone', ['handler']);
    await base.db.updateTable('account').set({ disabled_at: start }).where('id', '=', gone).execute();
    await base.db.insertInto('account').values({ id: 'bare', login: 'bare', name: '示例', unit_id: 'county', created_at: start }).execute();
    const answers = new Set<string>();
    for (const [login, word] of [
      ['real', 'wrong password'],
      ['nobody', password],
      ['gone', password],
      ['bare', password],
      ["' or '1'='1", password],
    ] as const) {
      const answer = await browser().signIn(login, word);
      expect(answer.status).toBe(401);
      expect(answer.html).toContain('账号或密码不对');
      answers.add(answer.html.replace(/name="csrf" value="[^"]*"/g, '').replace(/name="login"[^>]*value="[^"]*"/g, ''));
    }
    expect(answers.size).toBe(1);
  });

  it('five wrong passwords lock the name for fifteen minutes, known or not; the right one does not open it before', async () => {
    await person('real', ['handler']);
    for (const login of ['real', 'nobody']) {
      for (let i = 0; i < 5; i += 1) expect((await browser().signIn(login, 'wrong password')).status).toBe(401);
      expect(await browser().signIn(login)).toMatchObject({ status: 429, html: expect.stringContaining('15 分钟后再试') as string });
    }
    clock.advance({ minutes: 15 });
    expect((await browser().signIn('real')).status).toBe(303);
  });

  it('one address that walks through the names is stopped, others are not', async () => {
    await person('real', ['handler']);
    for (let i = 0; i < 60; i += 1) await ports.tries.count({ what: 'sign-in-address', of: '10.9.9.9' }, { limit: 60, minutes: 15 });
    expect((await browser(app, '10.9.9.9').signIn('real')).status).toBe(429);
    expect((await browser(app, '10.9.9.8').signIn('real')).status).toBe(303);
  });

  it('is written down, success and failure, without the address', async () => {
    await person('real', ['handler']);
    await browser().signIn('real', 'wrong password');
    await browser().signIn('real');
    const rows = await base.db
      .selectFrom('access_log')
      .select(['what', 'account_id', 'address_class'])
      .where('what', 'like', 'people-sign%')
      .orderBy('id')
      .execute();
    expect(rows.map((row) => [row.what, row.account_id !== null, row.address_class])).toEqual([
      ['people-sign-in-failed', true, 'inside'],
      ['people-signed-in', true, 'inside'],
    ]);
  });

  it('leads only to our own pages afterwards', async () => {
    await person('real', ['handler']);
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/staff//evil.example\\@x',
      '/staff\\evil',
      'javascript:alert(1)',
      '/staffevil.example',
    ]) {
      const b = browser();
      await b.go('/staff/sign-in');
      const done = await b.send('/staff/sign-in', { next, login: 'real', password });
      expect(done.to?.startsWith('/staff') && !done.to.includes('\\') && done.to !== '/staffevil.example', next).toBe(true);
    }
  });

  it('ends by signing out, and the old cookie opens nothing', async () => {
    await person('real', ['handler']);
    const b = await as('real');
    const old = b.cookies.get('daodi') ?? '';
    await b.go('/staff/units');
    expect((await b.send('/staff/sign-out', {})).to).toBe('/staff/sign-in');
    b.cookies.set('daodi', old);
    expect((await b.go('/staff/units')).status).toBe(303);
  });
});

describe('a form of somebody signed in', () => {
  it('is refused without its token, with another person’s, and from another site; nothing happens', async () => {
    await person('sys', ['systemAdmin']);
    await person('other', ['systemAdmin']);
    const [b, other] = [await as('sys'), await as('other')];
    await other.go('/staff/units');
    const fields = { kind: 'department', parentId: 'county', name: '示例局' };
    for (const csrf of ['', 'x', other.hidden('csrf')]) expect((await b.post('/staff/units', { ...fields, csrf })).status).toBe(403);
    await b.go('/staff/units');
    const body = new URLSearchParams({ ...fields, csrf: b.hidden('csrf') }).toString();
    const foreign = await b.go('/staff/units', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    expect(await base.db.selectFrom('unit').select('id').execute()).toHaveLength(3);
    await b.go('/staff/units');
    expect((await b.send('/staff/units', fields)).status).toBe(303);
  });

  it('that comes after the idle log-out is kept over the new sign-in, and sent only by a click', async () => {
    await person('real', ['handler']);
    const b = await as('real');
    await b.go('/staff/units');
    clock.advance({ minutes: 16 });
    const late = await b.send('/staff/note', { words: '已到现场，灯杆要换：<b>两根</b>', password: 'my secret words' });
    expect(late.status).toBe(401);
    expect(late.html).toContain('您刚才写的都还在');
    expect(late.html).not.toContain('my secret words');
    const wrong = await b.send('/staff/sign-in', { kept: b.hidden('kept'), next: '/staff', login: 'real', password: 'wrong password' });
    expect(wrong.html).toContain('灯杆要换');
    const back = await b.send('/staff/sign-in', { kept: b.hidden('kept'), next: '/staff', login: 'real', password });
    expect(back.status).toBe(200);
    expect(back.html).toContain('action="/staff/note"');
    expect(back.html).not.toContain('<b>两根</b>');
    const sent = await b.send('/staff/note', { words: '已到现场，灯杆要换：<b>两根</b>' });
    expect(sent.html).toContain('noted:');
  });

  it('kept for a path that is not ours is not sent there', async () => {
    await person('real', ['handler']);
    const b = browser();
    await b.go('/staff/sign-in');
    const kept = JSON.stringify({ path: 'https://evil.example/staff', typed: { words: 'x' } });
    expect(await b.send('/staff/sign-in', { kept, next: '/staff', login: 'real', password })).toMatchObject({ status: 303, to: '/staff' });
  });
});

describe('the set-up link', () => {
  const admin = { county: '示例县', name: '王示例', login: 'first', password, again: password };
  const empty = () => runOn(base.ownerUrl, 'truncate unit, account, post cascade');

  it('makes the first administrator and the county, once', async () => {
    await empty();
    const link = await makeSetupLink(ports);
    if (!link.ok) throw new Error(link.refusal);
    const b = browser();
    expect((await b.go(link.path)).html).toContain('设置第一位系统管理员');
    expect(await b.send(link.path, admin)).toMatchObject({ status: 303, to: '/staff/sign-in?next=/staff/admin/set-up' });
    expect((await browser().go(link.path)).status).toBe(410);
    expect((await b.signIn('first')).status).toBe(303);
    expect((await b.go('/staff/units')).html).toContain('受理派单');
    expect(await makeSetupLink(ports)).toEqual({ ok: false, refusal: 'set-up-done' });
  });

  it('is over after thirty minutes, when a newer one was made, and when it is guessed', async () => {
    await empty();
    const [one, two] = [await makeSetupLink(ports), await makeSetupLink(ports)];
    if (!one.ok || !two.ok) throw new Error('no link');
    expect((await browser().go(one.path)).status).toBe(410);
    expect((await browser().go('/set-up/guess')).status).toBe(410);
    const b = browser();
    expect((await b.go(two.path)).status).toBe(200);
    clock.advance({ minutes: 30 });
    expect((await b.send(two.path, admin)).status).toBe(410);
    expect(await base.db.selectFrom('account').select('id').execute()).toEqual([]);
  });

  it('of two who use it at once, one becomes administrator', async () => {
    await empty();
    const link = await makeSetupLink(ports);
    if (!link.ok) throw new Error(link.refusal);
    const two = [browser(), browser()];
    for (const b of two) await b.go(link.path);
    const answers = await Promise.all(two.map((b, i) => b.send(link.path, { ...admin, login: `admin${i}` })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 400]);
    expect(await base.db.selectFrom('account').select('id').execute()).toHaveLength(1);
  });

  it('keeps what was typed but the password, and says what is missing', async () => {
    await empty();
    const link = await makeSetupLink(ports);
    if (!link.ok) throw new Error(link.refusal);
    const b = browser();
    await b.go(link.path);
    const answer = await b.send(link.path, { ...admin, password: 'password123', again: 'password123' });
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('这个密码太常见');
    expect(answer.html).toContain('value="王示例"');
    expect(answer.html).not.toContain('password123');
  });
});

describe('accounts and posts', () => {
  it('a new person must choose an own password before anything else', async () => {
    await person('sec', ['securityAdmin']);
    const b = await as('sec');
    await b.go('/staff/people/new');
    const made = await b.send('/staff/people/new', {
      login: 'ＺＨＡＯ',
      name: '赵示例',
      unitId: 'water',
      roles: ['handler', 'callback'],
      password: '先给您的初始密码一二三',
    });
    expect(made.to).toBe('/staff/people?created=1');
    const page = await b.go('/staff/people');
    expect(page.html).toMatch(/赵示例[\s\S]*ZHAO[\s\S]*示例县水务局[\s\S]*承办、回访/);
    const zhao = browser();
    expect((await zhao.signIn('zhao', '先给您的初始密码一二三')).to).toBe('/staff/password');
    expect((await zhao.go('/staff/units')).to).toBe('/staff/password');
    expect((await zhao.go('/staff/password')).html).toContain('请先设一个只有您自己知道的密码');
    const old = zhao.cookies.get('daodi');
    const words = { password: '先给您的初始密码一二三', newPassword: password, again: password };
    expect((await zhao.send('/staff/password', words)).to).toBe('/staff/password?done=1');
    expect(zhao.cookies.get('daodi')).not.toBe(old);
    expect((await zhao.go('/staff/units')).status).toBe(200);
  });

  it('handlers see neither the list nor a person, and change nothing', async () => {
    const [handler, sys] = [await person('han', ['handler']), await person('sys', ['systemAdmin'])];
    const b = await as('han');
    for (const path of ['/staff/people', '/staff/people/new', `/staff/people/${sys}`]) expect((await b.go(path)).status, path).toBe(403);
    await b.go('/staff/units');
    const csrf = b.hidden('csrf');
    for (const [path, fields] of [
      [`/staff/people/${handler}/give-post`, { role: 'systemAdmin' }],
      [`/staff/people/${sys}/disable`, {}],
      ['/staff/people/new', { login: 'x2', name: 'x', unitId: 'county', password }],
      [`/staff/people/${sys}/password`, { newPassword: 'another long password' }],
    ] as const) {
      expect((await b.post(path, { ...fields, csrf })).status, path).toBe(403);
    }
    const unit = await b.post('/staff/units', { csrf, kind: 'department', parentId: 'county', name: '示例局' });
    expect([unit.status, unit.html.includes('您的岗位不能做这件事')]).toEqual([400, true]);
    expect(await base.db.selectFrom('account').select('id').execute()).toHaveLength(2);
  });

  it('audit may read the list and nothing more', async () => {
    await person('aud', ['audit']);
    const b = await as('aud');
    const list = await b.go('/staff/people');
    expect([list.status, list.html.includes('添加人员')]).toEqual([200, false]);
    expect((await b.go('/staff/people/new')).status).toBe(403);
  });

  it('nobody holds two of system, security and audit administration, however it is asked', async () => {
    const [sys, han] = [await person('sys', ['systemAdmin']), await person('han', ['handler', 'securityAdmin'])];
    const b = await as('sys');
    await b.go(`/staff/people/${han}`);
    expect((await b.send(`/staff/people/${han}/give-post`, { role: 'audit' })).html).toContain('必须是三个人');
    expect((await b.send(`/staff/people/${sys}/give-post`, { role: 'handler' })).html).toContain('不能给自己加岗位');
    expect(
      await createUser(ports, null, {
        login: 'both',
        name: '示例',
        unitId: 'county',
        roles: ['audit', 'systemAdmin'],
        password,
        mustChange: false,
      }),
    ).toMatchObject({ refusal: 'role-excluded' });
  });

  it('two administrators who give one person two such posts at once: one of them is told no', async () => {
    await person('sys', ['systemAdmin']);
    const han = await person('han', ['handler']);
    const { givePost } = await import('./index.ts');
    const done = await Promise.all([givePost(ports, null, han, 'audit'), givePost(ports, null, han, 'securityAdmin')]);
    expect(done.map((one) => one.ok).sort()).toEqual([false, true]);
  });

  it('a post given or ended counts from the next request on', async () => {
    await person('sys', ['systemAdmin']);
    const han = await person('han', ['handler']);
    const [b, handler] = [await as('sys'), await as('han')];
    expect((await handler.go('/staff/people')).status).toBe(403);
    await b.go(`/staff/people/${han}`);
    await b.send(`/staff/people/${han}/give-post`, { role: 'audit' });
    expect((await handler.go('/staff/people')).status).toBe(200);
    const post = await base.db.selectFrom('post').select('id').where('role', '=', 'audit').executeTakeFirstOrThrow();
    await b.go(`/staff/people/${han}`);
    expect((await b.send(`/staff/people/${han}/end-post`, { postId: post.id })).status).toBe(303);
    expect((await handler.go('/staff/people')).status).toBe(403);
  });

  it('a disabled account is out at once, everywhere, and its open matters go back to the unit', async () => {
    await person('sys', ['systemAdmin']);
    const han = await person('han', ['handler'], 'water');
    const [b, handler] = [await as('sys'), await as('han')];
    await b.go(`/staff/people/${han}`);
    expect((await b.send(`/staff/people/${han}/disable`, {})).status).toBe(303);
    expect(released).toEqual([{ accountId: han, unitId: 'water' }]);
    expect((await handler.go('/staff/units')).status).toBe(303);
    expect((await handler.signIn('han')).status).toBe(401);
    await b.go(`/staff/people/${han}`);
    expect((await b.send(`/staff/people/${han}/enable`, {})).status).toBe(303);
    expect((await handler.signIn('han')).status).toBe(303);
  });

  it('the last system administrator stays', async () => {
    const [sys, sec] = [await person('sys', ['systemAdmin']), await person('sec', ['securityAdmin'])];
    const b = await as('sec');
    await b.go(`/staff/people/${sys}`);
    expect((await b.send(`/staff/people/${sys}/disable`, {})).html).toContain('最后一位系统管理员');
    const post = await base.db.selectFrom('post').select('id').where('account_id', '=', sys).executeTakeFirstOrThrow();
    expect((await b.send(`/staff/people/${sys}/end-post`, { postId: post.id })).html).toContain('最后一位系统管理员');
    expect((await b.send(`/staff/people/${sec}/disable`, {})).html).toContain('不能给自己');
  });

  it('a password set by an administrator opens the lock and ends the sessions', async () => {
    await person('sec', ['securityAdmin']);
    const han = await person('han', ['handler']);
    const [b, handler] = [await as('sec'), await as('han')];
    for (let i = 0; i < 5; i += 1) await browser().signIn('han', 'wrong password');
    expect((await b.go('/staff/people')).html).toContain('试错太多');
    await b.go(`/staff/people/${han}`);
    await b.send(`/staff/people/${han}/password`, { newPassword: '再给您一个初始密码' });
    await b.send(`/staff/people/${han}/password`, { newPassword: '再给您一个新的初始密码' });
    expect((await handler.go('/staff/units')).status).toBe(303);
    expect((await handler.signIn('han', '再给您一个新的初始密码')).to).toBe('/staff/password');
  });

  it('takes a name once, in whatever capitals and width', async () => {
    await person('wang', ['handler']);
    for (const login of ['WANG', 'Ｗａｎｇ']) {
      expect(
        await createUser(ports, null, { login, name: '示例', unitId: 'county', roles: [], password, mustChange: false }),
      ).toMatchObject({ refusal: 'login-taken' });
    }
  });
});

describe('bad input', () => {
  it('SQL, HTML and control characters in every field of every form stay text', async () => {
    await person('sys', ['systemAdmin']);
    const b = await as('sys');
    const nasty = `'; drop table unit; -- <script>alert(1)</script> \u0000\u202E"`;
    await b.go('/staff/units');
    const csrf = b.hidden('csrf');
    const names = [
      'kind',
      'parentId',
      'name',
      'shortName',
      'unitId',
      'aliases',
      'itemNo',
      'title',
      'level',
      'list',
      'categoryId',
      'leadUnitId',
      'basis',
      'validFrom',
      'validTo',
      'login',
      'roles',
      'password',
      'newPassword',
      'again',
      'role',
      'postId',
      'dutyId',
      'lastDay',
    ];
    const fields = Object.fromEntries(names.map((name) => [name, nasty]));
    for (const path of [
      '/staff/units',
      '/staff/units/end',
      '/staff/places',
      '/staff/duties',
      '/staff/duties/end',
      '/staff/people/new',
      '/staff/password',
    ]) {
      const answer = await b.post(path, { ...fields, csrf });
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.html).not.toContain('<script>alert');
      const good = await b.post(path, {
        ...fields,
        csrf,
        kind: 'village',
        level: 'township',
        list: 'basic',
        validFrom: '2026-01-01',
        validTo: '',
        unitId: '',
        parentId: '',
        categoryId: '',
        leadUnitId: '',
      });
      expect([303, 400], path).toContain(good.status);
      expect(good.html).not.toContain('<script>alert');
    }
    for (const path of ['/staff/places', '/staff/duties', '/staff/units', '/staff/people']) {
      const page = await b.go(path);
      expect(page.status).toBe(200);
      expect(page.html).not.toContain('<script>alert');
    }
    expect((await b.go('/staff/places')).html).toContain('&lt;script&gt;');
    expect((await b.go(`/staff/people/${encodeURIComponent("' or 1=1")}`)).status).toBe(404);
    expect(await base.db.selectFrom('unit').select('id').execute()).toHaveLength(3);
  });

  it('a form refused comes back with what was typed, and the sentence beside its field, in English too', async () => {
    await person('sys', ['systemAdmin']);
    const b = await as('sys');
    await b.go('/staff/duties');
    const duty = { level: 'township', list: 'takenBack', itemNo: '7', title: '饮用水水质监测', basis: '示例文件', validFrom: '2026-11-23' };
    const zh = await b.send('/staff/duties', duty);
    expect([zh.status, zh.html.includes('要写明由哪个单位牵头'), zh.html.includes('value="饮用水水质监测"')]).toEqual([400, true, true]);
    await b.go('/staff/duties?lang=en');
    const en = await b.send('/staff/duties', { ...duty, leadUnitId: 'water', validTo: '2026-11-01' });
    expect(en.html).toContain('The last day is before the first.');
  });
});

describe('units, places and duty lists', () => {
  it('an entry added today forbids the dispatch down today, and ended today allows it again', async () => {
    await person('sys', ['systemAdmin']);
    await base.db
      .insertInto('category')
      .values({ id: 'drinking', code: 'drinking', name: '饮水', name_en: 'Water', limit_key: 'k' })
      .execute();
    const { dutyAnswer } = await import('./index.ts');
    const ask = (unitId: string) => dutyAnswer(ports.db, unitId, 'drinking', '2026-11-23');
    const b = await as('sys');
    await b.go('/staff/duties');
    const duty = {
      level: 'township',
      list: 'takenBack',
      itemNo: '7',
      title: '水质监测',
      categoryId: 'drinking',
      leadUnitId: 'water',
      validFrom: '2026-11-23',
    };
    expect((await b.send('/staff/duties', duty)).status).toBe(303);
    expect(await ask('east')).toEqual({ ok: false, refusal: 'duty-taken-back', names: '示例县水务局' });
    expect(await ask('water')).toMatchObject({ ok: true, dutyRef: '7 水质监测' });
    expect(await ask('nowhere')).toBeNull();
    const page = await b.go('/staff/duties');
    expect(page.html).toContain('上级收回');
    expect((await b.send('/staff/duties/end', { dutyId: b.hidden('dutyId') })).status).toBe(303);
    expect(await ask('east')).toMatchObject({ ok: true });
    expect((await b.go('/staff/duties')).html).toContain('还没有职责清单');
    expect((await b.go('/staff/duties?all=1')).html).toContain('水质监测');
  });

  it('units fit under their own kind, and end only when nobody is left', async () => {
    await person('sys', ['systemAdmin']);
    await person('han', ['handler'], 'water');
    const b = await as('sys');
    await b.go('/staff/units');
    expect((await b.send('/staff/units', { kind: 'village', parentId: 'water', name: '石桥村' })).html).toContain('类别不合');
    expect((await b.send('/staff/units', { kind: 'village', parentId: 'east', name: '石桥村' })).status).toBe(303);
    await b.go('/staff/units');
    expect((await b.send('/staff/units/end', { unitId: 'water' })).html).toContain('还有下级单位或没有停用的账号');
    expect((await b.send('/staff/units/end', { unitId: 'east' })).html).toContain('还有下级单位或没有停用的账号');
    const village = await base.db.selectFrom('unit').select('id').where('kind', '=', 'village').executeTakeFirstOrThrow();
    await b.go('/staff/units');
    expect((await b.send('/staff/units/end', { unitId: village.id })).status).toBe(303);
    expect((await b.go('/staff/units')).html).toContain('撤销于');
  });

  it('a place knows its way down from the county and the unit in charge above it', async () => {
    const { createPlace, loadPlaces } = await import('./index.ts');
    const town = await createPlace(ports, null, { id: 'p-town', parentId: null, unitId: 'east', kind: 'township', name: '示例东镇' });
    const group = await createPlace(ports, null, {
      id: 'p-group',
      parentId: 'p-town',
      unitId: null,
      kind: 'group',
      name: '三组',
      aliases: ['老街', ''],
    });
    expect([town.ok, group.ok]).toEqual([true, true]);
    const places = await loadPlaces(ports.db);
    expect([places.wordsOf('p-group'), places.unitOf('p-group'), places.byId('p-group')?.aliases]).toEqual([
      '示例东镇 › 三组',
      'east',
      ['老街'],
    ]);
    expect(await createPlace(ports, null, { parentId: 'gone', unitId: null, kind: 'road', name: '东街' })).toMatchObject({
      refusal: 'unknown-parent',
    });
  });
});

describe('API tokens', () => {
  it('carry the roles they name, as far as the account holds them today, and are shown once', async () => {
    const { callerOfToken, createToken, endPost, listTokens, revokeToken } = await import('./index.ts');
    const han = await person('han', ['handler', 'dispatcher'], 'water');
    expect(await createToken(ports, null, { accountId: han, roles: ['systemAdmin'], name: '示例', expiresAt: null })).toMatchObject({
      refusal: 'role-not-held',
    });
    const made = await createToken(ports, null, {
      accountId: han,
      roles: ['dispatcher'],
      name: '派单接口',
      expiresAt: '2026-11-24T01:00:00.000Z',
    });
    if (!made.ok) throw new Error(made.refusal);
    expect(await callerOfToken(ports, made.secret)).toEqual({
      accountId: han,
      login: 'han',
      name: 'han示例',
      unitId: 'water',
      unitName: '示例县水务局',
      roles: ['dispatcher'],
    });
    expect(JSON.stringify([await listTokens(ports), await base.db.selectFrom('api_token').selectAll().execute()])).not.toContain(
      made.secret,
    );
    for (const bad of ['', made.secret.slice(0, -1), `${made.secret.slice(0, -1)}'`, `daodi_${'a'.repeat(43)}`])
      expect(await callerOfToken(ports, bad)).toBeNull();
    const post = await base.db.selectFrom('post').select('id').where('role', '=', 'dispatcher').executeTakeFirstOrThrow();
    await endPost(ports, null, han, post.id);
    expect((await callerOfToken(ports, made.secret))?.roles).toEqual([]);
    clock.advance({ days: 1 });
    expect(await callerOfToken(ports, made.secret)).toBeNull();
    expect((await revokeToken(ports, null, made.id)).ok).toBe(true);
    expect(await revokeToken(ports, null, made.id)).toMatchObject({ refusal: 'unknown-token' });
  });

  it('stop at once when they are revoked or the account is disabled', async () => {
    const { callerOfToken, createToken, disableAccount, revokeToken } = await import('./index.ts');
    await person('sys', ['systemAdmin']);
    const han = await person('han', ['handler']);
    const [one, two] = [
      await createToken(ports, null, { accountId: han, roles: ['handler'], name: '一', expiresAt: null }),
      await createToken(ports, null, { accountId: han, roles: ['handler'], name: '二', expiresAt: null }),
    ];
    if (!one.ok || !two.ok) throw new Error('no token');
    expect([await callerOfToken(ports, one.secret), await callerOfToken(ports, two.secret)]).not.toContain(null);
    await revokeToken(ports, null, one.id);
    expect(await callerOfToken(ports, one.secret)).toBeNull();
    expect(await callerOfToken(ports, two.secret)).not.toBeNull();
    await disableAccount({ ...ports, releaseMatters: () => Promise.resolve(0) }, null, han);
    expect(await callerOfToken(ports, two.secret)).toBeNull();
  });
});

describe('the access log', () => {
  it('can be added to, and neither changed nor deleted by the application', async () => {
    await person('sys', ['systemAdmin']);
    expect(await base.db.selectFrom('access_log').select('what').execute()).toContainEqual({ what: 'people-account-created' });
    await expect(base.db.deleteFrom('access_log').execute()).rejects.toThrow('permission denied');
    await expect(base.db.updateTable('access_log').set({ why: 'x' }).execute()).rejects.toThrow('permission denied');
  });
});

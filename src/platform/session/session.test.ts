import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testClock } from '#platform/clock.ts';
import type { Tables } from '#platform/db/tables.ts';
import { type TestDatabase, testDatabase } from '#test/support/database.ts';
import { openStaffAccess, type StaffAccess } from './access.ts';

const start = '2026-11-23T01:00:00.000Z';
let base: TestDatabase<Tables>;
let access: StaffAccess;
const clock = testClock(start);

beforeAll(async () => {
  base = await testDatabase<Tables>();
  await base.db.insertInto('unit').values({ id: 'county', kind: 'county', name: '示例县', short_name: '示例县' }).execute();
  await base.db.insertInto('account').values({ id: 'li', login: 'li', name: '李示例', unit_id: 'county', created_at: start }).execute();
  await base.db
    .insertInto('post')
    .values([
      { id: 'p1', account_id: 'li', role: 'handler', valid_from: '2026-01-01', valid_to: '2026-11-23' },
      { id: 'p2', account_id: 'li', role: 'dispatcher', valid_from: '2026-11-24' },
    ])
    .execute();
});
afterAll(() => base.close());
beforeEach(async () => {
  clock.setTo(start);
  await base.db.deleteFrom('sign_in').execute();
  await base.db.deleteFrom('throttle').execute();
  await base.db.updateTable('account').set({ disabled_at: null }).execute();
  access = openStaffAccess({ db: base.db, now: clock });
});

describe('sessions', () => {
  it('are kept as a hash: the token itself is nowhere in the database', async () => {
    const { token } = await access.sessions.open('li');
    const rows = await base.db.selectFrom('sign_in').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await access.sessions.find(token)).toMatchObject({ me: { accountId: 'li', name: '李示例', unitName: '示例县' } });
  });

  it('end after fifteen idle minutes, also for a process that has just started', async () => {
    const { token } = await access.sessions.open('li');
    clock.advance({ minutes: 15 });
    expect(await access.sessions.find(token)).not.toBeNull();
    clock.advance({ minutes: 15, seconds: 1 });
    const other = openStaffAccess({ db: base.db, now: clock });
    expect(await other.sessions.find(token)).toBeNull();
    expect(await access.sessions.find(token)).toBeNull();
  });

  it('end after twelve hours, however busy', async () => {
    const { token } = await access.sessions.open('li');
    for (let minutes = 0; minutes < 710; minutes += 10) {
      clock.advance({ minutes: 10 });
      expect(await access.sessions.find(token)).not.toBeNull();
    }
    clock.advance({ minutes: 10 });
    expect(await access.sessions.find(token)).toBeNull();
  });

  it('take the idle time that the county has set', async () => {
    const patient = openStaffAccess({ db: base.db, now: clock }, { idleMinutes: 60 });
    const { token } = await patient.sessions.open('li');
    clock.advance({ minutes: 50 });
    expect(await patient.sessions.find(token)).not.toBeNull();
  });

  it('hold the roles of the posts of the day, and change with the day', async () => {
    const { token } = await access.sessions.open('li');
    expect((await access.sessions.find(token))?.me.roles).toEqual(['handler']);
    clock.advance({ hours: 8 });
    const { token: later } = await access.sessions.open('li');
    clock.advance({ hours: 8 });
    const { token: tomorrow } = await access.sessions.open('li');
    expect((await access.sessions.find(tomorrow))?.me.roles).toEqual(['dispatcher']);
    expect(await access.sessions.find(later)).toBeNull();
  });

  it('ended ones are gone at once, and ending all spares the one in hand', async () => {
    const [one, two] = [await access.sessions.open('li'), await access.sessions.open('li')];
    expect(one.token).not.toBe(two.token);
    await Promise.all([access.sessions.find(one.token), access.sessions.find(two.token)]);
    await access.sessions.endAllOf('li', two.token);
    expect(await access.sessions.find(one.token)).toBeNull();
    expect(await access.sessions.find(two.token)).not.toBeNull();
    await access.sessions.end(two.token);
    expect(await access.sessions.find(two.token)).toBeNull();
  });

  it('of a disabled account are over, in another process within ten seconds', async () => {
    const { token } = await access.sessions.open('li');
    await access.sessions.find(token);
    await base.db.updateTable('account').set({ disabled_at: clock() }).execute();
    clock.advance({ seconds: 10 });
    expect(await access.sessions.find(token)).toBeNull();
  });

  it('are not found by anything that is not a token', async () => {
    for (const bad of ['', 'x', "' or 1=1 --", `${'a'.repeat(42)}\0`, 'a'.repeat(43)]) expect(await access.sessions.find(bad)).toBeNull();
  });
});

describe('tries', () => {
  const key = { what: 'sign-in', of: 'li' };
  const limit = { limit: 5, minutes: 15 };

  it('of forty at once, five are judged', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => access.tries.count(key, limit)));
    expect(all.filter((tried) => tried.allowed)).toHaveLength(5);
  });

  it('count anew fifteen minutes after the last that was judged; refused ones do not prolong the wait', async () => {
    for (let i = 0; i < 5; i += 1) await access.tries.count(key, limit);
    clock.advance({ minutes: 14 });
    expect((await access.tries.count(key, limit)).allowed).toBe(false);
    clock.advance({ minutes: 1 });
    expect(await access.tries.count(key, limit)).toMatchObject({ allowed: true, count: 1 });
  });

  it('forgiven ones do not count, one or all', async () => {
    for (let i = 0; i < 5; i += 1) await access.tries.count(key, limit);
    expect([...(await access.tries.locked([key], 5)).keys()]).toEqual(['li']);
    await access.tries.forgiveOne(key);
    expect((await access.tries.count(key, limit)).allowed).toBe(true);
    expect((await access.tries.count(key, limit)).allowed).toBe(false);
    await access.tries.forgiveAll(key);
    expect((await access.tries.count(key, limit)).count).toBe(1);
  });

  it('of yesterday are cleared away', async () => {
    await access.tries.count(key, limit);
    clock.advance({ days: 2 });
    await access.tries.clearOld();
    expect(await base.db.selectFrom('throttle').selectAll().execute()).toEqual([]);
  });
});

describe('passwords', () => {
  it('are argon2id hashes, and an account without one never opens', async () => {
    const stored = await access.credentials.hashPassword('石桥路灯今年春天');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await access.credentials.isPassword(stored, '石桥路灯今年春天')).toBe(true);
    expect(await access.credentials.isPassword(stored, '石桥路灯今年秋天')).toBe(false);
    expect(await access.credentials.isPassword(null, '石桥路灯今年春天')).toBe(false);
  });
});

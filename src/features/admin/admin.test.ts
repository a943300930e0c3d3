// Administration through the staff door: who sees what, the county's words, the limit pack, and a step left out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCategories } from '#features/people/index.ts';
import { openPeopleDoor, type PeopleDoor } from '#test/support/people-door.ts';
import { countyCodeOf, keepSite, keepSiteWords, readSiteWords } from './actions.ts';
import { adminLinks } from './links.ts';
import { adminStaffDoor } from './staff.tsx';

let door: PeopleDoor;
let changed = 0;
beforeAll(async () => {
  door = await openPeopleDoor((staff, ports) =>
    staff.route(
      '/',
      adminStaffDoor(ports, {
        configuredCode: null,
        siteChanged: async () => {
          changed += 1;
        },
      }),
    ),
  );
  await door.ports.db
    .insertInto('account_factor')
    .values(
      ['guanli', 'anquan', 'shenji'].map((login) => ({
        account_id: `acc-${login}`,
        key_sealed: 'x',
        confirmed_at: door.ports.now(),
        pending_sealed: null,
        pending_at: null,
      })),
    )
    .execute();
}, 60_000);
afterAll(() => door?.close());

const hrefsIn = (html: string): string[] => [...html.matchAll(/<li><a href="([^"]+)">/g)].map(([, href]) => href ?? '');

describe('the index', () => {
  it('shows each administrator what is theirs, and nothing to anybody else', async () => {
    for (const [login, role] of [
      ['guanli', 'systemAdmin'],
      ['anquan', 'securityAdmin'],
      ['shenji', 'audit'],
    ] as const) {
      const page = await (await door.session(login)).go('/staff/admin');
      const expected = adminLinks.filter((link) => link.roles.includes(role)).map((link) => link.href);
      expect({
        login,
        hrefs: hrefsIn(page.html)
          .filter((href) => href.startsWith('/staff/') || href === '/burden')
          .sort(),
      }).toEqual({
        login,
        hrefs: [...expected].sort(),
      });
    }
    for (const login of ['chengban', 'paidan', 'xianban']) expect((await (await door.session(login)).go('/staff/admin')).status).toBe(403);
  });

  it('set-up is for system administrators only', async () => {
    for (const login of ['anquan', 'shenji', 'chengban']) {
      const b = await door.session(login);
      expect((await b.go('/staff/admin/set-up')).status).toBe(403);
      await b.go('/staff/me');
      expect((await b.send('/staff/admin/set-up/county', { county: '改名县', code: '123456' })).status).toBe(403);
    }
    expect((await readSiteWords(door.ports.db)).county).toBe(undefined);
  });
});

describe('set-up', () => {
  it('keeps the county’s words, tells the frame, and keeps what was typed when one is wrong', async () => {
    const b = await door.session('guanli');
    await b.go('/staff/admin/set-up/county');
    const wrong = await b.send('/staff/admin/set-up/county', { county: '示例县', code: '12345', phone: '问村长', phoneHours: '白天' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('value="白天"');
    expect(changed).toBe(0);
    const done = await b.send('/staff/admin/set-up/county', { county: '示例县', code: '990001', phone: '0000-12345', phoneHours: '白天' });
    expect(done.to).toBe('/staff/admin/set-up/county?saved=1');
    expect(await readSiteWords(door.ports.db)).toEqual({ county: '示例县', code: '990001', phone: '0000-12345', phoneHours: '白天' });
    expect(changed).toBe(1);
  });

  it('a code set from outside outranks the page and is not overwritten by it', async () => {
    const asked = { county: '示例县', code: '222222', phone: '', phoneHours: '', configuredCode: '110101' };
    expect(await keepSite(door.ports, null, asked)).toEqual({ ok: true });
    expect((await readSiteWords(door.ports.db)).code).toBe('990001');
    expect(await countyCodeOf(door.ports.db, '110101')).toBe('110101');
    await keepSiteWords(door.ports, { phone: undefined, county: '' });
    expect((await readSiteWords(door.ports.db)).county).toBe('示例县');
  });

  it('a pack moves the categories, once; running matters are not asked', async () => {
    const b = await door.session('guanli');
    await b.go('/staff/admin/set-up/limits');
    expect((await b.send('/staff/admin/set-up/limits', {})).html).toContain('请选一组');
    const first = await b.send('/staff/admin/set-up/limits', { pack: 'bj' });
    expect(Number(/moved=(\d+)/.exec(first.to ?? '')?.[1])).toBeGreaterThan(5);
    await b.go(first.to ?? '');
    expect((await b.send('/staff/admin/set-up/limits', { pack: 'bj' })).to).toContain('moved=0');
    expect((await loadCategories(door.ports.db)).byId('roads')?.limitKey).toBe('hotline.reply.ordinary.bj');
    expect((await b.go('/staff/categories/roads')).html).toContain('hotline.reply.jn');
  });

  it('a step left out is remembered and can be taken up again; what is no step is not there', async () => {
    const b = await door.session('guanli');
    await b.go('/staff/admin/set-up/people');
    await door.ports.db.deleteFrom('post').where('role', '=', 'callback').execute();
    await b.send('/staff/admin/set-up/people/skip', { skip: 'yes' });
    expect((await b.go('/staff/admin/set-up')).html).toContain('先跳过了');
    await b.send('/staff/admin/set-up/people/skip', { skip: 'no' });
    expect((await b.go('/staff/admin/set-up')).html).not.toContain('先跳过了');
    expect((await b.go('/staff/admin/set-up/nothing')).status).toBe(404);
  });
});

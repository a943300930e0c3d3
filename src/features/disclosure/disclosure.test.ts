import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpEnv } from '#platform/http/context.ts';
import { openStaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { disclosurePortalDoor } from './portal.tsx';
import { closedMonth, csvRows, openSetOf } from './rules.ts';
import { disclosureStaffDoor } from './staff.tsx';

const heads = (...ids: string[]) => ids.map((id) => ({ id, name: { zh: id, en: id } }));

describe('an open set', () => {
  const rows = [
    { classId: 'a', placeId: 'x', n: 20 },
    { classId: 'a', placeId: 'y', n: 2 },
    { classId: 'b', placeId: 'x', n: 9 },
    { classId: 'b', placeId: 'y', n: 12 },
    { classId: 'gone', placeId: 'y', n: 7 },
  ];
  const set = openSetOf([...heads('a', 'b'), ...heads('-')], heads('x', 'y', '-'), rows);

  test('holds no count under five but zero, and never the one that would give it away', () => {
    const all = set.n.flat();
    expect(all.filter((n) => n !== null && n > 0 && n < 5)).toEqual([]);
    expect(set.n[0]?.[1]).toBeNull();
    expect(set.leftOut).toBeGreaterThanOrEqual(4);
    expect(set.n[2]?.[0]).toBe(0);
  });

  test('is written with n, what it counts and by which formula; what is hidden says so', () => {
    const csv = csvRows('2026-10', set, '示例县', 'zh');
    expect(csv[0]).toEqual(['月份', '类别', '地点', '收到件数 n']);
    expect(csv).toContainEqual(['2026-10', 'a', 'y', '不公布']);
    expect(csv.at(-1)?.[1]).toMatch(/received-open@1.*少于 5 件的不公布/);
    expect(csv.filter((row) => row[0] === '2026-10')).toHaveLength(16);
  });

  test('a month is over when its last day is', () => {
    expect(closedMonth('2026-10', '2026-11-01T01:00:00.000Z')?.to).toBe('2026-10-31');
    expect(closedMonth('2026-11', '2026-11-30T15:00:00.000Z')).toBeNull();
    expect(closedMonth('2026-11', '2026-11-30T16:00:00.000Z')).not.toBeNull();
    for (const no of ['2026', '2026-Q4', 'x', '2026-13']) expect(closedMonth(no, '2027-11-30T16:00:00.000Z')).toBeNull();
  });
});

describe('publishing', () => {
  let door: Awaited<ReturnType<typeof openStaffDoor>>;
  beforeAll(async () => {
    door = await openStaffDoor('2026-10-12T01:00:00.000Z', (staff, app, ports) => {
      staff.route('/', disclosureStaffDoor(ports));
      app.route('/', disclosurePortalDoor(ports) as unknown as Hono<HttpEnv>);
    });
    for (let i = 0; i < 8; i += 1) await door.raised();
    for (let i = 0; i < 3; i += 1) await door.raised({ categoryId: 'water', placeId: 'p-nanping' });
    for (let i = 0; i < 6; i += 1)
      await door.raised({ confidentiality: 'accusation', accusedUnitId: 'civil', kind: 'report', placeId: 'p-beiling' });
  });
  afterAll(() => door.close());
  const publish = async (login: string, month: string) =>
    door.post(login, `/staff/disclosure/${month}`, new URLSearchParams({ csrf: tokenIn(await door.page(login, '/staff')) }));

  test('happens once, after the month is over, by the county office; before, nothing is out', async () => {
    expect((await door.app.request('/open-data/2026-10.csv')).status).toBe(404);
    expect((await publish('xianban', '2026-10')).status).toBe(409);
    door.county.at('2026-11-02T01:00:00.000Z');
    expect((await publish('shenji', '2026-10')).status).toBe(403);
    expect((await door.get('chengban', '/staff/disclosure')).status).toBe(403);
    const look = await door.page('xianban', '/staff/disclosure/2026-10');
    expect(look).toContain('公布 2026-10 的数据？');
    expect((await door.app.request('/open-data/2026-10')).status).toBe(404);
    expect((await publish('xianban', '2026-10')).status).toBe(303);
    expect((await publish('xianban', '2026-10')).status).toBe(409);
    await expect(door.county.ports.pool.query("update disclosure_set set cells = '{}'")).rejects.toThrow(/permission denied/);
  });

  test('what is out holds no small count, no sealed matter, and does not move when a matter is registered late', async () => {
    const answer = await door.app.request('/open-data/2026-10.csv');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, [...bytes.subarray(0, 3)]]).toEqual([200, [0xef, 0xbb, 0xbf]]);
    const csv = bytes.toString();
    const numbers = csv
      .split('\r\n')
      .filter((line) => line.startsWith('2026-10'))
      .map((line) => line.split(',').at(-1) ?? '');
    expect(numbers.filter((n) => /^[1-4]$/.test(n))).toEqual([]);
    expect(numbers).toContain('不公布');
    expect(csv).toContain('2026-10,市政水电气热,示例西乡,不公布');
    expect(csv).toContain('2026-10,政务作风,示例西乡,0');
    await door.raised({ receivedAt: '2026-10-20T01:00:00.000Z' });
    expect(await (await door.app.request('/open-data/2026-10.csv')).text()).toBe(csv.replace(/^\uFEFF/, ''));
    const page = await (await door.app.request('/open-data')).text();
    expect(page).toContain('2026-10');
    expect(Buffer.byteLength(page)).toBeLessThan(27_000);
    const english = await (await door.app.request('/open-data/2026-10.csv?lang=en')).text();
    expect(english).toContain('not published');
  });
});

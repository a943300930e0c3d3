// Through the door: a limit changes by a dated row and leaves what runs alone; a notice comes in and provisional dates are counted anew.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matterOf } from '#core/matter/matter.ts';
import { readCalendarYear } from '#core/time/calendar-file.ts';
import { readHistoryByNumber } from '#features/matters/index.ts';
import { openRulesDoor } from '#test/support/rules-door.ts';
import { limitKey } from './actions.ts';
import { keepYear, recomputeJob } from './index.ts';
import { type TypedLimit, typedOf } from './rules.ts';
import { limitsStaffDoor } from './staff.tsx';

let door: Awaited<ReturnType<typeof openRulesDoor>>;
beforeAll(async () => {
  door = await openRulesDoor((ports) => [limitsStaffDoor(ports)], '2026-12-21T01:00:00.000Z');
});
afterAll(() => door.close());

const typed = async (key: string, over: Partial<TypedLimit>): Promise<Record<string, string>> => {
  const base = (await limitKey(door.county.ports, key))?.now;
  if (!base) throw new Error(key);
  return { ...typedOf(base, '2026-12-21', door.county.ports.now()), reason: '示例：县里发文调整', ...over };
};
const deadlineOf = async (number: string, ports = door.county.ports) => {
  const found = await readHistoryByNumber(ports.db, number);
  if (!found) throw new Error(number);
  return matterOf(found.id, found.events).deadline;
};

describe('limits', () => {
  test('a change is looked at before and after with a worked example, kept as a dated row, and logged; what runs keeps its date', async () => {
    const number = await door.dispatched();
    const before = (await deadlineOf(number)).dueAt;
    const fields = await typed('hotline.reply.jn', {
      value: '3',
      basis: '示例县规定第三条',
      source: '示例3号',
      exampleAt: '2026-12-31 16:00',
    });
    const look = await (await door.form('guanli', '/staff/limits/hotline.reply.jn', { ...fields, step: 'check' })).text();
    for (const words of ['5 个工作日', '3 个工作日', '示例县规定第三条', '2027年1月', '暂定', 'value="2026-12-31 16:00"'])
      expect(look).toContain(words);
    const saved = await door.form('guanli', '/staff/limits/hotline.reply.jn', { ...fields, step: 'save' });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/staff/limits?saved=1']);
    expect((await deadlineOf(number)).dueAt).toBe(before);
    const later = await door.dispatched();
    expect((await deadlineOf(later)).value).toBe(3);
    const rows = (await limitKey(door.county.ports, 'hotline.reply.jn'))?.rows ?? [];
    expect(rows.map((row) => [row.limit.value, row.limit.validFrom, row.madeBy])).toEqual([
      [5, '2000-01-01', null],
      [3, '2026-12-21', 'acc-guanli'],
    ]);
    expect((await door.logged('limits-changed')).map((row) => [row.account_id, row.why])).toEqual([
      ['acc-guanli', expect.stringContaining('hotline.reply.jn 5wd → 3wd from 2026-12-21')],
    ]);
    const again = await door.form('guanli', '/staff/limits/hotline.reply.jn', { ...fields, value: '4', step: 'save' });
    expect([again.status, (await again.text()).includes('同一天已有一条修改')]).toEqual([422, true]);
  });

  test('nonsense is refused beside its field, and what was typed is kept', async () => {
    const fields = await typed('hotline.sign', {
      value: '0',
      unit: '周',
      validFrom: '2027-02-01',
      validTo: '2027-01-01',
      reason: '示例：想改成零',
    });
    const answer = await door.form('guanli', '/staff/limits/hotline.sign', { ...fields, step: 'save' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    for (const words of ['时限要写正整数', '请选时限单位', '失效日早于生效日', '示例：想改成零', 'value="2027-01-01"'])
      expect(html).toContain(words);
    expect((await limitKey(door.county.ports, 'hotline.sign'))?.rows).toHaveLength(1);
  });

  test('a row that has not begun is taken back; one in force or shipped is not', async () => {
    const fields = await typed('hotline.sign', { value: '2', validFrom: '2027-03-01' });
    await door.form('guanli', '/staff/limits/hotline.sign', { ...fields, step: 'save' });
    expect(await door.page('guanli', '/staff/limits')).toContain('2027-03-01 起');
    const withdraw = (validFrom: string) => door.form('guanli', '/staff/limits/hotline.sign/withdraw', { validFrom });
    expect((await withdraw('2000-01-01')).status).toBe(404);
    expect((await withdraw('2027-03-01')).status).toBe(303);
    expect((await limitKey(door.county.ports, 'hotline.sign'))?.rows).toHaveLength(1);
    expect(await door.logged('limits-withdrawn')).toHaveLength(1);
  });

  test('only a system administrator changes; audit and the desk read; a handler sees neither', async () => {
    const fields = await typed('hotline.sign', { value: '2' });
    for (const login of ['shenji', 'anquan', 'zhiban']) {
      expect([login, (await door.get(login, '/staff/limits')).status]).toEqual([login, 200]);
      expect([login, (await door.form(login, '/staff/limits/hotline.sign', { ...fields, step: 'save' })).status]).toEqual([login, 403]);
    }
    expect((await door.get('chengban', '/staff/limits')).status).toBe(403);
    expect((await door.get('guanli', '/staff/limits/no.such')).status).toBe(404);
  });
});

describe('calendars', () => {
  const notice = {
    year: '2027',
    region: 'CN',
    source: '示例通知〔2026〕1号',
    published: 'yes',
    table: '元旦：1月1日（周五）至3日（周日）放假。1月4日（周一）放假。\n2027-01-09 上班',
  };

  test('what lies beyond the last notice is provisional; the notice comes in, dates are counted anew, both are kept, and the clock does the rest', async () => {
    const number = await door.dispatched({ categoryId: 'housing' });
    door.county.at('2026-12-30T01:00:00.000Z');
    const running = await door.dispatched();
    const before = await deadlineOf(running);
    expect([before.provisional, before.unknownYears]).toEqual([true, [2027]]);
    const page = await door.page('guanli', '/staff/calendars');
    expect(page).toContain('现在的工作日时限都是暂定');
    expect(page).toContain('暂定：没有录入通知');
    const look = await (await door.form('guanli', '/staff/calendars', { ...notice, step: 'check' })).text();
    for (const words of ['2027-01-04', '调休上班', '示例通知〔2026〕1号', '2027-12-28']) expect(look).toContain(words);
    expect((await deadlineOf(running)).provisional).toBe(true);
    const saved = await door.form('guanli', '/staff/calendars', { ...notice, step: 'save' });
    expect(saved.headers.get('location')).toMatch(/saved=1&looked=\d+&changed=\d+$/);
    const after = await deadlineOf(running);
    expect(after).toMatchObject({ provisional: false, was: { dueAt: before.dueAt, provisional: true } });
    expect(after.dueAt > before.dueAt).toBe(true);
    expect((await deadlineOf(number)).provisional).toBe(false);
    expect((await door.logged('calendar-imported')).at(-1)).toMatchObject({
      account_id: 'acc-guanli',
      why: expect.stringContaining('2027 CN'),
    });
    expect(await door.page('guanli', '/staff/calendars/2027')).toContain('休');
  });

  test('the clock goes on with what a page left, once per calendar', async () => {
    const other = await openRulesDoor((ports) => [limitsStaffDoor(ports)], '2026-12-28T01:00:00.000Z');
    try {
      const { ports } = other.county;
      const numbers = [await other.dispatched(), await other.dispatched(), await other.dispatched()];
      const certain = async () => (await Promise.all(numbers.map((number) => deadlineOf(number, ports)))).map((one) => !one.provisional);
      const job = recomputeJob(ports);
      await job.run(() => false);
      expect(await certain()).toEqual([false, false, false]);
      const read = readCalendarYear({
        year: 2027,
        region: 'CN',
        source: '示例',
        published: true,
        holidays: [{ on: '2027-01-01', name: '元旦' }],
        makeUpWorkdays: [],
      });
      if ('problems' in read) throw new Error('a table of the test');
      await keepYear(ports, read.table);
      let turns = 0;
      await job.run(() => ++turns > 2); // killed after two of them
      expect((await certain()).filter(Boolean)).toHaveLength(2);
      await job.run(() => false);
      expect(await certain()).toEqual([true, true, true]);
    } finally {
      await other.close();
    }
  });

  test.each([
    [{ table: '{"year": 2029,' }, 'JSON 不完整'],
    [{ table: '2029-01-01 元旦\n乱写的一行' }, '第 2 行'],
    [{ table: '2029-01-01 元旦\n2029-01-02 上班' }, '调休上班日本应是周六或周日'],
    [{ table: '2029-01-01 元旦', source: '' }, '缺少依据'],
    [{ table: '2029-01-01 元旦', year: '明年' }, '缺少年份'],
    [{ table: '' }, '一个日子也没有'],
  ])('a table that cannot be right is refused whole and shown again: %j', async (over, says) => {
    const answer = await door.form('guanli', '/staff/calendars', { ...notice, year: '2029', ...over, step: 'save' });
    const html = await answer.text();
    expect([answer.status, html.includes(says)]).toEqual([422, true]);
    if (over.table) expect(html).toContain(over.table.split('\n')[0]?.replaceAll('"', '&quot;'));
  });

  test("a local overlay adds its days, and JSON of the project's own format is taken", async () => {
    const table = JSON.stringify({
      year: 2027,
      region: 'CN-示例县',
      source: '示例县通知',
      published: true,
      holidays: [{ on: '2027-05-20', name: '示例节' }],
      makeUpWorkdays: [],
    });
    expect(
      (await door.form('guanli', '/staff/calendars', { year: '', region: '', source: '', published: 'yes', table, step: 'save' })).status,
    ).toBe(303);
    expect(await door.page('shenji', '/staff/calendars/2027')).toContain('示例节');
  });
});

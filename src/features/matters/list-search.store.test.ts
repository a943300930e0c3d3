import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '#core/matter/commands.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { act, indexTail, listMatters, loadCircumstances, type NewConcern, openMatters } from './index.ts';
import type { ListQuery } from './list-query.ts';

const concern = (title: string, text: string, name = '张示例'): NewConcern => ({
  channel: 'phone',
  kind: 'help',
  title,
  text,
  placeText: '东街社区',
  placeId: 'p-dongjie',
  categoryId: 'housing',
  confidentiality: 'normal',
  accusedUnitId: null,
  contact: { name, phone: '13800000001' },
  wantsReply: true,
});

describe('a search lists what fits best, complete, and forgives the wrong character', () => {
  let county: TestCounty;
  const numbers: string[] = [];
  const open = async (concerns: NewConcern[]) =>
    (await openMatters(county.ports, { kind: 'clock' }, concerns)).map((one) => (one.ok ? one.receipt.number : ''));
  beforeAll(async () => {
    county = await testCounty();
    // Four hundred and ten matters speak of lamps, some in the title, over a year; two hundred do not.
    for (let month = 0; month < 10; month += 1) {
      county.at(`2026-${String(month + 1).padStart(2, '0')}-10T01:00:00.000Z`);
      numbers.push(
        ...(await open(
          Array.from({ length: 41 }, (_v, i) =>
            i === 0
              ? concern(`路灯不亮（${month}）`, '请来看看')
              : concern(`示例诉求第 ${month}-${i} 件，需要有人来处理一下这个情况`, '我们小区门口一直很黑，路灯坏了好久，晚上走路不方便。'),
          ),
        )),
      );
      await open(Array.from({ length: 20 }, () => concern('停水', '家里没有水')));
    }
    county.at('2026-11-23T01:00:00.000Z');
  }, 120_000);
  afterAll(() => county.close());

  const list = async (login: string, ask: ListQuery) =>
    listMatters(county.ports, county.actor(login), await loadCircumstances(county.ports.db), ask);
  async function pages(login: string, ask: ListQuery): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await list(login, { ...ask, cursor });
      found.push(...page.rows.map((row) => row.number));
      if (page.next === null) return found;
      cursor = page.next;
    }
  }

  for (const state of ['before they are indexed', 'when most are indexed'] as const)
    test(`all are found, each once, whatever the page and the order, ${state}`, async () => {
      if (state === 'when most are indexed') expect(await indexTail(county.ports.db)).toBeGreaterThan(400);
      for (const ask of [{ limit: 50 }, { limit: 7 }, { limit: 200 }, { limit: 50, sort: 'received' as const }]) {
        const found = await pages('paidan', { q: '路灯', ...ask });
        expect(found.length).toBe(410);
        expect([...new Set(found)].sort()).toEqual([...numbers].sort());
      }
    }, 60_000);

  test('what names it in the title stands before what mentions it, and newer before older', async () => {
    const best = (await list('paidan', { q: '路灯', limit: 50 })).rows.map((row) => row.title);
    // Of the newest hundred hits; two months and a half of them here.
    expect(best.slice(0, 2)).toEqual(['路灯不亮（9）', '路灯不亮（8）']);
    expect(best.slice(2, 40).every((title) => title.startsWith('示例诉求第 9-'))).toBe(true);
    const newest = (await list('paidan', { q: '路灯', limit: 50, sort: 'received' })).rows.map((row) => row.title);
    expect(newest.slice(0, 4).some((title) => title.startsWith('路灯'))).toBe(false);
  });

  test('words are shown where they stand, marked', async () => {
    const page = await list('paidan', { q: '路灯', limit: 5, sort: 'received', excerpts: true });
    const words = page.found?.excerpts.get(page.rows[0]?.id ?? '') ?? [];
    expect(words.filter(({ mark }) => mark).map(({ text }) => text)).toEqual(['路灯']);
    expect(words.map(({ text }) => text).join('')).toBe('我们小区门口一直很黑，路灯坏了好久，晚上走路不方便。 东街社区');
  });

  test('a matter whose words and reply both hold it is listed once, also over pages', async () => {
    const number = numbers[1] ?? '';
    const steps: [string, Command][] = [
      ['paidan', { do: 'dispatch', to: 'housing', copyTo: null, reason: '职责清单部1' }],
      ['chengban', { do: 'acknowledge' }],
      ['chengban', { do: 'contact', how: 'phone', reached: true, words: '约定看现场' }],
      [
        'chengban',
        {
          do: 'reply',
          text: '路灯已经修好，恢复照明。',
          outcome: 'support',
          basis: '职责清单部1',
          remedy: '',
          evidence: [],
          toldHow: 'phone',
        },
      ],
    ];
    for (const [login, command] of steps) expect(await act(county.ports, county.actor(login), number, command)).toMatchObject({ ok: true });
    const found = await pages('paidan', { q: '路灯', limit: 50 });
    expect(found.filter((one) => one === number)).toHaveLength(1);
    expect(found).toHaveLength(410);
    expect(await pages('paidan', { q: '路灯', limit: 50, sort: 'received' })).toHaveLength(410);
  });

  test.each([
    ['路登', ['路灯']],
    ['ludeng', ['路灯']],
    ['门口 路登', ['路灯']],
  ])('%s is not written anywhere: what sounds like it is found, and the page is told so', async (q, heard) => {
    const page = await list('paidan', { q, limit: 50, excerpts: true });
    expect(page.found?.heard).toEqual(expect.arrayContaining(heard));
    expect(page.rows.length).toBe(50);
    expect(page.rows.every((row) => numbers.includes(row.number))).toBe(true);
    const all = await pages('paidan', { q, limit: 100 });
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(400);
  });

  test('typed in traditional characters it is found in simplified ones too, what stands there as typed first, each once', async () => {
    const traditional = await open([concern('門口路燈壞了', '路燈不亮，就是路灯坏了'), concern('巷口太黑', '巷口的路燈壞了')]);
    expect(
      (await list('paidan', { q: '路燈', limit: 50 })).rows
        .map((row) => row.number)
        .slice(0, 2)
        .sort(),
    ).toEqual([...traditional].sort());
    for (const ask of [{ limit: 2 }, { limit: 7 }, { limit: 200 }, { limit: 50, sort: 'received' as const }]) {
      const [all, some] = [await pages('paidan', { q: '路燈', ...ask }), await pages('paidan', { q: '小區 路燈壞', ...ask })];
      expect([all.length, new Set(all).size, some.length, new Set(some).size]).toEqual([412, 412, 400, 400]);
    }
    const page = await list('paidan', { q: '路燈', limit: 5, excerpts: true });
    expect([page.found?.heard, page.found?.terms]).toEqual([null, ['路燈', '路灯']]);
  });

  test('a name that is starred out is not found by its sound either', async () => {
    await open([concern('家门口积水', '我是欧阳示例乙，家门口积水三天', '欧阳示例乙')]);
    expect((await list('shouli', { q: '欧洋示例', limit: 5 })).rows.length).toBe(1);
    expect((await list('xianban', { q: '欧洋示例', limit: 5 })).rows).toEqual([]);
    expect((await list('xianban', { q: '欧阳示例', limit: 5 })).rows).toEqual([]);
  });

  test('what nobody wrote and nothing sounds like finds nothing', async () => {
    for (const q of ['龘', '龘龘', 'zzzzzz', '飞机场跑道', '🚲🚲', 'a'.repeat(200)])
      expect((await list('paidan', { q, limit: 5 })).rows).toEqual([]);
  });
});

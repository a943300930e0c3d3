import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyRecord } from '#features/record/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import type { NewConcern } from './index.ts';
import { act, listMatters, loadCircumstances, mergeInto, openMatter, openMatters, readHistoryByNumber, tickMatter } from './index.ts';

const concern = (over: Partial<NewConcern> = {}): NewConcern => ({
  channel: 'web',
  kind: 'help',
  title: '路灯不亮（示例）',
  text: '幸福小区门口的路灯坏了两个星期，老人夜里摔了一跤。',
  placeText: '东街社区',
  placeId: 'p-dongjie',
  categoryId: 'housing',
  confidentiality: 'normal',
  accusedUnitId: null,
  contact: { name: '张示例', phone: '13800000001' },
  wantsReply: true,
  ...over,
});

describe('the spine on a real database', () => {
  let county: TestCounty;
  beforeAll(async () => {
    county = await testCounty();
  });
  afterAll(() => county.close());

  async function opened(over: Partial<NewConcern> = {}): Promise<string> {
    const answer = await openMatter(county.ports, { kind: 'raiser' }, concern(over));
    if (!answer.ok) throw new Error(answer.refusal);
    return answer.receipt.number;
  }
  const ask = (login: string, number: string, command: Parameters<typeof act>[3], options = {}) =>
    act(county.ports, county.actor(login), number, command, options);

  test('a concern goes in, is dispatched, answered, judged "no", reworked, judged "yes" and archived', async () => {
    const number = await opened();
    const steps: [string, Parameters<typeof act>[3]][] = [
      ['paidan', { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null }],
      ['chengban', { do: 'acknowledge' }],
      ['chengban', { do: 'contact', how: 'phone', words: '已与反映人约定下午看现场', reached: true }],
      [
        'chengban',
        {
          do: 'reply',
          text: '路灯线路已修复，今晚亮灯。',
          outcome: 'support',
          basis: '《城市照明管理规定》',
          remedy: '不满意可评价',
          evidence: [],
          toldHow: 'phone',
        },
      ],
    ];
    for (const [login, command] of steps) expect(await ask(login, number, command)).toMatchObject({ ok: true });
    expect(await ask('chengban', number, { do: 'judge', solved: 'yes', level: 5, words: '', via: 'callback', proof: null })).toMatchObject({
      ok: false,
      refusal: 'handler-may-not-judge',
    });
    await tickMatter(county.ports, number);
    const no = await act(county.ports, { kind: 'raiser' }, number, {
      do: 'judge',
      solved: 'no',
      level: 2,
      words: '还是不亮',
      via: 'link',
      proof: null,
    });
    expect(no).toMatchObject({ ok: true, matter: { status: 'dispatched', round: 2, number } });
    for (const [login, command] of steps.slice(1)) expect(await ask(login, number, command)).toMatchObject({ ok: true });
    const yes = await act(county.ports, { kind: 'raiser' }, number, {
      do: 'judge',
      solved: 'yes',
      level: 5,
      words: '亮了',
      via: 'link',
      proof: null,
    });
    expect(yes).toMatchObject({ ok: true, matter: { status: 'judged' } });
    county.advance(5 * 86_400_000);
    await tickMatter(county.ports, number);
    const row = await county.ports.db
      .selectFrom('matter')
      .select(['status', 'archived_how', 'solved', 'round'])
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ status: 'archived', archived_how: 'verdict', solved: 'yes', round: 2 });
  });

  test('two clerks at once: one wins, the other is told', async () => {
    const number = await opened();
    const both = await Promise.all(
      ['housing', 'housing'].map((to) =>
        ask('paidan', number, { do: 'dispatch', to, reason: '同时', copyTo: null }, { expectedVersion: 1 }),
      ),
    );
    expect(both.filter((b) => b.ok)).toHaveLength(1);
    expect(both.find((b) => !b.ok)).toMatchObject({ refusal: 'changed-meanwhile' });
  });

  test('a taken-back duty cannot go down, and the refusal names the department that owns it', async () => {
    const number = await opened({ categoryId: 'lighting' });
    expect(await ask('paidan', number, { do: 'dispatch', to: 'east-town', reason: '属地', copyTo: null })).toMatchObject({
      ok: false,
      refusal: 'duty-taken-back',
      detail: expect.stringContaining('住'),
    });
  });

  test("a copy follows its main matter and keeps its raiser's own verdict", async () => {
    const main = await opened();
    const copy = await opened({ contact: { name: '刘示例', phone: '13800000002' } });
    expect(await mergeInto(county.ports, county.actor('shouli'), copy, main, '同一盏灯')).toMatchObject({
      ok: true,
      matter: { status: 'merged' },
    });
    await ask('paidan', main, { do: 'dispatch', to: 'housing', reason: '职责', copyTo: null });
    await ask('chengban', main, { do: 'acknowledge' });
    await ask('chengban', main, { do: 'note', words: '更换灯具', evidence: [] });
    await ask('chengban', main, {
      do: 'reply',
      text: '灯具已更换。',
      outcome: 'support',
      basis: '职责清单',
      remedy: '',
      evidence: [],
      toldHow: 'phone',
    });
    const row = await county.ports.db
      .selectFrom('matter')
      .select(['status', 'owner_unit_id'])
      .where('number', '=', copy)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ status: 'replied', owner_unit_id: 'housing' });
    expect(
      await act(county.ports, { kind: 'raiser' }, copy, {
        do: 'judge',
        solved: 'no',
        level: 1,
        words: '我家门口的还没换',
        via: 'link',
        proof: null,
      }),
    ).toMatchObject({ ok: true, matter: { status: 'dispatched', round: 2, mainId: null } });
  });

  test('twenty at once on one matter: each is written once, in one chain; one key at the same moment acts once', async () => {
    const number = await opened();
    const written = await Promise.all(
      Array.from({ length: 20 }, (_v, i) => ask('paidan', number, { do: 'note', words: `第 ${i} 条（示例）`, evidence: [] })),
    );
    expect(written.every((outcome) => outcome.ok)).toBe(true);
    const key = { caller: 'test', key: 'one', requestHash: new Uint8Array([1]) };
    const same = await Promise.all(
      Array.from({ length: 12 }, () =>
        ask('paidan', number, { do: 'note', words: '只记一次（示例）', evidence: [] }, { idempotency: key }),
      ),
    );
    expect(same.every((outcome) => outcome.ok)).toBe(true);
    expect(same.filter((outcome) => outcome.ok && !outcome.replayed)).toHaveLength(1);
    expect(
      await ask(
        'paidan',
        number,
        { do: 'note', words: '别的', evidence: [] },
        { idempotency: { ...key, requestHash: new Uint8Array([2]) } },
      ),
    ).toMatchObject({
      ok: false,
      refusal: 'key-used-otherwise',
    });
    const history = await readHistoryByNumber(county.ports.db, number);
    expect(history?.events.map((event) => event.seq)).toEqual(Array.from({ length: 22 }, (_v, i) => i + 1));
    expect((await verifyRecord(county.ports)).ok).toBe(true);
  });

  test('search finds every matter that holds the characters, and numbers of a batch have no gaps', async () => {
    const words = Array.from({ length: 60 }, (_, i) =>
      concern({ title: `第${i}件`, text: i % 3 === 0 ? `水管爆裂${i}` : `道路破损${i}`, contact: null }),
    );
    const answers = await openMatters(county.ports, { kind: 'raiser' }, words);
    const numbers = answers.map((a) => (a.ok ? Number(a.receipt.number.slice(15, -1)) : -1));
    expect(numbers.every((n, i) => i === 0 || n === (numbers[i - 1] ?? 0) + 1)).toBe(true);
    const viewer = county.actor('shouli');
    const found = [];
    let cursor: string | undefined;
    do {
      const page = await listMatters(county.ports, viewer, await loadCircumstances(county.ports.db), { q: '管爆', limit: 7, cursor });
      found.push(...page.rows);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(found).toHaveLength(20);
  });

  test('the same key raises one matter only, and another body under it is refused', async () => {
    const key = { caller: 'test', key: 'k1', requestHash: Buffer.alloc(32, 1) };
    const [a, b] = await Promise.all([
      openMatter(county.ports, { kind: 'raiser' }, concern({ idempotency: key })),
      openMatter(county.ports, { kind: 'raiser' }, concern({ idempotency: key })),
    ]);
    expect(a.ok && b.ok && a.receipt.number === b.receipt.number).toBe(true);
    expect(
      await openMatter(county.ports, { kind: 'raiser' }, concern({ idempotency: { ...key, requestHash: Buffer.alloc(32, 2) } })),
    ).toMatchObject({ ok: false, refusal: 'key-used-otherwise' });
  });
});

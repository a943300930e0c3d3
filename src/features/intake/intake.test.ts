// Raising, duplicates and import on a real database.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHistoryByNumber } from '#features/matters/index.ts';
import type { MessageRow } from '#platform/spreadsheets/message-row.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { duplicateHints, type ImportOptions, importMessages, type RawConcern, raiseConcern, type Via, whyLike } from './index.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

const portal: Via = { actor: { kind: 'raiser' }, channel: 'web', caller: 'portal' };
const desk = (channel: Via['channel'] = 'phone'): Via => ({ actor: county.actor('shouli'), channel, caller: 'staff:acc-shouli' });
const count = async (): Promise<number> =>
  Number(
    (
      await county.ports.db
        .selectFrom('matter')
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );
const first = async (number: string) => (await readHistoryByNumber(county.ports.db, number))?.events[0]?.data as Record<string, unknown>;
async function raised(raw: RawConcern, via: Via = portal) {
  const answer = await raiseConcern(county.ports, raw, via);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer;
}

describe('one action for every door', () => {
  test("the same concern through five doors has one shape, and the raiser's own words", async () => {
    const raw = {
      text: '石桥村三组的水泵坏了。\n已经五天没有水。',
      place: '石桥村三组',
      category: 'water',
      name: '张示例',
      phone: '１３８００００００００',
    };
    const doors: Via[] = [
      portal,
      desk('phone'),
      desk('letter'),
      desk('visit'),
      { actor: county.actor('shouli'), channel: 'api', caller: 'token:x' },
    ];
    for (const via of doors) {
      const { receipt } = await raised(raw, via);
      expect(await first(receipt.number)).toMatchObject({
        channel: via.channel,
        title: '石桥村三组的水泵坏了',
        text: raw.text,
        placeText: '石桥村三组',
        placeId: 'p-shiqiao-3',
        categoryId: 'water',
        hasContact: true,
      });
      expect(JSON.stringify(await first(receipt.number))).not.toMatch(/张示例|13800000000/);
    }
  });

  test('SQL and HTML in every field are words and nothing else', async () => {
    const nasty = `'); drop table matter; -- <script>alert(1)</script> {"a":1} \\`;
    const { receipt } = await raised({
      text: nasty,
      title: nasty,
      place: nasty,
      name: nasty.slice(0, 60),
      address: nasty,
      representedBy: nasty.slice(0, 50),
      consent: nasty,
      needs: ['tell-phone', "x','y"],
    });
    expect(await first(receipt.number)).toMatchObject({ text: nasty, title: nasty, placeText: nasty });
    expect(
      await raiseConcern(
        county.ports,
        { text: '好', category: nasty, placeId: nasty, kind: nasty, confidentiality: nasty, accusedUnit: nasty, photos: [nasty] },
        portal,
      ),
    ).toMatchObject({ ok: false });
    expect(await count()).toBeGreaterThan(0);
  });

  test('a secret is not stored: no row anywhere holds it', async () => {
    const before = await count();
    expect(await raiseConcern(county.ports, { text: '转抄如下：绝密★10年 关于示例工程' }, portal)).toMatchObject({
      ok: false,
      problems: { text: 'secrecy' },
    });
    expect(await count()).toBe(before);
    const left = await county.ports.db.selectFrom('matter_search').select('matter_id').where('folded', 'like', '%示例工程%').execute();
    expect(left).toEqual([]);
  });

  test('nothing is queued before the emergency screen is answered; a call is recorded, a hand-over ends it here', async () => {
    const before = await count();
    const raw = { text: '三组有人家里燃气泄漏，味道很大' };
    expect(await raiseConcern(county.ports, raw, portal)).toMatchObject({ ok: false, emergency: { call: '119', words: ['燃气泄漏'] } });
    expect(await count()).toBe(before);
    const called = await raised({ ...raw, emergencyConfirmed: 'called' });
    expect(await first(called.receipt.number)).toMatchObject({ source: '反映人说已拨打 119' });
    const noted = await raised({ ...raw, emergencyConfirmed: 'called' }, desk());
    expect((await readHistoryByNumber(county.ports.db, noted.receipt.number))?.events.map((e) => e.type)).toEqual(['registered', 'noted']);
    const handed = await raised({ ...raw, emergencyConfirmed: 'handed', emergencyReference: 'X-119' }, desk());
    expect(handed).toMatchObject({ handedTo: '119', after: null });
    const events = (await readHistoryByNumber(county.ports.db, handed.receipt.number))?.events ?? [];
    expect(events.map((e) => e.type)).toEqual(['registered', 'handedToEmergency', 'archived']);
    expect(events[1]?.data).toMatchObject({ service: '119', reference: 'X-119' });
  });

  test('one key is one concern: twice at once, again later, and with other words', async () => {
    const raw = { text: '路口红绿灯坏了', key: 'form-1', emergencyConfirmed: 'handed' as const };
    const [a, b] = await Promise.all([raised(raw, desk()), raised(raw, desk())]);
    expect(a.receipt.number).toBe(b.receipt.number);
    expect([a.replayed, b.replayed].sort()).toEqual([false, true]);
    expect(await raiseConcern(county.ports, { ...raw, text: '别的事' }, desk())).toMatchObject({
      ok: false,
      problems: { key: 'key-used-otherwise' },
      earlier: { number: a.receipt.number },
    });
  });

  test('the desk cannot take in a complaint about itself, and a proxy entry needs its proxy', async () => {
    expect(
      await raiseConcern(county.ports, { text: '受理台不接电话', confidentiality: 'accusation', accusedUnit: 'hotline' }, portal),
    ).toMatchObject({ ok: false, problems: { accusedUnit: 'accused-unit' } });
    expect(await raiseConcern(county.ports, { text: '老人的事' }, desk('proxy'))).toMatchObject({
      ok: false,
      problems: { representedBy: 'proxy-missing' },
    });
  });

  test('photos of somebody else cannot be bound', async () => {
    await county.ports.db
      .insertInto('photo')
      .values({
        id: 'ph-1',
        matter_id: null,
        sha256: 'a',
        thumb_sha256: 'b',
        mime: 'image/jpeg',
        bytes: 1,
        width: 1,
        height: 1,
        added_by: 'draft:other',
        added_at: county.ports.now(),
      })
      .execute();
    expect(await raiseConcern(county.ports, { text: '路灯坏了', photos: ['ph-1'] }, portal)).toMatchObject({
      ok: false,
      problems: { photos: 'photos-unknown' },
    });
  });
});

describe('the same thing raised twice', () => {
  const lamp = { text: '东街社区菜市场门口的路灯坏了快一个月，晚上黑漆漆的，老人买菜回来摔了一跤，希望尽快修好。', place: '东街社区' };

  test('is offered with its reasons, at the same place only', async () => {
    const { receipt } = await raised(lamp);
    for (const text of ['自来水费收错了', '学校午餐太贵', '合作医疗怎么报销', '公交车改线不方便']) await raised({ text, place: '柳河村' });
    county.advance(5 * 86_400_000);
    const again = { text: '菜市场门口路灯坏了没有人修，晚上黑漆漆的看不见路，有老人摔跤。', placeText: '东街社区菜市场' };
    const hints = await duplicateHints(county.ports, county.actor('shouli'), again);
    expect(hints[0]).toMatchObject({ number: receipt.number, daysAgo: 5, samePlace: 'same' });
    expect(whyLike(hints[0] ?? ({} as never), 'zh')).toMatch(/^同一地点（示例东镇 › 东街社区），5 天前，字词相近 0\.\d\d（.*菜市场/);
    expect(await duplicateHints(county.ports, county.actor('shouli'), { ...again, placeText: '柳河村' })).toEqual([]);
    expect(await duplicateHints(county.ports, county.actor('shouli'), { text: '医保卡丢了怎么补办', placeText: '东街社区' })).toEqual([]);
    county.advance(61 * 86_400_000);
    expect(await duplicateHints(county.ports, county.actor('shouli'), again)).toEqual([]);
  });

  test('sealed matters are never hinted at', async () => {
    const words = '某干部收受红包给亲戚办低保，村里人都知道这件事情没有人管';
    await raised({ text: words, place: '南坪村', confidentiality: 'accusation', accusedUnit: 'civil' });
    expect(await duplicateHints(county.ports, county.actor('shouli'), { text: words, placeText: '南坪村' })).toEqual([]);
  });
});

describe('messages from elsewhere', () => {
  const message = (n: number, over: Partial<Extract<MessageRow, { ok: true }>['message']> = {}): MessageRow => ({
    row: n,
    ok: true,
    message: {
      id: `m${n}`,
      user: `u${n}`,
      raisedOn: '2026-10-08',
      raisedAt: null,
      title: `第 ${n} 件（示例）`,
      body: `第 ${n} 号楼的电梯坏了，住户上下楼不方便。`,
      place: null,
      category: null,
      phone: null,
      name: null,
      channel: null,
      ...over,
    },
  });
  const take = async (rows: MessageRow[], over: Partial<ImportOptions> = {}) => {
    const imported = await importMessages(county.ports, rows, { source: '旧系统', actor: county.actor('shouli'), ...over });
    if (!imported.ok) throw new Error(imported.refusal);
    return imported.result;
  };

  test('each row is one matter with its own raiser and its own day, taken once', async () => {
    const rows = [
      message(1, { phone: '13800000001', category: '供水' }),
      message(2, { category: '怪类别' }),
      message(3, { id: null }),
      message(4, { id: null, body: '第 3 号楼的电梯坏了，住户上下楼不方便。', title: '第 3 件（示例）', user: 'u3' }),
    ];
    expect(await take(rows)).toMatchObject({ read: 4, taken: 4, known: 0, rejected: 0, unknownCategories: { 怪类别: 1 } });
    expect(await take(rows)).toMatchObject({ read: 4, taken: 0, known: 4 });
    const link = await county.ports.db
      .selectFrom('import_row')
      .innerJoin('matter', 'matter.id', 'import_row.matter_id')
      .select(['number', 'received_at', 'category_id', 'channel'])
      .where('external_id', '=', 'm1')
      .executeTakeFirstOrThrow();
    expect(link).toMatchObject({ received_at: '2026-10-08T01:00:00.000Z', category_id: 'water', channel: 'import' });
    expect(await first(link.number)).toMatchObject({ source: 'import:旧系统#m1', hasContact: true });
    expect(await take(rows, { source: '别的系统' })).toMatchObject({ taken: 4 });
  });

  test('what cannot be taken comes back with row, reason and words; a secret comes back without its words', async () => {
    const result = await take([
      { row: 2, ok: false, faults: [{ column: 'phone', code: 'phone-wrong-length', written: '123' }], cells: ['9', '123', '井盖丢了'] },
      message(12, { body: '绝密★5年 转抄', title: '' }),
      message(13, { raisedOn: '2099-01-01' }),
      message(14, { body: '隔壁着火了快来人', title: '着火' }),
    ]);
    expect(result).toMatchObject({ read: 4, taken: 1, rejected: 3, urgent: [{ row: 14, call: '119' }] });
    expect(result.rejectedRows.map((row) => [row.row, row.reasons[0]?.code, row.cells.length > 0])).toEqual([
      [2, 'phone-wrong-length', true],
      [12, 'secrecy', false],
      [13, 'received-in-future', true],
    ]);
  });

  test('killed between opening and settling, it goes on where it was and takes nothing twice', async () => {
    await take([message(21), message(22)], { source: '断电' });
    // As a crash leaves it: m21 opened but not settled, m23 claimed and never opened.
    await county.ports.db
      .updateTable('import_row')
      .set({ matter_id: '' })
      .where('external_id', '=', 'm21')
      .where('source', '=', '断电')
      .execute();
    await county.ports.db.insertInto('import_row').values({ source: '断电', external_id: 'm23', matter_id: '' }).execute();
    const before = await count();
    expect(await take([message(21), message(22), message(23)], { source: '断电' })).toMatchObject({ taken: 1, known: 2 });
    expect(await count()).toBe(before + 1);
    expect(
      await county.ports.db
        .selectFrom('import_row')
        .select('external_id')
        .where('source', '=', '断电')
        .where('matter_id', '=', '')
        .execute(),
    ).toEqual([]);
  });

  test('two imports from one source do not run at once', async () => {
    async function* slow() {
      yield message(31);
      await new Promise((resolve) => setTimeout(resolve, 300));
      yield message(32);
    }
    const started = importMessages(county.ports, slow(), { source: '同时', actor: county.actor('shouli') });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await importMessages(county.ports, [message(33)], { source: '同时', actor: county.actor('shouli') })).toEqual({
      ok: false,
      refusal: 'import-running',
    });
    expect(await started).toMatchObject({ ok: true, result: { taken: 2 } });
  });

  test('a thousand rows go in batches and report on the way', async () => {
    const seen: number[] = [];
    const result = await take(
      Array.from({ length: 1_000 }, (_, n) => message(10_000 + n)),
      { source: '成批', onProgress: ({ taken }) => void seen.push(taken) },
    );
    expect(result).toMatchObject({ read: 1_000, taken: 1_000 });
    expect(seen.slice(0, 5)).toEqual([200, 400, 600, 800, 1_000]);
  });
});

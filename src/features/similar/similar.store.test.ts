import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '#core/matter/commands.ts';
import { act, type NewConcern, openMatter } from '#features/matters/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import {
  howSure,
  keepSwitches,
  learnRouting,
  likelyOf,
  likelyTwins,
  placeMatter,
  placeWaiting,
  proposeCategory,
  rebuildSimilar,
  whyAlike,
} from './index.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

async function raised(over: Partial<NewConcern>): Promise<{ id: string; number: string }> {
  const concern: NewConcern = {
    channel: 'web',
    kind: 'help',
    title: '',
    text: '',
    placeText: '',
    placeId: null,
    categoryId: 'housing',
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: { name: '张示例', phone: '13800000001' },
    wantsReply: true,
    ...over,
  };
  const answer = await openMatter(county.ports, { kind: 'raiser' }, concern);
  if (!answer.ok) throw new Error(answer.refusal);
  return { id: answer.receipt.matterId, number: answer.receipt.number };
}

const lamp = { title: '幸福小区门口路灯不亮（示例）', text: '幸福小区门口的路灯坏了两个星期，晚上一片漆黑，老人摔了一跤。' };
const lampAgain = { title: '反映幸福小区路灯坏了没人修（示例）', text: '我是幸福小区的住户，门口路灯不亮已经半个月，晚上看不见路。' };
const links = () =>
  county.ports.db.selectFrom('similar_link').select(['matter_id', 'other_id', 'odds']).orderBy('matter_id').orderBy('other_id').execute();

describe('matters find each other as they come in', () => {
  let first: { id: string; number: string };
  let again: { id: string; number: string };

  test('the clock places what came in, once', async () => {
    first = await raised(lamp);
    await raised({ title: '石桥村自来水发黄（示例）', text: '石桥村二组的自来水连着三天发黄，有泥沙。' });
    await raised({ title: '阳光小区门口路灯不亮（示例）', text: '阳光小区门口的路灯坏了两个星期，晚上一片漆黑，老人摔了一跤。' });
    again = await raised(lampAgain);
    expect(await placeWaiting(county.ports)).toBe(4);
    expect(await placeWaiting(county.ports)).toBe(0);
    expect(await placeMatter(county.ports, again.id)).toBe(true);
    expect((await links()).map(({ matter_id, other_id }) => [matter_id, other_id])).toEqual([[again.id, first.id]]);
  });

  test('a desk officer is told the likely twin with its reasons, either way round; another place is not offered', async () => {
    const officer = county.actor('shouli');
    const [twin, ...more] = await likelyTwins(county.ports, officer, again.id);
    expect([twin?.row.number, more]).toEqual([first.number, []]);
    expect(whyAlike(twin?.reasons ?? { names: [], words: '', sameSubject: false, days: null }, 'zh')).toMatch(/都提到“幸福”.*同一天/);
    expect((await likelyTwins(county.ports, officer, first.id)).map(({ row }) => row.number)).toEqual([again.number]);
  });

  test('a text that is not saved yet is compared the same way', async () => {
    const found = await likelyOf(county.ports, { title: '幸福小区路灯不亮', text: '幸福小区门口路灯又不亮了（示例）', placeId: null });
    expect(found.map(({ id }) => id).sort()).toEqual([first.id, again.id].sort());
    expect(await likelyOf(county.ports, { title: '', text: '', placeId: null })).toEqual([]);
  });

  test('two known places that do not lie in each other are never one matter', async () => {
    const found = await likelyOf(county.ports, { title: lamp.title, text: lamp.text, placeId: 'p-dongjie' });
    const elsewhere = await raised({ ...lamp, placeId: 'p-liuhe' });
    await placeWaiting(county.ports);
    expect(found.map(({ id }) => id)).not.toContain(elsewhere.id);
    const asked = await likelyOf(county.ports, { title: lamp.title, text: lamp.text, placeId: 'p-dongjie' });
    expect(asked.map(({ id }) => id)).not.toContain(elsewhere.id);
  });

  test('sealed words are not compared, and a stranger is shown nothing', async () => {
    const sealed = await raised({ ...lampAgain, confidentiality: 'identitySealed' });
    expect(await placeWaiting(county.ports)).toBe(0);
    expect(await placeMatter(county.ports, sealed.id)).toBe(false);
    const stranger = { kind: 'staff', id: 'acc-nobody', unitId: 'housing', roles: [] } as const;
    expect(await likelyTwins(county.ports, stranger, again.id)).toEqual([]);
  });

  test('what is sealed later leaves no number behind, at once; nor does whose raiser was cleared, and neither comes back', async () => {
    const { db } = county.ports;
    const shop = { title: '红星超市门口油烟（示例）', text: '红星超市门口的烧烤摊油烟熏得楼上开不了窗。' };
    const raisedNow = [await raised(shop), await raised({ ...shop, title: '红星超市烧烤油烟扰民（示例）' })];
    const [sealed, cleared] = raisedNow.map(({ id }) => id) as [string, string];
    const sealedNumber = raisedNow[0]?.number ?? '';
    await placeWaiting(county.ports);
    const grams = async (ns: readonly number[]) => (await db.selectFrom('similar_gram').select('n').where('n', 'in', ns).execute()).length;
    const placed = await db.selectFrom('similar_matter').select(['matter_id', 'n']).where('matter_id', 'in', [sealed, cleared]).execute();
    const ns = placed.map(({ n }) => n);
    expect([placed.length, (await grams(ns)) > 10]).toEqual([2, true]);
    expect((await links()).some(({ matter_id }) => matter_id === cleared)).toBe(true);

    const seal: Command = { do: 'seal', confidentiality: 'identitySealed', accusedUnitId: null };
    expect(await act(county.ports, county.actor('shouli'), sealedNumber, seal)).toMatchObject({ ok: true });
    expect(await grams(ns.filter((n) => placed.some((one) => one.n === n && one.matter_id === sealed)))).toBe(0);
    expect((await links()).some(({ matter_id, other_id }) => matter_id === sealed || other_id === sealed)).toBe(false);
    await db.updateTable('raiser').set({ anonymised_at: county.ports.now() }).where('matter_id', '=', cleared).execute();
    expect(await grams(ns)).toBe(0);
    expect(await placeWaiting(county.ports)).toBe(0);
    expect([await placeMatter(county.ports, sealed), await placeMatter(county.ports, cleared)]).toEqual([false, false]);
  });

  test('words that are sealed while they are being placed are not kept', async () => {
    const { db, pool } = county.ports;
    const { id } = await raised({ title: '青山桥护栏断了（示例）', text: '青山桥的护栏断了一截，孩子上学走过很危险。' });
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('update matter_search set sealed = true where matter_id = $1', [id]);
      const placing = placeMatter(county.ports, id);
      await new Promise((go) => setTimeout(go, 200));
      await client.query('commit');
      await placing;
    } finally {
      client.release();
    }
    expect(await db.selectFrom('similar_matter').selectAll().where('matter_id', '=', id).execute()).toEqual([]);
  });

  test('rebuilding gives the same links, and the same again', async () => {
    await rebuildSimilar(county.ports);
    const once = await links();
    const steps: number[] = [];
    expect(await rebuildSimilar(county.ports, (done) => steps.push(done))).toEqual({ placed: 5 });
    expect(await links()).toEqual(once);
    expect(steps).toEqual([5]);
    expect(once.map(({ matter_id, other_id }) => [matter_id, other_id])).toContainEqual([again.id, first.id]);
  });

  test('switched off, nothing is compared and nothing is said', async () => {
    await keepSwitches(county.ports, { twins: false, routing: true });
    await raised({ ...lamp, title: '幸福小区路灯一直不亮（示例）' });
    expect(await placeWaiting(county.ports)).toBe(0);
    expect(await likelyTwins(county.ports, county.actor('shouli'), again.id)).toEqual([]);
    await keepSwitches(county.ports, { twins: true, routing: true });
    expect(await placeWaiting(county.ports)).toBe(1);
  });
});

describe('a category is proposed from what dispatchers decided', () => {
  test('nothing was learnt yet: nothing is said; too few decisions: nothing is learnt', async () => {
    const { id } = await raised({ title: '自来水停了（示例）', text: '自来水停了两天。', categoryId: null });
    expect(await proposeCategory(county.ports, id)).toBeNull();
    expect(await learnRouting(county.ports)).toEqual({ ok: false, refusal: 'too-few-texts' });
  });

  test('learnt from decisions in the database, it names the category, the words and how sure it is, and can be switched off', async () => {
    const dispatcher = county.actor('shouli');
    const what = { housing: ['电梯坏了没人修', '物业乱收费', '楼道漏水'], water: ['自来水停了三天', '水管漏水没人来', '水压太低'] };
    const known = await county.ports.db.selectFrom('category').select('id').execute();
    const [one, other] = known.map(({ id }) => id);
    if (one === undefined || other === undefined) throw new Error('the demo county has categories');
    for (const [categoryId, texts] of [
      [one, what.housing],
      [other, what.water],
    ] as const)
      for (const place of ['东苑', '西苑', '南苑', '北苑'])
        for (const text of texts)
          await raised({ title: `${place}${text}（示例）`, text: `${place}的住户反映：${text}，请派人来看。`, categoryId });
    await county.ports.db.updateTable('matter').set({ status: 'dispatched' }).where('category_id', 'in', [one, other]).execute();
    expect((await learnRouting(county.ports)).ok).toBe(true);
    const { id } = await raised({ title: '中苑水管漏水（示例）', text: '中苑的自来水管漏水，水压也低，没人来。', categoryId: null });
    const proposal = await proposeCategory(county.ports, id);
    expect(proposal).toMatchObject({ label: other, silent: false });
    expect(proposal?.words.join('')).toContain('水');
    expect(howSure(proposal?.confidence ?? 0, 'zh')).toMatch(/^把握/);
    const vague = await raised({ title: '你好', text: '谢谢（示例）', categoryId: null });
    expect(await proposeCategory(county.ports, vague.id)).toBeNull();
    await keepSwitches(county.ports, { twins: true, routing: false });
    expect(await proposeCategory(county.ports, id)).toBeNull();
    expect(dispatcher.kind).toBe('staff');
  });
});

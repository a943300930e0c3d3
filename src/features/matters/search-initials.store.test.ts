// Matters registered before initials were kept: given them once, in batches, found by them afterwards; sealed ones never.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { fillInitials, indexTail, listMatters, loadCircumstances, openMatters } from './index.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

const found = async (q: string): Promise<string[]> => {
  const circumstances = await loadCircumstances(county.ports.db);
  const page = await listMatters(county.ports, county.actor('shouli'), circumstances, { limit: 200, q });
  return page.rows.map((row) => row.title).sort();
};

test('old titles are found by their initials after one filling, and a second finds nothing to do', async () => {
  const titles = [...Array.from({ length: 320 }, (_, i) => `自来水浑浊 ${i}（示例）`), '路灯不亮（示例）'];
  const concern = (title: string, sealed = false) => ({
    channel: 'web' as const,
    kind: 'help' as const,
    title,
    text: '没有写别的话（示例）',
    placeText: '',
    placeId: null,
    categoryId: null,
    confidentiality: sealed ? ('identitySealed' as const) : ('normal' as const),
    accusedUnitId: null,
    contact: null,
    wantsReply: true,
  });
  await openMatters(county.ports, { kind: 'raiser' }, [...titles.map((title) => concern(title)), concern('冷库倒塌（示例）', true)]);
  // As they stood before: the words without the initials after them.
  await county.ports.pool.query("update matter_search set folded = regexp_replace(folded, '[a-z]{3,}[a-z ]*$', '')");
  await indexTail(county.ports.db);
  expect(await found('ldbl')).toEqual([]);
  expect(await fillInitials(county.ports)).toBe(321);
  expect(await found('ldbl')).toEqual(['路灯不亮（示例）']);
  expect((await found('zls')).length).toBe(200);
  expect(await found('lkdt'), 'sealed words are not spelled out').toEqual([]);
  expect(await fillInitials(county.ports)).toBeNull();
  await indexTail(county.ports.db);
  expect(await found('ldbl')).toEqual(['路灯不亮（示例）']);
});

test('killed in the middle, it goes on where it was', async () => {
  await county.ports.pool.query("delete from setting where key = 'search.initials'");
  await county.ports.pool.query('delete from matter_search where part = -1');
  let looks = 0;
  expect(await fillInitials(county.ports, () => ++looks > 1)).toBe(300);
  expect(await fillInitials(county.ports)).toBe(21);
});

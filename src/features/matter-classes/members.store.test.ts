// A matter's page and a class's list must say the same of who is in: one asks of a matter that was read, the other of the database.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { raiseMany } from '#test/support/classes.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { asksWords, isMember, memberIds, type Reach, wordsOf } from './store-members.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty('2026-11-23T01:00:00.000Z');
});
afterAll(() => county.close());

const texts = ['楼道的灯不亮', '水压低 100%，三楼没有水', '路面有坑_下雨积水', '反斜线 \\ 和灯', '灯和水都不好'];
const parts = ['灯', '水', '0%', '_下', '\\ 和', '坑', '没有的词', 'o', '%'];

test('whoever the list of a class names is told so on the matter’s page, and nobody else', async () => {
  const on = ['2026-11-20'];
  const made: string[] = [];
  const categories = ['lighting', 'water', null];
  const places = ['p-dongjie', 'p-liuhe', null];
  for (const [i, text] of texts.entries())
    for (const categoryId of categories)
      for (const placeId of places)
        for (const one of await raiseMany(county, on, { text, title: `第 ${i} 件（示例）`, categoryId, placeId })) made.push(one.id);
  const over = { categoryId: 'lighting', placeId: 'p-dongjie' };
  for (const one of [
    { ...over, confidentiality: 'identitySealed' as const },
    { ...over, confidentiality: 'contactHidden' as const },
    { ...over, confidentiality: 'accusation' as const, accusedUnitId: 'civil' },
    { ...over, kind: 'system' as const },
    { ...over, kind: 'praise' as const },
    { ...over, channel: 'directive' as const },
  ])
    for (const { id } of await raiseMany(county, on, one)) made.push(id);
  const rows = await county.ports.db.selectFrom('matter').selectAll().where('id', 'in', made).execute();
  const matters = rows.map((row) => ({
    id: row.id,
    categoryId: row.category_id,
    placeId: row.place_id,
    confidentiality: row.confidentiality,
    accusedUnitId: row.accused_unit_id,
    channel: row.channel,
    kind: row.kind,
  })) as Parameters<typeof isMember>[1][];
  const words = new Map(await Promise.all(matters.map(async (m) => [m.id, await wordsOf(county.ports.db, m.id)] as const)));
  const some = (list: readonly string[]) => fc.subarray([...list]);
  const reaches: fc.Arbitrary<Reach> = fc.record({
    categoryIds: some(['lighting', 'water']),
    placeIds: fc.option(some(['p-dongjie', 'p-liuhe'])),
    words: fc.oneof(fc.constant([]), some(parts)),
    notWords: fc.oneof(fc.constant([]), fc.subarray(parts, { maxLength: 2 })),
    include: fc.subarray(made, { maxLength: 3 }),
    exclude: fc.subarray(made, { maxLength: 6 }),
  });
  let members = 0;
  await fc.assert(
    fc.asyncProperty(reaches, async (reach) => {
      const listed = (await memberIds(county.ports.db, reach, '1970-01-01T00:00:00.000Z', 500)).map((one) => one.id);
      members += listed.length;
      const told = matters.filter((m) => isMember(reach, m, asksWords(reach) ? (words.get(m.id) ?? null) : null)).map((m) => m.id);
      expect(told.sort()).toEqual(listed.sort());
    }),
    { numRuns: 200 },
  );
  expect(members).toBeGreaterThan(500); // the reaches drawn do reach something
});

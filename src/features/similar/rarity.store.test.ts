import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyRarity, learnText } from '#core/similarity/rarity.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { keepRarity, rarityVersion, readRarity } from './store.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

/** A million numbers are compared as text: one by one takes seconds. */
const asText = (kept: Awaited<ReturnType<typeof readRarity>>) =>
  kept && [
    kept.version,
    kept.rarity.texts,
    ...[kept.rarity.inTexts, kept.rarity.inTitles, kept.rarity.inSubjects].map((table) => hex(table)),
  ];
const hex = (table: Uint32Array): string => Buffer.from(table.buffer, table.byteOffset, table.byteLength).toString('hex');

test('the measure of rare words is read as it was kept, packed small, and each new one has a number of its own', async () => {
  const { db, pool, now } = county.ports;
  const rarity = emptyRarity();
  for (const body of ['东街社区的路灯不亮了', '西街小学门口没有斑马线', '东街社区停水三天'])
    learnText(rarity, { title: '', body, time: 0, sender: '' });
  expect(await keepRarity(db, rarity, now())).toBe(1);
  expect(asText(await readRarity(db))).toEqual(asText({ version: 1, rarity }));
  const { rows } = await pool.query<{ bytes: number }>(
    'select length(in_texts) + length(in_titles) + length(in_subjects) as bytes from similar_rarity',
  );
  expect(rows[0]?.bytes).toBeLessThan(100_000); // of five million

  learnText(rarity, { title: '路灯', body: '还是不亮', time: 0, sender: '' });
  expect(await keepRarity(db, rarity, now())).toBe(2);
  expect(asText(await readRarity(db))).toEqual(asText({ version: 2, rarity }));
  expect(await rarityVersion(db)).toEqual({ version: 2, texts: 4 });
});

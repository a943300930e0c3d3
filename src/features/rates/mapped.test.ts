// A tree of categories that moved on (X10): matters keep the category they had, their counts go to the one that stands for it now, and the list behind a number is the same set.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { periodOf } from '#core/rates/period.ts';
import { act, loadCircumstances, openMatter } from '#features/matters/index.ts';
import { forgetDirectory } from '#features/people/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { readCounted, readRates, readRisers } from './actions.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
  for (const categoryId of ['water', 'lighting', 'roads', 'roads']) {
    const opened = await openMatter(
      county.ports,
      { kind: 'raiser' },
      {
        channel: 'web',
        kind: 'help',
        title: `${categoryId}（示例）`,
        text: '请看一看现场。',
        placeText: '',
        placeId: 'p-dongjie',
        categoryId,
        confidentiality: 'normal',
        accusedUnitId: null,
        contact: null,
        wantsReply: true,
      },
    );
    if (!opened.ok) throw new Error(opened.refusal);
    await act(county.ports, county.actor('paidan'), opened.receipt.number, {
      do: 'dispatch',
      to: 'housing',
      reason: '按清单',
      copyTo: null,
    });
  }
  await county.ports.db.updateTable('category').set({ maps_to: 'roads', valid_to: '2026-11-22' }).where('id', '=', 'water').execute();
  forgetDirectory(county.ports.db);
  county.at('2026-12-20T00:00:00.000Z'); // all are due by now, and came in within four weeks
});
afterAll(() => county?.close());

it('counts by category follow the mapping, the list behind them too, and no matter was touched', async () => {
  const viewer = county.actor('xianban');
  const period = periodOf('year', '2026-11-23');
  const rates = await readRates(county.ports, viewer, period, 'category');
  const due = (id: string) => rates.cells.find((cell) => cell.id === id)?.tally.due;
  expect({ water: due('water'), roads: due('roads'), lighting: due('lighting'), utilities: due('utilities') }).toEqual({
    water: undefined,
    roads: 3,
    lighting: 1,
    utilities: 1,
  });
  expect(rates.total.due).toBe(4);
  const listed = async (category: string) =>
    (await readCounted(county.ports, viewer, { set: 'due', period, category }, null, 50)).rows.map((row) => row.title).sort();
  expect(await listed('roads')).toEqual(['roads（示例）', 'roads（示例）', 'water（示例）']);
  expect(await listed('utilities')).toEqual(['lighting（示例）']);
  expect(await listed('water')).toEqual(['water（示例）']); // an old address still opens what it meant
  const { rows } = await county.ports.pool.query<{ n: number }>("select count(*)::int as n from matter where category_id = 'water'");
  expect(rows[0]?.n).toBe(1);
});

it('what grows on the leader’s page is told under the category of today', async () => {
  const risen = await readRisers(county.ports, county.actor('xianban'), await loadCircumstances(county.ports.db));
  expect(risen).toEqual([
    { id: 'roads', before: 0, after: 3 },
    { id: 'lighting', before: 0, after: 1 },
  ]);
});

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMatters } from '#features/matters/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { placeWaiting, rebuildSimilar } from './index.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

const raise = async (title: string) => {
  const concern = {
    channel: 'web',
    kind: 'help',
    title,
    text: '请来看看，已经三天了。',
    placeText: '',
    placeId: null,
    categoryId: 'housing',
  } as const;
  const more = {
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: { name: '张示例', phone: '13800000001' },
    wantsReply: true,
  } as const;
  await openMatters(county.ports, { kind: 'raiser' }, [{ ...concern, ...more }]);
};
/** Another process of the same county: what a process remembers hangs on its database handle. */
const another = () => ({ ...county.ports, db: county.ports.db.withoutPlugins() });
const forgetTheFirst = async () => {
  await county.ports.pool.query('delete from similar_link');
  await county.ports.pool.query('delete from similar_matter where matter_id in (select matter_id from matter_search where n < 5000)');
};
const placed = async () => (await county.ports.db.selectFrom('similar_matter').select('matter_id').execute()).length;

test('the clock does not look through everything again each round, but does after a rebuild that was killed', async () => {
  for (const place of ['东苑', '西苑', '南苑']) await raise(`${place}门口路灯不亮（示例）`);
  // So many rows later that the look back does not reach the first ones.
  const owner = new pg.Client({ connectionString: county.ownerUrl });
  await owner.connect();
  await owner.query("select setval(pg_get_serial_sequence('matter_search', 'n'), 5000)");
  await owner.end();
  await raise('北苑水管漏水（示例）');
  expect(await placeWaiting(county.ports)).toBe(4);

  const process = another();
  expect(await placeWaiting(process)).toBe(0);
  await forgetTheFirst();
  expect([await placeWaiting(process), await placeWaiting(county.ports)]).toEqual([0, 0]);

  const killed = rebuildSimilar(county.ports, () => {
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  await forgetTheFirst();
  expect(await placeWaiting(process)).toBe(3);
  expect(await placed()).toBe(4);
});

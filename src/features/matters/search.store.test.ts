import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foldForSearch, queryTerms, queryTokens } from '#core/text/tokens.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { indexTail, rowsWithAny, tailIndexer } from './index.ts';
import { nextHits } from './search.ts';

const total = 72_000; // more than one large block, so that all three sizes and a tail are there

describe('search over blocks of every size', () => {
  let county: TestCounty;
  beforeAll(async () => {
    county = await testCounty();
    await county.ports.db.deleteFrom('matter_search').execute();
    // Short invented words over few signs: many hits, rare ones among them. Some are sealed, some numbers are never used.
    await county.ports.pool.query(`
      select setseed(0.42);
      insert into matter_search (matter_id, part, received_at, sealed, folded)
      select 'm' || i, 0, now(), i % 97 = 0,
        (select string_agg(substr('路灯坏了小区物业停水噪音幼儿园abc12街道修好没有人来', 1 + floor(random() * 30 + i * 0)::int, 1), '' order by k) from generate_series(1, 6) k)
      from generate_series(1, ${total}) i where i % 13 <> 0`);
    await county.ports.pool.query("update matter_search set folded = '独一无二' || folded where matter_id in ('m5', 'm33333', 'm69999')");
  }, 120_000);
  afterAll(() => county.close());

  const brute = async (q: string, sealedToo: boolean): Promise<number[]> =>
    (
      await county.ports.pool.query<{ n: number }>(
        'select n from matter_search where position($1 in folded) > 0 and ($2 or not sealed) order by n desc',
        [foldForSearch(q), sealedToo],
      )
    ).rows.map((row) => row.n);

  async function everything(q: string, sealedToo: boolean, want: number): Promise<number[]> {
    const found: number[] = [];
    for (let after: number | null = null; ; ) {
      const page = await nextHits(county.ports.db, queryTerms(q), { sealedToo, after, want });
      found.push(...page.map((hit) => hit.n));
      after = page.at(-1)?.n ?? null;
      if (page.length < want) return found;
    }
  }

  const asked = ['路', '路灯', '小区物', '幼儿园', 'abc', 'c1', '独一无二', '没这个词', '好没有人'];

  test('before anything is indexed, every row that holds the words is found', async () => {
    for (const q of asked.slice(2)) expect(await everything(q, true, 200)).toEqual(await brute(q, true));
  });

  test('blocks are made of all but the newest rows, and the same is found, page by page, newest first', async () => {
    const indexed = await indexTail(county.ports.db);
    expect(indexed).toBeGreaterThan(total * 0.9);
    const { rows } = await county.ports.pool.query<{ level: number; blocks: number }>(
      'select level, count(distinct first_n)::int as blocks from search_block group by level order by level',
    );
    expect(rows.map((row) => row.level)).toEqual(expect.arrayContaining([0, 2]));
    for (const q of asked) {
      const truth = await brute(q, true);
      expect((await everything(q, true, q.length === 1 ? 5_000 : 70)).length).toBe(truth.length);
      expect(await everything(q, true, q.length === 1 ? 5_000 : 51)).toEqual(truth);
    }
    expect(await everything('独一无二', false, 50)).toEqual(await brute('独一无二', false));
    expect(await indexTail(county.ports.db)).toBe(0);
  });

  test('sealed rows are found only by those who may see them', async () => {
    const open = await everything('物业', false, 300);
    expect(open).toEqual(await brute('物业', false));
    expect(open.length).toBeLessThan((await brute('物业', true)).length);
  });

  test('rows with any of several tokens, newest first and never more than asked for', async () => {
    const tokens = queryTokens('独一 没有');
    const some = await rowsWithAny(county.ports.db, tokens, 300);
    const truth = (
      await county.ports.pool.query<{ n: number }>(
        "select n from matter_search where (folded like '%独一%' or folded like '%没有%') and n < (select n from search_mark) order by n desc limit 300",
      )
    ).rows.map((row) => row.n);
    expect(some).toEqual(truth);
  });

  test('while people want something a call takes six blocks and makes no larger ones, until very many small ones lie there; all is found at every moment', async () => {
    const more = (rows: number) =>
      county.ports.pool.query(
        `insert into matter_search (matter_id, part, received_at, sealed, folded) select 'w' || gen_random_uuid(), 0, now(), false, '晚来的雨水管' || i from generate_series(1, $1) i`,
        [rows],
      );
    const middle = async () =>
      (await county.ports.pool.query<{ n: number }>('select count(distinct first_n)::int as n from search_block where level = 1')).rows[0]
        ?.n;
    await indexTail(county.ports.db);
    const before = await middle();
    const next = tailIndexer(county.ports.db, () => true);
    await next();
    await more(20_000);
    expect(await next()).toBe(1_536); // the tail is longer than it may be, whatever comes in
    await indexTail(county.ports.db, () => true);
    expect(await middle()).toBe(before);
    expect((await everything('雨水管', true, 5_000)).length).toBe(20_000);
    for (let i = 0; i < 20; i += 1) await indexTail(county.ports.db, () => true);
    expect(await middle()).not.toBe(before);
    expect((await everything('雨水管', true, 5_000)).length).toBe(20_000);
    await indexTail(county.ports.db);
    await next();
    await more(600);
    expect(await next()).toBe(0); // more is coming in than a block a second: those who tell it go first
    expect(await next()).toBeGreaterThanOrEqual(512);
    expect((await everything('雨水管', true, 5_000)).length).toBe(20_600);
  });
});

// Search in Chinese without a segmenter: complete for any string of one or more characters (stack.md section 2). Common words are found by reading the newest
// rows, rare ones through the inverted index of characters and pairs; rows not indexed yet are read through. Everything is rechecked on the folded text.
import { queryTokens, tokensOf } from '#core/text/tokens.ts';
import { inTransaction, query, type Runner } from '#platform/db/transaction.ts';
import type { MatterDb } from './store.ts';

/** A place in the order of registration: what was written last comes first. */
export type Hit = { n: number; id: string };
export type SearchFrom = { sealedToo: boolean; after: number | null; want: number };
type Row = { n: number; matter_id: string };

const walk = 400; // newest rows read before the index is asked: a word in every eighth row fills a page of 50 from these

/** The next `want` rows, newest first, whose words or reply hold every term. Fewer than `want` means there are no more. One matter may come twice (words and reply). */
export async function nextHits(db: MatterDb, terms: readonly string[], from: SearchFrom): Promise<Hit[]> {
  const near = await walked(db, terms, from);
  if (near.length >= from.want) return near.slice(0, from.want);
  return indexed(db, terms, queryTokens(terms.join(' ')), from);
}

const asHits = (rows: readonly Row[]): Hit[] => rows.map((row) => ({ n: row.n, id: row.matter_id }));
const holds = (terms: readonly string[], from: number): string =>
  terms.map((_t, i) => `position($${from + i} in s.folded) > 0`).join(' and ');
const end = 9_007_199_254_740_991; // newer than any row

async function walked(db: MatterDb, terms: readonly string[], from: SearchFrom): Promise<Hit[]> {
  const rows = await query<Row>(
    db as Runner,
    `search-walk-${terms.length}`,
    `
    select n, matter_id from (select * from matter_search where n < $1 order by n desc limit ${walk}) s where ($2 or not s.sealed) and ${holds(terms, 3)} order by n desc`,
    [from.after ?? end, from.sealedToo, ...terms],
  );
  return asHits(rows);
}

/** The statement is written so that only rows which may hit are fetched: the tail first, then the index by falling n, each rechecked until the page is full. */
async function indexed(db: MatterDb, terms: readonly string[], tokens: readonly number[], from: SearchFrom): Promise<Hit[]> {
  const rows = await query<Row>(
    db as Runner,
    `search-index-${terms.length}-${from.want}`,
    `
    (select s.n, s.matter_id from (select * from matter_search where n > (select n from search_mark) and n < $1 order by n desc offset 0) s
      where ($2 or not s.sealed) and ${holds(terms, 4)} limit ${from.want})
    union all
    (select s.n, s.matter_id from (select n from matter_token where tokens @> $3::text::int4[] and n < $1 order by n desc offset 0) t
      cross join lateral (select * from matter_search where matter_search.n = t.n limit 1) s where ($2 or not s.sealed) and ${holds(terms, 4)} limit ${from.want})
    order by n desc limit ${from.want}`,
    [from.after ?? end, from.sealedToo, `{${tokens.join(',')}}`, ...terms],
  );
  return asHits(rows);
}

/**
 * Moves the tail into the index when it has grown to `tail` rows, `batch` at a time. Returns how many rows were indexed. The short lock waits for writers under way,
 * so that no row with a smaller number can appear behind the mark; the mark's row lock lets one worker at a time do this.
 */
export async function indexTail(db: MatterDb, { tail = 1_000, batch = 2_000 } = {}): Promise<number> {
  const [state] = await query<{ waiting: number }>(
    db as Runner,
    'search-tail',
    'select count(*)::int as waiting from matter_search where n > (select n from search_mark)',
  );
  if ((state?.waiting ?? 0) < tail) return 0;
  const until = await inTransaction(db, async (trx) => {
    await query(trx as Runner, 'search-lock', 'lock table matter_search in share mode');
    const [row] = await query<{ n: number }>(trx as Runner, 'search-max', 'select coalesce(max(n), 0) as n from matter_search');
    return row?.n ?? 0;
  });
  let done = 0;
  for (;;) {
    const count = await indexBatch(db, until, batch);
    done += count;
    if (count < batch) break;
  }
  await query(db as Runner, 'search-flush', 'select flush_search()');
  return done;
}

async function indexBatch(db: MatterDb, until: number, batch: number): Promise<number> {
  return inTransaction(db, async (trx) => {
    const [mark] = await query<{ n: number }>(trx as Runner, 'search-mark', 'select n from search_mark for update');
    const rows = await query<{ n: number; folded: string }>(
      trx as Runner,
      'search-rows',
      'select n, folded from matter_search where n > $1 and n <= $2 order by n limit $3',
      [mark?.n ?? 0, until, batch],
    );
    const last = rows.at(-1);
    if (!last) return 0;
    await query(
      trx as Runner,
      'search-tokens',
      'insert into matter_token (n, tokens) select n, t::int4[] from unnest($1::bigint[], $2::text[]) as x(n, t)',
      [rows.map((r) => r.n), rows.map((r) => `{${tokensOf(r.folded).join(',')}}`)],
    );
    await query(trx as Runner, 'search-move', 'update search_mark set n = $1', [last.n]);
    return rows.length;
  });
}

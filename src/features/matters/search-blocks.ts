// Keeps the search's inverted index: rows of matter_search go into small blocks, sixteen small ones into a larger one (core/text/postings.ts). Done by the clock,
// killable anywhere: the mark moves in the transaction that writes the block. A row is always in the tail or in exactly one block.
import { BlockBuilder, type BlockLevel, blockLevels, mergeBuckets, rowsIn } from '#core/text/postings.ts';
import { soundTokensOf } from '#core/text/sounds.ts';
import { allTokensOf } from '#core/text/tokens.ts';
import { breathe, inTransaction, query, type Runner } from '#platform/db/transaction.ts';
import type { MatterDb, MatterTrx } from './store.ts';

type Marks = { n: number; small: number; large: number };

/**
 * Moves every whole block of the tail into the index, and whole runs of blocks into larger ones. Returns how many rows were indexed. While people want something
 * (`isBusy`), a few blocks, and larger ones only when there are very many small ones: what is left costs every search, and goes in with the next call.
 */
export async function indexTail(db: MatterDb, isBusy: () => boolean = () => false): Promise<number> {
  const until = await writtenUntil(db);
  const { mark, small } = await readTail(db);
  const mayMerge = () => !isBusy() || mark - small >= mostSmall;
  let indexed = 0;
  for (let blocks = 0; blocks < busyBlocks || !isBusy(); blocks += 1) {
    const count = await indexBlock(db, until);
    while (mayMerge() && (await mergeRun(db, 0))) await mergeRun(db, 1);
    if (count === null) break;
    indexed += count;
  }
  return indexed;
}

const busyBlocks = 6; // what is not indexed costs every search, indexing costs each row once
const mostSmall = 64 * rowsIn(0); // rows in small blocks that wait to be made larger
const longestTail = 8_192; // rows

/** `indexTail` as it is called every second: while people are telling more than a block a second, they go first, until the tail is long. */
export function tailIndexer(db: MatterDb, isBusy: () => boolean): () => Promise<number> {
  let before = 0;
  return async () => {
    const { mark, last } = await readTail(db);
    const came = last - before;
    before = last;
    return isBusy() && came > rowsIn(0) && last - mark < longestTail ? 0 : indexTail(db, isBusy);
  };
}

type Tail = { mark: number; small: number; last: number };

async function readTail(db: MatterDb): Promise<Tail> {
  const [tail] = await query<Tail>(
    db as Runner,
    'search-tail',
    'select n as mark, small, (select coalesce(max(n), 0) from matter_search) as last from search_mark',
  );
  return tail ?? { mark: 0, small: 0, last: 0 };
}

/**
 * Row numbers below this one are all written or never will be. Numbers are taken before they are committed, so when at least a block is waiting, a short lock
 * waits for the writers under way.
 */
async function writtenUntil(db: MatterDb): Promise<number> {
  const { mark, last } = await readTail(db);
  if (last - mark < rowsIn(0) - 1) return 0;
  return inTransaction(db, async (trx) => {
    await query(trx as Runner, 'search-lock', 'lock table matter_search in share mode');
    const [row] = await query<{ last: number }>(trx as Runner, 'search-last', 'select coalesce(max(n), 0) as last from matter_search');
    return (row?.last ?? 0) + 1;
  });
}

/** The mark's row lock lets one worker at a time do this. Null when no whole block is waiting. */
async function indexBlock(db: MatterDb, until: number): Promise<number | null> {
  return inTransaction(db, async (trx) => {
    const { n: first } = await lockMarks(trx);
    const next = first + rowsIn(0);
    if (next > until) return null;
    const rows = await query<{ n: number; folded: string }>(
      trx as Runner,
      'search-rows',
      'select n, folded from matter_search where n >= $1 and n < $2 order by n',
      [first, next],
    );
    const block = new BlockBuilder();
    for (const [i, { n, folded }] of rows.entries()) {
      block.add(n - first, allTokensOf(folded));
      block.add(n - first, soundTokensOf(folded));
      if (i % 16 === 15) await breathe(); // requests go between: a block takes some 40 ms of reckoning
    }
    await insertBuckets(trx, 0, first, block.pack(0));
    await query(trx as Runner, 'search-move', 'update search_mark set n = $1', [next]);
    return rows.length;
  });
}

const mergedAtOnce = 16; // buckets read and written per statement: some 200 KB

/** Makes one larger block of sixteen of `smaller`, when the next run of them is whole. */
async function mergeRun(db: MatterDb, smaller: 0 | 1): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const marks = await lockMarks(trx);
    const larger: BlockLevel = smaller === 0 ? 1 : 2;
    const [first, whole] = smaller === 0 ? [marks.small, marks.n] : [marks.large, marks.small];
    const next = first + rowsIn(larger);
    if (next > whole) return false;
    for (let bucket = 0; bucket < 1 << blockLevels[smaller].bucketBits; bucket += mergedAtOnce) {
      const parts = await partsOf(trx, smaller, [bucket, bucket + mergedAtOnce], [first, next]);
      if (parts.size > 0) {
        const merged = new Map<number, Uint8Array>();
        for (const some of parts.values())
          for (const [into, bytes] of mergeBuckets(
            some.map(({ first_n, postings }) => ({ from: first_n - first, bytes: postings })),
            smaller,
          ))
            merged.set(into, bytes);
        await insertBuckets(trx, larger, first, merged);
      }
      await breathe();
    }
    await query(trx as Runner, 'search-unmerged', 'delete from search_block where level = $1 and first_n >= $2 and first_n < $3', [
      smaller,
      first,
      next,
    ]);
    await query(trx as Runner, `search-merged-${larger}`, `update search_mark set ${smaller === 0 ? 'small' : 'large'} = $1`, [next]);
    return true;
  });
}

type Part = { bucket: number; first_n: number; postings: Uint8Array };

async function partsOf(
  trx: MatterTrx,
  level: number,
  [from, to]: readonly [number, number],
  [first, next]: readonly [number, number],
): Promise<Map<number, Part[]>> {
  const rows = await query<Part>(
    trx as Runner,
    'search-parts',
    'select bucket, first_n, postings from search_block where level = $1 and bucket >= $2 and bucket < $3 and first_n >= $4 and first_n < $5 order by bucket, first_n',
    [level, from, to, first, next],
  );
  const parts = new Map<number, Part[]>();
  for (const row of rows) {
    const known = parts.get(row.bucket);
    if (known) known.push(row);
    else parts.set(row.bucket, [row]);
  }
  return parts;
}

async function insertBuckets(trx: MatterTrx, level: BlockLevel, first: number, buckets: ReadonlyMap<number, Uint8Array>): Promise<void> {
  if (buckets.size === 0) return;
  let end = 0;
  const ends = Array.from(buckets.values(), ({ length }) => (end += length));
  // One run of bytes for all buckets: the driver sends it as it is, an array of them it would have to write as text.
  await query(
    trx as Runner,
    'search-buckets',
    `insert into search_block (level, bucket, first_n, postings)
       select $1::smallint, b, $2::bigint, substring($3::bytea from upto - len + 1 for len) from unnest($4::int[], $5::int[], $6::int[]) as x(b, upto, len)`,
    [level, first, Buffer.concat([...buckets.values()]), [...buckets.keys()], ends, Array.from(buckets.values(), ({ length }) => length)],
  );
}

async function lockMarks(trx: MatterTrx): Promise<Marks> {
  const [marks] = await query<Marks>(trx as Runner, 'search-mark', 'select n, small, large from search_mark for update');
  if (!marks) throw new Error('search_mark has no row: run daodi migrate');
  return marks;
}

// Search in Chinese without a segmenter: complete for any string of one or more characters (stack.md section 2), newest registration first. Rows not indexed yet are
// read through; the others are found by their blocks (search-blocks.ts), the newest block first, until the page is full. Everything is rechecked on the folded text.
import { type BlockLevel, bucketOf, inBoth, placesOf, rowsIn } from '#core/text/postings.ts';
import { findSounds, soundTokens } from '#core/text/sounds.ts';
import { holdsTerms, queryTokens } from '#core/text/tokens.ts';
import type { Instant } from '#core/time/day.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import type { MatterDb } from './store.ts';

/** A place in the order of registration: what was written last comes first. `positions`: where each word stands first (1-based); `together`: side by side, as typed. */
export type Hit = { n: number; id: string; part: number; receivedAt: Instant; positions: number[]; together: boolean };
/** `after`: only what was registered before this row. */
export type SearchFrom = { sealedToo: boolean; after: number | null; want: number };
type Row = { n: number; matter_id: string; part: number; received_at: Instant; together: boolean } & Record<`at${number}`, number>;

const end = 9_007_199_254_740_991; // newer than any row
const mostTokens = 16; // of a long question; the recheck holds it to every character

/** The searched form of these rows, for whoever has to look at it as a reader may see it. */
export async function foldedOf(db: MatterDb, ns: readonly number[]): Promise<{ n: number; folded: string }[]> {
  return query(db as Runner, 'search-folded', 'select n, folded from matter_search where n = any($1::bigint[])', [ns]);
}

const asHits = (rows: readonly Row[], terms: readonly string[]): Hit[] =>
  rows.map((row) => ({
    n: row.n,
    id: row.matter_id,
    part: row.part,
    receivedAt: row.received_at,
    positions: terms.map((_term, i) => row[`at${i}`] ?? 0),
    together: row.together,
  }));

/** Of `source`, the rows that hold every word, which are the statement's last values from `$from` on, and before them all of them side by side. "offset 0": each place is looked up once. */
const holding = (terms: readonly string[], source: string, from: number): string => `
  select n, matter_id, part, received_at, together, ${terms.map((_t, i) => `at${i}`).join(', ')} from (
    select s.n, s.matter_id, s.part, s.received_at, s.sealed, ${terms.length > 1 ? `position($${from} in s.folded) > 0` : `$${from}::text is not null`} as together,
      ${terms.map((_t, i) => `position($${from + 1 + i} in s.folded) as at${i}`).join(', ')}
    from ${source} offset 0) found
  where ${terms.map((_t, i) => `at${i} > 0`).join(' and ')}`;

/** The next `want` rows, newest first, whose words or reply hold every term. Fewer than `want` means there are no more. One matter may come twice (words and reply). */
export async function nextHits(db: MatterDb, terms: readonly string[], from: SearchFrom): Promise<Hit[]> {
  const tokens = spread(queryTokens(terms.join(' ')));
  const { hits, ...first } = await firstLook(db, terms, tokens, from);
  if (hits.length >= from.want) return hits;
  let before = Math.min(from.after ?? end, hits.at(-1)?.n ?? end);
  let asked = 0;
  for await (const candidates of candidatesOf(db, tokens, before, first)) {
    const rows = candidates.filter((n) => n < before);
    for (let at = 0; at < rows.length && hits.length < from.want; ) {
      // A first guess of what the page needs; when many candidates do not hold, larger portions.
      const portion = rows.slice(at, at + Math.max(from.want - hits.length, asked, 16));
      at += portion.length;
      asked += portion.length;
      hits.push(...(await recheck(db, terms, from.sealedToo, portion)));
    }
    if (hits.length >= from.want) break;
    before = rows.at(-1) ?? before;
  }
  return hits.slice(0, from.want);
}

/** Row numbers of what is indexed and holds at least one of the tokens, newest first, at most `most`. Together with the tail, nothing that holds one is missed. */
export async function rowsWithAny(db: MatterDb, tokens: readonly number[], most: number): Promise<number[]> {
  const found: number[] = [];
  for await (const blocks of portions(db, tokens, end)) {
    for (const block of blocks) {
      const places = new Set<number>();
      for (const token of tokens) for (const place of placesIn(block, token)) places.add(place);
      found.push(...[...places].sort((a, b) => b - a).map((place) => block.first + place));
      if (found.length >= most) return found.slice(0, most);
    }
  }
  return found;
}

type Look = { blocks: Block[]; hasLarge: boolean };

/** What nearly every question needs, in one statement and so at one moment: the rows of the tail that hold every word, and the small and middle blocks. */
async function firstLook(
  db: MatterDb,
  terms: readonly string[],
  tokens: readonly number[],
  from: SearchFrom,
): Promise<Look & { hits: Hit[] }> {
  const places = terms.map((_term, i) => `at${i}`);
  const buckets = terms.length + 5;
  const rows = await query<Row & BucketRow>(
    db as Runner,
    `search-look-${terms.length}`,
    `select *, null::smallint as level, null::int as bucket, null::text as postings, null::bigint as first_n from (${holding(terms, '(select * from matter_search where n >= (select n from search_mark) and n < (select $1::bigint) and ((select $2::boolean) or not sealed) order by n desc offset 0) s', 4)} limit (select $3::int)) hits
     union all select null, null, null, null, null, ${places.map(() => 'null, ').join('')}level, bucket, postings, first_n from (${smallBlocks(buckets, 1)}) b`,
    [from.after ?? end, from.sealedToo, from.want, terms.join(''), ...terms, bucketsFor(tokens, 0), bucketsFor(tokens, 1)],
  );
  const hits = asHits(
    rows.filter((row) => row.level === null),
    terms,
  ).sort((a, b) => b.n - a.n);
  return { hits, ...asLook(rows.filter((row) => row.level !== null)) };
}

async function recheck(db: MatterDb, terms: readonly string[], sealedToo: boolean, ns: readonly number[]): Promise<Hit[]> {
  if (ns.length === 0) return [];
  const rows = await query<Row>(
    db as Runner,
    `search-recheck-${terms.length}`,
    `${holding(terms, 'matter_search s where s.n = any($1::bigint[]) and ($2 or not s.sealed)', 3)} order by n desc`,
    [`{${ns.join(',')}}`, sealedToo, terms.join(''), ...terms],
  );
  return asHits(rows, terms);
}

/** Of these matters, those of which a row registered at or after `n` holds every word as well: an earlier page has shown them. */
export async function shownBefore(db: MatterDb, terms: readonly string[], ids: readonly string[], n: number): Promise<Set<string>> {
  const rows = await query<{ matter_id: string }>(
    db as Runner,
    `search-before-${terms.length}`,
    `select s.matter_id from matter_search s where s.matter_id = any($1::text[]) and s.n >= $2 and ${terms.map((_t, i) => `position($${3 + i} in s.folded) > 0`).join(' and ')}`,
    [ids, n, ...terms],
  );
  return new Set(rows.map((row) => row.matter_id));
}

/** What is looked for by its sound: words as they are written, and runs of sounds. */
export type Heard = { written: readonly string[]; sounds: readonly (readonly number[])[] };
export type HeardHit = { n: number; id: string; folded: string };
const heardAtOnce = 1_000; // rows of the tail that are read through together

/** The next `want` rows, newest first, in whose words these sounds stand. A second try, when nothing is written as it was typed. */
export async function nextHeard(db: MatterDb, heard: Heard, from: SearchFrom): Promise<HeardHit[]> {
  const holds = (folded: string) => isHeard(folded, heard);
  const hits: HeardHit[] = [];
  for (let after = from.after; hits.length < from.want; ) {
    const rows = await tailTexts(db, { ...from, after });
    hits.push(...rows.filter((row) => holds(row.folded)));
    if (rows.length < heardAtOnce) break;
    after = rows.at(-1)?.n ?? 0;
  }
  const tokens = spread([...queryTokens(heard.written.join(' ')), ...heard.sounds.flatMap(soundTokens)]);
  const before = from.after ?? end;
  for await (const candidates of candidatesOf(db, tokens, before)) {
    for (let at = 0; at < candidates.length && hits.length < from.want; at += from.want)
      hits.push(
        ...(await textsOf(db, candidates.slice(at, at + from.want), from.sealedToo)).filter((row) => row.n < before && holds(row.folded)),
      );
    if (hits.length >= from.want) break;
  }
  return hits.slice(0, from.want);
}

const isHeard = (folded: string, { written, sounds }: Heard): boolean =>
  holdsTerms(folded, written) && sounds.every((run) => findSounds(folded, run) !== null);

/** The same as `shownBefore`, by sound. */
export async function heardBefore(db: MatterDb, heard: Heard, ids: readonly string[], n: number): Promise<Set<string>> {
  const rows = await query<{ id: string; folded: string }>(
    db as Runner,
    'search-before-texts',
    'select matter_id as id, folded from matter_search where matter_id = any($1::text[]) and n >= $2',
    [ids, n],
  );
  return new Set(rows.filter(({ folded }) => isHeard(folded, heard)).map(({ id }) => id));
}

const tailTexts = (db: MatterDb, from: SearchFrom): Promise<HeardHit[]> =>
  query(
    db as Runner,
    'search-tail-texts',
    'select n, matter_id as id, folded from matter_search where n >= (select n from search_mark) and n < $1 and ($2 or not sealed) order by n desc limit $3',
    [from.after ?? end, from.sealedToo, heardAtOnce],
  );

const textsOf = (db: MatterDb, ns: readonly number[], sealedToo: boolean): Promise<HeardHit[]> =>
  query(
    db as Runner,
    'search-texts',
    'select n, matter_id as id, folded from matter_search where n = any($1::bigint[]) and ($2 or not sealed) order by n desc',
    [`{${ns.join(',')}}`, sealedToo],
  );

type Block = { level: BlockLevel; first: number; buckets: Map<number, Uint8Array> };
const placesIn = (block: Block, token: number): number[] => {
  const bytes = block.buckets.get(bucketOf(token, block.level));
  return bytes ? placesOf(bytes, token, block.level) : [];
};

const firstCandidates = 500; // what a page needs, with room for those that do not hold; then twice as many, and so on

/** Row numbers that hold all tokens, newest first, in portions: what a question reads, and what it reckons, grows with how far back it has to look. */
async function* candidatesOf(db: MatterDb, tokens: readonly number[], before: number, first?: Look): AsyncGenerator<number[]> {
  let enough = firstCandidates;
  for await (const blocks of portions(db, tokens, before, first)) {
    let found: number[] = [];
    for (const block of blocks) {
      let places: number[] | null = null;
      for (const token of tokens) {
        const own = placesIn(block, token);
        places = places === null ? own : inBoth(places, own);
        if (places.length === 0) break;
      }
      for (const place of (places ?? []).reverse()) found.push(block.first + place);
      if (found.length < enough) continue;
      yield found;
      found = [];
      enough *= 2;
    }
    if (found.length > 0) yield found;
  }
}

/** The driver has values as text: bytes come in the 64 letters, a third more of them, where PostgreSQL's own way doubles them. */
const lettered = `encode(postings, 'base64')`;

/**
 * The small and middle blocks before a row: the buckets asked for stand in `$at` and the value after it. Behind them how far the large ones reach, as a bucket of none.
 * "select $1": the planner shall not look at the values; one plan is right for all, and making it anew costs as much as a third of the question. */
const smallBlocks = (at: number, before: number): string =>
  `select level, bucket, first_n, ${lettered} as postings from search_block where level = 0 and bucket = any((select $${at}::int[])::int[]) and first_n < (select $${before}::bigint)
   union all select level, bucket, first_n, ${lettered} from search_block where level = 1 and bucket = any((select $${at + 1}::int[])::int[]) and first_n < (select $${before}::bigint)
   union all select 2, -1, large, '' from search_mark`;

/** `hasLarge`: from 65,536 rows on. */
const asLook = (rows: readonly BucketRow[]): Look => ({
  blocks: blocksOf(rows.filter((row) => row.bucket >= 0)),
  hasLarge: rows.some((row) => row.bucket < 0 && row.first_n > 0),
});

/** The buckets of these tokens, newest blocks first: all small and middle blocks at once, then the large ones, four at a time and then all that are left. */
async function* portions(db: MatterDb, tokens: readonly number[], before: number, first?: Look): AsyncGenerator<Block[]> {
  if (tokens.length === 0) return;
  const { blocks, hasLarge } =
    first ??
    asLook(
      await query<BucketRow>(db as Runner, 'search-blocks', smallBlocks(1, 3), [bucketsFor(tokens, 0), bucketsFor(tokens, 1), before]),
    );
  yield blocks;
  if (!hasLarge) return;
  const large = bucketsFor(tokens, 2);
  let below = before;
  for (const most of [4, 16, 1_000_000]) {
    const found = await query<BucketRow & { covered: number }>(
      db as Runner,
      'search-large-blocks',
      `select covered, coalesce(level, 2) as level, bucket, first_n, ${lettered} as postings from (select least(large, $2::bigint) as covered from search_mark) m
         left join search_block b on level = 2 and bucket = any($1::int[]) and first_n < covered and first_n >= covered - $3::bigint`,
      [large, below, most * rowsIn(2)],
    );
    yield blocksOf(found.filter((row) => row.bucket !== null));
    below = (found[0]?.covered ?? 0) - most * rowsIn(2);
    if (below <= 0) return;
  }
}

type BucketRow = { level: BlockLevel; bucket: number; first_n: number; postings: string };

const bucketsFor = (tokens: readonly number[], level: BlockLevel): string =>
  `{${[...new Set(tokens.map((token) => bucketOf(token, level)))].join(',')}}`;

function blocksOf(rows: readonly BucketRow[]): Block[] {
  const blocks = new Map<number, Block>();
  for (const { level, bucket, first_n, postings } of rows) {
    const key = first_n * 4 + level;
    const block = blocks.get(key) ?? { level, first: first_n, buckets: new Map() };
    block.buckets.set(bucket, Buffer.from(postings, 'base64'));
    blocks.set(key, block);
  }
  return [...blocks.values()].sort((a, b) => b.first - a.first);
}

function spread(tokens: readonly number[]): number[] {
  if (tokens.length <= mostTokens) return [...tokens];
  return Array.from({ length: mostTokens }, (_v, i) => tokens[Math.floor((i * tokens.length) / mostTokens)] ?? 0);
}

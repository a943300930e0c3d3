// The SQL of likeness: who shares rare rows of signs, the words to compare, and what was found. Words are read from the search's rows; sealed ones never, nor those of
// a matter whose raiser's data was cleared. What is sealed or cleared later is dropped by the database itself (db/migrations/0032).
import type { Rarity } from '#core/similarity/rarity.ts';
import type { Pointer } from '#core/similarity/signature.ts';
import type { Instant } from '#core/time/day.ts';
import { packNumbers, unpackNumbers } from '#platform/db/packed.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

export type SimilarDb = Uses<
  'similar_matter' | 'similar_gram' | 'similar_link' | 'similar_rarity' | 'matter' | 'matter_search' | 'raiser' | 'setting'
>;
const run = (db: SimilarDb): Runner => db as unknown as Runner;

/** The words of a matter, its title before them. */
export type Worded = { id: string; title: string; folded: string; received_at: Instant; place_id: string | null };

const worded = `select m.id, m.title, left(s.folded, 2600) as folded, m.received_at, m.place_id
  from matter m join matter_search s on s.matter_id = m.id and s.part = 0 and not s.sealed`;
/** As a question of its own for each row: as a join it would read every raiser there is. */
const notCleared = '(select r.anonymised_at from raiser r where r.matter_id = m.id) is null';
const lookBack = 2_000;

/** Matters that were never compared, oldest first. Row numbers are taken before they are committed, so the last two thousand are looked through again. */
export async function unplaced(db: SimilarDb, after: number, most: number): Promise<(Worded & { n: number })[]> {
  return query(
    run(db),
    'similar-unplaced',
    `select m.id, m.title, left(s.folded, 2600) as folded, m.received_at, m.place_id, s.n
     from matter_search s join matter m on m.id = s.matter_id
     where s.n > $1 and s.part = 0 and not s.sealed and not exists (select 1 from similar_matter p where p.matter_id = s.matter_id)
       and ${notCleared}
     order by s.n limit $2`,
    [Math.max(0, after - lookBack), most],
  );
}

/** The newest row of words there is. */
export async function lastRow(db: SimilarDb): Promise<number> {
  const [row] = await query<{ n: number }>(run(db), 'similar-last', 'select coalesce(max(n), 0) as n from matter_search');
  return row?.n ?? 0;
}

export async function wordsOf(db: SimilarDb, matterId: string): Promise<Worded | null> {
  const [row] = await query<Worded>(run(db), 'similar-words', `${worded} where m.id = $1 and ${notCleared}`, [matterId]);
  return row ?? null;
}

/** For each row of signs its newest matters only: bounded, however common a row has become. The heaviest first. */
export async function sharing(
  db: SimilarDb,
  pointers: readonly Pointer[],
  { eachNewest, most }: { eachNewest: number; most: number },
): Promise<Worded[]> {
  return query(
    run(db),
    'similar-sharing',
    `select m.id, m.title, left(s.folded, 2600) as folded, m.received_at, m.place_id from (
       select g.n, sum(q.weight) as weight from unnest($1::int[], $2::real[]) as q(gram, weight)
       cross join lateral (select n from similar_gram where gram = q.gram order by n desc limit $3) g
       group by g.n order by 2 desc, 1 desc limit $4
     ) hit join similar_matter p on p.n = hit.n join matter m on m.id = p.matter_id
     join matter_search s on s.matter_id = m.id and s.part = 0 and not s.sealed
     order by hit.weight desc, hit.n desc`,
    [pointers.map(({ gram }) => gram), pointers.map(({ weight }) => weight), eachNewest, most],
  );
}

export type Placed = { id: string; pointers: readonly Pointer[]; links: readonly { otherId: string; odds: number }[] };

/**
 * One statement: the matter is findable with its links, or nothing is there. Placed twice changes nothing. It holds the words' row, so that whoever seals it meanwhile
 * comes before, and nothing is written, or after, and finds what to drop.
 */
export async function insertPlaced(db: SimilarDb, { id, pointers, links }: Placed, at: Instant): Promise<void> {
  await query(
    run(db),
    'similar-place',
    `with open as (select matter_id from matter_search where matter_id = $1 and part = 0 and not sealed for share),
     placed as (insert into similar_matter (matter_id, placed_at) select matter_id, $2 from open on conflict do nothing returning n),
     grams as (insert into similar_gram (gram, n) select distinct g, n from placed, unnest($3::int[]) as x(g))
     insert into similar_link (matter_id, other_id, odds) select $1, o, w from placed, unnest($4::text[], $5::real[]) as y(o, w)`,
    [id, at, pointers.map(({ gram }) => gram), links.map(({ otherId }) => otherId), links.map(({ odds }) => odds)],
  );
}

/** Both ways, the likeliest first. */
export async function linksOf(db: SimilarDb, matterId: string, most: number): Promise<{ otherId: string; odds: number }[]> {
  return query(
    run(db),
    'similar-links',
    `select "otherId", max(odds) as odds from (
       select other_id as "otherId", odds from similar_link where matter_id = $1 union all select matter_id, odds from similar_link where other_id = $1
     ) l group by 1 order by 2 desc, 1 limit $2`,
    [matterId, most],
  );
}

/** Links between these matters, each once; none of a matter whose words are sealed by now. */
export async function linksAmong(
  db: SimilarDb,
  ids: readonly string[],
  leastOdds: number,
): Promise<{ id: string; otherId: string; odds: number }[]> {
  return query(
    run(db),
    'similar-links-among',
    `select l.matter_id as id, l.other_id as "otherId", l.odds from similar_link l
     where l.matter_id = any($1::text[]) and l.other_id = any($1::text[]) and l.odds >= $2::real
       and exists (select from matter_search s where s.matter_id = l.matter_id and s.part = 0 and not s.sealed)
       and exists (select from matter_search s where s.matter_id = l.other_id and s.part = 0 and not s.sealed)
     order by l.matter_id, l.other_id`,
    [ids, leastOdds],
  );
}

/** Those of these that were compared with the others already. */
export async function placedAmong(db: SimilarDb, ids: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    run(db),
    'similar-placed-among',
    'select matter_id as id from similar_matter where matter_id = any($1::text[])',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function isAnyPlaced(db: SimilarDb): Promise<boolean> {
  return (await query(run(db), 'similar-any', 'select 1 from similar_matter limit 1')).length > 0;
}

// ── how rare words are here ──
export async function rarityVersion(db: SimilarDb): Promise<{ version: number; texts: number } | null> {
  const [row] = await query<{ version: number; texts: number }>(run(db), 'similar-version', 'select version, texts from similar_rarity');
  return row ?? null;
}

export async function readRarity(db: SimilarDb): Promise<{ version: number; rarity: Rarity } | null> {
  const row = await db.selectFrom('similar_rarity').selectAll().executeTakeFirst();
  if (!row) return null;
  const [inTexts, inTitles, inSubjects] = await Promise.all([
    unpackNumbers(row.in_texts),
    unpackNumbers(row.in_titles),
    unpackNumbers(row.in_subjects),
  ]);
  return { version: row.version, rarity: { texts: row.texts, inTexts, inTitles, inSubjects } };
}

/** Gives the number of this measure, by which others learn that there is a new one. */
export async function keepRarity(db: SimilarDb, { texts, inTexts, inTitles, inSubjects }: Rarity, at: Instant): Promise<number> {
  const [row] = await query<{ version: number }>(
    run(db),
    'similar-keep-rarity',
    `insert into similar_rarity (version, texts, in_texts, in_titles, in_subjects, made_at) values (1, $1, $2, $3, $4, $5)
     on conflict (one) do update set version = similar_rarity.version + 1, texts = $1, in_texts = $2, in_titles = $3, in_subjects = $4, made_at = $5
     returning version`,
    [texts, ...(await Promise.all([inTexts, inTitles, inSubjects].map(packNumbers))), at],
  );
  if (!row) throw new Error('similar_rarity gave no number back');
  return row.version;
}

/** Words of the newest matters, newest first; `before` goes on from there. */
export async function newestWords(
  db: SimilarDb,
  before: number | null,
  most: number,
): Promise<{ n: number; title: string; folded: string }[]> {
  return query(
    run(db),
    'similar-newest',
    `select s.n, m.title, left(s.folded, 2600) as folded from matter_search s join matter m on m.id = s.matter_id
     where s.part = 0 and not s.sealed and ($1::bigint is null or s.n < $1) order by s.n desc limit $2`,
    [before, most],
  );
}

export async function countPlaceable(db: SimilarDb): Promise<number> {
  const [row] = await query<{ n: number }>(
    run(db),
    'similar-count',
    'select count(*)::int as n from matter_search where part = 0 and not sealed',
  );
  return row?.n ?? 0;
}

/** Everything derived goes; the words stay where they are. */
export async function forgetAll(db: SimilarDb): Promise<void> {
  await query(run(db), 'similar-forget', 'delete from similar_link');
  await query(run(db), 'similar-forget-grams', 'delete from similar_gram');
  await query(run(db), 'similar-forget-matters', 'delete from similar_matter');
}

export async function isPlaced(db: SimilarDb, matterId: string): Promise<boolean> {
  const rows = await query(run(db), 'similar-is-placed', 'select 1 from similar_matter where matter_id = $1', [matterId]);
  return rows.length > 0;
}

/** Rows of these matters that are still on their way and that this account is not recused from; `Row` is the list's row, for `seenRows`, which decides what of them is shown. */
export async function runningRows<Row>(db: SimilarDb, ids: readonly string[], accountId: string): Promise<Row[]> {
  return query(
    run(db),
    'similar-rows',
    `select m.id, m.number, m.version, m.status, m.title, m.kind, m.channel, m.category_id, m.place_id, m.place_text, m.owner_unit_id, m.owner_account_id, m.received_at,
       m.due_at, m.provisional, m.light, m.round, m.escalation, m.waiting_for, m.solved, m.level, m.confidentiality, m.main_id, m.accused_unit_id, m.handled_by, m.helper_units
     from matter m where m.id = any($1::text[]) and m.accused_unit_id is null
       and exists (select 1 from matter_search s where s.matter_id = m.id and s.part = 0 and not s.sealed)
       and m.status not in ('archived','judged','notAccepted','emergency','terminated','merged')
       and m.id <> all(array(select r.matter_id from matter_event r where r.type = 'recused' and r.data->>'accountId' = $2))`,
    [ids, accountId],
  );
}

// ── learning from dispatch decisions ──
export type ModelDb = Uses<'routing_model' | 'matter' | 'matter_search' | 'setting'>;

/** Words and category of matters that a dispatcher has sent on, newest last; sealed ones are not learnt from. */
export async function decidedWords(db: ModelDb, most: number): Promise<{ title: string; folded: string; category_id: string }[]> {
  return query(
    db as unknown as Runner,
    'routing-decided',
    `select * from (
       select m.title, left(s.folded, 4000) as folded, m.category_id, s.n from matter m join matter_search s on s.matter_id = m.id and s.part = 0 and not s.sealed
       where m.category_id is not null and m.status not in ('registered','notAccepted','merged') and m.kind <> 'system'
       order by s.n desc limit $1
     ) newest order by n`,
    [most],
  );
}

export async function keepModel(
  db: ModelDb,
  row: { id: string; at: Instant; trainedOn: number; macroF1: number | null; body: string },
): Promise<void> {
  await db
    .insertInto('routing_model')
    .values({ id: row.id, made_at: row.at, trained_on: row.trainedOn, macro_f1: row.macroF1, body: row.body })
    .execute();
}

export async function newestModelId(db: ModelDb): Promise<string | null> {
  const row = await db
    .selectFrom('routing_model')
    .select('id')
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** What is known of the newest model without opening it. */
export async function aboutModel(db: ModelDb): Promise<{ madeAt: Instant; trainedOn: number; macroF1: number | null } | null> {
  const row = await db
    .selectFrom('routing_model')
    .select(['made_at', 'trained_on', 'macro_f1'])
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { madeAt: row.made_at, trainedOn: row.trained_on, macroF1: row.macro_f1 } : null;
}

export async function readModel(db: ModelDb, id: string): Promise<unknown> {
  const row = await db.selectFrom('routing_model').select('body').where('id', '=', id).executeTakeFirst();
  return row?.body ?? null;
}

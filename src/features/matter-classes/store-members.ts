// Which matters belong to a class, asked of the matters themselves: by its scope and the exceptions made by hand. Nothing is copied, so nothing can be out of date.
// Accusations, what hides its raiser, and whatever names a unit are never part of a class: neither listed nor counted, whoever asks.
import type { Matter } from '#core/matter/matter.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

export type MemberDb = Uses<'matter' | 'matter_search'>;

/** The scope with everything below its categories and places looked up; `placeIds` null: the whole county. */
export type Reach = {
  categoryIds: readonly string[];
  placeIds: readonly string[] | null;
  words: readonly string[];
  notWords: readonly string[];
  include: readonly string[];
  exclude: readonly string[];
};

/** What may be in a class at all. `m` is the matter. */
export const classable = `m.confidentiality in ('normal', 'contactHidden') and m.accused_unit_id is null and m.channel <> 'directive' and m.kind not in ('system', 'praise')`;
/** The same of a matter that was read already. */
export const isClassable = (m: Pick<Matter, 'confidentiality' | 'accusedUnitId' | 'channel' | 'kind'>): boolean =>
  (m.confidentiality === 'normal' || m.confidentiality === 'contactHidden') &&
  m.accusedUnitId === null &&
  m.channel !== 'directive' &&
  m.kind !== 'system' &&
  m.kind !== 'praise';

const holds = (n: number): string =>
  `exists (select from matter_search s where s.matter_id = m.id and s.part = 0 and s.folded like any($${n}::text[]))`;
/** $1 categories, $2 places or null, $3 words, $4 words that shut out, $5 taken in, $6 left out, $7 since. */
const members = `
  select m.id, m.received_at, m.place_id from matter m
  where m.category_id = any($1::text[]) and ($2::text[] is null or m.place_id = any($2)) and m.received_at >= $7::timestamptz and ${classable}
    and m.id <> all($6::text[]) and m.id <> all($5::text[])
    and (cardinality($3::text[]) = 0 or ${holds(3)}) and (cardinality($4::text[]) = 0 or not ${holds(4)})
  union all
  select m.id, m.received_at, m.place_id from matter m where m.id = any($5::text[]) and m.received_at >= $7::timestamptz and ${classable}`;

const escaped = (word: string): string => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
const valuesOf = (reach: Reach, since: Instant): unknown[] => [
  reach.categoryIds,
  reach.placeIds,
  reach.words.map(escaped),
  reach.notWords.map(escaped),
  reach.include,
  reach.exclude,
  since,
];
const run = (db: MemberDb): Runner => db as unknown as Runner;

/** How many came on each day (in Shanghai) since then. */
export async function countDays(db: MemberDb, reach: Reach, since: Instant): Promise<{ on: Day; n: number }[]> {
  return query(
    run(db),
    'classes-days',
    `select ((x.received_at at time zone 'UTC') + interval '8 hours')::date as on, count(*)::int as n from (${members}) x group by 1 order by 1`,
    valuesOf(reach, since),
  );
}

export async function countSince(db: MemberDb, reach: Reach, since: Instant): Promise<number> {
  const rows = await query<{ n: number }>(
    run(db),
    'classes-count',
    `select count(*)::int as n from (${members}) x`,
    valuesOf(reach, since),
  );
  return rows[0]?.n ?? 0;
}

/** Newest first, so many, after a place in the list. */
export async function memberIds(
  db: MemberDb,
  reach: Reach,
  since: Instant,
  limit: number,
  after: { at: Instant; id: string } | null = null,
): Promise<{ id: string; received_at: Instant }[]> {
  return query(
    run(db),
    'classes-members',
    `select x.id, x.received_at from (${members}) x where (x.received_at, x.id) < ($8::timestamptz, $9::text) order by x.received_at desc, x.id desc limit $10::int`,
    [...valuesOf(reach, since), after?.at ?? 'infinity', after?.id ?? '~', limit],
  );
}

/** Whether the words of a matter matter. */
export const asksWords = (reach: Reach): boolean => reach.words.length > 0 || reach.notWords.length > 0;

/** The words of a matter as they are searched in; null: it has none. */
export const wordsOf = async (db: MemberDb, matterId: string): Promise<string | null> =>
  (
    await query<{ folded: string }>(run(db), 'classes-words-of', 'select folded from matter_search where matter_id = $1 and part = 0', [
      matterId,
    ])
  )[0]?.folded ?? null;

/** Whether a matter that was read already is among the members: what `members` above asks of the database, of this one. `words` is asked for only if `asksWords`. */
export function isMember(
  reach: Reach,
  matter: Pick<Matter, 'id' | 'categoryId' | 'placeId' | 'confidentiality' | 'accusedUnitId' | 'channel' | 'kind'>,
  words: string | null,
): boolean {
  if (!isClassable(matter)) return false;
  if (reach.include.includes(matter.id)) return true;
  const holdsOne = (list: readonly string[]) => list.some((word) => words?.includes(word) ?? false);
  return (
    !reach.exclude.includes(matter.id) &&
    matter.categoryId !== null &&
    reach.categoryIds.includes(matter.categoryId) &&
    (reach.placeIds === null || (matter.placeId !== null && reach.placeIds.includes(matter.placeId))) &&
    (reach.words.length === 0 || holdsOne(reach.words)) &&
    !holdsOne(reach.notWords)
  );
}

export async function countByPlace(db: MemberDb, reach: Reach, since: Instant): Promise<{ placeId: string | null; n: number }[]> {
  return query(
    run(db),
    'classes-places',
    `select x.place_id as "placeId", count(*)::int as n from (${members}) x group by 1 order by 2 desc, 1`,
    valuesOf(reach, since),
  );
}

/** When the county's records begin: no week before that is a week without matters. */
export async function firstReceived(db: MemberDb): Promise<Instant | null> {
  return (await query<{ at: Instant | null }>(run(db), 'classes-first', 'select min(received_at) as at from matter'))[0]?.at ?? null;
}

/** Ids of these numbers that may be in a class. */
export async function idsOfNumbers(
  db: MemberDb,
  numbers: readonly string[],
): Promise<{ id: string; number: string; categoryId: string | null; placeId: string | null }[]> {
  return query(
    run(db),
    'classes-ids',
    `select m.id, m.number, m.category_id as "categoryId", m.place_id as "placeId" from matter m where m.number = any($1::text[]) and ${classable}`,
    [numbers],
  );
}

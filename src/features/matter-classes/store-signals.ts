// What the clock counts to find candidates, each from an index over the days it looks at (matter_received, matter_category, matter_round_due): docs/decisions/0028.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import { classable } from './store-members.ts';

export type SignalDb = Uses<'matter' | 'matter_search' | 'matter_round' | 'class_look' | 'burst_told'>;
const run = (db: SignalDb): Runner => db as unknown as Runner;

type Cell = { categoryId: string; placeId: string | null };
export type RecentCount = Cell & { village: number; county: number; burst: number };

/** New matters by exact category and place, in three windows that end now; the longest says how far back is read. */
export const countRecent = (db: SignalDb, from: { village: Instant; county: Instant; burst: Instant }): Promise<RecentCount[]> =>
  query(
    run(db),
    'classes-recent',
    `select m.category_id as "categoryId", m.place_id as "placeId", (count(*) filter (where m.received_at >= $1::timestamptz))::int as village,
       (count(*) filter (where m.received_at >= $2::timestamptz))::int as county, (count(*) filter (where m.received_at >= $3::timestamptz))::int as burst
     from matter m
     where m.received_at >= least($1::timestamptz, $2::timestamptz, $3::timestamptz) and m.category_id is not null and ${classable}
     group by 1, 2`,
    [from.village, from.county, from.burst],
  );

/** Only the last hours: asked often, to tell of a burst soon. */
export const countBurst = (db: SignalDb, from: Instant): Promise<(Cell & { n: number; visits: number })[]> =>
  query(
    run(db),
    'classes-burst',
    `select m.category_id as "categoryId", m.place_id as "placeId", count(*)::int as n, (count(*) filter (where m.channel = 'visit'))::int as visits
     from matter m where m.received_at >= $1::timestamptz and m.category_id is not null and ${classable} group by 1, 2`,
    [from],
  );

export const countRework = (db: SignalDb, from: Instant, now: Instant): Promise<(Cell & { answered: number; reworked: number })[]> =>
  query(
    run(db),
    'classes-rework',
    `select r.category_id as "categoryId", r.place_id as "placeId", (count(*) filter (where r.replied_at is not null))::int as answered,
       (count(*) filter (where r.replied_at is not null and r.reworked))::int as reworked
     from matter_round r join matter m on m.id = r.matter_id
     where r.due_at >= $1::timestamptz and r.due_at < $2::timestamptz and r.category_id is not null and not r.excluded and r.ended is null and ${classable}
     group by 1, 2`,
    [from, now],
  );

/** The words of the newest matters of one category, under all its names, oldest first. They are compared and never shown. */
export const wordsOfCategory = (
  db: SignalDb,
  categoryIds: readonly string[],
  from: Instant,
  limit: number,
): Promise<{ id: string; placeId: string | null; words: string }[]> =>
  query(
    run(db),
    'classes-words',
    `select x.id, x.place_id as "placeId", s.folded as words
     from (select m.id, m.place_id, m.received_at from matter m where m.category_id = any($1::text[]) and m.received_at >= $2::timestamptz and ${classable}
           order by m.received_at desc, m.id desc limit $3::int) x
     join matter_search s on s.matter_id = x.id and s.part = 0 and not s.sealed
     order by x.received_at, x.id`,
    [categoryIds, from, limit],
  );

/** Matters of each category by week, `week` 0 beginning on `from`. */
export const countWeeks = (db: SignalDb, from: Instant, until: Instant): Promise<{ categoryId: string; week: number; n: number }[]> =>
  query(
    run(db),
    'classes-weeks',
    `select m.category_id as "categoryId", floor(extract(epoch from m.received_at - $1::timestamptz) / 604800)::int as week, count(*)::int as n
     from matter m where m.received_at >= $1::timestamptz and m.received_at < $2::timestamptz and m.category_id is not null and ${classable} group by 1, 2`,
    [from, until],
  );

export type HotCell = Cell & { week: number; n: number };
/** By category, place and week back from now (0 = the last seven days), for the hot board; of these units only, or of all. */
export const countHot = (db: SignalDb, from: Instant, now: Instant, units: readonly string[] | null): Promise<HotCell[]> =>
  query(
    run(db),
    'classes-hot',
    `select m.category_id as "categoryId", m.place_id as "placeId", floor(extract(epoch from $2::timestamptz - m.received_at) / 604800)::int as week, count(*)::int as n
     from matter m where m.received_at > $1::timestamptz and m.received_at <= $2::timestamptz and m.category_id is not null and ${classable}
       and ($3::text[] is null or m.owner_unit_id = any($3))
     group by 1, 2, 3`,
    [from, now, units],
  );

// ── when it last looked ──
export async function lookedAt(db: SignalDb, what: string): Promise<{ at: Instant; body: unknown } | null> {
  const rows = await query<{ at: Instant; body: unknown }>(
    run(db),
    'classes-looked',
    'select looked_at as at, body from class_look where what = $1',
    [what],
  );
  return rows[0] ?? null;
}

export async function keepLook(db: SignalDb, what: string, at: Instant, body: unknown = {}): Promise<void> {
  await query(
    run(db),
    'classes-keep-look',
    'insert into class_look (what, looked_at, body) values ($1, $2, $3::jsonb) on conflict (what) do update set looked_at = excluded.looked_at, body = excluded.body',
    [what, at, JSON.stringify(body)],
  );
}

/** How many were told of last time within the window; 0 when nobody was. */
export async function toldOfBurst(db: SignalDb, key: string, since: Instant): Promise<number> {
  const rows = await query<{ n: number }>(
    run(db),
    'classes-told',
    'select coalesce(max(n), 0)::int as n from burst_told where key = $1 and told_at >= $2::timestamptz',
    [key, since],
  );
  return rows[0]?.n ?? 0;
}
export async function keepTold(db: SignalDb, key: string, at: Instant, n: number): Promise<void> {
  await query(run(db), 'classes-keep-told', 'insert into burst_told (key, told_at, n) values ($1, $2, $3) on conflict do nothing', [
    key,
    at,
    n,
  ]);
}

/** New matters that hold one of these words and were not told of yet; sealed ones apart: those are nobody's news. */
export async function mattersWith(
  db: SignalDb,
  words: readonly string[],
  since: Instant,
  limit: number,
): Promise<{ id: string; number: string }[]> {
  return query(
    run(db),
    'classes-danger',
    `select m.id, m.number from matter m join matter_search s on s.matter_id = m.id and s.part = 0 and not s.sealed
     where m.received_at >= $1::timestamptz and ${classable} and s.folded like any($2::text[])
       and not exists (select from burst_told b where b.key = 'danger:' || m.id) order by m.received_at desc limit $3::int`,
    [since, words.map((word) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`), limit],
  );
}

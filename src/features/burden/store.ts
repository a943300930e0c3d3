// What the database itself says: of its tables, of opinions about the system, of outlets, and of what was done in each part.
import { sql } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';
import type { Column, Opinion } from './rules.ts';
import { type CountyWords, nothingSaid } from './rules-county.ts';
import type { Use } from './rules-use.ts';

export type BurdenDb = Uses<
  | 'matter'
  | 'outlet'
  | 'access_log'
  | 'setting'
  | 'import_run'
  | 'share'
  | 'saved_view'
  | 'directive'
  | 'photo'
  | 'delegation'
  | 'calendar_feed'
  | 'data_request'
  | 'outlet_message'
>;

/** Every column of every table the application may touch, asked now. */
export async function readColumns(db: BurdenDb): Promise<Column[]> {
  const { rows } = await sql<Column>`select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' order by 1, ordinal_position`.execute(db as Uses<'matter'>);
  return rows;
}

/** The newest first, by the index of opinions. */
export async function readOpinions(db: BurdenDb, most: number): Promise<Opinion[]> {
  const rows = await db
    .selectFrom('matter')
    .select(['number', 'status', 'received_at', 'replied_at', 'solved', 'level', 'confidentiality'])
    .where('kind', '=', 'system')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    number: row.number,
    status: row.status,
    receivedAt: row.received_at,
    repliedAt: row.replied_at,
    solved: row.solved,
    level: row.level,
    isPlain: row.confidentiality === 'normal',
  }));
}

export type OutletLine = { kind: string; isOn: boolean; changedAt: Instant; changedBy: string | null };

/** Outlets without their names (a name may be that of a chat group), and the unit whose administrator changed one last. */
export async function readOutlets(db: BurdenDb): Promise<OutletLine[]> {
  return query(
    db,
    'burden-outlets',
    `select o.kind, o.is_on as "isOn", o.changed_at as "changedAt",
       (select l.unit_id from access_log l where l.what = 'notices-outlet-changed' and l.at <= o.changed_at + interval '1 second' order by l.at desc limit 1) as "changedBy"
     from outlet o where o.removed_at is null order by o.kind, o.changed_at`,
  );
}

/** How often something was done in each part since that moment. */
export async function readUses(db: BurdenDb, since: Instant): Promise<Use[]> {
  return query(
    db,
    'burden-uses',
    `select 'imports' as part, count(*)::int as n from import_run where at >= $1
     union all select 'shares', count(*)::int from share where made_at >= $1
     union all select 'views', count(*)::int from saved_view where made_at >= $1
     union all select 'directives', count(*)::int from directive where given_at >= $1
     union all select 'photos', count(*)::int from (select 1 from photo where added_at >= $1 and redacted_of is null limit 1000) few
     union all select 'redactions', count(*)::int from (select 1 from photo where added_at >= $1 and redacted_of is not null limit 1000) few
     union all select 'covers', count(*)::int from delegation where created_at >= $1
     union all select 'feeds', count(*)::int from calendar_feed
     union all select 'requests', count(*)::int from data_request where asked_at >= $1
     union all select 'outlets', count(*)::int from (select 1 from outlet_message where created_at >= $1 limit 1000) few`,
    [since],
  );
}

export async function firstDay(db: BurdenDb): Promise<Day | null> {
  const rows = await query<{ on: Day | null }>(
    db,
    'burden-first-day',
    "select (select (received_at at time zone 'Asia/Shanghai')::date from matter order by received_at limit 1) as on",
  );
  return rows[0]?.on ?? null;
}

const key = 'burden';
export async function readCountyWords(db: BurdenDb): Promise<CountyWords> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', key).executeTakeFirst();
  return { ...nothingSaid, ...(row?.body as Partial<CountyWords> | undefined) };
}
export async function writeCountyWords(db: BurdenDb, words: CountyWords, at: Instant): Promise<void> {
  const row = { body: JSON.stringify(words), changed_at: at };
  await db
    .insertInto('setting')
    .values({ key, ...row })
    .onConflict((oc) => oc.column('key').doUpdateSet(row))
    .execute();
}

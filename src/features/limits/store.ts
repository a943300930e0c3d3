// SQL of limits and calendars: dated rows, tables of years, and which matters wait for one.
import type { CalendarYear } from '#core/time/calendar.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Limit } from '#core/time/limits.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';

export type LimitsDb = Uses<'limit_rule' | 'calendar_year' | 'matter' | 'setting'>;
export type LimitRow = { limit: Limit; reason: string; madeBy: string | null; madeAt: Instant | null };

/** Every row there is or was, by key and first day. */
export async function readLimitRows(db: LimitsDb, key?: string): Promise<LimitRow[]> {
  const all = db.selectFrom('limit_rule').selectAll().orderBy('key').orderBy('valid_from');
  const rows = await (key === undefined ? all : all.where('key', '=', key)).execute();
  return rows.map((row) => ({
    limit: { ...(row.body as Limit), key: row.key, validFrom: row.valid_from, validTo: row.valid_to },
    reason: row.reason,
    madeBy: row.made_by ?? null,
    madeAt: row.made_at ?? null,
  }));
}

/** False when another row of this key begins on the same day: somebody was faster. */
export async function insertLimit(db: LimitsDb, { limit, reason, madeBy, madeAt }: LimitRow): Promise<boolean> {
  const done = await db
    .insertInto('limit_rule')
    .values({
      key: limit.key,
      valid_from: limit.validFrom,
      valid_to: limit.validTo,
      body: JSON.stringify(limit),
      reason,
      made_by: madeBy,
      made_at: madeAt,
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Only a row that has not begun: what was in force explains deadlines for ever. */
export async function dropFutureLimit(db: LimitsDb, key: string, validFrom: Day, today: Day): Promise<boolean> {
  const done = await db
    .deleteFrom('limit_rule')
    .where('key', '=', key)
    .where('valid_from', '=', validFrom)
    .where('valid_from', '>', today)
    .where('made_by', 'is not', null)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export async function readYears(db: LimitsDb): Promise<{ table: CalendarYear; importedAt: Instant }[]> {
  const rows = await db.selectFrom('calendar_year').selectAll().orderBy('year').orderBy('region').execute();
  return rows.map((row) => ({ table: row.body as CalendarYear, importedAt: row.imported_at }));
}

export async function writeYear(db: LimitsDb, table: CalendarYear, at: Instant): Promise<void> {
  const fresh = { body: JSON.stringify(table), imported_at: at };
  await db
    .insertInto('calendar_year')
    .values({ year: table.year, region: table.region, ...fresh })
    .onConflict((oc) => oc.columns(['year', 'region']).doUpdateSet(fresh))
    .execute();
}

export async function countProvisional(db: LimitsDb): Promise<number> {
  const rows = await query<{ n: number }>(
    db,
    'limits-provisional-count',
    'select count(*)::int as n from matter where provisional and archived_at is null',
  );
  return rows[0]?.n ?? 0;
}

/** Open matters whose date hangs on a notice, in the order of their ids, after `after`. */
export async function provisionalAfter(db: LimitsDb, after: string, most: number): Promise<{ id: string; number: string }[]> {
  return query(
    db,
    'limits-provisional',
    'select id, number from matter where provisional and archived_at is null and id > $1 order by id limit $2',
    [after, most],
  );
}

const key = 'calendar-recomputed';
/** The calendar by which all provisional deadlines have been gone through, so that a start does not go through them again. */
export async function readRecomputed(db: LimitsDb): Promise<string | null> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', key).executeTakeFirst();
  return (row?.body as { version?: string } | undefined)?.version ?? null;
}
export async function writeRecomputed(db: LimitsDb, version: string, at: Instant): Promise<void> {
  const row = { body: JSON.stringify({ version }), changed_at: at };
  await db
    .insertInto('setting')
    .values({ key, ...row })
    .onConflict((oc) => oc.column('key').doUpdateSet(row))
    .execute();
}

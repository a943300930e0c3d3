// SQL of the open figures.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';
import type { OpenSet } from './rules.ts';

export type DisclosureDb = Uses<'disclosure_set' | 'matter' | 'directive'>;

/** What came in between two moments, by category and place as they stand in the row. Sealed and accusing matters, and leaders' own instructions, are not in it. */
export async function receivedBy(
  db: DisclosureDb,
  from: Instant,
  until: Instant,
): Promise<{ categoryId: string | null; placeId: string | null; n: number }[]> {
  return query(
    db,
    'disclosure-received',
    `select category_id as "categoryId", place_id as "placeId", count(*)::int as n from matter m
     where received_at >= $1 and received_at < $2 and confidentiality in ('normal', 'contactHidden') and accused_unit_id is null
       and not exists (select 1 from directive d where d.matter_id = m.id)
     group by 1, 2`,
    [from, until],
  );
}

export type Published = {
  month: string;
  formula: string;
  set: OpenSet;
  leftOut: number;
  sha256: string;
  publishedBy: string | null;
  publishedAt: Instant;
};

export async function readSets(db: DisclosureDb, most: number): Promise<Omit<Published, 'set'>[]> {
  const rows = await db
    .selectFrom('disclosure_set')
    .select(['month', 'formula', 'left_out', 'sha256', 'published_by', 'published_at'])
    .orderBy('month', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    month: row.month,
    formula: row.formula,
    leftOut: row.left_out,
    sha256: row.sha256,
    publishedBy: row.published_by,
    publishedAt: row.published_at,
  }));
}

export async function readSet(db: DisclosureDb, month: string): Promise<Published | null> {
  const row = await db.selectFrom('disclosure_set').selectAll().where('month', '=', month).executeTakeFirst();
  if (!row) return null;
  const set = row.cells as OpenSet;
  return {
    month,
    formula: row.formula,
    set,
    leftOut: row.left_out,
    sha256: row.sha256,
    publishedBy: row.published_by,
    publishedAt: row.published_at,
  };
}

/** False when the month is out already. */
export async function insertSet(db: DisclosureDb, one: Omit<Published, 'leftOut'> & { least: number }): Promise<boolean> {
  const done = await db
    .insertInto('disclosure_set')
    .values({
      month: one.month,
      formula: one.formula,
      cells: JSON.stringify(one.set),
      left_out: one.set.leftOut,
      least: one.least,
      sha256: one.sha256,
      published_by: one.publishedBy,
      published_at: one.publishedAt,
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

// Saved views: a name for an address of the ledger, of one person or of a unit. They are no part of any record, so they may be deleted, and brought back.
import { sql } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';

type ViewDb = Uses<'saved_view'>;
export type SavedView = { id: string; name: string; query: string; isDefault: boolean; ofUnit: boolean; madeBy: string };
export type ViewOwner = { accountId: string; unitId: string };

const columns = ['id', 'name', 'query', 'is_default as isDefault', 'unit_id', 'made_by as madeBy'] as const;

/** The person's own first, then the unit's, each by age. */
export async function viewsOf(db: ViewDb, { accountId, unitId }: ViewOwner): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_view')
    .select(columns)
    .where((eb) => eb.or([eb('account_id', '=', accountId), eb('unit_id', '=', unitId)]))
    .where('deleted_at', 'is', null)
    .orderBy('unit_id', (order) => order.nullsFirst())
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map(({ unit_id, ...row }) => ({ ...row, ofUnit: unit_id !== null }));
}

/** Also a deleted one; null when it is neither this person's nor this unit's. */
export async function findView(db: ViewDb, { accountId, unitId }: ViewOwner, id: string): Promise<SavedView | null> {
  const row = await db
    .selectFrom('saved_view')
    .select(columns)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('account_id', '=', accountId), eb('unit_id', '=', unitId)]))
    .executeTakeFirst();
  if (!row) return null;
  const { unit_id, ...view } = row;
  return { ...view, ofUnit: unit_id !== null };
}

export async function insertView(
  db: ViewDb,
  view: { id: string; accountId: string | null; unitId: string | null; name: string; query: string; madeBy: string; madeAt: Instant },
): Promise<void> {
  await db
    .insertInto('saved_view')
    .values({
      id: view.id,
      account_id: view.accountId,
      unit_id: view.unitId,
      name: view.name,
      query: view.query,
      made_by: view.madeBy,
      made_at: view.madeAt,
      deleted_at: null,
    })
    .execute();
}

/** With null it is there again. One that opened the ledger does not do so any more. */
export async function markViewDeleted(db: ViewDb, id: string, deletedAt: Instant | null): Promise<void> {
  await db.updateTable('saved_view').set({ deleted_at: deletedAt, is_default: false }).where('id', '=', id).execute();
}

/** One of a person's views, or none, opens the ledger; a unit's for everybody in it who chose none. */
export async function setDefaultView(db: ViewDb, owner: { accountId: string } | { unitId: string }, id: string | null): Promise<void> {
  const mine = 'accountId' in owner ? (['account_id', owner.accountId] as const) : (['unit_id', owner.unitId] as const);
  await db
    .updateTable('saved_view')
    .set({ is_default: sql<boolean>`id = ${id ?? ''}` })
    .where(mine[0], '=', mine[1])
    .where('deleted_at', 'is', null)
    .execute();
}

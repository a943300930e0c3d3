// Tables on their way in: sealed, one per upload, gone a day after they were touched last.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';

export type DraftRow = { id: string; kind: string; fileName: string; sealed: string; setting: unknown };

export async function insertDraft(db: Uses<'structure_draft'>, row: DraftRow & { accountId: string; at: Instant }): Promise<void> {
  await db
    .insertInto('structure_draft')
    .values({
      id: row.id,
      account_id: row.accountId,
      kind: row.kind,
      file_name: row.fileName,
      sealed: row.sealed,
      setting: JSON.stringify(row.setting),
      touched_at: row.at,
    })
    .execute();
}

/** Only its owner's: the list of another office holds names. */
export async function readDraft(db: Uses<'structure_draft'>, id: string, accountId: string): Promise<DraftRow | null> {
  const row = await db
    .selectFrom('structure_draft')
    .select(['id', 'kind', 'file_name', 'sealed', 'setting'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ? { id: row.id, kind: row.kind, fileName: row.file_name, sealed: row.sealed, setting: row.setting } : null;
}

export async function updateDraft(db: Uses<'structure_draft'>, id: string, setting: unknown, at: Instant): Promise<void> {
  await db
    .updateTable('structure_draft')
    .set({ setting: JSON.stringify(setting), touched_at: at })
    .where('id', '=', id)
    .execute();
}

export async function clearDrafts(db: Uses<'structure_draft'>, before: Instant): Promise<void> {
  await db.deleteFrom('structure_draft').where('touched_at', '<', before).execute();
}

// SQL of uploads under way, and of the photo rows they become.
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Tables } from '#platform/db/tables.ts';

/** Whose: a draft or an account, as in `photo.added_by`; with the matter it is for. */
export type Owner = { addedBy: string; matterId: string | null };
export type UploadRow = Tables['upload'];

export async function insertUpload(db: Kysely<Tables>, row: UploadRow): Promise<void> {
  await db.insertInto('upload').values(row).execute();
}

export async function readUpload(db: Kysely<Tables>, id: string, { addedBy, matterId }: Owner): Promise<UploadRow | null> {
  const row = await db
    .selectFrom('upload')
    .selectAll()
    .where('id', '=', id)
    .where('added_by', '=', addedBy)
    .where('matter_id', 'is not distinct from', matterId)
    .executeTakeFirst();
  return row ?? null;
}

/** Uploads of this owner that became nothing yet, since `since`. */
export async function countOpen(db: Kysely<Tables>, addedBy: string, since: Instant): Promise<number> {
  const { n } = await db
    .selectFrom('upload')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('added_by', '=', addedBy)
    .where('created_at', '>=', since)
    .where('photo_id', 'is', null)
    .where('refusal', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function dropUpload(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('upload').where('id', '=', id).execute();
}

export async function settleRefused(db: Kysely<Tables>, id: string, refusal: string): Promise<void> {
  await db.updateTable('upload').set({ refusal }).where('id', '=', id).where('photo_id', 'is', null).execute();
}

/** Binds the upload to its photo once: false when somebody else was first. Waits for whoever is settling it at this moment. */
export async function settleTaken(trx: Transaction<Tables>, id: string, photoId: string): Promise<boolean> {
  const done = await trx
    .updateTable('upload')
    .set({ photo_id: photoId, refusal: null })
    .where('id', '=', id)
    .where('photo_id', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function dropUploadsBefore(db: Kysely<Tables>, before: Instant): Promise<void> {
  await db.deleteFrom('upload').where('created_at', '<', before).execute();
}

export type NewPhoto = Omit<Tables['photo'], 'kind' | 'name_sealed'> & { kind: 'photo' | 'document'; name_sealed: string };

/**
 * Adds a photo or paper, unless its owner has `most` of them lying here already (for a draft: without a matter; for an account: under this matter).
 * Those of one owner are counted one after the other, so that two at once do not both become the last.
 */
export async function insertFile(trx: Transaction<Tables>, row: NewPhoto, most: number): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`photo:${row.added_by}`}, 0))`.execute(trx);
  const { n } = await trx
    .selectFrom('photo')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('added_by', '=', row.added_by)
    .where('matter_id', 'is not distinct from', row.matter_id)
    .where('redacted_of', 'is', null)
    .executeTakeFirstOrThrow();
  if (Number(n) >= most) return false;
  await trx.insertInto('photo').values(row).execute();
  return true;
}

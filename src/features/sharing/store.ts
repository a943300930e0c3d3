// The SQL of shared tasks. What was opened is append-only.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';

export type SharingDb = Uses<'share' | 'share_opening'>;
export type ShareRow = {
  id: string;
  mark: string;
  matterId: string;
  madeBy: string;
  madeIn: string;
  madeAt: Instant;
  expiresAt: Instant;
  recipient: string;
  purpose: string;
  task: string;
  place: string;
  revokedAt: Instant | null;
  revokedBy: string | null;
};

const columns = `id, mark, matter_id as "matterId", made_by as "madeBy", made_in as "madeIn", made_at as "madeAt", expires_at as "expiresAt", recipient, purpose, task, place,
  revoked_at as "revokedAt", revoked_by as "revokedBy"`;

export async function insertShare(
  db: SharingDb,
  row: Omit<ShareRow, 'revokedAt' | 'revokedBy'> & { tokenHash: Uint8Array },
): Promise<void> {
  await db
    .insertInto('share')
    .values({
      id: row.id,
      token_hash: Buffer.from(row.tokenHash),
      mark: row.mark,
      matter_id: row.matterId,
      made_by: row.madeBy,
      made_in: row.madeIn,
      made_at: row.madeAt,
      expires_at: row.expiresAt,
      recipient: row.recipient,
      purpose: row.purpose,
      task: row.task,
      place: row.place,
      revoked_at: null,
      revoked_by: null,
    })
    .execute();
}

export async function findByToken(db: SharingDb, tokenHash: Uint8Array): Promise<ShareRow | null> {
  const rows = await query<ShareRow>(db, 'sharing-token', `select ${columns} from share where token_hash = $1`, [Buffer.from(tokenHash)]);
  return rows[0] ?? null;
}

export type Opened = { openings: number; lastAt: Instant | null };
/** The shares of one matter, newest first, each with how often it was opened. */
export async function sharesOf(db: SharingDb, matterId: string): Promise<(ShareRow & Opened)[]> {
  return query(
    db,
    'sharing-of',
    `select ${columns}, (select count(*)::int from share_opening o where o.share_id = share.id) as openings,
      (select max(o.at) from share_opening o where o.share_id = share.id) as "lastAt"
    from share where matter_id = $1 order by made_at desc limit 50`,
    [matterId],
  );
}

export async function sharesMarked(db: SharingDb, patterns: readonly string[]): Promise<(ShareRow & Opened)[]> {
  return query(
    db,
    'sharing-marked',
    `select ${columns}, (select count(*)::int from share_opening o where o.share_id = share.id) as openings,
      (select max(o.at) from share_opening o where o.share_id = share.id) as "lastAt"
    from share where mark like any($1::text[]) order by made_at desc limit 20`,
    [patterns],
  );
}

export async function openingsOf(db: SharingDb, shareId: string, most: number): Promise<{ at: Instant; network: string }[]> {
  return query(
    db,
    'sharing-openings',
    'select at, address_class as network from share_opening where share_id = $1 order by at desc limit $2',
    [shareId, most],
  );
}

export async function insertOpening(db: SharingDb, row: { id: string; shareId: string; at: Instant; network: string }): Promise<void> {
  await db.insertInto('share_opening').values({ id: row.id, share_id: row.shareId, at: row.at, address_class: row.network }).execute();
}

/** False when it was withdrawn already, or is of another matter. */
export async function revokeShare(db: SharingDb, id: string, matterId: string, by: string, at: Instant): Promise<boolean> {
  const done = await db
    .updateTable('share')
    .set({ revoked_at: at, revoked_by: by })
    .where('id', '=', id)
    .where('matter_id', '=', matterId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

// Journeys to the identity provider and the accounts that are joined to a subject of it.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';

export type JourneyRow = { state: string; nonce: string; verifier: string; next: string; accountId: string | null };

export async function insertJourney(
  db: Uses<'openid_journey'>,
  row: JourneyRow & { digest: Uint8Array; at: Instant; expiresAt: Instant },
): Promise<void> {
  await db.deleteFrom('openid_journey').where('expires_at', '<', row.at).execute();
  await db
    .insertInto('openid_journey')
    .values({
      cookie_hash: row.digest,
      state: row.state,
      nonce: row.nonce,
      verifier: row.verifier,
      next: row.next,
      account_id: row.accountId,
      created_at: row.at,
      expires_at: row.expiresAt,
    })
    .execute();
}

/** Taken out as it is read: a journey ends once. */
export async function takeJourney(db: Uses<'openid_journey'>, digest: Uint8Array, at: Instant): Promise<JourneyRow | null> {
  const row = await db.deleteFrom('openid_journey').where('cookie_hash', '=', digest).returningAll().executeTakeFirst();
  if (!row || row.expires_at <= at) return null;
  return { state: row.state, nonce: row.nonce, verifier: row.verifier, next: row.next, accountId: row.account_id };
}

export type Linked = { id: string; login: string; unitId: string; mustChange: boolean };

/** The open account of a subject. */
export async function accountOfSubject(db: Uses<'account_link' | 'account'>, issuer: string, subject: string): Promise<Linked | null> {
  const row = await db
    .selectFrom('account_link as l')
    .innerJoin('account as a', 'a.id', 'l.account_id')
    .select(['a.id', 'a.login', 'a.unit_id', 'a.must_change'])
    .where('l.issuer', '=', issuer)
    .where('l.subject', '=', subject)
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  return row ? { id: row.id, login: row.login, unitId: row.unit_id, mustChange: row.must_change } : null;
}

/** False when the subject belongs to another account. One's own former subject of the same provider is replaced. */
export async function insertLink(
  trx: Uses<'account_link'>,
  link: { issuer: string; subject: string; accountId: string; at: Instant },
): Promise<boolean> {
  await trx.deleteFrom('account_link').where('account_id', '=', link.accountId).where('issuer', '=', link.issuer).execute();
  const row = await trx
    .insertInto('account_link')
    .values({ issuer: link.issuer, subject: link.subject, account_id: link.accountId, linked_at: link.at })
    .onConflict((on) => on.columns(['issuer', 'subject']).doNothing())
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

export type LinkRow = { issuer: string; subject: string; linkedAt: Instant };

export async function linksOf(db: Uses<'account_link'>, accountId: string): Promise<LinkRow[]> {
  const rows = await db.selectFrom('account_link').selectAll().where('account_id', '=', accountId).orderBy('linked_at').execute();
  return rows.map((row) => ({ issuer: row.issuer, subject: row.subject, linkedAt: row.linked_at }));
}

export async function deleteLinks(db: Uses<'account_link'>, accountId: string): Promise<number> {
  const rows = await db.deleteFrom('account_link').where('account_id', '=', accountId).returning('subject').execute();
  return rows.length;
}

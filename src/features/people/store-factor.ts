// Second factors, recovery codes and half-done sign-ins in the database.
import { sql } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';

type Factors = Uses<'account_factor'>;
type Recovery = Uses<'recovery_code'>;

export type FactorRow = { keySealed: string | null; confirmedAt: Instant | null; pendingSealed: string | null };

export async function readFactor(db: Factors, accountId: string): Promise<FactorRow> {
  const row = await db
    .selectFrom('account_factor')
    .select(['key_sealed', 'confirmed_at', 'pending_sealed'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return { keySealed: row?.key_sealed ?? null, confirmedAt: row?.confirmed_at ?? null, pendingSealed: row?.pending_sealed ?? null };
}

/** A key that is shown and not yet proved; the one in use stays until it is. */
export async function keepPending(db: Factors, accountId: string, sealed: string, at: Instant): Promise<void> {
  await db
    .insertInto('account_factor')
    .values({ account_id: accountId, key_sealed: null, confirmed_at: null, pending_sealed: sealed, pending_at: at })
    .onConflict((on) => on.column('account_id').doUpdateSet({ pending_sealed: sealed, pending_at: at }))
    .execute();
}

/** The pending key becomes the one in use, if it is still the one that was proved. */
export async function confirmPending(db: Factors, accountId: string, sealed: string, step: number, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('account_factor')
    .set({ key_sealed: sealed, confirmed_at: at, last_step: step, pending_sealed: null, pending_at: null })
    .where('account_id', '=', accountId)
    .where('pending_sealed', '=', sealed)
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes the code of a step once: of two requests with the same code one gets true, and an older step gets false too. */
export async function takeStep(db: Factors, accountId: string, step: number): Promise<boolean> {
  const row = await db
    .updateTable('account_factor')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('last_step', '<', step)
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** True when there was one. */
export async function deleteFactor(db: Uses<'account_factor' | 'recovery_code'>, accountId: string): Promise<boolean> {
  await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
  const row = await db.deleteFrom('account_factor').where('account_id', '=', accountId).returning('confirmed_at').executeTakeFirst();
  return row?.confirmed_at !== undefined && row.confirmed_at !== null;
}

export async function replaceRecovery(db: Recovery, accountId: string, hashes: readonly string[], at: Instant): Promise<void> {
  await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
  await db
    .insertInto('recovery_code')
    .values(hashes.map((hash) => ({ account_id: accountId, code_hash: hash, created_at: at, used_at: null })))
    .execute();
}

export async function useRecovery(db: Recovery, accountId: string, hash: string, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function countRecovery(db: Recovery, accountId: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_code')
    .select(sql<number>`count(*)::int`.as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row?.left ?? 0;
}

/** Accounts with a second factor in use. */
export async function accountsWithFactor(db: Factors): Promise<Set<string>> {
  const rows = await db.selectFrom('account_factor').select('account_id').where('confirmed_at', 'is not', null).execute();
  return new Set(rows.map((row) => row.account_id));
}

export async function insertStep(
  db: Uses<'sign_in_step'>,
  step: { digest: Uint8Array; accountId: string; at: Instant; expiresAt: Instant },
): Promise<void> {
  await db.deleteFrom('sign_in_step').where('expires_at', '<', step.at).execute();
  await db
    .insertInto('sign_in_step')
    .values({ token_hash: step.digest, account_id: step.accountId, created_at: step.at, expires_at: step.expiresAt })
    .execute();
}

export type StepRow = { accountId: string; login: string; unitId: string; mustChange: boolean };

/** The half-done sign-in of an open account. */
export async function readStep(db: Uses<'sign_in_step' | 'account'>, digest: Uint8Array, at: Instant): Promise<StepRow | null> {
  const row = await db
    .selectFrom('sign_in_step as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .select(['a.id', 'a.login', 'a.unit_id', 'a.must_change'])
    .where('s.token_hash', '=', digest)
    .where('s.expires_at', '>', at)
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  return row ? { accountId: row.id, login: row.login, unitId: row.unit_id, mustChange: row.must_change } : null;
}

/** Of two answers to one step, one ends it. */
export async function endStep(db: Uses<'sign_in_step'>, digest: Uint8Array): Promise<boolean> {
  const row = await db.deleteFrom('sign_in_step').where('token_hash', '=', digest).returning('account_id').executeTakeFirst();
  return row !== undefined;
}

// Accounts, posts, tokens and set-up links in the database.
import { sql } from 'kysely';
import type { Role } from '#core/matter/events.ts';
import { addDays, type Day, type Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';

type Accounts = Uses<'account'>;
type Posts = Uses<'post'>;

export type AccountForSignIn = { id: string; unitId: string; passwordHash: string | null; mustChange: boolean };

/** The open account of that name, in whatever capitals. */
export async function accountForSignIn(db: Accounts, login: string): Promise<AccountForSignIn | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'unit_id', 'password_hash', 'must_change'])
    .where(sql`lower(login)`, '=', login.toLowerCase())
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row ? { id: row.id, unitId: row.unit_id, passwordHash: row.password_hash, mustChange: row.must_change } : null;
}

/** False when the name is taken. */
export async function insertAccount(
  db: Accounts,
  account: {
    id: string;
    login: string;
    name: string;
    unitId: string;
    passwordHash: string | null;
    mustChange: boolean;
    createdAt: Instant;
  },
): Promise<boolean> {
  const row = await db
    .insertInto('account')
    .values({
      id: account.id,
      login: account.login,
      name: account.name,
      unit_id: account.unitId,
      password_hash: account.passwordHash,
      must_change: account.mustChange,
      created_at: account.createdAt,
      locked_until: null,
      disabled_at: null,
    })
    .onConflict((on) => on.expression(sql`lower(login)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updatePassword(db: Accounts, id: string, passwordHash: string, mustChange: boolean): Promise<boolean> {
  const row = await db
    .updateTable('account')
    .set({ password_hash: passwordHash, must_change: mustChange })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The account, locked until the transaction ends, so that two changes of its posts come one after the other. */
export async function lockAccount(
  trx: Accounts,
  id: string,
): Promise<{ id: string; login: string; unitId: string; disabledAt: Instant | null } | null> {
  const row = await trx
    .selectFrom('account')
    .select(['id', 'login', 'unit_id', 'disabled_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? { id: row.id, login: row.login, unitId: row.unit_id, disabledAt: row.disabled_at } : null;
}

export async function setDisabled(db: Accounts, id: string, at: Instant | null): Promise<void> {
  await db.updateTable('account').set({ disabled_at: at }).where('id', '=', id).execute();
}

/** Void from now on. */
export async function revokeTokensOf(db: Uses<'api_token'>, accountId: string, at: Instant): Promise<void> {
  await db.updateTable('api_token').set({ revoked_at: at }).where('account_id', '=', accountId).where('revoked_at', 'is', null).execute();
}

export type LeavingRow = { accountId: string; unitId: string; toId: string | null; orderedBy: string | null; at: Instant };

export async function keepLeaving(db: Uses<'leaving'>, row: LeavingRow): Promise<void> {
  const values = { unit_id: row.unitId, to_account_id: row.toId, ordered_by: row.orderedBy, at: row.at };
  await db
    .insertInto('leaving')
    .values({ account_id: row.accountId, ...values })
    .onConflict((on) => on.column('account_id').doUpdateSet(values))
    .execute();
}

export async function forgetLeaving(db: Uses<'leaving'>, accountId: string): Promise<void> {
  await db.deleteFrom('leaving').where('account_id', '=', accountId).execute();
}

/** Held on that day or due to begin later. */
export async function postsFrom(db: Posts, accountId: string, day: Day): Promise<{ id: string; role: Role; validFrom: Day }[]> {
  const rows = await db
    .selectFrom('post')
    .select(['id', 'role', 'valid_from'])
    .where('account_id', '=', accountId)
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', day)]))
    .execute();
  return rows.map((row) => ({ id: row.id, role: row.role, validFrom: row.valid_from }));
}

export async function insertPost(db: Posts, post: { id: string; accountId: string; role: Role; validFrom: Day }): Promise<void> {
  await db
    .insertInto('post')
    .values({ id: post.id, account_id: post.accountId, role: post.role, valid_from: post.validFrom, valid_to: null })
    .execute();
}

/** Ended with the day before `day`: it is held no longer from now on. The account it belonged to, or null when there is none such. */
export async function endPostBefore(db: Posts, postId: string, day: Day): Promise<{ accountId: string; role: Role } | null> {
  const row = await db
    .updateTable('post')
    .set({ valid_to: addDays(day, -1) })
    .where('id', '=', postId)
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', day)]))
    .returning(['account_id', 'role'])
    .executeTakeFirst();
  return row ? { accountId: row.account_id, role: row.role } : null;
}

/** Open accounts that hold the role on that day, but this one. The rows are locked, so that the last two cannot go at once. */
export async function othersHolding(trx: Uses<'account' | 'post'>, role: Role, but: string, day: Day): Promise<number> {
  const rows = await trx
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.account_id')
    .select('account.id')
    .where('post.role', '=', role)
    .where('account.disabled_at', 'is', null)
    .where('account.id', '<>', but)
    .where('post.valid_from', '<=', day)
    .where((e) => e.or([e('post.valid_to', 'is', null), e('post.valid_to', '>=', day)]))
    .forUpdate()
    .execute();
  return new Set(rows.map((row) => row.id)).size;
}

export async function hasAnyAdmin(db: Uses<'account' | 'post'>): Promise<boolean> {
  const row = await db
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.account_id')
    .select('post.id')
    .where('post.role', '=', 'systemAdmin')
    .where('account.disabled_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export type TokenRow = {
  id: string;
  name: string;
  accountId: string;
  login: string;
  roles: readonly Role[];
  createdAt: Instant;
  expiresAt: Instant | null;
  revokedAt: Instant | null;
};

export async function readTokens(db: Uses<'api_token' | 'account'>): Promise<TokenRow[]> {
  const rows = await db
    .selectFrom('api_token as t')
    .innerJoin('account as a', 'a.id', 't.account_id')
    .select(['t.id', 't.name', 't.account_id', 'a.login', 't.roles', 't.created_at', 't.expires_at', 't.revoked_at'])
    .orderBy('t.created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    accountId: row.account_id,
    login: row.login,
    roles: row.roles,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }));
}

export type TokenCaller = {
  accountId: string;
  login: string;
  name: string;
  unitId: string;
  unitName: string;
  roles: Role[];
  expiresAt: Instant | null;
};

const callerSql = `select a.id as "accountId", a.login, a.name, a.unit_id as "unitId", u.name as "unitName", t.expires_at as "expiresAt",
  array(select distinct p.role from post p where p.account_id = a.id and p.role = any (t.roles) and p.valid_from <= $2 and (p.valid_to is null or p.valid_to >= $2)) as roles
  from api_token t join account a on a.id = t.account_id join unit u on u.id = a.unit_id
  where t.token_hash = $1 and t.revoked_at is null and a.disabled_at is null`;

/** One named statement over unique indexes. The roles are those the token names and the account still holds. */
export async function tokenCaller(
  db: Uses<'api_token' | 'account' | 'unit' | 'post'>,
  digest: Buffer,
  day: Day,
): Promise<TokenCaller | null> {
  const [row] = await query<TokenCaller>(db, 'people-token-caller', callerSql, [digest, day]);
  return row ?? null;
}

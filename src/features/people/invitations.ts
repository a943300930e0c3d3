// An invitation: whoever gets an account chooses the password alone. The link is good once and for a week; a new one ends the one before.
import { sql } from 'kysely';
import { addHours, type Instant } from '#core/time/day.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import { logAccess } from './access-log.ts';
import { forgetDirectory, loadStaff } from './directory.ts';
import { mayManagePeople } from './may.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { checkPassword } from './rules.ts';
import { accountTries } from './sign-in.ts';
import { updatePassword } from './store-accounts.ts';

export const invitationDays = 7;
export type Invitation = { path: string; expiresAt: Instant };

/** For whoever has decided already that this account may have one; runs in their transaction. */
export async function issueInvitation(
  ports: Pick<PeoplePorts, 'db' | 'now' | 'credentials'>,
  by: By,
  accountId: string,
): Promise<Invitation> {
  const [token, at] = [ports.credentials.newToken(), ports.now()];
  const expiresAt = addHours(at, invitationDays * 24);
  await ports.db.updateTable('invitation').set({ used_at: at }).where('account_id', '=', accountId).where('used_at', 'is', null).execute();
  await ports.db
    .insertInto('invitation')
    .values({
      token_hash: ports.credentials.digestOf(token),
      account_id: accountId,
      made_by: by?.accountId ?? null,
      made_at: at,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return { path: `/invitation/${token}`, expiresAt };
}

/** A new link, for somebody who has none or lost it. Not for one's own account: whoever is in knows their password. */
export async function invite(ports: PeoplePorts, by: By, accountId: string): Promise<Outcome<Invitation>> {
  if (!mayManagePeople(by)) return refuse('not-allowed');
  if (by?.accountId === accountId) return refuse('own-account');
  const person = (await loadStaff(ports.db)).byId(accountId);
  if (!person || person.disabledAt !== null) return refuse('unknown-person');
  const made = await inTransaction(ports.db, async (trx) => {
    const invitation = await issueInvitation({ ...ports, db: trx }, by, accountId);
    await logAccess({ ...ports, db: trx }, { what: 'people-invited', why: person.login, by });
    return invitation;
  });
  return { ok: true, ...made };
}

/** Whose it is, while it is good. */
export async function invitationOf(
  ports: PeoplePorts,
  token: string,
): Promise<Outcome<{ accountId: string; login: string; name: string }>> {
  const row = await ports.db
    .selectFrom('invitation as i')
    .innerJoin('account as a', 'a.id', 'i.account_id')
    .select(['a.id', 'a.login', 'a.name'])
    .where('i.token_hash', '=', ports.credentials.digestOf(token))
    .where('i.used_at', 'is', null)
    .where('i.expires_at', '>', ports.now())
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  return row ? { ok: true, accountId: row.id, login: row.login, name: row.name } : refuse('invitation-unusable');
}

/** The password becomes the account's; every session of it ends, its lock opens, and the link is used up. Of two at once, one. */
export async function redeemInvitation(
  ports: PeoplePorts,
  token: string,
  asked: { password: string; again: string },
): Promise<Outcome<{ login: string }>> {
  const found = await invitationOf(ports, token);
  if (!found.ok) return found;
  const weak = checkPassword(asked.password, found.login);
  if (weak) return refuse(weak);
  if (asked.password !== asked.again) return refuse('passwords-differ');
  const passwordHash = await ports.credentials.hashPassword(asked.password);
  const done = await inTransaction(ports.db, async (trx): Promise<Outcome<{ login: string }>> => {
    const used = await trx
      .updateTable('invitation')
      .set({ used_at: ports.now() })
      .where('token_hash', '=', ports.credentials.digestOf(token))
      .where('used_at', 'is', null)
      .returning(sql`1`.as('one'))
      .executeTakeFirst();
    if (!used) return refuse('invitation-unusable');
    await updatePassword(trx, found.accountId, passwordHash, false);
    await logAccess({ ...ports, db: trx }, { what: 'people-invitation-used', why: found.login });
    return { ok: true, login: found.login };
  });
  if (!done.ok) return done;
  await ports.sessions.endAllOf(found.accountId);
  await ports.tries.forgiveAll(accountTries(found.login));
  forgetDirectory(ports.db);
  return done;
}

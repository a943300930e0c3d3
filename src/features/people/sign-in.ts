// Signing in and choosing one's own password. Whoever tries learns only whether it worked: an unknown account, a disabled one and a wrong
// password get the same answer after the same work, and all of them are locked alike after five tries (SM-20).
import type { Staff } from '#platform/session/staff.ts';
import type { TryLimit } from '#platform/session/throttle.ts';
import { logAccess } from './access-log.ts';
import type { PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { checkPassword, passwordLength } from './rules.ts';
import { accountForSignIn, updatePassword } from './store-accounts.ts';

export const accountLimit: TryLimit = { limit: 5, minutes: 15 };
/** A county hall goes out through one address, so many people share it; enough to stop a guesser who walks through the accounts. */
const addressLimit: TryLimit = { limit: 60, minutes: 15 };

export const accountTries = (login: string) => ({ what: 'sign-in', of: login.toLowerCase() });

export type SignInTry = {
  login: string;
  password: string;
  /** What the throttle counts as one caller (`callerGroupOf`). */
  callerGroup: string;
  addressClass: string;
  /** The session this browser had before; it ends here, whoever's it was. */
  oldToken: string | undefined;
};

export async function signIn(ports: PeoplePorts, tried: SignInTry): Promise<Outcome<{ token: string; mustChange: boolean }>> {
  const { tries, credentials, sessions, db } = ports;
  const keys = { account: accountTries(tried.login), address: { what: 'sign-in-address', of: tried.callerGroup } };
  const address = await tries.count(keys.address, addressLimit);
  const counted = address.allowed ? await tries.count(keys.account, accountLimit) : null;
  if (!counted?.allowed) return refuse('sign-in-locked');
  const account = await accountForSignIn(db, tried.login);
  const isRight = await credentials.isPassword(account?.passwordHash ?? null, tried.password.slice(0, passwordLength.most * 2));
  const by = account ? { accountId: account.id, unitId: account.unitId, roles: [] } : null;
  if (!account || !isRight) {
    await logAccess(ports, { what: 'people-sign-in-failed', by, addressClass: tried.addressClass });
    return refuse('sign-in-wrong');
  }
  await Promise.all([tries.forgiveAll(keys.account), tries.forgiveOne(keys.address), tries.clearOld()]);
  if (tried.oldToken !== undefined) await sessions.end(tried.oldToken);
  const { token } = await sessions.open(account.id);
  await logAccess(ports, { what: 'people-signed-in', by, addressClass: tried.addressClass });
  return { ok: true, token, mustChange: account.mustChange };
}

export async function signOut(ports: PeoplePorts, me: Staff, token: string): Promise<void> {
  await ports.sessions.end(token);
  await logAccess(ports, { what: 'people-signed-out', by: me });
}

/** One's own. Ends every other session of the account, and gives this browser a new one. */
export async function changePassword(
  ports: PeoplePorts,
  me: Staff,
  asked: { password: string; newPassword: string; again: string },
): Promise<Outcome<{ token: string }>> {
  const { tries, credentials, sessions, db } = ports;
  const counted = await tries.count(accountTries(me.login), accountLimit);
  if (!counted.allowed) return refuse('sign-in-locked');
  const account = await accountForSignIn(db, me.login);
  if (!(await credentials.isPassword(account?.passwordHash ?? null, asked.password.slice(0, passwordLength.most * 2))))
    return refuse('password-wrong');
  await tries.forgiveAll(accountTries(me.login));
  if (asked.newPassword !== asked.again) return refuse('passwords-differ');
  if (asked.newPassword === asked.password) return refuse('password-same');
  const weak = checkPassword(asked.newPassword, me.login);
  if (weak) return refuse(weak);
  await updatePassword(db, me.accountId, await credentials.hashPassword(asked.newPassword), false);
  await sessions.endAllOf(me.accountId);
  await logAccess(ports, { what: 'people-password-changed', by: me });
  return { ok: true, token: (await sessions.open(me.accountId)).token };
}

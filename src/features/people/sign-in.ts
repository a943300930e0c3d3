// Signing in and choosing one's own password. Whoever tries learns only whether it worked: an unknown account, a disabled one and a wrong
// password get the same answer after the same work, and all of them are locked alike after five tries (SM-20).

import { addHours } from '#core/time/day.ts';
import type { Staff } from '#platform/session/staff.ts';
import type { TryLimit } from '#platform/session/throttle.ts';
import { logAccess } from './access-log.ts';
import type { PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { checkPassword, passwordLength } from './rules.ts';
import { proveFactor } from './second-factor.ts';
import { accountForSignIn, updatePassword } from './store-accounts.ts';
import { endStep, insertStep, readFactor, readStep } from './store-factor.ts';

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
  /** What kind of browser it is, for the owner's own list of sessions. */
  device?: string;
};

/** Signed in, or the password was right and a code is still to come: `step` stands for that half way, for ten minutes. */
export type SignedIn = { token: string; mustChange: boolean; step?: never } | { step: string; token?: never };

export async function signIn(ports: PeoplePorts, tried: SignInTry): Promise<Outcome<SignedIn>> {
  const { tries, credentials, db } = ports;
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
  return { ok: true, ...(await afterFirstFactor(ports, account, tried, 'password')) };
}

type Known = { id: string; unitId: string; mustChange: boolean };
export type Arrival = Pick<SignInTry, 'addressClass' | 'oldToken' | 'device'>;

/** The first factor is proved, by password or by the identity provider: in, or on to the code. */
export async function afterFirstFactor(ports: PeoplePorts, account: Known, from: Arrival, how: 'password' | 'openid'): Promise<SignedIn> {
  if (from.oldToken !== undefined) await ports.sessions.end(from.oldToken);
  if ((await readFactor(ports.db, account.id)).confirmedAt === null) return openSession(ports, account, from, how);
  const [step, at] = [ports.credentials.newToken(), ports.now()];
  await insertStep(ports.db, { digest: ports.credentials.digestOf(step), accountId: account.id, at, expiresAt: addHours(at, 1 / 6) });
  return { step };
}

/** The second half: a code of the app or a recovery code. A wrong one may be tried again; the step itself is used once. */
export async function answerStep(ports: PeoplePorts, asked: { step: string; code: string } & Arrival): Promise<Outcome<SignedIn>> {
  const digest = ports.credentials.digestOf(asked.step);
  const half = await readStep(ports.db, digest, ports.now());
  if (half === null) return refuse('step-over');
  const by = { accountId: half.accountId, unitId: half.unitId, roles: [] };
  const proved = await proveFactor(ports, half.accountId, asked.code);
  if (!proved.ok) {
    await logAccess(ports, { what: 'people-code-failed', by, addressClass: asked.addressClass });
    return proved;
  }
  if (!(await endStep(ports.db, digest))) return refuse('step-over');
  const account = { id: half.accountId, unitId: half.unitId, mustChange: half.mustChange };
  return { ok: true, ...(await openSession(ports, account, asked, proved.how)) };
}

async function openSession(ports: PeoplePorts, account: Known, from: Arrival, why: string): Promise<SignedIn> {
  const { token } = await ports.sessions.open(account.id, { addressClass: from.addressClass, device: from.device ?? '' });
  const by = { accountId: account.id, unitId: account.unitId, roles: [] };
  await logAccess(ports, { what: 'people-signed-in', why, by, addressClass: from.addressClass });
  return { token, mustChange: account.mustChange };
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

// Accounts and posts: who may sign in, and as what. Only security and system administrators, never for themselves (SM-20: three separated administrators).
import type { Transaction } from 'kysely';
import type { Role } from '#core/matter/events.ts';
import { cleanText } from '#core/text/clean.ts';
import { toHalfWidth } from '#core/text/width.ts';
import { dayOf } from '#core/time/day.ts';
import type { Tables } from '#platform/db/tables.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import { logAccess } from './access-log.ts';
import { forgetDirectory, loadStaff, loadUnits, rolesOn } from './directory.ts';
import type { StaffRecord } from './directory-types.ts';
import { type Invitation, issueInvitation } from './invitations.ts';
import { mayManagePeople } from './may.ts';
import type { By, PeoplePorts, ReleaseMatters } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { checkPassword, excludedBy, isInForce } from './rules.ts';
import { readLogin } from './rules-plan-people.ts';
import { accountTries } from './sign-in.ts';
import {
  accountForSignIn,
  endPostBefore,
  forgetLeaving,
  insertAccount,
  insertPost,
  keepLeaving,
  lockAccount,
  othersHolding,
  postsFrom,
  revokeTokensOf,
  setDisabled,
  updatePassword,
} from './store-accounts.ts';
import { endDelegationsOf } from './store-delegation.ts';

export type NewUser = {
  login: string;
  name: string;
  unitId: string;
  roles: readonly Role[];
  /** null: whoever it is for chooses it by an invitation. */
  password: string | null /** Must choose an own password at the first sign-in. */;
  mustChange: boolean;
};
export type MadeAccount = { accountId: string; invitation: Invitation | null };

export async function createUser(ports: PeoplePorts, by: By, asked: NewUser): Promise<Outcome<MadeAccount>> {
  if (!mayManagePeople(by)) return refuse('not-allowed');
  const login = readLogin(asked.login);
  const name = cleanText(asked.name, { max: 60 }).text;
  if (login === null) return refuse('login-shape');
  if (name === '') return refuse('name-missing');
  const [today, units] = [dayOf(ports.now()), await loadUnits(ports.db)];
  const unit = units.byId(asked.unitId);
  if (!unit || !isInForce(unit, today)) return refuse('unknown-unit');
  const roles = [...new Set(asked.roles)];
  if (roles.some((role) => excludedBy(roles, role) !== null)) return refuse('role-excluded');
  const weak = asked.password === null ? null : checkPassword(asked.password, login);
  if (weak) return refuse(weak);
  const passwordHash = asked.password === null ? null : await ports.credentials.hashPassword(asked.password);
  const done = await inTransaction(ports.db, async (trx): Promise<Outcome<MadeAccount>> => {
    const id = ports.newId();
    const isNew = await insertAccount(trx, {
      id,
      login,
      name,
      unitId: unit.id,
      passwordHash,
      mustChange: asked.password !== null && asked.mustChange,
      createdAt: ports.now(),
    });
    if (!isNew) return refuse('login-taken');
    for (const role of roles) await insertPost(trx, { id: ports.newId(), accountId: id, role, validFrom: today });
    await logAccess({ ...ports, db: trx }, { what: 'people-account-created', why: `${login}: ${roles.join(',')}`, by });
    return { ok: true, accountId: id, invitation: asked.password === null ? await issueInvitation({ ...ports, db: trx }, by, id) : null };
  });
  forgetDirectory(ports.db);
  return done;
}

/** Set by an administrator or on the command line: every session of the account ends, and its lock opens. */
export async function setPassword(ports: PeoplePorts, by: By, accountId: string, password: string, mustChange: boolean): Promise<Outcome> {
  if (!mayManagePeople(by)) return refuse('not-allowed');
  const person = (await loadStaff(ports.db)).byId(accountId);
  if (!person) return refuse('unknown-person');
  const weak = checkPassword(password, person.login);
  if (weak) return refuse(weak);
  await updatePassword(ports.db, accountId, await ports.credentials.hashPassword(password), mustChange);
  await ports.sessions.endAllOf(accountId);
  await ports.tries.forgiveAll(accountTries(person.login));
  await logAccess(ports, { what: 'people-password-set', why: person.login, by });
  return { ok: true };
}

export async function givePost(ports: PeoplePorts, by: By, accountId: string, role: Role): Promise<Outcome<{ postId: string }>> {
  if (!mayManagePeople(by)) return refuse('not-allowed');
  if (by?.accountId === accountId) return refuse('own-account');
  const today = dayOf(ports.now());
  return changed(ports, accountId, async (trx) => {
    const account = await lockAccount(trx, accountId);
    if (!account || account.disabledAt !== null) return refuse('unknown-person');
    const held = (await postsFrom(trx, accountId, today)).map((post) => post.role);
    if (held.includes(role)) return refuse('post-held');
    if (excludedBy(held, role) !== null) return refuse('role-excluded');
    const postId = ports.newId();
    await insertPost(trx, { id: postId, accountId, role, validFrom: today });
    await logAccess({ ...ports, db: trx }, { what: 'people-post-given', why: `${account.login}: ${role}`, by });
    return { ok: true, postId };
  });
}

/** Held no longer from this moment. */
export async function endPost(ports: PeoplePorts, by: By, accountId: string, postId: string): Promise<Outcome> {
  if (!mayManagePeople(by)) return refuse('not-allowed');
  const today = dayOf(ports.now());
  return changed(ports, accountId, async (trx) => {
    const account = await lockAccount(trx, accountId);
    const post = account && (await postsFrom(trx, accountId, today)).find((held) => held.id === postId);
    if (!post) return refuse('unknown-post');
    if (post.role === 'systemAdmin' && (await othersHolding(trx, 'systemAdmin', accountId, today)) === 0) return refuse('last-admin');
    await endPostBefore(trx, postId, today);
    await logAccess({ ...ports, db: trx }, { what: 'people-post-ended', why: `${account.login}: ${post.role}`, by });
    return { ok: true };
  });
}

export type Leaving = {
  /** The colleague who takes over the open matters; null gives them back to the unit. */
  toId: string | null;
};

/**
 * Whoever leaves can do nothing from this moment: sessions end, tokens are void, nobody stands in for them and they stand in for nobody.
 * Their open matters move by decisions of the engine, each recorded; the worker goes on where this is broken off.
 */
export async function disableAccount(
  ports: PeoplePorts & { releaseMatters: ReleaseMatters },
  by: By,
  accountId: string,
  { toId }: Leaving = { toId: null },
): Promise<Outcome<{ moved: number }>> {
  if (!mayManagePeople(by)) return refuse('not-allowed');
  if (by?.accountId === accountId) return refuse('own-account');
  const done = await changed(ports, accountId, async (trx): Promise<Outcome> => {
    const account = await lockAccount(trx, accountId);
    if (!account) return refuse('unknown-person');
    if (account.disabledAt !== null) return refuse('already-disabled');
    const today = dayOf(ports.now());
    const isAdmin = (await postsFrom(trx, accountId, today)).some((post) => post.role === 'systemAdmin');
    if (isAdmin && (await othersHolding(trx, 'systemAdmin', accountId, today)) === 0) return refuse('last-admin');
    const colleague = toId === null ? null : await lockAccount(trx, toId);
    const isFit = colleague?.unitId === account.unitId && colleague.disabledAt === null && toId !== accountId;
    if (toId !== null && !isFit) return refuse('colleague-unfit');
    await setDisabled(trx, accountId, ports.now());
    await revokeTokensOf(trx, accountId, ports.now());
    await endDelegationsOf(trx, accountId, ports.now());
    await keepLeaving(trx, { accountId, unitId: account.unitId, toId, orderedBy: by?.accountId ?? null, at: ports.now() });
    const why = colleague ? `${account.login} → ${colleague.login}` : account.login;
    await logAccess({ ...ports, db: trx }, { what: 'people-account-disabled', why, by });
    return { ok: true };
  });
  if (!done.ok) return done;
  await ports.sessions.endAllOf(accountId);
  return { ok: true, moved: await ports.releaseMatters() };
}

/** Opens it again, with the posts it has; tokens stay void, and the matters stay with those who have them now. */
export async function enableAccount(ports: PeoplePorts, by: By, accountId: string): Promise<Outcome> {
  if (!mayManagePeople(by)) return refuse('not-allowed');
  if (by?.accountId === accountId) return refuse('own-account');
  return changed(ports, accountId, async (trx) => {
    const account = await lockAccount(trx, accountId);
    if (!account || account.disabledAt === null) return refuse('unknown-person');
    await setDisabled(trx, accountId, null);
    await forgetLeaving(trx, accountId);
    await logAccess({ ...ports, db: trx }, { what: 'people-account-enabled', why: account.login, by });
    return { ok: true };
  });
}

export type User = StaffRecord & { unitName: string; roles: readonly Role[] };

/** Everybody, with the unit's name and today's roles. */
export async function listUsers(ports: Pick<PeoplePorts, 'db' | 'now'>): Promise<User[]> {
  const [staff, units, today] = [await loadStaff(ports.db), await loadUnits(ports.db), dayOf(ports.now())];
  return staff.all.map((person) => ({ ...person, unitName: units.nameOf(person.unitId), roles: rolesOn(person, today) }));
}

/** The id behind an account name; null when there is no open account of that name. */
export async function accountIdOf(ports: Pick<PeoplePorts, 'db'>, login: string): Promise<string | null> {
  return (await accountForSignIn(ports.db, toHalfWidth(login).trim()))?.id ?? null;
}

/** Runs the change in a transaction and lets this process see it at once. */
async function changed<T>(
  ports: PeoplePorts,
  accountId: string,
  work: (trx: Transaction<Tables>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const done = await inTransaction(ports.db, work);
  forgetDirectory(ports.db);
  ports.sessions.refresh(accountId);
  ports.credentials.callers.forget((caller) => caller.accountId === accountId);
  return done;
}

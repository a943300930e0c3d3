// The second factor (X7 8.1.4.1 d): an authenticator app on the owner's phone, and ten codes on paper for the day it is lost. A code counts once,
// five wrong ones lock for fifteen minutes, and whoever lost both goes to the security administrator, who leaves a line in the access log.
import { toHalfWidth } from '#core/text/width.ts';
import type { Instant } from '#core/time/day.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Staff } from '#platform/session/staff.ts';
import type { TryLimit } from '#platform/session/throttle.ts';
import { logAccess } from './access-log.ts';
import { forgetDirectory, loadStaff } from './directory.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { needsFactor } from './rules-sign-in.ts';
import { loadSignInSettings } from './sign-in-settings.ts';
import {
  confirmPending,
  countRecovery,
  deleteFactor,
  keepPending,
  readFactor,
  replaceRecovery,
  takeStep,
  useRecovery,
} from './store-factor.ts';

export const recoveryCount = 10;
const codeLimit: TryLimit = { limit: 5, minutes: 15 };
const codeTries = (accountId: string) => ({ what: 'second-factor', of: accountId });
const placeOf = (accountId: string): string => `account_factor.key:${accountId}`;

export type FactorState = {
  confirmedAt: Instant | null;
  /** The key being set up, for the QR code and to type by hand. */
  pendingKey: string | null;
  recoveryLeft: number;
  required: boolean;
};

export async function factorState(ports: PeoplePorts, me: Staff): Promise<FactorState> {
  const [row, settings] = [await readFactor(ports.db, me.accountId), await loadSignInSettings(ports)];
  return {
    confirmedAt: row.confirmedAt,
    pendingKey: row.pendingSealed === null ? null : ports.secrets.openColumn(row.pendingSealed, placeOf(me.accountId)),
    recoveryLeft: await countRecovery(ports.db, me.accountId),
    required: needsFactor(me.ownRoles ?? me.roles, settings.factorRoles),
  };
}

/** Shows a new key. With a factor in use, its code comes first: whoever finds an open screen must not move it to a phone of their own. */
export async function beginFactor(ports: PeoplePorts, me: Staff, code: string): Promise<Outcome> {
  const { confirmedAt } = await readFactor(ports.db, me.accountId);
  if (confirmedAt !== null) {
    const proved = await proveFactor(ports, me.accountId, code);
    if (!proved.ok) return proved;
  }
  const key = await ports.codes.newKey();
  await keepPending(ports.db, me.accountId, ports.secrets.sealColumn(key, placeOf(me.accountId)), ports.now());
  return { ok: true };
}

/** The first code proves that the phone has the key. Gives the ten recovery codes, the only time they can be seen. */
export async function confirmFactor(ports: PeoplePorts, me: Staff, typed: string): Promise<Outcome<{ recovery: readonly string[] }>> {
  const { pendingSealed } = await readFactor(ports.db, me.accountId);
  if (pendingSealed === null) return refuse('factor-not-begun');
  if (!(await ports.tries.count(codeTries(me.accountId), codeLimit)).allowed) return refuse('code-locked');
  const step = await ports.codes.stepOf(ports.secrets.openColumn(pendingSealed, placeOf(me.accountId)), digitsOf(typed));
  if (step === null) return refuse('code-wrong');
  const recovery = newRecoveryCodes(ports);
  const isDone = await inTransaction(ports.db, async (trx) => {
    if (!(await confirmPending(trx, me.accountId, pendingSealed, step, ports.now()))) return false;
    await replaceRecovery(trx, me.accountId, hashesOf(ports, me.accountId, recovery), ports.now());
    await logAccess({ ...ports, db: trx }, { what: 'people-factor-set', by: me });
    return true;
  });
  if (!isDone) return refuse('factor-not-begun');
  await ports.tries.forgiveAll(codeTries(me.accountId));
  ports.sessions.refresh(me.accountId);
  return { ok: true, recovery };
}

/** Ten new ones; the old ones are void. */
export async function renewRecovery(ports: PeoplePorts, me: Staff, code: string): Promise<Outcome<{ recovery: readonly string[] }>> {
  const proved = await proveFactor(ports, me.accountId, code);
  if (!proved.ok) return proved;
  const recovery = newRecoveryCodes(ports);
  await inTransaction(ports.db, async (trx) => {
    await replaceRecovery(trx, me.accountId, hashesOf(ports, me.accountId, recovery), ports.now());
    await logAccess({ ...ports, db: trx }, { what: 'people-recovery-renewed', by: me });
  });
  return { ok: true, recovery };
}

/** One's own, where the posts do not ask for it. */
export async function dropFactor(ports: PeoplePorts, me: Staff, code: string): Promise<Outcome> {
  if ((await factorState(ports, me)).required) return refuse('factor-required');
  const proved = await proveFactor(ports, me.accountId, code);
  if (!proved.ok) return proved;
  await deleteFactor(ports.db, me.accountId);
  ports.sessions.refresh(me.accountId);
  await logAccess(ports, { what: 'people-factor-dropped', by: me });
  return { ok: true };
}

/** Phone and paper both lost: the security administrator, who knows the person, lets them begin again. Every session of the account ends. */
export async function resetFactor(ports: PeoplePorts, by: By, accountId: string): Promise<Outcome> {
  if (by !== null && !by.roles.includes('securityAdmin')) return refuse('security-only');
  if (by?.accountId === accountId) return refuse('own-account');
  const person = (await loadStaff(ports.db)).byId(accountId);
  if (!person) return refuse('unknown-person');
  const isThere = await inTransaction(ports.db, async (trx) => {
    const wasThere = await deleteFactor(trx, accountId);
    if (wasThere) await logAccess({ ...ports, db: trx }, { what: 'people-factor-reset', why: person.login, by });
    return wasThere;
  });
  if (!isThere) return refuse('factor-missing');
  await ports.sessions.endAllOf(accountId);
  await ports.tries.forgiveAll(codeTries(accountId));
  forgetDirectory(ports.db);
  return { ok: true };
}

/** A code of the app, or one of the recovery codes; which of them it was. Wrong ones count. */
export async function proveFactor(ports: PeoplePorts, accountId: string, typed: string): Promise<Outcome<{ how: 'code' | 'recovery' }>> {
  if (!(await ports.tries.count(codeTries(accountId), codeLimit)).allowed) return refuse('code-locked');
  const how = await provedBy(ports, accountId, typed);
  if (how === null) return refuse('code-wrong');
  await ports.tries.forgiveAll(codeTries(accountId));
  return { ok: true, how };
}

async function provedBy(ports: PeoplePorts, accountId: string, typed: string): Promise<'code' | 'recovery' | null> {
  const { keySealed } = await readFactor(ports.db, accountId);
  if (keySealed === null) return null;
  const digits = digitsOf(typed);
  if (/^\d{6}$/.test(digits)) {
    const step = await ports.codes.stepOf(ports.secrets.openColumn(keySealed, placeOf(accountId)), digits);
    return step !== null && (await takeStep(ports.db, accountId, step)) ? 'code' : null;
  }
  const hash = ports.secrets.lookupHash(plainRecovery(typed), 'recovery-code', accountId);
  return (await useRecovery(ports.db, accountId, hash, ports.now())) ? 'recovery' : null;
}

/** Full-width digits and the space an app writes in the middle are no mistakes. */
const digitsOf = (typed: string): string => toHalfWidth(typed).replace(/\s/g, '');
const plainRecovery = (typed: string): string =>
  toHalfWidth(typed)
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase();

/** `7K2QX-M94TD`: 50 bits, no letter that is misread. */
function newRecoveryCodes({ credentials }: PeoplePorts): string[] {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const one = (): string => {
    const bytes = credentials.digestOf(credentials.newToken());
    const signs = Array.from(bytes.subarray(0, 10), (byte) => alphabet[byte % 32]).join('');
    return `${signs.slice(0, 5)}-${signs.slice(5)}`;
  };
  return Array.from({ length: recoveryCount }, one);
}

const hashesOf = ({ secrets }: PeoplePorts, accountId: string, codes: readonly string[]): string[] =>
  codes.map((code) => secrets.lookupHash(plainRecovery(code), 'recovery-code', accountId));

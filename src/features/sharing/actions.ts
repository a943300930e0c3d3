// Sharing a task with somebody outside, opening it there, withdrawing it. Only the hash of a link is kept; who made it sees it once.

import { utf8 } from '#core/record/bytes.ts';
import { cleanText } from '#core/text/clean.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import { knownForSharing, type SeenNow, seeMatter, traceCode } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import {
  expiryOf,
  mayBeShared,
  mostTask,
  problemsOf,
  type ShareField,
  type ShareProblem,
  type ShareState,
  stateOf,
  type Typed,
} from './rules.ts';
import { findByToken, insertOpening, insertShare, type Opened, revokeShare, type ShareRow, sharesOf } from './store.ts';

export type Refusal = 'not-found' | 'not-yours' | 'not-shared' | 'ended';
export type Asked = { ok: true; read: SeenNow; shares: (ShareRow & Opened)[] } | { ok: false; refusal: Refusal };

const ended: readonly string[] = ['archived', 'merged', 'notAccepted', 'emergency', 'terminated'];

/** The unit that has it and the desk share; whoever only helps, rules or looks on does not. */
export async function askToShare(ports: Ports, me: Staff, number: string): Promise<Asked> {
  const read = await seeMatter(ports, { kind: 'staff', id: me.accountId, unitId: me.unitId, roles: me.roles }, number);
  if (!read) return { ok: false, refusal: 'not-found' };
  const { whole, seen } = read;
  const owns = seen.relations.some((one) => one === 'owner' || one === 'head') && whole.owner.unitId === me.unitId;
  const desk = me.roles.some((role) => role === 'intake' || role === 'dispatcher');
  if (!owns && !desk) return { ok: false, refusal: 'not-yours' };
  if (!mayBeShared(whole.confidentiality, whole.accusedUnitId)) return { ok: false, refusal: 'not-shared' };
  if (ended.includes(whole.status)) return { ok: false, refusal: 'ended' };
  return { ok: true, read, shares: await sharesOf(ports.db, seen.id) };
}

export type Shared = { ok: true; token: string; share: ShareRow } | { ok: false; problems: { name: ShareField; problem: ShareProblem }[] };

export async function share(ports: Ports, me: Staff, { whole, seen }: SeenNow, typed: Typed, addressClass: string): Promise<Shared> {
  const line = (text: string, max: number, multiline = false) => cleanText(text, { max, multiline }).text.trim();
  const clean: Typed = {
    recipient: line(typed.recipient, 60),
    purpose: line(typed.purpose, 100),
    task: line(typed.task, mostTask + 1, true),
    place: line(typed.place, 100),
    days: typed.days.trim(),
  };
  const problems = problemsOf(clean, await knownForSharing(ports, seen.id));
  if (problems.length > 0) return { ok: false, problems };
  const now = ports.now();
  const id = ports.newId();
  const token = ports.secrets.lookupHash(`${id}${ports.newId()}`, 'share-link');
  const row = {
    id,
    mark: traceCode(ports.secrets.lookupHash(id, 'share-mark')),
    matterId: seen.id,
    madeBy: me.accountId,
    madeIn: me.unitId,
    madeAt: now,
    expiresAt: expiryOf(dayOf(now), Number(clean.days)),
    recipient: clean.recipient,
    purpose: clean.purpose,
    task: clean.task,
    place: clean.place,
  };
  await inTransaction(ports.db, async (trx) => {
    await insertShare(trx, { ...row, tokenHash: digestOf(ports, token) });
    await logAccess(
      { ...ports, db: trx },
      { what: 'sharing-task-shared', why: `${whole.number}: ${row.mark}`, matterId: seen.id, by: me, addressClass },
    );
  });
  return { ok: true, token, share: { ...row, revokedAt: null, revokedBy: null } };
}

export async function revoke(ports: Ports, me: Staff, matterId: string, id: string, addressClass: string): Promise<boolean> {
  const done = await revokeShare(ports.db, id, matterId, me.accountId, ports.now());
  if (done) await logAccess(ports, { what: 'sharing-task-withdrawn', matterId: null, why: id, by: me, addressClass });
  return done;
}

const digestOf = (ports: Pick<Ports, 'hash'>, token: string): Uint8Array => ports.hash(utf8(`share:${token}`));
const wellFormed = /^[\w-]{22}$/;

export type OpenedShare = { share: ShareRow; state: ShareState };

/** What a link leads to; null when it leads nowhere. */
export async function findShare(ports: Ports, token: string): Promise<OpenedShare | null> {
  const found = wellFormed.test(token) ? await findByToken(ports.db, digestOf(ports, token)) : null;
  return found && { share: found, state: stateOf(found, ports.now()) };
}

/** Counts one opening before anything is shown. */
export async function countOpening(ports: Ports, found: ShareRow, network: string): Promise<Instant> {
  const at = ports.now();
  await insertOpening(ports.db, { id: ports.newId(), shareId: found.id, at, network });
  return at;
}

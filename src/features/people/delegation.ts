// Standing in for a colleague on leave: set by oneself, by the head of the unit, or by those who keep accounts. It begins and ends by its days;
// whoever acts stays themselves, and the record says for whom (core/matter/cover.ts).
import { cleanText } from '#core/text/clean.ts';
import { dayOf, parseDay } from '#core/time/day.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import { logAccess } from './access-log.ts';
import { loadStaff, rolesOn } from './directory.ts';
import type { StaffRecord } from './directory-types.ts';
import { mayManagePeople } from './may.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { delegationRefusal } from './rules-delegation.ts';
import { lockAccount } from './store-accounts.ts';
import { type Delegation, delegationsFrom, endDelegation, insertDelegation } from './store-delegation.ts';

/** Oneself, the head of one's unit, whoever keeps accounts. */
export function mayArrange(by: By, from: Pick<StaffRecord, 'accountId' | 'unitId'>): boolean {
  if (by === null || by.accountId === from.accountId || mayManagePeople(by)) return true;
  return (by.ownRoles ?? by.roles).includes('unitHead') && by.unitId === from.unitId;
}

export type AskedCover = { fromId: string; toId: string; validFrom: string; validTo: string; reason: string };

export async function arrangeCover(ports: PeoplePorts, by: By, asked: AskedCover): Promise<Outcome<{ id: string }>> {
  const [staff, today] = [await loadStaff(ports.db), dayOf(ports.now())];
  const [from, to] = [staff.byId(asked.fromId), staff.byId(asked.toId)];
  if (!from || !to) return refuse('unknown-person');
  if (!mayArrange(by, from)) return refuse('not-allowed');
  const [validFrom, validTo] = [parseDay(asked.validFrom), parseDay(asked.validTo)];
  if (validFrom === null || validTo === null) return refuse('day-unreadable');
  const id = ports.newId();
  const done = await inTransaction(ports.db, async (trx): Promise<Outcome<{ id: string }>> => {
    await lockAccount(trx, from.accountId); // two arrangements for one person come one after the other
    const there = await delegationsFrom(trx, today);
    const refusal = delegationRefusal({ from: { ...from, roles: rolesOn(from, today) }, to, validFrom, validTo }, there, today);
    if (refusal !== null) return refuse(refusal);
    const reason = cleanText(asked.reason, { max: 100 }).text;
    const row: Delegation = { id, fromId: from.accountId, toId: to.accountId, validFrom, validTo, reason };
    await insertDelegation(trx, { ...row, at: ports.now(), by: by?.accountId ?? null });
    await logAccess(
      { ...ports, db: trx },
      { what: 'people-cover-arranged', why: `${from.login} → ${to.login} ${validFrom}…${validTo}`, by },
    );
    return { ok: true, id };
  });
  ports.sessions.refresh(to.accountId);
  return done;
}

/** Before its last day; from this moment the colleague acts for nobody but themselves. */
export async function endCover(ports: PeoplePorts, by: By, id: string): Promise<Outcome> {
  const staff = await loadStaff(ports.db);
  const row = (await delegationsFrom(ports.db, dayOf(ports.now()))).find((one) => one.id === id);
  const from = row && staff.byId(row.fromId);
  if (!row || !from) return refuse('unknown-cover');
  if (!mayArrange(by, from) && by?.accountId !== row.toId) return refuse('not-allowed');
  if (!(await endDelegation(ports.db, id, ports.now()))) return refuse('unknown-cover');
  ports.sessions.refresh(row.toId);
  await logAccess(ports, { what: 'people-cover-ended', why: from.login, by });
  return { ok: true };
}

export type CoverLine = Delegation & { fromName: string; toName: string; mayEnd: boolean };

/** What concerns this person, or those they may arrange for: now and to come. */
export async function coversFor(ports: PeoplePorts, by: By): Promise<CoverLine[]> {
  const staff = await loadStaff(ports.db);
  const all = await delegationsFrom(ports.db, dayOf(ports.now()));
  return all.flatMap((row) => {
    const from = staff.byId(row.fromId);
    const concerns = from && (mayArrange(by, from) || by?.accountId === row.toId);
    return concerns ? [{ ...row, fromName: from.name, toName: staff.nameOf(row.toId), mayEnd: true }] : [];
  });
}

// Setting a period, putting a matter on hold, ending the hold: each recorded in the same transaction.
import { parseNumber } from '#core/matter/number.ts';
import { dayOf } from '#core/time/day.ts';
import { matterExists } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { type RuleField, type RuleProblem, readRule } from './rules.ts';
import { endHold, insertHold, insertRule } from './store.ts';

type RetentionPorts = Pick<Ports, 'db' | 'now' | 'newId'>;
export type RuleSet = { ok: true } | { ok: false; problems: { name: RuleField; problem: RuleProblem }[] };

export async function setRule(
  ports: RetentionPorts,
  me: Staff,
  typed: Readonly<Record<RuleField, string>>,
  addressClass = '',
): Promise<RuleSet> {
  const at = ports.now();
  const read = readRule(typed, dayOf(at));
  if ('problems' in read) return { ok: false, problems: read.problems };
  const { rule } = read;
  const kept = await inTransaction(ports.db, async (trx) => {
    const isNew = await insertRule(trx, { ...rule, id: ports.newId(), madeBy: me.accountId, madeAt: at });
    const why = `${rule.what} ${rule.kind} ${rule.confidentiality}: ${rule.months ?? 'kept'} from ${rule.validFrom}; ${rule.basis}; ${rule.reason}`;
    if (isNew) await logAccess({ ...ports, db: trx }, { what: 'retention-changed', why: why.slice(0, 500), by: me, addressClass });
    return isNew;
  });
  return kept ? { ok: true } : { ok: false, problems: [{ name: 'validFrom', problem: 'from-taken' }] };
}

export type HoldField = 'number' | 'holdReason' | 'holdBasis';
export type HoldProblem = 'number-unknown' | 'reason-missing' | 'basis-missing' | 'held-already';
export type HoldSet = { ok: true } | { ok: false; problems: { name: HoldField; problem: HoldProblem }[] };

export async function hold(ports: Ports, me: Staff, typed: Readonly<Record<HoldField, string>>, addressClass = ''): Promise<HoldSet> {
  const problems: { name: HoldField; problem: HoldProblem }[] = [];
  const number = parseNumber(typed.number);
  const matter = number === null ? null : await matterExists(ports.db, number);
  if (matter === null) problems.push({ name: 'number', problem: 'number-unknown' });
  const [reason, basis] = [typed.holdReason.trim(), typed.holdBasis.trim()];
  if ([...reason].length < 4) problems.push({ name: 'holdReason', problem: 'reason-missing' });
  if ([...basis].length < 4) problems.push({ name: 'holdBasis', problem: 'basis-missing' });
  if (problems.length > 0 || matter === null) return { ok: false, problems };
  const isNew = await inTransaction(ports.db, async (trx) => {
    const set = await insertHold(trx, { id: ports.newId(), matterId: matter.id, reason, basis, madeBy: me.accountId, madeAt: ports.now() });
    if (set)
      await logAccess(
        { ...ports, db: trx },
        { what: 'retention-held', why: `${matter.number}: ${basis}; ${reason}`.slice(0, 500), by: me, addressClass },
      );
    return set;
  });
  return isNew ? { ok: true } : { ok: false, problems: [{ name: 'number', problem: 'held-already' }] };
}

/** False when there is no open hold of this id, or no reason. */
export async function release(ports: RetentionPorts, me: Staff, id: string, reason: string, addressClass = ''): Promise<boolean> {
  if ([...reason.trim()].length < 4) return false;
  return inTransaction(ports.db, async (trx) => {
    const matterId = await endHold(trx, id, me.accountId, ports.now(), reason.trim());
    if (matterId !== null)
      await logAccess({ ...ports, db: trx }, { what: 'retention-hold-ended', why: reason.trim().slice(0, 300), by: me, addressClass });
    return matterId !== null;
  });
}

// Asking, deciding, ending. What the check refuses is kept too: the county can show that it said no.
import { dayOf } from '#core/time/day.ts';
import { logAccess } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { type FieldRefusal, type RequestField, type RequestProblem, type RequestRow, readRequest, stateOn, type Typed } from './rules.ts';
import { endExpired, insertRefusal, insertRequest, readOne, readRunning, settle } from './store.ts';

type RequestPorts = Pick<Ports, 'db' | 'now' | 'newId'>;
export type Asked =
  | { ok: true; number: number; like: number }
  | { ok: false; problems: { name: RequestField; problem: RequestProblem }[]; refusals: FieldRefusal[] };

export async function ask(ports: RequestPorts, me: Staff, typed: Typed, addressClass = ''): Promise<Asked> {
  const at = ports.now();
  const today = dayOf(at);
  const by = { unitId: me.unitId, accountId: me.accountId };
  return inTransaction(ports.db, async (trx): Promise<Asked> => {
    const read = readRequest(typed, today, await readRunning(trx, today));
    const within = { ...ports, db: trx };
    if (!read.ok) {
      const { problems, refusals } = read;
      const told = [...problems.map(({ name, problem }) => `${name}: ${problem}`), ...refusals.map(({ field, why }) => `${field}: ${why}`)];
      await insertRefusal(trx, {
        id: ports.newId(),
        at,
        unitId: me.unitId,
        askedBy: me.accountId,
        title: typed.title.trim().slice(0, 200),
        refusals: told,
      });
      await logAccess(within, { what: 'data-requests-refused', why: told.join('; ').slice(0, 500), by: me, addressClass });
      return { ok: false, problems, refusals };
    }
    const number = await insertRequest(trx, ports.newId(), read.request, by, at);
    await logAccess(within, {
      what: 'data-requests-asked',
      why: `${number}: ${read.request.title}; ${read.request.basis}`.slice(0, 500),
      by: me,
      addressClass,
    });
    return { ok: true, number, like: read.like.length };
  });
}

export type DecideRefusal = 'not-found' | 'not-yours' | 'own-request' | 'say-why' | 'decided-already' | 'choose';

/** The county office decides; whoever asked may only take it back. */
export async function decide(
  ports: RequestPorts,
  me: Staff,
  number: number,
  asked: { decision: string; words: string },
  addressClass = '',
): Promise<{ ok: true } | { ok: false; refusal: DecideRefusal }> {
  const no = (refusal: DecideRefusal) => ({ ok: false as const, refusal });
  const row = await readOne(ports.db, number);
  if (!row) return no('not-found');
  const decision = (['approved', 'returned', 'withdrawn'] as const).find((one) => one === asked.decision);
  if (!decision) return no('choose');
  const mine = row.askedBy === me.accountId;
  if (decision === 'withdrawn' && !mine) return no('not-yours');
  if (decision !== 'withdrawn' && !me.roles.includes('countyOffice')) return no('not-yours');
  if (decision !== 'withdrawn' && mine) return no('own-request');
  const words = asked.words.trim();
  if (decision !== 'withdrawn' && [...words].length < 4) return no('say-why');
  const at = ports.now();
  if (stateOn(row.state, row.expiresOn, dayOf(at)) !== 'asked') return no('decided-already');
  return inTransaction(ports.db, async (trx) => {
    if (!(await settle(trx, number, decision, me.accountId, at, words))) return no('decided-already');
    await logAccess(
      { ...ports, db: trx },
      { what: 'data-requests-decided', why: `${number}: ${decision}; ${words}`.slice(0, 500), by: me, addressClass },
    );
    return { ok: true };
  });
}

/** For the clock: what has reached its day stops. */
export async function endRequests(ports: RequestPorts): Promise<number[]> {
  const at = ports.now();
  return inTransaction(ports.db, async (trx) => {
    const numbers = await endExpired(trx, dayOf(at), at);
    for (const number of numbers) await logAccess({ ...ports, db: trx }, { what: 'data-requests-ended', why: String(number) });
    return numbers;
  });
}

/** What is asked of the grassroots today, for the burden page. */
export async function runningRequests(ports: RequestPorts): Promise<RequestRow[]> {
  const rows = await readRunning(ports.db, dayOf(ports.now()));
  return rows.filter((row) => row.state === 'approved');
}

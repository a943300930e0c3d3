// Asking the hotline to carry a call or a message, carrying it, and what came of it. The handler learns the result and never the number; every step is on record
// first, and counted for the raiser.
import { dayOf, type Instant } from '#core/time/day.ts';
import {
  type Circumstances,
  knownForSharing,
  type SeenNow,
  type SeenRow,
  seeMatter,
  seenRowsOf,
  type Viewer,
} from '#features/matters/index.ts';
import { noteFor } from '#features/notices/index.ts';
import { logAccess, rolesOn } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import {
  type AskField,
  type AskProblem,
  type AskTyped,
  type CarryField,
  type CarryProblem,
  type CarryTyped,
  readAsk,
  readCarry,
  stateAfter,
} from './rules.ts';
import {
  type Attempt,
  aliasOf,
  attemptsOf,
  findRequest,
  insertAttempt,
  insertRequest,
  lockRequest,
  openRequests,
  type Request,
  requestsOf,
  settle,
} from './store.ts';

export type Refusal = 'not-found' | 'not-yours' | 'no-contact' | 'ended' | 'already-open' | 'already-settled';
type Refused = { ok: false; refusal: Refusal };
const ended: readonly string[] = ['archived', 'merged', 'notAccepted', 'emergency', 'terminated'];
const viewerOf = (me: Staff): Viewer => ({ kind: 'staff', id: me.accountId, unitId: me.unitId, roles: me.roles });

export type Carried = Request & { attempts: readonly Attempt[] };
export type AskView = { ok: true; read: SeenNow; alias: string; requests: Carried[] };

/** Who has the matter in hand, or helps with it, and knows the raiser only by alias. The desk opens the contact itself and needs nobody to carry a call. */
export async function askToRelay(ports: Ports, me: Staff, number: string): Promise<AskView | Refused> {
  const read = await seeMatter(ports, viewerOf(me), number);
  if (!read) return { ok: false, refusal: 'not-found' };
  const { seen, whole } = read;
  if (seen.grants.alias !== 'alias' || !seen.relations.some((one) => one === 'owner' || one === 'assistant'))
    return { ok: false, refusal: 'not-yours' };
  if (!whole.hasContact) return { ok: false, refusal: 'no-contact' };
  const requests = await withAttempts(
    ports,
    (await requestsOf(ports.db, seen.id)).filter((one) => one.askedIn === me.unitId),
  );
  if (ended.includes(whole.status) && requests.length === 0) return { ok: false, refusal: 'ended' };
  return { ok: true, read, alias: await aliasOf(ports.db, seen.id), requests };
}

async function withAttempts(ports: Pick<Ports, 'db'>, requests: readonly Request[]): Promise<Carried[]> {
  const attempts = await attemptsOf(
    ports.db,
    requests.map((one) => one.id),
  );
  return requests.map((one) => ({ ...one, attempts: attempts.get(one.id) ?? [] }));
}

export type Asked = { ok: true } | Refused | { ok: false; problems: { name: AskField; problem: AskProblem }[] };

export async function ask(
  ports: Ports,
  me: Staff,
  { seen, whole, circumstances }: SeenNow,
  typed: AskTyped,
  addressClass: string,
): Promise<Asked> {
  if (ended.includes(whole.status)) return { ok: false, refusal: 'ended' };
  const said = readAsk(typed);
  if (!said.ok) return said;
  const now = ports.now();
  const id = ports.newId();
  const carriers = carriersOf(circumstances, whole.handledBy, now);
  return inTransaction(ports.db, async (trx) => {
    const row = { id, matterId: seen.id, askedBy: me.accountId, askedIn: me.unitId, askedAt: now, ...said.ask };
    if (!(await insertRequest(trx, row))) return { ok: false, refusal: 'already-open' } as const;
    await logAccess(
      { ...ports, db: trx },
      { what: 'relay-asked', why: `${said.ask.kind}: ${id}`, matterId: seen.id, by: me, addressClass },
    );
    for (const [unitId, accountIds] of carriers)
      await noteFor(
        trx,
        {
          id: ports.newId(),
          outboxId: `${id}:asked`,
          matterId: seen.id,
          number: whole.number,
          kind: 'relayAsked',
          about: '',
          unitId,
          at: now,
        },
        accountIds,
      );
    return { ok: true } as const;
  });
}

/** Officers who may open the contact: of units that never had the matter in hand. */
function carriersOf({ staff }: Circumstances, handledBy: readonly string[], now: Instant): Map<string, string[]> {
  const day = dayOf(now);
  const able = staff.all.filter(
    (one) => !handledBy.includes(one.unitId) && rolesOn(one, day).some((role) => role === 'intake' || role === 'callback'),
  );
  return new Map([...Map.groupBy(able, (one) => one.unitId)].map(([unitId, people]) => [unitId, people.map((one) => one.accountId)]));
}

/** Taken back by whoever's unit asked, as long as nothing came of it. */
export async function withdraw(ports: Ports, me: Staff, matterId: string, id: string): Promise<boolean> {
  return inTransaction(ports.db, async (trx) => {
    const found = await lockRequest(trx, id);
    if (!found || found.matterId !== matterId || found.askedIn !== me.unitId || found.state !== 'open') return false;
    await settle(trx, id, 'withdrawn', ports.now());
    return true;
  });
}

// ── at the hotline ──
export type Queued = { request: Request; row: SeenRow; attempts: readonly Attempt[] };
const mostQueued = 100;

/** What waits to be carried, the oldest first; only where this officer may open the contact. */
export async function relayQueue(ports: Ports, me: Staff, circumstances: Circumstances): Promise<Queued[]> {
  const viewer = viewerOf(me);
  const open = await openRequests(ports.db, mostQueued);
  const seen = await seenRowsOf(
    ports,
    viewer,
    circumstances,
    open.map((one) => one.matterId),
  );
  const mine = open.flatMap((request) => {
    const row = seen.get(request.matterId);
    return row?.mayOpenContact ? [{ row, request }] : [];
  });
  const attempts = await attemptsOf(
    ports.db,
    mine.map(({ request }) => request.id),
  );
  return mine.map((one) => ({ ...one, attempts: attempts.get(one.request.id) ?? [] }));
}

export type ToCarry = { ok: true; read: SeenNow; alias: string; request: Carried } | Refused;

export async function openRequest(ports: Ports, me: Staff, number: string, id: string): Promise<ToCarry> {
  const read = await seeMatter(ports, viewerOf(me), number);
  const request = read ? await findRequest(ports.db, id) : null;
  if (!read || request?.matterId !== read.seen.id) return { ok: false, refusal: 'not-found' };
  if (!read.seen.mayOpenContact) return { ok: false, refusal: 'not-yours' };
  const [carried] = await withAttempts(ports, [request]);
  return carried ? { ok: true, read, alias: await aliasOf(ports.db, read.seen.id), request: carried } : { ok: false, refusal: 'not-found' };
}

export type CarriedOut =
  | { ok: true; state: Request['state'] }
  | Refused
  | { ok: false; problems: { name: CarryField; problem: CarryProblem }[] };

/** One try written down. The asker is told when something came of it; the raiser's progress page counts it. */
export async function carry(
  ports: Ports,
  me: Staff,
  { seen, whole }: SeenNow,
  id: string,
  typed: CarryTyped,
  addressClass: string,
): Promise<CarriedOut> {
  const { known } = await knownForSharing(ports, seen.id);
  const said = readCarry(typed, known);
  if (!said.ok) return said;
  const now = ports.now();
  return inTransaction(ports.db, async (trx) => {
    const request = await lockRequest(trx, id);
    if (request?.matterId !== seen.id) return { ok: false, refusal: 'not-found' } as const;
    if (request.state !== 'open') return { ok: false, refusal: 'already-settled' } as const;
    await insertAttempt(trx, { id: ports.newId(), requestId: id, at: now, by: me.accountId, unit: me.unitId, ...said.carry });
    await logAccess(
      { ...ports, db: trx },
      { what: 'relay-carried', why: `${said.carry.outcome}: ${id}`, matterId: seen.id, by: me, addressClass },
    );
    const state = stateAfter((await attemptsOf(trx, [id])).get(id) ?? []);
    if (state === 'open') return { ok: true, state } as const;
    await settle(trx, id, state, now);
    await noteFor(
      trx,
      {
        id: ports.newId(),
        outboxId: `${id}:done`,
        matterId: seen.id,
        number: whole.number,
        kind: 'relayDone',
        about: '',
        unitId: request.askedIn,
        at: now,
      },
      [request.askedBy],
    );
    return { ok: true, state } as const;
  });
}

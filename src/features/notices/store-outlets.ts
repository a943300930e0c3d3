// The SQL of outlets and their messages. Whoever calls out never holds a row or a connection while waiting for the other side: a message is claimed for a
// while, sent, and settled; a claim that ran out is taken up again.
import { sql } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import type { MessageLine, MessageState, OutletKind } from '#platform/db/tables-notices.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

export type OutletsDb = Uses<'outlet' | 'outlet_message' | 'outbox'>;

export type Outlet = {
  id: string;
  kind: OutletKind;
  name: string;
  unitId: string | null;
  isOn: boolean;
  settings: Record<string, string>;
  secretSealed: string | null;
  quietFrom: number;
  quietTo: number;
  joinSeconds: number;
  recent: Instant[];
  failures: number;
  restUntil: Instant | null;
  lastOkAt: Instant | null;
  lastFailedAt: Instant | null;
  lastFault: string;
  lastDetail: string;
};

const columns = [
  'o.id',
  'o.kind',
  'o.name',
  'o.unit_id as unitId',
  'o.is_on as isOn',
  'o.settings',
  'o.secret_sealed as secretSealed',
  'o.quiet_from as quietFrom',
  'o.quiet_to as quietTo',
  'o.join_seconds as joinSeconds',
  'o.recent',
  'o.failures',
  'o.rest_until as restUntil',
  'o.last_ok_at as lastOkAt',
  'o.last_failed_at as lastFailedAt',
  'o.last_fault as lastFault',
  'o.last_detail as lastDetail',
] as const;

export async function listOutlets(db: OutletsDb, which: 'all' | 'on' = 'all'): Promise<Outlet[]> {
  let rows = db.selectFrom('outlet as o').select(columns).where('o.removed_at', 'is', null);
  if (which === 'on') rows = rows.where('o.is_on', '=', true);
  return rows.orderBy('o.kind').orderBy('o.id').execute();
}

export async function readOutlet(db: OutletsDb, id: string): Promise<Outlet | null> {
  const row = await db
    .selectFrom('outlet as o')
    .select(columns)
    .where('o.id', '=', id)
    .where('o.removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export type OutletWords = Pick<Outlet, 'name' | 'unitId' | 'settings' | 'secretSealed' | 'quietFrom' | 'quietTo' | 'joinSeconds'>;

export async function insertOutlet(db: OutletsDb, o: OutletWords & { id: string; kind: OutletKind }, now: Instant): Promise<void> {
  await db
    .insertInto('outlet')
    .values({
      id: o.id,
      kind: o.kind,
      ...rowOf(o),
      changed_at: now,
      rest_until: null,
      last_ok_at: null,
      last_failed_at: null,
      removed_at: null,
    })
    .execute();
}

export async function changeOutlet(db: OutletsDb, id: string, o: OutletWords, now: Instant): Promise<void> {
  await db
    .updateTable('outlet')
    .set({ ...rowOf(o), changed_at: now, rest_until: null, failures: 0 })
    .where('id', '=', id)
    .execute();
}

const rowOf = (o: OutletWords) => ({
  name: o.name,
  unit_id: o.unitId,
  settings: JSON.stringify(o.settings),
  secret_sealed: o.secretSealed,
  quiet_from: o.quietFrom,
  quiet_to: o.quietTo,
  join_seconds: o.joinSeconds,
});

export async function switchOutlet(db: OutletsDb, id: string, isOn: boolean, now: Instant): Promise<void> {
  await db.updateTable('outlet').set({ is_on: isOn, changed_at: now, rest_until: null, failures: 0 }).where('id', '=', id).execute();
}

/** Its secret goes with it. */
export async function removeOutlet(db: OutletsDb, id: string, now: Instant): Promise<void> {
  await db
    .updateTable('outlet')
    .set({ is_on: false, removed_at: now, changed_at: now, secret_sealed: null })
    .where('id', '=', id)
    .execute();
}

/** What still waits there goes nowhere any more. */
export async function discardWaiting(db: OutletsDb, outletId: string, reason: string, now: Instant): Promise<void> {
  await db
    .updateTable('outlet_message')
    .set({ state: 'discarded', reason, settled_at: now, claimed_until: null })
    .where('outlet_id', '=', outletId)
    .where('state', 'in', ['open', 'waiting'])
    .execute();
}

// ── messages ──
/** Joins the message that is still open, or begins one. The same number joins once. */
export async function joinMessage(
  db: OutletsDb,
  m: { id: string; outletId: string; accountId: string | null; number: string; urgent: boolean; nextAt: Instant; now: Instant },
): Promise<void> {
  await query(
    db as Runner,
    'notices-join',
    `
    insert into outlet_message (id, outlet_id, account_id, lines, urgent, next_at, created_at) values ($1, $2, $3, $4::jsonb, $5, $6, $7)
    on conflict (outlet_id, coalesce(account_id, '')) where state = 'open' do update set
      lines = case when outlet_message.lines @> excluded.lines then outlet_message.lines else outlet_message.lines || excluded.lines end,
      urgent = outlet_message.urgent or excluded.urgent, next_at = least(outlet_message.next_at, excluded.next_at)`,
    [m.id, m.outletId, m.accountId, JSON.stringify([{ number: m.number }]), m.urgent, m.nextAt, m.now],
  );
}

export type Message = {
  id: string;
  outletId: string;
  accountId: string | null;
  lines: MessageLine[];
  urgent: boolean;
  state: MessageState;
  attempts: number;
  nextAt: Instant;
  fault: string;
  detail: string;
  reason: string;
  createdAt: Instant;
  settledAt: Instant | null;
};
const messageColumns = [
  'm.id',
  'm.outlet_id as outletId',
  'm.account_id as accountId',
  'm.lines',
  'm.urgent',
  'm.state',
  'm.attempts',
  'm.next_at as nextAt',
  'm.fault',
  'm.detail',
  'm.reason',
  'm.created_at as createdAt',
  'm.settled_at as settledAt',
] as const;

/** The next message that may be tried, its row and its outlet's locked; not of those outlets that are being spoken to. */
export async function lockNext(
  trx: OutletsDb,
  now: Instant,
  busy: readonly string[],
): Promise<{ message: Message; outlet: Outlet } | null> {
  let rows = trx
    .selectFrom('outlet_message as m')
    .innerJoin('outlet as o', 'o.id', 'm.outlet_id')
    .select(messageColumns)
    .where('m.state', 'in', ['open', 'waiting'])
    .where('m.next_at', '<=', now)
    .where((eb) => eb.or([eb('m.claimed_until', 'is', null), eb('m.claimed_until', '<=', now)]))
    .where('o.is_on', '=', true)
    .where('o.removed_at', 'is', null)
    .where((eb) => eb.or([eb('o.rest_until', 'is', null), eb('o.rest_until', '<=', now)]));
  if (busy.length > 0) rows = rows.where('o.id', 'not in', [...busy]);
  const message = await rows
    .orderBy('m.urgent', 'desc')
    .orderBy('m.next_at')
    .limit(1)
    .forUpdate(['m', 'o'])
    .skipLocked()
    .executeTakeFirst();
  if (!message) return null;
  const outlet = await readOutlet(trx, message.outletId);
  return outlet ? { message, outlet } : null;
}

/** From here on nothing joins it: what is sent again is the same message under the same id. */
export async function claimMessage(trx: OutletsDb, id: string, until: Instant): Promise<void> {
  await trx
    .updateTable('outlet_message')
    .set({ state: 'waiting', claimed_until: until, attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .execute();
}

export async function putOff(db: OutletsDb, id: string, nextAt: Instant): Promise<void> {
  await db.updateTable('outlet_message').set({ next_at: nextAt, claimed_until: null }).where('id', '=', id).execute();
}

export async function restOutlet(db: OutletsDb, id: string, until: Instant | null): Promise<void> {
  await db.updateTable('outlet').set({ rest_until: until }).where('id', '=', id).execute();
}

export async function noteCall(db: OutletsDb, id: string, recent: readonly Instant[]): Promise<void> {
  await db
    .updateTable('outlet')
    .set({ recent: sql`${[...recent]}::timestamptz[]` })
    .where('id', '=', id)
    .execute();
}

export async function noteOk(db: OutletsDb, id: string, now: Instant): Promise<void> {
  await db
    .updateTable('outlet')
    .set({ last_ok_at: now, failures: 0, rest_until: null, last_fault: '', last_detail: '' })
    .where('id', '=', id)
    .execute();
}

export async function noteFailed(
  db: OutletsDb,
  id: string,
  f: { now: Instant; fault: string; detail: string; failures: number; restUntil: Instant | null },
): Promise<void> {
  await db
    .updateTable('outlet')
    .set({ last_failed_at: f.now, last_fault: f.fault, last_detail: f.detail, failures: f.failures, rest_until: f.restUntil })
    .where('id', '=', id)
    .execute();
}

export type Settled = {
  state: MessageState;
  attempts?: number;
  nextAt?: Instant;
  fault?: string;
  detail?: string;
  reason?: string;
  settledAt: Instant | null;
};
/** Only a message that is still waiting is settled: what a person has discarded meanwhile stays discarded. */
export async function settleMessage(db: OutletsDb, id: string, from: readonly MessageState[], s: Settled): Promise<boolean> {
  const done = await db
    .updateTable('outlet_message')
    .set({
      state: s.state,
      claimed_until: null,
      settled_at: s.settledAt,
      ...(s.attempts === undefined ? {} : { attempts: s.attempts }),
      ...(s.nextAt === undefined ? {} : { next_at: s.nextAt }),
      ...(s.fault === undefined ? {} : { fault: s.fault, detail: s.detail ?? '' }),
      ...(s.reason === undefined ? {} : { reason: s.reason }),
    })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function readMessage(db: OutletsDb, id: string): Promise<Message | null> {
  const row = await db.selectFrom('outlet_message as m').select(messageColumns).where('m.id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function listMessages(db: OutletsDb, outletId: string, states: readonly MessageState[], limit: number): Promise<Message[]> {
  return db
    .selectFrom('outlet_message as m')
    .select(messageColumns)
    .where('m.outlet_id', '=', outletId)
    .where('m.state', 'in', [...states])
    .orderBy('m.created_at', 'desc')
    .limit(limit)
    .execute();
}

export type Counts = { waiting: number; dead: number; oldest: Instant | null };
export async function countMessages(db: OutletsDb): Promise<Map<string, Counts>> {
  const rows = await db
    .selectFrom('outlet_message')
    .select([
      'outlet_id as outletId',
      sql<number>`count(*) filter (where state in ('open','waiting'))::int`.as('waiting'),
      sql<number>`count(*) filter (where state = 'dead')::int`.as('dead'),
      sql<Instant | null>`min(created_at) filter (where state in ('open','waiting'))`.as('oldest'),
    ])
    .where('state', 'in', ['open', 'waiting', 'dead'])
    .groupBy('outlet_id')
    .execute();
  return new Map(rows.map(({ outletId, ...counts }) => [outletId, counts]));
}

/** What the raisers' room holds ready and nobody carries yet; counted up to `cap`. */
export async function countForRaisers(db: OutletsDb, cap: number): Promise<number> {
  const rows = await query<{ n: number }>(
    db as Runner,
    'notices-raisers',
    "select count(*)::int as n from (select 1 from outbox where audience = 'raiser' and done_at is null limit $1) few",
    [cap],
  );
  return rows[0]?.n ?? 0;
}

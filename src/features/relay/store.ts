// The SQL of the relay: what was asked of the hotline, and each try. Tries are append-only.
import type { Transaction } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Tables, Uses } from '#platform/db/tables.ts';
import type { RelayKind, RelayOutcome, RelayState } from './rules.ts';

export type RelayDb = Uses<'relay_request' | 'relay_attempt' | 'raiser'>;
export type RelayTrx = Transaction<Tables>;
export type Attempt = { at: Instant; outcome: RelayOutcome; words: string; byUnit: string };
export type Request = {
  id: string;
  matterId: string;
  kind: RelayKind;
  words: string;
  when: string;
  askedBy: string;
  askedIn: string;
  askedAt: Instant;
  state: RelayState;
  settledAt: Instant | null;
};

const columns = [
  'id',
  'matter_id as matterId',
  'kind',
  'words',
  'when_words as when',
  'asked_by as askedBy',
  'asked_in as askedIn',
  'asked_at as askedAt',
  'state',
  'settled_at as settledAt',
] as const;

/** False when this unit has one open for the matter already. */
export async function insertRequest(trx: RelayTrx, row: Omit<Request, 'state' | 'settledAt'>): Promise<boolean> {
  const done = await trx
    .insertInto('relay_request')
    .values({
      id: row.id,
      matter_id: row.matterId,
      kind: row.kind,
      words: row.words,
      when_words: row.when,
      asked_by: row.askedBy,
      asked_in: row.askedIn,
      asked_at: row.askedAt,
      settled_at: null,
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What was asked for one matter, newest first. */
export async function requestsOf(db: RelayDb, matterId: string): Promise<Request[]> {
  return (await db
    .selectFrom('relay_request')
    .select(columns)
    .where('matter_id', '=', matterId)
    .orderBy('asked_at', 'desc')
    .limit(50)
    .execute()) as Request[];
}

/** What still waits, the oldest first. */
export async function openRequests(db: RelayDb, limit: number): Promise<Request[]> {
  const rows = await db.selectFrom('relay_request').select(columns).where('state', '=', 'open').orderBy('asked_at').limit(limit).execute();
  return rows as Request[];
}

/** The name under which a handler knows the raiser. */
export async function aliasOf(db: RelayDb, matterId: string): Promise<string> {
  const row = await db.selectFrom('raiser').select('alias').where('matter_id', '=', matterId).executeTakeFirst();
  return row?.alias ?? '';
}

export async function findRequest(db: RelayDb, id: string): Promise<Request | null> {
  const row = await db.selectFrom('relay_request').select(columns).where('id', '=', id).executeTakeFirst();
  return (row as Request | undefined) ?? null;
}

/** The same under the row's lock, so that two officers cannot both end it. */
export async function lockRequest(trx: RelayTrx, id: string): Promise<Request | null> {
  const row = await trx.selectFrom('relay_request').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
  return (row as Request | undefined) ?? null;
}

export async function settle(trx: RelayTrx, id: string, state: RelayState, at: Instant): Promise<void> {
  await trx.updateTable('relay_request').set({ state, settled_at: at }).where('id', '=', id).execute();
}

export async function insertAttempt(
  trx: RelayTrx,
  row: { id: string; requestId: string; at: Instant; by: string; unit: string; outcome: RelayOutcome; words: string },
): Promise<void> {
  await trx
    .insertInto('relay_attempt')
    .values({
      id: row.id,
      request_id: row.requestId,
      at: row.at,
      by_account: row.by,
      by_unit: row.unit,
      outcome: row.outcome,
      words: row.words,
    })
    .execute();
}

export async function attemptsOf(db: RelayDb, ids: readonly string[]): Promise<Map<string, Attempt[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('relay_attempt')
    .select(['request_id as requestId', 'at', 'outcome', 'words', 'by_unit as byUnit'])
    .where('request_id', 'in', [...ids])
    .orderBy('at')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows as (Attempt & { requestId: string })[], (row) => row.requestId);
}

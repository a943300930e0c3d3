// SQL of requests for data.
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import type { AskedOf, Frequency, Request, RequestRow } from './rules.ts';

export type RequestsDb = Uses<'data_request' | 'data_request_refusal'>;

const read = (db: RequestsDb) => db.selectFrom('data_request').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof read>['execute']>>[number];
const rowOf = (row: Row): RequestRow => ({
  id: row.id,
  number: Number(row.number),
  title: row.title,
  purpose: row.purpose,
  basis: row.basis,
  fields: row.fields,
  frequency: row.frequency as Frequency,
  askedOf: row.asked_of as AskedOf,
  expiresOn: row.expires_on,
  unitId: row.unit_id,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  state: row.state,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  decision: row.decision,
  endedAt: row.ended_at,
});

export async function readRequests(db: RequestsDb, most: number): Promise<RequestRow[]> {
  return (await read(db).orderBy('number', 'desc').limit(most).execute()).map(rowOf);
}
export async function readOne(db: RequestsDb, number: number): Promise<RequestRow | null> {
  const row = await read(db).where('number', '=', number).executeTakeFirst();
  return row ? rowOf(row) : null;
}
/** What is asked, or about to be: approved and waiting, not over. */
export async function readRunning(db: RequestsDb, today: Day): Promise<RequestRow[]> {
  const rows = await read(db).where('state', 'in', ['asked', 'approved']).where('expires_on', '>=', today).orderBy('number').execute();
  return rows.map(rowOf);
}

export async function insertRequest(
  db: RequestsDb,
  id: string,
  request: Request,
  by: { unitId: string; accountId: string },
  at: Instant,
): Promise<number> {
  const row = await db
    .insertInto('data_request')
    .values({
      id,
      title: request.title,
      purpose: request.purpose,
      basis: request.basis,
      fields: JSON.stringify(request.fields),
      frequency: request.frequency,
      asked_of: request.askedOf,
      expires_on: request.expiresOn,
      unit_id: by.unitId,
      asked_by: by.accountId,
      asked_at: at,
      state: 'asked',
      decided_by: null,
      decided_at: null,
      ended_at: null,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return Number(row.number);
}

export async function insertRefusal(
  db: RequestsDb,
  row: { id: string; at: Instant; unitId: string; askedBy: string; title: string; refusals: unknown },
): Promise<void> {
  await db
    .insertInto('data_request_refusal')
    .values({
      id: row.id,
      at: row.at,
      unit_id: row.unitId,
      asked_by: row.askedBy,
      title: row.title,
      refusals: JSON.stringify(row.refusals),
    })
    .execute();
}
export async function countRefusals(db: RequestsDb): Promise<number> {
  const row = await db
    .selectFrom('data_request_refusal')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** False when somebody was faster. */
export async function settle(
  db: RequestsDb,
  number: number,
  to: 'approved' | 'returned' | 'withdrawn',
  by: string,
  at: Instant,
  decision: string,
): Promise<boolean> {
  const done = await db
    .updateTable('data_request')
    .set({ state: to, decided_by: by, decided_at: at, decision })
    .where('number', '=', number)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Those whose day is over; their numbers. */
export async function endExpired(db: RequestsDb, today: Day, at: Instant): Promise<number[]> {
  const rows = await db
    .updateTable('data_request')
    .set({ state: 'ended', ended_at: at })
    .where('state', 'in', ['asked', 'approved'])
    .where('expires_on', '<', today)
    .returning('number')
    .execute();
  return rows.map((row) => Number(row.number));
}

// The SQL of classes: their record (append-only), their current row, their numbers. Deciding is core's, who may see one is rules.ts'.

import type { Actor } from '#core/matter/events.ts';
import type { RecordedClassEvent } from '#core/matter-class/events.ts';
import type { ClassStatus } from '#core/matter-class/state.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

export type ClassDb = Uses<'matter_class' | 'matter_class_event' | 'matter_class_number'>;
export type SealedClassEvent = RecordedClassEvent & { hash: Uint8Array };
export type ClassRow = {
  id: string;
  number: string;
  version: number;
  status: ClassStatus;
  origin: string;
  originKey: string | null;
  title: string;
  categoryIds: string[];
  placeIds: string[];
  ownerUnitId: string | null;
  ownerAccountId: string | null;
  lookOn: Day | null;
  openedAt: Instant;
  changedAt: Instant;
};

const columns = `id, number, version, status, origin, origin_key as "originKey", title, category_ids as "categoryIds", place_ids as "placeIds",
  owner_unit_id as "ownerUnitId", owner_account_id as "ownerAccountId", look_on as "lookOn", opened_at as "openedAt", changed_at as "changedAt"`;

const run = (db: ClassDb): Runner => db as unknown as Runner;

export type ClassKey = { caller: string; key: string; requestHash: Uint8Array };

/** Null when the key was free and is now taken; else what was asked under it, and the class that answered. Two requests with one key wait for each other here. */
export async function takeKey(
  trx: ClassDb,
  key: ClassKey,
  now: Instant,
): Promise<{ requestHash: Uint8Array; number: string | null } | null> {
  const taken = await query(
    run(trx),
    'classes-take-key',
    'insert into idempotency (caller, key, request_hash, created_at) values ($1, $2, $3, $4) on conflict do nothing returning key',
    [key.caller, key.key, Buffer.from(key.requestHash), now],
  );
  if (taken.length > 0) return null;
  const [kept] = await query<{ requestHash: Uint8Array; number: string | null }>(
    run(trx),
    'classes-kept-key',
    `select request_hash as "requestHash", answer->>'number' as number from idempotency where caller = $1 and key = $2`,
    [key.caller, key.key],
  );
  return kept ?? { requestHash: new Uint8Array(), number: null };
}
export async function keepAnswer(trx: ClassDb, key: ClassKey, number: string): Promise<void> {
  await query(
    run(trx),
    'classes-keep-answer',
    `update idempotency set answer = jsonb_build_object('number', $3::text) where caller = $1 and key = $2`,
    [key.caller, key.key, number],
  );
}

/** Locks the class for the rest of the transaction. */
export const lockClass = async (trx: ClassDb, number: string): Promise<string | null> =>
  (await query<{ id: string }>(run(trx), 'classes-lock', 'select id from matter_class where number = $1 for update', [number]))[0]?.id ??
  null;

export const findClass = async (db: ClassDb, number: string): Promise<ClassRow | null> =>
  (await query<ClassRow>(run(db), 'classes-by-number', `select ${columns} from matter_class where number = $1`, [number]))[0] ?? null;

export async function readClassHistory(db: ClassDb, id: string): Promise<SealedClassEvent[]> {
  const rows = await query<{ seq: number; type: string; at: Instant; actor: Actor; data: unknown; hash: Uint8Array }>(
    run(db),
    'classes-history',
    'select seq, type, at, actor, data, hash from matter_class_event where class_id = $1 order by seq',
    [id],
  );
  return rows as unknown as SealedClassEvent[];
}

/** All classes of these states, newest change first; a county has hundreds, not thousands. */
export const listClasses = (db: ClassDb, statuses: readonly ClassStatus[], limit = 500): Promise<ClassRow[]> =>
  query<ClassRow>(
    run(db),
    'classes-list',
    `select ${columns} from matter_class where status = any($1::text[]) order by changed_at desc, id desc limit $2`,
    [statuses, limit],
  );

/**
 * The histories of classes whose scope is of these categories and places, or into which this very matter was taken by hand, newest change first; whether it is in
 * is for `isMember` to say.
 */
export async function classesThatMayHold(
  db: ClassDb,
  matterId: string,
  above: { categoryIds: readonly string[]; placeIds: readonly string[] },
  statuses: readonly ClassStatus[],
  limit: number,
): Promise<Map<string, SealedClassEvent[]>> {
  const rows = await query<ClassEventRow>(
    run(db),
    'classes-may-hold',
    `with c as (
       select id, changed_at from matter_class where status = any($1::text[]) and (
         (category_ids && $2::text[] and (cardinality(place_ids) = 0 or place_ids && $3::text[]))
         or id in (select class_id from matter_class_event where type in ('noticed', 'included', 'absorbed')
           and coalesce(data->'ids', '[]'::jsonb) || coalesce(data->'include', '[]'::jsonb) ? $4::text)
       ) order by changed_at desc, id desc limit $5
     )
     select e.class_id, e.seq, e.type, e.at, e.actor, e.data, e.hash from c join matter_class_event e on e.class_id = c.id
     order by c.changed_at desc, c.id desc, e.seq`,
    [statuses, above.categoryIds, above.placeIds, matterId, limit],
  );
  return byClass(rows);
}

/** Every class that the clock once proposed, by what it was proposed for. */
export async function classesByKey(db: ClassDb, keys: readonly string[]): Promise<Map<string, ClassRow>> {
  const rows = await query<ClassRow>(run(db), 'classes-keys', `select ${columns} from matter_class where origin_key = any($1::text[])`, [
    keys,
  ]);
  return new Map(rows.map((row) => [row.originKey ?? '', row]));
}

/** Where the clock has something to do on that day. */
export const classesToLookAt = (db: ClassDb, today: Day): Promise<ClassRow[]> =>
  query<ClassRow>(
    run(db),
    'classes-look',
    `select ${columns} from matter_class where status in ('effective', 'archived') or (look_on <= $1::date and status = 'observing') order by id limit 2000`,
    [today],
  );

/** The next number of a year, gapless in order of commit: C, the year, four digits. */
export async function takeClassNumber(trx: ClassDb, year: number): Promise<string> {
  const rows = await query<{ last: number }>(
    run(trx),
    'classes-number',
    'insert into matter_class_number (year, last) values ($1, 1) on conflict (year) do update set last = matter_class_number.last + 1 returning last',
    [year],
  );
  return `C${year}${String(rows[0]?.last ?? 1).padStart(4, '0')}`;
}

export async function insertEvents(trx: ClassDb, id: string, events: readonly SealedClassEvent[]): Promise<void> {
  await trx
    .insertInto('matter_class_event')
    .values(
      events.map((event) => ({
        class_id: id,
        seq: event.seq,
        type: event.type,
        at: event.at,
        actor: JSON.stringify(event.actor),
        data: JSON.stringify(event.data),
        hash: Buffer.from(event.hash),
      })),
    )
    .execute();
}

/** Writes the row as it is now; a new one too. False when the key is taken: the clock of another server was quicker. */
export async function keepRow(trx: ClassDb, row: ClassRow, head: Uint8Array): Promise<boolean> {
  const rows = await query(
    run(trx),
    'classes-keep',
    `insert into matter_class (id, number, version, status, origin, origin_key, title, category_ids, place_ids, owner_unit_id, owner_account_id, look_on, opened_at,
       changed_at, head_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8::text[], $9::text[], $10, $11, $12::date, $13, $14, $15)
     on conflict (id) do update set version = excluded.version, status = excluded.status, title = excluded.title, category_ids = excluded.category_ids,
       place_ids = excluded.place_ids, owner_unit_id = excluded.owner_unit_id, owner_account_id = excluded.owner_account_id, look_on = excluded.look_on,
       changed_at = excluded.changed_at, head_hash = excluded.head_hash
     returning id`,
    [
      row.id,
      row.number,
      row.version,
      row.status,
      row.origin,
      row.originKey,
      row.title,
      row.categoryIds,
      row.placeIds,
      row.ownerUnitId,
      row.ownerAccountId,
      row.lookOn,
      row.openedAt,
      row.changedAt,
      Buffer.from(head),
    ],
  );
  return rows.length === 1;
}

/** The records of many classes at once, as lists need them. */
export const readClassHistories = async (db: ClassDb, ids: readonly string[]): Promise<Map<string, SealedClassEvent[]>> =>
  byClass(
    await query<ClassEventRow>(
      run(db),
      'classes-histories',
      'select class_id, seq, type, at, actor, data, hash from matter_class_event where class_id = any($1::text[]) order by class_id, seq',
      [ids],
    ),
  );

type ClassEventRow = { class_id: string; seq: number };

/** Rows by their class, both in the order in which they came. */
function byClass(rows: readonly ClassEventRow[]): Map<string, SealedClassEvent[]> {
  const found = new Map<string, SealedClassEvent[]>();
  for (const { class_id, ...event } of rows) {
    const mine = found.get(class_id);
    if (mine) mine.push(event as unknown as SealedClassEvent);
    else found.set(class_id, [event as unknown as SealedClassEvent]);
  }
  return found;
}

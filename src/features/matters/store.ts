// The SQL of matters: their record (append-only), their current row, their search text. Hot paths are named statements, parsed once per connection.
import type { Kysely, Transaction } from 'kysely';
import type { Actor, MatterEvent, RecordedEvent } from '#core/matter/events.ts';
import type { Instant } from '#core/time/day.ts';
import type { Tables } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import type { MatterRow } from './row.ts';

export type MatterDb = Kysely<Tables>;
export type MatterTrx = Transaction<Tables>;
export type SealedEvent = RecordedEvent & { hash: Uint8Array };

type EventRow = { seq: number; type: string; at: Instant; actor: Actor; data: unknown; hash: Uint8Array };
const asEvent = (row: EventRow): SealedEvent => row as unknown as SealedEvent;

/** Locks a matter by number for the rest of the transaction. */
export async function lockMatter(trx: MatterTrx, number: string): Promise<{ id: string; version: number } | null> {
  const rows = await query<{ id: string; version: number }>(
    trx as Runner,
    'matters-lock',
    'select id, version from matter where number = $1 for update',
    [number],
  );
  return rows[0] ?? null;
}

export async function lockMatterById(trx: MatterTrx, id: string): Promise<{ id: string; version: number } | null> {
  const rows = await query<{ id: string; version: number }>(
    trx as Runner,
    'matters-lock-id',
    'select id, version from matter where id = $1 for update',
    [id],
  );
  return rows[0] ?? null;
}

export async function readHistory(on: MatterDb, matterId: string): Promise<SealedEvent[]> {
  const rows = await query<EventRow>(
    on as Runner,
    'matters-history',
    'select seq, type, at, actor, data, hash from matter_event where matter_id = $1 order by seq',
    [matterId],
  );
  return rows.map(asEvent);
}

/** What the raiser left of name, phone and address, as it is kept: sealed. */
export type SealedRaiser = {
  name_sealed: string | null;
  phone_sealed: string | null;
  address_sealed: string | null;
  /** Cleared after the period of keeping; what the record itself says of it is found by `sealedRaisersOf`. */
  gone?: boolean;
};

/** `sealed` comes along since nearly every reader needs it to star the raiser out of words: one question to the database less for each page. */
export async function readHistoryByNumber(
  on: MatterDb,
  number: string,
): Promise<{ id: string; placeText: string; events: SealedEvent[]; sealed: SealedRaiser | null } | null> {
  const rows = await query<EventRow & { id: string; place_text: string } & SealedRaiser>(
    on as Runner,
    'matters-history-number',
    `select m.id, case when e.seq = 1 then m.place_text end as place_text, e.seq, e.type, e.at, e.actor, e.data, e.hash, r.name_sealed, r.phone_sealed, r.address_sealed, r.anonymised_at is not null as gone
     from matter m join matter_event e on e.matter_id = m.id left join raiser r on r.matter_id = m.id and e.seq = 1 where m.number = $1 order by e.seq`,
    [number],
  );
  const first = rows[0];
  if (!first) return null;
  const { id, place_text: placeText, name_sealed, phone_sealed, address_sealed, gone = false } = first;
  const events = rows.map(({ seq, type, at, actor, data, hash }) => asEvent({ seq, type, at, actor, data, hash }));
  return { id, placeText, events, sealed: { name_sealed, phone_sealed, address_sealed, gone } };
}

export type Opening = {
  event: SealedEvent & { type: 'registered' };
  row: MatterRow;
  placeText: string;
  folded: string;
  sealed: boolean;
  raiser: {
    name: string | null;
    phone: string | null;
    address: string | null;
    last4: string | null;
    phoneHash: string | null;
    codeHash: string;
    toldBy: string;
    representedBy: string | null;
    consent: string;
    needs: readonly string[];
    alias: string;
  };
};

/** The next `count` numbers of a day; the row lock makes them gapless and in order of commit. Returns the first. */
export async function takeNumbers(trx: MatterTrx, day: string, count: number): Promise<number> {
  const rows = await query<{ last: number }>(
    trx as Runner,
    'matters-number',
    'insert into matter_number (day, last) values ($1, $2) on conflict (day) do update set last = matter_number.last + excluded.last returning last',
    [day, count],
  );
  return (rows[0]?.last ?? count) - count + 1;
}

/** The values of one opening statement; `number` is the first of the day's numbers it uses, `expected` the last one used before (null = numbers were taken already). */
function openingValues(openings: readonly Opening[], now: Instant): unknown[] {
  const column = <T>(pick: (o: Opening) => T): T[] => openings.map(pick);
  return [
    now,
    column((o) => o.row.id),
    column((o) => JSON.stringify(o.event.actor)),
    column((o) => JSON.stringify(o.event.data)),
    column((o) => Buffer.from(o.event.hash).toString('hex')),
    column((o) => o.raiser.name),
    column((o) => o.raiser.phone),
    column((o) => o.raiser.address),
    column((o) => o.raiser.last4),
    column((o) => o.raiser.phoneHash),
    column((o) => o.raiser.codeHash),
    column((o) => o.raiser.toldBy),
    column((o) => o.raiser.representedBy),
    column((o) => o.raiser.consent),
    column((o) => `{${o.raiser.needs.join(',')}}`),
    column((o) => o.raiser.alias),
    column((o) => o.row.received_at),
    column((o) => o.sealed),
    column((o) => o.folded),
    column((o) => o.row.number),
    column((o) => o.row.channel),
    column((o) => o.row.kind),
    column((o) => o.row.confidentiality),
    column((o) => o.row.accused_unit_id),
    column((o) => o.row.title),
    column((o) => o.row.category_id),
    column((o) => o.row.place_id),
    column((o) => o.placeText),
    column((o) => o.row.owner_unit_id),
    column((o) => o.row.due_at),
    column((o) => o.row.provisional),
    column((o) => o.row.next_tick_at),
  ];
}

const openingSql = (numbers: string, gate: string) => `
    with ${numbers} e as (
      insert into matter_event (matter_id, seq, type, at, actor, data, hash)
      select i, 1, 'registered', $1, a::jsonb, d::jsonb, decode(h, 'hex') from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as x(i, a, d, h) ${gate}
    ), r as (
      insert into raiser (matter_id, name_sealed, phone_sealed, address_sealed, phone_last4_hash, phone_hash, code_hash, told_by, represented_by, consent_note, needs, alias)
      select i, nm, p, ad, l, ph, c, t, rb, cn, nd::text[], al
      from unnest($2::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[]) as x(i, nm, p, ad, l, ph, c, t, rb, cn, nd, al) ${gate}
    ), s as (
      insert into matter_search (matter_id, part, received_at, sealed, folded)
      select i, 0, ra, se, f from unnest($2::text[], $17::timestamptz[], $18::boolean[], $19::text[]) as x(i, ra, se, f) ${gate}
    )
    insert into matter (id, number, version, status, channel, kind, confidentiality, accused_unit_id, title, category_id, place_id, place_text, owner_unit_id,
      round, received_at, due_at, provisional, waiting_for, next_tick_at, changed_at, head_hash)
    select i, nu, 1, 'registered', ch, ki, co, ac, ti, ca, pl, pt, ow, 1, ra, du, pr, 'dispatch', nt, $1, decode(h, 'hex')
    from unnest($2::text[], $20::text[], $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $27::text[], $28::text[], $29::text[],
      $17::timestamptz[], $30::timestamptz[], $31::boolean[], $32::timestamptz[], $5::text[]) as x(i, nu, ch, ki, co, ac, ti, ca, pl, pt, ow, ra, du, pr, nt, h) ${gate}
    returning id`;
const openInTransaction = openingSql('', '');
const openAtOnce = openingSql(
  `c as (
      insert into matter_number (day, last) values ($33::date, $34::int + $35::int)
      on conflict (day) do update set last = excluded.last where matter_number.last = $34::int returning last
    ),`,
  'where exists (select from c)',
);

/** Writes any number of new matters at once: first event, current row, raiser, search text. Their numbers were taken in the same transaction. */
export async function insertOpenings(trx: MatterTrx, openings: readonly Opening[], now: Instant): Promise<void> {
  await query(trx as Runner, 'matters-open', openInTransaction, openingValues(openings, now));
}

/**
 * The same in a single statement that is its own transaction, numbers included: it writes only when `expected` is still the day's last number,
 * else nothing (false): then somebody else took numbers meanwhile.
 */
export async function insertOpeningsAtOnce(
  db: MatterDb,
  openings: readonly Opening[],
  now: Instant,
  day: string,
  expected: number,
): Promise<boolean> {
  const rows = await query<{ id: string }>(db as Runner, 'matters-open-once', openAtOnce, [
    ...openingValues(openings, now),
    day,
    expected,
    openings.length,
  ]);
  return rows.length === openings.length;
}

export async function sealSearch(trx: MatterTrx, matterId: string, sealed: boolean): Promise<void> {
  await trx.updateTable('matter_search').set({ sealed }).where('matter_id', '=', matterId).execute();
}

type Key = { caller: string; key: string; requestHash: Uint8Array };

/** Null when the key was free and is now taken; else what was kept under it. Two requests with one key wait for each other here. */
export async function takeKey(
  trx: MatterTrx,
  key: Key,
  matterId: string,
  now: Instant,
): Promise<{ requestHash: Uint8Array; answer: unknown } | null> {
  const inserted = await query<{ key: string }>(
    trx as Runner,
    'matters-take-key',
    'insert into idempotency (caller, key, request_hash, matter_id, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing returning key',
    [key.caller, key.key, Buffer.from(key.requestHash), matterId, now],
  );
  if (inserted.length > 0) return null;
  const row = await trx
    .selectFrom('idempotency')
    .select(['request_hash', 'answer'])
    .where('caller', '=', key.caller)
    .where('key', '=', key.key)
    .executeTakeFirst();
  return row ? { requestHash: row.request_hash, answer: row.answer ?? null } : null;
}

export async function keepAnswer(trx: MatterTrx, key: Key, answer: unknown): Promise<void> {
  await query(trx as Runner, 'matters-keep-answer', 'update idempotency set answer = $3 where caller = $1 and key = $2', [
    key.caller,
    key.key,
    JSON.stringify(answer),
  ]);
}

export async function freeKey(trx: MatterTrx, key: Key): Promise<void> {
  await trx.deleteFrom('idempotency').where('caller', '=', key.caller).where('key', '=', key.key).execute();
}

export async function insertVerdictLink(
  trx: MatterTrx,
  tokenHash: Uint8Array,
  matterId: string,
  round: number,
  now: Instant,
  expiresAt: Instant,
): Promise<void> {
  await trx
    .insertInto('verdict_link')
    .values({ token_hash: tokenHash, matter_id: matterId, round, created_at: now, expires_at: expiresAt, used_at: null })
    .execute();
}

export async function dueForTick(on: MatterDb, now: Instant, limit: number): Promise<string[]> {
  const rows = await query<{ number: string }>(
    on as Runner,
    'matters-due',
    'select number from matter where next_tick_at <= $1 order by next_tick_at limit $2',
    [now, limit],
  );
  return rows.map((r) => r.number);
}

export type { MatterEvent };

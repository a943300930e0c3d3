// What a decision writes, in one statement: the current row moves on, and events, rounds, search text and notices go with it or not at all. A round trip costs more
// than most of these writes, and a single statement is its own transaction.
import type { Instant } from '#core/time/day.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import type { MatterRow } from './row.ts';
import type { SealedEvent } from './store.ts';

/**
 * One write among several. Its parameters count from $1; `{where}` stands where an insert's `from …` ends, `{and}` where a condition ends: there the statement puts
 * "only if the row moved". `name` is short and stands for exactly this text.
 */
export type Part = { name: string; sql: string; values: unknown[] };
type Key = { caller: string; key: string; requestHash: Uint8Array };

/** Only when the matter still has this version, and (with a key) when nobody has used the key. */
export type Gate = { version: number; key?: Key | undefined };

/** Writes everything in one statement. False when the gate was shut: then nothing was written. Without a gate the caller holds the row's lock. */
export async function writeDecision(
  on: Runner,
  events: readonly SealedEvent[],
  row: MatterRow,
  now: Instant,
  more: readonly Part[],
  gate: Gate | null,
): Promise<boolean> {
  const values: unknown[] = [];
  const placed = (part: Part): string => {
    const from = values.length;
    values.push(...part.values);
    return numbered(part.sql, from, gate ? 'exists (select from moved)' : '');
  };
  const move = placed(movePart(events, row, now)) + (gate ? placed(gatePart(gate)) : '');
  const others = [...(gate?.key ? [keyPart(gate.key, row.id, now)] : []), eventsPart(events, row.id, now), ...more];
  const writes = others.map((part, i) => `w${i} as (${placed(part)})`).join(', ');
  const name = `matters-write${gate ? '-once' : ''}${gate?.key ? '-key' : ''}-${others.map((part) => part.name).join('')}`;
  try {
    const [moved] = await query<{ n: number }>(
      on,
      name,
      `with moved as (${move} returning 1), ${writes} select count(*)::int as n from moved`,
      values,
    );
    return (moved?.n ?? 0) > 0;
  } catch (error) {
    if (isTakenKey(error)) return false; // the same key at the same moment: who asks again finds it used
    throw error;
  }
}

/** One part by itself, under the lock of its caller. */
export const runPart = (on: Runner, part: Part): Promise<unknown[]> =>
  query(on, `matters-part-${part.name}`, numbered(part.sql, 0, ''), part.values);

const numbered = (sql: string, from: number, condition: string): string =>
  sql
    .replace(/\$(\d+)/g, (_all, k: string) => `$${Number(k) + from}`)
    .replace('{where}', condition && `where ${condition}`)
    .replace('{and}', condition && `and ${condition}`);

const isTakenKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === 'idempotency_pkey';

const gatePart = ({ version, key }: Gate): Part =>
  key
    ? {
        name: '',
        sql: ' and version = $1 and not exists (select from idempotency where caller = $2 and key = $3)',
        values: [version, key.caller, key.key],
      }
    : { name: '', sql: ' and version = $1', values: [version] };

const keyPart = (key: Key, matterId: string, now: Instant): Part => ({
  name: 'k',
  sql: 'insert into idempotency (caller, key, request_hash, matter_id, created_at) select $1::text, $2::text, $3::bytea, $4::text, $5::timestamptz {where}',
  values: [key.caller, key.key, Buffer.from(key.requestHash), matterId, now],
});

/** The primary key (matter_id, seq) refuses whoever comes second. */
const eventsPart = (events: readonly SealedEvent[], matterId: string, now: Instant): Part => ({
  name: 'e',
  sql: `insert into matter_event (matter_id, seq, type, at, actor, data, hash)
    select $1, s, t, $2, a::jsonb, d::jsonb, decode(h, 'hex') from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[]) as x(s, t, a, d, h) {where}`,
  values: [
    matterId,
    now,
    events.map((e) => e.seq),
    events.map((e) => e.type),
    events.map((e) => JSON.stringify(e.actor)),
    events.map((e) => JSON.stringify(e.data)),
    events.map((e) => Buffer.from(e.hash).toString('hex')),
  ],
});

const movePart = (events: readonly SealedEvent[], row: MatterRow, now: Instant): Part => ({
  name: 'm',
  sql: `update matter set version = $2, status = $3, confidentiality = $4, accused_unit_id = $5, category_id = $6, place_id = $7, owner_unit_id = $8,
      owner_account_id = $9, helper_units = $10, handled_by = $11, main_id = $12, round = $13, escalation = $14, light = $15, due_at = $16, provisional = $17,
      replied_at = $18, archived_at = $19, archived_how = $20, solved = $21, level = $22, waiting_for = $23, next_tick_at = $24, changed_at = $25, head_hash = $26
    where id = $1`,
  values: [
    row.id,
    row.version,
    row.status,
    row.confidentiality,
    row.accused_unit_id,
    row.category_id,
    row.place_id,
    row.owner_unit_id,
    row.owner_account_id,
    row.helper_units,
    row.handled_by,
    row.main_id,
    row.round,
    row.escalation,
    row.light,
    row.due_at,
    row.provisional,
    row.replied_at,
    row.archived_at,
    row.archived_how,
    row.solved,
    row.level,
    row.waiting_for,
    row.next_tick_at,
    now,
    Buffer.from(events.at(-1)?.hash ?? []),
  ],
});

/** The words of a reply, to be found by the search. */
export const searchPart = (matterId: string, part: number, receivedAt: Instant, sealed: boolean, folded: string): Part => ({
  name: 's',
  sql: `insert into matter_search (matter_id, part, received_at, sealed, folded)
    select $1, p, ra, se, f from unnest($2::int[], $3::timestamptz[], $4::boolean[], $5::text[]) as x(p, ra, se, f) {where} on conflict (matter_id, part) do nothing`,
  values: [matterId, [part], [receivedAt], [sealed], [folded]],
});

export type Telling = { id: string; kind: string; audience: string; body: unknown };
export const outboxPart = (matterId: string, now: Instant, tellings: readonly Telling[]): Part => ({
  name: 'o',
  sql: `insert into outbox (id, matter_id, kind, audience, body, created_at, not_before)
    select i, $1, k, a, b::jsonb, $2, $2 from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as x(i, k, a, b) {where}`,
  values: [
    matterId,
    now,
    tellings.map((t) => t.id),
    tellings.map((t) => t.kind),
    tellings.map((t) => t.audience),
    tellings.map((t) => JSON.stringify(t.body)),
  ],
});

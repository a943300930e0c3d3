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

/** What of a row a decision may move; the rest stands since it was opened. */
const movable = [
  'version',
  'status',
  'confidentiality',
  'accused_unit_id',
  'category_id',
  'place_id',
  'owner_unit_id',
  'owner_account_id',
  'helper_units',
  'handled_by',
  'main_id',
  'round',
  'escalation',
  'light',
  'due_at',
  'provisional',
  'replied_at',
  'archived_at',
  'archived_how',
  'solved',
  'level',
  'waiting_for',
  'next_tick_at',
] as const satisfies readonly (keyof MatterRow)[];

const moveText = `update matter set ${movable.map((column, i) => `${column} = $${i + 2}`).join(', ')},
    changed_at = $${movable.length + 2}, head_hash = $${movable.length + 3} where id = $1`;

const movePart = (events: readonly SealedEvent[], row: MatterRow, now: Instant): Part => ({
  name: 'm',
  sql: moveText,
  values: [row.id, ...movable.map((column) => row[column]), now, Buffer.from(events.at(-1)?.hash ?? [])],
});

export type Moved = { events: readonly SealedEvent[]; row: MatterRow };

const moveManyText = `with moved as (
    update matter m set ${movable.map((column) => `${column} = x.${column}`).join(', ')}, changed_at = x.changed_at, head_hash = x.head_hash
    from jsonb_populate_recordset(null::matter, $1::jsonb) x where m.id = x.id)
  insert into matter_event (matter_id, seq, type, at, actor, data, hash)
  select i, s, t, $2, a::jsonb, d::jsonb, decode(h, 'hex') from unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[]) as y(i, s, t, a, d, h)`;

/** Events and rows of many matters in one statement: a table that is brought in moves hundreds. The caller holds the locks of all of them. */
export async function writeMany(on: Runner, moved: readonly Moved[], now: Instant): Promise<void> {
  if (moved.length === 0) return;
  const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
  const rows = moved.map(({ events, row }) => ({ ...row, changed_at: now, head_hash: `\\x${hex(events.at(-1)?.hash)}` }));
  const events = moved.flatMap((one) => one.events.map((event) => ({ ...event, id: one.row.id })));
  await query(on, 'matters-write-many', moveManyText, [
    JSON.stringify(rows),
    now,
    events.map((e) => e.id),
    events.map((e) => e.seq),
    events.map((e) => e.type),
    events.map((e) => JSON.stringify(e.actor)),
    events.map((e) => JSON.stringify(e.data)),
    events.map((e) => hex(e.hash)),
  ]);
}

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

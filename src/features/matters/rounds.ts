// Keeps what each round adds to the rates beside the events it comes from, in their transaction (docs/decisions/0016). The counting itself is the rates' room's.
import { laterDues, type Round, roundsOf } from '#core/rates/round.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import type { MatterDb, MatterTrx, SealedEvent } from './store.ts';
import { type Part, runPart } from './store-write.ts';

type Kept = Round & { laterDues: string[] };
const keptOf = (id: string, history: readonly SealedEvent[]): Kept[] => {
  const rounds = roundsOf(id, history);
  return rounds.map((one) => ({ ...one, laterDues: laterDues(rounds, one.round) }));
};

/** What these new events change about the rounds. What was only noted costs nothing. */
export function roundParts(id: string, before: readonly SealedEvent[], added: readonly SealedEvent[]): Part[] {
  const earlier = before.length > 1 ? keptOf(id, before) : [];
  const was = new Map(earlier.map((one) => [one.round, JSON.stringify(one)]));
  const rounds = keptOf(id, [...before, ...added]);
  const changed = rounds.filter((one) => was.get(one.round) !== JSON.stringify(one));
  const parts: Part[] = [];
  if (changed.length > 0) parts.push(upsert([{ id, rounds: changed }]));
  const days = changed.length > 0 ? pastDays([...earlier, ...changed], added.at(-1)?.at) : [];
  if (days.length > 0)
    parts.push({ name: 'y', sql: 'insert into rates_day_stale (due_on) select d from unnest($1::date[]) d {where}', values: [days] });
  if (was.size > rounds.length)
    parts.push({ name: 'd', sql: 'delete from matter_round where matter_id = $1 and round > $2 {and}', values: [id, rounds.length] });
  return parts;
}

/** Days already over whose kept counts (rates_day) no longer fit. Days to come are kept by nobody, so most writes mark nothing. */
function pastDays(rounds: readonly Kept[], now: Instant | undefined): Day[] {
  const dues = rounds.flatMap((one) => (one.dueAt !== null && now !== undefined && one.dueAt < now ? [dayOf(one.dueAt)] : []));
  return [...new Set(dues)];
}

const columns =
  'place_id, category_id, unit_id, due_at, later_due, ended, dispatched_at, contact_by, contacted_at, needs_contact, objected, replied_at, solved, level, judged_at, has_words, unanswered, excluded, reworked';
const updates = columns
  .split(', ')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');

/** One statement for the rounds of any number of matters; they travel as one JSON text. */
function upsert(matters: readonly { id: string; rounds: readonly Kept[] }[]): Part {
  const rows = matters.flatMap(({ id, rounds }) =>
    rounds.map((r) => ({
      matter_id: id,
      round: r.round,
      place_id: r.placeId,
      category_id: r.categoryId,
      unit_id: r.unitId,
      due_at: r.dueAt,
      later_due: r.laterDues,
      ended: r.ended,
      dispatched_at: r.dispatchedAt,
      contact_by: r.contactBy,
      contacted_at: r.contactedAt,
      needs_contact: r.needsContact,
      objected: r.objected,
      replied_at: r.repliedAt,
      solved: r.solved,
      level: r.level,
      judged_at: r.judgedAt,
      has_words: r.hasWords,
      unanswered: r.unanswered,
      excluded: r.excluded,
      reworked: r.reworked,
    })),
  );
  return {
    name: 'r',
    sql: `insert into matter_round (matter_id, round, ${columns})
     select matter_id, round, ${columns} from jsonb_populate_recordset(null::matter_round, $1::jsonb) {where}
     on conflict (matter_id, round) do update set ${updates}`,
    values: [JSON.stringify(rows)],
  };
}

export type RoundsFilled = { matters: number; changed: number };
const filledKey = 'rates.filled';
const batchSize = 200;

/** After an upgrade: rounds of matters that were there before this table. Does nothing once it is through; killed in the middle, it begins again. */
export async function fillRounds(
  ports: { db: MatterDb; now: () => string },
  stopped: () => boolean = () => false,
): Promise<RoundsFilled | null> {
  const done = await ports.db.selectFrom('setting').select('key').where('key', '=', filledKey).executeTakeFirst();
  if (done) return null;
  const filled = await remakeRounds(ports.db, { stopped });
  if (stopped()) return filled;
  await ports.db
    .insertInto('setting')
    .values({ key: filledKey, body: JSON.stringify(filled), changed_at: ports.now() as never })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return filled;
}

/** Makes every row anew from the record and says how many differed. Each batch locks its matters, so nothing that happens meanwhile is lost. */
export async function remakeRounds(
  db: MatterDb,
  { stopped = () => false, onProgress = () => undefined }: { stopped?: () => boolean; onProgress?: (matters: number) => void } = {},
): Promise<RoundsFilled> {
  const filled: RoundsFilled = { matters: 0, changed: 0 };
  for (let after = ''; !stopped(); ) {
    const last = await db.transaction().execute((trx) => remakeBatch(trx, after, filled));
    if (last === null) break;
    after = last;
    onProgress(filled.matters);
  }
  return filled;
}

async function remakeBatch(trx: MatterTrx, after: string, filled: RoundsFilled): Promise<string | null> {
  const locked = await query<{ id: string }>(
    trx as Runner,
    'matters-rounds-batch',
    'select id from matter where id > $1 and version > 1 order by id limit $2 for update',
    [after, batchSize],
  );
  const ids = locked.map((row) => row.id);
  const last = ids.at(-1);
  if (last === undefined) return null;
  const events = await query<SealedEvent & { matter_id: string }>(
    trx as Runner,
    'matters-rounds-events',
    'select matter_id, seq, type, at, actor, data, hash from matter_event where matter_id = any($1::text[]) order by matter_id, seq',
    [ids],
  );
  const histories = Map.groupBy(events, (row) => row.matter_id);
  const fresh = ids.map((id) => ({ id, rounds: keptOf(id, histories.get(id) ?? []) }));
  const state = () =>
    query<{ id: string; text: string }>(
      trx as Runner,
      'matters-rounds-state',
      'select matter_id as id, jsonb_agg(to_jsonb(r) order by round)::text as text from matter_round r where matter_id = any($1::text[]) group by 1',
      [ids],
    );
  const before = new Map((await state()).map((row) => [row.id, row.text]));
  const dues = await duesOf(trx, ids);
  await query(trx as Runner, 'matters-rounds-clear', 'delete from matter_round where matter_id = any($1::text[])', [ids]);
  await runPart(trx as Runner, upsert(fresh));
  const changed: string[] = [];
  for (const row of await state()) {
    if (before.get(row.id) !== row.text) changed.push(row.id);
    before.delete(row.id);
  }
  changed.push(...before.keys());
  if (changed.length > 0) await markDays(trx, changed, dues);
  filled.changed += changed.length;
  filled.matters += ids.length;
  return last;
}

type Due = { id: string; d: Day };
const duesOf = (trx: MatterTrx, ids: readonly string[]): Promise<Due[]> =>
  query<Due>(
    trx as Runner,
    'matters-rounds-dues',
    `select distinct matter_id as id, to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as d from matter_round where due_at is not null and matter_id = any($1::text[])`,
    [ids],
  );

/** The days of these matters as they were (`earlier`) and as they are now have to be counted anew. */
async function markDays(trx: MatterTrx, ids: readonly string[], earlier: readonly Due[]): Promise<void> {
  const days = [...earlier, ...(await duesOf(trx, ids))].filter((one) => ids.includes(one.id)).map((one) => one.d);
  await query(trx as Runner, 'matters-rounds-mark', 'insert into rates_day_stale (due_on) select d from unnest($1::date[]) d', [
    [...new Set(days)],
  ]);
}

// The SQL of checkpoints: the head log, the nodes of the tree over it, the checkpoints themselves. Rows are only ever added.
import { type Kysely, sql, type Transaction } from 'kysely';
import { fromHex, toHex } from '#core/record/bytes.ts';
import type { Checkpoint } from '#core/record/checkpoint.ts';
import type { Head, LoggedHead } from '#core/record/head-log.ts';
import type { GetNode, MerkleNode, NodeId } from '#core/record/merkle.ts';
import type { Instant } from '#core/time/day.ts';
import type { Tables } from '#platform/db/tables.ts';

export type RecordDb = Kysely<Tables>;
export type RecordTrx = Transaction<Tables>;

/** One checkpoint after the other; held to the end of the transaction. (727001 is the migrations'.) */
export async function lockCheckpoints(trx: RecordTrx): Promise<void> {
  await sql`select pg_advisory_xact_lock(727010)`.execute(trx);
}

type CheckpointRow = {
  id: number;
  at: Instant;
  profile: Checkpoint['profile'];
  size: number;
  root: Uint8Array;
  prev_size: number;
  prev_root: Uint8Array;
  prev_hash: Uint8Array;
  hash: Uint8Array;
};

const asCheckpoint = (row: CheckpointRow): Checkpoint => ({
  id: row.id,
  at: row.at,
  profile: row.profile,
  size: row.size,
  root: toHex(row.root),
  prevSize: row.prev_size,
  prevRoot: toHex(row.prev_root),
  prevHash: toHex(row.prev_hash),
  hash: toHex(row.hash),
});

export async function lastCheckpoint(db: RecordDb): Promise<Checkpoint | undefined> {
  const row = await db.selectFrom('checkpoint').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row && asCheckpoint(row);
}

export async function readCheckpoint(db: RecordDb, id: number): Promise<Checkpoint | undefined> {
  const row = await db.selectFrom('checkpoint').selectAll().where('id', '=', id).executeTakeFirst();
  return row && asCheckpoint(row);
}

/** The first checkpoint whose list holds the row `index`. */
export async function checkpointOver(db: RecordDb, index: number): Promise<Checkpoint | undefined> {
  const row = await db.selectFrom('checkpoint').selectAll().where('size', '>', index).orderBy('id').limit(1).executeTakeFirst();
  return row && asCheckpoint(row);
}

/** Newest first; `before` is an id. */
export async function listCheckpoints(db: RecordDb, limit: number, before?: number): Promise<Checkpoint[]> {
  let rows = db.selectFrom('checkpoint').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) rows = rows.where('id', '<', before);
  return (await rows.execute()).map(asCheckpoint);
}

/** Oldest first; for verifying, in portions. */
export async function checkpointsAfter(db: RecordDb, id: number, limit: number): Promise<Checkpoint[]> {
  return (await db.selectFrom('checkpoint').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute()).map(asCheckpoint);
}

export async function insertCheckpoint(trx: RecordTrx, checkpoint: Checkpoint): Promise<void> {
  const { id, at, profile, size, root, prevSize, prevRoot, prevHash, hash } = checkpoint;
  await trx
    .insertInto('checkpoint')
    .values({
      id,
      at: at as Instant,
      profile,
      size,
      root: bytes(root),
      prev_size: prevSize,
      prev_root: bytes(prevRoot),
      prev_hash: bytes(prevHash),
      hash: bytes(hash),
    })
    .execute();
}

const bytes = (hex: string): Uint8Array => Buffer.from(fromHex(hex));

/**
 * Heads that moved since they were last listed, in the order of the log, at most `limit`: of matters, and of classes of matters, whose ids stand where those of
 * matters do. The head is taken from the record, not from the row. What stands *behind* the list is left out: something was cut off, which `daodi verify` tells.
 *
 * Plan at 100,000 matters and 300,000 listed heads when nothing moved (PostgreSQL 18, two busy cores): 160 to 240 ms, once an hour.
 *   Nested Loop
 *     CTE moved: Limit → Gather Merge → Sort → Parallel Hash Right Anti Join (h.matter_id = m.id, h.seq >= m.version)
 *       Parallel Seq Scan on head_log h, Parallel Hash → Parallel Seq Scan on matter m
 *     CTE Scan on moved, Index Scan using matter_event_pkey on matter_event e
 */
export async function movedHeads(trx: RecordTrx, limit: number): Promise<Head[]> {
  const { rows } = await movedHeadsQuery(limit).execute(trx);
  return rows;
}

export const movedHeadsQuery = (limit: number) => sql<Head>`
  with moved as materialized (
    select m.id, m.number, m.version from matter m
    where not exists (select from head_log h where h.matter_id = m.id and h.seq >= m.version)
    order by m.number collate "C", m.id collate "C" limit ${limit}
  ), heads as (
    select c.id, c.number, e.seq, e.hash
    from matter_class c join matter_class_event e on e.class_id = c.id and e.seq = c.version
    where not exists (select from head_log h where h.matter_id = c.id and h.seq >= c.version)
    union all
    select moved.id, moved.number, e.seq, e.hash
    from moved join matter_event e on e.matter_id = moved.id and e.seq = moved.version
  )
  select id as "matterId", number, seq, hash as head from heads order by number collate "C", id collate "C" limit ${limit}`;

export async function insertGrowth(trx: RecordTrx, rows: readonly LoggedHead[], nodes: readonly MerkleNode[]): Promise<void> {
  await sql`
    insert into head_log (idx, matter_id, number, seq, head)
    select i, m, n, s, decode(h, 'hex') from unnest(${rows.map((r) => r.index)}::bigint[], ${rows.map((r) => r.matterId)}::text[], ${rows.map((r) => r.number)}::text[],
      ${rows.map((r) => r.seq)}::int[], ${rows.map((r) => toHex(r.head))}::text[]) as x(i, m, n, s, h)`.execute(trx);
  await sql`
    insert into merkle_node (level, idx, hash)
    select l, i, decode(h, 'hex') from unnest(${nodes.map((n) => n.level)}::int[], ${nodes.map((n) => n.index)}::bigint[], ${nodes.map((n) => toHex(n.hash))}::text[]) as x(l, i, h)`.execute(
    trx,
  );
}

/** Loads the named nodes in one query, for the functions of core that ask for them one by one. A missing one is a fault: the tree was damaged. */
export async function loadNodes(db: RecordDb, ids: readonly NodeId[]): Promise<GetNode> {
  const { rows } = await sql<{ level: number; idx: number; hash: Uint8Array }>`
    select n.level, n.idx, n.hash from unnest(${ids.map((n) => n.level)}::int[], ${ids.map((n) => n.index)}::bigint[]) as w(level, idx)
    join merkle_node n on n.level = w.level and n.idx = w.idx`.execute(db);
  const found = new Map(rows.map((row) => [`${row.level}/${row.idx}`, row.hash]));
  return (level, index) => {
    const hash = found.get(`${level}/${index}`);
    if (!hash) throw new MissingNode(level, index);
    return hash;
  };
}

export class MissingNode extends Error {
  constructor(level: number, index: number) {
    super(`Node ${index} at level ${level} of the record's tree is not stored: run daodi verify`);
    this.name = 'MissingNode';
  }
}

/** The newest listed head of a matter. */
export async function newestLogged(db: RecordDb, number: string): Promise<LoggedHead | undefined> {
  return loggedFrom(
    await db
      .selectFrom('head_log')
      .innerJoin('matter', 'matter.id', 'head_log.matter_id')
      .selectAll('head_log')
      .where('matter.number', '=', number)
      .orderBy('head_log.seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
}

/** The first listed head that covers event `seq`. */
export async function firstLoggedOver(db: RecordDb, matterId: string, seq: number): Promise<LoggedHead | undefined> {
  return loggedFrom(
    await db
      .selectFrom('head_log')
      .selectAll()
      .where('matter_id', '=', matterId)
      .where('seq', '>=', seq)
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst(),
  );
}

const loggedFrom = (
  row: { idx: number; matter_id: string; number: string; seq: number; head: Uint8Array } | undefined,
): LoggedHead | undefined => row && { index: row.idx, matterId: row.matter_id, number: row.number, seq: row.seq, head: row.head };

export async function readSetting(db: RecordDb, key: string): Promise<unknown> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', key).executeTakeFirst();
  return row?.body;
}

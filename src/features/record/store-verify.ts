// Reading everything once, in portions, for `daodi verify`: keyset pages along primary keys, so that a million events need no memory.

import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Anchor, SealedEvent } from '#core/record/chain.ts';
import type { Checkpoint } from '#core/record/checkpoint.ts';
import type { LoggedHead } from '#core/record/head-log.ts';
import type { NodeId } from '#core/record/merkle.ts';
import type { Tables } from '#platform/db/tables.ts';
import { checkpointsAfter, type RecordDb } from './store.ts';

export type StateRow = Selectable<Tables['matter']>;
export type ListedHead = Anchor & { readonly index: number; readonly number: string };
/** All that is stored about one matter, each part in its order; any part may be missing. */
export type Stored = {
  readonly matterId: string;
  readonly events: readonly SealedEvent[];
  readonly heads: readonly ListedHead[];
  readonly row: StateRow | undefined;
};

const logPortion = 2_000;
const eventPortion = 2_000;
const matterPortion = 500;

/** Everything seen at one moment, while others go on writing; works with the application's role, and cannot write. */
export const atOneMoment = <Result>(db: RecordDb, work: (trx: RecordDb) => Promise<Result>): Promise<Result> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);

type Totals = { checkpoints: number; listed: number; events: number; classEvents: number };
export async function countAll(db: RecordDb): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select (select count(*) from checkpoint) as checkpoints, (select count(*) from head_log) as listed, (select count(*) from matter_event) as events,
      (select count(*) from matter_class_event) as "classEvents"`.execute(db);
  return rows[0] ?? { checkpoints: 0, listed: 0, events: 0, classEvents: 0 };
}

export type ClassStateRow = Selectable<Tables['matter_class']>;
/** All that is stored about one class of matters; any part may be missing. `matterId` of its events is the id of the class, as it was when they were sealed. */
export type StoredClass = {
  readonly classId: string;
  readonly events: readonly SealedEvent[];
  readonly heads: readonly ListedHead[];
  readonly row: ClassStateRow | undefined;
};
const classPortion = 200;
/** Numbers of matters begin with D. */
const isOfClass = ({ number }: ListedHead): boolean => number.startsWith('C');

/** Every class that has events, a row, or stands on the list, in the order of ids. A county has hundreds, and lists a few heads of each. */
export async function* storedClasses(db: RecordDb): AsyncGenerator<StoredClass> {
  const { rows: listed } = await sql<ListedHead & { matterId: string }>`
    select idx as "index", matter_id as "matterId", number, seq, head from head_log where number like 'C%' order by matter_id, idx`.execute(
    db,
  );
  const headsOf = Map.groupBy(listed, (head) => head.matterId);
  for (let after = ''; ; ) {
    const { rows: ids } = await sql<{ id: string }>`
      select id from (select id from matter_class union select class_id from matter_class_event union select unnest(${[...headsOf.keys()]}::text[])) as known
      where id > ${after} order by id limit ${classPortion}`.execute(db);
    const to = ids.at(-1)?.id;
    if (to === undefined) return;
    const rows = await db.selectFrom('matter_class').selectAll().where('id', '>', after).where('id', '<=', to).execute();
    const { rows: events } = await sql<SealedEvent>`
      select class_id as "matterId", seq, type, at, actor, data, hash from matter_class_event where class_id > ${after} and class_id <= ${to} order by class_id, seq`.execute(
      db,
    );
    const [rowOf, eventsOf] = [new Map(rows.map((row) => [row.id, row])), Map.groupBy(events, (event) => event.matterId)];
    for (const { id } of ids) yield { classId: id, events: eventsOf.get(id) ?? [], heads: headsOf.get(id) ?? [], row: rowOf.get(id) };
    after = to;
  }
}

export const allCheckpoints = (db: RecordDb): Promise<Checkpoint[]> => checkpointsAfter(db, Number.MIN_SAFE_INTEGER, 2 ** 31 - 1);

/** The list in order, in portions. */
export async function* listedRows(db: RecordDb): AsyncGenerator<LoggedHead[]> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const { rows } = await sql<LoggedHead>`
      select idx as "index", matter_id as "matterId", number, seq, head from head_log where idx > ${after} order by idx limit ${logPortion}`.execute(
      db,
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.index;
  }
}

/**
 * Stored nodes that the rows `from` to `to` complete: those whose last leaf, (idx + 1) << level, minus one, lies between them.
 * One index range for each level; `offset 0` keeps the planner from joining the whole table instead.
 */
export async function nodesEndingIn(db: RecordDb, from: number, to: number): Promise<Map<string, Uint8Array>> {
  const { rows } = await sql<{ level: number; idx: number; hash: Uint8Array }>`
    select n.level, n.idx, n.hash from generate_series(0, 52) as l
    join lateral (
      select * from merkle_node where level = l and idx between ((${from}::bigint + (1::bigint << l)) >> l) - 1 and ((${to}::bigint + 1) >> l) - 1
      offset 0
    ) n on true`.execute(db);
  return new Map(rows.map((row) => [nodeKey(row.level, row.idx), row.hash]));
}

export const nodeKey = (level: number, index: number): string => `${level}/${index}`;

/** The first row of the list from `from` to `to` that says something else than the events do; the record decides between a row and the tree over it. */
export async function rowUnlikeRecord(db: RecordDb, from: number, to: number): Promise<LoggedHead | undefined> {
  const { rows } = await sql<LoggedHead>`
    select h.idx as "index", h.matter_id as "matterId", h.number, h.seq, h.head from head_log h
    left join matter_event e on e.matter_id = h.matter_id and e.seq = h.seq
    left join matter_event opened on opened.matter_id = h.matter_id and opened.seq = 1
    left join matter_class_event ce on ce.class_id = h.matter_id and ce.seq = h.seq
    left join matter_class_event noticed on noticed.class_id = h.matter_id and noticed.seq = 1
    where h.idx between ${from} and ${to}
      and (coalesce(e.hash, ce.hash) is distinct from h.head or coalesce(opened.data->>'number', noticed.data->>'number') is distinct from h.number)
    order by h.idx limit 1`.execute(db);
  return rows[0];
}

/** How many nodes there are, and the first that no tree over `size` rows has. */
export async function strayNode(db: RecordDb, size: number): Promise<{ nodes: number; stray: NodeId | undefined }> {
  const { rows: counted } = await sql<{ nodes: number }>`select count(*) as nodes from merkle_node`.execute(db);
  const { rows } = await sql<NodeId>`
    select level, idx as "index" from merkle_node
    where case when level between 0 and 52 then idx < 0 or idx >= (${size}::bigint >> level) else true end order by level, idx limit 1`.execute(
    db,
  );
  return { nodes: counted[0]?.nodes ?? 0, stray: rows[0] };
}

/** Every matter that has events, a row, or stands on the list, in the order of ids. */
export async function* storedMatters(db: RecordDb): AsyncGenerator<Stored> {
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await idsAfter(db, after);
    const to = ids.at(-1);
    if (to === undefined) return;
    const rows = new Map((await rowsBetween(db, after, to)).map((row) => [row.id, row]));
    const heads = await headsBetween(db, after, to);
    const events = eventsBetween(db, after, to);
    let next = await events.next();
    for (const matterId of ids) {
      const own = !next.done && next.value.matterId === matterId ? next.value.events : [];
      if (own.length > 0) next = await events.next();
      const listed = heads.get(matterId) ?? [];
      if (own.length === 0 && !rows.has(matterId) && listed.every(isOfClass)) continue; // looked at among the classes
      yield { matterId, events: own, heads: listed, row: rows.get(matterId) };
    }
    after = to;
  }
}

const from = (column: string, after: string | null) => (after === null ? sql`true` : sql`${sql.ref(column)} > ${after}`);

async function idsAfter(db: RecordDb, after: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      (select id from matter where ${from('id', after)} order by id limit ${matterPortion})
      union (${distinctIds('matter_event', after)}) union (${distinctIds('head_log', after)})
    ) as known order by id limit ${matterPortion}`.execute(db);
  return rows.map((row) => row.id);
}

/** The next different ids of a table, each by one step down its index; `select distinct` may decide to read the whole table for every page. */
const distinctIds = (table: 'matter_event' | 'head_log', after: string | null) => sql`
  with recursive one as (
    (select matter_id from ${sql.table(table)} where ${from('matter_id', after)} order by matter_id limit 1)
    union all
    select (select next.matter_id from ${sql.table(table)} as next where next.matter_id > one.matter_id order by next.matter_id limit 1) from one where one.matter_id is not null
  )
  select matter_id from one where matter_id is not null limit ${matterPortion}`;

async function rowsBetween(db: RecordDb, after: string | null, to: string): Promise<StateRow[]> {
  return db
    .selectFrom('matter')
    .selectAll()
    .where(sql<boolean>`${from('id', after)} and id <= ${to}`)
    .execute();
}

async function headsBetween(db: RecordDb, after: string | null, to: string): Promise<Map<string, ListedHead[]>> {
  const { rows } = await sql<ListedHead & { matterId: string }>`
    select idx as "index", matter_id as "matterId", number, seq, head from head_log
    where ${from('matter_id', after)} and matter_id <= ${to} order by matter_id, idx`.execute(db);
  return Map.groupBy(rows, (row) => row.matterId);
}

/** Histories one after the other. Memory holds one portion and the history under way, however many there are. */
async function* eventsBetween(db: RecordDb, after: string | null, to: string): AsyncGenerator<{ matterId: string; events: SealedEvent[] }> {
  let last: SealedEvent | undefined;
  let events: SealedEvent[] = [];
  for (;;) {
    const start = last ? sql`(matter_id, seq) > (${last.matterId}, ${last.seq})` : from('matter_id', after);
    const { rows }: { rows: SealedEvent[] } = await sql<SealedEvent>`
      select matter_id as "matterId", seq, type, at, actor, data, hash from matter_event
      where ${start} and matter_id <= ${to} order by matter_id, seq limit ${eventPortion}`.execute(db);
    for (const event of rows) {
      if (last && last.matterId !== event.matterId) {
        yield { matterId: last.matterId, events };
        events = [];
      }
      events.push(event);
      last = event;
    }
    if (rows.length < eventPortion) break;
  }
  if (last) yield { matterId: last.matterId, events };
}

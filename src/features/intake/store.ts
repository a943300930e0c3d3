// The SQL of taking in: drafts, photos, rows of imports, the receipt again, and the candidates for "the same thing". Nothing here decides.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Tables } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';

export type IntakeDb = Kysely<
  Pick<Tables, 'intake_draft' | 'photo' | 'upload' | 'import_row' | 'idempotency' | 'matter' | 'matter_event' | 'matter_search' | 'raiser'>
>;

// ── drafts ──
export type DraftRow = { visitor: string; sealed: string; sent_number: string | null };

export async function readDraft(db: IntakeDb, idHash: string): Promise<DraftRow | null> {
  const row = await db
    .selectFrom('intake_draft')
    .select(['visitor', 'sealed', 'sent_number'])
    .where('id_hash', '=', idHash)
    .executeTakeFirst();
  return row ?? null;
}

export async function writeDraft(
  db: IntakeDb,
  row: { id_hash: string; visitor: string; sealed: string; seen_at: Instant; sent_number: string | null },
): Promise<void> {
  await db
    .insertInto('intake_draft')
    .values(row)
    .onConflict((oc) => oc.column('id_hash').doUpdateSet({ sealed: row.sealed, seen_at: row.seen_at, sent_number: row.sent_number }))
    .execute();
}

export async function dropDraft(db: IntakeDb, idHash: string): Promise<void> {
  await db.deleteFrom('intake_draft').where('id_hash', '=', idHash).execute();
}

export async function dropDraftsBefore(db: IntakeDb, before: Instant): Promise<void> {
  await db.deleteFrom('intake_draft').where('seen_at', '<', before).execute();
}

// ── photos ──
export type PhotoRow = {
  id: string;
  name_sealed: string;
  sha256: string;
  thumb_sha256: string;
  mime: string;
  bytes: number;
  width: number;
  height: number;
  added_by: string;
  added_at: Instant;
};

export async function insertPhoto(db: IntakeDb, row: PhotoRow): Promise<void> {
  await db
    .insertInto('photo')
    .values({ ...row, matter_id: null })
    .execute();
}

/** All photos that lie here for a draft, in the order they came. */
export async function photosOfDraft(db: IntakeDb, addedBy: string): Promise<{ id: string; name_sealed: string; bytes: number }[]> {
  return db
    .selectFrom('photo')
    .select(['id', 'name_sealed', 'bytes'])
    .where('added_by', '=', addedBy)
    .where('matter_id', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
}

/** Photos that this person put here and that belong to no matter yet. */
export async function freePhotos(
  db: IntakeDb,
  ids: readonly string[],
  addedBy: string,
): Promise<{ id: string; thumb_sha256: string; bytes: number }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('photo')
    .select(['id', 'thumb_sha256', 'bytes'])
    .where('id', 'in', [...ids])
    .where('added_by', '=', addedBy)
    .where('matter_id', 'is', null)
    .execute();
}

export async function dropPhotos(db: IntakeDb, ids: readonly string[], addedBy: string): Promise<void> {
  if (ids.length > 0)
    await db
      .deleteFrom('photo')
      .where('id', 'in', [...ids])
      .where('added_by', '=', addedBy)
      .where('matter_id', 'is', null)
      .execute();
}

/** What is still on its way for a draft that is given up; its bytes go with the next sweep. */
export async function dropUploads(db: IntakeDb, addedBy: string): Promise<void> {
  await db.deleteFrom('upload').where('added_by', '=', addedBy).execute();
}

/** Photos that no concern has taken since `before`. */
export async function dropFreePhotosBefore(db: IntakeDb, before: Instant): Promise<void> {
  await db.deleteFrom('photo').where('matter_id', 'is', null).where('added_at', '<', before).execute();
}

/** Which of these files a photo's row knows. */
export async function knownFiles(db: IntakeDb, names: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ name: string }>(
    db,
    'intake-known-files',
    `select n as name from unnest($1::text[]) as x(n) where exists (select 1 from photo where sha256 = n or thumb_sha256 = n)`,
    [names],
  );
  return new Set(rows.map((row) => row.name));
}

// ── the receipt again ──
/** What was answered under this key, whatever the words were. */
export async function keptAnswer(db: IntakeDb, caller: string, key: string): Promise<unknown> {
  const row = await db.selectFrom('idempotency').select('answer').where('caller', '=', caller).where('key', '=', key).executeTakeFirst();
  return row?.answer ?? null;
}

export async function codeHashOf(db: IntakeDb, number: string): Promise<{ matterId: string; codeHash: string } | null> {
  const row = await db
    .selectFrom('matter as m')
    .innerJoin('raiser as r', 'r.matter_id', 'm.id')
    .select(['m.id', 'r.code_hash'])
    .where('m.number', '=', number)
    .executeTakeFirst();
  return row ? { matterId: row.id, codeHash: row.code_hash } : null;
}

// ── imports ──
/** Says that these rows are being taken in: `matter_id` is empty until they are. Gives back those that nobody had claimed. */
export async function claimRows(db: IntakeDb, source: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ external_id: string }>(
    db,
    'intake-claim-rows',
    `insert into import_row (source, external_id, matter_id) select $1, i, '' from unnest($2::text[]) as x(i) on conflict do nothing returning external_id`,
    [source, ids],
  );
  return new Set(rows.map((row) => row.external_id));
}

export async function settleRows(db: IntakeDb, source: string, rows: readonly { externalId: string; matterId: string }[]): Promise<void> {
  await query(
    db,
    'intake-settle-rows',
    'update import_row r set matter_id = x.m from unnest($2::text[], $3::text[]) as x(i, m) where r.source = $1 and r.external_id = x.i',
    [source, rows.map((row) => row.externalId), rows.map((row) => row.matterId)],
  );
}

export async function unclaimRows(db: IntakeDb, source: string, ids: readonly string[]): Promise<void> {
  await query(db, 'intake-unclaim-rows', `delete from import_row where source = $1 and external_id = any($2::text[]) and matter_id = ''`, [
    source,
    ids,
  ]);
}

/** Rows that were claimed and never settled: what a crash in the middle of a batch leaves. */
export async function unsettledRows(db: IntakeDb, source: string): Promise<string[]> {
  const rows = await query<{ external_id: string }>(
    db,
    'intake-unsettled',
    `select external_id from import_row where source = $1 and matter_id = ''`,
    [source],
  );
  return rows.map((row) => row.external_id);
}

/** Runs `work` while no other process imports from the same source; null, without running it, when one does. One connection holds the lock meanwhile. */
export async function aloneWithSource<Result>(db: IntakeDb, source: string, work: () => Promise<Result>): Promise<{ done: Result } | null> {
  const key = `import:${source}`;
  return db.connection().execute(async (holder) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as mine`.execute(holder);
    if (!rows[0]?.mine) return null;
    try {
      return { done: await work() };
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`.execute(holder);
    }
  });
}

/** After a crash between opening a batch and settling it: which of the claimed rows did become matters. Reads the record through, but only ever after a crash. */
export async function mattersOfRows(db: IntakeDb, sources: readonly string[]): Promise<{ source: string; matterId: string }[]> {
  const { rows } = await sql<{ source: string; matter_id: string }>`
    select data->>'source' as source, matter_id from matter_event where seq = 1 and data->>'source' = any(${sql.val([...sources])}::text[])`.execute(
    db,
  );
  return rows.map((row) => ({ source: row.source, matterId: row.matter_id }));
}

/** Which of these rows of a source became matters before. */
export async function settledRows(db: IntakeDb, source: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<{ external_id: string; matter_id: string }>(
    db,
    'intake-settled-rows',
    `select external_id, matter_id from import_row where source = $1 and external_id = any($2::text[]) and matter_id <> ''`,
    [source, ids],
  );
  return new Map(rows.map((row) => [row.external_id, row.matter_id]));
}

// ── the same thing ──
/** The words of the newest concerns, to learn which pairs of characters are rare here; and about how many concerns there are. */
export async function sampleWords(db: IntakeDb, most: number): Promise<{ texts: string[]; total: number }> {
  const rows = await query<{ n: number; folded: string }>(
    db,
    'intake-sample',
    'select n, left(folded, 1200) as folded from matter_search where part = 0 order by n desc limit $1',
    [most],
  );
  return { texts: rows.map((row) => row.folded), total: rows[0]?.n ?? 0 };
}

export type Candidate = {
  id: string;
  number: string;
  place_id: string | null;
  place_text: string;
  received_at: Instant;
  owner_unit_id: string;
  status: string;
  folded: string;
};

/**
 * Open and not sealed concerns since `since`: those of the indexed rows `ns`, and the newest `most` of the rows that are not indexed yet, whatever they hold.
 * In no order; whoever asks weighs them.
 */
export async function candidatesAmong(db: IntakeDb, ns: readonly number[], since: Instant, most: number): Promise<Candidate[]> {
  return query(
    db,
    'intake-candidates',
    `
    select m.id, m.number, m.place_id, m.place_text, m.received_at, m.owner_unit_id, m.status, left(s.folded, 2400) as folded from (
      select unnest($1::bigint[]) as n
      union
      (select n from matter_search where n >= (select n from search_mark) order by n desc limit $3)
    ) hit join matter_search s on s.n = hit.n and s.part = 0 and not s.sealed and s.received_at > $2
    join matter m on m.id = s.matter_id and m.status not in ('archived','judged','notAccepted','emergency','terminated','merged')`,
    [`{${ns.join(',')}}`, since, most],
  );
}

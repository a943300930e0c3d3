// The SQL of runs and of remembered headings. Nothing here decides.
import { type Kysely, sql } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Tables } from '#platform/db/tables.ts';
import type { ImportState } from '#platform/db/tables-workbooks.ts';

export type WorkbooksDb = Kysely<Pick<Tables, 'import_run' | 'import_mapping' | 'matter' | 'raiser'>>;

export type RunRow = {
  id: string;
  at: Instant;
  account_id: string | null;
  unit_id: string | null;
  file_name: string;
  state: ImportState;
  kind: string;
  sha256: string | null;
  result_sha256: string | null;
  rows_total: number | null;
  rows_read: number;
  rows_taken: number;
  setting: unknown;
  body: unknown;
  sealed_rows: string | null;
  beat_at: Instant | null;
};

export async function insertRun(
  db: WorkbooksDb,
  run: Omit<RunRow, 'body' | 'sealed_rows' | 'result_sha256' | 'rows_total' | 'rows_read' | 'rows_taken'>,
): Promise<void> {
  await db
    .insertInto('import_run')
    .values({
      ...run,
      setting: JSON.stringify(run.setting),
      rows_read: 0,
      rows_taken: 0,
      rows_total: null,
      sealed_rows: null,
      result_sha256: null,
    })
    .execute();
}

/** Only what is named changes; `body` and `setting` are replaced whole. */
export async function updateRun(
  db: WorkbooksDb,
  id: string,
  change: Partial<Omit<RunRow, 'id' | 'at' | 'account_id' | 'unit_id'>>,
): Promise<void> {
  const { body, setting, ...plain } = change;
  await db
    .updateTable('import_run')
    .set({
      ...plain,
      ...(body === undefined ? {} : { rejected: JSON.stringify(body) }),
      ...(setting === undefined ? {} : { setting: JSON.stringify(setting) }),
    })
    .where('id', '=', id)
    .execute();
}

/** From a draft or one that broke off to running, once: of two presses on the button one wins. */
export async function beginRun(db: WorkbooksDb, id: string, at: Instant, staleBefore: Instant): Promise<boolean> {
  const done = await db
    .updateTable('import_run')
    .set({ state: 'running', beat_at: at })
    .where('id', '=', id)
    .where('sha256', 'is not', null)
    .where((eb) =>
      eb.or([eb('state', 'in', ['draft', 'broken', 'elsewhere']), eb.and([eb('state', '=', 'running'), eb('beat_at', '<', staleBefore)])]),
    )
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Runs that gave no sign of life since `before` and still have their file, the oldest first. */
export async function staleRuns(db: WorkbooksDb, before: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('import_run')
    .select('id')
    .where('state', '=', 'running')
    .where('sha256', 'is not', null)
    .where('beat_at', '<', before)
    .orderBy('at')
    .limit(5)
    .execute();
  return rows.map((row) => row.id);
}

export async function readRun(db: WorkbooksDb, id: string): Promise<RunRow | null> {
  const row = await db.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const { rejected, ...run } = row;
  return { ...run, body: rejected };
}

export type RunLine = Pick<RunRow, 'id' | 'at' | 'file_name' | 'state' | 'rows_read' | 'rows_taken' | 'sha256' | 'beat_at'>;

export async function lastRuns(db: WorkbooksDb, unitId: string, most: number): Promise<RunLine[]> {
  return db
    .selectFrom('import_run')
    .select(['id', 'at', 'file_name', 'state', 'rows_read', 'rows_taken', 'sha256', 'beat_at'])
    .where('unit_id', '=', unitId)
    .orderBy('at', 'desc')
    .limit(most)
    .execute();
}

/** When this very file was imported by this unit before. */
export async function doneBefore(db: WorkbooksDb, unitId: string, fileDigest: string): Promise<{ at: Instant; rows_taken: number } | null> {
  const row = await db
    .selectFrom('import_run')
    .select(['at', 'rows_taken'])
    .where('unit_id', '=', unitId)
    .where('state', '=', 'done')
    .where(sql<boolean>`setting->>'digest' = ${fileDigest}`)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Files of runs that nobody touched since `before`. Forgotten here first, so that no page offers what is gone. */
export async function forgetFiles(db: WorkbooksDb, before: Instant): Promise<string[]> {
  const { rows } = await sql<{ sha256: string | null; result_sha256: string | null }>`
    with old as (select id, sha256, result_sha256 from import_run where coalesce(beat_at, at) < ${before} and (sha256 is not null or result_sha256 is not null))
    update import_run r set sha256 = null, result_sha256 = null, state = case when r.state in ('draft', 'running') then 'broken' else r.state end
    from old where r.id = old.id returning old.sha256, old.result_sha256`.execute(db);
  return [...new Set(rows.flatMap((row) => [row.sha256, row.result_sha256]).filter((name) => name !== null))];
}

export async function isFileInUse(db: WorkbooksDb, sha256: string): Promise<boolean> {
  const row = await db
    .selectFrom('import_run')
    .select('id')
    .where((eb) => eb.or([eb('sha256', '=', sha256), eb('result_sha256', '=', sha256)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

// ── headings ──
export async function readMapping(db: WorkbooksDb, unitId: string, signature: string): Promise<readonly (string | null)[] | null> {
  const row = await db
    .selectFrom('import_mapping')
    .select('uses')
    .where('unit_id', '=', unitId)
    .where('signature', '=', signature)
    .executeTakeFirst();
  return row?.uses ?? null;
}

export async function writeMapping(
  db: WorkbooksDb,
  unitId: string,
  signature: string,
  uses: readonly (string | null)[],
  at: Instant,
): Promise<void> {
  const values = { uses: JSON.stringify(uses), used_at: at };
  await db
    .insertInto('import_mapping')
    .values({ unit_id: unitId, signature, ...values })
    .onConflict((oc) => oc.columns(['unit_id', 'signature']).doUpdateSet(values))
    .execute();
}

// ── matters that are here already ──
export async function idsOfNumbers(db: WorkbooksDb, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .selectFrom('matter')
    .select(['id', 'number'])
    .where('number', '=', sql<string>`any(${sql.val([...numbers])}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.number, row.id]));
}

/** The keyed hash of each raiser's phone: to see that a table says another one, without opening either. */
export async function phoneHashes(db: WorkbooksDb, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('raiser')
    .select(['matter_id', 'phone_hash'])
    .where('matter_id', '=', sql<string>`any(${sql.val([...ids])}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.matter_id, row.phone_hash]));
}

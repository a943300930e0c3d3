// SQL of keeping and clearing. What is over is found by what is still there, so clearing twice finds nothing.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';
import type { Cutoff, Hold, InRecord, Rule, RuleRow } from './rules.ts';

export type RetentionDb = Uses<
  'retention_rule' | 'retention_hold' | 'retention_done' | 'matter' | 'raiser' | 'photo' | 'upload' | 'action_draft' | 'access_log'
>;
export async function readRules(db: RetentionDb): Promise<RuleRow[]> {
  const rows = await db
    .selectFrom('retention_rule')
    .selectAll()
    .orderBy('what')
    .orderBy('confidentiality')
    .orderBy('kind')
    .orderBy('valid_from')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    what: row.what,
    kind: row.kind as Rule['kind'],
    confidentiality: row.confidentiality as Rule['confidentiality'],
    months: row.months,
    validFrom: row.valid_from,
    basis: row.basis,
    reason: row.reason,
    madeBy: row.made_by,
    madeAt: row.made_at,
  }));
}

/** False when a row of this group begins on that day already. */
export async function insertRule(db: RetentionDb, rule: RuleRow): Promise<boolean> {
  const done = await db
    .insertInto('retention_rule')
    .values({
      id: rule.id,
      what: rule.what,
      kind: rule.kind,
      confidentiality: rule.confidentiality,
      months: rule.months,
      valid_from: rule.validFrom,
      basis: rule.basis,
      reason: rule.reason,
      made_by: rule.madeBy,
      made_at: rule.madeAt,
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const still = {
  raiser: 'exists (select 1 from raiser r where r.matter_id = m.id and r.anonymised_at is null)',
  files: 'exists (select 1 from photo p where p.matter_id = m.id)',
};
type Clearable = keyof typeof still;
export type Due = { id: string; number: string; kind: string; confidentiality: string; ruleId: string; months: number; held: boolean };

/** Ended: archived, or never taken up. Each by an index. */
const ended = `(m.archived_at is not null and m.archived_at < k.before
  or m.archived_at is null and m.status in ('notAccepted', 'emergency', 'terminated') and m.changed_at < k.before)`;
const held = 'exists (select 1 from retention_hold h where h.matter_id = m.id and h.ended_at is null)';
const cutoffs =
  'unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::int[]) as k(kind, confidentiality, before, rule_id, months)';
const columnsOf = (list: readonly Cutoff[]): unknown[] => [
  list.map((one) => one.kind),
  list.map((one) => one.confidentiality),
  list.map((one) => one.before),
  list.map((one) => one.rule.id),
  list.map((one) => one.rule.months ?? 0),
];

/** Matters of which this is over and still there, in the order of their ids, those on hold too (marked). */
export async function dueFor(db: RetentionDb, what: Clearable, list: readonly Cutoff[], after: string, most: number): Promise<Due[]> {
  if (list.length === 0) return [];
  return query(
    db,
    `retention-due-${what}`,
    `select m.id, m.number, m.kind, m.confidentiality, k.rule_id as "ruleId", k.months, ${held} as held
     from matter m join ${cutoffs} on k.kind = m.kind and k.confidentiality = m.confidentiality
     where ${ended} and ${still[what]} and m.id > $6 order by m.id limit $7`,
    [...columnsOf(list), after, most],
  );
}

export type DueCount = { kind: string; confidentiality: string; months: number; n: number; held: number };
export async function countDue(db: RetentionDb, what: Clearable, list: readonly Cutoff[]): Promise<DueCount[]> {
  if (list.length === 0) return [];
  return query(
    db,
    `retention-count-${what}`,
    `select m.kind, m.confidentiality, k.months, count(*) filter (where not ${held})::int as n, count(*) filter (where ${held})::int as held
     from matter m join ${cutoffs} on k.kind = m.kind and k.confidentiality = m.confidentiality
     where ${ended} and ${still[what]} group by 1, 2, 3 order by 1, 2`,
    columnsOf(list),
  );
}

/** The matter, locked, if this is still over and nobody has put it on hold meanwhile. */
export async function lockDue(db: RetentionDb, what: Clearable, list: readonly Cutoff[], id: string): Promise<boolean> {
  const rows = await query(
    db,
    `retention-lock-${what}`,
    `select m.id from matter m join ${cutoffs} on k.kind = m.kind and k.confidentiality = m.confidentiality
     where m.id = $6 and ${ended} and ${still[what]} and not ${held} for update of m`,
    [...columnsOf(list), id],
  );
  return rows.length > 0;
}

export async function sealedOf(
  db: RetentionDb,
  id: string,
): Promise<{ name_sealed: string | null; phone_sealed: string | null; address_sealed: string | null } | null> {
  const row = await db
    .selectFrom('raiser')
    .select(['name_sealed', 'phone_sealed', 'address_sealed'])
    .where('matter_id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The code of the receipt stays: with it the raiser still sees how it went. */
export async function clearRaiser(db: RetentionDb, id: string, at: Instant, inRecord: InRecord | null): Promise<number> {
  await db
    .updateTable('raiser')
    .set({
      name_sealed: null,
      phone_sealed: null,
      address_sealed: null,
      phone_last4_hash: null,
      phone_hash: null,
      alias: '',
      needs: [],
      represented_by: null,
      consent_note: '',
      anonymised_at: at,
      in_record: inRecord === null ? null : JSON.stringify(inRecord),
    })
    .where('matter_id', '=', id)
    .execute();
  const drafts = await db.deleteFrom('action_draft').where('matter_id', '=', id).executeTakeFirst();
  return 1 + Number(drafts.numDeletedRows);
}

/** The rows go; the bytes follow with the sweep of files that no row knows. */
export async function clearFiles(db: RetentionDb, id: string): Promise<number> {
  await db.deleteFrom('upload').where('matter_id', '=', id).execute();
  const gone = await db.deleteFrom('photo').where('matter_id', '=', id).executeTakeFirst();
  return Number(gone.numDeletedRows);
}

export async function insertDone(
  db: RetentionDb,
  row: { matterId: string; what: Clearable; at: Instant; ruleId: string; months: number; pieces: number },
): Promise<void> {
  await db
    .insertInto('retention_done')
    .values({ matter_id: row.matterId, what: row.what, at: row.at, rule_id: row.ruleId, months: row.months, pieces: row.pieces })
    .execute();
}

export async function dropOldLooks(db: RetentionDb, before: Instant, most: number): Promise<number> {
  const rows = await query<{ n: number }>(db, 'retention-drop-looks', 'select drop_old_looks($1, $2)::int as n', [before, most]);
  return rows[0]?.n ?? 0;
}
export async function countOldLooks(db: RetentionDb, before: Instant): Promise<number> {
  const rows = await query<{ n: number }>(
    db,
    'retention-count-looks',
    'select (select count(*) from access_log where at < $1)::int + (select count(*) from view_trace where at < $1)::int as n',
    [before],
  );
  return rows[0]?.n ?? 0;
}

/** What went since that moment, by what. */
export async function doneSince(db: RetentionDb, since: Instant): Promise<{ what: string; matters: number; pieces: number }[]> {
  return query(
    db,
    'retention-done-since',
    'select what, count(distinct matter_id)::int as matters, sum(pieces)::int as pieces from retention_done where at >= $1 group by what order by what',
    [since],
  );
}

export async function readHolds(db: RetentionDb, most: number): Promise<Hold[]> {
  return query(
    db,
    'retention-holds',
    `select h.id, h.matter_id as "matterId", m.number, h.reason, h.basis, h.made_by as "madeBy", h.made_at as "madeAt", h.ended_at as "endedAt",
       h.ended_by as "endedBy", h.ended_reason as "endedReason"
     from retention_hold h join matter m on m.id = h.matter_id order by h.ended_at is not null, h.made_at desc limit $1`,
    [most],
  );
}

/** False when it is on hold already. */
export async function insertHold(
  db: RetentionDb,
  row: { id: string; matterId: string; reason: string; basis: string; madeBy: string; madeAt: Instant },
): Promise<boolean> {
  const rows = await query(
    db,
    'retention-hold',
    `insert into retention_hold (id, matter_id, reason, basis, made_by, made_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (matter_id) where ended_at is null do nothing returning id`,
    [row.id, row.matterId, row.reason, row.basis, row.madeBy, row.madeAt],
  );
  return rows.length > 0;
}

/** The matter's id; null when there is no such hold, or it ended before. */
export async function endHold(db: RetentionDb, id: string, by: string, at: Instant, reason: string): Promise<string | null> {
  const rows = await query<{ matter_id: string }>(
    db,
    'retention-hold-end',
    'update retention_hold set ended_at = $2, ended_by = $3, ended_reason = $4 where id = $1 and ended_at is null returning matter_id',
    [id, at, by, reason],
  );
  return rows[0]?.matter_id ?? null;
}

// SQL of the staff pages: piles with bounded counts, the raiser's line beside a matter, photos, neighbours that may be the same thing.
import { sql } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import type { ListedMatter } from './listed.ts';
import type { MatterDb, SealedEvent, SealedRaiser } from './store.ts';
import { olderLedger } from './store-first-day.ts';
import { recusedSql, type SqlSight } from './visibility-sql.ts';

export const pileNames = ['overdue', 'soon', 'rework', 'dispatch', 'sign', 'ruling', 'callback', 'old'] as const;
export type PileName = (typeof pileNames)[number];

/** Whose piles: what this person may see at all (visibility-sql.ts), and what counts as soon. */
export type PileScope = SqlSight & { now: Instant; soon: Instant };

/** Counting stops here; the page says "1,000+". */
export const pileCap = 1000;

const running = "status in ('registered','dispatched','objecting','acknowledged','contacted','inProgress','onHold','terminationPending')";
/**
 * What was due before the first day of this system came from an older ledger. It is a pile of its own: sorted by due date, ten thousand old rows would stand
 * before the first matter that burns here. A matter that is dispatched gets a date of its own, and leaves it.
 */
const { firstDay, dueSince, dueBefore } = olderLedger;
const conditions: Record<PileName, string> = {
  overdue: `${running} and due_at < $1 and ${dueSince}`,
  soon: `${running} and due_at >= $1 and due_at <= $2`,
  rework: `${running} and round > 1`,
  dispatch: `waiting_for = 'dispatch' and ${dueSince}`,
  sign: "status = 'dispatched'",
  ruling: "waiting_for = 'ruling'",
  callback: "waiting_for = 'callback'",
  old: `${running} and ${dueBefore}`,
};
const inScope = (units: boolean): string =>
  `(accused_unit_id is null or accused_unit_id <> all($3::text[])) and id <> all(${recusedSql('$4')})${units ? ' and owner_unit_id = any($5::text[])' : ''}`;
const valuesOf = ({ units, hide, accountId, now, soon }: PileScope): unknown[] => [now, soon, hide, accountId, ...(units ? [units] : [])];
/** Every statement names each of its parameters, or PostgreSQL could not tell the type of one that a pile does not use. */
const typed = 'select $1::timestamptz, $2::timestamptz';

export async function countPiles(db: MatterDb, scope: PileScope): Promise<Record<PileName, number>> {
  const units = scope.units !== null;
  // Of the whole county, dates are walked along their index: a plain bounded count would read the table from its start.
  const walk = (name: PileName) =>
    !units && (name === 'overdue' || name === 'old' || name === 'soon' || name === 'rework') ? ' order by due_at, id' : '';
  const count = (name: PileName) =>
    `(select count(*)::int from (select 1 from matter where ${conditions[name]} and ${inScope(units)}${walk(name)} limit ${pileCap + 1}) n) as ${name}`;
  const rows = await query<Record<PileName, number>>(
    db as Runner,
    `matters-piles${units ? '-unit' : ''}`,
    `with t as (${typed}), ${firstDay} select ${pileNames.map(count).join(', ')} from t`,
    valuesOf(scope),
  );
  return rows[0] ?? { overdue: 0, soon: 0, rework: 0, dispatch: 0, sign: 0, ruling: 0, callback: 0, old: 0 };
}

const columns = `id, number, version, status, title, kind, channel, category_id, place_id, place_text, owner_unit_id, owner_account_id, received_at, due_at, provisional, light, round,
  escalation, waiting_for, solved, level, confidentiality, main_id, accused_unit_id, handled_by, helper_units`;

/** The first rows of a pile, due first, after `after`. */
export async function listPile(
  db: MatterDb,
  name: PileName,
  scope: PileScope,
  limit: number,
  after: { at: Instant; id: string } | null,
): Promise<ListedMatter[]> {
  const units = scope.units !== null;
  const values = [...valuesOf(scope), after?.at ?? '-infinity', after?.id ?? '', limit];
  const n = values.length;
  return query<ListedMatter>(
    db as Runner,
    `matters-pile-${name}${units ? '-unit' : ''}`,
    `with t as (${typed}), ${firstDay} select ${columns} from matter where ${conditions[name]} and ${inScope(units)} and (due_at, id) > ($${n - 2}::timestamptz, $${n - 1}::text) order by due_at, id limit $${n}::int`,
    values,
  );
}

/** Histories of several matters, in one statement. */
export async function readHistories(db: MatterDb, ids: readonly string[]): Promise<Map<string, SealedEvent[]>> {
  if (ids.length === 0) return new Map();
  const rows = await query<SealedEvent & { matter_id: string }>(
    db as Runner,
    'matters-histories',
    'select matter_id, seq, type, at, actor, data, hash from matter_event where matter_id = any($1::text[]) order by matter_id, seq',
    [ids],
  );
  return Map.groupBy(rows, (row) => row.matter_id) as Map<string, SealedEvent[]>;
}

export async function readSealedRaiser(db: MatterDb, matterId: string): Promise<SealedRaiser | null> {
  const rows = await query<SealedRaiser>(
    db as Runner,
    'matters-sealed-raiser',
    'select name_sealed, phone_sealed, address_sealed from raiser where matter_id = $1',
    [matterId],
  );
  return rows[0] ?? null;
}

type KnownRow = SealedRaiser & {
  matter_id: string;
  /** After the sealed columns went: what the record itself still says of them, read out of it. */
  name_said: string | null;
  phone_said: string | null;
  address_said: string | null;
};
const said = (part: 'name' | 'phone' | 'address'): string =>
  `(select substr(e.data #>> array(select jsonb_array_elements_text(in_record -> '${part}' -> 'path')),
      (in_record #>> '{${part},at}')::int, (in_record #>> '{${part},length}')::int)
    from matter_event e where in_record is not null and e.matter_id = raiser.matter_id and e.seq = (in_record #>> '{${part},seq}')::int) as ${part}_said`;

/** The sealed columns of several raisers, for starring them out of words; rows of which nothing is known are left out. */
export async function sealedRaisersOf(db: MatterDb, matterIds: readonly string[]): Promise<KnownRow[]> {
  return query(
    db as Runner,
    'matters-sealed-raisers',
    `select matter_id, name_sealed, phone_sealed, address_sealed, ${said('name')}, ${said('phone')}, ${said('address')} from raiser
    where matter_id = any($1::text[]) and (name_sealed is not null or phone_sealed is not null or address_sealed is not null or in_record is not null)`,
    [matterIds],
  );
}

export type PhotoRow = {
  id: string;
  kind: 'photo' | 'document';
  /** Sealed under `photo-name:<id>`; empty where none was kept. */
  name_sealed: string;
  sha256: string;
  thumb_sha256: string;
  mime: string;
  bytes: number;
  added_by: string;
  redacted_of: string | null;
};

export async function photosOf(db: MatterDb, matterId: string): Promise<PhotoRow[]> {
  return db
    .selectFrom('photo')
    .select(['id', 'kind', 'name_sealed', 'sha256', 'thumb_sha256', 'mime', 'bytes', 'added_by', 'redacted_of'])
    .where('matter_id', '=', matterId)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
}

export type NewPhoto = PhotoRow & { matter_id: string; width: number; height: number; added_at: Instant };

export async function insertPhoto(db: MatterDb, row: NewPhoto): Promise<void> {
  await db.insertInto('photo').values(row).execute();
}

/** The one copy of this original from now on; what was made before goes. One after the other, so that two at once leave one copy. */
export async function replaceCopy(db: MatterDb, row: NewPhoto & { redacted_of: string }): Promise<void> {
  await query(
    db as Runner,
    'matters-replace-copy',
    `with gone as (delete from photo where redacted_of = $9 and id <> $1 and exists (select 1 from photo o where o.id = $9 for update))
     insert into photo (id, matter_id, kind, name_sealed, sha256, thumb_sha256, mime, bytes, redacted_of, width, height, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.id,
      row.matter_id,
      row.kind,
      row.name_sealed,
      row.sha256,
      row.thumb_sha256,
      row.mime,
      row.bytes,
      row.redacted_of,
      row.width,
      row.height,
      row.added_by,
      row.added_at,
    ],
  );
}

export async function dropCopy(db: MatterDb, matterId: string, original: string): Promise<void> {
  await db.deleteFrom('photo').where('matter_id', '=', matterId).where('redacted_of', '=', original).execute();
}

/** Open matters of the last months at the same place or of the same category, the likelier first. Those with an accused unit are not joined to ordinary ones. */
export async function neighbours(
  db: MatterDb,
  m: { id: string; placeId: string | null; categoryId: string | null; since: Instant; accountId: string },
): Promise<ListedMatter[]> {
  const rows = await sql<ListedMatter>`
    select ${sql.raw(columns)} from matter
    where id <> ${m.id} and id <> all(array(select r.matter_id from matter_event r where r.type = 'recused' and r.data->>'accountId' = ${m.accountId})) and received_at >= ${m.since} and accused_unit_id is null and ${sql.raw(running)}
      and (place_id = ${m.placeId}::text or (place_id is not distinct from ${m.placeId}::text and category_id = ${m.categoryId}::text))
    order by (category_id is not distinct from ${m.categoryId}::text) desc, received_at desc limit 8`.execute(db);
  return rows.rows;
}

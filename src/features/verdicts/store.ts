// The SQL of verdicts: links, invitations, the call-back queue, proof of access, who looked, the photo of a signed sheet. Nothing here decides.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import type { Tables } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import type { VerdictLink } from './rules.ts';

type Used = 'verdict_link' | 'outbox' | 'matter' | 'matter_event' | 'raiser' | 'access_log' | 'photo' | 'call_claim' | 'call_state';
export type VerdictsDb = Pick<Kysely<Pick<Tables, Used>>, 'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'executeQuery'>;

// ── links ──
export async function insertLink(db: VerdictsDb, hash: Uint8Array, link: VerdictLink, now: Instant): Promise<void> {
  await db
    .insertInto('verdict_link')
    .values({
      token_hash: Buffer.from(hash),
      matter_id: link.matterId,
      round: link.round,
      created_at: now,
      expires_at: link.expiresAt,
      used_at: link.usedAt,
    })
    .execute();
}

export async function findLink(db: VerdictsDb, hash: Uint8Array): Promise<(VerdictLink & { number: string }) | null> {
  const row = await db
    .selectFrom('verdict_link as l')
    .innerJoin('matter as m', 'm.id', 'l.matter_id')
    .select(['l.matter_id as matterId', 'l.round', 'l.expires_at as expiresAt', 'l.used_at as usedAt', 'm.number'])
    .where('l.token_hash', '=', Buffer.from(hash))
    .executeTakeFirst();
  return row ?? null;
}

// ── invitations ──
export type Uninvited = { id: string; matterId: string; seq: number; number: string };

/** Locks what is still to be turned into links; another worker passes over it. */
export async function takeUninvited(trx: VerdictsDb, limit: number): Promise<Uninvited[]> {
  return query<Uninvited>(
    trx as Runner,
    'verdicts-uninvited',
    `
    select id, matter_id as "matterId", (body->>'seq')::int as seq, body->>'number' as number from outbox
    where kind = 'verdictInvited' and done_at is null and not (body ? 'link') order by created_at limit $1 for update skip locked`,
    [limit],
  );
}

export async function keepInvitation(trx: VerdictsDb, id: string, add: Record<string, unknown>, doneAt: Instant | null): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ body: sql`body || ${JSON.stringify(add)}::jsonb`, done_at: doneAt })
    .where('id', '=', id)
    .execute();
}

/** The latest invitation of a matter: `notSent` while no channel is open. */
export async function lastInvitation(db: VerdictsDb, matterId: string): Promise<{ state: string; doneAt: Instant | null } | null> {
  const row = await db
    .selectFrom('outbox')
    .select(['body', 'done_at'])
    .where('matter_id', '=', matterId)
    .where('kind', '=', 'verdictInvited')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { state } = row.body as { state?: string };
  return { state: state ?? 'new', doneAt: row.done_at };
}

// ── proof of access ──
export type Provable = { matterId: string; number: string; last4: string | null; code: string };

export async function findProvable(db: VerdictsDb, number: string): Promise<Provable | null> {
  const row = await db
    .selectFrom('matter as m')
    .innerJoin('raiser as r', 'r.matter_id', 'm.id')
    .select(['m.id as matterId', 'm.number', 'r.phone_last4_hash as last4', 'r.code_hash as code'])
    .where('m.number', '=', number)
    .executeTakeFirst();
  return row ?? null;
}

export async function numberOfMatter(db: VerdictsDb, matterId: string): Promise<string | null> {
  const row = await db.selectFrom('matter').select('number').where('id', '=', matterId).executeTakeFirst();
  return row?.number ?? null;
}

/** Everybody of staff who looked at something protected of this matter: unit and posts, never the person (P45). */
export type Look = { at: Instant; unitId: string | null; roles: string; what: string };
export async function looksAt(db: VerdictsDb, matterId: string): Promise<Look[]> {
  return db
    .selectFrom('access_log')
    .select(['at', 'unit_id as unitId', 'role as roles', 'what'])
    .where('matter_id', '=', matterId)
    .where('account_id', 'is not', null)
    .orderBy('at')
    .limit(500)
    .execute()
    .then((rows) => rows.map((row) => ({ ...row, roles: row.roles ?? '' })));
}

// ── call-backs ──
export type SealedContact = {
  name: string | null;
  phone: string | null;
  address: string | null;
  alias: string;
  needs: string[];
  representedBy: string | null;
};
export async function readContact(db: VerdictsDb, matterId: string): Promise<SealedContact | null> {
  const row = await db
    .selectFrom('raiser')
    .select([
      'name_sealed as name',
      'phone_sealed as phone',
      'address_sealed as address',
      'alias',
      'needs',
      'represented_by as representedBy',
    ])
    .where('matter_id', '=', matterId)
    .executeTakeFirst();
  return row ?? null;
}

/** `unreached`: rung since the last reply, and nobody answered; kept apart from those who are still to be rung. */
export type Pile = 'callback' | 'unreached' | 'noPhone' | 'checkBack';
export type QueueRow = {
  id: string;
  number: string;
  status: string;
  round: number;
  ownerUnitId: string;
  at: Instant;
  claimedBy: string | null;
  claimedUntil: Instant | null;
};

/** Matters waiting for a call (oldest answer first) or a check-back (oldest archive first). Never those the officer's own unit had in hand, those about it, or those the officer is recused from. */
export async function readQueue(
  db: VerdictsDb,
  pile: Pile,
  own: { id: string; unitId: string; unitsAbove: readonly string[] },
  limit: number,
  after: { at: Instant; id: string } | null,
): Promise<QueueRow[]> {
  const at = pile === 'checkBack' ? 'm.archived_at' : pile === 'unreached' ? 's.last_at' : 'm.replied_at';
  const matters = db.selectFrom('matter as m');
  const withCalls = matters.innerJoin('call_state as s', 's.matter_id', 'm.id');
  // The same in the order of the calls, the matter of each by its key: "limit 1" keeps the planner from going through all matters instead.
  const byCalls = db.selectFrom('call_state as s').innerJoinLateral(
    (eb) =>
      eb
        .selectFrom('matter as one')
        .select([
          'id',
          'number',
          'status',
          'round',
          'owner_unit_id',
          'handled_by',
          'accused_unit_id',
          'waiting_for',
          'replied_at',
          'archived_at',
        ])
        .whereRef('one.id', '=', 's.matter_id')
        .limit(1)
        .as('m'),
    (join) => join.onTrue(),
  ) as unknown as typeof withCalls;
  let rows = (pile === 'unreached' ? byCalls : matters)
    .innerJoin('raiser as r', 'r.matter_id', 'm.id')
    .leftJoin('call_claim as c', 'c.matter_id', 'm.id')
    .select([
      'm.id',
      'm.number',
      'm.status',
      'm.round',
      'm.owner_unit_id as ownerUnitId',
      'c.account_id as claimedBy',
      'c.until as claimedUntil',
      sql<Instant>`${sql.ref(at)}`.as('at'),
    ])
    .where('m.waiting_for', '=', pile === 'checkBack' ? 'checkBack' : 'callback')
    .where(at, 'is not', null)
    .where(sql<boolean>`not (m.handled_by @> array[${sql.val(own.unitId)}])`)
    .where('m.owner_unit_id', '<>', own.unitId)
    .where((eb) => eb.or([eb('m.accused_unit_id', 'is', null), eb('m.accused_unit_id', 'not in', [...own.unitsAbove])]));
  rows = rows.where(
    sql<boolean>`not exists (select from matter_event e where e.matter_id = m.id and e.type = 'recused' and e.data->>'accountId' = ${own.id})`,
  );
  if (pile === 'callback' || pile === 'unreached')
    rows = rows.where('r.phone_hash', 'is not', null).where(sql<boolean>`not ('tell-none' = any(r.needs))`);
  // Asked of each row that is shown, by its key: as a join it would read the calls of all matters ever rung to show fifty.
  if (pile === 'callback') rows = rows.where(sql<boolean>`coalesce((select s.reached from call_state s where s.matter_id = m.id), true)`);
  if (pile === 'unreached') rows = rows.where(sql<boolean>`not s.reached`);
  if (pile === 'noPhone') rows = rows.where((eb) => eb.or([eb('r.phone_hash', 'is', null), sql<boolean>`'tell-none' = any(r.needs)`]));
  if (after) rows = rows.where(sql<boolean>`(${sql.ref(at)}, m.id) > (${after.at}::timestamptz, ${after.id})`);
  const id = pile === 'unreached' ? 's.matter_id' : 'm.id'; // the same, named as the index has it
  return (await rows.orderBy(at).orderBy(id).limit(limit).execute()) as QueueRow[];
}

// ── one officer calls at a time ──
export type Claim = { accountId: string; until: Instant };

/** Takes the call, or keeps it; false when it is another officer's for a while. */
export async function takeClaim(db: VerdictsDb, matterId: string, claim: Claim, now: Instant): Promise<boolean> {
  const rows = await query<{ mine: boolean }>(
    db as Runner,
    'verdicts-claim',
    `
    insert into call_claim (matter_id, account_id, until) values ($1, $2, $3)
    on conflict (matter_id) do update set account_id = excluded.account_id, until = excluded.until
      where call_claim.account_id = excluded.account_id or call_claim.until <= $4
    returning true as mine`,
    [matterId, claim.accountId, claim.until, now],
  );
  return rows.length > 0;
}

export async function readClaim(db: VerdictsDb, matterId: string, now: Instant): Promise<Claim | null> {
  const row = await db
    .selectFrom('call_claim')
    .select(['account_id as accountId', 'until'])
    .where('matter_id', '=', matterId)
    .where('until', '>', now)
    .executeTakeFirst();
  return row ?? null;
}

export async function dropClaim(db: VerdictsDb, matterId: string, accountId: string): Promise<void> {
  await db.deleteFrom('call_claim').where('matter_id', '=', matterId).where('account_id', '=', accountId).execute();
}

export type CallRow = { matterId: string; at: Instant; reached: boolean };
/** The calls since the last reply of each matter, in order. */
export async function callsOf(db: VerdictsDb, matterIds: readonly string[]): Promise<CallRow[]> {
  if (matterIds.length === 0) return [];
  return query<CallRow>(
    db as Runner,
    'verdicts-calls',
    `
    select e.matter_id as "matterId", e.at, (e.data->>'reached')::boolean as reached from matter_event e
    where e.matter_id = any($1::text[]) and e.type = 'callAttempted'
      and e.seq > (select max(r.seq) from matter_event r where r.matter_id = e.matter_id and r.type = 'replied') order by e.matter_id, e.seq`,
    [[...matterIds]],
  );
}

export type PhotoRow = {
  id: string;
  matterId: string;
  sha256: string;
  thumbSha256: string;
  bytes: number;
  width: number;
  height: number;
  addedBy: string;
  at: Instant;
};
export async function insertProofPhoto(db: VerdictsDb, p: PhotoRow): Promise<void> {
  await db
    .insertInto('photo')
    .values({
      id: p.id,
      matter_id: p.matterId,
      sha256: p.sha256,
      thumb_sha256: p.thumbSha256,
      mime: 'image/jpeg',
      bytes: p.bytes,
      width: p.width,
      height: p.height,
      added_by: p.addedBy,
      added_at: p.at,
    })
    .execute();
}

/** The verdict it was to prove was refused. */
export async function dropProofPhoto(db: VerdictsDb, id: string): Promise<void> {
  await db.deleteFrom('photo').where('id', '=', id).execute();
}

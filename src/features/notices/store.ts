// The SQL of notices inside the product: what the clock has to hand round, what a person has not seen yet, the own calendar address. Nothing here decides.
import { sql } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

export type NoticesDb = Uses<
  'outbox' | 'notice' | 'notice_unseen' | 'notice_mail' | 'calendar_feed' | 'matter' | 'matter_event' | 'outlet_message'
>;

// ── handing round ──
export type Untold = { id: string; matterId: string; seq: number; at: Instant };

/** Locks what was not handed round yet; another worker passes over it. */
export async function takeUntold(trx: NoticesDb, limit: number): Promise<Untold[]> {
  return query<Untold>(
    trx as Runner,
    'notices-untold',
    `
    select id, matter_id as "matterId", (body->>'seq')::int as seq, created_at as at from outbox
    where audience = 'unit' and done_at is null order by created_at limit $1 for update skip locked`,
    [limit],
  );
}

export async function settleUntold(trx: NoticesDb, ids: readonly string[], now: Instant): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ done_at: now })
    .where('id', 'in', [...ids])
    .execute();
}

export type NewNotice = {
  id: string;
  outboxId: string;
  matterId: string;
  number: string;
  kind: string;
  about: string;
  unitId: string;
  at: Instant;
};

/** One line of news for a unit and those who have it still to see. */
export async function insertNotice(trx: NoticesDb, n: NewNotice, accountIds: readonly string[]): Promise<void> {
  await trx
    .insertInto('notice')
    .values({
      id: n.id,
      outbox_id: n.outboxId,
      matter_id: n.matterId,
      number: n.number,
      kind: n.kind,
      about: n.about,
      unit_id: n.unitId,
      at: n.at,
    })
    .execute();
  if (accountIds.length > 0)
    await trx
      .insertInto('notice_unseen')
      .values(accountIds.map((account_id) => ({ account_id, notice_id: n.id })))
      .execute();
}

/** Whether this news was handed round before. */
export async function isTold(db: NoticesDb, key: string): Promise<boolean> {
  return (await query(db as Runner, 'notices-told', 'select from notice where outbox_id = $1 limit 1', [key])).length > 0;
}

/** What has served its time goes, with whatever marks are left on it. */
export async function sweep(db: NoticesDb, before: Instant): Promise<void> {
  await db.deleteFrom('notice').where('at', '<', before).execute();
  await db.deleteFrom('outlet_message').where('settled_at', '<', before).where('state', 'in', ['sent', 'discarded']).execute();
}

// ── one person's list ──
export type Line = { id: string; number: string; kind: string; about: string; at: Instant; matterId: string; unitId: string };

export async function unseenOf(
  db: NoticesDb,
  accountId: string,
  limit: number,
  before: { at: Instant; id: string } | null,
): Promise<Line[]> {
  let rows = db
    .selectFrom('notice_unseen as u')
    .innerJoin('notice as n', 'n.id', 'u.notice_id')
    .select(['n.id', 'n.number', 'n.kind', 'n.about', 'n.at', 'n.matter_id as matterId', 'n.unit_id as unitId'])
    .where('u.account_id', '=', accountId);
  if (before) rows = rows.where(sql<boolean>`(n.at, n.id) < (${before.at}::timestamptz, ${before.id})`);
  return rows.orderBy('n.at', 'desc').orderBy('n.id', 'desc').limit(limit).execute();
}

export async function countUnseen(db: NoticesDb, accountId: string, cap: number): Promise<number> {
  const rows = await query<{ n: number }>(
    db as Runner,
    'notices-count',
    'select count(*)::int as n from (select 1 from notice_unseen where account_id = $1 order by notice_id limit $2) few',
    [accountId, cap],
  );
  return rows[0]?.n ?? 0;
}

/** Seen: no trace is left of it. Returns the number of the matter, or null when it was none of this person's. */
export async function forgetOne(db: NoticesDb, accountId: string, noticeId: string): Promise<string | null> {
  const row = await db.selectFrom('notice').select('number').where('id', '=', noticeId).executeTakeFirst();
  const gone = await db
    .deleteFrom('notice_unseen')
    .where('account_id', '=', accountId)
    .where('notice_id', '=', noticeId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n ? (row?.number ?? null) : null;
}

/** `ids` null = all. */
export async function forgetMany(db: NoticesDb, accountId: string, ids: readonly string[] | null): Promise<void> {
  let rows = db.deleteFrom('notice_unseen').where('account_id', '=', accountId);
  if (ids) rows = rows.where('notice_id', 'in', ids.length > 0 ? [...ids] : ['']);
  await rows.execute();
}

// ── letters ──
export type MailChoice = { addressSealed: string; isOn: boolean };
export async function mailChoice(db: NoticesDb, accountId: string): Promise<MailChoice | null> {
  const row = await db
    .selectFrom('notice_mail')
    .select(['address_sealed as addressSealed', 'is_on as isOn'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ?? null;
}

export async function keepMailChoice(db: NoticesDb, accountId: string, choice: MailChoice | null): Promise<void> {
  if (choice === null) {
    await db.deleteFrom('notice_mail').where('account_id', '=', accountId).execute();
    return;
  }
  const set = { address_sealed: choice.addressSealed, is_on: choice.isOn };
  await db
    .insertInto('notice_mail')
    .values({ account_id: accountId, ...set })
    .onConflict((on) => on.column('account_id').doUpdateSet(set))
    .execute();
}

/** Who of these wants letters. */
export async function wantsMail(db: NoticesDb, accountIds: readonly string[]): Promise<string[]> {
  if (accountIds.length === 0) return [];
  const rows = await db
    .selectFrom('notice_mail')
    .select('account_id')
    .where('account_id', 'in', [...accountIds])
    .where('is_on', '=', true)
    .execute();
  return rows.map((row) => row.account_id);
}

// ── calendar ──
export async function keepFeed(db: NoticesDb, accountId: string, feed: { tokenHash: Uint8Array; madeOn: Day } | null): Promise<void> {
  if (feed === null) {
    await db.deleteFrom('calendar_feed').where('account_id', '=', accountId).execute();
    return;
  }
  const set = { token_hash: Buffer.from(feed.tokenHash), made_on: feed.madeOn };
  await db
    .insertInto('calendar_feed')
    .values({ account_id: accountId, ...set })
    .onConflict((on) => on.column('account_id').doUpdateSet(set))
    .execute();
}

export async function feedMadeOn(db: NoticesDb, accountId: string): Promise<Day | null> {
  const row = await db.selectFrom('calendar_feed').select('made_on').where('account_id', '=', accountId).executeTakeFirst();
  return row?.made_on ?? null;
}

export async function accountOfFeed(db: NoticesDb, tokenHash: Uint8Array): Promise<string | null> {
  const row = await db.selectFrom('calendar_feed').select('account_id').where('token_hash', '=', Buffer.from(tokenHash)).executeTakeFirst();
  return row?.account_id ?? null;
}

export type DueLine = { id: string; number: string; dueAt: Instant; provisional: boolean };

/** Running matters of one unit by deadline, along `matter_owner_open`; never those that are sealed or name a unit, nor those the person is recused from. */
export async function dueAt(db: NoticesDb, unitId: string, accountId: string, limit: number): Promise<DueLine[]> {
  return query<DueLine>(
    db as Runner,
    'notices-due',
    `
    select m.id, m.number, m.due_at as "dueAt", m.provisional from matter m
    where m.owner_unit_id = $1 and m.status not in ('archived','judged','notAccepted','emergency','terminated')
      and m.status not in ('replied','awaitingVerdict','merged') and m.accused_unit_id is null and m.confidentiality in ('normal','contactHidden')
      and not exists (select from matter_event e where e.matter_id = m.id and e.type = 'recused' and e.data->>'accountId' = $2)
    order by m.due_at, m.id limit $3`,
    [unitId, accountId, limit],
  );
}

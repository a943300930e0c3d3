// Forms that were begun and not sent. The words are sealed before they come here; who is writing what, and since when, is not.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

type DraftDb = Uses<'action_draft' | 'idempotency'>;
export type DraftKey = { matterId: string; accountId: string; action: string };
export type DraftRow = { version: number; sealed: string; begunAt: Instant; savedAt: Instant };
export type Writing = { accountId: string; action: string; begunAt: Instant };

export async function readDraft(db: DraftDb, key: DraftKey): Promise<DraftRow | null> {
  const rows = await query<DraftRow>(
    db as unknown as Runner,
    'matters-draft',
    'select version, sealed, begun_at as "begunAt", saved_at as "savedAt" from action_draft where matter_id = $1 and account_id = $2 and action = $3',
    [key.matterId, key.accountId, key.action],
  );
  return rows[0] ?? null;
}

/** Everything that one person has begun under this id, the newest first. */
export async function draftsUnder(
  db: DraftDb,
  matterId: string,
  accountId: string,
  most: number,
): Promise<(DraftRow & { action: string })[]> {
  return query<DraftRow & { action: string }>(
    db as unknown as Runner,
    'matters-drafts-under',
    `select action, version, sealed, begun_at as "begunAt", saved_at as "savedAt" from action_draft
      where matter_id = $1 and account_id = $2 order by saved_at desc limit $3`,
    [matterId, accountId, most],
  );
}

/** Nothing is written when the form of this key was sent already: a save that was under way then came too late. */
export async function writeDraft(
  db: DraftDb,
  key: DraftKey,
  draft: { version: number; sealed: string; at: Instant },
  form: { caller: string; key: string },
): Promise<void> {
  await query(
    db as unknown as Runner,
    'matters-draft-keep',
    `insert into action_draft (matter_id, account_id, action, version, sealed, begun_at, saved_at)
      select $1, $2, $3, $4, $5, $6, $6 where not exists (select from idempotency where caller = $7 and key = $8)
      on conflict (matter_id, account_id, action) do update set version = excluded.version, sealed = excluded.sealed, saved_at = excluded.saved_at`,
    [key.matterId, key.accountId, key.action, draft.version, draft.sealed, draft.at, form.caller, form.key],
  );
}

export async function dropDraft(db: DraftDb, key: DraftKey): Promise<void> {
  await query(
    db as unknown as Runner,
    'matters-draft-drop',
    'delete from action_draft where matter_id = $1 and account_id = $2 and action = $3',
    [key.matterId, key.accountId, key.action],
  );
}

/** Everybody else who is writing on a matter, saved since then; who began first comes first. The names are those of the statement's parameters. */
export const writingSql = ({ matter, not, since }: { matter: string; not: string; since: string }): string =>
  `select account_id as "accountId", action, begun_at as "begunAt" from action_draft
      where matter_id = ${matter} and account_id <> ${not} and saved_at >= ${since} order by begun_at limit 5`;

export async function writingOn(db: DraftDb, matterId: string, not: string, since: Instant): Promise<Writing[]> {
  return query<Writing>(db as unknown as Runner, 'matters-writing', writingSql({ matter: '$1', not: '$2', since: '$3' }), [
    matterId,
    not,
    since,
  ]);
}

export async function dropDraftsBefore(db: DraftDb, before: Instant): Promise<void> {
  await query(db as unknown as Runner, 'matters-draft-sweep', 'delete from action_draft where saved_at < $1', [before]);
}

// Who stands in for whom, between which days.
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';

type Delegations = Uses<'delegation'>;

export type Delegation = { id: string; fromId: string; toId: string; validFrom: Day; validTo: Day; reason: string };

/** Not ended before its time, and in force on that day or later. */
export async function delegationsFrom(db: Delegations, day: Day): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegation')
    .select(['id', 'from_account_id', 'to_account_id', 'valid_from', 'valid_to', 'reason'])
    .where('ended_at', 'is', null)
    .where('valid_to', '>=', day)
    .orderBy('valid_from')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fromId: row.from_account_id,
    toId: row.to_account_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reason: row.reason,
  }));
}

export async function insertDelegation(db: Delegations, row: Delegation & { at: Instant; by: string | null }): Promise<void> {
  await db
    .insertInto('delegation')
    .values({
      id: row.id,
      from_account_id: row.fromId,
      to_account_id: row.toId,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      reason: row.reason,
      created_at: row.at,
      created_by: row.by,
      ended_at: null,
    })
    .execute();
}

export async function endDelegation(db: Delegations, id: string, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('delegation')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whoever leaves neither stands in nor is stood in for. */
export async function endDelegationsOf(db: Delegations, accountId: string, at: Instant): Promise<void> {
  await db
    .updateTable('delegation')
    .set({ ended_at: at })
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('from_account_id', '=', accountId), e('to_account_id', '=', accountId)]))
    .execute();
}

// The open matters whose owner has left, by the index of open matters per unit.
import { type Day, dayOf } from '#core/time/day.ts';
import type { MatterDb } from './store.ts';

export type LeftMatter = { number: string; from: string; to: string | null; orderedBy: string | null };

export async function mattersOfLeavers(db: MatterDb, most: number): Promise<LeftMatter[]> {
  return db
    .selectFrom('leaving as l')
    .innerJoin('matter as m', (join) => join.onRef('m.owner_unit_id', '=', 'l.unit_id').onRef('m.owner_account_id', '=', 'l.account_id'))
    .select(['m.number', 'l.account_id as from', 'l.to_account_id as to', 'l.ordered_by as orderedBy'])
    .where('m.status', 'not in', ['archived', 'judged', 'notAccepted', 'emergency', 'terminated'])
    .orderBy('m.due_at')
    .limit(most)
    .execute();
}

/** Open matters one person owns in their unit, the most urgent first; sealed ones without their title. */
export async function openMattersOf(
  db: MatterDb,
  owner: { accountId: string; unitId: string },
  most = 50,
): Promise<{ number: string; title: string | null; dueOn: Day }[]> {
  const rows = await db
    .selectFrom('matter')
    .select(['number', 'title', 'confidentiality', 'due_at'])
    .where('owner_unit_id', '=', owner.unitId)
    .where('owner_account_id', '=', owner.accountId)
    .where('status', 'not in', ['archived', 'judged', 'notAccepted', 'emergency', 'terminated'])
    .orderBy('due_at')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map((row) => ({ number: row.number, title: row.confidentiality === 'normal' ? row.title : null, dueOn: dayOf(row.due_at) }));
}

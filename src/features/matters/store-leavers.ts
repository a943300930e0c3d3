// The open matters whose owner has left, by the index of open matters per person.
import { type Day, dayOf } from '#core/time/day.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import type { MatterDb } from './store.ts';

export type LeftMatter = { number: string; from: string; to: string | null; orderedBy: string | null };

/** The most urgent first. Person by person, each by index: as a plain join the planner goes through everything open, even when nobody has left. */
export const mattersOfLeavers = (db: MatterDb, most: number): Promise<LeftMatter[]> =>
  query(
    db as Runner,
    'matters-of-leavers',
    `select m.number, l.account_id as "from", l.to_account_id as "to", l.ordered_by as "orderedBy"
     from leaving l cross join lateral (
       select number, due_at, id from matter
       where owner_account_id = l.account_id and owner_unit_id = l.unit_id and status not in ('archived','judged','notAccepted','emergency','terminated')
       order by due_at, id limit $1) m
     order by m.due_at, m.id limit $1`,
    [most],
  );

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

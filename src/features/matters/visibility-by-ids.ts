// Matters by their ids, as this reader may see them: for other rooms that know which matters they mean (a queue of theirs, likely twins). Nothing else comes out.
import { sql } from 'kysely';
import type { Ports } from '#platform/ports.ts';
import type { ListedMatter } from './listed.ts';
import type { MatterDb } from './store.ts';
import type { Viewer } from './visibility.ts';
import { type SeenRow, seenRows } from './visibility-rows.ts';
import type { Seeers } from './visibility-seen.ts';
import { visible } from './visibility-sql.ts';

const columns = [
  'm.id',
  'm.number',
  'm.version',
  'm.status',
  'm.title',
  'm.kind',
  'm.channel',
  'm.category_id',
  'm.place_id',
  'm.place_text',
  'm.owner_unit_id',
  'm.owner_account_id',
  'm.received_at',
  'm.due_at',
  'm.provisional',
  'm.light',
  'm.round',
  'm.escalation',
  'm.waiting_for',
  'm.solved',
  'm.level',
  'm.confidentiality',
  'm.main_id',
  'm.accused_unit_id',
  'm.handled_by',
  'm.helper_units',
] as const satisfies readonly `m.${keyof ListedMatter}`[];

/** By id; what this reader may not see is not in it, nor what they are recused from. */
export async function seenRowsOf(
  ports: Pick<Ports, 'now' | 'secrets'> & { db: MatterDb },
  viewer: Viewer,
  seeers: Seeers,
  ids: readonly string[],
): Promise<Map<string, SeenRow>> {
  if (ids.length === 0) return new Map();
  const rows = await visible(ports.db, viewer, seeers)
    .select(columns)
    .where('m.id', '=', sql<string>`any(${sql.val([...ids])}::text[])`)
    .execute();
  return new Map((await seenRows(ports, viewer, seeers, rows as ListedMatter[])).map((row) => [row.id, row]));
}

// Matters that another room found by a question of its own, as this reader may see them: visibility is asked here again, whatever that room found.
import type { Ports } from '#platform/ports.ts';
import { columns } from './list-query.ts';
import type { ListedMatter } from './listed.ts';
import type { MatterDb } from './store.ts';
import type { Viewer } from './visibility.ts';
import { type SeenRow, seenRows } from './visibility-rows.ts';
import type { Seeers } from './visibility-seen.ts';
import { visible } from './visibility-sql.ts';

/** In the order of the ids; what is not there for this reader is left out. */
export async function listMattersByIds(
  ports: Pick<Ports, 'now' | 'secrets'> & { db: MatterDb },
  viewer: Viewer,
  seeers: Seeers,
  ids: readonly string[],
): Promise<SeenRow[]> {
  if (ids.length === 0) return [];
  const rows = await visible(ports.db, viewer, seeers)
    .select(columns)
    .where('m.id', 'in', [...ids])
    .execute();
  const known = new Map((rows as ListedMatter[]).map((row) => [row.id, row]));
  return seenRows(
    ports,
    viewer,
    seeers,
    ids.flatMap((id) => known.get(id) ?? []),
  );
}

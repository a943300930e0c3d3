// Matters by their ids, as this reader may see them: for other rooms that know which matters they mean (a queue of theirs, likely twins). Nothing else comes out.
import { sql } from 'kysely';
import type { Ports } from '#platform/ports.ts';
import { type ListedMatter, listedColumns } from './listed.ts';
import type { MatterDb } from './store.ts';
import type { Viewer } from './visibility.ts';
import { type SeenRow, seenRows } from './visibility-rows.ts';
import type { Seeers } from './visibility-seen.ts';
import { visible } from './visibility-sql.ts';

/** By id; what this reader may not see is not in it, nor what they are recused from. */
export async function seenRowsOf(
  ports: Pick<Ports, 'now' | 'secrets'> & { db: MatterDb },
  viewer: Viewer,
  seeers: Seeers,
  ids: readonly string[],
): Promise<Map<string, SeenRow>> {
  if (ids.length === 0) return new Map();
  const rows = await visible(ports.db, viewer, seeers)
    .select(listedColumns)
    .where('m.id', '=', sql<string>`any(${sql.val([...ids])}::text[])`)
    .execute();
  return new Map((await seenRows(ports, viewer, seeers, rows as ListedMatter[])).map((row) => [row.id, row]));
}

/** The same as a list in the order of the ids. */
export async function listMattersByIds(...asked: Parameters<typeof seenRowsOf>): Promise<SeenRow[]> {
  const rows = await seenRowsOf(...asked);
  return asked[3].flatMap((id) => rows.get(id) ?? []);
}

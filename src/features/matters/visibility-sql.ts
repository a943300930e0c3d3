// maySee() as SQL, for lists, counts and search: what is not visible is neither listed, counted, ordered by nor paged over. A property test holds both equal.
import { sql } from 'kysely';
import type { MatterDb } from './store.ts';
import { seesCounty, seesMatters, type Viewer } from './visibility.ts';
import type { Seeers } from './visibility-seen.ts';

/** What the conditions need to know of a viewer; plain lists, so that hand-written statements can use them too. */
export type SqlSight = {
  /** Accusations against these units are hidden: the own unit, those above it, and for whoever does not work for the whole county those below it. */
  hide: readonly string[];
  /** Null: every unit's; else those of these units. */
  units: readonly string[] | null;
  accountId: string;
};

export function sightOf(viewer: Viewer, { units }: Seeers): SqlSight {
  const above = [viewer.unitId, ...units.path(viewer.unitId).map((unit) => unit.id)];
  if (seesCounty(viewer)) return { hide: [...new Set(above)], units: null, accountId: viewer.id };
  if (!seesMatters(viewer)) return { hide: [], units: [], accountId: viewer.id };
  const below = underneath(units, viewer.unitId);
  return { hide: [...new Set([...above, ...below])], units: [...new Set([viewer.unitId, ...below])], accountId: viewer.id };
}

function underneath(units: Seeers['units'], id: string): string[] {
  return units.children(id).flatMap((unit) => [unit.id, ...underneath(units, unit.id)]);
}

/** `m.id` of what this account is recused from; empty nearly always, read once per statement along its own index. */
export const recusedSql = (accountId: string): string =>
  `array(select r.matter_id from matter_event r where r.type = 'recused' and r.data->>'accountId' = ${accountId})`;

/** The base of every list. `inWords`: only where the words themselves may be read, so that a search is no way to guess them. */
export function visible(db: MatterDb, viewer: Viewer, seeers: Seeers, inWords = false) {
  const { hide, units, accountId } = sightOf(viewer, seeers);
  let base = db
    .selectFrom('matter as m')
    .where((eb) => eb.or([eb('m.accused_unit_id', 'is', null), eb('m.accused_unit_id', 'not in', [...hide, viewer.unitId])]))
    .where(
      sql<boolean>`m.id <> all(array(select r.matter_id from matter_event r where r.type = 'recused' and r.data->>'accountId' = ${accountId}))`,
    );
  if (units === null) return base;
  if (units.length === 0) return base.where(sql<boolean>`false`);
  base = base.where((eb) =>
    eb.or([
      eb('m.owner_unit_id', 'in', [...units]),
      sql<boolean>`m.handled_by && ${sql.val([...units])}::text[]`,
      ...(inWords ? [] : [sql<boolean>`m.helper_units && ${sql.val([...units])}::text[]`]),
    ]),
  );
  return base;
}

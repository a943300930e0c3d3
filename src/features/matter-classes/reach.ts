// From a class to what its lists and counts ask for: categories and places with all that lies below them; and who may see it.
import type { MatterClass } from '#core/matter-class/state.ts';
import { seesCounty, seesMatters, type Viewer } from '#features/matters/index.ts';
import type { Around } from './around.ts';
import { maySeeClass } from './rules.ts';
import type { Reach } from './store-members.ts';

type Trees = Pick<Around, 'categories' | 'places'>;

function below<T extends { id: string }>(tree: { children(id: string): readonly T[] }, id: string): string[] {
  return [id, ...tree.children(id).flatMap((child) => below(tree, child.id))];
}

export const reachOf = (m: Pick<MatterClass, 'scope' | 'include' | 'exclude'>, { categories, places }: Trees): Reach => ({
  categoryIds: [...new Set(m.scope.categoryIds.flatMap((id) => below(categories, id)))],
  placeIds: m.scope.placeIds.length === 0 ? null : [...new Set(m.scope.placeIds.flatMap((id) => below(places, id)))],
  words: m.scope.words,
  notWords: m.scope.notWords,
  include: m.include,
  exclude: m.exclude,
});

export function seesClass(
  m: Pick<MatterClass, 'owner' | 'measures' | 'scope'>,
  viewer: Viewer,
  { units, places }: Pick<Around, 'units' | 'places'>,
): boolean {
  const standing = {
    ownerUnitId: m.owner?.unitId ?? null,
    measureUnitIds: m.measures.map((one) => one.plan.unitId),
    placeUnitIds: m.scope.placeIds.flatMap((id) => places.unitOf(id) ?? []),
  };
  return maySeeClass(standing, { unitId: viewer.unitId, seesCounty: seesCounty(viewer), seesUnits: seesMatters(viewer) }, units);
}

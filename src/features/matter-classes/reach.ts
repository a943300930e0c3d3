// From a class to what its lists and counts ask for: categories and places with all that lies below them, under older and newer names; and who may see it.
import type { MatterClass } from '#core/matter-class/state.ts';
import { seesCounty, seesMatters, type Viewer } from '#features/matters/index.ts';
import type { CategoryTree } from '#features/people/index.ts';
import type { Around } from './around.ts';
import { maySeeClass } from './rules.ts';
import type { Reach } from './store-members.ts';

type Trees = Pick<Around, 'categories' | 'places'>;

function below<T extends { id: string }>(tree: { children(id: string): readonly T[] }, id: string): string[] {
  return [id, ...tree.children(id).flatMap((child) => below(tree, child.id))];
}

/**
 * A category that was replaced counts under its old and its new name, on both sides of a measure, whichever of them the scope names: else the day of a new
 * category tree would look like the day on which everything stopped.
 */
const categoriesOf = (categories: CategoryTree, ids: readonly string[]): string[] => [
  ...new Set(ids.flatMap((id) => [...categories.within(id), ...categories.within(categories.nowOf(id))])),
];

/** Every category whose scope may reach this one; the members say whether it does. */
export const categoriesAbove = (categories: CategoryTree, id: string): string[] => [
  ...new Set([id, categories.nowOf(id)].flatMap((form) => categories.path(form).flatMap((one) => categories.formsOf(one.id)))),
];

export const reachOf = (m: Pick<MatterClass, 'scope' | 'include' | 'exclude'>, { categories, places }: Trees): Reach => ({
  categoryIds: categoriesOf(categories, m.scope.categoryIds),
  placeIds: m.scope.placeIds.length === 0 ? null : [...new Set(m.scope.placeIds.flatMap((id) => below(places, id)))],
  words: m.scope.words,
  notWords: m.scope.notWords,
  include: m.include,
  exclude: m.exclude,
});

/** Whether matters of this category and place are in the scope, words left aside. */
export function covers(
  scope: { categoryIds: readonly string[]; placeIds: readonly string[] },
  one: { categoryId: string; placeId: string | null },
  { categories, places }: Trees,
): boolean {
  return (
    categoriesOf(categories, scope.categoryIds).includes(one.categoryId) &&
    (scope.placeIds.length === 0 || (one.placeId !== null && scope.placeIds.some((id) => places.isUnder(one.placeId ?? '', id))))
  );
}

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

// The county's units as a tree: county, under it departments and townships, under these the villages.
import type { Day } from '#core/time/day.ts';
import { type Tree, treeOf } from './tree.ts';

export type UnitKind = 'county' | 'department' | 'township' | 'village';
export type Unit = {
  id: string;
  parentId: string | null;
  kind: UnitKind;
  name: string;
  shortName: string;
  isHotline: boolean;
  position: number;
  validFrom: Day;
  /** Last day on which the unit exists, or null. */
  validTo: Day | null;
};

export type UnitTree = Tree<Unit> & {
  kindOf(id: string): UnitKind | null;
  nameOf(id: string): string;
  /** Desks that register and dispatch, in order; a county has at least one. */
  hotlines: readonly Unit[];
  /** Where a concern lies until it is dispatched. */
  hotline: Unit | null;
  /** The township or department a unit belongs to: itself, or the one above a village; null for the county. */
  seniorOf(id: string): Unit | null;
};

export function unitTree(units: readonly Unit[]): UnitTree {
  const tree = treeOf(units);
  const hotlines = tree.all.filter((unit) => unit.isHotline);
  return {
    ...tree,
    hotlines,
    hotline: hotlines[0] ?? null,
    kindOf: (id) => tree.byId(id)?.kind ?? null,
    nameOf: (id) => tree.byId(id)?.name ?? id,
    seniorOf: (id) => tree.path(id).findLast((unit) => unit.kind === 'township' || unit.kind === 'department') ?? null,
  };
}

// Who may see a matter at all (X5; Regulation on Petitions Arts. 30, 46(5)), and how they stand to it. Default is no. What of it they see is visibility-seen.ts'.
import type { Actor, Role } from '#core/matter/events.ts';
import type { Matter } from '#core/matter/matter.ts';
import type { Circumstances } from './circumstances.ts';
import type { Relation } from './visibility-matrix.ts';

export type Viewer = Extract<Actor, { kind: 'staff' }>;
type Tree = Pick<Circumstances, 'units'>;

/** Roles that work for every unit: the desk, the hotline, the call-back officers, the county office. Audit sees that a matter exists, not what it says. */
const countyWide: readonly Role[] = ['intake', 'dispatcher', 'hotline', 'callback', 'countyOffice'];
const inUnits: readonly Role[] = ['handler', 'unitHead', 'leader'];

const has = (viewer: Viewer, ...roles: readonly Role[]): boolean => viewer.roles.some((role) => roles.includes(role));
export const seesCounty = (viewer: Viewer): boolean => has(viewer, ...countyWide);
/** Whether there is any matter this person may look for. */
export const seesMatters = (viewer: Viewer): boolean => has(viewer, ...countyWide, ...inUnits);

/** What of a matter decides who may see it; its state and its row in a list both say so. */
export type Standing = { accusedUnitId: string | null; ownerUnitId: string; handledBy: readonly string[]; helperUnits: readonly string[] };

export const standingOf = (m: Matter): Standing => ({
  accusedUnitId: m.accusedUnitId,
  ownerUnitId: m.owner.unitId,
  handledBy: m.handledBy,
  helperUnits: m.helpers.map((helper) => helper.unitId),
});

const under = ({ units }: Tree, unitId: string, above: string): boolean =>
  unitId === above || units.path(unitId).some((unit) => unit.id === above);

/** The accused unit and whoever belongs to it or below it never see the matter, whatever else they are; nor does who stands above it, save the county's own roles. */
export function maySeeStanding(s: Standing, viewer: Viewer, tree: Tree): boolean {
  if (
    s.accusedUnitId !== null &&
    (under(tree, viewer.unitId, s.accusedUnitId) || (under(tree, s.accusedUnitId, viewer.unitId) && !seesCounty(viewer)))
  )
    return false;
  if (seesCounty(viewer)) return true;
  if (!has(viewer, ...inUnits)) return false;
  return [s.ownerUnitId, ...s.handledBy, ...s.helperUnits].some((unitId) => under(tree, unitId, viewer.unitId));
}

/** visible() in visibility-sql.ts is its twin for lists; a property test holds them equal. */
export const maySee = (m: Matter, viewer: Viewer, tree: Tree): boolean =>
  !m.recused.includes(viewer.id) && maySeeStanding(standingOf(m), viewer, tree);

/** Name and phone: the desk and the call-back officers, each look logged; nobody else (handlers work by relay through the desk). */
export const maySeeContact = (viewer: Viewer, m: Pick<Matter, 'handledBy' | 'confidentiality'>): boolean =>
  has(viewer, 'intake', 'callback') && !(m.handledBy.includes(viewer.unitId) && m.confidentiality !== 'normal');

/**
 * How this person stands to a matter they may see. An intake or call-back officer whose own unit handled it is no independent desk any more and reads as the
 * county does. Whoever is only asked to help stays a helper, whatever the post.
 */
export function relationsOf(s: Standing, viewer: Viewer, tree: Tree): Relation[] {
  const found: Relation[] = [];
  if (has(viewer, 'intake', 'callback')) found.push(s.handledBy.includes(viewer.unitId) ? 'county' : 'desk');
  if (has(viewer, 'dispatcher', 'hotline', 'countyOffice')) found.push('county');
  const handles = [s.ownerUnitId, ...s.handledBy].some((unitId) => under(tree, unitId, viewer.unitId));
  if (has(viewer, 'handler') && handles) found.push('owner');
  if (has(viewer, 'unitHead', 'leader') && handles) found.push('head');
  if (found.length > 0) return found;
  return [tree.units.byId(viewer.unitId)?.kind === 'village' ? 'village' : 'assistant'];
}

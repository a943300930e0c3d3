// Who may see a matter at all (X5; Regulation on Petitions Arts. 30, 46(5)). Default is no. Pages, API, search and lists ask here and nowhere else.
import type { Actor, Role } from '#core/matter/events.ts';
import type { Matter } from '#core/matter/matter.ts';
import type { Circumstances } from './circumstances.ts';

export type Viewer = Extract<Actor, { kind: 'staff' }>;

/** Roles that work for every unit: the desk, the hotline, the call-back officers, the county office. Audit sees that a matter exists, not what it says. */
const countyWide: readonly Role[] = ['intake', 'dispatcher', 'hotline', 'callback', 'countyOffice'];
const inUnits: readonly Role[] = ['handler', 'unitHead', 'leader'];

export const seesCounty = (viewer: Viewer): boolean => viewer.roles.some((role) => countyWide.includes(role));

/** The accused unit and whoever belongs to it or below it never see the matter, whatever else they are. */
export function maySee(m: Matter, viewer: Viewer, circumstances: Pick<Circumstances, 'units'>): boolean {
  const under = (unitId: string, above: string) => unitId === above || circumstances.units.path(unitId).some((u) => u.id === above);
  if (m.recused.includes(viewer.id)) return false;
  if (m.accusedUnitId !== null && (under(viewer.unitId, m.accusedUnitId) || (under(m.accusedUnitId, viewer.unitId) && !seesCounty(viewer))))
    return false;
  if (seesCounty(viewer)) return true;
  if (!viewer.roles.some((role) => inUnits.includes(role))) return false;
  const involved = [m.owner.unitId, ...m.handledBy, ...m.helpers.map((h) => h.unitId)];
  return involved.some((unitId) => under(unitId, viewer.unitId));
}

/** Name and phone: the desk and the call-back officers, each look logged; nobody else (handlers work by relay through the desk). */
export const maySeeContact = (viewer: Viewer, m: Matter): boolean =>
  viewer.roles.some((role) => role === 'intake' || role === 'callback') &&
  !(m.handledBy.includes(viewer.unitId) && m.confidentiality !== 'normal');

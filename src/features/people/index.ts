// The front door of the people's room: who there is, what belongs to whom, and who may be given what.
export { type Access, logAccess } from './access-log.ts';
export {
  type CategoryTree, dutyAnswer, forgetDirectory, loadCategories, loadDuties, loadLimits, loadPlaces, loadStaff, loadUnits, type PlaceTree, rolesOn, type StaffDirectory, staffOf,
} from './directory.ts';
export type { Category, Place, Post, StaffRecord } from './directory-types.ts';
export { checkDuty, type DutyEntry, otherCategory } from './rules.ts';
export type { Unit, UnitKind, UnitTree } from './units.ts';

// The front door of the people's room: who there is, what belongs to whom, and who may be given what.
// `load…` are kept in memory for five seconds per database: hand them `ports.db`, not a transaction (which reads afresh each time).
export { type Access, logAccess } from './access-log.ts';
export {
  accountIdOf,
  createUser,
  disableAccount,
  enableAccount,
  endPost,
  givePost,
  listUsers,
  type NewUser,
  setPassword,
  type User,
} from './accounts.ts';
export {
  type CategoryTree,
  dutyAnswer,
  dutyPath,
  forgetDirectory,
  loadCategories,
  loadDuties,
  loadLimits,
  loadPlaces,
  loadStaff,
  loadUnits,
  type PlaceTree,
  rolesOn,
  type StaffDirectory,
  staffOf,
} from './directory.ts';
export type { Category, Place, PlaceKind, Post, StaffRecord } from './directory-types.ts';
export { mayManageStructure } from './may.ts';
export type { By, PeoplePorts, ReleaseMatters } from './people-ports.ts';
export { type Outcome, type PeopleRefusal, peopleRefusals } from './refusals.ts';
export { allRoles, isRole, roleNames } from './roles.ts';
export { checkDuty, type DutyEntry, otherCategory } from './rules.ts';
export { columnsOf, missingColumns, proposeReading, rowsOf, type StructureKind, structureKinds } from './rules-table.ts';
export { resetFactor } from './second-factor.ts';
export { makeSetupLink } from './set-up.ts';
export { addDuty, createPlace, createUnit, endDuty, endUnit, type NewDuty, type NewPlace, type NewUnit } from './structure.ts';
export { changeUnit, keepChange, moveLimits } from './structure-edit.ts';
export { type Invited, importRows, mayImport } from './structure-import.ts';
export { columnWords, faultWords, type Told } from './table-words.ts';
export { callerOfToken } from './token-callers.ts';
export { createToken, listTokens, revokeToken } from './tokens.ts';
export type { Unit, UnitKind, UnitTree } from './units.ts';

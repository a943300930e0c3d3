// Who keeps what in this room; the command line (null), whose keeper holds the machine anyway, may too.
import type { By } from './people-ports.ts';

/** Accounts and posts. */
export const mayManagePeople = (by: By): boolean => by === null || by.roles.includes('securityAdmin') || by.roles.includes('systemAdmin');
/** Units, places, duty lists, categories. */
export const mayManageStructure = (by: By): boolean => by === null || by.roles.includes('systemAdmin');

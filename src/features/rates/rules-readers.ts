// Who reads rates: whoever leads a unit or the county, the county office and the hotline that rules. Never an input to anybody's appraisal, so nobody else needs them.
import type { Role } from '#core/matter/events.ts';

const readers: readonly Role[] = ['leader', 'countyOffice', 'hotline', 'unitHead'];
const leaders: readonly Role[] = ['leader', 'countyOffice'];

export const mayRead = (roles: readonly Role[]): boolean => roles.some((role) => readers.includes(role));
export const mayLead = (roles: readonly Role[]): boolean => roles.some((role) => leaders.includes(role));

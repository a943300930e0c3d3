// What the people's actions are handed. `by` is null for the command line, whose keeper holds the machine anyway.
import type { Day } from '#core/time/day.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffAccess } from '#platform/session/access.ts';
import type { Staff } from '#platform/session/staff.ts';

export type PeoplePorts = Pick<Ports, 'db' | 'now' | 'newId' | 'secrets'> & StaffAccess;
export type By = Staff | null;

/** Open matters of one person in their unit, the most urgent first, at most fifty; a sealed one without its title. The matters' room hands it in. */
export type OpenMattersOf = (owner: {
  accountId: string;
  unitId: string;
}) => Promise<readonly { number: string; title: string | null; dueOn: Day }[]>;

/**
 * Moves the open matters of everybody who left (table `leaving`) to the colleague named or back to the unit, one recorded decision each; how many.
 * The matters' room hands it in; the worker calls it again, so a break in between loses nothing.
 */
export type ReleaseMatters = () => Promise<number>;

// What the people's actions are handed. `by` is null for the command line, whose keeper holds the machine anyway.
import type { Transaction } from 'kysely';
import type { Tables } from '#platform/db/tables.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffAccess } from '#platform/session/access.ts';
import type { Staff } from '#platform/session/staff.ts';

export type PeoplePorts = Pick<Ports, 'db' | 'now' | 'newId'> & StaffAccess;
export type By = Staff | null;

/** Gives the open matters of a person who leaves back to the unit, in the same transaction. The matters' room hands it in. */
export type ReleaseMatters = (trx: Transaction<Tables>, gone: { accountId: string; unitId: string }, by: By) => Promise<void>;

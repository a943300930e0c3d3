// Who looked at a protected field, signed in, exported or changed settings (P45; GB/T 22239-2019 8.1.4.3). Append-only: the application's role may insert and read.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';

export type Access = {
  /** kebab-case, the room's name in front: `people-signed-in`, `matters-phone-seen`. */
  what: string;
  why?: string | undefined;
  matterId?: string | null | undefined;
  by?: { accountId: string; unitId: string; roles: readonly string[] } | null | undefined;
  addressClass?: string | undefined;
};

/** Writes one line, in the caller's transaction when it is given one. Never put what was seen into `why`, only the reason. */
export async function logAccess(
  ports: { db: Uses<'access_log'>; now: () => Instant; newId: () => string },
  { what, why = '', matterId = null, by = null, addressClass = '' }: Access,
): Promise<void> {
  await ports.db
    .insertInto('access_log')
    .values({
      id: ports.newId(),
      at: ports.now(),
      account_id: by?.accountId ?? null,
      unit_id: by?.unitId ?? null,
      role: by ? by.roles.join(',') : null,
      matter_id: matterId,
      what,
      why,
      address_class: addressClass,
    })
    .execute();
}

// Who an API token speaks for, kept for ten seconds; what this process revokes or changes is forgotten at once.
import { dayOf } from '#core/time/day.ts';
import type { Staff } from '#platform/session/staff.ts';
import type { PeoplePorts } from './people-ports.ts';
import { tokenCaller } from './store-accounts.ts';

/** The caller behind a bearer token, with the roles it may use now; null when it is unknown, revoked, over, or its account is disabled. */
export async function callerOfToken(ports: Pick<PeoplePorts, 'db' | 'now' | 'credentials'>, secret: string): Promise<Staff | null> {
  if (!/^daodi_[\w-]{43}$/.test(secret)) return null;
  const { db, now, credentials } = ports;
  const digest = credentials.digestOf(secret);
  const caller = await credentials.callers.recall(digest.toString('hex'), () => tokenCaller(db, digest, dayOf(now())));
  if (!caller || (caller.expiresAt !== null && caller.expiresAt <= now())) return null;
  const { expiresAt: _, ...staff } = caller;
  return staff;
}

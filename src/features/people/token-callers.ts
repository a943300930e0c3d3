// Who an API token speaks for, kept for ten seconds per database; what this process revokes or changes is forgotten at once.
import { dayOf } from '#core/time/day.ts';
import { type ShortMemory, shortMemory } from '#platform/session/short-memory.ts';
import type { Staff } from '#platform/session/staff.ts';
import { type TokenCaller, tokenCaller } from './account-store.ts';
import type { PeoplePorts } from './people-ports.ts';

const kept = new WeakMap<PeoplePorts['db'], ShortMemory<TokenCaller>>();

/** The caller behind a bearer token, with the roles it may use now; null when it is unknown, revoked, over, or its account is disabled. */
export async function callerOfToken(ports: Pick<PeoplePorts, 'db' | 'now' | 'credentials'>, secret: string): Promise<Staff | null> {
  if (!/^daodi_[\w-]{43}$/.test(secret)) return null;
  const { db, now } = ports;
  const digest = ports.credentials.digestOf(secret);
  let memory = kept.get(db);
  if (!memory) kept.set(db, (memory = shortMemory<TokenCaller>({ now, lifeMs: 10_000 })));
  const caller = await memory.recall(digest.toString('hex'), () => tokenCaller(db, digest, dayOf(now())));
  if (!caller || (caller.expiresAt !== null && caller.expiresAt <= now())) return null;
  const { expiresAt: _, ...staff } = caller;
  return staff;
}

export function forgetTokenCallers(db: PeoplePorts['db']): void {
  kept.get(db)?.forget(() => true);
}

// Tries that may be made so often and then must wait: passwords, number and phone on the progress page. Counted before the try is judged,
// in one statement, so that a hundred at once are still counted one by one.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import { query } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';

type ThrottleDb = Kysely<Pick<Tables, 'throttle'>>;
export type Tried = { allowed: boolean; count: number; /** When the next try counts as a first one. */ until: Instant };

/** What is counted, e.g. `sign-in` and a login: only a digest is stored, since it may hold an address or a number. */
export function throttleKey(what: string, of: string): string {
  return `${what}:${createHash('sha256').update(of).digest('base64url').slice(0, 24)}`;
}

/** Counts one try. After `limit` of them, each less than `minutes` after the one before, the next are refused for `minutes`; refused ones prolong nothing. */
export async function countTry(db: ThrottleDb, key: string, { now, limit, minutes }: { now: Instant; limit: number; minutes: number }): Promise<Tried> {
  const text = `insert into throttle as t (key, count, until) values ($1, 1, $3)
    on conflict (key) do update set
      count = case when t.until <= $2 then 1 else least(t.count + 1, $4 + 1) end,
      until = case when t.until <= $2 or t.count < $4 then excluded.until else t.until end
    returning count, until`;
  const [row] = await query<{ count: number; until: Instant }>(db, 'throttle-count', text, [key, now, instantFromMs(msOf(now) + minutes * 60_000), limit]);
  if (!row) throw new Error('throttle returned no row');
  return { allowed: row.count <= limit, ...row };
}

/** The try was a good one: it, and with `all` those before it, count no longer. */
export async function forgiveTry(db: ThrottleDb, key: string, all: boolean): Promise<void> {
  if (all) await db.deleteFrom('throttle').where('key', '=', key).execute();
  else await db.updateTable('throttle').set((e) => ({ count: e('count', '-', 1) })).where('key', '=', key).where('count', '>', 0).execute();
}

/** Rows whose time is long over. */
export async function clearOldTries(db: ThrottleDb, now: Instant): Promise<void> {
  await db.deleteFrom('throttle').where('until', '<', instantFromMs(msOf(now) - 86_400_000)).execute();
}

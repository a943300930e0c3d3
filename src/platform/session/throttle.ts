// Tries that may be made so often and then must wait: passwords, number and phone on the progress page. Counted before the try is judged,
// in one statement, so that a hundred at once are still counted one by one.
import { createHash } from 'node:crypto';
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import type { Clock } from '#platform/clock.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';

/** What is counted (kebab-case) and of whom; only a digest of the latter is stored, since it may be an address or a number. */
export type TryKey = { what: string; of: string };
export type TryLimit = { limit: number; minutes: number };
export type Tried = { allowed: boolean; count: number /** When the next try counts as a first one. */; until: Instant };

export type Tries = {
  /** Counts one. After `limit` of them, each less than `minutes` after the one before, the next are refused for `minutes`; refused ones prolong nothing. */
  count(key: TryKey, limit: TryLimit): Promise<Tried>;
  /** That one was good and does not count; the others still do. */
  forgiveOne(key: TryKey): Promise<void>;
  forgiveAll(key: TryKey): Promise<void>;
  /** Those of the keys that have at least `limit` tries now, and until when. */
  locked(keys: readonly TryKey[], limit: number): Promise<ReadonlyMap<string, Instant>>;
  /** Drops rows whose time is long over. */
  clearOld(): Promise<void>;
};

const countSql = `insert into throttle as t (key, count, until) values ($1, 1, $3)
  on conflict (key) do update set
    count = case when t.until <= $2 then 1 else least(t.count + 1, $4 + 1) end,
    until = case when t.until <= $2 or t.count < $4 then excluded.until else t.until end
  returning count, until`;

export function openTries({ db, now }: { db: Uses<'throttle'>; now: Clock }): Tries {
  return {
    async count(key, { limit, minutes }) {
      const at = now();
      const [row] = await query<{ count: number; until: Instant }>(db, 'throttle-count', countSql, [
        rowKey(key),
        at,
        instantFromMs(msOf(at) + minutes * 60_000),
        limit,
      ]);
      if (!row) throw new Error('the throttle returned no row');
      return { allowed: row.count <= limit, ...row };
    },
    async forgiveOne(key) {
      await db
        .updateTable('throttle')
        .set((e) => ({ count: e('count', '-', 1) }))
        .where('key', '=', rowKey(key))
        .where('count', '>', 0)
        .execute();
    },
    async forgiveAll(key) {
      await db.deleteFrom('throttle').where('key', '=', rowKey(key)).execute();
    },
    async locked(keys, limit) {
      if (keys.length === 0) return new Map();
      const names = new Map(keys.map((key) => [rowKey(key), key.of]));
      const rows = await db
        .selectFrom('throttle')
        .select(['key', 'until'])
        .where('key', 'in', [...names.keys()])
        .where('count', '>=', limit)
        .where('until', '>', now())
        .execute();
      return new Map(rows.map((row) => [names.get(row.key) ?? '', row.until]));
    },
    async clearOld() {
      await db
        .deleteFrom('throttle')
        .where('until', '<', instantFromMs(msOf(now()) - 86_400_000))
        .execute();
    },
  };
}

const rowKey = ({ what, of }: TryKey): string => `${what}:${createHash('sha256').update(of).digest('base64url').slice(0, 24)}`;

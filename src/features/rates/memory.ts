// Whoever opens the leader's page within a minute gets the counts of the one before, with the time they were counted. Forgotten at once when somebody was sealed
// off from a matter meanwhile: a title or a sentence that was shown a moment ago may be one that must not be shown any more (X5).
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';

const lifeMs = 60_000;
/** A sealing decided just before the count may have been committed just after it. */
const overlapMs = 10_000;
type Kept = { at: Instant; value: Promise<unknown> };
const memories = new WeakMap<object, Map<string, Kept>>();

/**
 * `key` names question and scope; `now` is the clock of the process, so that a clock set back or far ahead asks anew. `sealedSince`: whether anything was sealed
 * since then, asked of the database, because another process may have done it. A failed answer is not kept.
 */
export async function counted<T>(
  owner: object,
  key: string,
  now: Instant,
  sealedSince: (at: Instant) => Promise<boolean>,
  count: () => Promise<T>,
): Promise<{ at: Instant; value: T }> {
  const memory = memories.get(owner) ?? new Map<string, Kept>();
  memories.set(owner, memory);
  const kept = memory.get(key);
  const age = kept ? msOf(now) - msOf(kept.at) : -1;
  if (kept && age >= 0 && age < lifeMs && !(await sealedSince(instantFromMs(msOf(kept.at) - overlapMs))))
    return { at: kept.at, value: (await kept.value) as T };
  const value = count();
  if (memory.size > 200) memory.clear();
  memory.set(key, { at: now, value });
  value.catch(() => memory.delete(key));
  return { at: now, value: await value };
}

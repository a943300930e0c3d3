// The county's counts change by the minute and cost a scan; whoever opens the leader's page within a minute gets the same ones, with the time they were counted.
import type { Instant } from '#core/time/day.ts';

const lifeMs = 60_000;
type Kept = { at: Instant; value: Promise<unknown> };
const memories = new WeakMap<object, Map<string, Kept>>();

/** `key` names question and scope; `now` is the clock of the process, so that a clock set back or far ahead asks anew. A failed answer is not kept. */
export async function counted<T>(owner: object, key: string, now: Instant, count: () => Promise<T>): Promise<{ at: Instant; value: T }> {
  const memory = memories.get(owner) ?? new Map<string, Kept>();
  memories.set(owner, memory);
  const kept = memory.get(key);
  const age = kept ? Date.parse(now) - Date.parse(kept.at) : -1;
  if (kept && age >= 0 && age < lifeMs) return { at: kept.at, value: (await kept.value) as T };
  const value = count();
  if (memory.size > 200) memory.clear();
  memory.set(key, { at: now, value });
  value.catch(() => memory.delete(key));
  return { at: now, value: await value };
}

// Answers about a caller, kept for some seconds so that a page costs no extra query. What is forgotten while a question is under way
// is not put back by its late answer: a revoked token stays revoked.
import type { Instant } from '#core/time/day.ts';

export type ShortMemory<T> = {
  /** The kept answer, or the one `ask` gives now. Null answers are not kept. */
  recall(key: string, ask: () => Promise<T | null>): Promise<T | null>;
  forget(isGone: (value: T, key: string) => boolean): void;
};

export function shortMemory<T>({ now, lifeMs, most = 5_000 }: { now: () => Instant; lifeMs: number; most?: number }): ShortMemory<T> {
  const kept = new Map<string, { value: T; at: number }>();
  let forgotten = 0;
  return {
    async recall(key, ask) {
      const known = kept.get(key);
      const age = known ? Date.parse(now()) - known.at : -1;
      if (known && age >= 0 && age < lifeMs) return known.value;
      const before = forgotten;
      const value = await ask();
      if (value === null || before !== forgotten) {
        kept.delete(key);
        return value;
      }
      if (kept.size >= most) kept.delete(kept.keys().next().value ?? '');
      kept.delete(key);
      kept.set(key, { value, at: Date.parse(now()) });
      return value;
    },
    forget(isGone) {
      forgotten += 1;
      for (const [key, { value }] of kept) if (isGone(value, key)) kept.delete(key);
    },
  };
}

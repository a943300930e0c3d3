// Answers that this process keeps for a few seconds, so that a page asked for all day does not ask the database the same thing each time. Whoever changes what an
// answer is made of forgets it here; another process learns of the change when the answer has had its time.

export type BriefMemory<T> = {
  /** The kept answer, or what `ask` gives now. `of` is the database it is about, `key` what was asked of it. A failed answer is not kept. */
  recall(of: object, key: string, ask: () => Promise<T>): Promise<T>;
  /** Everything, of every database: also what is being asked for just now. */
  forget(): void;
};

const mostKeys = 2_000;

/** `clock` in milliseconds, never going back. */
export function briefMemory<T>(lifeMs: number, clock: () => number = () => performance.now()): BriefMemory<T> {
  let kept = new WeakMap<object, Map<string, { at: number; value: Promise<T> }>>();
  return {
    recall(of, key, ask) {
      const mine = kept.get(of) ?? new Map<string, { at: number; value: Promise<T> }>();
      kept.set(of, mine);
      const known = mine.get(key);
      if (known && clock() - known.at < lifeMs) return known.value;
      const value = ask();
      mine.delete(key);
      if (mine.size >= mostKeys) mine.clear();
      mine.set(key, { at: clock(), value });
      value.catch(() => mine.get(key)?.value === value && mine.delete(key));
      return value;
    },
    forget() {
      kept = new WeakMap();
    },
  };
}

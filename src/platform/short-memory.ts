// Answers that this process keeps for a few seconds, so that a page asked for all day does not ask the database the same thing each time. Whoever changes what an
// answer is made of forgets it here; another process learns of the change when the answer has had its time.

export type ShortMemory<T> = {
  /**
   * The kept answer, or what `ask` gives now; who asks meanwhile shares it. `of`: the database it is about, where one memory serves several. Null and failures are
   * not kept.
   */
  recall<A extends T | null>(key: string, ask: () => Promise<A>, of?: object): Promise<A>;
  /** Without `isGone` everything. What is being asked for just now is not put back by its late answer: a revoked token stays revoked. */
  forget(isGone?: (value: T, key: string) => boolean): void;
};

/** `clock` in milliseconds; if it goes back, nothing kept counts. */
type Options = { lifeMs: number; clock?: () => number; most?: number };
type Kept<T> = { key: string; at: number; answer: Promise<T | null>; value?: T };

const numbers = new WeakMap<object, number>();
let last = 0;
function numberOf(of: object): number {
  const known = numbers.get(of);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(of, last);
  return last;
}

export function shortMemory<T>({ lifeMs, clock = () => performance.now(), most = 2_000 }: Options): ShortMemory<T> {
  const kept = new Map<string, Kept<T>>();
  return {
    recall<A extends T | null>(key: string, ask: () => Promise<A>, of?: object): Promise<A> {
      const place = of ? `${numberOf(of)} ${key}` : key;
      const known = kept.get(place);
      const age = known ? clock() - known.at : -1;
      if (known && age >= 0 && age < lifeMs) return known.answer as Promise<A>;
      const answer = ask();
      const mine: Kept<T> = { key, at: clock(), answer };
      kept.delete(place);
      if (kept.size >= most) kept.delete(kept.keys().next().value ?? '');
      kept.set(place, mine);
      const drop = () => kept.get(place) === mine && kept.delete(place);
      answer.then((value) => {
        if (value === null) drop();
        else mine.value = value;
      }, drop);
      return answer;
    },
    forget(isGone) {
      if (!isGone) return kept.clear();
      for (const [place, { key, value }] of kept) if (value === undefined || isGone(value, key)) kept.delete(place);
    },
  };
}

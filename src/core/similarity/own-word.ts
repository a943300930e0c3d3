// A word of its own (P16): what a group of messages about one thing nearly all say and hardly anybody else does, mostly a name. Messages that merely touch one subject
// have none: other texts say the same words. It is found among rows of two and three signs by counting; no list of names is asked, so a new estate has one too.

/** How well the best row of signs marks off the members of both groups from all texts: 1 when all of them have it and nobody else does, 0 when they share none. */
export type OwnWord = (small: readonly number[], large: readonly number[]) => number;

export type Texts = {
  /** Rows of signs of a text, ascending. */
  grams: (place: number) => Int32Array;
  /** In how many texts a row stands, copies counted. */
  textsWith: (gram: number) => number;
  /** How many texts this one stands for. */
  copies: (place: number) => number;
};

/** In so many of the smaller group's members and of the larger's, at least: a member that says everything lends its words to nobody. */
const leastOfSmall = 0.7;
const leastOfLarge = 0.5;
/** So many members speak for all. */
const mostHeard = 30;
/** Groups whose counts are remembered: memory does not grow with the file. */
const mostRemembered = 256;

type Counted = { members: number; texts: number; grams: Int32Array; counts: Float64Array };

export function ownWordAmong(texts: Texts): OwnWord {
  const known = new Map<readonly number[], Counted>();
  const counted = (group: readonly number[]): Counted => {
    const found = known.get(group);
    const fresh = found?.members === group.length ? found : countGrams(group, texts);
    known.delete(group);
    known.set(group, fresh);
    const oldest = known.keys().next().value;
    if (known.size > mostRemembered && oldest) known.delete(oldest);
    return fresh;
  };
  return (small, large) => {
    const [few, many] = [counted(small), counted(large)];
    let best = 0;
    for (let one = 0, other = 0; one < few.grams.length && other < many.grams.length; ) {
      const [left = 0, right = 0] = [few.grams[one], many.grams[other]];
      if (left < right) one += 1;
      else if (left > right) other += 1;
      else {
        const [inFew = 0, inMany = 0] = [few.counts[one++], many.counts[other++]];
        if (inFew < leastOfSmall * few.texts || inMany < leastOfLarge * many.texts) continue;
        best = Math.max(best, (2 * (inFew + inMany)) / (few.texts + many.texts + texts.textsWith(left)));
      }
    }
    return Math.min(1, best);
  };
}

/** In how many of a group's texts each row stands, reckoned from at most 30 of its members. */
function countGrams(group: readonly number[], { grams, copies }: Texts): Counted {
  const heard =
    group.length <= mostHeard
      ? group
      : Array.from({ length: mostHeard }, (_, at) => group[Math.floor((at * group.length) / mostHeard)] ?? 0);
  const total = (places: readonly number[]): number => places.reduce((sum, place) => sum + copies(place), 0);
  const scale = total(group) / Math.max(1, total(heard));
  const lists = heard.map((place) => grams(place));
  const all = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  const weights = new Map<number, number>();
  let at = 0;
  lists.forEach((list, place) => {
    all.set(list, at);
    at += list.length;
    const more = copies(heard[place] ?? 0) - 1;
    if (more > 0) for (const gram of list) weights.set(gram, (weights.get(gram) ?? 0) + more);
  });
  all.sort();
  const counts = new Float64Array(all.length);
  let kept = -1;
  for (const gram of all) {
    if (kept < 0 || all[kept] !== gram) {
      kept += 1;
      all[kept] = gram;
      counts[kept] = weights.get(gram) ?? 0;
    }
    counts[kept] = (counts[kept] ?? 0) + 1;
  }
  for (let place = 0; place <= kept; place += 1) counts[place] = (counts[place] ?? 0) * scale;
  return { members: group.length, texts: total(group), grams: all.slice(0, kept + 1), counts: counts.slice(0, kept + 1) };
}

// Like words (X10): messages of one kind that say nearly the same. Each joins the first message it is like enough to, never a chain of likenesses, so that no text
// written to join everything can make a giant group; bounded, and the same for the same input.
import { jaccard, trigramsOf } from '../text/trigrams.ts';

export type Worded = { id: string; words: string };
/**
 * Oldest first; `closest` is the lowest likeness of a member to the first. `by: 'pairs'`: found by comparing them two by two for the same thing, and `closest` is the
 * lowest chance that a member is one matter with another of the group.
 */
export type LikeGroup = { ids: readonly string[]; closest: number; by?: 'pairs' };
/** Another machine may take this one's place: it is handed matters of one category and gives groups of ids. */
export type FindsLike = (matters: readonly Worded[], least: number) => readonly LikeGroup[] | Promise<readonly LikeGroup[]>;

export const mostCompared = 400;

/** `matters` in order of arrival; of more than 400 the newest. Groups of two and more. */
export function likeGroups(matters: readonly Worded[], least: number): LikeGroup[] {
  const firsts: { of: ReadonlySet<string>; ids: string[]; closest: number }[] = [];
  for (const { id, words } of matters.slice(-mostCompared)) {
    const of = trigramsOf(words);
    if (of.size < 3) continue; // "停水" says too little to be like anything
    let best: { group: (typeof firsts)[number]; likeness: number } | null = null;
    for (const group of firsts) {
      // Sizes alone bound what two sets can share.
      const bound = Math.min(of.size, group.of.size) / Math.max(of.size, group.of.size);
      if (bound < least || bound <= (best?.likeness ?? 0)) continue;
      const likeness = jaccard(of, group.of);
      if (likeness >= least && likeness > (best?.likeness ?? 0)) best = { group, likeness };
    }
    if (best) {
      best.group.ids.push(id);
      best.group.closest = Math.min(best.group.closest, best.likeness);
    } else firsts.push({ of, ids: [id], closest: 1 });
  }
  return firsts.filter((group) => group.ids.length > 1).map(({ ids, closest }) => ({ ids, closest }));
}

const assetWords =
  '电梯|路灯|灯杆|井盖|泵站|泵房|变压器|配电箱|配电房|水表|机井|公交站|充电桩|垃圾房|垃圾桶|公厕|锅炉|换热站|水塔|闸门|监控|信号灯';
const numbered = new RegExp(
  `(?:([0-9]{1,6}|[a-z]{1,3}-?[0-9]{1,6})\\s?(?:号|#)?\\s?(${assetWords}))|(?:(${assetWords})(?:编号|号|no\\.?)?\\s?[:：]?\\s?([a-z]{0,3}-?[0-9]{2,8}))`,
  'g',
);

/** Numbered things of the public that a text names ("12号电梯", "路灯 A-0135"), each once, written one way. There is no register of them: the words are all we have. */
export function assetsIn(folded: string): string[] {
  const found = new Set<string>();
  for (const [, before, thing, other, after] of folded.slice(0, 2_000).matchAll(numbered)) {
    const number = (before ?? after ?? '').replace(/^-/, '');
    if (number !== '') found.add(`${thing ?? other}${number}`);
  }
  return [...found].slice(0, 5);
}

// By which rows of signs a message is found again: the rarest of its title and of its body. Few enough to be kept for a million messages, and rare enough that the
// newest few messages of each are the ones to look at.

import { countedGrams } from './grams.ts';
import { longestBody, type Message, titleOf } from './message.ts';
import { countInTexts, type Rarity, rarityInTexts } from './rarity.ts';

const ADMIN = /[a-z]\d{0,2}[市区县]|\p{Script=Han}{1,3}省/gu;
const mostOfTitle = 14;
const mostOfBody = 12;

export type Pointer = { gram: number; weight: number };

/** At most 26 rows of three signs with their weights, the heaviest first; none for a message that says nothing. */
export function signatureOf(message: Message, rarity: Rarity): Pointer[] {
  const { title, body } = titleOf(message);
  const ofTitle = rarest(countedGrams([title.replace(ADMIN, ' ')], 3, 3).grams, mostOfTitle, rarity);
  const known = new Set(ofTitle.map(({ gram }) => gram));
  const ofBody = countedGrams([body.slice(0, longestBody)], 3, 3);
  // What nobody else wrote finds nobody, unless it stands here twice: a name that is new to the county does.
  const inBody = ofBody.grams.filter((gram, at) => !known.has(gram) && ((ofBody.counts[at] ?? 0) > 1 || countInTexts(rarity, gram) > 1));
  return [...ofTitle, ...rarest(inBody, mostOfBody, rarity)];
}

function rarest(grams: Iterable<number>, most: number, rarity: Rarity): Pointer[] {
  return [...grams]
    .map((gram) => ({ gram, weight: rarityInTexts(rarity, gram) }))
    .sort((a, b) => b.weight - a.weight || a.gram - b.gram)
    .slice(0, most);
}

// How rare words are here: in how many texts each row of two to four signs stands. Counts lie in tables of a fixed size, so memory is bounded whatever is written;
// two rows that share a place only make each other look a little commoner. Learnt as texts come in, the same from the same texts in any order.

import { subjectNames, subjectWordsIn } from '../text/subjects.ts';
import { eachGram, gramHash } from './grams.ts';
import { longestBody, type Message, titleOf } from './message.ts';

const textPlaces = 2 ** 20;
const titlePlaces = 2 ** 18;

export type Rarity = { texts: number; inTexts: Uint32Array; inTitles: Uint32Array; inSubjects: Uint32Array };

export const emptyRarity = (): Rarity => ({
  texts: 0,
  inTexts: new Uint32Array(textPlaces),
  inTitles: new Uint32Array(titlePlaces),
  inSubjects: new Uint32Array(subjectNames.length),
});

/** Counts one text in. */
export function learnText(rarity: Rarity, message: Message): void {
  rarity.texts += 1;
  const { title, body } = titleOf(message);
  countOnce(rarity.inTexts, `${title}\n${body.slice(0, longestBody)}`);
  countOnce(rarity.inTitles, title);
  for (const subject of new Set(subjectWordsIn(subjectPart(title, body)).map((word) => word.subject))) {
    const at = subjectNames.indexOf(subject);
    rarity.inSubjects[at] = (rarity.inSubjects[at] ?? 0) + 1;
  }
}

const subjectSigns = 600;
/** Where subjects are looked for: the title counts twice. */
export const subjectPart = (title: string, body: string): string => `${title}\n${title}\n${body.slice(0, subjectSigns)}`;

function countOnce(table: Uint32Array, folded: string): void {
  const places: number[] = [];
  eachGram(folded, 2, 4, (hash) => places.push((hash >>> 0) % table.length));
  const sorted = Uint32Array.from(places).sort();
  sorted.forEach((place, at) => {
    if (at === 0 || sorted[at - 1] !== place) table[place] = (table[place] ?? 0) + 1;
  });
}

export const countInTexts = (rarity: Rarity, hash: number): number => rarity.inTexts[(hash >>> 0) % textPlaces] ?? 0;
const countInTitles = (rarity: Rarity, hash: number): number => rarity.inTitles[(hash >>> 0) % titlePlaces] ?? 0;

// Weights were learnt on three thousand texts; a smaller or larger stock is brought to the same measure, so that "rare" means the same in both.
const learntOn = Math.log(3016);
/** Fewer texts than this tell little about what is rare: a county's first week must not take every word for common. */
const leastTexts = 200;
// Asked for every row of signs of every text: logarithms of counts are reckoned once.
const logs = Float64Array.from({ length: 4_096 }, (_, count) => Math.log(count + 0.5));
const logOf = (count: number): number => logs[count] ?? Math.log(count + 0.5);
const stretches = new Map<number, { log: number; by: number }>();
const mostStretches = 64;

function scaled(texts: number, count: number): number {
  let stretch = stretches.get(texts);
  if (!stretch) {
    const log = Math.log(Math.max(texts, leastTexts) + 1);
    stretch = { log, by: learntOn / log };
    if (stretches.size >= mostStretches) stretches.clear();
    stretches.set(texts, stretch);
  }
  return (stretch.log - logOf(count)) * stretch.by;
}

/** Weight of a row of signs among whole texts; 8 stands in one of three thousand. */
export const rarityInTexts = (rarity: Rarity, hash: number): number => Math.max(0, scaled(rarity.texts, countInTexts(rarity, hash)));
export const rarityInTitles = (rarity: Rarity, hash: number): number => Math.max(0, scaled(rarity.texts, countInTitles(rarity, hash)));
export const pairInTitles = (rarity: Rarity, pair: string): number => rarityInTitles(rarity, gramHash(pair, 0, pair.length));
export const pairInTexts = (rarity: Rarity, pair: string): number => rarityInTexts(rarity, gramHash(pair, 0, pair.length));

export const rarityOfSubject = (rarity: Rarity, subject: string): number =>
  Math.max(0, scaled(rarity.texts, rarity.inSubjects[subjectNames.indexOf(subject)] ?? 0));

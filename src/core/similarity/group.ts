// Puts messages about one thing together (P16). Every message is compared with the few that share its rare words; pairs are joined from the surest down, and two
// groups only when the members of the smaller are each close to two of the larger: less close is enough where both share a word of their own. So one
// weak bridge joins no two groups, a text written to look like everything stays alone, and what names different places stays apart. Time and memory are bounded by the
// number of messages, not by what they say.
import { type Likeness, likeness, type Observed, observe } from './compare.ts';
import { joinPairs, type Pair } from './join.ts';
import { type Message, titleOf } from './message.ts';
import { ownWordAmong } from './own-word.ts';
import { type Prepared, prepare, wholeGrams } from './prepare.ts';
import { countInTexts, emptyRarity, learnText, type Rarity } from './rarity.ts';
import { weights } from './weights.ts';

export type GroupOptions = {
  onProgress?: (done: number, total: number) => void;
  /** Told every pair that is compared, by the places of both in what was given: to learn weights from. */
  onPair?: (a: number, b: number, observed: Observed) => void;
  /** Others than those of the project, to try what was learnt. */
  weights?: typeof weights;
};

/** Words that more texts than this hold, or that stand in one only, point at nobody. */
const commonest = 300;
const mostGrams = 200;
const mostCandidates = 60;
const leastAlike = 0.045;
const leastContained = 0.09;
/** Below this many pairs of signs a text says too little to be like another. */
const leastGrams = 4;
/** Pairs less likely than this are taken for not compared. */
const leastOdds = -2.1;

/** The number of each message's group, in the order given. Same messages in the same order, same groups. */
export function group(messages: readonly Message[], options: GroupOptions = {}): number[] {
  const total = messages.length * 2;
  const step = (done: number): void => options.onProgress?.(done, total);
  const { first, copyOf } = withoutCopies(messages);
  const rarity = emptyRarity();
  messages.forEach((message, at) => {
    learnText(rarity, message);
    if (at % 512 === 0) step(at);
  });
  const prepared = remembered((place) => prepare(messages[first[place] ?? 0] as Message, rarity));
  const copies = new Uint32Array(first.length);
  for (const place of copyOf) copies[place] = (copies[place] ?? 0) + 1;
  const odds = (a: number, b: number, observed: Observed) => {
    options.onPair?.(first[a] ?? 0, first[b] ?? 0, observed);
    return likeness(observed, options.weights ?? weights);
  };
  const stock = { prepared, rarity, senders: sendersOf(messages), odds };
  const pairs = comparePairs(first.length, stock, (place) => step(messages.length + place));
  const ownWord = ownWordAmong({
    grams: (place) => wholeGrams(titleOf(messages[first[place] ?? 0] as Message)).grams,
    textsWith: (gram) => countInTexts(rarity, gram),
    copies: (place) => copies[place] ?? 1,
  });
  const groups = joinPairs(first.length, pairs, ownWord);
  return copyOf.map((place) => groups[place] ?? place);
}

/** Messages with the same title and text are one without comparing: a thousand copies cost as much as one. What says nothing has no copies. */
function withoutCopies(messages: readonly Message[]): { first: number[]; copyOf: number[] } {
  const first: number[] = [];
  const placeOf = new Map<string, number>();
  const copyOf = messages.map((message, at) => {
    const { title, body } = titleOf(message);
    const words = `${title}\n${body}`;
    const known = words.length < leastGrams ? undefined : placeOf.get(words);
    if (known !== undefined) return known;
    placeOf.set(words, first.length);
    first.push(at);
    return first.length - 1;
  });
  return { first, copyOf };
}

function sendersOf(messages: readonly Message[]): (sender: string) => number {
  const counts = new Map<string, number>();
  for (const { sender } of messages) counts.set(sender, (counts.get(sender) ?? 0) + 1);
  return (sender) => counts.get(sender) ?? 1;
}

const mostRemembered = 8_192;

/** What was made ready lately, so that memory does not grow with the file; what was forgotten is made again. */
function remembered(make: (place: number) => Prepared): (place: number) => Prepared {
  const known = new Map<number, Prepared>();
  return (place) => {
    const found = known.get(place) ?? make(place);
    known.delete(place);
    known.set(place, found);
    if (known.size > mostRemembered) known.delete(known.keys().next().value ?? 0);
    return found;
  };
}

type Stock = {
  prepared: (place: number) => Prepared;
  rarity: Rarity;
  senders: (sender: string) => number;
  odds: (a: number, b: number, observed: Observed) => Likeness;
};

function comparePairs(many: number, { prepared, rarity, senders, odds: oddsOf }: Stock, onPlace: (place: number) => void): Pair[] {
  const index = new Map<number, number[]>();
  const shared = new Float64Array(many);
  const lengths = new Float64Array(many);
  const pairs: Pair[] = [];
  for (let place = 0; place < many; place += 1) {
    const one = prepared(place);
    lengths[place] = one.whole.length;
    const grams = pointers(one, rarity);
    for (const other of candidatesOf(place, grams, { lengths, index, shared })) {
      const { odds, apart } = oddsOf(other, place, observe(prepared(other), one, rarity, senders));
      if (apart || odds > leastOdds) pairs.push({ a: other, b: place, odds, apart });
    }
    for (const { gram } of grams) {
      const list = index.get(gram);
      if (!list) index.set(gram, [place]);
      else {
        list.push(place);
        if (list.length > commonest) list.shift();
      }
    }
    if (place % 64 === 0) onPlace(place);
  }
  return pairs;
}

/** The rarest rows of signs of a message that stand in another one too. */
function pointers({ whole }: Prepared, rarity: Rarity): { gram: number; weight: number }[] {
  if (whole.grams.length < leastGrams) return [];
  const found: { gram: number; weight: number }[] = [];
  whole.grams.forEach((gram, at) => {
    const count = countInTexts(rarity, gram);
    if (count >= 2 && count <= commonest) found.push({ gram, weight: whole.weights[at] ?? 0 });
  });
  if (found.length <= mostGrams) return found;
  return found.sort((a, b) => b.weight - a.weight || a.gram - b.gram).slice(0, mostGrams);
}

type Known = { lengths: Float64Array; index: ReadonlyMap<number, readonly number[]>; shared: Float64Array };

/** The likest of those who share rare words, at most 60. */
function candidatesOf(place: number, grams: readonly { gram: number; weight: number }[], { lengths, index, shared }: Known): number[] {
  const touched: number[] = [];
  for (const { gram, weight } of grams) {
    for (const other of index.get(gram) ?? []) {
      if (shared[other] === 0) touched.push(other);
      shared[other] = (shared[other] ?? 0) + weight * weight;
    }
  }
  const mine = lengths[place] ?? 1;
  const close: { other: number; alike: number }[] = [];
  for (const other of touched) {
    const theirs = lengths[other] ?? 1;
    const both = shared[other] ?? 0;
    shared[other] = 0;
    const alike = both / (mine * theirs);
    if (alike > leastAlike || both / Math.min(mine, theirs) ** 2 > leastContained) close.push({ other, alike });
  }
  return close
    .sort((a, b) => b.alike - a.alike || a.other - b.other)
    .slice(0, mostCandidates)
    .map(({ other }) => other);
}

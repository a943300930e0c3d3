// What the routing proposal reads in a text (P03, 建议): signs and pairs of signs of the whole, of its beginning and of its title, and the subjects it touches.
// A title says in twenty signs what three hundred explain, so it counts on its own.
import { toSimplified } from '../text/simplified.ts';
import { subjectWordsIn } from '../text/subjects.ts';
import { foldForSearch } from '../text/tokens.ts';

export type RoutingText = { title: string; text: string };

/** One way of looking at a text, weighed against the others. `least`: in how many texts a feature must stand to be learnt at all. */
type View = { least: number; rarity: number };

/** Read before anything is learnt; the order is part of a model file. */
export const views = {
  body: { least: 3, rarity: 1.2 },
  lead: { least: 3, rarity: 1.2 },
  head: { least: 2, rarity: 1 },
  word: { least: 2, rarity: 1 },
  subject: { least: 2, rarity: 1 },
  headWord: { least: 2, rarity: 1 },
  headSubject: { least: 2, rarity: 1 },
} as const satisfies Record<string, View>;

/** The same as numbers, which take a tenth of the room: each feature once, in the order they were met, and how often it stands there. */
export type Encoded = Record<ViewName, { features: Int32Array; counts: Int32Array }>;

export type ViewName = keyof typeof views;
export const viewNames = Object.keys(views) as ViewName[];

const leadSigns = 150;
const headSigns = 24;
/** A text is read to here: what somebody pastes below that is an attachment, and every text costs the same at most. */
export const mostSigns = 12_000;

/** Features of each view, as often as they stand in the text. */
export type Features = Record<ViewName, string[]>;

export function viewsOf({ title, text }: RoutingText): Features {
  const whole = text.startsWith(title) ? text : `${title}\n${text}`;
  const folded = toSimplified(foldForSearch(whole.slice(0, mostSigns)));
  const head = toSimplified(foldForSearch(title.trim() === '' ? text.slice(0, headSigns) : title.slice(0, 4 * headSigns)));
  const words = subjectWordsIn(folded);
  const headWords = subjectWordsIn(head);
  return {
    body: grams(folded),
    lead: grams(folded.slice(0, leadSigns)),
    head: grams(head),
    word: words.map(({ word }) => word),
    subject: words.map(({ subject }) => subject),
    headWord: headWords.map(({ word }) => word),
    headSubject: headWords.map(({ subject }) => subject),
  };
}

/** Signs and neighbouring pairs; numbers count as one sign, whatever they say, and nothing spans a stop. */
function grams(folded: string): string[] {
  const found: string[] = [];
  for (const run of folded.replace(/\d+/g, '0').split(/[^\p{L}\p{N}]+/u)) {
    let before = '';
    for (const sign of run) {
      found.push(sign);
      if (before !== '') found.push(before + sign);
      before = sign;
    }
  }
  return found;
}

/** `numberOf` gives a feature's number; what has none (-1) is left out. */
export function encode(features: Features, numberOf: (feature: string) => number): Encoded {
  const encoded = {} as Encoded;
  for (const view of viewNames) encoded[view] = counted(features[view], numberOf);
  return encoded;
}

/** Counted here once, because learning reads every text a dozen times. */
function counted(features: readonly string[], numberOf: (feature: string) => number): Encoded[ViewName] {
  const counts = new Map<number, number>();
  for (const feature of features) {
    const number = numberOf(feature);
    if (number >= 0) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return { features: Int32Array.from(counts.keys()), counts: Int32Array.from(counts.values()) };
}

/** Numbers for features as they are met. */
export function interner(): { names: string[]; numberOf: (feature: string) => number } {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    numberOf: (feature) => {
      const known = numbers.get(feature);
      if (known !== undefined) return known;
      numbers.set(feature, names.length);
      names.push(feature);
      return names.length - 1;
    },
  };
}

// A message made ready to be compared: once per message, so that a comparison only walks sorted lists.
import { type SubjectWord, subjectWordsIn } from '../text/subjects.ts';
import { type Counted, countedGrams } from './grams.ts';
import { longestBody, type Message, titleOf } from './message.ts';
import { districtsIn, type Names, namesIn } from './names.ts';
import { type Rarity, rarityInTexts, rarityInTitles, rarityOfSubject, subjectPart } from './rarity.ts';

/** Grams in ascending order with their weights. `length` is the length of the whole. */
export type Weighed = { grams: Int32Array; weights: Float32Array; length: number };

export type Prepared = {
  title: string;
  /** The title without districts and words that stand in every title. */
  plainTitle: string;
  titleGrams: Weighed;
  lead: Weighed;
  whole: Weighed;
  /** Rows of three and four signs: what a name is made of. */
  titleRuns: Int32Array;
  textRuns: Int32Array;
  titleNames: Names;
  /** Title and the beginning of the body, where a name of the other's title is looked for. */
  text: string;
  names: Names;
  districts: readonly string[];
  cities: ReadonlySet<string>;
  numbers: ReadonlyMap<string, readonly string[]>;
  subjects: ReadonlyMap<string, number>;
  subjectLength: number;
  sender: string;
  day: number | null;
};

const ADMIN = /[a-z]\d{0,2}[市区县]|\p{Script=Han}{1,3}省/gu;
const COMMON =
  /请问|咨询|反映|投诉|举报|关于|建议|希望|加快|刻不容缓|建设力度|步伐|力度|有何具体行动|问题|相关|有关|情况|什么时候|何时|能否|是否|可以|怎么|如何|解决|严重|要求|请求|恳请|质疑|请|强烈|再次|吗|呢|了|的|在|是/gu;
const NUMBER = /(\d+|[一二三四五六七八九])(号线|路|班|年|期|栋|组|中|小|区)/gu;
const digits = '一二三四五六七八九';
const leadSigns = 160;
const nameSigns = 400;
const runSigns = 800;
const msOfDay = 86_400_000;

export function prepare(message: Message, rarity: Rarity): Prepared {
  const { title, body } = titleOf(message);
  const named = `${title}\n${body.slice(0, nameSigns)}`;
  const bare = title.replace(ADMIN, ' ');
  const subjects = subjectWeights(subjectWordsIn(subjectPart(title, body)), rarity);
  return {
    title,
    plainTitle: bare.replace(COMMON, ' '),
    titleGrams: weighed(countedGrams([title], 2, 3), (gram) => rarityInTitles(rarity, gram)),
    lead: weighed(countedGrams([body.slice(0, leadSigns)], 2, 3), (gram) => rarityInTexts(rarity, gram)),
    whole: weighed(wholeGrams({ title, body }), (gram) => rarityInTexts(rarity, gram)),
    titleRuns: countedGrams([bare], 3, 4).grams,
    textRuns: countedGrams([body.slice(0, runSigns), bare], 3, 4).grams,
    titleNames: namesIn(title),
    text: `${title}\n${body.slice(0, runSigns)}`,
    names: namesIn(named),
    districts: districtsIn(named),
    cities: new Set(districtsIn(title).map((district) => district.charAt(0))),
    numbers: numbersIn(title),
    subjects,
    subjectLength: Math.sqrt([...subjects.values()].reduce((sum, weight) => sum + weight * weight, 0)) || 1,
    sender: message.sender,
    day: message.time === null ? null : message.time / msOfDay,
  };
}

/** Rows of two and three signs of the whole text. `title` and `body` as `titleOf` gives them. */
export const wholeGrams = ({ title, body }: { title: string; body: string }): Counted =>
  countedGrams([body.slice(0, longestBody), title], 2, 3);

export function weighed({ grams, counts }: Counted, rarityOf: (gram: number) => number): Weighed {
  const weights = new Float32Array(grams.length);
  let square = 0;
  for (let at = 0; at < grams.length; at += 1) {
    const count = counts[at] ?? 1;
    const weight = (count === 1 ? 1 : 1 + Math.log(count)) * rarityOf(grams[at] ?? 0);
    weights[at] = weight;
    square += weight * weight;
  }
  return { grams, weights, length: Math.sqrt(square) || 1 };
}

/** How often a subject is touched, its root, times how few texts touch it. */
function subjectWeights(words: readonly SubjectWord[], rarity: Rarity): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { subject } of words) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  for (const [subject, count] of counts) counts.set(subject, Math.sqrt(count) * rarityOfSubject(rarity, subject));
  return counts;
}

/** 3号线, 18班, 2018年: the number by what it counts. */
function numbersIn(title: string): Map<string, string[]> {
  const numbers = new Map<string, string[]>();
  for (const [, number = '', unit = ''] of title.matchAll(NUMBER)) {
    const place = digits.indexOf(number);
    const value = place < 0 ? number : String(place + 1);
    numbers.set(unit, [...(numbers.get(unit) ?? []), value]);
  }
  return numbers;
}

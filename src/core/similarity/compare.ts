// How likely two messages are about one thing: sixteen to thirty plain observations, each with a weight learnt from messages that people had put together
// (logistic regression; docs/similarity.md has the method and what it is worth). And the one thing that no weight can outvote: different places named.
import { subjectWordsIn } from '../text/subjects.ts';
import { countedGrams } from './grams.ts';
import { namesApart, namesElsewhere, namesShared } from './names.ts';
import { type Prepared, type Weighed, weighed } from './prepare.ts';
import { pairInTexts, pairInTitles, type Rarity, rarityInTexts, rarityInTitles } from './rarity.ts';

export type Likeness = {
  /** Logarithm of the odds that both are one matter; 0 is even. */ odds: number /** Places, lines or years differ: never one matter. */;
  apart: boolean;
};

export type Observed = Record<FeatureName, number> & { apart: boolean };

export const featureNames = [
  'titles',
  'wholes',
  'wholesPlain',
  'leads',
  'titleInTextLeast',
  'titleInTextMost',
  'titlesLeast',
  'titlesMost',
  'sharedName',
  'namesApart',
  'rareRun',
  'rareRunOfTitle',
  'rareRunInText',
  'longestRun',
  'restAlike',
  'restFound',
  'runWithRest',
  'runWithRestFound',
  'restSubject',
  'subjects',
  'numbersApart',
  'yearsApart',
  'citiesApart',
  'districtsApart',
  'districtShared',
  'sameSender',
  'sameSenderAlike',
  'daysApart',
  'length',
] as const;
export type FeatureName = (typeof featureNames)[number];

/** `sendersOf` tells how many messages a sender sent: who writes every week is no sign that two letters are one matter. */
export function observe(a: Prepared, b: Prepared, rarity: Rarity, sendersOf: (sender: string) => number): Observed {
  const titlePair = (pair: string): number => pairInTitles(rarity, pair);
  const wholes = cosine(a.whole, b.whole);
  const found = [covered(a.titleGrams, b.whole), covered(b.titleGrams, a.whole)];
  const run = longestRun(a.plainTitle, b.plainTitle, titlePair);
  const rest = restOf(a, b, run.text, rarity);
  const longest = Math.min(run.weight, 40) / 30;
  const rareRun = rarestShared(a.titleRuns, b.titleRuns, rarity) / 8;
  const least = Math.min(found[0] ?? 0, found[1] ?? 0);
  const apart = namesApart(a.titleNames, b.titleNames, titlePair);
  const sharedName = namesShared(a.names, b.names, (pair) => pairInTexts(rarity, pair)) / 15;
  const numbers = numbersApart(a, b);
  const elsewhere = namesElsewhere({ names: a.titleNames, text: a.text }, { names: b.titleNames, text: b.text }, titlePair);
  const citiesApart = citiesDiffer(a.cities, b.cities) ? 1 : 0;
  const districts = districtsOf(a, b);
  const sameSender = a.sender !== '' && a.sender === b.sender ? 1 / Math.sqrt(Math.max(1, sendersOf(a.sender) - 1)) : 0;
  return {
    titles: cosine(a.titleGrams, b.titleGrams),
    wholes: Math.sqrt(wholes),
    wholesPlain: wholes,
    leads: cosine(a.lead, b.lead),
    titleInTextLeast: least,
    titleInTextMost: Math.max(found[0] ?? 0, found[1] ?? 0),
    titlesLeast: Math.min(covered(a.titleGrams, b.titleGrams), covered(b.titleGrams, a.titleGrams)),
    titlesMost: Math.max(covered(a.titleGrams, b.titleGrams), covered(b.titleGrams, a.titleGrams)),
    sharedName,
    namesApart: apart,
    rareRun,
    rareRunOfTitle: Math.max(rarestShared(a.titleRuns, b.textRuns, rarity), rarestShared(b.titleRuns, a.textRuns, rarity)) / 8,
    rareRunInText: rareRun * least,
    longestRun: longest,
    restAlike: rest.alike,
    restFound: rest.found,
    runWithRest: longest * rest.alike,
    runWithRestFound: longest * rest.found,
    restSubject: rest.subject,
    subjects: subjectCosine(a, b),
    numbersApart: numbers.other,
    yearsApart: numbers.years,
    citiesApart,
    districtsApart: districts.apart,
    districtShared: districts.shared,
    sameSender,
    sameSenderAlike: sameSender * wholes,
    daysApart: a.day === null || b.day === null ? 0.5 : Math.log1p(Math.abs(a.day - b.day)) / 6,
    length: Math.log(Math.max(2, Math.min(a.whole.grams.length, b.whole.grams.length))) / 6,
    apart: elsewhere || citiesApart > 0 || numbers.other > 0 || (apart > 0 && sharedName < 0.6),
  };
}

export function likeness(observed: Observed, weights: Readonly<Record<FeatureName | 'constant', number>>): Likeness {
  let odds = weights.constant;
  for (const name of featureNames) odds += weights[name] * observed[name];
  return { odds, apart: observed.apart };
}

export function cosine(a: Weighed, b: Weighed): number {
  let sum = 0;
  for (let one = 0, other = 0; one < a.grams.length && other < b.grams.length; ) {
    const left = a.grams[one] ?? 0;
    const right = b.grams[other] ?? 0;
    if (left === right) sum += (a.weights[one++] ?? 0) * (b.weights[other++] ?? 0);
    else if (left < right) one += 1;
    else other += 1;
  }
  return sum / (a.length * b.length);
}

/** Share of the one's weight that stands in the other too. */
function covered(a: Weighed, b: Weighed): number {
  let all = 0;
  let both = 0;
  for (let one = 0, other = 0; one < a.grams.length; one += 1) {
    const gram = a.grams[one] ?? 0;
    while (other < b.grams.length && (b.grams[other] ?? 0) < gram) other += 1;
    all += a.weights[one] ?? 0;
    if (b.grams[other] === gram) both += a.weights[one] ?? 0;
  }
  return all === 0 ? 0 : both / all;
}

/** Rarity of the rarest row of three or four signs that both have; 0 for none. */
function rarestShared(a: Int32Array, b: Int32Array, rarity: Rarity): number {
  let most = 0;
  for (let one = 0, other = 0; one < a.length && other < b.length; ) {
    const left = a[one] ?? 0;
    const right = b[other] ?? 0;
    if (left === right) {
      most = Math.max(most, rarityInTexts(rarity, left));
      one += 1;
      other += 1;
    } else if (left < right) one += 1;
    else other += 1;
  }
  return most;
}

const longestShared = 12;
const WORD = /^[\p{L}\p{N}]+$/u;

/** The heaviest row of signs that stands in both titles: mostly the name of what they are about. */
export function longestRun(a: string, b: string, rarityOf: (pair: string) => number): { text: string; weight: number } {
  let best = { text: '', weight: 0 };
  for (let at = 0; at < a.length; at += 1) {
    let weight = 0;
    for (let size = 2; size <= longestShared && at + size <= a.length; size += 1) {
      const text = a.slice(at, at + size);
      if (!b.includes(text) || !WORD.test(text)) break;
      weight += rarityOf(text.slice(-2));
      if (weight > best.weight) best = { text, weight };
    }
  }
  return best;
}

/** What the titles say beside the name they share: whether it is the same trouble. */
function restOf(a: Prepared, b: Prepared, run: string, rarity: Rarity): { alike: number; found: number; subject: number } {
  const mine = run === '' ? a.plainTitle : a.plainTitle.split(run).join(' ');
  const theirs = run === '' ? b.plainTitle : b.plainTitle.split(run).join(' ');
  const even = (): number => 1;
  const [left, right] = [weighed(countedGrams([mine], 1, 2), even), weighed(countedGrams([theirs], 1, 2), even)];
  const inTitles = (gram: number): number => rarityInTitles(rarity, gram);
  const [mineRest, theirRest] = [weighed(countedGrams([mine], 2, 3), inTitles), weighed(countedGrams([theirs], 2, 3), inTitles)];
  const foundIn = (rest: Weighed, whole: Weighed): number => (rest.grams.length === 0 ? 0.5 : covered(rest, whole));
  const [mineSubjects, theirSubjects] = [subjectsIn(mine), subjectsIn(theirs)];
  const known = mineSubjects.size > 0 && theirSubjects.size > 0;
  return {
    alike: left.grams.length > 0 && right.grams.length > 0 ? cosine(left, right) : 0.3,
    found: (foundIn(mineRest, b.whole) + foundIn(theirRest, a.whole)) / 2,
    subject: known ? ([...mineSubjects].some((subject) => theirSubjects.has(subject)) ? 1 : -1) : 0,
  };
}

const subjectsIn = (folded: string): Set<string> => new Set(subjectWordsIn(folded).map(({ subject }) => subject));

function subjectCosine(a: Prepared, b: Prepared): number {
  let sum = 0;
  for (const [subject, weight] of a.subjects) sum += weight * (b.subjects.get(subject) ?? 0);
  return sum / (a.subjectLength * b.subjectLength);
}

function numbersApart(a: Prepared, b: Prepared): { other: number; years: number } {
  let other = 0;
  let years = 0;
  for (const [unit, numbers] of a.numbers) {
    const theirs = b.numbers.get(unit);
    if (!theirs || numbers.some((number) => theirs.includes(number))) continue;
    if (unit === '年') years = 1;
    else other += 1;
  }
  return { other, years };
}

/** 甲市到乙市 and 丙市到乙市: all of the cities differ, or two journeys do not have the same ends. */
function citiesDiffer(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size === 0 || b.size === 0) return false;
  const shared = [...a].filter((city) => b.has(city)).length;
  return shared === 0 || (a.size > 1 && b.size > 1 && (shared < a.size || shared < b.size));
}

function districtsOf(a: Prepared, b: Prepared): { apart: number; shared: number } {
  if (a.districts.length === 0 || b.districts.length === 0) return { apart: 0, shared: 0 };
  const city = a.districts.some((one) => b.districts.some((other) => one.charAt(0) === other.charAt(0)));
  const [mine, theirs] = [a.districts, b.districts].map((list) => list.filter((one) => one.length > 2));
  const shared = (mine ?? []).some((one) => theirs?.includes(one));
  const apart = (mine?.length ?? 0) > 0 && (theirs?.length ?? 0) > 0 && !shared;
  return { apart: (city ? 0 : 2) + (apart ? 1 : 0), shared: shared ? 1 : 0 };
}

// From pairs to groups. Pure bookkeeping: it knows no words.

import type { OwnWord } from './own-word.ts';

export type Pair = {
  a: number;
  b: number /** Logarithm of the odds that both are one matter. */;
  odds: number /** Never one matter, whatever the odds. */;
  apart: boolean;
};

/** Learnt on half of the messages and tried on the other (docs/similarity.md). */
const joinFrom = -1.1;
const closest = 2;
/** What is taken for a pair that was not compared, or that stands apart. */
const unknownOdds = -2.1;
/** From four messages on a group shows whether it has a word of its own; with one, less closeness is enough. Never more is asked for: a growing group has not yet all that say its word. */
const wordFrom = 4;
const usualWord = 0.7;
const perWord = 6;
const mostApart = 0.15;
/** A member is held against at most so many of the other group: bounded time, and sixty speak for six hundred. */
const mostHeard = 60;
const mostRounds = 4;

/** The group of each of `many`, named by one of its members. Order of the pairs decides nothing. Without `ownWord` closeness alone joins. */
export function joinPairs(many: number, pairs: readonly Pair[], ownWord?: OwnWord): number[] {
  const odds = linksOf(many, pairs);
  quietHubs(odds);
  const groupOf = Array.from({ length: many }, (_, at) => at);
  const members = new Map(groupOf.map((at) => [at, [at]]));
  const ordered = pairs
    .filter(({ a, b, apart }) => !apart && odds[a]?.has(b) === true)
    .sort((one, other) => other.odds - one.odds || one.a - other.a || one.b - other.b);
  const refused = new Map<number, number>();
  for (let round = 0; round < mostRounds; round += 1) {
    let joined = false;
    for (const { a, b } of ordered) {
      const [left = a, right = b] = [groupOf[a], groupOf[b]];
      const [mine, theirs] = [members.get(left), members.get(right)];
      if (left === right || !mine || !theirs) continue;
      const [small, large] = mine.length <= theirs.length ? [mine, theirs] : [theirs, mine];
      // What was refused once is asked again only when one of both has grown.
      const asked = Math.min(left, right) * many + Math.max(left, right);
      const size = small.length + large.length;
      if (refused.get(asked) === size) continue;
      if (!areClose(small, large, odds, ownWord)) {
        refused.set(asked, size);
        continue;
      }
      const [kept, gone] = small === mine ? [right, left] : [left, right];
      for (const member of small) {
        groupOf[member] = kept;
        large.push(member);
      }
      members.delete(gone);
      joined = true;
    }
    if (!joined) break;
  }
  return groupOf;
}

function areClose(small: readonly number[], large: readonly number[], links: Links, ownWord: OwnWord | undefined): boolean {
  const close = closeness(small, large, links);
  if (close >= joinFrom) return true;
  if (close === Number.NEGATIVE_INFINITY || !ownWord || small.length + large.length < wordFrom) return false;
  return close >= joinFrom - perWord * Math.max(0, ownWord(small, large) - usualWord);
}

type Link = { odds: number; apart: boolean };
type Links = Map<number, Link>[];

function linksOf(many: number, pairs: readonly Pair[]): Links {
  const links: Links = Array.from({ length: many }, () => new Map());
  for (const { a, b, odds, apart } of pairs) {
    const link = { odds: apart ? Math.min(odds, unknownOdds) : odds, apart };
    links[a]?.set(b, link);
    links[b]?.set(a, link);
  }
  return links;
}

/** The mean over the smaller group's members of how close each is to the two nearest of the larger. */
function closeness(small: readonly number[], large: readonly number[], links: Links): number {
  const [few, many] = [sample(small), sample(large)];
  const nearest = Math.min(closest, many.length);
  let sum = 0;
  let apart = 0;
  for (const one of few) {
    const found: number[] = [];
    for (const other of many) {
      const link = links[one]?.get(other);
      if (link?.apart) apart += 1;
      found.push(link?.odds ?? unknownOdds);
    }
    found.sort((a, b) => b - a);
    for (let at = 0; at < nearest; at += 1) sum += (found[at] ?? unknownOdds) / nearest;
  }
  return apart > mostApart * few.length * many.length ? Number.NEGATIVE_INFINITY : sum / few.length;
}

/** Evenly from first to last. */
function sample(list: readonly number[]): readonly number[] {
  if (list.length <= mostHeard) return list;
  return Array.from({ length: mostHeard }, (_, at) => list[Math.floor((at * list.length) / mostHeard)] ?? 0);
}

const hubFrom = 6;
const hubHeard = 12;
const leastKnit = 0.2;

/** What is close to many that are not close to each other was written to look like everything, or says nothing: it keeps its nearest link only. */
function quietHubs(links: Links): void {
  const hubs: { at: number; best: number }[] = [];
  links.forEach((own, at) => {
    const near = [...own].filter(([, { odds }]) => odds > joinFrom).sort((a, b) => b[1].odds - a[1].odds || a[0] - b[0]);
    if (near.length < hubFrom) return;
    const heard = near.slice(0, hubHeard).map(([other]) => other);
    let knit = 0;
    let all = 0;
    heard.forEach((one, place) => {
      for (const other of heard.slice(place + 1)) {
        all += 1;
        if ((links[one]?.get(other)?.odds ?? unknownOdds) > joinFrom) knit += 1;
      }
    });
    if (knit < leastKnit * all) hubs.push({ at, best: heard[0] ?? at });
  });
  for (const { at, best } of hubs) {
    for (const other of [...(links[at]?.keys() ?? [])]) {
      if (other === best) continue;
      links[at]?.delete(other);
      links[other]?.delete(at);
    }
  }
}

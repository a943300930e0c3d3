// Like words for the clues of classes (X10): besides those that say nearly the same, those that the index found to be about one thing, however they are worded.
import { type FindsLike, type LikeGroup, likeGroups } from '#core/matter-class/likeness.ts';
import { joinPairs } from '#core/similarity/join.ts';
import type { Ports } from '#platform/ports.ts';
import { readSwitches } from './actions.ts';
import * as store from './store.ts';

/** A chance of 100 % is never found; so much is as good as sure. */
const surest = 0.99;
const oddsOf = (chance: number): number => Math.log(chance / (1 - chance));
const chanceOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

/**
 * For the clock of classes. `least` is the likeness from which words count as alike, and here the chance from which a pair does. Groups of either machine; one that lies
 * whole within another is told once. With the switch off, or before anything was placed, likeness of words alone answers. Sealed matters are in no group.
 */
export const findsAlike =
  (ports: Pick<Ports, 'db'>): FindsLike =>
  async (matters, least) => {
    const worded = likeGroups(matters, least);
    if (matters.length < 2 || !(await readSwitches(ports.db)).twins) return worded;
    const ids = matters.map(({ id }) => id);
    const links = await store.linksAmong(ports.db, ids, oddsOf(Math.min(least, surest)));
    const paired = groupsOf(ids, links);
    const isWithin = (one: LikeGroup, other: LikeGroup): boolean => one.ids.every((id) => other.ids.includes(id));
    const ownWords = worded.filter((group) => !paired.some((other) => other.ids.length > group.ids.length && isWithin(group, other)));
    return [...ownWords, ...paired.filter((group) => !worded.some((other) => isWithin(group, other)))];
  };

/** Joined as in a file of messages, so that one weak bridge joins no two groups and a text written to look like everything stays out. */
function groupsOf(ids: readonly string[], links: readonly { id: string; otherId: string; odds: number }[]): LikeGroup[] {
  const placeOf = new Map(ids.map((id, at) => [id, at]));
  const pairs = links.map(({ id, otherId, odds }) => ({ a: placeOf.get(id) ?? 0, b: placeOf.get(otherId) ?? 0, odds, apart: false }));
  const groupOf = joinPairs(ids.length, pairs);
  const nearest = new Map<number, number>();
  for (const { a, b, odds } of pairs) {
    if (groupOf[a] !== groupOf[b]) continue;
    for (const at of [a, b]) nearest.set(at, Math.max(nearest.get(at) ?? odds, odds));
  }
  return [...Map.groupBy(ids.keys(), (at) => groupOf[at] ?? at).values()]
    .filter((members) => members.length > 1)
    .map((members) => ({
      ids: members.map((at) => ids[at] ?? ''),
      closest: chanceOf(Math.min(...members.map((at) => nearest.get(at) ?? 0))),
      by: 'pairs' as const,
    }));
}

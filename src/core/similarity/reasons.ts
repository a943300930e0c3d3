// Why two messages are held to be one matter, as facts that a page can put into words. The same observations that decided, and only those.
import { longestRun } from './compare.ts';
import type { Prepared } from './prepare.ts';
import { pairInTitles, type Rarity } from './rarity.ts';

export type Reasons = {
  /** Names of places or organisations in both, as people wrote them. */
  names: string[];
  /** The longest words that both titles share beside these, '' for none. */
  words: string;
  sameSubject: boolean;
  /** Whole days between both; null when a time is not known. */
  days: number | null;
};

const mostNames = 3;

export function reasonsFor(a: Prepared, b: Prepared, rarity: Rarity): Reasons {
  const names: string[] = [];
  for (const [kind, own] of a.names) {
    for (const name of own) if ((b.names.get(kind) ?? []).some((other) => other.endsWith(name) || name.endsWith(other))) names.push(name);
  }
  const shared = [...new Set(names)].slice(0, mostNames);
  const { text } = longestRun(a.plainTitle, b.plainTitle, (pair) => pairInTitles(rarity, pair));
  const words = text.length >= 2 && !shared.some((name) => text.includes(name) || name.includes(text)) ? text : '';
  return {
    names: shared,
    words,
    sameSubject: [...a.subjects.keys()].some((subject) => b.subjects.has(subject)),
    days: a.day === null || b.day === null ? null : Math.floor(Math.abs(a.day - b.day)),
  };
}

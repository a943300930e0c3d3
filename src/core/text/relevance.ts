// In which order found rows are shown: how well they fit, and how new they are (formula relevance@1, docs/use/search.md).

/** What SQL says of one hit, without reading it: where each word stands first in the folded text (1-based, 0 = not at all), and whether all words stand side by side. */
export type HitFacts = { part: number; positions: readonly number[]; together: boolean; ageDays: number };

const titleLength = 24; // a text begins with its title, and titles have some 20 characters
const halfLife = 180; // days

/**
 * relevance@1 = fit + recency. fit: the mean over the words of 3 (stands in the title) or 1 + (in the text, more for standing early, up to 2), a reply counts 1;
 * + 1 when several words stand side by side as they were typed. recency: 2 × ½^(age in days / 180). Between 1 and 6; a word in the title outweighs about a year.
 */
export function relevanceOf({ part, positions, together, ageDays }: HitFacts): number {
  const fit = positions.map((at) => (part !== 0 ? 1 : at > 0 && at <= titleLength ? 3 : 1 + 1 / (1 + at / 100)));
  const mean = fit.reduce((sum, one) => sum + one, 0) / Math.max(1, fit.length);
  return mean + (positions.length > 1 && together ? 1 : 0) + 2 * 0.5 ** (Math.max(0, ageDays) / halfLife);
}

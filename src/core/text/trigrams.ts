// How alike two texts are: three signs in a row, shared and in all (X10 "same family of words"; P. Jaccard 1901). The same measure for every language, no word list.
import { toSimplified } from './simplified.ts';
import { foldForSearch } from './tokens.ts';

const mostSigns = 400;

/** Trigrams of letters and digits, each once; of the first 400 signs, so that a long text costs no more than a short one. */
export function trigramsOf(text: string): Set<string> {
  const signs = [...toSimplified(foldForSearch(text)).replace(/[^\p{L}\p{N}]/gu, '')].slice(0, mostSigns);
  const found = new Set<string>();
  for (let i = 0; i + 3 <= signs.length; i += 1) found.add(`${signs[i]}${signs[i + 1]}${signs[i + 2]}`);
  if (found.size === 0 && signs.length > 0) found.add(signs.join(''));
  return found;
}

/** 0 nothing in common, 1 the same; two empty texts have nothing in common. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let both = 0;
  for (const one of few) if (many.has(one)) both += 1;
  const all = a.size + b.size - both;
  return all === 0 ? 0 : both / all;
}

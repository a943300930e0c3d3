/**
 * What the search index holds. Every single character and every adjacent pair becomes a number; a row that holds a string
 * therefore always holds the string's numbers, so no hit can be missed (recall 1.0), whatever word a segmenter would have cut.
 * Measured against jieba, pg_trgm and tsvector on 100k and 500k Chinese rows: complete, and flat in time.
 *
 * - one character  -> its code point (positive)
 * - a pair         -> a 31-bit mix of both (negative)
 * - three in a row of Latin letters or digits -> a 31-bit mix (negative): pairs alone choose badly among 36 signs
 *
 * White space separates; nothing spans it. Two different strings may share a number, so hits are always rechecked
 * with `foldForSearch` — the index narrows, it never decides.
 */

const PAIR_MIX = 0x9e3779b1;
const TRIPLE_MIX = 0x85ebca6b;
const SIGN = 0x80000000;
const EMPTY: readonly number[] = [];

/**
 * The form in which texts are compared: compatibility forms opened (Ａ -> a, ㎡ -> m2), lower case. It works character by character, so the fold
 * of a part is always a part of the fold of the whole; white space is kept as single spaces.
 */
export function foldForSearch(text: string): string {
  let folded = '';
  for (const point of foldedPoints(text)) folded += point === SPACE ? ' ' : String.fromCodePoint(point);
  return folded.replace(/ {2,}/g, ' ');
}

/** What to look for: the query's words, folded. A row matches when its fold includes every one of them. */
export function queryTerms(query: string): string[] {
  return [...new Set(foldForSearch(query).split(' '))].filter((term) => term !== '');
}

/** The recheck: does this text hold every word of the query, as typed? `folded` is `foldForSearch` of the row. */
export function holdsTerms(folded: string, terms: readonly string[]): boolean {
  return terms.every((term) => folded.includes(term));
}

/** All numbers of a text, sorted, each once, for a PostgreSQL `int4[]` with GIN. */
export const tokensOf = (text: string): number[] => sortedOnce(allTokensOf(text));

/** The same as they come: unsorted, each as often as it stands there. */
export function allTokensOf(text: string): Int32Array {
  const points = foldedPoints(text);
  const tokens = new Int32Array(points.length * 3);
  let count = 0;
  let before = SPACE;
  let beforeThat = SPACE;
  for (const point of points) {
    if (point !== SPACE) {
      tokens[count++] = point;
      if (before !== SPACE) {
        tokens[count++] = pair(before, point);
        if (isLatin(point) && isLatin(before) && isLatin(beforeThat)) tokens[count++] = triple(beforeThat, before, point);
      }
    }
    beforeThat = before;
    before = point;
  }
  return tokens.subarray(0, count);
}

/**
 * The fewest numbers that a row must all hold (`tokens @> …`): pairs for two or more characters, the character for one, triples inside
 * Latin words and numbers. Empty only when the query has no character but white space: then there is nothing to look for.
 */
export function queryTokens(query: string): number[] {
  const tokens: number[] = [];
  for (const word of words(foldedPoints(query))) {
    if (word.length === 1) tokens.push(word[0] ?? 0);
    for (let at = 1; at < word.length; at += 1) tokens.push(...pairOrTriple(word, at));
  }
  return sortedOnce(Int32Array.from(tokens));
}

/** A pair inside a longer Latin run is already implied by the triples around it. */
function pairOrTriple(word: readonly number[], at: number): readonly number[] {
  const [left, here, right] = [word[at - 1] ?? 0, word[at] ?? 0, word[at + 1]];
  const leftmost = word[at - 2];
  if (!isLatin(left) || !isLatin(here)) return [pair(left, here)];
  if (leftmost !== undefined && isLatin(leftmost)) return [triple(leftmost, left, here)];
  return right !== undefined && isLatin(right) ? EMPTY : [pair(left, here)];
}

function words(points: readonly number[]): number[][] {
  const found: number[][] = [[]];
  for (const point of points) {
    if (point === SPACE) found.push([]);
    else found.at(-1)?.push(point);
  }
  return found.filter((word) => word.length > 0);
}

function pair(a: number, b: number): number {
  return (Math.imul(a, PAIR_MIX) + b) | SIGN;
}

function triple(a: number, b: number, c: number): number {
  return Math.imul(pair(a, b) ^ (c << 3), TRIPLE_MIX) | SIGN;
}

/** Folded already, so lower case only. */
function isLatin(point: number): boolean {
  return (point >= 0x61 && point <= 0x7a) || (point >= 0x30 && point <= 0x39);
}

function sortedOnce(tokens: Int32Array): number[] {
  tokens.sort();
  const once: number[] = [];
  let last: number | undefined;
  for (const token of tokens) {
    if (token !== last) once.push(token);
    last = token;
  }
  return once;
}

const SPACE = 0x20;
const foldedOnce = new Map<number, readonly number[]>();

function foldedPoints(text: string): number[] {
  const points: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if ((unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x21 && unit <= 0x40)) {
      points.push(unit); // 汉字, small letters, digits and common signs are their own fold: nearly all of a text
    } else {
      const point = text.codePointAt(at) ?? unit;
      if (point > 0xffff) at += 1;
      for (const folded of foldOf(point)) points.push(folded);
    }
  }
  return points;
}

function foldOf(point: number): readonly number[] {
  const known = foldedOnce.get(point);
  if (known) return known;
  const character = String.fromCodePoint(point);
  const opened = /\s/u.test(character) ? ' ' : character.normalize('NFKD').toLowerCase().normalize('NFKD');
  const fold = Array.from(opened, (sign) => (/\s/u.test(sign) ? SPACE : (sign.codePointAt(0) ?? SPACE)));
  if (foldedOnce.size < 8192) foldedOnce.set(point, fold); // bounded: a text of every rare sign there is must not fill the memory
  return fold;
}

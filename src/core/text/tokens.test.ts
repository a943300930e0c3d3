import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldForSearch, holdsTerms, queryTerms, queryTokens, tokensOf } from './tokens.ts';

const sign = fc.oneof(
  fc.constantFrom(...'路灯坏了小区物业一二三，。！ \n　abcABCＡＢＣ１２３089-_ßİﬁ㎡①é\u0301각👍🏻か゛ｶﾞΣ'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const textAndPart = fc
  .array(sign, { maxLength: 60 })
  .chain((signs) => fc.tuple(fc.constant(signs), fc.nat(signs.length), fc.nat(signs.length)))
  .map(([signs, a, b]) => ({ text: signs.join(''), part: signs.slice(Math.min(a, b), Math.max(a, b)).join('') }));

it('a text that holds a string holds all its tokens, whatever the text and the string', () => {
  fc.assert(
    fc.property(textAndPart, ({ text, part }) => {
      const held = new Set(tokensOf(text));
      for (const token of queryTokens(part)) expect(held.has(token)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('the fold of a part is a part of the fold of the whole, so the recheck loses nothing', () => {
  fc.assert(
    fc.property(textAndPart, ({ text, part }) => {
      expect(holdsTerms(foldForSearch(text), queryTerms(part))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('width and case do not matter', () => {
  expect(queryTokens('Ａ１区')).toEqual(queryTokens('a1区'));
  expect(foldForSearch('Ａ1 区㎡ＡＢ')).toBe('a1 区m2ab');
});

it('tokens are 32-bit whole numbers, sorted, each once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const tokens = tokensOf(text);
      expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
      for (const token of tokens) expect(token | 0).toBe(token);
    }),
  );
});

it('a query asks for no more than it must: one character, pairs, triples in Latin words', () => {
  expect(queryTokens('灯')).toEqual(['灯'.codePointAt(0)]);
  expect(queryTokens('路灯')).toHaveLength(1);
  expect(queryTokens('路灯坏')).toHaveLength(2);
  expect(queryTokens('noise')).toHaveLength(3);
  expect(queryTokens('路灯 坏')).toHaveLength(2);
  expect(queryTokens(' \n')).toEqual([]);
});

it('two characters apart are not a hit for the pair, and words of a query may stand anywhere', () => {
  const held = new Set(tokensOf('路上的灯坏了'));
  expect(queryTokens('路灯').every((token) => held.has(token))).toBe(false);
  expect(holdsTerms(foldForSearch('路上的灯坏了'), queryTerms('坏了 路上'))).toBe(true);
  expect(holdsTerms(foldForSearch('路上的灯坏了'), queryTerms('坏了路上'))).toBe(false);
});

it('different pairs of common characters hardly ever share a token', () => {
  const points = Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0x4e00 + at * 41));
  const seen = new Set<number | undefined>();
  for (const a of points) for (const b of points) seen.add(queryTokens(a + b)[0]);
  expect(500 * 500 - seen.size).toBeLessThan(50);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanText } from './clean.ts';

const block = { max: 1000, multiline: true } as const;
const line = { max: 1000 } as const;

it('control characters, U+0000 and direction overrides go, the words stay', () => {
  expect(cleanText('路灯\u0000坏\u0007了\u202Egnp.exe\u202C', line).text).toBe('路灯坏了gnp.exe');
});

it('a lone half of a character goes and a whole emoji family stays', () => {
  expect(cleanText('谢谢\uD83D👨‍👩‍👧❤️', line).text).toBe('谢谢👨‍👩‍👧❤️');
});

it('line breaks of every kind become one kind, and a single line has none', () => {
  expect(cleanText('一\r\n二\r三\u2028四\u0085五', block).text).toBe('一\n二\n三\n四\n五');
  expect(cleanText(' 一\r\n二\t 三 ', line).text).toBe('一 二 三');
});

it('an indented first line and an empty line between paragraphs are the writer’s own', () => {
  expect(cleanText('\n\n　　第一段\n\n　　第二段  \n', block).text).toBe('　　第一段\n\n　　第二段');
});

it('a text that is too long is cut between characters and says so', () => {
  expect(cleanText('路灯坏了', { max: 4 })).toEqual({ text: '路灯坏了', cut: false });
  expect(cleanText('路灯坏了吗', { max: 4 })).toEqual({ text: '路灯坏了', cut: true });
  expect(cleanText('好👍好', { max: 2 })).toEqual({ text: '好👍', cut: true });
  expect(cleanText('👨‍👩‍👧', { max: 2 }).text).toBe('👨');
});

it('10 MB of text is cleaned and cut without trouble', () => {
  const huge = '井盖\u0000丢了，'.repeat(1_700_000);
  const { text, cut } = cleanText(huge, { max: 5000, multiline: true });
  expect(cut).toBe(true);
  expect([...text]).toHaveLength(5000);
});

it('10 MB of nothing but line breaks or spaces is nothing', () => {
  expect(cleanText('\n'.repeat(10_000_000), block).text).toBe('');
  expect(cleanText(' '.repeat(10_000_000), block).text).toBe('');
  expect(cleanText(`${' '.repeat(1_000_000)}灯`, block).text).toBe('');
});

it('cleaning twice changes nothing, and the result is always whole text within its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), fc.boolean(), (raw, max, multiline) => {
      const once = cleanText(raw, { max, multiline });
      expect(once.text.isWellFormed()).toBe(true);
      expect([...once.text].length).toBeLessThanOrEqual(max);
      expect(cleanText(once.text, { max, multiline }).text).toBe(once.text);
    }),
  );
});

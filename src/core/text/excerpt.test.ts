import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf, marked, markedAsWritten } from './excerpt.ts';
import { foldForSearch } from './tokens.ts';

const joined = (pieces: readonly { text: string }[]) => pieces.map(({ text }) => text).join('');

test('every place is marked, the longer word first', () =>
  expect(marked('路灯坏了，路上没有灯', ['灯', '路灯'])).toEqual([
    { text: '路灯', mark: true },
    { text: '坏了，路上没有', mark: false },
    { text: '灯', mark: true },
  ]));

test('a title is marked as it was written', () =>
  expect(markedAsWritten('ＷiFi 不通', foldForSearch, ['wifi'])).toEqual([
    { text: 'ＷiFi', mark: true },
    { text: ' 不通', mark: false },
  ]));

test('some sixty characters around the first place, with marks where something is left out', () => {
  const text = `${'前'.repeat(40)}路灯${'后'.repeat(200)}`;
  const pieces = excerptOf(text, ['路灯']);
  expect(joined(pieces)).toMatch(/^…前{18}路灯后+…$/);
  expect(pieces.find(({ mark }) => mark)?.text).toBe('路灯');
  expect(joined(pieces).length).toBeLessThanOrEqual(66);
});

test('nothing to show where no word stands', () => expect(excerptOf('路灯坏了', ['停水', ''])).toEqual([]));

test('pieces joined are the text, whatever it is', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ maxLength: 3 })), (text, words) => {
      expect(joined(marked(text, words))).toBe(text);
      for (const { text: piece, mark } of marked(text, words))
        if (mark) expect(words.some((word) => word !== '' && piece.includes(word))).toBe(true);
    }),
  ));

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSounds, soundOf, soundsAsked, soundTokens, soundTokensOf } from './sounds.ts';

const sounds = (word: string) => soundsAsked(word)[0] ?? [];

test.each([
  ['物页', '物业'],
  ['停车未', '停车位'],
  ['路登', '路灯'],
  ['自来税', '自来水'],
  ['lu deng', '路灯'],
  ['wuye', '物业'],
  ['youeryuan', '幼儿园'],
  ['银四路', '银寺路'], // s and sh, n and ng are one
  ['垃及', '拉圾'],
])('%s sounds like %s', (typed, written) => {
  for (const [i, word] of typed.split(' ').entries())
    if (!typed.includes(' ')) expect(soundsAsked(word)).toContainEqual(sounds(written));
    else expect(soundOf(written.charCodeAt(i))).toBeGreaterThan(0);
});

test('letters that can be read in several ways are read in each', () =>
  expect(soundsAsked('xian').length + soundsAsked('xianshi').length).toBeGreaterThan(1));

test.each(['灯', 'a', '12', 'b栋', '路灯2', '', 'xqz', 'a'.repeat(60)])('%s is not looked for by its sound', (word) =>
  expect(soundsAsked(word)).toEqual([]),
);

test('what the index holds of a text covers every run of its sounds, so nothing that sounds like it is missed', () =>
  fc.assert(
    fc.property(
      fc.stringMatching(/^[东街社区路灯坏了三天，。a1 ]{2,30}$/),
      fc.nat(28),
      fc.integer({ min: 2, max: 6 }),
      (text, from, length) => {
        const run = text.slice(from, from + length);
        fc.pre(!/^[a-z]+$/.test(run)); // letters of a text are not read as pinyin, those of a question are
        const asked = sounds(run);
        fc.pre(asked.length >= 2);
        const held = new Set(soundTokensOf(text));
        expect(soundTokens(asked).every((token) => held.has(token))).toBe(true);
        expect(findSounds(text, asked)).not.toBeNull();
      },
    ),
  ));

test('sounds stand where they are heard, side by side', () => {
  expect(findSounds('幸福小区物业不作为', sounds('物页'))).toEqual({ from: 4, to: 6 });
  expect(findSounds('物，业', sounds('物业'))).toBeNull();
});

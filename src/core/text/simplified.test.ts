import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSimplified } from './simplified.ts';
import { simplifiedGroups } from './simplified-table.ts';

test('what is written in traditional characters is compared as simplified ones', () => {
  expect(toSimplified('路燈壞了，門口的電線掉下來')).toBe('路灯坏了，门口的电线掉下来');
  expect(toSimplified('髮廊發廣告，頭髮')).toBe('发廊发广告，头发');
});

test('characters that fall together do so on both sides; what is simplified already stays', () => {
  expect(toSimplified('幹部、乾淨、後面、裡面、裏面、麵條')).toBe('干部、干净、后面、里面、里面、面条');
  const asIs = '干部、后面、皇后、里面、公里、面条、瞭望、狼藉、覆盖、沈阳、著名，Abc 12 🙂';
  expect(toSimplified(asIs)).toBe(asIs);
  expect(toSimplified('')).toBe('');
});

test('no form is traditional itself, and every one is found once', () => {
  const groups = simplifiedGroups.trim().split(/\s+/);
  const traditional = groups.map((group) => group.slice(1)).join('');
  expect(new Set(traditional).size).toBe(traditional.length);
  expect(groups.filter((group) => traditional.includes(group.charAt(0)))).toEqual([]);
});

test('a text keeps its length, and twice is once', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('路', '燈', '壞', '後', 'a', '1', '🙂', '\ud800', '㑳', '，'), maxLength: 60 }),
      (text) => {
        const once = toSimplified(text);
        expect(once).toHaveLength(text.length);
        expect(toSimplified(once)).toBe(once);
        expect(toSimplified(text.slice(0, 5)) + toSimplified(text.slice(5))).toBe(once);
      },
    ),
  );
});

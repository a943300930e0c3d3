import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pinyinInitials } from './initials.ts';

test.each([
  ['路灯坏了', 'ldhl'],
  ['幸福小区 3 栋路灯不亮，老人摔跤', 'xfxq dldbl lrsj'],
  ['重庆路银行门口积水', 'cqlyhmkjs'],
  ['村长不接电话', 'czbjdh'],
  ['WiFi 不通', 'bt'],
  ['', ''],
])('%s → %s', (title, initials) => expect(pinyinInitials(title)).toBe(initials));

test('any text gives letters and single spaces, no longer than the text', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(pinyinInitials(text)).toMatch(/^(?:[a-z]+(?: [a-z]+)*)?$/);
      expect(pinyinInitials(text).length).toBeLessThanOrEqual(text.length);
    }),
  ));

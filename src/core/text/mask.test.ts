import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSensitive, isBankCard, isIdCard, maskSensitive } from './mask.ts';

// 11010519491231002X is the specimen printed in GB 11643-1999 itself.
describe('what is masked', () => {
  it.each([
    ['我的电话是13812340000，请回电', '我的电话是138****0000，请回电'],
    ['电话138 1234 0000', '电话138 **** 0000'],
    ['电话１３８１２３４００００', '电话１３８****００００'],
    ['打+86-13812340000', '打+86-1******0000'],
    ['座机0835-2223333', '座机083*-***3333'],
    ['身份证11010519491231002X', '身份证11**************2X'],
    ['身份证１１０１０５１９４９１２３１００２Ｘ', '身份证１１**************２Ｘ'],
    ['卡号4111 1111 1111 1111已扣款', '卡号**** **** **** 1111已扣款'],
    ['车牌川A12345乱停', '车牌川A****5乱停'],
    ['车牌川A·D12345乱停', '车牌川A·*****5乱停'],
  ])('%s', (text, masked) => expect(maskSensitive(text)).toBe(masked));
});

describe('what is left alone', () => {
  it.each([
    '编号D51182420261123000177',
    '共11010519491231元', // too short for a card
    '合同号110105194912310021', // looks like an identity card, its check sign does not fit, and nobody says it is one
    '流水4111111111111112', // fails the Luhn check
    '2019年12月30日17点06分14秒，已等1095天',
    '3栋2单元1101',
    '川A地块，A1区',
    '价格13800元',
  ])('%s', (text) => expect(maskSensitive(text)).toBe(text));
});

it('an identity number mistyped by one digit is still masked when the writer says what it is', () => {
  expect(maskSensitive('身份证号：110105194912310021')).toBe('身份证号：11**************21');
});

it('the check sign decides', () => {
  expect(isIdCard('11010519491231002X')).toBe(true);
  expect(isIdCard('110105194912310020')).toBe(false);
  expect(isIdCard('11010519490231002X')).toBe(false); // no 31 February
  expect(isBankCard('4111111111111111')).toBe(true);
  expect(isBankCard('4111111111111112')).toBe(false);
});

it('any 11-digit mobile number set in any words is found', () => {
  const words = fc.string({ unit: fc.constantFrom('请', '回', '电', '，', ' ', '话', 'a\u4e00') });
  fc.assert(
    fc.property(words, fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }), words, (before, second, rest, behind) => {
      const phone = `1${second}${String(rest).padStart(9, '0')}`;
      const masked = maskSensitive(before + phone + behind);
      expect(masked).not.toContain(phone);
      expect(masked).toHaveLength((before + phone + behind).length);
    }),
  );
});

it('spans never overlap and stay inside the text, and 10 MB of digits ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('1', '3', '8', '0', ' ', '-', 'X', '川', 'A') }), (text) => {
      let last = 0;
      for (const span of findSensitive(text)) {
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(span.end).toBeLessThanOrEqual(text.length);
        last = span.end;
      }
    }),
  );
  expect(findSensitive('1'.repeat(10_000_000))).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastFour, maskPhone, parsePhone, phoneRefusals } from './phone.ts';

const numberOf = (raw: string, areaCode?: string) => {
  const result = parsePhone(raw, areaCode === undefined ? {} : { areaCode });
  return result.ok ? result.phone.number : result.refusal;
};

describe('numbers as people write them', () => {
  it.each([
    ['13800000000', '13800000000'],
    ['138 0000 0000', '13800000000'],
    ['138-0000-0000', '13800000000'],
    ['１３８００００００００', '13800000000'],
    ['+86 138 0000 0000', '13800000000'],
    ['＋８６－１３８００００００００', '13800000000'],
    ['008613800000000', '13800000000'],
    ['8613800000000', '13800000000'],
    ['013800000000', '13800000000'],
    ['\u202A13800000000\u202C', '13800000000'],
    ['手机：13800000000', '13800000000'],
    ['0835-2222222', '0835-2222222'],
    ['（0835）2222222', '0835-2222222'],
    ['0835—2222222转801', '0835-2222222-801'],
    ['02088888888', '020-88888888'],
    ['+86 20 8888 8888', '020-88888888'],
    ['010 6000 0000', '010-60000000'],
    ['400-812-3123', '4008123123'],
    ['+852 9123 4567', '+85291234567'],
  ])('%s is read as %s', (raw, number) => expect(numberOf(raw)).toBe(number));
});

describe('what cannot be called back is refused with its reason', () => {
  it.each([
    ['', 'phone-missing'],
    ['　', 'phone-missing'],
    ['1380000000', 'phone-wrong-length'],
    ['138000000000', 'phone-wrong-length'],
    ['12800000000', 'phone-wrong-length'],
    ['2222222', 'phone-needs-area-code'],
    ['1.38E+10', 'phone-lost-digits'],
    ['13800000000/13900000000', 'phone-several'],
    ['13800000000 13900000000', 'phone-several'],
    ['13800000000、0835-2222222', 'phone-several'],
    ['问村委会', 'phone-unreadable'],
    ["13800000000' OR 1=1", 'phone-unreadable'],
  ])('%s → %s', (raw, refusal) => {
    expect(numberOf(raw)).toBe(refusal);
    expect(phoneRefusals[refusal as keyof typeof phoneRefusals].zh).not.toBe('');
  });
});

it('a bare landline takes the county’s own area code where one is given', () => {
  expect(numberOf('2222222', '0835')).toBe('0835-2222222');
});

it('a mask shows the last four and never the middle', () => {
  expect(maskPhone({ kind: 'mobile', number: '13812340000' })).toBe('138****0000');
  expect(maskPhone({ kind: 'landline', number: '0835-2223333' })).toBe('0835-***3333');
  expect(maskPhone({ kind: 'abroad', number: '+85291234567' })).toBe('+852****4567');
});

it('the last four of a landline are those of the line, not of the extension', () => {
  expect(lastFour({ kind: 'landline', number: '0835-2223456-801' })).toBe('3456');
  expect(lastFour({ kind: 'mobile', number: '13812340000' })).toBe('0000');
});

it('no input at all makes it throw, and what it accepts it accepts again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const result = parsePhone(raw);
      if (result.ok) expect(parsePhone(result.phone.number.replace(/^(0\d+-\d+)-/, '$1转'))).toEqual(result);
    }),
  );
});

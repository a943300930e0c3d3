import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '#core/record/bytes.ts';
import { hashOf, hmacOf } from './hash.ts';

describe('the hash functions the record is handed', () => {
  test('SM3 as in GB/T 32905-2016, examples 1 and 2', () => {
    const sm3 = hashOf('sm3');
    expect(toHex(sm3(utf8('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(toHex(sm3(utf8('abcd'.repeat(16))))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  test('SHA-256 as in FIPS 180-4', () => {
    const sha256 = hashOf('sha256');
    expect(toHex(sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(toHex(sha256(new Uint8Array()))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('a part of a larger buffer is hashed as that part only', () => {
    expect(toHex(hashOf('sm3')(utf8('xabcx').subarray(1, 4)))).toBe(toHex(hashOf('sm3')(utf8('abc'))));
  });

  test('HMAC over both, against values from another implementation', () => {
    const [key, data] = [utf8('key'), utf8('The quick brown fox jumps over the lazy dog')];
    expect(toHex(hmacOf('sha256')(key, data))).toBe('f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8');
    expect(toHex(hmacOf('sm3')(key, data))).toBe('bd4a34077888162b210645b8ebf74b9af357303789357a27c7fc457244ebd398');
  });
});

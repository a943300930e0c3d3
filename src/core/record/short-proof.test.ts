import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import { matchesShort, parseShortProof, shortProof } from './short-proof.ts';

const anyHash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('writing', () => {
  test('the short form is the one an independent programme computed', () => {
    expect(shortProof(fromHex('d9df2bc7225ac586a0039687006be0d11b6ca3ab7c6c075075529ccd30940c08'))).toBe('V7FJ-QHS2-BB2R-D8035');
    expect(shortProof(fromHex('e5d0a0c899e0be617bef0fc2e5cceed80b9f64ac687e75d98bf9f3b44701591d'))).toBe('WQ8A-1J4S-W2Z6-2YZF4');
  });

  test('its first sixteen characters are the first 80 bits', () => {
    fc.assert(
      fc.property(anyHash, (head) => {
        const letters = shortProof(head).replaceAll('-', '').slice(0, 16);
        const bits = [...letters].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
        expect(bits).toBe([...head.subarray(0, 10)].map((byte) => byte.toString(2).padStart(8, '0')).join(''));
      }),
    );
  });

  test('what is not a hash has no short form', () => {
    expect(() => shortProof(new Uint8Array(20))).toThrow();
  });
});

describe('reading what people type', () => {
  const head = fromHex('d9df2bc7225ac586a0039687006be0d11b6ca3ab7c6c075075529ccd30940c08');
  test.each([
    'V7FJ-QHS2-BB2R-D8035',
    'v7fjqhs2bb2rd8035',
    '  v7fj qhs2 bb2r d8035\n',
    'Ｖ７ＦＪ－ＱＨＳ２－ＢＢ２Ｒ－Ｄ８０３５',
    'V7FJ—QHS2–BB2R−D8O35',
    'V7FJ・QHS2。BB2R，D8o35',
    'V7FJ\u3000QHS2\u00a0BB2R\u200bD8035',
  ])('%s', (typed) => {
    expect(parseShortProof(typed)).toEqual({ ok: true, shortProof: 'V7FJ-QHS2-BB2R-D8035' });
    expect(matchesShort(head, typed)).toBe(true);
  });

  test('1, I and L are one, and so are 0 and O', () => {
    const code = shortProof(fromHex('e5d0a0c899e0be617bef0fc2e5cceed80b9f64ac687e75d98bf9f3b44701591d'));
    expect(parseShortProof(code.replace('1', 'I'))).toEqual({ ok: true, shortProof: code });
    expect(parseShortProof(code.toLowerCase().replace('1', 'l'))).toEqual({ ok: true, shortProof: code });
  });

  test.each([
    ['', 'empty'],
    [' -- ', 'empty'],
    ['V7FJ-QHS2', 'wrong-length'],
    ['V7FJ-QHS2-BB2R-D80355', 'wrong-length'],
    ['U7FJ-QHS2-BB2R-D8035', 'wrong-character'],
    ['回执上的短码', 'wrong-character'],
    ['V7FJ-QHS2-BB2R-D8036', 'mistyped'],
  ])('%j is %s', (typed, reason) => {
    expect(parseShortProof(typed)).toEqual({ ok: false, reason });
    expect(matchesShort(head, typed)).toBe(false);
  });

  test('a megabyte is refused without being read through', () => {
    expect(parseShortProof('A'.repeat(1_000_000))).toEqual({ ok: false, reason: 'wrong-length' });
  });

  test('every single wrong character is found', () => {
    fc.assert(
      fc.property(anyHash, (hash) => {
        const code = shortProof(hash).replaceAll('-', '');
        for (let i = 0; i < code.length; i++) {
          for (const letter of alphabet) {
            if (letter === code[i]) continue;
            expect(parseShortProof(code.slice(0, i) + letter + code.slice(i + 1))).toEqual({ ok: false, reason: 'mistyped' });
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test('any two exchanged characters are found', () => {
    fc.assert(
      fc.property(anyHash, fc.nat(16), fc.nat(16), (hash, i, j) => {
        const letters = [...shortProof(hash).replaceAll('-', '')];
        fc.pre(letters[i] !== letters[j]);
        [letters[i], letters[j]] = [letters[j] ?? '', letters[i] ?? ''];
        expect(parseShortProof(letters.join(''))).toEqual({ ok: false, reason: 'mistyped' });
      }),
    );
  });

  test('a short form matches its own hash and no other', () => {
    fc.assert(
      fc.property(anyHash, anyHash, (a, b) => {
        expect(matchesShort(a, shortProof(a))).toBe(true);
        expect(matchesShort(b, shortProof(a))).toBe(a.subarray(0, 10).join() === b.subarray(0, 10).join());
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from './bytes.ts';
import { canonicalBytes, canonicalJson, cleanText, NotCanonical } from './canonical.ts';

/** JSON as jsonb can hold it: no U+0000, no lone surrogate, no number that a double cannot count. */
const anyText = fc.string({ unit: 'binary' }).map(cleanText);
const anyNumber = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
  fc.constantFrom(-0, 5e-324, 1e-7, 0.1),
);
const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    anyNumber,
    anyText,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 5 }),
  ),
}));

/** What jsonb does to a value: keys by byte length, then bytes; numbers as plain decimals without exponent. */
function throughJsonb(value: unknown): unknown {
  if (typeof value === 'number') return Number(asDecimal(value));
  if (Array.isArray(value)) return value.map(throughJsonb);
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.keys(value).sort((a, b) => utf8(a).length - utf8(b).length || (toHex(utf8(a)) < toHex(utf8(b)) ? -1 : 1));
  return JSON.parse(
    `{${keys.map((key) => `${JSON.stringify(key)}: ${JSON.stringify(throughJsonb((value as Record<string, unknown>)[key]))}`).join(', ')}}`,
  );
}

function asDecimal(number: number): string {
  const [mantissa = '', exponent = '0'] = JSON.stringify(number).split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padEnd(Math.max(point, 0), '0').padStart(whole.length + fraction.length + Math.max(-point, 0), '0');
  const at = Math.max(point, 0);
  return `${number < 0 ? '-' : ''}${digits.slice(0, at) || '0'}.${digits.slice(at) || '0'}`;
}

describe('one value has one spelling', () => {
  test('keys are sorted as RFC 8785 section 3.2.3 sorts them', () => {
    const example = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '\u{1f600}': 'Emoji',
      '\u0080': 'Control',
      ö: 'Latin',
    };
    expect([...canonicalJson(example).matchAll(/:"(\w+)/g)].map((m) => m[1])).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
  });

  test('text, numbers and nesting are written as RFC 8785 writes them', () => {
    expect(
      canonicalJson({
        numbers: [333333333.3333333, 4.5, 2e-3, 1e-27, -0],
        string: '€$\u000f\nA\'B"\\\\"/',
        literals: [null, true, false],
      }),
    ).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  test('a value that comes back from jsonb, keys and numbers respelt, is written the same', () => {
    fc.assert(
      fc.property(anyJson, (value) => void expect(canonicalJson(throughJsonb(value))).toBe(canonicalJson(value))),
      { numRuns: 500 },
    );
  });

  test('a property that is undefined is left out, as storing it leaves it out', () => {
    expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
  });

  test('two different values are never written the same', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        const isSame = JSON.stringify(throughJsonb(a)) === JSON.stringify(throughJsonb(b));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(isSame);
      }),
    );
  });
});

describe('what has no lasting form is refused, with its place', () => {
  const circle: Record<string, unknown> = {};
  circle.again = circle;
  test.each([
    ['NaN', { a: [Number.NaN] }, '$.a[0]'],
    ['infinity', { a: Number.POSITIVE_INFINITY }, '$.a'],
    ['an integer that doubles cannot count', { a: 2 ** 53 }, '$.a'],
    ['undefined in a list', [1, undefined], '$[1]'],
    ['a hole in a list', new Array(1), '$[0]'],
    ['a function', { f: () => 1 }, '$.f'],
    ['a bigint', { n: 1n }, '$.n'],
    ['a symbol', { s: Symbol('s') }, '$.s'],
    ['a Date', { at: new Date(0) }, '$.at'],
    ['a Map', { m: new Map() }, '$.m'],
    ['bytes', { b: new Uint8Array(2) }, '$.b'],
    ['an object that stores itself as something else', { o: { toJSON: () => 1 } }, '$.o'],
    ['half of a surrogate pair', { t: 'a\ud83d' }, '$.t'],
    ['half of a surrogate pair in a key', { '\udca1': 1 }, '$.\udca1'],
    ['U+0000', { t: 'a\u0000b' }, '$.t'],
  ])('%s', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ name: 'NotCanonical', path }));
  });

  test('a circle ends with a refusal and not with a full stack', () => {
    expect(() => canonicalJson(circle)).toThrow(NotCanonical);
  });

  test('cleaned text always has a lasting form, and sound text is left alone', () => {
    expect(cleanText('路灯\u0000不亮\ud83d')).toBe('路灯\ufffd不亮\ufffd');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (codes) => {
        const text = cleanText(String.fromCharCode(...codes));
        expect(JSON.parse(canonicalJson(text))).toBe(text);
        expect(cleanText(text)).toBe(text);
      }),
    );
  });
});

describe('bytes', () => {
  test('UTF-8 is the same as the platform writes, half pairs included', () => {
    const encoder = new TextEncoder();
    const check = (text: string) => void expect(toHex(utf8(text))).toBe(toHex(encoder.encode(text)));
    for (const text of [
      '',
      'a\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}',
      '\ud83d',
      '\udca1x',
      '\udca1\udca1',
      '\ud83d\ud83d\udca1',
    ])
      check(text);
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (codes) => check(String.fromCharCode(...codes))));
    expect(toHex(canonicalBytes('喆'))).toBe('22e5968622');
  });

  test('hex goes there and back, and a bad one is a fault', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void expect([...fromHex(toHex(bytes))]).toEqual([...bytes])));
    expect(() => fromHex('abc')).toThrow();
    expect(() => fromHex('zz')).toThrow();
  });
});

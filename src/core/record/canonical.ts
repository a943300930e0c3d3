// One spelling for one value, so that the same event always has the same hash (rules.md SM: append-only, hash-chained).
// RFC 8785 (JSON Canonicalization Scheme) within I-JSON, narrowed to what PostgreSQL jsonb gives back unchanged.
import { utf8 } from './bytes.ts';

const deepest = 64;

/** Thrown for a value that has no lasting JSON form; `path` says where in the value, e.g. `$.photos[2].takenAt`. */
export class NotCanonical extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.name = 'NotCanonical';
    this.path = path;
  }
}

/**
 * Text as the database can keep it: U+0000 (which jsonb and text columns refuse) and half surrogate pairs (which UTF-8 cannot
 * carry) become U+FFFD, so that people see that something was there. Every text from outside passes through here once, at the door.
 */
export const cleanText = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\ufffd');

/**
 * JSON with keys sorted by UTF-16 code unit, no white space, numbers as ECMAScript writes them (-0 as 0).
 * Holds: canonicalJson(x) === canonicalJson(what jsonb returns for JSON.stringify(x)), or it throws NotCanonical.
 * A property that is `undefined` is left out, as storing it leaves it out. Refused: NaN and infinities, integers beyond
 * ±(2^53-1) (write such numbers as text), undefined in lists, functions, symbols, bigint, Date, Map and every other class,
 * lone surrogates, U+0000, more than 64 levels (circles too). Text is not normalised: 'é' in one or two code points differ.
 */
export const canonicalJson = (value: unknown): string => write(value, '$', 0);

export const canonicalBytes = (value: unknown): Uint8Array => utf8(canonicalJson(value));

function write(value: unknown, path: string, depth: number): string {
  if (depth > deepest) throw new NotCanonical(path, `nested deeper than ${deepest} levels`);
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return writeText(value, path);
    case 'number':
      return writeNumber(value, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return Array.isArray(value) ? writeList(value, path, depth) : writeObject(value, path, depth);
    default:
      throw new NotCanonical(path, `${typeof value} is not JSON`);
  }
}

function writeText(text: string, path: string): string {
  if (!text.isWellFormed()) throw new NotCanonical(path, 'half of a surrogate pair; pass text through cleanText first');
  if (text.includes('\u0000')) throw new NotCanonical(path, 'U+0000; pass text through cleanText first');
  return JSON.stringify(text);
}

function writeNumber(number: number, path: string): string {
  if (!Number.isFinite(number)) throw new NotCanonical(path, `${number} is not JSON`);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new NotCanonical(path, 'a number beyond 2^53-1 is not exact; write it as text');
  return JSON.stringify(number);
}

function writeList(list: readonly unknown[], path: string, depth: number): string {
  let json = '[';
  for (let i = 0; i < list.length; i++) json += (i ? ',' : '') + write(list[i], `${path}[${i}]`, depth + 1);
  return `${json}]`;
}

function writeObject(object: object, path: string, depth: number): string {
  if (!isPlain(object)) throw new NotCanonical(path, `${object.constructor?.name ?? 'this object'} is not plain JSON`);
  const values = object as Readonly<Record<string, unknown>>;
  let json = '';
  for (const key of Object.keys(values).sort()) {
    const value = values[key];
    if (value === undefined) continue;
    const here = `${path}.${key}`;
    json += `${json ? ',' : ''}${writeText(key, here)}:${write(value, here, depth + 1)}`;
  }
  return `{${json}}`;
}

/** Made by a literal or JSON.parse, in this realm or another; without a toJSON of its own, which would store something else. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  const isBare = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isBare && typeof (object as { toJSON?: unknown }).toJSON !== 'function';
}

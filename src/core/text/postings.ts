/**
 * The inverted index of the search, block by block (docs/decisions/0006). A block covers a fixed run of row numbers; its tokens lie in buckets, and a bucket says of
 * each of its tokens which rows of the block hold it. Small blocks are made of rows, large ones of sixteen smaller ones, so that a question touches few of them.
 *
 * A bucket is bytes: for each token its number (int32), how many rows hold it less one (uint16), and then either their places in the block (uint16 each, rising) or,
 * when that is shorter, one bit per row. All little-endian.
 */

/** Sizes of blocks in rows (as powers of two) and of their bucket numbers in bits, smallest first. A bucket of one level is the union of whole buckets of the next. */
export const blockLevels = [
  { rowBits: 8, bucketBits: 8 },
  { rowBits: 12, bucketBits: 11 },
  { rowBits: 16, bucketBits: 13 },
] as const;
export type BlockLevel = 0 | 1 | 2;

const MIX = 0x9e3779b1;

/** In which bucket of a block of this level a token lies. */
export const bucketOf = (token: number, level: BlockLevel): number => Math.imul(token, MIX) >>> (32 - blockLevels[level].bucketBits);

export const rowsIn = (level: BlockLevel): number => 1 << blockLevels[level].rowBits;

/** Collects the tokens of a block's rows and packs them. */
export class BlockBuilder {
  readonly #keys = new Keys(65_536);

  /** `place` = the row's number less the block's first. In any order, a token as often as it comes. */
  add(place: number, tokens: Iterable<number>): void {
    for (const token of tokens) this.#keys.add(token, place);
  }

  pack(level: BlockLevel): Map<number, Uint8Array> {
    return packed(this.#keys.all(), level, blockLevels[level].bucketBits);
  }
}

/** The same buckets one level up: `parts` hold one bucket of each smaller block, with the place of its first row in the larger block. */
export function mergeBuckets(parts: readonly { from: number; bytes: Uint8Array }[], smaller: 0 | 1): Map<number, Uint8Array> {
  const keys = new Keys(parts.reduce((most, { bytes }) => most + bytes.length / 2, 1));
  for (const { from, bytes } of parts)
    for (const { token, found } of entries(bytes, smaller)) for (const place of found) keys.add(token, from + place);
  const larger: BlockLevel = smaller === 0 ? 1 : 2;
  return packed(keys.all(), larger, blockLevels[larger].bucketBits - blockLevels[smaller].bucketBits);
}

/** Tokens with their places, one number each: sorting plain numbers brings together what belongs together in half the time of a list per token. */
class Keys {
  #keys: Float64Array;
  #count = 0;

  constructor(expected: number) {
    this.#keys = new Float64Array(expected);
  }

  add(token: number, place: number): void {
    if (this.#count === this.#keys.length) {
      const larger = new Float64Array(this.#keys.length * 2);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    this.#keys[this.#count] = (token >>> 0) * KEY + place;
    this.#count += 1;
  }

  all(): Float64Array {
    return this.#keys.subarray(0, this.#count);
  }
}
const KEY = 65_536; // the most rows of a block
const tokenOf = (key: number): number => Math.floor(key / KEY) | 0;

/** Places of the rows that hold the token, rising; empty when none does. */
export function placesOf(bytes: Uint8Array, token: number, level: BlockLevel): number[] {
  for (const entry of headers(bytes, level)) if (entry.token === token) return placesAt(bytes, entry, level);
  return [];
}

/** What two rising lists share. */
export function inBoth(left: readonly number[], right: readonly number[]): number[] {
  const shared: number[] = [];
  for (let l = 0, r = 0; l < left.length && r < right.length; ) {
    const [a, b] = [left[l] ?? 0, right[r] ?? 0];
    if (a === b) shared.push(a);
    if (a <= b) l += 1;
    if (b <= a) r += 1;
  }
  return shared;
}

type Entry = { token: number; count: number; at: number };
const HEAD = 6;

const asBits = (count: number, level: BlockLevel): boolean => count * 2 > rowsIn(level) / 8;
const bodyLength = (count: number, level: BlockLevel): number => (asBits(count, level) ? rowsIn(level) / 8 : count * 2);

function* headers(bytes: Uint8Array, level: BlockLevel): Generator<Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const token = view.getInt32(at, true);
    const count = view.getUint16(at + 4, true) + 1;
    yield { token, count, at: at + HEAD };
    at += HEAD + bodyLength(count, level);
  }
}

function* entries(bytes: Uint8Array, level: BlockLevel): Generator<{ token: number; found: number[] }> {
  for (const entry of headers(bytes, level)) yield { token: entry.token, found: placesAt(bytes, entry, level) };
}

function placesAt(bytes: Uint8Array, { count, at }: Entry, level: BlockLevel): number[] {
  const places: number[] = [];
  if (!asBits(count, level)) {
    for (let i = 0; i < count; i += 1) places.push((bytes[at + i * 2] ?? 0) | ((bytes[at + i * 2 + 1] ?? 0) << 8));
    return places;
  }
  const end = rowsIn(level) / 8;
  for (let i = 0; i < end; i += 1) {
    let byte = bytes[at + i] ?? 0;
    for (let place = i * 8; byte > 0; byte >>= 1, place += 1) if (byte & 1) places.push(place);
  }
  return places;
}

/** `bits`: so many of the low bits of the buckets' numbers differ among these keys. A key that comes again counts once. */
function packed(keys: Float64Array, level: BlockLevel, bits: number): Map<number, Uint8Array> {
  const buckets = new Map<number, Uint8Array>();
  if (keys.length === 0) return buckets;
  const mask = (1 << bits) - 1;
  const first = bucketOf(tokenOf(keys[0] ?? 0), level) & ~mask;
  for (const [low, mine] of parted(keys, mask, level).entries()) if (mine.length > 0) buckets.set(first + low, bucket(mine.sort(), level));
  return buckets;
}

/** The keys of each bucket together, so that each is sorted by itself: many short sorts cost half of a long one. */
function parted(keys: Float64Array, mask: number, level: BlockLevel): Float64Array[] {
  const ends = new Int32Array(mask + 2);
  for (const key of keys) ends[(bucketOf(tokenOf(key), level) & mask) + 1] = (ends[(bucketOf(tokenOf(key), level) & mask) + 1] ?? 0) + 1;
  for (let i = 1; i < ends.length; i += 1) ends[i] = (ends[i] ?? 0) + (ends[i - 1] ?? 0);
  const starts = ends.slice();
  const placed = new Float64Array(keys.length);
  for (const key of keys) {
    const low = bucketOf(tokenOf(key), level) & mask;
    const at = starts[low] ?? 0;
    placed[at] = key;
    starts[low] = at + 1;
  }
  return Array.from({ length: mask + 1 }, (_, low) => placed.subarray(ends[low], ends[low + 1]));
}

/** The bytes of one bucket from its sorted keys. */
function bucket(keys: Float64Array, level: BlockLevel): Uint8Array {
  let length = 0;
  eachToken(keys, (_token, count) => {
    length += HEAD + bodyLength(count, level);
  });
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  eachToken(keys, (token, count, from) => {
    view.setInt32(at, token, true);
    view.setUint16(at + 4, count - 1, true);
    let body = at + HEAD;
    at = body + bodyLength(count, level);
    const bits = asBits(count, level);
    for (let i = from, written = 0; written < count; i += 1) {
      const key = keys[i] ?? 0;
      if (i > from && key === keys[i - 1]) continue;
      written += 1;
      const place = key % KEY;
      if (bits) bytes[body + (place >> 3)] = (bytes[body + (place >> 3)] ?? 0) | (1 << (place & 7));
      else {
        view.setUint16(body, place, true);
        body += 2;
      }
    }
  });
  return bytes;
}

/** `count` places of `token`, the first of them at `from`. */
function eachToken(keys: Float64Array, visit: (token: number, count: number, from: number) => void): void {
  for (let from = 0; from < keys.length; ) {
    const token = Math.floor((keys[from] ?? 0) / KEY);
    const end = (token + 1) * KEY;
    let count = 0;
    let at = from;
    for (; at < keys.length && (keys[at] ?? 0) < end; at += 1) if (at === from || keys[at] !== keys[at - 1]) count += 1;
    visit(token | 0, count, from);
    from = at;
  }
}

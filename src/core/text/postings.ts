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
  readonly #collected = new Collected(65_536);

  /** `place` = the row's number less the block's first; rows come in rising order, the tokens of a row in any, as often as they come. */
  add(place: number, tokens: Iterable<number>): void {
    for (const token of tokens) this.#collected.add(token, place);
  }

  pack(level: BlockLevel): Map<number, Uint8Array> {
    return packed(this.#collected, level);
  }
}

/** The same buckets one level up: `parts` hold one bucket of each smaller block, in rising order, with the place of its first row in the larger block. */
export function mergeBuckets(parts: readonly { from: number; bytes: Uint8Array }[], smaller: 0 | 1): Map<number, Uint8Array> {
  const collected = new Collected(parts.reduce((most, { bytes }) => most + bytes.length / 8, 1));
  for (const { from, bytes } of parts)
    for (const { token, found } of entries(bytes, smaller)) for (const place of found) collected.add(token, from + place);
  return packed(collected, smaller === 0 ? 1 : 2);
}

/**
 * Where each token stands. A token gets a number of its own when it first comes (a table of hashes tells it), and what came is kept as it came: counted out by those
 * numbers afterwards, it is in order without being sorted.
 */
class Collected {
  #table: Int32Array; // a token's number + 1, where its hash falls or behind that
  #tokens: Int32Array;
  #counts: Int32Array;
  #lastPlaces: Int32Array;
  #size = 0;
  #numbers: Int32Array;
  #places: Uint16Array;
  #came = 0;

  /** `expected` tokens, so that it seldom has to grow. */
  constructor(expected: number) {
    const room = 1 << Math.ceil(Math.log2(Math.max(expected, 16)));
    this.#table = new Int32Array(room * 2);
    this.#tokens = new Int32Array(room);
    this.#counts = new Int32Array(room);
    this.#lastPlaces = new Int32Array(room);
    this.#numbers = new Int32Array(room * 2);
    this.#places = new Uint16Array(room * 2);
  }

  add(token: number, place: number): void {
    const number = this.#numberOf(token);
    const last = this.#lastPlaces[number] ?? -1;
    if (place === last) return;
    if (place < last) throw new Error(`rows of a block come in rising order: ${place} after ${last}`);
    this.#lastPlaces[number] = place;
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    if (this.#came === this.#numbers.length) {
      this.#numbers = longer(this.#numbers, new Int32Array(this.#came * 2));
      this.#places = longer(this.#places, new Uint16Array(this.#came * 2));
    }
    this.#numbers[this.#came] = number;
    this.#places[this.#came] = place;
    this.#came += 1;
  }

  /** Each token with how many rows hold it, as they first came. */
  each(visit: (token: number, count: number, number: number) => void): void {
    for (let number = 0; number < this.#size; number += 1) visit(this.#tokens[number] ?? 0, this.#counts[number] ?? 0, number);
  }

  /** All places, those of one token together and rising; and where those of each token begin. */
  counted(): { places: Uint16Array; starts: Int32Array } {
    const starts = new Int32Array(this.#size + 1);
    for (let number = 0; number < this.#size; number += 1) starts[number + 1] = (starts[number] ?? 0) + (this.#counts[number] ?? 0);
    const ends = starts.slice();
    const places = new Uint16Array(this.#came);
    for (let i = 0; i < this.#came; i += 1) {
      const number = this.#numbers[i] ?? 0;
      const at = ends[number] ?? 0;
      places[at] = this.#places[i] ?? 0;
      ends[number] = at + 1;
    }
    return { places, starts };
  }

  #numberOf(token: number): number {
    const mask = this.#table.length - 1;
    for (let at = (Math.imul(token, MIX) >>> 8) & mask; ; at = (at + 1) & mask) {
      const known = (this.#table[at] ?? 0) - 1;
      if (known >= 0 && this.#tokens[known] === token) return known;
      if (known >= 0) continue;
      if (this.#size === this.#tokens.length) {
        this.#grow();
        return this.#numberOf(token);
      }
      const number = this.#size;
      this.#table[at] = number + 1;
      this.#tokens[number] = token;
      this.#lastPlaces[number] = -1;
      this.#size += 1;
      return number;
    }
  }

  #grow(): void {
    const room = this.#tokens.length * 2;
    this.#tokens = longer(this.#tokens, new Int32Array(room));
    this.#counts = longer(this.#counts, new Int32Array(room));
    this.#lastPlaces = longer(this.#lastPlaces, new Int32Array(room));
    this.#table = new Int32Array(room * 2);
    const mask = this.#table.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      let at = (Math.imul(this.#tokens[number] ?? 0, MIX) >>> 8) & mask;
      while (this.#table[at] !== 0) at = (at + 1) & mask;
      this.#table[at] = number + 1;
    }
  }
}

function longer<T extends Int32Array | Uint16Array>(short: T, long: T): T {
  long.set(short);
  return long;
}

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

/** The bytes of each bucket. */
function packed(collected: Collected, level: BlockLevel): Map<number, Uint8Array> {
  const lengths = new Map<number, number>();
  collected.each((token, count) => {
    const bucket = bucketOf(token, level);
    lengths.set(bucket, (lengths.get(bucket) ?? 0) + HEAD + bodyLength(count, level));
  });
  const buckets = new Map<number, { view: DataView; at: number }>();
  for (const [bucket, length] of lengths) buckets.set(bucket, { view: new DataView(new ArrayBuffer(length)), at: 0 });
  const { places, starts } = collected.counted();
  collected.each((token, count, number) => {
    const bucket = buckets.get(bucketOf(token, level));
    if (!bucket) return;
    const { view, at } = bucket;
    view.setInt32(at, token, true);
    view.setUint16(at + 4, count - 1, true);
    bucket.at = at + HEAD + bodyLength(count, level);
    const from = starts[number] ?? 0;
    if (asBits(count, level)) {
      for (let i = from; i < from + count; i += 1) {
        const place = places[i] ?? 0;
        const byte = at + HEAD + (place >> 3);
        view.setUint8(byte, view.getUint8(byte) | (1 << (place & 7)));
      }
    } else for (let i = 0; i < count; i += 1) view.setUint16(at + HEAD + i * 2, places[from + i] ?? 0, true);
  });
  return new Map([...buckets].map(([bucket, { view }]) => [bucket, new Uint8Array(view.buffer)]));
}

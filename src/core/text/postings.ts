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

/** Collects the tokens of a block's rows, in rising order of places, and packs them. */
export class BlockBuilder {
  readonly #places = new Map<number, number[]>();

  /** `place` = the row's number less the block's first; may come again with more tokens, before the next place. */
  add(place: number, tokens: Iterable<number>): void {
    for (const token of tokens) {
      const places = this.#places.get(token);
      if (places) {
        if (places.at(-1) !== place) places.push(place);
      } else this.#places.set(token, [place]);
    }
  }

  pack(level: BlockLevel): Map<number, Uint8Array> {
    return packed(this.#places, level);
  }
}

/** The same buckets one level up: `parts` hold one bucket of each smaller block, with the place of its first row in the larger block, in rising order. */
export function mergeBuckets(parts: readonly { from: number; bytes: Uint8Array }[], smaller: 0 | 1): Map<number, Uint8Array> {
  const places = new Map<number, number[]>();
  for (const { from, bytes } of parts)
    for (const { token, found } of entries(bytes, smaller)) {
      const known = places.get(token);
      if (!known)
        places.set(
          token,
          found.map((place) => from + place),
        );
      else for (const place of found) known.push(from + place);
    }
  return packed(places, smaller === 0 ? 1 : 2);
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

function packed(places: ReadonlyMap<number, readonly number[]>, level: BlockLevel): Map<number, Uint8Array> {
  const lengths = new Map<number, number>();
  for (const [token, found] of places) {
    const bucket = bucketOf(token, level);
    lengths.set(bucket, (lengths.get(bucket) ?? 0) + HEAD + bodyLength(found.length, level));
  }
  const buckets = new Map<number, { bytes: Uint8Array; at: number }>();
  for (const [bucket, length] of lengths) buckets.set(bucket, { bytes: new Uint8Array(length), at: 0 });
  for (const [token, found] of places) {
    const into = buckets.get(bucketOf(token, level));
    if (into) into.at = write(into.bytes, into.at, token, found, level);
  }
  return new Map(Array.from(buckets, ([bucket, { bytes }]) => [bucket, bytes]));
}

/** Returns where the next entry begins. */
function write(bytes: Uint8Array, at: number, token: number, found: readonly number[], level: BlockLevel): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setInt32(at, token, true);
  view.setUint16(at + 4, found.length - 1, true);
  const body = at + HEAD;
  if (asBits(found.length, level))
    for (const place of found) bytes[body + (place >> 3)] = (bytes[body + (place >> 3)] ?? 0) | (1 << (place & 7));
  else for (const [i, place] of found.entries()) view.setUint16(body + i * 2, place, true);
  return body + bodyLength(found.length, level);
}

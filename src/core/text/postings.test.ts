import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BlockBuilder, type BlockLevel, blockLevels, bucketOf, inBoth, mergeBuckets, placesOf, rowsIn } from './postings.ts';

const token = fc.oneof(fc.integer({ min: 0x4e00, max: 0x4e40 }), fc.integer({ min: -2147483648, max: 2147483647 }));

it('a bucket of a small block is a union of whole buckets of the larger', () => {
  fc.assert(
    fc.property(token, (t) => {
      for (const level of [0, 1] as const) {
        const more = blockLevels[level + 1 === 1 ? 1 : 2].bucketBits - blockLevels[level].bucketBits;
        expect(bucketOf(t, (level + 1) as BlockLevel) >>> more).toBe(bucketOf(t, level));
      }
    }),
  );
});

it('what was put into blocks is found again, at every level, and nothing else', () => {
  const places = fc.uniqueArray(fc.nat(rowsIn(2) - 1), { maxLength: 60 });
  const common = fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 7 })); // a token of a long run of rows: kept as bits
  fc.assert(
    fc.property(fc.dictionary(token.map(String), places, { maxKeys: 12 }), common, ({ ...rare }, [from, step]) => {
      const all = new Map<number, number[]>(
        Object.entries(rare).map(([t, found]) => [Number(t), (found as number[]).sort((a, b) => a - b)]),
      );
      all.set(
        7,
        Array.from({ length: 5000 }, (_v, i) => from + i * step).filter((place) => place < rowsIn(2)),
      );
      const blocks = new Map<number, BlockBuilder>();
      for (const found of all.values())
        for (const place of found) {
          const block = place >> 8;
          if (!blocks.has(block)) blocks.set(block, new BlockBuilder());
        }
      const rows = new Map<number, number[]>();
      for (const [t, found] of all) for (const place of found) rows.set(place, [...(rows.get(place) ?? []), t]);
      for (const [place, tokens] of [...rows].sort(([a], [b]) => a - b)) blocks.get(place >> 8)?.add(place & 255, tokens);
      const small = new Map([...blocks].map(([block, builder]) => [block * 256, builder.pack(0)]));
      const middle = merged(small, 0, 4096);
      const large = merged(middle, 1, 65536);
      for (const [t, found] of all) {
        for (const [level, held] of [small, middle, large].entries()) {
          const again = [...held]
            .sort(([a], [b]) => a - b)
            .flatMap(([first, buckets]) => {
              const bytes = buckets.get(bucketOf(t, level as BlockLevel));
              return bytes ? placesOf(bytes, t, level as BlockLevel).map((place) => first + place) : [];
            });
          expect(again).toEqual(found);
        }
      }
    }),
    { numRuns: 40 },
  );
});

it('what two lists share is what both hold', () => {
  const list = fc.uniqueArray(fc.nat(50)).map((l) => l.sort((a, b) => a - b));
  fc.assert(
    fc.property(list, list, (a, b) => {
      expect(inBoth(a, b)).toEqual(a.filter((x) => b.includes(x)));
    }),
  );
});

function merged(blocks: ReadonlyMap<number, ReadonlyMap<number, Uint8Array>>, smaller: 0 | 1, size: number) {
  const parts = new Map<string, { first: number; bucket: number; some: { from: number; bytes: Uint8Array }[] }>();
  for (const [start, buckets] of [...blocks].sort(([a], [b]) => a - b))
    for (const [bucket, bytes] of buckets) {
      const first = Math.floor(start / size) * size;
      const known = parts.get(`${first}/${bucket}`) ?? { first, bucket, some: [] };
      known.some.push({ from: start - first, bytes });
      parts.set(`${first}/${bucket}`, known);
    }
  const larger = new Map<number, Map<number, Uint8Array>>();
  for (const { first, some } of parts.values()) {
    const into = larger.get(first) ?? new Map<number, Uint8Array>();
    for (const [bucket, bytes] of mergeBuckets(some, smaller)) into.set(bucket, bytes);
    larger.set(first, into);
  }
  return larger;
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf } from '#platform/hash.ts';
import { fromHex, join, toHex, utf8 } from './bytes.ts';
import type { Hash } from './hash.ts';
import { appendLeaves, emptyFrontier, type Frontier, frontierAt, type GetNode, leafHash, nodesOf, rootOf } from './merkle.ts';
import {
  consistencyProof,
  consistencyRanges,
  inclusionProof,
  inclusionRanges,
  verifyConsistency,
  verifyInclusion,
} from './merkle-proof.ts';

const sha256 = hashOf('sha256');

// Test vectors published with the implementations of Certificate Transparency (RFC 6962), leaves d(0)..d(7) and roots of 0..8 of them.
const publishedLeaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const publishedRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

// The definitions of RFC 6962 §2.1, written down once more as they stand there, over whole lists.
const split = (n: number) => {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
};
function naiveRoot(hash: Hash, d: readonly Uint8Array[]): Uint8Array {
  if (d.length === 0) return hash(new Uint8Array());
  if (d.length === 1) return hash(join(Uint8Array.of(0), d[0] as Uint8Array));
  const k = split(d.length);
  return hash(join(Uint8Array.of(1), naiveRoot(hash, d.slice(0, k)), naiveRoot(hash, d.slice(k))));
}
function naivePath(hash: Hash, m: number, d: readonly Uint8Array[]): Uint8Array[] {
  if (d.length === 1) return [];
  const k = split(d.length);
  return m < k
    ? [...naivePath(hash, m, d.slice(0, k)), naiveRoot(hash, d.slice(k))]
    : [...naivePath(hash, m - k, d.slice(k)), naiveRoot(hash, d.slice(0, k))];
}
function naiveProof(hash: Hash, m: number, d: readonly Uint8Array[], isWhole = true): Uint8Array[] {
  if (m === d.length) return isWhole ? [] : [naiveRoot(hash, d)];
  const k = split(d.length);
  return m <= k
    ? [...naiveProof(hash, m, d.slice(0, k), isWhole), naiveRoot(hash, d.slice(k))]
    : [...naiveProof(hash, m - k, d.slice(k), false), naiveRoot(hash, d.slice(0, k))];
}

/** Grows a tree as a store would: nodes into a table, only the frontier kept, `step` leaves at a time. */
function grow(
  hash: Hash,
  leaves: readonly Uint8Array[],
  step = leaves.length || 1,
): { frontier: Frontier; getNode: GetNode; stored: Map<string, Uint8Array> } {
  const stored = new Map<string, Uint8Array>();
  let frontier = emptyFrontier;
  for (let at = 0; at < leaves.length; at += step) {
    const grown = appendLeaves(
      hash,
      frontier,
      leaves.slice(at, at + step).map((leaf) => leafHash(hash, leaf)),
    );
    for (const node of grown.nodes) {
      const key = `${node.level}/${node.index}`;
      if (stored.has(key)) throw new Error(`${key} was given twice`);
      stored.set(key, node.hash);
    }
    frontier = grown.frontier;
  }
  const getNode: GetNode = (level, index) => {
    const node = stored.get(`${level}/${index}`);
    if (!node) throw new Error(`No node ${level}/${index}`);
    return node;
  };
  return { frontier, getNode, stored };
}

const hexes = (hashes: readonly Uint8Array[]) => hashes.map(toHex);
const leavesOf = (n: number) => Array.from({ length: n }, (_, i) => utf8(`leaf ${i}`));
const most = 70;
const all = leavesOf(most);
const { getNode, stored, frontier: wholeFrontier } = grow(sha256, all);
const leafAt = (i: number) => leafHash(sha256, all[i] as Uint8Array);
const roots = Array.from({ length: most + 1 }, (_, n) => naiveRoot(sha256, all.slice(0, n)));
const rootAt = (n: number) => roots[n] as Uint8Array;

describe('published vectors', () => {
  const leaves = publishedLeaves.map(fromHex);
  test('roots of none to eight leaves', () => {
    expect(publishedRoots.map((_, n) => toHex(rootOf(sha256, grow(sha256, leaves.slice(0, n)).frontier)))).toEqual(publishedRoots);
  });

  test('an inclusion proof and three consistency proofs', () => {
    const tree = grow(sha256, leaves);
    expect(hexes(inclusionProof(sha256, 5, 8, tree.getNode))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hexes(consistencyProof(sha256, 6, 8, tree.getNode))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hexes(consistencyProof(sha256, 3, 8, tree.getNode))).toEqual([
      '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
      '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hexes(consistencyProof(sha256, 2, 5, tree.getNode))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });
});

describe('growing', () => {
  test('leaf by leaf, in steps and at once give the same nodes and the root of the definition, for both hashes', () => {
    for (const hash of [sha256, hashOf('sm3')]) {
      fc.assert(
        fc.property(fc.nat(most), fc.integer({ min: 1, max: 9 }), (n, step) => {
          const leaves = all.slice(0, n);
          const [slow, fast] = [grow(hash, leaves, step), grow(hash, leaves)];
          expect(toHex(rootOf(hash, slow.frontier))).toBe(toHex(naiveRoot(hash, leaves)));
          expect([...slow.stored].map(([key, node]) => key + toHex(node))).toEqual(
            [...fast.stored].map(([key, node]) => key + toHex(node)),
          );
        }),
      );
    }
  });

  test('a frontier read back from stored nodes is the one that was kept, at every size', () => {
    expect(frontierAt(most, getNode)).toEqual(wholeFrontier);
    for (let n = 0; n <= most; n++) expect(toHex(rootOf(sha256, frontierAt(n, getNode)))).toBe(toHex(rootAt(n)));
  });

  test('a leaf costs fewer than two hashes however long the list is', () => {
    expect(stored.size).toBeLessThan(2 * most);
    const far = 2 ** 40; // a frontier of one full subtree stands for a list that no machine could hold
    const frontier = { size: far, nodes: [{ level: 40, index: 0, hash: leafAt(0) }] };
    const grown = appendLeaves(sha256, frontier, [leafAt(1), leafAt(2)]);
    expect(grown.nodes.map(({ level, index }) => [level, index])).toEqual([
      [0, far],
      [0, far + 1],
      [1, far / 2],
    ]);
    expect(grown.frontier.nodes.map(({ level }) => level)).toEqual([40, 1]);
  });
});

describe('proofs at every size up to seventy', () => {
  test('inclusion: as the definition says, accepted, and read from few nodes', () => {
    for (let size = 1; size <= most; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(sha256, index, size, getNode);
        expect(hexes(proof)).toEqual(hexes(naivePath(sha256, index, all.slice(0, size))));
        expect(verifyInclusion(sha256, { index, size, leaf: leafAt(index), root: rootAt(size), proof })).toBe(true);
        expect(nodesOf(inclusionRanges(index, size)).length).toBeLessThanOrEqual(12);
      }
    }
  });

  test('consistency: as the definition says, and accepted', () => {
    for (let newSize = 0; newSize <= most; newSize++) {
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const proof = consistencyProof(sha256, oldSize, newSize, getNode);
        if (oldSize > 0) expect(hexes(proof)).toEqual(hexes(naiveProof(sha256, oldSize, all.slice(0, newSize))));
        expect(verifyConsistency(sha256, { oldSize, oldRoot: rootAt(oldSize), newSize, newRoot: rootAt(newSize), proof })).toBe(true);
      }
    }
  }, 60_000);
});

describe('altered proofs', () => {
  const pair = fc.tuple(fc.integer({ min: 1, max: most }), fc.nat()).map(([size, r]) => ({ size, index: r % size }));
  const flip = (bytes: Uint8Array, bit: number) =>
    bytes.map((byte, i) => (i === (bit >> 3) % bytes.length ? byte ^ (1 << (bit & 7)) : byte));
  const flipOne = (proof: readonly Uint8Array[], which: number, bit: number) =>
    proof.map((h, i) => (i === which % proof.length ? flip(h, bit) : h));

  test('an inclusion proof with any bit, place, size or length altered is refused', () => {
    fc.assert(
      fc.property(pair, fc.nat(255), fc.nat(), ({ size, index }, bit, which) => {
        const sound = { index, size, leaf: leafAt(index), root: rootAt(size), proof: inclusionProof(sha256, index, size, getNode) };
        const refused = (change: object) => expect(verifyInclusion(sha256, { ...sound, ...change })).toBe(false);
        refused({ leaf: flip(sound.leaf, bit) });
        refused({ root: flip(sound.root, bit) });
        refused({ root: rootAt(size - 1) });
        refused({ proof: [...sound.proof, sound.root] });
        refused({ index: size });
        refused({ index: -1 });
        refused({ index: Number.NaN });
        refused({ leaf: leafAt((index + 1) % most) });
        if (size > 1) {
          refused({ index: index ^ 1 });
          refused({ proof: flipOne(sound.proof, which, bit) });
          refused({ proof: sound.proof.slice(1) });
          refused({ proof: sound.proof.slice(0, -1) });
          refused({ proof: [sound.proof[0]?.subarray(0, 31), ...sound.proof.slice(1)] });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a consistency proof with any bit, size or length altered is refused', () => {
    fc.assert(
      fc.property(pair, fc.nat(255), fc.nat(), ({ size, index }, bit, which) => {
        const [oldSize, newSize] = [index, size];
        const proof = consistencyProof(sha256, oldSize, newSize, getNode);
        const sound = { oldSize, oldRoot: rootAt(oldSize), newSize, newRoot: rootAt(newSize), proof };
        const refused = (change: object) => expect(verifyConsistency(sha256, { ...sound, ...change })).toBe(false);
        refused({ oldRoot: flip(sound.oldRoot, bit) });
        refused({ proof: [...proof, rootAt(1)] });
        refused({ oldSize: newSize + 1 });
        refused({ newSize: Number.NaN });
        if (oldSize > 0) {
          refused({ newRoot: flip(sound.newRoot, bit) });
          refused({ proof: [] });
          refused({ proof: flipOne(proof, which, bit) });
          refused({ proof: proof.slice(1) });
          refused({ proof: proof.slice(0, -1) });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a list in which one earlier leaf was rewritten is no continuation, whatever proof its keeper builds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), (newSize, a, b) => {
        const oldSize = 1 + (a % (newSize - 1));
        const forged = leavesOf(newSize);
        forged[b % oldSize] = utf8('forged');
        const tree = grow(sha256, forged);
        const proof = consistencyProof(sha256, oldSize, newSize, tree.getNode);
        const newRoot = rootOf(sha256, tree.frontier);
        expect(verifyConsistency(sha256, { oldSize, oldRoot: rootAt(oldSize), newSize, newRoot, proof })).toBe(false);
      }),
    );
  });

  test('bytes moved between a leaf and its sibling are refused, though they hash to the same root', () => {
    const [left, right] = [leafAt(0), leafAt(1)];
    const shifted = { leaf: left.subarray(0, 31), proof: [join(left.subarray(31), right)] };
    expect(toHex(hashOf('sha256')(join(Uint8Array.of(1), shifted.leaf, ...shifted.proof)))).toBe(toHex(rootAt(2)));
    expect(verifyInclusion(sha256, { index: 0, size: 2, root: rootAt(2), ...shifted })).toBe(false);
    const whole = { leaf: join(left, right), proof: [] };
    expect(verifyInclusion(sha256, { index: 0, size: 2, root: rootAt(2), ...whole })).toBe(false);
  });

  test('a root does not pass for a leaf of its own tree, nor an old root for a new one', () => {
    expect(verifyInclusion(sha256, { index: 0, size: 4, leaf: rootAt(4), root: rootAt(4), proof: [] })).toBe(false);
    expect(verifyConsistency(sha256, { oldSize: 4, oldRoot: rootAt(4), newSize: 8, newRoot: rootAt(4), proof: [] })).toBe(false);
  });

  test('a proof is asked only of a tree that can give it', () => {
    expect(() => inclusionRanges(3, 3)).toThrow(RangeError);
    expect(() => consistencyRanges(4, 3)).toThrow(RangeError);
  });
});

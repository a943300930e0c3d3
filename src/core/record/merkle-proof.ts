// Record: the two proofs of RFC 6962 §2.1.1-2.1.2, checked as RFC 9162 §2.1.3.2 and §2.1.4.2 lay down. Inclusion: this head stood in
// the list. Consistency: the longer list begins with the shorter one, so nothing that was once checkpointed has been rewritten.
import { sameBytes } from './bytes.ts';
import { type Hash, hashLength } from './hash.ts';
import { type GetNode, type LeafRange, nodeHash, rangeHashes, splitPoint } from './merkle.ts';

/** A proof with the size and root that it speaks about; hashes go from the leaf up to the root. */
export type Inclusion = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

export type Consistency = {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** The sibling ranges on the way from leaf `index` to the root of the first `size` leaves. Throws when there is no such leaf. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  const ranges: LeafRange[] = [];
  for (let start = 0, end = size; end - start > 1; ) {
    const middle = start + splitPoint(end - start);
    ranges.push(index < middle ? { start: middle, end } : { start, end: middle });
    if (index < middle) end = middle;
    else start = middle;
  }
  return ranges.reverse();
}

/** The ranges that lead from the first `oldSize` leaves to the first `newSize`. Empty from nothing, and for equal sizes. */
export function consistencyRanges(oldSize: number, newSize: number): LeafRange[] {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) throw new RangeError(`A tree of ${oldSize} is no start of ${newSize}`);
  if (oldSize === 0 || oldSize === newSize) return [];
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = start + splitPoint(end - start);
    ranges.push(oldSize <= middle ? { start: middle, end } : { start, end: middle });
    if (oldSize <= middle) end = middle;
    else start = middle;
  }
  if (start > 0) ranges.push({ start, end }); // with start 0 this is the old root, which whoever checks has already
  return ranges.reverse();
}

export const inclusionProof = (hash: Hash, index: number, size: number, getNode: GetNode): Uint8Array[] =>
  rangeHashes(hash, inclusionRanges(index, size), getNode);

export const consistencyProof = (hash: Hash, oldSize: number, newSize: number, getNode: GetNode): Uint8Array[] =>
  rangeHashes(hash, consistencyRanges(oldSize, newSize), getNode);

/** Never throws on a bad proof: it may come from outside. */
export function verifyInclusion(hash: Hash, { index, size, leaf, root, proof }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areWhole([leaf, ...proof])) return false;
  let at = index;
  let last = size - 1;
  let node = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      node = nodeHash(hash, sibling, node);
      [at, last] = riseToRightChild(at, last);
    } else node = nodeHash(hash, node, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(node, root);
}

/** Never throws on a bad proof. From the empty tree everything is a continuation, provided its root is the empty root. */
export function verifyConsistency(hash: Hash, { oldSize, oldRoot, newSize, newRoot, proof }: Consistency): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize || !areWhole(proof)) return false;
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot);
  if (oldSize === 0) return proof.length === 0 && sameBytes(oldRoot, hash(new Uint8Array(0)));
  let at = oldSize - 1;
  let last = newSize - 1;
  for (; isOdd(at); at = half(at)) last = half(last);
  const [first, ...rest] = at === 0 ? [oldRoot, ...proof] : proof;
  if (!first) return false;
  let before = first;
  let after = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      before = nodeHash(hash, sibling, before);
      after = nodeHash(hash, sibling, after);
      [at, last] = riseToRightChild(at, last);
    } else after = nodeHash(hash, after, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(before, oldRoot) && sameBytes(after, newRoot);
}

/** On the right edge a node without a partner stands for its parent until it is somebody's right child. */
function riseToRightChild(at: number, last: number): [number, number] {
  let [node, edge] = [at, last];
  for (; node !== 0 && !isOdd(node); node = half(node)) edge = half(edge);
  return [node, edge];
}

/** A hash of another length could move bytes between left and right and still hash the same. */
const areWhole = (hashes: readonly Uint8Array[]): boolean => hashes.every((each) => each.length === hashLength);

// Arithmetic instead of bit operators: those stop at 2^31 leaves.
const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

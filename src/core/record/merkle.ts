// Record: the Merkle tree of RFC 6962 §2.1 over an ever-growing list. Nodes of complete subtrees never change once they exist, so a
// store keeps them in one table (level, index, hash) and neither appending nor proving ever reads the whole list again.
import { join } from './bytes.ts';
import type { Hash } from './hash.ts';

/** A complete subtree: it covers the 2^level leaves from index·2^level on. Level 0 are the leaf hashes themselves. */
export type NodeId = { readonly level: number; readonly index: number };
export type MerkleNode = NodeId & { readonly hash: Uint8Array };

/** Reads a complete subtree's hash; throws where it is missing. Load `nodesOf(...)` first where reading is asynchronous. */
export type GetNode = (level: number, index: number) => Uint8Array;

/** Leaves from `start` up to, not including, `end`. */
export type LeafRange = { readonly start: number; readonly end: number };

/** The complete subtrees that make up a tree of `size` leaves, largest (leftmost) first: all that appending needs to know. */
export type Frontier = { readonly size: number; readonly nodes: readonly MerkleNode[] };

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

export const leafHash = (hash: Hash, leaf: Uint8Array): Uint8Array => hash(join(leafMark, leaf));
export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array => hash(join(nodeMark, left, right));

export const emptyFrontier: Frontier = { size: 0, nodes: [] };

/**
 * Adds leaf hashes at the end. `nodes` holds every subtree completed by them, leaves included, ready to be stored; fewer than two
 * hashes for each leaf, whatever the size of the tree before.
 */
export function appendLeaves(hash: Hash, frontier: Frontier, leaves: readonly Uint8Array[]): { frontier: Frontier; nodes: MerkleNode[] } {
  const edge = [...frontier.nodes];
  const nodes: MerkleNode[] = [];
  for (const [i, leaf] of leaves.entries()) {
    let node: MerkleNode = { level: 0, index: frontier.size + i, hash: leaf };
    nodes.push(node);
    for (let left = edge.at(-1); left?.level === node.level; left = edge.at(-1)) {
      edge.pop();
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(hash, left.hash, node.hash) };
      nodes.push(node);
    }
    edge.push(node);
  }
  return { frontier: { size: frontier.size + leaves.length, nodes: edge }, nodes };
}

/** The root over everything appended so far; of nothing it is the hash of no bytes (RFC 6962 §2.1). */
export const rootOf = (hash: Hash, frontier: Frontier): Uint8Array =>
  frontier.size === 0
    ? hash(new Uint8Array(0))
    : foldRight(
        hash,
        frontier.nodes.map((node) => node.hash),
      );

/** The frontier of a stored tree as it stood at `size` leaves; reads at most one node for each binary digit of the size. */
export const frontierAt = (size: number, getNode: GetNode): Frontier => ({
  size,
  nodes: subtreesOf({ start: 0, end: size }).map(({ level, index }) => ({ level, index, hash: getNode(level, index) })),
});

/** The complete subtrees a range falls into, left to right. `start` must be where a subtree as large as the range can begin. */
export function subtreesOf({ start, end }: LeafRange): NodeId[] {
  const found: NodeId[] = [];
  for (let at = start; at < end; ) {
    const level = log2(end - at);
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
}

/** Every stored node that hashing these ranges will ask for: what a store loads in one query before it calls rangeHashes. */
export const nodesOf = (ranges: readonly LeafRange[]): NodeId[] => ranges.flatMap(subtreesOf);

/** The hash of each range as a tree of its own. */
export const rangeHashes = (hash: Hash, ranges: readonly LeafRange[], getNode: GetNode): Uint8Array[] =>
  ranges.map((range) =>
    foldRight(
      hash,
      subtreesOf(range).map(({ level, index }) => getNode(level, index)),
    ),
  );

/** The largest power of two below n, where RFC 6962 splits a list of n ≥ 2 leaves. */
export const splitPoint = (n: number): number => 2 ** log2(n - 1);

function foldRight(hash: Hash, hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.reduceRight((right, left) => nodeHash(hash, left, right));
}

/** Whole part of the binary logarithm, exact for every safe integer (Math.log2 is rounded and may be one too high). */
function log2(n: number): number {
  let level = 0;
  for (let rest = n; rest >= 2; rest = Math.floor(rest / 2)) level++;
  return level;
}

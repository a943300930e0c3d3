// Record: the list that checkpoints grow. Heads of matters move, and a tree over moving heads could prove nothing about yesterday. So
// each checkpoint APPENDS the heads that moved since the last one; "head of matter m at event n" is true for ever once it is listed.
import { join, sameBytes, toHex, utf8 } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import type { Hash } from './hash.ts';
import { appendLeaves, emptyFrontier, type Frontier, leafHash, type MerkleNode, rootOf } from './merkle.ts';

/** A matter's newest event at the moment of a checkpoint: its number for people, the event's seq and hash. */
export type Head = { readonly matterId: string; readonly number: string; readonly seq: number; readonly head: Uint8Array };

/** A row of the head log; `index` counts from 0 without gaps over all checkpoints. */
export type LoggedHead = Head & { readonly index: number };

export type GrownLog = {
  readonly rows: readonly LoggedHead[];
  /** To be stored beside the rows, for proofs and for the next checkpoint. */
  readonly nodes: readonly MerkleNode[];
  readonly frontier: Frontier;
  readonly size: number;
  readonly root: Uint8Array;
};

const headTag = utf8('daodi/head/1\n');

/** H(0x00 ‖ "daodi/head/1\n" ‖ canonical JSON {head: hex, matterId, number, seq}). */
export const headLeaf = (hash: Hash, { matterId, number, seq, head }: Head): Uint8Array =>
  leafHash(hash, join(headTag, canonicalBytes({ matterId, number, seq, head: toHex(head) })));

/**
 * Appends the heads that moved since the last checkpoint. Give each matter once, with its newest event; order does not matter, they
 * are listed by number, then id, so that the same heads always make the same tree. No heads is lawful: "nothing happened" is a statement.
 */
export function growLog(hash: Hash, frontier: Frontier, moved: readonly Head[]): GrownLog {
  const heads = [...moved].sort(byNumber);
  const twice = heads.find((head, i) => head.matterId === heads[i - 1]?.matterId);
  if (twice) throw new Error(`Matter ${twice.matterId} is listed twice in one checkpoint`);
  const rows = heads.map((head, i) => ({ ...head, index: frontier.size + i }));
  const grown = appendLeaves(
    hash,
    frontier,
    heads.map((head) => headLeaf(hash, head)),
  );
  return { rows, nodes: grown.nodes, frontier: grown.frontier, size: grown.frontier.size, root: rootOf(hash, grown.frontier) };
}

const byNumber = (a: Head, b: Head): number => compare(a.number, b.number) || compare(a.matterId, b.matterId);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What the check needs of each checkpoint, oldest first. */
export type LogMark = { readonly id: number; readonly size: number; readonly root: Uint8Array };

/**
 * gap: row `index` is missing · malformed: it cannot be a head · leaf-mismatch: row and stored leaf differ · node-mismatch: a stored
 * subtree ending with this row is wrong, though the rows are sound so far as known · root-mismatch: between the checkpoint before and
 * this one a row was changed together with its leaf; `index` is the first that may be it · cut-short: the list ends before a
 * checkpoint's size · unsealed: rows after the last checkpoint, which only a checkpoint may add.
 */
export type LogMisfit = {
  readonly index: number;
  readonly reason: 'gap' | 'malformed' | 'leaf-mismatch' | 'node-mismatch' | 'root-mismatch' | 'cut-short' | 'unsealed';
  readonly checkpointId?: number;
};

/** A stored subtree's hash, if the store has one; beside `rows` in batches, see docs/record.md. */
export type StoredNode = (level: number, index: number) => Uint8Array | undefined;

export type LogCheck = {
  /** Takes the next row in order of index; after the first misfit it only repeats that. */
  readonly take: (row: LoggedHead) => LogMisfit | undefined;
  readonly finish: () => LogMisfit | undefined;
};

/**
 * Rebuilds the tree from the rows, one by one, so that a million rows need no memory, and compares it with every checkpoint's root on
 * the way. With `storedNode` every stored subtree is compared too, and the very row is named where otherwise only a span could be.
 */
export function checkLog(hash: Hash, marks: readonly LogMark[], storedNode?: StoredNode): LogCheck {
  let frontier = emptyFrontier;
  let passed = 0;
  let misfit = misfitOfMarks();

  /** Compares every checkpoint whose size is reached (several, where nothing moved between them). */
  function misfitOfMarks(): LogMisfit | undefined {
    for (let mark = marks[passed]; mark && mark.size <= frontier.size; mark = marks[++passed]) {
      const isSound = mark.size === frontier.size && sameBytes(mark.root, rootOf(hash, frontier));
      if (!isSound) return { index: marks[passed - 1]?.size ?? 0, reason: 'root-mismatch', checkpointId: mark.id };
    }
    return undefined;
  }

  function misfitOf(row: LoggedHead): LogMisfit | undefined {
    const index = frontier.size;
    if (row.index !== index) return { index, reason: 'gap' };
    const leaf = leafIfSound(hash, row);
    if (!leaf) return { index, reason: 'malformed' };
    const grown = appendLeaves(hash, frontier, [leaf]);
    const wrong = storedNode && grown.nodes.find((node) => !isStored(storedNode, node));
    if (wrong) return { index, reason: wrong.level === 0 ? 'leaf-mismatch' : 'node-mismatch' };
    frontier = grown.frontier;
    return passed < marks.length ? misfitOfMarks() : { index, reason: 'unsealed' };
  }

  return {
    take: (row) => (misfit ??= misfitOf(row)),
    finish: () => (misfit ??= shortOf(marks[passed], frontier.size)),
  };
}

function isStored(storedNode: StoredNode, { level, index, hash }: MerkleNode): boolean {
  const stored = storedNode(level, index);
  return stored !== undefined && sameBytes(stored, hash);
}

function leafIfSound(hash: Hash, row: LoggedHead): Uint8Array | undefined {
  try {
    return headLeaf(hash, row);
  } catch {
    return undefined;
  }
}

const shortOf = (mark: LogMark | undefined, size: number): LogMisfit | undefined =>
  mark && { index: size, reason: 'cut-short', checkpointId: mark.id };

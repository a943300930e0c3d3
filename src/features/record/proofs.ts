// Proofs that somebody outside can check: a head stands on the list (inclusion), the list only ever grew (consistency), a receipt's code fits.
import type { EventType } from '#core/matter/events.ts';
import { parseNumber } from '#core/matter/number.ts';
import { fromHex, sameBytes, toHex } from '#core/record/bytes.ts';
import { verifyChain } from '#core/record/chain.ts';
import type { Checkpoint } from '#core/record/checkpoint.ts';
import type { Hash, HashProfile } from '#core/record/hash.ts';
import { headLeaf, type LoggedHead } from '#core/record/head-log.ts';
import { frontierAt, nodesOf, rangeHashes, rootOf, subtreesOf } from '#core/record/merkle.ts';
import { consistencyRanges, inclusionRanges, verifyConsistency, verifyInclusion } from '#core/record/merkle-proof.ts';
import { matchesShort, parseShortProof, type ShortProofRefusal, shortProof } from '#core/record/short-proof.ts';
import type { Instant } from '#core/time/day.ts';
import { readHistoryByNumber, type SealedEvent } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { nextCheckpointAt } from './actions.ts';
import { profileOf } from './rules.ts';
import * as store from './store.ts';

type ProofPorts = Pick<Ports, 'db' | 'hash' | 'now'>;

/** What goes on the receipt: the code of the matter's first event, and the public page that checks it (for the QR code). */
export function receiptProof(firstHash: Uint8Array, number: string): { code: string; path: string } {
  const code = shortProof(firstHash);
  return { code, path: `/proof?${new URLSearchParams({ n: number, c: code })}` };
}

/** Plain JSON, hashes as hex; docs/record.md says how to check it with a programme of one's own. */
export type InclusionJson = {
  readonly format: 'daodi/inclusion/1';
  readonly profile: HashProfile;
  readonly head: { readonly matterId: string; readonly number: string; readonly seq: number; readonly head: string };
  readonly index: number;
  readonly leaf: string;
  /** From the leaf up to the root. */
  readonly proof: readonly string[];
  readonly checkpoint: Checkpoint;
};

/** The matter's newest listed head in the newest checkpoint; null while no checkpoint has seen the matter. Throws where the stored tree is damaged. */
export async function inclusionOfMatter(ports: Pick<Ports, 'db' | 'hash'>, number: string): Promise<InclusionJson | null> {
  const row = await store.newestLogged(ports.db, number);
  const checkpoint = await store.lastCheckpoint(ports.db);
  if (!row || !checkpoint || row.index >= checkpoint.size) return null;
  const proof = await inclusionIn(ports, row, checkpoint);
  if (!proof) throw new Error(`The list does not fit checkpoint ${checkpoint.id} at row ${row.index}: run daodi verify`);
  return proof;
}

/** Null when the row does not lead to the checkpoint's root. */
async function inclusionIn(
  { db, hash }: Pick<Ports, 'db' | 'hash'>,
  row: LoggedHead,
  checkpoint: Checkpoint,
): Promise<InclusionJson | null> {
  const ranges = inclusionRanges(row.index, checkpoint.size);
  const leaf = headLeaf(hash, row);
  const proof = rangeHashes(hash, ranges, await store.loadNodes(db, nodesOf(ranges)));
  if (!verifyInclusion(hash, { index: row.index, size: checkpoint.size, leaf, root: fromHex(checkpoint.root), proof })) return null;
  const { matterId, number, seq, head, index } = row;
  return {
    format: 'daodi/inclusion/1',
    profile: checkpoint.profile,
    head: { matterId, number, seq, head: toHex(head) },
    index,
    leaf: toHex(leaf),
    proof: proof.map(toHex),
    checkpoint,
  };
}

export type ConsistencyJson = {
  readonly format: 'daodi/consistency/1';
  readonly profile: HashProfile;
  readonly oldSize: number;
  readonly oldRoot: string;
  readonly newSize: number;
  readonly newRoot: string;
  readonly proof: readonly string[];
};

/** That the first `oldSize` rows are the beginning of the first `newSize`. Null for sizes that the list never had. */
export async function consistencyBetween(
  { db, hash }: Pick<Ports, 'db' | 'hash'>,
  oldSize: number,
  newSize: number,
): Promise<ConsistencyJson | null> {
  const last = await store.lastCheckpoint(db);
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0 && size <= (last?.size ?? 0);
  if (!last || !isSize(oldSize) || !isSize(newSize) || oldSize > newSize) return null;
  const ranges = consistencyRanges(oldSize, newSize);
  const wholes = [
    { start: 0, end: oldSize },
    { start: 0, end: newSize },
  ];
  const getNode = await store.loadNodes(db, [...nodesOf(ranges), ...wholes.flatMap(subtreesOf)]);
  const [oldRoot, newRoot] = [rootOf(hash, frontierAt(oldSize, getNode)), rootOf(hash, frontierAt(newSize, getNode))];
  const proof = rangeHashes(hash, ranges, getNode);
  if (!verifyConsistency(hash, { oldSize, oldRoot, newSize, newRoot, proof }))
    throw new Error(`No proof between ${oldSize} and ${newSize}: run daodi verify`);
  return {
    format: 'daodi/consistency/1',
    profile: profileOf(hash),
    oldSize,
    oldRoot: toHex(oldRoot),
    newSize,
    newRoot: toHex(newRoot),
    proof: proof.map(toHex),
  };
}

/** Slips of the pen are told before anything is looked up, from the check characters alone. */
export type TypedReceipt =
  | { readonly ok: true; readonly number: string; readonly code: string }
  | { readonly ok: false; readonly number?: 'empty' | 'mistyped'; readonly code?: ShortProofRefusal };

export function readReceipt(typedNumber: string, typedCode: string): TypedReceipt {
  const number = parseNumber(typedNumber);
  const code = parseShortProof(typedCode);
  if (number !== null && code.ok) return { ok: true, number, code: code.shortProof };
  return {
    ok: false,
    ...(number === null ? { number: typedNumber.trim() === '' ? ('empty' as const) : ('mistyped' as const) } : {}),
    ...(code.ok ? {} : { code: code.reason }),
  };
}

/**
 * fits: this step, when, and what covers it. unsound: the code fits, but the history before it or the list over it does not.
 * no-fit: the same for an unknown number and for a wrong code, so that nothing can be learned by trying.
 */
export type ReceiptAnswer =
  | { readonly is: 'no-fit' }
  | { readonly is: 'unsound'; readonly number: string; readonly seq: number }
  | {
      readonly is: 'fits';
      readonly number: string;
      readonly seq: number;
      readonly type: EventType;
      readonly at: Instant;
      readonly covered: { readonly checkpoint: Checkpoint; readonly inclusion: InclusionJson } | null;
      /** The next checkpoint, where none covers the step yet. */
      readonly nextAt: Instant;
    };

export async function checkReceipt(ports: ProofPorts, receipt: { number: string; code: string }): Promise<ReceiptAnswer> {
  const found = await readHistoryByNumber(ports.db, receipt.number);
  const event = found?.events.find((each) => matchesShort(each.hash, receipt.code));
  if (!found || !event) return { is: 'no-fit' };
  const { number } = receipt;
  const unsound = { is: 'unsound', number, seq: event.seq } as const;
  const logged = await store.firstLoggedOver(ports.db, found.id, event.seq);
  if (!isSound(ports.hash, found.id, found.events, event.seq, logged)) return unsound;
  const checkpoint = logged && (await store.checkpointOver(ports.db, logged.index));
  const inclusion = logged && checkpoint ? await soundInclusion(ports, logged, checkpoint) : null;
  if (logged && !inclusion) return unsound;
  const covered = checkpoint && inclusion ? { checkpoint, inclusion } : null;
  return { is: 'fits', number, seq: event.seq, type: event.type, at: event.at, covered, nextAt: await nextCheckpointAt(ports) };
}

/** Up to the step itself, or to the head that lists it: that much the code and the checkpoint vouch for. */
function isSound(hash: Hash, matterId: string, events: readonly SealedEvent[], seq: number, logged: LoggedHead | undefined): boolean {
  const upTo = Math.max(seq, logged?.seq ?? 0);
  const chain = verifyChain(
    hash,
    events.filter((event) => event.seq <= upTo).map((event) => ({ ...event, matterId })),
  );
  if (!chain.ok) return false;
  return logged === undefined || (chain.seq === logged.seq && sameBytes(chain.head, logged.head));
}

async function soundInclusion(ports: ProofPorts, logged: LoggedHead, checkpoint: Checkpoint): Promise<InclusionJson | null> {
  try {
    return await inclusionIn(ports, logged, checkpoint);
  } catch (error) {
    if (error instanceof store.MissingNode) return null;
    throw error;
  }
}

// Record: a checkpoint states how long the head log is and what its root is. Each carries the hash of the one before, so a single
// printed sheet, kept in another office's drawer, vouches for everything up to its day.
import { join, toHex, utf8 } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import type { Hash, HashProfile } from './hash.ts';

/** Plain JSON; hashes as lower-case hex. The first has id 1, prevSize 0, the empty tree's root, and prevHash "". */
export type Checkpoint = {
  readonly id: number;
  /** UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
  readonly at: string;
  readonly profile: HashProfile;
  readonly size: number;
  readonly root: string;
  readonly prevSize: number;
  readonly prevRoot: string;
  readonly prevHash: string;
  readonly hash: string;
};

/** What a checkpoint adds to the one before it: growLog's size and root, and when. */
export type CheckpointNews = { readonly at: string; readonly profile: HashProfile; readonly size: number; readonly root: Uint8Array };

/**
 * order: its id does not follow · profile-changed: another hash function · time-back: earlier than the one before · size-back: a
 * shorter list · prev-mismatch: it continues another checkpoint than the one before · hash-mismatch: content and hash differ.
 */
export type CheckpointMisfit = 'order' | 'profile-changed' | 'time-back' | 'size-back' | 'prev-mismatch' | 'hash-mismatch';

export type CheckpointVerdict =
  | { readonly ok: true; readonly last: Checkpoint | undefined }
  | { readonly ok: false; readonly id: number; readonly reason: CheckpointMisfit };

const checkpointTag = utf8('daodi/checkpoint/1\n');

/** Throws where the news cannot follow `previous`: the store must have read the last checkpoint under a lock. */
export function sealCheckpoint(hash: Hash, news: CheckpointNews, previous?: Checkpoint): Checkpoint {
  const open = {
    id: (previous?.id ?? 0) + 1,
    at: news.at,
    profile: news.profile,
    size: news.size,
    root: toHex(news.root),
    ...linkTo(hash, previous),
  };
  const sealed = { ...open, hash: checkpointHash(hash, open) };
  const misfit = misfitAfter(hash, sealed, previous);
  if (misfit) throw new Error(`Checkpoint ${sealed.id} cannot follow: ${misfit}`);
  return sealed;
}

/** Oldest first. Says nothing of the head log itself: checkLog compares the roots with the rows. */
export function verifyCheckpoints(hash: Hash, checkpoints: readonly Checkpoint[]): CheckpointVerdict {
  let previous: Checkpoint | undefined;
  for (const checkpoint of checkpoints) {
    const reason = misfitAfter(hash, checkpoint, previous);
    if (reason) return { ok: false, id: (previous?.id ?? 0) + 1, reason };
    previous = checkpoint;
  }
  return { ok: true, last: previous };
}

function misfitAfter(hash: Hash, checkpoint: Checkpoint, previous: Checkpoint | undefined): CheckpointMisfit | undefined {
  if (checkpoint.id !== (previous?.id ?? 0) + 1) return 'order';
  if (checkpoint.hash !== checkpointHash(hash, checkpoint)) return 'hash-mismatch';
  const link = linkTo(hash, previous);
  const isLinked = checkpoint.prevSize === link.prevSize && checkpoint.prevRoot === link.prevRoot && checkpoint.prevHash === link.prevHash;
  if (!isLinked) return 'prev-mismatch';
  if (previous && checkpoint.profile !== previous.profile) return 'profile-changed';
  if (previous && checkpoint.at < previous.at) return 'time-back';
  return checkpoint.size < link.prevSize ? 'size-back' : undefined;
}

const linkTo = (hash: Hash, previous: Checkpoint | undefined) => ({
  prevSize: previous?.size ?? 0,
  prevRoot: previous?.root ?? toHex(hash(new Uint8Array(0))),
  prevHash: previous?.hash ?? '',
});

/** H("daodi/checkpoint/1\n" ‖ canonical JSON of the eight fields without `hash`), as hex. */
function checkpointHash(hash: Hash, checkpoint: Omit<Checkpoint, 'hash'>): string {
  const { id, at, profile, size, root, prevSize, prevRoot, prevHash } = checkpoint;
  return toHex(hash(join(checkpointTag, canonicalBytes({ id, at, profile, size, root, prevSize, prevRoot, prevHash }))));
}

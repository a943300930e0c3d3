// Record, P02 and the common rule of all state machines: every event of a matter carries a hash over itself and the hash before
// it. Whoever changes, drops, adds or reorders one row later breaks the chain at exactly that row.
import { join, sameBytes, utf8 } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import type { Hash } from './hash.ts';

/** What of an event is hashed. `actor` and `data` are plain JSON (canonical.ts); `seq` counts from 1 within the matter. */
export type RecordEvent = {
  readonly matterId: string;
  readonly seq: number;
  readonly type: string;
  /** UTC with milliseconds, exactly `YYYY-MM-DDTHH:MM:SS.mmmZ`: the one spelling that a timestamptz column gives back. */
  readonly at: string;
  readonly actor: unknown;
  readonly data: unknown;
};

export type SealedEvent = RecordEvent & { readonly hash: Uint8Array };

/** A head that a checkpoint has put on the head log. Given to verifyChain in the order of the log. */
export type Anchor = { readonly seq: number; readonly head: Uint8Array };

/**
 * foreign: a row of another matter · gap: this number is missing · order: it stands elsewhere · malformed: it cannot be an event ·
 * hash-mismatch: content and hash differ · log-mismatch: the chain was made anew after a checkpoint had seen it ·
 * cut-short: a checkpoint has seen rows after the last one · log-order: the head log names an earlier row after a later one.
 */
export type ChainMisfit = 'foreign' | 'gap' | 'order' | 'malformed' | 'hash-mismatch' | 'log-mismatch' | 'cut-short' | 'log-order';

export type ChainVerdict =
  | { readonly ok: true; readonly seq: number; readonly head: Uint8Array }
  | { readonly ok: false; readonly seq: number; readonly reason: ChainMisfit };

const matterTag = utf8('daodi/matter/1\n');
const eventTag = utf8('daodi/event/1\n');
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What the first event of a matter is chained to: nobody can move a whole history under another matter. */
export const genesisHash = (hash: Hash, matterId: string): Uint8Array => hash(join(matterTag, utf8(matterId)));

/** H("daodi/event/1\n" ‖ prevHash ‖ canonical JSON of the six fields). Throws where the event has no lasting form. */
export function eventHash(hash: Hash, event: RecordEvent, prevHash: Uint8Array): Uint8Array {
  const { matterId, seq, type, at, actor, data } = event;
  if (!Number.isSafeInteger(seq) || seq < 1) throw new Error(`Event number ${seq} of matter ${matterId} is not a count from 1`);
  if (!instant.test(at)) throw new Error(`Event ${seq} of matter ${matterId} has the time ${at}, not YYYY-MM-DDTHH:MM:SS.mmmZ`);
  return hash(join(eventTag, prevHash, canonicalBytes({ matterId, seq, type, at, actor, data })));
}

/** Seals events that follow each other; `head` is the hash of the last stored event, or genesisHash for a new matter. */
export function sealEvents<E extends RecordEvent>(
  hash: Hash,
  head: Uint8Array,
  events: readonly E[],
): (E & { readonly hash: Uint8Array })[] {
  let prev = head;
  return events.map((event) => {
    prev = eventHash(hash, event, prev);
    return { ...event, hash: prev };
  });
}

/**
 * Walks one matter's events in stored order and names the first that does not fit, by the number that should stand there.
 * `anchors` are this matter's rows of the head log: without them a chain that was cut or made anew as a whole looks sound.
 * Must not be asked before the head log itself was found sound (head-log.ts), or it blames the events for a changed log.
 */
export function verifyChain(hash: Hash, events: readonly SealedEvent[], anchors: readonly Anchor[] = []): ChainVerdict {
  const first = events[0];
  if (!first) return { ok: false, seq: 1, reason: 'gap' };
  const heads = new Map(anchors.map((anchor) => [anchor.seq, anchor.head]));
  let prev = genesisHash(hash, first.matterId);
  for (const [i, event] of events.entries()) {
    const seq = i + 1;
    const reason = misplaced(events, event, seq) ?? altered(hash, event, prev);
    if (reason) return { ok: false, seq, reason };
    const logged = heads.get(seq);
    if (logged && !sameBytes(logged, event.hash)) return { ok: false, seq, reason: 'log-mismatch' };
    prev = event.hash;
  }
  return misfitOfLog(anchors, events.length) ?? { ok: true, seq: events.length, head: prev };
}

function misplaced(events: readonly SealedEvent[], event: SealedEvent, seq: number): ChainMisfit | undefined {
  if (event.matterId !== events[0]?.matterId) return 'foreign';
  if (event.seq === seq) return undefined;
  return event.seq < seq || events.some((other) => other.seq === seq) ? 'order' : 'gap';
}

function altered(hash: Hash, event: SealedEvent, prev: Uint8Array): ChainMisfit | undefined {
  try {
    return sameBytes(eventHash(hash, event, prev), event.hash) ? undefined : 'hash-mismatch';
  } catch {
    return 'malformed'; // a stored row always had a form when it was sealed, so whatever hinders hashing it now came later
  }
}

function misfitOfLog(anchors: readonly Anchor[], last: number): ChainVerdict | undefined {
  let before = 0;
  for (const { seq } of anchors) {
    if (seq <= before) return { ok: false, seq, reason: 'log-order' };
    if (seq > last) return { ok: false, seq: last + 1, reason: 'cut-short' };
    before = seq;
  }
  return undefined;
}

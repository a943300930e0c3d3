// Making checkpoints: by the worker once an hour, by `daodi` on request. One transaction each, so a kill leaves a whole one or none.
import { toHex } from '#core/record/bytes.ts';
import { type Checkpoint, sealCheckpoint } from '#core/record/checkpoint.ts';
import { growLog } from '#core/record/head-log.ts';
import { type Frontier, frontierAt, rootOf, subtreesOf } from '#core/record/merkle.ts';
import type { Instant } from '#core/time/day.ts';
import type { Ports } from '#platform/ports.ts';
import { checkpointSetting, isDayOld, minutesFrom, nextSlotAt, notBefore, profileOf, slotOf } from './rules.ts';
import * as store from './store.ts';

export type RecordPorts = Pick<Ports, 'db' | 'now' | 'hash' | 'log'>;

/** What one checkpoint lists at most; the rest follows at once in the next, so that memory stays flat after a great import. */
const mostHeads = 50_000;
/** Hashed and written at once; between portions others get their turn. */
const portion = 1_000;

/**
 * Lists every head that moved since the last checkpoint and seals it. Returns the newest one made, or null when nothing moved (then nothing
 * is written, unless `evenIfNothingMoved`). Two at once queue up; the second finds nothing to do. Throws when the stored tree does not fit the
 * last checkpoint: nothing may be built upon a damaged record.
 */
export async function checkpointNow(ports: RecordPorts, { evenIfNothingMoved = false } = {}): Promise<Checkpoint | null> {
  let made: Checkpoint | null = null;
  for (;;) {
    const step = await ports.db.transaction().execute((trx) => checkpointOnce(trx, ports, evenIfNothingMoved && made === null));
    if (step === null) return made;
    made = step.checkpoint;
    if (!step.isMore) return made;
  }
}

async function checkpointOnce(
  trx: store.RecordTrx,
  ports: RecordPorts,
  evenIfNothingMoved: boolean,
): Promise<{ checkpoint: Checkpoint; isMore: boolean } | null> {
  await store.lockCheckpoints(trx);
  const heads = await store.movedHeads(trx, mostHeads);
  if (heads.length === 0 && !evenIfNothingMoved) return null;
  const last = await store.lastCheckpoint(trx);
  let frontier = await soundFrontier(trx, ports, last);
  for (let at = 0; at < heads.length; at += portion) {
    const grown = growLog(ports.hash, frontier, heads.slice(at, at + portion));
    await store.insertGrowth(trx, grown.rows, grown.nodes);
    frontier = grown.frontier;
  }
  const now = ports.now();
  const at = notBefore(now, last?.at as Instant | undefined);
  if (at !== now) ports.log.warn({ now, last: last?.at }, 'the clock stands before the last checkpoint; the new one is dated like it');
  const news = { at, profile: profileOf(ports.hash), size: frontier.size, root: rootOf(ports.hash, frontier) };
  const checkpoint = sealCheckpoint(ports.hash, news, last);
  await store.insertCheckpoint(trx, checkpoint);
  return { checkpoint, isMore: heads.length === mostHeads };
}

async function soundFrontier(trx: store.RecordTrx, ports: RecordPorts, last: Checkpoint | undefined): Promise<Frontier> {
  const size = last?.size ?? 0;
  const frontier = frontierAt(size, await store.loadNodes(trx, subtreesOf({ start: 0, end: size })));
  if (last && toHex(rootOf(ports.hash, frontier)) !== last.root)
    throw new Error(`The stored tree does not fit checkpoint ${last.id}: run daodi verify`);
  return frontier;
}

export type CheckpointJob = {
  readonly name: 'record-checkpoint';
  /** Makes the checkpoint of the current hour (or whatever is set); cheap when it was made. Call it as often as you like. */
  readonly run: () => Promise<Checkpoint | null>;
};

/** For the worker. Several processes may run it side by side. */
export function checkpointJob(ports: RecordPorts): CheckpointJob {
  let tried = -1; // a slot in which nothing moved leaves no row, and need not be looked at again
  return {
    name: 'record-checkpoint',
    async run() {
      const minutes = await checkpointMinutes(ports);
      const slot = slotOf(ports.now(), minutes);
      if (slot === tried) return null;
      const last = await store.lastCheckpoint(ports.db);
      const isMade = last !== undefined && slotOf(last.at as Instant, minutes) >= slot;
      const made = isMade
        ? null
        : await checkpointNow(ports, { evenIfNothingMoved: last !== undefined && isDayOld(last.at as Instant, ports.now()) });
      tried = slot;
      return made;
    },
  };
}

const checkpointMinutes = async (ports: Pick<Ports, 'db'>): Promise<number> =>
  minutesFrom(await store.readSetting(ports.db, checkpointSetting));

/** When the worker will make the next one, if anything moves until then. */
export async function nextCheckpointAt(ports: Pick<Ports, 'db' | 'now'>): Promise<Instant> {
  return nextSlotAt(ports.now(), await checkpointMinutes(ports));
}

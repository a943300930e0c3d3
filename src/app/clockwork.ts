// The worker (P12 紧盯不放): lets time act on every matter that is due, invites raisers, keeps checkpoints, clears what is over. In process by default,
// `daodi jobs` apart; several may run at once: an advisory lock lets one work, and every step may be killed and done again.

import { addHours, type Instant, msOf } from '#core/time/day.ts';
import { endRequests } from '#features/data-requests/index.ts';
import { recomputeJob } from '#features/limits/index.ts';
import { lookAtClasses } from '#features/matter-classes/index.ts';
import {
  clearOldActionDrafts,
  dueForTick,
  fillInitials,
  fillRounds,
  releaseMatters,
  tailIndexer,
  tickMatter,
} from '#features/matters/index.ts';
import type { Post } from '#features/notices/index.ts';
import { keepDaysJob } from '#features/rates/index.ts';
import { checkpointJob } from '#features/record/index.ts';
import { retentionJob } from '#features/retention/index.ts';
import { findsAlike, placeWaiting } from '#features/similar/index.ts';
import { inviteRaisers } from '#features/verdicts/index.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';
import { inSpan } from '#platform/trace.ts';
import { filesSweep } from './files-sweep.ts';
import { importsAgain } from './imports-again.ts';

export type Clockwork = {
  /** One whole round now, after the one under way; how many matters time acted on. */
  runOnce(): Promise<number>;
  /** Waits for the round under way. */
  stop(): Promise<void>;
  /** Seconds since the last whole round, for health and metrics; null before the first. */
  lag(): number | null;
};

/**
 * `post` hands news round in each round and carries messages in a loop of its own, which no round waits for. `isBusy`: people want something of this process just now, and
 * what can wait does little.
 */
export type ClockworkOptions = { everyMs?: number; post?: Post | undefined; isBusy?: () => boolean };

const lockKey = 823_411_001; // any number, the same in every process of this product
/** The most that one round does. While people want something it does little, what is due first coming first: in a busy hour still more than a large county's day brings. */
const quietRound = { acts: 500, invitations: 200, news: 100 };
const busyRound = { acts: 40, invitations: 10, news: 20 };
/** Rounds for which what can wait waits while people want something: a minute. */
const mostPatience = 12;
const keepKeysHours = 48; // how long an Idempotency-Key is remembered

/** Files are swept where there is a store to sweep. */
export function startClockwork(ports: Ports & { files?: FileStore }, options: ClockworkOptions = {}): Clockwork {
  const { everyMs = 5_000, isBusy = () => false } = options;
  const checkpoints = checkpointJob(ports);
  const days = keepDaysJob(ports);
  const calendars = recomputeJob(ports);
  const retention = retentionJob(ports);
  const sweep = ports.files ? filesSweep({ ...ports, files: ports.files }) : null;
  const imports = ports.files ? importsAgain({ ...ports, files: ports.files }) : null;
  let running: Promise<number> | null = null;
  let stopped = false;
  let lastRoundAt: Instant | null = null;

  const whatCanWait = async (): Promise<void> => {
    await checkpoints.run();
    await fillRounds(ports, () => stopped);
    await fillInitials(ports, () => stopped);
    await days.run(() => stopped);
    await calendars.run(() => stopped);
    await retention.run(() => stopped);
    await endRequests(ports);
    await lookAtClasses(ports, { findsLike: findsAlike(ports) });
    await clear(ports);
  };
  let patience = mostPatience;
  const round = async (mayWait: boolean): Promise<number> => {
    const worked = await alone(ports, async () => {
      const most = isBusy() ? busyRound : quietRound;
      const acted = await letTimeAct(ports, most.acts, () => stopped);
      await inviteRaisers(ports, most.invitations);
      await options.post?.round(most.news);
      await releaseMatters(ports);
      await placeWaiting(ports, () => stopped, isBusy);
      patience = mayWait && isBusy() && patience > 0 ? patience - 1 : mostPatience;
      if (patience === mostPatience) await whatCanWait();
      return acted;
    });
    lastRoundAt = ports.now();
    sweep?.kick();
    imports?.kick();
    return worked ?? 0;
  };

  const run = (mayWait: boolean): Promise<number> => {
    running ??= inSpan('clock round', {}, () => round(mayWait)).finally(() => {
      running = null;
    });
    return running;
  };
  const runOnce = async (): Promise<number> => {
    await running?.catch(() => undefined);
    return run(false);
  };

  const rounds = repeated(everyMs, () => run(true), ports);
  // What was just told is found by reading it through, which costs every search; so it goes into the index sooner than other things are done.
  const indexing = repeated(everyMs / 5, tailIndexer(ports.db, isBusy), ports);

  return {
    runOnce,
    stop: async () => {
      stopped = true;
      await Promise.all([rounds.stop(), indexing.stop()]);
      await running?.catch(() => undefined);
      await sweep?.settled();
      await options.post?.stop();
    },
    lag: () => (lastRoundAt === null ? null : (msOf(ports.now()) - msOf(lastRoundAt)) / 1000),
  };
}

/** Again and again, so long after the last time ended, until it is stopped; `stop` waits for what is under way. */
function repeated(everyMs: number, work: () => Promise<unknown>, { log }: Pick<Ports, 'log'>): { stop(): Promise<void> } {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work()
        .then(
          () => undefined,
          (error: unknown) => log.error({ err: error }, 'a round of the clock failed; it is tried again'),
        )
        .then(schedule);
    }, everyMs);
    timer.unref();
  };
  schedule();
  return {
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

/** Holds the lock on a connection of its own while working, so that a killed process lets it go. Null when another process has it. */
async function alone<T>(ports: Ports, work: () => Promise<T>): Promise<T | null> {
  const client = await ports.pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lockKey]);
    if (!rows[0]?.mine) return null;
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lockKey]);
    }
  } finally {
    client.release();
  }
}

/** A matter that cannot be worked (a broken record) is logged and put off, so that it does not hold up the others. */
async function letTimeAct(ports: Ports, most: number, isStopped: () => boolean): Promise<number> {
  const due = await dueForTick(ports.db, ports.now(), most);
  let acted = 0;
  for (const number of due) {
    if (isStopped()) break;
    try {
      acted += (await tickMatter(ports, number)) > 0 ? 1 : 0;
    } catch (error) {
      ports.log.error({ err: error, number }, 'time could not act on this matter; it is tried again in an hour');
      await ports.db
        .updateTable('matter')
        .set({ next_tick_at: addHours(ports.now(), 1) })
        .where('number', '=', number)
        .execute();
    }
  }
  return acted;
}

/** What has served its time: keys of repeated requests, throttles that ran out, sign-ins that ended. */
async function clear(ports: Ports): Promise<void> {
  const now = ports.now();
  await ports.db.deleteFrom('idempotency').where('created_at', '<', addHours(now, -keepKeysHours)).execute();
  await ports.db.deleteFrom('throttle').where('until', '<', addHours(now, -24)).execute();
  await clearOldActionDrafts(ports);
  await ports.db.deleteFrom('sign_in').where('expires_at', '<', now).execute();
  await ports.db.deleteFrom('sign_in_step').where('expires_at', '<', now).execute();
  await ports.db.deleteFrom('structure_draft').where('touched_at', '<', addHours(now, -24)).execute();
  await ports.db.deleteFrom('openid_journey').where('expires_at', '<', now).execute();
}

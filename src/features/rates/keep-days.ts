// Keeps the counts of days that are over (docs/decisions/0024), so that a page over two quarters adds up days instead of reading every round.
import { lastPeriods, periodOf } from '#core/rates/period.ts';
import { addDays, addHours, type Day, dayOf, type Instant, minutesBetween } from '#core/time/day.ts';
import { inTransaction, type Runner } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { daysToMake, makeDays, makeStretch, stretchesToMake } from './store-counts.ts';

const daysBack = 1_100; // twelve quarters, as far as the reports look back
const atOnce = 30;
const perRun = 360;

/**
 * Counts the days that changed and those not kept yet. Returns how many. May be killed anywhere: what is not kept is read from its rounds.
 * A day is taken up an hour after its end: a write that was decided before midnight and commits after it leaves no mark.
 */
export async function keepDays(ports: Pick<Ports, 'db' | 'now'>, stopped: () => boolean = () => false): Promise<number> {
  const last = addDays(dayOf(addHours(ports.now(), -1)), -1);
  const days = await daysToMake(ports.db, last, daysBack, perRun);
  let made = 0;
  while (made < days.length && !stopped()) {
    const some = days.slice(made, made + atOnce);
    await inTransaction(ports.db, (trx) => makeDays(trx as unknown as Runner, some, ports.now()));
    made += some.length;
  }
  if (!stopped() && made === days.length) await keepStretches(ports, last, stopped);
  return made;
}

/** The months and quarters that are over, thirteen of each back, for the matters with several rounds. */
async function keepStretches(ports: Pick<Ports, 'db' | 'now'>, last: Day, stopped: () => boolean): Promise<void> {
  const over = (['quarter', 'month'] as const).flatMap((kind) => lastPeriods(periodOf(kind, last), 13)).filter((one) => one.to <= last);
  for (const stretch of await stretchesToMake(ports.db, over)) {
    if (stopped()) return;
    await inTransaction(ports.db, (trx) => makeStretch(trx as unknown as Runner, stretch, ports.now()));
  }
}

/** For the clock: once a minute, however often it is called. */
export function keepDaysJob(ports: Pick<Ports, 'db' | 'now'>): { run(stopped: () => boolean): Promise<void> } {
  let last: Instant | null = null;
  return {
    async run(stopped) {
      const now = ports.now();
      if (last !== null && Math.abs(minutesBetween(last, now)) < 1) return;
      await keepDays(ports, stopped);
      last = now;
    },
  };
}

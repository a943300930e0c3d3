// Imports whose process ended under them are taken up again, looked for once a minute. Beside the rounds of the clock: a long table must not hold up a deadline. Ending
// the process does not wait for one; it gives no more sign of life, and the next process finds it.
import { msOf } from '#core/time/day.ts';
import { continueRuns } from '#features/workbooks/staff.tsx';
import type { FileStore } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';

export type ImportsAgain = { kick(): void; settled(): Promise<void> };

export function importsAgain(ports: Ports & { files: FileStore }): ImportsAgain {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  const work = async (): Promise<void> => {
    try {
      await continueRuns(ports);
    } catch (err) {
      ports.log.error({ err }, 'imports that broke off could not be looked for; it is tried again in a minute');
    }
  };
  return {
    kick: () => {
      const now = msOf(ports.now());
      if (running !== null || Math.abs(now - lookedAt) < 60_000) return;
      lookedAt = now;
      running = work().finally(() => {
        running = null;
      });
    },
    settled: async () => (await running) ?? undefined,
  };
}

// Files that no row knows, a little at a time: one of 256 slices every five minutes, so that a store of any size is gone through in a day less some hours.
// Beside the rounds of the clock and not in them, because a store that hangs must not hold up a deadline. No state: killed anywhere, it goes on with the next slice.
import { msOf } from '#core/time/day.ts';
import { clearLeftovers } from '#features/intake/index.ts';
import { clearImportFiles } from '#features/workbooks/staff.tsx';
import type { FileStore } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';
import { clearUploads } from '#platform/uploads/uploads.ts';

const sliceMs = 5 * 60_000;
const slices = 256;

export type FilesSweep = {
  /** Starts on the slice of this moment unless it was done or is under way. Never throws, never waits. */
  kick(): void;
  /** When what is under way has ended. */
  settled(): Promise<void>;
};

export function filesSweep(ports: Ports & { files: FileStore }): FilesSweep {
  let done = -1;
  let running: Promise<void> | null = null;
  const work = async (slice: string): Promise<void> => {
    try {
      await clearUploads(ports);
      await clearImportFiles(ports);
      const { removed, freedBytes } = await clearLeftovers(ports, slice);
      if (removed > 0) ports.log.info({ slice, removed, freedBytes }, 'files that nothing refers to were removed');
    } catch (err) {
      ports.log.error({ err, slice }, 'files could not be swept; this slice is tried again the next time round');
    }
  };
  return {
    kick: () => {
      const turn = Math.floor(msOf(ports.now()) / sliceMs);
      if (turn === done || running !== null) return;
      done = turn;
      running = work((turn % slices).toString(16).padStart(2, '0')).finally(() => {
        running = null;
      });
    },
    settled: async () => (await running) ?? undefined,
  };
}

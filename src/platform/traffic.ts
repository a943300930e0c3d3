// Whether people want something of this process right now. What can wait (likeness, rare words) waits for a quiet moment, so that nobody's page is the slower for it.

const many = 4;
const withinMs = 1_000;

export type Traffic = { seen(): void; isBusy(): boolean };

/** Busy: four requests within the last second. `clock` in milliseconds, never going back. */
export function watchTraffic(clock: () => number = () => performance.now()): Traffic {
  const last = new Array<number>(many).fill(Number.NEGATIVE_INFINITY);
  let next = 0;
  return {
    seen: () => {
      last[next] = clock();
      next = (next + 1) % many;
    },
    // The next to be written over is the oldest of the four.
    isBusy: () => clock() - (last[next] ?? 0) < withinMs,
  };
}

// Clocks are things of their own beside the status (P12): setting, ending and telling them. A clock that was told stays told until it is set to another time.
import type { Instant } from '../time/day.ts';
import type { ClockKind } from './events.ts';

/** `told` = the worker has said once that it ran out; a clock set anew is untold again. */
export type Clock = { kind: ClockKind; dueAt: Instant; told?: true };
type Clocks = readonly Clock[];

export const put = (clocks: Clocks, ...set: Clock[]): Clocks => [...clocks.filter((c) => !set.some((s) => s.kind === c.kind)), ...set];
export const drop = (clocks: Clocks, ...kinds: ClockKind[]): Clocks => clocks.filter((c) => !kinds.includes(c.kind));
export const told = (clocks: Clocks, kind: ClockKind): Clocks => clocks.map((c) => (c.kind === kind ? { ...c, told: true } : c));

/**
 * One clock for several dates: it stands on the earliest that was not told yet. A date that was told is passed over, so that a second
 * request is not silenced by an older one; when all were told, the clock stays told; without dates there is none.
 */
export function earliest(clocks: Clocks, kind: ClockKind, dates: readonly Instant[]): Clocks {
  const now = clocks.find((c) => c.kind === kind);
  if (dates.length === 0) return now ? drop(clocks, kind) : clocks;
  const sorted = [...dates].sort();
  const next = now?.told ? sorted.find((date) => date > now.dueAt) : sorted[0];
  if (next === undefined || next === now?.dueAt) return clocks;
  return put(clocks, { kind, dueAt: next });
}

export const helperClock = (clocks: Clocks, helpers: readonly { dueAt: Instant; done: boolean }[]): Clocks =>
  earliest(
    clocks,
    'helper',
    helpers.filter((h) => !h.done).map((h) => h.dueAt),
  );

export const checkBackClock = (at: readonly Instant[]): Clocks => at.slice(0, 1).map((dueAt) => ({ kind: 'checkBack', dueAt }));

// When to call next (SM-04 "at different times"; complaint: called three times in a row at noon and put down as not reached). Pure.
import type { Attempt } from '#core/matter/matter.ts';
import { addHours, atTimeOfDay, type Day, dayOf, type Instant, msOf, type TimeOfDay, timeOfDay } from '#core/time/day.ts';
import { callsSoFar } from './rules.ts';

/** How long a call is one officer's, from the last thing done about it. */
export const claimMinutes = 20;

/** Times of day at which people may be rung: not at noon, not at night. */
export type CallWindow = 'morning' | 'afternoon' | 'evening';
export const callWindows: readonly { name: CallWindow; from: TimeOfDay; to: TimeOfDay }[] = [
  { name: 'morning', from: '09:00', to: '11:30' },
  { name: 'afternoon', from: '14:30', to: '17:30' },
  { name: 'evening', from: '18:30', to: '20:30' },
];

/** Which of them a moment lies in, or the one that is nearest to it: a call at noon tried the morning, one at night the evening. */
export function windowOf(at: Instant): CallWindow {
  const time = timeOfDay(at);
  if (time < '13:00' && time >= '04:00') return 'morning';
  return time >= '13:00' && time < '18:00' ? 'afternoon' : 'evening';
}

export const isCallingTime = (at: Instant): boolean => {
  const time = timeOfDay(at);
  return callWindows.some((window) => time >= window.from && time < window.to);
};

export type NextCall = { window: CallWindow; from: Instant; to: Instant };

/**
 * The next stretch in which a call makes sense: two hours after the last one at the earliest, and at a time of day that was not tried yet, if there is one
 * within two days; else the next there is. Never null: somebody can always be called tomorrow.
 */
export function nextCall(attempts: readonly Attempt[], now: Instant): NextCall {
  const lastReached = attempts.findLastIndex((attempt) => attempt.reached);
  const tried = new Set(attempts.slice(lastReached + 1).map((attempt) => windowOf(attempt.at)));
  const useful = callsSoFar(attempts).nextUsefulAt;
  const earliest = useful !== null && useful > now ? useful : now;
  const coming: NextCall[] = [];
  for (let day = 0; day < 3; day += 1) {
    const on = dayOf(addHours(earliest, 24 * day));
    for (const window of callWindows) coming.push(...stretch(on, window, earliest));
  }
  const fresh = coming.find((one) => !tried.has(one.window));
  return (fresh ?? coming[0]) as NextCall;
}

/** The part of a window that is left; nothing when less than ten minutes are. */
function stretch(on: Day, window: (typeof callWindows)[number], earliest: Instant): NextCall[] {
  const [start, to] = [atTimeOfDay(on, window.from), atTimeOfDay(on, window.to)];
  const from = start > earliest ? start : earliest;
  return msOf(to) - msOf(from) >= 600_000 ? [{ window: window.name, from, to }] : [];
}

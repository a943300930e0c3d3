// The lights of a running clock (P12; SM-11): none -> blue (near due) -> yellow (due today, behind, returned) -> red (overdue).
// Thresholds are data. A light is computed from times, never stored as a fact, and always shown with a word beside the colour.
import { atTimeOfDay, dayOf, type Instant, instantFromMs, minuteMs, msOf } from './day.ts';
import type { Words } from './limits.ts';

export type Light = 'none' | 'blue' | 'yellow' | 'red';

export const lightText: Record<Light, Words> = {
  none: { zh: '正常', en: 'in time' },
  blue: { zh: '临期', en: 'near due' },
  yellow: { zh: '预警', en: 'warning' },
  red: { zh: '超期', en: 'overdue' },
};

/**
 * `blueShareLeft`: blue from this share of the whole time on (SM-11: 20 %). Long clocks turn yellow when the due day begins. Clocks shorter
 * than `shortClockMinutes` would be due "today" almost from the start, so they turn yellow at `yellowShareLeft` instead. Five days keeps
 * the ladder in order: 20 % of it is the whole due day.
 */
export interface LightRule {
  blueShareLeft: number;
  yellowShareLeft: number;
  shortClockMinutes: number;
}

export const defaultLightRule: LightRule = { blueShareLeft: 0.2, yellowShareLeft: 0.1, shortClockMinutes: 5 * 1440 };

export interface LightInput {
  startAt: Instant;
  dueAt: Instant;
  now: Instant;
  /** Answered: the clock has ended and shows no light. */
  replied?: boolean;
  /** The clock stands still: no light, and none is coming. */
  paused?: boolean;
  /** Behind a milestone, or returned for rework once: yellow at least. */
  behind?: boolean;
  returned?: boolean;
  rule?: LightRule;
}

/** The first millisecond of blue, yellow and red. Paused time is part of the whole, so a light may come a little early, never late. */
function turns({ startAt, dueAt, rule = defaultLightRule }: LightInput): { blue: number; yellow: number; red: number } {
  const [start, due] = [msOf(startAt), msOf(dueAt)];
  const before = (share: number) => Math.floor(due - (due - start) * share);
  const short = due - start < rule.shortClockMinutes * minuteMs;
  const yellow = short ? before(rule.yellowShareLeft) : msOf(atTimeOfDay(dayOf(dueAt), '00:00'));
  return { blue: before(rule.blueShareLeft), yellow, red: due + 1 };
}

/** The light at `now`. */
export function lightOf(input: LightInput): Light {
  if (input.replied || input.paused) return 'none';
  const now = msOf(input.now);
  const { blue, yellow, red } = turns(input);
  if (now >= red) return 'red';
  if (now >= yellow || input.behind || input.returned) return 'yellow';
  return now >= blue ? 'blue' : 'none';
}

/** When the light turns next by itself, or null: the worker wakes then. At that moment `lightOf` gives another answer than at `now`. */
export function nextLightChangeAt(input: LightInput): Instant | null {
  if (input.replied || input.paused) return null;
  const [now, present] = [msOf(input.now), lightOf(input)];
  const { blue, yellow, red } = turns(input);
  for (const turn of [blue, yellow, red].sort((a, b) => a - b)) {
    const at = instantFromMs(turn);
    if (turn > now && lightOf({ ...input, now: at }) !== present) return at;
  }
  return null;
}

// Where "now" comes from. Nothing else in Daodi reads the system clock for a decision: time is handed in.
import type { Instant } from '#core/time/day.ts';

export type Clock = () => Instant;

const millisecondsIn = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, milliseconds: 1 } as const;

/** A length of time, e.g. `{ days: 1, hours: 2 }`. A day is 24 hours; working days are the core's business. */
export type Stretch = { [unit in keyof typeof millisecondsIn]?: number };

export type TestClock = Clock & {
  /** Lets time pass, and returns the new now. */
  advance(stretch: Stretch): Instant;
  /** Jumps to an instant, also backwards, as a badly kept server clock may. */
  setTo(instant: Instant): Instant;
};

export function systemClock(): Clock {
  return () => new Date().toISOString() as Instant;
}

/** A clock that stands still until it is told otherwise. For tests and for the played walk. */
export function testClock(start: Instant): TestClock {
  let now = parse(start);
  const read = (): Instant => new Date(now).toISOString() as Instant;
  const setTo = (instant: Instant): Instant => {
    now = parse(instant);
    return read();
  };
  const advance = (stretch: Stretch): Instant => {
    for (const [unit, length] of Object.entries(stretch)) now += length * millisecondsIn[unit as keyof Stretch];
    return read();
  };
  return Object.assign(read, { advance, setTo });
}

function parse(instant: Instant): number {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new Error(`Not an instant: ${instant}`);
  return milliseconds;
}

// When a checkpoint is due, and which hash function is at work. Pure; docs/record.md says what checkpoints are for.
import { sameBytes, toHex } from '#core/record/bytes.ts';
import type { Hash, HashProfile } from '#core/record/hash.ts';
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';

/** The row of the settings table: `{ "everyMinutes": 60 }`. */
export const checkpointSetting = 'record.checkpoint';
export const usualMinutes = 60;
const minute = 60_000;
const day = 24 * 60 * minute;

/** Between five minutes and a day; anything else in the setting counts as not set, so that a slip never ends the checkpoints. */
export function minutesFrom(setting: unknown): number {
  const asked = typeof setting === 'object' && setting !== null && 'everyMinutes' in setting ? setting.everyMinutes : undefined;
  return typeof asked === 'number' && Number.isInteger(asked) && asked >= 5 && asked <= 1440 ? asked : usualMinutes;
}

/** Time cut into equal slots, on the full hour where they last one: a checkpoint is due once in each. */
export const slotOf = (at: Instant, minutes: number): number => Math.floor(msOf(at) / (minutes * minute));

export const nextSlotAt = (now: Instant, minutes: number): Instant => instantFromMs((slotOf(now, minutes) + 1) * minutes * minute);

/** "Nothing happened" is a statement too, and worth making once a day: it bounds the time in which something could be unmade. */
export const isDayOld = (at: Instant, now: Instant): boolean => msOf(now) - msOf(at) >= day;

/** A checkpoint is never dated before the one it follows, even when the server's clock was put back. */
export const notBefore = (now: Instant, last: Instant | undefined): Instant => (last !== undefined && last > now ? last : now);

/** What either function makes of no bytes at all (GB/T 32905-2016; FIPS 180-4). */
const ofNothing: Record<string, HashProfile> = {
  '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b': 'sm3',
  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855: 'sha256',
};

/** The name of the function that was handed in, told by what it does. Throws for any other. */
export function profileOf(hash: Hash): HashProfile {
  const profile = ofNothing[toHex(hash(new Uint8Array(0)))];
  if (!profile) throw new Error('The hash function of the record is neither SM3 nor SHA-256.');
  return profile;
}

/** The number that a first event gives its matter or class. */
export const numberIn = (data: unknown): string | undefined =>
  typeof data === 'object' && data !== null && 'number' in data && typeof data.number === 'string' ? data.number : undefined;

/** Whether a column holds what the history makes it. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  return JSON.stringify(a) === JSON.stringify(b);
}

// Ids and tokens. Ids sort by the moment they were made; tokens are secrets, of which only a digest is ever stored.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import { systemClock } from '#platform/clock.ts';
import { randomPart } from '#platform/random.ts';

export type Ids = () => string;

// Crockford's base 32, which has no I, L, O and U: what is read aloud over the phone is not misheard.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomBits = 80n;

/**
 * ULIDs: 26 characters, 48 bits of time and 80 of chance, in plain alphabetical order of making.
 * Within one millisecond, and while the clock stands still or runs back, the last id is counted up by one, so the order holds.
 */
export function ulids(clock: Clock = systemClock(), random: (size: number) => Uint8Array = randomPart): Ids {
  let lastTime = -1;
  let last = 0n;
  return () => {
    const time = Date.parse(clock());
    if (time > lastTime) {
      lastTime = time;
      last = (BigInt(time) << randomBits) | toNumber(random(10));
    } else {
      last += 1n;
    }
    return toBase32(last);
  };
}

export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

/** A secret for links, sessions and the API, as base64url. 24 bytes are 192 bits and 32 characters; fewer than 16 bytes are refused. */
export function randomToken(bytes = 24): string {
  if (bytes < 16) throw new Error('A token needs at least 16 random bytes (128 bits).');
  return randomPart(bytes).toString('base64url');
}

/**
 * What is stored in place of a token: its SHA-256 as 64 hex digits. Enough for tokens from `randomToken`, whose chance cannot be tried out.
 * Not for passwords or phone numbers, which can.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Whether two secrets are the same, in a time that tells nothing about where they differ, or about their lengths. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function toBase32(number: bigint): string {
  let text = '';
  for (let rest = number; text.length < 26; rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
}

// A token that stands on a compressed page beside words from outside must look different each time, or its bytes can be guessed from the
// length of the page (BREACH). So it is written as a one-time mask and the token under it.
import { timingSafeEqual } from 'node:crypto';
import { randomPart } from '#platform/random.ts';

/** `token` is base64url of any length. */
export function maskToken(token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  const mask = randomPart(bytes.length);
  return Buffer.concat([mask, xor(bytes, mask)]).toString('base64url');
}

/** Whether what came back is this token under some mask; takes the same time wherever they differ. */
export function isMasked(masked: string, token: string): boolean {
  const bytes = Buffer.from(masked, 'base64url');
  const wanted = Buffer.from(token, 'base64url');
  if (wanted.length === 0 || bytes.length !== wanted.length * 2) return false;
  return timingSafeEqual(xor(bytes.subarray(wanted.length), bytes.subarray(0, wanted.length)), wanted);
}

function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, i) => byte ^ (other[i] ?? 0)));
}

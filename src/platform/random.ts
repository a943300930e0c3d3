// Chance in small parts. Each call of the system costs some microseconds, so a page of it is fetched at once; what was handed out is never handed out again.
import { randomFillSync } from 'node:crypto';

const page = Buffer.alloc(4_096);
let used = page.length;

/** `size` bytes from the system's own source, for nonces and masks; at most 256 at once. */
export function randomPart(size: number): Buffer {
  if (size > 256) throw new RangeError('a part of chance is at most 256 bytes');
  if (used + size > page.length) {
    randomFillSync(page);
    used = 0;
  }
  const part = Buffer.from(page.subarray(used, used + size));
  page.fill(0, used, used + size);
  used += size;
  return part;
}

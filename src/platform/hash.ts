// The hash functions that the record is handed, from Node's OpenSSL. SM3 counties and SHA-256 counties run the same code.
import { createHmac, hash as digest, getHashes } from 'node:crypto';
import type { Hash, HashProfile } from '#core/record/hash.ts';

/** Throws when this Node was built without the function (some hardened OpenSSL builds drop SM3): at start, not at the first concern. */
export function hashOf(profile: HashProfile): Hash {
  refuseMissing(profile);
  return (data) => digest(profile, data, 'buffer');
}

/** RFC 2104 over the same hash; for what may be guessed if merely hashed, such as a telephone number. */
export function hmacOf(profile: HashProfile): (key: Uint8Array, data: Uint8Array) => Uint8Array {
  refuseMissing(profile);
  return (key, data) => createHmac(profile, key).update(data).digest();
}

function refuseMissing(profile: HashProfile): void {
  if (!getHashes().includes(profile))
    throw new Error(`This Node has no ${profile}: its OpenSSL was built without it. Use the Node that npm ci installs.`);
}

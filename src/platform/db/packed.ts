// Columns of a million small numbers: most are zero, and packed here, off the main thread, they are a tenth. PostgreSQL then neither packs them again (on its own, slow
// way) nor spells all of them out.
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';

export const packNumbers = (numbers: Uint32Array): Promise<Uint8Array> =>
  promisify(deflate)(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), { level: 1 });

/** Throws when the bytes are not what `packNumbers` made. */
export const unpackNumbers = async (bytes: Uint8Array): Promise<Uint32Array> =>
  new Uint32Array(Uint8Array.from(await promisify(inflate)(bytes)).buffer); // a copy, because unpacked bytes may start at any address

// Reading that believes nothing: what comes out of a store is compared with its name before its end is handed on.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

/** What lies under this name is not what was put there. */
export class AlteredFile extends Error {
  constructor(sha256: string) {
    super(`the file ${sha256} holds something else than its name says`);
  }
}

const heldBytes = 2 * 1024 * 1024;

/**
 * The bytes of `source`, held back 2 MB at a time: a file of up to 2 MB (every photo) is compared before anything is answered, of a larger one the end is
 * kept back, so that nobody ever receives the whole of an altered file. Throws AlteredFile, or what the source throws.
 */
export async function checkedRead(source: AsyncIterable<Uint8Array>, sha256: string): Promise<Readable> {
  const parts = checkedParts(source, sha256);
  const first = await parts.next();
  return Readable.from(following(first, parts), { objectMode: false });
}

async function* following(first: IteratorResult<Uint8Array, void>, rest: AsyncGenerator<Uint8Array, void>) {
  if (!first.done) yield first.value;
  yield* rest;
}

async function* checkedParts(source: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array, void> {
  const hash = createHash('sha256');
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    if (size + chunk.byteLength > heldBytes && size > 0) {
      yield Buffer.concat(held, size);
      [held, size] = [[], 0];
    }
    held.push(chunk);
    size += chunk.byteLength;
  }
  if (hash.digest('hex') !== sha256) throw new AlteredFile(sha256);
  if (size > 0) yield Buffer.concat(held, size);
}

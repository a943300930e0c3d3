/**
 * Finds out how a text file was written. Chinese offices send UTF-8 (with or without BOM), GBK from old Excel, and UTF-16 from "Unicode text".
 * The whole file is looked at, because 5,000 lines of digits may come before the first 汉字.
 */
import iconv from 'iconv-lite';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** What can be read more than once, piece by piece: first to look at, then to read. */
export type Chunks = () => AsyncIterable<Uint8Array>;

/** The encoding, or null when the bytes are no text in any of them. */
export async function detectEncoding(chunks: Chunks): Promise<Encoding | null> {
  const head = await firstBytes(chunks, 4096);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = zerosIn(head);
  const wide = wideWithoutMark(zeros, head.length);
  if (wide !== null) return wide;
  if (zeros.even + zeros.odd > 4 + head.length / 50) return null; // a few stray zeros are dirt, many are no text
  if (await decodesAs('utf-8', chunks)) return 'utf-8';
  return (await decodesAs('gb18030', chunks)) ? 'gb18030' : null;
}

/** The text, piece by piece, without its byte-order mark. */
export async function* decoded(chunks: Chunks, encoding: Encoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of chunks()) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text) yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

export async function firstBytes(chunks: Chunks, count: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks()) {
    parts.push(chunk);
    length += chunk.byteLength;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
}

/** UTF-16 without a mark shows by its zero bytes: every comma, digit and line break has one, always on the same side. */
function wideWithoutMark({ even, odd }: Zeros, length: number): Encoding | null {
  const enough = Math.max(8, length / 20);
  if (odd >= enough && even < odd / 20) return 'utf-16le';
  return even >= enough && odd < even / 20 ? 'utf-16be' : null;
}

type Zeros = { even: number; odd: number };

function zerosIn(head: Uint8Array): Zeros {
  const zeros = { even: 0, odd: 0 };
  for (const [at, byte] of head.entries()) {
    if (byte === 0) zeros[at % 2 === 0 ? 'even' : 'odd'] += 1;
  }
  return zeros;
}

async function decodesAs(encoding: 'utf-8' | 'gb18030', chunks: Chunks): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of chunks()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (fault) {
    if (fault instanceof TypeError) return false;
    throw fault;
  }
}

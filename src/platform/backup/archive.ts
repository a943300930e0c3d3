// One file, of formats that outlive us: tar, packed with gzip and, with a passphrase, encrypted as the age format sets it (`age -d` opens it too).
// Entries of unknown length (a table) travel in parts, so nothing is kept in memory or spooled to disk. The last entry is the manifest: every other entry with its
// length and SHA-256. A file without its manifest is not whole.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import tar from 'tar-stream';

export type Entry = { name: string; bytes: number; sha256: string };
const partBytes = 4 * 1_048_576;
const ageMark = 'age-encryption.org/v1';

export type ArchiveWriter = {
  /** One entry of known content. */
  add(name: string, content: string | Uint8Array): Promise<Entry>;
  /** Entries `name.0001`, `name.0002` … Returns the bytes in all. */
  addParts(name: string, content: AsyncIterable<Uint8Array>): Promise<number>;
  /** Writes the manifest and waits until the file is on the disk. */
  finish(about: Record<string, unknown>): Promise<void>;
  abandon(): void;
};

export async function writeArchive(file: string, passphrase: string | null): Promise<ArchiveWriter> {
  const pack = tar.pack();
  const zip = createGzip({ level: 6 });
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const written = passphrase === null ? pipeline(pack, zip, target) : encrypted(pack as unknown as Readable, zip, target, passphrase);
  let fault: unknown = null;
  written.catch((error: unknown) => {
    fault = error;
    pack.destroy();
  });
  const entries: Entry[] = [];
  const put = async (name: string, content: Uint8Array): Promise<Entry> => {
    if (fault) throw fault;
    const entry = pack.entry({ name, size: content.byteLength, mode: 0o600, mtime: new Date(0) });
    entry.end(content);
    await finished(entry).catch((error: unknown) => {
      throw fault ?? error;
    });
    return { name, bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') };
  };
  const add = async (name: string, content: string | Uint8Array): Promise<Entry> => {
    const entry = await put(name, typeof content === 'string' ? Buffer.from(content) : content);
    entries.push(entry);
    return entry;
  };
  return {
    add,
    async addParts(name, content) {
      let [part, bytes, waiting] = [0, 0, [] as Uint8Array[]];
      const flush = async (): Promise<void> => {
        part += 1;
        await add(`${name}.${String(part).padStart(4, '0')}`, Buffer.concat(waiting));
        waiting = [];
      };
      let held = 0;
      for await (const piece of content) {
        waiting.push(piece);
        held += piece.byteLength;
        bytes += piece.byteLength;
        if (held >= partBytes) {
          await flush();
          held = 0;
        }
      }
      if (held > 0) await flush();
      return bytes;
    },
    async finish(about) {
      await put('manifest.json', Buffer.from(`${JSON.stringify({ ...about, entries }, null, 1)}\n`));
      pack.finalize();
      await written;
      const handle = await open(file, 'r+');
      await handle.sync();
      await handle.close();
    },
    abandon: () => pack.destroy(),
  };
}

async function encrypted(pack: Readable, zip: NodeJS.ReadWriteStream & Writable, target: Writable, passphrase: string): Promise<void> {
  const packed = new PassThrough();
  const zipping = pipeline(pack, zip as unknown as PassThrough, packed);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  const sealed = await encrypter.encrypt(Readable.toWeb(packed) as ReadableStream<Uint8Array>);
  await Promise.all([zipping, pipeline(Readable.fromWeb(sealed as never), target)]);
}

export type ReadEntry = { name: string; bytes: Uint8Array };
export type Unreadable = 'not-a-backup' | 'needs-passphrase' | 'wrong-passphrase' | 'cut-off' | 'altered';

export class UnreadableBackup extends Error {
  readonly why: Unreadable;
  readonly entry: string;

  constructor(why: Unreadable, entry = '') {
    super(`${why}${entry && `: ${entry}`}`);
    this.why = why;
    this.entry = entry;
  }
}

/**
 * Entries in order, each whole; the manifest comes last and has been compared with what was read before. Throws UnreadableBackup: what was handed out until then must
 * not be kept.
 */
export async function* readArchive(file: string, passphrase: string | null): AsyncGenerator<ReadEntry> {
  const extract = tar.extract();
  const kind = await kindOf(file);
  if (kind === 'other') throw new UnreadableBackup('not-a-backup');
  if (kind === 'age' && passphrase === null) throw new UnreadableBackup('needs-passphrase');
  const source = kind === 'age' ? await decrypted(file, passphrase ?? '') : createReadStream(file);
  const reading = pipeline(source, createGunzip(), extract as unknown as Writable);
  reading.catch(() => undefined); // the loop below meets it
  const seen: Entry[] = [];
  try {
    for await (const entry of extract) {
      const pieces: Uint8Array[] = [];
      for await (const piece of entry) pieces.push(piece as Uint8Array);
      const bytes = Buffer.concat(pieces);
      const { name } = entry.header;
      if (name === 'manifest.json') {
        compare(bytes, seen);
        yield { name, bytes };
        return;
      }
      seen.push({ name, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') });
      yield { name, bytes };
    }
    await reading;
  } catch (error) {
    if (error instanceof UnreadableBackup || !isStreamFault(error)) throw error;
    throw new UnreadableBackup('cut-off');
  }
  throw new UnreadableBackup('cut-off');
}

/** Of the reading itself: anything else comes from whoever uses the entries, and is theirs. */
const isStreamFault = (error: unknown): boolean =>
  error instanceof Error &&
  /unexpected end|invalid|premature|Z_[A-Z]+_ERROR|incorrect (?:header|data)|tar header|stream/i.test(
    `${error.message} ${(error as NodeJS.ErrnoException).code ?? ''}`,
  ) &&
  !('severity' in error);

function compare(manifest: Uint8Array, seen: readonly Entry[]): void {
  const listed = (JSON.parse(Buffer.from(manifest).toString('utf8')) as { entries?: Entry[] }).entries ?? [];
  for (const [i, entry] of listed.entries()) {
    const own = seen[i];
    if (own?.name !== entry.name || own.sha256 !== entry.sha256) throw new UnreadableBackup('altered', entry.name);
  }
  if (seen.length !== listed.length) throw new UnreadableBackup('altered', seen[listed.length]?.name ?? '');
}

async function kindOf(file: string): Promise<'gzip' | 'age' | 'other'> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(ageMark.length);
    await handle.read(head, 0, head.length, 0);
    if (head.toString('latin1') === ageMark) return 'age';
    return head[0] === 0x1f && head[1] === 0x8b ? 'gzip' : 'other';
  } finally {
    await handle.close();
  }
}

async function decrypted(file: string, passphrase: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    const plain = await decrypter.decrypt(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
    return Readable.fromWeb(plain as never);
  } catch {
    throw new UnreadableBackup('wrong-passphrase');
  }
}

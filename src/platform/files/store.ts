/**
 * Files named by the SHA-256 of what they hold. The same photo twice is one file; a file that changed under its name is found out when it is read;
 * and no name from outside ever becomes a path. Here they lie on disk, as `<dataDir>/files/ab/cd/<64 hex signs>`; s3-store.ts keeps them in a bucket.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { checkedRead } from './checked-read.ts';

export type StoredFile = { sha256: string; bytes: number };
export type Soundness = 'whole' | 'missing' | 'altered';
export type Swept = { kept: number; removed: number; freedBytes: number };

export type SweepOptions = {
  /** Of these names, those that a row knows; asked in batches. */
  isKnown: (batch: string[]) => Promise<ReadonlySet<string>>;
  now: Date;
  graceHours?: number;
  /** Only names that begin with these two hex signs: one of 256 slices, so that a large store is swept a little at a time. */
  slice?: string | undefined;
};

export type FileStore = {
  kind: 'disk' | 's3';
  /** Folder on this machine where uploads lie until they are whole, whatever the store. */
  partial: string;
  /**
   * After this returns, the file is kept for good (on disk: synced and renamed, it survives a power cut). Throws when the disk is full or the store away,
   * and leaves nothing behind; `troubleOf` says which.
   */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /**
   * A stream of the file, or null when there is none by that name (which includes every name that is not 64 hex signs). What it holds is compared with its
   * name on the way: of an altered file the end is never handed out, AlteredFile is thrown instead (up to 2 MB before the first byte).
   */
  get(sha256: string): Promise<Readable | null>;
  /** Removes the file; gone already is fine. */
  delete(sha256: string): Promise<void>;
  /** Reads the file through and compares it with its name. */
  verify(sha256: string): Promise<Soundness>;
  /** Removes files that no row knows and that are older than the grace (a file is put before its row is committed), and what a crash left half-written. */
  sweep(options: SweepOptions): Promise<Swept>;
};

export const fileName = /^[0-9a-f]{64}$/;
/** `ab/cd/abcd…`, the same below the folder and in the bucket, so that one may be copied into the other. */
export const placeOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
const SWEEP_BATCH = 500;

/** Opens the store, making its folders (0700) where they are missing. */
export async function openFileStore(dataDir: string): Promise<FileStore> {
  const root = join(dataDir, 'files');
  const arriving = join(root, 'arriving');
  const partial = await partialFolder(dataDir);
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  const pathOf = (sha256: string): string | null => (fileName.test(sha256) ? join(folderOf(root, sha256), sha256) : null);
  return {
    kind: 'disk',
    partial,
    put: (content) => put(root, arriving, content),
    get: async (sha256) => {
      const path = pathOf(sha256);
      const file = path === null ? null : await openToRead(path);
      return file === null ? null : checkedRead(file, sha256);
    },
    delete: async (sha256) => {
      const path = pathOf(sha256);
      if (path !== null) await rm(path, { force: true });
    },
    verify: async (sha256) => {
      const path = pathOf(sha256);
      const stream = path === null ? null : await openToRead(path);
      return stream === null ? 'missing' : (await digestOf(stream)) === sha256 ? 'whole' : 'altered';
    },
    sweep: async ({ isKnown, now, graceHours = 24, slice }) => {
      const before = now.getTime() - graceHours * 3_600_000;
      await sweepFolder(arriving, before);
      return sweepFiles(root, before, isKnown, slice);
    },
  };
}

/** `<dataDir>/uploads`, made where it is missing. */
export async function partialFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'uploads');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function folderOf(root: string, sha256: string): string {
  return join(root, sha256.slice(0, 2), sha256.slice(2, 4));
}

async function put(root: string, arriving: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const temporary = join(arriving, randomBytes(12).toString('hex'));
  try {
    const { sha256, bytes } = await writeAndSync(temporary, content);
    const folder = folderOf(root, sha256);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(temporary, join(folder, sha256)); // over an equal file: harmless, and it refreshes its age for the sweep
    for (const changed of [folder, join(folder, '..'), root]) await syncFolder(changed);
    return { sha256, bytes };
  } catch (fault) {
    await rm(temporary, { force: true });
    throw fault;
  }
}

async function writeAndSync(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      await writeAll(file, chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.byteLength) written += (await file.write(chunk, written)).bytesWritten;
}

/** The new name itself must reach the disk; systems that cannot sync a folder (Windows) keep it otherwise. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Opens before answering, so that a missing file is an answer and not an error in the middle of a response. */
async function openToRead(path: string): Promise<Readable | null> {
  try {
    const file = await open(path, 'r');
    return file.createReadStream();
  } catch (fault) {
    if (isMissing(fault)) return null;
    throw fault;
  }
}

async function digestOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}

async function sweepFiles(root: string, before: number, isKnown: SweepOptions['isKnown'], slice: string | undefined): Promise<Swept> {
  const swept: Swept = { kept: 0, removed: 0, freedBytes: 0 };
  for await (const batch of storedNames(root, slice)) {
    const known = await isKnown(batch);
    for (const sha256 of batch) {
      const freed = known.has(sha256) ? null : await removeIfOld(join(folderOf(root, sha256), sha256), before);
      if (freed === null) swept.kept += 1;
      else Object.assign(swept, { removed: swept.removed + 1, freedBytes: swept.freedBytes + freed });
    }
  }
  return swept;
}

async function* storedNames(root: string, slice: string | undefined): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for (const first of await namesIn(root, /^[0-9a-f]{2}$/)) {
    if (slice !== undefined && first !== slice) continue;
    for (const second of await namesIn(join(root, first), /^[0-9a-f]{2}$/)) {
      batch.push(...(await namesIn(join(root, first, second), fileName)));
      if (batch.length >= SWEEP_BATCH) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

async function namesIn(folder: string, shape: RegExp): Promise<string[]> {
  return (await readdir(folder)).filter((name) => shape.test(name));
}

/** Removes what lies in this folder and was last written before the instant; returns the names that went. */
export async function sweepFolder(folder: string, before: number): Promise<string[]> {
  const gone: string[] = [];
  for (const name of await readdir(folder)) if ((await removeIfOld(join(folder, name), before)) !== null) gone.push(name);
  return gone;
}

/** Bytes freed, or null when the file is young or gone. */
async function removeIfOld(path: string, before: number): Promise<number | null> {
  try {
    const { mtimeMs, size } = await stat(path);
    if (mtimeMs >= before) return null;
    await rm(path);
    return size;
  } catch (fault) {
    if (isMissing(fault)) return null;
    throw fault;
  }
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
}

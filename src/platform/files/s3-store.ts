/**
 * The same files in a bucket of any S3-compatible store, as `files/ab/cd/<64 hex signs>`: the layout of the disk store, so that a county can move by copying.
 * A store that hangs is given up on after a time: whoever asked is told, and goes on without the file.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AlteredFile, checkedRead } from './checked-read.ts';
import { type FileStore, fileName, partialFolder, placeOf, type StoredFile, type SweepOptions, type Swept } from './store.ts';

export type S3Settings = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string };

export type S3Store = FileStore & {
  kind: 's3';
  /** Asks once for the bucket: null when it can be reached, else the fault. */
  probe(): Promise<Error | null>;
  close(): void;
};

/** How long an answer is waited for, and how long each part of a file; a file is given one second more for every 100 KB. */
const usualPatienceMs = 8_000;

/** Opens nothing yet: a store that is away must not keep the county from starting. */
export async function openS3Store(dataDir: string, settings: S3Settings, patienceMs = usualPatienceMs): Promise<S3Store> {
  const { endpoint, bucket: Bucket, region, accessKeyId, secretAccessKey } = settings;
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true, // every S3-compatible store understands it, also one without a name of its own in DNS
    maxAttempts: 2,
    requestChecksumCalculation: 'WHEN_REQUIRED', // newer checksums are unknown to many compatible stores; ours is the name itself
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: Math.min(3_000, patienceMs), socketTimeout: patienceMs },
  });
  const patience = (bytes = 0) => ({ abortSignal: AbortSignal.timeout(patienceMs + Math.ceil(bytes / 100)) });
  const partial = await partialFolder(dataDir);
  const keyOf = (sha256: string): string => `files/${placeOf(sha256)}`;

  const read = async (sha256: string): Promise<AsyncIterable<Uint8Array> | null> => {
    if (!fileName.test(sha256)) return null;
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(sha256) }), patience());
      return Body ? patiently(Body as Readable, patienceMs) : null;
    } catch (fault) {
      if (isMissing(fault)) return null;
      throw fault;
    }
  };

  const put = async (content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile> => {
    const Body = content instanceof Uint8Array ? content : await gathered(content);
    const sha256 = createHash('sha256').update(Body).digest('hex');
    const command = new PutObjectCommand({ Bucket, Key: keyOf(sha256), Body, ContentLength: Body.byteLength });
    await client.send(command, patience(Body.byteLength)); // over an equal object: harmless, and it refreshes its age for the sweep
    return { sha256, bytes: Body.byteLength };
  };

  const remove = async (sha256: string): Promise<void> => {
    if (fileName.test(sha256)) await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(sha256) }), patience());
  };

  /** Looked at again right before it goes: it may have been put anew since the list was made. */
  const removeIfOld = async (sha256: string, before: number): Promise<number | null> => {
    try {
      const { LastModified, ContentLength = 0 } = await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(sha256) }), patience());
      if (!LastModified || LastModified.getTime() >= before) return null;
      await remove(sha256);
      return ContentLength;
    } catch (fault) {
      if (isMissing(fault)) return null;
      throw fault;
    }
  };

  const sweep = async ({ isKnown, now, graceHours = 24, slice = '' }: SweepOptions): Promise<Swept> => {
    const before = now.getTime() - graceHours * 3_600_000;
    const swept: Swept = { kept: 0, removed: 0, freedBytes: 0 };
    for await (const names of listed(client, Bucket, `files/${slice}`, patience)) {
      const known = await isKnown(names);
      for (const sha256 of names) {
        const freed = known.has(sha256) ? null : await removeIfOld(sha256, before);
        if (freed === null) swept.kept += 1;
        else Object.assign(swept, { removed: swept.removed + 1, freedBytes: swept.freedBytes + freed });
      }
    }
    return swept;
  };

  return {
    kind: 's3',
    partial,
    put,
    get: async (sha256) => {
      const source = await read(sha256);
      return source === null ? null : checkedRead(source, sha256);
    },
    delete: remove,
    verify: async (sha256) => {
      const source = await read(sha256);
      if (source === null) return 'missing';
      try {
        for await (const _ of await checkedRead(source, sha256)); // to its end, where it is compared
        return 'whole';
      } catch (fault) {
        if (fault instanceof AlteredFile) return 'altered';
        throw fault;
      }
    },
    sweep,
    probe: () =>
      client.send(new HeadBucketCommand({ Bucket }), patience()).then(
        () => null,
        (fault: unknown) => (fault instanceof Error ? fault : new Error(String(fault))),
      ),
    close: () => client.destroy(),
  };
}

async function* listed(client: S3Client, Bucket: string, Prefix: string, patience: () => { abortSignal: AbortSignal }) {
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }), patience());
    const names = (page.Contents ?? []).map(({ Key = '' }) => Key.slice(Key.lastIndexOf('/') + 1)).filter((name) => fileName.test(name));
    if (names.length > 0) yield names;
    ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (ContinuationToken !== undefined);
}

/** The body, given up on when nothing comes for a while: a store may hang in the middle of a file. */
async function* patiently(body: Readable, patienceMs: number): AsyncGenerator<Uint8Array> {
  const giveUp = () => body.destroy(new Error('the S3 store stopped in the middle of a file'));
  let timer = setTimeout(giveUp, patienceMs);
  try {
    for await (const chunk of body) {
      clearTimeout(timer);
      yield chunk;
      timer = setTimeout(giveUp, patienceMs);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** A store wants to know length and hash before the first byte; what we put is bounded by the doors (20 MB). */
async function gathered(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && (fault.name === 'NoSuchKey' || fault.name === 'NotFound');
}

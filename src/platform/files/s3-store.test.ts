import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3, type TestS3 } from '#test/support/s3.ts';
import { AlteredFile } from './checked-read.ts';
import { openS3Store, type S3Store } from './s3-store.ts';
import { placeOf } from './store.ts';
import { troubleOf } from './trouble.ts';

let s3: TestS3;
let folder: string;
let store: S3Store;
beforeAll(async () => {
  s3 = await startS3();
  folder = await mkdtemp(join(tmpdir(), 'daodi-s3-data-'));
  store = await openS3Store(folder, s3.settings);
});
afterAll(async () => {
  store.close();
  await s3.close();
  await rm(folder, { recursive: true });
});

const hello = Buffer.from('你好，井盖');
const named = createHash('sha256').update(hello).digest('hex');
const objectOf = (sha256: string) => join(s3.directory, 'daodi-files', 'files', `${placeOf(sha256)}._S3rver_object`);

async function read(sha256: string, from = store): Promise<Buffer | null> {
  const stream = await from.get(sha256);
  if (stream === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

describe('a bucket holds files as the disk does', () => {
  it('a file comes back as it was put, under the hash of what it holds, and the same twice is one object', async () => {
    async function* parts() {
      yield hello.subarray(0, 4);
      yield hello.subarray(4);
    }
    expect(await store.put(hello)).toEqual({ sha256: named, bytes: hello.length });
    expect(await store.put(parts())).toEqual({ sha256: named, bytes: hello.length });
    expect(await read(named)).toEqual(hello);
    expect(await store.verify(named)).toBe('whole');
    expect((await readdir(join(objectOf(named), '..'))).filter((name) => name.endsWith('_object'))).toHaveLength(1);
  });

  it('what is not there is null and missing, whatever it is called, and deleting it is fine', async () => {
    for (const name of ['0'.repeat(64), '../x', named.toUpperCase(), '']) {
      expect(await store.get(name)).toBeNull();
      expect(await store.verify(name)).toBe('missing');
      await store.delete(name);
    }
  });

  it('an object changed in the bucket is found out by reading it, before its end is handed on', async () => {
    const large = randomBytes(5 * 1024 * 1024);
    const [small, big] = [await store.put(randomBytes(1000)), await store.put(large)];
    expect((await read(big.sha256))?.equals(large)).toBe(true);
    await writeFile(objectOf(small.sha256), randomBytes(1000));
    await writeFile(objectOf(big.sha256), Buffer.concat([large.subarray(0, -1), Buffer.from('x')]));
    expect([await store.verify(small.sha256), await store.verify(big.sha256)]).toEqual(['altered', 'altered']);
    await expect(store.get(small.sha256)).rejects.toThrow(AlteredFile); // a photo: nothing at all is answered
    let seen = 0;
    const stream = await store.get(big.sha256);
    const reading = (async () => {
      for await (const chunk of stream ?? []) seen += (chunk as Uint8Array).byteLength;
    })();
    await expect(reading).rejects.toThrow(AlteredFile);
    expect(seen).toBeLessThan(large.byteLength);
  });

  it('the sweep takes what no row knows and is old, page by page and slice by slice', async () => {
    const [known, forgotten] = [await store.put(randomBytes(10)), await store.put(randomBytes(20))];
    const isKnown = async (batch: string[]) => new Set(batch.filter((name) => name === known.sha256));
    const slice = forgotten.sha256.slice(0, 2);
    const inTwoDays = new Date(Date.now() + 48 * 3_600_000);
    expect((await store.sweep({ isKnown, now: new Date(), slice })).removed).toBe(0); // just arrived
    const otherSlice = slice === '00' ? '01' : '00';
    await store.sweep({ isKnown, now: inTwoDays, slice: otherSlice });
    expect(await store.verify(forgotten.sha256)).toBe('whole');
    const swept = await store.sweep({ isKnown, now: inTwoDays, slice });
    expect(swept.removed).toBeGreaterThan(0);
    expect(swept.freedBytes).toBeGreaterThanOrEqual(20);
    expect([await store.verify(known.sha256), await store.verify(forgotten.sha256)]).toEqual(['whole', 'missing']);
    expect((await store.sweep({ isKnown, now: inTwoDays, slice })).removed).toBe(0);
    await store.sweep({ isKnown, now: inTwoDays });
    expect(await store.verify(named)).toBe('missing');
  });
});

describe('a bucket with more than a thousand files', () => {
  /** Only what a sweep asks: a list in pages of a thousand, one object's age, a deletion. The S3 server of the other tests cannot make the token of a second page. */
  it('is swept to its last page', async () => {
    const names = new Set(Array.from({ length: 2_345 }, (_, i) => createHash('sha256').update(`page ${i}`).digest('hex')));
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://127.0.0.1');
      const sha256 = url.pathname.split('/').at(-1) ?? '';
      if (request.method === 'HEAD') {
        response.writeHead(names.has(sha256) ? 200 : 404, { 'Last-Modified': new Date(0).toUTCString(), 'Content-Length': '5' }).end();
        return;
      }
      if (request.method === 'DELETE') {
        names.delete(sha256);
        response.writeHead(204).end();
        return;
      }
      const from = Number(url.searchParams.get('continuation-token') ?? 0);
      asked.push(`${url.searchParams.get('list-type')} ${from}`);
      const keys = all.slice(from, from + 1_000);
      const more = from + 1_000 < all.length;
      const contents = keys.map((name) => `<Contents><Key>files/${placeOf(name)}</Key><Size>5</Size></Contents>`).join('');
      const token = more ? `<NextContinuationToken>${from + 1_000}</NextContinuationToken>` : '';
      response
        .writeHead(200, { 'Content-Type': 'application/xml' })
        .end(`<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${token}${contents}</ListBucketResult>`);
    });
    const all = [...names].sort();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const paged = await openS3Store(folder, { ...s3.settings, endpoint });
    const gone = [all[0], all[1_000], all.at(-1)].map(String); // one of each page
    const isKnown = async (batch: string[]) => new Set(batch.filter((name) => !gone.includes(name)));
    expect(await paged.sweep({ isKnown, now: new Date() })).toEqual({ kept: 2_342, removed: 3, freedBytes: 15 });
    expect(asked).toEqual(['2 0', '2 1000', '2 2000']);
    expect(gone.some((name) => names.has(name))).toBe(false);
    paged.close();
    server.close().closeAllConnections();
  });
});

describe('a store that does not do its work', () => {
  const opened = async (over: Partial<TestS3['settings']>, patienceMs = 400) =>
    openS3Store(folder, { ...s3.settings, ...over }, patienceMs);
  const troubles = async (bad: S3Store) => [
    await bad.put(hello).then(() => 'kept', troubleOf),
    await bad.get(named).then(() => 'answered', troubleOf),
    (await bad.probe())?.name ?? 'well',
  ];
  const servers: Server[] = [];
  const served = async (answer: Parameters<typeof createServer>[1]): Promise<string> => {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections();
  });

  it('wrong keys and a bucket that is not there are refused by the server itself', async () => {
    expect(await troubles(await opened({ secretAccessKey: 'wrong' }, 4_000))).toEqual(['away', 'away', expect.any(String)]);
    expect((await troubles(await opened({ bucket: 'nobody-made-this' }, 4_000)))[0]).toBe('away');
    expect(await store.probe()).toBeNull();
  });

  it('one that is down is away at once', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    await new Promise((resolve) => gone.close(resolve));
    expect((await troubles(await opened({ endpoint }))).slice(0, 2)).toEqual(['away', 'away']);
  });

  it('one that hangs, before its answer or in the middle of a file, is given up on', async () => {
    const silent = await opened({ endpoint: await served(() => undefined) });
    const began = performance.now();
    expect((await troubles(silent)).slice(0, 2)).toEqual(['away', 'away']);
    const halting = await opened({
      endpoint: await served((_request, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('half');
      }),
    });
    await expect(halting.get(named)).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(6_000);
  });

  it('one without room says so', async () => {
    const endpoint = await served((request, response) => {
      request.resume();
      response
        .writeHead(507, { 'content-type': 'application/xml' })
        .end('<Error><Code>XMinioStorageFull</Code><Message>full</Message></Error>');
    });
    expect(await (await opened({ endpoint }, 4_000)).put(hello).then(() => 'kept', troubleOf)).toBe('full');
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FileStore, openFileStore } from './store.ts';

let dataDir = '';
let store: FileStore;
const hello = Buffer.from('你好，井盖');
const named = createHash('sha256').update(hello).digest('hex');
const now = new Date('2026-11-23T02:00:00.000Z');
const nobody = async () => new Set<string>();
const pathOf = (sha256: string) => join(dataDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
const age = (path: string, hours: number) => utimes(path, now, new Date(now.getTime() - hours * 3_600_000));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'daodi-files-'));
  store = await openFileStore(dataDir);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function read(sha256: string): Promise<Buffer | null> {
  const stream = await store.get(sha256);
  if (stream === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

it('a file comes back as it was put, under the hash of what it holds, for its owner only', async () => {
  expect(await store.put(hello)).toEqual({ sha256: named, bytes: hello.length });
  expect(await read(named)).toEqual(hello);
  expect(await store.verify(named)).toBe('whole');
  expect((await stat(pathOf(named))).mode & 0o777).toBe(0o600);
  expect(await readdir(join(dataDir, 'files', 'arriving'))).toEqual([]);
});

it('a stream is stored without being held in memory, and the same content twice is one file', async () => {
  async function* parts() {
    yield hello.subarray(0, 4);
    yield hello.subarray(4);
  }
  await Promise.all([store.put(parts()), store.put(hello), store.put(parts())]);
  expect(await readdir(join(pathOf(named), '..'))).toEqual([named]);
});

it('a stream that breaks off leaves nothing behind', async () => {
  async function* broken() {
    yield hello;
    throw new Error('connection lost');
  }
  await expect(store.put(broken())).rejects.toThrow('connection lost');
  expect(await readdir(join(dataDir, 'files', 'arriving'))).toEqual([]);
});

it('no name from outside becomes a path', async () => {
  await mkdir(join(dataDir, 'secrets'));
  await writeFile(join(dataDir, 'secrets', 'column.key'), 'secret');
  for (const name of [
    '../secrets/column.key',
    '..%2fsecrets',
    '/etc/passwd',
    `${named}/../../../../secrets/column.key`,
    named.toUpperCase(),
    `${named}\0`,
    '',
    '.',
  ]) {
    expect(await store.get(name)).toBeNull();
    expect(await store.verify(name)).toBe('missing');
    await store.delete(name);
  }
  expect(await readdir(join(dataDir, 'secrets'))).toEqual(['column.key']);
});

it('a file changed on disk is found out, a missing one is named missing, and deleting twice is fine', async () => {
  await store.put(hello);
  await writeFile(pathOf(named), '另一张照片');
  expect(await store.verify(named)).toBe('altered');
  await store.delete(named);
  await store.delete(named);
  expect(await store.verify(named)).toBe('missing');
  expect(await store.get(named)).toBeNull();
});

it('the sweep takes what no row knows and is old, and leaves what is known or has just arrived', async () => {
  const [known, forgotten, young] = await Promise.all([store.put(randomBytes(10)), store.put(randomBytes(20)), store.put(randomBytes(30))]);
  await age(pathOf(known.sha256), 48);
  await age(pathOf(forgotten.sha256), 48);
  await age(pathOf(young.sha256), 1);
  const halfWritten = join(dataDir, 'files', 'arriving', 'left-by-a-crash');
  await writeFile(halfWritten, 'x');
  await age(halfWritten, 48);
  const swept = await store.sweep({ isKnown: async (batch) => new Set(batch.filter((name) => name === known.sha256)), now });
  expect(swept).toEqual({ kept: 2, removed: 1, freedBytes: 20 });
  expect(await store.verify(known.sha256)).toBe('whole');
  expect(await store.verify(young.sha256)).toBe('whole');
  expect(await store.verify(forgotten.sha256)).toBe('missing');
  expect(await readdir(join(dataDir, 'files', 'arriving'))).toEqual([]);
});

it('putting a forgotten file again makes it young, so the sweep does not take it from under the new row', async () => {
  await store.put(hello);
  await utimes(pathOf(named), new Date(0), new Date(0));
  await store.put(hello);
  expect((await store.sweep({ isKnown: nobody, now: new Date() })).removed).toBe(0);
});

import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FileStore, openFileStore, placeOf } from '#platform/files/store.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { filesSweep } from './files-sweep.ts';

let county: TestCounty;
let folder: string;
let files: FileStore;
beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-sweep-'));
  files = await openFileStore(folder);
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true });
});

test('in the course of a day every orphan is found, and nothing that a row knows or that has just come', async () => {
  const [orphan, known, young] = [
    await files.put(Buffer.from('orphan')),
    await files.put(Buffer.from('known')),
    await files.put(Buffer.from('young')),
  ];
  for (const { sha256 } of [orphan, known]) await utimes(join(folder, 'files', placeOf(sha256)), 0, 0);
  await county.ports.db
    .insertInto('photo')
    .values({
      id: 'p',
      matter_id: 'm',
      sha256: known.sha256,
      thumb_sha256: known.sha256,
      mime: 'image/jpeg',
      bytes: 5,
      width: 1,
      height: 1,
      added_by: 'a',
      added_at: county.ports.now(),
      redacted_of: null,
    })
    .execute();
  const sweep = filesSweep({ ...county.ports, files });
  for (let turn = 0; turn < 256; turn += 1) {
    sweep.kick();
    sweep.kick(); // a second round within the five minutes does nothing more
    await sweep.settled();
    county.advance(5 * 60_000);
  }
  expect([await files.verify(orphan.sha256), await files.verify(known.sha256), await files.verify(young.sha256)]).toEqual([
    'missing',
    'whole',
    'whole',
  ]);
});

test('a store that is away stops neither the clock nor the next slice', async () => {
  let asked = 0;
  const away: FileStore = {
    ...files,
    sweep: async () => {
      asked += 1;
      throw new Error('connect ECONNREFUSED');
    },
  };
  const sweep = filesSweep({ ...county.ports, files: away });
  for (let turn = 0; turn < 2; turn += 1) {
    sweep.kick();
    await sweep.settled();
    county.advance(5 * 60_000);
  }
  expect(asked).toBe(2);
});

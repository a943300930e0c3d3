// LibreOffice is never needed: a small program stands in for it, that converts, hangs, fails or does nothing.
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isAlive } from '#platform/db/living.ts';
import { findOffice, toXlsx } from './office.ts';
import { readTable } from './read-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daodi-fake-office-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}
const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('daodi-office-'));

it('each job has a profile and a folder of its own, which are gone afterwards', async () => {
  const seen = join(folder, 'seen');
  const fake = await program('good', `echo "$1" >> ${seen}; for last; do :; done; cp "$last" "$(dirname "$last")/table.xlsx"`);
  const made = await Promise.all([toXlsx(Buffer.from('one'), { program: fake }), toXlsx(Buffer.from('two'), { program: fake })]);
  expect(made.map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual(['one', 'two']);
  const profiles = (await readFile(seen, 'utf8')).trim().split('\n');
  expect(new Set(profiles).size).toBe(2);
  for (const profile of profiles) expect(profile).toMatch(/^-env:UserInstallation=file:\/\//);
  expect(await leftovers()).toEqual([]);
});

it('one that hangs is ended with everything it started, and one that fails or makes nothing is no fault of ours', async () => {
  const pid = join(folder, 'pid');
  const hangs = await program('hangs', `sleep 60 & echo $! > ${pid}; wait`);
  expect(await toXlsx(Buffer.from('x'), { program: hangs, withinMs: 300 })).toBeNull();
  const child = Number(await readFile(pid, 'utf8'));
  for (let n = 0; n < 50 && isAlive(child); n += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isAlive(child)).toBe(false);
  expect(await toXlsx(Buffer.from('x'), { program: await program('fails', 'exit 1') })).toBeNull();
  expect(await toXlsx(Buffer.from('x'), { program: await program('nothing', 'exit 0') })).toBeNull();
  expect(await toXlsx(Buffer.from('x'), { program: join(folder, 'absent') })).toBeNull();
  expect(await toXlsx(Buffer.from('x'), { program: null })).toBeNull();
  expect(await leftovers()).toEqual([]);
});

it('is found on the PATH or where it is named, and may be switched off', async () => {
  const fake = await program('soffice', 'exit 0');
  expect(findOffice({ PATH: `/nowhere:${folder}` })).toBe(fake);
  expect(findOffice({ PATH: folder, DAODI_SOFFICE: '' })).toBeNull();
  expect(findOffice({ PATH: '', DAODI_SOFFICE: '/opt/office' })).toBe('/opt/office');
  expect(findOffice({ PATH: '/nowhere' })).toBeNull();
});

it('what is no table at all is not handed to it, because it makes a table of anything', async () => {
  const asked = join(folder, 'asked');
  const fake = await program('asked-office', `touch ${asked}; exit 1`);
  const nothing = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);
  expect(await readTable(nothing, { name: 'a.xls', office: fake })).toEqual({ ok: false, refusal: 'table-old-format' });
  await expect(readFile(asked)).rejects.toThrow();
  const word = Buffer.concat([nothing, Buffer.from('WordDocument', 'utf16le')]);
  expect(await readTable(word, { name: 'a.xls', office: fake })).toEqual({ ok: false, refusal: 'table-is-document' });
});

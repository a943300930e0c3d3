// Before the tests: a folder of this run's own, where the first test that needs a database starts one. After them: nothing is left running.
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopEmbedded } from '#platform/db/embedded.ts';
import { isAlive } from '#platform/db/living.ts';
import { dropTestDatabases } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testDataDir: string;
    testRun: string;
  }
}

const prefix = 'daodi-test-';

export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(folder, 0o711); // as root the server runs as another user
  const run = folder.slice(folder.lastIndexOf('-') + 1).toLowerCase();
  project.provide('testDataDir', join(folder, 'data'));
  project.provide('testRun', run);
  return async () => {
    if (process.env['DATABASE_URL']) await dropTestDatabases(process.env['DATABASE_URL'], run);
    await clear(folder);
  };
}

/** Stops and removes what a killed test run left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length).split('-')[0]);
    if (Number.isInteger(pid) && pid > 0 && !isAlive(pid)) await clear(join(tmpdir(), name)).catch(() => undefined); // maybe another user's
  }
}

async function clear(folder: string): Promise<void> {
  const dataDir = join(folder, 'data');
  if (existsSync(dataDir)) await stopEmbedded(dataDir);
  rmSync(folder, { recursive: true, force: true });
}

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { createLog } from './log.ts';
import { inSources } from './source-places.ts';

/** An error as Node tells it that threw in line 4 of broken.ts, out of a bundle whose lines lie elsewhere. The test runner maps stacks by itself, hence by hand. */
async function brokenInBundle(): Promise<Error> {
  const root = mkdtempSync(join(tmpdir(), 'daodi-places-'));
  writeFileSync(join(root, 'broken.ts'), "\n\nexport function broken(): never {\n  throw new Error('broken for 13912345678');\n}\n");
  await build({
    absWorkingDir: root,
    entryPoints: ['broken.ts'],
    outfile: 'dist/main.mjs',
    format: 'esm',
    banner: { js: '\n'.repeat(40) },
    sourcemap: 'linked',
    sourcesContent: false,
  });
  const file = join(root, 'dist', 'main.mjs');
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((one) => one.includes('new Error'));
  expect(line).toBeGreaterThan(40);
  const error = new Error('broken for 13912345678');
  error.stack = `Error: broken for 13912345678\n    at broken (${pathToFileURL(file).href}:${line + 1}:${(lines[line]?.indexOf('new Error') ?? 0) + 1})`;
  return error;
}

it('tells a place in a bundle as a place in its source', async () => {
  const { stack = '' } = await brokenInBundle();
  expect(inSources(stack)).toBe('Error: broken for 13912345678\n    at broken (broken.ts:4:9)');
});

it('leaves what it has no map for as it stands', () => {
  const stack =
    'Error: x\n    at f (file:///nowhere/dist/main.mjs:3:4)\n    at g (node:internal/timers:5:6)\n    at /a/node_modules/b/c.mjs:7:8';
  expect(inSources(stack)).toBe(stack);
});

it('so does the log, with the person gone from the message', async () => {
  const lines: string[] = [];
  createLog({ to: { write: (line) => void lines.push(line) } }).error({ err: await brokenInBundle() }, 'it broke');
  expect(lines[0]).toContain('(broken.ts:4:9)');
  expect(lines[0]).not.toContain('13912345678');
});

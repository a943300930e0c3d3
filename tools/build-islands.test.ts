import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packageRoot } from '#platform/root.ts';
import { builtIslands } from './build-islands.mjs';

it('what stands in public/ is what src/islands makes (else: npm run islands), and is small enough for a village line', async () => {
  const root = packageRoot();
  const built = await builtIslands(root);
  expect([...built.keys()].sort()).toEqual(['redact.js', 'upload.js']);
  for (const [name, text] of built) expect([name, readFileSync(join(root, 'public', name), 'utf8') === text]).toEqual([name, true]);
  const onTheLine = [...built.values()].map((text) => gzipSync(text, { level: 9 }).byteLength);
  expect(Math.max(...onTheLine)).toBeLessThan(20_000);
});

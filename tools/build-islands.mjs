// Bundles src/islands/*.ts into public/*.js: the few scripts that pages work better with, and work without. Run after a change there: `npm run islands`.
// The result is committed, so that public/ is whole wherever it is served from; tools/build-islands.test.ts finds one that was forgotten.
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Scripts of their own; the other files of the folder are parts of them. */
const islands = ['upload', 'redact'];

/** Name in public/ → text. */
export async function builtIslands(root) {
  const known = readdirSync(join(root, 'src/islands'));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: islands.filter((name) => known.includes(`${name}.ts`)).map((name) => `src/islands/${name}.ts`),
    outdir: 'public',
    write: false,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['chrome64', 'firefox78', 'safari14.1'],
    format: 'iife',
    legalComments: 'none',
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  for (const [name, text] of await builtIslands(root)) {
    writeFileSync(join(root, 'public', name), text);
    console.log(`public/${name} ${(text.length / 1024).toFixed(1)} KB`);
  }
}

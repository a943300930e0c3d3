// Runs one TypeScript file of bench/ or test/ on Node: bundles it in memory like the product itself, packages outside, then imports it.
// Use: node tools/run.mjs bench/spine.ts [arguments]
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [, , file] = process.argv;
if (!file) throw new Error('Which file?');
const outfile = join('dist', `${basename(file).replace(/\.tsx?$/, '')}.run.mjs`);
mkdirSync('dist', { recursive: true });
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: true,
  logLevel: 'error',
});
process.argv.splice(1, 2, outfile);
await import(pathToFileURL(outfile).href);

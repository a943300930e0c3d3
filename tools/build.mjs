// Bundles src/cli/main.ts into dist/main.mjs, in well under a second, and only when a source has changed since.
// There is no build step to remember: bin/daodi.mjs calls this at every start. Packages stay outside the bundle.
// A file named *.worker.ts becomes a bundle of its own beside it (dist/<name>.worker.mjs), for worker threads; so does source-places.ts, which must be there before the rest.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The bundle for the package in folder `root`, fresh. Throws what esbuild or the disk has to say when it cannot be made. */
export async function freshBundle(root) {
  const bundle = join(root, 'dist', 'main.mjs');
  const stamp = join(root, 'dist', 'built-from');
  const sources = fingerprint(root);
  if (existsSync(bundle) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return bundle;

  const outputs = await bundleSources(root);
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const { path, contents } of outputs) writeWhole(path, contents);
  writeWhole(stamp, sources);
  return bundle;
}

/** By content and not by date, so that a copied or newly checked out tree with the same sources needs no new bundle. */
function fingerprint(root) {
  const hash = createHash('sha256');
  const files = [...sourceFiles(root), join(root, 'package.json'), fileURLToPath(import.meta.url)];
  for (const file of files)
    hash
      .update(`${relative(root, file)}\n`)
      .update(readFileSync(file))
      .update('\n');
  return hash.digest('hex');
}

function sourceFiles(root) {
  const entries = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && /\.(?:tsx?|json)$/.test(entry.name) && !/\.(?:test|walk)\.tsx?$/.test(entry.name),
  );
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

async function bundleSources(root) {
  const esbuild = await import('esbuild');
  const apart = sourceFiles(root).filter((file) => file.endsWith('.worker.ts') || file.endsWith('/source-places.ts'));
  try {
    const result = await esbuild.build({
      absWorkingDir: root,
      entryPoints: Object.fromEntries([['main', 'src/cli/main.ts'], ...apart.map((file) => [basename(file, '.ts'), file])]),
      outdir: 'dist',
      outExtension: { '.js': '.mjs' },
      write: false,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      packages: 'external',
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx',
      sourcemap: 'linked',
      sourcesContent: false, // src/ lies beside it; the log reads the map when an error is told of (platform/source-places.ts)
      legalComments: 'none',
      logLevel: 'error',
    });
    return result.outputFiles;
  } finally {
    await esbuild.stop(); // or its service process would live as long as the server
  }
}

/** Two starts at the same time, or a start cut off in the middle, never leave half a file under the real name. */
function writeWhole(path, contents) {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await freshBundle(dirname(dirname(fileURLToPath(import.meta.url)))));
}

// Where the package lives on disk: the same answer from `src/` and from a bundle in `dist/`.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let known: string | undefined;

/** The nearest folder upward whose package.json is Daodi's own: home of `db/migrations`, `public/` and `calendar/`. */
export function packageRoot(): string {
  known ??= climb(dirname(fileURLToPath(import.meta.url)));
  return known;
}

function climb(folder: string): string {
  if (isDaodi(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('No package.json named daodi above the running file.');
  return climb(above);
}

function isDaodi(file: string): boolean {
  if (!existsSync(file)) return false;
  const about: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof about === 'object' && about !== null && 'name' in about && about.name === 'daodi';
}

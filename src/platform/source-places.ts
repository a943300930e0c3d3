// Where an error happened, in files and lines of src/ instead of the bundle. Node can do that by itself (--enable-source-maps), but then holds 36 MB for it all day;
// here the map is read when an error is told of, and let go again.
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const inBundle = /(?:file:\/\/)?(\/[^\s():]*\.mjs):(\d+):(\d+)/g;
const mostKnown = 1_000;
const known = new Map<string, string>();

/** The same stack, every place of it that a map beside the bundle knows told as `src/app/run.ts:30:5`. Without a map it stays as it is. */
export function inSources(stack: string): string {
  const maps = new Map<string, SourceMap | null>();
  return stack.replace(inBundle, (place, file: string, line: string, column: string) => {
    const told = known.get(place) ?? placeIn(file, Number(line), Number(column), maps) ?? place;
    if (known.size < mostKnown) known.set(place, told);
    return told;
  });
}

function placeIn(file: string, line: number, column: number, maps: Map<string, SourceMap | null>): string | null {
  const map = maps.get(file) ?? mapBeside(file);
  maps.set(file, map);
  const entry = map?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry)) return null;
  const source = entry.originalSource.startsWith('file:')
    ? fileURLToPath(entry.originalSource)
    : resolve(dirname(file), entry.originalSource);
  return `${relative(dirname(dirname(file)), source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

/** Packages have their own; what was not bundled here has none that is read. */
function mapBeside(file: string): SourceMap | null {
  if (file.includes('/node_modules/')) return null;
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}

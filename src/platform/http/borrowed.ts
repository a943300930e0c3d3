// Scripts of packages that pages use, served by ourselves under /assets beside those of public/: nothing is fetched from anywhere else.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Name under /assets → file. Turbo Drive: 212 KB, 46 KB over the line; asked for once. */
export function borrowedScripts(): ReadonlyMap<string, string> {
  return new Map([['turbo.js', require.resolve('@hotwired/turbo')]]);
}

// Scripts of packages that pages use, served by ourselves under /assets beside those of public/: nothing is fetched from anywhere else.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Turbo puts the style of its progress bar into the page as soon as it is loaded, which our policy forbids; staff.css shows that a page is on its way. */
const inlineStyle = 'this.installStylesheetElement();';

/** Name under /assets → what is served. Turbo Drive: 212 KB, 46 KB over the line, asked for once. */
export function borrowedScripts(): ReadonlyMap<string, Buffer<ArrayBuffer>> {
  const turbo = readFileSync(require.resolve('@hotwired/turbo'), 'utf8');
  if (turbo.split(inlineStyle).length !== 2) throw new Error('another version of @hotwired/turbo: see what it does with its inline style');
  return new Map([['turbo.js', Buffer.from(turbo.replace(inlineStyle, ''))]]);
}

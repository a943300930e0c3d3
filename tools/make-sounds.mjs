// Writes src/core/text/sounds-table.ts: the reading (without tone) of every character of the common block, taken from pinyin-pro (MIT).
// Run it when that package changes its readings: `node tools/make-sounds.mjs`. The product itself needs no package for it: 65 KB instead of 40 MB.
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

const [first, last] = [0x4e00, 0x9fa5];
const readings = new Map();
for (let code = first; code <= last; code += 1) {
  const sign = String.fromCharCode(code);
  const read = pinyin(sign, { toneType: 'none', v: true }).replace('ü', 'v');
  if (/^[a-z]{1,6}$/.test(read)) readings.set(read, (readings.get(read) ?? '') + sign);
}
const lines = [...readings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([read, signs]) => `${read} ${signs}`);
const text = `// Made by tools/make-sounds.mjs from pinyin-pro (MIT). Each line: a syllable without its tone, and the characters from U+4E00 to U+9FA5 whose commonest reading it is.
export const signsBySyllable = \`
${lines.join('\n')}
\`;
`;
writeFileSync(new URL('../src/core/text/sounds-table.ts', import.meta.url), text);

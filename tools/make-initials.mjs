// Writes src/core/text/initials-table.ts: the first letter of the reading of every character of the common block, taken from pinyin-pro (MIT).
// Run it when that package changes its readings: `node tools/make-initials.mjs`. The product itself needs no package for it: 21 KB instead of 40 MB.
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

const [first, last] = [0x4e00, 0x9fa5];
let letters = '';
for (let code = first; code <= last; code += 1) {
  const read = pinyin(String.fromCodePoint(code), { pattern: 'first', toneType: 'none' });
  letters += /^[a-z]$/.test(read) ? read : '.';
}
const lines = letters.match(/.{1,140}/g) ?? [];
const text = `// Made by tools/make-initials.mjs from pinyin-pro (MIT). One letter for each character from U+4E00 to U+9FA5; a dot where there is no reading.
export const firstHan = 0x4e00;
export const hanInitials = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
writeFileSync(new URL('../src/core/text/initials-table.ts', import.meta.url), text);

// The pinyin initials of a title, so that "ldb" finds 路灯不亮. A character has one reading here, its commonest; words in which a common character is read
// otherwise are listed. It only helps to find: what it misses is found by its characters.
import { firstLetterOf } from './sounds.ts';

const otherwise: readonly (readonly [word: string, initials: string])[] = [
  ['重庆', 'cq'],
  ['重新', 'cx'],
  ['重复', 'cf'],
  ['银行', 'yh'],
  ['行业', 'hy'],
  ['校长', 'xz'],
  ['村长', 'cz'],
  ['镇长', 'zz'],
  ['生长', 'sz'],
  ['社会', 'sh'],
  ['会计', 'kj'],
  ['音乐', 'yy'],
  ['调查', 'dc'],
  ['调研', 'dy'],
  ['公厕', 'gc'],
  ['降雨', 'jy'],
];
const words = new RegExp(otherwise.map(([word]) => word).join('|'), 'g');
const read = new Map(otherwise);

const markBase = 0xe000;
const firstMark = String.fromCharCode(markBase + 97);
const lastMark = String.fromCharCode(markBase + 122);
const marked = (word: string): string =>
  [...(read.get(word) ?? '')].map((letter) => String.fromCharCode(markBase + letter.charCodeAt(0))).join('');

/** Lower-case letters for runs of characters, in order; everything else parts the runs: `路灯坏，没人修` → `ldh mrx`. */
export function pinyinInitials(title: string): string {
  let initials = '';
  // A word read otherwise stands as two signs of the private block until its letters are put in.
  for (const char of title.replace(words, marked)) {
    const letter = char >= firstMark && char <= lastMark ? String.fromCharCode(char.charCodeAt(0) - markBase) : firstLetterOf(char);
    initials += letter === '.' ? ' ' : letter;
  }
  return initials.replace(/ +/g, ' ').trim();
}

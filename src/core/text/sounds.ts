// How words sound, so that a search forgives the wrong character of the right sound (物页 for 物业) and takes pinyin (wuye). One reading per character, without tone;
// what sounds alike in many dialects counts as one: zh/z, ch/c, sh/s, n/l, -ng/-n. It only widens a search that found nothing: what is written decides first.
import { signsBySyllable } from './sounds-table.ts';

const first = 0x4e00;
const last = 0x9fa5;
const SIGN = 0x80000000;
const SOUND_MIX = 0xc2b2ae35;

const spoken = (syllable: string): string =>
  syllable
    .replace(/^(zh|ch|sh)/, (two) => two.charAt(0))
    .replace(/^n/, 'l')
    .replace(/ng$/, 'n');

type Table = { sounds: Uint16Array; letters: string[]; ofSyllable: Map<string, number> };
let made: Table | null = null;

/** Made when first needed: a third of a megabyte. */
function table(): Table {
  if (made) return made;
  const sounds = new Uint16Array(last - first + 1);
  const letters: string[] = new Array(sounds.length).fill('.');
  const ofSyllable = new Map<string, number>();
  const ofSpoken = new Map<string, number>();
  for (const line of signsBySyllable.trim().split('\n')) {
    const [syllable = '', signs = ''] = line.split(' ');
    const heard = spoken(syllable);
    const sound = ofSpoken.get(heard) ?? ofSpoken.size + 1;
    ofSpoken.set(heard, sound);
    ofSyllable.set(syllable, sound);
    for (const sign of signs) {
      const at = (sign.codePointAt(0) ?? first) - first;
      sounds[at] = sound;
      letters[at] = syllable.charAt(0);
    }
  }
  made = { sounds, letters, ofSyllable };
  return made;
}

/** The first letter of a character's reading; a dot where it has none. */
export const firstLetterOf = (sign: string): string => table().letters[(sign.codePointAt(0) ?? 0) - first] ?? '.';

/** The number of its sound, 0 for whatever is not a character of the common block. */
export const soundOf = (point: number): number => (point >= first && point <= last ? (table().sounds[point - first] ?? 0) : 0);

/** Lower than nothing else: pairs of sounds share the number space of pairs of characters, and every hit is rechecked. */
const pairOfSounds = (a: number, b: number): number => (Math.imul((a << 9) | b, SOUND_MIX) ^ SOUND_MIX) | SIGN;

/** The numbers of all neighbouring sounds of a folded text, each as often as it stands there, for the index. */
export function soundTokensOf(folded: string): Int32Array {
  const tokens = new Int32Array(folded.length);
  let count = 0;
  let before = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const sound = soundOf(folded.charCodeAt(at));
    if (before !== 0 && sound !== 0) tokens[count++] = pairOfSounds(before, sound);
    before = sound;
  }
  return tokens.subarray(0, count);
}

const longest = 6; // letters of a syllable
const mostWays = 8;

/** Every way to read letters as syllables (`xian`: xian, xi'an), at most eight. */
function syllablesOf(letters: string): number[][] {
  const { ofSyllable } = table();
  const ways: number[][] = [];
  const walk = (at: number, read: number[]): void => {
    if (ways.length >= mostWays) return;
    if (at === letters.length) {
      ways.push(read);
      return;
    }
    for (let end = Math.min(letters.length, at + longest); end > at; end -= 1) {
      const sound = ofSyllable.get(letters.slice(at, end));
      if (sound !== undefined) walk(end, [...read, sound]);
    }
  };
  if (letters.length <= 40) walk(0, []);
  return ways;
}

/**
 * The sounds that a word of a question asks for, each way of reading it: at least two in a row, all characters or all letters. Empty when the word cannot be looked for
 * by its sound (one character, digits, mixed signs): then only what is written counts.
 */
export function soundsAsked(term: string): number[][] {
  if (/^[a-z]+$/.test(term)) return syllablesOf(term).filter((way) => way.length >= 2);
  const sounds = Array.from(term, (sign) => soundOf(sign.codePointAt(0) ?? 0));
  return sounds.length >= 2 && sounds.every((sound) => sound !== 0) ? [sounds] : [];
}

export const soundTokens = (sounds: readonly number[]): number[] => [
  ...new Set(sounds.slice(1).map((sound, i) => pairOfSounds(sounds[i] ?? 0, sound))),
];

/** Where these sounds stand in a folded text for the first time, or null. Asked of every text that may hold them, so a character is only heard where it can matter. */
export function findSounds(folded: string, sounds: readonly number[]): { from: number; to: number } | null {
  for (let from = 0; from + sounds.length <= folded.length; from += 1) {
    let run = 0;
    while (run < sounds.length && soundOf(folded.charCodeAt(from + run)) === sounds[run]) run += 1;
    if (run === sounds.length) return { from, to: from + run };
  }
  return null;
}

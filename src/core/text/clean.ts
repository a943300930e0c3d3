/**
 * What people type is kept as they typed it, less what nobody can see: control characters, direction overrides
 * (which can make a text read differently from what is stored) and broken halves of characters.
 * The raiser's words are immutable afterwards (P01), so this is the one place that may touch them.
 */

export interface CleanOptions {
  /** Greatest length in characters (code points, so an emoji or a rare 汉字 counts once). */
  max: number;
  /** Keep line breaks and tabs; otherwise every run of white space becomes one space. */
  multiline?: boolean;
}

export interface CleanText {
  text: string;
  /** True when something visible was left off at the end; whoever asks must say so to the person. */
  cut: boolean;
}

const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
// C0 and C1 except tab and newline, DEL, soft hyphen, zero-width space, word joiner, BOM, direction marks, embeddings, overrides and
// isolates (phones' address books wrap numbers in them), noncharacters, and surrogates that lost their other half.
// ZWJ and variation selectors stay: emoji are made of them.
const UNSEEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]|\p{Surrogate}/gu;
// The look-behind keeps this linear: a run of a million spaces is tried once, not from each of its spaces.
const SPACES_AT_LINE_END = /(?<![^\S\n])[^\S\n]+$/gmu;
const DANGLING_JOINER = /[\u200D\uFE0E\uFE0F]+$/u;
const HALF_PAIR = /[\uD800-\uDBFF]$/;

/** Cleans what a person typed or a file held. Same input, same output; cleaning twice changes nothing. */
export function cleanText(raw: string, options: CleanOptions): CleanText {
  // Breaks first: NEL is a line break and would otherwise go with the control characters.
  // NFC last: taking out an unseen character can bring two together that compose.
  const kept = raw.replace(LINE_BREAKS, '\n').replace(UNSEEN, '').normalize('NFC');
  const text = options.multiline ? kept.replace(SPACES_AT_LINE_END, '').replace(/^\n+/, '').trimEnd() : kept.replace(/\s+/gu, ' ').trim();
  return cutTo(text, options.max);
}

function cutTo(text: string, max: number): CleanText {
  const end = offsetOfCharacter(text, max);
  if (end >= text.length) return { text, cut: false };
  return { text: text.slice(0, end).replace(HALF_PAIR, '').replace(DANGLING_JOINER, '').trimEnd(), cut: true };
}

/** UTF-16 offset at which the character number `count` starts; the length when the text is shorter. */
function offsetOfCharacter(text: string, count: number): number {
  if (text.length <= count) return text.length;
  let offset = 0;
  for (let seen = 0; seen < count && offset < text.length; seen += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

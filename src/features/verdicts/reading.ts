// What a form said, checked; sentences for what is missing. Shared by the link, the call-back and the paper form.

import type { Level } from '#core/matter/events.ts';
import { cleanText } from '#core/text/clean.ts';
import { type Instant, parseInstant } from '#core/time/day.ts';
import { instantWords } from '#ui/lang.ts';
import { isSolved, type SaidVerdict, wordsLimit } from './rules.ts';

export type VerdictProblem = { name: 'solved' | 'level' | 'words'; message: string };

const sentences = {
  solved: { zh: '请选一个：办好了、办了一部分，还是没办好。', en: 'Please choose one: done, partly, or not done.' },
  level: { zh: '请选满意程度。', en: 'Please choose how satisfied you are.' },
  words: {
    zh: `写得太长了，最多 ${wordsLimit} 字。您写的都还在，请删掉一些。`,
    en: `That is too long: ${wordsLimit} characters at most. Everything is still here; please shorten it.`,
  },
} as const;

export type VerdictRead = { ok: true; said: SaidVerdict } | { ok: false; problems: VerdictProblem[] };

export function readVerdict(text: (name: string) => string, lang: 'zh' | 'en'): VerdictRead {
  const solved = text('solved');
  const level = Number(text('level'));
  const words = cleanText(text('words'), { max: wordsLimit, multiline: true });
  const problems: VerdictProblem[] = [];
  if (!isSolved(solved)) problems.push({ name: 'solved', message: sentences.solved[lang] });
  if (!isLevel(level)) problems.push({ name: 'level', message: sentences.level[lang] });
  if (words.cut) problems.push({ name: 'words', message: sentences.words[lang] });
  if (!isSolved(solved) || !isLevel(level) || words.cut) return { ok: false, problems };
  return { ok: true, said: { solved, level, words: words.text } };
}

const isLevel = (level: number): level is Level => [1, 2, 3, 4, 5].includes(level);

/** The detail of a refusal in words, where it is a moment: nobody reads `2027-01-04T09:30:00.000Z`. */
export function detailWords(detail: string | undefined, now: Instant, lang: 'zh' | 'en'): string | undefined {
  const at = detail === undefined ? null : parseInstant(detail);
  return at === null ? detail : instantWords(at, now, lang);
}

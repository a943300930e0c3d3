// How the command line speaks: in the person's language by LANG, one plain sentence for what can be mended, exit codes 0 / 1 / 2 / 3.
import { PlainFault, type Sentence } from '#platform/db/plain-fault.ts';
import { redactText } from '#platform/log.ts';

/** 0 done, 1 refused or does not fit, 2 wrong usage, 3 a fault of ours. */
export type ExitCode = 0 | 1 | 2 | 3;

const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
export const lang: 'zh' | 'en' = /^en/i.test(locale) ? 'en' : 'zh';
export const say = (words: Sentence): string => words[lang];

/** A word on the command line that cannot be right: exit code 2. */
export class WrongUsage extends Error {
  readonly words: Sentence;

  constructor(words: Sentence) {
    super(words.en);
    this.words = words;
  }
}

export const out = (line: string): void => void process.stdout.write(`${line}\n`);
export const asJson = (value: unknown): void => out(JSON.stringify(value));
export const tell = (words: Sentence): void => void process.stderr.write(`${say(words)}\n`);

/** Both languages: nobody who reads an error at night should have to change the locale first. */
const tellBoth = ({ zh, en }: Sentence): void => void process.stderr.write(`${zh}\n${en}\n`);

/** Tells a refusal and gives its exit code. */
export function refused(words: Sentence): 1 {
  tellBoth(words);
  return 1;
}

export function tellFault(error: unknown): ExitCode {
  if (error instanceof WrongUsage) {
    tellBoth(error.words);
    return 2;
  }
  if (error instanceof PlainFault) return refused(error);
  tellBoth({
    zh: '程序出了故障，已停止；已经存下的内容没有受影响。请把下面几行发给维护人员。',
    en: 'A fault of the program; it has stopped, and what was saved is safe. Please send the lines below to whoever maintains it.',
  });
  process.stderr.write(`${redactText(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  return 3;
}

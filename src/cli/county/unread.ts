// A file the command line cannot read, in one plain sentence.
import { WrongUsage } from '../say.ts';

export const isFileFault = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));

export const unread = (path: string, words: { zh: string; en: string }) =>
  new WrongUsage({ zh: `${path}：${words.zh}`, en: `${path}: ${words.en}` });

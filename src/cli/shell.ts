// What a command hangs itself onto the program with.
import type { Command } from 'commander';
import type { Role } from '#core/matter/events.ts';
import { isRole, roleNames } from '#features/people/index.ts';
import { type ExitCode, WrongUsage } from './say.ts';
import type { Purpose } from './settings.ts';

export type Shell = {
  program: Command;
  purpose: () => Purpose;
  /** Wraps an action: its answer becomes the exit code, what it throws one plain sentence. */
  doing: (action: (...args: never[]) => Promise<ExitCode> | Promise<void>) => (...args: unknown[]) => Promise<void>;
};

export type Json = { json?: boolean };
export const jsonOption = ['--json', '输出一行 JSON / answer with one line of JSON'] as const;

/** `intake,handler` → roles; a word that is none is wrong usage. */
export function rolesFrom(text: string): Role[] {
  const words = text.split(/[,，\s]+/).filter(Boolean);
  const wrong = words.filter((word) => !isRole(word));
  if (words.length > 0 && wrong.length === 0) return [...new Set(words.filter(isRole))];
  const known = Object.entries(roleNames);
  throw new WrongUsage({
    zh: `没有这个岗位：${wrong.join('、') || '（空）'}。可用：${known.map(([role, name]) => `${role}（${name.zh}）`).join('、')}。`,
    en: `No such role: ${wrong.join(', ') || '(empty)'}. Known: ${known.map(([role]) => role).join(', ')}.`,
  });
}

// What the rows of a county's own table would do: make something, leave it as it is, change it, or be refused, row by row. Looked at before it is done; the import
// makes the same plan again on what is there by then.
import { cleanText } from '#core/text/clean.ts';
import { toHalfWidth } from '#core/text/width.ts';
import { type Day, parseDay } from '#core/time/day.ts';

export type PlanFault =
  | 'name-missing'
  | 'title-missing'
  | 'unknown-parent'
  | 'unknown-unit'
  | 'unknown-category'
  | 'unknown-word'
  | 'unknown-limit'
  | 'kind-unfit'
  | 'lead-missing'
  | 'day-unreadable'
  | 'days-reversed'
  | 'code-in-use'
  | 'second-county'
  | 'login-shape'
  | 'login-taken'
  | 'role-excluded';

/** `column` is where the fault lies, `detail` the word that was not understood and what may be written instead. */
export type Fault = { code: PlanFault; column: string; detail?: string };
export type PlanLine<Made> =
  | { row: number; says: 'new' | 'changed'; words: readonly string[]; made: Made }
  | { row: number; says: 'known'; words: readonly string[] }
  | { row: number; says: 'refused'; words: readonly string[]; fault: Fault };

/** An id for what a row makes; the row's number keeps a look at the plan free of chance. */
export type IdOf = (row: number) => string;

export const fault = (code: PlanFault, column: string, detail?: string): Fault =>
  detail === undefined ? { code, column } : { code, column, detail };
export const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'code' in value && 'column' in value;

export const oneLine = (text: string, max = 60): string => cleanText(text, { max }).text;
export const severalIn = (text: string): string[] => text.split(/[、，,;；/\s]+/u).filter(Boolean);
export const isYes = (word: string): boolean => /^(?:是|√|✓|y|yes|true|1)$/i.test(word);

/** 示例东镇人民政府 is also found as 示例东镇; brackets and spaces do not count. */
export const bareUnit = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/(?:人民政府|办事处|村民委员会|居民委员会|村委会|居委会)$/u, '');

type Named = { id: string; name: string; shortName?: string };
/** By id, by name, by short name, then by the name without 人民政府 and the like, where only one answers. */
export function named<Item extends Named>(items: readonly Item[], word: string): Item | undefined {
  const exact = items.find((item) => item.id === word) ?? items.find((item) => item.name === word || item.shortName === word);
  if (exact) return exact;
  const bare = bareUnit(word);
  const head = bare.slice(0, 2);
  // The first signs are looked for before a name is taken apart: there are thousands of villages.
  const alike = items.filter((item) => item.name.includes(head) && bareUnit(item.name) === bare);
  return alike.length === 1 ? alike[0] : undefined;
}

export type Words<Key extends string> = Readonly<Record<Key, readonly string[]>>;
export function wordIn<Key extends string>(words: Words<Key>, word: string): Key | null {
  return (Object.keys(words) as Key[]).find((key) => key === word || words[key].includes(word)) ?? null;
}
/** `"写的" → 可写的、可写的`. */
export const unknownWord = (column: string, word: string, words: Words<string>): Fault =>
  fault(
    'unknown-word',
    column,
    `“${word}”→ ${Object.values(words)
      .flatMap((of) => of[1] ?? of[0] ?? [])
      .join('、')}`,
  );

/** 2026-01-01, 2026.1.1, 2026年1月1日, 2026/1/1; null when it is none. */
export function dayWritten(text: string): Day | null {
  const found = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/u.exec(toHalfWidth(text).replace(/\s+/gu, ''));
  return found ? parseDay(`${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}`) : null;
}

/** First and last day as written; an empty first one is `today`, an empty last one is open. */
export function daysWritten(from: string, to: string, today: Day): { from: Day; to: Day | null } | Fault {
  const first = from === '' ? today : dayWritten(from);
  const last = to === '' ? null : dayWritten(to);
  if (first === null) return fault('day-unreadable', 'validFrom');
  if (last === null && to !== '') return fault('day-unreadable', 'validTo');
  return last !== null && last < first ? fault('days-reversed', 'validTo') : { from: first, to: last };
}

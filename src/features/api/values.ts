// Kinds of values that the API's fields are made of, and why one of them was not taken, in plain words. Everything typed is cleaned of what nobody can see.
import { z } from 'zod';
import { cleanText } from '#core/text/clean.ts';
import { type Day, parseDay } from '#core/time/day.ts';

export type Lang = 'zh' | 'en';
export type WrongField = { field: string; says: string; detail: string };

const longest = 20_000;

/** Words of a person: at most `max` characters; control characters, direction marks and broken halves of characters are taken out. */
export const words = (max = longest) =>
  z
    .string()
    .refine((typed) => typed.length <= max * 2 && [...typed].length <= max, { message: `too-long:${max}` })
    .transform((typed) => cleanText(typed, { max, multiline: true }).text)
    .meta({ maxLength: max });

/** A day that exists, `YYYY-MM-DD`. */
export const day = z
  .string()
  .refine((typed) => parseDay(typed) !== null, { message: 'not-a-day' })
  .transform((typed) => typed as Day)
  .meta({ format: 'date' });

/** A table of words that stand for a choice; what is not in it is not understood, whatever an object's own names are. */
export function choice<T>(table: Readonly<Record<string, T>>): (typed: string) => T | undefined {
  const known = new Map(Object.entries(table));
  return (typed) => known.get(typed) ?? known.get(typed.trim().toLowerCase());
}

type Issue = {
  code?: string | undefined;
  path: readonly PropertyKey[];
  message: string;
  expected?: unknown;
  maximum?: unknown;
  minimum?: unknown;
  values?: readonly unknown[];
};

const kinds: Record<string, { zh: string; en: string }> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
};

/** What zod found, as a code for programs and a sentence for people. */
export function wrongFields(issues: readonly Issue[], lang: Lang): WrongField[] {
  return issues.map((issue) => {
    const [says, zh, en] = told(issue);
    return { field: issue.path.join('.'), says, detail: lang === 'zh' ? zh : en };
  });
}

function told(issue: Issue): [string, string, string] {
  if (issue.message === 'not-a-day')
    return ['not-a-day', '这一天不存在或写法不对，请写成 2026-12-02。', 'There is no such day. Write it like 2026-12-02.'];
  if (issue.message.startsWith('too-long:')) {
    const max = issue.message.slice(9);
    return ['too-long', `太长了，最多 ${max} 字。`, `Too long: ${max} characters at most.`];
  }
  const kind = kinds[String(issue.expected)];
  switch (issue.code) {
    case 'invalid_type':
      return ['wrong-type', `这里要的是${kind?.zh ?? String(issue.expected)}。`, `This takes ${kind?.en ?? String(issue.expected)}.`];
    case 'invalid_value':
      return ['not-one-of', `只能是：${list(issue.values)}。`, `One of: ${list(issue.values)}.`];
    case 'too_big':
      return ['too-big', `太大或太多了，最多 ${String(issue.maximum)}。`, `Too large or too many: at most ${String(issue.maximum)}.`];
    case 'too_small':
      return ['too-small', `太小或太少了，至少 ${String(issue.minimum)}。`, `Too small or too few: at least ${String(issue.minimum)}.`];
    default:
      return [
        'not-understood',
        '缺少或没有看懂，写法见接口说明。',
        'Missing or not understood; the document of the API tells what it takes.',
      ];
  }
}
const list = (values: readonly unknown[] | undefined): string => (values ?? []).join(', ');

/** A field that a verb needs and did not get, or got and could not use. */
export const needed = (field: string, lang: Lang): WrongField => {
  const [says, zh, en] = told({ path: [field], message: '' });
  return { field, says, detail: lang === 'zh' ? zh : en };
};

// The kinds of fields that action forms are made of: label, what the page shows, and the zod schema of the same thing in one place.
// A schema checks shape only (a real day, a known choice, a length); what is enough for a lawful step is for the engine to say.
import { z } from 'zod';
import { type Day, parseDay } from '#core/time/day.ts';
import type { OptionView } from './pages/form-view.ts';
import type { FormFacts } from './staff-facts.ts';
import type { Twin } from './words.ts';

export type Field<T = unknown> = {
  kind: 'line' | 'text' | 'day' | 'select' | 'radios' | 'tick' | 'photos';
  label: Twin;
  hint?: Twin | ((facts: FormFacts) => string | undefined) | undefined;
  optional?: boolean | undefined;
  options?: ((facts: FormFacts) => readonly OptionView[]) | undefined;
  /** What the field begins with. */
  start?: ((facts: FormFacts) => string) | undefined;
  rows?: number | undefined;
  limit?: number | undefined;
  min?: ((facts: FormFacts) => string) | undefined;
  schema: z.ZodType<T>;
};
type More = Partial<Pick<Field, 'hint' | 'optional' | 'start' | 'rows' | 'min'>>;

export type FieldFault = 'too-long' | 'not-a-day' | 'choose';
export const fieldFaults: Record<FieldFault, (limit: number) => Twin> = {
  'too-long': (limit) => ({ zh: `太长了，最多 ${limit} 字，请删短一些。`, en: `Too long: ${limit} characters at most.` }),
  'not-a-day': () => ({ zh: '日期要写成 2026-12-02 这样。', en: 'Write the day like 2026-12-02.' }),
  choose: () => ({ zh: '请选一项。', en: 'Please choose one.' }),
};
export const isFieldFault = (text: string): text is FieldFault => Object.hasOwn(fieldFaults, text);

const string = (limit: number) =>
  z
    .string()
    .transform((text) => text.trim())
    .pipe(z.string().max(limit, 'too-long'));

/** One line of words. */
export const line = (label: Twin, more: More & { limit?: number } = {}): Field<string> => ({
  kind: 'line',
  label,
  ...more,
  schema: string(more.limit ?? 200),
});

/** Several lines; `limit` characters at most, told to the writer. */
export const text = (label: Twin, more: More & { limit?: number } = {}): Field<string> => {
  const limit = more.limit ?? 2000;
  return { kind: 'text', label, rows: 4, ...more, limit, schema: string(limit) };
};

const readDay = (typed: string, ctx: z.RefinementCtx): Day => {
  const day = parseDay(
    typed
      .normalize('NFKC')
      .trim()
      .replace(/[./年月]/g, '-')
      .replace(/日$/, '')
      .replace(/-(\d)(?=-|$)/g, '-0$1'),
  );
  if (day === null) {
    ctx.addIssue({ code: 'custom', message: 'not-a-day' });
    return z.NEVER;
  }
  return day;
};
export const day = (label: Twin, more: More = {}): Field<Day> => ({ kind: 'day', label, ...more, schema: z.string().transform(readDay) });
export const dayIfAny = (label: Twin, more: More = {}): Field<Day | null> => ({
  kind: 'day',
  label,
  optional: true,
  ...more,
  schema: z.string().transform((typed, ctx) => (typed.trim() === '' ? null : readDay(typed, ctx))),
});

/** One of a few, all in sight. */
export function oneOf<const K extends string>(
  label: Twin,
  words: Readonly<Record<K, Twin>>,
  more: More & { keys?: readonly K[]; hints?: Partial<Record<K, Twin>> } = {},
): Field<K> {
  const keys = more.keys ?? (Object.keys(words) as K[]);
  return {
    kind: 'radios',
    label,
    ...more,
    schema: z.custom<K>((typed) => keys.includes(typed as K), { error: 'choose' }),
    options: ({ lang }) => keys.map((value) => ({ value, label: words[value][lang], hint: more.hints?.[value]?.[lang] })),
  };
}

/** One of a long list, by id; empty when nothing was chosen, which the engine judges. */
export const pick = (label: Twin, options: (facts: FormFacts) => readonly OptionView[], more: More = {}): Field<string> => ({
  kind: 'select',
  label,
  options,
  ...more,
  schema: string(100),
});
export const pickIfAny = (label: Twin, options: (facts: FormFacts) => readonly OptionView[], more: More = {}): Field<string | null> => ({
  kind: 'select',
  label,
  options,
  optional: true,
  ...more,
  schema: string(100).transform((id) => (id === '' ? null : id)),
});

/** A box to tick. */
export const tick = (label: Twin, words: Twin, more: More = {}): Field<boolean> => ({
  kind: 'tick',
  label,
  ...more,
  options: ({ lang }) => [{ value: 'yes', label: words[lang] }],
  schema: z.string().transform((typed) => typed === 'yes'),
});

/** Yes or no, chosen on purpose: neither is chosen before. */
export const yesNo = (label: Twin, yes: Twin, no: Twin): Field<boolean> => ({
  kind: 'radios',
  label,
  options: ({ lang }) => [
    { value: 'yes', label: yes[lang] },
    { value: 'no', label: no[lang] },
  ],
  schema: z.custom<string>((typed) => typed === 'yes' || typed === 'no', { error: 'choose' }).transform((typed) => typed === 'yes'),
});

/** Photos, taken by the door before the command is made; the command finds them in the facts. */
export const photos = (label: Twin, more: More = {}): Field<string> => ({
  kind: 'photos',
  label,
  optional: true,
  ...more,
  schema: z.string(),
});

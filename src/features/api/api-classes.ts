// Acts on classes of matters: each form of the pages is a verb, with the same fields and the same decision behind it. What is left out is as the form shows it at first.
import { z } from 'zod';
import { measureKinds } from '#core/matter-class/events.ts';
import {
  askClass,
  type ClassForm,
  type ClassOptions,
  type ClassOutcome,
  classAnswer,
  classForms,
  classSentence,
  type FormField,
  fieldsOfRefusal,
  makeClass,
  readClassFor,
  statusOfClassRefusal,
} from '#features/matter-classes/index.ts';
import { loadStaff } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { bodyOf, type C, expectedOf, keyOf, problem, said } from './api-parts.ts';
import { day, words, wrongFields } from './values.ts';

const list = z.union([words(), z.array(words(100)).max(500)]).optional();
const count = z.union([z.number().int(), words(4)]).optional();
const lists = new Set(['numbers', 'categories', 'places', 'notWords']);

function schemaOfField({ name, kind }: FormField): z.ZodType {
  if (kind === 'kind') return z.enum(measureKinds);
  if (kind === 'outcome') return z.enum(['effective', 'ineffective']);
  if (kind === 'day') return day.optional();
  if (lists.has(name) || (name === 'words' && kind === 'line')) return list;
  return name === 'periods' || name === 'periodDays' ? count : words().optional();
}

const isWhy = ({ name }: FormField): boolean => /^why\d$/.test(name);

function schemaOfForm({ fields }: ClassForm) {
  const shape = fields
    .filter((field) => !isWhy(field))
    .map((field) => [field.name, schemaOfField(field).meta({ description: field.label.en })] as const);
  const whys = z.array(words(300)).max(fields.filter(isWhy).length).optional();
  return z.object({ ...Object.fromEntries(shape), ...(fields.some(isWhy) ? { whys } : {}) });
}

export const classVerbs: Readonly<Record<string, { summary: string; schema: z.ZodObject }>> = Object.fromEntries(
  Object.entries(classForms).map(([name, form]) => [name, { summary: `${form.title.en}. ${form.lead.en}`, schema: schemaOfForm(form) }]),
);
export const newClassSchema = z.object({ title: words(200), numbers: z.union([words(), z.array(words(100)).max(500)]) });

type Values = Readonly<Record<string, unknown>>;

/** Fields as the forms read them: texts, lists, and what stood in the form before anybody typed. */
function reading(body: Values, start: Values, id: string) {
  const of = (name: string): unknown => {
    const why = /^why(\d)$/.exec(name);
    const whys = body['whys'] as readonly string[] | undefined;
    return why && whys ? whys[Number(why[1]) - 1] : (body[name] ?? start[name]);
  };
  const listOf = (value: unknown): string[] =>
    (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((one) => String(one).trim());
  return { text: (name: string) => listOf(of(name)).join('\n'), list: (name: string) => listOf(of(name)).filter((one) => one !== ''), id };
}

export async function makeOne(c: C, ports: Ports): Promise<Response> {
  const body = await bodyOf(c);
  if (body instanceof Response) return body;
  const read = newClassSchema.safeParse(body.json);
  if (!read.success) return said(c, 'fields-wrong', { fields: wrongFields(read.error.issues, c.var.words) });
  const idempotency = keyOf(c, ports, '/classes', body.raw);
  if (idempotency instanceof Response) return idempotency;
  const numbers = [read.data.numbers]
    .flat()
    .flatMap((typed) =>
      typed
        .normalize('NFKC')
        .toUpperCase()
        .split(/[\s,，、;；]+/),
    )
    .filter(Boolean);
  const made = await makeClass(ports, c.var.actor, { title: read.data.title, numbers }, { idempotency });
  return answer(c, ports, made, ['title', 'numbers'], 201);
}

export async function askOne(c: C, ports: Ports): Promise<Response> {
  const name = c.req.param('verb') ?? '';
  const number = c.req.param('number') ?? '';
  const body = await bodyOf(c);
  if (body instanceof Response) return body;
  const idempotency = keyOf(c, ports, `classes/${number}/${name}`, body.raw);
  if (idempotency instanceof Response) return idempotency;
  const expected = expectedOf(c, body.json);
  if (expected instanceof Response) return expected;
  const form = Object.hasOwn(classForms, name) ? classForms[name] : undefined;
  const verb = classVerbs[name];
  if (!form || !verb) return said(c, 'no-such-verb', { verbs: Object.keys(classVerbs) });
  const parsed = verb.schema.safeParse(body.json);
  if (!parsed.success) return said(c, 'fields-wrong', { fields: wrongFields(parsed.error.issues, c.var.words) });
  const m = await readClassFor(ports, c.var.actor, number);
  if (m === null) return answer(c, ports, { ok: false, refusal: 'not-found' }, []);
  const values: Record<string, unknown> = { ...parsed.data };
  if (typeof values['person'] === 'string') values['person'] = await accountOf(ports, values['person']);
  const start = form.start?.(m) ?? {};
  // What was taken over from the class is meant for the class as it was read.
  const options: ClassOptions = { expectedVersion: expected ?? (form.start ? m.version : undefined), idempotency };
  const asked = form.asked(reading(values, start, ports.newId()));
  const names = form.fields.map((field) => field.name);
  return answer(c, ports, await askClass(ports, c.var.actor, number, asked, options), names);
}

/** By account id or sign-in name. */
async function accountOf(ports: Ports, typed: string): Promise<string> {
  const staff = await loadStaff(ports.db);
  return (staff.byId(typed) ?? staff.all.find((one) => one.login === typed))?.accountId ?? typed;
}

async function answer(c: C, ports: Ports, outcome: ClassOutcome, names: readonly string[], status: 200 | 201 = 200): Promise<Response> {
  const lang = c.var.words;
  if (!outcome.ok) {
    const { refusal, detail, m } = outcome;
    const fields = [...fieldsOfRefusal(outcome, names, lang)].map(([field, words]) => ({ field, says: refusal, detail: words }));
    return problem(statusOfClassRefusal(refusal), refusal, classSentence(refusal, lang, detail), {
      ...(detail === undefined ? {} : { names: detail }),
      ...(fields.length > 0 ? { fields } : {}),
      ...(m && refusal === 'changed-meanwhile' ? { version: m.version, state: m.status } : {}),
    });
  }
  const number = outcome.number ?? outcome.m.number;
  const shown = (await classAnswer(ports, c.var.actor, number, lang)) ?? { number, state: outcome.m.status, version: outcome.m.version };
  const headers = { ETag: `"${shown.version}"`, ...(status === 201 ? { Location: `/api/v1/classes/${number}` } : {}) };
  return c.json(shown, status, headers);
}

// GET shows the form of an action, POST asks for it. Whatever comes back, what was typed is on the page again.
import { Hono } from 'hono';
import { mayAskClass } from '#core/matter-class/possible.ts';
import { type MatterClass, measuresNow } from '#core/matter-class/state.ts';
import { dayOf } from '#core/time/day.ts';
import { rolesOn } from '#features/people/index.ts';
import { textOf, textsOf } from '#platform/http/form.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import type { FieldError, FormState } from '#ui/form-state.ts';
import { typedForm } from '#ui/form-state.ts';
import { plainDay } from '#ui/lang.ts';
import type { ClassOutcome } from './actions.ts';
import { askClass } from './actions-ask.ts';
import { effectOfClass } from './actions-effect.ts';
import { listForViewer, type ReadClass, readClass } from './actions-read.ts';
import type { FormField } from './form-fields.ts';
import { type ClassForm, classForms, kindOptions } from './forms.ts';
import { type FieldView, FormPage, type OptionView } from './pages/form.tsx';
import { classSentence, fieldsOfRefusal, statusOfClassRefusal } from './sentences.ts';
import { type C, eyeOf, frameOf, isUnderIn, sayNoClass } from './staff-classes.tsx';
import { type Eye, effectView } from './staff-view.ts';
import { classStatusWords, signalWords } from './words.ts';

type Shown = { form?: FormState; refusal?: string | null; status?: 200 | 403 | 404 | 409 | 422; version?: number | undefined };

export function classFormDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const path = '/classes/:number{C[0-9]{8}}/:action';
  door.get(path, async (c) => {
    const { eye, read, form } = await ask(c, ports);
    if (!read || !form) return sayNoClass(c);
    const refused = mayAskClass(read.m, eye.viewer, form.name, isUnderIn(eye));
    const numbers = (c.req.queries('numbers') ?? []).filter((one) => /^D[0-9X]{10,30}$/.test(one)).join('\n');
    const start: Record<string, string | readonly string[]> = { ...form.start?.(read.m), ...(numbers === '' ? {} : { numbers }) };
    return show(c, ports, eye, read, form, {
      form: { values: start, errors: [] },
      refusal: refused ? classSentence(refused.refusal, eye.lang, refused.detail) : null,
      status: refused ? statusOfClassRefusal(refused.refusal) : 200,
    });
  });
  door.post(path, async (c) => {
    const { eye, read, form } = await ask(c, ports);
    if (!read || !form) return sayNoClass(c);
    const { fields } = c.var.form;
    const typed = typedForm(
      form.fields.map((field) => field.name),
      fields,
    );
    const seen = textOf(fields, 'version');
    const version = /^\d{1,9}$/.test(seen) ? Number(seen) : undefined;
    const asked = form.asked({
      text: (name) => textOf(fields, name).trim(),
      list: (name) => textsOf(fields, name).filter((one) => one !== ''),
      id: /^[0-9A-Z]{26}$/.test(textOf(fields, 'id')) ? textOf(fields, 'id') : ports.newId(),
    });
    const outcome = await askClass(ports, eye.viewer, read.m.number, asked, { expectedVersion: version });
    if (outcome.ok) return c.redirect(`/staff/classes/${outcome.number ?? read.m.number}?done=1`, 303);
    if (outcome.refusal === 'not-found' && form.name !== 'joinTo') return sayNoClass(c);
    const now = (await readClass(ports, eye.viewer, eye.around, read.m.number)) ?? read;
    const { errors, refusal } = inWords(outcome, form, eye);
    return show(c, ports, eye, now, form, {
      form: { values: typed.values, errors },
      refusal,
      status: statusOfClassRefusal(outcome.refusal),
      // After a change by somebody else the next press is meant for what is shown now.
      version: now.m.version,
    });
  });
  return door;
}

async function ask(c: C, ports: Ports): Promise<{ eye: Eye; read: ReadClass | null; form: ClassForm | null }> {
  const eye = await eyeOf(c, ports);
  const action = c.req.param('action') ?? '';
  const form = Object.hasOwn(classForms, action) ? (classForms[action] ?? null) : null;
  return { eye, form, read: await readClass(ports, eye.viewer, eye.around, c.req.param('number') ?? '') };
}

/** Beside its field where it has one; what a plan lacks, field by field. */
function inWords(
  outcome: Extract<ClassOutcome, { ok: false }>,
  form: ClassForm,
  { lang }: Eye,
): { errors: FieldError[]; refusal: string | null } {
  const of = fieldsOfRefusal(
    outcome,
    form.fields.map((field) => field.name),
    lang,
  );
  const errors = [...of].map(([name, message]): FieldError => ({ name, message }));
  return {
    errors,
    refusal: errors.length === 0 || outcome.refusal === 'plan-incomplete' ? classSentence(outcome.refusal, lang, outcome.detail) : null,
  };
}

async function show(c: C, ports: Ports, eye: Eye, { m }: ReadClass, form: ClassForm, shown: Shown): Promise<Response> {
  const { lang } = eye;
  const others = form.name === 'joinTo' ? await listForViewer(ports, eye.viewer, eye.around) : [];
  return c.html(
    <FormPage
      frame={frameOf(c)}
      number={m.number}
      classTitle={m.title}
      action={c.req.param('action') ?? ''}
      title={form.title[lang]}
      lead={form.lead[lang]}
      button={form.button[lang]}
      fields={form.fields.map((field) => fieldView(field, m, eye, others))}
      form={shown.form ?? { values: {}, errors: [] }}
      refusal={shown.refusal ?? null}
      beside={await besideOf(ports, m, form, eye)}
      version={shown.version ?? m.version}
      id={ports.newId()}
    />,
    shown.status ?? 200,
  );
}

/** What should be before one's eyes while filling it in. */
async function besideOf(ports: Ports, m: MatterClass, form: ClassForm, eye: Eye): Promise<string[]> {
  if (form.name === 'confirm') return m.signals.map((one) => signalWords(one, eye.lang));
  if (form.name === 'conclude' || form.name === 'extendObservation' || form.name === 'archive') {
    const view = effectView(await effectOfClass(ports, m, eye.around), eye);
    return [view.sentence, view.method, ...view.lines].filter(Boolean);
  }
  if (form.name === 'planMeasure' && m.whys.length > 0)
    return [`${eye.lang === 'zh' ? '最后一层原因：' : 'The last cause: '}${m.whys.at(-1)}`];
  return [];
}

function fieldView(field: FormField, m: MatterClass, eye: Eye, others: readonly MatterClass[]): FieldView {
  const { lang, around, now } = eye;
  const base = {
    name: field.name,
    label: field.label[lang],
    hint: field.hint?.[lang],
    optional: field.optional,
    rows: field.rows,
    limit: field.limit,
  };
  const today = dayOf(now);
  const options = (list: readonly OptionView[], is: 'select' | 'several' | 'radios' = 'select'): FieldView => ({
    ...base,
    is,
    options: list,
  });
  switch (field.kind) {
    case 'line':
    case 'text':
    case 'day':
      return { ...base, is: field.kind };
    case 'unit':
      return options(around.units.all.map((unit) => ({ value: unit.id, label: unit.name })));
    case 'person':
      return options(
        around.units.all.flatMap((unit) =>
          around.staff
            .inUnit(unit.id)
            .filter((one) => rolesOn(one, today).length > 0)
            .map((one) => ({ value: one.accountId, label: one.name, group: unit.shortName })),
        ),
      );
    case 'categories':
      return options(
        around.categories.all.map((one) => ({
          value: one.id,
          label: `${'　'.repeat(around.categories.path(one.id).length - 1)}${lang === 'zh' ? one.name : one.nameEn}`,
        })),
        'several',
      );
    case 'places':
      return options(
        around.places.all.map((one) => ({ value: one.id, label: around.places.wordsOf(one.id) })),
        'several',
      );
    case 'measure':
      return options(
        measuresNow(m)
          .filter((one) => !one.done)
          .map((one) => ({
            value: one.id,
            label: `${one.plan.text}（${plainDay(one.plan.due as `${number}-${number}-${number}`, today, lang)}）`,
          })),
      );
    case 'kind':
      return options(
        kindOptions.map(({ value, label }) => ({ value, label: label[lang] })),
        'radios',
      );
    case 'outcome':
      return options(
        (['effective', 'ineffective'] as const).map((value) => ({ value, label: classStatusWords[value][lang] })),
        'radios',
      );
    case 'class':
      return options(
        others
          .filter((one) => one.number !== m.number && ['clue', 'candidate', 'established', 'acting', 'observing'].includes(one.status))
          .map((one) => ({ value: one.number, label: `${one.number} ${one.title}` })),
      );
  }
}

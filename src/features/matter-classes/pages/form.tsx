// One small page per action of a class: what will follow, what the figures say, the fields; everything typed is kept, whatever comes back.
import { BackLink } from '#ui/back-link.tsx';
import { Radios, Select } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, describedBy, Field, FieldError, FieldHint, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, type FormState, fieldId } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: { back: '回到这一类事', cancel: '先不做', refused: '没有办成，您写的都还在' },
  en: { back: 'Back to the class', cancel: 'Not now', refused: 'Not done; all you wrote is still here' },
};

export type OptionView = { value: string; label: string; group?: string | undefined };
export type FieldView = {
  name: string;
  is: 'line' | 'text' | 'day' | 'select' | 'several' | 'radios';
  label: string;
  hint?: string | undefined;
  optional?: boolean | undefined;
  rows?: number | undefined;
  limit?: number | undefined;
  options?: readonly OptionView[] | undefined;
};
export type FormPageProps = {
  frame: StaffFrame;
  number: string;
  classTitle: string;
  action: string;
  title: string;
  lead: string;
  button: string;
  fields: readonly FieldView[];
  form: FormState;
  refusal: string | null;
  /** Lines beside the form: what the figures say, what the duty lists say. */
  beside: readonly string[];
  version: number;
  id: string;
};

export function FormPage(props: FormPageProps) {
  const { frame, form } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const base = `/staff/classes/${props.number}`;
  return (
    <StaffPage {...frame} title={props.title} hasErrors={form.errors.length > 0 || props.refusal !== null} wide={false}>
      <BackLink lang={lang} href={base} label={t.back} />
      <p class="muted">
        <span class="num">{props.number}</span> · {props.classTitle}
      </p>
      <h1>{props.title}</h1>
      <p>{props.lead}</p>
      {props.beside.map((line) => (
        <p class="note">{line}</p>
      ))}
      {props.refusal ? (
        <Notice tone="stop" title={t.refused}>
          <p>{props.refusal}</p>
        </Notice>
      ) : null}
      <Form action={`${base}/${props.action}`} csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Hidden name="version" value={String(props.version)} />
        <Hidden name="id" value={props.id} />
        {props.fields.map((field) => (
          <OneField lang={lang} field={field} form={form} />
        ))}
        <SubmitRow label={props.button} cancel={{ href: base, label: t.cancel }} />
      </Form>
    </StaffPage>
  );
}

function OneField({ lang, field, form }: { lang: Lang; field: FieldView; form: FormState }) {
  const { label, hint, optional } = field;
  const bound = { lang, ...asField(form, field.name), label, hint, optional };
  switch (field.is) {
    case 'line':
      return <Field {...bound} maxlength={300} />;
    case 'text':
      return <TextArea {...bound} rows={field.rows ?? 4} limit={field.limit} />;
    case 'day':
      return <DateField {...bound} />;
    case 'select':
      return <Select {...bound} options={field.options ?? []} />;
    case 'radios':
      return <Radios {...bound} options={field.options ?? []} />;
    case 'several':
      return <Several lang={lang} field={field} form={form} />;
  }
}

/** A list of which several may be chosen; works with the keyboard and without scripts. */
function Several({ lang, field, form }: { lang: Lang; field: FieldView; form: FormState }) {
  const { name, values, error } = asGroup(form, field.name);
  return (
    <div class={error ? 'field has-error' : 'field'}>
      <label for={fieldId(name)}>
        {field.label}
        {field.optional ? <span class="optional">{lang === 'zh' ? '（可不填）' : ' (optional)'}</span> : null}
      </label>
      <FieldHint name={name}>{field.hint}</FieldHint>
      <FieldError lang={lang} name={name} error={error} />
      <select id={fieldId(name)} name={name} multiple size={8} aria-describedby={describedBy(name, { hint: field.hint, error })}>
        {(field.options ?? []).map((option) => (
          <option value={option.value} selected={values.includes(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

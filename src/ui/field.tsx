import type { Child } from 'hono/jsx';
import { fieldId } from './form-state.ts';
import { type Lang, pick, sizeWords } from './lang.ts';

const text = {
  zh: { optional: '（可不填）', error: '有错：', limit: (n: number) => `最多 ${n} 字`, kept: '已收到，不用再选：' },
  en: {
    optional: ' (optional)',
    error: 'Error: ',
    limit: (n: number) => `${n} characters at most`,
    kept: 'Already received, no need to choose again: ',
  },
};

/** What every field has. `name` also makes its id (`fieldId`). */
export type FieldProps = {
  lang: Lang;
  name: string;
  label: Child;
  hint?: Child;
  error?: string | undefined;
  optional?: boolean | undefined;
  /** Makes the label the page's heading, for pages that ask one question. */
  asHeading?: boolean | undefined;
};

/** Which texts describe the control, for `aria-describedby`. */
export function describedBy(name: string, parts: { hint?: unknown; error?: unknown; limit?: unknown }): string | undefined {
  const id = fieldId(name);
  const ids = [parts.hint ? `${id}-hint` : '', parts.limit ? `${id}-limit` : '', parts.error ? `${id}-error` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function FieldHint({ name, children }: { name: string; children?: Child }) {
  return children ? (
    <p class="hint" id={`${fieldId(name)}-hint`}>
      {children}
    </p>
  ) : null;
}

export function FieldError({ lang, name, error }: { lang: Lang; name: string; error?: string | undefined }) {
  return error ? (
    <p class="field-error" id={`${fieldId(name)}-error`}>
      <span class="sr">{pick(text, lang).error}</span>
      {error}
    </p>
  ) : null;
}

/** Label, hint and error around one control. */
function FieldFrame({
  lang,
  name,
  label,
  hint,
  error,
  optional,
  asHeading,
  after,
  children,
}: FieldProps & { after?: Child; children?: Child }) {
  const words = (
    <label for={fieldId(name)}>
      {label}
      {optional ? <span class="optional">{pick(text, lang).optional}</span> : null}
    </label>
  );
  return (
    <div class={error ? 'field has-error' : 'field'}>
      {asHeading ? <h1>{words}</h1> : words}
      <FieldHint name={name}>{hint}</FieldHint>
      <FieldError lang={lang} name={name} error={error} />
      {children}
      {after}
    </div>
  );
}

type InputProps = FieldProps & {
  value?: string | undefined;
  type?: 'text' | 'tel' | 'password' | 'email' | 'search' | 'number';
  inputmode?: 'text' | 'numeric' | 'tel' | 'decimal' | undefined;
  autocomplete?: string | undefined;
  maxlength?: number | undefined;
  /** How much is expected, shown as the width of the box. */
  width?: 'short' | 'middle' | 'full';
};

export function Field(props: InputProps) {
  const { name, value, type = 'text', width = 'full' } = props;
  return (
    <FieldFrame {...props}>
      <input
        id={fieldId(name)}
        name={name}
        type={type}
        value={value ?? ''}
        class={`w-${width}`}
        inputmode={props.inputmode}
        autocomplete={props.autocomplete}
        maxlength={props.maxlength}
        aria-describedby={describedBy(name, props)}
        aria-invalid={props.error ? 'true' : undefined}
      />
    </FieldFrame>
  );
}

type TextAreaProps = FieldProps & {
  value?: string | undefined;
  rows?: number /** Most characters allowed; told in words, checked by the server, never cut. */;
  limit?: number | undefined;
};

export function TextArea(props: TextAreaProps) {
  const { lang, name, value, rows = 6, limit } = props;
  const told = limit ? (
    <p class="hint" id={`${fieldId(name)}-limit`}>
      {pick(text, lang).limit(limit)}
    </p>
  ) : null;
  // The newline after the tag is eaten by the parser; without it a text that begins with a newline would lose it each time it is shown again.
  return (
    <FieldFrame {...props} after={told}>
      <textarea
        id={fieldId(name)}
        name={name}
        rows={rows}
        aria-describedby={describedBy(name, props)}
        aria-invalid={props.error ? 'true' : undefined}
      >
        {'\n'}
        {value ?? ''}
      </textarea>
    </FieldFrame>
  );
}

type DateFieldProps = FieldProps & { value?: string | undefined; min?: string | undefined; max?: string | undefined };

/** One day, `YYYY-MM-DD`. A browser without a date picker shows a plain box, and the server reads what is typed. */
export function DateField(props: DateFieldProps) {
  const { name } = props;
  return (
    <FieldFrame {...props}>
      <input
        id={fieldId(name)}
        name={name}
        type="date"
        value={props.value ?? ''}
        min={props.min}
        max={props.max}
        class="w-middle"
        aria-describedby={describedBy(name, props)}
        aria-invalid={props.error ? 'true' : undefined}
      />
    </FieldFrame>
  );
}

type FileFieldProps = FieldProps & {
  accept?: string | undefined;
  multiple?: boolean;
  /** Files that came with an earlier try: a browser cannot show them again, so we say that they were kept. */
  kept?: readonly { name: string; bytes: number }[];
};

export function FileField(props: FileFieldProps) {
  const { lang, name, kept = [] } = props;
  return (
    <FieldFrame {...props}>
      {kept.length > 0 ? (
        <p class="kept">
          {pick(text, lang).kept}
          {kept.map((file) => `${file.name} (${sizeWords(file.bytes)})`).join(', ')}
        </p>
      ) : null}
      <input
        id={fieldId(name)}
        name={name}
        type="file"
        accept={props.accept}
        multiple={props.multiple ?? false}
        aria-describedby={describedBy(name, props)}
        aria-invalid={props.error ? 'true' : undefined}
      />
    </FieldFrame>
  );
}

import type { Child } from 'hono/jsx';
import { describedBy, FieldError, FieldHint, type FieldProps } from './field.tsx';
import { fieldId } from './form-state.ts';
import { pick } from './lang.ts';

const text = { zh: { optional: '（可不填）', choose: '请选择' }, en: { optional: ' (optional)', choose: 'Please choose' } };

export type Option = { value: string; label: Child; hint?: Child };
export type SelectOption = { value: string; label: string; group?: string | undefined };

type SelectProps = FieldProps & {
  options: readonly SelectOption[];
  value?: string | undefined /** Text of the empty choice; `null` leaves it out. */;
  blank?: string | null;
};

export function Select(props: SelectProps) {
  const { lang, name, label, hint, error, optional, options, value, blank } = props;
  const t = pick(text, lang);
  const groups = [...new Set(options.map((option) => option.group))];
  const show = (option: SelectOption) => (
    <option value={option.value} selected={option.value === value}>
      {option.label}
    </option>
  );
  return (
    <div class={error ? 'field has-error' : 'field'}>
      <label for={fieldId(name)}>
        {label}
        {optional ? <span class="optional">{t.optional}</span> : null}
      </label>
      <FieldHint name={name}>{hint}</FieldHint>
      <FieldError lang={lang} name={name} error={error} />
      <select id={fieldId(name)} name={name} aria-describedby={describedBy(name, props)} aria-invalid={error ? 'true' : undefined}>
        {blank === null ? null : <option value="">{blank ?? t.choose}</option>}
        {groups.map((group) => {
          const members = options.filter((option) => option.group === group).map(show);
          return group === undefined ? members : <optgroup label={group}>{members}</optgroup>;
        })}
      </select>
    </div>
  );
}

type RadiosProps = FieldProps & {
  options: readonly Option[];
  value?: string | undefined;
  /** A few short choices beside each other, where the page is wide enough. */
  inRow?: boolean;
};

export function Radios(props: RadiosProps) {
  return <Choices {...props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />;
}

type CheckboxesProps = FieldProps & { options: readonly Option[]; values?: readonly string[] };

export function Checkboxes(props: CheckboxesProps) {
  return <Choices {...props} type="checkbox" chosen={props.values ?? []} />;
}

type ChoicesProps = FieldProps & { type: 'radio' | 'checkbox'; options: readonly Option[]; chosen: readonly string[]; inRow?: boolean };

/** The first choice carries the field's id, so that an error link lands on something that can be ticked. */
function Choices({ type, lang, name, label, hint, error, optional, asHeading, options, chosen, inRow }: ChoicesProps) {
  const id = fieldId(name);
  const words = (
    <>
      {label}
      {optional ? <span class="optional">{pick(text, lang).optional}</span> : null}
    </>
  );
  return (
    <fieldset class={`field${error ? ' has-error' : ''}${inRow ? ' in-row' : ''}`} aria-describedby={describedBy(name, { hint, error })}>
      <legend>{asHeading ? <h1>{words}</h1> : words}</legend>
      <FieldHint name={name}>{hint}</FieldHint>
      <FieldError lang={lang} name={name} error={error} />
      {options.map((option, i) => {
        const optionId = i === 0 ? id : `${id}-${i + 1}`;
        return (
          <div class="choice">
            <input
              type={type}
              id={optionId}
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
              aria-describedby={option.hint ? `${optionId}-hint` : undefined}
            />
            <label for={optionId}>{option.label}</label>
            {option.hint ? (
              <p class="hint" id={`${optionId}-hint`}>
                {option.hint}
              </p>
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}

// What was typed is never lost: every form is shown again from the values that came in, with its errors beside the fields.
export type FieldError<Name extends string = string> = { name: Name; message: string };

/** A form as it stands: what was typed, by field, and what is wrong with it. Several ticked boxes are an array. */
export type FormState<Name extends string = string> = {
  values: Readonly<Partial<Record<Name, string | readonly string[]>>>;
  errors: readonly FieldError<Name>[];
};

export const emptyForm: FormState<never> = { values: {}, errors: [] };

/** The id of a field's (first) control; the error summary links to it. */
export const fieldId = (name: string): string => `f-${name}`;

/** Takes the named fields from a parsed body as typed; anything that is not text (a file) is left out. */
export function typedForm<Name extends string>(names: readonly Name[], body: Readonly<Record<string, unknown>>): FormState<Name> {
  const values: Partial<Record<Name, string | readonly string[]>> = {};
  for (const name of names) {
    const value = body[name];
    if (typeof value === 'string') values[name] = value;
    else if (Array.isArray(value)) values[name] = value.filter((item) => typeof item === 'string');
  }
  return { values, errors: [] };
}

export function withErrors<Name extends string>(form: FormState<Name>, errors: readonly FieldError<Name>[]): FormState<Name> {
  return { values: form.values, errors };
}

/** The props a text part needs to show this field again: `<Field {...asField(form, 'place')} label=… />`. */
export function asField<Name extends string>(form: FormState<Name>, name: Name) {
  const value: string | readonly string[] | undefined = form.values[name];
  return { name, value: typeof value === 'string' ? value : value?.[0], error: errorOf(form, name) };
}

/** The same for a group of boxes, where several values may be ticked. */
export function asGroup<Name extends string>(form: FormState<Name>, name: Name) {
  const value: string | readonly string[] | undefined = form.values[name];
  const values: readonly string[] = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  return { name, values, error: errorOf(form, name) };
}

export function errorOf<Name extends string>(form: FormState<Name>, name: Name): string | undefined {
  return form.errors.find((error) => error.name === name)?.message;
}

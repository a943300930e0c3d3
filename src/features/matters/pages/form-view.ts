// One field of an action's form as the page draws it: everything chosen and worded already.
export type OptionView = { value: string; label: string; group?: string | undefined; hint?: string | undefined };

export type FieldView = {
  name: string;
  kind: 'line' | 'text' | 'day' | 'select' | 'radios' | 'tick' | 'photos';
  label: string;
  hint?: string | undefined;
  optional?: boolean | undefined;
  options?: readonly OptionView[] | undefined;
  rows?: number | undefined;
  limit?: number | undefined;
  min?: string | undefined;
  /** Shown when nothing was typed yet. */
  start: string;
};

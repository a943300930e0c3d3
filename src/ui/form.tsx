import type { Child } from 'hono/jsx';
import { asGroup, type FormState } from './form-state.ts';

type FormProps = {
  action: string;
  csrf: string;
  files?: boolean;
  method?: 'post' | 'get';
  /** Always answered by a redirect or a refusal, never by a page of its own: may be sent without reloading the page. */
  turbo?: boolean;
  /** Where what is typed is kept while it is written. */
  draft?: string | undefined;
  children?: Child;
};

/** A form with its CSRF token. `novalidate`, because the server answers in whole sentences and keeps what was typed. */
export function Form({ action, csrf, files = false, method = 'post', turbo = false, draft, children }: FormProps) {
  return (
    <form
      action={action}
      method={method}
      enctype={files ? 'multipart/form-data' : undefined}
      data-turbo={turbo ? 'true' : undefined}
      data-draft={draft}
      novalidate
    >
      {method === 'post' ? <HiddenCsrf token={csrf} /> : null}
      {children}
    </form>
  );
}

export function HiddenCsrf({ token }: { token: string }) {
  return <input type="hidden" name="csrf" value={token} />;
}

export function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

/** Carries what was typed on earlier pages of a form to the next one, without script and without a session. */
export function HiddenValues<Name extends string>({ form, names }: { form: FormState<Name>; names: readonly Name[] }) {
  return <>{names.flatMap((name) => asGroup(form, name).values.map((item) => <Hidden name={name} value={item} />))}</>;
}

type SubmitRowProps = {
  label: string;
  name?: string | undefined;
  value?: string | undefined;
  danger?: boolean;
  /** A way out that loses nothing, e.g. back or cancel. */
  cancel?: { href: string; label: string } | undefined;
  children?: Child;
};

export function SubmitRow({ label, name, value, danger = false, cancel, children }: SubmitRowProps) {
  return (
    <div class="submit-row">
      <button type="submit" class={danger ? 'btn danger' : 'btn primary'} name={name} value={value}>
        {label}
      </button>
      {children}
      {cancel ? (
        <a class="btn plain" href={cancel.href}>
          {cancel.label}
        </a>
      ) : null}
    </div>
  );
}

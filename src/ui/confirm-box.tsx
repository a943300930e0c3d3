import type { Child } from 'hono/jsx';
import { Form, SubmitRow } from './form.tsx';
import { type Lang, pick } from './lang.ts';

const text = { zh: { cancel: '先不做' }, en: { cancel: 'Not now' } };

type ConfirmBoxProps = {
  lang: Lang;
  /** The question, with its object: "把 4 件派给村镇建设办？" */
  question: Child;
  action: string;
  csrf: string;
  confirm: string;
  cancelHref: string;
  danger?: boolean;
  /** What will follow, and hidden values if needed. */
  children?: Child;
};

/** Asks once before something that cannot be taken back. */
export function ConfirmBox({ lang, question, action, csrf, confirm, cancelHref, danger = false, children }: ConfirmBoxProps) {
  return (
    <section class={danger ? 'confirm is-danger' : 'confirm'}>
      <h2>{question}</h2>
      <Form action={action} csrf={csrf}>
        {children}
        <SubmitRow label={confirm} danger={danger} cancel={{ href: cancelHref, label: pick(text, lang).cancel }} />
      </Form>
    </section>
  );
}

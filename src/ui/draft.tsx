// What is said of a draft: that one was found, with the button that throws it away, and that one is being kept.
import type { Child } from 'hono/jsx';
import { Form, Hidden } from './form.tsx';
import { type Lang, pick } from './lang.ts';
import { Notice } from './notice.tsx';

const text = {
  zh: {
    restored: (at: string) => `草稿恢复：${at} 保存的，还没提交`,
    why: '接着写，写完提交；不要了就丢弃。',
    forget: '丢弃草稿',
    kept: '草稿已存',
  },
  en: {
    restored: (at: string) => `Draft restored, as kept ${at}; it is not sent yet`,
    why: 'Go on writing and send it, or throw it away.',
    forget: 'Throw the draft away',
    kept: 'Draft kept',
  },
} satisfies Record<Lang, unknown>;

type RestoredProps = { lang: Lang; at: string; action: string; csrf: string; formKey?: string | undefined; children?: Child };

/** Above a form that was filled from a draft. */
export function RestoredDraft({ lang, at, action, csrf, formKey, children }: RestoredProps) {
  const t = pick(text, lang);
  return (
    <Notice tone="info" title={t.restored(at)}>
      {children}
      <p>{t.why}</p>
      <ForgetDraft lang={lang} action={action} csrf={csrf} formKey={formKey} />
    </Notice>
  );
}

type ForgetProps = {
  lang: Lang;
  action: string;
  csrf: string /** Whose draft, where it is not told by the address. */;
  formKey?: string | undefined;
  about?: string;
};

/** `about`: what a screen reader hears behind the words, where there are several. */
export function ForgetDraft({ lang, action, csrf, formKey, about }: ForgetProps) {
  return (
    <Form action={action} csrf={csrf} turbo>
      <Hidden name="step" value="forget" />
      {formKey === undefined ? null : <Hidden name="key" value={formKey} />}
      <button type="submit" class="link">
        {pick(text, lang).forget}
        {about ? <span class="sr"> {about}</span> : null}
      </button>
    </Form>
  );
}

/** At the end of a form with `draft`; shown by public/staff.js once something is kept, so that nothing is promised where no script runs. */
export function KeptLine({ lang, children }: { lang: Lang; children?: Child }) {
  return (
    <p class="muted" data-kept hidden>
      {pick(text, lang).kept} <time /> {children}
    </p>
  );
}

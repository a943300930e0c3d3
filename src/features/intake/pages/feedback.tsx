// 给系统提意见: a concern about the system itself, with number, answer and verdict like any other (X8 (5)).
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { type SayForm, Trap } from './say.tsx';

const text = {
  zh: {
    title: '给系统提意见',
    intro: '不好用、看不懂、重复填、给基层添麻烦，都可以说。和别的事一样有编号、有答复，由您评价。',
    what: '哪里不好用？',
    from: (page: string) => `说的是这一页：${page}`,
    phone: '电话',
    phoneHint: '不留也行，凭编号和查询码查答复。',
    send: '交上去',
  },
  en: {
    title: 'Tell us about this system',
    intro:
      'Hard to use, unclear, asked twice, extra work for those who serve: say it here. Like any concern it gets a number, an answer, and your verdict.',
    what: 'What does not work well?',
    from: (page: string) => `About this page: ${page}`,
    phone: 'Phone',
    phoneHint: 'Not needed: number and code lead to the answer.',
    send: 'Send',
  },
} satisfies Record<Lang, unknown>;

export function FeedbackPage({
  frame,
  csrf,
  form,
  from,
  formKey,
}: {
  frame: PublicFrame;
  csrf: string;
  form: SayForm;
  from: string;
  formKey: string;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <ErrorSummary lang={lang} errors={form.errors} />
      <h1>{t.title}</h1>
      <p>{t.intro}</p>
      <Form action="/feedback" csrf={csrf}>
        <Hidden name="from" value={from} />
        <Hidden name="key" value={formKey} />
        {from ? <p class="muted">{t.from(from)}</p> : null}
        <TextArea {...asField(form, 'text')} lang={lang} label={t.what} rows={6} />
        <Field
          {...asField(form, 'phone')}
          lang={lang}
          label={t.phone}
          hint={t.phoneHint}
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          optional
          width="middle"
        />
        <Trap lang={lang} form={form} />
        <SubmitRow label={t.send} />
      </Form>
    </PublicPage>
  );
}

// 查进度: number and four digits, nothing else asked. The same answer whether the number or the digits are wrong.
import type { Instant } from '#core/time/day.ts';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { clockIn, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';

export type ProgressForm = FormState<'number' | 'proof'>;

const text = {
  zh: {
    title: '查进度',
    number: '编号',
    numberHint: '回执上 D 开头的一串数字；空格、横线写不写都行。',
    proof: '手机后四位，或回执上的查询码',
    proofHint: '查询码是 8 个字。留过电话的填手机后四位。',
    send: '查一查',
    again: '查到的内容只保留半小时，请再查一次',
    waitTitle: '试得太多，先停一停',
    wait: (at: string) => `为了不让别人猜到您的信息，请在 ${at} 以后再查。着急就打页脚的电话。`,
  },
  en: {
    title: 'Check progress',
    number: 'Number',
    numberHint: 'The long number that begins with D on your receipt; spaces and dashes do not matter.',
    proof: 'Last four digits of your phone, or the code on the receipt',
    proofHint: 'The code has 8 characters. If you left a phone number, use its last four digits.',
    send: 'Look it up',
    again: 'What was found stays open for half an hour; please look it up again',
    waitTitle: 'Too many tries; please pause',
    wait: (at: string) => `So that nobody can guess your details, please try again after ${at}. If it is urgent, call the number below.`,
  },
} satisfies Record<Lang, unknown>;

export const progressSentences = {
  'number-unreadable': {
    zh: '编号少了或抄错了一位，请对着回执再看一遍。',
    en: 'A digit of the number is missing or mistyped; please compare it with the receipt.',
  },
  'proof-unreadable': {
    zh: '请填 4 位数字，或回执上 8 个字的查询码。',
    en: 'Please enter 4 digits, or the 8 characters of the code on the receipt.',
  },
  'not-found': {
    zh: '编号和后四位（或查询码）对不上，请再核对。连错三次要等一会儿。',
    en: 'The number and the digits (or the code) do not match; please check. After three wrong tries there is a pause.',
  },
  stale: {
    zh: '页面放得太久，请再按一次。您填的都还在。',
    en: 'The page was open too long; please press once more. What you entered is still here.',
  },
} as const;

type ProgressFormPageProps = { frame: PublicFrame; csrf: string; form: ProgressForm; waitUntil?: Instant | null; ended?: boolean };

export function ProgressFormPage({ frame, csrf, form, waitUntil = null, ended = false }: ProgressFormPageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <ErrorSummary lang={lang} errors={form.errors} />
      {waitUntil ? (
        <Notice tone="stop" title={t.waitTitle}>
          <p>{t.wait(clockIn(waitUntil))}</p>
        </Notice>
      ) : null}
      {ended ? <Notice tone="info" title={t.again} /> : null}
      <h1>{t.title}</h1>
      <Form action="/progress" csrf={csrf}>
        <Field {...asField(form, 'number')} lang={lang} label={t.number} hint={t.numberHint} autocomplete="off" />
        <Field {...asField(form, 'proof')} lang={lang} label={t.proof} hint={t.proofHint} autocomplete="off" width="middle" />
        <SubmitRow label={t.send} />
      </Form>
    </PublicPage>
  );
}

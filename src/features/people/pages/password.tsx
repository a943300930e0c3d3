import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { errorOf, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: {
    title: '改密码',
    must: '请先设一个只有您自己知道的密码',
    now: '现在的密码',
    next: '新密码',
    hint: '至少 10 个字；几个不相干的词连起来最好',
    again: '再写一遍新密码',
    submit: '改密码',
    done: '密码已经改好',
    doneWhy: '别处登录的都已退出。',
  },
  en: {
    title: 'Change password',
    must: 'First choose a password that only you know',
    now: 'Present password',
    next: 'New password',
    hint: 'At least 10 characters; a few unrelated words are best',
    again: 'The new password once more',
    submit: 'Change password',
    done: 'The password is changed',
    doneWhy: 'You were signed out everywhere else.',
  },
} satisfies Record<Lang, unknown>;

export type PasswordForm = FormState<'password' | 'newPassword' | 'again'>;

export function PasswordPage({ frame, form, must, done }: { frame: StaffFrame; form: PasswordForm; must: boolean; done: boolean }) {
  const t = pick(text, frame.lang);
  const field = (name: 'password' | 'newPassword' | 'again') => ({
    lang: frame.lang,
    name,
    error: errorOf(form, name),
    type: 'password' as const,
    width: 'middle' as const,
  });
  return (
    <StaffPage {...frame} title={t.title} wide={false} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      {done ? (
        <Notice tone="success" title={t.done}>
          <p>{t.doneWhy}</p>
        </Notice>
      ) : null}
      {must ? <Notice tone="warning" title={t.must} /> : null}
      <ErrorSummary lang={frame.lang} errors={form.errors} />
      <Form action="/staff/password" csrf={frame.csrf}>
        <Field {...field('password')} label={t.now} autocomplete="current-password" />
        <Field {...field('newPassword')} label={t.next} hint={t.hint} autocomplete="new-password" />
        <Field {...field('again')} label={t.again} autocomplete="new-password" />
        <SubmitRow label={t.submit} />
      </Form>
    </StaffPage>
  );
}

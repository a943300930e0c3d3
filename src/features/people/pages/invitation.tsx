// The page behind an invitation: whoever was given it chooses the password, and only they know it.
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { errorOf, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';

const text = {
  zh: {
    title: '设好密码，开始用',
    what: '这个链接只能用一次。密码由您自己设，管理员也不知道。',
    name: '姓名',
    login: '账号',
    password: '密码',
    passwordHint: '至少 10 个字；几个不相干的词连起来最好',
    again: '再写一遍密码',
    submit: '设好密码',
  },
  en: {
    title: 'Choose your password',
    what: 'This link works once. The password is yours alone; no administrator knows it.',
    name: 'Name',
    login: 'Account',
    password: 'Password',
    passwordHint: 'At least 10 characters; a few unrelated words are best',
    again: 'The password once more',
    submit: 'Set the password',
  },
} satisfies Record<Lang, unknown>;

export type InvitationForm = FormState<'password' | 'again'>;

export function InvitationPage({
  frame,
  csrf,
  action,
  person,
  form,
}: {
  frame: Pick<StaffFrame, 'lang' | 'county' | 'path' | 'largeText' | 'phone'>;
  csrf: string;
  action: string;
  person: { name: string; login: string };
  form: InvitationForm;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} me={null} nav={[]} csrf="" title={t.title} wide={false} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.what}</p>
      <SummaryList
        facts={[
          { term: t.name, value: person.name },
          { term: t.login, value: person.login },
        ]}
      />
      <Form action={action} csrf={csrf}>
        <Field
          name="password"
          error={errorOf(form, 'password')}
          lang={lang}
          label={t.password}
          hint={t.passwordHint}
          type="password"
          autocomplete="new-password"
          width="middle"
        />
        <Field
          name="again"
          error={errorOf(form, 'again')}
          lang={lang}
          label={t.again}
          type="password"
          autocomplete="new-password"
          width="middle"
        />
        <SubmitRow label={t.submit} />
      </Form>
    </StaffPage>
  );
}

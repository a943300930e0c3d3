// The page behind an invitation: whoever was given it chooses the password, and only they know it.
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import type { FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { NewPassword } from './new-password.tsx';

const text = {
  zh: {
    title: '设好密码，开始用',
    what: '这个链接只能用一次。密码由您自己设，管理员也不知道。',
    name: '姓名',
    login: '账号',
    submit: '设好密码',
  },
  en: {
    title: 'Choose your password',
    what: 'This link works once. The password is yours alone; no administrator knows it.',
    name: 'Name',
    login: 'Account',
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
        <NewPassword lang={lang} form={form} />
        <SubmitRow label={t.submit} />
      </Form>
    </StaffPage>
  );
}

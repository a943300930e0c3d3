// The first page anybody sees of a new installation: it makes the first administrator, once.
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { NewPassword } from './new-password.tsx';

const text = {
  zh: {
    title: '设置第一位系统管理员',
    what: '这个链接只能用一次。设好以后，请用账号登录，再添加单位、人员和其他管理员。',
    county: '县（市、区）的名称',
    countyHint: '例如：示例县',
    name: '您的姓名',
    login: '账号',
    loginHint: '2 到 40 个字母、数字或汉字，登录时用',
    submit: '建好账号',
  },
  en: {
    title: 'Set up the first system administrator',
    what: 'This link works once. Then sign in, and add units, people and the other administrators.',
    county: 'Name of the county',
    countyHint: 'For example: 示例县',
    name: 'Your name',
    login: 'Account name',
    loginHint: '2 to 40 letters or digits, for signing in',
    submit: 'Create the account',
  },
} satisfies Record<Lang, unknown>;

export type SetUpForm = FormState<'county' | 'name' | 'login' | 'password' | 'again'>;

type SetUpPageProps = {
  frame: Pick<StaffFrame, 'lang' | 'county' | 'path' | 'largeText' | 'phone'>;
  csrf: string;
  action: string;
  needsCounty: boolean;
  form: SetUpForm;
};

export function SetUpPage({ frame, csrf, action, needsCounty, form }: SetUpPageProps) {
  const t = pick(text, frame.lang);
  const { lang } = frame;
  return (
    <StaffPage {...frame} me={null} nav={[]} csrf="" title={t.title} wide={false} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.what}</p>
      <Form action={action} csrf={csrf}>
        {needsCounty ? <Field {...asField(form, 'county')} lang={lang} label={t.county} hint={t.countyHint} width="middle" /> : null}
        <Field {...asField(form, 'name')} lang={lang} label={t.name} autocomplete="name" width="middle" />
        <Field {...asField(form, 'login')} lang={lang} label={t.login} hint={t.loginHint} autocomplete="username" width="middle" />
        <NewPassword lang={lang} form={form} />
        <SubmitRow label={t.submit} />
      </Form>
    </StaffPage>
  );
}

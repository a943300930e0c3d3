// The way in. It works without a script, says the same to everybody who is not let in, and keeps what a session that ended had not yet taken.
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, Hidden, HiddenValues, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: {
    title: '登录',
    login: '账号',
    password: '密码',
    submit: '登录',
    ended: '登录已经结束',
    endedWhy: '太久没有操作，系统为安全起见退出了登录。',
    keptWords: '您刚才写的都还在：登录后会接着问您要不要提交。',
    forgot: '忘了密码，请找本单位的安全管理员重设。没有默认账号。',
    goOn: '接着办',
    goOnWhy: '您刚才写的都还在，还没有提交。',
    send: '现在提交',
    drop: '不提交了',
    files: '选过的照片要重新选一次。',
  },
  en: {
    title: 'Sign in',
    login: 'Account name',
    password: 'Password',
    submit: 'Sign in',
    ended: 'You were signed out',
    endedWhy: 'Nothing was done for a while, so you were signed out to be safe.',
    keptWords: 'What you wrote is still here: after signing in you will be asked whether to send it.',
    forgot: 'If the password is forgotten, the security administrator can set a new one. There is no default account.',
    goOn: 'Go on',
    goOnWhy: 'What you wrote is still here and was not sent yet.',
    send: 'Send it now',
    drop: 'Do not send',
    files: 'Photos must be chosen again.',
  },
} satisfies Record<Lang, unknown>;

export type SignInForm = FormState<'login' | 'password'>;

type SignInPageProps = {
  frame: Pick<StaffFrame, 'lang' | 'county' | 'path' | 'largeText' | 'phone'>;
  csrf: string;
  form: SignInForm;
  /** Where to go afterwards; or what a POST had brought, as `keptForm` wrote it. */
  next: string;
  kept: string;
  ended: boolean;
  /** What the county's identity provider is called here; null while it is off. */
  identityLabel?: string | null;
  /** Why another way in did not work, from the address that led here. */
  problem?: string | null;
};

export function SignInPage({ frame, csrf, form, next, kept, ended, identityLabel = null, problem = null }: SignInPageProps) {
  const t = pick(text, frame.lang);
  return (
    <StaffPage {...frame} me={null} nav={[]} csrf="" title={t.title} wide={false} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      {ended ? (
        <Notice tone="info" title={t.ended}>
          <p>
            {t.endedWhy}
            {kept === '' ? null : t.keptWords}
          </p>
        </Notice>
      ) : null}
      {problem === null ? null : <Notice tone="warning" title={problem} />}
      <ErrorSummary lang={frame.lang} errors={form.errors} />
      <Form action="/staff/sign-in" csrf={csrf}>
        <Hidden name="next" value={next} />
        {kept === '' ? null : <Hidden name="kept" value={kept} />}
        <Field {...asField(form, 'login')} lang={frame.lang} label={t.login} autocomplete="username" width="middle" />
        <Field
          name="password"
          error={form.errors.find((error) => error.name === 'password')?.message}
          lang={frame.lang}
          label={t.password}
          type="password"
          autocomplete="current-password"
          width="middle"
        />
        <SubmitRow label={t.submit} />
      </Form>
      {identityLabel === null ? null : (
        <p>
          <a class="btn" href={`/staff/sign-in/openid?next=${encodeURIComponent(next)}`}>
            {identityLabel}
          </a>
        </p>
      )}
      <p class="muted">{t.forgot}</p>
    </StaffPage>
  );
}

type GoOnProps = { frame: StaffFrame; action: string; fields: FormState<string> };

/** After signing in again: the form that was on its way, to be sent by a click and not by itself. */
export function GoOnPage({ frame, action, fields }: GoOnProps) {
  const t = pick(text, frame.lang);
  const names = Object.keys(fields.values);
  const longest = names
    .map((name) => fields.values[name])
    .filter((value): value is string => typeof value === 'string' && value.length > 20);
  return (
    <StaffPage {...frame} title={t.goOn} wide={false}>
      <h1>{t.goOn}</h1>
      <Notice tone="success" title={t.goOnWhy}>
        <p>{t.files}</p>
      </Notice>
      {longest.map((words) => (
        <blockquote class="quote">
          <p>
            {words.slice(0, 500)}
            {words.length > 500 ? '…' : ''}
          </p>
        </blockquote>
      ))}
      <Form action={action} csrf={frame.csrf}>
        <HiddenValues form={fields} names={names} />
        <SubmitRow label={t.send} cancel={{ href: '/staff', label: t.drop }} />
      </Form>
    </StaffPage>
  );
}

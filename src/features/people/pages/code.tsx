// The second step of signing in: six digits from the phone, or one of the ten codes on paper.
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { errorOf, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: {
    title: '第二道验证',
    what: '密码对了。请打开手机上的验证器，填“到底”下面的 6 位数字。',
    code: '验证码',
    hint: '6 位数字；手机不在身边，就填一个恢复码，像 7K2QX-M94TD 这样',
    submit: '登录',
    again: '重新登录',
    lost: '手机和恢复码都丢了，请找本单位的安全管理员重设，不用改密码。',
  },
  en: {
    title: 'Second step',
    what: 'The password is right. Open the authenticator on your phone and enter the six digits under "到底".',
    code: 'Code',
    hint: 'Six digits; without the phone, one of your recovery codes, like 7K2QX-M94TD',
    submit: 'Sign in',
    again: 'Start again',
    lost: 'If phone and recovery codes are both lost, the security administrator can reset this; the password stays.',
  },
} satisfies Record<Lang, unknown>;

export type CodeForm = FormState<'code'>;
type CodePageProps = {
  frame: Pick<StaffFrame, 'lang' | 'county' | 'path' | 'largeText' | 'phone'>;
  csrf: string;
  form: CodeForm;
  step: string;
  next: string;
  kept: string;
};

export function CodePage({ frame, csrf, form, step, next, kept }: CodePageProps) {
  const t = pick(text, frame.lang);
  return (
    <StaffPage {...frame} me={null} nav={[]} csrf="" title={t.title} wide={false} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      <ErrorSummary lang={frame.lang} errors={form.errors} />
      <p>{t.what}</p>
      <Form action="/staff/sign-in/code" csrf={csrf}>
        <Hidden name="step" value={step} />
        <Hidden name="next" value={next} />
        {kept === '' ? null : <Hidden name="kept" value={kept} />}
        <Field
          name="code"
          error={errorOf(form, 'code')}
          lang={frame.lang}
          label={t.code}
          hint={t.hint}
          autocomplete="one-time-code"
          width="middle"
        />
        <SubmitRow label={t.submit} cancel={{ href: '/staff/sign-in', label: t.again }} />
      </Form>
      <p class="muted">{t.lost}</p>
    </StaffPage>
  );
}

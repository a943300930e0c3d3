// How people sign in here: which posts need the second step, and whether the county's own identity provider may vouch for them. Off until switched on.
import type { Role } from '#core/matter/events.ts';
import { Checkboxes, Radios } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, errorOf, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { roleNames } from '../roles.ts';

const text = {
  zh: {
    title: '登录方式',
    readOnly: '这里由安全管理员设置，您可以看，不能改。',
    saved: '已经存好',
    factor: '第二道验证',
    factorWhy: '系统、安全、审计管理登录一定要第二道验证，不能关。别的岗位由本县定：勾上的，下次登录要先设好。',
    factorField: '还有哪些岗位必须',
    factorSubmit: '保存岗位',
    have: (n: number, all: number) => `${all} 个账号里，${n} 个已经设好第二道验证。`,
    openId: '统一认证（OpenID Connect）',
    openIdWhy:
      '县里已有统一身份认证的，可以让它证明“这是谁”。账号和岗位仍由本系统管理，不会自动建账号；认证服务连不上时，账号和密码照样能登录。没开通以前，本系统不向外连。',
    state: '状态',
    on: '已开通',
    off: '没有开通',
    onOff: '是否开通',
    turnOn: '开通',
    turnOff: '不开通',
    issuer: '认证服务的地址',
    issuerHint: '像 https://sso.example.gov.cn 这样；本系统读它下面的 .well-known/openid-configuration',
    clientId: '客户端编号（client_id）',
    clientSecret: '客户端密钥（client_secret）',
    secretKept: '已经存了一个，不显示；不改就空着',
    secretNone: '加密存放，存好后不再显示',
    label: '登录按钮上的字',
    labelHint: '像“县统一身份认证”这样，最多 20 字',
    back: '请在认证服务那边登记这个回调地址',
    submit: '保存',
    test: '试一试能不能连上',
    testWhy: '只读认证服务的公开说明，不送任何人的信息。',
    tested: (issuer: string) => `连上了：${issuer}`,
  },
  en: {
    title: 'How people sign in',
    readOnly: 'The security administrator sets this. You may read it.',
    saved: 'Saved',
    factor: 'Second step',
    factorWhy:
      'System, security and audit administrators always need the second step. For other posts the county decides: those ticked must set it up at the next sign-in.',
    factorField: 'Which other posts need it',
    factorSubmit: 'Save the posts',
    have: (n: number, all: number) => `${n} of ${all} accounts have the second step.`,
    openId: 'Identity provider (OpenID Connect)',
    openIdWhy:
      "The county's own identity service may vouch for who somebody is. Accounts and posts stay with this system and none is made automatically; when the service is down, account and password still work. Until this is switched on nothing is sent out.",
    state: 'State',
    on: 'Switched on',
    off: 'Switched off',
    onOff: 'Use it?',
    turnOn: 'Switch on',
    turnOff: 'Leave it off',
    issuer: 'Address of the provider',
    issuerHint: 'Like https://sso.example.gov.cn; its .well-known/openid-configuration is read',
    clientId: 'Client id',
    clientSecret: 'Client secret',
    secretKept: 'One is kept and not shown; leave this empty to keep it',
    secretNone: 'Kept sealed and never shown again',
    label: 'Words on the button',
    labelHint: 'Like 县统一身份认证, 20 characters at most',
    back: 'Register this address at the provider',
    submit: 'Save',
    test: 'Try to reach it',
    testWhy: "Reads the provider's public description only; nobody's data are sent.",
    tested: (issuer: string) => `Reached: ${issuer}`,
  },
} satisfies Record<Lang, unknown>;

export type SignInSettingsForm = FormState<'on' | 'issuer' | 'clientId' | 'clientSecret' | 'label' | 'roles'>;
type Props = {
  frame: StaffFrame;
  form: SignInSettingsForm;
  freeRoles: readonly Role[];
  withFactor: number;
  accounts: number;
  isOn: boolean;
  hasSecret: boolean;
  backUrl: string;
  mayChange: boolean;
  said: 'saved' | null;
  tested: string | null;
};

export function SignInSettingsPage(props: Props) {
  const { frame, form, freeRoles, withFactor, accounts, isOn, hasSecret, backUrl, mayChange, said, tested } = props;
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} wide={false} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      {mayChange ? null : <Notice tone="info" title={t.readOnly} />}
      {said ? <Notice tone="success" title={t.saved} /> : null}
      {tested === null ? null : <Notice tone="success" title={t.tested(tested)} />}
      <ErrorSummary lang={lang} errors={form.errors} />
      <h2>{t.factor}</h2>
      <p>{t.factorWhy}</p>
      <p>{t.have(withFactor, accounts)}</p>
      {mayChange ? (
        <Form action="/staff/admin/sign-in/factor" csrf={csrf}>
          <Checkboxes
            {...asGroup(form, 'roles')}
            lang={lang}
            label={t.factorField}
            options={freeRoles.map((role) => ({ value: role, label: roleNames[role][lang] }))}
          />
          <SubmitRow label={t.factorSubmit} />
        </Form>
      ) : null}
      <h2>{t.openId}</h2>
      <p>{t.openIdWhy}</p>
      <SummaryList
        facts={[
          { term: t.state, value: <Light colour={isOn ? 'green' : 'grey'}>{isOn ? t.on : t.off}</Light> },
          { term: t.back, value: <code>{backUrl}</code> },
        ]}
      />
      {mayChange ? (
        <>
          <Form action="/staff/admin/sign-in/openid" csrf={csrf}>
            <Radios
              {...asField(form, 'on')}
              lang={lang}
              label={t.onOff}
              options={[
                { value: 'no', label: t.turnOff },
                { value: 'yes', label: t.turnOn },
              ]}
            />
            <Field {...asField(form, 'issuer')} lang={lang} label={t.issuer} hint={t.issuerHint} autocomplete="off" />
            <Field {...asField(form, 'clientId')} lang={lang} label={t.clientId} width="middle" autocomplete="off" />
            <Field
              name="clientSecret"
              error={errorOf(form, 'clientSecret')}
              lang={lang}
              label={t.clientSecret}
              hint={hasSecret ? t.secretKept : t.secretNone}
              type="password"
              autocomplete="off"
              optional
              width="middle"
            />
            <Field {...asField(form, 'label')} lang={lang} label={t.label} hint={t.labelHint} optional width="middle" />
            <SubmitRow label={t.submit} />
          </Form>
          <Form action="/staff/admin/sign-in/test" csrf={csrf}>
            <p>{t.testWhy}</p>
            <SubmitRow label={t.test} />
          </Form>
        </>
      ) : null}
    </StaffPage>
  );
}

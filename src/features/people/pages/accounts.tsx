// Who may sign in, and as what: by unit, with the posts of today and whether the account is open, locked or disabled.
import type { Role } from '#core/matter/events.ts';
import type { Instant } from '#core/time/day.ts';
import { Checkboxes, Select, type SelectOption } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, errorOf, type FormState } from '#ui/form-state.ts';
import { clockIn, countWords, type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import { roleNames } from '../roles.ts';
import { PeopleTabs } from './people-tabs.tsx';

const text = {
  zh: {
    title: '人员',
    caption: (n: string) => `共 ${n} 个账号`,
    name: '姓名',
    login: '账号',
    unit: '单位',
    posts: '岗位',
    state: '状态',
    open: '可登录',
    disabled: '已停用',
    locked: (at: string) => `试错太多，${at} 后可再试`,
    none: '没有岗位',
    add: '添加人员',
    addTitle: '添加人员',
    password: '初始密码',
    passwordHint: '最好空着：建好后给一个邀请链接，由本人自己设密码。要写就至少 10 个字，当面交给本人，第一次登录必须改。',
    import: '导入人员表',
    loginHint: '2 到 40 个字母、数字或汉字',
    roles: '岗位',
    rolesHint: '系统管理、安全管理、审计管理必须是三个人。',
    submit: '建账号',
    created: '账号建好了',
    createdWhy: '请把初始密码当面交给本人。',
    back: '回人员名单',
  },
  en: {
    title: 'People',
    caption: (n: string) => `${n} accounts`,
    name: 'Name',
    login: 'Account',
    unit: 'Unit',
    posts: 'Posts',
    state: 'State',
    open: 'May sign in',
    disabled: 'Disabled',
    locked: (at: string) => `Too many wrong tries, open again at ${at}`,
    none: 'No post',
    add: 'Add a person',
    addTitle: 'Add a person',
    password: 'First password',
    passwordHint:
      'Best left empty: an invitation link lets its owner choose one. Else at least 10 characters, handed over in person, and changed at the first sign-in.',
    import: 'Import a table of people',
    loginHint: '2 to 40 letters or digits',
    roles: 'Posts',
    rolesHint: 'System, security and audit administration must be three people.',
    submit: 'Create the account',
    created: 'The account was created',
    createdWhy: 'Please hand over the first password in person.',
    back: 'Back to the list',
  },
} satisfies Record<Lang, unknown>;

export type AccountLine = {
  accountId: string;
  name: string;
  login: string;
  unitName: string;
  roles: readonly Role[];
  isDisabled: boolean;
  lockedUntil: Instant | null;
};

export const roleWords = (roles: readonly Role[], lang: Lang): string =>
  roles.map((role) => roleNames[role][lang]).join(lang === 'zh' ? '、' : ', ');

export function StateLight({ lang, line }: { lang: Lang; line: Pick<AccountLine, 'isDisabled' | 'lockedUntil'> }) {
  const t = pick(text, lang);
  if (line.isDisabled) return <Light colour="grey">{t.disabled}</Light>;
  if (line.lockedUntil !== null) return <Light colour="yellow">{t.locked(clockIn(line.lockedUntil))}</Light>;
  return <Light colour="green">{t.open}</Light>;
}

export function AccountsPage({
  frame,
  lines,
  created,
  mayManage,
}: {
  frame: StaffFrame;
  lines: readonly AccountLine[];
  created: boolean;
  mayManage: boolean;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <PeopleTabs lang={lang} current="accounts" />
      {created ? (
        <Notice tone="success" title={t.created}>
          <p>{t.createdWhy}</p>
        </Notice>
      ) : null}
      {mayManage ? (
        <p class="filters">
          <a class="btn primary" href="/staff/people/new">
            {t.add}
          </a>
          <a class="btn" href="/staff/tables/people">
            {t.import}
          </a>
        </p>
      ) : null}
      <Table
        lang={lang}
        caption={t.caption(countWords(lines.length))}
        rows={lines}
        columns={[
          {
            head: t.name,
            kind: 'main',
            cell: (line) => (mayManage ? <a href={`/staff/people/${line.accountId}`}>{line.name}</a> : line.name),
          },
          { head: t.login, cell: (line) => line.login },
          { head: t.unit, cell: (line) => line.unitName },
          { head: t.posts, cell: (line) => roleWords(line.roles, lang) || <span class="muted">{t.none}</span> },
          { head: t.state, labelled: false, cell: (line) => <StateLight lang={lang} line={line} /> },
        ]}
      />
    </StaffPage>
  );
}

export type NewAccountForm = FormState<'name' | 'login' | 'unitId' | 'roles' | 'password'>;

export function NewAccountPage({
  frame,
  form,
  units,
  roles,
}: {
  frame: StaffFrame;
  form: NewAccountForm;
  units: readonly SelectOption[];
  roles: readonly Role[];
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.addTitle} hasErrors={form.errors.length > 0}>
      <h1>{t.addTitle}</h1>
      <PeopleTabs lang={lang} current="accounts" />
      <ErrorSummary lang={lang} errors={form.errors} />
      <Form action="/staff/people/new" csrf={frame.csrf}>
        <Field {...asField(form, 'name')} lang={lang} label={t.name} width="middle" autocomplete="off" />
        <Field {...asField(form, 'login')} lang={lang} label={t.login} hint={t.loginHint} width="middle" autocomplete="off" />
        <Select {...asField(form, 'unitId')} lang={lang} label={t.unit} options={units} />
        <Checkboxes
          {...asGroup(form, 'roles')}
          lang={lang}
          label={t.roles}
          hint={t.rolesHint}
          options={roles.map((role) => ({ value: role, label: roleNames[role][lang] }))}
        />
        <Field
          name="password"
          error={errorOf(form, 'password')}
          lang={lang}
          label={t.password}
          hint={t.passwordHint}
          type="password"
          autocomplete="new-password"
          optional
          width="middle"
        />
        <SubmitRow label={t.submit} cancel={{ href: '/staff/people', label: t.back }} />
      </Form>
    </StaffPage>
  );
}

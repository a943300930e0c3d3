// One person: posts held, held before and to come; giving and ending a post; a new password; disabling the account.
import type { Role } from '#core/matter/events.ts';
import type { Day } from '#core/time/day.ts';
import { Select } from '#ui/choice.tsx';
import { ConfirmBox } from '#ui/confirm-box.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { errorOf, type FormState } from '#ui/form-state.ts';
import { type Lang, pick, plainDay } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { Table } from '#ui/table.tsx';
import type { Post } from '../directory-types.ts';
import { roleNames } from '../roles.ts';
import { type AccountLine, StateLight } from './accounts.tsx';
import { PeopleTabs } from './people-tabs.tsx';

const text = {
  zh: {
    login: '账号',
    unit: '单位',
    state: '状态',
    posts: '岗位',
    role: '岗位',
    from: '从',
    to: '到',
    now: '现任',
    end: '免去',
    give: '加一个岗位',
    giveSubmit: '加上',
    password: '重设密码',
    passwordLabel: '新的初始密码',
    passwordHint: '至少 10 个字。改后这个账号在各处退出登录，本人下次登录必须再改。',
    passwordSubmit: '重设',
    disable: '停用账号',
    disableQuestion: (name: string) => `停用 ${name} 的账号？`,
    disableWhy: '马上不能登录，接口令牌也同时失效。手里没办完的事项留在本单位，等单位再安排人。历史记录不变。',
    disableSubmit: '停用',
    enable: '重新启用',
    own: '这是您自己的账号：岗位和停用请另一位管理员来办。',
    saved: '已经改好',
  },
  en: {
    login: 'Account',
    unit: 'Unit',
    state: 'State',
    posts: 'Posts',
    role: 'Post',
    from: 'From',
    to: 'To',
    now: 'at present',
    end: 'End',
    give: 'Give a post',
    giveSubmit: 'Give',
    password: 'Set a new password',
    passwordLabel: 'New first password',
    passwordHint: 'At least 10 characters. The account is signed out everywhere and must choose its own at the next sign-in.',
    passwordSubmit: 'Set',
    disable: 'Disable the account',
    disableQuestion: (name: string) => `Disable the account of ${name}?`,
    disableWhy:
      'No more signing in from this moment, and its API tokens stop too. Open matters stay with the unit, which names somebody else. History stays as it is.',
    disableSubmit: 'Disable',
    enable: 'Enable again',
    own: 'This is your own account: another administrator gives posts and disables it.',
    saved: 'Saved',
  },
} satisfies Record<Lang, unknown>;

export type AccountForm = FormState<'role' | 'newPassword'>;
type AccountPageProps = {
  frame: StaffFrame;
  line: AccountLine;
  posts: readonly Post[];
  today: Day;
  free: readonly Role[];
  form: AccountForm;
  saved: boolean;
  isOwn: boolean;
};

export function AccountPage({ frame, line, posts, today, free, form, saved, isOwn }: AccountPageProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const path = `/staff/people/${line.accountId}`;
  const mayAct = !isOwn && !line.isDisabled;
  return (
    <StaffPage {...frame} title={line.name} hasErrors={form.errors.length > 0}>
      <h1>{line.name}</h1>
      <PeopleTabs lang={lang} current="accounts" />
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      {isOwn ? <Notice tone="info" title={t.own} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      <SummaryList
        facts={[
          { term: t.login, value: line.login },
          { term: t.unit, value: line.unitName },
          { term: t.state, value: <StateLight lang={lang} line={line} /> },
        ]}
      />
      <h2>{t.posts}</h2>
      {posts.length > 0 ? (
        <Table
          lang={lang}
          caption={t.posts}
          hideCaption
          rows={posts}
          columns={[
            { head: t.role, kind: 'main', cell: (post) => roleNames[post.role][lang] },
            { head: t.from, cell: (post) => plainDay(post.validFrom, today, lang) },
            { head: t.to, cell: (post) => (post.validTo === null ? t.now : plainDay(post.validTo, today, lang)) },
            {
              head: t.end,
              labelled: false,
              cell: (post) =>
                mayAct && (post.validTo === null || post.validTo >= today) ? (
                  <Form action={`${path}/end-post`} csrf={csrf}>
                    <Hidden name="postId" value={post.id} />
                    <button type="submit" class="btn">
                      {t.end} <span class="sr">{roleNames[post.role][lang]}</span>
                    </button>
                  </Form>
                ) : null,
            },
          ]}
        />
      ) : null}
      {mayAct ? (
        <Form action={`${path}/give-post`} csrf={csrf}>
          <Select
            lang={lang}
            name="role"
            label={t.give}
            error={errorOf(form, 'role')}
            options={free.map((role) => ({ value: role, label: roleNames[role][lang] }))}
          />
          <SubmitRow label={t.giveSubmit} />
        </Form>
      ) : null}
      {line.isDisabled ? null : (
        <Form action={`${path}/password`} csrf={csrf}>
          <h2>{t.password}</h2>
          <Field
            lang={lang}
            name="newPassword"
            label={t.passwordLabel}
            hint={t.passwordHint}
            error={errorOf(form, 'newPassword')}
            type="password"
            autocomplete="new-password"
            width="middle"
          />
          <SubmitRow label={t.passwordSubmit} />
        </Form>
      )}
      {mayAct ? (
        <ConfirmBox
          lang={lang}
          question={t.disableQuestion(line.name)}
          action={`${path}/disable`}
          csrf={csrf}
          confirm={t.disableSubmit}
          cancelHref="/staff/people"
          danger
        >
          <p>{t.disableWhy}</p>
        </ConfirmBox>
      ) : null}
      {line.isDisabled && !isOwn ? (
        <Form action={`${path}/enable`} csrf={csrf}>
          <SubmitRow label={t.enable} />
        </Form>
      ) : null}
    </StaffPage>
  );
}

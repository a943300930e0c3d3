// One person: posts held, held before and to come; giving and ending a post; a new password; disabling the account.
import type { Role } from '#core/matter/events.ts';
import type { Day } from '#core/time/day.ts';
import { Select, type SelectOption } from '#ui/choice.tsx';
import { ConfirmBox } from '#ui/confirm-box.tsx';
import { Details } from '#ui/details.tsx';
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
    disableWhy: '马上不能登录，各处的登录、接口令牌、日历订阅同时失效，代办安排也结束。历史记录不变。',
    openMatters: (n: number) =>
      n === 0 ? '手里没有未办结的事项。' : `手里有 ${n >= 50 ? '50 件以上' : `${n} 件`}未办结的事项，每一件的移交都会记录在案。`,
    toId: '未办结的事项交给',
    toUnit: '退回本单位，由单位再安排',
    factor: '第二道验证',
    factorOn: '已启用',
    factorOff: '未启用',
    help: '登录帮助（安全管理员）',
    reset: '手机和恢复码都丢了：重设第二道验证',
    resetWhy: '请先当面确认是本人。重设后这个账号在各处退出登录，下次登录重新设置。会记入访问日志。',
    part: '断开统一身份',
    disableSubmit: '停用',
    enable: '重新启用',
    invite: '发一个新的邀请链接',
    inviteWhy: '或者发一个邀请链接，由本人自己设密码：只能用一次，7 天内有效，以前的作废。',
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
      'No more signing in from this moment; its sessions, API tokens and calendar feeds stop, and so does standing in. History stays as it is.',
    openMatters: (n: number) =>
      n === 0 ? 'There are no open matters in hand.' : `${n >= 50 ? '50 or more' : n} open matters are in hand; each move is recorded.`,
    toId: 'Hand the open matters to',
    toUnit: 'Back to the unit, which names somebody',
    factor: 'Second step',
    factorOn: 'In use',
    factorOff: 'Not in use',
    help: 'Help with signing in (security administration)',
    reset: 'Phone and recovery codes lost: reset the second step',
    resetWhy:
      'Make sure in person who it is. The account is signed out everywhere and sets it up anew at the next sign-in. This is logged.',
    part: 'Part the county identity',
    disableSubmit: 'Disable',
    enable: 'Enable again',
    invite: 'New invitation link',
    inviteWhy: 'Or a link by which its owner chooses the password: good once and for seven days; the one before stops working.',
    own: 'This is your own account: another administrator gives posts and disables it.',
    saved: 'Saved',
  },
} satisfies Record<Lang, unknown>;

export type AccountForm = FormState<'role' | 'newPassword' | 'toId'>;
type AccountPageProps = {
  frame: StaffFrame;
  line: AccountLine;
  posts: readonly Post[];
  today: Day;
  free: readonly Role[];
  form: AccountForm;
  saved: boolean;
  isOwn: boolean;
  hasFactor: boolean;
  isJoined: boolean;
  /** Whether whoever looks is a security administrator, who alone resets a second step. */
  isSecurity: boolean;
  /** Open matters this person owns, counted up to fifty. */
  openMatters: number;
  colleagues: readonly SelectOption[];
};

export function AccountPage(props: AccountPageProps) {
  const { frame, line, posts, today, free, form, saved, isOwn } = props;
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
          { term: t.factor, value: props.hasFactor ? t.factorOn : t.factorOff },
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
        <Form action={`${path}/invite`} csrf={csrf}>
          <p>{t.inviteWhy}</p>
          <SubmitRow label={t.invite} />
        </Form>
      ) : null}
      {props.isSecurity && !isOwn ? <SignInHelp {...props} path={path} /> : null}
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
          <p>{t.openMatters(props.openMatters)}</p>
          <Select
            lang={lang}
            name="toId"
            label={t.toId}
            blank={t.toUnit}
            optional
            error={errorOf(form, 'toId')}
            options={props.colleagues}
          />
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

function SignInHelp({ frame, hasFactor, isJoined, path }: AccountPageProps & { path: string }) {
  const t = pick(text, frame.lang);
  if (!hasFactor && !isJoined) return null;
  return (
    <Details summary={t.help}>
      {hasFactor ? (
        <Form action={`${path}/reset-factor`} csrf={frame.csrf}>
          <p>{t.resetWhy}</p>
          <SubmitRow label={t.reset} danger />
        </Form>
      ) : null}
      {isJoined ? (
        <Form action={`${path}/part`} csrf={frame.csrf}>
          <SubmitRow label={t.part} danger />
        </Form>
      ) : null}
    </Details>
  );
}

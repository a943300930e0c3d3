// Setting up the second step: scan, prove, write down ten codes. And later: another phone, new codes, or without it again where that is allowed.
import type { Instant } from '#core/time/day.ts';
import { Details } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { errorOf, type FormState } from '#ui/form-state.ts';
import { instantWords, type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { QR } from '#ui/qr.tsx';
import { SummaryList } from '#ui/summary-list.tsx';

const text = {
  zh: {
    title: '第二道验证',
    must: '您的岗位要先设好第二道验证，才能进别的页面',
    mustWhy: '系统、安全、审计管理和本县规定的岗位，登录时除了密码还要填手机上的 6 位数字。密码被人看到了，也进不来。',
    why: '登录时除了密码，再填手机上验证器显示的 6 位数字。不用短信，不用联网，不收集手机号。',
    begin: '开始设置',
    need: '手机上要有一个验证器（任何支持 TOTP 的都行，手机自带的也可以）。',
    scan: '第一步：用验证器扫这个码',
    qr: '给验证器扫的二维码',
    hand: '扫不了，就手工输入密钥',
    prove: '第二步：填验证器现在显示的 6 位数字',
    code: '验证码',
    submit: '确认',
    restart: '换一个密钥重来',
    state: '状态',
    on: '已启用',
    off: '未启用',
    since: '启用时间',
    left: '没用过的恢复码',
    leftOf: (n: number) => `${n} 个（共 10 个）`,
    few: '恢复码快用完了，请换一套新的',
    other: '换一部手机',
    otherWhy: '先填旧手机上的验证码或一个恢复码，再用新手机扫码。新手机确认以前，旧的一直有效。',
    otherSubmit: '换手机',
    renew: '换一套恢复码',
    renewWhy: '旧的 10 个立即作废。',
    renewSubmit: '换一套',
    drop: '不用第二道验证了',
    dropSubmit: '取消第二道验证',
    nowCode: '现在的验证码或恢复码',
    recoveryTitle: '请抄下或打印这 10 个恢复码',
    recoveryWhy: '手机丢了，每个恢复码可以代替验证码登录一次。只在这一页显示，关掉就再也看不到。请锁在抽屉里，不要存在手机里。',
    recoveryDone: '抄好了，继续',
    saved: '已经改好',
  },
  en: {
    title: 'Second step',
    must: 'Your post needs the second step before any other page',
    mustWhy:
      'Administrators, and the posts this county has named, sign in with six digits from a phone besides the password. A password seen by others then opens nothing.',
    why: 'Besides the password you enter six digits that an authenticator shows on your phone. No text message, no network, no phone number kept.',
    begin: 'Set it up',
    need: 'You need an authenticator on your phone: any that speaks TOTP, also the one that came with it.',
    scan: 'First: scan this with the authenticator',
    qr: 'QR code for the authenticator',
    hand: 'If it cannot be scanned, type the key',
    prove: 'Then: enter the six digits it shows now',
    code: 'Code',
    submit: 'Confirm',
    restart: 'Begin again with another key',
    state: 'State',
    on: 'In use',
    off: 'Not in use',
    since: 'Since',
    left: 'Recovery codes left',
    leftOf: (n: number) => `${n} of 10`,
    few: 'Few recovery codes are left; make new ones',
    other: 'Another phone',
    otherWhy:
      'Enter a code of the old phone or a recovery code, then scan with the new one. The old one works until the new one is confirmed.',
    otherSubmit: 'Change the phone',
    renew: 'New recovery codes',
    renewWhy: 'The ten old ones are void at once.',
    renewSubmit: 'Make new ones',
    drop: 'Without the second step',
    dropSubmit: 'Switch it off',
    nowCode: 'Present code or a recovery code',
    recoveryTitle: 'Write down or print these ten recovery codes',
    recoveryWhy:
      'If the phone is lost, each of them replaces a code once. They are shown on this page only. Lock them in a drawer, not in the phone.',
    recoveryDone: 'I have them, go on',
    saved: 'Saved',
  },
} satisfies Record<Lang, unknown>;

export type FactorForm = FormState<'code' | 'otherCode' | 'renewCode' | 'dropCode'>;
type SecondFactorProps = {
  frame: StaffFrame;
  state: { confirmedAt: Instant | null; pendingKey: string | null; recoveryLeft: number; required: boolean };
  /** Of the pending key; drawn by us. */
  qr: string | null;
  now: Instant;
  form: FactorForm;
  saved: boolean;
};

export function SecondFactorPage({ frame, state, qr, now, form, saved }: SecondFactorProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const isOn = state.confirmedAt !== null;
  return (
    <StaffPage {...frame} title={t.title} wide={false} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      {state.required && !isOn ? (
        <Notice tone="warning" title={t.must}>
          <p>{t.mustWhy}</p>
        </Notice>
      ) : null}
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.why}</p>
      {isOn ? <InUse lang={lang} state={state} now={now} /> : null}
      {state.pendingKey !== null && qr !== null ? <Pending frame={frame} form={form} pendingKey={state.pendingKey} qr={qr} /> : null}
      {!isOn && state.pendingKey === null ? (
        <Form action="/staff/second-factor/begin" csrf={frame.csrf}>
          <p>{t.need}</p>
          <SubmitRow label={t.begin} />
        </Form>
      ) : null}
      {isOn ? <Changes frame={frame} form={form} required={state.required} /> : null}
    </StaffPage>
  );
}

function InUse({ lang, state, now }: { lang: Lang; state: SecondFactorProps['state']; now: Instant }) {
  const t = pick(text, lang);
  return (
    <>
      <SummaryList
        facts={[
          { term: t.state, value: <Light colour="green">{t.on}</Light> },
          { term: t.since, value: state.confirmedAt === null ? '' : instantWords(state.confirmedAt, now, lang) },
          { term: t.left, value: t.leftOf(state.recoveryLeft) },
        ]}
      />
      {state.recoveryLeft < 3 ? <Notice tone="warning" title={t.few} /> : null}
    </>
  );
}

function Pending({ frame, form, pendingKey, qr }: { frame: StaffFrame; form: FactorForm; pendingKey: string; qr: string }) {
  const t = pick(text, frame.lang);
  return (
    <>
      <h2>{t.scan}</h2>
      <QR svg={qr} label={t.qr} />
      <Details summary={t.hand}>
        <p>
          <code class="key">{pendingKey.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
      </Details>
      <h2>{t.prove}</h2>
      <Form action="/staff/second-factor/confirm" csrf={frame.csrf}>
        <Field
          name="code"
          error={errorOf(form, 'code')}
          lang={frame.lang}
          label={t.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          width="short"
        />
        <SubmitRow label={t.submit} />
      </Form>
    </>
  );
}

function Changes({ frame, form, required }: { frame: StaffFrame; form: FactorForm; required: boolean }) {
  const t = pick(text, frame.lang);
  const one = (
    name: 'otherCode' | 'renewCode' | 'dropCode',
    action: string,
    summary: string,
    submit: string,
    why: string,
    danger = false,
  ) => (
    <Details summary={summary} open={errorOf(form, name) !== undefined}>
      {why === '' ? null : <p>{why}</p>}
      <Form action={`/staff/second-factor/${action}`} csrf={frame.csrf}>
        <Field name={name} error={errorOf(form, name)} lang={frame.lang} label={t.nowCode} autocomplete="one-time-code" width="middle" />
        <SubmitRow label={submit} danger={danger} />
      </Form>
    </Details>
  );
  return (
    <>
      {one('otherCode', 'begin', t.other, t.otherSubmit, t.otherWhy)}
      {one('renewCode', 'renew', t.renew, t.renewSubmit, t.renewWhy)}
      {required ? null : one('dropCode', 'drop', t.drop, t.dropSubmit, '', true)}
    </>
  );
}

/** Shown once, never kept: only their hashes are. */
export function RecoveryPage({ frame, codes, href }: { frame: StaffFrame; codes: readonly string[]; href: string }) {
  const t = pick(text, frame.lang);
  return (
    <StaffPage {...frame} title={t.recoveryTitle} wide={false}>
      <h1>{t.recoveryTitle}</h1>
      <Notice tone="warning" title={t.recoveryWhy} />
      <ol class="codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <a class="btn primary" href={href}>
          {t.recoveryDone}
        </a>
      </p>
    </StaffPage>
  );
}

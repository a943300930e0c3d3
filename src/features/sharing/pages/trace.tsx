// Leak trace: a code off a photo, or a number, and who had it on the screen when. For audit and the security officer; it shows no content.
import type { Instant } from '#core/time/day.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { instantWords, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { LoggedLook, Traced, TracedLook, TracedShare } from '../actions-trace.ts';
import { postsInWords, whatWords } from '../words.ts';

const text = {
  zh: {
    title: '外传追查',
    lead: '页面和打印件上都有八位水印编号。照片上看得见多少就填多少，看不清的那一位填“?”（最多三位）。也可以填事项编号，看谁看过。',
    code: '水印编号或事项编号',
    codeHint: '例：K7QD-3M9P，或 K7Q?-3M9P',
    why: '为什么查',
    whyHint: '会记下来，不能删除。',
    find: '追查',
    exact: '编号完全相符',
    near: '差一位，照片可能看错',
    looks: '看过的账号',
    shares: '分享出去的任务',
    logged: '受保护内容的查看记录',
    when: '时间',
    who: '谁',
    unit: '单位',
    post: '岗位',
    where: '在哪一页',
    number: '事项编号',
    fit: '相符程度',
    to: '给谁',
    opened: '打开时间（来源网络）',
    neverOpened: '没有打开过',
    none: '没有找到。请核对编号；这次追查已经记下。',
    exists: (number: string, on: string) => `${number} 确有此件，${on} 登记。内容不在这里显示。`,
    reason: '记下的理由',
    nobody: '没有人看过。',
  },
  en: {
    title: 'Leak trace',
    lead: 'Every page and print carries a mark of eight signs. Type what can be read off the photo, and "?" for a sign that cannot (three at most). Or type the number of a matter to see who looked at it.',
    code: 'Mark, or number of a matter',
    codeHint: 'E.g. K7QD-3M9P, or K7Q?-3M9P',
    why: 'Why you trace',
    whyHint: 'Is recorded and cannot be deleted.',
    find: 'Trace',
    exact: 'fits exactly',
    near: 'one sign differs; the photo may have been misread',
    looks: 'Accounts that looked',
    shares: 'Shared tasks',
    logged: 'Looks at protected parts',
    when: 'When',
    who: 'Who',
    unit: 'Unit',
    post: 'Post',
    where: 'Page',
    number: 'Matter',
    fit: 'Fit',
    to: 'For whom',
    opened: 'Opened (network)',
    neverOpened: 'never',
    none: 'Nothing was found. Please check the code; this tracing was recorded.',
    exists: (number: string, on: string) => `${number} exists and was registered on ${on}. Its content is not shown here.`,
    reason: 'Reason given',
    nobody: 'Nobody has looked.',
  },
};

type Props = { frame: StaffFrame; form: FormState<'code' | 'why'>; found: Traced | null; now: Instant };

export function TracePage({ frame, form, found, now }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      <Form action="/staff/trace" csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Field {...asField(form, 'code')} lang={lang} label={t.code} hint={t.codeHint} />
        <Field {...asField(form, 'why')} lang={lang} label={t.why} hint={t.whyHint} />
        <SubmitRow label={t.find} />
      </Form>
      {found?.is === 'nothing' ? <Notice tone="info" title={t.none} /> : null}
      {found?.is === 'code' ? (
        <>
          {found.looks.length > 0 ? <Looks lang={lang} looks={found.looks} now={now} withFit /> : null}
          {found.shares.length > 0 ? <Shares lang={lang} shares={found.shares} now={now} /> : null}
        </>
      ) : null}
      {found?.is === 'number' ? (
        <>
          <Notice tone="info" title={t.exists(found.number, found.receivedOn)} />
          {found.looks.length > 0 ? <Looks lang={lang} looks={found.looks} now={now} /> : <EmptyState title={t.nobody} />}
          {found.logged.length > 0 ? <Logged lang={lang} rows={found.logged} now={now} /> : null}
        </>
      ) : null}
    </StaffPage>
  );
}

function Looks({ lang, looks, now, withFit = false }: { lang: Lang; looks: readonly TracedLook[]; now: Instant; withFit?: boolean }) {
  const t = pick(text, lang);
  return (
    <Table
      lang={lang}
      caption={t.looks}
      columns={[
        { head: t.when, cell: (one) => instantWords(one.at, now, lang), kind: 'main' },
        { head: t.who, cell: (one) => one.who },
        { head: t.unit, cell: (one) => one.unit },
        { head: t.post, cell: (one) => postsInWords(one.roles, lang) },
        { head: t.where, cell: (one) => whatWords(one.what, lang) },
        { head: t.number, cell: (one) => <span class="num">{one.number}</span> },
        {
          head: withFit ? t.fit : t.code,
          cell: (one) => (withFit ? `${one.code}：${one.exact ? t.exact : t.near}` : <span class="num">{one.code}</span>),
        },
      ]}
      rows={looks}
    />
  );
}

function Shares({ lang, shares, now }: { lang: Lang; shares: readonly TracedShare[]; now: Instant }) {
  const t = pick(text, lang);
  return (
    <Table
      lang={lang}
      caption={t.shares}
      columns={[
        { head: t.when, cell: (one) => instantWords(one.madeAt, now, lang), kind: 'main' },
        { head: t.who, cell: (one) => `${one.unit} ${one.who}` },
        { head: t.to, cell: (one) => `${one.recipient} · ${one.purpose}` },
        { head: t.number, cell: (one) => <span class="num">{one.number}</span> },
        {
          head: t.opened,
          cell: (one) =>
            one.openings.length === 0
              ? t.neverOpened
              : one.openings.map((opening) => (
                  <span class="sub">
                    {instantWords(opening.at, now, lang)} {opening.network}
                  </span>
                )),
        },
        { head: t.fit, cell: (one) => `${one.code}：${one.exact ? t.exact : t.near}` },
      ]}
      rows={shares}
    />
  );
}

function Logged({ lang, rows, now }: { lang: Lang; rows: readonly LoggedLook[]; now: Instant }) {
  const t = pick(text, lang);
  return (
    <Table
      lang={lang}
      caption={t.logged}
      columns={[
        { head: t.when, cell: (one) => instantWords(one.at, now, lang), kind: 'main' },
        { head: t.who, cell: (one) => one.who },
        { head: t.unit, cell: (one) => one.unit },
        { head: t.post, cell: (one) => postsInWords(one.roles, lang) },
        { head: t.where, cell: (one) => one.what },
        { head: t.reason, cell: (one) => one.why },
      ]}
      rows={rows}
    />
  );
}

// Standing in: who does my work while I am away, and for whom I do it now, with their open matters.

import type { Role } from '#core/matter/events.ts';
import type { Day } from '#core/time/day.ts';
import { Select, type SelectOption } from '#ui/choice.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { dayWords, type Lang, pick, plainDay } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import { roleNames } from '../roles.ts';

const text = {
  zh: {
    title: '请假代办',
    why: '请假期间，由本单位一位同事代办：您的岗位他都能用，他做的事都记成“某某 代 某某”。到最后一天自动结束。系统、安全、审计管理不能代。',
    now: (name: string, until: string) => `您正在代${name}办理，到 ${until}`,
    roles: '代的岗位：',
    none: '手里没有未办结的事项。',
    number: '编号',
    matter: '事项',
    due: '时限',
    hidden: '（保密件）',
    list: '代办安排',
    noList: '没有代办安排。',
    from: '谁请假',
    to: '由谁代',
    days: '哪几天',
    reason: '说明',
    end: '结束',
    arrange: '安排代办',
    fromField: '谁请假',
    toField: '由谁代办',
    toHint: '只能是同一单位的同事',
    first: '第一天',
    last: '最后一天',
    lastHint: '到这一天结束时自动停止，最长 92 天',
    reasonField: '说明',
    submit: '安排',
    saved: '已经安排好',
    ended: '已经结束',
  },
  en: {
    title: 'Standing in during leave',
    why: 'While you are away a colleague of your unit does your work: they can use your posts, and what they do is recorded as "B for A". It ends by itself after the last day. System, security and audit administration cannot be stood in for.',
    now: (name: string, until: string) => `You are standing in for ${name} until ${until}`,
    roles: 'Posts: ',
    none: 'Nothing open.',
    number: 'Number',
    matter: 'Matter',
    due: 'Due',
    hidden: '(sealed)',
    list: 'Arrangements',
    noList: 'There are none.',
    from: 'Away',
    to: 'Stands in',
    days: 'Days',
    reason: 'Note',
    end: 'End',
    arrange: 'Arrange it',
    fromField: 'Who is away',
    toField: 'Who stands in',
    toHint: 'A colleague of the same unit',
    first: 'First day',
    last: 'Last day',
    lastHint: 'It ends by itself after this day; 92 days at most',
    reasonField: 'Note',
    submit: 'Arrange',
    saved: 'Arranged',
    ended: 'Ended',
  },
} satisfies Record<Lang, unknown>;

export type LeaveForm = FormState<'fromId' | 'toId' | 'validFrom' | 'validTo' | 'reason'>;
/** An open matter of somebody; `title` is null for sealed ones. */
export type TheirMatter = { number: string; title: string | null; dueOn: Day };
export type CoverNow = { name: string; until: Day; roles: readonly Role[]; matters: readonly TheirMatter[] };
export type Arrangement = { id: string; fromName: string; toName: string; validFrom: Day; validTo: Day; reason: string };
type LeavePageProps = {
  frame: StaffFrame;
  now: readonly CoverNow[];
  arrangements: readonly Arrangement[];
  /** Of whom this person may arrange it: oneself first. */
  away: readonly SelectOption[];
  colleagues: readonly SelectOption[];
  today: Day;
  form: LeaveForm;
  said: 'saved' | 'ended' | null;
};

export function LeavePage({ frame, now, arrangements, away, colleagues, today, form, said }: LeavePageProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      {said ? <Notice tone="success" title={t[said]} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.why}</p>
      {now.map((cover) => (
        <CoverSection lang={lang} cover={cover} today={today} />
      ))}
      <h2>{t.list}</h2>
      {arrangements.length === 0 ? (
        <EmptyState title={t.noList} />
      ) : (
        <Table
          lang={lang}
          caption={t.list}
          hideCaption
          rows={arrangements}
          columns={[
            { head: t.from, kind: 'main', cell: (row) => row.fromName },
            { head: t.to, cell: (row) => row.toName },
            { head: t.days, cell: (row) => `${plainDay(row.validFrom, today, lang)} – ${plainDay(row.validTo, today, lang)}` },
            { head: t.reason, cell: (row) => row.reason },
            {
              head: t.end,
              labelled: false,
              cell: (row) => (
                <Form action="/staff/leave/end" csrf={csrf}>
                  <Hidden name="id" value={row.id} />
                  <button type="submit" class="btn">
                    {t.end} <span class="sr">{`${row.fromName} ${row.toName}`}</span>
                  </button>
                </Form>
              ),
            },
          ]}
        />
      )}
      <Form action="/staff/leave" csrf={csrf}>
        <h2>{t.arrange}</h2>
        {away.length > 1 ? (
          <Select {...asField(form, 'fromId')} lang={lang} label={t.fromField} options={away} blank={null} />
        ) : (
          <Hidden name="fromId" value={away[0]?.value ?? ''} />
        )}
        <Select {...asField(form, 'toId')} lang={lang} label={t.toField} hint={t.toHint} options={colleagues} />
        <DateField {...asField(form, 'validFrom')} lang={lang} label={t.first} min={today} />
        <DateField {...asField(form, 'validTo')} lang={lang} label={t.last} hint={t.lastHint} min={today} />
        <Field {...asField(form, 'reason')} lang={lang} label={t.reasonField} optional width="middle" />
        <SubmitRow label={t.submit} />
      </Form>
    </StaffPage>
  );
}

function CoverSection({ lang, cover, today }: { lang: Lang; cover: CoverNow; today: Day }) {
  const t = pick(text, lang);
  const roles = cover.roles.map((role) => roleNames[role][lang]).join(lang === 'zh' ? '、' : ', ');
  return (
    <section>
      <h2>{t.now(cover.name, dayWords(cover.until, today, lang))}</h2>
      <p>
        {t.roles}
        {roles}
      </p>
      {cover.matters.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <Table
          lang={lang}
          caption={cover.name}
          hideCaption
          rows={cover.matters}
          columns={[
            { head: t.number, kind: 'main', cell: (row) => <a href={`/staff/matters/${row.number}`}>{row.number}</a> },
            { head: t.matter, cell: (row) => row.title ?? t.hidden },
            { head: t.due, cell: (row) => dayWords(row.dueOn, today, lang) },
          ]}
        />
      )}
    </section>
  );
}

// Sharing a task with somebody outside: what they get is written here, anew. The link is shown once; below, what was shared before and how often it was opened.
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, instantShort, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { ShareField, ShareState } from '../rules.ts';

const text = {
  zh: {
    title: '给外单位分享任务',
    back: '回到这件事',
    lead: '物业、村组、第三方只能拿到您在这里另写的任务：没有原话、姓名、电话，也不是派单条。链接到期自动失效，随时可以收回，打开几次都有记录。',
    recipient: '给谁',
    recipientHint: '例：幸福小区物业服务中心（示例）',
    purpose: '用途',
    purposeHint: '只为这一件事用。例：上门维修楼道灯',
    task: '任务',
    taskHint: '用您自己的话写要做什么、做到什么样。不要照抄原话，不要写谁反映的。',
    place: '地点',
    placeHint: '办事需要才写，写到楼或路段，不写户号。',
    days: '几天内有效',
    daysHint: '最多 30 天。',
    make: '生成链接',
    made: '链接已生成，只显示这一次：',
    madeHint: '请复制给对方。离开本页后不再显示；要再发，请重新生成。',
    before: '以前分享的',
    to: '给谁',
    what: '任务',
    until: '有效到',
    opened: '打开次数',
    times: (n: number, last: string | null) => (n === 0 ? '还没打开' : `${n} 次，最近 ${last}`),
    mark: '水印编号',
    state: { open: '有效', expired: '已到期', revoked: '已收回' } satisfies Record<ShareState, string>,
    revoke: '收回',
    revoked: '已收回，链接马上失效。',
  },
  en: {
    title: 'Share a task with an outsider',
    back: 'Back to the matter',
    lead: 'Property managers, villages and third parties get only the task you write here: no own words, no name, no phone, and not the order. The link ends by itself, can be withdrawn at any time, and every opening is recorded.',
    recipient: 'For whom',
    recipientHint: 'E.g. the property office of an estate (example)',
    purpose: 'Purpose',
    purposeHint: 'For this one thing only, e.g. repairing the light in the stairwell',
    task: 'Task',
    taskHint: "In your own words: what is to be done, and how well. Do not copy the raiser's words or say who raised it.",
    place: 'Place',
    placeHint: 'Only if the work needs it: the building or the stretch of road, never the flat.',
    days: 'Valid for how many days',
    daysHint: '30 at most.',
    make: 'Make the link',
    made: 'The link, shown this once:',
    madeHint: 'Copy it to them. It is not shown again; to send another, make a new one.',
    before: 'Shared before',
    to: 'For whom',
    what: 'Task',
    until: 'Valid until',
    opened: 'Opened',
    times: (n: number, last: string | null) => (n === 0 ? 'not yet' : `${n} ${n === 1 ? 'time' : 'times'}, last ${last}`),
    mark: 'Mark',
    state: { open: 'valid', expired: 'ended', revoked: 'withdrawn' } satisfies Record<ShareState, string>,
    revoke: 'Withdraw',
    revoked: 'Withdrawn: the link leads nowhere from now on.',
  },
};

export type ShareView = {
  id: string;
  recipient: string;
  task: string;
  mark: string;
  state: ShareState;
  expiresAt: Instant;
  openings: number;
  lastAt: Instant | null;
};

type Props = {
  frame: StaffFrame;
  mark: string;
  number: string;
  title: string;
  now: Instant;
  form: FormState<ShareField>;
  made: string | null;
  revoked: boolean;
  shares: readonly ShareView[];
};

export function SharePage({ frame, mark, number, title, now, form, made, revoked, shares }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const base = `/staff/matters/${number}`;
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false} mark={mark}>
      <BackLink lang={lang} href={base} label={t.back} />
      <p class="muted num">
        {groupNumber(number)} · {title}
      </p>
      <h1>{t.title}</h1>
      {revoked ? <Notice tone="success" title={t.revoked} /> : null}
      {made ? (
        <Notice tone="success" title={t.made}>
          <p class="num shared-link">{made}</p>
          <p>{t.madeHint}</p>
        </Notice>
      ) : null}
      <p>{t.lead}</p>
      <Form action={`${base}/share`} csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Field {...asField(form, 'recipient')} lang={lang} label={t.recipient} hint={t.recipientHint} />
        <Field {...asField(form, 'purpose')} lang={lang} label={t.purpose} hint={t.purposeHint} />
        <TextArea {...asField(form, 'task')} lang={lang} label={t.task} hint={t.taskHint} rows={4} limit={500} />
        <Field {...asField(form, 'place')} lang={lang} label={t.place} hint={t.placeHint} optional />
        <Field {...asField(form, 'days')} lang={lang} label={t.days} hint={t.daysHint} />
        <SubmitRow label={t.make} />
      </Form>
      {shares.length > 0 ? (
        <Table
          lang={lang}
          caption={t.before}
          columns={[
            { head: t.to, cell: (one) => one.recipient, kind: 'main' },
            { head: t.what, cell: (one) => one.task },
            { head: t.until, cell: (one) => `${t.state[one.state]} · ${instantShort(one.expiresAt, now, lang)}` },
            { head: t.opened, cell: (one) => t.times(one.openings, one.lastAt && instantShort(one.lastAt, now, lang)) },
            { head: t.mark, cell: (one) => <span class="num nowrap">{one.mark}</span> },
            {
              head: t.revoke,
              labelled: false,
              cell: (one) =>
                one.state === 'open' ? (
                  <Form action={`${base}/share/${one.id}/revoke`} csrf={frame.csrf}>
                    <button type="submit" class="btn" aria-label={`${t.revoke} ${one.recipient} ${one.mark}`}>
                      {t.revoke}
                    </button>
                  </Form>
                ) : null,
            },
          ]}
          rows={shares}
        />
      ) : null}
    </StaffPage>
  );
}

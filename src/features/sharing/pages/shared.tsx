// What somebody outside sees of a shared task: the task, the place, until when, whom to ask. Not indexed, not kept, marked with the link's own number.
import type { Instant } from '#core/time/day.ts';
import { instantWords, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { SummaryList } from '#ui/summary-list.tsx';

const text = {
  zh: {
    title: '请协助的任务',
    from: '谁请您办',
    to: '给谁',
    purpose: '用途',
    place: '地点',
    until: '链接有效到',
    ask: '有不清楚的，请打',
    rule: '只给写明的一方、只为写明的用途。请勿转发、截图、打听是谁反映的；每次打开都有记录，页面带编号，外传可追查。',
    mark: '编号',
  },
  en: {
    title: 'A task you are asked to do',
    from: 'Asked by',
    to: 'For',
    purpose: 'Purpose',
    place: 'Place',
    until: 'The link ends',
    ask: 'If anything is unclear, call',
    rule: 'For the party and the purpose named here only. Please do not pass it on, copy it, or ask who raised it: each opening is recorded, and the page carries a number that can be traced.',
    mark: 'Number',
  },
} satisfies Record<Lang, unknown>;

export type SharedView = {
  task: string;
  place: string;
  recipient: string;
  purpose: string;
  unit: string;
  expiresAt: Instant;
  spoken: string;
};

export function SharedPage({ frame, view, now, markHref }: { frame: PublicFrame; view: SharedView; now: Instant; markHref: string }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <p class="pre">{view.task}</p>
      <SummaryList
        facts={[
          ...(view.place ? [{ term: t.place, value: view.place }] : []),
          { term: t.from, value: view.unit },
          { term: t.to, value: view.recipient },
          { term: t.purpose, value: view.purpose },
          { term: t.until, value: instantWords(view.expiresAt, now, lang) },
        ]}
      />
      <Notice tone="warning" title={t.rule} />
      <p>
        {t.ask} <a href={`tel:${frame.phone.replace(/[^\d+]/g, '')}`}>{frame.phone}</a>
      </p>
      <p class="muted small">
        {t.mark} <span class="num">{view.spoken}</span>
      </p>
      <img class="watermark" src={markHref} alt="" />
    </PublicPage>
  );
}

const closed = {
  unknown: {
    zh: { title: '这个链接打不开', line: '链接可能少抄了几个字。请向发链接给您的单位再要一次。' },
    en: { title: 'This link does not work', line: 'A few characters may be missing. Please ask the office that sent it to you.' },
  },
  expired: {
    zh: { title: '这个链接到期了', line: '任务内容不再显示。还要办的，请向发链接给您的单位要新的链接。' },
    en: { title: 'This link has ended', line: 'The task is not shown any more. If it is still to be done, ask the office for a new link.' },
  },
  revoked: {
    zh: { title: '这个链接已经收回', line: '任务内容不再显示。有疑问，请问发链接给您的单位。' },
    en: { title: 'This link was withdrawn', line: 'The task is not shown any more. Please ask the office that sent it.' },
  },
  wait: {
    zh: { title: '请歇一会儿再试', line: '同一处来得太多太快，请过十分钟再打开链接。' },
    en: {
      title: 'Please wait a little and try again',
      line: 'Too much came from one place too quickly. Please open the link again in ten minutes.',
    },
  },
} as const;
export type ClosedShare = keyof typeof closed;

export function ClosedSharePage({ frame, why }: { frame: PublicFrame; why: ClosedShare }) {
  const { title, line } = closed[why][frame.lang];
  return (
    <PublicPage {...frame} title={title}>
      <h1>{title}</h1>
      <p>{line}</p>
    </PublicPage>
  );
}

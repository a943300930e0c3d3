// The county office looks at a month before it is published for good.
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { ConfirmBox } from '#ui/confirm-box.tsx';
import { instantShort, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { OpenSet } from '../rules.ts';
import { OpenTable } from './open-table.tsx';

export const text = {
  zh: {
    title: '公开数据',
    lead: '每月收到多少件，按类别和地点公布给所有人。少于 5 件的不公布，能推算出来的也一并不公布。一个月只公布一次，公布后不能改。',
    months: '月份',
    month: '月份',
    state: '状态',
    out: (at: string, n: number) => `已公布（${at}），${n} 格不公布`,
    waiting: '还没公布',
    look: '看一看',
    public: '公开的页面',
    published: '已公布。所有人都能看到和下载。',
    ask: (code: string) => `公布 ${code} 的数据？`,
    askWhy: '公布后不能撤回、不能重做：两个版本一比，就能推算出隐去的数。',
    confirm: '公布',
    file: '下载 CSV',
    refused: { 'not-over': '这个月还没有过完，没有公布。', 'out-already': '这个月已经公布过，没有再公布。' },
  },
  en: {
    title: 'Open figures',
    lead: 'How many concerns came in each month, by class and place, for anybody. Counts under five are not published, nor what would give them away. A month is published once and stays as it is.',
    months: 'Months',
    month: 'Month',
    state: 'State',
    out: (at: string, n: number) => `published ${at}, ${n} cells hidden`,
    waiting: 'not published yet',
    look: 'Look at it',
    public: 'The public page',
    published: 'Published: anybody can see and take it.',
    ask: (code: string) => `Publish the figures of ${code}?`,
    askWhy: 'They cannot be withdrawn or made again: two editions side by side would tell what is hidden.',
    confirm: 'Publish',
    file: 'CSV',
    refused: {
      'not-over': 'This month is not over; nothing was published.',
      'out-already': 'This month is out already; nothing was published.',
    },
  },
};

type ListProps = {
  frame: StaffFrame;
  months: readonly { code: string; publishedAt: string | null; leftOut: number | null }[];
  said: boolean;
  now: Instant;
};

export function DisclosurePage({ frame, months, said, now }: ListProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} wide={false}>
      <h1>{t.title}</h1>
      {said ? <Notice tone="success" title={t.published} /> : null}
      <p>{t.lead}</p>
      <p>
        <a href="/open-data">{t.public}</a>
      </p>
      <Table
        lang={lang}
        caption={t.months}
        rows={months}
        columns={[
          { head: t.month, kind: 'main', cell: ({ code }) => <a href={`/staff/disclosure/${code}`}>{code}</a> },
          {
            head: t.state,
            cell: (one) => (one.publishedAt ? t.out(instantShort(one.publishedAt as Instant, now, lang), one.leftOut ?? 0) : t.waiting),
          },
        ]}
      />
    </StaffPage>
  );
}

type MonthProps = {
  frame: StaffFrame;
  code: string;
  set: OpenSet;
  basis: string;
  isOut: boolean;
  mayPublish: boolean;
  refused: keyof (typeof text)['zh']['refused'] | null;
};

export function DisclosureMonthPage({ frame, code, set, basis, isOut, mayPublish, refused }: MonthProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={`${t.title} ${code}`}>
      <BackLink lang={lang} href="/staff/disclosure" label={t.title} />
      <h1>
        {t.title} {code}
      </h1>
      {refused ? <Notice tone="stop" title={t.refused[refused]} /> : null}
      <OpenTable lang={lang} caption={code} set={set} />
      <p class="muted">{basis}</p>
      {isOut ? (
        <p>
          <a class="btn" href={`/open-data/${code}.csv`} data-turbo="false">
            {t.file}
          </a>
        </p>
      ) : mayPublish ? (
        <ConfirmBox
          lang={lang}
          question={t.ask(code)}
          action={`/staff/disclosure/${code}`}
          csrf={frame.csrf}
          confirm={t.confirm}
          cancelHref="/staff/disclosure"
        >
          <p>{t.askWhy}</p>
        </ConfirmBox>
      ) : null}
    </StaffPage>
  );
}

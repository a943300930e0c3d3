// The hot board and the season plan: what comes often now and which way it goes, and which peaks of last year are coming back.

import { BackLink } from '#ui/back-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Sign } from '#ui/sign.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    title: '热点',
    lead: '最近七天哪里、哪类诉求来得最多，走势怎样。只数事项，不排人。保密件和举报件不算在内。',
    back: '一类事',
    what: '类别和地点',
    now: '最近 7 天',
    usual: '之前四周每周',
    trend: '走势',
    weeks: '最近八周',
    cls: '一类事',
    none: '最近七天没有哪一类达到两件',
    noneWhy: '有新的会出现在这里。突然增多时，值班人员会收到提醒。',
    up: '明显增多',
    down: '明显减少',
    even: '与平常差不多',
    new: '新出现',
    season: '季节计划',
    seasonLead: '去年来得特别多的几周，今年提前安排（未诉先办）。系统会提前打开一条线索，由人确认、定措施。',
    peak: '去年的高峰',
    n: '件数',
    usualWeek: '平常一周',
    comes: '今年这一季',
    opens: '计划打开',
    state: '安排',
    noPeaks: '去年没有找到高峰',
    noPeaksWhy: '要有一年以上的记录；一周达到平常的两倍、且至少五件才算。',
    later: (on: string) => `${on} 打开`,
    past: '已过',
    waits: '还没有打开，下一次查看时打开',
  },
  en: {
    title: 'Hot board',
    lead: 'What came most in the last seven days, of what kind and where, and which way it goes. Matters are counted, nobody is ranked. Sealed matters and accusations are left out.',
    back: 'Classes of matters',
    what: 'Category and place',
    now: 'Last 7 days',
    usual: 'A week before',
    trend: 'Trend',
    weeks: 'Eight weeks',
    cls: 'Class',
    none: 'Nothing came twice in the last seven days',
    noneWhy: 'What comes will stand here. When it comes suddenly, the duty officer is told.',
    up: 'clearly more',
    down: 'clearly fewer',
    even: 'as usual',
    new: 'new',
    season: 'Season plan',
    seasonLead:
      'Weeks in which far more than usual came last year, planned ahead for this year. The system opens a clue ahead; people confirm it and plan measures.',
    peak: 'Peak of last year',
    n: 'Matters',
    usualWeek: 'A usual week',
    comes: 'This year',
    opens: 'Plan opens',
    state: 'Plan',
    noPeaks: 'No peak was found last year',
    noPeaksWhy: 'It takes more than a year of records; a peak is twice a usual week and five matters at least.',
    later: (on: string) => `opens ${on}`,
    past: 'over',
    waits: 'not open yet; it opens at the next look',
  },
};

export type HotView = {
  what: string;
  place: string;
  href: string;
  now: number;
  usual: string;
  trend: 'up' | 'down' | 'even' | 'new';
  weeks: readonly number[];
  classes: readonly { number: string; status: string }[];
};
const shapes = { up: 'triangle', down: 'tick', even: 'dash', new: 'ring' } as const;

export function HotPage({ frame, rows, asOf }: { frame: StaffFrame; rows: readonly HotView[]; asOf: string }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title}>
      <BackLink lang={lang} href="/staff/classes" label={t.back} />
      <div class="head">
        <h1>{t.title}</h1>
        <p>
          <a href="/staff/season">{t.season}</a>
        </p>
      </div>
      <p>{t.lead}</p>
      <p class="small">{asOf}</p>
      {rows.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneWhy}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.title}
          hideCaption
          rows={rows}
          columns={[
            {
              head: t.what,
              kind: 'main',
              cell: (row) => (
                <>
                  <a href={row.href}>{row.what}</a> <span class="muted">{row.place}</span>
                </>
              ),
            },
            { head: t.now, kind: 'num', cell: (row) => <b>{row.now}</b> },
            { head: t.usual, kind: 'num', cell: (row) => row.usual },
            {
              head: t.trend,
              cell: (row) => (
                <span class="nowrap">
                  <Sign shape={shapes[row.trend]} /> {t[row.trend]}
                </span>
              ),
            },
            { head: t.weeks, kind: 'num', cell: (row) => <span class="nowrap">{row.weeks.join(' · ')}</span> },
            {
              head: t.cls,
              cell: (row) =>
                row.classes.length === 0
                  ? '—'
                  : row.classes.map((one) => (
                      <>
                        <a class="num" href={`/staff/classes/${one.number}`}>
                          {one.number}
                        </a>{' '}
                        {one.status}{' '}
                      </>
                    )),
            },
          ]}
        />
      )}
    </StaffPage>
  );
}

export type SeasonRow = {
  what: string;
  peak: string;
  n: number;
  usual: number;
  comes: string;
  opens: string;
  state: { number: string; status: string } | null | 'later' | 'past' | 'waits';
};

export function SeasonPage({ frame, rows }: { frame: StaffFrame; rows: readonly SeasonRow[] }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.season}>
      <BackLink lang={lang} href="/staff/classes" label={t.back} />
      <h1>{t.season}</h1>
      <p>{t.seasonLead}</p>
      {rows.length === 0 ? (
        <EmptyState title={t.noPeaks}>
          <p>{t.noPeaksWhy}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.season}
          hideCaption
          rows={rows}
          columns={[
            { head: t.what, kind: 'main', cell: (row) => row.what },
            { head: t.peak, cell: (row) => <span class="num nowrap">{row.peak}</span> },
            { head: t.n, kind: 'num', cell: (row) => row.n },
            { head: t.usualWeek, kind: 'num', cell: (row) => row.usual },
            { head: t.comes, cell: (row) => <span class="num nowrap">{row.comes}</span> },
            {
              head: t.state,
              cell: (row) =>
                row.state !== null && typeof row.state === 'object' ? (
                  <>
                    <a class="num" href={`/staff/classes/${row.state.number}`}>
                      {row.state.number}
                    </a>{' '}
                    {row.state.status}
                  </>
                ) : row.state === 'later' ? (
                  t.later(row.opens)
                ) : row.state === 'past' ? (
                  t.past
                ) : (
                  t.waits
                ),
            },
          ]}
        />
      )}
    </StaffPage>
  );
}

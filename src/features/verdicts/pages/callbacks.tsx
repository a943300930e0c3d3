// The call-back queue: who is to be asked, oldest answer first. Unreached stays a count of its own and never becomes a verdict.
import type { Instant } from '#core/time/day.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { HiddenCsrf, SubmitRow } from '#ui/form.tsx';
import { clockIn, groupNumber, instantShort, type Lang, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import { Sign } from '#ui/sign.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { NextCall } from '../rules-calls.ts';
import { callWindowWords } from '../words.ts';

const text = {
  zh: {
    title: '回访',
    piles: '分堆',
    callback: '要打电话',
    unreached: '没打通',
    noPhone: '没留电话',
    checkBack: '回头看',
    number: '编号',
    what: '事情',
    owner: '承办单位',
    since: { callback: '答复时间', checkBack: '归档时间', unreached: '上次打' },
    due: '首次回访期限',
    late: '已过',
    held: (name: string) => `${name}正在打`,
    find: '按编号打开',
    findHint: '上门回来，照评价单上的编号录入',
    paper: '录入纸质评价',
    open: '打开',
    within: (from: string, to: string, window: string) => `${from} 到 ${to}（${window}）`,
    unreachedWhy: '这些人打过没打通，还没有评价。没打通不算满意；换个时段再打，三次不同时间都没打通、评价期也过了，才按“没有评价”归档。',
    calls: '通话',
    next: '下次打',
    none: '还没打过',
    reached: '接通过',
    tried: (n: number, of: number) => `没接通 ${n} / ${of}`,
    print: '打印上门评价单',
    printWhy: '选中几件，打印编号和二维码上门；只印事情的标题。每张都留记录。',
    empty: { callback: '现在没有要打的电话', unreached: '没有打不通的', noPhone: '没有这样的事项', checkBack: '现在没有到期的回头看' },
    emptyWhy: '本单位办理或协办过的事项不在这里，由别的单位回访。',
    caption: '按答复先后排',
    captionBack: '按归档先后排',
    captionUnreached: '最久没打的在上面',
    round: (n: number) => `第 ${n} 轮`,
    noPhoneWhy: '这些人没留电话或不要回电，请上门或等他们用查询码评价；窗口期满按“没有评价”归档，不算满意。',
  },
  en: {
    title: 'Call-backs',
    piles: 'Piles',
    callback: 'To call',
    unreached: 'Not reached',
    noPhone: 'No phone',
    checkBack: 'Look again',
    number: 'Number',
    what: 'Matter',
    owner: 'Owner unit',
    since: { callback: 'Answered', checkBack: 'Archived', unreached: 'Last call' },
    due: 'First call due',
    late: 'late',
    held: (name: string) => `${name} is calling`,
    find: 'Open by number',
    findHint: 'Back from a round, type the number on the sheet',
    paper: 'Enter a verdict on paper',
    open: 'Open',
    within: (from: string, to: string, window: string) => `${from} to ${to} (${window})`,
    unreachedWhy:
      'Rung and not reached: no verdict yet, and never counted as satisfied. Call at another time of day; only after three different times and the end of the window is it archived as "no verdict".',
    calls: 'Calls',
    next: 'Next useful call',
    none: 'none yet',
    reached: 'reached',
    tried: (n: number, of: number) => `unreached ${n} / ${of}`,
    print: 'Print slips for a round',
    printWhy: 'Choose some and print number and QR code for the door; only the title is printed. Each is logged.',
    empty: {
      callback: 'Nobody is to be called now',
      unreached: 'Everybody who was rung was reached',
      noPhone: 'None',
      checkBack: 'No check-back is due now',
    },
    emptyWhy: 'Matters your own unit handled or helped with are not here; another unit calls back.',
    caption: 'Oldest answer first',
    captionBack: 'Oldest archive first',
    captionUnreached: 'Longest not called first',
    round: (n: number) => `round ${n}`,
    noPhoneWhy:
      'These raisers left no phone or want no call: go there, or wait for a verdict by the code of the receipt; after the window it is archived as "no verdict", never as satisfied.',
  },
} satisfies Record<Lang, unknown>;

export type CallLine = {
  number: string;
  title: string;
  ownerName: string;
  at: Instant;
  round: number;
  unreached: number;
  reached: boolean;
  nextUsefulAt: Instant | null;
  callBy: Instant;
  next: NextCall;
  heldBy: string | null;
};
type PileName = 'callback' | 'unreached' | 'noPhone' | 'checkBack';
type QueuePageProps = {
  frame: StaffFrame;
  pile: PileName;
  rows: readonly CallLine[];
  nextHref?: string | undefined;
  firstHref?: string | undefined;
  now: Instant;
  needed: number;
};

export function QueuePage({ frame, pile, rows, nextHref, firstHref, now, needed }: QueuePageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const isBack = pile === 'checkBack';
  const columns: Column<CallLine>[] = [
    {
      head: t.number,
      kind: 'main',
      cell: (row) => (
        <a class="num" href={`/staff/callbacks/${row.number}`}>
          {groupNumber(row.number)}
        </a>
      ),
    },
    {
      head: t.what,
      cell: (row) => (
        <>
          {row.title}
          {row.round > 1 ? <span class="sub">{t.round(row.round)}</span> : null}
          {row.heldBy ? <span class="sub">{t.held(row.heldBy)}</span> : null}
        </>
      ),
      labelled: false,
    },
    { head: t.owner, cell: (row) => row.ownerName },
    {
      head: isBack ? t.since.checkBack : pile === 'unreached' ? t.since.unreached : t.since.callback,
      cell: (row) => <span class="num">{instantShort(row.at, now, lang)}</span>,
    },
    ...(pile === 'callback'
      ? [
          {
            head: t.due,
            cell: (row: CallLine) => (
              <>
                <span class="num">{instantShort(row.callBy, now, lang)}</span>
                {row.callBy < now && !row.reached ? (
                  <>
                    {' '}
                    <Sign shape="triangle" /> {t.late}
                  </>
                ) : null}
              </>
            ),
          },
          { head: t.calls, cell: (row: CallLine) => (row.reached ? t.reached : t.none) },
        ]
      : []),
    ...(pile === 'unreached'
      ? [
          { head: t.calls, cell: (row: CallLine) => t.tried(row.unreached, needed) },
          {
            head: t.next,
            cell: (row: CallLine) =>
              t.within(instantShort(row.next.from, now, lang), clockIn(row.next.to), callWindowWords[row.next.window][lang]),
          },
        ]
      : []),
  ];
  const table = (
    <Table
      lang={lang}
      caption={isBack ? t.captionBack : pile === 'unreached' ? t.captionUnreached : t.caption}
      columns={columns}
      rows={rows}
      {...(isBack ? {} : { choose: { name: 'number', value: (row: CallLine) => row.number, what: (row: CallLine) => row.number } })}
    />
  );
  return (
    <StaffPage {...frame} current="/staff/callbacks" title={t.title}>
      <h1>{t.title}</h1>
      <nav class="filters" aria-label={t.piles}>
        {(['callback', 'unreached', 'noPhone', 'checkBack'] as const).map((name) => (
          <a class="btn" href={`/staff/callbacks?pile=${name}`} aria-current={name === pile ? 'page' : undefined}>
            {t[name]}
          </a>
        ))}
      </nav>
      {pile === 'noPhone' ? <p class="muted">{t.noPhoneWhy}</p> : null}
      {pile === 'unreached' ? <p class="muted">{t.unreachedWhy}</p> : null}
      {rows.length === 0 ? (
        <EmptyState title={t.empty[pile]}>
          <p>{t.emptyWhy}</p>
        </EmptyState>
      ) : isBack ? (
        table
      ) : (
        <form action="/staff/callbacks/print" method="post">
          <HiddenCsrf token={frame.csrf} />
          {table}
          <p class="muted no-print">{t.printWhy}</p>
          <SubmitRow label={t.print} />
        </form>
      )}
      <Pager lang={lang} shown={rows.length} firstHref={firstHref} nextHref={nextHref} />
      <section class="no-print">
        <h2>{t.find}</h2>
        <form action="/staff/callbacks/find" method="get">
          <Field lang={lang} name="number" label={t.number} hint={t.findHint} width="middle" inputmode="numeric" />
          <div class="submit-row">
            <button type="submit" class="btn" name="to" value="paper">
              {t.paper}
            </button>
            <button type="submit" class="btn plain" name="to" value="call">
              {t.open}
            </button>
          </div>
        </form>
      </section>
    </StaffPage>
  );
}

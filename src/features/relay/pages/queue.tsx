// What waits to be carried by the hotline, the oldest first.
import type { Instant } from '#core/time/day.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { groupNumber, instantShort, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { Queued } from '../actions.ts';
import { kindWords } from '../sentences.ts';

const text = {
  zh: {
    title: '转接请求',
    lead: '承办单位看不到反映人的电话，请您替他们打。电话要说明理由才能看，每次都有记录。',
    none: '没有等着转接的请求',
    saved: '已记下。',
    caption: '等着转接的，先提的在前',
    number: '编号',
    what: '要做什么',
    about: '事项',
    unit: '哪个单位',
    since: '何时提的',
    tries: '打过',
    times: (n: number) => (n === 0 ? '还没打' : `${n} 次`),
  },
  en: {
    title: 'Calls to carry',
    lead: 'The unit does not see the phone, so you ring for them. The phone is shown for a reason only, and every look is recorded.',
    none: 'Nothing waits to be carried',
    saved: 'Written down.',
    caption: 'Waiting, the oldest first',
    number: 'Number',
    what: 'Asked for',
    about: 'Matter',
    unit: 'Unit',
    since: 'Asked',
    tries: 'Tried',
    times: (n: number) => (n === 0 ? 'not yet' : `${n}×`),
  },
};

type Props = { frame: StaffFrame; now: Instant; rows: readonly Queued[]; unitName: (id: string) => string; saved: boolean };

export function RelayQueuePage({ frame, now, rows, unitName, saved }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <p>{t.lead}</p>
      {rows.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          lang={lang}
          caption={t.caption}
          columns={[
            {
              head: t.number,
              kind: 'main',
              cell: ({ row, request }) => (
                <a class="num" href={`/staff/relay/${row.number}/${request.id}`}>
                  {groupNumber(row.number)}
                </a>
              ),
            },
            { head: t.what, cell: ({ request }) => kindWords[request.kind][lang] },
            { head: t.about, cell: ({ row }) => row.title },
            { head: t.unit, cell: ({ request }) => unitName(request.askedIn) },
            { head: t.since, cell: ({ request }) => instantShort(request.askedAt, now, lang) },
            { head: t.tries, cell: ({ attempts }) => t.times(attempts.length) },
          ]}
          rows={rows}
        />
      )}
    </StaffPage>
  );
}

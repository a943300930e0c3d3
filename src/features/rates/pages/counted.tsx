// The list behind a number: the matters it counts, as far as this person may see them.
import { BackLink } from '#ui/back-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { groupNumber, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    back: '回报表',
    matter: '事项',
    place: '地点',
    unit: '承办单位',
    due: '答复期限',
    outcome: '结果',
    round: (n: number) => `第 ${n} 轮`,
    hidden: (n: number) => `本页另有 ${n} 件不在您的查看范围内（如保密件），只计数，不列出。`,
    none: '没有可以列出的事项',
    noneHint: '这个数是 0，或其中的事项不在您的查看范围内。',
  },
  en: {
    back: 'Back to the report',
    matter: 'Matter',
    place: 'Place',
    unit: 'Owner unit',
    due: 'Answer due',
    outcome: 'Outcome',
    round: (n: number) => `round ${n}`,
    hidden: (n: number) => `${n} more of this page are not for you to see (sealed, for instance); they are counted and not listed.`,
    none: 'No matter to list',
    noneHint: 'The number is 0, or its matters are not for you to see.',
  },
};

export type CountedRow = { number: string; title: string; place: string; unit: string; due: string; outcome: string; round: number };
type Props = {
  frame: StaffFrame;
  title: string;
  rows: readonly CountedRow[];
  hidden: number;
  backHref: string;
  firstHref: string | null;
  nextHref: string | null;
};

export function CountedPage({ frame, title, rows, hidden, backHref, firstHref, nextHref }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={title}>
      <BackLink lang={lang} href={backHref} label={t.back} />
      <h1>{title}</h1>
      {rows.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneHint}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={title}
          hideCaption
          rows={rows}
          columns={[
            {
              head: t.matter,
              kind: 'main',
              cell: (row) => (
                <>
                  <a href={`/staff/matters/${row.number}`}>{row.title}</a>
                  <span class="sub num">
                    {groupNumber(row.number)}
                    {row.round > 1 ? ` · ${t.round(row.round)}` : ''}
                  </span>
                </>
              ),
            },
            { head: t.place, cell: (row) => row.place },
            { head: t.unit, cell: (row) => row.unit },
            { head: t.due, cell: (row) => row.due },
            { head: t.outcome, cell: (row) => row.outcome },
          ]}
        />
      )}
      {hidden > 0 ? <p class="small">{t.hidden(hidden)}</p> : null}
      <Pager lang={lang} shown={rows.length} firstHref={firstHref ?? undefined} nextHref={nextHref ?? undefined} />
    </StaffPage>
  );
}

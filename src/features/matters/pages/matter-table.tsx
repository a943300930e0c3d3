// Rows of matters, one table for piles, ledger and results. On a phone each becomes a card.

import type { Piece } from '#core/text/excerpt.ts';
import type { Instant } from '#core/time/day.ts';
import { dayIn, groupNumber, instantShort, type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    matter: '事项',
    place: '地点',
    owner: '承办',
    due: '到期',
    status: '状态',
    round: (n: number) => `第 ${n} 轮`,
    late: (n: string) => `超期 ${n}`,
    old: (day: string) => `旧台账导入，原期限 ${day} 已过`,
    days: (n: number) => `${n} 天`,
    hours: (n: number) => `${n} 小时`,
    provisional: '暂定',
  },
  en: {
    matter: 'Matter',
    place: 'Place',
    owner: 'Owner',
    due: 'Due',
    status: 'State',
    round: (n: number) => `round ${n}`,
    late: (n: string) => `late by ${n}`,
    old: (day: string) => `from an older ledger, was due on ${day}`,
    days: (n: number) => `${n} d`,
    hours: (n: number) => `${n} h`,
    provisional: 'provisional',
  },
};

export type RowView = {
  number: string;
  version: number;
  title: string;
  /** When words were searched for: the title with their places marked, and the lines around the first place. */
  found?: { title: Piece[]; words: Piece[] };
  /** Channel and when it came. */
  sub: string;
  place: string;
  owner: string;
  person: string | null;
  status: string;
  /** Null: its clock does not run any more. */
  due: Instant | null;
  /** Its time was over before it came from an older ledger. */
  cameLate: boolean;
  provisional: boolean;
  light: 'none' | 'blue' | 'yellow' | 'red';
  round: number;
};

type Props = {
  lang: Lang;
  caption: string;
  rows: readonly RowView[];
  now: Instant;
  choose?: boolean;
  chosen?: readonly string[];
  /** The orders that an index serves, as links in the heads. */
  sort?: { received: string; due: string; byDue: boolean } | null;
};

export function MatterTable({ lang, caption, rows, now, choose = false, chosen = [], sort = null }: Props) {
  const t = pick(text, lang);
  return (
    <Table
      lang={lang}
      caption={caption}
      hideCaption
      rows={rows}
      {...(choose
        ? { choose: { name: 'matter', value: (row: RowView) => `${row.number}@${row.version}`, what: (row: RowView) => row.title, chosen } }
        : {})}
      columns={[
        {
          head: t.matter,
          kind: 'main',
          ...(sort ? { sort: { href: sort.received, now: sort.byDue ? undefined : ('descending' as const) } } : {}),
          labelled: false,
          cell: (row) => (
            <>
              <a href={`/staff/matters/${row.number}`}>{row.found ? <Marked pieces={row.found.title} /> : row.title}</a>
              <span class="sub num">
                {groupNumber(row.number)} · {row.sub}
              </span>
              {row.found && row.found.words.length > 0 ? (
                <span class="sub">
                  <Marked pieces={row.found.words} />
                </span>
              ) : null}
            </>
          ),
        },
        { head: t.place, cell: (row) => row.place, labelled: false },
        {
          head: t.owner,
          cell: (row) =>
            row.person ? (
              <>
                {row.owner}
                <span class="sub">{row.person}</span>
              </>
            ) : (
              row.owner
            ),
          labelled: false,
        },
        {
          head: t.due,
          cell: (row) => <Due row={row} now={now} lang={lang} />,
          labelled: false,
          ...(sort ? { sort: { href: sort.due, now: sort.byDue ? ('ascending' as const) : undefined } } : {}),
        },
        {
          head: t.status,
          cell: (row) =>
            row.round > 1 ? (
              <>
                {row.status}
                <span class="sub">{t.round(row.round)}</span>
              </>
            ) : (
              row.status
            ),
          labelled: false,
        },
      ]}
    />
  );
}

const Marked = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>{pieces.map(({ text: piece, mark }) => (mark ? <mark>{piece}</mark> : piece))}</>
);

function Due({ row, now, lang }: { row: RowView; now: Instant; lang: Lang }) {
  if (row.due === null) return <>—</>;
  const t = pick(text, lang);
  if (row.due < now && row.cameLate) return <>{t.old(dayIn(row.due))}</>;
  if (row.due < now) {
    const hours = Math.max(1, Math.floor((Date.parse(now) - Date.parse(row.due)) / 3_600_000));
    return <Light colour="red">{t.late(hours < 48 ? t.hours(hours) : t.days(Math.floor(hours / 24)))}</Light>;
  }
  const words = `${instantShort(row.due, now, lang)}${row.provisional ? ` ${t.provisional}` : ''}`;
  return row.light === 'none' ? <span class="num">{words}</span> : <Light colour={row.light}>{words}</Light>;
}

// Each day of a year: worked or not, and whether a notice says so. A letter stands beside the colour.
import type { CalendarYear } from '#core/time/calendar.ts';
import { BackLink } from '#ui/back-link.tsx';
import { pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { DayView } from '../rules-calendar.ts';

const text = {
  zh: {
    title: (year: number) => `${year} 年工作日历`,
    back: '工作日历',
    provisional: '这一年的通知还没有录入：下面只按周末推算，都是暂定。',
    tail: '12 月 29 日至 31 日可能由下一年的通知改动，暂定。',
    month: (n: number) => `${n} 月`,
    weekdays: ['一', '二', '三', '四', '五', '六', '日'],
    marks: { work: '', weekend: '', holiday: '休', makeUp: '班' },
    legend: '“休”是放假，“班”是调休上班，灰色是周末，“?”是暂定。',
    days: '和平常的周不一样的日子',
    on: '日子',
    what: '安排',
    rest: '放假',
    work: '调休上班',
    source: '依据',
    kinds: { work: '工作日', weekend: '周末', holiday: '放假', makeUp: '调休上班' },
    guess: '暂定',
  },
  en: {
    title: (year: number) => `Calendar of ${year}`,
    back: 'Calendars',
    provisional: 'The notice of this year is not entered: only weekends are known, all of it is provisional.',
    tail: "29 to 31 December may still be changed by the next year's notice: provisional.",
    month: (n: number) =>
      ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][n - 1] ??
      '',
    weekdays: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'],
    marks: { work: '', weekend: '', holiday: 'off', makeUp: 'on' },
    legend: '"off" is a day off, "on" a make-up workday, grey a weekend, "?" provisional.',
    days: 'Days unlike those of other weeks',
    on: 'Day',
    what: 'What it is',
    rest: 'day off',
    work: 'make-up workday',
    source: 'Notice',
    kinds: { work: 'workday', weekend: 'weekend', holiday: 'day off', makeUp: 'make-up workday' },
    guess: 'provisional',
  },
};

type Props = {
  frame: StaffFrame;
  year: number;
  months: readonly { month: number; weeks: readonly (readonly (DayView | null)[])[] }[];
  tables: readonly CalendarYear[];
  isCovered: boolean;
  hasNext: boolean;
};

export function CalendarYearPage({ frame, year, months, tables, isCovered, hasNext }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const rows = tables
    .flatMap((table) => [
      ...table.holidays.map(({ on, name, nameEn }) => ({ on, what: t.rest, name: lang === 'zh' ? name : (nameEn ?? name), table })),
      ...table.makeUpWorkdays.map((on) => ({ on, what: t.work, name: '', table })),
    ])
    .sort((a, b) => a.on.localeCompare(b.on));
  return (
    <StaffPage {...frame} title={t.title(year)}>
      <BackLink lang={lang} href="/staff/calendars" label={t.back} />
      <h1>{t.title(year)}</h1>
      {isCovered ? hasNext ? null : <p>{t.tail}</p> : <Notice tone="warning" title={t.provisional} />}
      <p class="muted">{t.legend}</p>
      <div class="months">
        {months.map(({ month, weeks }) => (
          <table class="plain month">
            <caption>{t.month(month)}</caption>
            <thead>
              <tr>
                {t.weekdays.map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr>{week.map((day) => (day ? <DayCell day={day} lang={lang} /> : <td></td>))}</tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      {rows.length > 0 ? (
        <Table
          lang={lang}
          caption={t.days}
          rows={rows}
          columns={[
            { head: t.on, kind: 'main', cell: ({ on }) => on },
            { head: t.what, cell: (row) => `${row.what} ${row.name}` },
            { head: t.source, cell: ({ table }) => <span lang="zh-CN">{table.source}</span> },
          ]}
        />
      ) : null}
    </StaffPage>
  );
}

function DayCell({ day, lang }: { day: DayView; lang: 'zh' | 'en' }) {
  const t = pick(text, lang);
  const date = Number(day.on.slice(8));
  const mark = t.marks[day.kind];
  return (
    <td class={day.kind}>
      {date}
      {mark ? <small>{mark}</small> : null}
      {day.known ? null : <small>?</small>}
      <span class="sr">
        {' '}
        {t.kinds[day.kind]}
        {day.known ? '' : ` ${t.guess}`}
      </span>
    </td>
  );
}

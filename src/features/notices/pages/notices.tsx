// What is new for me. A line goes when it was seen; nobody counts who looked, or when.
import type { Instant } from '#core/time/day.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { Form } from '#ui/form.tsx';
import { byInstantWords, groupNumber, instantShort, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import { Table } from '#ui/table.tsx';
import { aboutWords, kindWords } from '../words.ts';

const text = {
  zh: {
    title: '提醒',
    caption: '新的在上面',
    which: '事项',
    what: '提醒什么',
    due: '答复期限',
    at: '时间',
    done: '知道了',
    doneAll: '全部知道了',
    ways: '邮件和日历',
    why: '点编号打开事项，这条提醒就消失；事项本身都在台账里。谁看过、什么时候看的，系统不记录也不统计。',
    none: '没有新的提醒',
    noneWhy: '派给本单位、催办、协办、提级、重办的事会出现在这里。',
    hidden: '（标题在这里不显示）',
    provisional: '（暂定）',
    cleared: '已全部清掉',
  },
  en: {
    title: 'Notices',
    caption: 'Newest first',
    which: 'Matter',
    what: 'What it is about',
    due: 'Reply due',
    at: 'When',
    done: 'Seen',
    doneAll: 'All seen',
    ways: 'Mail and calendar',
    why: 'Opening a matter by its number takes the notice away; the matter itself stays in the ledger. Who looked, and when, is neither kept nor counted.',
    none: 'Nothing new',
    noneWhy: 'What is dispatched to your unit, urged, escalated, opened again or asks for help appears here.',
    hidden: '(title not shown here)',
    provisional: ' (provisional)',
    cleared: 'All cleared',
  },
} satisfies Record<Lang, unknown>;

export type NoticeLine = {
  id: string;
  number: string;
  kind: string;
  about: string;
  at: Instant;
  title: string | null;
  dueAt: Instant | null;
  provisional: boolean;
};
type NoticesPageProps = {
  frame: StaffFrame;
  lines: readonly NoticeLine[];
  now: Instant;
  cleared: boolean;
  firstHref?: string | undefined;
  nextHref?: string | undefined;
};

export function NoticesPage({ frame, lines, now, cleared, firstHref, nextHref }: NoticesPageProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const what = (line: NoticeLine) => {
    const kind = kindWords[line.kind]?.[lang] ?? line.kind;
    const about = aboutWords[line.about]?.[lang];
    return about ? `${kind}${lang === 'zh' ? '：' : ': '}${about}` : kind;
  };
  return (
    <StaffPage {...frame} current="/staff/notices" title={t.title}>
      <div class="head">
        <h1>{t.title}</h1>
        <a class="btn" href="/staff/notices/ways">
          {t.ways}
        </a>
      </div>
      {cleared ? <Notice tone="success" title={t.cleared} /> : null}
      {lines.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneWhy}</p>
        </EmptyState>
      ) : (
        <>
          <p class="muted">{t.why}</p>
          <Table
            lang={lang}
            caption={t.caption}
            rows={lines}
            columns={[
              {
                head: t.which,
                kind: 'main',
                cell: (line) => (
                  <>
                    <Form action={`/staff/notices/${line.id}/open`} csrf={csrf}>
                      <button type="submit" class="link num notice-open">
                        {groupNumber(line.number)}
                      </button>
                    </Form>
                    {line.title ?? <span class="muted">{t.hidden}</span>}
                  </>
                ),
              },
              { head: t.what, labelled: false, cell: what },
              {
                head: t.due,
                cell: (line) => (line.dueAt ? `${byInstantWords(line.dueAt, now, lang)}${line.provisional ? t.provisional : ''}` : '—'),
              },
              { head: t.at, cell: (line) => <span class="num">{instantShort(line.at, now, lang)}</span> },
              {
                head: t.done,
                labelled: false,
                cell: (line) => (
                  <Form action={`/staff/notices/${line.id}/seen`} csrf={csrf}>
                    <button type="submit" class="btn">
                      {t.done}
                      <span class="sr"> {line.number}</span>
                    </button>
                  </Form>
                ),
              },
            ]}
          />
          <Form action="/staff/notices/clear" csrf={csrf}>
            <p>
              <button type="submit" class="btn">
                {t.doneAll}
              </button>
            </p>
          </Form>
        </>
      )}
      <Pager
        lang={lang}
        shown={lines.length}
        counted={{ zh: '条', en: { one: 'notice', many: 'notices' } }}
        firstHref={firstHref}
        nextHref={nextHref}
      />
    </StaffPage>
  );
}

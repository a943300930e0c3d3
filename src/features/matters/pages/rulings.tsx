// What waits for a second person: each request with who asked, why, and by when it must be ruled on.
import { EmptyState } from '#ui/empty-state.tsx';
import { groupNumber, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    title: '裁定',
    lead: '提申请的人、办理过的单位不能裁定；裁定前时限照常走。',
    matter: '事项',
    asked: '申请',
    by: '谁提的',
    ruleBy: '须裁定',
    rule: '去裁定',
    none: '没有等裁定的申请。',
    late: '已过',
  },
  en: {
    title: 'Rulings',
    lead: 'Neither who asked nor a unit that handled it may rule; the clock runs until then.',
    matter: 'Matter',
    asked: 'Request',
    by: 'Asked by',
    ruleBy: 'Rule by',
    rule: 'Rule on it',
    none: 'Nothing waits for a ruling.',
    late: 'passed',
  },
};

export type RulingLine = {
  number: string;
  title: string;
  due: string;
  subject: string;
  who: string;
  reason: string;
  ruleBy: string | null;
  late: boolean;
  action: string;
  blocked: string | null;
};

export function RulingsPage({
  frame,
  lines,
  nextHref,
  firstHref,
}: {
  frame: StaffFrame;
  lines: readonly RulingLine[];
  nextHref: string | null;
  firstHref: string | null;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <p class="muted">{t.lead}</p>
      {lines.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          lang={lang}
          caption={t.title}
          hideCaption
          rows={lines}
          columns={[
            {
              head: t.matter,
              kind: 'main',
              labelled: false,
              cell: (line) => (
                <>
                  <a href={`/staff/matters/${line.number}`}>{line.title}</a>
                  <span class="sub num">
                    {groupNumber(line.number)} · {line.due}
                  </span>
                </>
              ),
            },
            {
              head: t.asked,
              labelled: false,
              cell: (line) => (
                <>
                  <b>{line.subject}</b>
                  <span class="sub">{line.reason}</span>
                </>
              ),
            },
            { head: t.by, cell: (line) => line.who },
            {
              head: t.ruleBy,
              cell: (line) =>
                line.ruleBy === null ? (
                  '—'
                ) : line.late ? (
                  <Light colour="red">
                    {line.ruleBy} {t.late}
                  </Light>
                ) : (
                  line.ruleBy
                ),
            },
            {
              head: t.rule,
              labelled: false,
              cell: (line) =>
                line.blocked === null ? (
                  <a class="btn" href={`/staff/matters/${line.number}/${line.action}`}>
                    {t.rule}
                    <span class="sr"> {line.title}</span>
                  </a>
                ) : (
                  <span class="muted">{line.blocked}</span>
                ),
            },
          ]}
        />
      )}
      <Pager
        lang={lang}
        shown={lines.length}
        counted={{ zh: '件', en: { one: 'ruling', many: 'rulings' } }}
        firstHref={firstHref ?? undefined}
        nextHref={nextHref ?? undefined}
      />
    </StaffPage>
  );
}

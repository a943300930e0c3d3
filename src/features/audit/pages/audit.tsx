// The log on a page: filters that stand in the address, a hundred lines, the file of the same.
import type { Instant } from '#core/time/day.ts';
import { Select } from '#ui/choice.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { clockIn, dayIn, groupNumber, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import { Table } from '#ui/table.tsx';
import { type AskName, type AskProblem, groups } from '../rules.ts';
import { groupWords } from '../words.ts';

const text = {
  zh: {
    title: '审计记录',
    lead: '登录、查看保护内容、导出、改设置，都在这里。只有审计岗看得到；看和导出本身也记下来。这里没有事项的内容，只有编号。',
    from: '从哪天',
    to: '到哪天',
    group: '哪一类',
    any: '全部',
    who: '账号或姓名',
    number: '事项编号',
    go: '查',
    export: '导出这些（CSV）',
    lines: '记录',
    at: '时间',
    person: '谁',
    act: '做了什么',
    matter: '事项',
    why: '说明',
    network: '网络',
    system: '系统或命令行',
    none: '这些条件下没有记录。',
  },
  en: {
    title: 'Audit',
    lead: 'Sign-ins, looks at protected fields, exports, settings. Only audit administration sees it; looking and taking it away are recorded too. There is no content of matters here, only numbers.',
    from: 'From',
    to: 'To',
    group: 'Kind',
    any: 'All',
    who: 'Account or name',
    number: 'Number of a matter',
    go: 'Show',
    export: 'Take these as CSV',
    lines: 'Log',
    at: 'When',
    person: 'Who',
    act: 'What was done',
    matter: 'Matter',
    why: 'Words',
    network: 'Network',
    system: 'system or command line',
    none: 'There is nothing under these conditions.',
  },
};

export const askSentences: Record<AskProblem, { zh: string; en: string }> = {
  'day-unreadable': { zh: '日期写成 2026-12-02 这样。', en: 'Write the day like 2026-12-02.' },
  'days-reversed': { zh: '结束的日子早于开始的日子，请核对。', en: 'It ends before it begins; please check.' },
  'who-unknown': { zh: '没有这个账号或姓名，请核对。', en: 'There is no such account or name.' },
  'number-unreadable': { zh: '这不是事项编号，请核对。', en: 'This is not the number of a matter.' },
  'number-unknown': { zh: '没有这个编号的事项。', en: 'There is no matter of this number.' },
};

export type LineView = {
  at: Instant;
  who: string;
  login: string;
  unit: string;
  roles: string;
  act: string;
  number: string;
  why: string;
  network: string;
};
type Props = {
  frame: StaffFrame;
  form: FormState<AskName>;
  lines: readonly LineView[];
  exportHref: string;
  nextHref: string | undefined;
  firstHref: string | undefined;
};

export function AuditPage({ frame, form, lines, exportHref, nextHref, firstHref }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const options = groups.map((value) => ({ value, label: groupWords[value][lang].replace(/^[a-z]/, (first) => first.toUpperCase()) }));
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      <Form action="/staff/audit" csrf={frame.csrf} method="get">
        <ErrorSummary lang={lang} errors={form.errors} />
        <div class="filters">
          <DateField {...asField(form, 'from')} lang={lang} label={t.from} />
          <DateField {...asField(form, 'to')} lang={lang} label={t.to} />
          <Select {...asField(form, 'group')} lang={lang} label={t.group} options={options} blank={t.any} />
          <Field {...asField(form, 'who')} lang={lang} label={t.who} width="middle" />
          <Field {...asField(form, 'number')} lang={lang} label={t.number} width="middle" />
        </div>
        <SubmitRow label={t.go}>
          <a class="btn" href={exportHref} data-turbo="false">
            {t.export}
          </a>
        </SubmitRow>
      </Form>
      {lines.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <>
          <Table
            lang={lang}
            caption={t.lines}
            hideCaption
            rows={lines}
            columns={[
              { head: t.at, kind: 'main', cell: ({ at }) => <span class="num nowrap">{`${dayIn(at)} ${clockIn(at)}`}</span> },
              {
                head: t.person,
                cell: (row) => (row.login === '' ? t.system : `${row.unit} ${row.who} (${row.login})${row.roles ? ` · ${row.roles}` : ''}`),
              },
              { head: t.act, cell: ({ act }) => act },
              { head: t.matter, cell: ({ number }) => <span class="num">{groupNumber(number)}</span> },
              { head: t.why, cell: ({ why }) => <span lang={/\p{Script=Han}/u.test(why) ? 'zh-CN' : undefined}>{why}</span> },
              { head: t.network, cell: ({ network }) => <span class="nowrap">{network}</span> },
            ]}
          />
          <Pager
            lang={lang}
            shown={lines.length}
            counted={{ zh: '条', en: { one: 'line', many: 'lines' } }}
            firstHref={firstHref}
            nextHref={nextHref}
          />
        </>
      )}
    </StaffPage>
  );
}

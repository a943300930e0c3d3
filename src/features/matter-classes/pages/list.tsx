// The classes of the county, by state; what waits for this person first. A form to propose one from numbers.
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    title: '一类事',
    lead: '同样的事一件件办完还会再来。把它们放到一起，问到原因，定一个牵头的，改一处规矩或设施，再看数有没有降下来。',
    hot: '热点',
    season: '季节计划',
    settings: '信号和门槛',
    residents: '各地人口',
    make: '由人提出一类事',
    makeLead: '您先看出来的，写名称和至少两件事项的编号。',
    name: '名称',
    numbers: '事项编号',
    numbersHint: '一行一个，或用逗号隔开。',
    makeButton: '提出',
    which: '一类事',
    state: '状态',
    why: '为什么提出',
    owner: '牵头',
    changed: '最近变化',
    none: '这里没有一类事',
    noneWhy:
      '系统每一刻钟看一遍：同类同村 30 天 5 件、全县 10 件、重办占三成、说法相近、同一处设施、去年同期高峰。达到门槛就会出现在“线索”里。',
    off: '信号已关闭，系统不会提出新的线索。',
    tabs: '按状态',
  },
  en: {
    title: 'Classes of matters',
    lead: 'The same trouble, solved one by one, comes back. Put it together, find its cause, give it an owner, change one rule or asset, and see whether the numbers fall.',
    hot: 'Hot board',
    season: 'Season plan',
    settings: 'Signals and thresholds',
    residents: 'Residents',
    make: 'Propose a class by hand',
    makeLead: 'What you saw first: a title and the numbers of two matters at least.',
    name: 'Title',
    numbers: 'Numbers of matters',
    numbersHint: 'One a line, or with commas.',
    makeButton: 'Propose',
    which: 'Class',
    state: 'State',
    why: 'Why it was proposed',
    owner: 'Owner',
    changed: 'Last change',
    none: 'No class here',
    noneWhy:
      'The system looks every quarter of an hour: five of a kind in a village within 30 days, ten in the county, three in ten reworked, like words, one numbered thing, last year’s peak. What reaches a threshold appears among the clues.',
    off: 'The signals are switched off; nothing new is proposed.',
    tabs: 'By state',
  },
};

export type ListRow = { number: string; title: string; status: string; why: string; owner: string; changed: string };
export type MakeField = 'title' | 'numbers';
type Props = {
  frame: StaffFrame;
  tabs: readonly { href: string; label: string; count: number; now: boolean }[];
  rows: readonly ListRow[];
  isOff: boolean;
  mayMake: boolean;
  maySet: boolean;
  form: FormState<MakeField>;
};

export function ListPage({ frame, tabs, rows, isOff, mayMake, maySet, form }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <div class="head">
        <h1>{t.title}</h1>
        <p>
          <a href="/staff/hot">{t.hot}</a> · <a href="/staff/season">{t.season}</a>
          {maySet ? (
            <>
              {' '}
              · <a href="/staff/classes/settings">{t.settings}</a> · <a href="/staff/classes/residents">{t.residents}</a>
            </>
          ) : null}
        </p>
      </div>
      <p>{t.lead}</p>
      {isOff ? <Notice tone="warning" title={t.off} /> : null}
      <nav class="views" aria-label={t.tabs}>
        {tabs.map((tab) => (
          <a href={tab.href} aria-current={tab.now ? 'page' : undefined}>
            {tab.label} <span class="num">{tab.count}</span>
          </a>
        ))}
      </nav>
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
              head: t.which,
              kind: 'main',
              cell: (row) => (
                <>
                  <a class="num" href={`/staff/classes/${row.number}`}>
                    {row.number}
                  </a>{' '}
                  {row.title}
                </>
              ),
            },
            { head: t.state, labelled: false, cell: (row) => <span class="tag">{row.status}</span> },
            { head: t.why, cell: (row) => row.why },
            { head: t.owner, cell: (row) => row.owner },
            { head: t.changed, cell: (row) => <span class="num nowrap">{row.changed}</span> },
          ]}
        />
      )}
      {mayMake ? (
        <section class="card">
          <h2>{t.make}</h2>
          <p>{t.makeLead}</p>
          <Form action="/staff/classes" csrf={frame.csrf}>
            <ErrorSummary lang={lang} errors={form.errors} />
            <Field {...asField(form, 'title')} lang={lang} label={t.name} maxlength={120} />
            <TextArea {...asField(form, 'numbers')} lang={lang} label={t.numbers} hint={t.numbersHint} rows={4} />
            <SubmitRow label={t.makeButton} />
          </Form>
        </section>
      ) : null}
    </StaffPage>
  );
}

// Years with what is covered and what is provisional, and a year's notice coming in: pasted, looked at, kept.
import type { CalendarYear } from '#core/time/calendar.ts';
import type { Day, Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Radios } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { countWords, instantShort, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { Coverage, DayKind, TableChange } from '../rules-calendar.ts';
import { coverageBar } from './coverage-bar.tsx';

const text = {
  zh: {
    title: '工作日历',
    back: '时限规则',
    lead: '放假和调休每年由国务院办公厅的通知公布，是数据，不是推算。没有录入的年份只知道周末，落在里面的工作日时限一律标“暂定”。',
    until: (day: string) => `时限可以确定到 ${day}，之后都是暂定。`,
    nowhere: '接下来的日子要等还没有录入的通知，现在的工作日时限都是暂定。',
    waiting: (n: string) => `现在有 ${n} 件在办事项的日期是暂定的。`,
    coverage: '覆盖情况',
    year: '年份',
    state: '状态',
    states: { covered: '已确定', until: '已录入；12 月 29 日至 31 日等下一年的通知', provisional: '暂定：没有录入通知' },
    days: '放假 / 调休上班',
    counts: (a: number, b: number) => `${a} 天 / ${b} 天`,
    tables: '录入的表',
    region: '地区',
    source: '通知文号',
    imported: '录入时间',
    draft: '草稿，不起作用',
    national: '全国',
    import: '录入一年的通知',
    importLead: '把通知里的安排贴进来就行，也可以贴本项目的 JSON。先看改动，确认了才保存。',
    yearField: '哪一年',
    regionField: '地区',
    regionHint: '全国写 CN；本地另有放假的写自己的代码，如 CN-示例县。本地表只补充，不能代替全国通知。',
    sourceField: '通知文号',
    published: '已经正式公布了吗',
    yes: '已公布，马上起作用',
    no: '还是草稿，不影响任何日期',
    tableField: '放假和上班的日子',
    tableHint:
      '一行一项：“2027-01-01 元旦”“2027-02-05至2027-02-11 春节”“2027-02-20 上班”；或照通知写：“元旦：1月1日（周五）至3日（周日）放假。1月4日（周一）上班。”',
    check: '先看改动',
    preview: '将要保存',
    replaces: '这一年已有一张表，会被这张替换：',
    isNew: '这是新的一张表。',
    change: { on: '日子', before: '原来', after: '改为', name: '名称' },
    kinds: { work: '工作日', weekend: '周末', holiday: '放假', makeUp: '调休上班' } satisfies Record<DayKind, string>,
    byWeek: '按周末',
    same: '和现在的表完全一样。',
    save: '确认保存并重算',
    edit: '回去改',
    saved: (looked: string, changed: string) => `已保存。查看了 ${looked} 件暂定时限，改了 ${changed} 件，新旧日期都留着。`,
    left: '还有一些没算完，后台会接着算，不用守着。',
    only: '只有系统管理员可以录入。',
  },
  en: {
    title: 'Calendars',
    back: 'Limits',
    lead: 'Holidays and make-up workdays are published once a year; they are data, not arithmetic. Of a year that is not entered only weekends are known, and working-day limits that reach into it are marked provisional.',
    until: (day: string) => `Deadlines are certain until ${day}; later ones are provisional.`,
    nowhere: 'The days ahead wait for a notice that is not entered: all working-day limits are provisional.',
    waiting: (n: string) => `${n} open matters have a provisional date.`,
    coverage: 'What is covered',
    year: 'Year',
    state: 'State',
    states: {
      covered: 'certain',
      until: "entered; 29 to 31 December wait for the next year's notice",
      provisional: 'provisional: no notice is entered',
    },
    days: 'Days off / make-up workdays',
    counts: (a: number, b: number) => `${a} / ${b}`,
    tables: 'Tables entered',
    region: 'Region',
    source: 'Notice',
    imported: 'Entered',
    draft: 'draft, changes nothing',
    national: 'whole country',
    import: "Enter a year's notice",
    importLead: "Paste what the notice says, or the project's JSON. You see what changes before anything is kept.",
    yearField: 'Year',
    regionField: 'Region',
    regionHint: 'CN for the whole country, else a code of your own. A local table adds to the national one and does not replace it.',
    sourceField: 'Number of the notice',
    published: 'Is it published?',
    yes: 'published, counts at once',
    no: 'a draft, changes no date',
    tableField: 'Days off and days worked',
    tableHint:
      'One a line in the form year-month-day and name, ranges with ~, and the Chinese word for "worked" after make-up workdays; the wording of the notice is read too, and so is the JSON of calendar/.',
    check: 'Compare first',
    preview: 'What will be kept',
    replaces: 'There is a table of this year; it is replaced:',
    isNew: 'This table is new.',
    change: { on: 'Day', before: 'Was', after: 'Becomes', name: 'Name' },
    kinds: { work: 'workday', weekend: 'weekend', holiday: 'day off', makeUp: 'make-up workday' } satisfies Record<DayKind, string>,
    byWeek: 'by the week',
    same: 'It is the same as the table there is.',
    save: 'Keep it and recompute',
    edit: 'Back to the form',
    saved: (looked: string, changed: string) =>
      `Kept. ${looked} provisional deadlines were looked at and ${changed} changed; both dates are kept.`,
    left: 'Some are left; the clock goes on with them, you need not wait.',
    only: 'Only system administrators may enter a table.',
  },
};

export type ImportField = 'year' | 'region' | 'source' | 'published' | 'table';
export type ImportPreview = {
  table: CalendarYear;
  replaces: CalendarYear | null;
  changes: readonly TableChange[];
  knownUntil: Day | null;
};
type Props = {
  frame: StaffFrame;
  years: readonly { table: CalendarYear; importedAt: Instant }[];
  coverage: readonly Coverage[];
  knownUntil: Day | null;
  provisional: number;
  form: FormState<ImportField>;
  preview: ImportPreview | null;
  mayChange: boolean;
  said: { looked: number; changed: number; left: boolean } | null;
  now: Instant;
};

export function CalendarsPage(props: Props) {
  const { frame, years, coverage, form, preview, said, now } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  if (preview) return <PreviewPage {...props} preview={preview} />;
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href="/staff/limits" label={t.back} />
      <h1>{t.title}</h1>
      {said ? (
        <Notice tone="success" title={t.saved(countWords(said.looked), countWords(said.changed))}>
          {said.left ? <p>{t.left}</p> : null}
        </Notice>
      ) : null}
      <p>{t.lead}</p>
      <p>
        <b>{props.knownUntil ? t.until(props.knownUntil) : t.nowhere}</b>
        {props.provisional > 0 ? ` ${t.waiting(countWords(props.provisional))}` : null}
      </p>
      {coverageBar(coverage)}
      <Table
        lang={lang}
        caption={t.coverage}
        rows={coverage}
        columns={[
          { head: t.year, kind: 'main', cell: ({ year }) => <a href={`/staff/calendars/${year}`}>{year}</a> },
          {
            head: t.state,
            cell: ({ state }) => (
              <Light colour={state === 'covered' ? 'green' : state === 'until' ? 'blue' : 'yellow'}>{t.states[state]}</Light>
            ),
          },
          { head: t.days, cell: (one) => t.counts(one.holidays, one.makeUps) },
        ]}
      />
      <Table
        lang={lang}
        caption={t.tables}
        rows={years}
        columns={[
          { head: t.year, kind: 'main', cell: ({ table }) => table.year },
          { head: t.region, cell: ({ table }) => (table.region === 'CN' ? t.national : table.region) },
          { head: t.source, cell: ({ table }) => <span lang="zh-CN">{table.source}</span> },
          { head: t.imported, cell: (one) => instantShort(one.importedAt, now, lang) },
          { head: t.state, cell: ({ table }) => (table.published ? '' : t.draft) },
        ]}
      />
      {props.mayChange ? <ImportForm {...props} /> : <p>{t.only}</p>}
    </StaffPage>
  );
}

function ImportForm({ frame, form }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <Details summary={t.import} open>
      <p>{t.importLead}</p>
      <Form action="/staff/calendars" csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Field {...asField(form, 'year')} lang={lang} label={t.yearField} inputmode="numeric" width="short" />
        <Field {...asField(form, 'region')} lang={lang} label={t.regionField} hint={t.regionHint} width="middle" />
        <Field {...asField(form, 'source')} lang={lang} label={t.sourceField} />
        <Radios
          {...asField(form, 'published')}
          lang={lang}
          label={t.published}
          options={[
            { value: 'yes', label: t.yes },
            { value: 'no', label: t.no },
          ]}
        />
        <TextArea {...asField(form, 'table')} lang={lang} label={t.tableField} hint={t.tableHint} rows={10} />
        <SubmitRow label={t.check} name="step" value="check" />
      </Form>
    </Details>
  );
}

function PreviewPage({ frame, form, preview }: Props & { preview: ImportPreview }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const { table, replaces, changes } = preview;
  const kind = (one: DayKind | null) => (one === null ? t.byWeek : t.kinds[one]);
  return (
    <StaffPage {...frame} title={t.preview} wide={false}>
      <BackLink lang={lang} href="/staff/calendars" label={t.title} />
      <h1>
        {t.preview}: {table.year} {table.region === 'CN' ? t.national : table.region}
      </h1>
      <p>
        <span lang="zh-CN">{table.source}</span> {table.published ? '' : t.draft}
      </p>
      <p>{changes.length === 0 ? t.same : replaces ? t.replaces : t.isNew}</p>
      {changes.length > 0 ? (
        <Table
          lang={lang}
          caption={t.preview}
          hideCaption
          plain
          rows={changes}
          columns={[
            { head: t.change.on, kind: 'main', cell: ({ on }) => on },
            { head: t.change.before, cell: ({ before }) => kind(before) },
            { head: t.change.after, cell: ({ after }) => kind(after) },
            { head: t.change.name, cell: ({ name }) => <span lang="zh-CN">{name}</span> },
          ]}
        />
      ) : null}
      <p>{preview.knownUntil ? t.until(preview.knownUntil) : t.nowhere}</p>
      <Form action="/staff/calendars" csrf={frame.csrf}>
        {Object.entries(form.values).map(([name, value]) => (
          <Hidden name={name} value={typeof value === 'string' ? value : ''} />
        ))}
        <SubmitRow label={t.save} name="step" value="save">
          <button type="submit" class="btn" name="step" value="edit">
            {t.edit}
          </button>
        </SubmitRow>
      </Form>
    </StaffPage>
  );
}

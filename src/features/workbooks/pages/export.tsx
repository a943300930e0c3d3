// Export of a ledger view: what will be in the file, in words, then one press. The download itself streams.

import { Radios } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { countWords, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';

const text = {
  zh: {
    title: '导出台账',
    filters: '导出哪些',
    all: '全部（没有加条件）',
    count: '大约',
    matters: (n: number) => `${countWords(n)} 件`,
    unknown: '按字词查找，不先数，导出时一页一页找完',
    columns: '有哪些列',
    never: '不会有',
    neverWords: '姓名、电话；隐去身份的和反映单位的事项',
    name: '表的标题',
    format: '存成什么',
    xlsx: 'Excel 表（.xlsx）',
    xlsxHint: '标题合并、有边框，A4 横排，每页有表头和“第几页，共几页”，末尾有口径说明。',
    csv: 'CSV（.csv）',
    csvHint: '给别的系统用，或超过 100 万行时用。Excel 打开不会乱码。',
    go: '导出',
    back: '回台账改条件',
    big: '件数多，要等一会儿',
    bigMore: '文件边查边传，浏览器会显示下载进度；中途断了重新点“导出”就行，什么都不会改动。',
  },
  en: {
    title: 'Export the ledger',
    filters: 'Which matters',
    all: 'all (no filter)',
    count: 'About',
    matters: (n: number) => `${countWords(n)} matters`,
    unknown: 'searched by words, so not counted first; found page by page while exporting',
    columns: 'Columns',
    never: 'Never in it',
    neverWords: 'names and phones; matters that hide their raiser or accuse a unit',
    name: 'Title of the table',
    format: 'Kind of file',
    xlsx: 'Excel workbook (.xlsx)',
    xlsxHint: 'Merged title, borders, A4 landscape, header and page x of y on every page, and a line that says what it holds.',
    csv: 'CSV (.csv)',
    csvHint: 'For other systems, or above a million rows. Opens in Excel with its characters right.',
    go: 'Export',
    back: 'Back to the ledger and its filters',
    big: 'That is a lot and takes a while',
    bigMore:
      'The file is sent while it is made, and the browser shows how far it is. If it breaks off, press Export again; nothing is changed.',
  },
} satisfies Record<Lang, unknown>;

export type ExportView = {
  frame: StaffFrame;
  form: FormState<'title' | 'format'>;
  /** The ledger's filters, carried on as they are. */
  ask: Readonly<Record<string, string>>;
  filters: readonly string[];
  columns: readonly string[];
  count: number | null;
  ledgerHref: string;
};

export function ExportPage({ frame, form, ask, filters, columns, count, ledgerHref }: ExportView) {
  const { lang } = frame;
  const t = pick(text, lang);
  const list = (words: readonly string[]): string => words.join(lang === 'zh' ? '、' : ', ');
  return (
    <StaffPage {...frame} title={t.title} wide={false} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      <ErrorSummary lang={lang} errors={form.errors} />
      <SummaryList
        facts={[
          { term: t.filters, value: filters.length === 0 ? t.all : filters.join(lang === 'zh' ? '；' : '; ') },
          { term: t.count, value: count === null ? t.unknown : t.matters(count) },
          { term: t.columns, value: list(columns) },
          { term: t.never, value: t.neverWords },
        ]}
      />
      {count !== null && count > 20_000 ? (
        <Notice tone="info" title={t.big}>
          <p>{t.bigMore}</p>
        </Notice>
      ) : null}
      <form action="/staff/export/ledger" method="get">
        {Object.entries(ask).map(([name, value]) => (value === '' ? null : <Hidden name={name} value={value} />))}
        <Field {...asField(form, 'title')} lang={lang} label={t.name} autocomplete="off" maxlength={60} />
        <Radios
          {...asField(form, 'format')}
          lang={lang}
          label={t.format}
          options={[
            { value: 'xlsx', label: t.xlsx, hint: t.xlsxHint },
            { value: 'csv', label: t.csv, hint: t.csvHint },
          ]}
        />
        <SubmitRow label={t.go} cancel={{ href: ledgerHref, label: t.back }} />
      </form>
    </StaffPage>
  );
}

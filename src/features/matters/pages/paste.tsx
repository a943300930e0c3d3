// Rows pasted from a spreadsheet: what was understood of each, before anything is done; then what came of each.
import { BackLink } from '#ui/back-link.tsx';
import { Radios } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { OptionView } from './form-view.ts';

const text = {
  zh: {
    title: '从 Excel 粘贴',
    back: '回到台账',
    lead: '在 Excel 里选中几行（第一列是编号），复制，粘贴到下面。先给您看认出了什么，点了“照此办理”才改动。',
    what: '每一行要做什么',
    table: '粘贴的行',
    hint: '第一行可以是表头。派单要有“单位”一列，记进展要有“进展”或“说明”一列，催办可以只有编号。最多 200 行。',
    look: '先看一看',
    go: (n: number) => `照此办理 ${n} 行`,
    none: '没有一行可以办。请按下面每行的说明改好，再看一看。',
    row: '行',
    matter: '事项',
    will: '将要做的',
    done: (n: number, all: number) => `${all} 行，办成 ${n} 行`,
    result: '结果',
    newOnes: '新的诉求（没有编号）',
    newHint: '到“从表格导入”里粘贴，对好列、看过再登记。',
    again: '再改一改',
  },
  en: {
    title: 'Paste from Excel',
    back: 'Back to the ledger',
    lead: 'Choose some rows in Excel (numbers in the first column), copy, and paste them below. You see first what was understood; nothing changes before you confirm it.',
    what: 'What to do with each row',
    table: 'The rows',
    hint: 'The first row may be the heading. To dispatch there must be a column "unit", to note progress "note"; a reminder needs the number only. 200 rows at most.',
    look: 'Look first',
    go: (n: number) => `Do it for ${n} rows`,
    none: 'There is nothing to do yet. Please correct the rows as told below, and look again.',
    row: 'Row',
    matter: 'Matter',
    will: 'What will be done',
    done: (n: number, all: number) => `${n} of ${all} rows done`,
    result: 'Result',
    newOnes: 'New concerns (without a number)',
    newHint: 'Paste those at "Import from a table": you match the columns and look before they are registered.',
    again: 'Change something',
  },
};

export type PasteRow = { row: number; number: string; title: string; says: string; ok: boolean };
type Props = {
  frame: StaffFrame;
  form: FormState;
  acts: readonly OptionView[];
  /** Null on the first visit. */
  rows: readonly PasteRow[] | null;
  stage: 'start' | 'preview' | 'done';
  pressKey: string;
};

export function PastePage({ frame, form, acts, rows, stage, pressKey }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const good = rows?.filter((row) => row.ok).length ?? 0;
  const table = asField(form, 'table');
  const what = asField(form, 'what');
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <BackLink lang={lang} href="/staff/matters" label={t.back} />
      <h1>{t.title}</h1>
      <ErrorSummary lang={lang} errors={form.errors} />
      {stage === 'done' && rows ? <Notice tone={good === rows.length ? 'success' : 'warning'} title={t.done(good, rows.length)} /> : null}
      {stage === 'preview' && good === 0 ? <Notice tone="warning" title={t.none} /> : null}
      {rows && rows.length > 0 ? (
        <Table
          lang={lang}
          caption={stage === 'done' ? t.done(good, rows.length) : t.table}
          hideCaption
          rows={rows}
          columns={[
            { head: t.row, cell: (row) => String(row.row), kind: 'num' },
            {
              head: t.matter,
              kind: 'main',
              labelled: false,
              cell: (row) =>
                row.title === '' ? (
                  row.number
                ) : (
                  <>
                    <a href={`/staff/matters/${row.number}`}>{row.title}</a>
                    <span class="sub num">{groupNumber(row.number)}</span>
                  </>
                ),
            },
            {
              head: stage === 'done' ? t.result : t.will,
              labelled: false,
              cell: (row) =>
                row.ok ? stage === 'done' ? <Light colour="green">{row.says}</Light> : row.says : <Light colour="red">{row.says}</Light>,
            },
          ]}
        />
      ) : null}
      {stage === 'preview' && good > 0 ? (
        <Form action="/staff/paste" csrf={frame.csrf}>
          <Hidden name="what" value={what.value ?? ''} />
          <Hidden name="table" value={table.value ?? ''} />
          <Hidden name="key" value={pressKey} />
          <SubmitRow label={t.go(good)} name="step" value="do" />
        </Form>
      ) : null}
      <section class="card">
        {stage === 'start' ? <p>{t.lead}</p> : <h2>{t.again}</h2>}
        <Form action="/staff/paste" csrf={frame.csrf}>
          <Radios lang={lang} label={t.what} {...what} options={acts} />
          <TextArea lang={lang} label={t.table} hint={t.hint} {...table} rows={8} />
          <SubmitRow label={t.look} />
        </Form>
        <p class="muted">
          {t.newOnes}：<a href="/staff/import#paste">{t.newHint}</a>
        </p>
      </section>
    </StaffPage>
  );
}

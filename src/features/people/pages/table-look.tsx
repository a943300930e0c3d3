// The table looked at: what its columns are, what all rows have in common, and row by row what the import would do. After the import the same page tells what it did.
import { Checkboxes, Select, type SelectOption } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form } from '#ui/form.tsx';
import { asField, asGroup, type FormState } from '#ui/form-state.ts';
import { countWords, type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { StructureKind } from '../rules-table.ts';
import type { Told } from '../table-words.ts';

const text = {
  zh: {
    title: (kind: string) => `导入${kind}：预览`,
    doneTitle: (kind: string) => `导入${kind}：结果`,
    file: (name: string) => `表格：${name}`,
    reading: '怎么读这张表',
    head: '表头在第几行',
    column: (name: string) => `“${name}”是哪一列`,
    fixed: (name: string) => `“${name}”所有行都是`,
    fixedHint: '表里没有这一列，或者这一格空着时用它',
    noColumn: '（表里没有）',
    above: '合并的单元格',
    aboveYes: '空着的格子和上面一行相同',
    look: '按这样再看一遍',
    rows: (n: string) => `共 ${n} 行`,
    row: '行',
    what: '内容',
    says: '会怎样',
    said: '怎样了',
    states: { new: '新增', changed: '改动', known: '已有，不动', refused: '不收' },
    missing: (names: string) => `还缺：${names}。请选是哪一列，或者写所有行都一样的值。`,
    nothing: '没有读到一行',
    nothingWhy: '请看看表头在第几行、哪一列是什么。',
    import: (n: string) => `导入 ${n} 行`,
    none: '没有可导入的新行',
    more: (n: string) => `还有 ${n} 行没有显示，会一样处理。`,
    refused: (n: string) => `${n} 行不收`,
    refusedWhy: '下载后改好红色的格子，整张再传一遍就行，已收的不会重复。',
    download: '下载不收的行（带原因）',
    done: (made: string, known: string, refused: string) => `新增或改动 ${made} 行，已有 ${known} 行，不收 ${refused} 行`,
    again: '换一张表',
    list: '看名单',
    setUp: '回设置向导',
    invited: '邀请单',
    invitedWhy: '每人一个链接，只能用一次，7 天内有效。只在这里显示一次：请打印或抄下，当面交给本人，由本人自己设密码。',
    name: '姓名',
    login: '账号',
    link: '邀请链接',
  },
  en: {
    title: (kind: string) => `Import ${kind}: preview`,
    doneTitle: (kind: string) => `Import ${kind}: result`,
    file: (name: string) => `Table: ${name}`,
    reading: 'How this table is read',
    head: 'Row of the heading',
    column: (name: string) => `Which column is "${name}"`,
    fixed: (name: string) => `"${name}" of every row`,
    fixedHint: 'Used where the table has no such column or the cell is empty',
    noColumn: '(not in the table)',
    above: 'Merged cells',
    aboveYes: 'An empty cell means the one above it',
    look: 'Look again like this',
    rows: (n: string) => `${n} rows`,
    row: 'Row',
    what: 'Content',
    says: 'Would be',
    said: 'Result',
    states: { new: 'new', changed: 'changed', known: 'here already', refused: 'not taken' },
    missing: (names: string) => `Still missing: ${names}. Choose the column, or give one value for all rows.`,
    nothing: 'No row was read',
    nothingWhy: 'Check which row is the heading and what each column is.',
    import: (n: string) => `Import ${n} rows`,
    none: 'There is nothing new to import',
    more: (n: string) => `${n} more rows are not shown; they are treated alike.`,
    refused: (n: string) => `${n} rows are not taken`,
    refusedWhy: 'Download them, correct the red cells and upload the whole table again; nothing is taken twice.',
    download: 'Download the rows not taken, with reasons',
    done: (made: string, known: string, refused: string) => `${made} rows new or changed, ${known} here already, ${refused} not taken`,
    again: 'Another table',
    list: 'To the list',
    setUp: 'Back to set-up',
    invited: 'Invitations',
    invitedWhy:
      'One link each, good once and for seven days. Shown here only: print or copy them and hand each over in person; the owner chooses the password.',
    name: 'Name',
    login: 'Account',
    link: 'Invitation link',
  },
} satisfies Record<Lang, unknown>;

const colours = { new: 'green', changed: 'blue', known: 'grey', refused: 'red' } as const;

export type LookLine = { row: number; says: keyof typeof colours; words: string; why: string };
export type LookField = { column: string; name: Told; fixed?: readonly SelectOption[] | 'text' | undefined };
export type LookView = {
  kind: StructureKind;
  kindName: Told;
  id: string;
  file: string;
  headings: readonly string[];
  fields: readonly LookField[];
  lines: readonly LookLine[];
  hidden: number;
  counts: { made: number; known: number; refused: number };
  missing: readonly string[];
  isDone: boolean;
  listHref: string;
  invited: readonly { name: string; login: string; href: string }[];
};
export type LookForm = FormState<string>;

export function TableLookPage({ frame, view, form }: { frame: StaffFrame; view: LookView; form: LookForm }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const { counts } = view;
  const title = view.isDone ? t.doneTitle(view.kindName[lang]) : t.title(view.kindName[lang]);
  const base = `/staff/tables/${view.kind}/${view.id}`;
  return (
    <StaffPage {...frame} title={title} hasErrors={form.errors.length > 0}>
      <h1>{title}</h1>
      <p class="muted">{t.file(view.file)}</p>
      <ErrorSummary lang={lang} errors={form.errors} />
      {view.isDone ? (
        <Notice tone="success" title={t.done(countWords(counts.made), countWords(counts.known), countWords(counts.refused))} />
      ) : null}
      <Invitations lang={lang} invited={view.invited} />
      {counts.refused > 0 ? (
        <Notice tone="warning" title={t.refused(countWords(counts.refused))}>
          <p>{t.refusedWhy}</p>
          <p>
            <a href={`${base}/refused.xlsx`} data-turbo="false">
              {t.download}
            </a>
          </p>
        </Notice>
      ) : null}
      {view.isDone ? null : <ReadingForm frame={frame} view={view} form={form} base={base} />}
      <Lines view={view} lang={lang} />
      <p class="filters">
        <a class="btn" href={`/staff/tables/${view.kind}`}>
          {t.again}
        </a>
        <a class="btn" href={view.listHref}>
          {t.list}
        </a>
        <a class="btn" href="/staff/admin/set-up">
          {t.setUp}
        </a>
      </p>
    </StaffPage>
  );
}

function ReadingForm({ frame, view, form, base }: { frame: StaffFrame; view: LookView; form: LookForm; base: string }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const options = view.headings.map((heading, at) => ({ value: String(at), label: heading === '' ? `#${at + 1}` : heading }));
  return (
    <Form action={base} csrf={frame.csrf}>
      {view.missing.length > 0 ? <Notice tone="warning" title={t.missing(view.missing.join(lang === 'zh' ? '、' : ', '))} /> : null}
      <Details summary={t.reading} open={view.missing.length > 0 || view.counts.made + view.counts.known === 0 || form.errors.length > 0}>
        <Field {...asField(form, 'head')} lang={lang} label={t.head} inputmode="numeric" width="short" />
        {view.fields.map(({ column, name, fixed }) => (
          <>
            <Select {...asField(form, `use-${column}`)} lang={lang} label={t.column(name[lang])} options={options} blank={t.noColumn} />
            {fixed === 'text' ? (
              <Field
                {...asField(form, `fix-${column}`)}
                lang={lang}
                label={t.fixed(name[lang])}
                hint={t.fixedHint}
                optional
                width="middle"
              />
            ) : fixed ? (
              <Select
                {...asField(form, `fix-${column}`)}
                lang={lang}
                label={t.fixed(name[lang])}
                hint={t.fixedHint}
                optional
                blank="—"
                options={fixed}
              />
            ) : null}
          </>
        ))}
        <Checkboxes {...asGroup(form, 'above')} lang={lang} label={t.above} options={[{ value: 'yes', label: t.aboveYes }]} />
        <p>
          <button type="submit" class="btn" name="step" value="look">
            {t.look}
          </button>
        </p>
      </Details>
      {view.counts.made > 0 ? (
        <div class="submit-row">
          <button type="submit" class="btn primary" name="step" value="import">
            {t.import(countWords(view.counts.made))}
          </button>
        </div>
      ) : (
        <p class="muted">{t.none}</p>
      )}
    </Form>
  );
}

function Lines({ view, lang }: { view: LookView; lang: Lang }) {
  const t = pick(text, lang);
  if (view.lines.length === 0)
    return (
      <EmptyState title={t.nothing}>
        <p>{t.nothingWhy}</p>
      </EmptyState>
    );
  return (
    <>
      <Table
        lang={lang}
        caption={t.rows(countWords(view.lines.length + view.hidden))}
        rows={view.lines}
        columns={[
          { head: t.row, kind: 'num', cell: (line) => line.row },
          { head: t.what, kind: 'main', cell: (line) => line.words || '—' },
          {
            head: view.isDone ? t.said : t.says,
            labelled: false,
            cell: (line) => (
              <>
                <Light colour={colours[line.says]}>{t.states[line.says]}</Light>
                {line.why ? (
                  <>
                    <br />
                    {line.why}
                  </>
                ) : null}
              </>
            ),
          },
        ]}
      />
      {view.hidden > 0 ? <p class="muted">{t.more(countWords(view.hidden))}</p> : null}
    </>
  );
}

export function Invitations({ lang, invited }: { lang: Lang; invited: LookView['invited'] }) {
  const t = pick(text, lang);
  if (invited.length === 0) return null;
  return (
    <section class="card">
      <h2>{t.invited}</h2>
      <p>{t.invitedWhy}</p>
      <Table
        lang={lang}
        caption={t.invited}
        hideCaption
        rows={invited}
        columns={[
          { head: t.name, kind: 'main', cell: (one) => one.name },
          { head: t.login, cell: (one) => one.login },
          { head: t.link, cell: (one) => <code class="shared-link">{one.href}</code> },
        ]}
      />
    </section>
  );
}

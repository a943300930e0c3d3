// A county's own table comes in: as a file, or as cells pasted or typed. Nothing is written before it was looked at.
import { ErrorSummary } from '#ui/error-summary.tsx';
import { FileField, TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import type { StructureKind } from '../rules-table.ts';
import type { Told } from '../table-words.ts';

const text = {
  zh: {
    title: (kind: string) => `导入${kind}`,
    lead: '用手头的表就行：标题行、合并单元格、“同上”、表下的备注都可以，不用改格式。先看预览，再导入；已有的不动，所以改好再传一遍也没关系。',
    columns: '认得的列名',
    needed: '（必须有）',
    file: '表格文件',
    fileHint: '.xlsx、.xls、.et 或 .csv，8 MB 以内',
    paste: '或者贴进来、写进来',
    pasteHint: (example: string) => `一行一条，用逗号或制表符隔开；从表格里复制的可以直接贴。不写列名时按这个顺序：${example}`,
    next: '看预览',
    list: '回名单',
    setUp: '回设置向导',
  },
  en: {
    title: (kind: string) => `Import: ${kind}`,
    lead: 'The table you have will do: title lines, merged cells, "as above" and footnotes are understood. You see it first; what is here already is left alone, so a corrected table can come again.',
    columns: 'Headings that are understood',
    needed: ' (needed)',
    file: 'Table',
    fileHint: '.xlsx, .xls, .et or .csv, up to 8 MB',
    paste: 'Or paste or type rows',
    pasteHint: (example: string) =>
      `One per line, set apart by commas or tabs; cells copied from a table can be pasted. Without headings the order is: ${example}`,
    next: 'Preview',
    list: 'Back to the list',
    setUp: 'Back to set-up',
  },
} satisfies Record<Lang, unknown>;

export type TableStartForm = FormState<'file' | 'rows'>;
type TableStartProps = {
  frame: StaffFrame;
  kind: StructureKind;
  kindName: Told;
  columns: readonly { name: Told; needed: boolean }[];
  order: string;
  listHref: string;
  form: TableStartForm;
};

export function TableStartPage({ frame, kind, kindName, columns, order, listHref, form }: TableStartProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title(kindName[lang])} hasErrors={form.errors.length > 0} wide={false}>
      <h1>{t.title(kindName[lang])}</h1>
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.lead}</p>
      <Form action={`/staff/tables/${kind}`} csrf={frame.csrf} files>
        <FileField
          name="file"
          error={asField(form, 'file').error}
          lang={lang}
          label={t.file}
          hint={t.fileHint}
          optional
          accept=".xlsx,.xls,.et,.csv"
        />
        <TextArea {...asField(form, 'rows')} lang={lang} label={t.paste} hint={t.pasteHint(order)} rows={8} optional />
        <SubmitRow label={t.next} cancel={{ href: listHref, label: t.list }} />
      </Form>
      <h2>{t.columns}</h2>
      <p>{columns.map(({ name, needed }) => `${name[lang]}${needed ? t.needed : ''}`).join(lang === 'zh' ? '、' : ', ')}</p>
      <p>
        <a href="/staff/admin/set-up">{t.setUp}</a>
      </p>
    </StaffPage>
  );
}

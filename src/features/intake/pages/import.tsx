// Import in three pages: choose a file, look at what was understood, watch it run. Rows that could not be taken are listed with their reason and can be fetched.
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, FileField } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { countWords, groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { Table } from '#ui/table.tsx';

export type ImportForm = FormState<'file' | 'source'>;
export type RunLine = { id: string; at: string; file: string; read: number; taken: number };
export type PreviewRow = { row: number; when: string; title: string; body: string; place: string; who: string; fault: string };
export type RunView = {
  id: string;
  file: string;
  source: string;
  state: 'running' | 'done' | 'broken' | 'elsewhere';
  read: number;
  taken: number;
  known: number;
  rejected: number;
  faults: readonly { row: number; why: string; words: string }[];
  urgent: readonly { row: number; number: string; call: string; words: string }[];
  unknownCategories: readonly { name: string; count: number }[];
};

const text = {
  zh: {
    title: '从表格导入',
    intro:
      '收 .xlsx、.csv（UTF-8 或 GBK）和 .jsonl。表头叫什么、表头上面有没有标题行、电话存成数字、“同上”都能认。每条留言成为一件，反映人各自分开。',
    file: '文件',
    source: '来源',
    sourceHint: '同一来源里同一编号只收一次；不写就用文件名。',
    look: '先看一看',
    runs: '最近的导入',
    none: '还没有导入过',
    noneMore: '导入以后，结果和没收下的行都留在这里。',
    preview: '看一看对不对',
    columns: '认出的列',
    unknown: '没认出的列（不导入）',
    sheets: '没读的其他工作表',
    encoding: '文字编码',
    first: (n: number) => `前 ${n} 行`,
    row: '行',
    when: '时间',
    heading: '标题',
    body: '内容',
    place: '地点',
    who: '反映人',
    fault: '能不能收',
    fine: '能收',
    start: '开始导入',
    other: '换一个文件',
    columnNames: {
      id: '编号',
      user: '用户',
      time: '时间',
      title: '标题',
      body: '内容',
      place: '地点',
      category: '类别',
      phone: '电话',
      name: '姓名',
      channel: '渠道',
    },
    run: '导入结果',
    running: '正在导入，这一页每两秒自己更新',
    runningMore: '可以离开这一页，导入会继续；回“从表格导入”能再找到它。',
    done: '导入完了',
    broken: '导入中断了',
    brokenMore: '已经收下的都在。把同一个文件、同一个来源再导一次，会从断的地方接着来，不会重复。',
    elsewhere: '同一来源正在导入',
    elsewhereMore: '等那一次做完再来，什么都没有丢。',
    read: '读到',
    taken: '收下',
    known: '以前收过，跳过',
    rejected: '没收下',
    rows: (n: number) => `${countWords(n)} 行`,
    faults: '没收下的行',
    why: '原因',
    words: '原来写的',
    fetch: '下载没收下的行（CSV）',
    more: (n: number) => `这里只列前 ${n} 行，下载的里面是全部。`,
    urgent: '要马上看的',
    urgentMore: '已经收下，但字里像有人正有危险：请先核实，需要时转紧急电话。',
    number: '编号',
    call: '可能要打',
    cats: '没对上的类别',
    catsMore: '这些件没有类别，派单前补上。',
    count: '件数',
  },
  en: {
    title: 'Import from a table',
    intro:
      'Takes .xlsx, .csv (UTF-8 or GBK) and .jsonl. Headings of many kinds, title rows above them, phones kept as numbers and "as above" are understood. Each message becomes a matter, each with its own raiser.',
    file: 'File',
    source: 'Source',
    sourceHint: 'Within one source, one id is taken once; the file name if left empty.',
    look: 'Look first',
    runs: 'Latest imports',
    none: 'Nothing was imported yet',
    noneMore: 'Results, and the rows that could not be taken, will stay here.',
    preview: 'Is this right?',
    columns: 'Columns understood',
    unknown: 'Columns not understood (left out)',
    sheets: 'Other sheets, not read',
    encoding: 'Encoding',
    first: (n: number) => `First ${n} rows`,
    row: 'Row',
    when: 'Time',
    heading: 'Title',
    body: 'Text',
    place: 'Place',
    who: 'Raiser',
    fault: 'Can it be taken',
    fine: 'Yes',
    start: 'Start the import',
    other: 'Another file',
    columnNames: {
      id: 'id',
      user: 'user',
      time: 'time',
      title: 'title',
      body: 'text',
      place: 'place',
      category: 'category',
      phone: 'phone',
      name: 'name',
      channel: 'channel',
    },
    run: 'Import',
    running: 'Importing; this page renews itself every two seconds',
    runningMore: 'You may leave this page; the import goes on, and is found again under "Import from a table".',
    done: 'The import is done',
    broken: 'The import broke off',
    brokenMore:
      'What was taken is safe. Import the same file with the same source again: it goes on from there, and nothing is taken twice.',
    elsewhere: 'This source is being imported already',
    elsewhereMore: 'Come back when that one is done; nothing is lost.',
    read: 'Read',
    taken: 'Taken',
    known: 'Taken before, left out',
    rejected: 'Not taken',
    rows: (n: number) => `${countWords(n)} rows`,
    faults: 'Rows not taken',
    why: 'Why',
    words: 'What was written',
    fetch: 'Download the rows not taken (CSV)',
    more: (n: number) => `Only the first ${n} are shown; the download holds all.`,
    urgent: 'To be looked at now',
    urgentMore: 'Taken, but the words sound as if somebody were in danger: please check first, and hand over if needed.',
    number: 'Number',
    call: 'Perhaps call',
    cats: 'Categories not known here',
    catsMore: 'These have no category yet; add it before dispatching.',
    count: 'Matters',
  },
} satisfies Record<Lang, unknown>;

const shownFaults = 100;

export function ImportPage({ frame, form, runs }: { frame: StaffFrame; form: ImportForm; runs: readonly RunLine[] }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false}>
      <h1>{t.title}</h1>
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.intro}</p>
      <Form action="/staff/import" csrf={frame.csrf} files>
        <FileField
          name="file"
          error={asField(form, 'file').error}
          lang={lang}
          label={t.file}
          accept=".xlsx,.csv,.tsv,.txt,.jsonl,.ndjson"
        />
        <Field {...asField(form, 'source')} lang={lang} label={t.source} hint={t.sourceHint} optional width="middle" autocomplete="off" />
        <SubmitRow label={t.look} />
      </Form>
      <h2>{t.runs}</h2>
      {runs.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneMore}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.runs}
          hideCaption
          rows={runs}
          columns={[
            { head: t.file, kind: 'main', cell: (run) => <a href={`/staff/import/${run.id}`}>{run.file}</a> },
            { head: t.when, cell: (run) => run.at },
            { head: t.read, kind: 'num', cell: (run) => countWords(run.read) },
            { head: t.taken, kind: 'num', cell: (run) => countWords(run.taken) },
          ]}
        />
      )}
    </StaffPage>
  );
}

type PreviewProps = {
  frame: StaffFrame;
  token: string;
  file: string;
  source: string;
  sha256: string;
  columns: readonly string[];
  unknown: readonly string[];
  otherSheets: readonly string[];
  encoding: string;
  rows: readonly PreviewRow[];
};

export function PreviewPage({ frame, token, file, source, sha256, columns, unknown, otherSheets, encoding, rows }: PreviewProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const names: Record<string, string> = t.columnNames;
  const list = (words: readonly string[]): string => words.join(lang === 'zh' ? '、' : ', ');
  const facts = [
    { term: t.file, value: file },
    { term: t.source, value: source },
    { term: t.encoding, value: encoding },
    { term: t.columns, value: list(columns.map((column) => names[column] ?? column)) },
  ];
  if (unknown.length > 0) facts.push({ term: t.unknown, value: list(unknown) });
  if (otherSheets.length > 0) facts.push({ term: t.sheets, value: list(otherSheets) });
  return (
    <StaffPage {...frame} title={t.preview}>
      <h1>{t.preview}</h1>
      <SummaryList facts={facts} />
      <Table
        lang={lang}
        caption={t.first(rows.length)}
        rows={rows}
        columns={[
          { head: t.row, kind: 'num', cell: (row) => row.row },
          { head: t.heading, kind: 'main', cell: (row) => row.title },
          { head: t.when, cell: (row) => row.when },
          { head: t.body, cell: (row) => row.body },
          { head: t.place, cell: (row) => row.place },
          { head: t.who, cell: (row) => row.who },
          { head: t.fault, cell: (row) => row.fault || t.fine },
        ]}
      />
      <Form action="/staff/import/run" csrf={frame.csrf}>
        <Hidden name="sha256" value={sha256} />
        <Hidden name="name" value={file} />
        <Hidden name="source" value={source} />
        <Hidden name="token" value={token} />
        <SubmitRow label={t.start} cancel={{ href: '/staff/import', label: t.other }} />
      </Form>
    </StaffPage>
  );
}

export function RunPage({ frame, run }: { frame: StaffFrame; run: RunView }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.run}>
      <h1>{t.run}</h1>
      {run.state === 'running' ? (
        <Notice tone="info" title={t.running}>
          <p>{t.runningMore}</p>
        </Notice>
      ) : null}
      {run.state === 'done' ? <Notice tone="success" title={t.done} /> : null}
      {run.state === 'broken' ? (
        <Notice tone="warning" title={t.broken}>
          <p>{t.brokenMore}</p>
        </Notice>
      ) : null}
      {run.state === 'elsewhere' ? (
        <Notice tone="warning" title={t.elsewhere}>
          <p>{t.elsewhereMore}</p>
        </Notice>
      ) : null}
      <SummaryList
        facts={[
          { term: t.file, value: run.file },
          { term: t.source, value: run.source },
          { term: t.read, value: t.rows(run.read) },
          { term: t.taken, value: t.rows(run.taken) },
          { term: t.known, value: t.rows(run.known) },
          { term: t.rejected, value: t.rows(run.rejected) },
        ]}
      />
      {run.urgent.length > 0 ? (
        <>
          <Notice tone="stop" title={t.urgent}>
            <p>{t.urgentMore}</p>
          </Notice>
          <Table
            lang={lang}
            caption={t.urgent}
            hideCaption
            rows={run.urgent.slice(0, shownFaults)}
            columns={[
              { head: t.number, kind: 'main', cell: (row) => <a href={`/staff/matters/${row.number}`}>{groupNumber(row.number)}</a> },
              { head: t.row, kind: 'num', cell: (row) => row.row },
              { head: t.words, cell: (row) => row.words },
              { head: t.call, cell: (row) => row.call },
            ]}
          />
        </>
      ) : null}
      {run.faults.length > 0 ? (
        <>
          <h2>{t.faults}</h2>
          <p>
            <a class="btn" href={`/staff/import/${run.id}/rejected.csv`}>
              {t.fetch}
            </a>
          </p>
          {run.faults.length > shownFaults ? <p class="muted">{t.more(shownFaults)}</p> : null}
          <Table
            lang={lang}
            caption={t.faults}
            hideCaption
            rows={run.faults.slice(0, shownFaults)}
            columns={[
              { head: t.row, kind: 'num', cell: (row) => row.row },
              { head: t.why, kind: 'main', cell: (row) => row.why },
              { head: t.words, cell: (row) => row.words },
            ]}
          />
        </>
      ) : null}
      {run.unknownCategories.length > 0 ? (
        <>
          <h2>{t.cats}</h2>
          <p>{t.catsMore}</p>
          <Table
            lang={lang}
            caption={t.cats}
            hideCaption
            plain
            rows={run.unknownCategories}
            columns={[
              { head: t.cats, kind: 'main', cell: (row) => row.name },
              { head: t.count, kind: 'num', cell: (row) => countWords(row.count) },
            ]}
          />
        </>
      ) : null}
      <p>
        <a class="btn" href="/staff/import">
          {t.title}
        </a>
      </p>
    </StaffPage>
  );
}

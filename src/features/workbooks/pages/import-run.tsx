// The last pages of an import: a look at what would be, and the run with its result.
import { Radios } from '#ui/choice.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { countWords, groupNumber, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { Table } from '#ui/table.tsx';
import { ImportSteps } from './import.tsx';
import { importText } from './import-words.ts';

export type GoodRow = {
  row: number;
  when: string;
  title: string;
  body: string;
  place: string;
  who: string;
  category: string;
  note: string;
};
export type BadRow = { row: number; why: string; words: string };
export type PreviewView = {
  frame: StaffFrame;
  id: string;
  file: string;
  source: string;
  encoding: string;
  counts: { good: number; bad: number; notes: number; known: number; all: boolean; looked: number };
  hiddenRows: number;
  unknown: readonly string[];
  good: readonly GoodRow[];
  bad: readonly BadRow[];
  update: string;
  again: { on: string; taken: number } | null;
  remembered: boolean;
  /** JSON lines have neither heading nor columns to go back to. */
  hasColumns: boolean;
};

export const shownBad = 100;

export function PreviewPage(view: PreviewView) {
  const { frame, id, counts, good, bad, unknown, again } = view;
  const { lang } = frame;
  const t = pick(importText, lang);
  const n = (count: number): string => t.rows(countWords(count));
  const facts = [
    { term: t.file, value: `${view.file} · ${view.encoding}` },
    { term: t.source, value: view.source },
    { term: t.good, value: `${n(counts.good)} · ${counts.all ? t.countedAll : t.countedSome(countWords(counts.looked))}` },
    { term: t.bad, value: n(counts.bad) },
  ];
  if (counts.notes > 0) facts.push({ term: t.notes, value: `${n(counts.notes)} · ${t.notesMore}` });
  if (counts.known > 0) facts.push({ term: t.known, value: n(counts.known) });
  if (unknown.length > 0) facts.push({ term: t.unknown, value: unknown.join(lang === 'zh' ? '、' : ', ') });
  const back = view.hasColumns ? `/staff/import/${id}/columns` : '/staff/import';
  return (
    <StaffPage {...frame} title={t.preview}>
      <h1>{t.preview}</h1>
      <ImportSteps lang={lang} now={3} />
      {again ? <Notice tone="info" title={t.again(again.on, countWords(again.taken))} /> : null}
      {view.remembered ? <Notice tone="success" title={t.remembered} /> : null}
      {view.hiddenRows > 0 ? <Notice tone="info" title={t.hiddenRows(countWords(view.hiddenRows))} /> : null}
      <SummaryList facts={facts} />
      {good.length === 0 ? null : (
        <Table
          lang={lang}
          caption={t.first(good.length)}
          rows={good}
          columns={[
            { head: t.row, kind: 'num', cell: (row) => row.row },
            { head: t.fields.title, kind: 'main', cell: (row) => row.title },
            { head: t.fields.time, cell: (row) => row.when },
            { head: t.body, cell: (row) => row.body },
            { head: t.place, cell: (row) => row.place },
            { head: t.fields.category, cell: (row) => row.category },
            { head: t.who, cell: (row) => row.who.split(' ').map((part) => <span class="nowrap">{part} </span>) },
            { head: t.note, cell: (row) => row.note },
          ]}
        />
      )}
      {bad.length === 0 ? null : (
        <>
          <h2>{t.badRows}</h2>
          <p>{t.badMore(shownBad)}</p>
          <BadTable frame={frame} rows={bad} />
        </>
      )}
      <Form action={`/staff/import/${id}/run`} csrf={frame.csrf}>
        <Radios
          lang={lang}
          name="update"
          label={t.update}
          value={view.update}
          options={[
            { value: '1', label: t.updateYes, hint: t.updateYesHint },
            { value: '0', label: t.updateNo },
          ]}
        />
        <SubmitRow label={t.start} cancel={{ href: back, label: view.hasColumns ? t.back : t.other }} />
      </Form>
    </StaffPage>
  );
}

function BadTable({ frame, rows }: { frame: StaffFrame; rows: readonly BadRow[] }) {
  const t = pick(importText, frame.lang);
  return (
    <Table
      lang={frame.lang}
      caption={t.badRows}
      hideCaption
      rows={rows.slice(0, shownBad)}
      columns={[
        { head: t.row, kind: 'num', cell: (row) => row.row },
        { head: t.why, kind: 'main', cell: (row) => row.why },
        { head: t.written, cell: (row) => row.words },
      ]}
    />
  );
}

export type RunView = {
  id: string;
  file: string;
  source: string;
  state: 'running' | 'done' | 'broken' | 'elsewhere' | 'gone';
  total: number | null;
  read: number;
  taken: number;
  known: number;
  changed: number;
  notes: number;
  rejected: number;
  faults: readonly BadRow[];
  hasWorkbook: boolean;
  /** There were rejected rows, and their table is not kept any more. */
  workbookGone: boolean;
  updates: readonly { row: number; number: string; changed: string; left: string }[];
  timeWords: readonly { row: number; number: string; written: string }[];
  notesLost: readonly { row: number; number: string; why: string }[];
  urgent: readonly { row: number; number: string; call: string; words: string }[];
  unknownCategories: readonly { name: string; count: number }[];
};

const shownRows = 100;

export function RunPage({ frame, run }: { frame: StaffFrame; run: RunView }) {
  const { lang } = frame;
  const t = pick(importText, lang);
  const n = (count: number): string => t.rows(countWords(count));
  const facts = [
    { term: t.file, value: run.file },
    { term: t.source, value: run.source },
    { term: t.read, value: run.total === null || run.state === 'done' ? n(run.read) : t.of(countWords(run.read), countWords(run.total)) },
    { term: t.taken, value: n(run.taken) },
    { term: t.skipped, value: n(run.known) },
    { term: t.changed, value: n(run.changed) },
    { term: t.rejected, value: n(run.rejected) },
  ];
  if (run.notes > 0) facts.push({ term: t.notes, value: `${n(run.notes)} · ${t.notesMore}` });
  const link = (row: { number: string }) => <a href={`/staff/matters/${row.number}`}>{groupNumber(row.number)}</a>;
  return (
    <StaffPage {...frame} title={t.run}>
      <h1>{t.run}</h1>
      <ImportSteps lang={lang} now={4} />
      <StateNotice frame={frame} run={run} />
      <SummaryList facts={facts} />
      {run.urgent.length === 0 ? null : (
        <>
          <Notice tone="stop" title={t.urgent}>
            <p>{t.urgentMore}</p>
          </Notice>
          <Table
            lang={lang}
            caption={t.urgent}
            hideCaption
            rows={run.urgent.slice(0, shownRows)}
            columns={[
              { head: t.number, kind: 'main', cell: link },
              { head: t.row, kind: 'num', cell: (row) => row.row },
              { head: t.words, cell: (row) => row.words },
              { head: t.call, cell: (row) => row.call },
            ]}
          />
        </>
      )}
      {run.rejected === 0 ? null : (
        <>
          <h2>{t.fetchTitle}</h2>
          {run.hasWorkbook ? (
            <>
              <p>{t.fetchMore}</p>
              <p class="submit-row">
                <a class="btn primary" href={`/staff/import/${run.id}/rejected.xlsx`}>
                  {t.fetch}
                </a>
                <a class="btn plain" href={`/staff/import/${run.id}/rejected.csv`}>
                  {t.fetchCsv}
                </a>
              </p>
            </>
          ) : (
            <p>
              {run.workbookGone ? `${t.fetchGone} ` : null}
              <a class="btn" href={`/staff/import/${run.id}/rejected.csv`}>
                {t.fetchCsv}
              </a>
            </p>
          )}
          {run.faults.length > shownBad ? <p class="muted">{t.moreRows(shownBad)}</p> : null}
          <BadTable frame={frame} rows={run.faults} />
        </>
      )}
      {run.updates.length === 0 ? null : (
        <>
          <h2>{t.updates}</h2>
          {run.updates.length > shownRows ? <p class="muted">{t.moreRows(shownRows)}</p> : null}
          <Table
            lang={lang}
            caption={t.updates}
            hideCaption
            rows={run.updates.slice(0, shownRows)}
            columns={[
              { head: t.number, kind: 'main', cell: link },
              { head: t.row, kind: 'num', cell: (row) => row.row },
              { head: t.didChange, cell: (row) => row.changed || t.nothing },
              { head: t.didLeave, cell: (row) => row.left || t.nothing },
            ]}
          />
        </>
      )}
      {run.timeWords.length === 0 ? null : (
        <>
          <h2>{t.timeWords}</h2>
          <p>{t.timeWordsMore}</p>
          <Table
            lang={lang}
            caption={t.timeWords}
            hideCaption
            rows={run.timeWords.slice(0, shownRows)}
            columns={[
              { head: t.number, kind: 'main', cell: link },
              { head: t.row, kind: 'num', cell: (row) => row.row },
              { head: t.written, cell: (row) => row.written },
            ]}
          />
        </>
      )}
      {run.notesLost.length === 0 ? null : (
        <>
          <h2>{t.notesLost}</h2>
          <Table
            lang={lang}
            caption={t.notesLost}
            hideCaption
            rows={run.notesLost.slice(0, shownRows)}
            columns={[
              { head: t.number, kind: 'main', cell: link },
              { head: t.row, kind: 'num', cell: (row) => row.row },
              { head: t.why, cell: (row) => row.why },
            ]}
          />
        </>
      )}
      {run.unknownCategories.length === 0 ? null : (
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
      )}
      <p>
        <a class="btn" href="/staff/import">
          {t.title}
        </a>
      </p>
    </StaffPage>
  );
}

function StateNotice({ frame, run }: { frame: StaffFrame; run: RunView }) {
  const t = pick(importText, frame.lang);
  if (run.state === 'done') return <Notice tone="success" title={t.done} />;
  if (run.state === 'running')
    return (
      <Notice tone="info" title={t.running}>
        <p>{t.runningMore}</p>
        <progress
          max={run.total ?? undefined}
          value={run.total === null ? undefined : Math.min(run.read, run.total)}
          aria-label={t.progress}
        />
      </Notice>
    );
  if (run.state === 'gone')
    return (
      <Notice tone="warning" title={t.broken}>
        <p>{t.goneMore}</p>
      </Notice>
    );
  return (
    <>
      <Notice tone="warning" title={run.state === 'broken' ? t.broken : t.elsewhere}>
        <p>{run.state === 'broken' ? t.brokenMore : t.elsewhereMore}</p>
      </Notice>
      <Form action={`/staff/import/${run.id}/run`} csrf={frame.csrf}>
        <SubmitRow label={t.resume} />
      </Form>
    </>
  );
}

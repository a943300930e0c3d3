// The first pages of an import: the file, the row of the heading, what each column is. Plain forms; each comes back as it was filled in.
import { Radios } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, FileField, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState, fieldId } from '#ui/form-state.ts';
import { countWords, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Steps } from '#ui/steps.tsx';
import { Table } from '#ui/table.tsx';
import { fieldNames, importText } from './import-words.ts';

export function ImportSteps({ lang, now }: { lang: Lang; now: 0 | 1 | 2 | 3 | 4 }) {
  const t = pick(importText, lang);
  return (
    <Steps
      lang={lang}
      steps={t.steps.map((label, at) => ({
        label,
        state: at < now ? ('done' as const) : at === now ? ('now' as const) : ('todo' as const),
      }))}
    />
  );
}

export type ImportForm = FormState<'file' | 'source' | 'table' | 'heading' | 'from'>;
export type RunLine = {
  id: string;
  at: string;
  file: string;
  state: 'draft' | 'running' | 'done' | 'broken' | 'elsewhere' | 'gone';
  read: number;
  taken: number;
};

export function ImportPage({ frame, form, runs }: { frame: StaffFrame; form: ImportForm; runs: readonly RunLine[] }) {
  const { lang } = frame;
  const t = pick(importText, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false}>
      <h1>{t.title}</h1>
      <ImportSteps lang={lang} now={0} />
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.intro}</p>
      <Form action="/staff/import" csrf={frame.csrf} files>
        <FileField
          name="file"
          error={asField(form, 'file').error}
          lang={lang}
          label={t.file}
          hint={t.keptFor}
          accept=".xlsx,.xls,.et,.csv,.tsv,.txt,.jsonl,.ndjson"
        />
        <Field {...asField(form, 'source')} lang={lang} label={t.source} hint={t.sourceHint} optional width="middle" autocomplete="off" />
        <SubmitRow label={t.next} />
      </Form>
      <h2 id="paste">{t.paste}</h2>
      <Form action="/staff/import/paste" csrf={frame.csrf} files>
        <TextArea {...asField(form, 'table')} lang={lang} label={t.pasteRows} hint={t.pasteHint} rows={6} />
        <Radios
          {...asField(form, 'heading')}
          lang={lang}
          label={t.pasteHead}
          value={asField(form, 'heading').value || 'yes'}
          options={[
            { value: 'yes', label: t.pasteHeadYes },
            { value: 'no', label: t.pasteHeadNo },
          ]}
        />
        <Field
          {...asField(form, 'from')}
          lang={lang}
          label={t.source}
          hint={t.pasteSourceHint}
          optional
          width="middle"
          autocomplete="off"
        />
        <SubmitRow label={t.next} />
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
            {
              head: t.file,
              kind: 'main',
              // A page that renews itself must be loaded whole.
              cell: (run) => (
                <a href={`/staff/import/${run.id}`} data-turbo={run.state === 'running' ? 'false' : undefined}>
                  {run.file}
                </a>
              ),
            },
            { head: t.when, cell: (run) => run.at },
            { head: t.state, cell: (run) => t.states[run.state] },
            { head: t.read, kind: 'num', cell: (run) => countWords(run.read) },
            { head: t.taken, kind: 'num', cell: (run) => countWords(run.taken) },
          ]}
        />
      )}
    </StaffPage>
  );
}

export type HeadView = {
  frame: StaffFrame;
  id: string;
  file: string;
  sheet: string | null;
  sheets: readonly { name: string; hidden: boolean }[];
  /** The first rows as they stand; `width` columns, of which at most 100 are looked at. */
  rows: readonly (readonly string[])[];
  width: number;
  form: FormState<'row' | 'rows'>;
  /** When this very file was imported before. */
  again: { on: string; taken: number } | null;
  guessed: boolean;
};

const shownWords = 16;
const cut = (words: string): string => (words.length > shownWords ? `${words.slice(0, shownWords)}…` : words);
/** 0 is A, 25 Z, 26 AA: as the spreadsheet itself names its columns. */
const letters = (place: number): string =>
  (place >= 26 ? letters(Math.floor(place / 26) - 1) : '') + String.fromCharCode(65 + (place % 26));

export function HeadPage({ frame, id, file, sheet, sheets, rows, width, form, again, guessed }: HeadView) {
  const { lang } = frame;
  const t = pick(importText, lang);
  const shown = Math.min(width, 30);
  const places = Array.from({ length: shown }, (_, place) => place);
  const row = asField(form, 'row');
  return (
    <StaffPage {...frame} title={t.head} hasErrors={form.errors.length > 0}>
      <h1>{t.head}</h1>
      <ImportSteps lang={lang} now={1} />
      <ErrorSummary lang={lang} errors={form.errors} />
      {again ? <Notice tone="info" title={t.again(again.on, countWords(again.taken))} /> : null}
      {width > 100 ? <Notice tone="info" title={t.moreColumns(width)} /> : null}
      {sheets.length > 1 ? (
        <form class="filters" action={`/staff/import/${id}/head`} method="get">
          <div class="field">
            <label for={fieldId('sheet')}>{t.sheet}</label>
            <select id={fieldId('sheet')} name="sheet">
              {sheets.map((one) => (
                <option value={one.name} selected={one.name === sheet}>
                  {one.name}
                  {one.hidden ? t.sheetHidden : ''}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="btn">
            {t.sheetShow}
          </button>
        </form>
      ) : null}
      <p>{guessed ? t.headGuess : t.headLead(rows.length)}</p>
      <Form action={`/staff/import/${id}/head`} csrf={frame.csrf}>
        {sheet === null ? null : <Hidden name="sheet" value={sheet} />}
        <div class="sheet" role="region" aria-label={file} tabindex={0}>
          <table>
            <caption>
              <span class="sr">{t.head}</span>
            </caption>
            <thead>
              <tr>
                <th scope="col">{t.row}</th>
                {places.map((place) => (
                  <th scope="col">{letters(place)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells, at) => (
                <tr>
                  <th scope="row">
                    <label class="sheet-row">
                      <input
                        type="radio"
                        id={at === 0 ? fieldId('row') : undefined}
                        name="row"
                        value={String(at + 1)}
                        checked={row.value === String(at + 1)}
                        aria-label={t.rowIs(at + 1)}
                      />
                      {at + 1}
                    </label>
                  </th>
                  {places.map((place) => (
                    <td>{cut(cells[place] ?? '')}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Radios
          {...asField(form, 'rows')}
          lang={lang}
          label={t.headRows}
          options={[
            { value: '1', label: t.one },
            { value: '2', label: t.two },
          ]}
        />
        <SubmitRow label={t.next} cancel={{ href: '/staff/import', label: t.other }} />
      </Form>
    </StaffPage>
  );
}

export type ColumnView = {
  place: number;
  heading: string;
  samples: readonly string[];
  use: string;
  asAbove: boolean;
  error: string | undefined;
};
export type ColumnsView = {
  frame: StaffFrame;
  id: string;
  columns: readonly ColumnView[];
  errors: readonly { name: string; message: string }[];
  remembered: boolean;
};

/** Filled in, not recognised, and more than a running number. */
const isUnsure = ({ use, samples }: ColumnView): boolean => use === '' && samples.some((words) => !/^\d{1,5}$/.test(words));

export function ColumnsPage({ frame, id, columns, errors, remembered }: ColumnsView) {
  const { lang } = frame;
  const t = pick(importText, lang);
  const names = Object.entries(fieldNames[lang]);
  // What was left out on purpose the last time is no question again.
  const unsure = remembered || errors.length > 0 ? [] : columns.filter(isUnsure).map(({ heading, place }) => heading || letters(place));
  return (
    <StaffPage {...frame} title={t.columns} hasErrors={errors.length > 0}>
      <h1>{t.columns}</h1>
      <ImportSteps lang={lang} now={2} />
      <ErrorSummary lang={lang} errors={errors} />
      {remembered ? <Notice tone="success" title={t.remembered} /> : null}
      <p>{t.columnsLead}</p>
      {unsure.length > 0 ? (
        <Notice tone="warning" title={t.unsure(unsure.length)}>
          <p>{t.unsureMore(unsure.join(lang === 'zh' ? '、' : ', '))}</p>
        </Notice>
      ) : null}
      <Details summary={t.history}>
        <p>{t.historyMore}</p>
      </Details>
      <Form action={`/staff/import/${id}/columns`} csrf={frame.csrf}>
        <Table
          lang={lang}
          caption={t.columns}
          hideCaption
          rows={columns}
          columns={[
            {
              head: t.heading,
              kind: 'main',
              cell: (column) => (
                <>
                  <b>{column.heading || '—'}</b> <span class="sub">{letters(column.place)}</span>
                </>
              ),
            },
            { head: t.samples, cell: (column) => column.samples.map(cut).join(lang === 'zh' ? '、' : ', ') || '—' },
            {
              head: t.meaning,
              labelled: false,
              cell: (column) => (
                <div class={column.error ? 'field has-error' : 'field'}>
                  {column.error ? (
                    <p class="field-error" id={`${fieldId(`c${column.place}`)}-error`}>
                      {column.error}
                    </p>
                  ) : null}
                  <select
                    id={fieldId(`c${column.place}`)}
                    name={`c${column.place}`}
                    aria-label={`${column.heading || letters(column.place)}：${t.meaning}`}
                    aria-describedby={column.error ? `${fieldId(`c${column.place}`)}-error` : undefined}
                    aria-invalid={column.error ? 'true' : undefined}
                  >
                    <option value="">{t.notTaken}</option>
                    {names.map(([value, label]) => (
                      <option value={value} selected={value === column.use}>
                        {label}
                      </option>
                    ))}
                  </select>
                </div>
              ),
            },
            {
              head: t.asAbove,
              labelled: false,
              cell: (column) => (
                <label class="sheet-row">
                  <input type="checkbox" name="above" value={String(column.place)} checked={column.asAbove} />
                  <span class="sr">{column.heading}：</span>
                  {t.asAbove}
                </label>
              ),
            },
          ]}
        />
        <SubmitRow label={t.next} cancel={{ href: `/staff/import/${id}/head`, label: t.back }} />
      </Form>
    </StaffPage>
  );
}

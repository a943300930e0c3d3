// One small page per action: what will follow, what stands beside it, the fields, and everything that was typed kept whatever comes back.
import type { Child } from 'hono/jsx';
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Checkboxes, Radios, Select } from '#ui/choice.tsx';
import { KeptLine, RestoredDraft } from '#ui/draft.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field, FileField, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, type FormState } from '#ui/form-state.ts';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Quote } from '#ui/quote.tsx';
import { Table } from '#ui/table.tsx';
import type { FieldView, OptionView } from './form-view.ts';
import type { HistoryLine } from './matter-view.ts';
import { HistoryStory } from './story.tsx';

const text = {
  zh: {
    back: '回到这件事',
    cancel: '先不做',
    meanwhile: '您填写的时候，这件事有了变化',
    look: '您写的都在下面，没有丢也还没有提交。请看过再提交一次。',
    refused: '没有办成',
    asked: '申请的内容',
    lists: '职责清单怎么说',
    unit: '单位',
    says: '清单',
    candidates: '可能是同一件事',
    suggestion: '看建议：像的事项和可能的类别',
    proposal: '建议',
    likely: (category: string, sure: string) => `可能是“${category}”（${sure}）。`,
    asNow: '和现在填的类别一样。',
    otherNow: (category: string) => `现在填的是“${category}”。`,
    noneNow: '现在还没有归类。',
    toClassify: '按建议去归类',
    weighed: '最起作用的字词：',
    listedUnits: '职责清单上承担这类事的：',
    noUnits: '职责清单上没有单位承担这类事。',
    choose: '在表单里选它',
    never: '建议来自本县以往的派单决定，只是参考。机器不派单，也不替您选。',
    find: '按字词找',
    findButton: '查找',
    noCandidates: '没有找到同一地点、同类还在办的事。可以按字词找，或直接填编号。',
    use: '选它',
    pick: '选',
    preview: '反映人会看到这样的答复',
    previewButton: '先预览',
    original: '反映人原话',
    keptPhotos: '文件已经收到，不用再选',
    own: '标题',
    writing: '别人也在写',
    template: '答复模板',
    templateHint: '选一个放进答复里，已经写的不会丢；再把【…】都填上',
    templateBlank: '（不用模板）',
    templateButton: '放进来',
    plain: '这几个说法，群众可能看不懂',
    plainWhy: '换成大白话更好；确实要这样写，再按一次就提交。',
    plainFor: (phrase: string, plain: string) => `“${phrase}”可以说：${plain}`,
    plainEmpty: (phrase: string) => `“${phrase}”什么也没说，写清做了什么`,
  },
  en: {
    back: 'Back to the matter',
    cancel: 'Not now',
    meanwhile: 'The matter changed while you were writing',
    look: 'What you wrote is below, neither lost nor sent. Please look, then send again.',
    refused: 'Not done',
    asked: 'What was asked',
    lists: 'What the duty lists say',
    unit: 'Unit',
    says: 'List',
    candidates: 'Perhaps the same',
    suggestion: 'Suggestions: matters alike and a likely category',
    proposal: 'Suggestion',
    likely: (category: string, sure: string) => `Perhaps "${category}" (${sure}).`,
    asNow: 'The same as entered now.',
    otherNow: (category: string) => `Entered now: "${category}".`,
    noneNow: 'It has no category yet.',
    toClassify: 'Classify as suggested',
    weighed: 'Words that weighed most: ',
    listedUnits: 'On the duty lists for this: ',
    noUnits: 'The duty lists give this to no unit.',
    choose: 'Choose it in the form',
    never: "Learnt from this county's earlier dispatch decisions, for you to weigh. The machine neither dispatches nor chooses.",
    find: 'Find by words',
    findButton: 'Find',
    noCandidates: 'Nothing open at the same place or of the same kind. Find by words, or write the number.',
    use: 'Choose it',
    pick: 'Choose',
    preview: 'The raiser will read',
    previewButton: 'Preview first',
    original: "The raiser's own words",
    keptPhotos: 'Files received; no need to choose them again',
    own: 'Title',
    writing: 'Somebody else is writing too',
    template: 'Reply template',
    templateHint: 'Puts it into the reply, behind what is written already; then fill in every 【…】',
    templateBlank: '(none)',
    templateButton: 'Put it in',
    plain: 'These phrases may not be understood',
    plainWhy: 'Plain words are better. If it must stand like this, press once more and it is sent.',
    plainFor: (phrase: string, plain: string) => `"${phrase}" – in plain words: ${plain}`,
    plainEmpty: (phrase: string) => `"${phrase}" says nothing: say what was done`,
  },
};

/** 建议: said, and chosen by nobody but the person who presses. */
export type SuggestionView = {
  category: string;
  categoryId: string;
  /** What is entered now; null for nothing. */
  current: string | null;
  isCurrent: boolean;
  mayClassify: boolean;
  sure: string;
  words: readonly string[];
  /** Who leads in this by the duty lists. */
  units: readonly { id: string; name: string; says: string }[];
};

export type BesideView = {
  suggestion?: SuggestionView | undefined;
  duties?: readonly { unit: string; says: string }[] | undefined;
  asked?: readonly HistoryLine[] | undefined;
  candidates?: { find: string; rows: readonly { number: string; title: string; sub: string }[] } | undefined;
  preview?: { text: string; outcome: string; basis: string; remedy: string } | undefined;
  original?: string | undefined;
};

/** A phrase that was found in the reply, with what people say instead; empty where it says nothing. */
export type PhraseView = { phrase: string; plain: string };

export type ActionView = {
  number: string;
  version: number;
  title: string;
  action: string;
  name: string;
  /** On the button: what pressing it does. */
  submit: string;
  lead?: string | undefined;
  fields: readonly FieldView[];
  danger: boolean;
  mayPreview: boolean;
  key: string;
  /** Ids of photos taken with an earlier try. */
  kept: readonly string[];
  /** Whole-form refusal, when no field is at fault. */
  refusal?: string | undefined;
  /** When the draft shown here was kept, in words. */
  restored?: string | undefined;
  /** Who else is writing on this matter. */
  writing: readonly string[];
  /** What others did since this form was opened. */
  meanwhile: readonly HistoryLine[];
  /** False where the step is not possible at all: then only what was typed is shown, to be copied. */
  open: boolean;
  beside: BesideView;
  /** Reply templates that fit the matter. */
  templates: readonly OptionView[];
  phrases: readonly PhraseView[];
  now: Instant;
};

export function ActionPage({ frame, mark, view, form }: { frame: StaffFrame; mark: string; view: ActionView; form: FormState }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const base = `/staff/matters/${view.number}`;
  const hasFiles = view.fields.some((field) => field.kind === 'photos');
  return (
    <StaffPage
      {...frame}
      title={`${view.name} · ${view.title}`}
      hasErrors={form.errors.length > 0 || view.refusal !== undefined}
      wide={false}
      scripts={hasFiles ? ['upload.js'] : []}
      mark={mark}
    >
      <BackLink lang={lang} href={base} label={t.back} />
      <p class="muted num">
        {groupNumber(view.number)} · {view.title}
      </p>
      <h1>{view.name}</h1>
      {view.meanwhile.length > 0 ? (
        <Notice tone="warning" title={t.meanwhile}>
          <HistoryStory lang={lang} lines={view.meanwhile} now={view.now} base={base} />
          <p>{t.look}</p>
        </Notice>
      ) : null}
      {view.restored ? <RestoredDraft lang={lang} at={view.restored} action={`${base}/${view.action}/draft`} csrf={frame.csrf} /> : null}
      {view.writing.length > 0 ? (
        <Notice tone="warning" title={t.writing}>
          {view.writing.map((line) => (
            <p>{line}</p>
          ))}
        </Notice>
      ) : null}
      {view.refusal && view.meanwhile.length === 0 ? (
        <Notice tone="stop" title={t.refused}>
          <p>{view.refusal}</p>
        </Notice>
      ) : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      {view.phrases.length > 0 ? (
        <Notice tone="warning" title={t.plain}>
          <ul>
            {view.phrases.map(({ phrase, plain }) => (
              <li lang="zh-CN">{plain === '' ? t.plainEmpty(phrase) : t.plainFor(phrase, plain)}</li>
            ))}
          </ul>
          <p>{t.plainWhy}</p>
        </Notice>
      ) : null}
      {view.lead ? <p>{view.lead}</p> : null}
      <Beside view={view} lang={lang} base={base} />
      {view.open || Object.keys(form.values).length > 0 ? (
        <Form action={`${base}/${view.action}`} csrf={frame.csrf} files={hasFiles} turbo draft={`${base}/${view.action}/draft`}>
          <Hidden name="version" value={String(view.version)} />
          <Hidden name="key" value={view.key} />
          {view.kept.map((id) => (
            <Hidden name="kept" value={id} />
          ))}
          {view.kept.length > 0 ? (
            <p class="kept">
              {t.keptPhotos}
              {lang === 'zh' ? `（${view.kept.length}）` : ` (${view.kept.length})`}
            </p>
          ) : null}
          {view.phrases.length > 0 ? <Hidden name="phrasesSeen" value={view.phrases.map(({ phrase }) => phrase).join(' ')} /> : null}
          {view.templates.length > 0 ? (
            <div class="template">
              <Select
                {...asField(form, 'template')}
                lang={lang}
                label={t.template}
                hint={t.templateHint}
                blank={t.templateBlank}
                options={view.templates}
              />
              <button type="submit" class="btn" name="step" value="template" data-turbo="false">
                {t.templateButton}
              </button>
            </div>
          ) : null}
          {view.fields.map((field) => (
            <FormField field={field} form={form} lang={lang} uploads={`${base}/uploads`} csrf={frame.csrf} />
          ))}
          <SubmitRow label={view.submit} danger={view.danger} cancel={{ href: base, label: t.cancel }}>
            {view.mayPreview ? (
              <button type="submit" class="btn" name="step" value="preview" data-turbo="false">
                {t.previewButton}
              </button>
            ) : null}
          </SubmitRow>
          <KeptLine lang={lang} />
        </Form>
      ) : null}
    </StaffPage>
  );
}

/** What a file dialog offers; what is taken is decided by the bytes. */
const evidenceTypes = 'image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx';

function FormField({ field, form, lang, uploads, csrf }: { field: FieldView; form: FormState; lang: Lang; uploads: string; csrf: string }) {
  const common = { lang, label: field.label, hint: field.hint, optional: field.optional };
  const typed = asField(form, field.name);
  const value = typed.value ?? field.start;
  switch (field.kind) {
    case 'line':
      return <Field {...common} {...typed} value={value} />;
    case 'text':
      return <TextArea {...common} {...typed} value={value} rows={field.rows ?? 4} limit={field.limit} />;
    case 'day':
      return <DateField {...common} {...typed} value={value} min={field.min} />;
    case 'select':
      return <Select {...common} {...typed} value={value} options={field.options ?? []} />;
    case 'radios':
      return <Radios {...common} {...typed} value={value === '' ? undefined : value} options={field.options ?? []} />;
    case 'tick':
      return <Checkboxes {...common} {...asGroup(form, field.name)} options={field.options ?? []} />;
    case 'photos':
      return (
        <div data-uploads={uploads} data-token={csrf} data-keep="kept" data-documents="1" data-lang={lang}>
          <FileField {...common} name={field.name} error={typed.error} accept={evidenceTypes} multiple />
        </div>
      );
  }
}

function Beside({ view, lang, base }: { view: ActionView; lang: Lang; base: string }) {
  const t = pick(text, lang);
  const { suggestion, duties, asked, candidates, preview, original } = view.beside;
  const parts: Child[] = [];
  if (original !== undefined)
    parts.push(
      <section class="card">
        <h2>{t.original}</h2>
        <Quote words={original} />
      </section>,
    );
  if (asked && asked.length > 0)
    parts.push(
      <section class="card">
        <h2>{t.asked}</h2>
        <HistoryStory lang={lang} lines={asked} now={view.now} base={base} />
      </section>,
    );
  if (suggestion) parts.push(<Suggested {...{ suggestion, lang, base }} />);
  if (duties && duties.length > 0) {
    parts.push(
      <section class="card">
        <p>
          <a href={`${base}/similar`}>{t.suggestion}</a>
        </p>
        <Table
          lang={lang}
          plain
          caption={t.lists}
          columns={[
            { head: t.unit, cell: (row) => row.unit, kind: 'main' },
            { head: t.says, cell: (row) => row.says },
          ]}
          rows={duties}
        />
      </section>,
    );
  }
  if (candidates) parts.push(<Candidates {...candidates} {...{ lang, base }} />);
  if (preview) {
    parts.push(
      <section class="card">
        <h2>{t.preview}</h2>
        <Quote words={preview.text} />
        <p>
          {preview.outcome} · {preview.basis}
        </p>
        <p>{preview.remedy}</p>
      </section>,
    );
  }
  return <>{parts}</>;
}

function Suggested({ suggestion, lang, base }: { suggestion: SuggestionView; lang: Lang; base: string }) {
  const t = pick(text, lang);
  const { category, categoryId, current, isCurrent, mayClassify, sure, words, units } = suggestion;
  return (
    <section class="card" aria-labelledby="proposal">
      <h2 id="proposal">{t.proposal}</h2>
      <p>
        <b>{t.likely(category, sure)}</b> {isCurrent ? t.asNow : current === null ? t.noneNow : t.otherNow(current)}
        {!isCurrent && mayClassify ? (
          <>
            {' '}
            <a href={`${base}/classify?categoryId=${encodeURIComponent(categoryId)}`}>{t.toClassify}</a>
          </>
        ) : null}
      </p>
      <p>
        {t.weighed}
        {words.join(lang === 'zh' ? '、' : ', ')}
      </p>
      {units.length === 0 ? (
        <p>{t.noUnits}</p>
      ) : (
        <>
          <p>{t.listedUnits}</p>
          <ul>
            {units.map((unit) => (
              <li>
                {unit.name} · {unit.says}{' '}
                <a href={`${base}/dispatch?to=${encodeURIComponent(unit.id)}`}>
                  {t.choose}
                  <span class="sr"> {unit.name}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="muted">{t.never}</p>
    </section>
  );
}

function Candidates({ find, rows, lang, base }: NonNullable<BesideView['candidates']> & { lang: Lang; base: string }) {
  const t = pick(text, lang);
  return (
    <section class="card">
      <h2>{t.candidates}</h2>
      <form action={`${base}/merge`} method="get" class="filters">
        <Field lang={lang} name="find" label={t.find} value={find} type="search" />
        <button type="submit" class="btn">
          {t.findButton}
        </button>
      </form>
      {rows.length === 0 ? (
        <p class="muted">{t.noCandidates}</p>
      ) : (
        <Table
          lang={lang}
          caption={t.candidates}
          hideCaption
          columns={[
            {
              head: t.own,
              kind: 'main',
              labelled: false,
              cell: (row) => (
                <>
                  <a href={`/staff/matters/${row.number}`}>{row.title}</a>
                  <span class="sub num">
                    {groupNumber(row.number)} · {row.sub}
                  </span>
                </>
              ),
            },
            {
              head: t.pick,
              labelled: false,
              cell: (row) => (
                <a class="btn" href={`${base}/merge?main=${row.number}`}>
                  {t.use}
                  <span class="sr"> {row.title}</span>
                </a>
              ),
            },
          ]}
          rows={rows}
        />
      )}
    </section>
  );
}

// One small page per action: what will follow, what stands beside it, the fields, and everything that was typed kept whatever comes back.
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
import { Beside, type BesideView } from './action-beside.tsx';
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
    previewButton: '先预览',
    keptPhotos: '文件已经收到，不用再选',
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
    previewButton: 'Preview first',
    keptPhotos: 'Files received; no need to choose them again',
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
      <Beside beside={view.beside} now={view.now} lang={lang} base={base} />
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

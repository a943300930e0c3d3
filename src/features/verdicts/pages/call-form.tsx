// The forms behind a call: the verdict as spoken, a refusal, a verdict on paper with its proof, a check-back.
import { BackLink } from '#ui/back-link.tsx';
import { Radios } from '#ui/choice.tsx';
import { KeptLine } from '#ui/draft.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, FileField, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { CallDraftNotice, type CallRestored, callDraftHow } from './call-draft.tsx';
import type { CallFormName } from './callback.tsx';
import { VerdictFields } from './verdict-form.tsx';

export const callFields = ['solved', 'level', 'words', 'refusedWords', 'reference', 'holds', 'foundWords'] as const;
export type CallForm = FormState<(typeof callFields)[number] | 'proof'>;

const text = {
  zh: {
    titles: { verdict: '记评价', refuse: '反映人不愿评价', paper: '录入纸质评价', 'check-back': '记回头看' } as Record<
      CallFormName,
      string
    >,
    back: '回到这一件',
    save: '记下',
    cancel: '先不记',
    asSaid: '照反映人的原话选、照原话记；没有说的不要替他选。',
    refused: '反映人怎么说的',
    refusedHint: '拒评单独计数，不算满意，也不算不满意。',
    paperWhy: '签字的评价单要留凭据：拍一张照片，或者写明原件存放的编号，两样有一样就行。',
    photo: '评价单的照片',
    reference: '原件编号',
    referenceHint: '例如“2026 回访纸单 第 17 号，存回访组”。',
    holds: '问题有没有反弹？',
    yes: '没有反弹，办的还管用',
    no: '又出现了，按原编号重新办',
    found: '看到、问到的情况',
  },
  en: {
    titles: {
      verdict: 'Record the verdict',
      refuse: 'The raiser declines to judge',
      paper: 'Enter a verdict on paper',
      'check-back': 'Record a check-back',
    } as Record<CallFormName, string>,
    back: 'Back to this matter',
    save: 'Record',
    cancel: 'Not now',
    asSaid: 'Choose and write exactly what the raiser said; do not choose what was not said.',
    refused: 'What the raiser said',
    refusedHint: 'A refusal is counted apart: neither satisfied nor dissatisfied.',
    paperWhy: 'The signed sheet needs a proof: a photo of it, or the number under which the paper is kept. One of the two is enough.',
    photo: 'Photo of the sheet',
    reference: 'Number of the paper',
    referenceHint: 'For example "call-back sheet 17 of 2026, kept by the review group".',
    holds: 'Has it come back?',
    yes: 'No, it still holds',
    no: 'Yes, take it up again under the same number',
    found: 'What you saw and heard',
  },
} satisfies Record<Lang, unknown>;

type CallFormPageProps = {
  frame: StaffFrame;
  name: CallFormName;
  number: string;
  title: string;
  version: number;
  pressKey: string;
  form: CallForm;
  limit: number;
  conflict: string | null;
  restored: CallRestored | null;
};

export function CallFormPage({ frame, name, number, title, version, pressKey, form, limit, conflict, restored }: CallFormPageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const here = `/staff/callbacks/${number}`;
  return (
    <StaffPage {...frame} current="/staff/callbacks" title={t.titles[name]} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href={here} label={t.back} />
      <ErrorSummary lang={lang} errors={form.errors} />
      {conflict ? <Notice tone="warning" title={conflict} /> : null}
      <h1>{t.titles[name]}</h1>
      <p>
        {title} <span class="muted num">{groupNumber(number)}</span>
      </p>
      {restored ? <CallDraftNotice lang={lang} restored={restored} action={`${here}/${name}/draft`} csrf={frame.csrf} /> : null}
      <Form action={`${here}/${name}`} csrf={frame.csrf} files={name === 'paper'} draft={`${here}/${name}/draft`}>
        <Hidden name="version" value={String(version)} />
        <Hidden name="key" value={pressKey} />
        {name === 'verdict' || name === 'paper' ? (
          <>
            <p class="muted">{t.asSaid}</p>
            <VerdictFields
              lang={lang}
              form={
                {
                  values: form.values,
                  errors: form.errors.filter((e) => e.name === 'solved' || e.name === 'level' || e.name === 'words'),
                } as Parameters<typeof VerdictFields>[0]['form']
              }
              limit={limit}
              asked
            />
          </>
        ) : null}
        {name === 'refuse' ? (
          <TextArea {...asField(form, 'refusedWords')} lang={lang} label={t.refused} hint={t.refusedHint} rows={3} limit={limit} />
        ) : null}
        {name === 'paper' ? (
          <>
            <p>{t.paperWhy}</p>
            <FileField {...asField(form, 'proof')} lang={lang} label={t.photo} optional accept="image/*" />
            <Field {...asField(form, 'reference')} lang={lang} label={t.reference} hint={t.referenceHint} optional maxlength={200} />
          </>
        ) : null}
        {name === 'check-back' ? (
          <>
            <Radios
              {...asField(form, 'holds')}
              lang={lang}
              label={t.holds}
              options={[
                { value: 'yes', label: t.yes },
                { value: 'no', label: t.no },
              ]}
            />
            <TextArea {...asField(form, 'foundWords')} lang={lang} label={t.found} rows={4} limit={limit} />
          </>
        ) : null}
        <SubmitRow label={t.save} cancel={{ href: here, label: t.cancel }} />
        <KeptLine lang={lang}>{callDraftHow[lang]}</KeptLine>
      </Form>
    </StaffPage>
  );
}

// The page where a raiser checks a receipt: number and short code in; which step, when, and what covers it out. Never what the matter says.
import type { Checkpoint } from '#core/record/checkpoint.ts';
import type { Sentence } from '#core/record/sentences.ts';
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Details } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, instantWords, type Lang, pick } from '#ui/lang.ts';
import { publicLinks } from '#ui/links.ts';
import { Notice } from '#ui/notice.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { Hex } from './on-paper.tsx';

const text = {
  zh: {
    title: '核对回执',
    lead: '输入回执上的编号和核对短码，看看当时记下的那一步现在还在不在、改没改过。这里不显示事情的内容，也不显示任何人的姓名电话。',
    number: '编号',
    numberHint: '以 D 开头，在回执最上面',
    code: '核对短码',
    codeHint: '17 位，分四组，例如 V7FJ-QHS2-BB2R-D8035；大小写、空格都不要紧',
    check: '核对',
    fits: '对得上',
    noFit: '对不上',
    unsound: '这件事的记录对不上',
    slow: '试得太多了，请歇一歇',
    step: (seq: number) => `第 ${seq} 步`,
    what: '这一步',
    when: '记录时间',
    covered: '检查点',
    at: (id: number, when: string) => `第 ${id} 号，${when}`,
    root: '检查点的根',
    none: (by: string) => `还没有检查点收进这一步，下一次在${by}。`,
    fitsSaid: '从登记到这一步，一处也没有改动。',
    coveredSaid: '检查点已把它和别的事项一起封存；检查点的页面任何人都可以打印保存，以后谁也不能悄悄改掉。',
    noFitSaid: '请对照回执再看一遍编号和核对短码，两样都不缺、不串行。',
    noFitNext: (phone: string) => `如果确信没有输错，请拿着回执打 ${phone}，请审计人员查验。`,
    unsoundSaid: (seq: number) => `核对短码属于第 ${seq} 步，但这一步之前的经过或检查点清单现在与当时的指纹不符。`,
    unsoundNext: (phone: string) => `请保留好回执，打 ${phone} 要求查验。您手里的回执就是凭据。`,
    slowSaid: (by: string) => `为防止有人乱试，请在${by}以后再来。您的回执一直有效。`,
    proof: '完整的证明',
    list: '看全部检查点',
    how: '这是怎么做到的',
    howSaid:
      '每件事的每一步都带着一个指纹，指纹里含着上一步的指纹。改动任何一步，后面的指纹就全都对不上。检查点再把所有事项最新的指纹汇成一个数，公开出来，由别的单位保存。您回执上的短码就是那一步指纹的开头。',
    limit: '它能证明记下的没有改过，不能证明记下的都属实，也不能证明没记下的事。',
  },
  en: {
    title: 'Check a receipt',
    lead: 'Enter the number and the short code of your receipt to see whether the step noted then is still there and unchanged. Neither the content of the matter nor any name or telephone number is shown here.',
    number: 'Number',
    numberHint: 'It begins with D and stands at the top of the receipt',
    code: 'Short code',
    codeHint: '17 characters in four groups, such as V7FJ-QHS2-BB2R-D8035; case and spaces do not matter',
    check: 'Check',
    fits: 'It fits',
    noFit: 'It does not fit',
    unsound: 'The record of this matter does not fit',
    slow: 'Too many tries; please take a break',
    step: (seq: number) => `step ${seq}`,
    what: 'This step',
    when: 'Recorded',
    covered: 'Checkpoint',
    at: (id: number, when: string) => `No. ${id}, ${when}`,
    root: 'Root of the checkpoint',
    none: (by: string) => `No checkpoint covers this step yet; the next is due at ${by}.`,
    fitsSaid: 'From the registration to this step nothing was changed.',
    coveredSaid:
      'A checkpoint has sealed it together with all other matters; anybody may print and keep the checkpoints, so nobody can change it unseen.',
    noFitSaid: 'Please compare number and short code with your receipt once more; both are needed, and from the same receipt.',
    noFitNext: (phone: string) => `If you are sure of both, call ${phone} with the receipt in hand and ask the audit to look into it.`,
    unsoundSaid: (seq: number) =>
      `The code belongs to step ${seq}, but what came before it, or the checkpoint list, no longer fits its fingerprints.`,
    unsoundNext: (phone: string) =>
      `Please keep your receipt, call ${phone} and ask for an examination. The receipt in your hand is the evidence.`,
    slowSaid: (by: string) => `To stop people from guessing, please come back after ${by}. Your receipt stays valid.`,
    proof: 'The whole proof',
    list: 'All checkpoints',
    how: 'How this works',
    howSaid:
      'Each step of each matter carries a fingerprint, which contains the fingerprint of the step before. If any step is changed, none after it fits. A checkpoint gathers the newest fingerprints of all matters into one number, which is public and kept by other offices. The code on your receipt is the beginning of such a fingerprint.',
    limit: 'It shows that what was recorded was not changed. It cannot show that it is true, nor what was never recorded.',
  },
};

/** As the door hands it over: sentences instead of codes. */
export type ShownAnswer =
  | { is: 'no-fit' }
  | { is: 'unsound'; seq: number }
  | { is: 'slow'; until: Instant }
  | {
      is: 'fits';
      number: string;
      seq: number;
      step: Sentence;
      at: Instant;
      checkpoint: Checkpoint | null;
      nextAt: Instant;
      proofPath: string;
    };

type CheckPageProps = { frame: PublicFrame; now: Instant; form: FormState<'n' | 'c'>; answer: ShownAnswer | null };

export function CheckPage({ frame, now, form, answer }: CheckPageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <BackLink lang={lang} href={publicLinks.home} />
      <ErrorSummary lang={lang} errors={form.errors} />
      <h1>{t.title}</h1>
      {answer ? <Answer frame={frame} now={now} answer={answer} /> : <p>{t.lead}</p>}
      {answer?.is === 'fits' ? null : (
        <Form action="/proof" method="get" csrf="">
          <Field lang={lang} {...asField(form, 'n')} label={t.number} hint={t.numberHint} autocomplete="off" maxlength={60} />
          <Field lang={lang} {...asField(form, 'c')} label={t.code} hint={t.codeHint} autocomplete="off" maxlength={60} width="middle" />
          <SubmitRow label={t.check} />
        </Form>
      )}
      <Details summary={t.how}>
        <p>{t.howSaid}</p>
        <p>{t.limit}</p>
      </Details>
      <p>
        <a class="btn" href="/proof/checkpoints">
          {t.list}
        </a>
      </p>
    </PublicPage>
  );
}

function Answer({ frame, now, answer }: { frame: PublicFrame; now: Instant; answer: ShownAnswer }) {
  const { lang, phone } = frame;
  const t = pick(text, lang);
  switch (answer.is) {
    case 'slow':
      return (
        <Notice tone="warning" title={t.slow}>
          <p>{t.slowSaid(instantWords(answer.until, now, lang))}</p>
        </Notice>
      );
    case 'no-fit':
      return (
        <Notice tone="warning" title={t.noFit}>
          <p>{t.noFitSaid}</p>
          <p>{t.noFitNext(phone)}</p>
        </Notice>
      );
    case 'unsound':
      return (
        <Notice tone="stop" title={t.unsound}>
          <p>{t.unsoundSaid(answer.seq)}</p>
          <p>{t.unsoundNext(phone)}</p>
        </Notice>
      );
    case 'fits':
      return <Fits lang={lang} now={now} answer={answer} />;
  }
}

function Fits({ lang, now, answer }: { lang: Lang; now: Instant; answer: ShownAnswer & { is: 'fits' } }) {
  const t = pick(text, lang);
  const { checkpoint, number, seq, step, at, nextAt, proofPath } = answer;
  const about = checkpoint
    ? [
        { term: t.covered, value: t.at(checkpoint.id, instantWords(checkpoint.at as Instant, now, lang)) },
        { term: t.root, value: <Hex of={checkpoint.root} /> },
      ]
    : [{ term: t.covered, value: t.none(instantWords(nextAt, now, lang)) }];
  return (
    <>
      <Notice tone="success" title={t.fits}>
        <p>{t.fitsSaid}</p>
        {checkpoint ? <p>{t.coveredSaid}</p> : null}
      </Notice>
      <SummaryList
        facts={[
          { term: t.number, value: <span class="num">{groupNumber(number)}</span> },
          { term: t.what, value: `${t.step(seq)}${lang === 'zh' ? '：' : ': '}${pick(step, lang)}` },
          { term: t.when, value: instantWords(at, now, lang) },
          ...about,
        ]}
      />
      {checkpoint ? (
        <p>
          <a class="btn" href={proofPath}>
            {t.proof}
          </a>
        </p>
      ) : null}
    </>
  );
}

// Judging by link: what was asked, what was answered, one form; then thanks in words of the real outcome (complaint e1).
import type { Instant } from '#core/time/day.ts';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { groupNumber, instantWords, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { Quote } from '#ui/quote.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import type { AfterVerdict, SaidVerdict } from '../rules.ts';
import type { RaiserView } from '../rules-raiser-view.ts';
import { levelWords, outcomeWords, solvedWords } from '../words.ts';
import { VerdictFields, type VerdictForm } from './verdict-form.tsx';

const text = {
  zh: {
    title: '办得怎么样，您说了算',
    changeTitle: '改评价',
    asked: '您反映的事',
    number: '编号',
    answered: '给您的答复',
    unit: '答复单位',
    outcome: '结果',
    basis: '依据',
    remedy: '不满意怎么办',
    send: '交评价',
    change: '改成这样',
    keep: '不改了',
    now: '您现在的评价',
    until: (at: string) => `${at} 前可以改。`,
    newDue: '新的期限：',
    already: '这一轮您已经评过了',
    alreadyWhy: '还没有改动。如果想改成下面这样，请再按一次“改成这样”。',
    staleTitle: '请再按一次',
    stale: '这张表单放得太久，没有交上。您选的、写的都还在。',
    noAnswer: '没有查到答复内容。',
    thanks: '评价收到了',
    said: '您的评价',
    changeLink: '改评价',
    progress: '查这件事的进度',
  },
  en: {
    title: 'How was it done? You decide',
    changeTitle: 'Change your verdict',
    asked: 'What you raised',
    number: 'Number',
    answered: 'The answer to you',
    unit: 'Answered by',
    outcome: 'Outcome',
    basis: 'Basis',
    remedy: 'If you do not agree',
    send: 'Send my verdict',
    change: 'Change it to this',
    keep: 'Leave it as it is',
    now: 'Your verdict now',
    until: (at: string) => `It may be changed until ${at}.`,
    newDue: 'New deadline: ',
    already: 'You have judged this round already',
    alreadyWhy: 'Nothing was changed. To change it to what stands below, press the button once more.',
    staleTitle: 'Please press once more',
    stale: 'This form was open too long and was not sent. What you chose and wrote is still here.',
    noAnswer: 'The text of the answer was not found.',
    thanks: 'Your verdict has arrived',
    said: 'Your verdict',
    changeLink: 'Change my verdict',
    progress: 'See the progress of this matter',
  },
} satisfies Record<Lang, unknown>;

const outcomes: Record<AfterVerdict, { zh: readonly string[]; en: readonly string[] }> = {
  solved: {
    zh: ['您说办好了，已经记下。', '以后又出现同样的问题，30 天内可以用这个编号要求重新办。'],
    en: ['You say it is done; that is recorded.', 'If it comes back, this number reopens it within 30 days.'],
  },
  partly: {
    zh: ['您说只办了一部分，已经照实记下，不会算成办好。', '如果希望接着办，三天内把评价改成“没办好”，就按原编号重新办。'],
    en: [
      'You say it is partly done; that is recorded as it is, not as solved.',
      'To have it taken up again, change your verdict to "no" within three days.',
    ],
  },
  rework: {
    zh: ['您说没办好。我们没有把它算成办完。', '已经按原来的编号重新办，新的期限从现在算起，由下面的单位负责。'],
    en: [
      'You say it is not done. It is not counted as done.',
      'It has been taken up again under the same number with a new deadline; the unit below is responsible.',
    ],
  },
  climbed: {
    zh: ['您说没办好。已经办过好几轮，现在提到上一级督办。', '编号不变，新的期限从现在算起。'],
    en: ['You say it is not done. After several rounds it now goes up a level.', 'The number stays; the new deadline counts from now.'],
  },
  meeting: {
    zh: ['您说没办好。这件事已经提到县里的会上研究，编号不变。', '定下来以后会告诉您；在那之前它一直算没办好。'],
    en: [
      "You say it is not done. It is before the county's standing meeting under the same number.",
      'You will be told what is decided; until then it counts as not done.',
    ],
  },
};

type Shared = { frame: PublicFrame; view: RaiserView; unitName: (id: string) => string; now: Instant };

function Answer({ frame: { lang }, view, unitName, now }: Shared) {
  const t = pick(text, lang);
  return (
    <>
      <h2>{t.asked}</h2>
      <p>
        <b>{view.title}</b>
      </p>
      <p class="muted num">
        {t.number} {groupNumber(view.number)}
      </p>
      <h2>{t.answered}</h2>
      {view.reply ? (
        <>
          <Quote words={view.reply.text}>
            {unitName(view.holderId)} · {instantWords(view.reply.at, now, lang)}
          </Quote>
          <SummaryList
            facts={[
              { term: t.outcome, value: outcomeWords[view.reply.outcome][lang] },
              { term: t.basis, value: view.reply.basis },
              ...(view.reply.remedy ? [{ term: t.remedy, value: view.reply.remedy }] : []),
            ]}
          />
        </>
      ) : (
        <p>{t.noAnswer}</p>
      )}
    </>
  );
}

type JudgePageProps = Shared & {
  action: string;
  csrf: string;
  form: VerdictForm;
  limit: number;
  /** The verdict that stands, when this page would change it. */
  standing: (SaidVerdict & { until: Instant }) | null;
  said: 'already' | 'stale' | null;
};

export function JudgePage(props: JudgePageProps) {
  const { frame, action, csrf, form, limit, standing, said, now } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const title = standing ? t.changeTitle : t.title;
  return (
    <PublicPage {...frame} title={title} hasErrors={form.errors.length > 0}>
      <ErrorSummary lang={lang} errors={form.errors} />
      {said ? (
        <Notice tone="warning" title={said === 'already' ? t.already : t.staleTitle}>
          <p>{said === 'already' ? t.alreadyWhy : t.stale}</p>
        </Notice>
      ) : null}
      <h1>{title}</h1>
      {standing ? (
        <Standing lang={lang} title={t.now} said={standing}>
          <p>{t.until(instantWords(standing.until, now, lang))}</p>
        </Standing>
      ) : null}
      <Answer {...props} />
      <Form action={action} csrf={csrf}>
        <Hidden name="as" value={standing ? 'change' : 'first'} />
        <VerdictFields lang={lang} form={form} limit={limit} />
        <SubmitRow label={standing ? t.change : t.send} cancel={standing ? { href: action, label: t.keep } : undefined} />
      </Form>
    </PublicPage>
  );
}

function Standing({ lang, title, said, children }: { lang: Lang; title: string; said: SaidVerdict; children?: unknown }) {
  return (
    <>
      <h2>{title}</h2>
      <p>
        <b>{solvedWords[said.solved][lang]}</b> · {levelWords[said.level][lang]}
      </p>
      {said.words ? <Quote words={said.words} /> : null}
      {children}
    </>
  );
}

type ThanksProps = Omit<Shared, 'view'> & {
  after: AfterVerdict;
  said: SaidVerdict;
  number: string;
  /** Where it is changed, and until when; null when that time is over. */
  change: { href: string; until: Instant } | null;
  holder: { name: string; promise: string } | null;
};

export function ThanksPage({ frame, after, said, number, change, holder, now }: ThanksProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const [first = '', ...rest] = outcomes[after][lang];
  return (
    <PublicPage {...frame} title={t.thanks}>
      <h1>{t.thanks}</h1>
      <Notice tone={after === 'solved' ? 'success' : 'info'} title={first}>
        {rest.map((line) => (
          <p>{line}</p>
        ))}
      </Notice>
      <p class="num">
        {t.number}
        <br />
        <b class="nowrap">{groupNumber(number)}</b>
      </p>
      {holder ? (
        <p>
          <b>{holder.name}</b>
          <br />
          {t.newDue}
          {holder.promise}
        </p>
      ) : null}
      <Standing lang={lang} title={t.said} said={said}>
        {change ? <p>{t.until(instantWords(change.until, now, lang))}</p> : null}
      </Standing>
      <div class="submit-row">
        {change ? (
          <a class="btn" href={change.href}>
            {t.changeLink}
          </a>
        ) : null}
        <a class="btn plain" href="/progress">
          {t.progress}
        </a>
      </div>
    </PublicPage>
  );
}

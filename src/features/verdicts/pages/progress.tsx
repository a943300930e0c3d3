// What a raiser sees after number and digits fitted: plain state, who holds it and why, the dates, the story, the answer, and what may be done next.
import type { Day, Instant } from '#core/time/day.ts';
import { HowCounted } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { byInstantWords, dayIn, groupNumber, instantShort, instantWords, type Lang, pick, plainDay } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { Quote } from '#ui/quote.tsx';
import { Steps } from '#ui/steps.tsx';
import { Story } from '#ui/story.tsx';
import { type Fact, SummaryList } from '#ui/summary-list.tsx';
import type { RaiserView } from '../rules-raiser-view.ts';
import { archivedWords, levelWords, outcomeWords, pauseWords, roleWords, solvedWords, statusWords, waitWords } from '../words.ts';
import { sayTold } from './told-words.ts';

const text = {
  zh: {
    title: '进度',
    number: '编号',
    steps: ['已登记', '已派单', '办理中', '等您评价'],
    holder: '现在在谁手上',
    since: (at: string) => `从${at}起`,
    waits: '在等什么',
    received: '提交时间',
    round: '第几轮',
    roundOf: (n: number) => `第 ${n} 轮（您说没办好或有新情况后重新办的）`,
    due: '答应您的期限',
    before: (at: string) => `原来说的是${at}`,
    provisional: '暂定：放假安排还没公布，公布后重算，前后两个日期都告诉您。',
    late: '已经超过期限。系统在催办，并会一级一级往上提。',
    stopped: '时限正在暂停。',
    yours: '您说的',
    reply: '给您的答复',
    outcome: '结果',
    basis: '依据',
    remedy: '不满意怎么办',
    round1: (n: number) => `第 ${n} 轮的答复`,
    verdict: '您的评价',
    story: '从头到现在',
    judge: '评价办得怎么样',
    judgeWhy: '办得好不好，您说了算。',
    change: '改评价',
    changeUntil: (at: string) => `${at} 前可以改。`,
    reopen: '有新情况，要求重新办',
    reopenUntil: (at: string) => `${at} 前可以要求。`,
    archived: '归档',
    looks: '谁看过这件事里受保护的内容',
    nobody: '到现在没有人打开过您的姓名或电话。',
    looked: (who: string, n: number, last: string) => `${who}：${n} 次，最近 ${last}`,
    staff: '工作人员',
    seen: { contact: '看联系方式', relay: '请热线转接、转告', other: '其他受保护内容' },
    proof: '核对回执有没有被改过',
    other: '查另一件',
    hold: (at: string, ok: boolean) => `计划 ${at} 前办成${ok ? '' : '（还没有经过核实）'}`,
  },
  en: {
    title: 'Progress',
    number: 'Number',
    steps: ['Registered', 'Sent out', 'At work', 'Your verdict'],
    holder: 'Who holds it now',
    since: (at: string) => `since ${at}`,
    waits: 'It waits',
    received: 'Sent in',
    round: 'Round',
    roundOf: (n: number) => `${n} (taken up again after your "no" or a new fact)`,
    due: 'Promised date',
    before: (at: string) => `before it was ${at}`,
    provisional: 'Provisional: the holidays are not published yet. It is counted anew when they are, and you are told both dates.',
    late: 'The promised date has passed. The unit is being urged, and it climbs level by level.',
    stopped: 'The clock is stopped.',
    yours: 'What you said',
    reply: 'The answer to you',
    outcome: 'Outcome',
    basis: 'Basis',
    remedy: 'If you do not agree',
    round1: (n: number) => `Answer of round ${n}`,
    verdict: 'Your verdict',
    story: 'From the beginning until now',
    judge: 'Judge how it was done',
    judgeWhy: 'Whether it was done well is yours to say.',
    change: 'Change my verdict',
    changeUntil: (at: string) => `Possible until ${at}.`,
    reopen: 'Something new happened: reopen it',
    reopenUntil: (at: string) => `Possible until ${at}.`,
    archived: 'Archived',
    looks: 'Who looked at protected parts of this matter',
    nobody: 'Nobody has opened your name or phone number so far.',
    looked: (who: string, n: number, last: string) => `${who}: ${n} ${n === 1 ? 'time' : 'times'}, last ${last}`,
    staff: 'staff',
    seen: { contact: 'contact seen', relay: 'call or message carried by the hotline', other: 'other protected parts' },
    proof: 'Check that the receipt was not altered',
    other: 'Look up another',
    hold: (at: string, ok: boolean) => `planned by ${at}${ok ? '' : ' (not confirmed yet)'}`,
  },
} satisfies Record<Lang, unknown>;

/** How often somebody of a post looked, by what was looked at: posts and times, never names (P45). */
export type LookCount = { roles: readonly string[]; kind: 'contact' | 'relay' | 'other'; count: number; lastAt: Instant };

export type ProgressPageProps = {
  frame: PublicFrame;
  csrf: string;
  view: RaiserView;
  now: Instant;
  unitName: (id: string) => string;
  /** In words from core/time/explain: how the date was counted. */
  howCounted: readonly string[];
  dueWords: string;
  looks: readonly LookCount[];
};

export function ProgressPage(props: ProgressPageProps) {
  const { frame, view, now, unitName } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const step = view.step;
  return (
    <PublicPage {...frame} title={t.title}>
      <h1>{view.title}</h1>
      <p class="num">
        <span class="muted">{t.number}</span> {groupNumber(view.number)}
      </p>
      <p>
        <b>{statusWords[view.status][lang]}</b>
        {view.archivedHow ? `${lang === 'zh' ? '：' : ': '}${archivedWords[view.archivedHow][lang]}` : null}
      </p>
      <Steps
        lang={lang}
        steps={t.steps.map((label, i) => ({ label, state: i < step || step === 4 ? 'done' : i === step ? 'now' : 'todo' }))}
      />
      <Next {...props} />
      {view.isOverdue ? <Notice tone="warning" title={t.late} /> : null}
      <SummaryList facts={factsOf(props)} />
      {step < 3 ? <HowCounted lang={lang} lines={props.howCounted} /> : null}
      {view.reply ? <Reply {...props} /> : null}
      {view.verdict ? (
        <>
          <h2>{t.verdict}</h2>
          <p>
            <b>{solvedWords[view.verdict.solved][lang]}</b> · {levelWords[view.verdict.level][lang]}
          </p>
          {view.verdict.words ? <Quote words={view.verdict.words} /> : null}
        </>
      ) : null}
      <h2>{t.story}</h2>
      <Story
        lang={lang}
        now={now}
        events={view.story.map((line) => {
          const { what, words } = sayTold(line.told, lang, { unit: unitName, now });
          return {
            at: line.at,
            who: line.unitId ? unitName(line.unitId) : undefined,
            what,
            words: line.told.kind === 'replied' && view.reply?.at === line.at ? undefined : words,
            mark: line.told.kind === 'overdue' ? ('late' as const) : undefined,
          };
        })}
      />
      <h2>{t.yours}</h2>
      <Quote words={view.text}>{view.placeText}</Quote>
      <h2>{t.looks}</h2>
      <Looks {...props} />
      <div class="submit-row">
        <a class="btn" href="/progress">
          {t.other}
        </a>
        <a class="btn plain" href={`/proof?n=${view.number}`}>
          {t.proof}
        </a>
      </div>
    </PublicPage>
  );
}

function factsOf({ frame: { lang }, view, now, unitName, dueWords }: ProgressPageProps): Fact[] {
  const t = pick(text, lang);
  const facts: Fact[] = [];
  if (view.step < 4 || view.status === 'judged') {
    facts.push(
      {
        term: t.holder,
        value: (
          <>
            <b>{unitName(view.holderId)}</b> <span class="muted">{t.since(instantShort(view.holderSince, now, lang))}</span>
          </>
        ),
      },
      { term: t.waits, value: waitsWords(view, lang, t.hold, now) },
    );
  }
  if (view.step < 3) facts.push({ term: t.due, value: <Due view={view} dueWords={dueWords} lang={lang} now={now} /> });
  if (view.round > 1) facts.push({ term: t.round, value: t.roundOf(view.round) });
  facts.push({ term: t.received, value: instantWords(view.receivedAt, now, lang) });
  if (view.archivedAt) facts.push({ term: t.archived, value: instantWords(view.archivedAt, now, lang) });
  return facts;
}

function Due({ view, dueWords, lang, now }: { view: RaiserView; dueWords: string; lang: Lang; now: Instant }) {
  const t = pick(text, lang);
  const before = view.promisedBefore;
  return (
    <>
      <b>{dueWords}</b>
      {before ? <span class="sub">{t.before(byInstantWords(before.dueAt, now, lang))}</span> : null}
      {view.deadline.provisional ? <span class="sub">{t.provisional}</span> : null}
      {view.waits.for === 'pause' ? <span class="sub">{t.stopped}</span> : null}
    </>
  );
}

function waitsWords({ waits }: RaiserView, lang: Lang, hold: (at: string, ok: boolean) => string, now: Instant): string {
  const base = waitWords[waits.for][lang];
  const open = lang === 'zh' ? '：' : ': ';
  if (waits.for === 'hold') return `${base}${open}${hold(plainDay(dayIn(waits.untilAt) as Day, dayIn(now), lang), waits.confirmed)}`;
  return waits.for === 'pause' ? `${base}${open}${pauseWords[waits.cause][lang]}` : base;
}

function Reply({ frame: { lang }, view, now }: ProgressPageProps) {
  const t = pick(text, lang);
  const { reply } = view;
  if (!reply) return null;
  return (
    <>
      <h2>{reply.round < view.round ? t.round1(reply.round) : t.reply}</h2>
      <Quote words={reply.text}>{instantWords(reply.at, now, lang)}</Quote>
      <SummaryList
        facts={[
          { term: t.outcome, value: outcomeWords[reply.outcome][lang] },
          { term: t.basis, value: reply.basis },
          ...(reply.remedy ? [{ term: t.remedy, value: reply.remedy }] : []),
        ]}
      />
    </>
  );
}

/** What the raiser may do next; the number goes along, so that a page left open cannot act on another matter. */
function Next({ frame: { lang }, csrf, view, now }: ProgressPageProps) {
  const t = pick(text, lang);
  const { judge, changeUntil, reopenUntil } = view.may;
  const toLink = (label: string, look: 'btn primary' | 'btn') => (
    <Form action="/progress/judge" csrf={csrf}>
      <Hidden name="number" value={view.number} />
      <p>
        <button type="submit" class={look}>
          {label}
        </button>
      </p>
    </Form>
  );
  return (
    <>
      {judge ? (
        <>
          <p>{t.judgeWhy}</p>
          {toLink(t.judge, 'btn primary')}
        </>
      ) : null}
      {!judge && changeUntil ? (
        <>
          <p>{t.changeUntil(instantWords(changeUntil, now, lang))}</p>
          {toLink(t.change, 'btn')}
        </>
      ) : null}
      {reopenUntil ? (
        <p>
          <a class="btn" href="/progress/reopen">
            {t.reopen}
          </a>{' '}
          <span class="muted">{t.reopenUntil(instantWords(reopenUntil, now, lang))}</span>
        </p>
      ) : null}
    </>
  );
}

function Looks({ frame: { lang }, looks, now }: ProgressPageProps) {
  const t = pick(text, lang);
  const who = (look: LookCount) =>
    look.roles.map((role) => roleWords[role]?.[lang] ?? t.staff).join(lang === 'zh' ? '、' : ', ') || t.staff;
  return (
    <>
      {looks.some((look) => look.kind === 'contact') ? null : <p>{t.nobody}</p>}
      {looks.length > 0 ? (
        <ul>
          {looks.map((look) => (
            <li>
              {t.seen[look.kind]} · {t.looked(who(look), look.count, instantShort(look.lastAt, now, lang))}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

const reopenText = {
  zh: {
    title: '有什么新情况？',
    hint: '写清楚后来发生了什么、什么时候、在哪儿。会按原来的编号重新办。',
    send: '要求重新办',
    back: '先不要求',
  },
  en: {
    title: 'What is new?',
    hint: 'Tell what happened since, when and where. It is taken up again under the same number.',
    send: 'Reopen it',
    back: 'Not now',
  },
} satisfies Record<Lang, unknown>;

type ReopenPageProps = { frame: PublicFrame; csrf: string; form: FormState<'fact'>; number: string; limit: number };

export function ReopenPage({ frame, csrf, form, number, limit }: ReopenPageProps) {
  const { lang } = frame;
  const t = pick(reopenText, lang);
  return (
    <PublicPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <ErrorSummary lang={lang} errors={form.errors} />
      <Form action="/progress/reopen" csrf={csrf}>
        <Hidden name="number" value={number} />
        <TextArea {...asField(form, 'fact')} lang={lang} label={t.title} hint={t.hint} limit={limit} asHeading />
        <SubmitRow label={t.send} cancel={{ href: '/progress/matter', label: t.back }} />
      </Form>
    </PublicPage>
  );
}

// Bodies for what can go wrong; a door puts them inside its own frame with `errorTitle` as the page's title.
// Each says what happened, what was kept, and what to do next.
import type { Child } from 'hono/jsx';
import { Form, SubmitRow } from './form.tsx';
import { type Lang, pick } from './lang.ts';
import { Quote } from './quote.tsx';

export type ErrorKind = 'not-found' | 'forbidden' | 'fault' | 'too-many' | 'conflict';

const titles = {
  zh: {
    'not-found': '没有找到这一页',
    forbidden: '这一页您不能看',
    fault: '系统出了问题',
    'too-many': '请歇一会儿再试',
    conflict: '别人刚刚改过这一件',
  },
  en: {
    'not-found': 'This page was not found',
    forbidden: 'You may not see this page',
    fault: 'Something went wrong on our side',
    'too-many': 'Please wait a little and try again',
    conflict: 'Someone else has just changed this',
  },
} satisfies Record<Lang, Record<ErrorKind, string>>;

export function errorTitle(kind: ErrorKind, lang: Lang): string {
  return titles[lang][kind];
}

const text = {
  zh: {
    notFound: '地址可能少抄了几个字，也可能这一页已经挪走。',
    notFoundNext: '请核对编号或地址；查诉求请用“查进度”。',
    home: '回首页',
    forbidden: '您的岗位不包括这一件，或者按规定您应当回避。',
    forbiddenNext: '如果您认为应当能看，请找单位管理员；每一次查看都留有记录。',
    fault: '这不是您的错。您刚才交来的内容可能没有存上。',
    faultNext: '请先别关掉写字的那一页：返回，过一会儿再交一次。打电话时请报这个号：',
    back: '返回上一页，用浏览器的“后退”，写的字还在。',
    tooMany: '同一处来得太多太快，先停一停，是为了不让别人猜到您的信息。',
    tooManyNext: (minutes: number) => `请 ${minutes} 分钟后再试。着急就打页脚的电话。`,
    conflict: '您打开这一页之后，这一件已经有了变化。您写的没有丢，也还没有存。',
    theirs: '刚才的变化',
    mine: '您写的',
    look: '先看现在的样子',
    again: '看过了，还按我写的交',
  },
  en: {
    notFound: 'A few characters of the address may be missing, or the page has moved.',
    notFoundNext: 'Please check the number or the address; to look up a concern, use “Check progress”.',
    home: 'To the home page',
    forbidden: 'Your post does not cover this matter, or the rules ask you to stand aside.',
    forbiddenNext: 'If you think you should see it, ask the administrator of your unit; every view is recorded.',
    fault: 'This is not your fault. What you just sent may not have been saved.',
    faultNext: 'Please keep the page you wrote on: go back and send it again in a while. When you call, give this number: ',
    back: 'Use the “Back” button of your browser; what you wrote is still there.',
    tooMany: 'Too much came from one place too quickly. We pause so that nobody can guess your details.',
    tooManyNext: (minutes: number) =>
      `Please try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. If it is urgent, call the number below.`,
    conflict: 'This matter changed after you opened the page. What you wrote is not lost, and not saved yet.',
    theirs: 'What changed just now',
    mine: 'What you wrote',
    look: 'See how it stands now',
    again: 'I have seen it; send mine as it is',
  },
};

export function NotFound({ lang, homeHref }: { lang: Lang; homeHref: string }) {
  const t = pick(text, lang);
  return (
    <>
      <h1>{errorTitle('not-found', lang)}</h1>
      <p>{t.notFound}</p>
      <p>{t.notFoundNext}</p>
      <p>
        <a class="btn" href={homeHref}>
          {t.home}
        </a>
      </p>
    </>
  );
}

/** `reason` replaces the general sentence when the rule that forbids can be told. */
export function Forbidden({ lang, homeHref, reason }: { lang: Lang; homeHref: string; reason?: Child }) {
  const t = pick(text, lang);
  return (
    <>
      <h1>{errorTitle('forbidden', lang)}</h1>
      <p>{reason ?? t.forbidden}</p>
      <p>{t.forbiddenNext}</p>
      <p>
        <a class="btn" href={homeHref}>
          {t.home}
        </a>
      </p>
    </>
  );
}

/** `id` is found again in the log. */
export function Fault({ lang, id }: { lang: Lang; id: string }) {
  const t = pick(text, lang);
  return (
    <>
      <h1>{errorTitle('fault', lang)}</h1>
      <p>{t.fault}</p>
      <p>{t.back}</p>
      <p>
        {t.faultNext}
        <code class="nowrap">{id}</code>
      </p>
    </>
  );
}

export function TooMany({ lang, waitMinutes }: { lang: Lang; waitMinutes: number }) {
  const t = pick(text, lang);
  return (
    <>
      <h1>{errorTitle('too-many', lang)}</h1>
      <p>{t.tooMany}</p>
      <p>{t.tooManyNext(waitMinutes)}</p>
    </>
  );
}

type ConflictProps = {
  lang: Lang;
  /** What changed meanwhile, usually a Story. */
  theirs: Child;
  /** What this person had written, field by field. */
  mine: readonly { label: string; value: string }[];
  lookHref: string;
  /** Sending once more: where, and the typed values with the new version as hidden fields. */
  action: string;
  csrf: string;
  hidden: Child;
};

/** Two people worked on one thing: nobody is overwritten, and nobody's words are lost. */
export function Conflict({ lang, theirs, mine, lookHref, action, csrf, hidden }: ConflictProps) {
  const t = pick(text, lang);
  return (
    <>
      <h1>{errorTitle('conflict', lang)}</h1>
      <p>{t.conflict}</p>
      <section class="card">
        <h2>{t.theirs}</h2>
        {theirs}
      </section>
      <section class="card">
        <h2>{t.mine}</h2>
        {mine.map(({ label, value }) => (
          <>
            <h3>{label}</h3>
            <Quote words={value} />
          </>
        ))}
      </section>
      <Form action={action} csrf={csrf}>
        {hidden}
        <SubmitRow label={t.again} cancel={{ href: lookHref, label: t.look }} />
      </Form>
    </>
  );
}

// Links that open nothing: one page each. None says whether a matter exists, what it is about, or what was judged.
import type { Lang } from '#ui/lang.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';

export type ClosedLink = 'unknown' | 'expired' | 'over' | 'given' | 'wait';

const text: Record<ClosedLink, Record<Lang, { title: string; lines: readonly string[] }>> = {
  unknown: {
    zh: { title: '这个链接打不开', lines: ['链接可能少抄了几个字，或者不是我们发的。没有做任何改动。'] },
    en: { title: 'This link does not work', lines: ['A few characters may be missing, or it did not come from us. Nothing was changed.'] },
  },
  expired: {
    zh: { title: '这个链接过期了', lines: ['评价的时间已经过去，这次没有记下评价，也没有替您评价。'] },
    en: { title: 'This link has expired', lines: ['Its time is over. No verdict was recorded, and none was made for you.'] },
  },
  over: {
    zh: { title: '这个链接已经用不上了', lines: ['事情已经往下走了，这个链接不再能评价。没有做任何改动。'] },
    en: {
      title: 'This link is no longer needed',
      lines: ['The matter has gone on, and this link cannot judge any more. Nothing was changed.'],
    },
  },
  given: {
    zh: { title: '这个链接已经用过', lines: ['每个链接只评一次，可以修改的三天也过了。没有做任何改动。'] },
    en: {
      title: 'This link has been used',
      lines: ['Each link judges once, and the three days for a change are over. Nothing was changed.'],
    },
  },
  wait: {
    zh: { title: '请歇一会儿再试', lines: ['同一处来得太多太快，先停一停，是为了不让别人猜到您的信息。请过十分钟再打开链接。'] },
    en: {
      title: 'Please wait a little and try again',
      lines: [
        'Too much came from one place too quickly. We pause so that nobody can guess your details. Please open the link again in ten minutes.',
      ],
    },
  },
};
const next = {
  zh: { words: '想看进度、拿新的评价链接或者反映新情况，请用编号和手机后四位（或回执上的查询码）查进度。', button: '去查进度' },
  en: {
    words:
      'To see progress, to get a new link or to report something new, use your number and the last four digits of your phone (or the code on the receipt).',
    button: 'Check progress',
  },
};

export function ClosedPage({ frame, why }: { frame: PublicFrame; why: ClosedLink }) {
  const { lang } = frame;
  const { title, lines } = text[why][lang];
  return (
    <PublicPage {...frame} title={title}>
      <h1>{title}</h1>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
      <p>{next[lang].words}</p>
      <p>
        <a class="btn primary" href="/progress">
          {next[lang].button}
        </a>
      </p>
    </PublicPage>
  );
}

import type { Child } from 'hono/jsx';
import type { Instant } from '#core/time/day.ts';
import { instantShort, type Lang, pick } from './lang.ts';

const text = {
  zh: { now: '现在', late: '超期', waiting: '接下来' },
  en: { now: 'Now', late: 'Late', waiting: 'Next' },
};

export type StoryEvent = {
  /** Empty for what has not happened yet. */
  at?: Instant | undefined;
  /** Who did it, in words a resident knows: "村镇建设办 李示例". */
  who?: Child;
  what: Child;
  /** Set strong, for words that bind: "不得再退". */
  stress?: Child;
  /** A quiet remark: "时限照常计算". */
  note?: Child;
  mark?: 'now' | 'late' | 'waiting' | undefined;
  /** Words said, e.g. the reply's text, shown whole. */
  words?: string | undefined;
};

/** A history told as a story, in the order given. Late and now are said in words as well as shown. */
export function Story({ lang, events, now }: { lang: Lang; events: readonly StoryEvent[]; now: Instant }) {
  const t = pick(text, lang);
  const gap = lang === 'zh' ? '' : ' ';
  return (
    <ol class="story">
      {events.map((event) => (
        <li class={event.mark ? `is-${event.mark}` : undefined}>
          <p>
            {event.at ? (
              <time class="num" datetime={event.at}>
                {instantShort(event.at, now, lang)}
              </time>
            ) : null}
            {event.mark ? (
              <span class="sr">
                {t[event.mark]}
                {lang === 'zh' ? '：' : ': '}
              </span>
            ) : null}
            {event.who ? (
              <>
                <b>{event.who}</b>
                {lang === 'zh' ? '：' : ': '}
              </>
            ) : null}
            {event.what}
            {event.stress ? (
              <>
                {gap}
                <strong class="stress">{event.stress}</strong>
              </>
            ) : null}
            {event.note ? (
              <>
                {gap}
                <span class="muted">
                  {lang === 'zh' ? '（' : '('}
                  {event.note}
                  {lang === 'zh' ? '）' : ')'}
                </span>
              </>
            ) : null}
          </p>
          {event.words ? (
            <blockquote class="quote">
              <p>{event.words}</p>
            </blockquote>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

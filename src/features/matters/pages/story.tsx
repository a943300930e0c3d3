// The history as a story. A summary that was changed shows what went and what came.
import type { Instant } from '#core/time/day.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Story, type StoryEvent } from '#ui/story.tsx';
import type { HistoryLine } from './matter-view.ts';

const text = {
  zh: { photos: (n: number) => `照片 ${n}`, late: '晚了', withheld: '内容按规定不显示' },
  en: { photos: (n: number) => `photo ${n}`, late: 'late', withheld: 'words not shown to you' },
};

export function HistoryStory({ lang, lines, now, base }: { lang: Lang; lines: readonly HistoryLine[]; now: Instant; base: string }) {
  const last = lines.length - 1;
  return <Story lang={lang} now={now} events={lines.map((line, i) => eventOf(line, lang, base, i === last)).reverse()} />;
}

function eventOf(line: HistoryLine, lang: Lang, base: string, isLast: boolean): StoryEvent {
  const t = pick(text, lang);
  const note = [line.note, line.late ? t.late : '', line.withheld ? t.withheld : ''].filter(Boolean).join(lang === 'zh' ? '；' : '; ');
  return {
    at: line.at,
    who: line.who,
    what: (
      <>
        {line.what}
        {line.summary ? <Difference {...line.summary} /> : null}
        {(line.photos ?? []).map((id, i) => (
          <>
            {' '}
            <a href={`${base}/photos/${id}`}>{line.named?.[id] ?? t.photos(i + 1)}</a>
          </>
        ))}
      </>
    ),
    stress: line.stress,
    note: note === '' ? undefined : note,
    words: line.words,
    mark: line.late ? 'late' : isLast ? 'now' : undefined,
  };
}

/** The changed part between what stayed at the beginning and at the end; enough for a summary of some sentences, and never slow. */
export function changedPart(was: string, is: string): { head: string; gone: string; come: string; tail: string } {
  const [a, b] = [[...was], [...is]];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const cut = (signs: string[], from: number, to: number) => signs.slice(from, to).join('');
  return {
    head: cut(a, 0, head),
    gone: cut(a, head, a.length - tail),
    come: cut(b, head, b.length - tail),
    tail: cut(b, b.length - tail, b.length),
  };
}

function Difference({ was, is }: { was: string; is: string }) {
  const { head, gone, come, tail } = changedPart(was, is);
  return (
    <span class="sub">
      {head}
      {gone ? <del>{gone}</del> : null}
      {come ? <ins>{come}</ins> : null}
      {tail}
    </span>
  );
}

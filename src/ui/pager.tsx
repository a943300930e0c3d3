import { type Lang, pick } from './lang.ts';

/** What is counted: the measure word, and the noun; without a noun English says the number alone. */
export type Counted = { zh: string; en?: { one: string; many: string } };
const matters: Counted = { zh: '件' };

const text = {
  zh: {
    nav: '翻页',
    first: '回到第一页',
    next: '下一页',
    shown: (n: string, of: string | undefined, { zh }: Counted) => `本页 ${n} ${zh}${of ? `，共 ${of} ${zh}` : ''}`,
  },
  en: {
    nav: 'Pages',
    first: 'First page',
    next: 'Next page',
    shown: (n: string, of: string | undefined, { en }: Counted) =>
      `${n}${en ? ` ${n === '1' ? en.one : en.many}` : ''} on this page${of ? `, ${of} in all` : ''}`,
  },
};

type PagerProps = {
  lang: Lang;
  shown: number;
  /** Matters unless said otherwise; lines of a log and news are 条. */
  counted?: Counted;
  /** In words, because counting may stop early: "1,000+" (`cappedCount`). */
  total?: string | undefined;
  firstHref?: string | undefined;
  nextHref?: string | undefined;
};

/** Pages by cursor: forward and back to the start; a cursor has no page numbers, so none are invented. */
export function Pager({ lang, shown, counted = matters, total, firstHref, nextHref }: PagerProps) {
  const t = pick(text, lang);
  return (
    <nav class="pager" aria-label={t.nav}>
      <p class="muted num">{t.shown(String(shown), total, counted)}</p>
      {firstHref ? (
        <a class="btn" href={firstHref}>
          {t.first}
        </a>
      ) : null}
      {nextHref ? (
        <a class="btn" href={nextHref} rel="next">
          {t.next}
        </a>
      ) : null}
    </nav>
  );
}

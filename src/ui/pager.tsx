import { type Lang, pick } from './lang.ts';

const text = {
  zh: {
    nav: '翻页',
    first: '回到第一页',
    next: '下一页',
    shown: (n: string, of: string | undefined) => `本页 ${n} 件${of ? `，共 ${of} 件` : ''}`,
  },
  en: {
    nav: 'Pages',
    first: 'First page',
    next: 'Next page',
    shown: (n: string, of: string | undefined) => `${n} on this page${of ? `, ${of} in all` : ''}`,
  },
};

type PagerProps = {
  lang: Lang;
  shown: number;
  /** In words, because counting may stop early: "1,000+" (`cappedCount`). */
  total?: string | undefined;
  firstHref?: string | undefined;
  nextHref?: string | undefined;
};

/** Pages by cursor: forward and back to the start; a cursor has no page numbers, so none are invented. */
export function Pager({ lang, shown, total, firstHref, nextHref }: PagerProps) {
  const t = pick(text, lang);
  return (
    <nav class="pager" aria-label={t.nav}>
      <p class="muted num">{t.shown(String(shown), total)}</p>
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

import type { Child } from 'hono/jsx';
import { groupNumber, type Lang, pick } from './lang.ts';
import { QR } from './qr.tsx';
import { type Fact, SummaryList } from './summary-list.tsx';

const text = {
  zh: { title: '回执', number: '编号', qr: '查进度的二维码', scan: '扫一扫看进度' },
  en: { title: 'Receipt', number: 'Number', qr: 'QR code that leads to the progress page', scan: 'Scan to see progress' },
};

type SlipProps = {
  lang: Lang;
  number: string;
  /** The promise, in words with its date: "最迟 12 月 2 日（下周三）前答复您。" */
  promise: Child;
  facts: readonly Fact[];
  title?: string | undefined;
  qrSvg?: string | undefined;
  children?: Child;
};

/** The paper slip a raiser takes home: number, promise, who holds it, which phone; prints on its own. */
export function Slip({ lang, number, promise, facts, title, qrSvg, children }: SlipProps) {
  const t = pick(text, lang);
  return (
    <section class="slip">
      <h2>{title ?? t.title}</h2>
      <p class="number num">
        <span class="sr">{t.number} </span>
        {groupNumber(number)}
      </p>
      <p class="promise">{promise}</p>
      <SummaryList facts={facts} />
      {qrSvg ? <QR svg={qrSvg} label={t.qr} caption={t.scan} /> : null}
      {children}
    </section>
  );
}

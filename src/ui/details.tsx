import type { Child } from 'hono/jsx';
import { type Lang, pick } from './lang.ts';

const text = { zh: '怎么算的', en: 'How this was worked out' };

/** Something explained on request. */
export function Details({ summary, open = false, children }: { summary: Child; open?: boolean; children?: Child }) {
  return (
    <details open={open}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}

/** How a deadline or a figure came about, step by step. */
export function HowCounted({ lang, lines, summary }: { lang: Lang; lines: readonly Child[]; summary?: Child }) {
  return (
    <Details summary={summary ?? pick(text, lang)}>
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </Details>
  );
}

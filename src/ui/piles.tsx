import { countWords, type Lang, pick } from './lang.ts';
import { Sign } from './sign.tsx';

const text = { zh: { label: '按急缓分堆' }, en: { label: 'Piles by urgency' } };

export type Pile = {
  href: string;
  label: string;
  count: number;
  hint?: string | undefined;
  tone?: 'late' | 'soon' | undefined;
  current?: boolean | undefined;
};

/** The workbench's piles: each number opens its list. */
export function Piles({ lang, piles }: { lang: Lang; piles: readonly Pile[] }) {
  return (
    <nav aria-label={pick(text, lang).label}>
      <ul class="piles">
        {piles.map((pile) => (
          <li>
            <a class={pile.tone ? `pile is-${pile.tone}` : 'pile'} href={pile.href} aria-current={pile.current ? 'page' : undefined}>
              {pile.tone ? <Sign shape={pile.tone === 'late' ? 'block' : 'triangle'} /> : null}
              {pile.label}
              <b class="num">{countWords(pile.count)}</b>
              {pile.hint ? <span class="sub">{pile.hint}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

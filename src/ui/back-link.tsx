import { type Lang, pick } from './lang.ts';

const text = { zh: '返回', en: 'Back' };

export function BackLink({ lang, href, label }: { lang: Lang; href: string; label?: string | undefined }) {
  return (
    <a class="back" href={href}>
      {label ?? pick(text, lang)}
    </a>
  );
}

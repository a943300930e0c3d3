import type { Child } from 'hono/jsx';
import { HiddenCsrf } from './form.tsx';
import { type Lang, pick } from './lang.ts';
import { Sign } from './sign.tsx';

const text = { zh: { list: '可以做的事', not: '现在不能' }, en: { list: 'What can be done', not: 'Not now: ' } };

/** What may be done (a link to its form, or one press), and what may not, with the reason in one line. */
export type Action =
  | { label: string; href: string; main?: boolean | undefined; why?: Child }
  | { label: string; post: string; main?: boolean | undefined; why?: Child }
  | { label: string; not: Child };

export function ActionList({ lang, actions, csrf }: { lang: Lang; actions: readonly Action[]; csrf: string }) {
  const t = pick(text, lang);
  return (
    <ul class="actions" aria-label={t.list}>
      {actions.map((action) =>
        'not' in action ? (
          <li class="is-not">
            <Sign shape="dash" />
            <span>
              {t.not}
              {action.label}
              {lang === 'zh' ? '：' : '. '}
              {action.not}
            </span>
          </li>
        ) : (
          <li>
            {'href' in action ? (
              <a class={action.main ? 'btn primary' : 'btn'} href={action.href}>
                {action.label}
              </a>
            ) : (
              <form action={action.post} method="post">
                <HiddenCsrf token={csrf} />
                <button type="submit" class={action.main ? 'btn primary' : 'btn'}>
                  {action.label}
                </button>
              </form>
            )}
            {action.why ? <span class="why">{action.why}</span> : null}
          </li>
        ),
      )}
    </ul>
  );
}

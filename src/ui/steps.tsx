import { type Lang, pick } from './lang.ts';
import { Sign } from './sign.tsx';

const text = {
  zh: { done: '（已完成）', now: '（现在）', todo: '（还没到）' },
  en: { done: ' (done)', now: ' (now)', todo: ' (to come)' },
};

export type Step = { label: string; state: 'done' | 'now' | 'todo' };

/** Where a matter stands among a few plain stations; four fit a phone. */
export function Steps({ lang, steps }: { lang: Lang; steps: readonly Step[] }) {
  const t = pick(text, lang);
  return (
    <ol class="steps">
      {steps.map(({ label, state }) => (
        <li class={`is-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          {state === 'done' ? <Sign shape="tick" /> : null}
          {label}
          <span class="sr">{t[state]}</span>
        </li>
      ))}
    </ol>
  );
}

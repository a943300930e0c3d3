// The one form for a verdict, the same at the door of a link, on the phone and on paper: solved, level, words. Nothing is ticked beforehand (must-not 8).
import { Radios } from '#ui/choice.tsx';
import { TextArea } from '#ui/field.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { levelOrder, levelWords, solvedOrder, solvedWords } from '../words.ts';

export type VerdictField = 'solved' | 'level' | 'words';
export type VerdictForm = FormState<VerdictField>;

const text = {
  zh: {
    solved: '这件事办好了吗？',
    level: '您满意吗？',
    words: '还想说什么',
    no: '选“没办好”，我们按原来的编号重新办，不用再报一次。',
    why: '不写也可以。选“没办好”不用说明理由，写清楚还差什么会办得更快。',
    solvedAsked: '反映人说办好了吗？',
    levelAsked: '反映人满意吗？',
    wordsAsked: '反映人还说了什么（照原话记）',
  },
  en: {
    solved: 'Was it done?',
    level: 'How satisfied are you?',
    words: 'Anything you want to say',
    no: 'If you say "no", we take it up again under the same number; you need not raise it again.',
    why: 'You may leave this empty. A "no" needs no reason; telling what is missing makes the work quicker.',
    solvedAsked: 'Was it done, as the raiser says?',
    levelAsked: 'How satisfied is the raiser?',
    wordsAsked: "What else the raiser said (in the raiser's own words)",
  },
} satisfies Record<Lang, unknown>;

/** `asked`: a call-back officer writes down what the raiser says. */
export function VerdictFields({ lang, form, limit, asked = false }: { lang: Lang; form: VerdictForm; limit: number; asked?: boolean }) {
  const t = pick(text, lang);
  return (
    <>
      <Radios
        {...asField(form, 'solved')}
        lang={lang}
        label={asked ? t.solvedAsked : t.solved}
        options={solvedOrder.map((value) => ({ value, label: solvedWords[value][lang], ...(value === 'no' ? { hint: t.no } : {}) }))}
      />
      <Radios
        {...asField(form, 'level')}
        lang={lang}
        label={asked ? t.levelAsked : t.level}
        options={levelOrder.map((value) => ({ value: String(value), label: levelWords[value][lang] }))}
      />
      <TextArea
        {...asField(form, 'words')}
        lang={lang}
        label={asked ? t.wordsAsked : t.words}
        hint={asked ? undefined : t.why}
        optional
        rows={4}
        limit={limit}
      />
    </>
  );
}

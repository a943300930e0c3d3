// A password chosen for the first time: twice, never shown again, never filled in from what was typed.
import { Field } from '#ui/field.tsx';
import { errorOf, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';

const text = {
  zh: { password: '密码', hint: '至少 10 个字；几个不相干的词连起来最好', again: '再写一遍密码' },
  en: { password: 'Password', hint: 'At least 10 characters; a few unrelated words are best', again: 'The password once more' },
} satisfies Record<Lang, unknown>;

export function NewPassword({ lang, form }: { lang: Lang; form: FormState }) {
  const t = pick(text, lang);
  const field = (name: 'password' | 'again') =>
    ({ name, error: errorOf(form, name), lang, type: 'password', autocomplete: 'new-password', width: 'middle' }) as const;
  return (
    <>
      <Field {...field('password')} label={t.password} hint={t.hint} />
      <Field {...field('again')} label={t.again} />
    </>
  );
}

import { type FieldError, fieldId } from './form-state.ts';
import { type Lang, pick } from './lang.ts';

const text = {
  zh: { title: '还差一点，请改这几处', kept: '您写的都还在，没有丢。' },
  en: { title: 'Almost there: please correct this', kept: 'Everything you wrote is still here.' },
};

type ErrorSummaryProps = { lang: Lang; errors: readonly FieldError[]; title?: string | undefined };

/** Stands at the top of a form that came back; takes the focus when the page opens, and each line leads to its field. */
export function ErrorSummary({ lang, errors, title }: ErrorSummaryProps) {
  if (errors.length === 0) return null;
  const t = pick(text, lang);
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{title ?? t.title}</h2>
      <p>{t.kept}</p>
      <ul>
        {errors.map((error) => (
          <li>
            <a href={`#${fieldId(error.name)}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

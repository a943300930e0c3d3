// What an outlet has still to send, and what it could not deliver.
import { Form } from '#ui/form.tsx';
import { groupNumber, instantShort, pick } from '#ui/lang.ts';
import type { OutletPageProps, Standing } from './outlet-view.ts';
import { text } from './outlet-words.ts';

export function Dead({ frame, outlet, dead, now }: Standing) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  return (
    <section class="card" id="dead">
      <h2>
        {t.dead} <span class="num">{dead.length}</span>
      </h2>
      <p class="muted">{t.deadWhy}</p>
      {dead.map((message) => {
        const here = `/staff/outlets/${outlet.id}/messages/${message.id}`;
        return (
          <article class="dead-message">
            <p>
              <b class="num">{instantShort(message.createdAt, now, lang)}</b> {numbersOf(message.numbers)}
              {lang === 'zh' ? '，' : ', '}
              {t.tried(message.attempts)}
            </p>
            <p>{message.why}</p>
            <Form action={`${here}/retry`} csrf={csrf}>
              <button type="submit" class="btn">
                {t.retry}
              </button>
            </Form>
            <form action={`${here}/discard`} method="post" class="discard">
              <input type="hidden" name="csrf" value={csrf} />
              <label>
                {t.reason} <input type="text" name="reason" maxlength={500} />
              </label>{' '}
              <button type="submit" class="btn">
                {t.discard}
              </button>
            </form>
          </article>
        );
      })}
    </section>
  );
}

export function Queue({ frame, waiting, now }: OutletPageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <section class="card">
      <h2>{t.queue}</h2>
      {waiting.length === 0 ? (
        <p>{t.queueNone}</p>
      ) : (
        <ul>
          {waiting.map((message) => (
            <li>
              {numbersOf(message.numbers)} <span class="muted">{t.nextAt(instantShort(message.nextAt, now, lang))}</span>
              {message.why ? <span class="sub"> {message.why}</span> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function numbersOf(numbers: readonly string[]) {
  const [first = '', ...more] = numbers;
  return (
    <span class="num">
      {groupNumber(first)}
      {more.length > 0 ? ` +${more.length}` : ''}
    </span>
  );
}

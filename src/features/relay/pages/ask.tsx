// Asking the hotline to reach the raiser, and what came of it. Alias and result only: no number is on this page, and none is behind it.
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Radios } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, instantShort, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import type { Carried } from '../actions.ts';
import { type AskField, mostWords, relayKinds } from '../rules.ts';
import { kindWords, outcomeWords, stateWords } from '../sentences.ts';

const text = {
  zh: {
    title: '请热线转接',
    back: '回到这件事',
    lead: '您看不到反映人的电话。热线替您打：接通后转给您，或者把一句话转告，再把回话记在这里。反映人看得到请过几次。',
    kind: '要热线做什么',
    words: '为什么事',
    wordsHint: '热线会照着说。例：想约周三上午到现场看漏水的地方',
    when: '什么时候方便',
    whenHint: '您能接电话的时间。例：下午三点以后',
    send: '交给热线',
    sent: '已交给热线，有结果会在消息里告诉您。',
    withdrawn: '已撤回。',
    withdraw: '撤回',
    list: '本单位请过的',
    wait: '还在等热线。有结果以前不再提第二个；要改，请先撤回。',
    ended: '这件事已经办完，不再转接。',
    note: '接通以后，请到这件事里用“联系”记下谈了什么。',
  },
  en: {
    title: 'Ask the hotline to reach the raiser',
    back: 'Back to the matter',
    lead: "You do not see the raiser's phone. The hotline rings for you: puts you through, or passes a message on and writes the answer here. The raiser sees how often that was asked.",
    kind: 'What the hotline should do',
    words: 'What it is about',
    wordsHint: 'The hotline will say this. E.g. I should like to see the leak on Wednesday morning',
    when: 'When you can be rung',
    whenHint: 'E.g. after three in the afternoon',
    send: 'Give it to the hotline',
    sent: 'The hotline has it; you will find the result among your notices.',
    withdrawn: 'Withdrawn.',
    withdraw: 'Withdraw',
    list: 'Asked by your unit',
    wait: 'The hotline still has one. There is no second one before its result; withdraw it to change it.',
    ended: 'This matter has ended; nobody is put through any more.',
    note: 'Once you have talked, write down what was said with "Contact" on the matter.',
  },
};

type Props = {
  frame: StaffFrame;
  mark: string;
  number: string;
  alias: string;
  now: Instant;
  form: FormState<AskField>;
  mayAsk: boolean;
  done: 'sent' | 'withdrawn' | null;
  requests: readonly Carried[];
};

export function AskRelayPage({ frame, mark, number, alias, now, form, mayAsk, done, requests }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const base = `/staff/matters/${number}`;
  const isWaiting = requests.some((one) => one.state === 'open');
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false} mark={mark}>
      <BackLink lang={lang} href={base} label={t.back} />
      <p class="muted num">
        {groupNumber(number)} · {alias}
      </p>
      <h1>{t.title}</h1>
      {done ? <Notice tone="success" title={t[done]} /> : null}
      <p>{t.lead}</p>
      {isWaiting ? <Notice tone="info" title={t.wait} /> : null}
      {!isWaiting && !mayAsk ? <Notice tone="info" title={t.ended} /> : null}
      {!isWaiting && mayAsk ? (
        <Form action={`${base}/relay`} csrf={frame.csrf}>
          <ErrorSummary lang={lang} errors={form.errors} />
          <Radios
            {...asField(form, 'kind')}
            lang={lang}
            label={t.kind}
            options={relayKinds.map((value) => ({ value, label: kindWords[value][lang] }))}
          />
          <TextArea {...asField(form, 'words')} lang={lang} label={t.words} hint={t.wordsHint} rows={3} limit={mostWords} />
          <Field {...asField(form, 'when')} lang={lang} label={t.when} hint={t.whenHint} optional />
          <SubmitRow label={t.send} />
        </Form>
      ) : null}
      {requests.length > 0 ? <h2>{t.list}</h2> : null}
      {requests.map((one) => (
        <section class="card">
          <p>
            <b>{kindWords[one.kind][lang]}</b> · {stateWords[one.state][lang]} · {instantShort(one.askedAt, now, lang)}
          </p>
          <p>{one.words}</p>
          <Tries one={one} now={now} lang={lang} />
          {one.state === 'connected' ? <p class="muted">{t.note}</p> : null}
          {one.state === 'open' ? (
            <Form action={`${base}/relay/${one.id}/withdraw`} csrf={frame.csrf}>
              <button type="submit" class="btn" aria-label={`${t.withdraw} ${kindWords[one.kind][lang]}`}>
                {t.withdraw}
              </button>
            </Form>
          ) : null}
        </section>
      ))}
    </StaffPage>
  );
}

export function Tries({ one, now, lang }: { one: Carried; now: Instant; lang: Lang }) {
  if (one.attempts.length === 0) return null;
  return (
    <ul>
      {one.attempts.map((attempt) => (
        <li>
          {instantShort(attempt.at, now, lang)} · {outcomeWords[attempt.outcome][lang]}
          {attempt.words === '' ? null : (
            <>
              {lang === 'zh' ? '：' : ': '}
              {attempt.words}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

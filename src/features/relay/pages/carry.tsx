// One request at the hotline: what to say, how to come by the phone, and what came of the try.
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Radios } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, instantShort, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import type { Carried } from '../actions.ts';
import { type CarryField, mostWords, relayOutcomes } from '../rules.ts';
import { kindWords, outcomeWords, stateWords } from '../sentences.ts';
import { Tries } from './ask.tsx';

const text = {
  zh: {
    title: '替承办单位联系',
    back: '回到转接请求',
    what: '要做什么',
    unit: '哪个单位',
    who: '转给谁',
    words: '为什么事',
    when: '什么时候方便',
    since: '何时提的',
    any: '没有写',
    phone: '查看电话（要写理由）',
    outcome: '这次的结果',
    answer: '反映人怎么说',
    answerHint: '承办人会看到。不要写姓名、电话、住址。',
    save: '记下',
    before: '打过的',
    settled: '这个请求已经有结果：',
    rule: '没打通要换时间再打；隔一小时以上打过三次都没通，系统自动记为“多次没打通”。',
  },
  en: {
    title: 'Reach the raiser for the unit',
    back: 'Back to the calls to carry',
    what: 'Asked for',
    unit: 'Unit',
    who: 'Put through to',
    words: 'About',
    when: 'When it suits',
    since: 'Asked',
    any: 'not said',
    phone: 'Show the phone (with a reason)',
    outcome: 'What came of it',
    answer: 'What the raiser said',
    answerHint: 'The handler will read this. No name, phone or address.',
    save: 'Write down',
    before: 'Tried before',
    settled: 'This one is settled: ',
    rule: 'If nobody answers, try at another time; after three tries an hour or more apart it is written down as not reached.',
  },
};

type Props = {
  frame: StaffFrame;
  mark: string;
  number: string;
  alias: string;
  now: Instant;
  unit: string;
  asker: string;
  request: Carried;
  form: FormState<CarryField>;
};

export function CarryPage({ frame, mark, number, alias, now, unit, asker, request, form }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false} mark={mark}>
      <BackLink lang={lang} href="/staff/relay" label={t.back} />
      <p class="muted num">
        {groupNumber(number)} · {alias}
      </p>
      <h1>{t.title}</h1>
      <section class="card">
        <SummaryList
          facts={[
            { term: t.what, value: kindWords[request.kind][lang] },
            { term: t.words, value: request.words },
            { term: t.unit, value: unit },
            { term: t.who, value: asker },
            { term: t.when, value: request.when || t.any },
            { term: t.since, value: instantShort(request.askedAt, now, lang) },
          ]}
        />
        {request.state === 'open' ? (
          <p>
            <a class="btn" href={`/staff/matters/${number}/raiser`}>
              {t.phone}
            </a>
          </p>
        ) : null}
      </section>
      {request.state === 'open' ? (
        <Form action={`/staff/relay/${number}/${request.id}`} csrf={frame.csrf}>
          <ErrorSummary lang={lang} errors={form.errors} />
          <Radios
            {...asField(form, 'outcome')}
            lang={lang}
            label={t.outcome}
            hint={t.rule}
            options={relayOutcomes.map((value) => ({ value, label: outcomeWords[value][lang] }))}
          />
          <TextArea {...asField(form, 'words')} lang={lang} label={t.answer} hint={t.answerHint} rows={3} limit={mostWords} optional />
          <SubmitRow label={t.save} />
        </Form>
      ) : (
        <Notice tone="info" title={`${t.settled}${stateWords[request.state][lang]}`} />
      )}
      {request.attempts.length > 0 ? (
        <section class="card">
          <h2>{t.before}</h2>
          <Tries one={request} now={now} lang={lang} />
        </section>
      ) : null}
    </StaffPage>
  );
}

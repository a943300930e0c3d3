// One call: what to say, whom to call (each look is logged), what came of it. A verdict can be written down only after somebody was reached.
import type { Instant } from '#core/time/day.ts';
import { type Action, ActionList } from '#ui/action-list.tsx';
import { BackLink } from '#ui/back-link.tsx';
import { Radios } from '#ui/choice.tsx';
import { KeptLine } from '#ui/draft.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { clockIn, groupNumber, instantShort, instantWords, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Quote } from '#ui/quote.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import type { NextCall } from '../rules-calls.ts';
import type { RaiserView } from '../rules-raiser-view.ts';
import { callWindowWords, levelWords, needWords, outcomeWords, solvedWords, statusWords } from '../words.ts';
import { CallDraftNotice, type CallRestored, callDraftHow } from './call-draft.tsx';
import { Script } from './call-script.tsx';

export const callForms = ['verdict', 'refuse', 'paper', 'check-back'] as const;
export type CallFormName = (typeof callForms)[number];

const text = {
  zh: {
    back: '回访列表',
    number: '编号',
    state: '状态',
    states: { replied: '已答复，等本人评价', awaitingVerdict: '已答复，等本人评价', judged: '本人已评价' } as Readonly<
      Record<string, string>
    >,
    owner: '承办单位',
    answered: '答复时间',
    calls: '通话记录',
    none: '还没打过',
    tried: (n: number, of: number) => `没接通 ${n} / ${of} 次（隔两小时以上才另算一次）`,
    next: (from: string, to: string, window: string) => `下次请在${window}打：${from} 到 ${to}（换个时段，才算不同时间）。`,
    notNow: '现在是午休或夜里，不宜打电话。',
    mine: (until: string) => `这个电话由您来打，别人到 ${until} 前看不到号码。`,
    theirs: (name: string, until: string) => `${name}正在打这个电话，到 ${until}`,
    theirsWhy: '请先打别的，免得同一个人接到两次。过了时间，或者对方放开，您就能打。',
    release: '先不打了，放开',
    invitation: '评价链接',
    invited: {
      notSent: '已备好，未发送（还没有开通短信通道）',
      noPhone: '没留电话，没有发送',
      over: '已不需要',
      new: '正在准备',
      sent: '已发送',
    } as Record<string, string>,
    notInvited: '还没有邀请',
    asked: '反映的事',
    reply: '答复',
    outcome: '结果',
    basis: '依据',
    remedy: '不满意怎么办',
    contact: '联系方式',
    show: '显示姓名和电话',
    showWhy: '每看一次都留记录，反映人能看到次数。',
    name: '称呼',
    phone: '电话',
    address: '地址',
    agent: '代填人',
    needs: '要留意',
    noContact: '这件事没有留联系方式，或者按保密规定您不能看。',
    attempt: '记这次通话',
    reached: '打通了吗？',
    yes: '打通了，本人接的',
    no: '没打通（没人接、关机、不是本人）',
    words: '情况',
    wordsHint: '没打通写明原因；打通了可以不写。',
    save: '记下',
    seen: '已显示，并已留下一条记录',
    actions: '接着做',
    forms: { verdict: '记评价（照反映人说的）', refuse: '记“不愿评价”', paper: '录入纸质评价', 'check-back': '记回头看' } as Record<
      CallFormName,
      string
    >,
    done: '已记下',
    verdict: '已有的评价',
  },
  en: {
    back: 'Call-backs',
    number: 'Number',
    state: 'State',
    states: {
      replied: 'Answered; the raiser has yet to judge',
      awaitingVerdict: 'Answered; the raiser has yet to judge',
      judged: 'The raiser has judged',
    } as Readonly<Record<string, string>>,
    owner: 'Owner unit',
    answered: 'Answered',
    calls: 'Calls',
    none: 'none yet',
    tried: (n: number, of: number) => `unreached ${n} of ${of} (only calls two hours apart count)`,
    next: (from: string, to: string, window: string) =>
      `Call next in the ${window}: ${from} to ${to} (another time of day, so that it counts as one).`,
    notNow: 'It is noon or night: no time to ring people.',
    mine: (until: string) => `This call is yours; nobody else sees the number before ${until}.`,
    theirs: (name: string, until: string) => `${name} is making this call, until ${until}`,
    theirsWhy: 'Take another one, so that nobody is rung twice. It is free again after that time, or when it is released.',
    release: 'Not now, release it',
    invitation: 'Verdict link',
    invited: {
      notSent: 'ready, not sent (no channel is open yet)',
      noPhone: 'no phone, not sent',
      over: 'no longer needed',
      new: 'being prepared',
      sent: 'sent',
    } as Record<string, string>,
    notInvited: 'not invited yet',
    asked: 'What was raised',
    reply: 'The answer',
    outcome: 'Outcome',
    basis: 'Basis',
    remedy: 'If the raiser disagrees',
    contact: 'Contact',
    show: 'Show name and phone',
    showWhy: 'Each look is logged, and the raiser sees how many there were.',
    name: 'Name',
    phone: 'Phone',
    address: 'Address',
    agent: 'Filled in by',
    needs: 'Please mind',
    noContact: 'No contact was left, or its secrecy does not let you see it.',
    attempt: 'Record this call',
    reached: 'Did you reach the raiser?',
    yes: 'Yes, the raiser answered',
    no: 'No (no answer, switched off, somebody else)',
    words: 'What happened',
    wordsHint: 'Say why, if nobody was reached; otherwise it may stay empty.',
    save: 'Record',
    seen: 'Shown, and logged',
    actions: 'Go on',
    forms: {
      verdict: 'Record the verdict (as the raiser says)',
      refuse: 'Record that the raiser declines',
      paper: 'Enter a verdict on paper',
      'check-back': 'Record a check-back',
    } as Record<CallFormName, string>,
    done: 'Recorded',
    verdict: 'Verdict so far',
  },
} satisfies Record<Lang, unknown>;

export type CallPageProps = {
  frame: StaffFrame;
  mark: string;
  view: RaiserView;
  now: Instant;
  unitName: (id: string) => string;
  pressKey: string;
  calls: {
    unreached: number;
    reached: boolean;
    nextUsefulAt: Instant | null;
    needed: number;
    list: readonly { at: Instant; reached: boolean }[];
    next: NextCall;
    isCallingTime: boolean;
  };
  /** Whose call it is now. */
  claim: { mine: boolean; name: string; until: Instant } | null;
  invitation: string | null;
  contact: { name: string; phone: string; address: string; representedBy: string | null; needs: readonly string[] } | 'hidden' | 'none';
  form: FormState<'reached' | 'callWords'>;
  /** When the draft in the form was kept, and whether the matter moved on since; null where there is none. */
  restored: CallRestored | null;
  /** Why a form is not open now. */
  not: Partial<Record<CallFormName | 'attempt', string>>;
  done: boolean;
  conflict: string | null;
};

export function CallPage(props: CallPageProps) {
  const { frame, view, now, unitName, calls, form, not } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const here = `/staff/callbacks/${view.number}`;
  const held = props.claim && !props.claim.mine ? props.claim : null;
  const actions: Action[] = callForms.flatMap((name): Action[] => {
    const why = not[name];
    if (why !== undefined) return name === 'check-back' ? [] : [{ label: t.forms[name], not: why }];
    if (held && (name === 'verdict' || name === 'refuse')) return [];
    return [{ label: t.forms[name], href: `${here}/${name}`, main: name === 'verdict' || name === 'check-back' }];
  });
  return (
    <StaffPage {...frame} current="/staff/callbacks" title={view.title} hasErrors={form.errors.length > 0} wide={false} mark={props.mark}>
      <BackLink lang={lang} href="/staff/callbacks" label={t.back} />
      <ErrorSummary lang={lang} errors={form.errors} />
      {props.done ? <Notice tone="success" title={t.done} /> : null}
      {props.conflict ? <Notice tone="warning" title={props.conflict} /> : null}
      <h1>{view.title}</h1>
      <SummaryList
        facts={[
          { term: t.number, value: <span class="num">{groupNumber(view.number)}</span> },
          { term: t.state, value: t.states[view.status] ?? statusWords[view.status][lang] },
          { term: t.owner, value: unitName(view.holderId) },
          ...(view.reply ? [{ term: t.answered, value: instantWords(view.reply.at, now, lang) }] : []),
          ...(view.verdict
            ? [{ term: t.verdict, value: `${solvedWords[view.verdict.solved][lang]} · ${levelWords[view.verdict.level][lang]}` }]
            : []),
          { term: t.invitation, value: props.invitation === null ? t.notInvited : (t.invited[props.invitation] ?? props.invitation) },
        ]}
      />
      <h2>{t.asked}</h2>
      <Quote words={view.text}>{view.placeText}</Quote>
      {view.reply ? (
        <>
          <h2>{t.reply}</h2>
          <Quote words={view.reply.text} />
          <SummaryList
            facts={[
              { term: t.outcome, value: outcomeWords[view.reply.outcome][lang] },
              { term: t.basis, value: view.reply.basis },
              ...(view.reply.remedy ? [{ term: t.remedy, value: view.reply.remedy }] : []),
            ]}
          />
        </>
      ) : null}
      <h2>{t.contact}</h2>
      {held ? (
        <Notice tone="warning" title={t.theirs(held.name, clockIn(held.until))}>
          <p>{t.theirsWhy}</p>
        </Notice>
      ) : (
        <ContactPart {...props} here={here} />
      )}
      {not.attempt === undefined && !held ? (
        <>
          <Script lang={lang} title={view.title} unit={unitName(view.holderId)} />
          <h2>{t.calls}</h2>
          <p>{calls.list.length === 0 ? t.none : calls.reached ? null : t.tried(calls.unreached, calls.needed)}</p>
          {calls.reached || calls.list.length === 0 ? null : (
            <p>
              <b>{t.next(instantShort(calls.next.from, now, lang), clockIn(calls.next.to), callWindowWords[calls.next.window][lang])}</b>
            </p>
          )}
          {calls.isCallingTime ? null : <p class="muted">{t.notNow}</p>}
          {calls.list.length > 0 ? (
            <ul>
              {calls.list.map((call) => (
                <li>
                  <span class="num">{instantShort(call.at, now, lang)}</span> {call.reached ? t.yes : t.no}
                </li>
              ))}
            </ul>
          ) : null}
          <h2>{t.attempt}</h2>
          {props.restored ? (
            <CallDraftNotice lang={lang} restored={props.restored} action={`${here}/attempt/draft`} csrf={frame.csrf} />
          ) : null}
          <Form action={`${here}/attempt`} csrf={frame.csrf} draft={`${here}/attempt/draft`}>
            <Hidden name="version" value={String(view.version)} />
            <Hidden name="key" value={props.pressKey} />
            <Radios
              {...asField(form, 'reached')}
              lang={lang}
              label={t.reached}
              options={[
                { value: 'yes', label: t.yes },
                { value: 'no', label: t.no },
              ]}
            />
            <TextArea {...asField(form, 'callWords')} lang={lang} label={t.words} hint={t.wordsHint} optional rows={3} />
            <SubmitRow label={t.save} />
            <KeptLine lang={lang}>{callDraftHow[lang]}</KeptLine>
          </Form>
        </>
      ) : null}
      {props.claim?.mine ? (
        <Form action={`${here}/release`} csrf={frame.csrf}>
          <p class="muted">{t.mine(clockIn(props.claim.until))}</p>
          <p>
            <button type="submit" class="btn">
              {t.release}
            </button>
          </p>
        </Form>
      ) : null}
      <h2>{t.actions}</h2>
      <ActionList lang={lang} actions={actions} csrf={frame.csrf} />
    </StaffPage>
  );
}

function ContactPart({ frame, contact, here }: CallPageProps & { here: string }) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  if (contact === 'none') return <p>{t.noContact}</p>;
  if (contact === 'hidden') {
    return (
      <Form action={`${here}/contact`} csrf={csrf}>
        <p class="muted">{t.showWhy}</p>
        <SubmitRow label={t.show} />
      </Form>
    );
  }
  return (
    <>
      <Notice tone="info" title={t.seen} />
      <SummaryList
        facts={[
          { term: t.name, value: contact.name || '—' },
          { term: t.phone, value: contact.phone ? <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a> : '—' },
          ...(contact.address ? [{ term: t.address, value: contact.address }] : []),
          ...(contact.representedBy ? [{ term: t.agent, value: contact.representedBy }] : []),
          ...(contact.needs.length > 0
            ? [{ term: t.needs, value: contact.needs.map((need) => needWords[need]?.[lang] ?? need).join(lang === 'zh' ? '、' : ', ') }]
            : []),
        ]}
      />
    </>
  );
}

// How long things are kept: what is set, what would go, holds, and the forms of the three.
import type { Day, Instant } from '#core/time/day.ts';
import { Select } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field, TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { countWords, groupNumber, instantShort, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { HoldField } from '../actions.ts';
import type { Plan } from '../actions-clear.ts';
import { type Hold, proposal, type RuleField, type RuleRow } from '../rules.ts';
import { confidentialityWords, monthsWords, type Twin, whatWords } from '../words.ts';

const text = {
  zh: {
    title: '保存期限',
    lead: '办理记录按档案规定一直保存，不在这里清除，只增不改。这里定的是记录以外的东西：反映人的身份信息、照片文件、日志各留多久。没有定期限的，一样都不清除。',
    said: { rule: '已保存。到生效日以后，每天由后台清除到期的内容。', hold: '已暂停清除这件事。', ended: '已恢复。到期的会照常清除。' },
    rules: '现行和将要生效的期限',
    what: '内容',
    kind: '事项类型',
    conf: '密级',
    months: '办完后保存',
    from: '生效',
    basis: '依据和理由',
    who: '谁定的',
    noRules: '还没有定期限，什么都不会清除。',
    usual: '系统不带默认期限',
    usualWhy:
      '清除了就找不回来，所以一样都不预先定。反映人的身份信息、照片文件没有全国统一的月数：《个人信息保护法》第十九条只说“必要的最短时间”，月数请按本县的档案和信访规定定。',
    usualLog: (months: number, law: string) => `日志：${months} 个月，依据${law}（法定最短，可以更长）。`,
    take: '照这一条填好',
    plan: '会清除什么',
    planOn: (day: string) => `按已经定下的期限，到 ${day} 会清除：`,
    planN: '件数',
    planHeld: '其中暂停的另有',
    nothing: '没有到期的内容。',
    looks: (n: string, months: number) => `超过 ${months} 个月的日志 ${n} 条`,
    look: '看另一天',
    lookDay: '哪一天',
    done: '最近一年已清除',
    matters: '事项',
    pieces: '条、个',
    set: '定一个期限',
    setHint: '密级和类型都写明的优先，其次只写密级的，再次只写类型的，最后是“不分”。',
    any: '不分',
    monthsField: '办完后保存几个月',
    monthsHint: '6 到 600。留空：一直保存，直到另有规定。',
    fromHint: '最早 7 天以后。',
    basisField: '依据（文件名和条款）',
    reason: '理由',
    save: '保存',
    holds: '暂停清除',
    holdsWhy: '诉讼、审计、调查要用到的事项，可以单独暂停清除，用完再恢复。',
    number: '事项编号',
    holdBasis: '依据（案号、通知文号）',
    holdButton: '暂停清除',
    since: '从何时',
    state: '状态',
    open: '暂停中',
    ended: (at: string, why: string) => `已恢复 ${at}：${why}`,
    endReason: '恢复的理由',
    end: '恢复清除',
    only: '只有安全管理岗定期限；安全管理岗和审计岗可以暂停、恢复。',
  },
  en: {
    title: 'How long things are kept',
    lead: 'The record of each matter is kept for ever, only added to, and never cleared here. What is set here is the rest: who raised it, photos and papers, logs. Where no period is set, nothing goes.',
    said: {
      rule: 'Saved. From its first day on, the clock clears each day what is over.',
      hold: 'This matter is on hold.',
      ended: 'The hold has ended; what is over goes as usual.',
    },
    rules: 'Periods set',
    what: 'What',
    kind: 'Kind',
    conf: 'Confidentiality',
    months: 'Kept after the end',
    from: 'From',
    basis: 'Basis and reason',
    who: 'By',
    noRules: 'No period is set: nothing is cleared.',
    usual: 'There are no periods by default',
    usualWhy:
      'What is cleared does not come back, so nothing is set beforehand. For a raiser\'s identity and for photos no law names months: it says only "the shortest that serves" (Personal Information Protection Law, art. 19). Set them by your county\'s rules on archives and petitions.',
    usualLog: (months: number, law: string) => `Logs: ${months} months, by ${law} (the shortest allowed; longer is fine).`,
    take: 'Fill in this one',
    plan: 'What would go',
    planOn: (day: string) => `By the periods as they are set, on ${day}:`,
    planN: 'Matters',
    planHeld: 'On hold besides',
    nothing: 'Nothing is over.',
    looks: (n: string, months: number) => `${n} lines of logs older than ${months} months`,
    look: 'Another day',
    lookDay: 'Which day',
    done: 'Cleared in the last year',
    matters: 'Matters',
    pieces: 'Pieces',
    set: 'Set a period',
    setHint: 'The most exact counts: confidentiality and kind, then confidentiality, then kind, then any.',
    any: 'any',
    monthsField: 'Months kept after the end',
    monthsHint: '6 to 600. Empty: kept until a period is set again.',
    fromHint: 'In 7 days at the earliest.',
    basisField: 'Basis (document and article)',
    reason: 'Reason',
    save: 'Save',
    holds: 'Holds',
    holdsWhy: 'Matters that a suit, an audit or an inquiry needs can be held, and let go afterwards.',
    number: 'Number of the matter',
    holdBasis: 'Basis (case or notice number)',
    holdButton: 'Hold it',
    since: 'Since',
    state: 'State',
    open: 'on hold',
    ended: (at: string, why: string) => `ended ${at}: ${why}`,
    endReason: 'Why it ends',
    end: 'End the hold',
    only: 'Security administration sets periods; security and audit administration hold and let go.',
  },
};

type Props = {
  frame: StaffFrame;
  rules: readonly (RuleRow & { who: string })[];
  kindNames: Readonly<Record<string, Twin>>;
  plan: Plan;
  done: readonly { what: string; matters: number; pieces: number }[];
  holds: readonly Hold[];
  ruleForm: FormState<RuleField>;
  holdForm: FormState<HoldField>;
  earliest: Day;
  /** The form holds the proposal. */
  proposed: boolean;
  mayRule: boolean;
  mayHold: boolean;
  said: 'rule' | 'hold' | 'ended' | null;
  now: Instant;
};

export function RetentionPage(props: Props) {
  const { frame, rules, kindNames, done, said, now } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const hasErrors = props.ruleForm.errors.length + props.holdForm.errors.length > 0;
  const kind = (one: string) => kindNames[one]?.[lang] ?? t.any;
  return (
    <StaffPage {...frame} title={t.title} hasErrors={hasErrors}>
      <h1>{t.title}</h1>
      {said ? <Notice tone="success" title={t.said[said]} /> : null}
      <p>{t.lead}</p>
      {rules.length === 0 ? (
        <EmptyState title={t.noRules} />
      ) : (
        <Table
          lang={lang}
          caption={t.rules}
          rows={rules}
          columns={[
            { head: t.what, kind: 'main', cell: (rule) => whatWords[rule.what][lang] },
            { head: t.kind, cell: (rule) => kind(rule.kind) },
            { head: t.conf, cell: (rule) => confidentialityWords[rule.confidentiality]?.[lang] ?? rule.confidentiality },
            { head: t.months, cell: (rule) => monthsWords(rule.months, lang) },
            { head: t.from, cell: (rule) => rule.validFrom },
            { head: t.basis, cell: (rule) => <span lang="zh-CN">{`${rule.basis} · ${rule.reason}`}</span> },
            { head: t.who, cell: (rule) => `${rule.who} ${instantShort(rule.madeAt, now, lang)}` },
          ]}
        />
      )}
      <PlanPart {...props} kind={kind} />
      {done.length > 0 ? (
        <Table
          lang={lang}
          caption={t.done}
          plain
          rows={done}
          columns={[
            {
              head: t.what,
              kind: 'main',
              cell: (row) => (row.what === 'raiser' || row.what === 'files' ? whatWords[row.what][lang] : row.what),
            },
            { head: t.matters, kind: 'num', cell: (row) => countWords(row.matters) },
            { head: t.pieces, kind: 'num', cell: (row) => countWords(row.pieces) },
          ]}
        />
      ) : null}
      {rules.some((rule) => rule.what === proposal.what) ? null : <Usual {...props} />}
      {props.mayRule ? <RuleForm {...props} kind={kind} /> : <p>{t.only}</p>}
      <Holds {...props} />
    </StaffPage>
  );
}

/** Said as long as the logs have no period: nothing is preset, and the one period with a law behind it is one click away. A person still saves it. */
function Usual({ frame, mayRule }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <section class="card" aria-labelledby="usual">
      <h2 id="usual">{t.usual}</h2>
      <p>{t.usualWhy}</p>
      <p>
        {t.usualLog(proposal.months, proposal.law)}{' '}
        {mayRule ? <a href={`/staff/retention?propose=${proposal.what}#set`}>{t.take}</a> : null}
      </p>
    </section>
  );
}

type KindOf = { kind: (one: string) => string };

function PlanPart({ frame, plan, kind, rules }: Props & KindOf) {
  const { lang } = frame;
  const t = pick(text, lang);
  const rows = (['raiser', 'files'] as const).flatMap((what) => plan[what].map((row) => ({ ...row, what })));
  if (rules.length === 0) return null;
  return (
    <section>
      <h2>{t.plan}</h2>
      <Form action="/staff/retention" csrf={frame.csrf} method="get">
        <DateField lang={lang} name="on" label={t.lookDay} value={plan.on} />
        <SubmitRow label={t.look} />
      </Form>
      <p>{t.planOn(plan.on)}</p>
      {rows.length === 0 && !plan.looks?.n ? <p>{t.nothing}</p> : null}
      {plan.looks && plan.looks.n > 0 ? <p>{t.looks(countWords(plan.looks.n), plan.looks.months)}</p> : null}
      {rows.length > 0 ? (
        <Table
          lang={lang}
          caption={t.plan}
          hideCaption
          rows={rows}
          columns={[
            { head: t.what, kind: 'main', cell: (row) => whatWords[row.what][lang] },
            { head: t.kind, cell: (row) => kind(row.kind) },
            { head: t.conf, cell: (row) => confidentialityWords[row.confidentiality]?.[lang] ?? row.confidentiality },
            { head: t.months, cell: (row) => monthsWords(row.months, lang) },
            { head: t.planN, kind: 'num', cell: (row) => countWords(row.n) },
            { head: t.planHeld, kind: 'num', cell: (row) => countWords(row.held) },
          ]}
        />
      ) : null}
    </section>
  );
}

function RuleForm({ frame, ruleForm, kindNames, earliest, kind, proposed }: Props & KindOf) {
  const { lang } = frame;
  const t = pick(text, lang);
  const whats = Object.entries(whatWords).map(([value, words]) => ({ value, label: words[lang] }));
  const kinds = ['*', ...Object.keys(kindNames)].map((value) => ({ value, label: kind(value) }));
  const confs = Object.entries(confidentialityWords).map(([value, words]) => ({ value, label: words[lang] }));
  return (
    <div id="set">
      <Details summary={t.set} open={proposed || ruleForm.errors.length > 0}>
        <p>{t.setHint}</p>
        <Form action="/staff/retention" csrf={frame.csrf}>
          <ErrorSummary lang={lang} errors={ruleForm.errors} />
          <Select {...asField(ruleForm, 'what')} lang={lang} label={t.what} options={whats} />
          <Select {...asField(ruleForm, 'kind')} lang={lang} label={t.kind} options={kinds} blank={null} />
          <Select {...asField(ruleForm, 'confidentiality')} lang={lang} label={t.conf} options={confs} blank={null} />
          <Field
            {...asField(ruleForm, 'months')}
            lang={lang}
            label={t.monthsField}
            hint={t.monthsHint}
            inputmode="numeric"
            width="short"
            optional
          />
          <DateField {...asField(ruleForm, 'validFrom')} lang={lang} label={t.from} hint={t.fromHint} min={earliest} />
          <Field {...asField(ruleForm, 'basis')} lang={lang} label={t.basisField} />
          <TextArea {...asField(ruleForm, 'reason')} lang={lang} label={t.reason} rows={2} />
          <SubmitRow label={t.save} />
        </Form>
      </Details>
    </div>
  );
}

function Holds({ frame, holds, holdForm, mayHold, now }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <section>
      <h2>{t.holds}</h2>
      <p>{t.holdsWhy}</p>
      {holds.length > 0 ? (
        <Table
          lang={lang}
          caption={t.holds}
          hideCaption
          rows={holds}
          columns={[
            { head: t.number, kind: 'main', cell: (one) => <span class="num">{groupNumber(one.number)}</span> },
            { head: t.basis, cell: (one) => <span lang="zh-CN">{`${one.basis} · ${one.reason}`}</span> },
            { head: t.since, cell: (one) => instantShort(one.madeAt, now, lang) },
            { head: t.state, cell: (one) => (one.endedAt ? t.ended(instantShort(one.endedAt, now, lang), one.endedReason) : t.open) },
            {
              head: t.end,
              labelled: false,
              cell: (one) =>
                one.endedAt || !mayHold ? null : (
                  <Form action={`/staff/retention/holds/${one.id}/end`} csrf={frame.csrf}>
                    <input type="text" name="endReason" aria-label={`${t.endReason} ${one.number}`} placeholder={t.endReason} />
                    <button type="submit" class="btn" aria-label={`${t.end} ${one.number}`}>
                      {t.end}
                    </button>
                  </Form>
                ),
            },
          ]}
        />
      ) : null}
      {mayHold ? (
        <Form action="/staff/retention/holds" csrf={frame.csrf}>
          <ErrorSummary lang={lang} errors={holdForm.errors} />
          <Field {...asField(holdForm, 'number')} lang={lang} label={t.number} width="middle" />
          <Field {...asField(holdForm, 'holdBasis')} lang={lang} label={t.holdBasis} />
          <Field {...asField(holdForm, 'holdReason')} lang={lang} label={t.reason} />
          <SubmitRow label={t.holdButton} />
        </Form>
      ) : null}
    </section>
  );
}

// One A4 page for whoever leads: five numbers in words, what is stuck, three residents' sentences, what grows, and one's own instructions. The same on a
// phone and on paper; on paper without the forms and without the frame.

import { Radios, Select, type SelectOption } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: {
    title: '领导一页',
    print: '打印（一张 A4）',
    reports: '看报表',
    numbers: '五个数',
    stuck: '卡住的事',
    stuckRule: '最多十件。先看提到哪一级，再看第几轮、退过几次、超期多久。按事项列，不按人。',
    old: (n: string) => `另有 ${n} 件从旧台账导入、导入前原期限就已过、还没有派单，不列在上面：`,
    seeOld: '看这些',
    noStuck: '没有超期、重办、提级的在办事项。',
    said: '群众原话',
    saidRule: '没解决、部分解决、解决了，各取统计期内最近一条六个字以上的，不挑选；隐去姓名电话，不列保密件，不附编号。',
    noSaid: '这段时间还没有带文字的评价。',
    solved: { no: '没解决', partly: '部分解决', yes: '解决了' },
    grows: '在增多的',
    growsRule: '最近四周的件数和前四周比。',
    noGrowth: '没有哪一类比前四周多。',
    few: '件数少，可能是偶然',
    mine: '我交办的',
    noMine: '还没有交办。在下面写一句话，就会成为一件有承办单位、有期限的事项。',
    instruct: '交办一件事',
    give: '交办',
    what: '要办什么',
    whatHint: '一句话说清：办什么事、在哪里、办到什么样。',
    unit: '交给哪个单位',
    limit: '多少天内答复',
    category: '类别',
    other: '不定类别',
    judge: '请您评价：办好了吗',
    judgeOptions: { yes: '办好了', partly: '部分办好', no: '没办好（重办）' },
    level: '满意程度',
    levels: ['非常满意', '满意', '基本满意', '不满意', '非常不满意'],
    judgeWords: '还想说的',
    send: '评价',
    open: '未到期不算超期；每个数都可点开看是哪些事项。',
    waits: '等您评价',
    notCounty: '交办由县领导和县政府办在这里提出。',
  },
  en: {
    title: "Leader's page",
    print: 'Print (one A4 page)',
    reports: 'Reports',
    numbers: 'Five numbers',
    stuck: 'What is stuck',
    stuckRule: 'Ten at most: by how high it climbed, then rounds, returns, and how long overdue. By matter, never by person.',
    old: (n: string) => `Not listed: ${n} from an older ledger, whose time was over before they came and which are not dispatched yet:`,
    seeOld: 'see them',
    noStuck: 'No open matter is overdue, handled again or escalated.',
    said: "Residents' own words",
    saidRule:
      'The newest verdict of six characters or more that says not solved, partly, solved; not chosen by hand. Names and phones are taken out; nothing sealed, no numbers.',
    noSaid: 'No verdict with words in this time.',
    solved: { no: 'Not solved', partly: 'Partly', yes: 'Solved' },
    grows: 'What grows',
    growsRule: 'Concerns of the last four weeks beside the four before.',
    noGrowth: 'No category grew.',
    few: 'few, may be chance',
    mine: 'My instructions',
    noMine: 'None yet. Write a sentence below: it becomes a matter with a unit and a date.',
    instruct: 'Give an instruction',
    give: 'Give it',
    what: 'What is to be done',
    whatHint: 'One sentence: what, where, and how one will see that it is done.',
    unit: 'To which unit',
    limit: 'Answer within',
    category: 'Category',
    other: 'No category',
    judge: 'Your verdict: is it done?',
    judgeOptions: { yes: 'Done', partly: 'Partly', no: 'Not done (handle again)' },
    level: 'How satisfied',
    levels: ['Very satisfied', 'Satisfied', 'Fairly satisfied', 'Dissatisfied', 'Very dissatisfied'],
    judgeWords: 'Anything else',
    send: 'Judge',
    open: 'What is not due yet is not overdue; every number opens its list.',
    waits: 'waits for your verdict',
    notCounty: 'Instructions are given here by the county leaders and the county office.',
  },
};

export type NumberView = {
  name: string;
  value: string;
  interval: string;
  sentence: string;
  meaning: string;
  /** The list behind the part and behind the whole. */
  partHref: string;
  wholeHref: string;
  partWords: string;
  wholeWords: string;
};
export type StuckView = { number: string; title: string; unit: string; since: string; why: string };
export type SentenceView = { solved: 'yes' | 'partly' | 'no'; words: string; where: string };
export type GrowthView = { name: string; before: number; after: number; href: string; few: boolean };
export type DirectiveView = {
  number: string;
  title: string;
  unit: string;
  status: string;
  due: string;
  said: string;
  waits: boolean;
  key: string;
};
export type InstructionField = 'text' | 'unit' | 'limit' | 'category';
export type LeaderProps = {
  frame: StaffFrame;
  scope: string;
  period: string;
  asOf: string;
  leftOut: string;
  rule: string;
  numbers: readonly NumberView[];
  stuck: readonly StuckView[];
  /** Of an older ledger, not dispatched; null: none. */
  old: string | null;
  sentences: readonly SentenceView[];
  growth: readonly GrowthView[];
  directives: readonly DirectiveView[];
  flash?: string | undefined;
  problem?: string | undefined;
  form: {
    state: FormState<InstructionField>;
    units: readonly SelectOption[];
    categories: readonly SelectOption[];
    limits: readonly { value: string; label: string; hint: string }[];
    key: string;
  } | null;
};

export function LeaderPage(props: LeaderProps) {
  const { frame, form } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form !== null && form.state.errors.length > 0}>
      <div class="one-page">
        <div class="head">
          <h1>
            {props.scope} <span class="sub-title">{props.period}</span>
          </h1>
          <p class="as-of">{props.asOf}</p>
        </div>
        {props.flash ? <Notice tone="success" title={props.flash} /> : null}
        {props.problem ? <Notice tone="warning" title={props.problem} /> : null}
        {form ? <ErrorSummary lang={lang} errors={form.state.errors} /> : null}
        <Numbers {...props} lang={lang} />
        <Stuck rows={props.stuck} old={props.old} lang={lang} />
        <div class="two-up">
          <Said rows={props.sentences} lang={lang} />
          <Grows rows={props.growth} lang={lang} />
        </div>
        <Mine {...props} lang={lang} />
        <p class="small rule-line">{props.rule}</p>
      </div>
      {form ? <Instruct form={form} frame={frame} lang={lang} /> : <p class="small no-print">{t.notCounty}</p>}
      <p class="no-print">
        <a href="/staff/reports">{t.reports}</a>
      </p>
    </StaffPage>
  );
}

function Numbers({ numbers, leftOut, lang }: LeaderProps & { lang: Lang }) {
  const t = pick(text, lang);
  return (
    <section aria-labelledby="numbers">
      <h2 id="numbers">{t.numbers}</h2>
      <dl class="numbers">
        {numbers.map((one) => (
          <div>
            <dt>
              {one.name} <b class="num">{one.value}</b> <span class="num">{one.interval}</span>
            </dt>
            <dd>
              {one.sentence} {one.meaning}{' '}
              <span class="no-print">
                <a href={one.partHref}>{one.partWords}</a> · <a href={one.wholeHref}>{one.wholeWords}</a>
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="small">
        {leftOut} {t.open}
      </p>
    </section>
  );
}

function Stuck({ rows, old, lang }: { rows: readonly StuckView[]; old: string | null; lang: Lang }) {
  const t = pick(text, lang);
  return (
    <section aria-labelledby="stuck">
      <h2 id="stuck">{t.stuck}</h2>
      {rows.length === 0 ? (
        <p>{t.noStuck}</p>
      ) : (
        <ol class="stuck">
          {rows.map((row) => (
            <li>
              <a href={`/staff/matters/${row.number}`}>{row.title}</a>
              <span class="sub">
                {row.unit} · {row.since} · {row.why}
              </span>
            </li>
          ))}
        </ol>
      )}
      {old === null ? null : (
        <p class="small">
          {t.old(old)} <a href="/staff/matters?status=registered&channel=import&sort=due">{t.seeOld}</a>
        </p>
      )}
      <p class="small">{t.stuckRule}</p>
    </section>
  );
}

function Said({ rows, lang }: { rows: readonly SentenceView[]; lang: Lang }) {
  const t = pick(text, lang);
  return (
    <section aria-labelledby="said">
      <h2 id="said">{t.said}</h2>
      {rows.length === 0 ? (
        <p>{t.noSaid}</p>
      ) : (
        <ul class="said">
          {rows.map((row) => (
            <li>
              <q>{row.words}</q>
              <span class="sub">
                {t.solved[row.solved]} · {row.where}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="small">{t.saidRule}</p>
    </section>
  );
}

function Grows({ rows, lang }: { rows: readonly GrowthView[]; lang: Lang }) {
  const t = pick(text, lang);
  return (
    <section aria-labelledby="grows">
      <h2 id="grows">{t.grows}</h2>
      {rows.length === 0 ? (
        <p>{t.noGrowth}</p>
      ) : (
        <ul class="grows">
          {rows.map((row) => (
            <li>
              <a href={row.href}>{row.name}</a>{' '}
              <span class="num">
                {row.before} → {row.after}
              </span>
              {row.few ? <span class="sub"> {t.few}</span> : null}
            </li>
          ))}
        </ul>
      )}
      <p class="small">{t.growsRule}</p>
    </section>
  );
}

function Mine({ directives, frame, form, lang }: LeaderProps & { lang: Lang }) {
  const t = pick(text, lang);
  if (form === null && directives.length === 0) return null;
  return (
    <section aria-labelledby="mine">
      <h2 id="mine">{t.mine}</h2>
      {directives.length === 0 ? <p class="no-print">{t.noMine}</p> : null}
      <ul class="mine">
        {directives.map((one) => (
          <li>
            <a href={`/staff/matters/${one.number}`}>{one.title}</a>
            <span class="sub">
              {one.unit} · {one.waits ? t.waits : one.status} · {one.due}
              {one.said ? ` · ${one.said}` : ''}
            </span>
            {one.waits ? <Judge one={one} frame={frame} lang={lang} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Judge({ one, frame, lang }: { one: DirectiveView; frame: StaffFrame; lang: Lang }) {
  const t = pick(text, lang);
  return (
    <div class="no-print">
      <Details summary={t.judge}>
        <Form action={`/staff/leader/instructions/${one.number}/verdict`} csrf={frame.csrf}>
          <fieldset class="field">
            <legend>{groupNumber(one.number)}</legend>
            {(['yes', 'partly', 'no'] as const).map((value) => (
              <div class="choice">
                <input type="radio" id={`${one.number}-${value}`} name="solved" value={value} />
                <label for={`${one.number}-${value}`}>{t.judgeOptions[value]}</label>
              </div>
            ))}
          </fieldset>
          <div class="field">
            <label for={`${one.number}-level`}>{t.level}</label>
            <select id={`${one.number}-level`} name="level">
              <option value="">—</option>
              {t.levels.map((word, i) => (
                <option value={String(5 - i)}>{word}</option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for={`${one.number}-words`}>{t.judgeWords}</label>
            <input id={`${one.number}-words`} name="words" type="text" maxlength={200} />
          </div>
          <SubmitRow label={t.send} />
        </Form>
      </Details>
    </div>
  );
}

function Instruct({ form, frame, lang }: { form: NonNullable<LeaderProps['form']>; frame: StaffFrame; lang: Lang }) {
  const t = pick(text, lang);
  const unit = asField(form.state, 'unit');
  const category = asField(form.state, 'category');
  return (
    <section class="card no-print" id="instruct" aria-labelledby="instruct-head">
      <h2 id="instruct-head">{t.instruct}</h2>
      <Form action="/staff/leader/instructions" csrf={frame.csrf}>
        <Hidden name="key" value={form.key} />
        <TextArea lang={lang} label={t.what} hint={t.whatHint} rows={2} limit={500} {...asField(form.state, 'text')} />
        <div class="filters">
          <Select lang={lang} label={t.unit} options={form.units} {...unit} />
          <Select lang={lang} label={t.category} options={form.categories} blank={t.other} {...category} />
        </div>
        <Radios lang={lang} label={t.limit} options={form.limits} {...asField(form.state, 'limit')} />
        <SubmitRow label={t.give} />
      </Form>
    </section>
  );
}

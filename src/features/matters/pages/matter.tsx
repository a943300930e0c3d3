// The matter: the raiser's own words first, then what happened; right, who has it, by when, and what this person may do now.
import type { Child } from 'hono/jsx';
import { type Action, ActionList } from '#ui/action-list.tsx';
import { Details, HowCounted } from '#ui/details.tsx';
import { Form, Hidden } from '#ui/form.tsx';
import { groupNumber, instantWords, type Lang, pick } from '#ui/lang.ts';
import { Light, Tag } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Quote } from '#ui/quote.tsx';
import { type Fact, SummaryList } from '#ui/summary-list.tsx';
import { channelWords, confidentialityWords, escalationWords, kindWords, statusWords } from '../words.ts';
import { EvidenceCard } from './evidence.tsx';
import type { MatterView } from './matter-view.ts';
import { HistoryStory } from './story.tsx';

const text = {
  zh: {
    words: '反映人原话',
    kept: '不可改动，摘要另记。',
    hidden: {
      numbers: '号码已遮盖。',
      redacted: '身份保密：姓名、号码、住址已遮盖。',
      needed: '您是协办：只显示办事需要的部分，姓名、号码、住址已遮盖。',
      withheld: '您是协助方：按规定只看任务，不看原话。任务在“协办”里。',
    },
    photo: '照片',
    summary: '摘要',
    noSummary: '还没有摘要。',
    write: '写摘要',
    edit: '改摘要',
    story: '经过',
    facts: '要点',
    can: '现在可以做',
    owner: '承办',
    nobody: '还没有人签收',
    due: '到期',
    was: '原来',
    how: '怎么算的',
    provisional: '暂定：有年份的放假安排还没有公布，公布后重算，两个日期都保留。',
    paused: '时限正在暂停',
    round: '轮次',
    roundOf: (n: number) => `第 ${n} 轮`,
    ruled: '异议已裁定，不得再退',
    level: '层级',
    main: '主件',
    copies: '并入本件的',
    helpers: '协办',
    done: '已完成',
    next: '接下来',
    late: '已过',
    category: '类别',
    place: '地点',
    received: '收到',
    proof: '存证',
    entry: (n: number) => `第 ${n} 条`,
    verify: '核验',
    raiser: '反映人',
    relay: '您看不到电话：请热线转接或转告，也可以拨受理台电话报编号。',
    ring: '联系反映人：请拨受理台电话，报编号转接。',
    askRelay: '请热线转接',
    seal: '密级',
    accused: '回避单位',
    open: '查看联系方式',
    looks: (n: number) => (n === 0 ? '还没有人看过联系方式' : `联系方式被看过 ${n} 次，反映人可以看到次数`),
    none: '没有留联系方式',
    needs: '需要照顾',
    byProxy: '代为提出',
    print: '打印派单条',
    justNow: '刚记下的，30 分钟内没有人接着办就可以收回',
    takeBackDispatch: '收回这次派单（留痕，退回登记重派）',
    takeBackNote: '收回这条记录（留痕，不再作数）',
    writing: '有人正在写',
    share: '分享任务',
    similar: '可能是同一件事',
    classes: '一类事',
    nothing: '这件事现在没有需要您做的。',
    all: '可以做的',
    more: '其他办法',
  },
  en: {
    words: "The raiser's own words",
    kept: 'Never changed; the summary is kept apart.',
    hidden: {
      numbers: 'Numbers are starred out.',
      redacted: 'Identity sealed: names, numbers and dwellings are starred out.',
      needed: 'You help: only what the work needs is shown, without names, numbers and dwellings.',
      withheld: 'You help from outside: you see the task (under Helpers), not the words.',
    },
    photo: 'Photo',
    summary: 'Summary',
    noSummary: 'No summary yet.',
    write: 'Write it',
    edit: 'Edit',
    story: 'What happened',
    facts: 'Facts',
    can: 'What can be done now',
    owner: 'Owner',
    nobody: 'nobody has signed yet',
    due: 'Due',
    was: 'before',
    how: 'How counted',
    provisional: 'Provisional: the holidays of a year in it are not published; it is recomputed then, and both dates are kept.',
    paused: 'the clock is paused',
    round: 'Round',
    roundOf: (n: number) => `${n}`,
    ruled: 'objection ruled on: may not be returned again',
    level: 'Level',
    main: 'Main matter',
    copies: 'Merged into this',
    helpers: 'Helpers',
    done: 'done',
    next: 'Next',
    late: 'passed',
    category: 'Category',
    place: 'Place',
    received: 'Received',
    proof: 'Record',
    entry: (n: number) => `entry ${n}`,
    verify: 'check',
    raiser: 'Raiser',
    relay: 'You do not see the phone: ask the hotline to put you through or to pass a message on, or ring the desk and give the number.',
    ring: 'To reach the raiser, call the desk and give the number.',
    askRelay: 'Ask the hotline',
    seal: 'Secrecy',
    accused: 'Kept out',
    open: 'Show contact',
    looks: (n: number) =>
      n === 0 ? 'nobody has looked at the contact' : `the contact was looked at ${n} times; the raiser sees how often`,
    none: 'no contact left',
    needs: 'Needs',
    byProxy: 'Raised by proxy',
    print: 'Print the order',
    justNow: 'Just done: for 30 minutes it can be taken back, as long as nothing followed',
    takeBackDispatch: 'Take this dispatch back (stays on record, back to the desk)',
    takeBackNote: 'Take this entry back (stays on record, no longer counts)',
    writing: 'Somebody is writing',
    share: 'Share a task',
    similar: 'Perhaps the same',
    classes: 'Class of matters',
    nothing: 'Nothing is waiting for you here now.',
    all: 'What can be done',
    more: 'Other ways',
  },
};

type Props = {
  frame: StaffFrame;
  mark: string;
  view: MatterView;
  actions: readonly Action[];
  flash?: string | undefined;
  maySummarise: boolean;
  /** Classes of matters that it is in and that this reader may see. */
  classes?: readonly { number: string; title: string; status: string }[];
  writing?: readonly string[];
  takeBack?: { seq: number; what: string } | null;
};

export function MatterPage({ frame, mark, view, actions, flash, maySummarise, classes = [], writing = [], takeBack = null }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const m = view.matter;
  const base = `/staff/matters/${m.number}`;
  return (
    <StaffPage {...frame} title={view.title} mark={mark}>
      {flash || takeBack ? (
        <Notice tone="success" title={flash ?? t.justNow}>
          {takeBack ? (
            <Form action={`${base}/take-back`} csrf={frame.csrf} turbo>
              <Hidden name="seq" value={String(takeBack.seq)} />
              <button type="submit" class="link">
                {takeBack.what === 'dispatched' ? t.takeBackDispatch : t.takeBackNote}
              </button>
            </Form>
          ) : null}
        </Notice>
      ) : null}
      {writing.length > 0 ? (
        <Notice tone="info" title={t.writing}>
          {writing.map((line) => (
            <p>{line}</p>
          ))}
        </Notice>
      ) : null}
      <div class="head">
        <div>
          <p class="muted num">
            {groupNumber(m.number)} · {kindWords[m.kind][lang]} · {channelWords[m.channel][lang]}
          </p>
          <h1>{view.title}</h1>
          <p>
            <Tag>{statusWords[m.status][lang]}</Tag> <DueLight view={view} lang={lang} /> {m.ruled ? <Tag>{t.ruled}</Tag> : null}
          </p>
        </div>
        <p>
          {actions.length > 0 ? (
            <a class="btn" href="#do">
              {t.all}
            </a>
          ) : null}{' '}
          <a class="btn" href={`${base}/order`}>
            {t.print}
          </a>{' '}
          <a class="btn" href={`${base}/similar`}>
            {t.similar}
          </a>{' '}
          {view.mayShare ? (
            <a class="btn" href={`${base}/share`}>
              {t.share}
            </a>
          ) : null}
        </p>
      </div>
      <div class="cols">
        <div>
          <section class="card">
            <h2>{t.words}</h2>
            <Quote words={view.text}>
              {t.kept} {view.hidden ? t.hidden[view.hidden] : ''}
            </Quote>
            <Photos ids={view.photos} base={base} word={t.photo} />
          </section>
          <section class="card">
            <h2>{t.summary}</h2>
            <p>{m.summary === '' ? <span class="muted">{t.noSummary}</span> : view.summary}</p>
            {maySummarise ? (
              <p>
                <a href={`${base}/summarise`}>{m.summary === '' ? t.write : t.edit}</a>
              </p>
            ) : null}
          </section>
          <EvidenceCard lang={lang} base={base} evidence={view.evidence} />
          <section class="card">
            <h2>{t.story}</h2>
            <HistoryStory lang={lang} lines={view.story} now={view.now} base={base} />
          </section>
        </div>
        <aside aria-label={t.facts}>
          <section class="card" id="do">
            <h2>{t.can}</h2>
            <Actions lang={lang} actions={actions} csrf={frame.csrf} />
          </section>
          <section class="card">
            <h2>{t.facts}</h2>
            <SummaryList facts={factsOf(view, lang, classes)} />
          </section>
          <ContactCard view={view} lang={lang} base={base} />
        </aside>
      </div>
    </StaffPage>
  );
}

const atOnce = 5;

/** The few likely steps in sight, rarer ones behind a line, and what is not possible with its reason. */
function Actions({ lang, actions, csrf }: { lang: Lang; actions: readonly Action[]; csrf: string }) {
  const t = pick(text, lang);
  const may = actions.filter((action) => !('not' in action));
  const not = actions.filter((action) => 'not' in action);
  return (
    <>
      {may.length === 0 ? <p class="muted">{t.nothing}</p> : <ActionList lang={lang} actions={may.slice(0, atOnce)} csrf={csrf} />}
      {may.length > atOnce ? (
        <Details summary={t.more}>
          <ActionList lang={lang} actions={may.slice(atOnce)} csrf={csrf} />
        </Details>
      ) : null}
      {not.length > 0 ? <ActionList lang={lang} actions={not} csrf={csrf} /> : null}
    </>
  );
}

function DueLight({ view, lang }: { view: MatterView; lang: Lang }) {
  const m = view.matter;
  if (m.pausedSince !== null) return <Light colour="grey">{pick(text, lang).paused}</Light>;
  if (!m.clocks.some((clock) => clock.kind === 'reply')) return null;
  const late = m.deadline.dueAt < view.now;
  return (
    <Light
      colour={late ? 'red' : m.light === 'none' ? 'grey' : m.light}
    >{`${view.deadline.due}${late ? ` · ${lang === 'zh' ? '已超期' : 'overdue'}` : ''}`}</Light>
  );
}

export function Photos({ ids, base, word }: { ids: readonly string[]; base: string; word: string }) {
  if (ids.length === 0) return null;
  return (
    <p class="photos">
      {ids.map((id, i) => (
        <>
          <a href={`${base}/photos/${id}`}>
            <img src={`${base}/photos/${id}?size=thumb`} alt={`${word} ${i + 1}`} loading="lazy" height="120" />
          </a>{' '}
        </>
      ))}
    </p>
  );
}

function factsOf(view: MatterView, lang: Lang, classes: NonNullable<Props['classes']>): Fact[] {
  const t = pick(text, lang);
  const m = view.matter;
  const matterLink = (number: string): Child => (
    <a href={`/staff/matters/${number}`} class="num">
      {groupNumber(number)}
    </a>
  );
  const deadline = (
    <>
      <b>{view.deadline.due}</b>
      {m.pausedSince !== null ? <span class="sub">{t.paused}</span> : null}
      {view.deadline.was ? (
        <span class="sub">
          {t.was} {view.deadline.was}
        </span>
      ) : null}
      {view.deadline.provisional ? <span class="sub">{t.provisional}</span> : null}
      <HowCounted lang={lang} summary={t.how} lines={view.deadline.explained} />
    </>
  );
  const facts: (Fact | false)[] = [
    {
      term: t.owner,
      value: (
        <>
          {view.owner.unit}
          <span class="sub">{view.owner.person ?? t.nobody}</span>
        </>
      ),
    },
    { term: t.due, value: deadline },
    view.clocks.length > 0 && {
      term: t.next,
      value: view.clocks.map((clock) => (
        <span class="sub">
          {clock.label}
          {lang === 'zh' ? '：' : ': '}
          {clock.due}
          {clock.late ? (
            <>
              {' '}
              <Light colour="red">{t.late}</Light>
            </>
          ) : null}
        </span>
      )),
    },
    { term: t.category, value: view.category },
    { term: t.place, value: view.place },
    { term: t.received, value: instantWords(m.receivedAt, view.now, lang) },
    m.round > 1 && { term: t.round, value: t.roundOf(m.round) },
    m.escalation > 0 && { term: t.level, value: escalationWords[m.escalation][lang] },
    m.confidentiality !== 'normal' && { term: t.seal, value: confidentialityWords[m.confidentiality][lang] },
    view.accused !== null && { term: t.accused, value: view.accused },
    view.main !== null && { term: t.main, value: matterLink(view.main) },
    view.copies.length > 0 && { term: t.copies, value: view.copies.map((number) => <span class="sub">{matterLink(number)}</span>) },
    classes.length > 0 && {
      term: t.classes,
      value: classes.map((one) => (
        <span class="sub">
          <a href={`/staff/classes/${one.number}`}>{one.title}</a>（{one.status}）
        </span>
      )),
    },
    view.helpers.length > 0 && {
      term: t.helpers,
      value: view.helpers.map((helper) => (
        <span class="sub">
          {helper.unit}
          {lang === 'zh' ? '：' : ': '}
          {helper.task}（{helper.done ? t.done : helper.due}）
        </span>
      )),
    },
    view.proof !== null && {
      term: t.proof,
      value: (
        <>
          {t.entry(view.proof.seq)} <span class="num nowrap">{view.proof.short}</span>{' '}
          <a href={`/proof?n=${m.number}&c=${view.proof.short}`}>{t.verify}</a>
        </>
      ),
    },
  ];
  return facts.filter((fact) => fact !== false);
}

function ContactCard({ view, lang, base }: { view: MatterView; lang: Lang; base: string }) {
  const t = pick(text, lang);
  const { contact } = view;
  return (
    <section class="card">
      <h2>{t.raiser}</h2>
      <p>
        <b>{contact.alias}</b>
        {contact.represented ? <span class="sub">{t.byProxy}</span> : null}
        {contact.needs.length > 0 ? (
          <span class="sub">
            {t.needs}
            {lang === 'zh' ? '：' : ': '}
            {contact.needs.join(lang === 'zh' ? '、' : ', ')}
          </span>
        ) : null}
      </p>
      <p>{!contact.has ? t.none : contact.mayRelay ? t.relay : t.ring}</p>
      {contact.has && contact.mayRelay ? (
        <p>
          <a class="btn" href={`${base}/relay`}>
            {t.askRelay}
          </a>
        </p>
      ) : null}
      {contact.has && contact.mayOpen ? (
        <p>
          <a class="btn" href={`${base}/raiser`}>
            {t.open}
          </a>
        </p>
      ) : null}
      {contact.has ? <p class="muted small">{t.looks(contact.looks)}</p> : null}
    </section>
  );
}

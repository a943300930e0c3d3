// The cards beside a matter: who has it and by when, how that is counted, what it belongs to, and what may be known of who raised it.
import type { Child } from 'hono/jsx';
import { HowCounted } from '#ui/details.tsx';
import { groupNumber, instantWords, type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { type Fact, SummaryList } from '#ui/summary-list.tsx';
import { confidentialityWords, escalationWords } from '../words.ts';
import type { MatterView } from './matter-view.ts';

/** Classes of matters that a matter is in and that this reader may see. */
export type ClassLine = { number: string; title: string; status: string };

const text = {
  zh: {
    facts: '要点',
    owner: '承办',
    nobody: '还没有人签收',
    due: '到期',
    was: '原来',
    how: '怎么算的',
    provisional: '暂定：有年份的放假安排还没有公布，公布后重算，两个日期都保留。',
    paused: '时限正在暂停',
    round: '轮次',
    roundOf: (n: number) => `第 ${n} 轮`,
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
    classes: '一类事',
  },
  en: {
    facts: 'Facts',
    owner: 'Owner',
    nobody: 'nobody has signed yet',
    due: 'Due',
    was: 'before',
    how: 'How counted',
    provisional: 'Provisional: the holidays of a year in it are not published; it is recomputed then, and both dates are kept.',
    paused: 'the clock is paused',
    round: 'Round',
    roundOf: (n: number) => `${n}`,
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
    classes: 'Class of matters',
  },
};

export function FactsCard({ view, lang, classes }: { view: MatterView; lang: Lang; classes: readonly ClassLine[] }) {
  return (
    <section class="card">
      <h2>{pick(text, lang).facts}</h2>
      <SummaryList facts={factsOf(view, lang, classes)} />
    </section>
  );
}

function factsOf(view: MatterView, lang: Lang, classes: readonly ClassLine[]): Fact[] {
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

export function ContactCard({ view, lang, base }: { view: MatterView; lang: Lang; base: string }) {
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

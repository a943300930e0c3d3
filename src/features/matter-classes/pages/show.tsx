// One class on one page: why it was proposed, what is behind it, what is done about it and whether that helped; its matters as this reader may see them; its story.
import type { Instant } from '#core/time/day.ts';
import { type Action, ActionList } from '#ui/action-list.tsx';
import { BackLink } from '#ui/back-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import { Story, type StoryEvent } from '#ui/story.tsx';
import { type Fact, SummaryList } from '#ui/summary-list.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    back: '一类事',
    why: '为什么提出',
    noSignals: '由人提出，没有系统信号。',
    cause: '原因：一层一层问下去',
    noCause: '原因还没有写。',
    stale: '这是上一轮的原因，要重新问。',
    measures: '措施',
    noMeasures: '还没有措施。',
    what: '做什么',
    kind: '种类',
    who: '谁来做',
    due: '完成日期',
    check: '标准、钱和检查',
    state: '进展',
    effect: '效果',
    week: '周（起始日）',
    counted: '新增',
    expected: '没有措施时预计',
    chart: '每周新增件数',
    table: '看每周的数',
    members: '里面的事项',
    noMembers: '没有您能看到的事项',
    noMembersWhy: '保密件和举报件不进任何一类事；别的单位的事项可能不在您的查看范围内。',
    title: '事项',
    place: '地点',
    state2: '状态',
    at: '登记',
    exclude: '移出勾选的',
    split: '把勾选的分出去',
    story: '经过',
    todo: '可以做的事',
    nothing: '您的岗位现在没有要做的。',
    facts: '基本情况',
    proposal: '治理建议',
    print: '打印版',
    word: '下载 Word',
    done: '已保存。',
  },
  en: {
    back: 'Classes of matters',
    why: 'Why it was proposed',
    noSignals: 'Proposed by a person, without signals.',
    cause: 'Cause: why, and why that',
    noCause: 'No cause is written yet.',
    stale: 'This is the cause of an earlier round; it has to be asked anew.',
    measures: 'Measures',
    noMeasures: 'No measures yet.',
    what: 'What is done',
    kind: 'Kind',
    who: 'By whom',
    due: 'Done by',
    check: 'Standard, cost and check',
    state: 'State',
    effect: 'Effect',
    week: 'Week beginning',
    counted: 'New',
    expected: 'Expected without it',
    chart: 'New matters a week',
    table: 'The weekly figures',
    members: 'Its matters',
    noMembers: 'No matter that you may see',
    noMembersWhy: 'Sealed matters and accusations belong to no class; matters of other units may not be yours to see.',
    title: 'Matter',
    place: 'Place',
    state2: 'State',
    at: 'Registered',
    exclude: 'Leave the chosen out',
    split: 'Split the chosen off',
    story: 'Story',
    todo: 'What can be done',
    nothing: 'There is nothing for your post to do now.',
    facts: 'Facts',
    proposal: 'Proposal',
    print: 'To print',
    word: 'As a Word file',
    done: 'Saved.',
  },
};

export type MeasureView = {
  id: string;
  what: string;
  kind: string;
  who: string;
  due: string;
  check: readonly string[];
  state: string;
  old: boolean;
};
export type WeekView = { on: string; n: number; expected: string };
export type MemberView = { number: string; title: string; place: string; state: string; at: string };
export type ShowProps = {
  frame: StaffFrame;
  now: Instant;
  number: string;
  title: string;
  status: string;
  hypothesis: string;
  done: boolean;
  notice: { tone: 'info' | 'warning'; title: string; words: string } | null;
  signals: readonly string[];
  whys: readonly string[];
  causeIsOld: boolean;
  measures: readonly MeasureView[];
  effect: { sentence: string; method: string; lines: readonly string[]; weeks: readonly WeekView[]; chartAlt: string };
  members: readonly MemberView[];
  mayMove: boolean;
  membersNext: string | undefined;
  membersFirst: string | undefined;
  facts: readonly Fact[];
  actions: readonly Action[];
  story: readonly StoryEvent[];
  hasProposal: boolean;
};

export function ShowPage(props: ShowProps) {
  const { frame, number } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const base = `/staff/classes/${number}`;
  return (
    <StaffPage {...frame} title={`${number} ${props.title}`}>
      <BackLink lang={lang} href="/staff/classes" label={t.back} />
      <div class="head">
        <h1>{props.title}</h1>
        <p>
          <span class="num">{number}</span> <span class="tag">{props.status}</span>
        </p>
      </div>
      {props.done ? <Notice tone="success" title={t.done} /> : null}
      {props.notice ? (
        <Notice tone={props.notice.tone} title={props.notice.title}>
          <p>{props.notice.words}</p>
        </Notice>
      ) : null}
      <div class="cols">
        <div>
          <section class="card">
            <h2>{t.why}</h2>
            {props.signals.length === 0 ? <p>{t.noSignals}</p> : null}
            <ul>
              {props.signals.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
            {props.hypothesis ? <p>{props.hypothesis}</p> : null}
          </section>
          <section class="card">
            <h2>{t.cause}</h2>
            {props.whys.length === 0 ? <p class="muted">{t.noCause}</p> : null}
            {props.causeIsOld ? <p class="muted">{t.stale}</p> : null}
            <ol>
              {props.whys.map((why) => (
                <li>{why}</li>
              ))}
            </ol>
          </section>
          <section class="card">
            <h2>{t.measures}</h2>
            <Measures lang={lang} measures={props.measures} />
          </section>
          <section class="card">
            <h2>{t.effect}</h2>
            <EffectPart lang={lang} base={base} effect={props.effect} />
          </section>
          <section class="card">
            <h2>{t.members}</h2>
            <Members {...props} lang={lang} base={base} />
          </section>
        </div>
        <div>
          <section class="card" id="do">
            <h2>{t.todo}</h2>
            {props.actions.length === 0 ? (
              <p class="muted">{t.nothing}</p>
            ) : (
              <ActionList lang={lang} actions={props.actions} csrf={frame.csrf} />
            )}
          </section>
          <section class="card">
            <h2>{t.facts}</h2>
            <SummaryList facts={props.facts} />
          </section>
          {props.hasProposal ? (
            <section class="card">
              <h2>{t.proposal}</h2>
              <p>
                <a href={`${base}/proposal`}>{t.print}</a> · <a href={`${base}/proposal.docx`}>{t.word}</a>
              </p>
            </section>
          ) : null}
          <section class="card">
            <h2>{t.story}</h2>
            <Story lang={lang} events={props.story} now={props.now} />
          </section>
        </div>
      </div>
    </StaffPage>
  );
}

function Measures({ lang, measures }: { lang: Lang; measures: readonly MeasureView[] }) {
  const t = pick(text, lang);
  if (measures.length === 0) return <p class="muted">{t.noMeasures}</p>;
  return (
    <Table
      lang={lang}
      caption={t.measures}
      hideCaption
      rows={measures}
      columns={[
        {
          head: t.what,
          kind: 'main',
          cell: (one) => (
            <>
              {one.what} <span class="tag">{one.kind}</span>
              <details>
                <summary>{t.check}</summary>
                <ul>
                  {one.check.map((line) => (
                    <li>{line}</li>
                  ))}
                </ul>
              </details>
            </>
          ),
        },
        { head: t.who, cell: (one) => one.who },
        { head: t.due, cell: (one) => <span class="num nowrap">{one.due}</span> },
        { head: t.state, cell: (one) => one.state },
      ]}
    />
  );
}

function EffectPart({ lang, base, effect }: { lang: Lang; base: string; effect: ShowProps['effect'] }) {
  const t = pick(text, lang);
  return (
    <>
      <p>
        <b>{effect.sentence}</b>
      </p>
      {effect.method ? <p class="small">{effect.method}</p> : null}
      {effect.lines.map((line) => (
        <p class="small">{line}</p>
      ))}
      <figure class="figure">
        <figcaption>{t.chart}</figcaption>
        <picture>
          <source media="(max-width: 600px)" srcset={`${base}/chart.svg?lang=${lang}&narrow=1`} width={320} height={280} />
          <img src={`${base}/chart.svg?lang=${lang}`} alt={effect.chartAlt} width={720} height={280} />
        </picture>
        <details>
          <summary>{t.table}</summary>
          <Table
            lang={lang}
            caption={t.chart}
            hideCaption
            plain
            rows={effect.weeks}
            columns={[
              { head: t.week, kind: 'main', cell: (row) => <span class="num">{row.on}</span> },
              { head: t.counted, kind: 'num', cell: (row) => row.n },
              { head: t.expected, kind: 'num', cell: (row) => row.expected },
            ]}
          />
        </details>
      </figure>
    </>
  );
}

function Members(props: ShowProps & { lang: Lang; base: string }) {
  const { lang, base, members } = props;
  const t = pick(text, lang);
  if (members.length === 0)
    return (
      <EmptyState title={t.noMembers}>
        <p>{t.noMembersWhy}</p>
      </EmptyState>
    );
  const table = (
    <Table
      lang={lang}
      caption={t.members}
      hideCaption
      rows={members}
      {...(props.mayMove
        ? {
            choose: {
              name: 'numbers',
              value: (one: MemberView) => one.number,
              what: (one: MemberView) => `${groupNumber(one.number)} ${one.title}`,
            },
          }
        : {})}
      columns={[
        {
          head: t.title,
          kind: 'main',
          cell: (one) => (
            <>
              <a class="num" href={`/staff/matters/${one.number}`}>
                {groupNumber(one.number)}
              </a>{' '}
              {one.title}
            </>
          ),
        },
        { head: t.place, cell: (one) => one.place },
        { head: t.state2, labelled: false, cell: (one) => <span class="tag">{one.state}</span> },
        { head: t.at, cell: (one) => <span class="num nowrap">{one.at}</span> },
      ]}
    />
  );
  return (
    <>
      {props.mayMove ? (
        <form method="get" action={`${base}/exclude`}>
          {table}
          <p class="presses">
            <button type="submit" class="btn">
              {t.exclude}
            </button>
            <button type="submit" class="btn" formaction={`${base}/split`}>
              {t.split}
            </button>
          </p>
        </form>
      ) : (
        table
      )}
      <Pager lang={lang} shown={members.length} firstHref={props.membersFirst} nextHref={props.membersNext} />
    </>
  );
}

// The matter: the raiser's own words first, then what happened; right, who has it, by when, and what this person may do now.
import { type Action, ActionList } from '#ui/action-list.tsx';
import { Details } from '#ui/details.tsx';
import { Form, Hidden } from '#ui/form.tsx';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Light, Tag } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Quote } from '#ui/quote.tsx';
import { channelWords, kindWords, statusWords } from '../words.ts';
import { EvidenceCard } from './evidence.tsx';
import { type ClassLine, ContactCard, FactsCard } from './matter-facts.tsx';
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
    paused: '时限正在暂停',
    late: '已超期',
    cameLate: '旧台账导入时已过',
    ruled: '异议已裁定，不得再退',
    print: '打印派单条',
    justNow: '刚记下的，30 分钟内没有人接着办就可以收回',
    takeBackDispatch: '收回这次派单（留痕，退回登记重派）',
    takeBackNote: '收回这条记录（留痕，不再作数）',
    writing: '有人正在写',
    share: '分享任务',
    similar: '可能是同一件事',
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
    paused: 'the clock is paused',
    late: 'overdue',
    cameLate: 'over before it came from an older ledger',
    ruled: 'objection ruled on: may not be returned again',
    print: 'Print the order',
    justNow: 'Just done: for 30 minutes it can be taken back, as long as nothing followed',
    takeBackDispatch: 'Take this dispatch back (stays on record, back to the desk)',
    takeBackNote: 'Take this entry back (stays on record, no longer counts)',
    writing: 'Somebody is writing',
    share: 'Share a task',
    similar: 'Perhaps the same',
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
  classes?: readonly ClassLine[];
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
            <Quote words={view.text}>{[t.kept, view.hidden ? t.hidden[view.hidden] : ''].join(lang === 'zh' ? '' : ' ')}</Quote>
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
          <FactsCard view={view} lang={lang} classes={classes} />
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
    >{`${view.deadline.due}${late ? ` · ${view.deadline.cameLate ? pick(text, lang).cameLate : pick(text, lang).late}` : ''}`}</Light>
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

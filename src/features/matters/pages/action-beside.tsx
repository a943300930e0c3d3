// What stands beside the form of an action: the words it is about, the duty lists, the suggestion, likely twins, the reply as the raiser will read it.
import type { Child } from 'hono/jsx';
import type { Instant } from '#core/time/day.ts';
import { Field } from '#ui/field.tsx';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Quote } from '#ui/quote.tsx';
import { Table } from '#ui/table.tsx';
import type { HistoryLine } from './matter-view.ts';
import { HistoryStory } from './story.tsx';

const text = {
  zh: {
    asked: '申请的内容',
    lists: '职责清单怎么说',
    unit: '单位',
    says: '清单',
    candidates: '可能是同一件事',
    suggestion: '看建议：像的事项和可能的类别',
    proposal: '建议',
    likely: (category: string, sure: string) => `可能是“${category}”（${sure}）。`,
    asNow: '和现在填的类别一样。',
    otherNow: (category: string) => `现在填的是“${category}”。`,
    noneNow: '现在还没有归类。',
    toClassify: '按建议去归类',
    weighed: '最起作用的字词：',
    listedUnits: '职责清单上承担这类事的：',
    noUnits: '职责清单上没有单位承担这类事。',
    choose: '在表单里选它',
    never: '建议来自本县以往的派单决定，只是参考。机器不派单，也不替您选。',
    find: '按字词找',
    findButton: '查找',
    noCandidates: '没有找到同一地点、同类还在办的事。可以按字词找，或直接填编号。',
    use: '选它',
    pick: '选',
    preview: '反映人会看到这样的答复',
    original: '反映人原话',
    own: '标题',
  },
  en: {
    asked: 'What was asked',
    lists: 'What the duty lists say',
    unit: 'Unit',
    says: 'List',
    candidates: 'Perhaps the same',
    suggestion: 'Suggestions: matters alike and a likely category',
    proposal: 'Suggestion',
    likely: (category: string, sure: string) => `Perhaps "${category}" (${sure}).`,
    asNow: 'The same as entered now.',
    otherNow: (category: string) => `Entered now: "${category}".`,
    noneNow: 'It has no category yet.',
    toClassify: 'Classify as suggested',
    weighed: 'Words that weighed most: ',
    listedUnits: 'On the duty lists for this: ',
    noUnits: 'The duty lists give this to no unit.',
    choose: 'Choose it in the form',
    never: "Learnt from this county's earlier dispatch decisions, for you to weigh. The machine neither dispatches nor chooses.",
    find: 'Find by words',
    findButton: 'Find',
    noCandidates: 'Nothing open at the same place or of the same kind. Find by words, or write the number.',
    use: 'Choose it',
    pick: 'Choose',
    preview: 'The raiser will read',
    original: "The raiser's own words",
    own: 'Title',
  },
};

/** 建议: said, and chosen by nobody but the person who presses. */
export type SuggestionView = {
  category: string;
  categoryId: string;
  /** What is entered now; null for nothing. */
  current: string | null;
  isCurrent: boolean;
  mayClassify: boolean;
  sure: string;
  words: readonly string[];
  /** Who leads in this by the duty lists. */
  units: readonly { id: string; name: string; says: string }[];
};

export type BesideView = {
  suggestion?: SuggestionView | undefined;
  duties?: readonly { unit: string; says: string }[] | undefined;
  asked?: readonly HistoryLine[] | undefined;
  candidates?: { find: string; rows: readonly { number: string; title: string; sub: string }[] } | undefined;
  preview?: { text: string; outcome: string; basis: string; remedy: string } | undefined;
  original?: string | undefined;
};

export function Beside({ beside, now, lang, base }: { beside: BesideView; now: Instant; lang: Lang; base: string }) {
  const t = pick(text, lang);
  const { suggestion, duties, asked, candidates, preview, original } = beside;
  const parts: Child[] = [];
  if (original !== undefined)
    parts.push(
      <section class="card">
        <h2>{t.original}</h2>
        <Quote words={original} />
      </section>,
    );
  if (asked && asked.length > 0)
    parts.push(
      <section class="card">
        <h2>{t.asked}</h2>
        <HistoryStory lang={lang} lines={asked} now={now} base={base} />
      </section>,
    );
  if (suggestion) parts.push(<Suggested {...{ suggestion, lang, base }} />);
  if (duties && duties.length > 0) {
    parts.push(
      <section class="card">
        <p>
          <a href={`${base}/similar`}>{t.suggestion}</a>
        </p>
        <Table
          lang={lang}
          plain
          caption={t.lists}
          columns={[
            { head: t.unit, cell: (row) => row.unit, kind: 'main' },
            { head: t.says, cell: (row) => row.says },
          ]}
          rows={duties}
        />
      </section>,
    );
  }
  if (candidates) parts.push(<Candidates {...candidates} {...{ lang, base }} />);
  if (preview) {
    parts.push(
      <section class="card">
        <h2>{t.preview}</h2>
        <Quote words={preview.text} />
        <p>
          {preview.outcome} · {preview.basis}
        </p>
        <p>{preview.remedy}</p>
      </section>,
    );
  }
  return <>{parts}</>;
}

function Suggested({ suggestion, lang, base }: { suggestion: SuggestionView; lang: Lang; base: string }) {
  const t = pick(text, lang);
  const { category, categoryId, current, isCurrent, mayClassify, sure, words, units } = suggestion;
  return (
    <section class="card" aria-labelledby="proposal">
      <h2 id="proposal">{t.proposal}</h2>
      <p>
        <b>{t.likely(category, sure)}</b> {isCurrent ? t.asNow : current === null ? t.noneNow : t.otherNow(current)}
        {!isCurrent && mayClassify ? (
          <>
            {' '}
            <a href={`${base}/classify?categoryId=${encodeURIComponent(categoryId)}`}>{t.toClassify}</a>
          </>
        ) : null}
      </p>
      <p>
        {t.weighed}
        {words.join(lang === 'zh' ? '、' : ', ')}
      </p>
      {units.length === 0 ? (
        <p>{t.noUnits}</p>
      ) : (
        <>
          <p>{t.listedUnits}</p>
          <ul>
            {units.map((unit) => (
              <li>
                {unit.name} · {unit.says}{' '}
                <a href={`${base}/dispatch?to=${encodeURIComponent(unit.id)}`}>
                  {t.choose}
                  <span class="sr"> {unit.name}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="muted">{t.never}</p>
    </section>
  );
}

function Candidates({ find, rows, lang, base }: NonNullable<BesideView['candidates']> & { lang: Lang; base: string }) {
  const t = pick(text, lang);
  return (
    <section class="card">
      <h2>{t.candidates}</h2>
      <form action={`${base}/merge`} method="get" class="filters">
        <Field lang={lang} name="find" label={t.find} value={find} type="search" />
        <button type="submit" class="btn">
          {t.findButton}
        </button>
      </form>
      {rows.length === 0 ? (
        <p class="muted">{t.noCandidates}</p>
      ) : (
        <Table
          lang={lang}
          caption={t.candidates}
          hideCaption
          columns={[
            {
              head: t.own,
              kind: 'main',
              labelled: false,
              cell: (row) => (
                <>
                  <a href={`/staff/matters/${row.number}`}>{row.title}</a>
                  <span class="sub num">
                    {groupNumber(row.number)} · {row.sub}
                  </span>
                </>
              ),
            },
            {
              head: t.pick,
              labelled: false,
              cell: (row) => (
                <a class="btn" href={`${base}/merge?main=${row.number}`}>
                  {t.use}
                  <span class="sr"> {row.title}</span>
                </a>
              ),
            },
          ]}
          rows={rows}
        />
      )}
    </section>
  );
}

// A class as its page shows it: signals in words, measures, figures, facts, story, and what this person may do.

import { weeksOf } from '#core/matter-class/effect.ts';
import type { RecordedClassEvent } from '#core/matter-class/events.ts';
import { possibleForClass } from '#core/matter-class/possible.ts';
import { type MatterClass, measuresNow } from '#core/matter-class/state.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import type { Viewer } from '#features/matters/index.ts';
import type { Action } from '#ui/action-list.tsx';
import { dayWords, plainDay } from '#ui/lang.ts';
import type { StoryEvent } from '#ui/story.tsx';
import type { Fact } from '#ui/summary-list.tsx';
import type { ClassEffect } from './actions-effect.ts';
import type { Around } from './around.ts';
import { classForms, formOfCommand } from './forms.ts';
import type { MeasureView, ShowProps, WeekView } from './pages/show.tsx';
import { hasEstimate } from './rules.ts';
import {
  classStatusWords,
  effectSentence,
  eventWords,
  type Lang,
  measureKindWords,
  methodWords,
  originWords,
  signalWords,
} from './words.ts';

export type Eye = { viewer: Viewer; around: Around; lang: Lang; now: Instant };

export const whyLine = (m: MatterClass, lang: Lang): string =>
  m.signals.length === 0 ? originWords[m.origin][lang] : m.signals.map((one) => signalWords(one, lang)).join(lang === 'zh' ? '；' : '; ');

export const ownerLine = (m: MatterClass, { around, lang }: Eye): string =>
  m.owner === null
    ? lang === 'zh'
      ? '还没有'
      : 'none yet'
    : `${around.units.byId(m.owner.unitId)?.shortName ?? ''} ${around.staff.nameOf(m.owner.accountId)}`;

export const scopeLine = (m: MatterClass, { around, lang }: Eye): string => {
  const zh = lang === 'zh';
  const comma = zh ? '、' : ', ';
  const categories = m.scope.categoryIds.map((id) => around.categories.nameOf(id, lang)).join(comma);
  const places = m.scope.placeIds.map((id) => around.places.wordsOf(id)).join(comma);
  const words = m.scope.words.length > 0 ? (zh ? `含“${m.scope.words.join('”或“')}”` : `with ${m.scope.words.join(' or ')}`) : '';
  const not = m.scope.notWords.length > 0 ? (zh ? `不含“${m.scope.notWords.join('”“')}”` : `without ${m.scope.notWords.join(', ')}`) : '';
  const byHand = zh
    ? `另加 ${m.include.length} 件、移出 ${m.exclude.length} 件`
    : `${m.include.length} taken in, ${m.exclude.length} left out by hand`;
  const own =
    categories === ''
      ? zh
        ? '只有人工选的'
        : 'only what was chosen by hand'
      : `${categories} · ${places || (zh ? '全县' : 'the county')}`;
  return [own, words, not, m.include.length + m.exclude.length > 0 ? byHand : ''].filter(Boolean).join(zh ? '；' : '; ');
};

export function factsOf(m: MatterClass, eye: Eye): Fact[] {
  const { lang, now } = eye;
  const zh = lang === 'zh';
  const on = (day: Day) => dayWords(day, dayOf(now), lang);
  const facts: (Fact | false)[] = [
    { term: zh ? '牵头' : 'Owner', value: ownerLine(m, eye) },
    { term: zh ? '范围' : 'Scope', value: scopeLine(m, eye) },
    { term: zh ? '来由' : 'Origin', value: originWords[m.origin][lang] },
    m.from !== null && { term: zh ? '分自' : 'Split off from', value: m.from },
    m.mergedInto !== null && { term: zh ? '并入' : 'Joined to', value: m.mergedInto },
    m.round > 1 && { term: zh ? '第几轮' : 'Round', value: String(m.round) },
    m.observation !== null && {
      term: zh ? '观察期' : 'Observation',
      value: zh
        ? `${on(m.observation.from)}起，${m.observation.periods} 个周期（每个 ${m.observation.periodDays} 天），${on(m.observation.until)}满`
        : `From ${on(m.observation.from)}, ${m.observation.periods} periods of ${m.observation.periodDays} days, over on ${on(m.observation.until)}`,
    },
    m.conclusion !== null && {
      term: zh ? '判定' : 'Judged',
      value: `${classStatusWords[m.conclusion.outcome][lang]}${zh ? '：' : ': '}${m.conclusion.words}`,
    },
    m.lasting !== null && {
      term: zh ? '靠什么管住' : 'What keeps it so',
      value: [m.lasting.text, m.lasting.document].filter(Boolean).join(' · '),
    },
    m.reviewBy !== null && { term: zh ? '下次复查' : 'Next review', value: on(m.reviewBy) },
    m.status === 'setAside' && { term: zh ? '搁置理由' : 'Set aside because', value: m.setAsideBecause },
  ];
  return facts.filter((one) => one !== false);
}

export function measuresOf(m: MatterClass, { around, lang, now }: Eye): MeasureView[] {
  const zh = lang === 'zh';
  const today = dayOf(now);
  return m.measures.map(({ id, plan, done, droppedBecause, round }) => ({
    id,
    what: plan.text,
    kind: measureKindWords[plan.kind][lang],
    who: `${around.units.byId(plan.unitId)?.shortName ?? ''} ${around.staff.nameOf(plan.accountId)}`,
    due: plainDay(plan.due as Day, today, lang),
    check: [
      `${zh ? '标准：' : 'Standard: '}${plan.standard}`,
      `${zh ? '钱：' : 'Cost: '}${plan.money}`,
      `${zh ? '改规矩：' : 'Rule: '}${plan.rule}`,
      `${zh ? '谁来查：' : 'Checked by: '}${plan.checker}`,
      `${zh ? '怎么问居民：' : 'Residents: '}${plan.asking}`,
      `${zh ? '做不成：' : 'If it fails: '}${plan.fallback}`,
    ],
    state:
      droppedBecause !== null
        ? `${zh ? '撤下' : 'Dropped'}：${droppedBecause}`
        : done
          ? `${zh ? '做完：' : 'Done: '}${plainDay(done.on, today, lang)}，${done.evidence}`
          : `${(plan.due as Day) < today ? (zh ? '超期' : 'Overdue') : zh ? '在做' : 'Under way'}${round < m.round ? (zh ? '，上一轮' : ', earlier round') : ''}`,
    old: round < m.round,
  }));
}

export function effectView(found: ClassEffect, { lang, now }: Eye): ShowProps['effect'] {
  const zh = lang === 'zh';
  const today = dayOf(now);
  const { effect, series, per, residents, season, measureOn } = found;
  const round = (value: number, digits = 1) => value.toFixed(digits);
  const lines: string[] = [];
  if (measureOn === null)
    lines.push(zh ? '措施还没有起算日，下面是最近 26 周。' : 'No measure has a date yet; below are the last 26 weeks.');
  else
    lines.push(
      zh
        ? `措施前 ${effect.before.weeks} 周 ${effect.before.n} 件，每周 ${round(effect.before.perWeek)} 件；措施后 ${effect.after.weeks} 周 ${effect.after.n} 件，每周 ${round(effect.after.perWeek)} 件。`
        : `${effect.before.n} in ${effect.before.weeks} weeks before (${round(effect.before.perWeek)} a week); ${effect.after.n} in ${effect.after.weeks} weeks after (${round(effect.after.perWeek)} a week).`,
    );
  if (residents && per.before !== null)
    lines.push(
      zh
        ? `按 ${residents.n} 名居民（${residents.source}，${residents.countedOn}）：每千人每年 ${measureOn === null ? `${round(per.before, 2)} 件` : `前 ${round(per.before, 2)} 件、后 ${round(per.after ?? 0, 2)} 件`}。`
        : `Per 1,000 residents and year (${residents.n}, ${residents.countedOn}): ${measureOn === null ? round(per.before, 2) : `${round(per.before, 2)} before, ${round(per.after ?? 0, 2)} after`}.`,
    );
  else
    lines.push(
      zh
        ? '还没有登记这里的人口，所以只有每周件数，没有每千人件数。'
        : 'No number of residents is registered here, so there is no rate per 1,000.',
    );
  if (season) lines.push(seasonLine(season, lang));
  const estimate = measureOn !== null && hasEstimate(effect) ? effect : null;
  const weeks: WeekView[] = weeksOf(series).map((on, i) => ({
    on: plainDay(on, today, lang),
    n: series.before[i] ?? series.after[i - series.before.length] ?? 0,
    expected: estimate && i >= series.before.length ? round(estimate.without[i - series.before.length] ?? 0) : '—',
  }));
  const sentence =
    measureOn === null
      ? zh
        ? `最近 ${series.before.length} 周新增 ${effect.before.n} 件。`
        : `${effect.before.n} new in the last ${series.before.length} weeks.`
      : effectSentence(effect, lang);
  return {
    sentence,
    method: measureOn === null ? '' : methodWords(effect, lang),
    lines,
    weeks,
    chartAlt: zh
      ? `每周新增件数的柱形图。${estimate ? '实线是模型，虚线是没有措施时预计的件数，竖线是措施起算日。' : ''}同样的数在下面的表里。`
      : `Columns of new matters a week.${estimate ? ' The line is the model, the broken line what was expected without the measure, the upright line its date.' : ''} The table below holds the same figures.`,
  };
}

function seasonLine(season: NonNullable<ClassEffect['season']>, lang: Lang): string {
  const zh = lang === 'zh';
  const { now, before, ratio } = season;
  const counts = zh
    ? `今年这一季${now.running ? '到目前' : ''} ${now.n} 件，去年同样天数 ${before.n} 件`
    : `${now.n} this season${now.running ? ' so far' : ''}, ${before.n} in as many days last year`;
  if (!ratio || ratio.ratio === null || !Number.isFinite(ratio.high)) return zh ? `${counts}。` : `${counts}.`;
  const change = (value: number) => `${value <= 1 ? '−' : '+'}${Math.round(Math.abs(1 - value) * 100)}%`;
  return zh
    ? `${counts}（${change(ratio.ratio)}，95% 区间 ${change(ratio.low)} 到 ${change(ratio.high)}）。`
    : `${counts} (${change(ratio.ratio)}, 95 % interval ${change(ratio.low)} to ${change(ratio.high)}).`;
}

export function storyOf(history: readonly RecordedClassEvent[], eye: Eye): StoryEvent[] {
  const { around, lang } = eye;
  return [...history].reverse().map((event) => {
    const { actor } = event;
    const who =
      actor.kind === 'staff'
        ? `${around.units.byId(actor.unitId)?.shortName ?? ''} ${around.staff.nameOf(actor.id)}`
        : lang === 'zh'
          ? '系统'
          : 'The clock';
    const note = noteOf(event, eye);
    return { at: event.at, who, what: eventWords[event.type][lang], ...(note ? { note } : {}) };
  });
}

function noteOf(event: RecordedClassEvent, { around, lang }: Eye): string {
  const zh = lang === 'zh';
  const matters = (n: number) => (zh ? `${n} 件` : `${n} matters`);
  switch (event.type) {
    case 'noticed':
    case 'signalled':
      return event.data.signals.map((one) => signalWords(one, lang)).join(zh ? '；' : '; ');
    case 'setAside':
    case 'takenUp':
    case 'resumed':
    case 'ownerChanged':
    case 'observationExtended':
      return event.data.reason;
    case 'included':
    case 'excluded':
      return `${matters(event.data.ids.length)}${zh ? '：' : ': '}${event.data.reason}`;
    case 'splitOff':
      return `${event.data.number}，${matters(event.data.ids.length)}${zh ? '：' : ': '}${event.data.reason}`;
    case 'joinedTo':
      return `${event.data.number}${zh ? '：' : ': '}${event.data.reason}`;
    case 'absorbed':
      return event.data.number;
    case 'established':
      return `${around.units.byId(event.data.unitId)?.shortName ?? ''} ${around.staff.nameOf(event.data.accountId)}`;
    case 'measurePlanned':
      return event.data.plan.text;
    case 'measureDropped':
      return event.data.reason;
    case 'measureDone':
      return event.data.evidence;
    case 'observed':
      return zh ? `${event.data.from} 起，到 ${event.data.until}` : `from ${event.data.from} until ${event.data.until}`;
    case 'concluded':
      return `${classStatusWords[event.data.outcome][lang]}${zh ? '：' : ': '}${event.data.words}`;
    case 'archived':
      return event.data.lasting;
    case 'reviewed':
      return event.data.words;
    case 'relapsed':
      return zh
        ? `${event.data.days} 天内 ${event.data.n} 件（达到 ${event.data.least} 件重开）`
        : `${event.data.n} within ${event.data.days} days (from ${event.data.least} on)`;
    case 'confirmed':
    case 'named':
      return event.data.title;
    case 'causeFound':
    case 'started':
      return '';
  }
}

/** The most fitting next step stands first and strong. */
const nextSteps: Readonly<Record<string, string>> = {
  clue: 'confirm',
  candidate: 'establish',
  established: 'measure',
  acting: 'finish',
  observing: 'conclude',
  effective: 'archive',
  ineffective: 'resume',
  archived: 'review',
  setAside: 'take-up',
};

export function actionsFor(m: MatterClass, { viewer, lang }: Eye, isUnder: (a: string, b: string) => boolean): Action[] {
  const order = Object.keys(classForms);
  const keys = possibleForClass(m, viewer, isUnder)
    .flatMap((name) => formOfCommand(name) ?? [])
    .filter((key) => isUseful(key, m))
    .sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const main =
    m.status === 'established' && measuresNow(m).length > 0
      ? 'start'
      : m.status === 'established' && m.causeRound !== m.round
        ? 'cause'
        : m.status === 'acting' && measuresNow(m).every((one) => one.done)
          ? 'observe'
          : nextSteps[m.status];
  const first = keys.filter((key) => key === main);
  return [...first, ...keys.filter((key) => key !== main)].map((key) => ({
    label: classForms[key]?.title[lang] ?? key,
    href: `/staff/classes/${m.number}/${key}`,
    main: key === main,
  }));
}

function isUseful(key: string, m: MatterClass): boolean {
  const now = measuresNow(m);
  if (key === 'finish') return now.some((one) => !one.done);
  if (key === 'drop') return now.some((one) => !one.done);
  if (key === 'observe') return now.length > 0 && now.every((one) => one.done);
  if (key === 'start') return now.length > 0;
  if (key === 'measure') return m.causeRound === m.round;
  return true;
}

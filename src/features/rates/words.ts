// Measures in words: what each is called, how it is counted, and what a figure of it says. Printed beside every number (rules d19).
import { leastForPercent, type MeasureKey, type Measures, type Share, sayShare, sayShortShare } from '#core/rates/measures.ts';
import type { Period } from '#core/rates/period.ts';
import type { Tally } from '#core/rates/tally.ts';
import type { Lang } from '#ui/lang.ts';
import type { RateSet } from './store-counts.ts';

type Twin = Record<Lang, string>;
const twin = (zh: string, en: string): Twin => ({ zh, en });

type MeasureWords = { name: Twin; formula: Twin; part: RateSet; whole: RateSet };
/** `part` and `whole` name the lists behind the two counts. */
export const measureWords: Record<MeasureKey, MeasureWords> = {
  response: {
    name: twin('响应率', 'Response'),
    formula: twin('按时真正联系上反映人的 ÷ 需要联系的', 'first real contact in time ÷ those who need contact'),
    part: 'contactInTime',
    whole: 'needContact',
  },
  solution: {
    name: twin('解决率', 'Solved'),
    formula: twin('反映人说“解决了”的 ÷ 问到评价的', 'raisers who say "solved" ÷ verdicts received'),
    part: 'yes',
    whole: 'answered',
  },
  satisfactionStrict: {
    name: twin('满意率（严）', 'Satisfied (strict)'),
    formula: twin('非常满意和满意 ÷ 问到评价的', 'very satisfied and satisfied ÷ verdicts received'),
    part: 'satisfiedStrict',
    whole: 'answered',
  },
  satisfactionWide: {
    name: twin('满意率（宽）', 'Satisfied (wide)'),
    formula: twin('再加上基本满意 ÷ 问到评价的', 'also "fairly satisfied" ÷ verdicts received'),
    part: 'satisfiedWide',
    whole: 'answered',
  },
  reach: {
    name: twin('回访到达率', 'Call-back reach'),
    formula: twin('问到评价的 ÷ 已答复的；没联系上的不算满意', 'verdicts received ÷ answered matters; not reached is never satisfied'),
    part: 'answered',
    whole: 'closed',
  },
  rework: {
    name: twin('重办率', 'Rework'),
    formula: twin('答复后又重办的 ÷ 已答复的', 'handled again after an answer ÷ answered matters'),
    part: 'reworked',
    whole: 'closed',
  },
  returned: {
    name: twin('回退率', 'Returns'),
    formula: twin('单位提出派单异议的 ÷ 派出的', 'dispatches objected to ÷ dispatched'),
    part: 'objected',
    whole: 'dispatched',
  },
  overdue: {
    name: twin('超期率', 'Overdue'),
    formula: twin('过了期限才答复或还没答复的 ÷ 应答复的（已减去剔除）', 'answered late or not yet ÷ due less excluded'),
    part: 'overdue',
    whole: 'counted',
  },
  exclusion: {
    name: twin('剔除率', 'Excluded'),
    formula: twin('批准剔除的 ÷ 应答复的', 'approved exclusions ÷ due'),
    part: 'excluded',
    whole: 'due',
  },
};

export const setWords: Record<RateSet, Twin> = {
  due: twin('应答复', 'due'),
  excluded: twin('批准剔除', 'excluded by approval'),
  counted: twin('应答复（已减去剔除）', 'due less excluded'),
  notAccepted: twin('不予受理', 'not accepted'),
  emergency: twin('转紧急', 'handed to an emergency service'),
  terminated: twin('终止办理', 'terminated'),
  needContact: twin('需要联系', 'need contact'),
  contactInTime: twin('按时联系上', 'contacted in time'),
  contactLate: twin('没有按时联系上', 'not contacted in time'),
  contacted: twin('联系上', 'contacted'),
  dispatched: twin('派出', 'dispatched'),
  objected: twin('提出派单异议', 'objected to'),
  closed: twin('已答复', 'answered'),
  overdue: twin('超期', 'overdue'),
  reworked: twin('重办', 'handled again'),
  answered: twin('问到评价', 'verdict received'),
  unreached: twin('没联系上', 'not reached'),
  refused: twin('不愿评价', 'declined to judge'),
  yes: twin('说“解决了”', 'say "solved"'),
  partly: twin('说“部分解决”', 'say "partly"'),
  no: twin('说“没解决”', 'say "not solved"'),
  level5: twin('非常满意', 'very satisfied'),
  level4: twin('满意', 'satisfied'),
  level3: twin('基本满意', 'fairly satisfied'),
  level2: twin('不满意', 'dissatisfied'),
  level1: twin('非常不满意', 'very dissatisfied'),
  satisfiedStrict: twin('满意以上', 'satisfied or better'),
  satisfiedWide: twin('基本满意以上', 'fairly satisfied or better'),
};

export function periodWords(period: Period, lang: Lang): string {
  const year = period.from.slice(0, 4);
  const month = Number(period.from.slice(5, 7));
  if (period.kind === 'year') return lang === 'zh' ? `${year} 年` : year;
  if (period.kind === 'quarter') return lang === 'zh' ? `${year} 年第 ${(month + 2) / 3} 季度` : `Q${(month + 2) / 3} ${year}`;
  if (period.kind === 'month') return lang === 'zh' ? `${year} 年 ${month} 月` : `${year}-${String(month).padStart(2, '0')}`;
  return lang === 'zh' ? `${period.from} 至 ${period.to}` : `${period.from} to ${period.to}`;
}

export type LeaderKey = 'response' | 'solution' | 'satisfactionWide' | 'reach' | 'overdue';
export const leaderKeys: readonly LeaderKey[] = ['response', 'solution', 'satisfactionWide', 'reach', 'overdue'];

/** The five numbers as sentences, each with its whole. */
export function numberSentence(key: LeaderKey, t: Tally, m: Measures, lang: Lang): string {
  const zh = lang === 'zh';
  switch (key) {
    case 'response':
      return zh
        ? `${t.needContact} 件需要联系反映人，${t.contactInTime} 件按时联系上了。`
        : `${t.contactInTime} of ${t.needContact} raisers who need contact were reached in time.`;
    case 'solution':
      return zh
        ? `问到 ${t.answered} 件的评价，${t.yes} 件说解决了，${t.partly} 件说部分解决，${t.no} 件说没解决；没问到的全按没解决算，最低 ${sayShortShare(m.lowerBound, lang)}。`
        : `Of ${t.answered} verdicts ${t.yes} say solved, ${t.partly} partly, ${t.no} not; at the least ${sayShortShare(m.lowerBound, lang)}, were everybody not asked unsolved.`;
    case 'satisfactionWide':
      return zh
        ? `问到 ${t.answered} 件的评价，${m.satisfactionWide.part} 件评基本满意以上；只算满意以上的 ${m.satisfactionStrict.part} 件，${sayShortShare(m.satisfactionStrict, lang)}。`
        : `${m.satisfactionWide.part} of ${t.answered} are fairly satisfied or better; ${m.satisfactionStrict.part} satisfied or better, ${sayShortShare(m.satisfactionStrict, lang)}.`;
    case 'reach':
      return zh
        ? `答复了 ${t.closed} 件，问到评价 ${t.answered} 件；没联系上 ${t.unreached} 件，不愿评 ${t.refused} 件，都不算满意。`
        : `${t.answered} verdicts on ${t.closed} answers; ${t.unreached} not reached and ${t.refused} declined, none of them counted as satisfied.`;
    case 'overdue':
      return zh
        ? `${m.counted} 件到了答复期限，${t.overdue} 件超期。`
        : `${t.overdue} of ${m.counted} that came due were late or are still open.`;
  }
}

/** What the figure means beside the one before: only where the two intervals do not touch is a change called a change. */
export function meaning(key: MeasureKey, now: Share, before: Share, beforeName: string, lang: Lang): string {
  const zh = lang === 'zh';
  const was = zh
    ? `${beforeName} ${sayShare(before, lang)}，${before.n} 件。`
    : `${beforeName}: ${sayShare(before, lang)}, n ${before.n}. `;
  const [a, b] = [now.interval, before.interval];
  if (a === null) return zh ? `${was}本期还没有可算的。` : `${was}Nothing to count yet.`;
  if (now.n < leastForPercent) return zh ? `${was}件数少，只看件数。` : `${was}Too few: read the counts only.`;
  if (b === null) return zh ? '上期没有可比的。' : 'Nothing before to compare with.';
  const up = a.low > b.high;
  if (!up && a.high >= b.low)
    return zh ? `${was}差别可能是偶然，看作没有变化。` : `${was}The difference may be chance: read it as no change.`;
  const better = key === 'overdue' || key === 'rework' || key === 'returned' || key === 'exclusion' ? !up : up;
  return zh
    ? `${was}${up ? '高了' : '低了'}，不像偶然，${better ? '变好' : '变差'}。`
    : `${was}${up ? 'Higher' : 'Lower'} beyond chance: ${better ? 'better' : 'worse'}.`;
}

/** Always printed with the figures: how many were left out and why. */
export function leftOut(t: Tally, lang: Lang): string {
  const share = sayShortShare(
    { part: t.excluded, n: t.due, value: t.due === 0 ? null : t.excluded / t.due, interval: { low: 0, high: 0 } },
    lang,
  );
  return lang === 'zh'
    ? `应答复 ${t.due} 件，经批准剔除 ${t.excluded} 件（${share}），只影响比率。另有不予受理 ${t.notAccepted} 件、转紧急 ${t.emergency} 件、终止 ${t.terminated} 件，不在其中。`
    : `Due ${t.due}; excluded by approval ${t.excluded} (${share}), from rates only. Apart: not accepted ${t.notAccepted}, emergencies ${t.emergency}, terminated ${t.terminated}.`;
}

export const rule = twin(
  '口径 formula@1：统计期内答复到期的事项，每件算一次，截至统计时刻；重办的几轮合在一起从严算：有一轮超期就算超期，评价取最近一次；括号内是 95% 区间（Wilson）。领导交办件不计入。',
  'formula@1: matters whose answer was due in the period, each once, up to now; several rounds of one matter count strictly: late once is late, and the newest verdict stands; in brackets the 95 % interval (Wilson). Leaders’ instructions are not counted.',
);

// The words of this room, Chinese and English: states, signals with their thresholds, actions, what an effect says. Numbers stand in sentences, never alone.
import type { Effect, TooFew } from '#core/matter-class/effect.ts';
import type { ClassEvent, MeasureKind, Origin } from '#core/matter-class/events.ts';
import type { Signal, ThresholdName } from '#core/matter-class/signals.ts';
import type { ClassStatus } from '#core/matter-class/state.ts';

export type Twin = { zh: string; en: string };
export type Lang = 'zh' | 'en';

export const classStatusWords: Record<ClassStatus, Twin> = {
  clue: { zh: '线索', en: 'Clue' },
  candidate: { zh: '候选', en: 'Candidate' },
  established: { zh: '已立题', en: 'Established' },
  acting: { zh: '措施中', en: 'Measures under way' },
  observing: { zh: '观察期', en: 'Under observation' },
  effective: { zh: '见效', en: 'Effective' },
  ineffective: { zh: '未见效', en: 'No effect shown' },
  archived: { zh: '已归档', en: 'Archived' },
  setAside: { zh: '已搁置', en: 'Set aside' },
  merged: { zh: '已并入别的一类事', en: 'Joined to another' },
};
export const originWords: Record<Origin, Twin> = {
  clock: { zh: '系统按下列信号提出', en: 'Proposed by the system, for these signals' },
  person: { zh: '由人提出', en: 'Proposed by a person' },
  split: { zh: '从别的一类事分出', en: 'Split off from another class' },
  season: { zh: '去年的高峰提前打开', en: "Opened ahead by last year's peak" },
};
export const measureKindWords: Record<MeasureKind, Twin> = {
  rule: { zh: '改规矩', en: 'Rule' },
  process: { zh: '改流程', en: 'Process' },
  asset: { zh: '改设施', en: 'Asset' },
  staff: { zh: '调人手', en: 'Staff' },
  explain: { zh: '讲清楚', en: 'Explain' },
};

const day = (on: string): string => on.slice(5).replace('-', '/');

/** Why it is a candidate, with the number from which on it counts. */
export function signalWords(signal: Signal, lang: Lang): string {
  const zh = lang === 'zh';
  switch (signal.kind) {
    case 'sameVillage':
      return zh
        ? `同一类别、同一村（社区），${signal.days} 天内 ${signal.n} 件（达到 ${signal.least} 件就提出）`
        : `${signal.n} of one category in one village within ${signal.days} days (proposed from ${signal.least} on)`;
    case 'countywide':
      return zh
        ? `同一类别，全县 ${signal.days} 天内 ${signal.n} 件（达到 ${signal.least} 件就提出）`
        : `${signal.n} of one category in the county within ${signal.days} days (proposed from ${signal.least} on)`;
    case 'rework':
      return zh
        ? `${signal.days} 天内答复的 ${signal.whole} 件里，${signal.n} 件没办好重办，占 ${Math.round((signal.n / signal.whole) * 100)}%（达到 ${signal.least}% 就提出）`
        : `Of ${signal.whole} answered within ${signal.days} days ${signal.n} were reworked, ${Math.round((signal.n / signal.whole) * 100)} % (proposed from ${signal.least} % on)`;
    case 'likeWords':
      if (signal.by === 'pairs')
        return zh
          ? `${signal.days} 天内 ${signal.n} 件逐对比较像同一件事，每件和另一件是同一件事的可能至少 ${signal.likeness}%（${signal.least}% 以上算）`
          : `${signal.n} within ${signal.days} days look like one thing compared two by two, each with a chance of at least ${signal.likeness} % (counted from ${signal.least} % on)`;
      return zh
        ? `${signal.days} 天内 ${signal.n} 件的说法相近，最不像的也有 ${signal.likeness}% 相同（相同 ${signal.least}% 以上算相近）`
        : `${signal.n} within ${signal.days} days say nearly the same, at least ${signal.likeness} % alike (alike from ${signal.least} % on)`;
    case 'asset':
      return zh
        ? `${signal.days} 天内 ${signal.n} 件说的是同一处：${signal.asset}（达到 ${signal.least} 件就提出）`
        : `${signal.n} within ${signal.days} days name the same thing: ${signal.asset} (proposed from ${signal.least} on)`;
    case 'lastYear':
      return zh
        ? `上一个同期 ${day(signal.from)} 到 ${day(signal.to)} 共 ${signal.n} 件，平常一周 ${signal.usual} 件（超过 ${signal.times} 倍算高峰）`
        : `A year before, ${signal.n} came from ${signal.from} to ${signal.to}; a usual week has ${signal.usual} (a peak is ${signal.times} times as many)`;
    case 'burst':
      return zh
        ? `突然增多：${signal.hours} 小时内 ${signal.n} 件（达到 ${signal.least} 件就提醒值班）`
        : `A burst: ${signal.n} within ${signal.hours} hours (the duty officer is told from ${signal.least} on)`;
    case 'visits':
      return zh
        ? `${signal.hours} 小时内来访登记 ${signal.n} 件同类（达到 ${signal.least} 件就提醒值班）`
        : `${signal.n} visits about the same within ${signal.hours} hours (the duty officer is told from ${signal.least} on)`;
  }
}

export const thresholdWords: Record<ThresholdName, Twin & { unit: Twin }> = {
  sameVillage: { zh: '同类别同村，至少', en: 'Of one category in one village, at least', unit: { zh: '件', en: 'matters' } },
  sameVillageDays: { zh: '同村信号看最近', en: 'The village signal looks back', unit: { zh: '天', en: 'days' } },
  countywide: { zh: '同类别全县，至少', en: 'Of one category in the county, at least', unit: { zh: '件', en: 'matters' } },
  countywideDays: { zh: '全县信号看最近', en: 'The county signal looks back', unit: { zh: '天', en: 'days' } },
  reworkShare: { zh: '重办占比，至少', en: 'Share of rework, at least', unit: { zh: '%', en: '%' } },
  reworkLeast: { zh: '重办信号至少答复过', en: 'Rework counts from so many answers on', unit: { zh: '件', en: 'matters' } },
  reworkDays: { zh: '重办信号看最近', en: 'The rework signal looks back', unit: { zh: '天', en: 'days' } },
  likeWords: { zh: '说法相同多少算相近', en: 'Alike from', unit: { zh: '%', en: '%' } },
  likeLeast: { zh: '说法相近，至少', en: 'Alike, at least', unit: { zh: '件', en: 'matters' } },
  sameAsset: { zh: '同一处设施，至少', en: 'About one numbered thing, at least', unit: { zh: '件', en: 'matters' } },
  peakTimes: { zh: '高峰是平常一周的', en: 'A peak is so many times a usual week', unit: { zh: '倍', en: 'times' } },
  peakLeast: { zh: '高峰每周至少', en: 'A peak has at least', unit: { zh: '件', en: 'a week' } },
  peakWeeks: { zh: '去年同期前后', en: 'Around last year’s peak', unit: { zh: '周', en: 'weeks' } },
  seasonWeeks: { zh: '季节计划提前', en: 'A season plan opens ahead by', unit: { zh: '周', en: 'weeks' } },
  burst: { zh: '突增提醒，至少', en: 'A burst is at least', unit: { zh: '件', en: 'matters' } },
  burstHours: { zh: '突增看最近', en: 'A burst is within', unit: { zh: '小时', en: 'hours' } },
  visitors: { zh: '来访提醒，至少', en: 'Visits about the same, at least', unit: { zh: '件', en: 'visits' } },
  relapse: { zh: '反弹重开，至少', en: 'A relapse is at least', unit: { zh: '件', en: 'matters' } },
  relapseDays: { zh: '反弹看最近', en: 'A relapse is within', unit: { zh: '天', en: 'days' } },
};

const percent = (share: number): string => `${Math.round(Math.abs(share) * 100)}%`;
const change = (ratio: number, lang: Lang): string =>
  lang === 'zh' ? `${ratio <= 1 ? '下降' : '上升'} ${percent(1 - ratio)}` : `${percent(1 - ratio)} ${ratio <= 1 ? 'fewer' : 'more'}`;

export const tooFewWords: Record<TooFew, Twin> = {
  'weeks-before': { zh: '措施前不足 8 个整周', en: 'fewer than 8 whole weeks before the measure' },
  'weeks-after': { zh: '措施后不足 4 个整周', en: 'fewer than 4 whole weeks after the measure' },
  'matters-before': { zh: '措施前不足 10 件', en: 'fewer than 10 matters before the measure' },
  'no-estimate': { zh: '数字太散，算不出可信的估计', en: 'the counts are too scattered for an estimate' },
};

/** What the figures say, in one sentence anybody can read aloud. Without enough data there is no figure in it. */
export function effectSentence(effect: Effect, lang: Lang): string {
  const zh = lang === 'zh';
  if (effect.verdict === 'tooFew') {
    const why = effect.why.map((one) => tooFewWords[one][lang]).join(zh ? '，' : ', ');
    return zh ? `数据不足，不下结论：${why}。` : `Too few data for a conclusion: ${why}.`;
  }
  if (effect.model === 'none') {
    const bound = effect.high < 1 ? percent(1 - effect.high) : null;
    if (bound === null)
      return zh
        ? '措施后没有新增，但从前也不多，不下结论。'
        : 'Nothing came after the measure, but little came before it either: no conclusion.';
    return zh
      ? `措施后 ${effect.after.weeks} 周没有新增（之前 ${effect.before.weeks} 周 ${effect.before.n} 件），至少下降 ${bound}。从前的涨落没有算进去。`
      : `Nothing came in ${effect.after.weeks} weeks after the measure (${effect.before.n} in ${effect.before.weeks} weeks before): at least ${bound} fewer. Earlier ups and downs are not reckoned in.`;
  }
  const [low, high] = [change(effect.low, lang), change(effect.high, lang)];
  const range = zh ? `95% 区间：${low} 到${high}` : `95 % interval: ${low} to ${high}`;
  if (effect.verdict === 'unclear')
    return zh
      ? `看不出变化，不下结论：估计${change(effect.ratio, lang)}，但区间太宽（${range}）。`
      : `No conclusion: the estimate is ${change(effect.ratio, lang)}, but the interval is too wide (${range}).`;
  return zh
    ? `措施后每周新增大约${change(effect.ratio, lang)}（${range}）。`
    : `After the measure about ${change(effect.ratio, lang)} a week (${range}).`;
}

/** How it was reckoned, in one line beside the sentence. */
export function methodWords(effect: Effect, lang: Lang): string {
  if (effect.verdict === 'tooFew') return '';
  const zh = lang === 'zh';
  const models: Record<typeof effect.model, Twin> = {
    full: { zh: '分段回归：趋势、跳变和斜率变化', en: 'segmented regression: trend, step and changed slope' },
    level: { zh: '分段回归：趋势和跳变（措施后还短，不估斜率）', en: 'segmented regression: trend and step (the time after is short)' },
    plain: { zh: '前后比较（件数少，不估趋势）', en: 'before against after (few matters, no trend estimated)' },
    none: { zh: '精确二项区间', en: 'exact binomial interval' },
  };
  const parts = [
    models[effect.model][lang],
    effect.season ? (zh ? '已扣除一年里的季节起伏' : 'the wave of the year taken out') : '',
    effect.model === 'none' ? '' : zh ? `离散度 ${effect.dispersion.toFixed(2)}` : `dispersion ${effect.dispersion.toFixed(2)}`,
    effect.widened ? (zh ? '相邻各周相关，区间已放宽' : 'neighbouring weeks hang together, the interval was widened') : '',
  ];
  return parts.filter(Boolean).join(zh ? '；' : '; ');
}

/** The story of a class, one line an event; names are looked up by the caller. */
export const eventWords: Record<ClassEvent['type'], Twin> = {
  noticed: { zh: '提出线索', en: 'Noticed' },
  signalled: { zh: '信号更强了', en: 'The signals grew' },
  confirmed: { zh: '确认为候选，写明假设', en: 'Confirmed as a candidate, with a hypothesis' },
  named: { zh: '改名称、假设或范围', en: 'Title, hypothesis or scope changed' },
  setAside: { zh: '搁置', en: 'Set aside' },
  takenUp: { zh: '重新捡起', en: 'Taken up again' },
  included: { zh: '加进事项', en: 'Matters taken in' },
  excluded: { zh: '移出事项', en: 'Matters left out' },
  splitOff: { zh: '分出一部分', en: 'A part was split off' },
  joinedTo: { zh: '并入', en: 'Joined to' },
  absorbed: { zh: '收进另一类', en: 'Took in another class' },
  established: { zh: '立题，明确牵头单位、责任人和原因', en: 'Established, with owner and cause' },
  causeFound: { zh: '写明原因', en: 'Cause found' },
  ownerChanged: { zh: '换牵头单位或责任人', en: 'Owner changed' },
  measurePlanned: { zh: '定下一项措施', en: 'A measure was planned' },
  measureDropped: { zh: '撤下一项措施', en: 'A measure was dropped' },
  started: { zh: '措施开始', en: 'Measures begun' },
  measureDone: { zh: '一项措施做完', en: 'A measure was done' },
  observed: { zh: '进入观察期', en: 'Observation begun' },
  observationExtended: { zh: '延长观察期', en: 'Observation extended' },
  concluded: { zh: '判定成效', en: 'Effect judged' },
  resumed: { zh: '换办法再来', en: 'Another try' },
  archived: { zh: '归档，写明靠什么管住', en: 'Archived, with what keeps it so' },
  reviewed: { zh: '一年复查', en: 'Yearly review' },
  relapsed: { zh: '反弹，自动重开', en: 'It is back: opened again by itself' },
};

// 怎么算的: a deadline in words anybody can check with a wall calendar (P04, P12). Every order, page and receipt says the same words.
import { type Day, dayOf, type Instant, type TimeOfDay, timeOfDay, weekday } from './day.ts';
import type { Crossed, Deadline, Extension } from './deadline.ts';
import type { LimitStart, LimitUnit, Trust, Words } from './limits.ts';
import { pauseCauseText } from './pause.ts';

type Lang = keyof Words;

const startText: Record<LimitStart, Words> = {
  dispatched: { zh: '派单', en: 'dispatch' },
  raised: { zh: '提出异议', en: 'the objection' },
  replied: { zh: '答复', en: 'the reply' },
  invited: { zh: '邀请评价', en: 'the invitation to judge' },
  due: { zh: '到期', en: 'the due date' },
  urged: { zh: '催办', en: 'the urging' },
  received: { zh: '收到', en: 'receipt' },
  accepted: { zh: '受理', en: 'acceptance' },
  opinion: { zh: '收到处理意见', en: 'the written opinion' },
  requested: { zh: '收到请求', en: 'the request' },
  reviewed: { zh: '收到复查意见', en: 'the review opinion' },
  material: { zh: '收到投诉材料', en: 'receipt of the material' },
  assigned: { zh: '交办', en: 'assignment' },
  issued: { zh: '印发', en: 'issue' },
  claimed: { zh: '申领', en: 'the claim' },
  listed: { zh: '公布名单', en: 'publication of the list' },
  meeting: { zh: '会议', en: 'the meeting' },
  rated: { zh: '差评', en: 'the rating' },
  logged: { zh: '日志产生', en: 'the log entry' },
  recorded: { zh: '记录形成', en: 'the record' },
  verdict: { zh: '评价', en: 'the verdict' },
  archived: { zh: '归档', en: 'archiving' },
};

const unitText: Record<LimitUnit, Words & { one: string }> = {
  h: { zh: '小时', en: 'hours', one: 'hour' },
  wd: { zh: '个工作日', en: 'working days', one: 'working day' },
  d: { zh: '个自然日', en: 'natural days', one: 'natural day' },
  mo: { zh: '个月', en: 'months', one: 'month' },
  y: { zh: '年', en: 'years', one: 'year' },
};

const trustText: Record<Trust, Words> = {
  V: { zh: '已对照法规原文', en: 'read in the text of the law' },
  P: { zh: '预设（据报道），可由县里修改', en: 'preset (as reported), the county may change it' },
  M: { zh: '预设，可由县里修改', en: 'preset, the county may change it' },
};

const weekdayText: Record<Lang, readonly string[]> = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

const pick = (lang: Lang, zh: string, en: string) => (lang === 'zh' ? zh : en);
const length = (lang: Lang, value: number, unit: LimitUnit) =>
  pick(lang, `${value} ${unitText[unit].zh}`, `${value} ${value === 1 ? unitText[unit].one : unitText[unit].en}`);

/** `2026年2月26日（周四）` / `Thu 2026-02-26`. */
export function sayDay(on: Day, lang: Lang): string {
  const name = weekdayText[lang][weekday(on) - 1];
  const [year, month, date] = on.split('-').map(Number);
  return pick(lang, `${year}年${month}月${date}日（${name}）`, `${name} ${on}`);
}

const sayMoment = (at: Instant, lang: Lang) => `${sayDay(dayOf(at), lang)}${pick(lang, '', ' ')}${timeOfDay(at)}`;
const sayClosing = (time: TimeOfDay, lang: Lang) => (time === '24:00' ? pick(lang, '24:00', 'midnight, end of the day') : time);
const endsByHour = ({ unit, extensions }: Deadline) => {
  const last = extensions.at(-1);
  return last === undefined ? unit === 'h' : 'unit' in last && last.unit === 'h';
};

/** The due moment for a receipt or a list: `2026年2月26日（周四）17:30 前`, with （暂定） where the calendar is not out. */
export function sayDue(deadline: Deadline, lang: Lang): string {
  const time = endsByHour(deadline) ? timeOfDay(deadline.dueAt) : sayClosing(deadline.closingTime, lang);
  const mark = deadline.provisional ? pick(lang, '（暂定）', ' (provisional)') : '';
  return pick(lang, `${sayDay(deadline.dueOn, 'zh')}${time} 前${mark}`, `by ${sayDay(deadline.dueOn, 'en')}, ${time}${mark}`);
}

/** The whole reckoning, one sentence a line, in the order in which a person would check it. */
export function explainDeadline(deadline: Deadline, lang: Lang): string[] {
  const lines = [sayRule, sayStart, sayCrossed, sayExtensions, sayPauses, sayRoll, sayEnd, sayProvisional, sayWas, saySource];
  return lines.map((say) => say(deadline, lang)).filter((line) => line !== '');
}

function sayRule({ clock, rule, value, unit, start, counts }: Deadline, lang: Lang): string {
  const from = startText[start];
  const before = counts === 'before';
  return pick(
    lang,
    `规则：${clock.zh}，${from.zh}${before ? '之前' : '之后'} ${length('zh', value, unit)}（规则编号 ${rule}）。`,
    `Rule: ${clock.en}, ${length('en', value, unit)} ${before ? 'before' : 'after'} ${from.en} (rule ${rule}).`,
  );
}

function sayStart({ startAt, start, unit, counts }: Deadline, lang: Lang): string {
  const moment = sayMoment(startAt, lang);
  const from = startText[start][lang];
  if (unit === 'h')
    return pick(
      lang,
      `起算：${moment} ${from}，从这一刻起按钟点连续计算，夜间和节假日也算。`,
      `Start: ${from}, ${moment}; hours run by the clock, nights and holidays included.`,
    );
  const way =
    counts === 'before'
      ? pick(lang, '从前一天起往前数', 'counting goes back from the day before')
      : pick(lang, '从第二天起数', 'counting starts the day after');
  return pick(lang, `起算：${moment} ${from}，当天不算，${way}。`, `Start: ${from}, ${moment}; that day is not counted, ${way}.`);
}

function sayBreaks({ holidays, makeUpWorkdays }: Crossed, lang: Lang): string[] {
  const span = (from: Day, to: Day) => (from === to ? from : pick(lang, `${from} 至 ${to}`, `${from} to ${to}`));
  const off = holidays.map((h) => `${lang === 'zh' ? h.name : h.nameEn} ${span(h.fromOn, h.toOn)}`);
  return [
    off.length > 0 ? pick(lang, `${off.join('、')} 放假不算`, `off: ${off.join(', ')}`) : '',
    makeUpWorkdays.length > 0
      ? pick(lang, `${makeUpWorkdays.join('、')} 调休上班要算`, `make-up workdays counted: ${makeUpWorkdays.join(', ')}`)
      : '',
  ].filter((part) => part !== '');
}

function sayCrossed(deadline: Deadline, lang: Lang): string {
  const { unit, extensions, crossed } = deadline;
  const usesWorkdays = unit === 'wd' || extensions.some((one) => 'unit' in one && one.unit === 'wd');
  if (!usesWorkdays)
    return unit === 'h' ? '' : pick(lang, '其间：周末和节假日都算在内。', 'On the way: weekends and holidays are counted.');
  const breaks = sayBreaks(crossed, lang);
  if (breaks.length === 0 && deadline.provisional) return pick(lang, '其间：周末不算。', 'On the way: weekends are not counted.');
  if (breaks.length === 0)
    return pick(
      lang,
      '其间：周末不算，没有遇到法定节假日和调休。',
      'On the way: weekends are not counted; no public holiday or make-up workday.',
    );
  return pick(lang, `其间：周末不算；${breaks.join('；')}。`, `On the way: weekends are not counted; ${breaks.join('; ')}.`);
}

function sayExtension(extension: Extension, lang: Lang): string {
  if ('untilOn' in extension) return pick(lang, `延到承诺的 ${extension.untilOn}`, `to the promised ${extension.untilOn}`);
  return pick(lang, `延长 ${length('zh', extension.value, extension.unit)}`, `by ${length('en', extension.value, extension.unit)}`);
}

function sayExtensions({ extensions }: Deadline, lang: Lang): string {
  if (extensions.length === 0) return '';
  const all = extensions.map((one) => sayExtension(one, lang));
  return pick(lang, `延期：${all.join('；')}，从原到期日接着数。`, `Extended ${all.join('; ')}, counted on from the former end.`);
}

function sayPauses({ pauses, unit, pausedMinutes, pausedDays }: Deadline, lang: Lang): string {
  if (pauses.length === 0) return '';
  const all = pauses.map(({ cause, fromAt, toAt }) => {
    const end = toAt === null ? pick(lang, '尚未恢复', 'still open') : `${dayOf(toAt)} ${timeOfDay(toAt)}`;
    return pick(
      lang,
      `${pauseCauseText[cause].zh}（${dayOf(fromAt)} ${timeOfDay(fromAt)} 至 ${end}）`,
      `${pauseCauseText[cause].en} (${dayOf(fromAt)} ${timeOfDay(fromAt)} to ${end})`,
    );
  });
  const total = [
    unit === 'h' || pausedMinutes > 0 ? pick(lang, `${pausedMinutes} 分钟`, `${pausedMinutes} minutes`) : '',
    unit !== 'h' || pausedDays > 0 ? length(lang, pausedDays, unit === 'wd' ? 'wd' : 'd') : '',
  ].filter((part) => part !== '');
  return pick(
    lang,
    `暂停：${all.join('；')}，共扣除 ${total.join('、')}。`,
    `Paused: ${all.join('; ')}; not counted in all: ${total.join(', ')}.`,
  );
}

function sayRoll(deadline: Deadline, lang: Lang): string {
  const { unit, counts, roll, rawDueOn, dueOn } = deadline;
  if (unit === 'h' || unit === 'wd' || counts === 'before') return '';
  if (dueOn !== rawDueOn) {
    const holiday = deadline.crossed.holidays.find((h) => h.fromOn <= rawDueOn && rawDueOn <= h.toOn);
    const why = holiday ? pick(lang, `${holiday.name}放假`, holiday.nameEn) : pick(lang, '周末', 'weekend');
    return pick(
      lang,
      `顺延：数到 ${rawDueOn} 是休息日（${why}），顺延到下一个工作日 ${dueOn}。`,
      `Moved on: the count ends on ${rawDueOn}, a day off (${why}); the next working day is ${dueOn}.`,
    );
  }
  if (roll) return pick(lang, '顺延：最后一天是工作日，不用顺延。', 'Not moved on: the last day is a working day.');
  return pick(lang, '顺延：这条规则遇休息日不顺延。', 'Not moved on: this rule keeps its last day even on a day off.');
}

function sayEnd(deadline: Deadline, lang: Lang): string {
  const standing = deadline.standing
    ? pick(lang, '；时限正在暂停，恢复后到期日会往后移', '; the clock stands still, the date moves on until it resumes')
    : '';
  return pick(lang, `到期：${sayDue(deadline, 'zh')}${standing}。`, `Due ${sayDue(deadline, 'en')}${standing}.`);
}

function sayProvisional({ provisional, unknownYears }: Deadline, lang: Lang): string {
  if (!provisional) return '';
  const years = unknownYears.join(pick(lang, '、', ', '));
  return pick(
    lang,
    `暂定：${years} 年的放假调休安排还没有录入，先只按周末推算；录入后会重算，新旧两个日期都保留。`,
    `Provisional: holidays and make-up workdays of ${years} are not entered yet, so only weekends are known; it is recomputed when they are, and both dates are kept.`,
  );
}

function sayWas({ was, dueAt }: Deadline, lang: Lang): string {
  if (was === null) return '';
  if (was.dueAt === dueAt)
    return pick(
      lang,
      `日历录入后已重算：日期不变，仍是 ${was.dueOn}。`,
      `Recomputed with the new calendar: the date is still ${was.dueOn}.`,
    );
  const kind = was.provisional ? pick(lang, '（暂定）', ' (provisional)') : '';
  return pick(lang, `日历更新后已重算：原来是 ${was.dueOn}${kind}。`, `Recomputed with the new calendar: it was ${was.dueOn}${kind}.`);
}

function saySource({ basis, source, trust }: Deadline, lang: Lang): string {
  const tag = /^S\d/.test(source) ? ` [${source}]` : '';
  return pick(lang, `依据：${basis.zh}${tag}，${trustText[trust].zh}。`, `Source: ${basis.en}${tag}; ${trustText[trust].en}.`);
}

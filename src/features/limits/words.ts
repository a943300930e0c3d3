// Words of limits and calendars in both languages, and a sentence for every refusal; the compiler counts them.
import type { CalendarFault } from '#core/time/calendar-file.ts';
import { calendarFaultText } from '#core/time/calendar-file.ts';
import { type LimitFault, type LimitUnit, limitFaultText, type Span, type Trust } from '#core/time/limits.ts';
import type { LimitProblem } from './rules.ts';
import type { NoticeProblem } from './rules-notice.ts';

export type Twin = { zh: string; en: string };

export const trustWords: Record<Trust, Twin> = {
  V: { zh: '已对照原文', en: 'read in the law' },
  P: { zh: '据报道，预设', en: 'reported, preset' },
  M: { zh: '通行做法，预设', en: 'custom, preset' },
};
const units: Record<LimitUnit, Twin> = {
  h: { zh: '小时', en: 'hours' },
  wd: { zh: '个工作日', en: 'working days' },
  d: { zh: '个自然日', en: 'natural days' },
  mo: { zh: '个月', en: 'months' },
  y: { zh: '年', en: 'years' },
};
export const unitWords = units;
export const spanWords = ({ value, unit }: Span, lang: keyof Twin): string =>
  lang === 'zh' ? `${value} ${units[unit].zh}` : `${value} ${value === 1 ? units[unit].en.replace(/s$/, '') : units[unit].en}`;

export const packWords: Readonly<Record<string, Twin>> = {
  hotline: { zh: '热线诉求', en: 'Hotline concerns' },
  petition: { zh: '信访', en: 'Petitions' },
  disclosure: { zh: '信息公开', en: 'Information disclosure' },
  arrears: { zh: '欠款投诉', en: 'Arrears' },
  inspect: { zh: '政府督查', en: 'Government supervision' },
  super: { zh: '督办', en: 'Directives' },
  policy: { zh: '政策落实', en: 'Policies' },
  benefit: { zh: '惠民公示', en: 'Benefits' },
  meeting: { zh: '会议', en: 'Meetings' },
  bad: { zh: '差评整改', en: 'Bad ratings' },
  log: { zh: '日志留存', en: 'Keeping logs' },
  pia: { zh: '影响评估留存', en: 'Keeping assessments' },
};

const ofThisRoom: Record<Exclude<LimitProblem, LimitFault>, Twin> = {
  'unit-unknown': { zh: '请选时限单位。没有保存，您填的都在。', en: 'Please choose a unit. Nothing was saved; what you typed is here.' },
  'unit-unfit': {
    zh: '这条规则不能用这个单位：办理时限用小时、工作日、自然日，保存期限用月、年。没有保存。',
    en: 'This rule cannot use this unit: work runs in hours or days, keeping in months or years. Nothing was saved.',
  },
  'from-unreadable': { zh: '生效日期要写成 2027-01-01 这样。没有保存。', en: 'Write the first day like 2027-01-01. Nothing was saved.' },
  'from-past': {
    zh: '生效日期不能早于今天：已经开始计时的事项按当时的规则算。没有保存，请改成今天或以后。',
    en: 'The first day cannot lie in the past: what has begun is counted by the rule of its time. Nothing was saved; choose today or later.',
  },
  'from-taken': {
    zh: '同一天已有一条修改。没有保存；请换一天，或先撤回那一条。',
    en: 'Another change begins on that day. Nothing was saved; choose another day or take that one back first.',
  },
  'to-unreadable': {
    zh: '失效日期要写成 2027-12-31 这样，长期有效就留空。没有保存。',
    en: 'Write the last day like 2027-12-31, or leave it empty. Nothing was saved.',
  },
  'trust-unknown': { zh: '请选依据的可靠程度。没有保存。', en: 'Please say how sure the source is. Nothing was saved.' },
  'reason-missing': {
    zh: '请写为什么改，至少四个字，会记下来。没有保存。',
    en: 'Please say why, in four characters at least; it is recorded. Nothing was saved.',
  },
  'nothing-changed': { zh: '和现在的规则一样，没有要保存的。', en: 'This is the rule as it stands; there is nothing to save.' },
  'law-needs-source': {
    zh: '这个期限来自法律条文，不能只改天数。条文变了，请同时写明新的文件名和条款。没有保存。',
    en: 'This length comes from a law and cannot be changed by itself. If the law has changed, name the new document and article. Nothing was saved.',
  },
  'example-unreadable': {
    zh: '举例的时刻写成 2026-12-31 16:00 这样。没有保存。',
    en: 'Write the example like 2026-12-31 16:00. Nothing was saved.',
  },
  'law-minimum': {
    zh: '短于法律规定的最低期限（网络日志六个月，影响评估三年）。没有保存。',
    en: 'Shorter than the law allows (logs six months, assessments three years). Nothing was saved.',
  },
};
export const limitSentences: Record<LimitProblem, Twin> = { ...limitFaultText, ...ofThisRoom };

export const noticeSentences: Record<NoticeProblem, Twin> = {
  'line-unreadable': { zh: '看不懂这一句，没有导入', en: 'This cannot be read; nothing was taken' },
  'range-reversed': { zh: '结束的日子早于开始的日子，没有导入', en: 'It ends before it begins; nothing was taken' },
  'range-long': { zh: '一次连休超过 15 天，像是写错了，没有导入', en: 'A break of more than 15 days looks mistyped; nothing was taken' },
  'name-missing': { zh: '没有写是什么假日，没有导入', en: 'It does not say which holiday; nothing was taken' },
  'weekday-wrong': { zh: '括号里的星期和这一天对不上，没有导入', en: 'The weekday in brackets is not that of this day; nothing was taken' },
  empty: { zh: '里面一个日子也没有，没有导入', en: 'There is no day in it; nothing was taken' },
};
export const tableSentences: Record<CalendarFault, Twin> = calendarFaultText;

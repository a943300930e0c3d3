// Time limits as dated rows of data (P04, P12): local difference is a row, not a branch in the code.
// A new number is a new row with its own first day, so that yesterday's deadline can still be explained by yesterday's rule.
import { type Day, parseDay, parseTimeOfDay, type TimeOfDay } from './day.ts';

/** Both languages of a text that is shown. */
export type Words = { zh: string; en: string };

/** `h` wall-clock hours, `wd` working days, `d` natural days, `mo` calendar months, `y` calendar years (the last two for keeping records). */
export type LimitUnit = 'h' | 'wd' | 'd' | 'mo' | 'y';
export type Span = { value: number; unit: LimitUnit };

/** V read in the law itself; P reported, editable preset; M commonly known, editable preset: check locally. */
export type Trust = 'V' | 'P' | 'M';

/** The event whose day is not counted. */
export type LimitStart =
  | 'dispatched'
  | 'raised'
  | 'replied'
  | 'invited'
  | 'due'
  | 'urged'
  | 'received'
  | 'accepted'
  | 'opinion'
  | 'requested'
  | 'reviewed'
  | 'material'
  | 'assigned'
  | 'issued'
  | 'claimed'
  | 'listed'
  | 'meeting'
  | 'rated'
  | 'logged'
  | 'recorded'
  | 'verdict'
  | 'archived';

/** `times` 0: cannot be extended by this row; null: the source sets no number. `max` null: no length is set, a definite date is promised instead. */
export interface ExtensionRule {
  times: number | null;
  max: 'original' | Span | null;
  note: Words;
}

export interface Limit {
  key: string;
  /** What must have happened by then. */
  clock: Words;
  value: number;
  unit: LimitUnit;
  start: LimitStart;
  /** `before`: counted back from the start, e.g. 15 days before the meeting. */
  counts: 'after' | 'before';
  /** Whether an end on a day off moves to the next working day. Working days need none; hours and counting back have none. */
  roll: boolean;
  /** When the last day ends. Hours ignore it. */
  closingTime: TimeOfDay;
  extension: ExtensionRule;
  /** Tags of the source list, e.g. `S03, S04`. */
  source: string;
  /** The source in words, for people. */
  basis: Words;
  trust: Trust;
  validFrom: Day;
  /** Last day on which it is in force, or null. */
  validTo: Day | null;
}

/** The row in force on that day: of several, the one that began last. Null when there is none, which a caller must not paper over. */
export function limitOn(limits: readonly Limit[], key: string, on: Day): Limit | null {
  let found: Limit | null = null;
  for (const limit of limits) {
    const inForce = limit.key === key && limit.validFrom <= on && (limit.validTo === null || on <= limit.validTo);
    if (inForce && (found === null || limit.validFrom > found.validFrom)) found = limit;
  }
  return found;
}

export type LimitFault =
  | 'limit-value'
  | 'limit-key'
  | 'limit-name'
  | 'limit-source'
  | 'limit-closing-time'
  | 'limit-dates'
  | 'limit-roll'
  | 'limit-back'
  | 'limit-extension';

export const limitFaultText: Record<LimitFault, Words> = {
  'limit-value': {
    zh: '时限要写正整数（1 到 3660）。没有保存，请改正。',
    en: 'The limit must be a whole number from 1 to 3660. Nothing was saved; please correct it.',
  },
  'limit-key': {
    zh: '规则编号只能用小写字母、数字和点（如 hotline.reply.jn）。没有保存，请改正。',
    en: 'The rule key may hold small letters, digits and dots only (hotline.reply.jn). Nothing was saved; please correct it.',
  },
  'limit-name': {
    zh: '要写明这条时限管什么事，中英文都要。没有保存，请补上。',
    en: 'Say in both languages what has to be done. Nothing was saved; please add it.',
  },
  'limit-source': {
    zh: '要写明依据（文件名和条款）。没有保存，请补上。',
    en: 'Name the source (document and article). Nothing was saved; please add it.',
  },
  'limit-closing-time': {
    zh: '截止时刻写成 17:30 这样，当天零点截止写 24:00。没有保存，请改正。',
    en: 'Write the closing time like 17:30, or 24:00 for the end of the day. Nothing was saved; please correct it.',
  },
  'limit-dates': {
    zh: '生效日期不是真实日期，或失效日早于生效日。没有保存，请核对。',
    en: 'A date of validity is not a real day, or it ends before it begins. Nothing was saved; please check.',
  },
  'limit-roll': {
    zh: '只有自然日（以及月、年）时限可以遇休息日顺延。没有保存，请取消顺延。',
    en: 'Only natural days, months and years can move on from a day off. Nothing was saved; please switch that off.',
  },
  'limit-back': {
    zh: '倒着数的时限只能用工作日或自然日。没有保存，请改正。',
    en: 'Counting back works in working or natural days only. Nothing was saved; please correct it.',
  },
  'limit-extension': {
    zh: '延期次数或长度不对：次数为 0 或正整数，长度为正整数。没有保存，请改正。',
    en: 'Number or length of extensions is wrong: whole numbers only. Nothing was saved; please correct it.',
  },
};

const isValue = (value: number) => Number.isInteger(value) && value >= 1 && value <= 3660;
const isFilled = (words: Words) => words.zh.trim() !== '' && words.en.trim() !== '';

/** Everything wrong with a row that somebody edited; empty when it may be saved. */
export function limitFaults(limit: Limit): LimitFault[] {
  const natural = limit.unit === 'd' || limit.unit === 'mo' || limit.unit === 'y';
  const { times, max } = limit.extension;
  const datesHold =
    parseDay(limit.validFrom) !== null &&
    (limit.validTo === null || (parseDay(limit.validTo) !== null && limit.validTo >= limit.validFrom));
  const extensionHolds =
    (times === null || (Number.isInteger(times) && times >= 0)) && (max === null || max === 'original' || isValue(max.value));
  const checks: [LimitFault, boolean][] = [
    ['limit-value', isValue(limit.value)],
    ['limit-key', /^[a-z0-9]+(\.[a-z0-9]+)+$/.test(limit.key)],
    ['limit-name', isFilled(limit.clock)],
    ['limit-source', limit.source.trim() !== '' && isFilled(limit.basis)],
    ['limit-closing-time', parseTimeOfDay(limit.closingTime) !== null],
    ['limit-dates', datesHold],
    ['limit-roll', !limit.roll || (natural && limit.counts === 'after')],
    ['limit-back', limit.counts === 'after' || limit.unit === 'd' || limit.unit === 'wd'],
    ['limit-extension', extensionHolds],
  ];
  return checks.filter(([, holds]) => !holds).map(([fault]) => fault);
}

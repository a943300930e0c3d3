// Whether more time may be granted (SM-03, P12): asked before the due moment, within what the row allows, decided by someone else.

import type { Calendar } from './calendar.ts';
import { type Day, daysBetween, type Instant } from './day.ts';
import { adjustDeadline, type Deadline, type Extension } from './deadline.ts';
import type { Limit, Span, Words } from './limits.ts';

export type ExtensionRefusal =
  | 'extension-not-allowed'
  | 'extension-after-due'
  | 'extension-times-used-up'
  | 'extension-too-long'
  | 'extension-other-unit'
  | 'extension-not-later';

export const extensionRefusalText: Record<ExtensionRefusal, Words> = {
  'extension-not-allowed': {
    zh: '没有延期：这一类时限不允许延期。请按期答复，办不了的说明原因和计划日期。',
    en: 'No extension: this limit cannot be extended. Reply in time; where it cannot be solved yet, say why and by when.',
  },
  'extension-after-due': {
    zh: '没有延期：已经超过时限，延期要在到期前申请。请尽快答复并说明原因。',
    en: 'No extension: it must be asked for before the due moment, which has passed. Reply as soon as possible and say why.',
  },
  'extension-times-used-up': {
    zh: '没有延期：允许的延期次数已经用完。请按期答复，或提请上级协调。',
    en: 'No extension: the allowed number is used up. Reply in time, or have it escalated.',
  },
  'extension-too-long': {
    zh: '没有延期：延长的时间超过规则允许的总长。请缩短后再申请。',
    en: 'No extension: it is longer than the rule allows in all. Ask for a shorter one.',
  },
  'extension-other-unit': {
    zh: '没有延期：延长的单位（小时、工作日、自然日）要与规则一致。请改正后再申请。',
    en: 'No extension: its unit (hours, working days, days) must be that of the rule. Please correct it and ask again.',
  },
  'extension-not-later': {
    zh: '没有延期：新日期不晚于现在的到期日。请改正后再申请。',
    en: 'No extension: the new date is not later than the present one. Please correct it and ask again.',
  },
};

export interface ExtensionRequest {
  limit: Pick<Limit, 'value' | 'unit' | 'extension'>;
  granted: readonly Extension[];
  wanted: Extension;
  askedAt: Instant;
  /** The present due moment and day. */
  dueAt: Instant;
  dueOn: Day;
}

const isSpan = (extension: Extension): extension is Span => 'unit' in extension;

/** The most that all extensions together may add, or null where the source sets no length. */
export function extensionMax({ value, unit, extension }: ExtensionRequest['limit']): Span | null {
  return extension.max === 'original' ? { value, unit } : extension.max;
}

/**
 * Why this extension may not be granted, or null. A definite day is measured in natural days where the row sets a length. Who may decide it is not asked here but in the matter's own rules.
 */
export function extensionRefusal({ limit, granted, wanted, askedAt, dueAt, dueOn }: ExtensionRequest): ExtensionRefusal | null {
  const { times } = limit.extension;
  if (times === 0) return 'extension-not-allowed';
  if (askedAt > dueAt) return 'extension-after-due';
  if (times !== null && granted.length >= times) return 'extension-times-used-up';
  const added: Span = isSpan(wanted) ? wanted : { value: daysBetween(dueOn, wanted.untilOn), unit: 'd' };
  if (added.value <= 0) return 'extension-not-later';
  const max = extensionMax(limit);
  if (max === null) return null;
  if (added.unit !== max.unit) return 'extension-other-unit';
  const before = granted.reduce((sum, one) => sum + (isSpan(one) && one.unit === max.unit ? one.value : 0), 0);
  return before + added.value > max.value ? 'extension-too-long' : null;
}

/** The last day to which everything the row still allows would move the deadline; null where the row sets no length. */
export function lastExtensionDay(deadline: Deadline, limit: ExtensionRequest['limit'], calendar: Calendar): Day | null {
  const max = extensionMax(limit);
  if (limit.extension.times === 0) return deadline.dueOn;
  if (max === null) return null;
  return adjustDeadline(deadline, { extensions: [max] }, calendar).dueOn;
}

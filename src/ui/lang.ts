// Words that depend on language or on today: days, instants, numbers. Written by hand, not with Intl, because lists format hundreds of them
// and because a resident needs「12 月 2 日（下周三）」, which no library says. `now` and `today` always come in; nothing here reads a clock.
import type { Day, Instant } from '#core/time/day.ts';

export type Lang = 'zh' | 'en';

/** Picks one language of a twin text; both halves must have the same shape, so English is complete by type. */
export function pick<T>(text: Record<Lang, T>, lang: Lang): T {
  return text[lang];
}

/** The value of `<html lang>`. */
export const htmlLang = { zh: 'zh-CN', en: 'en' } satisfies Record<Lang, string>;

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000; // No summer time since 1991, so a fixed offset is exact for every matter we can hold.
const WEEKDAYS = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} satisfies Record<Lang, readonly string[]>;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const dayNumber = (day: Day): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
const weekday = (dayNo: number): number => (((dayNo + 4) % 7) + 7) % 7;
const mondayOf = (dayNo: number): number => dayNo - ((weekday(dayNo) + 6) % 7);
/** The offset is whole hours, so minutes stay: a list of many instants reckons each hour once. */
const hoursThere = new Map<string, string>();
function shanghai(at: Instant): string {
  const hour = at.slice(0, 13);
  const known = hoursThere.get(hour) ?? new Date(Date.parse(`${hour}:00:00.000Z`) + SHANGHAI_MS).toISOString().slice(0, 13);
  if (hoursThere.size > 4_096) hoursThere.clear();
  hoursThere.set(hour, known);
  return known + at.slice(13);
}

/** The Shanghai day on which an instant falls. */
export function dayIn(at: Instant): Day {
  return shanghai(at).slice(0, 10) as Day;
}

/** The Shanghai clock time of an instant, `HH:MM`. */
export function clockIn(at: Instant): string {
  return shanghai(at).slice(11, 16);
}

const NEAR = {
  zh: { '-2': '前天', '-1': '昨天', '0': '今天', '1': '明天', '2': '后天' } as Record<string, string>,
  en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' } as Record<string, string>,
};

/** How a day stands to today: 今天, 明天, 本周五, 下周三, else 周三; "tomorrow", "next Wednesday", else "Wednesday". */
export function dayFrom(day: Day, today: Day, lang: Lang): string {
  const dayNo = dayNumber(day);
  const todayNo = dayNumber(today);
  const near = NEAR[lang][String(dayNo - todayNo)];
  if (near) return near;
  const name = WEEKDAYS[lang][weekday(dayNo)] ?? '';
  const weeks = (mondayOf(dayNo) - mondayOf(todayNo)) / 7;
  if (lang === 'zh') return `${weeks === 0 ? '本周' : weeks === 1 ? '下周' : weeks === -1 ? '上周' : '周'}${name}`;
  return `${weeks === 0 ? 'this ' : weeks === 1 ? 'next ' : weeks === -1 ? 'last ' : ''}${name}`;
}

/** `12 月 2 日`, with the year when it is not today's; `2 December`. */
export function plainDay(day: Day, today: Day, lang: Lang): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const sameYear = today.startsWith(`${year}-`);
  if (lang === 'zh') return `${sameYear ? '' : `${year} 年 `}${Number(month)} 月 ${Number(date)} 日`;
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}${sameYear ? '' : ` ${year}`}`;
}

/** A day in words: `12 月 2 日（下周三）`; `2 December (next Wednesday)`. */
export function dayWords(day: Day, today: Day, lang: Lang): string {
  const plain = plainDay(day, today, lang);
  const from = dayFrom(day, today, lang);
  return lang === 'zh' ? `${plain}（${from}）` : `${plain} (${from})`;
}

/** The promise of a last day, that day included: `12 月 2 日（下周三）前`; `by 2 December (next Wednesday)`. */
export function byDayWords(day: Day, today: Day, lang: Lang): string {
  return lang === 'zh' ? `${dayWords(day, today, lang)}前` : `by ${dayWords(day, today, lang)}`;
}

/** An instant in full words: `11 月 23 日（今天）09:15`; `23 November (today), 09:15`. */
export function instantWords(at: Instant, now: Instant, lang: Lang): string {
  const words = dayWords(dayIn(at), dayIn(now), lang);
  return lang === 'zh' ? `${words}${clockIn(at)}` : `${words}, ${clockIn(at)}`;
}

/** An instant as a promise: `11 月 23 日（今天）17:00 前`; `by 23 November (today), 17:00`. The last minute of a day is told as the day. */
export function byInstantWords(at: Instant, now: Instant, lang: Lang): string {
  if (clockIn(at) === '23:59') return byDayWords(dayIn(at), dayIn(now), lang);
  return lang === 'zh' ? `${instantWords(at, now, lang)} 前` : `by ${instantWords(at, now, lang)}`;
}

/** An instant for dense rows: `今天 09:15`, `昨天 19:02`, `11-20 08:58`, `2025-11-20 08:58`. */
export function instantShort(at: Instant, now: Instant, lang: Lang): string {
  const day = dayIn(at);
  const today = dayIn(now);
  const near = NEAR[lang][String(dayNumber(day) - dayNumber(today))];
  const words = near ?? (day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day);
  return `${words} ${clockIn(at)}`;
}

/** `12,345` in both languages. */
export function countWords(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A count that was not taken to the end: `1,000+` above the cap (counting all hits of a common word costs more than it tells). */
export function cappedCount(n: number, cap: number): string {
  return n > cap ? `${countWords(cap)}+` : countWords(n);
}

/** A share never without its whole: `12 / 40（30.0%）`; without a whole there is no share: `0 / 0（—）`. */
export function shareWords(part: number, whole: number, lang: Lang): string {
  const rate = whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '—';
  return `${countWords(part)} / ${countWords(whole)}${lang === 'zh' ? `（${rate}）` : ` (${rate})`}`;
}

/** A file size people can compare with the cap: `850 KB`, `3.2 MB`. */
export function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * A matter number in groups a person can read out: `D` + county, day, sequence, check digit, e.g. `D330000 20261123 0042 7`.
 * Anything that does not look like one is shown as it is. Look-ups must ignore the spaces again.
 */
export function groupNumber(number: string): string {
  const parts = /^(D\d{6})(\d{8})(\d{1,8})([0-9X])$/.exec(number);
  return parts ? parts.slice(1).join(' ') : number;
}

// A yearly notice as people have it (P12): pasted lines or the wording of the notice itself, read into the days it names. A line that is not understood is named, never skipped.
import { addDays, type Day, daysBetween, parseDay, weekday } from '#core/time/day.ts';

export type NoticeProblem = 'line-unreadable' | 'range-reversed' | 'range-long' | 'name-missing' | 'weekday-wrong' | 'empty';
export type NoticeFault = { line: number; text: string; problem: NoticeProblem };
/** In the shape of calendar/CN-….json, still to be checked by core/time/calendar-file.ts. */
export type NoticeDays = { holidays: { on: Day; name: string; nameEn?: string }[]; makeUpWorkdays: Day[] };

const longestBreak = 15;
const english: Readonly<Record<string, string>> = {
  元旦: "New Year's Day",
  春节: 'Spring Festival',
  清明节: 'Tomb-Sweeping Day',
  清明: 'Tomb-Sweeping Day',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  端午: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  中秋: 'Mid-Autumn Festival',
  国庆节: 'National Day',
  国庆: 'National Day',
};
const weekdays = '一二三四五六日';

/** `2027-02-05`, `2027.2.5`, `2027年2月5日`, `2月5日`; in a range also `8日`, which takes the month of its beginning. With the weekday that the text says, if it says one. */
const dayPattern = String.raw`(?:(\d{4})[-./年])?(?:(\d{1,2})[-./月])?(\d{1,2})日?(?:\s*[(（][^)）]*?周([一二三四五六日天])[^)）]*[)）]|\s*[(（][^)）]*[)）])?`;
const rangePattern = new RegExp(`${dayPattern}(?:\\s*(?:至|到|~|～|—|–)\\s*${dayPattern})?`, 'gu');

type Read = { from: Day; to: Day; wrongWeekday: boolean };

/** The days of a year's notice. `year` is the year of the table: what names no year is of this one. */
export function readNotice(text: string, year: number): { days: NoticeDays } | { faults: NoticeFault[] } {
  const days: NoticeDays = { holidays: [], makeUpWorkdays: [] };
  const faults: NoticeFault[] = [];
  let name = '';
  const lines = text
    .normalize('NFKC')
    .split(/\r?\n/)
    .map((words, i) => ({ line: i + 1, words: words.trim() }));
  for (const { line, words } of lines) {
    if (words === '' || words.startsWith('#')) continue;
    const begun = /^(?:[一二三四五六七八九十]+、\s*)?([\p{Script=Han}]{2,6}(?:[、和][\p{Script=Han}]{2,6})?)\s*[::]\s*/u.exec(words);
    if (begun?.[1]) name = begun[1];
    // Every sentence says one thing: a break, or days that are worked. What a sentence only counts ("共3天") is left out.
    const sentences = (begun ? words.slice(begun[0].length) : words)
      .split(/[。;]/u)
      .map((one) => one.replace(/,?\s*共\s*\d+\s*天/gu, '').trim());
    for (const sentence of sentences.filter((one) => one !== '')) {
      const fault = take(sentence, days, year, () => name);
      if (fault) faults.push({ line, text: sentence, problem: fault });
    }
  }
  if (faults.length === 0 && days.holidays.length + days.makeUpWorkdays.length === 0) faults.push({ line: 1, text: '', problem: 'empty' });
  return faults.length > 0 ? { faults } : { days };
}

function take(sentence: string, days: NoticeDays, year: number, named: () => string): NoticeProblem | null {
  const ranges = readRanges(sentence, year);
  if (ranges === null || ranges.length === 0) return 'line-unreadable';
  if (ranges.some((one) => one.wrongWeekday)) return 'weekday-wrong';
  const works = /上班|调休上班|补班/u.test(sentence);
  const rest = sentence
    .replace(rangePattern, ' ')
    .replace(/放假|调休|上班|补班|休息|[、,，\s至到]/gu, '')
    .trim();
  const name = /^[\p{Script=Han}A-Za-z' ]{2,20}$/u.test(rest) ? rest : rest === '' ? named() : null;
  if (name === null) return 'line-unreadable';
  for (const { from, to } of ranges) {
    const length = daysBetween(from, to) + 1;
    if (length < 1) return 'range-reversed';
    if (length > longestBreak) return 'range-long';
    for (let i = 0; i < length; i += 1) {
      const on = addDays(from, i);
      if (works) days.makeUpWorkdays.push(on);
      else if (name === '') return 'name-missing';
      else days.holidays.push({ on, name, ...(english[name] ? { nameEn: english[name] } : {}) });
    }
  }
  return null;
}

function readRanges(sentence: string, year: number): Read[] | null {
  const found: Read[] = [];
  let month = '';
  for (const [, y1, m1, d1, w1, y2, m2, d2, w2] of sentence.matchAll(rangePattern)) {
    month = m1 ?? month;
    const from = dayFrom(y1 ?? String(year), month, d1);
    const to = d2 === undefined ? from : dayFrom(y2 ?? y1 ?? String(year), m2 ?? month, d2);
    if (m2 !== undefined) month = m2;
    if (from === null || to === null) return null;
    found.push({ from, to, wrongWeekday: isOther(from, w1) || (d2 !== undefined && isOther(to, w2)) });
  }
  return found;
}

const dayFrom = (year: string, month: string, date: string | undefined): Day | null =>
  date === undefined || month === '' ? null : parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
/** The text names a weekday, and it is another one: somebody mistyped the day. */
const isOther = (on: Day, said: string | undefined): boolean =>
  said !== undefined && weekdays.indexOf(said === '天' ? '日' : said) + 1 !== weekday(on);

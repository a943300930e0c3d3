/** Dates and times as people write them in tables, read as Shanghai wall clock. No JS `Date` parses text here: it would shift days. */

import { toHalfWidth } from '#core/text/width.ts';
import {
  atTimeOfDay,
  type Day,
  dayFromNumber,
  dayOf,
  type Instant,
  instantFromMs,
  msOf,
  parseDay,
  parseInstant,
  type TimeOfDay,
} from '#core/time/day.ts';

/** `at` is null when only a day was written: no time is invented. */
export type WrittenTime = { on: Day; at: Instant | null };

const DATE = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|[T\s])/;
const TIME =
  /^(上午|下午|早上|晚上|中午|凌晨)?\s*(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*(?:[:：分]\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*(AM|PM)?$/i;
const WEEKDAY = /^[\s,(（]*(?:星期|周|礼拜)[一二三四五六日天][)）]?/;
const SERIAL = /^\d{5}(?:\.\d+)?$/;

/** 2019-04-05T09:35:58, 2026.12.5, 2026年12月5日 下午3点, 2026/12/5 9:05, 20261205, an offset or Z, an Excel serial (43560.4); null when it is none. */
export function parseWrittenTime(raw: string): WrittenTime | null {
  const text = toHalfWidth(raw).trim();
  if (SERIAL.test(text)) return fromSerial(Number(text));
  const withOffset = parseInstant(text.replace(' ', 'T'));
  if (withOffset !== null) return { on: dayOf(withOffset), at: withOffset };
  const date = DATE.exec(text) ?? COMPACT.exec(text);
  if (!date) return null;
  const on = parseDay(`${date[1]}-${date[2]?.padStart(2, '0')}-${date[3]?.padStart(2, '0')}`);
  if (on === null) return null;
  const rest = text
    .slice(date[0].length)
    .replace(WEEKDAY, '')
    .replace(/^[T\s,]+/, '');
  if (rest === '') return { on, at: null };
  const at = atClock(on, rest);
  return at === null ? null : { on, at };
}

function atClock(on: Day, text: string): Instant | null {
  const clock = TIME.exec(text);
  if (!clock) return null;
  const half = clock[1] ?? clock[5]?.toUpperCase();
  const [hour, minute, second] = [hourOf(Number(clock[2]), half), Number(clock[3] ?? 0), Number(clock[4] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` as TimeOfDay;
  return instantFromMs(msOf(atTimeOfDay(on, time)) + second * 1000);
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (/^(?:下午|晚上|PM)$/.test(half)) return hour < 12 ? hour + 12 : hour;
  if (half === '中午') return hour < 11 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

const SERIAL_OF_1970 = 25_569;

/** Days since 1899-12-30 with the time of day as fraction; only plausible years (1982-2119), so that other five-digit numbers are no dates. */
function fromSerial(serial: number): WrittenTime | null {
  if (serial < 30_000 || serial > 80_000) return null;
  const whole = Math.floor(serial);
  const on = dayFromNumber(whole - SERIAL_OF_1970);
  const seconds = Math.round((serial - whole) * 86_400);
  return { on, at: seconds === 0 ? null : instantFromMs(msOf(atTimeOfDay(on, '00:00')) + seconds * 1000) };
}

// How PostgreSQL's values become ours: days stay plain strings, instants are ISO strings in UTC, counts are numbers. Never a JS Date:
// in a UTC process it shifts a Chinese day.
import pg from 'pg';

type Parse = (text: string) => unknown;

const oid = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  texts: 1009,
  int8s: 1016,
  dates: 1182,
  timestamptzs: 1185,
} as const;
const asIs: Parse = (text) => text;

/** Above 2^53 a number would silently be another one: that is a fault, not a rounding. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count)) throw new RangeError(`${text} is too large for a number.`);
  return count;
}

/** `2026-11-23 01:15:00.123456+00` → `2026-11-23T01:15:00.123Z`; `infinity` stays a word. */
export function parseInstant(text: string): string {
  const [, day, time, fraction = '', zone] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d(?::?\d\d)?)$/.exec(text) ?? [];
  if (day === undefined) return text;
  const millis = fraction.slice(0, 3).padEnd(3, '0');
  if (zone === '+00') return `${day}T${time}.${millis}Z`;
  return new Date(`${day}T${time}.${millis}${zone?.length === 3 ? `${zone}:00` : zone}`).toISOString();
}

const builtIn: (id: number, format?: 'text' | 'binary') => unknown = pg.types.getTypeParser; // its own type knows no arrays
const parseTexts = builtIn(oid.texts) as (text: string) => (string | null)[];
const listOf =
  (parse: Parse): Parse =>
  (text) =>
    parseTexts(text).map((entry) => (entry === null ? null : parse(entry)));

const parsers = new Map<number, Parse>([
  [oid.int8, parseCount],
  [oid.date, asIs],
  [oid.timestamp, asIs],
  [oid.timestamptz, parseInstant],
  [oid.interval, asIs],
  [oid.int8s, listOf(parseCount)],
  [oid.dates, listOf(asIs)],
  [oid.timestamptzs, listOf(parseInstant)],
]);

/** For `pg.Pool` and `pg.Client`, so that nothing global is changed. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => (format !== 'binary' && parsers.get(id)) || pg.types.getTypeParser(id, format),
};

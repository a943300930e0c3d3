// The door of the calendars: years and coverage, each day of a year, and a year's notice coming in, looked at before it is kept.
import { type Context, Hono } from 'hono';
import type { CalendarYear } from '#core/time/calendar.ts';
import { buildCalendar, knownUntil } from '#core/time/calendar.ts';
import { readCalendarYear } from '#core/time/calendar-file.ts';
import { dayOf, yearOf } from '#core/time/day.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { calendarWith, keepYear, recomputeProvisional } from './actions-calendar.ts';
import { CalendarYearPage } from './pages/calendar-year.tsx';
import { CalendarsPage, type ImportField, type ImportPreview } from './pages/calendars.tsx';
import { changesOf, coverageOf, monthsOf } from './rules-calendar.ts';
import { readNotice } from './rules-notice.ts';
import { countProvisional, readYears } from './store.ts';
import { noticeSentences, tableSentences } from './words.ts';

type StaffContext = Context<StaffEnv>;
const fieldNames: readonly ImportField[] = ['year', 'region', 'source', 'published', 'table'];
/** So many are recomputed while the administrator waits; the clock does the rest. */
const atOnce = 300;

export function calendarsDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const frame = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/limits' });
  const mayChange = (c: StaffContext) => holdsAny(c.var.me, 'systemAdmin');

  async function list(c: StaffContext, form: FormState<ImportField> = emptyForm, preview: ImportPreview | null = null) {
    const today = dayOf(ports.now());
    const years = await readYears(ports.db);
    const tables = years.map((one) => one.table);
    const calendar = buildCalendar(tables);
    const coverage = coverageOf(calendar, tables, yearOf(today));
    const nextMissing = coverage.find((one) => one.state === 'provisional' && one.year >= yearOf(today))?.year;
    const start = { values: { year: String(nextMissing ?? yearOf(today) + 1), region: 'CN', published: 'yes' }, errors: [] };
    const count = (name: string) => {
      const given = c.req.query(name) ?? '';
      return /^\d{1,7}$/.test(given) ? Number(given) : 0;
    };
    const said =
      c.req.query('saved') === '1' ? { looked: count('looked'), changed: count('changed'), left: c.req.query('left') === '1' } : null;
    const page = (
      <CalendarsPage
        frame={frame(c)}
        years={years}
        coverage={coverage}
        knownUntil={knownUntil(calendar, today)}
        provisional={await countProvisional(ports.db)}
        form={form === emptyForm ? start : form}
        preview={preview}
        mayChange={mayChange(c)}
        said={said}
        now={ports.now()}
      />
    );
    return c.html(page, form.errors.length > 0 ? 422 : 200);
  }

  door.get('/calendars', (c) => list(c));

  door.post('/calendars', async (c) => {
    if (!mayChange(c)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const form = typedForm(fieldNames, fields);
    const step = textOf(fields, 'step');
    if (step === 'edit') return list(c, form);
    const read = readTyped((name) => textOf(fields, name), c.var.lang);
    if ('problems' in read) return list(c, withErrors(form, read.problems));
    const { table } = read;
    if (step !== 'save') {
      const before =
        (await readYears(ports.db)).find((one) => one.table.year === table.year && one.table.region === table.region)?.table ?? null;
      const calendar = await calendarWith(ports, table);
      const until = knownUntil(calendar, dayOf(ports.now()));
      return list(c, form, { table, replaces: before, changes: changesOf(before, table), knownUntil: until });
    }
    await keepYear(ports, table, c.var.me, c.var.addressClass);
    const done = await recomputeProvisional(ports, { most: atOnce });
    const left = done.left || done.refused.length > 0 ? '&left=1' : '';
    return c.redirect(`/staff/calendars?saved=1&looked=${done.looked}&changed=${done.changed}${left}`, 303);
  });

  door.get('/calendars/:year{[0-9]{4}}', async (c) => {
    const year = Number(c.req.param('year'));
    if (year < 1949 || year > 2200) return sayNamed(c, 'notFound');
    const tables = (await readYears(ports.db)).map((one) => one.table);
    const calendar = buildCalendar(tables);
    const own = tables.filter((table) => table.year === year);
    const page = (
      <CalendarYearPage
        frame={frame(c)}
        year={year}
        months={monthsOf(calendar, year)}
        tables={own}
        isCovered={calendar.coveredYears.has(year)}
        hasNext={calendar.coveredYears.has(year + 1)}
      />
    );
    return c.html(page);
  });
  return door;
}

type Problems = { name: ImportField; message: string }[];

/** The project's JSON where it begins with a brace, else lines; either is then held to the same check as `daodi calendar import`. */
function readTyped(text: (name: ImportField) => string, lang: 'zh' | 'en'): { table: CalendarYear } | { problems: Problems } {
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const body = text('table').trim();
  const data = body.startsWith('{') ? jsonOf(body) : null;
  if (body.startsWith('{') && data === null)
    return {
      problems: [
        {
          name: 'table',
          message: say(
            '这段 JSON 不完整或有错，没有导入，您贴的都在。',
            'This JSON is broken; nothing was taken, and what you pasted is here.',
          ),
        },
      ],
    };
  if (data !== null) return checked(data, lang);
  const year = Number(text('year').normalize('NFKC').trim());
  if (!Number.isInteger(year) || year < 1949 || year > 2200)
    return { problems: [{ name: 'year', message: tableSentences['year-missing'][lang] }] };
  const notice = readNotice(body, year);
  if ('faults' in notice)
    return {
      problems: notice.faults.slice(0, 20).map(({ line, text: words, problem }) => ({
        name: 'table',
        message: say(
          `第 ${line} 行${words ? `“${words.slice(0, 40)}”` : ''}：${noticeSentences[problem].zh}。`,
          `Line ${line}${words ? ` "${words.slice(0, 40)}"` : ''}: ${noticeSentences[problem].en}.`,
        ),
      })),
    };
  return checked(
    { year, region: text('region').trim(), source: text('source').trim(), published: text('published') !== 'no', ...notice.days },
    lang,
  );
}

function checked(data: unknown, lang: 'zh' | 'en'): { table: CalendarYear } | { problems: Problems } {
  const read = readCalendarYear(data);
  if (!('problems' in read)) return { table: read.table };
  const fieldOf: Record<string, ImportField> = { year: 'year', region: 'region', source: 'source', published: 'published' };
  return {
    problems: read.problems.slice(0, 20).map(({ fault, where }) => ({
      name: fieldOf[where] ?? 'table',
      message: `${where && !fieldOf[where] ? `${where}${lang === 'zh' ? '：' : ': '}` : ''}${tableSentences[fault][lang]}`,
    })),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

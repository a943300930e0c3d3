import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import cn2025 from '../../../calendar/CN-2025.json' with { type: 'json' };
import cn2026 from '../../../calendar/CN-2026.json' with { type: 'json' };
import { addWorkdays, buildCalendar, type CalendarYear, isWorkday, knownUntil, nextWorkday, workdaysBetween } from './calendar.ts';
import { calendarFaultText, readCalendarYear } from './calendar-file.ts';
import { addDays, type Day, dayFromNumber, dayNumber } from './day.ts';

function table(data: unknown): CalendarYear {
  const read = readCalendarYear(data);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.table;
}
const calendar = buildCalendar([table(cn2025), table(cn2026)]);
const localDay: CalendarYear = {
  year: 2026,
  region: '示例县',
  source: '示例县〔2026〕1号',
  published: true,
  holidays: [{ on: '2026-04-20', name: '示例节' }],
  makeUpWorkdays: ['2026-04-18'],
};

describe('the shipped tables', () => {
  test('agree with chinese-days, from which they were taken, on every day of 2025 and 2026', () => {
    const differing: Day[] = [];
    for (let on: Day = '2025-01-01'; on <= '2026-12-31'; on = addDays(on, 1)) {
      if (isWorkday(calendar, on).workday !== chineseDays.isWorkday(on)) differing.push(on);
    }
    expect(differing).toEqual([]);
  });

  test.each<[string, CalendarYear, [string, Day, Day][], Day[]]>([
    [
      '2025',
      table(cn2025),
      [
        ['元旦', '2025-01-01', '2025-01-01'],
        ['春节', '2025-01-28', '2025-02-04'],
        ['清明节', '2025-04-04', '2025-04-06'],
        ['劳动节', '2025-05-01', '2025-05-05'],
        ['端午节', '2025-05-31', '2025-06-02'],
        ['国庆节、中秋节', '2025-10-01', '2025-10-08'],
      ],
      ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    ],
    [
      '2026',
      table(cn2026),
      [
        ['元旦', '2026-01-01', '2026-01-03'],
        ['春节', '2026-02-15', '2026-02-23'],
        ['清明节', '2026-04-04', '2026-04-06'],
        ['劳动节', '2026-05-01', '2026-05-05'],
        ['端午节', '2026-06-19', '2026-06-21'],
        ['中秋节', '2026-09-25', '2026-09-27'],
        ['国庆节', '2026-10-01', '2026-10-07'],
      ],
      ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    ],
  ])('hold for %s exactly the breaks and make-up days that the published notice spells out', (_, given, breaks, makeUp) => {
    const days: [Day, string][] = [];
    for (const [name, from, to] of breaks) for (let on = from; on <= to; on = addDays(on, 1)) days.push([on, name]);
    expect(given.holidays.map((h) => h.on)).toEqual(days.map(([on]) => on));
    expect(given.holidays.every((h, i) => days[i]?.[1].includes(h.name))).toBe(true);
    expect(given.makeUpWorkdays).toEqual(makeUp);
  });

  test('name the State Council notice they come from, and hold 28 and 33 days off', () => {
    expect([cn2025.source, cn2026.source]).toEqual(['国办发明电〔2024〕12号', '国办发明电〔2025〕7号']);
    expect([cn2025.holidays.length, cn2026.holidays.length]).toEqual([28, 33]);
  });
});

describe('coverage', () => {
  test('a year without a published table is only guessed, and says so', () => {
    expect(isWorkday(calendar, '2026-10-10')).toEqual({ workday: true, known: true });
    expect(isWorkday(calendar, '2027-01-04')).toEqual({ workday: true, known: false });
    expect(isWorkday(calendar, '2024-12-31')).toEqual({ workday: true, known: false });
  });

  test('29 to 31 December also wait for the next year’s notice, which has set them before', () => {
    const set = (on: string) => chineseDays.isWorkday(on);
    expect([set('2018-12-29'), set('2018-12-31'), set('2022-12-31')]).toEqual([true, false, false]);
    expect(isWorkday(calendar, '2026-12-28').known).toBe(true);
    expect(isWorkday(calendar, '2026-12-29').known).toBe(false);
    expect(isWorkday(calendar, '2025-12-31').known).toBe(true);
    expect(knownUntil(calendar, '2025-03-01')).toBe('2026-12-28');
    expect(knownUntil(calendar, '2027-03-01')).toBeNull();
    expect(knownUntil(calendar, '2026-12-30')).toBeNull();
  });

  test('a draft table changes no answer', () => {
    const draft = buildCalendar([table(cn2025), { ...table(cn2026), published: false }]);
    expect(isWorkday(draft, '2026-10-01')).toEqual({ workday: true, known: false });
  });

  test('a local overlay adds its days, wins over the nation’s, and makes no year known', () => {
    const local = buildCalendar([localDay, table(cn2025), table(cn2026)]);
    expect([isWorkday(local, '2026-04-20').workday, isWorkday(local, '2026-04-18').workday]).toEqual([false, true]);
    expect([isWorkday(calendar, '2026-04-20').workday, isWorkday(calendar, '2026-04-18').workday]).toEqual([true, false]);
    expect(isWorkday(buildCalendar([localDay]), '2026-04-20')).toEqual({ workday: false, known: false });
    const working = { ...localDay, holidays: [], makeUpWorkdays: ['2026-10-04'] as const };
    expect(isWorkday(buildCalendar([table(cn2026), working]), '2026-10-04').workday).toBe(true);
  });

  test('the version names the tables and changes with one corrected day, not with their order', () => {
    expect(calendar.version).toMatch(/^CN-2025\+CN-2026#[0-9a-f]{8}$/);
    expect(buildCalendar([table(cn2026), table(cn2025)]).version).toBe(calendar.version);
    const corrected = { ...table(cn2026), makeUpWorkdays: table(cn2026).makeUpWorkdays.slice(1) };
    expect(buildCalendar([table(cn2025), corrected]).version).not.toBe(calendar.version);
    expect(buildCalendar([]).version).toMatch(/^weekends-only#/);
    expect(() => buildCalendar([table(cn2026), table(cn2026)])).toThrow('two national tables');
  });
});

describe('counting working days', () => {
  test('the start day is not counted', () => {
    expect(nextWorkday(calendar, '2026-09-30')).toEqual({ on: '2026-10-08', known: true });
    expect(addWorkdays(calendar, '2026-09-30', 0)).toEqual({ on: '2026-09-30', known: true });
    expect(addWorkdays(calendar, '2026-02-14', 1).on).toBe('2026-02-24');
    expect(() => addWorkdays(calendar, '2026-02-14', -1)).toThrow(RangeError);
  });

  test('agrees with plain counting day by day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber('2025-01-01'), max: dayNumber('2026-06-30') }),
        fc.integer({ min: 1, max: 60 }),
        (n, count) => {
          let on = dayFromNumber(n);
          for (let left = count; left > 0; ) {
            on = addDays(on, 1);
            if (chineseDays.isWorkday(on)) left--;
          }
          expect(addWorkdays(calendar, dayFromNumber(n), count)).toEqual({ on, known: true });
          expect(workdaysBetween(calendar, dayFromNumber(n), on)).toBe(count);
        },
      ),
    );
  });
});

describe('a table handed in by an administrator', () => {
  const good = {
    year: 2027,
    region: 'CN',
    source: '国办发明电〔示例〕1号',
    published: true,
    holidays: [{ on: '2027-01-01', name: '元旦' }],
    makeUpWorkdays: [] as string[],
  };
  const faults = (data: unknown) => {
    const read = readCalendarYear(data);
    return 'problems' in read ? read.problems.map((p) => `${p.fault} ${p.where}`.trim()) : [];
  };

  test('is taken when whole, the end of the December before included', () => {
    expect(faults(good)).toEqual([]);
    expect(faults({ ...good, holidays: [{ on: '2026-12-31', name: '元旦' }, ...good.holidays] })).toEqual([]);
  });

  test('is refused with every fault named', () => {
    expect(faults('CN-2027')).toEqual(['not-a-table']);
    expect(faults({ ...good, year: '2027', region: ' ', source: '', published: 'yes', holidays: [] })).toEqual([
      'year-missing year',
      'region-missing region',
      'source-missing source',
      'published-missing published',
    ]);
    expect(
      faults({ ...good, holidays: [{ on: '2027-02-29', name: '春节' }, { on: '2027-10-01' }, { on: '2026-12-28', name: '元旦' }] }),
    ).toEqual(['not-a-day holidays[0]', 'name-missing holidays[1]', 'day-outside-year holidays[2]']);
    expect(faults({ ...good, makeUpWorkdays: ['2027-01-01', '2027-01-04', '2027-01-09', '2027-01-09'] })).toEqual([
      'day-twice makeUpWorkdays[0]',
      'make-up-on-weekday makeUpWorkdays[0]',
      'make-up-on-weekday makeUpWorkdays[1]',
      'day-twice makeUpWorkdays[3]',
    ]);
    expect(faults({ ...good, holidays: [] })).toEqual(['no-holidays holidays']);
  });

  test('every fault has a plain sentence that says nothing was taken', () => {
    for (const text of Object.values(calendarFaultText))
      expect([text.zh, text.en]).toEqual([expect.stringContaining('没有导入'), expect.stringContaining('nothing was taken')]);
  });
});

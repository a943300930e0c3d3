import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import cn2025 from '../../../calendar/CN-2025.json' with { type: 'json' };
import cn2026 from '../../../calendar/CN-2026.json' with { type: 'json' };
import { addWorkdays, buildCalendar, type CalendarYear, isWorkday } from './calendar.ts';
import { readCalendarYear } from './calendar-file.ts';
import { atTimeOfDay, type Day, dayFromNumber, dayNumber, dayOf, type Instant, instantFromMs, msOf } from './day.ts';
import { adjustDeadline, computeDeadline, type DeadlineInput, type Extension, recompute } from './deadline.ts';
import { type Limit, limitOn } from './limits.ts';
import type { Pause } from './pause.ts';
import { presetLimits } from './preset-limits.ts';

function table(data: unknown): CalendarYear {
  const read = readCalendarYear(data);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.table;
}
const known = [table(cn2025), table(cn2026)];
const calendar = buildCalendar(known);
/** Invented for the tests: the real notice for 2027 is not out. */
const madeUp2027: CalendarYear = {
  year: 2027,
  region: 'CN',
  source: '示例',
  published: true,
  holidays: [
    { on: '2027-01-01', name: '元旦' },
    { on: '2027-01-04', name: '示例假' },
  ],
  makeUpWorkdays: ['2027-01-09'],
};
const calendarWith2027 = buildCalendar([...known, madeUp2027]);

const preset = (key: string): Limit => {
  const limit = limitOn(presetLimits, key, '2026-01-01');
  if (limit === null) throw new Error(`no preset ${key}`);
  return limit;
};
const limit = (value: number, unit: Limit['unit'], more: Partial<Limit> = {}): Limit => ({
  ...preset('petition.close'),
  value,
  unit,
  ...more,
});
const morning = (on: Day): Instant => atTimeOfDay(on, '09:15');
const due = (rule: Limit, startAt: Instant, more: Partial<DeadlineInput> = {}) =>
  computeDeadline({ limit: rule, startAt, calendar, ...more });

describe('golden vectors', () => {
  test.each<[string, number, Day, Day]>([
    ['across the Spring Festival with a make-up Saturday', 5, '2026-02-12', '2026-02-26'],
    ['across the National Day with a make-up Sunday', 5, '2025-09-26', '2025-10-10'],
    ['fifteen days across the same break', 15, '2025-09-26', '2025-10-23'],
  ])('working days %s', (_, value, from, to) => {
    const deadline = due(limit(value, 'wd'), morning(from));
    expect([deadline.dueOn, deadline.rawDueOn, deadline.provisional]).toEqual([to, to, false]);
    expect(deadline.dueAt).toBe(atTimeOfDay(to, '17:30'));
  });

  test.each<[number, Day, Day, Day]>([
    [15, '2026-02-01', '2026-02-16', '2026-02-24'],
    [60, '2026-08-02', '2026-10-01', '2026-10-08'],
  ])('%i natural days keep the raw end and the end moved on', (value, from, raw, rolled) => {
    const moved = due(limit(value, 'd', { roll: true }), morning(from));
    expect([moved.rawDueOn, moved.dueOn]).toEqual([raw, rolled]);
    const fixed = due(limit(value, 'd', { roll: false }), morning(from));
    expect([fixed.rawDueOn, fixed.dueOn]).toEqual([raw, raw]);
  });
});

describe('where counting starts and ends', () => {
  test('the day of the event is the day in China, even when it is still yesterday in UTC', () => {
    expect(due(limit(1, 'wd'), '2026-03-02T15:59:00.000Z').dueOn).toBe('2026-03-03');
    expect(due(limit(1, 'wd'), '2026-03-02T16:00:00.000Z').dueOn).toBe('2026-03-04');
  });

  test('an event on a Saturday starts a working-day count on Monday', () => {
    expect(due(limit(1, 'wd'), morning('2026-03-07')).dueOn).toBe('2026-03-09');
  });

  test('hours run by the wall clock across midnight, a holiday and the year end', () => {
    const rule = preset('hotline.reply.utility');
    expect(due(rule, '2026-02-14T15:15:00.000Z').dueAt).toBe('2026-02-15T15:15:00.000Z');
    const newYear = due(rule, '2026-12-31T02:00:00.000Z');
    expect([newYear.dueAt, newYear.dueOn, newYear.provisional]).toEqual(['2027-01-01T02:00:00.000Z', '2027-01-01', false]);
  });

  test('the closing hour is data: an office closes, a raiser has until midnight', () => {
    expect(due(limit(7, 'd', { closingTime: '16:00' }), morning('2026-03-02')).dueAt).toBe(atTimeOfDay('2026-03-09', '16:00'));
    const window = due(preset('hotline.verdict'), morning('2026-03-02'));
    expect([window.dueAt, window.dueOn]).toEqual(['2026-03-09T15:59:59.999Z', '2026-03-09']);
  });

  test('the day of the event is neither counted nor asked for: not as a make-up day passed, not for its missing year', () => {
    expect(due(limit(1, 'wd'), morning('2026-02-14')).crossed.makeUpWorkdays).toEqual([]);
    const overNewYear = due(limit(1, 'wd'), morning('2024-12-31'));
    expect([overNewYear.dueOn, overNewYear.provisional]).toEqual(['2025-01-02', false]);
  });

  test('leap day and month ends', () => {
    expect(due(limit(1, 'd'), morning('2028-02-28')).dueOn).toBe('2028-02-29');
    expect(due(preset('log.keep'), morning('2026-08-31')).dueOn).toBe('2027-02-28');
    expect(due(preset('pia.keep'), morning('2028-02-29')).dueOn).toBe('2031-02-28');
  });

  test('a plan is due fifteen days before the meeting, counted back', () => {
    expect(due(preset('meeting.plan'), morning('2026-12-20')).dueOn).toBe('2026-12-05');
    expect(due(limit(5, 'wd', { counts: 'before' }), morning('2026-10-08')).dueOn).toBe('2026-09-23');
    expect(due(limit(1, 'wd', { counts: 'before' }), morning('2026-10-08')).dueOn).toBe('2026-09-30');
    expect(due(limit(5, 'wd', { counts: 'before' }), morning('2026-10-03')).dueOn).toBe('2026-09-23');
  });
});

describe('a year whose notice is missing', () => {
  const over = limit(5, 'wd');
  test('makes a working-day deadline provisional, and the notice makes it certain with both dates kept', () => {
    const before = due(over, morning('2026-12-28'));
    expect([before.dueOn, before.provisional, before.unknownYears]).toEqual(['2027-01-04', true, [2027]]);
    const after = recompute(before, calendarWith2027);
    expect([after.dueOn, after.provisional, after.unknownYears]).toEqual(['2027-01-06', false, []]);
    expect(after.was).toEqual({ dueAt: before.dueAt, dueOn: '2027-01-04', provisional: true, calendarVersion: calendar.version });
    expect(recompute(after, calendarWith2027)).toBe(after);
    expect({ ...after, was: null }).toEqual(computeDeadline({ limit: over, startAt: before.startAt, calendar: calendarWith2027 }));
  });

  test('a date that stays is still marked certain, with the former one beside it', () => {
    const before = due(over, morning('2026-12-24'));
    expect([before.dueOn, before.provisional]).toEqual(['2026-12-31', true]);
    const after = recompute(before, calendarWith2027);
    expect([after.dueOn, after.provisional, after.was?.provisional]).toEqual(['2026-12-31', false, true]);
  });

  test('does not touch a deadline that the calendar cannot move', () => {
    const natural = due(limit(60, 'd'), morning('2026-12-01'));
    expect([natural.dueOn, natural.provisional]).toEqual(['2027-01-30', false]);
    const after = recompute(natural, calendarWith2027);
    expect([after.was, after.calendarVersion]).toEqual([null, calendarWith2027.version]);
  });

  test('makes a natural-day deadline provisional only where its end may move on', () => {
    expect(due(limit(60, 'd', { roll: true }), morning('2026-12-01')).provisional).toBe(true);
    expect(due(limit(20, 'd', { roll: true }), morning('2026-12-01')).provisional).toBe(false);
  });

  test('a later correction of the rule table does not change what was set', () => {
    const before = due(over, morning('2026-12-28'));
    expect(recompute(before, calendarWith2027).value).toBe(5);
  });

  test('survives being stored as JSON', () => {
    const stored = JSON.parse(JSON.stringify(due(over, morning('2026-12-28'))));
    expect(recompute(stored, calendarWith2027).dueOn).toBe('2027-01-06');
  });
});

describe('pauses', () => {
  const pause = (fromAt: Instant, toAt: Instant | null): Pause => ({ cause: 'raiser-material', fromAt, toAt, approvedBy: 'chief' });

  test('hours move by the paused minutes, overlapping pauses once', () => {
    const startAt = '2026-03-02T01:00:00.000Z';
    const pauses = [
      pause('2026-03-02T02:00:00.000Z', '2026-03-02T04:00:00.000Z'),
      pause('2026-03-02T03:00:00.000Z', '2026-03-02T05:00:00.000Z'),
    ];
    const deadline = due(limit(24, 'h'), startAt, { pauses });
    expect([deadline.dueAt, deadline.pausedMinutes]).toEqual(['2026-03-03T04:00:00.000Z', 180]);
  });

  test('a pause that the moved deadline reaches counts too', () => {
    const pauses = [
      pause('2026-03-02T02:00:00.000Z', '2026-03-02T04:00:00.000Z'),
      pause('2026-03-03T01:30:00.000Z', '2026-03-03T02:30:00.000Z'),
    ];
    expect(due(limit(24, 'h'), '2026-03-02T01:00:00.000Z', { pauses }).dueAt).toBe('2026-03-03T04:00:00.000Z');
  });

  test('natural days and working days move by the days that stood still', () => {
    const pauses = [pause(morning('2026-03-05'), morning('2026-03-10'))];
    const natural = due(limit(7, 'd'), morning('2026-03-02'), { pauses });
    expect([natural.dueOn, natural.pausedDays]).toEqual(['2026-03-14', 5]);
    const working = due(limit(5, 'wd'), morning('2026-03-02'), { pauses });
    expect([working.dueOn, working.pausedDays]).toEqual(['2026-03-12', 3]);
  });

  test('a pause within one day, before the start or after the end changes nothing', () => {
    for (const one of [
      pause('2026-03-05T01:00:00.000Z', '2026-03-05T09:00:00.000Z'),
      pause(morning('2026-02-02'), morning('2026-02-20')),
      pause(morning('2026-03-20'), morning('2026-03-25')),
    ]) {
      expect(due(limit(7, 'd'), morning('2026-03-02'), { pauses: [one] }).dueOn).toBe('2026-03-09');
    }
  });

  test('an open pause counts up to now and says that the clock stands', () => {
    const pauses = [pause(morning('2026-03-05'), null)];
    const unseen = due(limit(7, 'd'), morning('2026-03-02'), { pauses });
    expect([unseen.dueOn, unseen.standing]).toEqual(['2026-03-09', true]);
    const seen = due(limit(7, 'd'), morning('2026-03-02'), { pauses, asOf: morning('2026-03-08') });
    expect([seen.dueOn, seen.standing]).toEqual(['2026-03-12', true]);
  });
});

describe('extensions', () => {
  test('a length is counted on from the former end, before it moved on', () => {
    const deadline = due(limit(60, 'd', { roll: true }), morning('2026-08-02'), { extensions: [{ value: 30, unit: 'd' }] });
    expect([deadline.rawDueOn, deadline.dueOn]).toEqual(['2026-10-31', '2026-11-02']);
    expect(due(limit(5, 'wd'), morning('2026-02-12'), { extensions: [{ value: 5, unit: 'wd' }] }).dueOn).toBe('2026-03-04');
    expect(due(limit(2, 'h'), '2026-03-02T01:00:00.000Z', { extensions: [{ value: 2, unit: 'h' }] }).dueAt).toBe(
      '2026-03-02T05:00:00.000Z',
    );
  });

  test('a promised day is taken as it is, and never brings the end forward', () => {
    expect(due(limit(5, 'wd'), morning('2026-03-02'), { extensions: [{ untilOn: '2026-03-28' }] }).dueAt).toBe(
      atTimeOfDay('2026-03-28', '17:30'),
    );
    expect(due(limit(5, 'wd'), morning('2026-03-02'), { extensions: [{ untilOn: '2026-03-03' }] }).dueOn).toBe('2026-03-09');
  });

  test('and pauses added later give the same as if they had been known at once', () => {
    const pauses: Pause[] = [{ cause: 'season', fromAt: morning('2026-03-05'), toAt: morning('2026-03-10'), approvedBy: 'chief' }];
    const extensions: Extension[] = [{ value: 2, unit: 'wd' }];
    const first = due(limit(5, 'wd'), morning('2026-03-02'));
    const later = adjustDeadline(adjustDeadline(first, { pauses }, calendar), { extensions }, calendar);
    expect(later).toEqual(due(limit(5, 'wd'), morning('2026-03-02'), { pauses, extensions }));
    expect(later.dueOn).toBe('2026-03-16');
  });

  test('are kept when a calendar arrives', () => {
    const extensions: Extension[] = [{ value: 2, unit: 'wd' }];
    const after = recompute(due(limit(3, 'wd'), morning('2026-12-28'), { extensions }), calendarWith2027);
    expect([after.dueOn, after.extensions]).toEqual(['2027-01-06', extensions]);
  });
});

describe('whatever happens', () => {
  const startAt = fc.integer({ min: msOf('2025-01-01T00:00:00.000Z'), max: msOf('2026-12-31T00:00:00.000Z') }).map(instantFromMs);
  const unit = fc.constantFrom<Limit['unit']>('h', 'wd', 'd', 'mo');
  const value = fc.integer({ min: 1, max: 90 });
  const pauses = fc.array(
    fc
      .tuple(startAt, fc.integer({ min: 0, max: 20 * 86_400_000 }))
      .map(([at, ms]): Pause => ({ cause: 'force-majeure', fromAt: at, toAt: instantFromMs(msOf(at) + ms), approvedBy: 'chief' })),
    { maxLength: 4 },
  );
  const rules = fc
    .record({ value, unit, roll: fc.boolean() })
    .map((r) => limit(r.value, r.unit, { roll: r.roll && (r.unit === 'd' || r.unit === 'mo') }));

  test('one more day never ends earlier', () => {
    fc.assert(
      fc.property(rules, startAt, pauses, (rule, at, some) => {
        const more = due({ ...rule, value: rule.value + 1 }, at, { pauses: some });
        expect(more.dueAt >= due(rule, at, { pauses: some }).dueAt).toBe(true);
      }),
    );
  });

  test('one more pause never ends earlier, and neither does a longer one', () => {
    fc.assert(
      fc.property(rules, startAt, pauses, pauses, (rule, at, some, others) => {
        const [less, more] = [due(rule, at, { pauses: some }), due(rule, at, { pauses: [...some, ...others] })];
        expect(more.dueAt >= less.dueAt).toBe(true);
        expect(more.pausedDays + more.pausedMinutes >= less.pausedDays + less.pausedMinutes).toBe(true);
      }),
    );
  });

  test('a working-day count ends on a working day, and on the same one that plain counting gives', () => {
    fc.assert(
      fc.property(value, startAt, (days, at) => {
        const deadline = due(limit(days, 'wd'), at);
        expect(isWorkday(calendar, deadline.dueOn).workday).toBe(true);
        expect({ on: deadline.dueOn, known: !deadline.provisional }).toEqual(addWorkdays(calendar, dayOf(at), days));
      }),
    );
  });

  test('moving on goes forward only, to the first working day, and the due moment stays on its day', () => {
    fc.assert(
      fc.property(rules, startAt, pauses, (rule, at, some) => {
        const deadline = due(rule, at, { pauses: some });
        expect(deadline.dueOn >= deadline.rawDueOn).toBe(true);
        expect(dayOf(deadline.dueAt)).toBe(deadline.dueOn);
        expect(deadline.dueAt > at).toBe(true);
        if (rule.roll) expect(isWorkday(calendar, deadline.dueOn).workday).toBe(true);
        for (let n = dayNumber(deadline.rawDueOn); n < dayNumber(deadline.dueOn); n++)
          expect(isWorkday(calendar, dayFromNumber(n)).workday).toBe(false);
      }),
    );
  });
});

// The engine's limits, bound to the county's dated limit tables and calendars (core/time). Pure: tables in, functions out.
import type { Limits } from '#core/matter/context.ts';
import type { Calendar } from '#core/time/calendar.ts';
import { addDays, atTimeOfDay, type Day, dayOf, type Instant, msOf } from '#core/time/day.ts';
import { adjustDeadline, computeDeadline, type Deadline } from '#core/time/deadline.ts';
import { defaultLightRule, type LightRule, lightOf, nextLightChangeAt } from '#core/time/lights.ts';
import { type Limit, limitOn } from '#core/time/limits.ts';

export type LimitTables = {
  limits: readonly Limit[];
  calendar: Calendar;
  /** Limit keys of a category, or null when it is unknown. */
  keysOf(categoryId: string | null): { reply: string; contact: string } | null;
  lightRule?: LightRule;
};

export type MatterLimits = Limits & { nextLightAt(deadline: Deadline, now: Instant): Instant | null; calendar: Calendar };

/** Rows the ladder and the desk need beside pack X4; a county may write its own row under the same key. */
export const loopLimits: readonly Limit[] = [
  loopRow('hotline.dispatch', { zh: '派单', en: 'dispatch' }, 2, 'h', 'S13', 'P'),
  loopRow('hotline.escalation', { zh: '提级后作出安排', en: 'act after escalation' }, 5, 'wd', 'S03', 'M'),
];

function loopRow(key: string, clock: { zh: string; en: string }, value: number, unit: 'h' | 'wd', source: string, trust: 'P' | 'M'): Limit {
  return {
    key,
    clock,
    value,
    unit,
    start: 'received',
    counts: 'after',
    roll: false,
    closingTime: '17:30',
    extension: { times: 0, max: null, note: { zh: '不延期', en: 'not extended' } },
    source,
    basis: { zh: '预设，可由县里修改', en: 'preset, editable by the county' },
    trust,
    validFrom: '2000-01-01',
    validTo: null,
  };
}

const ordinary = { reply: 'hotline.reply.jn', contact: 'hotline.contact' };
const otherNames: Record<string, string> = { 'hotline.exclusion': 'hotline.exclusion.apply' };

/** A limit that is in no table is a fault of the set-up, and is thrown with its key: a deadline is never guessed. */
export function limitsOf(tables: LimitTables): MatterLimits {
  const { calendar, lightRule = defaultLightRule } = tables;
  const rowOn = (key: string, on: Day): Limit => {
    const name = otherNames[key] ?? key;
    const row = limitOn(tables.limits, name, on) ?? limitOn(loopLimits, name, on);
    if (row === null) throw new Error(`no limit ${name} is in force on ${on}: import the limit tables`);
    return row;
  };
  const deadline = (key: string, startAt: Instant): Deadline => computeDeadline({ limit: rowOn(key, dayOf(startAt)), startAt, calendar });
  const keys = (categoryId: string | null) => tables.keysOf(categoryId) ?? ordinary;
  const again = (d: Deadline, change: Partial<Pick<Deadline, 'extensions' | 'pauses'>>): Deadline => adjustDeadline(d, change, calendar);
  return {
    calendar,
    reply: (categoryId, startAt, limitKey) => deadline(limitKey ?? keys(categoryId).reply, startAt),
    end: (key, startAt) => deadline(key, startAt).dueAt,
    contactEnd: (categoryId, startAt) => deadline(keys(categoryId).contact, startAt).dueAt,
    movedTo: (d, until) => again(d, { extensions: [...d.extensions, { untilOn: until }] }),
    afterPauses: (d, pauses, now) => again(d, { pauses: pauses.map((p) => (p.toAt === null ? { ...p, toAt: now } : p)) }),
    lastExtension: (d) => {
      const { extension } = rowOn(d.rule, dayOf(d.startAt));
      const span = extension.max === 'original' ? { value: d.value, unit: d.unit } : extension.max;
      const until = span === null ? addDays(d.dueOn, 366) : again(d, { extensions: [...d.extensions, span] }).dueOn;
      return { until, times: extension.times ?? 9 };
    },
    light: (d, now) => lightOf({ startAt: d.startAt, dueAt: d.dueAt, now, rule: lightRule }),
    nextLightAt: (d, now) => nextLightChangeAt({ startAt: d.startAt, dueAt: d.dueAt, now, rule: lightRule }),
    dayOf,
    endOfDay: (on) => atTimeOfDay(on, '17:30'),
    addDays,
    hoursBetween: (from, to) => (msOf(to) - msOf(from)) / 3_600_000,
  };
}

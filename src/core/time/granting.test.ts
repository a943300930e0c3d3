import { describe, expect, test } from 'vitest';
import { buildCalendar } from './calendar.ts';
import { atTimeOfDay, type Day } from './day.ts';
import { computeDeadline } from './deadline.ts';
import { type ExtensionRequest, extensionMax, extensionRefusal, extensionRefusalText, lastExtensionDay } from './extension.ts';
import { limitOn } from './limits.ts';
import { isPausedAt, type Pause, type PauseRequest, pauseRefusal, pauseRefusalText } from './pause.ts';
import { presetLimits } from './preset-limits.ts';

const at = (on: Day) => atTimeOfDay(on, '09:00');
const dueAt = at('2026-03-20');

describe('a pause', () => {
  const request: PauseRequest = {
    cause: 'raiser-material',
    fromAt: at('2026-03-10'),
    toAt: null,
    askedBy: 'handler',
    approvedBy: 'chief',
    toldInWriting: true,
  };
  const earlier = (n: number): Pause[] =>
    Array.from({ length: n }, () => ({ cause: 'raiser-material', fromAt: at('2026-03-01'), toAt: at('2026-03-02'), approvedBy: 'chief' }));

  test('is approved for a listed cause, by a second person, at most twice for material', () => {
    expect(pauseRefusal(request, [], dueAt)).toBeNull();
    expect(pauseRefusal(request, earlier(1), dueAt)).toBeNull();
    expect(pauseRefusal(request, earlier(2), dueAt)).toBe('pause-times-used-up');
    expect(pauseRefusal({ ...request, cause: 'statutory-procedure', toldInWriting: false }, earlier(2), dueAt)).toBeNull();
  });

  test.each<[string, Partial<PauseRequest>]>([
    ['pause-cause-not-listed', { cause: 'busy' }],
    ['pause-needs-second-person', { approvedBy: 'handler' }],
    ['pause-raiser-not-told', { toldInWriting: false }],
    ['pause-needs-end-date', { cause: 'season' }],
    ['pause-ends-before-start', { toAt: at('2026-03-09') }],
    ['pause-after-due', { fromAt: at('2026-03-21') }],
  ])('is refused as %s', (refusal, change) => {
    expect(pauseRefusal({ ...request, ...change }, [], dueAt)).toBe(refusal);
  });

  test('is refused while another is open', () => {
    const open: Pause = { cause: 'force-majeure', fromAt: at('2026-03-05'), toAt: null, approvedBy: 'chief' };
    expect(pauseRefusal(request, [open], dueAt)).toBe('pause-already-open');
    expect([
      isPausedAt([open], at('2026-03-04')),
      isPausedAt([open], at('2026-03-05')),
      isPausedAt([{ ...open, toAt: at('2026-03-06') }], at('2026-03-06')),
    ]).toEqual([false, true, false]);
  });
});

describe('an extension', () => {
  const ask = (key: string, change: Partial<ExtensionRequest>) => {
    const limit = limitOn(presetLimits, key, '2026-03-01');
    if (limit === null) throw new Error(key);
    return extensionRefusal({
      limit,
      granted: [],
      wanted: { value: 7, unit: 'd' },
      askedAt: at('2026-03-10'),
      dueAt,
      dueOn: '2026-03-20',
      ...change,
    });
  };

  test('is granted once, no longer than the original, where the row says so', () => {
    const key = 'hotline.reply.ordinary.bj';
    expect(ask(key, {})).toBeNull();
    expect(ask(key, { wanted: { value: 8, unit: 'd' } })).toBe('extension-too-long');
    expect(ask(key, { granted: [{ value: 1, unit: 'd' }] })).toBe('extension-times-used-up');
    expect(ask(key, { wanted: { value: 2, unit: 'wd' } })).toBe('extension-other-unit');
    expect(ask(key, { askedAt: at('2026-03-21') })).toBe('extension-after-due');
    expect(ask(key, { wanted: { untilOn: '2026-03-27' } })).toBeNull();
    expect(ask(key, { wanted: { untilOn: '2026-03-28' } })).toBe('extension-too-long');
    expect(ask(key, { wanted: { untilOn: '2026-03-20' } })).toBe('extension-not-later');
  });

  test('of a petition is thirty days in all', () => {
    expect(ask('petition.close', { granted: [{ value: 20, unit: 'd' }], wanted: { value: 10, unit: 'd' } })).toBeNull();
    expect(ask('petition.close', { granted: [{ value: 20, unit: 'd' }], wanted: { value: 11, unit: 'd' } })).toBe('extension-too-long');
  });

  test('is a promised day where no length is set, and refused where the row allows none', () => {
    expect(ask('hotline.reply.jn', { wanted: { untilOn: '2026-06-30' } })).toBeNull();
    expect(ask('hotline.sign', {})).toBe('extension-not-allowed');
    const limit = limitOn(presetLimits, 'super.hard', '2026-03-01');
    expect(limit && extensionMax(limit)).toEqual({ value: 30, unit: 'd' });
  });

  test('tells the last day it may reach, or that only a promise binds', () => {
    const last = (key: string) => {
      const limit = limitOn(presetLimits, key, '2026-03-01');
      if (limit === null) throw new Error(key);
      const calendar = buildCalendar([]);
      return lastExtensionDay(computeDeadline({ limit, startAt: at('2026-03-02'), calendar }), limit, calendar);
    };
    expect(last('petition.close')).toBe('2026-05-31');
    expect(last('hotline.reply.jn')).toBeNull();
    expect(last('hotline.sign')).toBe('2026-03-03');
  });
});

test('every refusal says what happened and what to do next', () => {
  for (const { zh, en } of Object.values({ ...pauseRefusalText, ...extensionRefusalText })) {
    expect(zh).toMatch(/^(时限没有|没有延期)/);
    expect(zh.split(/[。：]/).length).toBeGreaterThan(2);
    expect(en).toMatch(/^(The clock was not stopped|No extension)/);
  }
});

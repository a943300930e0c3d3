import { describe, expect, test } from 'vitest';
import type { Day } from './day.ts';
import { type Limit, limitFaults, limitFaultText, limitOn } from './limits.ts';
import { presetLimits } from './preset-limits.ts';

const first = (key: string): Limit => {
  const found = limitOn(presetLimits, key, '2026-06-01');
  if (found === null) throw new Error(`no preset ${key}`);
  return found;
};

describe('the preset rows', () => {
  test('hold every row of the published list with its number, unit, start and trust', () => {
    const short = ({ value, unit, start, trust, source }: Limit) => `${value} ${unit} ${start} ${trust} ${source}`;
    const expected: Record<string, string> = {
      'hotline.sign': '1 wd dispatched M preset',
      'hotline.contact': '24 h dispatched M preset',
      'hotline.contact.emergency': '2 h dispatched M preset',
      'hotline.reply.emergency': '2 h dispatched P S13',
      'hotline.reply.utility': '24 h dispatched P S13',
      'hotline.reply.ordinary.bj': '7 d dispatched P S13',
      'hotline.reply.complex.bj': '15 d dispatched P S13',
      'hotline.reply.jn': '5 wd dispatched V S03, S04',
      'hotline.reply.sh.simple': '1 wd dispatched P S15',
      'hotline.reply.sh.ordinary': '5 wd dispatched P S15',
      'hotline.reply.sh.complex': '15 wd dispatched P S15',
      'hotline.objection.raise': '1 wd dispatched M preset',
      'hotline.objection.decide': '1 wd raised M preset',
      'hotline.callback': '1 d replied P S14',
      'hotline.verdict': '7 d invited M preset',
      'hotline.overdue.notice': '1 d due P S14',
      'hotline.overdue.critic': '5 wd urged P S14',
      'petition.register': '15 d received V S02',
      'petition.notice': '15 d received V S02',
      'petition.objection': '5 wd received V S02',
      'petition.close': '60 d accepted V S02',
      'petition.review.ask': '30 d opinion V S02',
      'petition.review.do': '30 d requested V S02',
      'petition.recheck.ask': '30 d reviewed V S02',
      'petition.recheck.do': '30 d requested V S02',
      'disclosure.reply': '20 wd received V 政府信息公开条例',
      'disclosure.correct': '7 wd received V 政府信息公开条例',
      'arrears.transfer': '10 wd accepted V S99',
      'arrears.result': '30 d material V S99',
      'arrears.max': '90 d material V S99',
      'inspect.objection': '30 d received V S79',
      'inspect.decide': '30 d received V S79',
      'super.urgent': '5 d assigned P S81',
      'super.ordinary': '15 d assigned P S81',
      'super.hard': '30 d assigned P S81',
      'super.doc': '30 d issued P S81',
      'super.minutes': '20 d issued P S81',
      'policy.guide': '7 wd issued P S85',
      'policy.pay': '60 wd claimed P S85',
      'benefit.notice': '7 wd listed P S87',
      'benefit.notice.month': '1 mo listed P S88',
      'meeting.plan': '15 d meeting P S63',
      'meeting.report': '15 d meeting P S66',
      'bad.rating.fix': '15 wd rated P S33',
      'log.keep': '6 mo logged V S48',
      'pia.keep': '3 y recorded V S46',
    };
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, short(first(key))]))).toEqual(expected);
  });

  test('pass the same checks as a row that somebody edits, and no key is there twice', () => {
    expect(presetLimits.filter((limit) => limitFaults(limit).length > 0)).toEqual([]);
    expect(new Set(presetLimits.map((limit) => limit.key)).size).toBe(presetLimits.length);
  });

  test('a window of the raiser moves on from a day off and lasts to midnight; what binds an office does neither', () => {
    const windows = presetLimits.filter((limit) => limit.roll).map((limit) => limit.key);
    expect(windows).toEqual(['hotline.verdict', 'hotline.verdict.change', 'hotline.reopen', 'petition.review.ask', 'petition.recheck.ask']);
    expect(windows.every((key) => first(key).closingTime === '24:00')).toBe(true);
    expect(first('petition.close')).toMatchObject({ roll: false, closingTime: '17:30' });
  });
});

describe('the row in force', () => {
  const old = first('hotline.reply.jn');
  const rows: Limit[] = [
    { ...old, validTo: '2026-06-30' },
    { ...old, value: 4, validFrom: '2026-07-01' },
    { ...old, value: 3, validFrom: '2026-12-01', validTo: '2026-12-31' },
  ];
  const on = (day: Day) => limitOn(rows, old.key, day)?.value ?? null;

  test('is the one that began last and has not ended', () => {
    expect([on('1999-12-31'), on('2026-06-30'), on('2026-07-01'), on('2026-12-15'), on('2027-01-01')]).toEqual([null, 5, 4, 3, 4]);
    expect(limitOn(rows, 'no.such.rule', '2026-07-01')).toBeNull();
  });

  test('a law is not applied before it was in force', () => {
    expect(limitOn(presetLimits, 'petition.close', '2022-04-30')).toBeNull();
    expect(limitOn(presetLimits, 'petition.close', '2022-05-01')?.value).toBe(60);
  });
});

describe('a row that somebody edits', () => {
  const good = first('petition.close');
  test.each<[string, Partial<Limit>]>([
    ['limit-value', { value: 0 }],
    ['limit-value', { value: 1.5 }],
    ['limit-key', { key: 'Hotline Reply' }],
    ['limit-name', { clock: { zh: '办结', en: ' ' } }],
    ['limit-source', { basis: { zh: '', en: 'x' } }],
    ['limit-closing-time', { closingTime: '25:00' }],
    ['limit-dates', { validTo: '2020-01-01' }],
    ['limit-dates', { validFrom: '2026-02-30' }],
    ['limit-roll', { unit: 'wd', roll: true }],
    ['limit-back', { unit: 'h', counts: 'before' }],
    ['limit-extension', { extension: { ...good.extension, times: -1 } }],
  ])('is refused for %s', (fault, change) => {
    expect(limitFaults({ ...good, ...change })).toEqual([fault]);
  });

  test('every fault says that nothing was saved', () => {
    for (const { zh, en } of Object.values(limitFaultText))
      expect([zh, en]).toEqual([expect.stringContaining('没有保存'), expect.stringContaining('Nothing was saved')]);
  });
});

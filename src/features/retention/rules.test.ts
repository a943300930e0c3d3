import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutoffsOf, logCutoff, placesIn, type Rule, type RuleField, readRule, ruleFor } from './rules.ts';

const rule = (over: Partial<Rule>): Rule => ({
  id: 'r',
  what: 'raiser',
  kind: '*',
  confidentiality: '*',
  months: 24,
  validFrom: '2026-01-01',
  basis: '示例',
  reason: '示例',
  ...over,
});

describe('which period counts', () => {
  const rules = [
    rule({ id: 'all', months: 24 }),
    rule({ id: 'later', months: 36, validFrom: '2026-06-01' }),
    rule({ id: 'kind', kind: 'praise', months: 6 }),
    rule({ id: 'sealed', confidentiality: 'accusation', months: 120 }),
    rule({ id: 'both', kind: 'praise', confidentiality: 'accusation', months: null }),
  ];
  test.each([
    ['help', 'normal', '2026-05-31', 'all'],
    ['help', 'normal', '2026-06-01', 'later'],
    ['praise', 'normal', '2026-06-01', 'kind'],
    ['help', 'accusation', '2026-06-01', 'sealed'],
    ['praise', 'accusation', '2026-06-01', 'both'],
  ] as const)('%s, %s, on %s: %s', (kind, confidentiality, on, id) => {
    expect(ruleFor(rules, 'raiser', kind, confidentiality, on)?.id).toBe(id);
  });

  test('where nobody has set a period nothing is over, nor where a row says: keep', () => {
    expect(cutoffsOf([], 'raiser', '2026-12-01')).toEqual([]);
    expect(ruleFor(rules, 'raiser', 'help', 'normal', '2025-12-31')).toBeNull();
    const groups = cutoffsOf(rules, 'raiser', '2026-12-31');
    expect(groups).toHaveLength(27);
    expect(groups.find((one) => one.kind === 'praise' && one.confidentiality === 'accusation')).toBeUndefined();
    expect(groups.find((one) => one.kind === 'help' && one.confidentiality === 'normal')?.before).toBe('2023-12-30T16:00:00.000Z');
    expect(logCutoff(rules, '2026-12-31')).toBeNull();
  });
});

describe('a period as typed', () => {
  const good: Record<RuleField, string> = {
    what: 'raiser',
    kind: '*',
    confidentiality: 'normal',
    months: '２４',
    validFrom: '2026-12-01',
    basis: '示例县档案规定',
    reason: '示例：按规定',
  };
  test('is read whole', () => {
    expect(readRule(good, '2026-11-23')).toEqual({ rule: { ...good, months: 24 } });
    expect(readRule({ ...good, months: '' }, '2026-11-23')).toMatchObject({ rule: { months: null } });
  });
  test.each([
    [{ months: '0' }, 'months months-wrong'],
    [{ months: '两年' }, 'months months-wrong'],
    [{ months: '5' }, 'months months-short'],
    [{ months: '601' }, 'months months-wrong'],
    [{ validFrom: '2026-11-29' }, 'validFrom from-early'],
    [{ validFrom: 'x' }, 'validFrom from-unreadable'],
    [{ what: 'record' }, 'what what-unknown'],
    [{ what: 'accessLog' }, 'kind log-is-one'],
    [{ basis: '' }, 'basis basis-missing'],
    [{ reason: '' }, 'reason reason-missing'],
  ])('is refused: %j', (over, says) => {
    const read = readRule({ ...good, ...over }, '2026-11-23');
    expect('problems' in read && read.problems.map(({ name, problem }) => `${name} ${problem}`)).toContain(says);
  });
});

describe('what the record itself says of the raiser', () => {
  const sealed = { name: '张小三', phone: '13800000001', address: '东街1巷2号' };
  test('is only pointed to, and nothing where it says nothing', () => {
    expect(placesIn([{ seq: 1, data: { title: '路灯不亮', text: '请来看看' } }], sealed)).toBeNull();
    const record = [
      { seq: 1, data: { title: '路灯', text: '𠮷我叫张小三，电话 138-0000-0001。' } },
      { seq: 3, data: { evidence: [{ ref: '住东街1巷2号' }] } },
    ];
    expect(placesIn(record, sealed)).toEqual({
      name: { seq: 1, path: ['text'], at: 4, length: 3 },
      phone: { seq: 1, path: ['text'], at: 11, length: 13 },
      address: { seq: 3, path: ['evidence', '0', 'ref'], at: 2, length: 6 },
    });
    expect(placesIn([{ seq: 2, data: { words: '小三来过' } }], sealed)?.name).toEqual({ seq: 2, path: ['words'], at: 1, length: 2 });
  });

  test('a pointer gives back what was sealed, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const place = placesIn([{ seq: 1, data: { text: `${before}张小三${after}` } }], {
          name: '张小三',
          phone: null,
          address: null,
        })?.name;
        const read = place && [...`${before}张小三${after}`].slice(place.at - 1, place.at - 1 + place.length).join('');
        expect(read).toBe('张小三');
      }),
    );
  });
});

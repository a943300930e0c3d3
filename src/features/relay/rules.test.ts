import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/time/day.ts';
import { readAsk, readCarry, stateAfter } from './rules.ts';

const at = (minutes: number) => new Date(Date.parse('2026-11-23T01:00:00.000Z') + minutes * 60_000).toISOString() as Instant;
const known = { name: '张示例', phone: '13800000001', address: '东街一巷三号' };

describe('asking', () => {
  test('needs what is wanted and a few words, and says which is missing', () => {
    expect(readAsk({ kind: '', words: '好', when: '' })).toEqual({
      ok: false,
      problems: [
        { name: 'kind', problem: 'kind-missing' },
        { name: 'words', problem: 'words-missing' },
      ],
    });
    expect(readAsk({ kind: 'connect', words: '约时间看现场', when: ' 下午三点后 ' })).toEqual({
      ok: true,
      ask: { kind: 'connect', words: '约时间看现场', when: '下午三点后' },
    });
    expect(readAsk({ kind: 'passOn', words: '长'.repeat(301), when: '' })).toMatchObject({ problems: [{ problem: 'words-long' }] });
  });
});

describe('what goes back', () => {
  test('tells neither name, phone nor address, nor any other number', () => {
    for (const words of ['张示例说可以', '请打 13800000001', '到东街一巷三号来', '打他儿子 13912345678'])
      expect([words, readCarry({ outcome: 'passedOn', words }, known)]).toMatchObject([words, { problems: [{ problem: 'tells-raiser' }] }]);
    expect(readCarry({ outcome: 'passedOn', words: '周六上午在家，可以来看' }, known)).toMatchObject({ ok: true });
  });
  test('a message passed on brings an answer; being put through needs no words', () => {
    expect(readCarry({ outcome: 'passedOn', words: '' }, known)).toMatchObject({ problems: [{ name: 'words', problem: 'words-missing' }] });
    expect(readCarry({ outcome: 'connected', words: '' }, known)).toMatchObject({ ok: true });
  });
});

describe('trying', () => {
  const none = (minutes: number) => ({ at: at(minutes), outcome: 'noAnswer' as const });
  test('three calls in a row without an answer are one try; the third try at another time ends it', () => {
    expect(stateAfter([none(0), none(5), none(10), none(20)])).toBe('open');
    expect(stateAfter([none(0), none(5), none(70)])).toBe('open');
    expect(stateAfter([none(0), none(60), none(120)])).toBe('unreached');
  });
  test('an answer ends it at once', () => {
    expect(stateAfter([])).toBe('open');
    expect(stateAfter([none(0), { at: at(1), outcome: 'connected' }])).toBe('connected');
    expect(stateAfter([{ at: at(1), outcome: 'declined' }])).toBe('declined');
  });
});

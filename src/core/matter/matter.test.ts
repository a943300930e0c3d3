import { describe, expect, test } from 'vitest';
import { opened, people, play, say, toReplied } from '#test/support/matter.ts';
import { earliest, put } from './clocks.ts';
import { evolve, matterOf } from './matter.ts';

const given = play([[people.dispatcher, say.dispatch()]]);

describe('history', () => {
  test('a history that does not begin with its registration, or has a gap, is a fault and not a matter', () => {
    const [first, second] = given.history;
    if (!first || !second) throw new Error('two events expected');
    expect(() => evolve(null, second, 'x')).toThrow('must begin with registered');
    expect(() => matterOf('x', [first, { ...second, seq: 3 }])).toThrow('event 3 after version 1');
    expect(() => evolve(given.matter, { ...first, seq: 3 }, 'x')).toThrow('registered already');
    expect(() => matterOf('x', [])).toThrow('no history');
  });

  test("the raiser's own words are in the first event and nowhere else, whatever the desk sums up", () => {
    const summed = play([[people.intake, { do: 'summarise', summary: '路灯' }]], given);
    expect(summed.history[0]).toEqual(given.history[0]);
    expect(summed.matter.summary).toBe('路灯');
    expect(summed.history[0]?.data).toMatchObject({ text: expect.stringContaining('三盏路灯') });
  });

  test('no event holds a name or a phone number of the raiser', () => {
    const keys = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        keys.add(key);
        collect(inner);
      }
    };
    for (const event of toReplied(opened()).history) collect(event.data);
    for (const word of ['name', 'phone', 'address', 'contact', 'idNo']) expect([...keys]).not.toContain(word);
  });
});

describe('clocks', () => {
  const two = put([], { kind: 'rule', dueAt: '2026-03-02T01:00:00.000Z', told: true });

  test('of several dates the earliest untold one stands', () => {
    expect(earliest(two, 'rule', ['2026-03-02T01:00:00.000Z', '2026-03-04T01:00:00.000Z'])).toEqual([
      { kind: 'rule', dueAt: '2026-03-04T01:00:00.000Z' },
    ]);
    expect(earliest(two, 'rule', ['2026-03-02T01:00:00.000Z'])).toBe(two);
    expect(earliest(two, 'rule', [])).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { clock, opened, people, play, say, toReplied } from '#test/support/matter.ts';

const { dispatcher, handler } = people;
const given = play([[dispatcher, say.dispatch()]]);
const urgesAbout = (p: typeof given, about: string) => p.happened('urged').filter((e) => e.type === 'urged' && e.data.about === about);

describe('time (P12)', () => {
  test('asked twice at one moment it answers once', () => {
    const late = given.waits(20);
    expect(late.does(clock, { do: 'tick' }).matter.version).toBe(late.matter.version);
  });

  test('a worker that was dead for a month says everything once, and comes to rest', () => {
    const woken = given.sleeps(30).ticks();
    expect(woken.matter.light).toBe('red');
    expect(urgesAbout(woken, 'sign')).toHaveLength(1);
    expect(urgesAbout(woken, 'contact')).toHaveLength(1);
    expect(woken.ticks().matter.version).toBe(woken.matter.version);
  });

  test('nobody but the clock may tick', () => {
    for (const person of Object.values(people)) expect(given.refusal(person, { do: 'tick' })).toBe('not-your-role');
  });

  test('the light goes from none to blue to red, never back by itself', () => {
    const seen = [...Array(8).keys()].map((day) => given.waits(day).matter.light);
    expect(seen).toEqual(['none', 'none', 'none', 'none', 'blue', 'yellow', 'red', 'red']);
  });

  test('signing and contact each end their clock; what was told stays told', () => {
    const signed = play([2, [handler, say.acknowledge], [handler, say.contact()], 2], given);
    expect(signed.clock('sign')).toBeNull();
    expect(signed.clock('contact')).toBeNull();
    expect(urgesAbout(signed, 'sign')).toHaveLength(1);
  });

  test('a matter that nobody dispatches is told of, turns red and climbs', () => {
    const left = opened().waits(14);
    expect(urgesAbout(left, 'dispatch')).toHaveLength(1);
    expect(left.matter).toMatchObject({ status: 'registered', light: 'red', escalation: 1, owner: { unitId: 'desk' } });
  });

  test('an answer ends every clock of handling; the invitation opens the window', () => {
    const replied = toReplied(opened());
    expect(replied.matter.clocks.map((c) => c.kind)).toEqual(['invite', 'callback']);
    expect(
      replied
        .ticks()
        .matter.clocks.map((c) => c.kind)
        .sort(),
    ).toEqual(['callback', 'verdictWindow']);
  });

  test('a calendar that arrives later moves the date, keeps the former one, and is no extension', () => {
    const deadline = { ...given.matter.deadline, dueAt: '2026-03-09T01:00:00.000Z' as const };
    const moved = play([[clock, { do: 'recomputeDeadline', deadline, why: '日历公布' }]], given);
    expect(moved.matter).toMatchObject({
      deadline: { dueAt: deadline.dueAt },
      deadlineWas: { dueAt: given.matter.deadline.dueAt },
      extensionsGranted: 0,
    });
    expect(moved.clock('reply')).toBe(deadline.dueAt);
  });
});

import { describe, expect, test } from 'vitest';
import { clock, opened, people, play, say, toReplied } from '#test/support/matter.ts';

const { dispatcher, hotline, handler, colleague, head, department, office, intake, bureau } = people;
const given = play([[dispatcher, say.dispatch()]]);
const signed = play([[handler, say.acknowledge]], given);

test('help is asked for until a day that comes, within a year', () => {
  const ask = (until: string) => signed.refusal(handler, { do: 'askHelper', unitId: 'department', task: '查名单', until } as never);
  expect(ask('2026-03-01')).toBe('date-in-past');
  expect(ask('9999-12-31')).toBe('date-too-far');
  expect(ask('2026-03-05')).toBeNull();
});

describe('objection (SM-02)', () => {
  const objected = play([[handler, say.object]], signed);

  test('the addressed unit stays owner and its clock runs while it objects', () => {
    expect(objected.matter).toMatchObject({ status: 'objecting', owner: { unitId: 'township' } });
    expect(objected.clock('reply')).toBe(given.clock('reply'));
    expect(objected.clock('rule')).not.toBeNull();
  });

  test('a matter is handed over once, and not twice: whoever gets it after a ruling cannot return it', () => {
    const again = play(
      [
        [hotline, say.rule('upheld')],
        [dispatcher, say.dispatch('department')],
      ],
      objected,
    );
    expect(again.matter.owner.unitId).toBe('department');
    expect(again.refusal(department, say.object)).toBe('already-ruled');
  });

  test('the clock of a returned order runs: the second unit has what is left of the first deadline', () => {
    const waited = play([0.5, [hotline, say.rule('upheld')], [dispatcher, say.dispatch('department')]], objected);
    expect(waited.matter.deadline.dueAt).toBe(given.matter.deadline.dueAt);
    expect(waited.clock('reply')).toBe(given.clock('reply'));
  });

  test('between ruling and second dispatch the desk is owner and has a clock of its own', () => {
    const back = play([[hotline, say.rule('upheld')]], objected);
    expect(back.matter).toMatchObject({ status: 'registered', owner: { unitId: 'desk' } });
    expect(back.clock('dispatch')).not.toBeNull();
    expect(back.clock('reply')).toBe(given.clock('reply'));
  });

  test('the desk cannot send it back to the unit whose objection was upheld', () => {
    expect(play([[hotline, say.rule('upheld')]], objected).refusal(dispatcher, say.dispatch('township'))).toBe('already-ruled');
  });

  test('rejected: it goes on where it was, and is final', () => {
    const rejected = play([[hotline, say.rule('rejected')]], objected);
    expect(rejected.matter).toMatchObject({ status: 'acknowledged', owner: { unitId: 'township' } });
    expect(rejected.refusal(handler, say.object)).toBe('already-ruled');
  });

  test('designated: the named unit signs and makes contact anew, under the same deadline', () => {
    const named = play([[office, say.rule('designated', 'department')]], objected);
    expect(named.matter).toMatchObject({ status: 'dispatched', owner: { unitId: 'department', accountId: null }, ruled: true });
    expect(named.clock('reply')).toBe(given.clock('reply'));
    expect(named.happened('objectionRuled')[0]?.data).toMatchObject({ by: 'jointMeeting' });
    expect(objected.refusal(hotline, say.rule('designated', 'township'))).toBe('same-unit');
    expect(objected.refusal(hotline, say.rule('designated'))).toBe('name-the-unit');
  });

  test('it needs a reason, a basis from the duty list, and to be in time', () => {
    expect(signed.refusal(handler, { ...say.object, reason: ' ' } as never)).toBe('say-why');
    expect(signed.refusal(handler, { ...say.object, basis: '' } as never)).toBe('cite-basis');
    expect(signed.waits(1).refusal(handler, say.object)).toBeNull();
    expect(signed.waits(2).refusal(handler, say.object)).toBe('objection-late');
  });

  test('who called the raiser at once does not lose the right to object by it', () => {
    const called = play([[handler, say.contact()]], given);
    expect(called.refusal(handler, say.object)).toBeNull();
    expect(play([[handler, say.acknowledge]], called).matter.status).toBe('contacted');
    expect(play([[handler, say.acknowledge]], called).refusal(handler, say.object)).toBeNull();
  });

  test('whoever sent it does not rule on the objection, nor does the unit that objects', () => {
    expect(objected.refusal(dispatcher, say.rule('rejected'))).toBe('needs-independent');
    expect(objected.refusal(people.insider, say.rule('upheld'))).toBe('needs-independent');
  });

  test('whoever has answered cannot say afterwards that it was never its matter', () => {
    const rework = play(
      [
        [people.caller, say.call(true)],
        [people.caller, say.judge('no', 'callback')],
      ],
      toReplied(),
    );
    expect(rework.refusal(handler, say.object)).toBe('objection-late');
  });

  test('what the first unit had asked for does not bind the second', () => {
    const asked = play(
      [
        [handler, { do: 'askExtension', reason: '等', until: '2026-03-09', measure: '订货' }],
        [handler, say.object],
        [hotline, say.rule('upheld')],
      ],
      signed,
    );
    expect(asked.matter.extension).toBeNull();
  });
});

describe('one lead, helpers beside it (Beijing Art. 14)', () => {
  const helped = play([[handler, { do: 'askHelper', unitId: 'bureau', task: '查线路', until: '2026-03-04' }]], signed);

  test('the lead stays owner while others help', () => {
    expect(helped.matter.owner.unitId).toBe('township');
    expect(helped.refusal(bureau, say.reply())).toBe('not-your-unit');
    expect(helped.refusal(bureau, { do: 'reportHelp', words: '线路正常', final: true })).toBeNull();
  });

  test('who was not asked, or has reported finally, has no part in it', () => {
    expect(signed.refusal(bureau, { do: 'reportHelp', words: '看过', final: true })).toBe('not-asked-to-help');
    const reported = play([[bureau, { do: 'reportHelp', words: '线路正常', final: true }]], helped);
    expect(reported.refusal(bureau, { do: 'reportHelp', words: '还有', final: true })).toBe('not-asked-to-help');
    expect(reported.clock('helper')).toBeNull();
  });

  test('a helper that reported neither rules nor calls back, in any later round', () => {
    const asked = play([[handler, { do: 'askHelper', unitId: 'callers', task: '录音', until: '2026-03-04' }]], signed);
    expect(toReplied(opened()).refusal(people.caller, say.call(false))).toBeNull();
    const only = play(
      [
        [handler, say.contact()],
        [handler, say.reply()],
      ],
      asked,
    );
    expect(only.refusal(people.caller, say.call(false)), 'only asked: still independent').toBeNull();
    const spoken = { ...people.caller, roles: ['handler', 'callback'] as const };
    const helping = play(
      [
        [spoken, { do: 'reportHelp', words: '录音在此', final: true }],
        [handler, say.contact()],
        [handler, say.reply()],
      ],
      asked,
    );
    expect(helping.refusal(people.caller, say.call(false))).toBe('handler-may-not-judge');
    const rework = play(
      [
        [{ kind: 'raiser' }, say.judge('no')],
        [handler, say.acknowledge],
        [handler, say.contact()],
        [handler, say.reply()],
      ],
      helping,
    );
    expect(rework.refusal(people.caller, say.call(false))).toBe('handler-may-not-judge');
  });

  test('a second helper is urged although the first was urged already', () => {
    const two = play([3, [handler, { do: 'askHelper', unitId: 'department', task: '会签', until: '2026-03-06' }]], helped);
    expect(two.matter.clocks.find((c) => c.kind === 'helper')).toEqual({ kind: 'helper', dueAt: '2026-03-06T09:30:00.000Z' });
  });
});

describe('people', () => {
  test('between colleagues of one unit it may pass, to another unit never', () => {
    expect(play([[head, { do: 'handOver', to: colleague.id, reason: '分管' }]], signed).matter.owner).toEqual({
      unitId: 'township',
      accountId: colleague.id,
    });
    expect(signed.refusal(head, { do: 'handOver', to: department.id, reason: '分管' })).toBe('not-your-unit');
    expect(signed.refusal(head, { do: 'handOver', to: '无此人示例', reason: '分管' })).toBe('unknown-person');
  });

  test('a recused owner lets go at once, and the unit keeps the matter', () => {
    const recused = play([[intake, { do: 'recuse', accountId: handler.id, reason: '亲属' }]], signed);
    expect(recused.matter.owner).toEqual({ unitId: 'township', accountId: null });
    expect(recused.refusal(handler, say.contact())).toBe('recused');
    expect(recused.refusal(head, { do: 'handOver', to: handler.id, reason: '分管' })).toBe('recused');
    expect(recused.refusal(colleague, say.contact())).toBeNull();
  });

  test('an owner who left keeps nothing: to the colleague named, else to the unit; the deadline stays, and only the clock may say so', () => {
    const leave = (to: string | null) => ({ do: 'releaseOwner', from: handler.id, to, orderedBy: '管理员示例' }) as const;
    const moved = signed.does(clock, leave(colleague.id));
    expect(moved.matter.owner).toEqual({ unitId: 'township', accountId: colleague.id });
    expect(moved.matter).toMatchObject({ status: signed.matter.status, deadline: signed.matter.deadline, clocks: signed.matter.clocks });
    for (const to of [null, department.id, '无此人示例']) expect(signed.does(clock, leave(to)).matter.owner.accountId).toBeNull();
    const recused = play([[intake, { do: 'recuse', accountId: colleague.id, reason: '亲属' }]], signed);
    expect(recused.does(clock, leave(colleague.id)).matter.owner.accountId).toBeNull();
    expect(moved.asks(clock, leave(null))).toEqual([]);
    expect(signed.refusal(head, leave(null))).toBe('not-your-role');
  });

  test('a handler cannot get rid of those who check it: recusal reaches only its own people', () => {
    for (const person of [hotline, office, people.caller])
      expect(signed.refusal(handler, { do: 'recuse', accountId: person.id, reason: '亲属' })).toBe('not-your-unit');
  });
});

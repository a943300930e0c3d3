import { describe, expect, test } from 'vitest';
import { opened, people, play, say } from '#test/support/matter.ts';
import type { Command } from './commands.ts';

const { dispatcher, hotline, handler, office, officeToo, insider } = people;
const working = play([
  [dispatcher, say.dispatch()],
  [handler, say.acknowledge],
  [handler, say.contact()],
]);
const due = working.matter.deadline.dueAt; // Saturday 7 March, 09:00

describe('extension (SM-03)', () => {
  const ask: Command = { do: 'askExtension', reason: '等零件', until: '2026-03-10', measure: '已订货' };
  const grant: Command = { do: 'ruleExtension', granted: true, reason: '属实', toldRaiser: true };
  const asked = play([[handler, ask]], working);

  test('asking moves nothing; a second person grants, and the raiser is told', () => {
    expect(asked.matter.deadline.dueAt).toBe(due);
    expect(asked.refusal(insider, grant)).toBe('needs-independent');
    expect(asked.refusal(hotline, { ...grant, toldRaiser: false })).toBe('raiser-not-told');
    expect(play([[hotline, grant]], asked).matter).toMatchObject({
      deadline: { dueOn: '2026-03-10' },
      deadlineWas: { dueAt: due },
      extensionsGranted: 1,
    });
  });

  test('asked in time, once, and not beyond the original length', () => {
    expect(working.waits(5).refusal(handler, ask)).toBeNull();
    expect(working.waits(6).refusal(handler, ask)).toBe('extension-late');
    expect(working.refusal(handler, { ...ask, until: '2026-03-13' })).toBe('extension-too-long');
    expect(working.refusal(handler, { ...ask, until: '2026-03-06' })).toBe('date-in-past');
    expect(asked.refusal(handler, ask)).toBe('request-pending');
    expect(play([[hotline, grant]], asked).refusal(handler, { ...ask, until: '2026-03-12' })).toBe('extension-used');
  });

  test('a request that nobody rules on has a date of its own, and is told once', () => {
    expect(asked.clock('rule')).not.toBeNull();
    const late = asked.waits(3);
    expect(late.happened('urged').filter((e) => e.type === 'urged' && e.data.about === 'rule')).toHaveLength(1);
    expect(play([[hotline, { ...grant, granted: false }]], late).clock('rule')).toBeNull();
  });

  test('after it the lights begin anew', () => {
    const red = play([6, [handler, say.note()]], asked);
    expect(red.matter.light).toBe('red');
    expect(play([[hotline, grant]], red).matter).toMatchObject({ light: 'none', urges: 0 });
  });

  test('a hold that was confirmed meanwhile is never shortened by it', () => {
    const held = play(
      [
        [handler, { do: 'hold', measure: '列入计划', until: '2026-03-20', nextContactOn: '2026-03-10', reason: '天气' }],
        [hotline, { do: 'ruleHold', confirmed: true, reason: '属实' }],
      ],
      asked,
    );
    expect(held.refusal(hotline, grant)).toBe('date-in-past');
    expect(held.refusal(hotline, { ...grant, granted: false })).toBeNull();
  });
});

describe('"cannot now" (P11)', () => {
  const hold: Extract<Command, { do: 'hold' }> = {
    do: 'hold',
    measure: '列入四月计划',
    until: '2026-04-02',
    nextContactOn: '2026-03-16',
    reason: '等天气转暖',
  };
  const held = play([[handler, hold]], working);

  test('is refused without a measure, a definite date and a next contact', () => {
    expect(working.refusal(handler, { ...hold, measure: ' ' })).toBe('hold-needs-measure');
    expect(working.refusal(handler, { ...hold, until: '2026-03-02' })).toBe('date-in-past');
    expect(working.refusal(handler, { ...hold, until: '2027-06-01' })).toBe('date-too-far');
    expect(working.refusal(handler, { ...hold, nextContactOn: '2026-04-03' })).toBe('hold-needs-next-contact');
    expect(working.refusal(handler, { ...hold, nextContactOn: '2026-03-01' })).toBe('hold-needs-next-contact');
  });

  test('does not stop the clock; only a second person moves the deadline to the promised day', () => {
    expect(held.matter.deadline.dueAt).toBe(due);
    expect(held.clock('reply')).toBe(due);
    const confirm: Command = { do: 'ruleHold', confirmed: true, reason: '已核实' };
    expect(held.refusal(handler, confirm)).toBe('not-your-role');
    expect(play([[office, confirm]], held).matter.deadline.dueOn).toBe('2026-04-02');
    expect(play([[office, { ...confirm, confirmed: false }]], held).matter).toMatchObject({
      status: 'inProgress',
      hold: null,
      deadline: { dueAt: due },
    });
  });

  test('ends by itself on its day, and a contact on the agreed day answers its clock', () => {
    expect(held.waits(32).matter.status).toBe('inProgress');
    expect(play([10, [handler, say.contact()]], held).clock('nextContact')).toBeNull();
  });

  test('that ends while a termination is awaited does not undo the wait', () => {
    const pending = play(
      [
        [handler, { ...hold, until: '2026-03-04', nextContactOn: '2026-03-03' }],
        [handler, { do: 'askTermination', reason: '已撤回', basis: '第21条' }],
        3,
      ],
      working,
    );
    expect(pending.matter).toMatchObject({ status: 'terminationPending', hold: null, statusBefore: 'inProgress' });
    expect(play([[hotline, { do: 'ruleTermination', granted: false, reason: '未撤回', toldRaiser: '' }]], pending).matter.status).toBe(
      'inProgress',
    );
  });
});

describe('pause (rules X4)', () => {
  const ask: Extract<Command, { do: 'askPause' }> = { do: 'askPause', cause: 'raiser-material', reason: '等产权证', until: '2026-03-04' };
  const grant: Command = { do: 'rulePause', granted: true, reason: '已书面告知' };
  const paused = play(
    [
      [handler, ask],
      [hotline, grant],
    ],
    working,
  );

  test('a handler cannot stop its own clock', () => {
    const asked = play([[handler, ask]], working);
    expect(asked.clock('reply')).toBe(due);
    expect(asked.refusal(handler, grant)).toBe('not-your-role');
    expect(asked.refusal(insider, grant)).toBe('needs-independent');
  });

  test('the clock stands still and then runs by as many days longer', () => {
    expect(paused.clock('reply')).toBeNull();
    const after = paused.waits(3);
    expect(after.matter).toMatchObject({ pausedSince: null, pauses: [{ cause: 'raiser-material', toAt: after.now }] });
    expect(after.matter.deadline.dueAt > due).toBe(true);
    expect(after.clock('reply')).toBe(after.matter.deadline.dueAt);
  });

  test('a pause that ends on the day it began gives the clock back', () => {
    const ended = play([[handler, { do: 'endPause', reason: '材料已到' }]], paused);
    expect(ended.clock('reply')).toBe(ended.matter.deadline.dueAt);
  });

  test('while it stands, nothing else stretches the time', () => {
    expect(paused.refusal(handler, { do: 'hold', measure: '等', until: '2026-03-20', nextContactOn: '2026-03-10', reason: '等' })).toBe(
      'paused',
    );
    expect(paused.refusal(handler, { do: 'askExtension', reason: '等', until: '2026-03-10', measure: '等' })).toBe('paused');
    expect(paused.refusal(handler, { do: 'askTermination', reason: '等', basis: '第21条' })).toBe('paused');
    expect(paused.refusal(handler, ask)).toBe('paused');
  });

  test('an extension granted during a pause does not start the clock', () => {
    const both = play(
      [
        [handler, { do: 'askExtension', reason: '等', until: '2026-03-10', measure: '等' }],
        [handler, ask],
        [hotline, grant],
        [hotline, { do: 'ruleExtension', granted: true, reason: '属实', toldRaiser: true }],
      ],
      working,
    );
    expect(both.clock('reply')).toBeNull();
    expect(both.matter.deadline.dueOn).toBe('2026-03-10');
  });

  test("the raiser's papers are waited for twice at most, and only after they were asked for", () => {
    const silent = play([
      [dispatcher, say.dispatch()],
      [handler, say.acknowledge],
    ]);
    expect(silent.refusal(handler, ask)).toBe('raiser-not-told');
    const end: Command = { do: 'endPause', reason: '已到' };
    const twice = play(
      [
        [handler, end],
        [handler, ask],
        [hotline, grant],
        [handler, end],
      ],
      paused,
    );
    expect(twice.refusal(handler, ask)).toBe('pause-material-twice');
  });

  test('it needs a listed date, not too far, and a clock that has not run out', () => {
    expect(working.refusal(handler, { ...ask, until: null })).toBe('pause-needs-date');
    expect(working.refusal(handler, { ...ask, until: '2028-01-01' })).toBe('date-too-far');
    expect(working.waits(6).refusal(handler, { ...ask, until: '2026-03-20' })).toBe('pause-late');
    const ruledLate = play([[handler, { ...ask, until: '2026-03-20' }], 6], working);
    expect(ruledLate.refusal(hotline, grant)).toBe('pause-late');
  });

  test('a statutory procedure has no end date, but is looked at again after thirty days', () => {
    const open = play(
      [
        [handler, { ...ask, cause: 'statutory-procedure', until: null }],
        [hotline, grant],
      ],
      working,
    );
    expect(open.matter.clocks.map((c) => c.kind)).toContain('rule');
    expect(
      open
        .waits(31)
        .happened('urged')
        .some((e) => e.type === 'urged' && e.data.about === 'rule'),
    ).toBe(true);
    expect(play([[officeToo, { do: 'endPause', reason: '鉴定完成' }]], open.waits(31)).clock('reply')).not.toBeNull();
  });

  test('an answer ends the pause with the work', () => {
    expect(play([[handler, say.reply()]], paused).matter).toMatchObject({
      status: 'replied',
      pausedSince: null,
      pauses: [{ toAt: paused.now }],
    });
  });
});

describe('termination (Weifang Art. 21)', () => {
  const asked = play([[handler, { do: 'askTermination', reason: '反映人撤回', basis: '第21条' }]], working);
  const end: Command = { do: 'ruleTermination', granted: true, reason: '已核实', toldRaiser: '已书面告知' };

  test('only the hotline ends a matter midway, and the raiser is told why', () => {
    expect(asked.refusal(office, end)).toBe('not-your-role');
    expect(asked.refusal(insider, end)).toBe('needs-independent');
    expect(asked.refusal(hotline, { ...end, toldRaiser: '' })).toBe('raiser-not-told');
    expect(play([[hotline, end]], asked).matter).toMatchObject({ status: 'archived', archivedHow: 'terminated', verdicts: [] });
  });

  test('nobody decides on the own request, also after a change of post', () => {
    expect(asked.refusal({ ...hotline, id: handler.id }, end)).toBe('own-request');
  });

  test('refused, it goes on, and a raiser reached meanwhile counts as reached', () => {
    const silent = play(
      [
        [dispatcher, say.dispatch()],
        [handler, say.acknowledge],
        [handler, { do: 'askTermination', reason: '撤回', basis: '第21条' }],
        [handler, say.contact()],
        [hotline, { ...end, granted: false }],
      ],
      opened(),
    );
    expect(silent.matter.status).toBe('contacted');
  });
});

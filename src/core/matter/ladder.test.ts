import { describe, expect, test } from 'vitest';
import { type Play, people, play, raiser, say, toReplied } from '#test/support/matter.ts';
import type { Command } from './commands.ts';

const { dispatcher, handler, insider, caller, hotline, office, officeToo, department } = people;
const working = play([
  [dispatcher, say.dispatch()],
  [handler, say.acknowledge],
]);
const answerAgain = (from: Play, by = handler): Play =>
  play(
    [
      [by, say.acknowledge],
      [by, say.reply()],
    ],
    from,
  );
const no: readonly [typeof raiser, Command] = [raiser, say.judge('no')];
const top = play(
  [
    [handler, say.escalate],
    [handler, say.escalate],
    [handler, say.escalate],
  ],
  working,
);
const thirdNo = play([no], answerAgain(play([no], answerAgain(play([no], play([[handler, say.reply()]], top))))));

describe('the ladder (P07)', () => {
  test('after two reworks the matter climbs, and its owner stays', () => {
    const second = play([no], answerAgain(play([no], toReplied())));
    expect(second.matter).toMatchObject({ round: 3, escalation: 0 });
    const third = play([no], answerAgain(second));
    expect(third.matter).toMatchObject({ round: 4, escalation: 1, owner: { unitId: 'township' } });
    expect(third.clock('escalation')).not.toBeNull();
  });

  test('every step has a clock; whoever does not act within it is passed over', () => {
    const climbed = play([[handler, say.escalate]], working);
    expect(climbed.matter.escalation).toBe(1);
    expect(climbed.waits(5).matter.escalation).toBe(2);
    expect(climbed.waits(10).matter.escalation).toBe(3);
    expect(climbed.waits(30).matter).toMatchObject({ escalation: 3, owner: { unitId: 'township' } });
  });

  test('an overdue matter is urged, criticised in writing, and climbs by itself', () => {
    const late = working.waits(7);
    expect(late.matter).toMatchObject({ light: 'red', escalation: 0 });
    expect(working.waits(13).matter).toMatchObject({ escalation: 1, urges: 2 });
  });

  test('it climbs by itself in a later round too', () => {
    const again = play([[raiser, say.judge('no')]], play([[handler, say.reply()]], play([[handler, say.escalate]], working)));
    expect(again.matter).toMatchObject({ round: 2, escalation: 1 });
    expect(again.waits(13).matter.escalation).toBe(2);
  });

  test('the county office names who sees it through, and nobody returns it after that', () => {
    const name: Command = { do: 'designate', to: 'department', reason: '牵头', minutes: '纪要' };
    expect(working.refusal(office, name)).toBe('not-top-of-ladder');
    const named = play(
      [
        [handler, say.escalate],
        [handler, say.escalate],
        [office, name],
      ],
      working,
    );
    expect(named.matter).toMatchObject({ owner: { unitId: 'department' }, status: 'dispatched', ruled: true });
    expect(named.refusal(department, say.object)).toBe('already-ruled');
    expect(named.clock('escalation')).toBeNull();
  });

  test('a handler cannot get rid of those above it by asking them for help', () => {
    const asked = play(
      [
        [handler, { do: 'askHelper', unitId: 'office', task: '协调', until: '2026-03-04' }],
        [handler, say.escalate],
        [handler, say.escalate],
      ],
      working,
    );
    expect(asked.refusal(office, { do: 'designate', to: 'department', reason: '牵头', minutes: '纪要' })).toBeNull();
  });

  test('before the standing meeting a third no waits for its decision', () => {
    expect(thirdNo.matter).toMatchObject({ status: 'judged', escalation: 3, round: 3 });
    expect(top.refusal(handler, say.escalate)).toBe('top-of-ladder');
    const named = play([[office, { do: 'designate', to: 'department', reason: '牵头', minutes: '纪要' }]], thirdNo);
    expect(named.matter).toMatchObject({ status: 'dispatched', owner: { unitId: 'department' }, round: 4 });
  });

  test('the standing meeting ends it with basis and minutes, after the raiser had time to change the verdict; it stays unsolved', () => {
    const end: Extract<Command, { do: 'concludeUnresolved' }> = {
      do: 'concludeUnresolved',
      reason: '无法解决',
      basis: '第30条',
      minutes: '〔示例〕1号',
    };
    expect(thirdNo.refusal(office, end)).toBe('ask-raiser-first');
    const later = thirdNo.waits(4);
    expect(later.refusal(insider, end)).toBe('needs-independent');
    expect(later.refusal(office, { ...end, minutes: '' })).toBe('cite-basis');
    const ended = play([[office, end]], later);
    expect(ended.matter).toMatchObject({ status: 'archived', archivedHow: 'concluded' });
    expect(ended.matter.verdicts.at(-1)?.solved).toBe('no');
    expect(play([raiserReopens], ended).matter.status).toBe('dispatched');
  });

  test('an office that once answered it itself still writes down whom the meeting named, with its minutes; it neither names itself nor ends the matter', () => {
    const atOnce: Command = {
      do: 'replyAtOnce',
      text: '电话是 12345，周末也办',
      outcome: 'answered',
      basis: '知识条目3',
      remedy: '不清楚可再打',
      toldHow: '电话',
    };
    const once = play([[officeToo, atOnce], no, [dispatcher, say.dispatch()], [handler, say.acknowledge]]);
    const climbed = play([[handler, say.escalate], [handler, say.escalate], [handler, say.escalate], [handler, say.reply()], no], once);
    const waits = play([no], answerAgain(climbed));
    expect(waits.matter).toMatchObject({ status: 'judged', escalation: 3, owner: { unitId: 'township' } });
    expect(waits.matter.handledBy).toContain('office');
    const name = (to: string, minutes = '〔示例〕1号'): Command => ({ do: 'designate', to, reason: '牵头', minutes });
    expect(waits.refusal(officeToo, name('department', ''))).toBe('cite-basis');
    expect(waits.refusal(officeToo, name('office'))).toBe('needs-independent');
    expect(play([[officeToo, name('department')]], waits).matter).toMatchObject({ status: 'dispatched', owner: { unitId: 'department' } });
    const end: Command = { do: 'concludeUnresolved', reason: '无法解决', basis: '第30条', minutes: '〔示例〕1号' };
    expect(waits.waits(4).refusal(officeToo, end)).toBe('needs-independent');
    // While it can still go on without the meeting, whoever had it in hand names nobody.
    expect(once.refusal(officeToo, name('department'))).toBe('needs-independent');
  });
});

const raiserReopens: readonly [typeof raiser, Command] = [raiser, say.reopen];

describe('exclusion and one appeal (SM-05)', () => {
  const ask: Command = { do: 'askExclusion', kind: 'abuse', reason: '同一事反复' };
  const rule = (granted: boolean): Command => ({ do: 'ruleExclusion', granted, reason: '已核' });
  const judged = play([no], toReplied());
  const asked = play([[handler, ask]], judged);

  test('there must be a verdict, and the request comes within three days of it', () => {
    expect(working.refusal(handler, ask)).toBe('exclusion-needs-verdict');
    expect(judged.waits(3).refusal(handler, ask)).toBeNull();
    expect(judged.waits(4).refusal(handler, ask)).toBe('exclusion-late');
  });

  test("a body without the applicant's unit decides, and has a date for it", () => {
    expect(asked.clock('rule')).not.toBeNull();
    expect(asked.refusal(insider, rule(true))).toBe('needs-independent');
    expect(asked.refusal(hotline, rule(true))).toBeNull();
  });

  test('an excluded verdict stays in the record: status, reply and rework go on', () => {
    const excluded = play([[hotline, rule(true)]], asked);
    expect(excluded.matter.exclusion).toMatchObject({ state: 'granted', granted: true });
    expect(excluded.matter.verdicts).toEqual(judged.matter.verdicts);
    expect(excluded.matter).toMatchObject({ status: 'dispatched', round: 2 });
  });

  test('one appeal, heard by somebody else; then it is final', () => {
    const appealed = play(
      [
        [officeToo, rule(false)],
        [handler, { do: 'appealExclusion', reason: '有录音' }],
      ],
      asked,
    );
    expect(appealed.refusal(officeToo, { do: 'ruleAppeal', granted: true, reason: '复核' })).toBe('needs-independent');
    const final = play([[office, { do: 'ruleAppeal', granted: false, reason: '复核' }]], appealed);
    expect(final.matter.exclusion).toMatchObject({ state: 'final', granted: false });
    expect(final.refusal(handler, { do: 'appealExclusion', reason: '再议' })).toBe('appeal-used');
    expect(final.refusal(handler, ask)).toBe('exclusion-asked');
    expect(play([[officeToo, rule(false)], 4], asked).refusal(handler, { do: 'appealExclusion', reason: '有录音' })).toBe('appeal-late');
  });

  test("a request that still waits outlives the next round; each round's verdict has one of its own", () => {
    const next = play([no], answerAgain(asked));
    expect(next.matter.exclusion).toMatchObject({ state: 'asked', round: 1 });
    expect(next.refusal(handler, ask)).toBe('request-pending');
    const ruled = play([[hotline, rule(false)]], next);
    expect(play([[handler, ask]], ruled).matter.exclusion).toMatchObject({ state: 'asked', round: 2 });
  });

  test('it cannot be used to judge: the call-back officer has no part in it', () => {
    expect(asked.refusal(caller, rule(true))).toBe('not-your-role');
  });
});

import { describe, expect, test } from 'vitest';
import { clock, people } from '#test/support/matter.ts';
import {
  ask,
  does,
  effects,
  firstDay,
  goodPlan,
  goodWhys,
  hypothesis,
  passed,
  toActing,
  toCandidate,
  toEffective,
  toEstablished,
  toObserving,
} from '#test/support/matter-class.ts';
import { addDays } from '../time/day.ts';
import { classOf } from './matter-class.ts';

const { office, handler, dispatcher } = people;
const refusal = (answer: ReturnType<typeof ask>) => ('refusal' in answer ? [answer.refusal, answer.detail] : answer.m.status);

describe('a class, step by step', () => {
  test('a plan that names nothing is refused, with everything that is missing', () => {
    const answer = ask(toEstablished(), handler, {
      do: 'planMeasure',
      id: 'M1',
      plan: goodPlan({ text: '进一步加强管理', money: '', checker: '' }),
    });
    expect(refusal(answer)).toEqual([
      'plan-incomplete',
      'text:stock,text:verb,text:object,text:place,text:quantity,money:money,checker:checker',
    ]);
  });
  test('a person of another unit is not the one who does it, and a past date is no date', () => {
    const plan = (change: object) => ask(toEstablished(), handler, { do: 'planMeasure', id: 'M1', plan: goodPlan(change) });
    expect(refusal(plan({ accountId: people.department.id }))).toEqual(['person-elsewhere', undefined]);
    expect(refusal(plan({ due: addDays(firstDay, -1) }))).toEqual(['date-past', undefined]);
    expect(refusal(plan({ accountId: 'nobody' }))).toEqual(['unknown-person', undefined]);
  });
  test('explaining alone begins nothing', () => {
    const told = does(toEstablished(), [handler, { do: 'planMeasure', id: 'M1', plan: goodPlan({ kind: 'explain' }) }]);
    expect(refusal(ask(told, handler, { do: 'start' }))).toEqual(['no-structural-measure', undefined]);
    expect(refusal(ask(toEstablished(), handler, { do: 'start' }))).toEqual(['no-measure', undefined]);
  });
  test('the trouble said again is no cause', () => {
    const answer = ask(toCandidate(), office, {
      do: 'establish',
      unitId: 'township',
      accountId: handler.id,
      whys: [...goodWhys.slice(0, 2), '楼道灯反复不亮'],
    });
    expect(refusal(answer)).toEqual(['cause-weak', '3:says-symptom-again']);
  });
  test('the date of the measure cannot be chosen freely, nor fewer than two periods', () => {
    const done = does(passed(toActing(), 10), [handler, { do: 'finishMeasure', id: 'M1', on: addDays(firstDay, 10), evidence: '验收单' }]);
    const observe = (from: ReturnType<typeof addDays>, periods = 2) =>
      refusal(ask(done, handler, { do: 'observe', from, periods, periodDays: 28 }));
    expect(observe(addDays(firstDay, 9))).toEqual(['date-wrong', undefined]);
    expect(observe(addDays(firstDay, 11))).toEqual(['date-wrong', undefined]);
    expect(observe(addDays(firstDay, 10), 1)).toEqual(['periods-too-few', undefined]);
    expect(refusal(ask(toActing(), handler, { do: 'observe', from: firstDay, periods: 2, periodDays: 28 }))).toEqual([
      'measures-open',
      undefined,
    ]);
  });
  test('nobody judges before the time is over, nor says "effective" where the figures do not', () => {
    const effective = { do: 'conclude', outcome: 'effective', words: '好多了' } as const;
    expect(refusal(ask(passed(toObserving(), 55), office, effective))).toEqual(['observation-runs', addDays(firstDay, 66)]);
    const over = passed(toObserving(), 56);
    expect(refusal(ask(over, office, effective, effects.unclear))).toEqual(['effect-not-shown', undefined]);
    expect(refusal(ask(over, office, effective, effects.tooFew))).toEqual(['too-few-data', 'weeks-before']);
    expect(refusal(ask(over, people.insider, effective))).toEqual(['needs-independent', undefined]);
    expect(refusal(ask(over, office, { ...effective, outcome: 'ineffective' }, effects.unclear))).toBe('ineffective');
    expect(refusal(ask(over, office, { ...effective, outcome: null }, effects.unclear))).toEqual(['outcome-missing', undefined]);
  });
  test('when nothing helped it goes on with a new cause; what was tried stays on record', () => {
    const again = does(
      passed(toObserving(), 56),
      [office, { do: 'conclude', outcome: 'ineffective', words: '没有变化' }, effects.unclear],
      [handler, { do: 'resume', reason: '灯不是原因' }],
    );
    expect(again.m).toMatchObject({ status: 'established', round: 2, measures: [{ round: 1 }] });
    expect(refusal(ask(again, handler, { do: 'planMeasure', id: 'M2', plan: goodPlan({ due: addDays(again.today, 9) }) }))).toEqual([
      'cause-first',
      undefined,
    ]);
  });
  test('it comes back: the clock opens it again with the numbers', () => {
    const archived = does(toEffective(), [office, { do: 'archive', lasting: '巡灯写进物业合同', document: '' }]);
    expect(refusal(ask(archived, clock, { do: 'relapse', n: 4, days: 30 }))).toEqual(['too-few-for-relapse', undefined]);
    const back = does(archived, [clock, { do: 'relapse', n: 6, days: 30 }]);
    expect(back.m).toMatchObject({ status: 'established', round: 2, owner: { unitId: 'township' }, relapses: [{ n: 6, days: 30 }] });
  });
  test('what a person set aside comes back only when it is twice as much', () => {
    const aside = does(toCandidate(), [dispatcher, { do: 'setAside', reason: '道路施工，下周完工' }]);
    const signal = (n: number) => ask(aside, clock, { do: 'signal', signals: [{ kind: 'sameVillage', n, days: 30, least: 5 }] });
    expect(refusal(signal(20))).toBe('setAside');
    expect(refusal(signal(24))).toBe('clue');
  });
  test('splitting takes members out and never all of them; joining needs another class that still takes matters', () => {
    const members = ['D1', 'D2', 'D3'];
    const split = (ids: string[]) =>
      ask(toCandidate(), office, { do: 'split', ids, members, words: [], number: 'C20260002', reason: '另一栋楼' });
    expect(refusal(split(members))).toEqual(['nothing-left', undefined]);
    expect(refusal(split(['D9']))).toEqual(['no-members', undefined]);
    const part = split(['D1', 'D1']);
    expect('m' in part && part.m.exclude).toEqual(['D1']);
    const join = (number: string, status: 'candidate' | 'archived') =>
      refusal(ask(toCandidate(), dispatcher, { do: 'joinTo', number, status, reason: '同一类' }));
    expect(join('C20260001', 'candidate')).toEqual(['into-itself', undefined]);
    expect(join('C20260009', 'archived')).toEqual(['target-closed', 'archived']);
    expect(join('C20260009', 'candidate')).toBe('merged');
  });
  test('title and hypothesis are asked for', () => {
    const fresh = toCandidate();
    expect(refusal(ask(fresh, dispatcher, { do: 'name', title: ' ', hypothesis, scope: fresh.m.scope }))).toEqual([
      'title-missing',
      undefined,
    ]);
    expect(refusal(ask(fresh, dispatcher, { do: 'name', title: '楼道灯', hypothesis: '灯坏', scope: fresh.m.scope }))).toEqual([
      'hypothesis-missing',
      undefined,
    ]);
    const nowhere = { ...fresh.m.scope, categoryIds: ['no-such-category'] };
    expect(refusal(ask(fresh, dispatcher, { do: 'name', title: '楼道灯', hypothesis, scope: nowhere }))).toEqual([
      'unknown-category',
      undefined,
    ]);
  });
  test('a broken history is a fault, not an answer', () => {
    const { history } = toCandidate();
    expect(() => classOf('K1', history.slice(1))).toThrow('must begin with noticed');
    expect(() => classOf('K1', [...history, ...history.slice(1)])).toThrow('after version 2');
  });
});

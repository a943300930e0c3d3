import { describe, expect, test } from 'vitest';
import { clock, opened, people, play, raiser, say, toReplied } from '#test/support/matter.ts';
import type { Command } from './commands.ts';
import { possibleActions } from './possible.ts';

const { intake, dispatcher, hotline, handler, insider, villager, department, caller, office } = people;
const fresh = opened();
const given = play([
  [dispatcher, say.dispatch()],
  [handler, say.acknowledge],
]);
const accuse: Command = { do: 'seal', confidentiality: 'accusation', accusedUnitId: 'township' };

describe('at the desk', () => {
  const sort = { do: 'classify', categoryId: null, placeId: null, urgency: 'normal', effort: 'small', difficulty: 'single' } as const;

  test('only a category and a place that there are, and a summary that says something', () => {
    expect(fresh.refusal(intake, { ...sort, categoryId: 'no-such-category' })).toBe('unknown-category');
    expect(fresh.refusal(intake, { ...sort, placeId: 'no-such-place' })).toBe('unknown-place');
    expect(fresh.refusal(intake, { ...sort, categoryId: 'roads', placeId: 'village' })).toBeNull();
    expect(fresh.refusal(intake, { do: 'summarise', summary: ' ' })).toBe('words-missing');
  });
});

describe('dispatch against the duty list (P09)', () => {
  test('a duty taken back does not go down, and the refusal names whose it is', () => {
    const taken = opened({ categoryId: 'taken-back' });
    expect(taken.asks(dispatcher, say.dispatch())).toEqual({ refusal: 'duty-taken-back', detail: '示例局' });
    expect(taken.refusal(dispatcher, say.dispatch('department'))).toBeNull();
  });

  test('who only cooperates, or is not listed, does not lead', () => {
    expect(opened({ categoryId: 'roads' }).refusal(dispatcher, say.dispatch('bureau'))).toBe('duty-cooperate-only');
    expect(opened({ categoryId: 'listed' }).refusal(dispatcher, say.dispatch('bureau'))).toBe('duty-not-listed');
    expect(fresh.refusal(dispatcher, { ...say.dispatch(), to: 'nowhere' } as never)).toBe('unknown-unit');
  });

  test('the limit is counted from dispatch, and once it is given another category never makes it later', () => {
    const back = play(
      [
        [handler, say.object],
        [hotline, say.rule('upheld')],
      ],
      given,
    );
    const sort = (categoryId: string): Command => ({
      do: 'classify',
      categoryId,
      placeId: null,
      urgency: 'normal',
      effort: 'small',
      difficulty: 'single',
    });
    expect(play([[intake, sort('slow')]], back).matter.deadline.dueAt).toBe(given.matter.deadline.dueAt);
    expect(play([[intake, sort('quick')]], back).matter.deadline.dueAt < given.matter.deadline.dueAt).toBe(true);
    expect(play([[intake, sort('slow')]], fresh).matter.deadline.dueAt > fresh.matter.deadline.dueAt).toBe(true);
  });
});

describe('an accusation (P44, rules (d)10)', () => {
  const sealed = opened({ confidentiality: 'accusation', accusedUnitId: 'township' });

  test('a duty list that names the accused unit does not bind, or nobody could be given it', () => {
    const against = (accusedUnitId: string) => opened({ confidentiality: 'accusation', accusedUnitId, categoryId: 'listed' });
    expect(against('township').refusal(dispatcher, say.dispatch('bureau'))).toBe('duty-not-listed');
    expect(against('department').refusal(dispatcher, say.dispatch('department'))).toBe('accused-unit');
    const given = play([[dispatcher, say.dispatch('bureau')]], against('department'));
    expect(given.matter.owner.unitId).toBe('bureau');
  });

  test('the accused unit and what lies below it neither own it nor help nor get a copy', () => {
    for (const unit of ['township', 'village'] as const) {
      expect(sealed.refusal(dispatcher, say.dispatch(unit))).toBe('accused-unit');
      expect(sealed.refusal(dispatcher, { do: 'dispatch', to: 'department', reason: '', copyTo: unit })).toBe('accused-unit');
      const working = play(
        [
          [dispatcher, say.dispatch('department')],
          [department, say.acknowledge],
        ],
        sealed,
      );
      expect(working.refusal(department, { do: 'askHelper', unitId: unit, task: '查', until: '2026-03-04' })).toBe('accused-unit');
      const climbed = play(
        [
          [department, say.escalate],
          [department, say.escalate],
        ],
        working,
      );
      expect(climbed.refusal(office, { do: 'designate', to: unit, reason: '牵头', minutes: '纪要' })).toBe('accused-unit');
      expect(play([[department, say.object]], working).refusal(hotline, say.rule('designated', unit))).toBe('accused-unit');
    }
  });

  test('its people can do nothing at all, whatever roles they hold', () => {
    for (const person of [insider, villager]) {
      expect(
        possibleActions(sealed.matter, person, (unit, above) => unit === above || (unit === 'village' && above === 'township')),
      ).toEqual([]);
      expect(sealed.refusal(person, say.note())).toBe('accused-unit');
    }
  });

  test('sealing takes it away from the accused unit in the same act; the clock goes on', () => {
    const taken = play(
      [
        [handler, { do: 'askHelper', unitId: 'village', task: '带路', until: '2026-03-04' }],
        [intake, accuse],
      ],
      given,
    );
    expect(taken.matter).toMatchObject({
      status: 'registered',
      owner: { unitId: 'desk' },
      round: 1,
      helpers: [],
      accusedUnitId: 'township',
    });
    expect(taken.clock('reply')).toBe(given.clock('reply'));
    expect(taken.clock('dispatch')).not.toBeNull();
    expect(taken.refusal(dispatcher, say.dispatch())).toBe('accused-unit');
  });

  test('an answer by the unit it accuses is no answer', () => {
    const replied = toReplied();
    expect(play([[intake, accuse]], replied).matter).toMatchObject({ status: 'registered', reply: null });
  });

  test('only an independent second person lifts the seal or points it elsewhere', () => {
    const lift: Command = { do: 'seal', confidentiality: 'normal', accusedUnitId: null };
    expect(sealed.refusal(intake, lift)).toBe('needs-independent');
    expect(sealed.refusal(intake, { ...accuse, accusedUnitId: 'bureau' } as never)).toBe('needs-independent');
    expect(sealed.refusal(hotline, lift)).toBeNull();
  });

  test('the unit has a name and exists, and the desk itself cannot be the accused', () => {
    expect(fresh.refusal(intake, { ...accuse, accusedUnitId: null } as never)).toBe('name-the-unit');
    expect(fresh.refusal(intake, { ...accuse, accusedUnitId: 'nowhere' } as never)).toBe('unknown-unit');
    expect(fresh.refusal(intake, { ...accuse, accusedUnitId: 'county' } as never)).toBe('accused-unit');
    expect(() => opened({ confidentiality: 'accusation', accusedUnitId: 'county' })).toThrow('accused-unit');
    expect(() => opened({ confidentiality: 'accusation' })).toThrow('name-the-unit');
    expect(() => opened({ text: ' ' })).toThrow('words-missing');
  });
});

describe('ways that end a matter at the desk', () => {
  test('not accepted names kind, reason and route', () => {
    const not: Extract<Command, { do: 'notAccept' }> = { do: 'notAccept', kind: 'legalRoute', reason: '已诉讼', route: '法院' };
    expect(fresh.refusal(dispatcher, { ...not, route: '' })).toBe('name-the-route');
    expect(fresh.refusal(dispatcher, { ...not, reason: '' })).toBe('say-why');
    expect(play([[dispatcher, not]], fresh).matter).toMatchObject({ status: 'archived', archivedHow: 'notAccepted' });
  });

  test('a handler cannot sign off by calling it an emergency, nor by turning away what came back', () => {
    const hand: Command = { do: 'handToEmergency', service: '119', note: '燃气味', reference: '已告知' };
    expect(given.refusal(handler, hand)).toBe('not-your-role');
    expect(given.refusal(insider, hand)).toBe('needs-independent');
    expect(given.refusal(intake, hand)).toBeNull();
    const back = play(
      [
        [handler, say.object],
        [hotline, say.rule('upheld')],
      ],
      given,
    );
    expect(back.refusal(insider, { do: 'notAccept', kind: 'outsideDuty', reason: '无', route: '无' })).toBe('needs-independent');
  });

  test('answered at once, the raiser still judges; a no is dispatched', () => {
    const answered = play(
      [[intake, { do: 'replyAtOnce', text: '周末也办，带身份证', outcome: 'answered', basis: '知识条目3', remedy: '', toldHow: '电话' }]],
      fresh,
    );
    expect(answered.matter).toMatchObject({ status: 'replied', reply: { instant: true }, handledBy: ['desk'] });
    expect(answered.refusal({ ...hotline, roles: ['callback'] }, say.call(true))).toBe('handler-may-not-judge');
    expect(answered.refusal(caller, say.call(true))).toBeNull();
    expect(play([[raiser, say.judge('no')]], answered).matter).toMatchObject({ status: 'registered', round: 2 });
  });
});

describe('merging (P01)', () => {
  const main = { ...given.matter, id: '01MAIN', number: 'D-main' };
  const copy = play([[intake, { do: 'merge', main, reason: '同一盏灯' }]], fresh);

  test('a copy has the owner of its main matter, and its own deadline keeps running', () => {
    expect(copy.matter).toMatchObject({ status: 'merged', mainId: '01MAIN', owner: main.owner });
    expect(copy.clock('reply')).toBe(fresh.clock('reply'));
  });

  test('each raiser judges for himself', () => {
    const answered = play(
      [
        [
          clock,
          {
            do: 'followReply',
            mainNumber: 'D-main',
            text: '已修好',
            outcome: 'support',
            basis: '清单',
            remedy: '',
            evidence: [],
            toldHow: '',
          },
        ],
      ],
      copy,
    );
    expect(answered.matter.status).toBe('replied');
    expect(answered.refusal(handler, say.judge('yes'))).toBe('handler-may-not-judge');
    expect(play([[raiser, say.judge('no')]], answered).matter).toMatchObject({
      status: 'dispatched',
      owner: { unitId: 'township' },
      mainId: null,
    });
  });

  test('when the main matter ends without an answer, the copy is dispatched by itself', () => {
    const alone = play([[clock, { do: 'followEnd', main }]], copy);
    expect(alone.matter).toMatchObject({ status: 'registered', owner: { unitId: 'desk' }, round: 1, mainId: null });
    expect(alone.clock('reply')).toBe(fresh.clock('reply'));
  });

  test('a copy never follows its main matter to a unit that it accuses', () => {
    const sealed = play([[intake, { ...accuse, accusedUnitId: 'bureau' } as Command]], copy);
    expect(play([[clock, { do: 'followOwner', owner: { unitId: 'bureau', accountId: null } }]], sealed).matter).toMatchObject({
      status: 'registered',
      owner: { unitId: 'desk' },
    });
    expect(play([[clock, { do: 'followOwner', owner: { unitId: 'department', accountId: null } }]], sealed).matter.owner.unitId).toBe(
      'department',
    );
    expect(play([[intake, accuse]], copy).matter).toMatchObject({ status: 'registered', owner: { unitId: 'desk' } });
  });

  test('a desk that only keeps the main matter meanwhile has not handled its copies', () => {
    expect(play([[clock, { do: 'followOwner', owner: { unitId: 'desk', accountId: null } }]], copy).matter.handledBy).toEqual(['township']);
  });

  test('not into itself, not into what is closed, merged or sealed', () => {
    const into = (change: object): string | null => fresh.refusal(intake, { do: 'merge', main: { ...main, ...change }, reason: '' });
    expect(into({ id: fresh.matter.id })).toBe('cannot-merge-into-itself');
    expect(into({ status: 'archived' })).toBe('main-is-closed');
    expect(into({ status: 'merged' })).toBe('main-is-merged');
    expect(into({ accusedUnitId: 'bureau', confidentiality: 'accusation' })).toBe('main-is-sealed');
  });

  test('an overdue copy does not climb beside its main matter', () => {
    expect(copy.waits(20).matter).toMatchObject({ light: 'red', escalation: 0 });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventType } from '#core/matter/events.ts';
import type { Attempt } from '#core/matter/matter.ts';
import { distinctAttempts } from '#core/matter/reply.ts';
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import { contextOf, dayLimits, monday, opened, people, play, raiser, say, toReplied } from '#test/support/matter.ts';
import { afterVerdict, callsSoFar, changeUntil, linkExpiry, linkState, readProof, readTicketBody, ticketBody } from './rules.ts';
import { raiserView, told } from './rules-raiser-view.ts';

const link = (round: number, expiresAt: Instant = '2026-12-31T00:00:00.000Z', usedAt: Instant | null = null) => ({
  matterId: '01MATTER',
  round,
  expiresAt,
  usedAt,
});

describe('a link', () => {
  const waiting = toReplied().ticks();

  test('judges the round it was made for, and no other', () => {
    expect(linkState(link(1), waiting.matter, waiting.now)).toEqual({ kind: 'first' });
    expect(linkState(link(2), waiting.matter, waiting.now)).toEqual({ kind: 'over' });
    expect(linkState(link(1), opened().matter, monday)).toEqual({ kind: 'over' });
  });

  test('never gives a second first verdict once it is used', () => {
    expect(linkState(link(1, undefined, waiting.now), waiting.matter, waiting.now)).toEqual({ kind: 'over' });
  });

  test('ends with its time, three days after the window', () => {
    const { matter, now } = waiting;
    const closes = matter.windowClosesAt as Instant;
    const expiresAt = linkExpiry(matter, now, now);
    expect(msOf(expiresAt) - msOf(closes)).toBe(3 * 86_400_000);
    expect(linkState(link(1, expiresAt), matter, expiresAt).kind).toBe('first');
    expect(linkState(link(1, expiresAt), matter, instantFromMs(msOf(expiresAt) + 1)).kind).toBe('expired');
  });

  test('changes a verdict for three days, also a "no" whose rework has begun, and not the next round\'s', () => {
    const no = play([[raiser, say.judge('no')]], waiting);
    expect(linkState(link(1), no.matter, no.now).kind).toBe('change');
    expect(linkState(link(1), no.matter, instantFromMs(msOf(no.now) + 4 * 86_400_000)).kind).toBe('given');
    const again = play(
      [
        [people.handler, say.acknowledge],
        [people.handler, say.contact()],
        [people.handler, say.reply()],
      ],
      no,
    );
    expect(changeUntil(again.matter, again.now)).toBeNull();
    expect(linkState(link(1), again.matter, again.now).kind).toBe('given');
    expect(linkState(link(2), again.matter, again.now).kind).toBe('first');
  });

  test('an archived verdict is not changed but reopened', () => {
    const done = play([[raiser, say.judge('yes')], 4], waiting);
    expect(done.matter.status).toBe('archived');
    expect(linkState(link(1), done.matter, waiting.now).kind).toBe('given');
  });
});

describe('after a verdict', () => {
  test('the words follow what happens: solved, partly, rework, a level up, the meeting', () => {
    let at = toReplied().ticks();
    expect(afterVerdict('yes', 1, play([[raiser, say.judge('yes')]], at).matter)).toBe('solved');
    expect(afterVerdict('partly', 1, play([[raiser, say.judge('partly')]], at).matter)).toBe('partly');
    const seen: string[] = [];
    for (let round = 1; round <= 7 && at.matter.status !== 'judged'; round += 1) {
      at = play([[raiser, say.judge('no')]], at);
      seen.push(afterVerdict('no', round, at.matter));
      if (at.matter.status === 'judged') break;
      at = play(
        [
          [people.handler, say.acknowledge],
          [people.handler, say.contact()],
          [people.handler, say.reply()],
        ],
        at,
      ).ticks();
    }
    expect(seen).toEqual(['rework', 'rework', 'climbed', 'climbed', 'climbed', 'meeting']);
  });
});

describe('calls', () => {
  const at = (minutes: number): Instant => instantFromMs(msOf(monday) + minutes * 60_000);

  test('three rings in a row are one, and the next useful time is two hours on', () => {
    expect(callsSoFar([])).toEqual({ unreached: 0, reached: false, nextUsefulAt: null });
    expect(callsSoFar([0, 5, 10].map((m) => ({ at: at(m), reached: false })))).toEqual({
      unreached: 1,
      reached: false,
      nextUsefulAt: at(120),
    });
  });

  test('it counts as the engine counts, whatever the calls were', () => {
    const calls = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 300 }), reached: fc.boolean() }), { maxLength: 12 });
    const context = contextOf(people.caller, monday, dayLimits());
    fc.assert(
      fc.property(calls, (list) => {
        let minutes = 0;
        const attempts: Attempt[] = list.map(({ gap, reached }) => {
          minutes += gap;
          return { at: at(minutes), reached };
        });
        return callsSoFar(attempts).unreached === distinctAttempts({ ...opened().matter, attempts }, context);
      }),
    );
  });
});

describe('the proof of access', () => {
  test('reads four digits and the code of the receipt as people type them', () => {
    expect(readProof('１２３４')).toEqual({ kind: 'last4', value: '1234' });
    expect(readProof(' 12-34 ')).toEqual({ kind: 'last4', value: '1234' });
    expect(readProof('abcd ２345')).toEqual({ kind: 'code', value: 'ABCD2345' });
    for (const wrong of ['', '123', '12345', 'abcd', "' or 1=1", '１２３四']) expect(readProof(wrong)).toBeNull();
  });

  test('a ticket says for which matter and until when, half an hour on', () => {
    const id = '01JDB0000000000000000000AB';
    const read = readTicketBody(ticketBody(id, monday));
    expect(read?.matterId).toBe(id);
    expect(msOf(read?.until as Instant) - msOf(monday)).toBe(30 * 60_000);
    for (const wrong of ['', 'x.y', `${id}.`, `${id}.zz`, `${id}.aaaaaaaaaaaa`]) expect(readTicketBody(wrong)).toBeNull();
  });
});

describe('what a raiser is told', () => {
  test('neither names of staff nor words of notes, contacts, calls, recusals or exclusions', () => {
    const secret = '内部秘密词';
    const hidden: EventType[] = [
      'summarised',
      'classified',
      'recused',
      'handedOver',
      'copyJoined',
      'exclusionAsked',
      'exclusionRuled',
      'exclusionAppealed',
      'appealRuled',
    ];
    for (const type of hidden) expect((told[type] as (data: unknown) => unknown)({ reason: secret })).toBeNull();
    const quiet = [
      told.noted({ words: secret, evidence: [] }),
      told.contacted({ how: 'phone', words: secret, reached: true }),
      told.callAttempted({ reached: false, words: secret }),
      told.acknowledged({ accountId: secret }),
      told.mergedInto({ mainId: secret, mainNumber: secret, owner: { unitId: 'x', accountId: secret }, reason: secret }),
      told.helperAsked({ unitId: 'x', task: secret, dueAt: monday }),
      told.sealed({ confidentiality: 'accusation', accusedUnitId: secret }),
    ];
    expect(JSON.stringify(quiet)).not.toContain(secret);
  });

  test('numbers of people that slipped into a reason or an answer are masked', () => {
    const line = told.replied({
      text: '请找 13812345678',
      outcome: 'support',
      basis: '',
      remedy: '',
      evidence: [],
      instant: false,
      viaMain: null,
      toldHow: '',
      inviteAt: monday,
      callBy: monday,
    });
    expect(JSON.stringify(line)).not.toContain('13812345678');
  });

  test('who holds it and why it waits is told in every state', () => {
    const at = [
      opened(),
      play([[people.dispatcher, say.dispatch()]]),
      play([
        [people.dispatcher, say.dispatch()],
        [people.handler, say.object],
      ]),
      toReplied().ticks(),
      play([[raiser, say.judge('yes')]], toReplied().ticks()),
    ];
    const views = at.map((p) => raiserView(p.matter, p.history, '示例村', null, p.now));
    expect(views.map((v) => [v.step, v.holderId, v.waits.for])).toEqual([
      [0, 'desk', 'dispatch'],
      [1, 'township', 'sign'],
      [1, 'township', 'objection'],
      [3, 'township', 'verdict'],
      [4, 'township', 'archive'],
    ]);
    expect(views.map((v) => v.may.judge)).toEqual([false, false, false, true, false]);
    expect(views[4]?.may.changeUntil).not.toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { opened, Play, people, play, raiser, say, toReplied } from '#test/support/matter.ts';
import { saysSomething } from './reply.ts';

const { dispatcher, handler, head, insider, caller, intake, colleague } = people;
const replied = toReplied();
const invited = replied.ticks();

describe('an answer is not an ending (P05)', () => {
  const working = play([
    [dispatcher, say.dispatch()],
    [handler, say.acknowledge],
  ]);

  test('it says what was done, on what basis, with something to show', () => {
    expect(working.refusal(handler, say.reply({ text: '您好，来信收悉，已转有关部门处理，感谢支持' }))).toBe('reply-says-nothing');
    expect(working.refusal(handler, say.reply({ basis: ' ' }))).toBe('reply-needs-basis');
    expect(working.refusal(handler, say.reply({ evidence: [] }))).toBe('reply-needs-evidence');
    expect(working.refusal(handler, say.reply({ outcome: 'notSupport', remedy: '' }))).toBe('name-the-route');
  });

  test('the record of this round is evidence enough, and nobody has to upload a photo', () => {
    const noted = play(
      [
        [handler, say.note()],
        [handler, say.reply({ evidence: [] })],
      ],
      working,
    );
    expect(noted.happened('replied')[0]).toMatchObject({ data: { evidence: [{ kind: 'record' }] } });
  });

  test('what the desk or another unit noted before is no evidence of the unit that answers', () => {
    const noted = play([
      [intake, say.contact()],
      [dispatcher, say.dispatch()],
      [handler, say.acknowledge],
    ]);
    expect(noted.matter).toMatchObject({ status: 'acknowledged', recordedInRound: 0 });
    expect(noted.refusal(handler, say.reply({ evidence: [] }))).toBe('reply-needs-evidence');
  });

  test('it is replied, not closed: the raiser is invited and somebody else calls', () => {
    expect(replied.matter.status).toBe('replied');
    expect(invited.matter).toMatchObject({ status: 'awaitingVerdict', archivedHow: null });
    expect(invited.clock('callback')).not.toBeNull();
    expect(invited.clock('reply')).toBeNull();
  });

  test('stock phrases alone say nothing, facts do', () => {
    expect(saysSomething('高度重视，进一步加强，压实责任')).toBe(false);
    expect(saysSomething('三盏路灯换了灯泡')).toBe(true);
  });
});

describe("the verdict is the raiser's (P14)", () => {
  test('a handler may not judge, whatever roles it holds', () => {
    for (const person of [handler, head, insider, colleague])
      for (const via of ['link', 'page', 'callback', 'paper'] as const)
        expect(invited.refusal(person, say.judge('yes', via)), `${person.id} ${via}`).toBe('handler-may-not-judge');
  });

  test('a caller of another unit writes down what was said, after the raiser was reached', () => {
    expect(invited.refusal(caller, say.judge('yes', 'callback'))).toBe('call-not-reached');
    const reached = play([[caller, say.call(true)]], invited);
    expect(reached.clock('callback')).toBeNull();
    expect(reached.refusal(caller, say.judge('yes', 'link'))).toBe('raiser-only');
    expect(play([[caller, say.judge('partly', 'callback')]], reached).matter.verdicts[0]).toMatchObject({
      solved: 'partly',
      via: 'callback',
    });
  });

  test('three calls in one hour are enough: the fourth is refused, whether somebody would answer or not, and an hour later it is taken', () => {
    const inVain = () => [caller, say.call(false)] as const;
    const three = play([inVain(), inVain(), inVain()], invited);
    for (const reached of [true, false]) expect(three.refusal(caller, say.call(reached))).toBe('called-too-often');
    expect(three.waits(1).refusal(caller, say.call(true))).toBeNull();
  });

  test('a paper verdict needs its signed page, whoever brings it', () => {
    for (const actor of [caller, raiser]) {
      expect(invited.refusal(actor, { ...say.judge('yes', 'paper'), proof: null } as never)).toBe('proof-missing');
      expect(invited.refusal(actor, say.judge('yes', 'paper'))).toBeNull();
    }
    expect(invited.refusal(raiser, say.judge('yes', 'callback'))).toBe('not-your-role');
  });

  test('nobody judges before there is an answer', () => {
    expect(opened().refusal(raiser, say.judge('yes'))).toBe('not-in-this-state');
    expect(opened().refusal(caller, say.judge('yes', 'callback'))).toBe('not-in-this-state');
  });

  test('yes is archived only when the raiser can no longer change it', () => {
    const judged = play([[raiser, say.judge('yes')]], invited);
    expect(judged.waits(2).matter.status).toBe('judged');
    expect(judged.waits(3).matter).toMatchObject({ status: 'archived', archivedHow: 'verdict' });
  });

  test('no opens the next round under the same number, with its owner and a new clock', () => {
    const no = play([2, [raiser, say.judge('no')]], invited);
    expect(no.matter).toMatchObject({
      number: replied.matter.number,
      status: 'dispatched',
      round: 2,
      owner: { unitId: 'township' },
      reply: null,
      contactedInRound: false,
    });
    expect(no.matter.deadline.startAt).toBe(no.now);
    expect(no.matter.verdicts).toHaveLength(1);
  });

  test('within three days the raiser may turn a no into a yes, and the rework ends', () => {
    const turned = play([[raiser, say.judge('no')], [handler, say.acknowledge], 2, [raiser, say.judge('yes')]], invited);
    expect(turned.matter).toMatchObject({ status: 'judged', verdicts: [{ round: 1, solved: 'yes' }] });
    expect(turned.waits(1).matter.archivedHow).toBe('verdict');
    expect(play([[raiser, say.judge('no')], 4], invited).refusal(raiser, say.judge('yes'))).toBe('change-window-over');
  });

  test('within three days the raiser may turn a yes into a no, and the next round begins', () => {
    expect(play([[raiser, say.judge('yes')], 2, [raiser, say.judge('no')]], invited).matter).toMatchObject({
      status: 'dispatched',
      round: 2,
      verdicts: [{ round: 1, solved: 'no' }],
    });
  });

  test('other words for the same no are kept as the verdict, and are no evidence for the handler', () => {
    const again = play(
      [
        [raiser, say.judge('no')],
        [handler, say.acknowledge],
        [raiser, { do: 'judge', solved: 'no', level: 2, words: '只修好一盏', via: 'link', proof: null }],
      ],
      invited,
    );
    expect(again.matter).toMatchObject({
      status: 'acknowledged',
      round: 2,
      verdicts: [{ round: 1, level: 2, words: '只修好一盏' }],
      recordedInRound: 0,
    });
  });

  test('a verdict is changed by nobody but the raiser', () => {
    expect(play([[raiser, say.judge('no')]], invited).refusal(caller, say.judge('yes', 'callback'))).toBe('judged-already');
  });
});

describe('silence is never satisfaction', () => {
  const rings = play([[caller, say.call(false)], 0.5, [caller, say.call(false)], 0.5, [caller, say.call(false)]], invited);

  test('three calls at different times and a window that has ended: no answer, and no verdict', () => {
    expect(rings.matter.status).toBe('awaitingVerdict');
    expect(rings.waits(7).matter).toMatchObject({ status: 'archived', archivedHow: 'noAnswer', verdicts: [] });
  });

  test('three rings in a row are one attempt', () => {
    const row = play([[caller, say.call(false)], [caller, say.call(false)], [caller, say.call(false)], 8], invited);
    expect(row.matter.status).toBe('awaitingVerdict');
    expect(play([[caller, say.call(false)], 0.5, [caller, say.call(false)]], row).matter).toMatchObject({ archivedHow: 'noAnswer' });
  });

  test('a window that ended without calls is asked for again every week, and closes nothing', () => {
    const month = invited.waits(30);
    expect(month.matter.status).toBe('awaitingVerdict');
    expect(month.happened('urged').filter((e) => e.type === 'urged' && e.data.about === 'verdictWindow')).toHaveLength(4);
  });

  test('who was reached once and said "later" is called again before silence counts', () => {
    const said = play([[caller, say.call(true)], 8], rings);
    expect(said.matter.status).toBe('awaitingVerdict');
    expect(play([[caller, say.call(false)], 1, [caller, say.call(false)], 1, [caller, say.call(false)]], said).matter.archivedHow).toBe(
      'noAnswer',
    );
  });

  test('without a phone the window alone decides', () => {
    expect(
      toReplied(opened({ hasContact: false }))
        .ticks()
        .waits(7).matter,
    ).toMatchObject({ archivedHow: 'noAnswer', verdicts: [] });
  });

  test('a refusal said to a caller is written down in words, and is no verdict', () => {
    expect(invited.refusal(caller, { do: 'refuseVerdict', words: '不愿评价' })).toBe('call-not-reached');
    const reached = play([[caller, say.call(true)]], invited);
    expect(reached.refusal(caller, { do: 'refuseVerdict', words: '' })).toBe('words-missing');
    expect(play([[caller, { do: 'refuseVerdict', words: '不愿评价' }]], reached).matter).toMatchObject({
      archivedHow: 'refused',
      verdicts: [],
    });
  });
});

describe('after the archive (P13)', () => {
  const archived = play([[raiser, say.judge('yes')], 3], invited);

  test('with a new fact the raiser reopens it within thirty days, under its number and with its last owner', () => {
    expect(archived.refusal(raiser, { do: 'reopen', fact: ' ' })).toBe('reopen-needs-fact');
    expect(play([30, [raiser, say.reopen]], archived).matter).toMatchObject({
      status: 'dispatched',
      round: 2,
      owner: { unitId: 'township' },
      archivedHow: null,
    });
    expect(archived.waits(31).refusal(raiser, say.reopen)).toBe('reopen-late');
  });

  test('after 30 and 90 days another unit looks back; what did not hold comes back', () => {
    expect(archived.refusal(caller, { do: 'checkBack', holds: true, words: '亮着' })).toBe('check-back-not-due');
    expect(archived.waits(30).refusal(insider, { do: 'checkBack', holds: true, words: '亮着' })).toBe('handler-may-not-judge');
    const held = play([30, [caller, { do: 'checkBack', holds: true, words: '亮着' }]], archived);
    expect(held.matter).toMatchObject({ status: 'archived', checkBackAt: [expect.anything()] });
    expect(play([60, [caller, { do: 'checkBack', holds: false, words: '又灭了' }]], held).matter).toMatchObject({
      status: 'dispatched',
      round: 2,
    });
  });

  test('a unit dissolved meanwhile cannot have it again: it goes to the desk', () => {
    const elsewhere = new Play(
      { ...replied.matter, owner: { unitId: 'dissolved', accountId: null } },
      replied.now,
      replied.history,
      replied.limits,
    );
    expect(play([[raiser, say.judge('no')]], elsewhere).matter).toMatchObject({
      status: 'registered',
      owner: { unitId: 'desk' },
      round: 2,
    });
  });

  test('what was never accepted is dispatched when it is reopened, not handled by the desk that turned it away', () => {
    const refused = play([[dispatcher, { do: 'notAccept', kind: 'legalRoute', reason: '已诉讼', route: '法院' }], 3, [raiser, say.reopen]]);
    expect(refused.matter).toMatchObject({ status: 'registered', owner: { unitId: 'desk' }, round: 2 });
    expect(play([[dispatcher, say.dispatch()]], refused).refusal(handler, say.object), 'its first unit may object once').toBeNull();
  });
});

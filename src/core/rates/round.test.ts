import { describe, expect, test } from 'vitest';
import { opened, type Play, people, play, raiser, say, toReplied } from '#test/support/matter.ts';
import { roundsOf } from './round.ts';
import { matterIn, tallyOf } from './tally.ts';

const of = (one: Play) => roundsOf('01MATTER', one.history);
const year = { from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z', now: '2027-01-01T00:00:00.000Z' } as const;
const count = (one: Play) => tallyOf([of(one)], year);

describe('a round of a matter', () => {
  test('a concern nobody has taken up is due all the same, and overdue in the end', () => {
    expect(count(opened())).toMatchObject({ due: 1, closed: 0, overdue: 1, needContact: 0, dispatched: 0 });
  });

  test('answered in time and called solved', () => {
    const t = count(play([1, [raiser, say.judge('yes')]], toReplied()));
    expect(t).toMatchObject({
      due: 1,
      closed: 1,
      overdue: 0,
      needContact: 1,
      contactInTime: 1,
      answered: 1,
      yes: 1,
      level5: 1,
      reworked: 0,
    });
  });

  test('an answer alone is closed, neither answered nor solved, and silence stays silence', () => {
    const closed = play([9], toReplied(opened({ hasContact: false })));
    expect(closed.matter.archivedHow).toBe('noAnswer');
    expect(count(closed)).toMatchObject({ closed: 1, answered: 0, yes: 0, level5: 0, unreached: 1 });
  });

  test('"no" opens a second round; the period of each keeps its own outcome, and a period with both counts the matter once', () => {
    const no = play([1, [raiser, say.judge('no')]], toReplied());
    const again = play(
      [3, [people.handler, say.acknowledge], [people.handler, say.contact()], [people.handler, say.reply()], [raiser, say.judge('yes')]],
      no,
    );
    const [first, second] = of(again);
    expect(first?.dueAt).not.toBe(second?.dueAt);
    expect(first).toMatchObject({ round: 1, solved: 'no', reworked: true });
    expect(second).toMatchObject({ round: 2, solved: 'yes', reworked: false });
    expect(count(again)).toMatchObject({ due: 1, yes: 1, no: 0, reworked: 1 });
    expect(count(no), 'a "no" stands until another verdict comes').toMatchObject({ due: 1, answered: 1, no: 1, closed: 1, overdue: 1 });
    const firstOnly = { ...year, until: second?.dueAt ?? year.until };
    expect(tallyOf([of(again)], firstOnly)).toMatchObject({ due: 1, no: 1, yes: 0, reworked: 1 });
  });

  test('a "no" taken back within three days takes back the round that had followed', () => {
    const no = play([[raiser, say.judge('no')]], toReplied());
    expect(of(no)).toHaveLength(2);
    const yes = play([1, [raiser, say.judge('yes')]], no);
    expect(of(yes)).toMatchObject([{ round: 1, solved: 'yes', reworked: false }]);
  });

  test('words are known to be there, and are not kept', () => {
    const judged = play([[raiser, { do: 'judge', solved: 'partly', level: 3, words: '修了两盏', via: 'page', proof: null }]], toReplied());
    expect(of(judged)[0]).toMatchObject({ hasWords: true, solved: 'partly' });
    expect(JSON.stringify(of(judged))).not.toContain('修了两盏');
  });

  test('an objection counts for the round, and the desk that gets it back answers for it until it is given again', () => {
    const back = play([
      [people.dispatcher, say.dispatch('bureau')],
      [people.bureau, say.object],
      [people.officeToo, say.rule('upheld')],
    ]);
    expect(of(back)[0]).toMatchObject({ objected: true, unitId: 'desk' });
    const given = play([[people.dispatcher, say.dispatch('township')]], back);
    expect(of(given)[0]).toMatchObject({ objected: true, unitId: 'township' });
    expect(count(given)).toMatchObject({ dispatched: 1, objected: 1 });
  });

  test('while its clock stands still no answer is due, and one that comes meanwhile is in time', () => {
    const paused = play([
      [people.dispatcher, say.dispatch('township')],
      [people.handler, say.acknowledge],
      [people.handler, say.contact()],
      [people.handler, { do: 'askPause', cause: 'force-majeure', reason: '山洪断路', until: '2026-03-20' }],
      [people.hotline, { do: 'rulePause', granted: true, reason: '属实' }],
    ]);
    expect(of(paused)[0]?.dueAt).toBeNull();
    expect(matterIn(of(paused), year)).toBeNull();
    const late = play([[people.handler, say.reply()]], paused.sleeps(60));
    expect(count(late)).toMatchObject({ due: 1, closed: 1, overdue: 0 });
  });

  test('an exclusion touches rates only when it is granted, and a refused one counts on', () => {
    const judged = play([[raiser, say.judge('no')]], toReplied());
    const asked = play([[people.handler, { do: 'askExclusion', kind: 'abuse', reason: '与职责无关' }]], judged);
    expect(of(asked)[0]?.excluded).toBe(false);
    const granted = play([[people.officeToo, { do: 'ruleExclusion', granted: true, reason: '属实' }]], asked);
    expect(of(granted).map((one) => one.excluded)).toEqual([true, false]);
    const refused = play([[people.officeToo, { do: 'ruleExclusion', granted: false, reason: '不属实' }]], asked);
    expect(of(refused)[0]).toMatchObject({ excluded: false, solved: 'no' });
  });

  test('turned away, handed to an emergency service or ended is told apart and is in no rate', () => {
    const away = play([[people.dispatcher, { do: 'notAccept', kind: 'legalRoute', reason: '已在诉讼', route: '法院' }]]);
    expect(count(away)).toMatchObject({ due: 0, notAccepted: 1 });
    const urgent = play([[people.intake, { do: 'handToEmergency', service: '119', note: '起火', reference: '' }]]);
    expect(count(urgent)).toMatchObject({ due: 0, emergency: 1 });
  });

  test("a leader's instruction is no resident's concern and adds nothing", () => {
    const directive = opened({ channel: 'directive', limitKey: 'super.urgent' });
    expect(of(toReplied(directive))).toEqual([]);
  });

  test('whoever was not reached is not in contact, however often somebody rang', () => {
    const rang = play([
      [people.dispatcher, say.dispatch('township')],
      [people.handler, say.acknowledge],
      [people.handler, say.contact(false)],
    ]);
    expect(count(rang)).toMatchObject({ needContact: 1, contactInTime: 0, contacted: 0 });
  });
});

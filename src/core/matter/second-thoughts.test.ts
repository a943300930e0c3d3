// Reminding a unit, and taking back the own last entry: what is added, what stays, and what cannot be taken back.
import { describe, expect, test } from 'vitest';
import { later, opened, type Play, people, play, say } from '#test/support/matter.ts';
import type { Command } from './commands.ts';
import { matterOf } from './matter.ts';

const last = (at: Play): Extract<Command, { do: 'takeBack' }> => {
  const event = at.history.at(-1);
  if (!event) throw new Error('no history');
  const by = event.actor.kind === 'staff' ? event.actor.id : '';
  return { do: 'takeBack', entry: { seq: event.seq, type: event.type, by, at: event.at }, reason: '派错了' };
};
const sent = play([[people.dispatcher, say.dispatch('township')]]);
const working = play(
  [
    [people.handler, say.acknowledge],
    [people.handler, say.contact()],
  ],
  sent,
);

describe('a reminder', () => {
  test('is sent once a day, and moves no clock', () => {
    const reminded = sent.does(people.dispatcher, { do: 'remind', words: '请抓紧' });
    expect(reminded.matter.clocks).toEqual(sent.matter.clocks);
    expect(reminded.matter.urges).toBe(sent.matter.urges);
    expect(reminded.refusal(people.hotline, { do: 'remind', words: '' })).toBe('reminded-today');
    expect(reminded.sleeps(1).refusal(people.hotline, { do: 'remind', words: '' })).toBeNull();
  });
  test('is not for the unit itself, and not before a unit has the matter', () => {
    expect(sent.refusal(people.handler, { do: 'remind', words: '' })).toBe('not-your-role');
    expect(opened().refusal(people.dispatcher, { do: 'remind', words: '' })).toBe('not-in-this-state');
  });
});

describe('taking back', () => {
  test('a dispatch just made goes back to the desk; the entry stays and the reply clock runs on', () => {
    const back = sent.does(people.dispatcher, last(sent));
    expect(back.matter).toMatchObject({ status: 'registered', owner: { unitId: 'desk', accountId: null } });
    expect(back.history.map((e) => e.type)).toEqual(['registered', 'dispatched', 'takenBack']);
    expect(back.clock('reply')).toBe(sent.clock('reply'));
    expect([back.clock('sign'), back.clock('contact')]).toEqual([null, null]);
    expect(back.clock('dispatch')).not.toBeNull();
    const again = back.sleeps(1).does(people.dispatcher, say.dispatch('department'));
    expect(again.matter.deadline.dueAt).toBe(sent.matter.deadline.dueAt);
    expect(again.matter.handledBy).toEqual(['township', 'department']);
    expect(matterOf(again.matter.id, again.history)).toEqual(again.matter);
  });
  test('a note just made no longer counts as evidence of the round, and stays in the record', () => {
    const noted = working.does(people.handler, say.note());
    const back = noted.does(people.handler, last(noted));
    expect(back.matter.recordedInRound).toBe(working.matter.recordedInRound);
    expect(back.happened('noted')).toHaveLength(1);
  });
  test('a reply that leans on nothing but the note taken back is refused', () => {
    const only = play(
      [
        [people.handler, say.acknowledge],
        [people.handler, say.note()],
      ],
      sent,
    );
    const back = only.does(people.handler, last(only));
    expect(only.refusal(people.handler, say.reply({ evidence: [] }))).toBeNull();
    expect(back.refusal(people.handler, say.reply({ evidence: [] }))).toBe('reply-needs-evidence');
  });
  test('nobody takes back for another, or anything else than a dispatch or a note', () => {
    expect(sent.refusal(people.hotline, last(sent))).toBe('take-back-not');
    expect(working.refusal(people.handler, last(working))).toBe('take-back-not');
  });
  test('what was followed by something, or is half an hour old, stays', () => {
    expect(play([[people.handler, say.acknowledge]], sent).refusal(people.dispatcher, last(sent))).toBe('take-back-late');
    const late = sent.sleeps(31 / 1440);
    expect(late.refusal(people.dispatcher, last(sent))).toBe('take-back-late');
    expect(sent.sleeps(29 / 1440).refusal(people.dispatcher, last(sent))).toBeNull();
    expect(later(sent.now, 1)).not.toBe(sent.now);
  });
  test('what was ruled is not undone by taking back', () => {
    const ruled = play(
      [
        [people.handler, say.object],
        [people.hotline, say.rule('designated', 'department')],
      ],
      sent,
    );
    const claimed: Command = {
      do: 'takeBack',
      entry: { seq: ruled.matter.version, type: 'dispatched', by: people.hotline.id, at: ruled.now },
      reason: '',
    };
    expect(ruled.refusal(people.hotline, claimed)).toBe('take-back-not');
  });
});

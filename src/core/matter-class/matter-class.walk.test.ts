// The promises of SM-06, each a named test, on every state of a class that can be reached with up to two measures in a round; who asks is everybody.
import { describe, expect, test } from 'vitest';
import { isUnder } from '#test/support/matter.ts';
import { type ClassStep, walkClasses } from '#test/support/matter-class.ts';
import { classOf } from './matter-class.ts';
import { classTable } from './possible.ts';
import { isStructural, measuresNow } from './state.ts';

type Promise = (step: ClassStep, fail: (what: string) => void) => void;
const byOwner = ({ before, actor }: ClassStep): boolean =>
  actor.kind === 'staff' && before.owner !== null && isUnder(actor.unitId, before.owner.unitId);
const promises: Record<string, Promise> = {
  'measures begin only with an owner, a cause found in this round and one measure that changes how things are': (s, fail) => {
    if (s.after.status !== 'acting' || s.before.status === 'acting') return;
    if (s.after.owner === null || s.after.causeRound !== s.after.round || !measuresNow(s.after).some(isStructural)) fail('began without');
  },
  'once begun, it never loses the last measure that changes how things are': (s, fail) => {
    if (s.after.status === 'acting' && !measuresNow(s.after).some(isStructural)) fail('lost it');
  },
  'from its establishment on it has one owner: a unit and a person': (s, fail) => {
    if (['established', 'acting', 'observing', 'effective', 'ineffective', 'archived'].includes(s.after.status) && s.after.owner === null)
      fail('nobody');
  },
  'who works on it neither judges its effect, nor leaves matters out, nor lengthens the observation, nor archives it': (s, fail) => {
    if (byOwner(s) && ['conclude', 'exclude', 'include', 'split', 'extendObservation', 'archive', 'review'].includes(s.command.do))
      fail(s.command.do);
  },
  'effective is said only after at least two whole periods and with an interval below one': (s, fail) => {
    if (s.after.status !== 'effective' || s.before.status === 'effective') return;
    const seen = s.before.observation;
    if (!seen || seen.periods < 2 || s.today < seen.until) fail('too soon');
    if (s.effect.verdict !== 'fell' || s.after.conclusion?.effect.high === null || (s.after.conclusion?.effect.high ?? 1) >= 1)
      fail('not shown');
  },
  'the observation begins only when every measure is done': (s, fail) => {
    if (s.after.status === 'observing' && s.before.status === 'acting' && measuresNow(s.before).some((one) => one.done === null))
      fail('open measures');
  },
  'only what worked is archived, and only with what keeps it so': (s, fail) => {
    if (s.after.status !== 'archived' || s.before.status === 'archived') return;
    if (s.before.status !== 'effective' || !s.after.lasting || s.after.reviewBy === null) fail(`from ${s.before.status}`);
  },
  'a relapse opens it again under its number, for the same owner, and only the clock tells it': (s, fail) => {
    if (s.after.relapses.length === s.before.relapses.length) return;
    if (s.actor.kind !== 'clock' || s.after.status !== 'established' || s.after.round !== s.before.round + 1) fail('not as it should');
    if (s.after.owner?.unitId !== s.before.owner?.unitId || s.after.measures.length !== s.before.measures.length) fail('forgot');
  },
  'after a relapse, or when nothing helped, the old cause and the old measures are no answer': (s, fail) => {
    if (s.after.round > s.before.round && (s.after.causeRound === s.after.round || measuresNow(s.after).length > 0)) fail('counted');
  },
  'nothing a class ever held is taken out of its record': (s, fail) => {
    if (s.after.measures.length < s.before.measures.length || s.after.version <= s.before.version) fail('gone');
  },
};

describe('every state of a class', () => {
  const failed = new Map<string, string>();
  const walked = walkClasses((step, fail) => {
    for (const [name, promise] of Object.entries(promises))
      promise(step, (what) => {
        failed.set(name, what);
        fail(`${name}: ${what}`);
      });
  });
  test('the walk is whole: every question was answered somewhere, and every state is plain data that its history gives again', () => {
    console.log(`classes: ${walked.nodes.length} states, ${walked.transitions} transitions`);
    expect(walked.nodes.length).toBeGreaterThan(150);
    expect(Object.keys(classTable).filter((name) => !walked.done.has(name) && name !== 'absorb')).toEqual([]);
    expect(new Set(walked.nodes.map((node) => node.m.status)).size).toBe(10);
    for (const { m, history } of walked.nodes) {
      expect(JSON.parse(JSON.stringify(m))).toEqual(m);
      expect(classOf(m.id, history)).toEqual(m);
    }
  });
  for (const name of Object.keys(promises))
    test(name, () => expect([failed.get(name), [...walked.broken].filter(([what]) => what.startsWith(name))]).toEqual([undefined, []]));
  test('from every state there is a way to an end: archived, set aside or merged', () => {
    const into = new Map<number, number[]>();
    for (const [from, to] of walked.edges) into.set(to, [...(into.get(to) ?? []), from]);
    const found = new Set(walked.nodes.flatMap((node, i) => (['archived', 'setAside', 'merged'].includes(node.m.status) ? [i] : [])));
    const queue = [...found];
    for (let i = 0; i < queue.length; i += 1)
      for (const before of into.get(queue[i] ?? -1) ?? [])
        if (!found.has(before)) {
          found.add(before);
          queue.push(before);
        }
    expect(walked.nodes.filter((_, i) => !found.has(i)).map((node) => node.trail())).toEqual([]);
  });
});

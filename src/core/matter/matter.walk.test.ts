// The promises of the method, proved by walking: every question to every state that a concern can reach, until nothing new appears (P05, P07-P14).
// `npm run walk:states` walks further. Which states count as the same is said in test/support/walk.ts.
import { afterAll, describe, expect, test } from 'vitest';
import { historyOf, lost, roots, trail, walk, walkLimits } from '#test/support/walk.ts';
import { allAsks, namesAsked } from '#test/support/walk-asks.ts';
import { nodePromises, promisesWith, stepPromises } from '#test/support/walk-promises.ts';
import { matterOf } from './matter.ts';
import { table } from './possible.ts';

const from = performance.now();
const walked = walk(roots(), { cost: 0 }, promisesWith(walkLimits));
const seconds = (performance.now() - from) / 1000;

describe('on every state and step from the desk to the archive and back', () => {
  for (const promise of [...Object.keys(stepPromises), ...Object.keys(nodePromises)])
    test(promise, () => expect(walked.broken.get(promise)).toBeUndefined());

  test('the clock comes to rest within the twelve steps that the worker grants', () =>
    expect(walked.broken.get('the clock comes to rest')).toBeUndefined());

  test('no dead end: from every state there is a way to the archive', () => {
    expect(lost(walked, (node) => node.m.status === 'archived').map(trail)).toEqual([]);
  });

  test('whoever has it cannot keep it by doing nothing: time and others bring it to an end or to another unit', () => {
    const stuck = lost(
      walked,
      (node) => node.m.status === 'archived' || node.m.escalation >= 2,
      (edge) => !edge.byOwner,
    );
    expect(stuck.map(trail)).toEqual([]);
  });

  test('every state that is not archived has a clock running, or a person outside the owner unit who can act', () => {
    const outside = new Set(walked.edges.filter((edge) => !edge.byOwner && edge.from !== edge.to).map((edge) => edge.from));
    const silent = walked.nodes.filter(
      (node) => node.m.status !== 'archived' && !node.m.clocks.some((c) => !c.told) && !outside.has(node.id),
    );
    expect(silent.map(trail)).toEqual([]);
  });

  test('a whole history read again gives the state that was built step by step', () => {
    for (const node of walked.nodes.filter((n) => n.id % 50 === 0)) expect(matterOf(node.m.id, historyOf(node))).toEqual(node.m);
  });

  test('the same state, question and moment get the same answer', () => {
    const once = walk(roots().slice(2), { cost: 0, rounds: 1 });
    expect(walk(roots().slice(2), { cost: 0, rounds: 1 }).nodes.map((n) => n.key)).toEqual(once.nodes.map((n) => n.key));
  });

  test('every command there is was asked, of every actor', () => {
    expect([...namesAsked].sort()).toEqual(Object.keys(table).sort());
    expect(new Set(allAsks.map((a) => a.actor)).size).toBeGreaterThan(12);
  });
});

afterAll(() => {
  process.stdout.write(
    `walked ${walked.nodes.length} states and ${walked.transitions} transitions with ${walked.asked} questions in ${seconds.toFixed(1)} s\n`,
  );
});

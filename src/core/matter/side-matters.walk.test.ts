// The same promises with a side matter open at every point of the first round: objection, extension, hold, pause, termination, seal, recusal, help,
// merger, escalation, exclusion. And nothing that can happen, or be refused, is without a way to it.
import { afterAll, describe, expect, test } from 'vitest';
import { lost, roots, trail, walk, walkLimits } from '#test/support/walk.ts';
import { nodePromises, promisesWith, stepPromises } from '#test/support/walk-promises.ts';
import type { EventType } from './events.ts';
import { refusals } from './refusals.ts';
import { table } from './possible.ts';

const from = performance.now();
const walked = walk(roots().slice(0, 1), { cost: 1, rounds: 1 }, promisesWith(walkLimits));
const seconds = (performance.now() - from) / 1000;

describe('with a side matter open', () => {
  for (const promise of [...Object.keys(stepPromises), ...Object.keys(nodePromises)]) test(promise, () => expect(walked.broken.get(promise)).toBeUndefined());

  test('the clock comes to rest within the twelve steps that the worker grants', () => expect(walked.broken.get('the clock comes to rest')).toBeUndefined());

  test('no dead end: from every state there is a way to the archive', () => {
    expect(lost(walked, (node) => node.m.status === 'archived').map(trail)).toEqual([]);
  });

  test('whoever has it cannot keep it by doing nothing: time and others bring it to an end or to another unit', () => {
    const stuck = lost(walked, (node) => node.m.status === 'archived' || node.m.escalation >= 2, (edge) => !edge.byOwner);
    expect(stuck.map(trail)).toEqual([]);
  });
});

test('every event there is happens somewhere', () => {
  const all: Record<EventType, true> = {
    registered: true, summarised: true, classified: true, sealed: true, recused: true, dispatched: true, acknowledged: true, contacted: true, noted: true, helperAsked: true,
    helperReported: true, handedOver: true, objected: true, objectionRuled: true, extensionAsked: true, extensionRuled: true, held: true, holdConfirmed: true, resumed: true,
    pauseAsked: true, pauseRuled: true, pauseEnded: true, terminationAsked: true, terminationRuled: true, notAccepted: true, handedToEmergency: true, mergedInto: true,
    copyJoined: true, ownerFollowed: true, replied: true, verdictInvited: true, callAttempted: true, judged: true, verdictRefused: true, verdictWindowClosed: true,
    reworkOpened: true, escalated: true, designated: true, concludedUnresolved: true, exclusionAsked: true, exclusionRuled: true, exclusionAppealed: true, appealRuled: true,
    archived: true, reopened: true, checkedBack: true, lightTurned: true, urged: true, deadlineRecomputed: true,
  };
  // These need more rounds or rulings than this walk takes; what-is-refused.test.ts and ladder.test.ts play them one by one.
  const elsewhere = ['registered', 'concludedUnresolved'];
  expect(Object.keys(all).filter((type) => !walked.events.has(type as EventType) && !elsewhere.includes(type))).toEqual([]);
});

test('every command there is gets done somewhere', () => {
  const elsewhere = ['concludeUnresolved'];
  expect(Object.keys(table).filter((name) => !walked.done.has(name) && !elsewhere.includes(name))).toEqual([]);
});

test('every refusal is met somewhere', () => {
  const elsewhere: string[] = [];
  expect(refusals.filter((code) => !walked.refusals.has(code) && !elsewhere.includes(code))).toEqual([]);
});

afterAll(() => {
  process.stdout.write(`walked ${walked.nodes.length} states and ${walked.transitions} transitions with ${walked.asked} questions in ${seconds.toFixed(1)} s\n`);
});

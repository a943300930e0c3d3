// The same promises with a side matter open at every point of the first round: objection, extension, hold, pause, termination, seal, recusal, help,
// merger, escalation, exclusion. And nothing that can happen, or be refused, is without a way to it.
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { opened, type Play, people, play, raiser, say, toReplied } from '#test/support/matter.ts';
import { lost, roots, trail, walk, walkLimits } from '#test/support/walk.ts';
import { nodePromises, promisesWith, stepPromises } from '#test/support/walk-promises.ts';
import type { Command } from './commands.ts';
import type { Actor, EventType } from './events.ts';
import { statuses } from './matter.ts';
import { table } from './possible.ts';
import { refusals } from './refusals.ts';

const from = performance.now();
const walked = walk(roots().slice(0, 1), { cost: 1, rounds: 1 }, promisesWith(walkLimits));
const seconds = (performance.now() - from) / 1000;

// Two late stretches: a third "no" before the standing meeting, and an answer to somebody without a phone.
const start = opened({}, walkLimits);
const given = play(
  [
    [people.dispatcher, say.dispatch()],
    [people.handler, say.acknowledge],
  ],
  start,
);
const no = (from: Play): Play =>
  play(
    [
      [people.handler, say.acknowledge],
      [people.handler, say.reply()],
      [raiser, say.judge('no')],
    ],
    from,
  );
const top = play(
  [
    [people.handler, say.escalate],
    [people.handler, say.escalate],
    [people.handler, say.escalate],
    [people.handler, say.reply()],
    [raiser, say.judge('no')],
  ],
  given,
);
const thirdNo = no(no(top));
const silent = toReplied(opened({ hasContact: false }, walkLimits));
const late = walk([thirdNo, silent], { cost: 0, rounds: 1 }, promisesWith(walkLimits));
const moves = new Set([...walked.moves, ...late.moves]);
const met = new Set([...walked.refusals, ...late.refusals]);

describe('with a side matter open', () => {
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
});

describe('docs/states.md', () => {
  const text = readFileSync(new URL('../../../docs/states.md', import.meta.url), 'utf8');
  const arrows = [...text.matchAll(/^ {2}(\w+) --> (\w+): (\w+)$/gm)].map(([, from, to, command]) => `${from} ${command} ${to}`);

  test('every arrow in the picture is a way that a matter really takes', () => {
    expect(arrows.length).toBeGreaterThan(30);
    expect(arrows.filter((arrow) => !moves.has(arrow))).toEqual([]);
  });

  test('every state in which a matter rests is in it, and those that are only passed are named', () => {
    const drawn = new Set(arrows.flatMap((arrow) => [arrow.split(' ')[0], arrow.split(' ')[2]]));
    const rests = new Set(walked.nodes.map((node) => node.m.status));
    expect(statuses.filter((status) => rests.has(status) && !drawn.has(status))).toEqual([]);
    expect(statuses.filter((status) => !rests.has(status))).toEqual(['notAccepted', 'emergency', 'terminated']);
    for (const status of statuses) expect(text).toContain(status);
  });

  test('every action it names is in the table', () => {
    const named = [
      ...arrows.map((arrow) => arrow.split(' ')[1] ?? ''),
      ...[...text.matchAll(/`([a-z]+[A-Z]?\w*)`/g)].map(([, word]) => word ?? ''),
    ];
    const known = new Set([...Object.keys(table), ...statuses, 'archivedHow']);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

test('every event there is happens somewhere', () => {
  const all: Record<EventType, true> = {
    registered: true,
    summarised: true,
    classified: true,
    sealed: true,
    recused: true,
    dispatched: true,
    acknowledged: true,
    contacted: true,
    noted: true,
    helperAsked: true,
    helperReported: true,
    handedOver: true,
    objected: true,
    objectionRuled: true,
    extensionAsked: true,
    extensionRuled: true,
    held: true,
    holdConfirmed: true,
    resumed: true,
    pauseAsked: true,
    pauseRuled: true,
    pauseEnded: true,
    terminationAsked: true,
    terminationRuled: true,
    notAccepted: true,
    handedToEmergency: true,
    mergedInto: true,
    copyJoined: true,
    ownerFollowed: true,
    replied: true,
    verdictInvited: true,
    callAttempted: true,
    judged: true,
    verdictRefused: true,
    verdictWindowClosed: true,
    reworkOpened: true,
    escalated: true,
    designated: true,
    concludedUnresolved: true,
    exclusionAsked: true,
    exclusionRuled: true,
    exclusionAppealed: true,
    appealRuled: true,
    archived: true,
    reopened: true,
    checkedBack: true,
    lightTurned: true,
    urged: true,
    reminded: true,
    takenBack: true,
    deadlineRecomputed: true,
  };
  expect(
    Object.keys(all).filter(
      (type) => type !== 'registered' && !walked.events.has(type as EventType) && !late.events.has(type as EventType),
    ),
  ).toEqual([]);
});

test('every command there is gets done somewhere', () => {
  expect(Object.keys(table).filter((name) => !walked.done.has(name) && !late.done.has(name))).toEqual([]);
});

test('every refusal is met somewhere', () => {
  // What these depend on is kept out of the walk (duty lists, another post, a second wait for papers); here they are asked directly.
  const ask = (categoryId: string, to: 'township' | 'bureau') => opened({ categoryId }).refusal(people.dispatcher, say.dispatch(to));
  const working = play([
    [people.dispatcher, say.dispatch()],
    [people.handler, say.acknowledge],
    [people.handler, say.contact()],
  ]);
  const paused = { do: 'askPause', cause: 'raiser-material', reason: '等产权证', until: '2026-03-04' } as const;
  const once: [Actor, Command][] = [
    [people.handler, paused],
    [people.hotline, { do: 'rulePause', granted: true, reason: '已告知' }],
    [people.handler, { do: 'endPause', reason: '已到' }],
  ];
  const hold: Command = { do: 'hold', measure: '计划', until: '2026-03-10', nextContactOn: '2026-03-11', reason: '天气' };
  const asked = play([[people.handler, { do: 'askTermination', reason: '撤回', basis: '第21条' }]], working);
  const sort = { do: 'classify', urgency: 'normal', effort: 'small', difficulty: 'single' } as const;
  const rung = play([[people.handler, say.reply()], ...[1, 2, 3].map((): [Actor, Command] => [people.caller, say.call(false)])], working);
  const direct = [
    rung.refusal(people.caller, say.call(false)),
    opened().refusal(people.intake, { ...sort, categoryId: 'no-such-category', placeId: null }),
    opened().refusal(people.intake, { ...sort, categoryId: null, placeId: 'no-such-place' }),
    ask('taken-back', 'township'),
    ask('roads', 'bureau'),
    ask('listed', 'bureau'),
    play([...once, ...once], working).refusal(people.handler, paused),
    working.refusal(people.handler, hold),
    asked.refusal({ ...people.hotline, id: people.handler.id }, { do: 'ruleTermination', granted: true, reason: '是', toldRaiser: '是' }),
  ];
  expect(refusals.filter((code) => !met.has(code) && !direct.includes(code))).toEqual([]);
});

afterAll(() => {
  process.stdout.write(
    `walked ${walked.nodes.length} states and ${walked.transitions} transitions with ${walked.asked} questions in ${seconds.toFixed(1)} s\n`,
  );
});

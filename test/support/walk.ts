// The walk: from a registered matter every question is put to every state that can be reached, breadth first, until nothing new appears.
// Two states are the same when nothing that decide() looks at differs; instants count by their distance from now. Test support, never production.
import type { Command } from '#core/matter/commands.ts';
import type { Context, Limits } from '#core/matter/context.ts';
import { decide } from '#core/matter/decide.ts';
import type { Actor, EventType, MatterEvent, RecordedEvent } from '#core/matter/events.ts';
import { evolve, type Matter } from '#core/matter/matter.ts';
import { table } from '#core/matter/possible.ts';
import { dayOf, type Instant, msOf } from '#core/time/day.ts';
import { clock, contextOf, dayLimits, later, opened, type Play, people, recorded } from './matter.ts';
import { type Ask, allAsks, spoiled } from './walk-asks.ts';

export const walkDays: Record<string, number> = {
  'hotline.dispatch': 1,
  'hotline.sign': 1,
  'hotline.contact': 1,
  'hotline.reply': 2,
  'hotline.objection.raise': 1,
  'hotline.objection.decide': 1,
  'hotline.callback': 1,
  'hotline.verdict': 1,
  'hotline.verdict.change': 1,
  'hotline.overdue.notice': 1,
  'hotline.overdue.critic': 1,
  'hotline.escalation': 1,
  'hotline.exclusion.apply': 1,
  'hotline.exclusion.decide': 1,
  'hotline.reopen': 2,
  'hotline.checkback.first': 1,
  'hotline.checkback.second': 2,
};
export const walkLimits: Limits = dayLimits(walkDays, '09:00');

export type Node = {
  m: Matter;
  now: Instant;
  key: string;
  cost: number;
  /** Units that owned it after dispatch or answered it: kept by the walk itself, to check `handledBy` against. */
  ghosts: readonly string[];
  from: Node | null;
  step: string;
  events: readonly RecordedEvent[];
  id: number;
};
export type Step = {
  before: Matter;
  after: Matter;
  actor: Actor;
  command: Command;
  events: readonly RecordedEvent[];
  now: Instant;
  ghosts: readonly string[];
};
export type Promises = {
  onStep?: (step: Step, fail: (promise: string, what: string) => void) => void;
  onNode?: (node: Node, fail: (promise: string, what: string) => void) => void;
};
/** `cost`: side matters on one path; `rounds`: how far beyond the first handling it goes (without it, for ever). */
export type Bounds = { cost: number; rounds?: number; asks?: readonly Ask[]; sleeps?: boolean; sample?: number };
/** From state to state; `byOwner`: only the owner unit itself goes this way. */
export type Edge = { from: number; to: number; byOwner: boolean };
export type Walked = {
  nodes: readonly Node[];
  transitions: number;
  asked: number;
  edges: readonly Edge[];
  events: ReadonlySet<EventType>;
  refusals: ReadonlySet<string>;
  broken: ReadonlyMap<string, string>;
  done: ReadonlySet<string>;
  /** Every step that led to another status: `dispatched acknowledge acknowledged`. */
  moves: ReadonlySet<string>;
};

const known = new Map<string, number>();
const ms = (at: Instant): number => {
  let value = known.get(at);
  if (value === undefined) known.set(at, (value = msOf(at)));
  return value;
};
const rel = (at: Instant | null | undefined, now: Instant): string => {
  if (at === null || at === undefined) return '';
  const days = Math.ceil((ms(at) - ms(now)) / 86_400_000);
  return days < 0 ? '-' : String(Math.min(days, 9));
};

const settled: readonly Matter['status'][] = ['replied', 'awaitingVerdict', 'judged', 'archived'];

/**
 * What decide() can tell apart, and nothing else: who and where it is, then what this part of the way looks at. Rounds count as first, second and
 * later (from the third on it climbs), so the walk needs no bound on rounds or reopenings: it is closed.
 */
export function keyOf(m: Matter, now: Instant): string {
  const at = (instant: Instant | null | undefined): string => rel(instant, now);
  const within = (instant: Instant | null | undefined, days: number): string => (instant ? at(later(instant, days)) : '');
  const last = m.verdicts.at(-1);
  const x = m.exclusion;
  const clocks = m.clocks
    .map((c) => `${c.kind}${c.told ? '!' : at(c.dueAt)}`)
    .sort()
    .join(' ');
  const helpers = m.helpers
    .filter((h) => h.acted || !h.done)
    .map((h) => `${h.unitId}${h.done}${h.acted}`)
    .sort()
    .join();
  const whole = [
    m.status,
    m.owner.unitId,
    [...m.handledBy].sort().join(),
    m.confidentiality,
    m.accusedUnitId,
    m.recused.join(),
    m.categoryId,
    helpers,
    clocks,
    m.dispatchedAt === null,
    m.ruled,
    m.returnedBy,
    Math.min(3, m.round),
    m.escalation,
    Math.min(2, m.pauses.filter((p) => p.cause === 'raiser-material').length),
    m.hasContact,
    m.wantsReply,
    m.copies.length,
    last ? `${m.round > last.round}${within(last.at, 1)}` : '',
    x ? `${x.state}${x.round === last?.round}${x.state === 'refused' ? at(x.appealBy) : ''}${x.state === 'appealed' ? x.ruledBy : ''}` : '',
  ].join('|');
  return `${whole}|${settled.includes(m.status) ? settledKey(m, now, at, within) : handlingKey(m, at, dayOf(now))}`;
}

type At = (instant: Instant | null | undefined) => string;
function settledKey(m: Matter, now: Instant, at: At, within: (instant: Instant | null | undefined, days: number) => string): string {
  if (m.status === 'archived') return [within(m.archivedAt, 2), m.checkBackAt.map(at).join()].join('|');
  const last = m.verdicts.at(-1);
  if (m.status === 'judged') return `${last?.solved}${at(last?.changeableUntil)}`;
  const reached = m.attempts.findLastIndex((a) => a.reached);
  const tries = new Set(m.attempts.slice(reached + 1).map((a) => a.at));
  return [reached >= 0, Math.min(3, tries.size), tries.has(now), m.windowClosesAt === null ? '' : m.windowClosesAt <= now].join('|');
}

function handlingKey(m: Matter, at: At, today: string): string {
  const suspended = m.status === 'objecting' || m.status === 'terminationPending';
  return [
    suspended ? m.statusBefore : '',
    at(m.deadline.dueAt),
    at(m.objectBy),
    m.contactedInRound,
    m.recordedInRound > 0,
    m.extension ? at(`${m.extension.until}T01:00:00.000Z` as Instant) : '',
    m.extensionsGranted,
    m.hold ? `${m.hold.confirmed}${at(m.hold.untilAt)}` : '',
    m.pauseAsked ? `${m.pauseAsked.cause}${m.pauseAsked.until ? at(`${m.pauseAsked.until}T01:00:00.000Z` as Instant) : ''}` : '',
    m.pausedSince !== null,
    m.mainId !== null,
    m.reply !== null,
    at(m.verdicts.at(-1)?.changeableUntil),
    m.light,
    Math.min(m.urges, 2),
    m.remindedOn === today,
  ].join('|');
}

/** A desk that has it before dispatch, keeps a copy or turns it away does not handle it, nor does whoever has it when it is judged already (the raiser may think again
 * while the rework lies at the desk); whoever else owns it does. */
const ownerNow = (m: Matter): readonly string[] =>
  m.status === 'registered' || m.status === 'merged' || m.status === 'judged' || m.status === 'archived' ? [] : [m.owner.unitId];
export const ghostsAfter = (before: readonly string[], m: Matter): readonly string[] => {
  const more = ownerNow(m).filter((unit) => !before.includes(unit));
  return more.length === 0 ? before : [...before, ...more];
};

/** The way to a state, for a failing promise. */
export function trail(node: Node): string {
  const steps: string[] = [];
  for (let at: Node | null = node; at !== null; at = at.from) steps.unshift(at.step);
  return steps.join(' > ');
}

export function historyOf(node: Node): RecordedEvent[] {
  const parts: (readonly RecordedEvent[])[] = [];
  for (let at: Node | null = node; at !== null; at = at.from) parts.unshift(at.events);
  return parts.flat();
}

/** The states from which no way leads to one that is wanted. */
export function lost(walked: Walked, wanted: (node: Node) => boolean, ways: (edge: Edge) => boolean = () => true): Node[] {
  const into = new Map<number, number[]>();
  for (const edge of walked.edges) {
    if (!ways(edge)) continue;
    const list = into.get(edge.to);
    if (list) list.push(edge.from);
    else into.set(edge.to, [edge.from]);
  }
  const found = new Set(walked.nodes.filter(wanted).map((node) => node.id));
  const queue = [...found];
  for (let i = 0; i < queue.length; i += 1)
    for (const id of into.get(queue[i] as number) ?? []) {
      if (found.has(id)) continue;
      found.add(id);
      queue.push(id);
    }
  return walked.nodes.filter((node) => !found.has(node.id));
}

/**
 * The insider of the same unit, who holds every role, stands for these; the bureau has something to do only where it owns the matter, and the villager, whose unit has
 * nothing to do with it, where only somebody independent may go on.
 */
const seldom = new Set<Actor>([people.handler, people.colleague, people.villager, people.bureau]);
const isSeat = (m: Matter, actor: Actor): boolean =>
  (actor === people.bureau && m.owner.unitId === people.bureau.unitId) ||
  (actor === people.villager && m.clocks.some(({ kind }) => kind === 'escalation'));

/** What the table rules out for a state, and people whom somebody else in the same seat stands for, are asked in every 16th state only. */
function chooser(asks: readonly Ask[]): (node: Node) => readonly Ask[] {
  const kept = new Map<string, readonly Ask[]>();
  return (node) => {
    if (node.id % 16 === 0) return asks;
    const key = `${node.m.status} ${node.m.owner.unitId} ${node.m.clocks.some(({ kind }) => kind === 'escalation')}`;
    let chosen = kept.get(key);
    if (!chosen)
      kept.set(
        key,
        (chosen = asks.filter(
          (ask) => table[ask.does].in.includes(node.m.status) && (!seldom.has(ask.actor) || isSeat(node.m, ask.actor)),
        )),
      );
    return chosen;
  };
}

type Made = { m: Matter; events: RecordedEvent[] };

export function walk(roots: readonly Play[], bounds: Bounds, promises: Promises = {}): Walked {
  const { asks = allAsks, sample = 200, rounds = Number.POSITIVE_INFINITY } = bounds;
  const nodes: Node[] = [];
  const levels: Node[][] = Array.from({ length: bounds.cost + 1 }, () => []);
  const edges: Edge[] = [];
  const events = new Set<EventType>();
  const refusals = new Set<string>();
  const broken = new Map<string, string>();
  const done = new Set<string>();
  const moves = new Set<string>();
  let transitions = 0;
  let asked = 0;
  const byKey = new Map<string, number>();

  const reach = (
    made: Made,
    now: Instant,
    cost: number,
    from: Node | null,
    step: string,
    ghosts: readonly string[],
    byOwner = false,
  ): void => {
    const key = keyOf(made.m, now);
    if (from) transitions += 1;
    const there = byKey.get(key);
    if (there !== undefined) {
      if (from) edges.push({ from: from.id, to: there, byOwner });
      return;
    }
    const node: Node = { m: made.m, now, key, cost, ghosts, from, step, events: made.events, id: -1 };
    levels[cost]?.push(node);
    pending.set(node, { from, byOwner });
  };
  const askedOf = chooser(asks);
  const pending = new Map<Node, { from: Node | null; byOwner: boolean }>();

  const apply = (m: Matter, answer: readonly MatterEvent[], now: Instant, actor: Actor): Made => {
    const added = recorded(answer, m.version, now, actor);
    for (const event of added) events.add(event.type);
    return { m: added.reduce((state, event) => evolve(state, event, state.id), m), events: added };
  };
  const check = (node: Node, before: Matter, made: Made, actor: Actor, command: Command, now: Instant): void => {
    if (before.status !== made.m.status) moves.add(`${before.status} ${command.do} ${made.m.status}`);
    promises.onStep?.({ before, after: made.m, actor, command, events: made.events, now, ghosts: node.ghosts }, (promise, what) => {
      if (!broken.has(promise)) broken.set(promise, `${what} after ${trail(node)} > ${command.do}`);
    });
  };
  const passTime = (node: Node): void => {
    const now = later(node.now, 1);
    const ctx = contextOf(clock, now, walkLimits);
    const all: RecordedEvent[] = [];
    let m = node.m;
    let ghosts = node.ghosts;
    for (let i = 0; ; i += 1) {
      const answer = decide(m, { do: 'tick' }, ctx);
      if (!('events' in answer) || answer.events.length === 0) break;
      if (i === 12) {
        broken.set('the clock comes to rest', trail(node));
        break;
      }
      const made = apply(m, answer.events, now, clock);
      check(node, m, made, clock, { do: 'tick' }, now);
      m = made.m;
      ghosts = ghostsAfter(ghosts, m);
      all.push(...made.events);
    }
    reach({ m, events: all }, now, node.cost, node, 'a day', ghosts);
  };

  const put = (node: Node, ask: Ask, contexts: Map<Actor, Context>): void => {
    let ctx = contexts.get(ask.actor);
    if (!ctx) contexts.set(ask.actor, (ctx = contextOf(ask.actor, node.now, walkLimits)));
    const command = ask.command(node.m, node.now);
    asked += 1;
    const answer = decide(node.m, command, ctx);
    if (!('events' in answer)) {
      refusals.add(answer.refusal);
      return;
    }
    if (answer.events.length === 0) return;
    done.add(command.do);
    const made = apply(node.m, answer.events, node.now, ask.actor);
    check(node, node.m, made, ask.actor, command, node.now);
    if (node.cost + ask.cost > bounds.cost || made.m.round > Math.max(rounds, node.m.round)) return;
    reach(
      made,
      node.now,
      node.cost + ask.cost,
      node,
      ask.name,
      ghostsAfter(node.ghosts, made.m),
      ask.actor.kind === 'staff' && node.m.status !== 'registered' && ask.actor.unitId === node.m.owner.unitId,
    );
  };

  const spoil = (node: Node): void => {
    for (const ask of asks) {
      const ctx = contextOf(ask.actor, node.now, walkLimits);
      for (const command of spoiled(ask.command(node.m, node.now), node.m)) {
        asked += 1;
        const answer = decide(node.m, command, ctx);
        if (!('events' in answer)) refusals.add(answer.refusal);
        else if (answer.events.length > 0)
          check(node, node.m, apply(node.m, answer.events, node.now, ask.actor), ask.actor, command, node.now);
      }
    }
  };

  for (const root of roots)
    reach(
      { m: root.matter, events: [...root.history] },
      root.now,
      0,
      null,
      `${root.matter.status} ${root.matter.confidentiality} ${root.matter.hasContact}`,
      [],
    );
  for (let cost = 0; cost <= bounds.cost; cost += 1) {
    const queue = levels[cost] ?? [];
    for (let i = 0; i < queue.length; i += 1) {
      const node = queue[i] as Node;
      const came = pending.get(node);
      pending.delete(node);
      const there = byKey.get(node.key);
      const id = there ?? nodes.length;
      if (came?.from) edges.push({ from: came.from.id, to: id, byOwner: came.byOwner });
      if (there !== undefined) continue;
      node.id = id;
      byKey.set(node.key, node.id);
      nodes.push(node);
      promises.onNode?.(node, (promise, what) => {
        if (!broken.has(promise)) broken.set(promise, `${what} at ${trail(node)}`);
      });
      const contexts = new Map<Actor, Context>();
      for (const ask of askedOf(node)) put(node, ask, contexts);
      passTime(node);
      if (bounds.sleeps && cost < bounds.cost)
        reach({ m: node.m, events: [] }, later(node.now, 1), cost + 1, node, 'a day without the worker', node.ghosts);
      if (node.id % sample === 0) spoil(node);
    }
    queue.length = 0;
  }
  return { nodes, transitions, asked, edges, events, refusals, broken, done, moves };
}

export const roots = (): Play[] => [
  opened({}, walkLimits),
  opened({ hasContact: false }, walkLimits),
  opened({ confidentiality: 'accusation', accusedUnitId: 'township' }, walkLimits),
];

// The walk: from a registered matter every question is put to every state that can be reached, breadth first, until nothing new appears.
// Two states are the same when nothing that decide() looks at differs; instants count by their distance from now. Test support, never production.
import type { Command } from '#core/matter/commands.ts';
import type { Limits } from '#core/matter/context.ts';
import { decide } from '#core/matter/decide.ts';
import type { Actor, EventType, MatterEvent, RecordedEvent } from '#core/matter/events.ts';
import { evolve, type Matter } from '#core/matter/matter.ts';
import { type Instant, msOf } from '#core/time/day.ts';
import { clock, contextOf, dayLimits, later, opened, type Play, recorded } from './matter.ts';
import { type Ask, allAsks, spoiled } from './walk-asks.ts';

export const walkDays: Record<string, number> = {
  'hotline.dispatch': 1, 'hotline.sign': 1, 'hotline.contact': 1, 'hotline.reply': 2, 'hotline.objection.raise': 1, 'hotline.objection.decide': 1,
  'hotline.callback': 1, 'hotline.verdict': 1, 'hotline.verdict.change': 1, 'hotline.overdue.notice': 1, 'hotline.overdue.critic': 1, 'hotline.escalation': 1,
  'hotline.exclusion.apply': 1, 'hotline.exclusion.decide': 1, 'hotline.reopen': 2, 'hotline.checkback.first': 1, 'hotline.checkback.second': 2,
};
export const walkLimits: Limits = dayLimits(walkDays, '09:00');

export type Node = {
  m: Matter; now: Instant; key: string; cost: number; reopens: number;
  /** Units that owned it after dispatch or answered it: kept by the walk itself, to check `handledBy` against. */
  ghosts: readonly string[];
  from: Node | null; step: string; events: readonly RecordedEvent[]; id: number;
};
export type Step = { before: Matter; after: Matter; actor: Actor; command: Command; events: readonly RecordedEvent[]; now: Instant; ghosts: readonly string[] };
export type Promises = {
  onStep?: (step: Step, fail: (promise: string, what: string) => void) => void;
  onNode?: (node: Node, fail: (promise: string, what: string) => void) => void;
};
export type Bounds = { cost: number; rounds: number; reopens: number; asks?: readonly Ask[]; sleeps?: boolean; sample?: number };
export type Walked = {
  nodes: readonly Node[]; transitions: number; asked: number; edges: readonly (readonly [number, number])[];
  events: ReadonlySet<EventType>; refusals: ReadonlySet<string>; broken: ReadonlyMap<string, string>; done: ReadonlySet<string>;
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

/** What decide() can tell apart, and nothing else. */
export function keyOf(m: Matter, now: Instant, reopens: number): string {
  const at = (instant: Instant | null | undefined): string => rel(instant, now);
  const last = m.verdicts.at(-1);
  const reached = m.attempts.findLastIndex((a) => a.reached);
  const tries = new Set(m.attempts.slice(reached + 1).map((a) => a.at));
  const clocks = m.clocks.map((c) => `${c.kind}${c.told ? '!' : ''}${at(c.dueAt)}`).sort().join(' ');
  const x = m.exclusion;
  return [
    m.status, m.status === 'objecting' || m.status === 'terminationPending' ? m.statusBefore : '', m.owner.unitId, m.owner.accountId ?? '', m.handledBy.join(), m.confidentiality,
    m.accusedUnitId, m.recused.join(), m.categoryId, m.helpers.map((h) => `${h.unitId}${h.done}${h.acted}`).join(), at(m.deadline.dueAt), clocks, m.dispatchedAt === null,
    m.objectBy === null ? '' : at(m.objectBy), m.round, m.contactedInRound, m.recordedInRound > 0, m.ruled, m.extension ? `${m.extension.until <= now ? 0 : 1}` : '', m.extensionsGranted,
    m.hold ? `${m.hold.confirmed}${at(m.hold.untilAt)}` : '', m.pauseAsked ? `${m.pauseAsked.cause}${m.pauseAsked.until}`.length : '', Math.min(2, m.pauses.filter((p) => p.cause === 'raiser-material').length),
    m.pausedSince !== null, at(m.pauseReviewAt), m.mainId !== null, m.copies.length, m.reply !== null, reached >= 0, Math.min(3, tries.size), tries.has(now),
    last ? `${last.solved}${last.round}${at(last.changeableUntil)}${at(last.at)}` : '', m.verdicts.length > 0, at(m.windowClosesAt), m.hasContact, m.wantsReply,
    x ? `${x.state}${x.round === last?.round}${at(x.appealBy)}${x.ruledBy ?? ''}${at(x.ruleBy)}` : '', m.escalation, m.archivedHow, at(m.archivedAt ? later(m.archivedAt, 2) : null), m.checkBackAt.map(at).join(),
    m.light, Math.min(m.urges, 3), reopens,
  ].join('|');
}

const reworks = new Set(['reopened']);
const ownerNow = (m: Matter): readonly string[] =>
  m.status === 'registered' || m.status === 'merged' || (m.status === 'archived' && m.dispatchedAt === null && m.reply === null) ? [] : [m.owner.unitId];
const ghostsAfter = (before: readonly string[], m: Matter): readonly string[] => {
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

type Made = { m: Matter; events: RecordedEvent[] };

export function walk(roots: readonly Play[], bounds: Bounds, promises: Promises = {}): Walked {
  const { asks = allAsks, sample = 40 } = bounds;
  const seen = new Set<string>();
  const nodes: Node[] = [];
  const levels: Node[][] = Array.from({ length: bounds.cost + 1 }, () => []);
  const edges: [number, number][] = [];
  const events = new Set<EventType>();
  const refusals = new Set<string>();
  const broken = new Map<string, string>();
  const done = new Set<string>();
  let transitions = 0;
  let asked = 0;
  const byKey = new Map<string, number>();

  const reach = (made: Made, now: Instant, cost: number, reopens: number, from: Node | null, step: string, ghosts: readonly string[]): void => {
    const key = keyOf(made.m, now, reopens);
    if (from) transitions += 1;
    const there = byKey.get(key);
    if (there !== undefined) {
      if (from) edges.push([from.id, there]);
      return;
    }
    const node: Node = { m: made.m, now, key, cost, reopens, ghosts, from, step, events: made.events, id: -1 };
    levels[cost]?.push(node);
    pendingEdge.set(node, from);
  };
  const pendingEdge = new Map<Node, Node | null>();

  const apply = (m: Matter, answer: readonly MatterEvent[], now: Instant, actor: Actor): Made => {
    const added = recorded(answer, m.version, now, actor);
    for (const event of added) events.add(event.type);
    return { m: added.reduce((state, event) => evolve(state, event, state.id), m), events: added };
  };
  const check = (node: Node, before: Matter, made: Made, actor: Actor, command: Command, now: Instant): void =>
    promises.onStep?.({ before, after: made.m, actor, command, events: made.events, now, ghosts: node.ghosts }, (promise, what) => {
      if (!broken.has(promise)) broken.set(promise, `${what} after ${trail(node)} > ${command.do}`);
    });
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
    reach({ m, events: all }, now, node.cost, node.reopens, node, 'a day', ghosts);
  };

  const put = (node: Node, ask: Ask): void => {
    const ctx = contextOf(ask.actor, node.now, walkLimits);
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
    const reopens = node.reopens + (made.events.some((e) => reworks.has(e.type)) ? 1 : 0);
    if (node.cost + ask.cost > bounds.cost || made.m.round > bounds.rounds || reopens > bounds.reopens) return;
    reach(made, node.now, node.cost + ask.cost, reopens, node, ask.name, ghostsAfter(node.ghosts, made.m));
  };

  const spoil = (node: Node): void => {
    for (const ask of asks) {
      const ctx = contextOf(ask.actor, node.now, walkLimits);
      for (const command of spoiled(ask.command(node.m, node.now), node.m)) {
        asked += 1;
        const answer = decide(node.m, command, ctx);
        if (!('events' in answer)) refusals.add(answer.refusal);
        else if (answer.events.length > 0) check(node, node.m, apply(node.m, answer.events, node.now, ask.actor), ask.actor, command, node.now);
      }
    }
  };

  for (const root of roots) reach({ m: root.matter, events: [...root.history] }, root.now, 0, 0, null, `${root.matter.status} ${root.matter.confidentiality} ${root.matter.hasContact}`, []);
  for (let cost = 0; cost <= bounds.cost; cost += 1) {
    const queue = levels[cost] ?? [];
    for (let i = 0; i < queue.length; i += 1) {
      const node = queue[i] as Node;
      const from = pendingEdge.get(node);
      pendingEdge.delete(node);
      const there = byKey.get(node.key);
      if (there !== undefined) {
        if (from) edges.push([from.id, there]);
        continue;
      }
      seen.add(node.key);
      node.id = nodes.length;
      byKey.set(node.key, node.id);
      nodes.push(node);
      if (from) edges.push([from.id, node.id]);
      promises.onNode?.(node, (promise, what) => {
        if (!broken.has(promise)) broken.set(promise, `${what} at ${trail(node)}`);
      });
      for (const ask of asks) put(node, ask);
      passTime(node);
      if (bounds.sleeps && cost < bounds.cost) reach({ m: node.m, events: [] }, later(node.now, 1), cost + 1, node.reopens, node, 'a day without the worker', node.ghosts);
      if (node.id % sample === 0) spoil(node);
    }
    queue.length = 0;
  }
  return { nodes, transitions, asked, edges, events, refusals, broken, done };
}

export const roots = (): Play[] => [
  opened({}, walkLimits),
  opened({ hasContact: false }, walkLimits),
  opened({ confidentiality: 'accusation', accusedUnitId: 'township' }, walkLimits),
];

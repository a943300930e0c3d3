// Long random histories over any limits: a random actor asks a random thing, time jumps, the worker sometimes sleeps. The promises of the walk hold on every step.
import type { Limits } from '#core/matter/context.ts';
import { decide } from '#core/matter/decide.ts';
import type { Actor, RecordedEvent } from '#core/matter/events.ts';
import { evolve, type Matter, matterOf } from '#core/matter/matter.ts';
import { mayAsk } from '#core/matter/possible.ts';
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import { clock, contextOf, isUnder, type Play, recorded } from './matter.ts';
import { ghostsAfter, type Node } from './walk.ts';
import { type Ask, allAsks } from './walk-asks.ts';
import { promisesWith } from './walk-promises.ts';

/** `pick` chooses the question, `wild` asks it even of one who may not; `hours` pass first; `sleepy`: the worker does not look. */
export type Turn = { pick: number; wild: boolean; hours: number; sleepy: boolean };
export type Lived = { transitions: number; asked: number; broken: string[]; history: RecordedEvent[]; matter: Matter; archives: number };

const hourMs = 3_600_000;

export function live(root: Play, turns: readonly Turn[], limits: Limits): Lived {
  const promises = promisesWith(limits);
  const broken: string[] = [];
  let m = root.matter;
  let now: Instant = root.now;
  let ghosts: readonly string[] = [];
  const history = [...root.history];
  const lived: Lived = { transitions: 0, asked: 0, broken, history, matter: m, archives: 0 };
  const fail = (promise: string, what: string): void => {
    broken.push(`${promise}: ${what} (${m.status}, version ${m.version}, ${now})`);
  };

  const put = (actor: Actor, command: Parameters<typeof decide>[1], step: string): boolean => {
    lived.asked += 1;
    const answer = decide(m, command, contextOf(actor, now, limits));
    if (!('events' in answer) || answer.events.length === 0) return false;
    const events = recorded(answer.events, m.version, now, actor);
    const after = events.reduce((state, event) => evolve(state, event, state.id), m);
    promises.onStep?.({ before: m, after, actor, command, events, now, ghosts }, fail);
    if (after.status === 'archived' && m.status !== 'archived') lived.archives += 1;
    m = after;
    ghosts = ghostsAfter(ghosts, m);
    history.push(...events);
    lived.transitions += 1;
    const node: Node = { m, now, key: '', cost: 0, ghosts, from: null, step, events, id: 0 };
    promises.onNode?.(node, fail);
    return true;
  };

  for (const turn of turns) {
    now = instantFromMs(msOf(now) + turn.hours * hourMs);
    if (!turn.sleepy) {
      let steps = 0;
      while (put(clock, { do: 'tick' }, 'tick')) if (++steps > 12) fail('the clock comes to rest', 'it does not');
    }
    const open: readonly Ask[] = turn.wild
      ? allAsks
      : allAsks.filter((ask) => ask.actor.kind !== 'clock' && mayAsk(m, ask.actor, ask.does, isUnder) === null);
    const ask = open[turn.pick % Math.max(1, open.length)];
    if (ask) put(ask.actor, ask.command(m, now), ask.name);
  }
  lived.matter = m;
  if (JSON.stringify(matterOf(m.id, history)) !== JSON.stringify(m)) fail('a whole history read again gives the same state', 'it does not');
  return lived;
}

// What time itself brings about (P12 紧盯不放): lights, urges, escalation, verdict windows, ends of pauses and holds. Asked twice at one moment it answers
// once: every clock that ran out is marked as told or replaced, so the worker may be killed and started again at any point.

import type { Instant } from '../time/day.ts';
import { type Context, type Decision, happen } from './context.ts';
import type { ClockKind, MatterEvent } from './events.ts';
import type { Clock, Matter } from './matter.ts';
import { archived } from './triage.ts';
import { climb, closedUnanswered, mayCloseUnanswered } from './verdict.ts';
import { pauseEnds } from './wait.ts';

const order: ClockKind[] = [
  'invite',
  'pauseUntil',
  'holdUntil',
  'archive',
  'verdictWindow',
  'escalation',
  'urge',
  'reply',
  'dispatch',
  'sign',
  'contact',
  'rule',
  'nextContact',
  'helper',
  'callback',
  'checkBack',
];

/** At most one clock is answered per call; the worker repeats until nothing is due. No events = nothing is due. */
export function tick(m: Matter, ctx: Context): Decision {
  const light = lightNow(m, ctx);
  if (light !== null) return happen(light);
  const due = m.clocks.filter((c) => !c.told && c.dueAt <= ctx.now).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
  return due === undefined ? happen() : happen(...answer(m, due, ctx));
}

function lightNow(m: Matter, ctx: Context): MatterEvent | null {
  if (!m.clocks.some((c) => c.kind === 'reply')) return null;
  const rank = ['none', 'blue', 'yellow', 'red'];
  const light = ctx.limits.light(m.deadline, ctx.now);
  if (light === 'none' || rank.indexOf(light) <= rank.indexOf(m.light)) return null;
  return {
    type: 'lightTurned',
    data: { to: light, urgeAt: light === 'red' ? ctx.limits.end('hotline.overdue.notice', m.deadline.dueAt) : null },
  };
}

const urged = (m: Matter, about: ClockKind, nextAt: Instant | null = null): MatterEvent => ({
  type: 'urged',
  data: { nth: m.urges, about, nextAt },
});

function answer(m: Matter, clock: Clock, ctx: Context): MatterEvent[] {
  switch (clock.kind) {
    case 'invite':
      return [{ type: 'verdictInvited', data: { round: m.round, closesAt: ctx.limits.end('hotline.verdict', ctx.now) } }];
    case 'pauseUntil':
      return [pauseEnds(m, 'date-reached', ctx)];
    case 'holdUntil':
      return [urged(m, 'holdUntil'), { type: 'resumed', data: { reason: 'date-reached' } }];
    case 'archive':
      return [archived('verdict', ctx)];
    case 'verdictWindow':
      return mayCloseUnanswered(m, ctx)
        ? closedUnanswered(m, ctx)
        : [urged(m, 'verdictWindow', ctx.limits.end('hotline.verdict', ctx.now))];
    case 'escalation':
      return m.escalation < 3 ? [climb(m, 'overdue', 'not-acted-in-time', ctx)] : [urged(m, 'escalation')];
    case 'urge': {
      const nth = m.urges + 1;
      const next: MatterEvent = {
        type: 'urged',
        data: { nth, about: 'urge', nextAt: nth < 2 ? ctx.limits.end('hotline.overdue.critic', ctx.now) : null },
      };
      // In every round anew, unless a higher level has its own clock running; a copy climbs with its main matter.
      const watched = m.clocks.some((c) => c.kind === 'escalation' && !c.told);
      const climbs = nth >= 2 && m.escalation < 3 && !watched && m.status !== 'merged';
      return climbs ? [next, climb(m, 'overdue', 'written-criticism', ctx)] : [next];
    }
    case 'reply': // red was turned above; the clock itself only needs to be told once
    case 'dispatch':
    case 'sign':
    case 'contact':
    case 'rule':
    case 'nextContact':
    case 'helper':
    case 'callback':
    case 'checkBack':
      return [urged(m, clock.kind)];
  }
}

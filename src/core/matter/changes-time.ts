// What moves, stops or tells a clock changes a matter so (P11, P12). A request alone never does: only its ruling.

import { dayOf } from '../time/day.ts';
import type { Pause } from '../time/pause.ts';
import { actorIdOf, type Changes, due, ruleBy } from './changes.ts';
import { drop, put, told } from './clocks.ts';

export const timeChanges: Changes<
  | 'extensionAsked'
  | 'extensionRuled'
  | 'held'
  | 'holdConfirmed'
  | 'resumed'
  | 'pauseAsked'
  | 'pauseRuled'
  | 'pauseEnded'
  | 'lightTurned'
  | 'urged'
  | 'reminded'
  | 'deadlineRecomputed'
> = {
  extensionAsked: (m, event) => {
    return { ...m, extension: { by: actorIdOf(event), until: event.data.until, ...ruleBy(event.data) } };
  },
  extensionRuled: (m, event) => {
    const granted = event.data.deadline ? due(m, event.data.deadline) : {};
    return { ...m, ...granted, extension: null, extensionsGranted: m.extensionsGranted + (event.data.granted ? 1 : 0) };
  },
  held: (m, event) => {
    const d = event.data;
    return {
      ...m,
      status: 'onHold',
      hold: { by: actorIdOf(event), untilAt: d.untilAt, nextContactAt: d.nextContactAt, confirmed: false, ...ruleBy(d) },
      clocks: put(m.clocks, { kind: 'nextContact', dueAt: d.nextContactAt }, { kind: 'holdUntil', dueAt: d.untilAt }),
    };
  },
  holdConfirmed: (m, event) => {
    if (!event.data.confirmed) return { ...m, status: 'inProgress', hold: null, clocks: drop(m.clocks, 'nextContact', 'holdUntil') };
    return { ...m, ...(event.data.deadline ? due(m, event.data.deadline) : {}), hold: m.hold ? { ...m.hold, confirmed: true } : null };
  },
  resumed: (m) => {
    const rest = { ...m, hold: null, clocks: drop(m.clocks, 'nextContact', 'holdUntil') };
    return m.status === 'terminationPending' ? { ...rest, statusBefore: 'inProgress' } : { ...rest, status: 'inProgress' };
  },
  pauseAsked: (m, event) => {
    return { ...m, pauseAsked: { by: actorIdOf(event), cause: event.data.cause, until: event.data.until, ...ruleBy(event.data) } };
  },
  pauseRuled: (m, event) => {
    const { granted, cause, untilAt, reviewBy } = event.data;
    if (!granted) return { ...m, pauseAsked: null };
    const pauses: Pause[] = [...m.pauses, { cause, fromAt: event.at, toAt: null, approvedBy: actorIdOf(event) }];
    const clocks = drop(m.clocks, 'reply', 'urge');
    return {
      ...m,
      pauseAsked: null,
      pausedSince: event.at,
      pauses,
      clocks: untilAt ? put(clocks, { kind: 'pauseUntil', dueAt: untilAt }) : clocks,
      ...(reviewBy ? { pauseReviewAt: reviewBy } : {}),
    };
  },
  pauseEnded: (m, event) => {
    const { pauseReviewAt: _over, ...rest } = m;
    const pauses = m.pauses.map((p) => (p.toAt === null ? { ...p, toAt: event.at } : p));
    const running = { ...rest, ...due(m, event.data.deadline ?? m.deadline), pauses, pausedSince: null };
    return { ...running, clocks: put(drop(running.clocks, 'pauseUntil'), { kind: 'reply', dueAt: running.deadline.dueAt }) };
  },
  lightTurned: (m, event) => {
    const { to, urgeAt } = event.data;
    const clocks = to === 'red' ? told(m.clocks, 'reply') : m.clocks;
    return { ...m, light: to, clocks: urgeAt ? put(clocks, { kind: 'urge', dueAt: urgeAt }) : clocks };
  },
  urged: (m, event) => {
    const { nth, about, nextAt } = event.data;
    const clocks = told(m.clocks, about);
    return { ...m, urges: about === 'urge' ? nth : m.urges, clocks: nextAt ? put(clocks, { kind: about, dueAt: nextAt }) : clocks };
  },
  reminded: (m, event) => {
    return { ...m, remindedOn: dayOf(event.at) };
  },
  deadlineRecomputed: (m, event) => {
    return { ...m, ...due(m, event.data.deadline) };
  },
};

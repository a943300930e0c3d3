// What the unit does, and what is ruled on its objection, changes a matter so (P07, P08, P10). The owner stays, whoever helps.

import { actorIdOf, type Changes, given, ruleBy, statusBack, workEnds } from './changes.ts';
import { drop, helperClock, put } from './clocks.ts';
import type { Matter } from './state.ts';

export const unitChanges: Changes<
  | 'acknowledged'
  | 'contacted'
  | 'noted'
  | 'helperAsked'
  | 'helperReported'
  | 'handedOver'
  | 'objected'
  | 'objectionRuled'
  | 'terminationAsked'
  | 'terminationRuled'
> = {
  acknowledged: (m, event) => {
    const owner = { unitId: m.owner.unitId, accountId: event.data.accountId };
    return { ...m, status: m.contactedInRound ? 'contacted' : 'acknowledged', owner, clocks: drop(m.clocks, 'sign') };
  },
  contacted: (m, event) => {
    const recordedInRound = m.recordedInRound + 1;
    if (!event.data.reached) return { ...m, recordedInRound };
    const clocks = drop(m.clocks, 'contact', 'nextContact');
    return { ...m, recordedInRound, contactedInRound: true, clocks, status: m.status === 'acknowledged' ? 'contacted' : m.status };
  },
  noted: (m) => {
    return { ...m, recordedInRound: m.recordedInRound + 1, status: m.status === 'contacted' ? 'inProgress' : m.status };
  },
  helperAsked: (m, event) => {
    const { unitId, task, dueAt } = event.data;
    const before = m.helpers.find((h) => h.unitId === unitId);
    const asked = { unitId, task, dueAt, done: false, ...(before?.acted ? { acted: true as const } : {}) };
    const helpers = [...m.helpers.filter((h) => h !== before), asked];
    return { ...m, helpers, status: m.status === 'contacted' ? 'inProgress' : m.status, clocks: helperClock(m.clocks, helpers) };
  },
  helperReported: (m, event) => {
    const { unitId, final } = event.data;
    const helpers = m.helpers.map((h) => (h.unitId === unitId ? { ...h, done: h.done || final, acted: true as const } : h));
    return { ...m, helpers, clocks: helperClock(m.clocks, helpers) };
  },
  handedOver: (m, event) => {
    return { ...m, owner: { unitId: m.owner.unitId, accountId: event.data.to } };
  },
  objected: (m, event) => {
    return {
      ...m,
      status: 'objecting',
      statusBefore: m.status,
      objection: { by: actorIdOf(event), unitId: m.owner.unitId, at: event.at, ruleBy: event.data.ruleBy },
    };
  },
  objectionRuled: (m, event) => {
    const { outcome, to, dispatchBy, signBy, contactBy } = event.data;
    const rest: Matter = { ...m, objection: null, ruled: true };
    if (outcome === 'designated' && to !== null) return { ...rest, ...given(rest, to, signBy, contactBy) };
    if (outcome !== 'upheld') return { ...rest, status: statusBack(m) };
    const clocks = drop(m.clocks, 'sign', 'contact', 'helper');
    return {
      ...rest,
      status: 'registered',
      owner: { unitId: m.deskUnitId, accountId: null },
      returnedBy: m.owner.unitId,
      extension: null,
      pauseAsked: null,
      helpers: m.helpers.map((h) => ({ ...h, done: true })),
      clocks: dispatchBy ? put(clocks, { kind: 'dispatch', dueAt: dispatchBy }) : clocks,
    };
  },
  terminationAsked: (m, event) => {
    return { ...m, status: 'terminationPending', statusBefore: m.status, termination: { by: actorIdOf(event), ...ruleBy(event.data) } };
  },
  terminationRuled: (m, event) => {
    if (!event.data.granted) return { ...m, status: statusBack(m), termination: null };
    return { ...workEnds(m, event.at), status: 'terminated' };
  },
};

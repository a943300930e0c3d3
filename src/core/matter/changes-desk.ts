// What the desk does changes a matter so (P01, P06, P09): sorted, sealed, given to a unit, joined to another, turned away.

import { actorIdOf, addOnce, type Changes, due, follow, given, workEnds } from './changes.ts';
import { drop, helperClock, put } from './clocks.ts';

export const deskChanges: Changes<
  | 'summarised'
  | 'classified'
  | 'sealed'
  | 'recused'
  | 'dispatched'
  | 'notAccepted'
  | 'handedToEmergency'
  | 'mergedInto'
  | 'copyJoined'
  | 'ownerFollowed'
  | 'takenBack'
> = {
  summarised: (m, event) => {
    return { ...m, summary: event.data.summary };
  },
  classified: (m, event) => {
    const { categoryId, placeId, deadline } = event.data;
    return { ...m, categoryId, placeId, ...(deadline ? due(m, deadline) : {}) };
  },
  sealed: (m, event) => {
    const { confidentiality, accusedUnitId, helpersOut = [] } = event.data;
    const helpers = m.helpers.filter((h) => !helpersOut.includes(h.unitId));
    return { ...m, confidentiality, accusedUnitId, helpers, clocks: helperClock(m.clocks, helpers) };
  },
  recused: (m, event) => {
    return {
      ...m,
      recused: addOnce(m.recused, event.data.accountId),
      owner: m.owner.accountId === event.data.accountId ? { unitId: m.owner.unitId, accountId: null } : m.owner,
    };
  },
  dispatched: (m, event) => {
    const d = event.data;
    const moved = { ...m, ...due(m, d.deadline) };
    return {
      ...moved,
      ...given(moved, d.to, d.signBy, d.contactBy),
      dispatchedAt: m.dispatchedAt ?? event.at,
      dispatchedBy: actorIdOf(event),
      objectBy: d.objectBy,
      objection: null,
    };
  },
  notAccepted: (m, event) => {
    return { ...workEnds(m, event.at), status: 'notAccepted' };
  },
  handedToEmergency: (m, event) => {
    return { ...workEnds(m, event.at), status: 'emergency' };
  },
  mergedInto: (m, event) => {
    return {
      ...follow(m, event.data.owner),
      status: 'merged',
      mainId: event.data.mainId,
      clocks: drop(m.clocks, 'dispatch', 'urge', 'escalation'),
    };
  },
  copyJoined: (m, event) => {
    return { ...m, copies: addOnce(m.copies, event.data.copyId) };
  },
  ownerFollowed: (m, event) => {
    return follow(m, event.data.owner);
  },
  takenBack: (m, event) => {
    const { what, dispatchBy } = event.data;
    if (what === 'noted') return { ...m, recordedInRound: Math.max(0, m.recordedInRound - 1) };
    const clocks = drop(m.clocks, 'sign', 'contact');
    return {
      ...m,
      status: 'registered',
      owner: { unitId: m.deskUnitId, accountId: null },
      objectBy: null,
      clocks: dispatchBy ? put(clocks, { kind: 'dispatch', dueAt: dispatchBy }) : clocks,
    };
  },
};

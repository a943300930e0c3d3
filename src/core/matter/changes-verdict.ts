// Answer, verdict, next round, ladder and archive change a matter so (P05, P07, P13, P14).

import { actorIdOf, addOnce, type Changes, given, ruleBy, workEnds } from './changes.ts';
import { type Clock, checkBackClock, drop, put } from './clocks.ts';
import type { Matter } from './state.ts';

export const verdictChanges: Changes<
  | 'replied'
  | 'verdictInvited'
  | 'callAttempted'
  | 'judged'
  | 'verdictRefused'
  | 'verdictWindowClosed'
  | 'reworkOpened'
  | 'escalated'
  | 'designated'
  | 'concludedUnresolved'
  | 'exclusionAsked'
  | 'exclusionRuled'
  | 'exclusionAppealed'
  | 'appealRuled'
  | 'archived'
  | 'reopened'
  | 'checkedBack'
> = {
  replied: (m, event) => {
    const d = event.data;
    const answeredBy = event.actor.kind === 'staff' ? event.actor.unitId : m.owner.unitId;
    const handledBy = addOnce(addOnce(m.handledBy, m.owner.unitId), answeredBy);
    return {
      ...workEnds(m, event.at),
      status: 'replied',
      handledBy,
      reply: { outcome: d.outcome, at: event.at, instant: d.instant, by: actorIdOf(event) || null },
      repliesInTime: m.repliesInTime + (event.at <= m.deadline.dueAt ? 1 : 0),
      attempts: [],
      clocks: [
        { kind: 'invite', dueAt: d.inviteAt },
        { kind: 'callback', dueAt: d.callBy },
      ],
    };
  },
  verdictInvited: (m, event) => {
    return {
      ...m,
      status: 'awaitingVerdict',
      windowClosesAt: event.data.closesAt,
      clocks: put(drop(m.clocks, 'invite'), { kind: 'verdictWindow', dueAt: event.data.closesAt }),
    };
  },
  callAttempted: (m, event) => {
    return { ...m, attempts: [...m.attempts, { at: event.at, reached: event.data.reached }], clocks: drop(m.clocks, 'callback') };
  },
  judged: (m, event) => {
    const { round, solved, level, words, via, changeableUntil } = event.data;
    const verdict = { round, solved, level, words, via, at: event.at, changeableUntil };
    const verdicts = [...m.verdicts.filter((v) => v.round !== round), verdict];
    const reworkGoesOn = solved === 'no' && m.round > round;
    if (reworkGoesOn) return { ...m, verdicts };
    return {
      ...workEnds(m, event.at),
      status: 'judged',
      verdicts,
      windowClosesAt: null,
      round,
      clocks: [{ kind: solved === 'no' ? 'escalation' : 'archive', dueAt: changeableUntil }],
    };
  },
  verdictRefused: (m) => {
    return { ...m, clocks: [], windowClosesAt: null };
  },
  verdictWindowClosed: (m) => {
    return { ...m, clocks: [], windowClosesAt: null };
  },
  reworkOpened: (m, event) => {
    const d = event.data;
    const toDesk = d.dispatchBy !== undefined;
    const first: Clock[] = d.dispatchBy
      ? [{ kind: 'dispatch', dueAt: d.dispatchBy }]
      : [
          { kind: 'sign', dueAt: d.signBy },
          { kind: 'contact', dueAt: d.contactBy },
        ];
    return {
      ...workEnds(m, event.at),
      status: toDesk ? 'registered' : 'dispatched',
      round: d.round,
      owner: d.owner,
      mainId: null,
      deadline: d.deadline,
      deadlineWas: m.deadline,
      reply: null,
      attempts: [],
      windowClosesAt: null,
      checkBackAt: [],
      contactedInRound: false,
      recordedInRound: 0,
      extensionsGranted: d.round === m.round ? m.extensionsGranted : 0,
      urges: 0,
      objectBy: null,
      archivedAt: null,
      archivedHow: null,
      handledBy: toDesk ? m.handledBy : addOnce(m.handledBy, d.owner.unitId),
      clocks: [{ kind: 'reply', dueAt: d.deadline.dueAt }, ...first],
    };
  },
  escalated: (m, event) => {
    return { ...m, escalation: event.data.to, clocks: put(m.clocks, { kind: 'escalation', dueAt: event.data.actBy }) };
  },
  designated: (m, event) => {
    const free: Matter = {
      ...m,
      ruled: true,
      objection: null,
      termination: null,
      hold: null,
      clocks: drop(m.clocks, 'escalation', 'nextContact', 'holdUntil'),
    };
    return { ...free, ...given(free, event.data.to, event.data.signBy, event.data.contactBy) };
  },
  concludedUnresolved: (m, event) => {
    return { ...workEnds(m, event.at) };
  },
  exclusionAsked: (m, event) => {
    const round = m.verdicts.at(-1)?.round ?? m.round;
    return { ...m, exclusion: { state: 'asked', by: actorIdOf(event), granted: false, appealBy: null, round, ...ruleBy(event.data) } };
  },
  exclusionRuled: (m, event) => {
    const { granted, appealBy } = event.data;
    return m.exclusion
      ? { ...m, exclusion: { ...m.exclusion, state: granted ? 'granted' : 'refused', granted, appealBy, ruledBy: actorIdOf(event) } }
      : m;
  },
  exclusionAppealed: (m, event) => {
    return m.exclusion ? { ...m, exclusion: { ...m.exclusion, state: 'appealed', ...ruleBy(event.data) } } : m;
  },
  appealRuled: (m, event) => {
    return m.exclusion ? { ...m, exclusion: { ...m.exclusion, state: 'final', granted: event.data.granted } } : m;
  },
  archived: (m, event) => {
    return {
      ...workEnds(m, event.at),
      status: 'archived',
      archivedAt: event.at,
      archivedHow: event.data.how,
      checkBackAt: event.data.checkBackAt,
      clocks: checkBackClock(event.data.checkBackAt),
    };
  },
  reopened: (m) => {
    return m;
  },
  checkedBack: (m) => {
    const checkBackAt = m.checkBackAt.slice(1);
    return { ...m, checkBackAt, clocks: checkBackClock(checkBackAt) };
  },
};

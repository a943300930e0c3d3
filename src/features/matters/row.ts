// The current-state row of a matter, computed from its state; written in the same transaction as the events, and rebuilt by `daodi verify --rebuild`.

import type { Matter } from '#core/matter/matter.ts';
import type { Instant } from '#core/time/day.ts';
import type { MatterLimits } from './limits.ts';

/** What a matter waits for from somebody else than its handler; each is a queue of its own. */
export type WaitingFor = 'none' | 'dispatch' | 'ruling' | 'callback' | 'checkBack' | 'meeting';

export type MatterRow = {
  id: string;
  number: string;
  version: number;
  status: string;
  channel: string;
  kind: string;
  confidentiality: string;
  accused_unit_id: string | null;
  title: string;
  category_id: string | null;
  place_id: string | null;
  owner_unit_id: string;
  owner_account_id: string | null;
  helper_units: string[];
  handled_by: string[];
  main_id: string | null;
  round: number;
  escalation: number;
  light: string;
  received_at: Instant;
  due_at: Instant;
  provisional: boolean;
  replied_at: Instant | null;
  archived_at: Instant | null;
  archived_how: string | null;
  solved: string | null;
  level: number | null;
  waiting_for: WaitingFor;
  next_tick_at: Instant | null;
};

export function waitingFor(m: Matter): WaitingFor {
  if (m.status === 'registered') return 'dispatch';
  const asked =
    m.objection !== null ||
    m.extension !== null ||
    m.pauseAsked !== null ||
    m.termination !== null ||
    (m.hold !== null && !m.hold.confirmed);
  if (asked || m.exclusion?.state === 'asked' || m.exclusion?.state === 'appealed') return 'ruling';
  if (m.status === 'replied' || m.status === 'awaitingVerdict') return 'callback';
  if (m.status === 'judged' && m.verdicts.at(-1)?.solved === 'no') return 'meeting';
  if (m.clocks.some((c) => c.kind === 'checkBack' && c.told)) return 'checkBack';
  return 'none';
}

/** When the worker has to look at it next: the first clock that was not told yet, or the next turn of the light. */
export function nextTickAt(m: Matter, limits: MatterLimits, now: Instant): Instant | null {
  const times = m.clocks.filter((c) => !c.told).map((c) => c.dueAt);
  if (m.clocks.some((c) => c.kind === 'reply')) {
    const light = limits.nextLightAt(m.deadline, now);
    if (light) times.push(light);
  }
  return times.sort()[0] ?? null;
}

export function rowOf(m: Matter, limits: MatterLimits, now: Instant): MatterRow {
  const verdict = m.verdicts.at(-1);
  return {
    id: m.id,
    number: m.number,
    version: m.version,
    status: m.status,
    channel: m.channel,
    kind: m.kind,
    confidentiality: m.confidentiality,
    accused_unit_id: m.accusedUnitId,
    title: m.title,
    category_id: m.categoryId,
    place_id: m.placeId,
    owner_unit_id: m.owner.unitId,
    owner_account_id: m.owner.accountId,
    helper_units: m.helpers.map((h) => h.unitId),
    handled_by: [...m.handledBy],
    main_id: m.mainId,
    round: m.round,
    escalation: m.escalation,
    light: m.light,
    received_at: m.receivedAt,
    due_at: m.deadline.dueAt,
    provisional: m.deadline.provisional,
    replied_at: m.reply?.at ?? null,
    archived_at: m.archivedAt,
    archived_how: m.archivedHow,
    solved: verdict?.solved ?? null,
    level: verdict?.level ?? null,
    waiting_for: waitingFor(m),
    next_tick_at: nextTickAt(m, limits, now),
  };
}

// A matter as JSON. Contact data are in no field of it (X5): whoever may see them asks the page, which logs the look.

import type { Actor } from '#core/matter/events.ts';
import { possibleActions } from '#core/matter/possible.ts';
import { shortProof } from '#core/record/short-proof.ts';
import type { Deadline } from '#core/time/deadline.ts';
import { explainDeadline, sayDue } from '#core/time/explain.ts';
import type { Circumstances, SeenEvent, SeenNow, SeenRow } from '#features/matters/index.ts';
import type { Lang } from './values.ts';
import { verbOf } from './verb-names.ts';

export function deadlineView(d: Deadline, lang: Lang) {
  return {
    dueAt: d.dueAt,
    dueOn: d.dueOn,
    rawDueOn: d.rawDueOn,
    due: sayDue(d, lang),
    rule: d.rule,
    source: d.source,
    trust: d.trust,
    provisional: d.provisional,
    explained: explainDeadline(d, lang).join('\n'),
    was: d.was,
  };
}

function actorView(actor: Actor, c: Circumstances) {
  if (actor.kind !== 'staff') return { kind: actor.kind };
  const stoodIn = actor.forId === undefined ? {} : { standsInFor: c.staff.nameOf(actor.forId) };
  return { kind: 'staff', unit: actor.unitId, unitName: c.units.nameOf(actor.unitId), name: c.staff.nameOf(actor.id), ...stoodIn };
}

/** The data of an event as this caller may see it (visibility-seen.ts); what only joins records is no business of a caller. */
function dataView(event: SeenEvent) {
  if (event.type !== 'registered') return event.data;
  const { contactDigest: _digest, ...rest } = event.data;
  return rest;
}

/** Shows `seen`; `whole` only says what is possible now. `sees` tells a program why a field is empty or starred. */
export function matterView({ seen, whole, circumstances: c }: SeenNow, actor: Actor, lang: Lang) {
  const { matter: m, history } = seen;
  const opened = history[0];
  const registered = opened?.type === 'registered' ? opened.data : null;
  const head = history.at(-1);
  const isUnder = (unitId: string, above: string) => unitId === above || c.units.path(unitId).some((unit) => unit.id === above);
  return {
    number: m.number,
    state: m.status,
    version: m.version,
    round: m.round,
    kind: m.kind,
    channel: m.channel,
    title: m.title,
    text: registered?.text ?? '',
    summary: m.summary,
    place: { id: m.placeId, text: registered?.placeText ?? '' },
    category: m.categoryId,
    confidentiality: m.confidentiality,
    receivedAt: m.receivedAt,
    owner: {
      unitId: m.owner.unitId,
      unitName: c.units.nameOf(m.owner.unitId),
      accountId: m.owner.accountId,
      accountName: m.owner.accountId === null ? null : c.staff.nameOf(m.owner.accountId),
    },
    helpers: m.helpers,
    deadline: deadlineView(m.deadline, lang),
    light: m.light,
    escalation: m.escalation,
    ruled: m.ruled,
    main: m.mainId || null,
    copies: m.copies.length,
    reply: m.reply,
    verdicts: m.verdicts,
    exclusion: m.exclusion,
    archivedAt: m.archivedAt,
    archivedHow: m.archivedHow,
    proof: head ? { short: shortProof(head.hash), head: Buffer.from(head.hash).toString('hex'), seq: head.seq } : null,
    /** Verbs of this API that the state and the caller's role allow now. */
    possible: [...new Set(possibleActions(whole, actor, isUnder).flatMap((name) => (name === 'merge' ? [name] : (verbOf(name) ?? []))))],
    sees: seen.grants,
    history: history.map((e) => ({
      seq: e.seq,
      at: e.at,
      type: e.type,
      by: actorView(e.actor, c),
      data: dataView(e),
      ...(e.withheld ? { withheld: true } : {}),
      hash: Buffer.from(e.hash).toString('hex'),
    })),
  };
}

export function listedView(row: SeenRow, c: Circumstances) {
  return {
    number: row.number,
    state: row.status,
    version: row.version,
    title: row.title,
    kind: row.kind,
    channel: row.channel,
    category: row.category_id,
    place: { id: row.place_id, text: row.place_text },
    owner: { unitId: row.owner_unit_id, unitName: c.units.nameOf(row.owner_unit_id), accountId: row.owner_account_id },
    receivedAt: row.received_at,
    deadline: { dueAt: row.due_at, provisional: row.provisional },
    light: row.light,
    round: row.round,
    escalation: row.escalation,
    waitingFor: row.waiting_for,
    solved: row.solved,
  };
}

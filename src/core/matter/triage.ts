// At the desk: classify, dispatch against the duty list, merge, not accept, hand to the emergency services (P04, P06, P09; Beijing Arts. 10-12; Weifang Arts. 19, 24).
import type { Command, DutyAnswer } from './commands.ts';
import { blank, type Context, type Decision, happen, refuse } from './context.ts';
import type { ArchivedHow, MatterEvent, Owner, ReworkWhy } from './events.ts';
import type { Matter } from './matter.ts';
import { isInvolved, isRuler } from './possible.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

/**
 * A deadline never moves because the desk classified late: it is counted from where the present one began. Once a unit had the matter,
 * another category may bring the date forward and never back: the clock of a returned order runs.
 */
export function classify(m: Matter, c: Of<'classify'>, ctx: Context): Decision {
  const { categoryId, placeId, urgency, effort, difficulty } = c;
  if (categoryId !== null && categoryId !== m.categoryId && !ctx.categoryExists(categoryId)) return refuse('unknown-category');
  if (placeId !== null && placeId !== m.placeId && !ctx.placeExists(placeId)) return refuse('unknown-place');
  const fresh = categoryId === m.categoryId ? null : ctx.limits.reply(categoryId, m.deadline.startAt, m.limitKey);
  const later = fresh !== null && m.dispatchedAt !== null && fresh.dueAt > m.deadline.dueAt;
  return happen({ type: 'classified', data: { categoryId, placeId, urgency, effort, difficulty, deadline: later ? null : fresh } });
}

/**
 * Sealing takes the matter away from the unit that it accuses, back to the desk and by the same act: there is no moment in which that unit
 * still has it. Only an independent second person lifts or redirects the seal of an accusation.
 */
export function seal(m: Matter, c: Of<'seal'>, ctx: Context): Decision {
  const { confidentiality, accusedUnitId } = c;
  if (confidentiality === 'accusation' && accusedUnitId === null) return refuse('name-the-unit');
  if (accusedUnitId !== null && !ctx.unitExists(accusedUnitId)) return refuse('unknown-unit');
  const lifts = m.accusedUnitId !== null && (accusedUnitId !== m.accusedUnitId || confidentiality !== m.confidentiality);
  if (lifts && !isRuler(m, ctx.actor)) return refuse('needs-independent');
  const isAccused = (unitId: string): boolean => accusedUnitId !== null && ctx.isUnder(unitId, accusedUnitId);
  if (isAccused(m.deskUnitId)) return refuse('accused-unit');
  const helpersOut = m.helpers.map((h) => h.unitId).filter(isAccused);
  const sealed: MatterEvent = { type: 'sealed', data: { confidentiality, accusedUnitId, helpersOut } };
  return isAccused(m.owner.unitId) ? happen(sealed, backToDesk(m, ctx)) : happen(sealed);
}

/** Refusals: unknown-unit, accused-unit, duty-taken-back, duty-cooperate-only, duty-not-listed (each with the unit that owns the duty in `detail`). */
export function dispatch(m: Matter, c: Of<'dispatch'>, ctx: Context): Decision {
  const wrong = mayOwn(m, c.to, ctx);
  if (wrong) return wrong;
  if (m.returnedBy === c.to) return refuse('already-ruled');
  if (c.copyTo !== null && !ctx.unitExists(c.copyTo)) return refuse('unknown-unit');
  if (c.copyTo !== null && m.accusedUnitId !== null && ctx.isUnder(c.copyTo, m.accusedUnitId)) return refuse('accused-unit');
  const duty = dutyOf(m, c.to, ctx);
  const again = m.dispatchedAt !== null; // after a ruling: the clock of a returned order has never stopped
  const deadline = again ? m.deadline : ctx.limits.reply(m.categoryId, ctx.now, m.limitKey);
  return happen({
    type: 'dispatched',
    data: {
      to: c.to,
      dutyRef: duty.ok ? duty.dutyRef : null,
      reason: c.reason,
      copyTo: c.copyTo,
      deadline,
      signBy: ctx.limits.end('hotline.sign', ctx.now),
      contactBy: ctx.limits.contactEnd(m.categoryId, ctx.now),
      objectBy: ctx.limits.end('hotline.objection.raise', ctx.now),
    },
  });
}

/**
 * What the duty lists say of a unit for this matter. A list that names the unit complained about does not bind: that unit may not have it (rules (d)10), and
 * whoever is given it instead is on no list, with a reason. What was taken back or only cooperates stays as it is.
 */
export function dutyOf(m: Pick<Matter, 'accusedUnitId' | 'categoryId'>, unitId: string, ctx: Pick<Context, 'duty'>): DutyAnswer {
  const duty = ctx.duty(unitId, m.categoryId);
  if (duty.ok || duty.refusal !== 'duty-not-listed' || m.accusedUnitId === null) return duty;
  const accused = ctx.duty(m.accusedUnitId, m.categoryId);
  return accused.ok && accused.dutyRef !== null ? { ok: true, dutyRef: null, mayOwn: true } : duty;
}

/** Shared by dispatch, ruling and designation: a unit that may own this matter, or the refusal. */
export function mayOwn(m: Matter, unitId: string, ctx: Context): ReturnType<typeof refuse> | null {
  if (!ctx.unitExists(unitId)) return refuse('unknown-unit');
  if (m.accusedUnitId !== null && ctx.isUnder(unitId, m.accusedUnitId)) return refuse('accused-unit');
  const duty = dutyOf(m, unitId, ctx);
  if (!duty.ok) return refuse(duty.refusal, duty.names);
  return duty.mayOwn ? null : refuse('duty-cooperate-only', duty.dutyRef ?? undefined);
}

/** Whoever handled the matter before does not turn it away (rules (d)9). */
export function notAccept(m: Matter, c: Of<'notAccept'>, ctx: Context): Decision {
  if (isInvolved(m, ctx.actor)) return refuse('needs-independent');
  if (blank(c.reason)) return refuse('say-why');
  if (blank(c.route)) return refuse('name-the-route');
  return happen({ type: 'notAccepted', data: { kind: c.kind, reason: c.reason, route: c.route } }, archived('notAccepted', ctx));
}

/** Ends the matter here, so the unit that handles it may not do it: it calls 110/119/120/122 at once, notes it, and the desk hands over. */
export function handToEmergency(m: Matter, c: Of<'handToEmergency'>, ctx: Context): Decision {
  if (isInvolved(m, ctx.actor)) return refuse('needs-independent');
  if (blank(c.note)) return refuse('say-why');
  return happen(
    { type: 'handedToEmergency', data: { service: c.service, note: c.note, reference: c.reference } },
    archived('emergency', ctx),
  );
}

/** The copy keeps its number and its raiser's own verdict; its owner follows the main matter's. Sealed and ordinary matters never meet (X5 rule 6). */
export function merge(m: Matter, c: Of<'merge'>, _ctx: Context): Decision {
  if (c.main.id === m.id) return refuse('cannot-merge-into-itself');
  if (c.main.status === 'merged') return refuse('main-is-merged', c.main.number);
  if (m.copies.length > 0) return refuse('main-is-merged', m.number);
  if (!['registered', 'dispatched', 'objecting', 'acknowledged', 'contacted', 'inProgress', 'onHold'].includes(c.main.status))
    return refuse('main-is-closed', c.main.number);
  if (m.accusedUnitId !== c.main.accusedUnitId || (m.confidentiality === 'accusation') !== (c.main.confidentiality === 'accusation'))
    return refuse('main-is-sealed');
  return happen({ type: 'mergedInto', data: { mainId: c.main.id, mainNumber: c.main.number, owner: c.main.owner, reason: c.reason } });
}

/** A copy goes where its main matter goes, but never to a unit that it accuses: then it leaves the main matter and is dispatched by itself. */
export function followOwner(m: Matter, c: Of<'followOwner'>, ctx: Context): Decision {
  const accused = m.accusedUnitId !== null && ctx.isUnder(c.owner.unitId, m.accusedUnitId);
  return happen(accused ? backToDesk(m, ctx) : { type: 'ownerFollowed', data: { owner: c.owner } });
}

/** When the main matter ends without a reply (not accepted, emergency, terminated) its copies go back to the desk as matters of their own. */
export function followEnd(m: Matter, _c: Of<'followEnd'>, ctx: Context): Decision {
  return happen(backToDesk(m, ctx));
}

/** The desk has it again, in the same round. The clock goes on; only where an answer had already stopped it, it begins anew. */
export function backToDesk(m: Matter, ctx: Context): MatterEvent {
  const event = rework(m, { unitId: m.deskUnitId, accountId: null }, 'backToDesk', ctx);
  if (m.reply !== null) return event;
  const deadline = m.pausedSince === null ? m.deadline : ctx.limits.afterPauses(m.deadline, m.pauses, ctx.now);
  return { ...event, data: { ...event.data, deadline } };
}

type ReworkOpened = Extract<MatterEvent, { type: 'reworkOpened' }>;

/**
 * The next round under the same number. It stays with its owner; a unit that was dissolved or is accused meanwhile, and a desk that was never
 * to handle it itself, cannot have it: then it goes to the desk for dispatch.
 */
export function rework(m: Matter, owner: Owner, why: ReworkWhy, ctx: Context): ReworkOpened {
  const unfit = !ctx.unitExists(owner.unitId) || (m.accusedUnitId !== null && ctx.isUnder(owner.unitId, m.accusedUnitId));
  const atDesk = why === 'backToDesk' || unfit || (m.dispatchedAt === null && owner.unitId === m.deskUnitId);
  const person = owner.accountId !== null && ctx.unitOfAccount(owner.accountId) === owner.unitId ? owner.accountId : null;
  return {
    type: 'reworkOpened',
    data: {
      round: m.round + (why === 'backToDesk' ? 0 : 1),
      why,
      owner: atDesk ? { unitId: m.deskUnitId, accountId: null } : { unitId: owner.unitId, accountId: person },
      deadline: ctx.limits.reply(m.categoryId, ctx.now, m.limitKey),
      signBy: ctx.limits.end('hotline.sign', ctx.now),
      contactBy: ctx.limits.contactEnd(m.categoryId, ctx.now),
      ...(atDesk ? { dispatchBy: ctx.limits.end('hotline.dispatch', ctx.now) } : {}),
    },
  };
}

const checkBacks = ['hotline.checkback.first', 'hotline.checkback.second'];

export function archived(how: ArchivedHow, ctx: Context): MatterEvent {
  const looksBack = how === 'verdict' || how === 'noAnswer' || how === 'refused';
  return { type: 'archived', data: { how, checkBackAt: looksBack ? checkBacks.map((key) => ctx.limits.end(key, ctx.now)) : [] } };
}

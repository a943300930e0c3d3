// At the desk: classify, dispatch against the duty list, merge, not accept, hand to the emergency services (P04, P06, P09; Beijing Arts. 10-12; Weifang Arts. 19, 24).
import type { Command } from './commands.ts';
import { blank, type Context, type Decision, happen, refuse } from './context.ts';
import type { MatterEvent } from './events.ts';
import type { Matter } from './matter.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

/** A deadline never moves because the desk classified late: it is counted from the day the concern came in. */
export function classify(m: Matter, c: Of<'classify'>, ctx: Context): Decision {
  const deadline = c.categoryId === m.categoryId ? null : ctx.limits.reply(c.categoryId, m.receivedAt);
  const { categoryId, placeId, urgency, effort, difficulty } = c;
  return happen({ type: 'classified', data: { categoryId, placeId, urgency, effort, difficulty, deadline } });
}

/** Sealing an accusation away from the unit that has it would leave it unowned: the desk must move it first. */
export function seal(m: Matter, c: Of<'seal'>, ctx: Context): Decision {
  if (c.confidentiality === 'accusation' && c.accusedUnitId === null) return refuse('name-the-unit');
  if (c.accusedUnitId !== null && ctx.isUnder(m.owner.unitId, c.accusedUnitId)) return refuse('accused-unit');
  return happen({ type: 'sealed', data: { confidentiality: c.confidentiality, accusedUnitId: c.accusedUnitId } });
}

/** Refusals: unknown-unit, accused-unit, duty-taken-back, duty-cooperate-only, duty-not-listed (each with the unit that owns the duty in `detail`). */
export function dispatch(m: Matter, c: Of<'dispatch'>, ctx: Context): Decision {
  const wrong = mayOwn(m, c.to, ctx);
  if (wrong) return wrong;
  const duty = ctx.duty(c.to, m.categoryId);
  const again = m.dispatchedAt !== null; // after a ruling: the clock of a returned order has never stopped
  const deadline = again ? m.deadline : ctx.limits.reply(m.categoryId, ctx.now);
  return happen({
    type: 'dispatched',
    data: {
      to: c.to, dutyRef: duty.ok ? duty.dutyRef : null, reason: c.reason, copyTo: c.copyTo, deadline, signBy: ctx.limits.end('hotline.sign', ctx.now),
      contactBy: ctx.limits.contactEnd(m.categoryId, ctx.now), objectBy: ctx.limits.end('hotline.objection.raise', ctx.now),
    },
  });
}

/** Shared by dispatch, ruling and designation: a unit that may own this matter, or the refusal. */
export function mayOwn(m: Matter, unitId: string, ctx: Context): ReturnType<typeof refuse> | null {
  if (!ctx.unitExists(unitId)) return refuse('unknown-unit');
  if (m.accusedUnitId !== null && ctx.isUnder(unitId, m.accusedUnitId)) return refuse('accused-unit');
  const duty = ctx.duty(unitId, m.categoryId);
  if (!duty.ok) return refuse(duty.refusal, duty.names);
  return duty.mayOwn ? null : refuse('duty-cooperate-only', duty.dutyRef ?? undefined);
}

export function notAccept(_m: Matter, c: Of<'notAccept'>, ctx: Context): Decision {
  if (blank(c.reason)) return refuse('say-why');
  if (blank(c.route)) return refuse('name-the-route');
  return happen({ type: 'notAccepted', data: { kind: c.kind, reason: c.reason, route: c.route } }, archived('notAccepted', ctx));
}

export function handToEmergency(_m: Matter, c: Of<'handToEmergency'>, ctx: Context): Decision {
  if (blank(c.note)) return refuse('say-why');
  return happen({ type: 'handedToEmergency', data: { service: c.service, note: c.note, reference: c.reference } }, archived('emergency', ctx));
}

/** The copy keeps its number and its raiser's own verdict; its owner follows the main matter's. Sealed and ordinary matters never meet (X5 rule 6). */
export function merge(m: Matter, c: Of<'merge'>, _ctx: Context): Decision {
  if (c.main.id === m.id) return refuse('cannot-merge-into-itself');
  if (c.main.status === 'merged') return refuse('main-is-merged', c.main.number);
  if (m.copies.length > 0) return refuse('main-is-merged', m.number);
  if (!['registered', 'dispatched', 'objecting', 'acknowledged', 'contacted', 'inProgress', 'onHold'].includes(c.main.status)) return refuse('main-is-closed', c.main.number);
  if (m.accusedUnitId !== c.main.accusedUnitId || (m.confidentiality === 'accusation') !== (c.main.confidentiality === 'accusation')) return refuse('main-is-sealed');
  return happen({ type: 'mergedInto', data: { mainId: c.main.id, mainNumber: c.main.number, owner: c.main.owner, reason: c.reason } });
}

/** When the main matter ends without a reply (not accepted, emergency, terminated) its copies go back to the desk's unit chain as matters of their own. */
export function followEnd(m: Matter, c: Of<'followEnd'>, ctx: Context): Decision {
  return happen(rework(m, { unitId: c.main.owner.unitId, accountId: null }, 'reopened', ctx));
}

export function rework(m: Matter, owner: Matter['owner'], why: 'notSolved' | 'reopened' | 'relapsed', ctx: Context): MatterEvent {
  return {
    type: 'reworkOpened',
    data: {
      round: m.round + (why === 'reopened' && m.mainId !== null && m.verdicts.length === 0 ? 0 : 1), why, owner, deadline: ctx.limits.reply(m.categoryId, ctx.now),
      signBy: ctx.limits.end('hotline.sign', ctx.now), contactBy: ctx.limits.contactEnd(m.categoryId, ctx.now),
    },
  };
}

export function archived(how: 'verdict' | 'noAnswer' | 'refused' | 'notAccepted' | 'emergency' | 'terminated' | 'concluded', ctx: Context): MatterEvent {
  const looksBack = how === 'verdict' || how === 'noAnswer' || how === 'refused';
  const day = ctx.limits.dayOf(ctx.now);
  const checkBackAt = looksBack ? [30, 90].map((n) => ctx.limits.endOfDay(ctx.limits.addDays(day, n))) : [];
  return { type: 'archived', data: { how, checkBackAt } };
}

// When more time is needed: extension, "cannot now" with a measure and a date, pause for listed causes, termination. The handler asks, somebody else grants
// (P11, P12; Jinan Art. 24(3); Weifang Art. 21; Regulation on Petitions Art. 34).
import type { Command } from './commands.ts';
import { actorId, blank, type Context, type Decision, happen, refuse } from './context.ts';
import type { Matter } from './matter.ts';
import { archived } from './triage.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

export function askExtension(m: Matter, c: Of<'askExtension'>, ctx: Context): Decision {
  if (m.extension !== null) return refuse('request-pending');
  if (m.pausedSince !== null) return refuse('paused');
  if (ctx.now > m.deadline.dueAt) return refuse('extension-late', m.deadline.dueAt);
  if (blank(c.reason) || blank(c.measure)) return refuse('say-why');
  const last = ctx.limits.lastExtension(m.deadline);
  if (m.extensionsGranted >= last.times) return refuse('extension-used');
  if (c.until > last.until) return refuse('extension-too-long', last.until);
  if (ctx.limits.endOfDay(c.until) <= m.deadline.dueAt) return refuse('date-in-past', c.until);
  return happen({ type: 'extensionAsked', data: { reason: c.reason, until: c.until, measure: c.measure } });
}

export function ruleExtension(m: Matter, c: Of<'ruleExtension'>, ctx: Context): Decision {
  if (m.extension === null) return refuse('nothing-pending');
  if (m.extension.by === actorId(ctx.actor)) return refuse('own-request');
  if (blank(c.reason)) return refuse('say-why');
  if (c.granted && m.hasContact && !c.toldRaiser) return refuse('raiser-not-told');
  const deadline = c.granted ? ctx.limits.movedTo(m.deadline, m.extension.until as Parameters<Context['limits']['movedTo']>[1], 'extension') : null;
  return happen({ type: 'extensionRuled', data: { granted: c.granted, reason: c.reason, deadline, toldRaiser: c.toldRaiser } });
}

/** 暂不能办: refused without a measure, a definite date and a next contact. The lawful clock keeps running until a second person confirms. */
export function hold(m: Matter, c: Of<'hold'>, ctx: Context): Decision {
  if (m.pausedSince !== null) return refuse('paused');
  const today = ctx.limits.dayOf(ctx.now);
  if (blank(c.measure)) return refuse('hold-needs-measure');
  if (blank(c.reason)) return refuse('say-why');
  if (c.until <= today) return refuse('date-in-past', c.until);
  if (c.until > ctx.limits.addDays(today, 366)) return refuse('date-too-far', c.until);
  if (c.nextContactOn < today || c.nextContactOn > c.until) return refuse('hold-needs-next-contact');
  return happen({
    type: 'held',
    data: { measure: c.measure, until: c.until, nextContactOn: c.nextContactOn, reason: c.reason, nextContactAt: ctx.limits.endOfDay(c.nextContactOn), untilAt: ctx.limits.endOfDay(c.until) },
  });
}

export function ruleHold(m: Matter, c: Of<'ruleHold'>, ctx: Context): Decision {
  if (m.hold === null || m.hold.confirmed) return refuse('nothing-pending');
  if (m.hold.by === actorId(ctx.actor)) return refuse('own-request');
  if (blank(c.reason)) return refuse('say-why');
  const promised = m.hold.untilAt > m.deadline.dueAt;
  const deadline = c.confirmed && promised ? ctx.limits.movedTo(m.deadline, ctx.limits.dayOf(m.hold.untilAt), 'hold') : null;
  return happen({ type: 'holdConfirmed', data: { confirmed: c.confirmed, reason: c.reason, deadline } });
}

export function resume(_m: Matter, c: Of<'resume'>, _ctx: Context): Decision {
  if (blank(c.reason)) return refuse('say-why');
  return happen({ type: 'resumed', data: { reason: c.reason } });
}

export function askPause(m: Matter, c: Of<'askPause'>, ctx: Context): Decision {
  if (m.pauseAsked !== null) return refuse('request-pending');
  if (m.pausedSince !== null) return refuse('paused');
  if (blank(c.reason)) return refuse('say-why');
  if (c.cause === 'raiser-material' && m.pauses.filter((p) => p.cause === 'raiser-material').length >= 2) return refuse('pause-material-twice');
  if (c.until === null && c.cause !== 'statutory-procedure') return refuse('pause-needs-date');
  if (c.until !== null && c.until <= ctx.limits.dayOf(ctx.now)) return refuse('date-in-past', c.until);
  return happen({ type: 'pauseAsked', data: { cause: c.cause, reason: c.reason, until: c.until } });
}

export function rulePause(m: Matter, c: Of<'rulePause'>, ctx: Context): Decision {
  if (m.pauseAsked === null) return refuse('nothing-pending');
  if (m.pauseAsked.by === actorId(ctx.actor)) return refuse('own-request');
  if (blank(c.reason)) return refuse('say-why');
  const until = m.pauseAsked.until;
  const untilAt = until === null ? null : ctx.limits.endOfDay(until as Parameters<Context['limits']['endOfDay']>[0]);
  if (c.granted && untilAt !== null && untilAt <= ctx.now) return refuse('date-in-past', until ?? '');
  return happen({ type: 'pauseRuled', data: { granted: c.granted, cause: m.pauseAsked.cause, reason: c.reason, untilAt } });
}

export function endPause(m: Matter, c: Of<'endPause'>, ctx: Context): Decision {
  if (m.pausedSince === null) return refuse('not-paused');
  if (blank(c.reason)) return refuse('say-why');
  return happen(pauseEnds(m, c.reason, ctx));
}

export function pauseEnds(m: Matter, reason: string, ctx: Context) {
  return { type: 'pauseEnded' as const, data: { reason, deadline: ctx.limits.afterPauses(m.deadline, m.pauses, ctx.now) } };
}

export function askTermination(m: Matter, c: Of<'askTermination'>, _ctx: Context): Decision {
  if (m.pausedSince !== null) return refuse('paused');
  if (blank(c.reason)) return refuse('say-why');
  if (blank(c.basis)) return refuse('cite-basis');
  return happen({ type: 'terminationAsked', data: { reason: c.reason, basis: c.basis } });
}

/** Only the hotline ends a matter midway, in writing, and the raiser is told why (Weifang Art. 21). */
export function ruleTermination(m: Matter, c: Of<'ruleTermination'>, ctx: Context): Decision {
  if (m.termination?.by === actorId(ctx.actor)) return refuse('own-request');
  if (blank(c.reason)) return refuse('say-why');
  if (c.granted && blank(c.toldRaiser)) return refuse('raiser-not-told');
  const ruled = { type: 'terminationRuled' as const, data: { granted: c.granted, reason: c.reason, toldRaiser: c.toldRaiser } };
  return c.granted ? happen(ruled, archived('terminated', ctx)) : happen(ruled);
}

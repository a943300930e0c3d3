// When more time is needed: extension, "cannot now" with a measure and a date, pause for listed causes, termination. The handler asks, somebody else grants
// (P11, P12; Jinan Art. 24(3); Weifang Art. 21; Regulation on Petitions Art. 34).

import type { Day } from '../time/day.ts';
import type { Command } from './commands.ts';
import { blank, type Context, type Decision, happen, isBy, refuse, rulingLimit } from './context.ts';
import type { Matter } from './matter.ts';
import { archived } from './triage.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

/** Whatever is asked here has a date by which somebody else should have ruled; until then and after it the lawful clock runs. */
const ruleBy = (ctx: Context) => ctx.limits.end(rulingLimit, ctx.now);

export function askExtension(m: Matter, c: Of<'askExtension'>, ctx: Context): Decision {
  if (m.extension !== null) return refuse('request-pending');
  if (m.pausedSince !== null) return refuse('paused');
  if (ctx.now > m.deadline.dueAt) return refuse('extension-late', m.deadline.dueAt);
  if (blank(c.reason) || blank(c.measure)) return refuse('say-why');
  const last = ctx.limits.lastExtension(m.deadline);
  if (m.extensionsGranted >= last.times) return refuse('extension-used');
  if (c.until > last.until) return refuse('extension-too-long', last.until);
  if (ctx.limits.endOfDay(c.until) <= m.deadline.dueAt) return refuse('date-in-past', c.until);
  return happen({ type: 'extensionAsked', data: { reason: c.reason, until: c.until, measure: c.measure, ruleBy: ruleBy(ctx) } });
}

export function ruleExtension(m: Matter, c: Of<'ruleExtension'>, ctx: Context): Decision {
  if (m.extension === null) return refuse('nothing-pending');
  if (isBy(ctx.actor, m.extension.by)) return refuse('own-request');
  if (blank(c.reason)) return refuse('say-why');
  if (c.granted && m.hasContact && !c.toldRaiser) return refuse('raiser-not-told');
  const until = m.extension.until as Day;
  if (c.granted && ctx.limits.endOfDay(until) <= m.deadline.dueAt) return refuse('date-in-past', until); // a hold has moved it further meanwhile
  const deadline = c.granted ? ctx.limits.movedTo(m.deadline, until, 'extension') : null;
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
  const [nextContactAt, untilAt] = [ctx.limits.endOfDay(c.nextContactOn), ctx.limits.endOfDay(c.until)];
  if (nextContactAt <= ctx.now || nextContactAt > untilAt) return refuse('hold-needs-next-contact');
  const { measure, until, nextContactOn, reason } = c;
  return happen({ type: 'held', data: { measure, until, nextContactOn, reason, nextContactAt, untilAt, ruleBy: ruleBy(ctx) } });
}

export function ruleHold(m: Matter, c: Of<'ruleHold'>, ctx: Context): Decision {
  if (m.hold === null || m.hold.confirmed) return refuse('nothing-pending');
  if (isBy(ctx.actor, m.hold.by)) return refuse('own-request');
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
  if (ctx.now > m.deadline.dueAt) return refuse('pause-late', m.deadline.dueAt);
  if (blank(c.reason)) return refuse('say-why');
  if (c.cause === 'raiser-material' && m.hasContact && !m.contactedInRound) return refuse('raiser-not-told'); // nobody waits for what was never asked for
  if (c.cause === 'raiser-material' && m.pauses.filter((p) => p.cause === 'raiser-material').length >= 2)
    return refuse('pause-material-twice');
  if (c.until === null && c.cause !== 'statutory-procedure') return refuse('pause-needs-date');
  const today = ctx.limits.dayOf(ctx.now);
  if (c.until !== null && c.until <= today) return refuse('date-in-past', c.until);
  if (c.until !== null && c.until > ctx.limits.addDays(today, 366)) return refuse('date-too-far', c.until);
  return happen({ type: 'pauseAsked', data: { cause: c.cause, reason: c.reason, until: c.until, ruleBy: ruleBy(ctx) } });
}

/** A pause without an end date (a statutory procedure) comes back to whoever granted it after 30 days. */
export function rulePause(m: Matter, c: Of<'rulePause'>, ctx: Context): Decision {
  if (m.pauseAsked === null) return refuse('nothing-pending');
  if (isBy(ctx.actor, m.pauseAsked.by)) return refuse('own-request');
  if (blank(c.reason)) return refuse('say-why');
  const { cause, until } = m.pauseAsked;
  const untilAt = until === null ? null : ctx.limits.endOfDay(until as Day);
  if (c.granted && ctx.now > m.deadline.dueAt) return refuse('pause-late', m.deadline.dueAt);
  if (c.granted && untilAt !== null && untilAt <= ctx.now) return refuse('date-in-past', until ?? '');
  const review = c.granted && untilAt === null ? { reviewBy: ctx.limits.endOfDay(ctx.limits.addDays(ctx.limits.dayOf(ctx.now), 30)) } : {};
  return happen({ type: 'pauseRuled', data: { granted: c.granted, cause, reason: c.reason, untilAt, ...review } });
}

export function endPause(m: Matter, c: Of<'endPause'>, ctx: Context): Decision {
  if (m.pausedSince === null) return refuse('not-paused');
  if (blank(c.reason)) return refuse('say-why');
  return happen(pauseEnds(m, c.reason, ctx));
}

export function pauseEnds(m: Matter, reason: string, ctx: Context) {
  return { type: 'pauseEnded' as const, data: { reason, deadline: ctx.limits.afterPauses(m.deadline, m.pauses, ctx.now) } };
}

export function askTermination(m: Matter, c: Of<'askTermination'>, ctx: Context): Decision {
  if (m.pausedSince !== null) return refuse('paused');
  if (blank(c.reason)) return refuse('say-why');
  if (blank(c.basis)) return refuse('cite-basis');
  return happen({ type: 'terminationAsked', data: { reason: c.reason, basis: c.basis, ruleBy: ruleBy(ctx) } });
}

/** Only the hotline ends a matter midway, in writing, and the raiser is told why (Weifang Art. 21). */
export function ruleTermination(m: Matter, c: Of<'ruleTermination'>, ctx: Context): Decision {
  if (isBy(ctx.actor, m.termination?.by)) return refuse('own-request');
  if (blank(c.reason)) return refuse('say-why');
  if (c.granted && blank(c.toldRaiser)) return refuse('raiser-not-told');
  const ruled = { type: 'terminationRuled' as const, data: { granted: c.granted, reason: c.reason, toldRaiser: c.toldRaiser } };
  return c.granted ? happen(ruled, archived('terminated', ctx)) : happen(ruled);
}

// In the unit: sign for it, make first contact, note progress, ask helpers, pass it to a colleague, object once (P07, P08, P10; Beijing Arts. 14-15; Weifang Art. 22).
import type { Command } from './commands.ts';
import { actorId, blank, type Context, type Decision, happen, isBy, refuse, rulingLimit } from './context.ts';
import type { Matter } from './matter.ts';
import { isInvolved } from './possible.ts';
import { mayOwn } from './triage.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

export function acknowledge(_m: Matter, _c: Of<'acknowledge'>, ctx: Context): Decision {
  return happen({ type: 'acknowledged', data: { accountId: (ctx.actor.kind === 'staff' && ctx.actor.forId) || actorId(ctx.actor) } });
}

export function contact(_m: Matter, c: Of<'contact'>, _ctx: Context): Decision {
  if (blank(c.words)) return refuse('words-missing');
  return happen({ type: 'contacted', data: { how: c.how, words: c.words, reached: c.reached } });
}

export function note(_m: Matter, c: Of<'note'>, _ctx: Context): Decision {
  if (blank(c.words)) return refuse('words-missing');
  return happen({ type: 'noted', data: { words: c.words, evidence: c.evidence } });
}

/** One lead, helpers beside it. A helper may hold a cooperate duty; the lead stays the owner. */
export function askHelper(m: Matter, c: Of<'askHelper'>, ctx: Context): Decision {
  if (blank(c.task)) return refuse('words-missing');
  if (!ctx.unitExists(c.unitId)) return refuse('unknown-unit');
  if (c.unitId === m.owner.unitId) return refuse('same-unit');
  if (m.accusedUnitId !== null && ctx.isUnder(c.unitId, m.accusedUnitId)) return refuse('accused-unit');
  const today = ctx.limits.dayOf(ctx.now);
  if (c.until < today) return refuse('date-in-past', c.until);
  if (c.until > ctx.limits.addDays(today, 366)) return refuse('date-too-far', c.until);
  return happen({ type: 'helperAsked', data: { unitId: c.unitId, task: c.task, dueAt: ctx.limits.endOfDay(c.until) } });
}

export function reportHelp(_m: Matter, c: Of<'reportHelp'>, ctx: Context): Decision {
  if (blank(c.words)) return refuse('words-missing');
  const unitId = ctx.actor.kind === 'staff' ? ctx.actor.unitId : '';
  return happen({ type: 'helperReported', data: { unitId, words: c.words, final: c.final } });
}

/** Inside the owner unit only: between units a matter moves by objection and ruling, never by passing on (首接负责). */
export function handOver(m: Matter, c: Of<'handOver'>, ctx: Context): Decision {
  if (blank(c.reason)) return refuse('say-why');
  const unit = ctx.unitOfAccount(c.to);
  if (unit === null) return refuse('unknown-person');
  if (unit !== m.owner.unitId) return refuse('not-your-unit');
  if (m.recused.includes(c.to)) return refuse('recused');
  return happen({ type: 'handedOver', data: { from: m.owner.accountId, to: c.to, reason: c.reason } });
}

/**
 * A leaver keeps nothing (SM-20): what lay with them goes to the colleague named, if that one may have it, else back to the unit, which stays
 * responsible throughout. The deadline is not touched. Asked again, it has nothing more to say.
 */
export function releaseOwner(m: Matter, c: Of<'releaseOwner'>, ctx: Context): Decision {
  if (m.owner.accountId !== c.from) return happen();
  const mayHave = c.to !== null && ctx.unitOfAccount(c.to) === m.owner.unitId && !m.recused.includes(c.to);
  const data = { from: c.from, to: mayHave ? c.to : null, reason: '承办人离岗，账号已停用' };
  return happen({ type: 'handedOver', data: c.orderedBy === null ? data : { ...data, orderedBy: c.orderedBy } });
}

/** The unit that handles the matter takes out its own people only; else it could get rid of those who rule and call back. */
export function recuse(m: Matter, c: Of<'recuse'>, ctx: Context): Decision {
  if (blank(c.reason)) return refuse('say-why');
  const unit = ctx.unitOfAccount(c.accountId);
  if (unit === null) return refuse('unknown-person');
  const handles = ctx.actor.kind === 'staff' && isInvolved(m, ctx.actor);
  if (handles && unit !== m.owner.unitId) return refuse('not-your-unit');
  return happen({ type: 'recused', data: { accountId: c.accountId, reason: c.reason } });
}

/** Within the objection limit, with a duty-list entry or rule cited. The addressed unit stays owner and the clock runs. */
export function object(m: Matter, c: Of<'object'>, ctx: Context): Decision {
  if (m.ruled) return refuse('already-ruled');
  if (m.pausedSince !== null) return refuse('paused');
  // Whoever has answered once cannot say afterwards that it was never its matter.
  if (m.objectBy === null) return refuse('objection-late', m.verdicts.at(-1)?.at ?? m.receivedAt);
  if (ctx.now > m.objectBy) return refuse('objection-late', m.objectBy);
  if (blank(c.reason)) return refuse('say-why');
  if (blank(c.basis)) return refuse('cite-basis');
  if (c.proposedUnitId !== null && !ctx.unitExists(c.proposedUnitId)) return refuse('unknown-unit');
  const ruleBy = ctx.limits.end(rulingLimit, ctx.now);
  return happen({ type: 'objected', data: { reason: c.reason, basis: c.basis, proposedUnitId: c.proposedUnitId, ruleBy } });
}

/** Final in every outcome: upheld goes back to the desk for one more dispatch, rejected stays, designated names the owner. */
export function ruleObjection(m: Matter, c: Of<'ruleObjection'>, ctx: Context): Decision {
  if (isBy(ctx.actor, m.objection?.by)) return refuse('own-request');
  if (isBy(ctx.actor, m.dispatchedBy)) return refuse('needs-independent'); // a review, not the one who sent it (Beijing Art. 12)
  if (blank(c.reason)) return refuse('say-why');
  if (c.outcome === 'designated') {
    if (c.to === null) return refuse('name-the-unit');
    if (c.to === m.owner.unitId) return refuse('same-unit'); // that is `rejected`
    const wrong = mayOwn(m, c.to, ctx);
    if (wrong) return wrong;
  }
  const by = ctx.actor.kind === 'staff' && ctx.actor.roles.includes('countyOffice') ? 'jointMeeting' : 'hotline';
  const upheld = c.outcome === 'upheld';
  const named = c.outcome === 'designated';
  return happen({
    type: 'objectionRuled',
    data: {
      outcome: c.outcome,
      to: named ? c.to : null,
      reason: c.reason,
      by,
      dispatchBy: upheld ? ctx.limits.end('hotline.dispatch', ctx.now) : null,
      signBy: named ? ctx.limits.end('hotline.sign', ctx.now) : null,
      contactBy: named ? ctx.limits.contactEnd(m.categoryId, ctx.now) : null,
    },
  });
}

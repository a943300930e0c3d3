// The ladder for what a unit cannot settle alone: unit, township or department, county office, standing meeting (P07; Beijing Arts. 16, 20; Jinan Arts. 29-30).
import type { Command } from './commands.ts';
import { blank, type Context, type Decision, happen, isBy, refuse } from './context.ts';
import type { Actor } from './events.ts';
import type { Matter } from './matter.ts';
import { isInvolved } from './possible.ts';
import { archived, mayOwn, rework } from './triage.ts';
import { climb } from './verdict.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

const isOf = (actor: Actor, unitId: string): boolean => actor.kind === 'staff' && actor.unitId === unitId;

export function escalate(m: Matter, c: Of<'escalate'>, ctx: Context): Decision {
  if (blank(c.reason)) return refuse('say-why');
  if (m.escalation === 3) return refuse('top-of-ladder');
  return happen(climb(m, 'deadlock', c.reason, ctx));
}

/**
 * The county office or the standing meeting names who sees it through; nobody may return it after that. An office that had it in hand itself only writes down what the
 * meeting said (with its minutes), and never its own unit.
 */
export function designate(m: Matter, c: Of<'designate'>, ctx: Context): Decision {
  if (m.escalation < 2) return refuse('not-top-of-ladder');
  if (m.pausedSince !== null) return refuse('paused');
  if (blank(c.reason)) return refuse('say-why');
  if (isInvolved(m, ctx.actor)) {
    if (isOf(ctx.actor, c.to)) return refuse('needs-independent');
    if (blank(c.minutes)) return refuse('cite-basis');
  }
  const wrong = mayOwn(m, c.to, ctx);
  if (wrong) return wrong;
  const named = {
    type: 'designated' as const,
    data: {
      to: c.to,
      reason: c.reason,
      minutes: c.minutes,
      signBy: ctx.limits.end('hotline.sign', ctx.now),
      contactBy: ctx.limits.contactEnd(m.categoryId, ctx.now),
    },
  };
  if (m.status !== 'judged') return happen(named);
  if (m.verdicts[m.verdicts.length - 1]?.solved !== 'no') return refuse('not-in-this-state', m.status);
  return happen(rework(m, { unitId: c.to, accountId: null }, 'notSolved', ctx), named);
}

/** The standing meeting may end a matter that the raiser still calls unsolved: with basis and minutes, and it stays "unsolved" in every figure. */
export function concludeUnresolved(m: Matter, c: Of<'concludeUnresolved'>, ctx: Context): Decision {
  if (m.escalation !== 3) return refuse('not-top-of-ladder');
  const last = m.verdicts[m.verdicts.length - 1];
  if (last?.solved !== 'no') return refuse('not-in-this-state', m.status);
  if (ctx.now <= last.changeableUntil) return refuse('ask-raiser-first', last.changeableUntil); // the raiser may still change it
  if (blank(c.reason)) return refuse('say-why');
  if (blank(c.basis) || blank(c.minutes)) return refuse('cite-basis');
  return happen(
    { type: 'concludedUnresolved', data: { reason: c.reason, basis: c.basis, minutes: c.minutes } },
    archived('concluded', ctx),
  );
}

/** Once for each round's verdict. Exclusion touches rates only: status, reply and verdict stay as they are, and the raiser is never labelled (SM-05). */
export function askExclusion(m: Matter, c: Of<'askExclusion'>, ctx: Context): Decision {
  const last = m.verdicts[m.verdicts.length - 1];
  if (last === undefined) return refuse('exclusion-needs-verdict');
  if (m.exclusion?.state === 'asked' || m.exclusion?.state === 'appealed') return refuse('request-pending');
  if (m.exclusion !== null && m.exclusion.round === last.round) return refuse('exclusion-asked');
  const applyBy = ctx.limits.end('hotline.exclusion.apply', last.at);
  if (ctx.now > applyBy) return refuse('exclusion-late', applyBy);
  if (blank(c.reason)) return refuse('say-why');
  return happen({
    type: 'exclusionAsked',
    data: { kind: c.kind, reason: c.reason, ruleBy: ctx.limits.end('hotline.exclusion.decide', ctx.now) },
  });
}

export function ruleExclusion(m: Matter, c: Of<'ruleExclusion'>, ctx: Context): Decision {
  if (m.exclusion?.state !== 'asked') return refuse('nothing-pending');
  if (isBy(ctx.actor, m.exclusion.by)) return refuse('own-request');
  if (blank(c.reason)) return refuse('say-why');
  return happen({
    type: 'exclusionRuled',
    data: { granted: c.granted, reason: c.reason, appealBy: ctx.limits.end('hotline.exclusion.apply', ctx.now) },
  });
}

/** One appeal, heard by somebody who did not rule before; then final. */
export function appealExclusion(m: Matter, c: Of<'appealExclusion'>, ctx: Context): Decision {
  if (m.exclusion?.state === 'final' || m.exclusion?.state === 'appealed') return refuse('appeal-used');
  if (m.exclusion?.state !== 'refused') return refuse('nothing-pending');
  if (m.exclusion.appealBy !== null && ctx.now > m.exclusion.appealBy) return refuse('appeal-late');
  if (blank(c.reason)) return refuse('say-why');
  return happen({ type: 'exclusionAppealed', data: { reason: c.reason, ruleBy: ctx.limits.end('hotline.exclusion.decide', ctx.now) } });
}

export function ruleAppeal(m: Matter, c: Of<'ruleAppeal'>, ctx: Context): Decision {
  if (m.exclusion?.state !== 'appealed') return refuse('nothing-pending');
  if (isBy(ctx.actor, m.exclusion.by)) return refuse('own-request');
  if (isBy(ctx.actor, m.exclusion.ruledBy)) return refuse('needs-independent');
  if (blank(c.reason)) return refuse('say-why');
  return happen({ type: 'appealRuled', data: { granted: c.granted, reason: c.reason } });
}

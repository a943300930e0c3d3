// Only the raiser's verdict closes (P13, P14; Beijing Arts. 8, 23; Jinan Art. 27; SM-04). A handler never judges, silence is never satisfaction,
// "no" opens the next round under the same number, and after two reworks the matter climbs.
import type { Command } from './commands.ts';
import { blank, type Context, type Decision, happen, maxRounds, refuse } from './context.ts';
import type { EscalationLevel, MatterEvent } from './events.ts';
import type { Matter } from './matter.ts';
import { distinctAttempts } from './reply.ts';
import { archived, rework } from './triage.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

/** First verdict of a round while an answer waits; a change within three days afterwards, by the raiser alone. */
export function judge(m: Matter, c: Of<'judge'>, ctx: Context): Decision {
  const waiting = m.status === 'replied' || m.status === 'awaitingVerdict';
  if (c.via === 'callback' && ctx.actor.kind === 'raiser') return refuse('not-your-role');
  if (c.via === 'paper' && blank(c.proof ?? '')) return refuse('proof-missing');
  if (ctx.actor.kind === 'staff') {
    if (!waiting) return refuse(m.verdicts.length > 0 ? 'judged-already' : 'not-in-this-state', m.status);
    if (c.via === 'callback' && !m.attempts.some((a) => a.reached)) return refuse('call-not-reached');
    if (c.via !== 'callback' && c.via !== 'paper') return refuse('raiser-only');
  }
  if (waiting) return happen(...judged(m, c, m.round, false, ctx));
  const last = m.verdicts[m.verdicts.length - 1];
  if (last === undefined) return refuse('not-in-this-state', m.status);
  if (ctx.now > last.changeableUntil) return refuse('change-window-over', last.changeableUntil);
  return happen(...judged(m, c, last.round, true, ctx));
}

function judged(m: Matter, c: Of<'judge'>, round: number, changed: boolean, ctx: Context): MatterEvent[] {
  const first = m.verdicts.find((v) => v.round === round);
  const changeableUntil = changed && first ? first.changeableUntil : ctx.limits.end('hotline.verdict.change', ctx.now);
  const verdict: MatterEvent = {
    type: 'judged',
    data: { round, solved: c.solved, level: c.level, words: c.words, via: c.via, changeableUntil, changed, proof: c.proof },
  };
  if (c.solved !== 'no') return [verdict];
  const reworkGoesOn = m.round > round;
  if (reworkGoesOn) return [verdict];
  return [verdict, ...nextRound({ ...m, round }, c.words, ctx)];
}

/** "No": same number, next round, same owner; beyond the second rework a level up; at the standing meeting it waits for the meeting's decision. */
function nextRound(m: Matter, words: string, ctx: Context): MatterEvent[] {
  const climbs = m.round >= maxRounds;
  if (!climbs) return [rework(m, m.owner, 'notSolved', ctx)];
  if (m.escalation === 3) return [];
  return [rework(m, m.owner, 'notSolved', ctx), climb(m, 'rework', words, ctx)];
}

export function climb(m: Matter, why: 'rework' | 'overdue' | 'deadlock', reason: string, ctx: Context): MatterEvent {
  const to = Math.min(3, m.escalation + 1) as EscalationLevel;
  return { type: 'escalated', data: { from: m.escalation, to, why, reason, actBy: ctx.limits.end('hotline.escalation', ctx.now) } };
}

/** Calls in one hour: whoever did not answer three times is not rung a fourth time, and three rings in a row are no three tries. */
const callsAnHour = 3;

/** An attempt to call. The third at a different time, after the window has ended, closes it as "no answer". */
export function attemptCall(m: Matter, c: Of<'attemptCall'>, ctx: Context): Decision {
  const third = m.attempts[m.attempts.length - callsAnHour];
  if (third !== undefined && ctx.limits.hoursBetween(third.at, ctx.now) < 1) return refuse('called-too-often', third.at);
  const attempt: MatterEvent = { type: 'callAttempted', data: { reached: c.reached, words: c.words } };
  const after = { ...m, attempts: [...m.attempts, { at: ctx.now, reached: c.reached }] };
  if (!c.reached && mayCloseUnanswered(after, ctx)) return happen(attempt, ...closedUnanswered(after, ctx));
  return happen(attempt);
}

/** No answer is accepted only after the window, and where there is a phone only after three calls at different times that reached nobody. */
export function mayCloseUnanswered(m: Matter, ctx: Context): boolean {
  if (m.windowClosesAt === null || ctx.now < m.windowClosesAt) return false;
  return !m.hasContact || !m.wantsReply || distinctAttempts(m, ctx) >= 3;
}

export function closedUnanswered(m: Matter, ctx: Context): MatterEvent[] {
  return [{ type: 'verdictWindowClosed', data: { round: m.round, attempts: distinctAttempts(m, ctx) } }, archived('noAnswer', ctx)];
}

export function refuseVerdict(m: Matter, c: Of<'refuseVerdict'>, ctx: Context): Decision {
  if (ctx.actor.kind === 'staff' && !m.attempts.some((a) => a.reached)) return refuse('call-not-reached');
  if (ctx.actor.kind === 'staff' && blank(c.words)) return refuse('words-missing');
  return happen({ type: 'verdictRefused', data: { round: m.round, words: c.words } }, archived('refused', ctx));
}

/** Within 30 days, with a new fact; the last owner takes it up again under the same number. */
export function reopen(m: Matter, c: Of<'reopen'>, ctx: Context): Decision {
  if (blank(c.fact)) return refuse('reopen-needs-fact');
  if (m.archivedAt === null || ctx.now > ctx.limits.end('hotline.reopen', m.archivedAt)) return refuse('reopen-late');
  return happen({ type: 'reopened', data: { fact: c.fact, by: 'raiser' } }, rework(m, m.owner, 'reopened', ctx));
}

/** 回头看 at 30 and 90 days, by a unit that did not handle it. What did not hold comes back under its number. */
export function checkBack(m: Matter, c: Of<'checkBack'>, ctx: Context): Decision {
  const due = m.clocks.find((k) => k.kind === 'checkBack');
  if (due === undefined || ctx.now < due.dueAt) return refuse('check-back-not-due', due?.dueAt);
  if (blank(c.words)) return refuse('words-missing');
  const checked: MatterEvent = { type: 'checkedBack', data: { nth: 3 - m.checkBackAt.length, holds: c.holds, words: c.words } };
  if (c.holds) return happen(checked);
  return happen(checked, { type: 'reopened', data: { fact: c.words, by: 'checkBack' } }, rework(m, m.owner, 'relapsed', ctx));
}

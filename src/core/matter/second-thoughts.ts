// What a person adds beside the course of things: a reminder to the unit (P12), and taking back the own last entry (rules d14: correction only by added entry).
import type { Command } from './commands.ts';
import { actorId, type Context, type Decision, happen, refuse } from './context.ts';
import type { Matter } from './matter.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

/** Once a day for each matter, whoever asks: a unit is told, not flooded (X8). No clock is touched; the clock urges by itself. */
export function remind(m: Matter, c: Of<'remind'>, ctx: Context): Decision {
  if (m.remindedOn === ctx.limits.dayOf(ctx.now)) return refuse('reminded-today');
  return happen({ type: 'reminded', data: { words: c.words } });
}

const minutesToTakeBack = 30;

/**
 * Only the own dispatch or note, only while nothing followed it, and only for half an hour: what others have acted on stays. The entry itself stays too.
 * A dispatch goes back to the desk; the reply clock has started and is not stopped or begun anew by it. What was ruled or designated is never taken back.
 */
export function takeBack(m: Matter, { entry, reason }: Of<'takeBack'>, ctx: Context): Decision {
  const { type } = entry;
  if ((type !== 'dispatched' && type !== 'noted') || entry.by !== actorId(ctx.actor)) return refuse('take-back-not');
  if (entry.seq !== m.version || ctx.limits.hoursBetween(entry.at, ctx.now) * 60 > minutesToTakeBack) return refuse('take-back-late');
  if (type === 'noted') return happen({ type: 'takenBack', data: { seq: entry.seq, what: 'noted', reason, dispatchBy: null } });
  if (m.status !== 'dispatched' || m.ruled || m.escalation > 1) return refuse('take-back-not');
  const dispatchBy = ctx.limits.end('hotline.dispatch', ctx.now);
  return happen({ type: 'takenBack', data: { seq: entry.seq, what: 'dispatched', reason, dispatchBy } });
}

// What a list can be asked for, and the SQL of its conditions.
import type { Instant } from '#core/time/day.ts';
import type { visible } from './visibility-sql.ts';

export type ListQuery = {
  unit?: string | undefined;
  status?: readonly string[] | undefined;
  waitingFor?: string | undefined;
  light?: string | undefined;
  /** One category, or it and all below it. */
  category?: string | readonly string[] | undefined;
  open?: boolean | undefined;
  /** Leaves out what hides its raiser or accuses a unit: such matters go into no file. */
  unsealed?: boolean | undefined;
  /** One place, or it and all below it. */
  place?: string | readonly string[] | undefined;
  channel?: string | undefined;
  /** From the first instant, until before the second. */
  received?: Span | undefined;
  /** Only what is not ended has a date that is still to come: with this, the rest is left out. */
  due?: Span | undefined;
  q?: string | undefined;
  /** With words to search for: `received` lists the newest first, else what fits best comes first. */
  sort?: 'received' | 'due' | undefined;
  /** With words to search for: also where they stand. */
  excerpts?: boolean | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

export type Span = { from?: Instant | undefined; before?: Instant | undefined };

const closed = ['archived', 'judged', 'notAccepted', 'emergency', 'terminated'] as const;

/** By due date only what is not ended is listed: that order has an index for it, and a date that is over says nothing. */
export const isByDue = (ask: ListQuery): boolean =>
  ask.sort === 'due' && !(ask.status ?? []).some((status) => (closed as readonly string[]).includes(status));

export function filtered<Q extends ReturnType<typeof visible>>(rows: Q, ask: ListQuery): Q {
  let q = rows as ReturnType<typeof visible>;
  if (ask.unit) q = q.where('m.owner_unit_id', '=', ask.unit);
  if (ask.status && ask.status.length > 0) q = q.where('m.status', 'in', [...ask.status]);
  if (ask.waitingFor) q = q.where('m.waiting_for', '=', ask.waitingFor);
  if (ask.light) q = q.where('m.light', '=', ask.light);
  if (ask.category) q = q.where('m.category_id', 'in', typeof ask.category === 'string' ? [ask.category] : [...ask.category]);
  if (ask.place) q = q.where('m.place_id', 'in', typeof ask.place === 'string' ? [ask.place] : [...ask.place]);
  if (ask.channel) q = q.where('m.channel', '=', ask.channel);
  if (ask.received?.from) q = q.where('m.received_at', '>=', ask.received.from);
  if (ask.received?.before) q = q.where('m.received_at', '<', ask.received.before);
  if (ask.due?.from) q = q.where('m.due_at', '>=', ask.due.from);
  if (ask.due?.before) q = q.where('m.due_at', '<', ask.due.before);
  if (ask.open || ask.due || isByDue(ask)) q = q.where('m.status', 'not in', [...closed]);
  if (ask.unsealed) q = q.where('m.confidentiality', 'not in', ['accusation', 'identitySealed']);
  return q as Q;
}

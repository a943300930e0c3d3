// How a matter begins (P01, P02): the raiser's own words go into the first event and are never changed; a summary is a separate thing.
import type { Instant } from '../time/day.ts';
import type { Limits } from './context.ts';
import { blank, refuse } from './context.ts';
import type { MatterEvent } from './events.ts';
import type { Refused } from './refusals.ts';

export type Concern = Omit<Extract<MatterEvent, { type: 'registered' }>['data'], 'deadline' | 'dispatchBy' | 'number'>;

/** The opening event, or `words-missing` / `name-the-unit` / `accused-unit` (the desk itself, or what it lies below). The number is given by the one who writes it (it is unique per county and day). */
export function register(
  concern: Concern,
  number: string,
  limits: Limits,
  at: Instant,
  isUnder = (unitId: string, above: string): boolean => unitId === above,
): { event: Extract<MatterEvent, { type: 'registered' }> } | Refused {
  if (blank(concern.text) || blank(concern.title)) return refuse('words-missing');
  if (concern.confidentiality === 'accusation' && concern.accusedUnitId === null) return refuse('name-the-unit');
  if (concern.accusedUnitId !== null && isUnder(concern.deskUnitId, concern.accusedUnitId)) return refuse('accused-unit');
  const deadline = limits.reply(concern.categoryId, at, concern.limitKey);
  return { event: { type: 'registered', data: { ...concern, number, deadline, dispatchBy: limits.end('hotline.dispatch', at) } } };
}

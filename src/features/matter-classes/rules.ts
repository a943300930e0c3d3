// Pure rules of this room: who may see a class, how its row looks, what the clock has to do with it.
import type { Effect } from '#core/matter-class/effect.ts';
import type { MatterClass } from '#core/matter-class/state.ts';
import { findSensitive } from '#core/text/mask.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import { addDays, type Day, daysBetween } from '#core/time/day.ts';

export type Tree = { isUnder(id: string, ancestorId: string): boolean; byId(id: string): unknown };

/** Of the owner, of a measure, of the places: what decides whose business a class is. */
export type ClassStanding = { ownerUnitId: string | null; measureUnitIds: readonly string[]; placeUnitIds: readonly string[] };

/** Who works for the county sees every class; a unit sees those it owns, has a measure in, or whose place lies in its area. */
export function maySeeClass(
  standing: ClassStanding,
  viewer: { unitId: string; seesCounty: boolean; seesUnits: boolean },
  units: Tree,
): boolean {
  if (viewer.seesCounty) return true;
  if (!viewer.seesUnits) return false;
  return [standing.ownerUnitId, ...standing.measureUnitIds, ...standing.placeUnitIds].some(
    (id) => id !== null && units.isUnder(id, viewer.unitId),
  );
}

/** The village or community of a place; a road or an estate outside any is itself; what is larger than a village is none. */
export function villageOf(path: readonly { id: string; kind: string }[]): string | null {
  const village = path.findLast((place) => place.kind === 'village' || place.kind === 'community');
  if (village) return village.id;
  const last = path.at(-1);
  return last && (last.kind === 'estate' || last.kind === 'road' || last.kind === 'group') ? last.id : null;
}

/** Words of a scope as they are looked for: folded, two signs at least, ten at most. */
export const wordsTyped = (typed: string): string[] =>
  [...new Set(foldForSearch(typed).split(/[\s,，、;；]+/))].filter((word) => [...word].length >= 2 && [...word].length <= 20).slice(0, 10);

/** A phone, card or plate number in any text of a class; none may stand there, since proposals are made of them. */
export const tellsNumber = (texts: readonly string[]): boolean => texts.some((text) => findSensitive(text).length > 0);

export const lookOnOf = (m: MatterClass): Day | null =>
  m.status === 'observing' ? (m.observation?.until ?? null) : m.status === 'archived' ? m.reviewBy : null;

/** "It is back": as many as the threshold, and at least half of what came before the measure. Told with its reckoning. */
export function relapseLeast(threshold: number, days: number, perWeekBefore: number): number {
  return Math.max(threshold, Math.ceil((perWeekBefore * days) / 7 / 2));
}

/** What came before the conclusion is no relapse. */
export const relapseSince = (concludedOn: Day, today: Day, days: number): Day =>
  daysBetween(concludedOn, today) < days ? addDays(concludedOn, 1) : addDays(today, -days);

/** New matters per 1,000 residents and year, from a weekly rate; null where nobody counted the residents. */
export const perThousand = (perWeek: number, residents: number | null): number | null =>
  residents === null || residents <= 0 ? null : ((perWeek * 365.2425) / 7 / residents) * 1_000;

/** Whether a chart and an interval can be shown at all. */
export const hasEstimate = (effect: Effect): effect is Exclude<Effect, { verdict: 'tooFew' }> => effect.verdict !== 'tooFew';

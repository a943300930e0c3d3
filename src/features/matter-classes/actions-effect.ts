// The weekly counts of a class around the date of its measure, and what they say. For candidates too: without a date the last 26 weeks are shown and nothing is estimated.
import { compared, type Effect, effectOf, type Series, seriesOf } from '#core/matter-class/effect.ts';
import { nextYear } from '#core/matter-class/peaks.ts';
import type { MatterClass } from '#core/matter-class/state.ts';
import { addDays, atTimeOfDay, compare, type Day, dayOf, daysBetween } from '#core/time/day.ts';
import type { Ports } from '#platform/ports.ts';
import type { Around } from './around.ts';
import { reachOf } from './reach.ts';
import { perThousand } from './rules.ts';
import { countDays, firstReceived } from './store-members.ts';
import { readResidents } from './store-settings.ts';

const weeksShown = 26;
const daysBack = 1_100; // three years, as far as a series goes back
const later = (a: Day, b: Day): Day => (compare(a, b) > 0 ? a : b);

/** `measureOn` null: no measure has a date yet, and `series.before` are the last weeks up to today. */
export type ClassEffect = {
  measureOn: Day | null;
  series: Series;
  effect: Effect;
  residents: { n: number; countedOn: Day; source: string } | null;
  per: { before: number | null; after: number | null };
  season: {
    now: { from: Day; to: Day; n: number; running: boolean };
    before: { from: Day; to: Day; n: number };
    ratio: ReturnType<typeof compared>;
  } | null;
};

/** The date of the running observation, or of the one that the conclusion stands on. */
export const measureDate = (m: MatterClass): Day | null => m.observation?.from ?? null;

export async function effectOfClass(
  ports: Pick<Ports, 'db' | 'now'>,
  m: MatterClass,
  around: Pick<Around, 'categories' | 'places'>,
): Promise<ClassEffect> {
  const today = dayOf(ports.now());
  const reach = reachOf(m, around);
  const measureOn = measureDate(m);
  const cut = measureOn ?? today;
  const first = await firstReceived(ports.db);
  const since = first === null ? cut : dayOf(first);
  const begin = measureOn === null ? later(addDays(today, -7 * weeksShown), since) : since;
  const [days, counts] = await Promise.all([
    countDays(ports.db, reach, atTimeOfDay(later(addDays(cut, -daysBack), since), '00:00')),
    readResidents(ports.db),
  ]);
  const series = seriesOf(days, cut, begin, today);
  const effect = effectOf(series);
  const residents = residentsOf(m, around, counts);
  return {
    measureOn,
    series,
    effect,
    residents,
    per: {
      before: perThousand(effect.before.perWeek, residents?.n ?? null),
      after: perThousand(effect.after.perWeek, residents?.n ?? null),
    },
    season: seasonOf(m, days, today),
  };
}

/** All places of the scope must have been counted (or the county, for a class of the whole county); the oldest day of counting is told. */
function residentsOf(
  m: MatterClass,
  { places }: Pick<Around, 'places'>,
  counts: Awaited<ReturnType<typeof readResidents>>,
): ClassEffect['residents'] {
  const ids = m.scope.placeIds.length > 0 ? m.scope.placeIds : places.roots.map((place) => place.id);
  const found = ids.flatMap((id) => counts.find((one) => one.placeId === id) ?? []);
  if (found.length === 0 || found.length < ids.length) return null;
  return {
    n: found.reduce((sum, one) => sum + one.residents, 0),
    countedOn: found.map((one) => one.countedOn).sort()[0] ?? found[0]?.countedOn ?? ('' as Day),
    source: [...new Set(found.map((one) => one.source))].join('；'),
  };
}

/** For a class that a peak of last year opened: this year's season against last year's, up to the same day of it. */
function seasonOf(m: MatterClass, days: readonly { on: Day; n: number }[], today: Day): ClassEffect['season'] {
  const peak = m.signals.find((one) => one.kind === 'lastYear');
  if (peak?.kind !== 'lastYear') return null;
  const now = nextYear(peak);
  if (today < now.from) return null;
  const running = today <= now.to;
  const length = running ? daysBetween(now.from, today) : daysBetween(peak.from, peak.to) + 1;
  if (length < 7) return null;
  const count = (from: Day) => days.reduce((sum, one) => sum + (one.on >= from && one.on < addDays(from, length) ? one.n : 0), 0);
  const [mine, theirs] = [count(now.from), count(peak.from)];
  return {
    now: { ...now, n: mine, running },
    before: { from: peak.from, to: addDays(peak.from, length - 1), n: theirs },
    ratio: compared({ n: mine, weeks: length / 7 }, { n: theirs, weeks: length / 7 }),
  };
}

// The hot board and the season plan.
import { Hono } from 'hono';
import { isSeasonNear, nextYear } from '#core/matter-class/peaks.ts';
import { keyOfCandidate } from '#core/matter-class/signals.ts';
import { liveStatuses } from '#core/matter-class/state.ts';
import { addDays, addHours, dayOf } from '#core/time/day.ts';
import { sightOf } from '#features/matters/index.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type Staff, type StaffEnv } from '#platform/session/staff.ts';
import { instantWords, plainDay } from '#ui/lang.ts';
import { peaksKept } from './actions-clock.ts';
import { HotPage, SeasonPage, type SeasonRow } from './pages/hot.tsx';
import { covers } from './reach.ts';
import { villageOf } from './rules.ts';
import { hotRows, trendOf, weeksShown } from './rules-hot.ts';
import { eyeOf, frameOf } from './staff-classes.tsx';
import { classesByKey, listClasses } from './store.ts';
import { readSettings } from './store-settings.ts';
import { countHot } from './store-signals.ts';
import { classStatusWords } from './words.ts';

const mostRows = 40;
export const readsHot = (me: Staff): boolean => holdsAny(me, 'dispatcher', 'hotline', 'countyOffice', 'leader', 'unitHead');

export function hotDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();

  door.get('/hot', async (c) => {
    if (!readsHot(c.var.me)) return sayNamed(c, 'notYours');
    const eye = await eyeOf(c, ports);
    const { around, lang, now } = eye;
    const [cells, classes] = await Promise.all([
      countHot(ports.db, addHours(now, -24 * 7 * weeksShown), now, sightOf(eye.viewer, around).units),
      listClasses(ports.db, liveStatuses),
    ]);
    const counts = cells.map((cell) => ({
      ...cell,
      categoryId: around.categories.nowOf(cell.categoryId),
      villageId: cell.placeId === null ? null : villageOf(around.places.path(cell.placeId)),
    }));
    const rows = hotRows(counts, mostRows).map((row) => ({
      what: around.categories.nameOf(row.categoryId, lang),
      place: row.villageId === null ? (lang === 'zh' ? '地点不详或跨村' : 'place not known') : around.places.wordsOf(row.villageId),
      href: `/staff/matters?${new URLSearchParams({ category: row.categoryId, ...(row.villageId === null ? {} : { place: row.villageId }), receivedFrom: addDays(dayOf(now), -7) })}`,
      now: row.now,
      usual: row.usual.toFixed(1),
      trend: trendOf(row),
      weeks: row.weeks,
      classes: classes
        .filter((one) => covers(one, { categoryId: row.categoryId, placeId: row.villageId }, around))
        .slice(0, 3)
        .map((one) => ({ number: one.number, status: classStatusWords[one.status][lang] })),
    }));
    return c.html(
      <HotPage frame={frameOf(c, '/staff/hot')} rows={rows} asOf={`${lang === 'zh' ? '截至' : 'As of'} ${instantWords(now, now, lang)}`} />,
    );
  });

  door.get('/season', async (c) => {
    if (!readsHot(c.var.me)) return sayNamed(c, 'notYours');
    const { around, lang, now } = await eyeOf(c, ports);
    const today = dayOf(now);
    const [peaks, { thresholds }] = await Promise.all([peaksKept(ports), readSettings(ports.db)]);
    const known = await classesByKey(
      ports.db,
      peaks.map((peak) => keyOfCandidate({ categoryId: peak.categoryId, placeId: null })),
    );
    const covering = await listClasses(ports.db, liveStatuses);
    const rows = peaks
      .map((peak) => ({ peak, next: nextYear(peak) }))
      .sort((a, b) => (a.next.from < b.next.from ? -1 : 1))
      .map(({ peak, next }): SeasonRow => {
        const span = (from: typeof peak.from, to: typeof peak.to) => `${plainDay(from, today, lang)} – ${plainDay(to, today, lang)}`;
        const row =
          known.get(keyOfCandidate({ categoryId: peak.categoryId, placeId: null })) ??
          covering.find((one) => one.placeIds.length === 0 && covers(one, { categoryId: peak.categoryId, placeId: null }, around));
        const near = isSeasonNear(peak, today, thresholds.seasonWeeks);
        return {
          what: around.categories.nameOf(peak.categoryId, lang),
          peak: span(peak.from, peak.to),
          n: peak.n,
          usual: peak.usual,
          comes: span(next.from, next.to),
          opens: plainDay(addDays(next.from, -7 * thresholds.seasonWeeks), today, lang),
          state: row
            ? { number: row.number, status: classStatusWords[row.status][lang] }
            : today > next.to
              ? 'past'
              : near
                ? 'waits'
                : 'later',
        };
      });
    return c.html(<SeasonPage frame={frameOf(c, '/staff/hot')} rows={rows} />);
  });
  return door;
}

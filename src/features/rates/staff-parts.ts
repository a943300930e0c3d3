// What both doors of this room share: the frame, the reader, names, and addresses of lists.
import type { Context } from 'hono';
import { type Period, parsePeriod, periodOf } from '#core/rates/period.ts';
import { dayOf } from '#core/time/day.ts';
import { type Circumstances, loadCircumstances, type Viewer } from '#features/matters/index.ts';
import { loadPlaces, type PlaceTree } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { actorOf, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import type { StaffFrame } from '#ui/page-staff.tsx';
import { scopeOf } from './actions.ts';
import type { RateSet } from './store-counts.ts';

export type StaffContext = Context<StaffEnv>;
export type Reader = {
  viewer: Viewer;
  county: Circumstances;
  places: PlaceTree;
  lang: 'zh' | 'en';
  now: ReturnType<Ports['now']>;
  scope: string;
};

export async function readerOf(c: StaffContext, ports: Ports): Promise<Reader> {
  const [county, places] = await Promise.all([loadCircumstances(ports.db), loadPlaces(ports.db)]);
  const viewer = actorOf(c.var.me);
  const scope = scopeOf(viewer, county.units) === null ? c.var.site.county : c.var.me.unitName;
  return { viewer, county, places, lang: c.var.lang, now: ports.now(), scope };
}

export const frameOf = (c: StaffContext, current: string): StaffFrame => ({ ...staffFrameOf(c), current, findAction: '/staff/matters' });

/** As asked by `period=2026-Q4`, else the running one of the kind asked, else the running quarter. */
export function askedPeriod(c: StaffContext, now: Reader['now']): Period {
  const code = c.req.query('period') ?? '';
  const kind = (['month', 'quarter', 'year'] as const).find((one) => one === c.req.query('kind')) ?? 'quarter';
  return parsePeriod(code) ?? periodOf(kind, dayOf(now));
}

export function listHref(period: Period, set: RateSet, more: { place?: string; category?: string; unit?: string } = {}): string {
  return `/staff/reports/list?${new URLSearchParams({ set, period: period.code ?? '', ...more })}`;
}

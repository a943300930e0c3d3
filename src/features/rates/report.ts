// A report as plain values, the same for page, file, chart and API: measures of the period, of the one before, and of each group that may be printed.
import { leastOfUnit, type Measures, measuresOf, type Subject } from '#core/rates/measures.ts';
import { type Period, periodBefore } from '#core/rates/period.ts';
import { hiddenInTree, leastPublished } from '#core/rates/suppress.ts';
import type { Tally } from '#core/rates/tally.ts';
import { loadCircumstances, type Viewer } from '#features/matters/index.ts';
import { loadPlaces } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Lang } from '#ui/lang.ts';
import { readRates } from './actions.ts';

export type Group = { id: string | null; name: string; depth: number; tally: Tally; measures: Measures };
export type Report = {
  period: Period;
  now: string;
  total: Tally;
  measures: Measures;
  before: { period: Period; measures: Measures };
  by: Subject | null;
  groups: Group[];
  /** Names of places that are too small to be published, and how many units were too small for a table. */
  hidden: string[];
  fewUnits: number;
};

export type ReportAsk = { period: Period; by: Subject | null; isPublic: boolean; lang: Lang };

export async function readReport(ports: Pick<Ports, 'db' | 'now'>, viewer: Viewer, ask: ReportAsk): Promise<Report> {
  const [county, places, rates, earlier] = await Promise.all([
    loadCircumstances(ports.db),
    loadPlaces(ports.db),
    readRates(ports, viewer, ask.period, ask.by),
    readRates(ports, viewer, periodBefore(ask.period), null),
  ]);
  const none = ask.lang === 'zh' ? '未写明' : 'not stated';
  const nameOf = (id: string | null): string => {
    if (id === null) return none;
    if (ask.by === 'unit') return county.units.byId(id)?.shortName ?? id;
    return ask.by === 'category' ? county.categories.nameOf(id, ask.lang) : (places.byId(id)?.name ?? id);
  };
  const small = ask.by === 'place' && ask.isPublic ? hiddenInTree(rates.cells.map((one) => ({ ...one, n: one.tally.due }))) : new Set();
  const cells = rates.cells.filter((one) => !small.has(one.id));
  const shown = ask.by === 'unit' ? cells.filter((one) => one.tally.due >= leastOfUnit) : cells;
  return {
    period: ask.period,
    now: rates.now,
    total: rates.total,
    measures: measuresOf(rates.total),
    before: { period: earlier.period, measures: measuresOf(earlier.total) },
    by: ask.by,
    groups: shown.map((one) => {
      const measures = measuresOf(one.tally);
      const published = ask.isPublic ? withoutFew(measures) : measures;
      return { id: one.id, name: nameOf(one.id), depth: one.depth, tally: one.tally, measures: published };
    }),
    hidden: rates.cells.filter((one) => small.has(one.id)).map((one) => nameOf(one.id)),
    fewUnits: cells.length - shown.length,
  };
}

/** A share of one or two answers would tell what one raiser said. */
function withoutFew(measures: Measures): Measures {
  const none = { part: 0, n: 0, value: null, interval: null };
  return Object.fromEntries(
    Object.entries(measures).map(([key, share]) => [
      key,
      typeof share === 'object' && 'part' in share && share.n < leastPublished ? none : share,
    ]),
  ) as Measures;
}

// Rates as JSON for the API: every number with its formula, whole, interval and what was left out. Grouped by place, category or unit, and by nothing else.
import { formula, leastOfUnit, type Measures, measureKeys, type Share, type Subject, subjects } from '#core/rates/measures.ts';
import type { Tally } from '#core/rates/tally.ts';
import { addDays, dayOf, daysBetween, parseDay } from '#core/time/day.ts';
import type { Viewer } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Lang } from '#ui/lang.ts';
import { readReport } from './report.ts';
import { mayRead } from './rules-readers.ts';
import { measureWords, rule } from './words.ts';

export type RatesProblem = { field: 'from' | 'to' | 'by'; says: string };
type Asked = { from?: string | undefined; to?: string | undefined; by?: string | undefined; public?: string | undefined };
const mostDays = 366 * 5;

const share = ({ part, n, value, interval }: Share) => ({
  part,
  n,
  value,
  interval: interval === null ? null : { ...interval, level: 0.95, method: 'wilson' },
});
const measuresView = (m: Measures, lang: Lang) => ({
  ...Object.fromEntries(
    measureKeys.map((key) => [key, { name: measureWords[key].name[lang], counts: measureWords[key].formula[lang], ...share(m[key]) }]),
  ),
  solutionLowerBound: share(m.lowerBound),
  meanFirstContactHours: { value: m.firstContact.hours, n: m.firstContact.n },
});
const countsView = (t: Tally) => ({
  due: t.due,
  excluded: t.excluded,
  counted: t.due - t.excluded,
  closed: t.closed,
  answered: t.answered,
  unreached: t.unreached,
  declined: t.refused,
  apart: { notAccepted: t.notAccepted, emergency: t.emergency, terminated: t.terminated },
});

/** `not-your-role` for whoever reads no reports; else problems of the question, or the answer. Without dates the last 92 days. */
export async function ratesAnswer(
  ports: Pick<Ports, 'db' | 'now'>,
  viewer: Viewer,
  asked: Asked,
  lang: Lang,
): Promise<{ refusal: 'not-your-role' } | { problems: RatesProblem[] } | { answer: unknown }> {
  if (!mayRead(viewer.roles)) return { refusal: 'not-your-role' };
  const today = dayOf(ports.now());
  const to = asked.to === undefined ? today : parseDay(asked.to);
  const from = asked.from === undefined ? addDays(to ?? today, -91) : parseDay(asked.from);
  const by = asked.by === undefined ? null : (subjects.find((one) => one === asked.by) ?? undefined);
  const problems: RatesProblem[] = [];
  if (from === null) problems.push({ field: 'from', says: 'YYYY-MM-DD' });
  if (to === null) problems.push({ field: 'to', says: 'YYYY-MM-DD' });
  if (from !== null && to !== null && (from > to || daysBetween(from, to) > mostDays))
    problems.push({ field: 'to', says: 'not before from, at most five years later' });
  if (by === undefined) problems.push({ field: 'by', says: `one of ${subjects.join(', ')}; never by person` });
  if (problems.length > 0 || from === null || to === null || by === undefined) return { problems };
  const isPublic = asked.public === '1' || asked.public === 'true';
  const report = await readReport(ports, viewer, { period: { kind: 'days', code: null, from, to }, by, isPublic, lang });
  return {
    answer: {
      formula,
      rule: rule[lang],
      from,
      to,
      asOf: report.now,
      counts: countsView(report.total),
      measures: measuresView(report.measures, lang),
      by,
      groups: report.groups.map((one) => ({
        id: one.id,
        name: one.name,
        depth: one.depth,
        counts: isPublic ? { due: one.tally.due, excluded: one.tally.excluded } : countsView(one.tally),
        measures: measuresView(one.measures, lang),
      })),
      leftOut: leftOutOf(by, report.hidden.length, report.fewUnits),
    },
  };
}

const leftOutOf = (by: Subject | null, places: number, units: number) => ({
  ...(by === 'unit' ? { units, because: `fewer than ${leastOfUnit} matters` } : {}),
  ...(by === 'place' ? { places, because: 'fewer than 5 matters, or needed to hide such a place' } : {}),
});

// Reports: the page, the list behind each number, the charts, the files.

import { Hono } from 'hono';
import { measureKeys, measuresOf, type Share, type Subject, sayShare, sayShortShare, subjects } from '#core/rates/measures.ts';
import { lastPeriods, type Period, parsePeriod, periodAfter, periodBefore, windowOf } from '#core/rates/period.ts';
import { maskSensitive } from '#core/text/mask.ts';
import { dayOf } from '#core/time/day.ts';
import { logAccess } from '#features/people/index.ts';
import { type Chart, drawChart, type Point } from '#platform/charts/draw.ts';
import { webStream } from '#platform/files/web-stream.ts';
import { queryText } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { streamWorkbook } from '#platform/spreadsheets/stream-workbook.ts';
import { writeCsv } from '#platform/spreadsheets/write-csv.ts';
import { instantShort, instantWords } from '#ui/lang.ts';
import { readCounted, scopeOf } from './actions.ts';
import { CountedPage } from './pages/counted.tsx';
import { type GroupRow, ReportsPage } from './pages/reports.tsx';
import { type Group, type Report, readReport } from './report.ts';
import { mayLead, mayRead } from './rules-readers.ts';
import { askedPeriod, frameOf, listHref, type Reader, readerOf, type StaffContext } from './staff-parts.ts';
import { type RateSet, rateSets, readTally } from './store-counts.ts';
import { leftOut, measureWords, periodWords, rule, setWords } from './words.ts';

const pageSize = 50;
const trendLength = 8;
const mostBars = 30;

export function reportsDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const asked = (c: StaffContext, reader: Reader) => {
    const period = askedPeriod(c, reader.now);
    const by: Subject = subjects.find((one) => one === c.req.query('by')) ?? 'place';
    return { period, by, isPublic: by === 'place' && c.req.query('public') === '1', lang: reader.lang };
  };

  door.get('/reports', async (c) => {
    if (!mayRead(c.var.me.roles)) return sayNamed(c, 'notYours');
    const reader = await readerOf(c, ports);
    const ask = asked(c, reader);
    const [report, trend] = await Promise.all([readReport(ports, reader.viewer, ask), readTrend(ports, reader, ask.period)]);
    return c.html(pageOf(c, reader, ask, report, trend));
  });

  door.get('/reports/list', async (c) => {
    if (!mayRead(c.var.me.roles)) return sayNamed(c, 'notYours');
    const reader = await readerOf(c, ports);
    const set = rateSets.find((one) => one === c.req.query('set'));
    const period = parsePeriod(c.req.query('period') ?? '');
    if (!set || !period) return sayNamed(c, 'notFound');
    const filter = (name: 'place' | 'category' | 'unit'): string | undefined =>
      c.req.query(name) === undefined ? undefined : queryText(c, name, 60);
    const where = { place: filter('place'), category: filter('category'), unit: filter('unit') };
    const page = await readCounted(ports, reader.viewer, { set, period, ...where }, afterOf(c.req.query('cursor')), pageSize);
    return c.html(listPage(c, reader, set, period, where, page));
  });

  door.get('/reports/chart.svg', async (c) => {
    if (!mayRead(c.var.me.roles)) return sayNamed(c, 'notYours');
    const reader = await readerOf(c, ports);
    const ask = asked(c, reader);
    const chart =
      c.req.query('of') === 'groups'
        ? groupChart(await readReport(ports, reader.viewer, ask))
        : trendChart(await readTrend(ports, reader, ask.period), reader);
    return c.body(await drawChart(chart), 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      // Seen as a picture only; the drawing sets its fonts by style attributes.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
  });

  door.get('/reports/file', async (c) => {
    if (!mayRead(c.var.me.roles)) return sayNamed(c, 'notYours');
    const reader = await readerOf(c, ports);
    const ask = asked(c, reader);
    const report = await readReport(ports, reader.viewer, ask);
    const why = `${ask.period.code} ${ask.by}${ask.isPublic ? ' public' : ''}`;
    await logAccess(ports, { what: 'rates-exported', why, by: c.var.me, addressClass: c.var.addressClass });
    const { head, rows, below } = tableOf(report, reader);
    const name = `rates-${ask.period.code}-${ask.by}`;
    if (c.req.query('format') === 'xlsx') {
      const stream = streamWorkbook({
        title: `${reader.scope} ${periodWords(ask.period, reader.lang)}`,
        under: [below[0] ?? ''],
        sheetName: periodWords(ask.period, reader.lang),
        columns: head.map((heading, i) => ({ heading, width: i === 0 ? 26 : 18 })),
        rows,
        below: () => below.slice(1),
        footer: reader.scope,
      });
      return c.body(webStream(stream), 200, {
        'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'Content-Disposition': `attachment; filename="${name}.xlsx"`,
      });
    }
    return c.body(writeCsv([head, ...rows, ...below.map((line) => [line])]), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
    });
  });
  return door;
}

type Ask = { period: Period; by: Subject; isPublic: boolean; lang: 'zh' | 'en' };
type Trend = { period: Period; share: Share }[];

async function readTrend(ports: Ports, { viewer, county, now }: Reader, period: Period): Promise<Trend> {
  const scope = scopeOf(viewer, county.units);
  return Promise.all(
    lastPeriods(period, trendLength).map(async (one) => ({
      period: one,
      share: measuresOf(await readTally(ports.db, windowOf(one, now), scope)).solution,
    })),
  );
}

const point = (label: string, { value, interval, n }: Share): Point => ({
  label,
  value: value === null ? null : value * 100,
  low: interval === null ? null : interval.low * 100,
  high: interval === null ? null : interval.high * 100,
  n,
});
const trendChart = (trend: Trend, { lang }: Reader): Chart => ({
  title: measureWords.solution.name[lang],
  kind: 'columns',
  points: trend.map(({ period, share }) => point(period.code ?? '', share)),
});
const groupChart = (report: Report): Chart => ({
  title: measureWords.solution.name.zh,
  kind: 'bars',
  points: report.groups.slice(0, mostBars).map((one) => point(`${'　'.repeat(one.depth)}${one.name}`, one.measures.solution)),
});

function pageOf(c: StaffContext, reader: Reader, ask: Ask, report: Report, trend: Trend) {
  const { lang, now } = reader;
  const { period, by, isPublic } = ask;
  const href = (path: string, more: Record<string, string>) =>
    `${path}?${new URLSearchParams({ period: period.code ?? '', by, ...(isPublic ? { public: '1' } : {}), ...more })}`;
  const to = (set: RateSet, words: string | number) => ({ words: String(words), href: isPublic ? null : listHref(period, set) });
  const later = periodAfter(period);
  const plain = (next: Period) => `/staff/reports?${new URLSearchParams({ period: next.code ?? '', by })}`;
  const { measures: m } = report;
  return (
    <ReportsPage
      frame={frameOf(c, '/staff/reports')}
      scope={reader.scope}
      period={periodWords(period, lang)}
      kind={period.kind === 'days' ? 'quarter' : period.kind}
      by={by}
      previousHref={plain(periodBefore(period))}
      nextHref={later && later.from <= dayOf(now) ? plain(later) : null}
      asOf={lang === 'zh' ? `统计到 ${instantWords(now, now, lang)}` : `Counted up to ${instantWords(now, now, lang)}`}
      leftOut={leftOut(report.total, lang)}
      rule={rule[lang]}
      measures={measureKeys.map((key) => ({
        name: measureWords[key].name[lang],
        value: sayShare(m[key], lang),
        part: to(measureWords[key].part, m[key].part),
        whole: to(measureWords[key].whole, m[key].n),
        before: sayShare(report.before.measures[key], lang),
        formula: measureWords[key].formula[lang],
      }))}
      mean={m.firstContact.hours === null ? null : { hours: m.firstContact.hours.toFixed(1), n: m.firstContact.n }}
      lower={sayShare(m.lowerBound, lang)}
      groups={report.groups.map((one) => groupRow(one, ask))}
      hiddenGroups={report.hidden}
      fewUnits={report.fewUnits}
      isPublic={isPublic}
      publicHref={`/staff/reports?${new URLSearchParams({ period: period.code ?? '', by, ...(isPublic ? {} : { public: '1' }) })}`}
      csvHref={href('/staff/reports/file', { format: 'csv' })}
      xlsxHref={href('/staff/reports/file', { format: 'xlsx' })}
      trend={trend.map((one) => ({ label: periodWords(one.period, lang), value: sayShare(one.share, lang), n: one.share.n }))}
      trendSrc={href('/staff/reports/chart.svg', { of: 'trend' })}
      groupSrc={href('/staff/reports/chart.svg', { of: 'groups' })}
      mayLead={mayLead(c.var.me.roles)}
    />
  );
}

function groupRow(one: Group, { period, by, isPublic, lang }: Ask): GroupRow {
  const of = one.id === null ? { [by]: '' } : { [by]: one.id };
  const to = (set: RateSet, n: number) => ({ words: String(n), href: isPublic || n === 0 ? null : listHref(period, set, of) });
  const { measures: m, tally: t } = one;
  return {
    name: one.name,
    depth: one.depth,
    due: to('due', t.due),
    excluded: to('excluded', t.excluded),
    answered: isPublic && t.answered < 5 ? { words: '—', href: null } : to('answered', t.answered),
    response: sayShortShare(m.response, lang),
    solution: sayShare(m.solution, lang),
    satisfied: sayShare(m.satisfactionWide, lang),
    reach: sayShortShare(m.reach, lang),
    overdue: sayShortShare(m.overdue, lang),
  };
}

/** The file: the total, then the groups that may be printed; below them formula, what was left out, and when it was counted. */
function tableOf(report: Report, { lang, now }: Reader) {
  const zh = lang === 'zh';
  const head = [
    zh ? '名称' : 'Name',
    zh ? '应答复' : 'Due',
    zh ? '剔除' : 'Excluded',
    ...measureKeys.flatMap((key) => [measureWords[key].name[lang], `${measureWords[key].name[lang]} n`]),
  ];
  const line = (name: string, t: Report['total'], m: Report['measures']): string[] => [
    name,
    String(t.due),
    String(t.excluded),
    ...measureKeys.flatMap((key) => [sayShare(m[key], lang), String(m[key].n)]),
  ];
  const rows = [
    line(zh ? '合计' : 'All', report.total, report.measures),
    ...report.groups.map((one) => line(`${'　'.repeat(one.depth)}${one.name}`, one.tally, one.measures)),
  ];
  const below = [
    zh ? `统计到 ${instantWords(now, now, lang)}` : `Counted up to ${instantWords(now, now, lang)}`,
    rule[lang],
    leftOut(report.total, lang),
    ...(report.hidden.length > 0
      ? [zh ? `不足 5 件不显示：${report.hidden.join('、')}` : `Fewer than 5, not shown: ${report.hidden.join(', ')}`]
      : []),
    ...(report.fewUnits > 0
      ? [zh ? `另有 ${report.fewUnits} 个单位不足 30 件，不列。` : `${report.fewUnits} units with fewer than 30 matters are not listed.`]
      : []),
  ];
  return { head, rows, below };
}

const encodeAfter = ({ at, id }: { at: string; id: string }): string => Buffer.from(`${at}|${id}`).toString('base64url');
function afterOf(cursor: string | undefined): Parameters<typeof readCounted>[3] {
  const [at = '', id = ''] = Buffer.from(cursor ?? '', 'base64url')
    .toString('utf8')
    .split('|');
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && id !== '' ? { at: at as Reader['now'], id } : null;
}

function listPage(
  c: StaffContext,
  { lang, now, county, places }: Reader,
  set: RateSet,
  period: Period,
  where: { place: string | undefined; category: string | undefined; unit: string | undefined },
  page: Awaited<ReturnType<typeof readCounted>>,
) {
  const zh = lang === 'zh';
  const none = zh ? '未写明' : 'not stated';
  const names = [
    where.place === undefined ? '' : where.place === '' ? none : (places.byId(where.place)?.name ?? where.place),
    where.category === undefined ? '' : where.category === '' ? none : county.categories.nameOf(where.category, lang),
    where.unit === undefined ? '' : (county.units.byId(where.unit)?.shortName ?? where.unit),
  ].filter((name) => name !== '');
  const kept = new URLSearchParams({ set, period: period.code ?? '' });
  for (const [name, value] of Object.entries(where)) if (value !== undefined) kept.set(name, value);
  const outcome = (row: (typeof page.rows)[number]): string => {
    if (row.solved === 'yes' || row.solved === 'partly' || row.solved === 'no') return setWords[row.solved][lang];
    return row.closed ? setWords.closed[lang] : zh ? '未答复' : 'not answered';
  };
  return (
    <CountedPage
      frame={frameOf(c, '/staff/reports')}
      title={[periodWords(period, lang), ...names, setWords[set][lang]].join(' · ')}
      rows={page.rows.map((row) => ({
        number: row.number,
        title: maskSensitive(row.title),
        place:
          row.place_id === null ? maskSensitive(row.place_text) || '—' : places.byId(row.place_id) ? places.wordsOf(row.place_id) : '—',
        unit: county.units.byId(row.unit_id)?.shortName ?? row.unit_id,
        due: instantShort(row.due_at, now, lang),
        outcome: outcome(row),
        round: row.round,
      }))}
      hidden={page.hidden}
      backHref={`/staff/reports?period=${period.code}`}
      firstHref={c.req.query('cursor') ? `/staff/reports/list?${kept}` : null}
      nextHref={page.next ? `/staff/reports/list?${kept}&cursor=${encodeAfter(page.next)}` : null}
    />
  );
}

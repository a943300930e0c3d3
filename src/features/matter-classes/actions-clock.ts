// The clock's part (P16, P46, P48): it looks for candidates, for sudden bursts and words of danger, for peaks of last year, and for classes that are due or back again.
// Each look is asked for in every round and done when its time has come; what it finds is written once, whoever runs it and wherever it was killed.
import type { Actor } from '#core/matter/events.ts';
import { assetsIn, type FindsLike, likeGroups, mostCompared } from '#core/matter-class/likeness.ts';
import { classOf } from '#core/matter-class/matter-class.ts';
import { isSeasonNear, type Peak, peaksOf } from '#core/matter-class/peaks.ts';
import { type Candidate, candidatesOf, type Facts, keyOfCandidate, peakRuleOf, type Thresholds } from '#core/matter-class/signals.ts';
import { liveStatuses } from '#core/matter-class/state.ts';
import { addDays, addHours, atTimeOfDay, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { tellPosts } from '#features/notices/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { actIn, type ClassTrx, openClass } from './actions.ts';
import { type Around, loadAround } from './around.ts';
import { covers, reachOf } from './reach.ts';
import { relapseLeast, relapseSince, villageOf } from './rules.ts';
import * as store from './store.ts';
import { countSince } from './store-members.ts';
import { readSettings } from './store-settings.ts';
import * as signals from './store-signals.ts';

const clock: Actor = { kind: 'clock' };
const everyMinutes = { burst: 2, candidates: 15, due: 15, peaks: 24 * 60 } as const;
type Look = keyof typeof everyMinutes;
export type PeakOf = Peak & { categoryId: string };
/** Another room may hand in its own way of finding like words. */
export type ClockOptions = { findsLike?: FindsLike };

/** One round. Returns how many classes were opened or moved. */
export async function lookAtClasses(ports: Ports, options: ClockOptions = {}): Promise<number> {
  const { thresholds, switchedOn, dangerWords } = await readSettings(ports.db);
  if (!switchedOn) return 0;
  let moved = 0;
  if (await isTime(ports, 'burst')) moved += await lookForBursts(ports, thresholds, dangerWords);
  if (await isTime(ports, 'peaks')) await lookForPeaks(ports, thresholds);
  if (await isTime(ports, 'candidates')) moved += await lookForCandidates(ports, thresholds, options.findsLike ?? likeGroups);
  if (await isTime(ports, 'due')) moved += await lookAtDue(ports, thresholds);
  return moved;
}

/** A look that was killed is done again: its time is kept after it, by `done`. */
async function isTime(ports: Ports, what: Look): Promise<boolean> {
  const last = await signals.lookedAt(ports.db, what);
  return last === null || ports.now() >= addHours(last.at, everyMinutes[what] / 60) || ports.now() < last.at;
}

const hoursBack = (now: Instant, hours: number): Instant => addHours(now, -hours);
const village = ({ places }: Around, placeId: string | null): string | null => (placeId === null ? null : villageOf(places.path(placeId)));

/** Matters of a replaced category are counted with those of the one that stands for it now. */
const asNow = <T extends { categoryId: string }>({ categories }: Around, rows: readonly T[]): T[] =>
  rows.map((row) => ({ ...row, categoryId: categories.nowOf(row.categoryId) }));
/** Under which keys the clock may have proposed it: by its own category, and by those it replaced. */
const keysOf = ({ categories }: Around, { categoryId, placeId }: Candidate): string[] =>
  categories.formsOf(categoryId).map((id) => keyOfCandidate({ categoryId: id, placeId }));
async function knownBy(db: store.ClassDb, around: Around, candidates: readonly Candidate[]) {
  const rows = await store.classesByKey(
    db,
    candidates.flatMap((one) => keysOf(around, one)),
  );
  return (one: Candidate): store.ClassRow | undefined => keysOf(around, one).flatMap((key) => rows.get(key) ?? [])[0];
}

/** Sums what stands at exact places up to their villages. */
function byVillage<T extends { categoryId: string; placeId: string | null }, K extends string>(
  around: Around,
  rows: readonly (T & Record<K, number>)[],
  names: readonly K[],
): ({ categoryId: string; villageId: string | null } & Record<K, number>)[] {
  const found = new Map<string, { categoryId: string; villageId: string | null } & Record<K, number>>();
  for (const row of rows) {
    const villageId = village(around, row.placeId);
    const key = `${row.categoryId}|${villageId ?? ''}`;
    const sum =
      found.get(key) ?? ({ categoryId: row.categoryId, villageId, ...Object.fromEntries(names.map((name) => [name, 0])) } as never);
    for (const name of names) (sum as Record<K, number>)[name] += row[name];
    found.set(key, sum);
  }
  return [...found.values()];
}

const sumBy = <T extends { categoryId: string }>(rows: readonly T[], n: (row: T) => number): { categoryId: string; n: number }[] => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.categoryId, (sums.get(row.categoryId) ?? 0) + n(row));
  return [...sums].map(([categoryId, count]) => ({ categoryId, n: count }));
};

// ── candidates ──
export async function lookForCandidates(ports: Ports, t: Thresholds, findsLike: FindsLike): Promise<number> {
  const around = await loadAround(ports);
  const now = ports.now();
  const candidates = candidatesOf(await factsOf(ports, around, t, findsLike), t);
  const moved = await propose(ports, around, candidates);
  await signals.keepLook(ports.db, 'candidates', now);
  return moved;
}

async function factsOf(ports: Ports, around: Around, t: Thresholds, findsLike: FindsLike): Promise<Facts> {
  const now = ports.now();
  const from = {
    village: hoursBack(now, 24 * t.sameVillageDays),
    county: hoursBack(now, 24 * t.countywideDays),
    burst: hoursBack(now, t.burstHours),
  };
  const [counted, answered, peaks] = await Promise.all([
    signals.countRecent(ports.db, from),
    signals.countRework(ports.db, hoursBack(now, 24 * t.reworkDays), now),
    peaksKept(ports),
  ]);
  const recent = asNow(around, counted);
  const villages = byVillage(around, recent, ['village', 'burst']);
  const today = dayOf(now);
  return {
    perVillage: villages.map(({ categoryId, villageId, village: n }) => ({ categoryId, villageId, n })),
    perLeaf: sumBy(recent, (row) => row.county),
    rework: byVillage(around, asNow(around, answered), ['answered', 'reworked']),
    bursts: villages.map(({ categoryId, villageId, burst: n }) => ({ categoryId, villageId, n })),
    visits: [],
    lastYear: peaks.filter((peak) => isSeasonNear(peak, today, t.seasonWeeks)),
    ...(await wordsOf(ports, around, recent, t, findsLike)),
  };
}

const mostCategories = 40;

/** Like words and numbered things, within each category that has enough matters to hold any; the busiest forty. */
async function wordsOf(
  ports: Ports,
  around: Around,
  recent: readonly signals.RecentCount[],
  t: Thresholds,
  findsLike: FindsLike,
): Promise<Pick<Facts, 'like' | 'assets'>> {
  const days = Math.max(t.sameVillageDays, t.countywideDays);
  const busy = sumBy(recent, (row) => Math.max(row.village, row.county))
    .filter((one) => one.n >= Math.min(t.likeLeast, t.sameAsset))
    .sort((a, b) => b.n - a.n || (a.categoryId < b.categoryId ? -1 : 1))
    .slice(0, mostCategories);
  const like: Facts['like'][number][] = [];
  const assets: Facts['assets'][number][] = [];
  for (const { categoryId } of busy) {
    const matters = await signals.wordsOfCategory(
      ports.db,
      around.categories.formsOf(categoryId),
      hoursBack(ports.now(), 24 * days),
      mostCompared,
    );
    const where = new Map(matters.map((one) => [one.id, village(around, one.placeId)]));
    const villageIds = (ids: readonly string[]) => [...new Set(ids.map((id) => where.get(id) ?? null))];
    for (const { ids, closest, by } of await findsLike(matters, t.likeWords / 100))
      like.push({ categoryId, villageIds: villageIds(ids), n: ids.length, closest, ...(by ? { by } : {}) });
    const named = new Map<string, string[]>();
    for (const { id, words, placeId } of matters)
      for (const asset of assetsIn(words)) {
        const key = `${asset}|${village(around, placeId) ?? ''}`; // lift 3 of another estate is another lift
        named.set(key, [...(named.get(key) ?? []), id]);
      }
    for (const [key, ids] of named) assets.push({ categoryId, villageIds: villageIds(ids), n: ids.length, asset: key.split('|')[0] ?? '' });
  }
  return { like, assets };
}

/** New ones are opened as clues, known clues told more, and what a living class covers already is left alone. */
async function propose(ports: Ports, around: Around, candidates: readonly Candidate[]): Promise<number> {
  if (candidates.length === 0) return 0;
  const known = await knownBy(ports.db, around, candidates);
  const covering = (
    await store.listClasses(
      ports.db,
      liveStatuses.filter((status) => status !== 'clue'),
    )
  ).map((row) => ({
    categoryIds: row.categoryIds,
    placeIds: row.placeIds,
  }));
  let moved = 0;
  for (const candidate of candidates) {
    const there = known(candidate);
    if (there && there.status !== 'clue' && there.status !== 'setAside') continue;
    if (!there && covering.some((scope) => covers(scope, candidate, around))) continue;
    moved += await inTransaction(ports.db, async (trx) => {
      if (!there) return open(ports, trx, around, candidate);
      const told = await actIn(ports, trx, around, clock, there.number, { do: 'signal', signals: candidate.signals });
      return told.ok && told.added.length > 0 ? 1 : 0;
    });
  }
  return moved;
}

async function open(ports: Ports, trx: ClassTrx, around: Around, { categoryId, placeId, signals: found }: Candidate): Promise<number> {
  const category = around.categories.nameOf(categoryId, 'zh');
  await openClass(ports, trx, clock, {
    origin: found.every((one) => one.kind === 'lastYear') ? 'season' : 'clock',
    key: keyOfCandidate({ categoryId, placeId }),
    title: placeId === null ? `${category}（全县）` : `${around.places.byId(placeId)?.name ?? ''} · ${category}`,
    scope: { categoryIds: [categoryId], placeIds: placeId === null ? [] : [placeId], words: [], notWords: [] },
    signals: found,
    include: [],
    from: null,
  });
  return 1;
}

// ── bursts and words of danger ──
const toDuty = [{ unitId: null, roles: ['hotline', 'countyOffice'] as const }];

export async function lookForBursts(ports: Ports, t: Thresholds, dangerWords: readonly string[]): Promise<number> {
  const around = await loadAround(ports);
  const now = ports.now();
  const since = hoursBack(now, t.burstHours);
  const recent = asNow(around, await signals.countBurst(ports.db, since));
  const facts: Facts = {
    perVillage: [],
    perLeaf: [],
    rework: [],
    like: [],
    assets: [],
    lastYear: [],
    bursts: byVillage(around, recent, ['n']),
    visits: sumBy(recent, (row) => row.visits),
  };
  let told = 0;
  for (const candidate of candidatesOf(facts, t)) told += await tellBurst(ports, around, candidate, since);
  told += await tellDanger(ports, dangerWords, since);
  await signals.keepLook(ports.db, 'burst', now);
  return told;
}

/** Told at once, and again only when it has doubled within the same hours. The class is opened as a clue if none covers it. */
async function tellBurst(ports: Ports, around: Around, candidate: Candidate, since: Instant): Promise<number> {
  const key = keyOfCandidate(candidate);
  const n = Math.max(...candidate.signals.map((one) => one.n));
  return inTransaction(ports.db, async (trx) => {
    const before = await signals.toldOfBurst(trx, key, since);
    if (before > 0 && n < 2 * before) return 0;
    const all = await store.listClasses(trx, [...liveStatuses, 'setAside']);
    const mine = (await knownBy(trx, around, [candidate]))(candidate);
    const covering = all.find((row) => row.status !== 'clue' && row.status !== 'setAside' && covers(row, candidate, around));
    const row = covering ?? mine;
    if (!row) await open(ports, trx, around, candidate);
    else if (row === mine && (row.status === 'clue' || row.status === 'setAside'))
      await actIn(ports, trx, around, clock, row.number, { do: 'signal', signals: candidate.signals });
    const subject = row ?? (await knownBy(trx, around, [candidate]))(candidate);
    if (!subject) return 0;
    await signals.keepTold(trx, key, ports.now(), n);
    await tellPosts(ports, trx, {
      key: `burst:${key}:${ports.now()}`,
      subjectId: subject.id,
      number: subject.number,
      kind: 'burst',
      to: toDuty,
      urgent: true,
    });
    return 1;
  });
}

/** New matters that hold a word of danger the county has named: number and link to the duty officer, nothing else. */
async function tellDanger(ports: Ports, words: readonly string[], since: Instant): Promise<number> {
  if (words.length === 0) return 0;
  const found = await signals.mattersWith(ports.db, words, since, 200);
  let told = 0;
  for (const { id, number } of found)
    told += await inTransaction(ports.db, async (trx) => {
      await signals.keepTold(trx, `danger:${id}`, ports.now(), 1);
      return tellPosts(ports, trx, { key: `danger:${id}`, subjectId: id, number, kind: 'danger', to: toDuty, urgent: true });
    });
  return told > 0 ? 1 : 0;
}

// ── peaks of last year ──
export const peaksKept = async (ports: Pick<Ports, 'db'>): Promise<PeakOf[]> =>
  ((await signals.lookedAt(ports.db, 'peaks'))?.body as { peaks?: PeakOf[] } | undefined)?.peaks ?? [];

/** The 52 weeks that ended a season's notice ago, read once a day: peaks whose return is still to come are among them. */
export async function lookForPeaks(ports: Ports, t: Thresholds): Promise<PeakOf[]> {
  const around = await loadAround(ports);
  const today = dayOf(ports.now());
  const from: Day = addDays(today, -7 * 54);
  const weeks = 54;
  const rows = await signals.countWeeks(ports.db, atTimeOfDay(from, '00:00'), atTimeOfDay(addDays(from, 7 * weeks), '00:00'));
  const counts = new Map<string, number[]>();
  for (const { categoryId, week, n } of asNow(around, rows)) {
    const list = counts.get(categoryId) ?? new Array<number>(weeks).fill(0);
    list[week] = (list[week] ?? 0) + n;
    counts.set(categoryId, list);
  }
  const peaks = [...counts].flatMap(([categoryId, list]) => peaksOf(from, list, peakRuleOf(t)).map((peak) => ({ ...peak, categoryId })));
  await signals.keepLook(ports.db, 'peaks', ports.now(), { peaks });
  return peaks;
}

// ── what is due, and what is back ──
export async function lookAtDue(ports: Ports, t: Thresholds): Promise<number> {
  const around = await loadAround(ports);
  const today = dayOf(ports.now());
  let moved = 0;
  for (const row of await store.classesToLookAt(ports.db, today)) {
    try {
      moved += await inTransaction(ports.db, (trx) => lookAtOne(ports, trx, around, row, t, today));
    } catch (error) {
      ports.log.error({ err: error, number: row.number }, 'the clock could not look at this class; it is tried again');
    }
  }
  await signals.keepLook(ports.db, 'due', ports.now());
  return moved;
}

async function lookAtOne(ports: Ports, trx: ClassTrx, around: Around, row: store.ClassRow, t: Thresholds, today: Day): Promise<number> {
  const m = classOf(row.id, await store.readClassHistory(trx, row.id));
  const office = { unitId: null, roles: ['countyOffice', 'hotline'] as const };
  if (m.status === 'observing' && m.observation && m.observation.until <= today) {
    const key = `class:${m.id}:observed:${m.observation.until}`;
    await tellPosts(ports, trx, { key, subjectId: m.id, number: m.number, kind: 'classObserved', to: [office], urgent: false });
    return 0;
  }
  if (m.conclusion === null) return 0;
  const since = relapseSince(dayOf(m.conclusion.at), today, t.relapseDays);
  const n = await countSince(trx, reachOf(m, around), atTimeOfDay(since, '00:00'));
  const least = relapseLeast(t.relapse, t.relapseDays, m.conclusion.effect.before.perWeek);
  if (n >= least) {
    const back = await actIn(ports, trx, around, clock, m.number, { do: 'relapse', n, days: t.relapseDays }, { relapseLeast: least });
    return back.ok ? 1 : 0;
  }
  if (m.status === 'archived' && m.reviewBy !== null && m.reviewBy <= today) {
    const owner = m.owner ? [{ unitId: m.owner.unitId, roles: ['unitHead'] as const }] : [];
    await tellPosts(ports, trx, {
      key: `class:${m.id}:review:${m.reviewBy}`,
      subjectId: m.id,
      number: m.number,
      kind: 'classReview',
      to: [office, ...owner],
      urgent: false,
    });
  }
  return 0;
}

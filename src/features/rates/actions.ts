// What people do here: read the rates of a period, read the leader's page, give an instruction, judge one's own instruction. Rates read only.

import type { Level, Solved } from '#core/matter/events.ts';
import { type Matter, matterOf } from '#core/matter/matter.ts';
import { cameLate } from '#core/matter/number.ts';
import type { Subject } from '#core/rates/measures.ts';
import { type Period, windowOf } from '#core/rates/period.ts';
import { addTallies, type Tally } from '#core/rates/tally.ts';
import type { Instant } from '#core/time/day.ts';
import {
  type AnyRefusal,
  act,
  type Circumstances,
  loadCircumstances,
  maySee,
  olderLedger,
  openMatter,
  readHistories,
  readHistoryByNumber,
  type SealedEvent,
  seeFound,
  seesCounty,
  type Viewer,
} from '#features/matters/index.ts';
import { type CategoryTree, loadPlaces, type PlaceTree, type UnitTree } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { anonymous, heldSince, rankStuck, risers, tellsSomething } from './rules-leader.ts';
import * as store from './store.ts';
import * as counts from './store-counts.ts';

/** Whose matters are counted: all of the county for those who work for it, else the own unit and those below. */
export function scopeOf(viewer: Viewer, units: UnitTree): counts.Scope {
  if (seesCounty(viewer) || units.kindOf(viewer.unitId) === 'county') return null;
  return units.all.filter((unit) => units.isUnder(unit.id, viewer.unitId)).map((unit) => unit.id);
}

export type Cell = { id: string | null; parentId: string | null; depth: number; tally: Tally };
export type Rates = { period: Period; now: Instant; total: Tally; cells: Cell[] };

/** Counts of a period, in all and by place, category or unit; places and categories hold what lies below them. */
export async function readRates(ports: Pick<Ports, 'db' | 'now'>, viewer: Viewer, period: Period, by: Subject | null): Promise<Rates> {
  const [county, places] = await Promise.all([loadCircumstances(ports.db), loadPlaces(ports.db)]);
  const now = ports.now();
  const window = windowOf(period, now);
  const scope = scopeOf(viewer, county.units);
  if (by === null) return { period, now, total: await counts.readTally(ports.db, window, scope), cells: [] };
  const exact = nowForms(by, await counts.readTallies(ports.db, by, window, scope), county.categories);
  const total = addTallies(exact.map((one) => one.tally));
  return { period, now, total, cells: rolledUp(by, exact, county, places) };
}

type Exact = Awaited<ReturnType<typeof counts.readTallies>>;

/** Matters keep the category they had; their counts go to the one that stands for it now (X10). */
function nowForms(by: Subject, exact: Exact, { nowOf }: CategoryTree): Exact {
  if (by !== 'category') return exact;
  const together = Map.groupBy(exact, ({ id }) => (id === null ? null : nowOf(id)));
  return [...together].map(([id, several]) => ({ id, tally: addTallies(several.map((one) => one.tally)) }));
}

function rolledUp(by: Subject, exact: Exact, county: Circumstances, places: PlaceTree): Cell[] {
  const none = exact.filter((one) => one.id === null).map((one) => ({ ...one, parentId: null, depth: 0 }));
  if (by === 'unit') {
    const rows = exact.filter((one) => one.id !== null).map((one) => ({ ...one, parentId: null, depth: 0 }));
    return rows.sort((a, b) => order(county.units, a.id) - order(county.units, b.id));
  }
  const tree: PlaceTree | CategoryTree = by === 'place' ? places : county.categories;
  const known = new Map(exact.map((one) => [one.id, one.tally]));
  const below = (id: string): Tally[] => [
    ...(known.has(id) ? [known.get(id) as Tally] : []),
    ...tree.children(id).flatMap((one) => below(one.id)),
  ];
  const cells = tree.all.flatMap((node) => {
    const tallies = below(node.id);
    if (tallies.length === 0) return [];
    return [{ id: node.id, parentId: node.parentId, depth: tree.path(node.id).length - 1, tally: addTallies(tallies) }];
  });
  const gone = exact.filter((one) => one.id !== null && !tree.byId(one.id)).map((one) => ({ ...one, parentId: null, depth: 0 }));
  return [...cells, ...gone, ...none];
}

const order = (units: UnitTree, id: string | null): number => units.all.findIndex((unit) => unit.id === id);

export type Counted = store.CountedMatter & { title: string };
export type CountedPage = { rows: Counted[]; hidden: number; next: { at: Instant; id: string } | null };

/** The matters behind a number, as far as this person may see each of them; what may not be seen is only counted. */
export async function readCounted(
  ports: Pick<Ports, 'db' | 'now' | 'secrets'>,
  viewer: Viewer,
  ask: { set: counts.RateSet; period: Period; place?: string | undefined; category?: string | undefined; unit?: string | undefined },
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<CountedPage> {
  const [county, places] = await Promise.all([loadCircumstances(ports.db), loadPlaces(ports.db)]);
  const below = (tree: PlaceTree | CategoryTree, id: string | undefined): string[] | null => {
    if (id === undefined) return null;
    if ('within' in tree) return [...tree.within(id)];
    const inside = tree.all.filter((node) => tree.isUnder(node.id, id)).map((node) => node.id);
    return inside.length > 0 ? inside : [id];
  };
  const filter = {
    place: below(places, ask.place),
    category: below(county.categories, ask.category),
    unit: ask.unit === undefined ? null : [ask.unit],
  };
  const window = windowOf(ask.period, ports.now());
  const found = await store.listCounted(ports.db, ask.set, window, scopeOf(viewer, county.units), filter, limit + 1, after);
  const page = found.slice(0, limit);
  const histories = await readHistories(
    ports.db,
    page.map((row) => row.id),
  );
  const rows: Counted[] = [];
  for (const row of page) {
    const found = { id: row.id, placeText: row.place_text, events: histories.get(row.id) ?? [] };
    const read = await seeFound(ports, viewer, found, county);
    if (read) rows.push({ ...row, title: read.seen.matter.title, place_text: read.seen.placeText });
  }
  const last = page.at(-1);
  return { rows, hidden: page.length - rows.length, next: found.length > limit && last ? { at: last.due_at, id: last.id } : null };
}

/** The matter as this person may know it (X5), or null. */
async function seenAs(
  ports: Pick<Ports, 'db' | 'now' | 'secrets'>,
  viewer: Viewer,
  county: Circumstances,
  id: string,
  events: readonly SealedEvent[],
): Promise<Matter | null> {
  return (await seeFound(ports, viewer, { id, placeText: '', events }, county))?.seen.matter ?? null;
}

export type StuckMatter = {
  number: string;
  title: string;
  unitId: string;
  since: Instant;
  dueAt: Instant;
  escalation: number;
  round: number;
  returns: number;
  cameLate: boolean;
};

const mostStuck = 10;
export const mostOld = 1_000;

/** How many rows of an older ledger wait to be dispatched; counting stops above `mostOld`. */
export const countOld = (ports: Pick<Ports, 'db' | 'now'>, viewer: Viewer, county: Circumstances): Promise<number> =>
  store.countOld(ports.db, ports.now(), scopeOf(viewer, county.units), mostOld + 1, olderLedger);

/** At most ten, by the rule of rules-leader.ts, only such as this person may see. */
export async function readStuck(
  ports: Pick<Ports, 'db' | 'now' | 'secrets'>,
  viewer: Viewer,
  county: Circumstances,
): Promise<StuckMatter[]> {
  const found = await store.readStuck(ports.db, ports.now(), scopeOf(viewer, county.units), 3 * mostStuck, olderLedger);
  const ranked = rankStuck(found.map((row) => ({ ...row, cameLate: cameLate(row.number, row.due_at) })));
  const chosen: StuckMatter[] = [];
  for (let from = 0; from < ranked.length && chosen.length < mostStuck; from += mostStuck) {
    const rows = ranked.slice(from, from + mostStuck);
    const histories = await readHistories(
      ports.db,
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      const history = histories.get(row.id) ?? [];
      const m = chosen.length < mostStuck ? await seenAs(ports, viewer, county, row.id, history) : null;
      if (m === null) continue;
      chosen.push({
        number: m.number,
        title: m.title,
        unitId: m.owner.unitId,
        since: heldSince(history),
        dueAt: m.deadline.dueAt,
        escalation: m.escalation,
        round: m.round,
        returns: row.returns,
        cameLate: row.cameLate,
      });
    }
  }
  return chosen;
}

export type Sentence = { solved: Solved; words: string; placeId: string | null; categoryId: string | null; at: Instant };

/** The newest words of each kind of verdict that say something, of ordinary matters only; without names, phones or number. */
export async function readSentences(
  ports: Pick<Ports, 'db' | 'secrets' | 'now'>,
  viewer: Viewer,
  county: Circumstances,
  since: Instant,
): Promise<Sentence[]> {
  const scope = scopeOf(viewer, county.units);
  const staff = county.staff.all.map((person) => person.name);
  const told = await Promise.all(
    (['no', 'partly', 'yes'] as const).map(async (solved) => {
      const found = await store.readWords(ports.db, solved, since, scope, 40);
      // Nearly always one of the newest will do, so the histories are read a few at a time.
      for (let from = 0; from < found.length; from += wordsAtOnce) {
        const some = found.slice(from, from + wordsAtOnce);
        const said = await firstSaid(ports, viewer, county, solved, some, staff);
        if (said) return [said];
      }
      return [];
    }),
  );
  return told.flat();
}

const wordsAtOnce = 8;

async function firstSaid(
  ports: Pick<Ports, 'db' | 'secrets' | 'now'>,
  viewer: Viewer,
  county: Circumstances,
  solved: Solved,
  found: readonly { id: string; round: number }[],
  staff: readonly string[],
): Promise<Sentence | null> {
  const ids = found.map((one) => one.id);
  const [histories, sealed] = await Promise.all([readHistories(ports.db, ids), store.readSealedNames(ports.db, ids)]);
  for (const { id, round } of found) {
    const history = histories.get(id) ?? [];
    const matter = matterOf(id, history);
    const verdict = matter.verdicts.find((one) => one.round === round);
    // Not while the raiser may still change it: nobody should be able to press for other words (X5).
    if (
      !verdict ||
      verdict.changeableUntil >= ports.now() ||
      verdict.solved !== solved ||
      !tellsSomething(verdict.words) ||
      !maySee(matter, viewer, county)
    )
      continue;
    const name = sealed.get(id);
    const names = name === undefined ? staff : [...staff, ports.secrets.openColumn(name, `raiser.name:${id}`)];
    return { solved, words: anonymous(verdict.words, names), placeId: matter.placeId, categoryId: matter.categoryId, at: verdict.at };
  }
  return null;
}

const weeks = 28 * 86_400_000;

export async function readRisers(
  ports: Pick<Ports, 'db' | 'now'>,
  viewer: Viewer,
  county: Circumstances,
): Promise<ReturnType<typeof risers>> {
  const now = ports.now();
  const back = (ms: number): Instant => new Date(Date.parse(now) - ms).toISOString() as Instant;
  const growth = await store.readGrowth(ports.db, { since: back(2 * weeks), middle: back(weeks), now }, scopeOf(viewer, county.units));
  const { nowOf } = county.categories;
  const together = [...Map.groupBy(growth, ({ id }) => nowOf(id))].map(([id, several]) => ({
    id,
    before: several.reduce((sum, one) => sum + one.before, 0),
    after: several.reduce((sum, one) => sum + one.after, 0),
  }));
  return risers(together, 4);
}

export type DirectiveLine = {
  number: string;
  title: string;
  unitId: string;
  since: Instant;
  dueAt: Instant;
  status: ReturnType<typeof matterOf>['status'];
  /** The newest word of the unit: its answer, else its last note. */
  said: string;
  waitsForVerdict: boolean;
  verdict: Solved | null;
};

export async function readDirectives(
  ports: Pick<Ports, 'db' | 'now' | 'secrets'>,
  viewer: Viewer,
  county: Circumstances,
  most: number,
): Promise<DirectiveLine[]> {
  const found = await store.readDirectives(ports.db, viewer.id, most);
  const histories = await readHistories(
    ports.db,
    found.map((one) => one.id),
  );
  const lines: DirectiveLine[] = [];
  for (const { id } of found) {
    const history = histories.get(id) ?? [];
    const m = await seenAs(ports, viewer, county, id, history);
    if (m === null) continue;
    const last = history.findLast((event) => event.type === 'replied' || event.type === 'noted' || event.type === 'contacted');
    lines.push({
      number: m.number,
      title: m.title,
      unitId: m.owner.unitId,
      since: heldSince(history),
      dueAt: m.deadline.dueAt,
      status: m.status,
      said: last?.type === 'replied' ? last.data.text : last?.type === 'noted' || last?.type === 'contacted' ? last.data.words : '',
      waitsForVerdict: m.status === 'replied' || m.status === 'awaitingVerdict',
      verdict: m.verdicts.at(-1)?.solved ?? null,
    });
  }
  return lines;
}

/** Limits of an instruction (SM-11, pack X4): 5, 15 and 30 days unless the county set others. */
export const directiveLimits = ['super.urgent', 'super.ordinary', 'super.hard'] as const;
export type DirectiveLimit = (typeof directiveLimits)[number];
export type Instruction = { text: string; unitId: string; categoryId: string | null; limitKey: DirectiveLimit; key: string };
export type Instructed =
  | { ok: true; number: string; dueAt: Instant }
  /** `number`: it was opened and waits at the desk, because the unit could not be given it after all. */
  | { ok: false; refusal: AnyRefusal; detail?: string | undefined; number?: string };

/** Only whoever leads the county, or its office: a township's leader does not assign work to others. */
export const mayInstruct = (viewer: Viewer, units: UnitTree): boolean =>
  viewer.roles.includes('countyOffice') || (viewer.roles.includes('leader') && units.kindOf(viewer.unitId) === 'county');

/**
 * The sentence becomes a matter of the unit named, with a date, and its raiser is the leader. Refused before anything is written: words-missing,
 * unknown-unit, and what the duty lists say against the unit. The same key twice gives the matter made first.
 */
export async function instruct(ports: Ports, viewer: Viewer, asked: Instruction): Promise<Instructed> {
  const county = await loadCircumstances(ports.db);
  if (!mayInstruct(viewer, county.units)) return { ok: false, refusal: 'not-your-role' };
  const text = asked.text.trim();
  if (text === '') return { ok: false, refusal: 'words-missing' };
  const now = ports.now();
  const { duty, unitExists } = county.contextFor(viewer, now);
  if (!unitExists(asked.unitId)) return { ok: false, refusal: 'unknown-unit' };
  const listed = duty(asked.unitId, asked.categoryId);
  if (!listed.ok) return { ok: false, refusal: listed.refusal, detail: listed.names };
  const requestHash = ports.hash(new TextEncoder().encode(JSON.stringify([text, asked.unitId, asked.categoryId, asked.limitKey])));
  const opened = await openMatter(ports, viewer, {
    channel: 'directive',
    kind: 'help',
    title: titleOf(text),
    text,
    placeText: '',
    placeId: null,
    categoryId: asked.categoryId,
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: null,
    wantsReply: true,
    limitKey: asked.limitKey,
    idempotency: { caller: `directive:${viewer.id}`, key: asked.key, requestHash },
  });
  if (!opened.ok) return { ok: false, refusal: opened.refusal };
  const { number, matterId } = opened.receipt;
  await store.keepDirective(ports.db, { matterId, accountId: viewer.id, at: now });
  const given = await act(ports, viewer, number, { do: 'dispatch', to: asked.unitId, reason: text.slice(0, 200), copyTo: null });
  if (given.ok) return { ok: true, number, dueAt: given.matter.deadline.dueAt };
  if (opened.replayed && given.matter && given.matter.status !== 'registered')
    return { ok: true, number, dueAt: given.matter.deadline.dueAt };
  return { ok: false, refusal: given.refusal, detail: given.detail, number };
}

/** Its first sentence, or as much of it as a line holds. */
export function titleOf(text: string): string {
  const first = text.split(/[\n。！？；]/).find((part) => part.trim() !== '') ?? text;
  const signs = [...first.trim()];
  return signs.length > 30 ? `${signs.slice(0, 29).join('')}…` : signs.join('');
}

/** The verdict on an instruction is its giver's, by the page and while signed in. */
export async function judgeDirective(
  ports: Ports,
  viewer: Viewer,
  number: string,
  verdict: { solved: Solved; level: Level; words: string },
): Promise<{ ok: true } | { ok: false; refusal: AnyRefusal; detail?: string | undefined }> {
  const found = (await store.isDirectiveOf(ports.db, viewer.id, number)) ? await readHistoryByNumber(ports.db, number) : null;
  if (!found) return { ok: false, refusal: 'not-found' };
  const outcome = await act(ports, { kind: 'raiser' }, number, { do: 'judge', ...verdict, via: 'page', proof: `directive:${viewer.id}` });
  return outcome.ok ? { ok: true } : { ok: false, refusal: outcome.refusal, detail: outcome.detail };
}

// Reading classes for somebody: lists and single classes as far as this person may see them, their matters through the one door of the matters' room.

import type { Matter } from '#core/matter/matter.ts';
import type { RecordedClassEvent } from '#core/matter-class/events.ts';
import { classOf } from '#core/matter-class/matter-class.ts';
import { keyOfCandidate } from '#core/matter-class/signals.ts';
import { type ClassStatus, classStatuses, liveStatuses, type MatterClass } from '#core/matter-class/state.ts';
import { addHours, type Instant } from '#core/time/day.ts';
import { listMattersByIds, type SeenRow, type Viewer } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { type Around, loadAround } from './around.ts';
import { categoriesAbove, reachOf, seesClass } from './reach.ts';
import { lookOnOf } from './rules.ts';
import * as store from './store.ts';
import { asksWords, isClassable, isMember, memberIds, type Reach, wordsOf } from './store-members.ts';

export type ReadClass = { m: MatterClass; history: readonly store.SealedClassEvent[] };

/** Null: there is no such number, or it is not for this person; the two look alike. */
export async function readClass(ports: Pick<Ports, 'db'>, viewer: Viewer, around: Around, number: string): Promise<ReadClass | null> {
  const row = await store.findClass(ports.db, number);
  if (!row) return null;
  const history = await store.readClassHistory(ports.db, row.id);
  const m = classOf(row.id, history);
  return seesClass(m, viewer, around) ? { m, history } : null;
}

export const readClassFor = async (ports: Pick<Ports, 'db'>, viewer: Viewer, number: string): Promise<MatterClass | null> =>
  (await readClass(ports, viewer, await loadAround(ports), number))?.m ?? null;

/** All that this person may see, newest change first; states are counted over them. */
export async function listForViewer(ports: Pick<Ports, 'db'>, viewer: Viewer, around: Around): Promise<MatterClass[]> {
  const rows = await store.listClasses(ports.db, classStatuses);
  const histories = await store.readClassHistories(
    ports.db,
    rows.map((row) => row.id),
  );
  return rows.flatMap((row) => {
    const events = histories.get(row.id);
    if (!events) return [];
    const m = classOf(row.id, events);
    return seesClass(m, viewer, around) ? [m] : [];
  });
}

export type MemberPage = { rows: SeenRow[]; next: { at: Instant; id: string } | null };

/** Its matters, newest first, of the last three years; only those that this person may see, and as they may see them. */
export async function readMembers(
  ports: Ports,
  viewer: Viewer,
  around: Around,
  m: MatterClass,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<MemberPage> {
  const found = await memberIds(ports.db, reachOf(m, around), addHours(ports.now(), -24 * 1_100), limit + 1, after);
  const page = found.slice(0, limit);
  const rows = await listMattersByIds(
    ports,
    viewer,
    around,
    page.map((one) => one.id),
  );
  const last = page.at(-1);
  return { rows, next: found.length > limit && last ? { at: last.received_at, id: last.id } : null };
}

const mostOfMatter = 20;

/** The living classes that this matter is in, newest change first, as far as this person may see them. None of a sealed matter or an accusation: those are in no class. */
export async function classesOfMatter(ports: Pick<Ports, 'db'>, viewer: Viewer, around: Around, matter: Matter): Promise<MatterClass[]> {
  if (!isClassable(matter)) return [];
  const above = {
    categoryIds: matter.categoryId === null ? [] : categoriesAbove(around.categories, matter.categoryId),
    placeIds: around.places.path(matter.placeId ?? '').map((one) => one.id),
  };
  const histories = await store.classesThatMayHold(ports.db, matter.id, above, liveStatuses, mostOfMatter);
  const seen = [...histories].map(([id, events]) => classOf(id, events)).filter((m) => seesClass(m, viewer, around));
  const reaches = seen.map((m) => reachOf(m, around));
  const words = reaches.some(asksWords) ? await wordsOf(ports.db, matter.id) : null;
  return seen.filter((_, i) => isMember(reaches[i] as Reach, matter, words));
}

/** The row of the current state that these events make, by its columns; for the check of the record. Throws where they make no class. */
export function classRowOf(id: string, events: readonly RecordedClassEvent[]) {
  const m = classOf(id, events);
  return {
    number: m.number,
    version: m.version,
    status: m.status,
    origin: m.origin,
    title: m.title,
    category_ids: m.scope.categoryIds,
    place_ids: m.scope.placeIds,
    owner_unit_id: m.owner?.unitId ?? null,
    owner_account_id: m.owner?.accountId ?? null,
    look_on: lookOnOf(m),
    opened_at: m.openedAt,
    changed_at: m.changedAt,
  };
}

/** The class that the clock proposed for this category and place, whatever became of it. */
export async function classNumberOf(ports: Pick<Ports, 'db'>, of: { categoryId: string; placeId: string | null }): Promise<string | null> {
  const key = keyOfCandidate(of);
  return (await store.classesByKey(ports.db, [key])).get(key)?.number ?? null;
}

export const groups: Readonly<Record<string, readonly ClassStatus[]>> = {
  clues: ['clue'],
  candidates: ['candidate'],
  running: ['established', 'acting', 'observing', 'ineffective'],
  ended: ['effective', 'archived'],
  aside: ['setAside', 'merged'],
};

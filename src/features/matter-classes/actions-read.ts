// Reading classes for somebody: lists and single classes as far as this person may see them, their matters through the one door of the matters' room.
import { classOf } from '#core/matter-class/matter-class.ts';
import { type ClassStatus, classStatuses, type MatterClass } from '#core/matter-class/state.ts';
import { addHours, type Instant } from '#core/time/day.ts';
import { listMattersByIds, type SeenRow, type Viewer } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Around } from './around.ts';
import { reachOf, seesClass } from './reach.ts';
import * as store from './store.ts';
import { memberIds } from './store-members.ts';

export type ReadClass = { m: MatterClass; history: readonly store.SealedClassEvent[] };

/** Null: there is no such number, or it is not for this person; the two look alike. */
export async function readClass(ports: Pick<Ports, 'db'>, viewer: Viewer, around: Around, number: string): Promise<ReadClass | null> {
  const row = await store.findClass(ports.db, number);
  if (!row) return null;
  const history = await store.readClassHistory(ports.db, row.id);
  const m = classOf(row.id, history);
  return seesClass(m, viewer, around) ? { m, history } : null;
}

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

export const groups: Readonly<Record<string, readonly ClassStatus[]>> = {
  clues: ['clue'],
  candidates: ['candidate'],
  running: ['established', 'acting', 'observing', 'ineffective'],
  ended: ['effective', 'archived'],
  aside: ['setAside', 'merged'],
};

// A month's open figures: looked at, then published once.

import { periodBefore, periodOf } from '#core/rates/period.ts';
import { leastPublished } from '#core/rates/suppress.ts';
import { utf8 } from '#core/record/bytes.ts';
import { addDays, atTimeOfDay, type Day, dayOf } from '#core/time/day.ts';
import { loadCategories, loadPlaces, logAccess, type PlaceTree } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { closedMonth, formula, type Head, noClass, noPlace, type OpenSet, openSetOf } from './rules.ts';
import { insertSet, readSet, readSets, receivedBy } from './store.ts';

type DisclosurePorts = Pick<Ports, 'db' | 'now' | 'newId' | 'hash'>;
const shownMonths = 12;

/** The last months that are over, newest first, with what is out of them. */
export async function months(ports: DisclosurePorts): Promise<{ code: string; publishedAt: string | null; leftOut: number | null }[]> {
  const out = new Map((await readSets(ports.db, 1_000)).map((one) => [one.month, one]));
  let period = periodOf('month', dayOf(ports.now()));
  const list: { code: string; publishedAt: string | null; leftOut: number | null }[] = [];
  for (let i = 0; i < shownMonths; i += 1) {
    period = periodBefore(period);
    const code = period.code ?? '';
    list.push({ code, publishedAt: out.get(code)?.publishedAt ?? null, leftOut: out.get(code)?.leftOut ?? null });
  }
  return list;
}

/** As it is out, else as it would be; null for a month that is not over, or none. */
export async function openSet(ports: DisclosurePorts, code: string): Promise<{ set: OpenSet; publishedAt: string | null } | null> {
  const out = await readSet(ports.db, code);
  if (out) return { set: out.set, publishedAt: out.publishedAt };
  const month = closedMonth(code, ports.now());
  return month && { set: await reckon(ports, month.from, month.to), publishedAt: null };
}

async function reckon(ports: Pick<Ports, 'db'>, from: Day, to: Day): Promise<OpenSet> {
  const [categories, places] = await Promise.all([loadCategories(ports.db), loadPlaces(ports.db)]);
  const rows = await receivedBy(ports.db, atTimeOfDay(from, '00:00'), atTimeOfDay(addDays(to, 1), '00:00'));
  const classes: Head[] = [...categories.roots.map((one) => ({ id: one.id, name: { zh: one.name, en: one.nameEn } })), noClass];
  const towns = places.all.filter((one) => one.kind === 'township').map((one) => ({ id: one.id, name: { zh: one.name, en: one.name } }));
  return openSetOf(
    classes,
    [...towns, noPlace],
    rows.map((row) => ({
      classId: row.categoryId === null ? noClass.id : (categories.path(categories.nowOf(row.categoryId))[0]?.id ?? noClass.id),
      placeId: townOf(places, row.placeId),
      n: row.n,
    })),
  );
}

/** Places are told no finer than by township. */
const townOf = (places: PlaceTree, id: string | null): string =>
  id === null ? noPlace.id : (places.path(id).find((one) => one.kind === 'township')?.id ?? noPlace.id);

export type PublishRefusal = 'not-over' | 'out-already';
/** `ports.hash` is SHA-256 here, so that anybody can check a file they kept. Once and never again: what was hidden could be reckoned from two editions. */
export async function publish(
  ports: DisclosurePorts,
  me: Staff,
  code: string,
  addressClass = '',
): Promise<{ ok: true } | { ok: false; refusal: PublishRefusal }> {
  const month = closedMonth(code, ports.now());
  if (!month) return { ok: false, refusal: 'not-over' };
  const set = await reckon(ports, month.from, month.to);
  const sha256 = Buffer.from(ports.hash(utf8(JSON.stringify(set)))).toString('hex');
  const isNew = await inTransaction(ports.db, async (trx) => {
    const kept = await insertSet(trx, {
      month: code,
      formula,
      set,
      sha256,
      least: leastPublished,
      publishedBy: me.accountId,
      publishedAt: ports.now(),
    });
    if (kept)
      await logAccess(
        { ...ports, db: trx },
        { what: 'disclosure-published', why: `${code}; ${set.leftOut} cells left out; ${sha256.slice(0, 16)}`, by: me, addressClass },
      );
    return kept;
  });
  return isNew ? { ok: true } : { ok: false, refusal: 'out-already' };
}

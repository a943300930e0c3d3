// Changing what is there: units, places, duty entries, categories. What was before is kept beside it (append-only), and a duty that changes from a day on becomes
// a second entry, so that a dispatch of last month is still judged by the list of last month.
import type { Transaction } from 'kysely';
import { addDays, dayOf } from '#core/time/day.ts';
import type { Tables } from '#platform/db/tables.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import { logAccess } from './access-log.ts';
import { forgetDirectory, loadStaff } from './directory.ts';
import type { Category, PlaceKind } from './directory-types.ts';
import { mayManageStructure } from './may.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { isInForce } from './rules.ts';
import { daysWritten, dayWritten, isFault, oneLine, severalIn } from './rules-plan.ts';
import { dutyFault } from './rules-plan-duties.ts';
import { unitFault } from './rules-plan-units.ts';
import { readCategories, readDuties, readLimits, readPlaces, readUnits } from './store.ts';
import { type ChangeKind, insertCategory, insertChange, insertDuties } from './store-structure.ts';
import type { NewDuty } from './structure.ts';
import { treeOf } from './tree.ts';

type Trx = Transaction<Tables>;
type Changed = { what: string; kind: ChangeKind; id: string; why: string; before: unknown; after: unknown };

/** One change in one transaction: decided, written, and kept as it was before; then this process sees it at once. */
async function changing(ports: PeoplePorts, by: By, work: (trx: Trx) => Promise<Outcome<{ change: Changed }>>): Promise<Outcome> {
  if (!mayManageStructure(by)) return refuse('not-allowed');
  const done = await inTransaction(ports.db, async (trx): Promise<Outcome> => {
    const worked = await work(trx);
    if (!worked.ok) return worked;
    const { what, kind, id, why, before, after } = worked.change;
    if (JSON.stringify(before) === JSON.stringify(after)) return { ok: true };
    await insertChange(trx, { id: ports.newId(), at: ports.now(), accountId: by?.accountId ?? null, kind, subjectId: id, before, after });
    await logAccess({ ...ports, db: trx }, { what, why, by });
    return { ok: true };
  });
  forgetDirectory(ports.db);
  return done;
}

export type UnitChange = {
  parentId: string | null;
  name: string;
  shortName: string;
  isHotline: boolean;
  validFrom: string;
  validTo: string;
};

/** A unit whose last day lies before today must have nobody left; its kind stays, because its duties hang on it. */
export function changeUnit(ports: PeoplePorts, by: By, unitId: string, asked: UnitChange): Promise<Outcome> {
  return changing(ports, by, async (trx) => {
    const units = await readUnits(trx);
    const unit = units.find((one) => one.id === unitId);
    if (!unit) return refuse('unknown-unit');
    const tree = treeOf(units);
    const days = daysWritten(asked.validFrom, asked.validTo, unit.validFrom);
    if (isFault(days)) return refuse(days.code);
    const name = oneLine(asked.name);
    const wrong = unitFault({ kind: unit.kind, name }, asked.parentId === null ? null : units.find((one) => one.id === asked.parentId));
    if (wrong) return refuse(wrong.code);
    const today = dayOf(ports.now());
    const isOver = days.to !== null && days.to < today;
    const inUse = (await loadStaff(trx)).inUnit(unitId).length > 0 || tree.children(unitId).some((child) => isInForce(child, today));
    if (isOver && inUse) return refuse('unit-in-use');
    const lastDesk =
      unit.isHotline && (!asked.isHotline || isOver) && !units.some((one) => one.isHotline && one.id !== unitId && isInForce(one, today));
    if (lastDesk) return refuse('last-desk');
    const after = {
      parent_id: asked.parentId,
      name,
      short_name: oneLine(asked.shortName, 30) || name,
      is_hotline: asked.isHotline,
      valid_from: days.from,
      valid_to: days.to,
    };
    const before = {
      parent_id: unit.parentId,
      name: unit.name,
      short_name: unit.shortName,
      is_hotline: unit.isHotline,
      valid_from: unit.validFrom,
      valid_to: unit.validTo,
    };
    await trx.updateTable('unit').set(after).where('id', '=', unitId).execute();
    return { ok: true, change: { what: 'people-unit-changed', kind: 'unit', id: unitId, why: name, before, after } };
  });
}

export type PlaceChange = {
  parentId: string | null;
  unitId: string | null;
  kind: PlaceKind;
  name: string;
  aliases: string;
  validFrom: string;
  validTo: string;
};

export function changePlace(ports: PeoplePorts, by: By, placeId: string, asked: PlaceChange): Promise<Outcome> {
  return changing(ports, by, async (trx) => {
    const [places, units] = [await readPlaces(trx), await readUnits(trx)];
    const place = places.find((one) => one.id === placeId);
    if (!place) return refuse('unknown-place');
    const name = oneLine(asked.name);
    if (name === '') return refuse('name-missing');
    const days = daysWritten(asked.validFrom, asked.validTo, place.validFrom);
    if (isFault(days)) return refuse(days.code);
    const tree = treeOf(places);
    if (asked.parentId !== null && (!tree.byId(asked.parentId) || tree.isUnder(asked.parentId, placeId))) return refuse('unknown-parent');
    if (asked.unitId !== null && !units.some((unit) => unit.id === asked.unitId)) return refuse('unknown-unit');
    const after = {
      parent_id: asked.parentId,
      unit_id: asked.unitId,
      kind: asked.kind,
      name,
      aliases: severalIn(asked.aliases).map((alias) => oneLine(alias)),
      valid_from: days.from,
      valid_to: days.to,
    };
    const before = {
      parent_id: place.parentId,
      unit_id: place.unitId,
      kind: place.kind,
      name: place.name,
      aliases: [...place.aliases],
      valid_from: place.validFrom,
      valid_to: place.validTo,
    };
    await trx.updateTable('place').set(after).where('id', '=', placeId).execute();
    return { ok: true, change: { what: 'people-place-changed', kind: 'place', id: placeId, why: name, before, after } };
  });
}

/**
 * `validFrom` decides: the entry's own first day corrects it as it stands; a later one ends it the day before and begins a new one, which alone counts from then.
 * An earlier one is refused: what was decided by the list then, was decided by it.
 */
export function changeDuty(ports: PeoplePorts, by: By, dutyId: string, asked: NewDuty): Promise<Outcome> {
  return changing(ports, by, async (trx) => {
    const [duties, units, categories] = [await readDuties(trx), await readUnits(trx), await readCategories(trx)];
    const duty = duties.find((one) => one.id === dutyId);
    if (!duty) return refuse('unknown-entry');
    const days = daysWritten(asked.validFrom, asked.validTo ?? '', duty.validFrom);
    if (isFault(days)) return refuse(days.code);
    if (days.from < duty.validFrom) return refuse('days-before');
    if (duty.validTo !== null && days.from > duty.validTo) return refuse('unknown-entry');
    for (const id of [asked.unitId, asked.leadUnitId])
      if (id !== null && !units.some((unit) => unit.id === id)) return refuse('unknown-unit');
    if (asked.categoryId !== null && !categories.some((one) => one.id === asked.categoryId)) return refuse('unknown-category');
    const fields = {
      ...asked,
      itemNo: oneLine(asked.itemNo, 40),
      title: oneLine(asked.title, 200),
      basis: oneLine(asked.basis, 500),
      validFrom: days.from,
      validTo: days.to,
    };
    const wrong = dutyFault(fields, units.find((unit) => unit.id === asked.unitId) ?? null);
    if (wrong) return refuse(wrong.code);
    const why = `${fields.itemNo} ${fields.title}`;
    const { id: _, unitName: _u, leadUnitName: _l, ...before } = duty;
    if (days.from > duty.validFrom) {
      const id = ports.newId();
      await trx
        .updateTable('duty_entry')
        .set({ valid_to: addDays(days.from, -1) })
        .where('id', '=', dutyId)
        .execute();
      await insertDuties(trx, [{ ...fields, id }]);
      return {
        ok: true,
        change: { what: 'people-duty-changed', kind: 'duty', id, why, before: { ...before, from: dutyId }, after: fields },
      };
    }
    await trx
      .updateTable('duty_entry')
      .set({
        item_no: fields.itemNo,
        level: fields.level,
        list: fields.list,
        title: fields.title,
        unit_id: fields.unitId,
        category_id: fields.categoryId,
        lead_unit_id: fields.leadUnitId,
        basis: fields.basis,
        valid_to: fields.validTo,
      })
      .where('id', '=', dutyId)
      .execute();
    return { ok: true, change: { what: 'people-duty-corrected', kind: 'duty', id: dutyId, why, before, after: fields } };
  });
}

export type CategoryFields = {
  parentId: string | null;
  code: string;
  name: string;
  nameEn: string;
  limitKey: string;
  contactLimitKey: string;
  urgency: Category['urgency'];
  validFrom: string;
  validTo: string;
  /** The category that stands for it now; it then has a last day too. */
  mapsTo: string | null;
  otherCodes: string;
};

/** `id` null: a new one. A mapping may neither lead to itself nor in a circle; a code is one category's at a time. */
export function keepCategory(ports: PeoplePorts, by: By, id: string | null, asked: CategoryFields): Promise<Outcome> {
  return changing(ports, by, async (trx) => {
    const [all, limits] = [await readCategories(trx), await readLimits(trx)];
    const there = id === null ? null : all.find((one) => one.id === id);
    if (there === undefined) return refuse('unknown-category');
    const today = dayOf(ports.now());
    const [code, name] = [oneLine(asked.code, 20), oneLine(asked.name)];
    if (code === '' || name === '') return refuse('name-missing');
    const first = asked.validFrom === '' ? (there?.validFrom ?? today) : dayWritten(asked.validFrom);
    const last = asked.validTo === '' ? (asked.mapsTo === null ? null : addDays(today, -1)) : dayWritten(asked.validTo);
    if (first === null || (last === null && asked.validTo !== '')) return refuse('day-unreadable');
    if (last !== null && last < first && asked.validTo !== '') return refuse('days-reversed');
    const own = id ?? (all.some((one) => one.id === `c-${code}`) ? ports.newId() : `c-${code}`);
    const tree = treeOf(all);
    if (asked.parentId !== null && (!tree.byId(asked.parentId) || tree.isUnder(asked.parentId, own))) return refuse('unknown-parent');
    if (asked.mapsTo !== null && !tree.byId(asked.mapsTo)) return refuse('unknown-category');
    for (let at: string | null = asked.mapsTo, steps = 0; at !== null; at = tree.byId(at)?.mapsTo ?? null, steps += 1)
      if (at === own || steps > all.length) return refuse('code-chain');
    const isOpen = (one: Category) => one.validTo === null || one.validTo >= today;
    if ((last === null || last >= today) && all.some((one) => one.id !== own && one.code === code && isOpen(one)))
      return refuse('code-taken');
    for (const key of [asked.limitKey, asked.contactLimitKey])
      if (!limits.some((limit) => limit.key === key)) return refuse('unknown-limit');
    const made = {
      id: own,
      parentId: asked.parentId,
      code,
      name,
      nameEn: oneLine(asked.nameEn, 120) || name,
      limitKey: asked.limitKey,
      contactLimitKey: asked.contactLimitKey,
      urgency: asked.urgency,
      validFrom: first,
      validTo: last,
      mapsTo: asked.mapsTo,
      otherCodes: severalIn(asked.otherCodes).map((one) => oneLine(one, 40)),
    };
    const why = `${code} ${name}`;
    if (there === null) {
      await insertCategory(trx, made, all.length);
      return { ok: true, change: { what: 'people-category-created', kind: 'category', id: own, why, before: null, after: made } };
    }
    await trx
      .updateTable('category')
      .set({
        parent_id: made.parentId,
        code,
        name,
        name_en: made.nameEn,
        limit_key: made.limitKey,
        contact_limit_key: made.contactLimitKey,
        urgency: made.urgency,
        valid_from: first,
        valid_to: last,
        maps_to: made.mapsTo,
        other_codes: made.otherCodes,
      })
      .where('id', '=', own)
      .execute();
    const { position: _, ...before } = there;
    return { ok: true, change: { what: 'people-category-changed', kind: 'category', id: own, why, before, after: made } };
  });
}

/** Other limit keys for several categories at once, each change kept; matters that run keep their deadlines. */
export async function moveLimits(ports: PeoplePorts, by: By, moves: readonly { id: string; limitKey: string }[]): Promise<Outcome> {
  if (!mayManageStructure(by)) return refuse('not-allowed');
  const done = await inTransaction(ports.db, async (trx): Promise<Outcome> => {
    const [all, limits] = [await readCategories(trx), await readLimits(trx)];
    for (const { id, limitKey } of moves) {
      const there = all.find((one) => one.id === id);
      if (!there) return refuse('unknown-category');
      if (!limits.some((limit) => limit.key === limitKey)) return refuse('unknown-limit');
      await trx.updateTable('category').set({ limit_key: limitKey }).where('id', '=', id).execute();
      const change = { id: ports.newId(), at: ports.now(), accountId: by?.accountId ?? null, kind: 'category' as const, subjectId: id };
      await insertChange(trx, { ...change, before: { limitKey: there.limitKey }, after: { limitKey } });
    }
    return { ok: true };
  });
  forgetDirectory(ports.db);
  return done;
}

/** For other rooms that keep what administrators change: before and after, and a line in the log; in their transaction. */
export async function keepChange(
  ports: Pick<PeoplePorts, 'db' | 'now' | 'newId'>,
  by: By,
  { what, kind, id, why, before, after }: Changed,
): Promise<void> {
  await insertChange(ports.db, {
    id: ports.newId(),
    at: ports.now(),
    accountId: by?.accountId ?? null,
    kind,
    subjectId: id,
    before,
    after,
  });
  await logAccess(ports, { what, why, by });
}

// Units, places and duty lists: what a system administrator keeps in order. Nothing is deleted; what is over gets a last day.
import { cleanText } from '#core/text/clean.ts';
import { addDays, type Day, dayOf, parseDay } from '#core/time/day.ts';
import { logAccess } from './access-log.ts';
import { forgetDirectory, loadCategories, loadDuties, loadPlaces, loadStaff, loadUnits } from './directory.ts';
import type { PlaceKind } from './directory-types.ts';
import { mayManageStructure } from './may.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { type DutyLevel, type DutyList, isInForce } from './rules.ts';
import { dutyFault } from './rules-plan-duties.ts';
import { unitFault } from './rules-plan-units.ts';
import type { UnitKind } from './units.ts';

const line = (text: string, max = 60): string => cleanText(text, { max }).text;

export type NewUnit = { id?: string; parentId: string | null; kind: UnitKind; name: string; shortName?: string; isHotline?: boolean };

export async function createUnit(ports: PeoplePorts, by: By, asked: NewUnit): Promise<Outcome<{ unitId: string }>> {
  if (!mayManageStructure(by)) return refuse('not-allowed');
  const name = line(asked.name);
  const units = await loadUnits(ports.db);
  const wrong = unitFault({ kind: asked.kind, name }, asked.parentId === null ? null : units.byId(asked.parentId));
  if (wrong) return refuse(wrong.code);
  const id = asked.id ?? ports.newId();
  await ports.db
    .insertInto('unit')
    .values({
      id,
      parent_id: asked.parentId,
      kind: asked.kind,
      name,
      short_name: line(asked.shortName ?? '') || name,
      is_hotline: asked.isHotline ?? false,
      position: asked.parentId === null ? units.roots.length : units.children(asked.parentId).length,
      valid_to: null,
    })
    .execute();
  return written(ports, by, 'people-unit-created', name, { unitId: id });
}

/** Its last day is yesterday: from today it gets nothing. Its history keeps its name. */
export async function endUnit(ports: PeoplePorts, by: By, unitId: string): Promise<Outcome> {
  if (!mayManageStructure(by)) return refuse('not-allowed');
  const today = dayOf(ports.now());
  const [units, staff] = [await loadUnits(ports.db), await loadStaff(ports.db)];
  const unit = units.byId(unitId);
  if (!unit || !isInForce(unit, today)) return refuse('unknown-unit');
  if (staff.inUnit(unitId).length > 0 || units.children(unitId).some((child) => isInForce(child, today))) return refuse('unit-in-use');
  if (unit.isHotline && !units.hotlines.some((one) => one.id !== unitId && isInForce(one, today))) return refuse('last-desk');
  await ports.db
    .updateTable('unit')
    .set({ valid_to: addDays(today, -1) })
    .where('id', '=', unitId)
    .execute();
  return written(ports, by, 'people-unit-ended', unit.name, {});
}

export type NewPlace = {
  id?: string;
  parentId: string | null;
  unitId: string | null;
  kind: PlaceKind;
  name: string;
  aliases?: readonly string[];
};

export async function createPlace(ports: PeoplePorts, by: By, asked: NewPlace): Promise<Outcome<{ placeId: string }>> {
  if (!mayManageStructure(by)) return refuse('not-allowed');
  const name = line(asked.name);
  if (name === '') return refuse('name-missing');
  if (asked.parentId !== null && !(await loadPlaces(ports.db)).byId(asked.parentId)) return refuse('unknown-parent');
  if (asked.unitId !== null && !(await loadUnits(ports.db)).byId(asked.unitId)) return refuse('unknown-unit');
  const id = asked.id ?? ports.newId();
  const aliases = (asked.aliases ?? []).map((alias) => line(alias)).filter(Boolean);
  await ports.db
    .insertInto('place')
    .values({ id, parent_id: asked.parentId, unit_id: asked.unitId, kind: asked.kind, name, aliases })
    .execute();
  return written(ports, by, 'people-place-created', name, { placeId: id });
}

export type NewDuty = {
  itemNo: string;
  level: DutyLevel;
  list: DutyList;
  title: string;
  /** null: every unit of the level. */
  unitId: string | null;
  categoryId: string | null;
  leadUnitId: string | null;
  basis: string;
  validFrom: string;
  validTo: string | null;
};

/** Days arrive as text, because they come from forms and files. What was taken back or is only helped with must name who leads. */
export async function addDuty(ports: PeoplePorts, by: By, asked: NewDuty): Promise<Outcome<{ dutyId: string }>> {
  if (!mayManageStructure(by)) return refuse('not-allowed');
  const [itemNo, title] = [line(asked.itemNo, 40), line(asked.title, 200)];
  const days = readDays(asked.validFrom, asked.validTo);
  if (typeof days === 'string') return refuse(days);
  const units = await loadUnits(ports.db);
  for (const id of [asked.unitId, asked.leadUnitId]) if (id !== null && !units.byId(id)) return refuse('unknown-unit');
  const wrong = dutyFault({ ...asked, itemNo, title }, asked.unitId === null ? null : { kind: units.kindOf(asked.unitId) ?? '' });
  if (wrong) return refuse(wrong.code);
  if (asked.categoryId !== null && !(await loadCategories(ports.db)).byId(asked.categoryId)) return refuse('unknown-category');
  const id = ports.newId();
  await ports.db
    .insertInto('duty_entry')
    .values({
      id,
      item_no: itemNo,
      level: asked.level,
      unit_id: asked.unitId,
      list: asked.list,
      title,
      category_id: asked.categoryId,
      lead_unit_id: asked.leadUnitId,
      basis: line(asked.basis, 500),
      valid_from: days.from,
      valid_to: days.to,
    })
    .execute();
  return written(ports, by, 'people-duty-added', `${itemNo} ${title}`, { dutyId: id });
}

/** `lastDay` is the last day in force; null means that it is over from today. */
export async function endDuty(ports: PeoplePorts, by: By, dutyId: string, lastDay: string | null): Promise<Outcome> {
  if (!mayManageStructure(by)) return refuse('not-allowed');
  const today = dayOf(ports.now());
  const entry = (await loadDuties(ports.db)).find((one) => one.id === dutyId);
  if (!entry || (entry.validTo !== null && entry.validTo < today)) return refuse('unknown-entry');
  const last = lastDay === null ? addDays(today, -1) : parseDay(lastDay);
  if (last === null) return refuse('day-unreadable');
  if (lastDay !== null && last < entry.validFrom) return refuse('days-reversed');
  await ports.db.updateTable('duty_entry').set({ valid_to: last }).where('id', '=', dutyId).execute();
  return written(ports, by, 'people-duty-ended', `${entry.itemNo} ${entry.title}`, {});
}

function readDays(from: string, to: string | null): { from: Day; to: Day | null } | 'day-unreadable' | 'days-reversed' {
  const first = parseDay(from);
  const last = to === null || to === '' ? null : parseDay(to);
  if (first === null || (last === null && to !== null && to !== '')) return 'day-unreadable';
  return last !== null && last < first ? 'days-reversed' : { from: first, to: last };
}

async function written<T>(ports: PeoplePorts, by: By, what: string, why: string, done: T): Promise<Outcome<T>> {
  forgetDirectory(ports.db);
  await logAccess(ports, { what, why, by });
  return { ok: true, ...done };
}

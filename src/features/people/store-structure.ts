// Units, places, duty entries and categories as rows to write, and what they were before they were changed by hand.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import type { CategoryMade, CategoryStep } from './rules-plan-categories.ts';
import type { DutyMade } from './rules-plan-duties.ts';
import type { PlaceMade, UnitMade } from './rules-plan-units.ts';

const atOnce = 500;
const pieces = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / atOnce) }, (_, n) => items.slice(n * atOnce, (n + 1) * atOnce));

export async function insertUnits(db: Uses<'unit'>, units: readonly UnitMade[], position: number): Promise<void> {
  for (const [n, some] of pieces(units).entries())
    await db
      .insertInto('unit')
      .values(
        some.map((unit, at) => ({
          id: unit.id,
          parent_id: unit.parentId,
          kind: unit.kind,
          name: unit.name,
          short_name: unit.shortName,
          is_hotline: unit.isHotline,
          position: position + n * atOnce + at,
          valid_to: null,
        })),
      )
      .execute();
}

export async function insertPlaces(db: Uses<'place'>, places: readonly PlaceMade[]): Promise<void> {
  for (const some of pieces(places))
    await db
      .insertInto('place')
      .values(
        some.map((place) => ({
          id: place.id,
          parent_id: place.parentId,
          unit_id: place.unitId,
          kind: place.kind,
          name: place.name,
          aliases: [...place.aliases],
          valid_to: null,
        })),
      )
      .execute();
}

export async function insertDuties(db: Uses<'duty_entry'>, duties: readonly DutyMade[]): Promise<void> {
  for (const some of pieces(duties))
    await db
      .insertInto('duty_entry')
      .values(
        some.map((duty) => ({
          id: duty.id,
          item_no: duty.itemNo,
          level: duty.level,
          unit_id: duty.unitId,
          list: duty.list,
          title: duty.title,
          category_id: duty.categoryId,
          lead_unit_id: duty.leadUnitId,
          basis: duty.basis,
          valid_from: duty.validFrom,
          valid_to: duty.validTo,
        })),
      )
      .execute();
}

export async function insertCategory(db: Uses<'category'>, made: CategoryMade, position: number): Promise<void> {
  await db
    .insertInto('category')
    .values({
      id: made.id,
      parent_id: made.parentId,
      code: made.code,
      name: made.name,
      name_en: made.nameEn,
      limit_key: made.limitKey,
      contact_limit_key: made.contactLimitKey,
      urgency: made.urgency,
      position,
      valid_from: made.validFrom,
      valid_to: made.validTo,
      maps_to: made.mapsTo,
      other_codes: [...made.otherCodes],
    })
    .execute();
}

export async function writeCategorySteps(db: Uses<'category'>, steps: readonly CategoryStep[], position: number): Promise<void> {
  for (const [at, { made, ends }] of steps.entries()) {
    if (made) await insertCategory(db, made, position + at);
    for (const end of ends)
      await db.updateTable('category').set({ valid_to: end.validTo, maps_to: end.mapsTo }).where('id', '=', end.id).execute();
  }
}

export type ChangeKind = 'unit' | 'place' | 'duty' | 'category' | 'template' | 'plainWord';
export type Change = { id: string; at: Instant; accountId: string | null; before: unknown; after: unknown };

export async function insertChange(db: Uses<'structure_change'>, change: Change & { kind: ChangeKind; subjectId: string }): Promise<void> {
  await db
    .insertInto('structure_change')
    .values({
      id: change.id,
      at: change.at,
      account_id: change.accountId,
      kind: change.kind,
      subject_id: change.subjectId,
      before: change.before === null ? null : JSON.stringify(change.before),
      after: change.after === null ? null : JSON.stringify(change.after),
    })
    .execute();
}

/** The newest first. */
export async function readChanges(db: Uses<'structure_change'>, kind: ChangeKind, subjectId: string): Promise<Change[]> {
  const rows = await db
    .selectFrom('structure_change')
    .select(['id', 'at', 'account_id', 'before', 'after'])
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ id: row.id, at: row.at, accountId: row.account_id, before: row.before, after: row.after }));
}

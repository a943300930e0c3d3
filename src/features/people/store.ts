// Reads and writes the people's own tables. Everything here takes the database or a transaction; nothing decides.
import type { Limit } from '#core/time/limits.ts';
import type { Uses } from '#platform/db/tables.ts';
import type { Category, Place, StaffRecord } from './directory-types.ts';
import type { DutyEntry } from './rules.ts';
import type { Unit } from './units.ts';

export type DirectoryDb = Uses<'unit' | 'place' | 'category' | 'duty_entry' | 'limit_rule' | 'account' | 'post'>;

export async function readUnits(db: Uses<'unit'>): Promise<Unit[]> {
  const rows = await db.selectFrom('unit').selectAll().orderBy('position').orderBy('name').execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    shortName: row.short_name,
    isHotline: row.is_hotline,
    position: row.position,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

export async function readPlaces(db: Uses<'place'>): Promise<Place[]> {
  const rows = await db.selectFrom('place').selectAll().orderBy('name').execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    unitId: row.unit_id,
    kind: row.kind,
    name: row.name,
    aliases: row.aliases,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

export async function readCategories(db: Uses<'category'>): Promise<Category[]> {
  const rows = await db.selectFrom('category').selectAll().orderBy('position').orderBy('code').execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    limitKey: row.limit_key,
    contactLimitKey: row.contact_limit_key,
    urgency: row.urgency,
    position: row.position,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    mapsTo: row.maps_to,
    otherCodes: row.other_codes,
  }));
}

export async function readDuties(db: Uses<'duty_entry' | 'unit'>): Promise<DutyEntry[]> {
  const rows = await db
    .selectFrom('duty_entry as d')
    .leftJoin('unit as l', 'l.id', 'd.lead_unit_id')
    .leftJoin('unit as u', 'u.id', 'd.unit_id')
    .selectAll('d')
    .select(['l.name as lead_name', 'u.name as unit_name'])
    .orderBy('d.level')
    .orderBy('d.item_no')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    itemNo: row.item_no,
    level: row.level,
    list: row.list,
    title: row.title,
    unitId: row.unit_id,
    unitName: row.unit_name,
    categoryId: row.category_id,
    leadUnitId: row.lead_unit_id,
    leadUnitName: row.lead_name,
    basis: row.basis,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** The columns rule over what the body says of the same. */
export async function readLimits(db: Uses<'limit_rule'>): Promise<Limit[]> {
  const rows = await db.selectFrom('limit_rule').selectAll().orderBy('key').orderBy('valid_from').execute();
  return rows.map((row) => ({ ...(row.body as Limit), key: row.key, validFrom: row.valid_from, validTo: row.valid_to }));
}

/** Everybody who ever had an account, with every post they ever held: the directory is small, and histories name people who have left. */
export async function readStaff(db: Uses<'account' | 'post'>): Promise<StaffRecord[]> {
  const [accounts, posts] = await Promise.all([
    db
      .selectFrom('account')
      .select(['id', 'login', 'name', 'unit_id', 'created_at', 'disabled_at'])
      .orderBy('unit_id')
      .orderBy('name')
      .execute(),
    db.selectFrom('post').selectAll().orderBy('valid_from').execute(),
  ]);
  const held = Map.groupBy(posts, (post) => post.account_id);
  return accounts.map((row) => ({
    accountId: row.id,
    login: row.login,
    name: row.name,
    unitId: row.unit_id,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    posts: (held.get(row.id) ?? []).map((post) => ({ id: post.id, role: post.role, validFrom: post.valid_from, validTo: post.valid_to })),
  }));
}

// The directory in memory: units, places, categories, duty lists, limits and people are asked on every page and change a few times a month.
// Kept for five seconds per database, forgotten at once by whoever changes something in this process; another process is at most five seconds behind.
import type { DutyAnswer } from '#core/matter/commands.ts';
import type { Role } from '#core/matter/events.ts';
import type { Day } from '#core/time/day.ts';
import type { Limit } from '#core/time/limits.ts';
import type { Category, Place, StaffRecord } from './directory-types.ts';
import { checkDuty, type DutyEntry, isInForce, otherCategory } from './rules.ts';
import { type DirectoryDb, readCategories, readDuties, readLimits, readPlaces, readStaff, readUnits } from './store.ts';
import { type Tree, treeOf } from './tree.ts';
import { type UnitTree, unitTree } from './units.ts';

export type PlaceTree = Tree<Place> & {
  /** 示例镇 › 石桥村 › 三组, without the county everybody lives in. */
  wordsOf(id: string): string;
  /** The unit in charge of the place: its own, or the nearest above it that has one. */
  unitOf(id: string): string | null;
  /** Those that may be chosen on that day. A place that is over keeps its name in old matters. */
  on(day: Day): readonly Place[];
};
export type CategoryTree = Tree<Category> & {
  nameOf(id: string, lang: 'zh' | 'en'): string;
  /** Those that may be chosen on that day, parents before children. */
  on(day: Day): readonly Category[];
  /** The category that stands for it now: itself, or the end of its mapping. */
  nowOf(id: string): string;
  /** Itself, and every older category whose mapping ends in it. */
  formsOf(id: string): readonly string[];
  /** It, all below it, and every older category that maps to one of these: what lists and rates mean by a category. */
  within(id: string): readonly string[];
};
export type StaffDirectory = {
  all: readonly StaffRecord[];
  byId(accountId: string): StaffRecord | undefined;
  nameOf(accountId: string): string;
  /** Those of the unit whose account is open. */
  inUnit(unitId: string): readonly StaffRecord[];
};

const lifeMs = 5_000;
type Entry = { loadedAt: number; value: Promise<unknown> };
const kept = new WeakMap<DirectoryDb, Map<string, Entry>>();

/** One loading at a time, shared by all who ask meanwhile; a failed one is not kept. A transaction reads past the memory: it may see its own changes. */
function remembered<T>(db: DirectoryDb, key: string, load: (db: DirectoryDb) => Promise<T>): Promise<T> {
  if (db.isTransaction) return load(db);
  const entries = kept.get(db) ?? new Map<string, Entry>();
  kept.set(db, entries);
  const entry = entries.get(key);
  if (entry && performance.now() - entry.loadedAt < lifeMs) return entry.value as Promise<T>;
  const value = load(db);
  entries.set(key, { loadedAt: performance.now(), value });
  value.catch(() => entries.delete(key));
  return value;
}

/** After a change, in the process that made it. */
export function forgetDirectory(db: DirectoryDb): void {
  kept.delete(db);
}

export const loadUnits = (db: DirectoryDb): Promise<UnitTree> => remembered(db, 'units', async (from) => unitTree(await readUnits(from)));
export const loadPlaces = (db: DirectoryDb): Promise<PlaceTree> =>
  remembered(db, 'places', async (from) => placeTree(await readPlaces(from)));
export const loadCategories = (db: DirectoryDb): Promise<CategoryTree> =>
  remembered(db, 'categories', async (from) => categoryTree(await readCategories(from)));
export const loadDuties = (db: DirectoryDb): Promise<readonly DutyEntry[]> => remembered(db, 'duties', readDuties);
export const loadLimits = (db: DirectoryDb): Promise<readonly Limit[]> => remembered(db, 'limits', readLimits);
export const loadStaff = (db: DirectoryDb): Promise<StaffDirectory> =>
  remembered(db, 'staff', async (from) => staffDirectory(await readStaff(from)));

/** The answer of the duty lists for one dispatch (see `checkDuty`); an unknown unit is null. */
export async function dutyAnswer(db: DirectoryDb, unitId: string, categoryId: string | null, day: Day): Promise<DutyAnswer | null> {
  const [units, categories, duties] = await Promise.all([loadUnits(db), loadCategories(db), loadDuties(db)]);
  const unit = units.byId(unitId);
  if (!unit) return null;
  const path = categoryId === null ? [] : dutyPath(categories, categoryId);
  const isOther = path.some((category) => category.code === otherCategory);
  return checkDuty(
    duties,
    unit,
    categoryId === null || isOther ? null : path.length > 0 ? path.map((category) => category.id) : categoryId,
    day,
  );
}

/** From the root down: a matter of an older category is also asked of the lists of the one that stands for it now, after its own. */
export function dutyPath(categories: CategoryTree, id: string): readonly Category[] {
  const now = categories.nowOf(id);
  return now === id ? categories.path(id) : [...categories.path(now), ...categories.path(id)];
}

/** The roles of the posts a person holds on that day; none when the account is disabled. */
export function rolesOn(person: Pick<StaffRecord, 'posts' | 'disabledAt'>, day: Day): readonly Role[] {
  if (person.disabledAt !== null) return [];
  return [...new Set(person.posts.filter((post) => isInForce(post, day)).map((post) => post.role))];
}

/** One person with today's roles, or null when unknown. */
export async function staffOf(db: DirectoryDb, accountId: string, day: Day): Promise<(StaffRecord & { roles: readonly Role[] }) | null> {
  const person = (await loadStaff(db)).byId(accountId);
  return person ? { ...person, roles: rolesOn(person, day) } : null;
}

function placeTree(places: readonly Place[]): PlaceTree {
  const tree = treeOf(places);
  return {
    ...tree,
    wordsOf: (id) => {
      const path = tree.path(id);
      return (path.length > 1 && path[0]?.kind === 'county' ? path.slice(1) : path).map((place) => place.name).join(' › ');
    },
    unitOf: (id) => tree.path(id).findLast((place) => place.unitId !== null)?.unitId ?? null,
    on: (day) => tree.all.filter((place) => tree.path(place.id).every((one) => isInForce(one, day))),
  };
}

function categoryTree(categories: readonly Category[]): CategoryTree {
  const tree = treeOf(categories);
  const nowOf = (id: string): string => {
    const seen = new Set<string>();
    let at = id;
    for (
      let next = tree.byId(at)?.mapsTo ?? null;
      next !== null && tree.byId(next) && !seen.has(next);
      next = tree.byId(at)?.mapsTo ?? null
    ) {
      seen.add(at);
      at = next;
    }
    return at;
  };
  const older = Map.groupBy(
    categories.map(({ id }) => id).filter((id) => nowOf(id) !== id),
    nowOf,
  );
  const formsOf = (id: string): readonly string[] => [id, ...(older.get(id) ?? [])];
  return {
    ...tree,
    nowOf,
    formsOf,
    within: (id) => {
      const below = (one: string): string[] => [one, ...tree.children(one).flatMap((child) => below(child.id))];
      const counted = below(id).filter((one) => one === id || nowOf(one) === one);
      return [...new Set(counted.flatMap(formsOf))];
    },
    nameOf: (id, lang) => {
      const category = tree.byId(id);
      return category ? (lang === 'zh' ? category.name : category.nameEn) : id;
    },
    on: (day) => tree.all.filter((category) => isInForce(category, day)),
  };
}

function staffDirectory(all: readonly StaffRecord[]): StaffDirectory {
  const known = new Map(all.map((person) => [person.accountId, person]));
  return {
    all,
    byId: (accountId) => known.get(accountId),
    nameOf: (accountId) => known.get(accountId)?.name ?? accountId,
    inUnit: (unitId) => all.filter((person) => person.unitId === unitId && person.disabledAt === null),
  };
}

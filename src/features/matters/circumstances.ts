// What a decision needs besides the matter: limits, duty lists, units, people. Loaded from the directory's memory, so that a decision asks the database nothing more.
import type { Context } from '#core/matter/context.ts';
import type { Actor } from '#core/matter/events.ts';
import { buildCalendar, type Calendar, type CalendarYear } from '#core/time/calendar.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import {
  type CategoryTree,
  checkDuty,
  dutyPath,
  loadCategories,
  loadDuties,
  loadLimits,
  loadPlaces,
  loadStaff,
  loadUnits,
  otherCategory,
  type StaffDirectory,
  type UnitTree,
} from '#features/people/index.ts';
import { shortMemory } from '#platform/short-memory.ts';
import { loadWording } from './actions-wording.ts';
import { limitsOf, type MatterLimits } from './limits.ts';
import type { MatterDb } from './store.ts';

export type Circumstances = {
  limits: MatterLimits;
  units: UnitTree;
  categories: CategoryTree;
  staff: StaffDirectory;
  /** Phrases of the county's own list that say nothing: neither a reply nor a measure is made of them. */
  emptyPhrases: readonly string[];
  contextFor(actor: Actor, now: Instant): Context;
};

const calendars = shortMemory<Calendar>({ lifeMs: 5_000 });

export async function readCalendars(db: MatterDb): Promise<CalendarYear[]> {
  const rows = await db.selectFrom('calendar_year').select('body').orderBy('year').orderBy('region').execute();
  return rows.map((r) => r.body as CalendarYear);
}

/** The county's calendar; kept for five seconds. Call `forgetCalendar` after an import. */
export const loadCalendar = (db: MatterDb): Promise<Calendar> =>
  calendars.recall('', async () => buildCalendar(await readCalendars(db)), db);
export const forgetCalendar = (): void => calendars.forget();

let last: { parts: unknown[]; made: Circumstances } | null = null;

/** Builds the circumstances once per change of the tables behind them. `db` is the pool's instance, not a transaction: these tables are read-mostly. */
export async function loadCircumstances(db: MatterDb): Promise<Circumstances> {
  const parts = await Promise.all([
    loadLimits(db),
    loadCalendar(db),
    loadCategories(db),
    loadUnits(db),
    loadDuties(db),
    loadStaff(db),
    loadPlaces(db),
    loadWording(db),
  ]);
  if (last?.parts.every((part, i) => part === parts[i])) return last.made;
  const [limitRows, calendar, categories, units, duties, staff, places, wording] = parts;
  const limits = limitsOf({
    limits: limitRows,
    calendar,
    keysOf: (id) => {
      const category = id === null ? undefined : categories.byId(id);
      return category ? { reply: category.limitKey, contact: category.contactLimitKey } : null;
    },
  });
  const emptyPhrases = wording.words.filter(({ isEmpty }) => isEmpty).map(({ phrase }) => phrase);
  const contextFor = (actor: Actor, now: Instant): Context => {
    const day = dayOf(now);
    return {
      now,
      actor,
      limits,
      duty: (unitId, categoryId) => {
        const unit = units.byId(unitId);
        if (!unit) return { ok: false, refusal: 'duty-not-listed', names: '' };
        const path = categoryId === null ? [] : dutyPath(categories, categoryId);
        const other = categoryId === null || path.some((c) => c.code === otherCategory);
        return checkDuty(duties, unit, other ? null : path.map((c) => c.id), day);
      },
      unitExists: (unitId) => units.byId(unitId) !== undefined,
      categoryExists: (categoryId) => categories.byId(categoryId) !== undefined,
      placeExists: (placeId) => places.byId(placeId) !== undefined,
      unitOfAccount: (accountId) => {
        const person = staff.byId(accountId);
        return person && person.disabledAt === null ? person.unitId : null;
      },
      emptyPhrases,
      isUnder: (unitId, above) => unitId === above || units.path(unitId).some((unit) => unit.id === above),
    };
  };
  const made = { limits, units, categories, staff, emptyPhrases, contextFor };
  last = { parts, made };
  return made;
}

// A county's own table is looked at and taken in: the same plan for the page and for the command line, made again on what is there when it is carried out.
import { sql } from 'kysely';
import { dayOf } from '#core/time/day.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import { logAccess } from './access-log.ts';
import { forgetDirectory } from './directory.ts';
import { issueInvitation } from './invitations.ts';
import { mayManagePeople, mayManageStructure } from './may.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { roleNames } from './roles.ts';
import type { IdOf, PlanLine, Words } from './rules-plan.ts';
import { planCategories } from './rules-plan-categories.ts';
import { planDuties } from './rules-plan-duties.ts';
import { planPeople } from './rules-plan-people.ts';
import { planPlaces, planUnits } from './rules-plan-units.ts';
import type { StructureKind, TableRow } from './rules-table.ts';
import { type DirectoryDb, readCategories, readDuties, readLimits, readPlaces, readStaff, readUnits } from './store.ts';
import { insertAccount, insertPost } from './store-accounts.ts';
import { insertDuties, insertPlaces, insertUnits, writeCategorySteps } from './store-structure.ts';

export type ShownLine = PlanLine<unknown>;
export type Invited = { name: string; login: string; unit: string; path: string };
export type ImportDone = { lines: readonly ShownLine[]; invited: readonly Invited[] };

const roleWords = Object.fromEntries(Object.entries(roleNames).map(([role, { zh, en }]) => [role, [role, zh, en]])) as unknown as Words<
  keyof typeof roleNames
>;

/** Who may take in which table: people are given accounts by those who manage accounts. */
export const mayImport = (by: By, kind: StructureKind): boolean => (kind === 'people' ? mayManagePeople(by) : mayManageStructure(by));

async function plan(db: DirectoryDb, now: Parameters<typeof dayOf>[0], kind: StructureKind, rows: readonly TableRow[], idOf: IdOf) {
  const [today, units] = [dayOf(now), await readUnits(db)];
  const open = units.filter((unit) => unit.validTo === null || unit.validTo >= today);
  switch (kind) {
    case 'units':
      return { kind, lines: planUnits(open, rows, idOf), there: units.length } as const;
    case 'places': {
      const places = (await readPlaces(db)).filter((place) => place.validTo === null || place.validTo >= today);
      return { kind, lines: planPlaces({ places, units: open }, rows, idOf), there: 0 } as const;
    }
    case 'duties': {
      const [duties, categories] = [await readDuties(db), await readCategories(db)];
      const now = categories.filter((one) => one.validTo === null || one.validTo >= today);
      return { kind, lines: planDuties({ duties, units: open, categories: now }, rows, idOf, today), there: 0 } as const;
    }
    case 'categories': {
      const [categories, limits] = [await readCategories(db), await readLimits(db)];
      const limitKeys = new Set(limits.map(({ key }) => key));
      return { kind, lines: planCategories({ categories, limitKeys }, rows, idOf, today), there: categories.length } as const;
    }
    case 'people':
      return { kind, lines: planPeople({ people: await readStaff(db), units: open }, roleWords, rows, idOf), there: 0 } as const;
  }
}

/** What each row would do; nothing is written. */
export async function lookAtRows(
  ports: Pick<PeoplePorts, 'db' | 'now'>,
  kind: StructureKind,
  rows: readonly TableRow[],
): Promise<ShownLine[]> {
  const { lines } = await plan(ports.db, ports.now(), kind, rows, (row) => `row-${row}`);
  return [...lines];
}

const madeBy = <Made>(lines: readonly PlanLine<Made>[]): Made[] =>
  lines.flatMap((line) => (line.says === 'new' || line.says === 'changed' ? [line.made] : []));

/** Everything that is not refused, in one transaction; two who import at once come one after the other, and the second finds what the first made. */
export async function importRows(
  ports: PeoplePorts,
  by: By,
  kind: StructureKind,
  rows: readonly TableRow[],
  source: string,
): Promise<Outcome<ImportDone>> {
  if (!mayImport(by, kind)) return refuse('not-allowed');
  const today = dayOf(ports.now());
  const done = await inTransaction(ports.db, async (trx): Promise<ImportDone> => {
    await sql`select pg_advisory_xact_lock(hashtext('daodi-structure'))`.execute(trx);
    const planned = await plan(trx, ports.now(), kind, rows, ports.newId);
    const invited: Invited[] = [];
    if (planned.kind === 'units') await insertUnits(trx, madeBy(planned.lines), planned.there);
    else if (planned.kind === 'places') await insertPlaces(trx, madeBy(planned.lines));
    else if (planned.kind === 'duties') await insertDuties(trx, madeBy(planned.lines));
    else if (planned.kind === 'categories') await writeCategorySteps(trx, madeBy(planned.lines), planned.there);
    else
      for (const { id, login, name, unitId, roles } of madeBy(planned.lines)) {
        await insertAccount(trx, { id, login, name, unitId, passwordHash: null, mustChange: false, createdAt: ports.now() });
        for (const role of roles) await insertPost(trx, { id: ports.newId(), accountId: id, role, validFrom: today });
        const { path } = await issueInvitation({ ...ports, db: trx }, by, id);
        invited.push({ name, login, unit: unitId, path });
      }
    const made = madeBy<unknown>(planned.lines).length;
    if (made > 0) await logAccess({ ...ports, db: trx }, { what: `people-${kind}-imported`, why: `${source}: ${made}`, by });
    return { lines: planned.lines, invited };
  });
  forgetDirectory(ports.db);
  return { ok: true, ...done };
}

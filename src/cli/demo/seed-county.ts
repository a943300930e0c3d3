// Writes the demo county's units, places, categories, duty lists, limit packs and calendars. Run once, in one transaction, on an empty database.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarYear } from '#core/time/calendar.ts';
import { readCalendarYear } from '#core/time/calendar-file.ts';
import type { Day, Instant } from '#core/time/day.ts';
import { presetLimits } from '#core/time/preset-limits.ts';
import { loopLimits, seedWording } from '#features/matters/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { packageRoot } from '#platform/root.ts';
import { demoCategories, demoDuties, demoPlaces, demoUnits } from './county.ts';

const since = '2020-01-01' as Day;

/** The calendars that ship with the program, checked row by row; a broken file is a fault. */
export function shippedCalendars(): CalendarYear[] {
  const dir = join(packageRoot(), 'calendar');
  return readdirSync(dir)
    .filter((f) => f.endsWith('.json'))
    .sort()
    .map((file) => {
      const read = readCalendarYear(JSON.parse(readFileSync(join(dir, file), 'utf8')));
      if ('problems' in read) throw new Error(`${file}: ${JSON.stringify(read.problems)}`);
      return read.table;
    });
}

/** Limit packs and calendars: every county starts with them and edits its own rows. */
export async function seedLimits(ports: Pick<Ports, 'db' | 'now'>): Promise<void> {
  await ports.db
    .insertInto('limit_rule')
    .values(
      [...presetLimits, ...loopLimits].map((l) => ({ key: l.key, valid_from: l.validFrom, valid_to: l.validTo, body: JSON.stringify(l) })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute();
  await ports.db
    .insertInto('calendar_year')
    .values(
      shippedCalendars().map((c) => ({ year: c.year, region: c.region, body: JSON.stringify(c), imported_at: ports.now() as Instant })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** Categories of the seed taxonomy X10, replaceable. With `onlyIfNone` a county's own list is left alone. */
export async function seedCategories(ports: Pick<Ports, 'db'>, { onlyIfNone = false }: { onlyIfNone?: boolean } = {}): Promise<void> {
  if (onlyIfNone && (await ports.db.selectFrom('category').select('id').limit(1).executeTakeFirst())) return;
  await ports.db
    .insertInto('category')
    .values(
      demoCategories.map((c, position) => ({
        id: c.id,
        parent_id: c.parentId,
        code: c.code,
        name: c.name,
        name_en: c.nameEn,
        limit_key: c.limitKey,
        contact_limit_key: c.contactKey ?? 'hotline.contact',
        urgency: c.urgency ?? 'normal',
        position,
        valid_to: null,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** False when the county is there already. */
export async function seedCounty(ports: Pick<Ports, 'db' | 'now' | 'newId'>): Promise<boolean> {
  const there = await ports.db.selectFrom('unit').select('id').limit(1).executeTakeFirst();
  if (there) return false;
  await inTransaction(ports.db, async (trx) => {
    const within = { ...ports, db: trx };
    await trx
      .insertInto('unit')
      .values(
        demoUnits.map((u, position) => ({
          id: u.id,
          parent_id: u.parentId,
          kind: u.kind,
          name: u.name,
          short_name: u.shortName,
          is_hotline: u.isHotline ?? false,
          position,
          valid_to: null,
        })),
      )
      .execute();
    await trx
      .insertInto('place')
      .values(demoPlaces.map((p) => ({ id: p.id, parent_id: p.parentId, unit_id: p.unitId, kind: p.kind, name: p.name })))
      .execute();
    await seedLimits(within);
    await seedCategories(within);
    await seedWording(within);
    await trx
      .insertInto('duty_entry')
      .values(
        demoDuties.map((d) => ({
          id: ports.newId(),
          item_no: d.itemNo,
          level: d.level,
          unit_id: d.unitId,
          list: d.list,
          title: d.title,
          category_id: d.categoryId,
          lead_unit_id: d.leadUnitId,
          basis: d.basis,
          valid_from: since,
          valid_to: null,
        })),
      )
      .execute();
  });
  return true;
}

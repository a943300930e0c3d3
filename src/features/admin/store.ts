// Settings of the county as a whole, and what there is of everything that set-up asks for.
import { sql } from 'kysely';
import type { Role } from '#core/matter/events.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';

type Settings = Uses<'setting'>;

export async function readSetting<T>(db: Settings, key: string): Promise<T | null> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', key).executeTakeFirst();
  return row ? (row.body as T) : null;
}

export async function writeSetting(db: Settings, key: string, body: unknown, at: Instant): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key, body: JSON.stringify(body), changed_at: at })
    .onConflict((on) => on.column('key').doUpdateSet({ body: sql`excluded.body`, changed_at: at }))
    .execute();
}

export type Counts = {
  departments: number;
  townships: number;
  villages: number;
  desks: number;
  places: number;
  categories: number;
  duties: number;
  dutiesWithCategory: number;
  accounts: number;
  matters: boolean;
  years: number[];
  rolesHeld: Role[];
};

/** Of what is in force on that day; departments without the desk, which nothing can be dispatched to. */
export async function readCounts(
  db: Uses<'unit' | 'place' | 'category' | 'duty_entry' | 'account' | 'post' | 'calendar_year' | 'matter'>,
  day: Day,
): Promise<Counts> {
  const { rows } =
    await sql<Counts>`with u as (select kind, is_hotline from unit where valid_from <= ${day} and (valid_to is null or valid_to >= ${day}))
    select (select count(*)::int from u where kind = 'department' and not is_hotline) as departments,
      (select count(*)::int from u where kind = 'township') as townships,
      (select count(*)::int from u where kind = 'village') as villages,
      (select count(*)::int from u where is_hotline) as desks,
      (select count(*)::int from place where valid_to is null or valid_to >= ${day}) as places,
      (select count(*)::int from category where valid_to is null or valid_to >= ${day}) as categories,
      (select count(*)::int from duty_entry where valid_to is null or valid_to >= ${day}) as duties,
      (select count(*)::int from duty_entry where category_id is not null and (valid_to is null or valid_to >= ${day})) as "dutiesWithCategory",
      (select count(*)::int from account where disabled_at is null) as accounts,
      exists (select from matter) as matters,
      array(select distinct year from calendar_year where (body->>'published')::boolean order by 1) as years,
      array(select distinct p.role from post p join account a on a.id = p.account_id
        where a.disabled_at is null and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day})) as "rolesHeld"`.execute(
      db,
    );
  const [row] = rows;
  if (!row) throw new Error('A select without a table gave no row.');
  return row;
}

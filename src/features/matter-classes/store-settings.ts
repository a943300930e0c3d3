// Thresholds of the county, and how many people live where.
import { type ThresholdName, type Thresholds, thresholdRange, usualThresholds } from '#core/matter-class/signals.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

export type SettingsDb = Uses<'setting' | 'resident_count'>;
const key = 'matter-classes';
const run = (db: SettingsDb): Runner => db as unknown as Runner;

export type ClassSettings = {
  thresholds: Thresholds /** Words of danger that are told at once. */;
  dangerWords: readonly string[];
  switchedOn: boolean;
};
export const usualSettings: ClassSettings = { thresholds: usualThresholds, dangerWords: [], switchedOn: true };

/** What is stored and still within its range; the rest as usual. */
export async function readSettings(db: SettingsDb): Promise<ClassSettings> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', key).executeTakeFirst();
  const body = (row?.body ?? {}) as Partial<ClassSettings>;
  const thresholds = { ...usualThresholds };
  for (const [name, [least, most]] of Object.entries(thresholdRange) as [ThresholdName, readonly [number, number]][]) {
    const kept = body.thresholds?.[name];
    if (typeof kept === 'number' && Number.isInteger(kept) && kept >= least && kept <= most) thresholds[name] = kept;
  }
  return { thresholds, dangerWords: body.dangerWords ?? [], switchedOn: body.switchedOn ?? true };
}

export async function keepSettings(db: SettingsDb, settings: ClassSettings, at: Instant): Promise<void> {
  const set = { body: JSON.stringify(settings), changed_at: at };
  await db
    .insertInto('setting')
    .values({ key, ...set })
    .onConflict((on) => on.column('key').doUpdateSet(set))
    .execute();
}

export type Residents = { placeId: string; countedOn: Day; residents: number; source: string };
/** The newest count of each place. */
export const readResidents = (db: SettingsDb): Promise<Residents[]> =>
  query(
    run(db),
    'classes-residents',
    `select distinct on (place_id) place_id as "placeId", counted_on as "countedOn", residents, source from resident_count order by place_id, counted_on desc`,
  );

export async function keepResidents(db: SettingsDb, row: Residents): Promise<void> {
  await query(
    run(db),
    'classes-keep-residents',
    `insert into resident_count (place_id, counted_on, residents, source) values ($1, $2::date, $3, $4)
     on conflict (place_id, counted_on) do update set residents = excluded.residents, source = excluded.source`,
    [row.placeId, row.countedOn, row.residents, row.source],
  );
}

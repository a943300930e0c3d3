// What a database still lacks of this version's schema. Only `start`, `demo` and `migrate` change it; every other command asks here first.
import { readMigrations } from '#platform/db/migrate.ts';
import { createPool } from '#platform/db/pool.ts';

/** Names of the migrations that have not run, in order; all of them on an empty database. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const pool = createPool(url, { max: 1 });
  try {
    const found = await pool.query<{ there: boolean }>(`select to_regclass('public.migration') is not null as there`);
    const ran = found.rows[0]?.there ? (await pool.query<{ number: number }>('select number from migration')).rows : [];
    const seen = new Set(ran.map((row) => row.number));
    return readMigrations()
      .filter((file) => !seen.has(file.number))
      .map((file) => file.name);
  } finally {
    await pool.end();
  }
}

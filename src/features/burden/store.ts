// What the database itself says of its tables, and the opinions about the system.
import { sql } from 'kysely';
import type { Uses } from '#platform/db/tables.ts';
import type { Column, Opinion } from './rules.ts';

/** Every column of every table the application may touch, asked now. */
export async function readColumns(db: Uses<'matter'>): Promise<Column[]> {
  const { rows } = await sql<Column>`select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' order by 1, ordinal_position`.execute(db);
  return rows;
}

/** The newest first, by the index of opinions. */
export async function readOpinions(db: Uses<'matter'>, most: number): Promise<Opinion[]> {
  const rows = await db
    .selectFrom('matter')
    .select(['number', 'status', 'received_at', 'replied_at'])
    .where('kind', '=', 'system')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ number: row.number, status: row.status, receivedAt: row.received_at, repliedAt: row.replied_at }));
}

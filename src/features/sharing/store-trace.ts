// The SQL of tracing: shares by their mark, and the access log of one matter.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';
import { sharesMarked as marked, type Opened, openingsOf, type ShareRow, type SharingDb } from './store.ts';

export { openingsOf };

export async function sharesMarked(
  db: SharingDb & Uses<'matter'>,
  patterns: readonly string[],
): Promise<(ShareRow & Opened & { number: string })[]> {
  const shares = await marked(db, patterns);
  if (shares.length === 0) return [];
  const rows = await query<{ id: string; number: string }>(
    db,
    'sharing-numbers',
    'select id, number from matter where id = any($1::text[])',
    [shares.map((share) => share.matterId)],
  );
  return shares.map((share) => ({ ...share, number: rows.find((row) => row.id === share.matterId)?.number ?? '' }));
}

export type LookRow = { at: Instant; accountId: string | null; unitId: string | null; role: string | null; what: string; why: string };

export async function looksIn(db: Uses<'access_log'>, matterId: string, most: number): Promise<LookRow[]> {
  return query(
    db,
    'sharing-looks',
    `select at, account_id as "accountId", unit_id as "unitId", role, what, why from access_log where matter_id = $1 order by at desc limit $2`,
    [matterId, most],
  );
}

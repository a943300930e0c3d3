// Writes the current-state row of one matter anew from its record. The only statement of this room that changes a row.
import type { Insertable } from 'kysely';
import type { SealedEvent } from '#core/record/chain.ts';
import type { Tables } from '#platform/db/tables.ts';
import type { RecordDb } from './store.ts';

/** Locks the matter, hands its events to `compute`, and writes what comes back, whether the row was there or not. Returns its number. */
export function writeRow(
  db: RecordDb,
  matterId: string,
  compute: (events: SealedEvent[]) => Insertable<Tables['matter']>,
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    await trx.selectFrom('matter').select('id').where('id', '=', matterId).forUpdate().execute();
    const events = await trx
      .selectFrom('matter_event')
      .select(['matter_id as matterId', 'seq', 'type', 'at', 'actor', 'data', 'hash'])
      .where('matter_id', '=', matterId)
      .orderBy('seq')
      .execute();
    const { id, ...row } = compute(events);
    await trx
      .insertInto('matter')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    return row.number;
  });
}

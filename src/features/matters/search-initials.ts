// After an upgrade: initials of titles that were registered before initials were kept. Rows of the search never change once they are indexed, so the initials come as a
// row of their own (part -1). Nothing for sealed words. Done once by the clock, a batch at a time; killed anywhere, it goes on where it was.
import { pinyinInitials } from '#core/text/initials.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import type { Instant } from '#core/time/day.ts';
import { inTransaction, query, type Runner } from '#platform/db/transaction.ts';
import type { MatterDb } from './store.ts';

const key = 'search.initials';
const batchSize = 300;
type Place = { after: string; done: boolean };
type Row = { id: string; title: string; received_at: Instant; folded: string };

/** Returns how many matters were given initials; null when there was nothing left to look at. */
export async function fillInitials(
  ports: { db: MatterDb; now: () => Instant },
  stopped: () => boolean = () => false,
): Promise<number | null> {
  const kept = await ports.db.selectFrom('setting').select('body').where('key', '=', key).executeTakeFirst();
  let place = (kept?.body as Place | undefined) ?? { after: '', done: false };
  if (place.done) return null;
  let given = 0;
  while (!place.done && !stopped()) {
    const step = await fillBatch(ports, place.after);
    given += step.given;
    place = step.place;
  }
  return given;
}

async function fillBatch(ports: { db: MatterDb; now: () => Instant }, after: string): Promise<{ given: number; place: Place }> {
  return inTransaction(ports.db, async (trx) => {
    const rows = await query<Row>(
      trx as Runner,
      'search-initials-batch',
      `select m.id, m.title, s.received_at, s.folded from matter m join matter_search s on s.matter_id = m.id and s.part = 0 and not s.sealed
       where m.id > $1 order by m.id limit $2`,
      [after, batchSize],
    );
    const lacking = rows.flatMap(({ id, title, received_at, folded }) => {
      const initials = foldForSearch(pinyinInitials(title));
      return initials === '' || folded.includes(initials) ? [] : [{ id, received_at, initials }];
    });
    if (lacking.length > 0)
      await query(
        trx as Runner,
        'search-initials-keep',
        `insert into matter_search (matter_id, part, received_at, sealed, folded)
         select i, -1, r, false, f from unnest($1::text[], $2::timestamptz[], $3::text[]) as x(i, r, f) on conflict (matter_id, part) do nothing`,
        [lacking.map((one) => one.id), lacking.map((one) => one.received_at), lacking.map((one) => one.initials)],
      );
    const place: Place = { after: rows.at(-1)?.id ?? after, done: rows.length < batchSize };
    const values = { body: JSON.stringify(place), changed_at: ports.now() };
    await trx
      .insertInto('setting')
      .values({ key, ...values })
      .onConflict((oc) => oc.column('key').doUpdateSet(values))
      .execute();
    return { given: lacking.length, place };
  });
}

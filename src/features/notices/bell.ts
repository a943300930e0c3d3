// The number on the bell, which stands on every page of the staff: kept for three seconds, and forgotten as soon as this process adds or takes a notice.
import { shortMemory } from '#platform/short-memory.ts';
import * as store from './store.ts';

export const bellCap = 99;
const bells = shortMemory<number>({ lifeMs: 3_000 });

export const unseen = ({ db }: { db: store.NoticesDb }, { accountId }: { accountId: string }): Promise<number> =>
  bells.recall(accountId, () => store.countUnseen(db, accountId, bellCap + 1), db);

/** One line of news for a unit and those who have it still to see. */
export async function noteFor(trx: store.NoticesDb, notice: store.NewNotice, accountIds: readonly string[]): Promise<void> {
  await store.insertNotice(trx, notice, accountIds);
  bells.forget();
}

/** Opening a notice forgets it; the number, or null when it was forgotten before. */
export async function seeNotice({ db }: { db: store.NoticesDb }, { accountId }: { accountId: string }, id: string): Promise<string | null> {
  const number = await store.forgetOne(db, accountId, id);
  bells.forget();
  return number;
}

export async function clearNotices({ db }: { db: store.NoticesDb }, { accountId }: { accountId: string }): Promise<void> {
  await store.forgetMany(db, accountId, null);
  bells.forget();
}

// Changing a limit: a new dated row by one system administrator, with reason and source, recorded. What runs keeps its date.
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { computeDeadline, type Deadline } from '#core/time/deadline.ts';
import { type Limit, limitOn } from '#core/time/limits.ts';
import { loadCalendar } from '#features/matters/index.ts';
import { forgetDirectory, logAccess } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { type LimitProblems, readLimit, type TypedLimit } from './rules.ts';
import { dropFutureLimit, insertLimit, type LimitRow, readLimitRows } from './store.ts';

export type LimitsPorts = Pick<Ports, 'db' | 'now' | 'newId'>;
export type KeyView = { key: string; rows: LimitRow[]; now: Limit | null; next: Limit | null };

/** Per key: all rows, the one in force today, and the next that is coming. */
export async function limitKeys(ports: LimitsPorts): Promise<KeyView[]> {
  const today = dayOf(ports.now());
  const groups = Map.groupBy(await readLimitRows(ports.db), (row) => row.limit.key);
  return [...groups].map(([key, rows]) => viewOf(key, rows, today));
}

export async function limitKey(ports: LimitsPorts, key: string): Promise<KeyView | null> {
  const rows = await readLimitRows(ports.db, key);
  return rows.length === 0 ? null : viewOf(key, rows, dayOf(ports.now()));
}

function viewOf(key: string, rows: LimitRow[], today: Day): KeyView {
  const limits = rows.map((row) => row.limit);
  const next = limits.filter((limit) => limit.validFrom > today).sort((a, b) => a.validFrom.localeCompare(b.validFrom))[0] ?? null;
  return { key, rows, now: limitOn(limits, key, today), next };
}

/** What the form starts from and is compared with: the row in force, else the last there was. */
export const baseOf = (view: KeyView): Limit | null => view.now ?? view.rows.at(-1)?.limit ?? null;

export type Checked =
  | { ok: true; limit: Limit; base: Limit; example: { before: Deadline; after: Deadline } }
  | { ok: false; problems: LimitProblems };

/** Looks at a change without keeping it. `startAt` is the moment of the worked example. */
export async function checkLimit(ports: LimitsPorts, view: KeyView, typed: TypedLimit, startAt: Instant): Promise<Checked> {
  const base = baseOf(view);
  if (!base) throw new Error(`no row of limit ${view.key}`);
  const read = readLimit(typed, base, { today: dayOf(ports.now()), taken: view.rows.map((row) => row.limit.validFrom) });
  if ('problems' in read) return { ok: false, problems: read.problems };
  const calendar = await loadCalendar(ports.db);
  const example = {
    before: computeDeadline({ limit: base, startAt, calendar }),
    after: computeDeadline({ limit: read.limit, startAt, calendar }),
  };
  return { ok: true, limit: read.limit, base, example };
}

export async function changeLimit(ports: LimitsPorts, me: Staff, view: KeyView, typed: TypedLimit, addressClass = ''): Promise<Checked> {
  const at = ports.now();
  const checked = await checkLimit(ports, view, typed, at);
  if (!checked.ok) return checked;
  const { limit, base } = checked;
  const kept = await inTransaction(ports.db, async (trx) => {
    const isNew = await insertLimit(trx, { limit, reason: typed.reason.trim(), madeBy: me.accountId, madeAt: at });
    if (isNew)
      await logAccess(
        { ...ports, db: trx },
        { what: 'limits-changed', why: `${changeWords(base, limit)}: ${typed.reason.trim().slice(0, 300)}`, by: me, addressClass },
      );
    return isNew;
  });
  forgetDirectory(ports.db);
  return kept ? checked : { ok: false, problems: [{ field: 'validFrom', problem: 'from-taken' }] };
}

const changeWords = (before: Limit, after: Limit): string =>
  `${after.key} ${before.value}${before.unit} → ${after.value}${after.unit} from ${after.validFrom}${after.validTo ? ` to ${after.validTo}` : ''}`;

/** Takes back a row that has not begun. False when it has, or came with the program. */
export async function withdrawLimit(ports: LimitsPorts, me: Staff, key: string, validFrom: Day, addressClass = ''): Promise<boolean> {
  const done = await inTransaction(ports.db, async (trx) => {
    const gone = await dropFutureLimit(trx, key, validFrom, dayOf(ports.now()));
    if (gone) await logAccess({ ...ports, db: trx }, { what: 'limits-withdrawn', why: `${key} from ${validFrom}`, by: me, addressClass });
    return gone;
  });
  forgetDirectory(ports.db);
  return done;
}

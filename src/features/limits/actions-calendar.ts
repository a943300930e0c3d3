// A year's table comes in, and what was provisional is counted anew, through act() like everything else: the event keeps the former date beside the new one.
import { matterOf } from '#core/matter/matter.ts';
import { buildCalendar, type Calendar, type CalendarYear } from '#core/time/calendar.ts';
import { recompute } from '#core/time/deadline.ts';
import { act, forgetCalendar, loadCalendar, readHistoryByNumber } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { countProvisional, provisionalAfter, readRecomputed, readYears, writeRecomputed, writeYear } from './store.ts';

export type Recomputed = { looked: number; changed: number; refused: string[]; left: boolean };

/** Keeps the table (a table of the same year and region is replaced), recorded with the notice's number. Returns the table that was there. */
export async function keepYear(
  ports: Ports,
  table: CalendarYear,
  by: Staff | null = null,
  addressClass = '',
): Promise<CalendarYear | null> {
  const before =
    (await readYears(ports.db)).find((one) => one.table.year === table.year && one.table.region === table.region)?.table ?? null;
  const why = [`${table.year} ${table.region}`, table.source, table.published ? '' : 'draft', before ? 'replaced' : '']
    .filter(Boolean)
    .join('; ');
  await inTransaction(ports.db, async (trx) => {
    await writeYear(trx, table, ports.now());
    await writeRecomputed(trx, '', ports.now());
    await logAccess({ ...ports, db: trx }, { what: 'calendar-imported', why: why.slice(0, 300), by, addressClass });
  });
  forgetCalendar();
  return before;
}

/** What the tables together would be with this one in them. */
export async function calendarWith(ports: Pick<Ports, 'db'>, table: CalendarYear): Promise<Calendar> {
  const others = (await readYears(ports.db))
    .map((one) => one.table)
    .filter((one) => one.year !== table.year || one.region !== table.region);
  return buildCalendar([...others, table]);
}

export type RecomputeOptions = { most?: number; onProgress?: (done: number, total: number) => void; isStopped?: () => boolean };

/**
 * Counts provisional deadlines of open matters anew by the calendar as it is. May be broken off and run again: what is certain is not touched, and what still hangs
 * on a missing year changes nothing. `most` bounds how many are looked at; `left` says that there are more.
 */
export async function recomputeProvisional(ports: Ports, options: RecomputeOptions = {}): Promise<Recomputed> {
  const { most = Number.POSITIVE_INFINITY, onProgress, isStopped = () => false } = options;
  const calendar = await loadCalendar(ports.db);
  const total = onProgress ? await countProvisional(ports.db) : 0;
  const done: Recomputed = { looked: 0, changed: 0, refused: [], left: false };
  for (let after = ''; ; ) {
    const batch = await provisionalAfter(ports.db, after, 200);
    for (const { id, number } of batch) {
      if (done.looked >= most || isStopped()) return { ...done, left: true };
      after = id;
      done.looked += 1;
      onProgress?.(done.looked, total);
      const outcome = await recomputeOne(ports, number, calendar);
      if (outcome === 'changed') done.changed += 1;
      else if (outcome === 'refused') done.refused.push(number);
    }
    if (batch.length < 200) return done;
  }
}

async function recomputeOne(ports: Ports, number: string, calendar: Calendar): Promise<'same' | 'changed' | 'refused'> {
  const found = await readHistoryByNumber(ports.db, number);
  if (!found) return 'same';
  const { deadline } = matterOf(found.id, found.events);
  const fresh = recompute(deadline, calendar);
  if (fresh.dueAt === deadline.dueAt && fresh.provisional === deadline.provisional) return 'same';
  const asked = await act(ports, { kind: 'clock' }, number, {
    do: 'recomputeDeadline',
    deadline: fresh,
    why: `calendar ${fresh.calendarVersion}`,
  });
  if (asked.ok) return 'changed';
  return asked.refusal === 'not-in-this-state' ? 'same' : 'refused'; // answered meanwhile: its deadline has been met
}

/** For the clock: goes on where a page or a killed command left off, whenever the calendar is another than the one gone through last. */
export function recomputeJob(ports: Ports): { run(isStopped: () => boolean): Promise<void> } {
  let version = '';
  return {
    run: async (isStopped) => {
      const calendar = await loadCalendar(ports.db);
      if (calendar.version === version) return;
      if ((await readRecomputed(ports.db)) === calendar.version) {
        version = calendar.version;
        return;
      }
      const done = await recomputeProvisional(ports, { isStopped });
      if (done.left || done.refused.length > 0) return;
      version = calendar.version;
      await writeRecomputed(ports.db, version, ports.now());
      if (done.changed > 0) ports.log.info({ changed: done.changed, looked: done.looked }, 'provisional deadlines were recomputed');
    },
  };
}

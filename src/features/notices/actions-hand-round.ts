// From the outbox to people (P12): each row of news is handed round once, in one transaction: a line for everybody who works for the unit, and its number to the
// outlets that are on. No call leaves here; the clock may be killed anywhere and repeat.
import type { Role } from '#core/matter/events.ts';
import { type Matter, matterOf } from '#core/matter/matter.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import { type Circumstances, isSealed, loadCircumstances, maySee, readHistory, type SealedEvent } from '#features/matters/index.ts';
import { rolesOn } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { noteFor } from './bell.ts';
import { isStale, joinUntil, sweepBefore } from './rules.ts';
import { isUrgent, type Told, whomToTell } from './rules-audience.ts';
import { type NoticesDb, settleUntold, sweep, takeUntold, type Untold, wantsMail } from './store.ts';
import { joinMessage, listOutlets, type Outlet } from './store-outlets.ts';

type Person = { id: string; unitId: string; roles: readonly Role[] };
type Trx = NoticesDb & Parameters<typeof joinMessage>[0];

/** At most `most` rows of news. Returns how many were handed round. News that nobody was told for three days is settled and not told: it would only bury what is new. */
export async function handRound(ports: Ports, chance: () => number = Math.random, most = 100): Promise<number> {
  const circumstances = await loadCircumstances(ports.db);
  const now = ports.now();
  const people = circumstances.staff.all
    .map((person) => ({ id: person.accountId, unitId: person.unitId, roles: rolesOn(person, dayOf(now)) }))
    .filter((person) => person.roles.length > 0);
  const told = await inTransaction(ports.db, async (trx) => {
    const rows = await takeUntold(trx, most);
    if (rows.length === 0) return 0;
    const outlets = await listOutlets(trx, 'on');
    for (const row of rows) {
      if (isStale(row.at, now)) continue;
      const read = await foldOrNull(ports, row, await readHistory(trx, row.matterId));
      if (read) await tell(ports, trx, row, read, { circumstances, people, outlets, now, chance });
    }
    await settleUntold(
      trx,
      rows.map((row) => row.id),
      now,
    );
    return rows.length;
  });
  await sweep(ports.db, sweepBefore(now));
  return told;
}

type Around = { circumstances: Circumstances; people: readonly Person[]; outlets: readonly Outlet[]; now: Instant; chance: () => number };

async function tell(
  ports: Ports,
  trx: Trx,
  row: Untold,
  { matter, event }: { matter: Matter; event: SealedEvent },
  around: Around,
): Promise<void> {
  const { circumstances, outlets, now, chance } = around;
  const { units } = circumstances;
  const by = event.actor.kind === 'staff' ? event.actor.id : null;
  const byUnit = new Map<string, Set<string>>();
  for (const told of whomToTell(event, matter, (unitId) => units.seniorOf(unitId)?.id ?? null)) {
    if (told.unitId !== null) byUnit.set(told.unitId, byUnit.get(told.unitId) ?? new Set()); // its outlets hear of it even when nobody holds a post
    for (const person of around.people) {
      if (!isTold(person, told, matter) || person.id === by) continue;
      if (!maySee(matter, { kind: 'staff', ...person }, circumstances)) continue;
      const unit = told.unitId ?? person.unitId;
      byUnit.set(unit, (byUnit.get(unit) ?? new Set()).add(person.id));
    }
  }
  const about = event.type === 'urged' ? event.data.about : '';
  const urgent = isUrgent(matter);
  for (const [unitId, accountIds] of byUnit) {
    if (!units.byId(unitId)) continue;
    await noteFor(
      trx,
      { id: ports.newId(), outboxId: row.id, matterId: row.matterId, number: matter.number, kind: event.type, about, unitId, at: row.at },
      [...accountIds],
    );
    if (isSealed(matter)) continue; // not even its number leaves the product
    const isUnder = (above: string) => unitId === above || units.path(unitId).some((unit) => unit.id === above);
    for (const outlet of outlets) {
      if (outlet.unitId !== null && !isUnder(outlet.unitId)) continue;
      const receivers = outlet.kind === 'email' ? await wantsMail(trx, [...accountIds]) : [null];
      for (const accountId of receivers)
        await joinMessage(trx, {
          id: ports.newId(),
          outletId: outlet.id,
          accountId,
          number: matter.number,
          urgent,
          nextAt: joinUntil(now, outlet.joinSeconds, urgent, chance()),
          now,
        });
    }
  }
}

/** One owner hears of it, and the heads of the unit; without one, everybody who handles there. Whoever had it in hand is not asked to call back. */
function isTold(person: Person, told: Told, matter: Matter): boolean {
  if (told.unitId !== null && person.unitId !== told.unitId) return false;
  if (told.unitId === null && told.roles.includes('callback') && matter.handledBy.includes(person.unitId)) return false;
  if (told.accountId && person.id !== told.accountId && !person.roles.includes('unitHead')) return false;
  return told.roles.some((role) => person.roles.includes(role));
}

/** A record that cannot be read is logged and passed over, so that it does not hold up the others. */
async function foldOrNull(
  ports: Ports,
  row: Untold,
  history: readonly SealedEvent[],
): Promise<{ matter: Matter; event: SealedEvent } | null> {
  try {
    const event = history.find((one) => one.seq === row.seq);
    return event ? { matter: matterOf(row.matterId, history), event } : null;
  } catch (error) {
    ports.log.error({ err: error, outbox: row.id }, 'nobody can be told of this: the record of the matter cannot be read');
    return null;
  }
}

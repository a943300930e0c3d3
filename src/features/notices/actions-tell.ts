// News that no event of a single matter brings: a class of matters that waits for somebody, a sudden burst. As everywhere, number and link leave the product and nothing else.
import type { Role } from '#core/matter/events.ts';
import { dayOf } from '#core/time/day.ts';
import { loadCircumstances } from '#features/matters/index.ts';
import { rolesOn } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { noteFor } from './bell.ts';
import { joinUntil } from './rules.ts';
import { isTold, type NoticesDb, wantsMail } from './store.ts';
import { joinMessage, listOutlets } from './store-outlets.ts';

/** `unitId` null: whoever holds one of the posts. `accountId`: this person and the heads of the unit. */
export type TellTo = { unitId: string | null; roles: readonly Role[]; accountId?: string | null };
export type News = {
  /** Says the same news: told once, however often it is handed in. */
  key: string;
  subjectId: string;
  /** Of the class or matter; also where its link leads. */
  number: string;
  kind: string;
  about?: string;
  to: readonly TellTo[];
  /** Does not wait for quiet hours to end. */
  urgent: boolean;
};
type Trx = NoticesDb & Parameters<typeof joinMessage>[0];

/** In the caller's transaction. Returns how many people were told; none when the same was told before. */
export async function tellPosts(ports: Ports, trx: Trx, news: News, chance: () => number = Math.random): Promise<number> {
  if (await isTold(trx, news.key)) return 0;
  const now = ports.now();
  const { staff, units } = await loadCircumstances(ports.db);
  const people = staff.all.map((person) => ({ person, roles: rolesOn(person, dayOf(now)) })).filter(({ roles }) => roles.length > 0);
  const byUnit = new Map<string, Set<string>>();
  for (const to of news.to) {
    if (to.unitId !== null) byUnit.set(to.unitId, byUnit.get(to.unitId) ?? new Set());
    for (const { person, roles } of people) {
      if (to.unitId !== null && person.unitId !== to.unitId) continue;
      if (!to.roles.some((role) => roles.includes(role))) continue;
      if (to.accountId && person.accountId !== to.accountId && !roles.includes('unitHead')) continue;
      byUnit.set(person.unitId, (byUnit.get(person.unitId) ?? new Set()).add(person.accountId));
    }
  }
  const outlets = await listOutlets(trx, 'on');
  let told = 0;
  for (const [unitId, accounts] of byUnit) {
    if (!units.byId(unitId)) continue;
    told += accounts.size;
    await noteFor(
      trx,
      {
        id: ports.newId(),
        outboxId: news.key,
        matterId: news.subjectId,
        number: news.number,
        kind: news.kind,
        about: news.about ?? '',
        unitId,
        at: now,
      },
      [...accounts],
    );
    const isUnder = (above: string) => unitId === above || units.path(unitId).some((unit) => unit.id === above);
    for (const outlet of outlets) {
      if (outlet.unitId !== null && !isUnder(outlet.unitId)) continue;
      const receivers = outlet.kind === 'email' ? await wantsMail(trx, [...accounts]) : [null];
      for (const accountId of receivers)
        await joinMessage(trx, {
          id: ports.newId(),
          outletId: outlet.id,
          accountId,
          number: news.number,
          urgent: news.urgent,
          nextAt: joinUntil(now, outlet.joinSeconds, news.urgent, chance()),
          now,
        });
    }
  }
  return told;
}

// Standing in (SM-20, Delegation): a colleague of the same unit holds the duties of somebody on leave between two days. Whoever acts stays themselves,
// and the record says for whom: "B 代 A". Recusal is personal: nobody acts for a person who may not act here.

import type { CommandName } from './commands.ts';
import type { Actor, Role, StaffActor } from './events.ts';
import type { Matter } from './matter.ts';
import { mayAsk } from './possible.ts';

type IsUnder = (unitId: string, above: string) => boolean;

/**
 * As whom this is done: for the owner one stands in for, when the matter is theirs; else as oneself, when one's own posts allow it; else for the
 * first colleague whose posts do. What comes back names no covers, so it may be recorded; it may still be refused.
 */
export function actingAs(m: Matter, actor: Actor, name: CommandName, isUnder?: IsUnder): Actor {
  if (actor.kind !== 'staff') return actor;
  const own = asOneself(actor);
  const covers = (actor.covers ?? []).filter((cover) => !m.recused.includes(cover.id));
  const owners = covers.find((cover) => cover.id === m.owner.accountId);
  const may = (one: Actor): boolean => mayAsk(m, one, name, isUnder) === null;
  const ways: StaffActor[] = [
    ...(owners ? [standingIn(own, owners)] : []),
    own,
    ...covers.filter((cover) => cover !== owners).map((cover) => standingIn(own, cover)),
  ];
  return ways.find(may) ?? own;
}

/** Registering has no matter yet: as oneself with a post at the desk, else for the colleague who has one. */
export function registeringAs(actor: Actor): Actor {
  if (actor.kind !== 'staff') return actor;
  const own = asOneself(actor);
  const mayTakeIn = (roles: readonly Role[]): boolean => roles.includes('intake') || roles.includes('dispatcher');
  const cover = mayTakeIn(own.roles) ? undefined : actor.covers?.find((one) => mayTakeIn(one.roles));
  return cover ? standingIn(own, cover) : own;
}

function asOneself({ own, covers: _covers, forId: _forId, ...bare }: StaffActor): StaffActor {
  return { ...bare, roles: own ?? bare.roles };
}

const standingIn = (own: StaffActor, cover: { id: string; roles: readonly Role[] }): StaffActor => ({
  ...own,
  roles: [...new Set([...own.roles, ...cover.roles])],
  forId: cover.id,
});

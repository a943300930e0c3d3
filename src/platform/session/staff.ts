// Who is behind a request of the staff door or of the API, as the rooms see them.
import type { Context } from 'hono';
import type { Actor, Role } from '#core/matter/events.ts';
import type { Day } from '#core/time/day.ts';
import type { HttpVariables } from '#platform/http/context.ts';
import type { Fields } from '#platform/http/form.ts';

/** `roles` are those of the posts held today; a caller by API token holds those of them that the token names. */
export type Staff = {
  accountId: string;
  login: string;
  name: string;
  unitId: string;
  unitName: string;
  roles: readonly Role[];
  /** Only while standing in for colleagues on leave: the roles held without that, and whose are held besides. Never those of the three administrators. */
  ownRoles?: readonly Role[];
  covers?: readonly StaffCover[];
};
export type StaffCover = { accountId: string; name: string; roles: readonly Role[] /** The last day. */; until: Day };

export type StaffForm = { fields: Fields; files: readonly File[] };
/** `standsFor`: sections that are reached through this one and have no place of their own in the bar. */
export type NavItem = { href: string; label: string; count?: number | undefined; standsFor?: readonly string[] };

export type StaffVariables = HttpVariables & {
  me: Staff;
  /** For the hidden field of every form on the page. */
  csrf: string;
  nav: readonly NavItem[];
  /** What a POST brought, its token checked; empty on a GET. */
  form: StaffForm;
};
export type StaffEnv = { Variables: StaffVariables };

export function actorOf(me: Staff): Actor & { kind: 'staff' } {
  const bare = { kind: 'staff' as const, id: me.accountId, unitId: me.unitId, roles: me.roles };
  if (!me.covers?.length) return bare;
  return { ...bare, own: me.ownRoles ?? [], covers: me.covers.map(({ accountId, roles }) => ({ id: accountId, roles })) };
}

export function holdsAny(me: Staff, ...roles: readonly Role[]): boolean {
  return roles.some((role) => me.roles.includes(role));
}

/** What `StaffPage` needs from the request; spread it and add what the page itself knows. */
export function staffFrameOf(c: Context<StaffEnv>) {
  const { lang, path, largeText, site, me, nav, csrf } = c.var;
  return { lang, path, largeText, county: site.county, phone: site.phone, me: { name: me.name, unitName: me.unitName }, nav, csrf };
}

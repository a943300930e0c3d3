// The session cookie: out of reach of scripts, not sent with requests from other sites, over TLS bound to this host alone.
import type { Context, Env } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Carries } from '#platform/http/context.ts';

type Bearer<E extends Env> = Context<E> & Carries<'isSecure'>;

const nameOf = <E extends Env>(c: Bearer<E>): string => (c.var.isSecure ? '__Host-daodi' : 'daodi');

export function sessionCookie<E extends Env>(c: Bearer<E>): string | undefined {
  return getCookie(c, nameOf(c));
}

/** A session cookie: it ends with the browser, and before that by the clock of the server. */
export function giveSessionCookie<E extends Env>(c: Bearer<E>, token: string): void {
  setCookie(c, nameOf(c), token, { path: '/', httpOnly: true, sameSite: 'Lax', secure: c.var.isSecure });
}

export function takeSessionCookie<E extends Env>(c: Bearer<E>): void {
  deleteCookie(c, nameOf(c), { path: '/', secure: c.var.isSecure });
}

// Where the identity provider sends the browser back to, and the cookie that binds the journey to this browser.
import type { Context, Env } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Carries } from '#platform/http/context.ts';

type Visited<E extends Env> = Context<E> & Carries<'isSecure'>;

const nameOf = (c: Carries<'isSecure'>): string => (c.var.isSecure ? '__Host-openid' : 'openid');

/** Lax, because coming back from the provider is a link from another site. */
export function giveOpenIdCookie<E extends Env>(c: Visited<E>, token: string): void {
  setCookie(c, nameOf(c), token, { path: '/', httpOnly: true, sameSite: 'Lax', secure: c.var.isSecure, maxAge: 600 });
}

/** Once: it is gone after the first look. */
export function takeOpenIdCookie<E extends Env>(c: Visited<E>): string {
  const token = getCookie(c, nameOf(c)) ?? '';
  deleteCookie(c, nameOf(c), { path: '/', secure: c.var.isSecure });
  return token;
}

/** As configured; without a base address, as this request came in. */
export function backUrlOf<E extends Env>(c: Context<E>, baseUrl: string | null): string {
  return `${(baseUrl ?? new URL(c.req.url).origin).replace(/\/$/, '')}/staff/sign-in/openid/back`;
}

// The frame all doors hang in: request id, language, security headers, caching, one answer for faults and for what is not there.
import { randomUUID } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { type Log, requestIdFrom } from '#platform/log.ts';
import { addressClassOf, addressOf } from './address.ts';
import { compressPages } from './compress.ts';
import type { Carries, HttpEnv, Site } from './context.ts';
import { isOwnOrigin } from './own-origin.ts';
import { plainPage, problemOf, type SaidPlainly } from './plain-page.ts';
import { type SaidName, saidIn } from './said.ts';

export type FrameOptions = {
  log: Log;
  /** Read per request, because an administrator may change the words while we run. */
  site: () => Site;
  baseUrl: string | null;
  trustedProxies: number;
  /** A keyed hash, base64url: `(text) => secrets.lookupHash(text, 'public-form')`. */
  sign: (text: string) => string;
  /** Draws the page of `say` in the product's own frame; what it throws is caught, and the plain page stands in. */
  page?: ((c: Context<HttpEnv>, said: SaidPlainly) => Response) | undefined;
};

const headers = {
  'Content-Security-Policy': "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin', // not no-referrer: browsers would then send `Origin: null` with our own forms
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'geolocation=(), camera=(), microphone=()',
} as const;

const isApi = (path: string): boolean => path.startsWith('/api/');

/** An empty app with the frame around it: mount assets and doors with `route`. */
export function httpFrame(options: FrameOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(carry(options));
  app.use(compressPages());
  app.use(refuseForeign(options));
  app.notFound((c) => sayBy(options, c, 'notFound'));
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return error.getResponse();
    const id = c.var.requestId ?? randomUUID();
    options.log.error(
      { err: error, requestId: id, method: c.req.method, path: c.req.path.replace(/^\/(v|calendar)\/.+/, '/$1/…') },
      'request failed',
    );
    return sayBy(options, c, 'fault', id);
  });
  return app;
}

/** `sayNamed(c, 'notYours')`: one of the frame's own sentences as a whole page (or a problem, at the API). */
export function sayNamed(c: Carries<'say' | 'lang'>, name: SaidName, more: Pick<SaidPlainly, 'id' | 'next' | 'kept'> = {}): Response {
  return c.var.say({ ...saidIn(name, c.var.lang), ...more });
}

function carry(options: FrameOptions): MiddlewareHandler<HttpEnv> {
  const isSecure = options.baseUrl?.startsWith('https://') ?? false;
  return async (c, next) => {
    const url = new URL(c.req.url);
    const address = addressOf(c, options.trustedProxies);
    c.set('requestId', requestIdFrom(c.req.header('x-request-id'), randomUUID));
    c.set('lang', choice(c, 'lang', ['zh', 'en'], isSecure));
    c.set('largeText', choice(c, 'size', ['normal', 'large'], isSecure) === 'large');
    c.set('path', url.pathname + url.search);
    c.set('site', options.site());
    c.set('address', address);
    c.set('addressClass', addressClassOf(address));
    c.set('sign', options.sign);
    c.set('isSecure', isSecure);
    c.set('say', (said) => drawn(options, c, said));
    await next();
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    if (isSecure) c.res.headers.set('Strict-Transport-Security', 'max-age=31536000');
    c.res.headers.set('X-Request-Id', c.var.requestId);
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', cachingOf(url.pathname));
  };
}

/** Staff pages and the API leave nothing behind on a shared computer. Public pages may be kept by the browser that asked, so that "back" keeps the words. */
function cachingOf(path: string): string {
  return path === '/staff' || path.startsWith('/staff/') || isApi(path) ? 'no-store' : 'private, no-cache';
}

/** A choice made by link (`?lang=en`) is remembered in a cookie; without either, the first one. */
function choice<const Option extends string>(c: Context, name: string, options: readonly [Option, ...Option[]], secure: boolean): Option {
  const asked = options.find((option) => option === c.req.query(name));
  if (asked && isReading(c)) setCookie(c, name, asked, { path: '/', maxAge: 31_536_000, sameSite: 'Lax', httpOnly: true, secure });
  const remembered = getCookie(c, name);
  return asked ?? options.find((option) => option === remembered) ?? options[0];
}

const isReading = (c: Context): boolean => c.req.method === 'GET' || c.req.method === 'HEAD';

function refuseForeign(options: FrameOptions): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (
      isReading(c) ||
      c.req.method === 'OPTIONS' ||
      c.req.header('authorization') ||
      isOwnOrigin(c, options.baseUrl, options.trustedProxies)
    )
      return next();
    return sayNamed(c, 'elsewhere');
  };
}

function sayBy(options: FrameOptions, c: Context<HttpEnv>, name: SaidName, id?: string): Response {
  return drawn(options, c, { ...saidIn(name, c.var.lang ?? 'zh'), ...(id ? { id } : {}) });
}

function drawn(options: FrameOptions, c: Context<HttpEnv>, said: SaidPlainly): Response {
  if (isApi(c.req.path))
    return c.body(JSON.stringify(problemOf(said)), said.status, { 'Content-Type': 'application/problem+json; charset=utf-8' });
  c.status(said.status);
  try {
    if (options.page) return options.page(c, said);
  } catch (error) {
    options.log.error({ err: error, requestId: c.var.requestId }, 'the frame of a plain page failed');
  }
  return c.html(plainPage(said, c.var.lang ?? 'zh', options.site().county)) as Response;
}

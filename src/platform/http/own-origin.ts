// A change may only be asked for by our own pages. Browsers say where a form was sent from; programs with a bearer token do not, and need not.
import type { Context } from 'hono';

/**
 * False when the browser says that the request comes from another site. `Origin: null` (some in-app browsers) is left to the form's token.
 * The host is compared, not the scheme: behind a proxy that ends TLS, ours sees http.
 */
export function isOwnOrigin(c: Context, baseUrl: string | null, trustedProxies: number): boolean {
  if (c.req.header('sec-fetch-site') === 'cross-site') return false;
  const origin = c.req.header('origin');
  if (origin === undefined || origin === 'null') return true;
  if (!URL.canParse(origin)) return false;
  const own = [c.req.header('host') ?? new URL(c.req.url).host];
  if (baseUrl !== null) own.push(new URL(baseUrl).host);
  if (trustedProxies > 0) own.push(c.req.header('x-forwarded-host') ?? '');
  return own.includes(new URL(origin).host);
}

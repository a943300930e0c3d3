// What a machine asks of a running county: is it alive, is it ready, how is it doing. One line of log and two figures for every request.
import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Pool } from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HttpEnv } from '#platform/http/context.ts';
import type { Log } from '#platform/log.ts';
import { inSpan } from '#platform/trace.ts';

export type Measures = { registry: Registry; measure: MiddlewareHandler<HttpEnv> };

/** `seen` hears of every request as it comes in. */
type Measured = { log: Log; pool: Pool; clockLag: () => number | null; seen?: (() => void) | undefined };

/** The log holds the route and never the address itself: links carry secrets, and searches carry names. */
export function openMeasures({ log, pool, clockLag, seen }: Measured): Measures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labels = { labelNames: ['door', 'status'] as const, registers: [registry] };
  const requests = new Counter({ name: 'daodi_requests_total', help: 'Requests by door and class of status', ...labels });
  const seconds = new Histogram({
    name: 'daodi_request_seconds',
    help: 'Time to answer, by door',
    labelNames: ['door'] as const,
    buckets: [0.005, 0.02, 0.06, 0.2, 1, 5],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge(
    'daodi_clock_lag_seconds',
    'Since the last whole round of the clock; -1 when it runs elsewhere or has not run yet',
    () => clockLag() ?? -1,
  );
  gauge('daodi_db_connections', 'Database connections of this process', () => pool.totalCount);
  gauge('daodi_db_waiting', 'Requests waiting for a database connection', () => pool.waitingCount);

  const measure: MiddlewareHandler<HttpEnv> = async (c, next) => {
    const began = performance.now();
    seen?.();
    await inSpan('request', { 'http.request.method': c.req.method, 'daodi.door': doorOf(c.req.path) }, async (span) => {
      await next();
      span.setAttribute('http.route', routePath(c, -1));
      span.setAttribute('http.response.status_code', c.res.status);
    });
    const ms = performance.now() - began;
    const door = doorOf(c.req.path);
    requests.inc({ door, status: `${Math.floor(c.res.status / 100)}xx` });
    seconds.observe({ door }, ms / 1000);
    const line = {
      requestId: c.var.requestId,
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(ms * 10) / 10,
    };
    log[c.res.status >= 500 ? 'error' : door === 'assets' || door === 'health' ? 'debug' : 'info'](line, 'request');
  };
  return { registry, measure };
}

function doorOf(path: string): string {
  if (path.startsWith('/api/')) return 'api';
  if (path === '/staff' || path.startsWith('/staff/')) return 'staff';
  if (path.startsWith('/assets/')) return 'assets';
  return /^\/(?:healthz|readyz|metrics)$/.test(path) ? 'health' : 'portal';
}

/** From this machine, or with the token of the configuration. What a proxy hands on is from elsewhere, wherever the proxy stands. */
export function mayScrape(
  asked: { address: string; isHandedOn: boolean; authorization: string | undefined },
  token: string | null,
): boolean {
  if (!asked.isHandedOn && /^(?:127\.|::1$|::ffff:127\.)/.test(asked.address)) return true;
  const given = Buffer.from(asked.authorization?.replace(/^Bearer /, '') ?? '');
  const wanted = Buffer.from(token ?? '');
  return token !== null && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Whether the database answers within three seconds: a balancer should hear "no" rather than wait. */
export async function isDatabaseReady(pool: Pool): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 3_000).unref());
  return Promise.race([
    pool.query('select 1').then(
      () => true,
      () => false,
    ),
    late,
  ]);
}

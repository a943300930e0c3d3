// Puts the doors into the frame: public pages, staff pages behind the gate, API, health and metrics. Composition only.
import { timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { Hono } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { apiDoor } from '#features/api/api.ts';
import { intakePortalDoor } from '#features/intake/portal.tsx';
import { intakeStaffDoor } from '#features/intake/staff.tsx';
import { mattersStaffDoor } from '#features/matters/staff.tsx';
import { peopleStaffDoor } from '#features/people/staff.tsx';
import { peopleSignInDoor, staffGate } from '#features/people/staff-sign-in.tsx';
import { recordPortalDoor } from '#features/record/portal.tsx';
import { verdictsPortalDoor } from '#features/verdicts/portal.tsx';
import { verdictsStaffDoor } from '#features/verdicts/staff.tsx';
import type { Config } from '#platform/config.ts';
import { openAssets } from '#platform/http/assets.ts';
import type { HttpEnv, Site } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { DevUi } from '#ui/dev-ui.tsx';
import type { AppPorts } from './ports.ts';
import { staffNav } from './staff-nav.ts';

export type ServerOptions = { config: Config; site: () => Site; clockLag: () => number | null; showParts: boolean };

export function buildServer(ports: AppPorts, options: ServerOptions): Hono<HttpEnv> {
  const { config } = options;
  const assets = openAssets(join(packageRoot(), 'public'));
  const metrics = openMetrics(options.clockLag);
  const app = httpFrame({
    log: ports.log,
    site: options.site,
    baseUrl: config.baseUrl,
    trustedProxies: config.trustedProxies,
    sign: (text) => ports.secrets.lookupHash(text, 'public-form'),
  });
  app.use(metrics.measure);
  app.route('/', assets.door as unknown as Hono<HttpEnv>);
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const ready = await ports.pool.query('select 1').then(
      () => true,
      () => false,
    );
    return c.json({ ok: ready, database: ready, clockLagSeconds: options.clockLag() }, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    if (!mayScrape(c.var.address, c.req.header('authorization'), config.metricsToken)) return c.notFound();
    return c.text(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType });
  });
  if (options.showParts)
    app.get('/dev/ui', (c) =>
      c.html(DevUi({ lang: c.var.lang, frame: c.req.query('frame') === 'staff' ? 'staff' : 'public', largeText: c.var.largeText })),
    );
  const door = { assetHref: assets.href };
  app.route('/api/v1', apiDoor(ports) as unknown as Hono<HttpEnv>);
  app.route('/proof', recordPortalDoor(ports, door));
  app.route('/', intakePortalDoor(ports, { ...door, baseUrl: config.baseUrl }));
  app.route('/', verdictsPortalDoor(ports, door));
  app.route('/', peopleSignInDoor(ports));
  app.route('/staff', staffDoors(ports, config));
  return app;
}

function staffDoors(ports: AppPorts, config: Config): Hono<HttpEnv> {
  const staff = new Hono<StaffEnv>();
  staff.use(staffGate(ports, { nav: (me, lang) => staffNav(me, lang) }));
  staff.route('/', mattersStaffDoor(ports));
  staff.route('/', intakeStaffDoor(ports, { baseUrl: config.baseUrl }));
  staff.route('/', verdictsStaffDoor(ports, { baseUrl: config.baseUrl }));
  // Matters belong to their unit, so a leaver takes nothing along: colleagues see them as before and hand them over by the rules.
  staff.route('/', peopleStaffDoor({ ...ports, releaseMatters: async () => undefined }));
  return staff as unknown as Hono<HttpEnv>;
}

/** Loopback, or the token of the configuration. */
function mayScrape(address: string, header: string | undefined, token: string | null): boolean {
  if (/^(?:127\.|::1$|::ffff:127\.)/.test(address)) return true;
  const given = Buffer.from(header?.replace(/^Bearer /, '') ?? '');
  const wanted = Buffer.from(token ?? '');
  return token !== null && given.length === wanted.length && timingSafeEqual(given, wanted);
}

function openMetrics(clockLag: () => number | null) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'daodi_requests_total',
    help: 'Requests by door and status class',
    labelNames: ['door', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'daodi_request_seconds',
    help: 'Time to answer by door',
    labelNames: ['door'],
    buckets: [0.005, 0.02, 0.06, 0.2, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'daodi_clock_lag_seconds',
    help: 'Since the last whole round of the clock',
    registers: [registry],
    collect() {
      this.set(clockLag() ?? -1);
    },
  });
  const measure = async (c: { req: { path: string }; res: Response }, next: () => Promise<void>): Promise<void> => {
    const began = performance.now();
    await next();
    const door = c.req.path.startsWith('/api/') ? 'api' : c.req.path.startsWith('/staff') ? 'staff' : 'portal';
    requests.inc({ door, status: `${Math.floor(c.res.status / 100)}xx` });
    seconds.observe({ door }, (performance.now() - began) / 1000);
  };
  return { registry, measure };
}

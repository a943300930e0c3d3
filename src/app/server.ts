// Puts the doors into the frame: public pages, staff pages behind the gate, API, health and metrics. Composition only.
import { join } from 'node:path';
import { Hono } from 'hono';
import { trimTrailingSlash } from 'hono/trailing-slash';
import { adminStaffDoor } from '#features/admin/staff.tsx';
import { apiDoor } from '#features/api/api.ts';
import { auditStaffDoor } from '#features/audit/staff.tsx';
import { burdenPortalDoor } from '#features/burden/portal.tsx';
import { burdenStaffDoor } from '#features/burden/staff.tsx';
import { dataRequestsStaffDoor } from '#features/data-requests/staff.tsx';
import { disclosurePortalDoor } from '#features/disclosure/portal.tsx';
import { disclosureStaffDoor } from '#features/disclosure/staff.tsx';
import { intakePortalDoor } from '#features/intake/portal.tsx';
import { intakeStaffDoor } from '#features/intake/staff.tsx';
import { limitsStaffDoor } from '#features/limits/staff.tsx';
import { classLinksOf } from '#features/matter-classes/index.ts';
import { classesStaffDoor } from '#features/matter-classes/staff.tsx';
import { type FromRooms, openMattersOf, releaseMatters } from '#features/matters/index.ts';
import { mattersStaffDoor } from '#features/matters/staff.tsx';
import { noticesPortalDoor } from '#features/notices/portal.tsx';
import { bellOf, noticesStaffDoor } from '#features/notices/staff.tsx';
import { peopleStaffDoor } from '#features/people/staff.tsx';
import { peopleSignInDoor, staffGate } from '#features/people/staff-sign-in.tsx';
import { ratesStaffDoor } from '#features/rates/staff.tsx';
import { recordPortalDoor } from '#features/record/portal.tsx';
import { relayStaffDoor } from '#features/relay/staff.tsx';
import { retentionStaffDoor } from '#features/retention/staff.tsx';
import { sharingPortalDoor } from '#features/sharing/portal.tsx';
import { sharingStaffDoor } from '#features/sharing/staff.tsx';
import { suggestCategory } from '#features/similar/index.ts';
import { similarStaffDoor } from '#features/similar/staff.tsx';
import { verdictsPortalDoor } from '#features/verdicts/portal.tsx';
import { verdictsStaffDoor } from '#features/verdicts/staff.tsx';
import { workbooksStaffDoor } from '#features/workbooks/staff.tsx';
import type { Config } from '#platform/config.ts';
import { openAssets } from '#platform/http/assets.ts';
import type { HttpEnv, Site } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import type { Staff, StaffEnv } from '#platform/session/staff.ts';
import type { Traffic } from '#platform/traffic.ts';
import { DevUi } from '#ui/dev-ui.tsx';
import { mandatoryForms } from './mandatory-fields.ts';
import { isDatabaseReady, mayScrape, openMeasures } from './metrics.ts';
import type { AppPorts } from './ports.ts';
import { saidPage } from './said-page.tsx';
import { staffNav } from './staff-nav.ts';
import { waysOut } from './ways-out.ts';

export type ServerOptions = {
  config: Config;
  site: () => Site;
  siteChanged?: () => Promise<void>;
  clockLag: () => number | null;
  traffic?: Traffic;
  showParts: boolean;
};

export function buildServer(ports: AppPorts, options: ServerOptions): Hono<HttpEnv> {
  const { baseUrl, trustedProxies } = options.config;
  const assets = openAssets(join(packageRoot(), 'public'));
  const app = httpFrame({
    log: ports.log,
    site: options.site,
    baseUrl,
    trustedProxies,
    sign: (text) => ports.secrets.lookupHash(text, 'public-form'),
    page: saidPage(assets.href),
  });
  const door = { assetHref: assets.href };
  mountHealth(app, ports, options);
  app.use(trimTrailingSlash());
  app.route('/', assets.door);
  if (options.showParts) mountParts(app);
  app.route('/api/v1', apiDoor(ports));
  app.route('/proof', recordPortalDoor(ports, door));
  app.route('/', intakePortalDoor(ports, { ...door, baseUrl }));
  app.route('/', verdictsPortalDoor(ports, door));
  app.route('/', noticesPortalDoor(ports, { baseUrl }));
  app.route('/', sharingPortalDoor(ports, door));
  app.route('/', burdenPortalDoor(ports, { ...door, forms: () => mandatoryForms(ports.now()) }));
  app.route('/', disclosurePortalDoor(ports, door));
  app.route('/', peopleSignInDoor(ports));
  app.route('/', peopleSignInDoor(ports, { baseUrl }));
  app.route('/staff', staffDoors(ports, options));
  return app;
}

/** Each room's own paths below /staff; the gate stands before all of them. */
function staffDoors(ports: AppPorts, { config, siteChanged, showParts }: ServerOptions): Hono<StaffEnv> {
  const { baseUrl } = config;
  const staff = new Hono<StaffEnv>();
  const nav = async (me: Staff, lang: 'zh' | 'en') => staffNav(me, lang, await bellOf(ports, me, lang));
  // A demonstration has nobody's phone to show a code: its administrators come in by password alone.
  staff.use(staffGate(ports, { nav, asksFactor: !showParts }));
  staff.route('/', relayStaffDoor(ports));
  staff.route('/', sharingStaffDoor(ports, { baseUrl })); // before matters, whose forms take every other word after a number
  staff.route('/', similarStaffDoor(ports));
  staff.route('/', mattersStaffDoor(ports, roomsOfMatters(ports)));
  staff.route('/', intakeStaffDoor(ports, { baseUrl }));
  staff.route('/', workbooksStaffDoor(ports));
  staff.route('/', verdictsStaffDoor(ports, { baseUrl }));
  staff.route('/', noticesStaffDoor(ports, { baseUrl, outlets: ports.outlets, otherWaysOut: () => waysOut(ports.db, config) }));
  staff.route('/', ratesStaffDoor(ports));
  staff.route('/', limitsStaffDoor(ports));
  staff.route('/', auditStaffDoor(ports));
  staff.route('/', retentionStaffDoor(ports));
  staff.route('/', dataRequestsStaffDoor(ports));
  staff.route('/', disclosureStaffDoor(ports));
  staff.route('/', burdenStaffDoor(ports));
  staff.route('/', adminStaffDoor(ports, { configuredCode: config.countyCode, siteChanged }));
  staff.route('/', classesStaffDoor(ports));
  staff.route('/', peopleStaffDoor(leavers(ports), { baseUrl }));
  return staff;
}

/** What the matters' pages show of rooms that lean on theirs. */
const roomsOfMatters = (ports: AppPorts): FromRooms => ({
  suggests: (matterId, lang) => suggestCategory(ports, matterId, lang),
  classesOf: (viewer, matter, lang) => classLinksOf(ports, viewer, matter, lang),
});

/** What the people's room asks of the matters' room, which leans on it. */
const leavers = (ports: AppPorts) => ({
  ...ports,
  releaseMatters: () => releaseMatters(ports),
  openMattersOf: (owner: { accountId: string; unitId: string }) => openMattersOf(ports.db, owner),
});

function mountHealth(app: Hono<HttpEnv>, ports: AppPorts, { config, clockLag, traffic }: ServerOptions): void {
  const { registry, measure } = openMeasures({ log: ports.log, pool: ports.pool, clockLag, seen: traffic?.seen });
  app.use(measure);
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const ready = await isDatabaseReady(ports.pool);
    return c.json({ ok: ready, database: ready, clockLagSeconds: clockLag() }, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const isHandedOn = ['forwarded', 'x-forwarded-for', 'via'].some((name) => c.req.header(name) !== undefined);
    if (!mayScrape({ address: c.var.address, isHandedOn, authorization: c.req.header('authorization') }, config.metricsToken))
      return c.notFound();
    return c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
  });
}

/** All shared parts of the pages on one page, for those who build them. */
function mountParts(app: Hono<HttpEnv>): void {
  app.get('/dev/ui', (c) =>
    c.html(DevUi({ lang: c.var.lang, frame: c.req.query('frame') === 'staff' ? 'staff' : 'public', largeText: c.var.largeText })),
  );
}

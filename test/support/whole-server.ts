// The whole server in process on a demo county, as `daodi demo` runs it: with every door, and everybody able to sign in.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { buildServer } from '#app/server.ts';
import type { Config } from '#platform/config.ts';
import { openFileStore } from '#platform/files/store.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { openOutlets } from '#platform/outlets/outlets.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { type TestCounty, testCounty } from './county.ts';
import { type Doors, Visitor } from './verdicts.ts';

export type WholeServer = {
  county: TestCounty;
  app: Hono<HttpEnv>;
  /** Signed in, with the cookies of a browser of their own. */
  signIn(login: string): Promise<Visitor>;
  close(): Promise<void>;
};

/** `outletHosts`: hosts of this machine that messages may be sent to. Call `close()` in afterAll. */
export async function openWholeServer(outletHosts: readonly string[] = []): Promise<WholeServer> {
  const county = await testCounty();
  const folder = await mkdtemp(join(tmpdir(), 'daodi-whole-'));
  const access = openStaffAccess(county.ports, { idleMinutes: 100_000, absoluteHours: 100_000 });
  const ports = {
    ...county.ports,
    ...access,
    files: await openFileStore(folder),
    outlets: openOutlets({ hosts: new Set(outletHosts) }, { timeoutMs: 500 }),
  } as unknown as Parameters<typeof buildServer>[0];
  const config = {
    baseUrl: null,
    trustedProxies: 1,
    metricsToken: null,
    dataDir: folder,
    files: { kind: 'disk' },
    database: { kind: 'embedded' },
    outletHosts: [...outletHosts],
  } as unknown as Config;
  const site = () => ({ county: '示例县', phone: '0000-0000000' });
  const app = buildServer(ports, { config, site, clockLag: () => null, showParts: true } as never);
  return {
    county,
    app,
    async signIn(login) {
      const me = new Visitor(app as unknown as Doors, '203.0.113.9');
      me.cookies.set('daodi', (await access.sessions.open(`acc-${login}`)).token);
      return me;
    },
    async close() {
      await county.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

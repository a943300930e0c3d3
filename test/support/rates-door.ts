// The staff doors of rates and matters and the API, in process or listening, with everybody of the demo county signed in: what tests of the rates start from.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { apiDoor } from '#features/api/api.ts';
import { mattersStaffDoor } from '#features/matters/staff.tsx';
import { createToken } from '#features/people/index.ts';
import { ratesNav, ratesStaffDoor } from '#features/rates/staff.tsx';
import { openFileStore } from '#platform/files/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { requireStaff } from '#platform/session/require-staff.ts';
import { openSessions } from '#platform/session/sessions.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { type TestCounty, testCounty } from './county.ts';
import { tokenIn } from './staff-door.ts';

export type RatesDoor = Awaited<ReturnType<typeof openRatesDoor>>;

/** Call `close()` in afterAll. */
export async function openRatesDoor(start?: string) {
  const county: TestCounty = await testCounty(start);
  const { ports } = county;
  const folder = await mkdtemp(join(tmpdir(), 'daodi-rates-'));
  const sessions = openSessions(ports, { idleMinutes: 1_000_000, absoluteHours: 1_000_000 });
  const app = httpFrame({
    log: ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => text,
  });
  const staff = new Hono<StaffEnv>();
  staff.use(requireStaff({ sessions, nav: ratesNav, signInAgain: (c) => c.text('sign in', 401) }));
  staff.route('/', mattersStaffDoor({ ...ports, files: await openFileStore(folder) }));
  staff.route('/', ratesStaffDoor(ports));
  app.route('/', openAssets(join(packageRoot(), 'public')).door as unknown as Hono<HttpEnv>);
  app.route('/staff', staff as unknown as Hono<HttpEnv>);
  app.route('/api/v1', apiDoor({ ...ports, ...openStaffAccess(ports) }) as unknown as Hono<HttpEnv>);

  const cookies = new Map<string, string>();
  async function cookieOf(login: string): Promise<string> {
    const known = cookies.get(login) ?? (await sessions.open(`acc-${login}`)).token;
    cookies.set(login, known);
    return known;
  }
  const get = async (login: string, path: string): Promise<Response> =>
    app.request(path, { headers: { cookie: `daodi=${await cookieOf(login)}` } });
  const page = async (login: string, path: string): Promise<string> => (await get(login, path)).text();
  /** Sends a form as it stands on the page `from`. */
  async function send(login: string, from: string, action: string, fields: Record<string, string>): Promise<Response> {
    const html = await page(login, from);
    const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '';
    return app.request(action, {
      method: 'POST',
      headers: { cookie: `daodi=${await cookieOf(login)}` },
      body: new URLSearchParams({ csrf: tokenIn(html), key, ...fields }),
    });
  }
  async function api(login: string, path: string): Promise<Response> {
    const roles = county.actor(login).roles;
    const people = { ...ports, ...openStaffAccess(ports) };
    const made = await createToken(people, null, { accountId: `acc-${login}`, roles, name: `test ${login}`, expiresAt: null });
    const secret = made.ok ? made.secret : '';
    return app.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } });
  }
  async function close(): Promise<void> {
    await county.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { county, app, cookieOf, get, page, send, api, close };
}

// The staff side in process with the people's and the matters' doors, and browsers without scripts that sign in at it as people do.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { openMattersOf, releaseMatters } from '#features/matters/index.ts';
import { mattersNav, mattersStaffDoor } from '#features/matters/staff.tsx';
import { peopleStaffDoor } from '#features/people/staff.tsx';
import { peopleSignInDoor, staffGate } from '#features/people/staff-sign-in.tsx';
import { openFileStore } from '#platform/files/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { type TestCounty, testCounty } from './county.ts';

export const testPassword = '石桥路灯今年春天都亮了';
export type PeopleDoor = Awaited<ReturnType<typeof openPeopleDoor>>;
export type Answer = { status: number; html: string; to: string | null; headers: Headers };

/** Everybody of the demo county may sign in with `testPassword`. `more` mounts further doors behind the gate. Call `close()` in afterAll. */
export async function openPeopleDoor(more: (staff: Hono<StaffEnv>, ports: PeopleDoorPorts) => void = () => undefined) {
  const county: TestCounty = await testCounty();
  const access = openStaffAccess(county.ports, { idleMinutes: 100_000, absoluteHours: 100_000 });
  const folder = await mkdtemp(join(tmpdir(), 'daodi-people-'));
  const ports = { ...county.ports, ...access, files: await openFileStore(folder) };
  await county.ports.db
    .updateTable('account')
    .set({ password_hash: await access.credentials.hashPassword(testPassword) })
    .execute();
  const app = httpFrame({
    log: ports.log,
    site: () => ({ county: '示例县', phone: '0000-12345' }),
    baseUrl: null,
    trustedProxies: 1,
    sign: (text) => Buffer.from(`signed ${text}`).toString('base64url'),
  });
  app.route('/', openAssets(join(packageRoot(), 'public')).door as unknown as Hono<HttpEnv>);
  app.route('/', peopleSignInDoor(ports));
  const staff = new Hono<StaffEnv>();
  staff.use(staffGate(ports, { nav: mattersNav }));
  staff.route('/', mattersStaffDoor(ports));
  staff.route(
    '/',
    peopleStaffDoor({
      ...ports,
      releaseMatters: () => releaseMatters(ports),
      openMattersOf: (owner) => openMattersOf(ports.db, owner),
    }),
  );
  more(staff, ports);
  app.route('/staff', staff as unknown as Hono<HttpEnv>);

  /** Signed in without the sign-in page, where a test is about something else. */
  const session = async (login: string) => {
    const b = browser(app);
    b.cookies.set('daodi', (await access.sessions.open(`acc-${login}`)).token);
    return b;
  };
  const close = async (): Promise<void> => {
    await county.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { county, ports, app, browser: (address?: string) => browser(app, address), session, close };
}
export type PeopleDoorPorts = TestCounty['ports'] & ReturnType<typeof openStaffAccess>;

/** Keeps cookies, and sends the hidden fields of the last page. */
export function browser(on: { request(path: string, init?: RequestInit): Response | Promise<Response> }, address = '10.0.0.1') {
  const cookies = new Map<string, string>();
  let html = '';
  const go = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = {
      ...(init.headers as Record<string, string>),
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-forwarded-for': address,
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
    };
    const answer = await on.request(path, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    html = await answer.text();
    return { status: answer.status, html, to: answer.headers.get('location'), headers: answer.headers };
  };
  const hidden = (name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? '';
  const send = (path: string, fields: Record<string, string | string[]> = {}): Promise<Answer> => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ csrf: hidden('csrf'), ...fields }))
      for (const one of [value].flat()) body.append(name, one);
    return go(path, { method: 'POST', body: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  };
  const sendFile = (path: string, fields: Record<string, string>, name: string, file: File): Promise<Answer> => {
    const body = new FormData();
    for (const [key, value] of Object.entries({ csrf: hidden('csrf'), ...fields })) body.append(key, value);
    body.append(name, file);
    return go(path, { method: 'POST', body });
  };
  const signIn = async (login: string, password = testPassword, next = '/staff/me'): Promise<Answer> => {
    await go('/staff/sign-in');
    return send('/staff/sign-in', { next, login, password });
  };
  const enterCode = (code: string): Promise<Answer> =>
    send('/staff/sign-in/code', { step: hidden('step'), next: hidden('next'), kept: hidden('kept'), code });
  return { go, send, sendFile, signIn, enterCode, hidden, cookies };
}

// The staff door of matters in process, with people signed in: what its tests send and read.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { type FromRooms, type NewConcern, openMatter } from '#features/matters/index.ts';
import { mattersNav, mattersStaffDoor } from '#features/matters/staff.tsx';
import { openFileStore } from '#platform/files/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import { requireStaff } from '#platform/session/require-staff.ts';
import { openSessions } from '#platform/session/sessions.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { demoPeople } from '../../src/cli/demo/county.ts';
import { type TestCounty, testCounty } from './county.ts';

export const tokenIn = (html: string): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
export const hiddenIn = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

export type StaffDoor = Awaited<ReturnType<typeof openStaffDoor>>;

/** Everybody of the demo county is signed in. Call `close()` in afterAll. */
type More = (staff: Hono<StaffEnv>, app: Hono<HttpEnv>, ports: TestCounty['ports']) => void;
/** `more` hangs further doors beside this one; `rooms` is what other rooms tell of a matter. */
export async function openStaffDoor(start?: string, more?: More, rooms?: (ports: TestCounty['ports']) => FromRooms) {
  const county: TestCounty = await testCounty(start);
  const folder = await mkdtemp(join(tmpdir(), 'daodi-staff-'));
  const sessions = openSessions(county.ports, { idleMinutes: 6_000_000, absoluteHours: 100_000 });
  const site = () => ({ county: '示例县', phone: '0000-12345' });
  const app = httpFrame({ log: county.ports.log, site, baseUrl: null, trustedProxies: 0, sign: (text) => text });
  const staff = new Hono<StaffEnv>();
  staff.use(requireStaff({ sessions, nav: mattersNav, signInAgain: (c) => c.text('sign in', 401) }));
  more?.(staff, app as unknown as Hono<HttpEnv>, county.ports);
  staff.route('/', mattersStaffDoor({ ...county.ports, files: await openFileStore(folder) }, rooms?.(county.ports)));
  app.route('/', openAssets(join(packageRoot(), 'public')).door as unknown as Hono<HttpEnv>);
  app.route('/staff', staff as unknown as Hono<HttpEnv>);
  const cookies = new Map<string, string>();
  for (const { login } of demoPeople) cookies.set(login, `daodi=${(await sessions.open(`acc-${login}`)).token}`);

  const cookieOf = (login: string) => cookies.get(login) ?? '';
  const get = async (login: string, path: string): Promise<Response> => app.request(path, { headers: { cookie: cookieOf(login) } });
  const page = async (login: string, path: string): Promise<string> => (await get(login, path)).text();
  const post = async (login: string, path: string, body: URLSearchParams | FormData): Promise<Response> =>
    app.request(path, { method: 'POST', headers: { cookie: cookieOf(login) }, body });

  async function raised(over: Partial<NewConcern> = {}): Promise<string> {
    const concern: NewConcern = {
      channel: 'web',
      kind: 'help',
      title: '路灯不亮（示例）',
      text: '幸福小区门口的路灯坏了两个星期，老人夜里摔了一跤。请打 13812345678。',
      placeText: '东街社区',
      placeId: 'p-dongjie',
      categoryId: 'housing',
      confidentiality: 'normal',
      accusedUnitId: null,
      contact: { name: '张示例', phone: '13800000001' },
      wantsReply: true,
      ...over,
    };
    const answer = await openMatter(county.ports, { kind: 'raiser' }, concern);
    if (!answer.ok) throw new Error(answer.refusal);
    return answer.receipt.number;
  }

  /** Opens the form as a browser does (or takes the page given), fills it in, and sends it with its hidden fields. */
  async function send(login: string, number: string, action: string, fields: Record<string, string>, formHtml?: string): Promise<Response> {
    const html = formHtml ?? (await page(login, `/staff/matters/${number}/${action}`));
    const hidden = { csrf: tokenIn(html), version: hiddenIn(html, 'version'), key: hiddenIn(html, 'key') };
    return post(login, `/staff/matters/${number}/${action}`, new URLSearchParams({ ...hidden, ...fields }));
  }

  /** Sends a form that must be taken; what the page said instead is in the fault. */
  async function sent(
    login: string,
    number: string,
    action: string,
    fields: Record<string, string> = {},
    formHtml?: string,
  ): Promise<Response> {
    const answer = await send(login, number, action, fields, formHtml);
    if (answer.status === 303) return answer;
    const said = (await answer.text())
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .slice(0, 900);
    throw new Error(`${login} ${action}: ${answer.status} ${said}`);
  }

  /** One press on the matter's own page. */
  const acknowledged = async (number: string, login = 'chengban') =>
    sent(login, number, 'acknowledge', {}, await page(login, `/staff/matters/${number}`));

  async function dispatched(over: Partial<NewConcern> = {}): Promise<string> {
    const number = await raised(over);
    await sent('paidan', number, 'dispatch', { to: 'housing', reason: '部门职责', copyTo: '' });
    return number;
  }

  async function close(): Promise<void> {
    await county.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { county, app, folder, cookieOf, get, page, post, raised, send, sent, acknowledged, dispatched, close };
}

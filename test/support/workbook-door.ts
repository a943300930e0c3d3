// The workbooks' staff door in process, with people signed in: what its tests send and read.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { workbooksStaffDoor } from '#features/workbooks/staff.tsx';
import { openFileStore } from '#platform/files/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import { requireStaff } from '#platform/session/require-staff.ts';
import { openSessions } from '#platform/session/sessions.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { testCounty } from './county.ts';

export type Answer = { status: number; html: string; at: string; refresh: string | null };

/** LibreOffice is not asked, so that these tests say the same on every machine. Call `close()` in afterAll. */
export async function openWorkbookDoor() {
  const county = await testCounty();
  const folder = await mkdtemp(join(tmpdir(), 'daodi-workbooks-'));
  const ports = { ...county.ports, files: await openFileStore(folder) };
  const sessions = openSessions(county.ports, { idleMinutes: 100_000, absoluteHours: 100_000 });
  const tokens = new Map<string, string>();
  for (const login of ['shouli', 'paidan', 'chengban', 'xianban', 'shenji']) tokens.set(login, (await sessions.open(`acc-${login}`)).token);
  const app = httpFrame({
    log: county.ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => text,
  });
  app.route('/', openAssets(join(packageRoot(), 'public')).door);
  const staff = new Hono<StaffEnv>();
  staff.use(requireStaff({ sessions, signInAgain: (c) => c.text('sign in', 401) }));
  staff.route('/', workbooksStaffDoor(ports, { office: null }));
  app.route('/staff', staff);

  /** One person's browser: follows redirects and keeps the form token of the page it is on. */
  function clerk(login = 'shouli') {
    const headers = { cookie: `daodi=${tokens.get(login)}` };
    let csrf = '';
    async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
      const response = await app.request(path, { ...init, headers });
      const to = response.headers.get('location');
      if (response.status === 303 && to) return ask(to);
      const html = await response.text();
      csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? csrf;
      return { status: response.status, html, at: path, refresh: response.headers.get('refresh') };
    }
    const post = (path: string, fields: Record<string, string | string[]>, file?: { name: string; bytes: Uint8Array }) => {
      const body = new FormData();
      body.set('csrf', csrf);
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
      if (file) body.set('file', new File([Buffer.from(file.bytes)], file.name));
      return ask(path, { method: 'POST', body });
    };
    const upload = async (name: string, bytes: Uint8Array, source = ''): Promise<Answer> => {
      await ask('/staff/import');
      return post('/staff/import', { source }, { name, bytes });
    };
    /** As a person who agrees with everything that is proposed, but for the columns named. */
    const next = async (page: Answer, over: Record<string, string | string[]> = {}): Promise<Answer> => {
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const step = page.at.split('?', 1)[0]?.split('/').at(-1);
      if (step === 'head' || step === 'columns') return post(page.at.split('?', 1)[0] ?? '', { ...chosenIn(page.html), ...over });
      let result = await post(page.at.replace(/\/preview$/, '/run'), { update: '1', ...over });
      for (let n = 0; n < 200 && result.refresh !== null; n += 1) {
        await wait(50);
        result = await ask(result.at);
      }
      return result;
    };
    /** All pages to the result. */
    const bring = async (name: string, bytes: Uint8Array, source = '', over: Record<string, string | string[]> = {}): Promise<Answer> => {
      let page = await upload(name, bytes, source);
      for (let n = 0; n < 4 && page.status === 200 && /\/(?:head|columns|preview)$/.test(page.at); n += 1)
        page = await next(page, page.at.endsWith('/columns') ? over : {});
      return page;
    };
    const bytesAt = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await app.request(path, { headers })).arrayBuffer());
    return { get: (path: string) => ask(path), post, upload, next, bring, bytesAt };
  }

  /** How many files lie in the store. */
  const filesKept = async (): Promise<number> =>
    (await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
  const close = async (): Promise<void> => {
    await county.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { county, ports, app, tokens, clerk, filesKept, close };
}

/** What a page has chosen: selects, radios and ticked boxes. */
function chosenIn(html: string): Record<string, string | string[]> {
  const chosen: Record<string, string | string[]> = {};
  for (const [, name = '', options = ''] of html.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs))
    chosen[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const at = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    if (/ type="(?:radio|checkbox)"/.test(tag) && / checked/.test(tag)) chosen[at('name')] = [chosen[at('name')] ?? [], at('value')].flat();
    if (/ type="hidden"/.test(tag) && at('name') !== 'csrf') chosen[at('name')] = at('value');
  }
  return chosen;
}

/** The words of a page. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');

// The English twin is complete: every page the router knows, asked for in English, holds no Chinese character that is not the county's own data.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from '#app/server.ts';
import { act, openMatter } from '#features/matters/index.ts';
import { readConfig } from '#platform/config.ts';
import { openFileStore } from '#platform/files/store.ts';
import { openOutlets } from '#platform/outlets/outlets.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { demoPeople } from '../../src/cli/demo/county.ts';

let county: TestCounty;
let app: Hono;
let folder = '';
let data: string[] = [];
const cookies = new Map<string, string>();
const numbers: string[] = [];
const actions = [
  'dispatch',
  'classify',
  'merge',
  'seal',
  'note',
  'contact',
  'reply',
  'object',
  'hold',
  'askExtension',
  'ruleObjection',
  'remind',
  'escalate',
];

beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-english-'));
  const read = readConfig({ DAODI_DATA_DIR: folder }, 'live');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const access = openStaffAccess(county.ports, { idleMinutes: 100_000, absoluteHours: 100_000 });
  const ports = { ...county.ports, ...access, files: await openFileStore(folder), outlets: openOutlets({ hosts: new Set<string>() }) };
  const site = () => ({ county: 'Example County', phone: '0000-12345' });
  app = buildServer(ports, { config: read.config, site, clockLag: () => null, showParts: false }) as unknown as Hono;
  for (const { login } of demoPeople) cookies.set(login, `daodi=${(await access.sessions.open(`acc-${login}`)).token}`);
  for (const title of ['Lamp is out (example)', 'Water is brown (example)', 'Bridge rail broken (example)']) {
    const opened = await openMatter(
      county.ports,
      { kind: 'raiser' },
      {
        channel: 'web',
        kind: 'help',
        title,
        text: `${title}. Please call.`,
        placeText: '',
        placeId: 'p-dongjie',
        categoryId: 'housing',
        confidentiality: 'normal',
        accusedUnitId: null,
        contact: { name: 'Example', phone: '13800000001' },
        wantsReply: true,
      },
    );
    if (!opened.ok) throw new Error(opened.refusal);
    numbers.push(opened.receipt.number);
  }
  const does = (login: string, n: number, command: Parameters<typeof act>[3]) =>
    act(county.ports, county.actor(login), numbers[n] ?? '', command);
  await does('paidan', 1, { do: 'dispatch', to: 'housing', reason: 'By the list', copyTo: null });
  await does('paidan', 2, { do: 'dispatch', to: 'housing', reason: 'By the list', copyTo: null });
  await does('chengban', 2, { do: 'acknowledge' });
  await does('chengban', 2, { do: 'contact', how: 'phone', words: 'Called', reached: true });
  await does('chengban', 2, {
    do: 'reply',
    text: 'The rail was mended today and is firm.',
    outcome: 'support',
    basis: 'List 1',
    remedy: 'Ask again',
    evidence: [],
    toldHow: 'page',
  });
  const { rows } = await county.ports.pool.query<{ name: string }>(
    `select name from unit union select short_name from unit union select name from place union select unnest(aliases) from place union select name from account
     union select item_no from duty_entry union select title from duty_entry union select basis from duty_entry union select title from reply_template`,
  );
  data = rows
    .map((row) => row.name)
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length);
});
afterAll(async () => {
  await county?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What is left of a page when the county's own names, and what is marked as Chinese, are taken out: each with the words around it. */
function hanIn(html: string): string[] {
  let rest = html.replace(/<(a|span|p|b|strong|blockquote|q|td|li|div)\b[^>]*\blang="zh[^"]*"[^>]*>[\s\S]*?<\/\1>/g, '');
  for (const name of data) rest = rest.replaceAll(name, '');
  return [...rest.matchAll(/[^<>"]{0,40}\p{Script=Han}[^<>"]{0,40}/gu)].map(([words]) => words.trim()).slice(0, 4);
}

/** Every address behind a GET of the router, its holes filled with what there is. */
function addresses(): string[] {
  const known = new Set(
    app.routes
      .filter(({ method, path }) => method === 'GET' && !/\*|^\/(?:api|assets|healthz|readyz|metrics)/.test(path))
      .map(({ path }) => path),
  );
  return [...known].flatMap((path) => {
    const wholes = path.includes(':number') ? numbers.map((number) => path.replace(':number', number)) : [path];
    return wholes.flatMap((whole) => {
      const filled = whole.includes(':action') ? actions.map((action) => whole.replace(':action', action)) : [whole];
      return filled.map((one) => one.replace(/:[a-zA-Z]+(?:\{[^}]*\})?/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV').replace(/[?]$/, ''));
    });
  });
}

const page = async (path: string, login: string | null): Promise<{ status: number; html: string }> => {
  const answer = await app.request(`${path}${path.includes('?') ? '&' : '?'}lang=en`, {
    headers: login ? { cookie: `${cookies.get(login)}; lang=en` } : { cookie: 'lang=en' },
  });
  const isPage = /text\/html/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, html: isPage ? await answer.text() : '' };
};

test('no page, staff or public, says anything in Chinese to somebody who reads English', async () => {
  const left: string[] = [];
  const paths = addresses();
  expect(paths.length).toBeGreaterThan(60);
  const staff = [
    'paidan',
    'chengban',
    'zhiban',
    ...demoPeople.map(({ login }) => login).filter((login) => !['paidan', 'chengban', 'zhiban'].includes(login)),
  ];
  let opened = 0;
  for (const path of paths) {
    // Whoever gets the page itself; who is refused is told so in English too.
    for (const login of path.startsWith('/staff') ? staff : [null]) {
      const { status, html } = await page(path, login);
      for (const words of hanIn(html)) left.push(`${path} (${login ?? 'public'}, ${status}): ${words}`);
      if (status === 200) {
        opened += 1;
        break;
      }
    }
  }
  expect(opened).toBeGreaterThan(40);
  expect([...new Set(left)]).toEqual([]);
}, 120_000);

test('"给系统提意见" stands on every screen, staff and public, and leads to a matter of its own kind', async () => {
  const lacking: string[] = [];
  let walked = 0;
  for (const path of addresses())
    for (const login of path.startsWith('/staff') ? ['paidan', 'chengban', 'guanli', 'anquan', 'shenji', 'xianban', 'huifang'] : [null]) {
      const { status, html } = await page(path, login);
      if (status !== 200 || html === '') continue;
      walked += 1;
      if (!isPaper(path) && !/<a[^>]*href="\/feedback\?from=/.test(html)) lacking.push(path);
      break;
    }
  expect(walked).toBeGreaterThan(40);
  expect(lacking).toEqual([]);
  const form = await app.request('/feedback?from=/staff/duties');
  const html = await form.text();
  const cookie = form.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const body = new URLSearchParams({
    csrf: field('csrf'),
    key: field('key'),
    from: field('from'),
    text: '清单页字太小（示例）',
    phone: '',
    website: '',
  });
  const sent = await app.request('/feedback', {
    method: 'POST',
    body,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(sent.status).toBe(303);
  const { rows } = await county.ports.pool.query<{ kind: string; title: string }>("select kind, title from matter where kind = 'system'");
  expect(rows).toEqual([{ kind: 'system', title: '对系统的意见（/staff/duties）' }]);
}, 120_000);

/** Sheets for paper have no links at all. */
const isPaper = (path: string): boolean => /\/(?:order|sheet|slips?|print|round-sheet)$/.test(path);

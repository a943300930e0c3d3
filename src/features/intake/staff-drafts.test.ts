// What is begun at the desk and not registered: found again by its writer alone, sealed, gone when registered; the next caller gets an empty page.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearOldActionDrafts } from '#features/matters/index.ts';
import { openFileStore } from '#platform/files/store.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { requireStaff } from '#platform/session/require-staff.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { intakeStaffDoor } from './staff.tsx';

let county: TestCounty;
let folder: string;
let app: ReturnType<typeof httpFrame>;
const cookies = new Map<string, string>();
beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-desk-drafts-'));
  const { sessions } = openStaffAccess(county.ports, { idleMinutes: 1_000_000, absoluteHours: 100_000 });
  for (const login of ['shouli', 'paidan', 'chengban']) cookies.set(login, `daodi=${(await sessions.open(`acc-${login}`)).token}`);
  app = httpFrame({
    log: county.ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => county.ports.secrets.lookupHash(text, 'public-form'),
  });
  const staff = new Hono<StaffEnv>();
  staff.use(requireStaff({ sessions, signInAgain: (c) => c.text('sign in', 401) }));
  staff.route('/', intakeStaffDoor({ ...county.ports, files: await openFileStore(folder) }));
  app.route('/staff', staff);
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

const get = async (login: string, path: string): Promise<string> =>
  (await app.request(path, { headers: { cookie: cookies.get(login) ?? '' } })).text();
const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const desk = '/staff/intake';
/** Key of the form itself; the buttons that throw drafts away name theirs before it. */
const keyOf = (html: string): string => hidden(html.slice(html.indexOf('data-draft=')), 'key');
async function post(login: string, path: string, fields: Record<string, string>): Promise<Response> {
  const csrf = hidden(await get(login, desk), 'csrf');
  return app.request(path, {
    method: 'POST',
    headers: { cookie: cookies.get(login) ?? '' },
    body: new URLSearchParams({ csrf, ...fields }),
  });
}
const keep = (login: string, fields: Record<string, string>) => post(login, `${desk}/draft`, fields);
const drafts = async () => (await county.ports.pool.query('select * from action_draft')).rows as { sealed: string; action: string }[];

test('what was typed is offered on the next visit, above an empty form, and comes back by its link; another person sees none of it', async () => {
  const key = keyOf(await get('shouli', desk));
  const typed = { key, channel: 'visit', text: '桥头的护栏断了', name: '周示例', phone: '13800000007', category: 'housing' };
  expect((await keep('shouli', typed)).status).toBe(204);
  const next = await get('shouli', desk);
  expect(next).toContain('有没登记完的');
  expect(next).toContain('桥头的护栏断了');
  expect(next).not.toContain('13800000007');
  expect(keyOf(next)).not.toBe(key);
  expect(next).toContain('草稿连同姓名电话加密存放');
  const back = await get('shouli', `${desk}?draft=${key}`);
  for (const words of ['草稿恢复', '桥头的护栏断了', '周示例', '13800000007']) expect(back).toContain(words);
  expect(back).toMatch(/value="visit" checked/);
  expect(keyOf(back)).toBe(key);
  for (const path of [desk, `${desk}?draft=${key}`]) expect(await get('paidan', path)).not.toContain('桥头的护栏断了');
  const rows = JSON.stringify(await drafts());
  for (const words of ['桥头', '周示例', '13800000007']) expect(rows).not.toContain(words);
});

test('registered, it is gone, and a save that comes late is not kept', async () => {
  const key = keyOf(await get('shouli', desk));
  const typed = { key, channel: 'phone', kind: 'help', text: '南街下水道堵了三天，污水漫出来' };
  await keep('shouli', typed);
  expect((await drafts()).some((draft) => draft.action === key)).toBe(true);
  expect((await post('shouli', desk, { ...typed, do: 'save', seen: '1' })).status).toBe(303);
  await keep('shouli', typed);
  expect((await drafts()).some((draft) => draft.action === key)).toBe(false);
});

test('a refused form is kept without a script; an emptied one ends; one that is not wanted is thrown away', async () => {
  const key = keyOf(await get('shouli', desk));
  expect((await post('shouli', desk, { key, do: 'save', text: '', title: '标题写了一半' })).status).toBe(400);
  expect(await get('shouli', `${desk}?draft=${key}`)).toContain('标题写了一半');
  await keep('shouli', { key, title: ' ', channel: 'phone' });
  expect(await get('shouli', `${desk}?draft=${key}`)).not.toContain('标题写了一半');
  await keep('shouli', { key, title: '又写了一半' });
  expect((await keep('paidan', { key, step: 'forget' })).status).toBe(303);
  expect(await get('shouli', desk)).toContain('又写了一半');
  await keep('shouli', { key, step: 'forget' });
  expect(await get('shouli', desk)).not.toContain('又写了一半');
});

test('of a raiser nobody may know, only the words are kept; a mark of secrecy ends the draft', async () => {
  const key = keyOf(await get('shouli', desk));
  const typed = {
    key,
    text: '反映征地补偿没有发到户',
    name: '吴示例',
    phone: '13800000008',
    address: '东街九号',
    confidentiality: 'identitySealed',
  };
  await keep('shouli', typed);
  const back = await get('shouli', `${desk}?draft=${key}`);
  expect(back).toContain('征地补偿');
  for (const words of ['吴示例', '13800000008', '东街九号']) expect(back).not.toContain(words);
  expect((await keep('shouli', { ...typed, text: '机密★3年 抄自文件' })).status).toBe(422);
  expect((await drafts()).some((draft) => draft.action === key)).toBe(false);
});

test('drafts are the desk’s only, need the key of a form, and go after a month', async () => {
  expect((await keep('chengban', { key: 'a'.repeat(32), text: '不是受理台' })).status).toBe(403);
  expect((await drafts()).some((draft) => draft.action === 'a'.repeat(32))).toBe(false);
  expect((await keep('shouli', { key: 'short', text: '没有表单' })).status).toBe(422);
  const key = keyOf(await get('shouli', desk));
  await keep('shouli', { key, text: '一个月没有动' });
  county.advance(29 * 86_400_000);
  await clearOldActionDrafts(county.ports);
  expect(await get('shouli', desk)).toContain('一个月没有动');
  county.advance(2 * 86_400_000);
  await clearOldActionDrafts(county.ports);
  expect(await get('shouli', desk)).not.toContain('一个月没有动');
});

// Through the staff door: the desk's page, with a signed-in clerk.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHistoryByNumber } from '#features/matters/index.ts';
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
const tokens = new Map<string, string>();
beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-desk-'));
  const { sessions } = openStaffAccess(county.ports);
  for (const login of ['shouli', 'chengban']) tokens.set(login, (await sessions.open(`acc-${login}`)).token);
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

type Page = { status: number; html: string; at: string; refresh: string | null };
function clerk(login = 'shouli') {
  const headers = { cookie: `daodi=${tokens.get(login)}` };
  let csrf = '';
  async function ask(path: string, init: RequestInit = {}): Promise<Page> {
    const response = await app.request(path, { ...init, headers });
    const to = response.headers.get('location');
    if (response.status === 303 && to) return ask(to);
    const html = await response.text();
    csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? csrf;
    return { status: response.status, html, at: path, refresh: response.headers.get('refresh') };
  }
  return {
    get: (path: string) => ask(path),
    post: (path: string, fields: Record<string, string>, file?: { name: string; bytes: Uint8Array; field?: string }) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ csrf, ...fields })) form.append(name, value);
      if (file) form.append(file.field ?? 'file', new File([Buffer.from(file.bytes)], file.name));
      return ask(path, { method: 'POST', body: form });
    },
  };
}
const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const numberOf = (page: Page): string => /\/receipt\/(D\d+)\//.exec(page.at)?.[1] ?? '';
const eventsOf = async (page: Page) => (await readHistoryByNumber(county.ports.db, numberOf(page)))?.events ?? [];
const count = async (): Promise<number> => (await county.ports.db.selectFrom('matter').select('id').execute()).length;

describe('the desk', () => {
  test('a letter is registered in one page, counted from the day it came, with a receipt to print', async () => {
    const desk = clerk();
    const key = hidden((await desk.get('/staff/intake')).html, 'key');
    const done = await desk.post('/staff/intake', {
      key,
      do: 'save',
      channel: 'letter',
      kind: 'complaint',
      receivedOn: '2026-11-20',
      text: '楼上漏水三个月，物业不管。',
      place: '东街社区',
      category: 'housing',
      name: '张示例',
      phone: '13800000003',
      needs: 'tell-letter',
    });
    expect(done.at).toMatch(/^\/staff\/intake\/receipt\/D/);
    expect(done.html).toContain('登记好了');
    const [first] = await eventsOf(done);
    expect(first).toMatchObject({
      data: { channel: 'letter', kind: 'complaint', receivedAt: '2026-11-20T01:00:00.000Z', placeId: 'p-dongjie' },
      actor: { kind: 'staff', id: 'acc-shouli' },
    });
    expect((await desk.get(`/staff/intake/receipt/${numberOf(done)}/ABCDEFGH`)).status).toBe(404);
  });

  test('what is wrong is told beside the field, with everything still there and nothing registered', async () => {
    const desk = clerk();
    await desk.get('/staff/intake');
    const before = await count();
    const page = await desk.post('/staff/intake', {
      do: 'save',
      channel: 'proxy',
      text: '',
      title: '标题在',
      name: '李"示例',
      phone: '12',
      instantText: '收悉',
      instantBasis: '',
      receivedOn: '2026-13-01',
    });
    expect(page.status).toBe(400);
    for (const words of ['标题在', '李&quot;示例', '收悉', '请写成 2026-12-05']) expect(page.html).toContain(words);
    const more = await desk.post('/staff/intake', { do: 'save', channel: 'proxy', text: '老人的低保停了', phone: '12', name: '李示例' });
    expect(more.html).toContain('电话号码的位数不对');
    expect(more.html).toContain('老人的低保停了');
    expect(await count()).toBe(before);
  });

  test('the same thing is shown before it is saved, and joins the other while its raiser keeps a verdict', async () => {
    const desk = clerk();
    await desk.get('/staff/intake');
    const fields = { do: 'save', text: '柳河村小学门口的减速带坏了，早上送孩子很危险，车开得太快。', place: '柳河村' };
    const main = numberOf(await desk.post('/staff/intake', fields));
    await desk.get('/staff/intake');
    const again = {
      do: 'save',
      text: '柳河村小学门口减速带坏了没有修，车开得太快，送孩子很危险。',
      place: '柳河村',
      phone: '13800000004',
      key: 'twin',
    };
    const asked = await desk.post('/staff/intake', again);
    expect(asked.status).toBe(409);
    expect(asked.html).toMatch(/看看是不是同一件[\s\S]*同一地点（示例东镇 › 柳河村），今天，字词相近 0\.\d\d/);
    expect(asked.html).toContain(again.text);
    const joined = await desk.post('/staff/intake', { ...again, seen: '1', joinTo: main });
    expect((await eventsOf(joined)).map((event) => event.type)).toEqual(['registered', 'mergedInto']);
    expect(joined.html).toContain('已并入');
    const alone = await desk.post('/staff/intake', { ...again, key: 'twin-2', seen: '1', joinTo: '' });
    expect((await eventsOf(alone)).map((event) => event.type)).toEqual(['registered']);
  });

  test('查重 only looks', async () => {
    const desk = clerk();
    await desk.get('/staff/intake');
    const before = await count();
    const page = await desk.post('/staff/intake', { do: 'check', text: '完全没有人说过的一件稀罕事情', place: '西湾村' });
    expect(page.html).toContain('没有找到相像');
    expect(page.html).toContain('完全没有人说过');
    expect(await count()).toBe(before);
  });

  test("an answer at once is cited and goes to the raiser's verdict", async () => {
    const desk = clerk();
    await desk.get('/staff/intake');
    const done = await desk.post('/staff/intake', {
      do: 'save',
      kind: 'consult',
      text: '办居住证要带什么？',
      phone: '13800000005',
      instantText: '带身份证和租房合同，到户籍窗口，当天办好。',
      instantBasis: '《居住证暂行条例》第九条',
    });
    const events = await eventsOf(done);
    expect(events.map((event) => event.type)).toEqual(['registered', 'replied', 'verdictInvited'].slice(0, events.length));
    expect(events[1]?.data).toMatchObject({ instant: true, basis: '《居住证暂行条例》第九条' });
  });

  test('an emergency stops the desk until it says what was done; a hand-over keeps only the record', async () => {
    const desk = clerk();
    await desk.get('/staff/intake');
    const before = await count();
    const fields = { do: 'save', text: '东街有人落水了，正在喊救命', key: 'rescue' };
    const stopped = await desk.post('/staff/intake', fields);
    expect(stopped.status).toBe(409);
    expect(stopped.html).toMatch(/落水[\s\S]*119/);
    expect(await count()).toBe(before);
    const handed = await desk.post('/staff/intake', {
      ...fields,
      emergency: 'handed',
      emergencyService: '119',
      emergencyReference: '示例-1',
    });
    expect((await eventsOf(handed)).map((event) => event.type)).toEqual(['registered', 'handedToEmergency', 'archived']);
    expect(handed.html).toContain('已转紧急电话处理');
  });

  test('a secret stops saving and stays on the screen only; the same form twice is one matter', async () => {
    const desk = clerk();
    await desk.get('/staff/intake');
    const before = await count();
    const scan = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const secret = await desk.post(
      '/staff/intake',
      { do: 'save', text: '机密★3年 抄自文件' },
      { name: 's.png', bytes: scan, field: 'photos' },
    );
    expect(await county.ports.db.selectFrom('photo').select('id').execute()).toEqual([]);
    expect(secret.status).toBe(422);
    expect(secret.html).toContain('没有保存');
    expect(await count()).toBe(before);
    const fields = { do: 'save', text: '公厕没有灯，夜里进不去', place: '西湾村', key: 'once', seen: '1' };
    const [a, b] = [await desk.post('/staff/intake', fields), await desk.post('/staff/intake', fields)];
    expect(numberOf(a)).toBe(numberOf(b));
    expect(b.html).toContain('先前已经登记过');
    const changed = await desk.post('/staff/intake', { ...fields, text: '公厕没有水' });
    expect(numberOf(changed)).toBe(numberOf(a));
    expect(await count()).toBe(before + 1);
  });

  test('a file that is no photo keeps the words; a handler has no desk', async () => {
    const desk = clerk();
    await desk.get('/staff/intake');
    const page = await desk.post(
      '/staff/intake',
      { do: 'save', text: '围墙要倒了' },
      { name: 'a.jpg', bytes: Buffer.from('<html>'), field: 'photos' },
    );
    expect([page.status, page.html.includes('围墙要倒了'), page.html.includes('不是照片')]).toEqual([400, true, true]);
    expect((await clerk('chengban').get('/staff/intake')).status).toBe(403);
  });
});

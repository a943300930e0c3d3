// Through the public door, without a browser: what a form does, what the page says, and that nothing typed is ever lost.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetDirectory } from '#features/people/index.ts';
import { openFileStore } from '#platform/files/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { clearLeftovers } from './index.ts';
import { intakePortalDoor } from './portal.tsx';

let county: TestCounty;
let folder: string;
let app: ReturnType<typeof httpFrame>;
beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-intake-'));
  const assets = openAssets(join(packageRoot(), 'public'));
  app = httpFrame({
    log: county.ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => county.ports.secrets.lookupHash(text, 'public-form'),
  });
  app.route('/', assets.door);
  app.route(
    '/',
    intakePortalDoor({ ...county.ports, files: await openFileStore(folder) }, { assetHref: assets.href, perTenMinutes: { here: 40 } }),
  );
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

type Page = { status: number; html: string; at: string };
/** A browser as far as these pages need one: a cookie jar, redirects, the csrf field of the page it stands on. */
function visitor() {
  const jar = new Map<string, string>();
  let page: Page = { status: 0, html: '', at: '/' };
  async function ask(path: string, init: RequestInit = {}): Promise<Page> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await app.request(path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) },
    });
    for (const set of response.headers.getSetCookie())
      jar.set(set.slice(0, set.indexOf('=')), set.slice(set.indexOf('=') + 1).split(';', 1)[0] ?? '');
    const to = response.headers.get('location');
    if (response.status === 303 && to) return ask(to);
    page = { status: response.status, html: await response.text(), at: path.split('#', 1)[0] ?? path };
    return page;
  }
  const csrf = (): string => /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  return {
    get: (path: string) => ask(path),
    /** Sends the form of the page it stands on; files make it multipart. */
    post: (
      path: string,
      fields: Record<string, string | string[]>,
      files: { name: string; bytes: Uint8Array }[] = [],
      multipart = files.length > 0,
    ) => {
      const entries = Object.entries({ csrf: csrf(), ...fields }).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      );
      if (!multipart) return ask(path, { method: 'POST', body: new URLSearchParams(entries) });
      const form = new FormData();
      for (const [name, value] of entries) form.append(name, value);
      for (const file of files) form.append('photos', new File([Buffer.from(file.bytes)], file.name, { type: 'image/jpeg' }));
      return ask(path, { method: 'POST', body: form });
    },
    page: () => page,
  };
}
const draftOf = (at: string): string => /^\/say\/([\w-]{32})/.exec(at)?.[1] ?? '';
const numberOf = (html: string): string => (/class="number num">.*?(D[\d ]+)</s.exec(html)?.[1] ?? '').replaceAll(' ', '');
const matters = () =>
  county.ports.db.selectFrom('matter').select(['number', 'title', 'kind', 'place_id', 'confidentiality']).orderBy('number').execute();
const words = { text: '石桥村三组的路灯坏了两个星期，老人夜里摔了一跤。' };
const photo = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#285' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 0/1 0/1' } })
    .toBuffer();

async function toCheck(
  someone: ReturnType<typeof visitor>,
  who: Record<string, string | string[]> = { who: 'me', name: '李示例', phone: '１３８００００００００' },
): Promise<string> {
  await someone.get('/say');
  const id = draftOf((await someone.post('/say', words)).at);
  await someone.post(`/say/${id}/where`, { place: '石桥村三组' });
  await someone.post(`/say/${id}/who`, who);
  return id;
}

describe('说事', () => {
  test('four pages, one receipt: number, code, promise, holder, proof and a QR code', async () => {
    const someone = visitor();
    const id = await toCheck(someone);
    expect(someone.page()).toMatchObject({ status: 200, at: `/say/${id}/check` });
    expect(someone.page().html).toContain('138****0000');
    expect(someone.page().html).not.toContain('13800000000');
    const receipt = await someone.post(`/say/${id}/send`, {});
    expect(receipt.status).toBe(200);
    expect(receipt.html).toMatch(/2026年11月30日（周一）17:30 前给您答复/);
    expect(receipt.html).toContain('示例县12345热线受理中心');
    expect(receipt.html).toContain('<svg');
    const [matter] = (await matters()).filter((one) => one.number === numberOf(receipt.html));
    expect(matter).toMatchObject({ title: '石桥村三组的路灯坏了两个星期，老人夜里摔了一跤', place_id: 'p-shiqiao-3', kind: 'help' });
    const raiser = await county.ports.db
      .selectFrom('raiser')
      .innerJoin('matter', 'matter.id', 'raiser.matter_id')
      .select(['phone_sealed', 'name_sealed'])
      .where('number', '=', matter?.number ?? '')
      .executeTakeFirstOrThrow();
    expect(raiser.phone_sealed).toMatch(/^s1\./);
  });

  test('sent twice, and sent again after going back: the same receipt, one matter', async () => {
    const someone = visitor();
    const id = await toCheck(someone);
    const first = await someone.post(`/say/${id}/send`, {});
    const before = (await matters()).length;
    await someone.get('/say');
    const again = await someone.post(`/say/${id}/send`, {});
    expect(numberOf(again.html)).toBe(numberOf(first.html));
    expect(again.html).toContain('没有重复登记');
    expect((await someone.get(`/say/${id}/check`)).html).toContain(numberOf(first.html).slice(0, 7));
    expect(await matters()).toHaveLength(before);
  });

  test('two presses at the same moment find one matter', async () => {
    const someone = visitor();
    const id = await toCheck(someone);
    const before = (await matters()).length;
    const [a, b] = await Promise.all([someone.post(`/say/${id}/send`, {}), someone.post(`/say/${id}/send`, {})]);
    expect(numberOf(a.html)).toBe(numberOf(b.html));
    expect(await matters()).toHaveLength(before + 1);
  });

  test('going back to change the words keeps the place and the phone; changed after sending they become another one, not sent', async () => {
    const someone = visitor();
    const id = await toCheck(someone);
    expect((await someone.get(`/say/${id}`)).html).toContain(words.text);
    await someone.post(`/say/${id}`, { text: `${words.text}还有一盏也坏了。` });
    expect((await someone.get(`/say/${id}/where`)).html).toContain('value="石桥村三组"');
    const check = await someone.get(`/say/${id}/check`);
    expect(check.html).toContain('还有一盏也坏了');
    const number = numberOf((await someone.post(`/say/${id}/send`, {})).html);
    const before = (await matters()).length;
    await someone.get('/say');
    const after = await someone.post(`/say/${id}`, { text: '改过的话' });
    expect(after.html).toContain('前一件已经交上来了');
    expect(draftOf(after.at)).not.toBe(id);
    expect((await someone.get(`/say/${draftOf(after.at)}`)).html).toContain('改过的话');
    expect(await matters()).toHaveLength(before);
    expect(number).toMatch(/^D/);
  });

  test('a page that is wrong keeps what was typed, also for the next visit', async () => {
    const someone = visitor();
    await someone.get('/say');
    const id = draftOf((await someone.post('/say', words)).at);
    await someone.post(`/say/${id}/where`, { place: '' });
    const wrong = await someone.post(`/say/${id}/who`, { who: 'me', name: '李示例', phone: '123' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('电话号码的位数不对');
    expect(wrong.html).toContain('value="李示例"');
    expect((await someone.get(`/say/${id}/who`)).html).toContain('value="123"');
    expect((await someone.get(`/say/${id}/check`)).at).toBe(`/say/${id}/who`);
    expect(
      (
        await someone.post(`/say/${id}/who`, {
          who: 'proxy',
          name: '李示例',
          phone: '13800000000',
          representedBy: '',
          confidentiality: 'accusation',
        })
      ).html,
    ).toMatch(/是谁代填的[\s\S]*选出被反映的单位|选出被反映的单位[\s\S]*是谁代填的/);
  });

  test('nobody else opens a draft, and its words are sealed in the database', async () => {
    const someone = visitor();
    const id = await toCheck(someone);
    expect((await visitor().get(`/say/${id}/check`)).status).toBe(404);
    const rows = await county.ports.db.selectFrom('intake_draft').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/路灯|李示例|13800000000/);
    expect(JSON.stringify(rows)).not.toContain(id);
  });

  test('deleting what was written leaves no draft, and a day later nothing unsent is left', async () => {
    const someone = visitor();
    const id = await toCheck(someone);
    expect((await someone.post(`/say/${id}/clear`, {})).at).toBe('/');
    expect((await someone.get(`/say/${id}`)).status).toBe(404);
    await toCheck(visitor());
    county.advance(25 * 3_600_000);
    await toCheck(visitor());
    expect((await county.ports.db.selectFrom('intake_draft').select('id_hash').execute()).length).toBe(1);
  });

  test('photos of a draft that was never sent go with it, file and row', async () => {
    const someone = visitor();
    await someone.get('/say');
    await someone.post('/say', words, [{ name: '灯.jpg', bytes: await photo() }]);
    expect(await county.ports.db.selectFrom('photo').select('id').execute()).toHaveLength(1);
    county.advance(25 * 3_600_000);
    const files = await openFileStore(folder);
    // Files are young by the machine's clock, which the county's does not move: only the rows decide here.
    await clearLeftovers({ ...county.ports, files });
    expect(await county.ports.db.selectFrom('photo').select('id').execute()).toEqual([]);
  });

  test('anonymous: the receipt says to keep the code, and nothing of a contact is stored', async () => {
    const someone = visitor();
    const id = await toCheck(someone, { who: 'anonymous', name: '不该存', phone: '13800000009' });
    const receipt = await someone.post(`/say/${id}/send`, {});
    expect(receipt.html).toContain('您没有留电话');
    const raiser = await county.ports.db
      .selectFrom('raiser')
      .innerJoin('matter', 'matter.id', 'raiser.matter_id')
      .select(['phone_sealed', 'name_sealed'])
      .where('number', '=', numberOf(receipt.html))
      .executeTakeFirstOrThrow();
    expect(raiser).toEqual({ phone_sealed: null, name_sealed: null });
  });

  test("an accusation keeps its unit; a proxy keeps consent, and the contact is the raiser's", async () => {
    const someone = visitor();
    const id = await toCheck(someone, {
      who: 'proxy',
      name: '张示例',
      phone: '13800000002',
      representedBy: '孙示例',
      consent: '本人同意代填',
      confidentiality: 'accusation',
      accusedUnit: 'housing',
      needs: ['tell-phone', 'dialect'],
    });
    expect(someone.page().html).toContain('由 孙示例 代填');
    const number = numberOf((await someone.post(`/say/${id}/send`, {})).html);
    const row = await county.ports.db
      .selectFrom('matter')
      .innerJoin('raiser', 'raiser.matter_id', 'matter.id')
      .select(['accused_unit_id', 'confidentiality', 'represented_by', 'consent_note', 'needs'])
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      accused_unit_id: 'housing',
      confidentiality: 'accusation',
      represented_by: '孙示例',
      consent_note: '本人同意代填',
      needs: ['tell-phone', 'dialect'],
    });
  });
});

describe('bad input', () => {
  test('10 MB of text is refused with a plain sentence and a page that keeps its beginning', async () => {
    const someone = visitor();
    await someone.get('/say');
    const before = await matters();
    const long = await someone.post('/say', { text: '字'.repeat(3_400_000) }, [], true);
    expect(long.status).toBe(413);
    expect(long.html).toContain('写得太长了，最多 2 万字');
    expect(long.html).toContain('字'.repeat(20_000));
    expect(await matters()).toEqual(before);
    await someone.get('/say');
    expect((await someone.post('/say', { text: '字'.repeat(20_001) })).status).toBe(413);
    await someone.get('/say');
    const unread = await someone.post('/say', { text: '字'.repeat(6_000_000) });
    expect([unread.status, unread.html.includes('您写的都还在')]).toEqual([413, true]);
  });

  test('control characters go, and markup is shown as words', async () => {
    const someone = visitor();
    await someone.get('/say');
    const id = draftOf((await someone.post('/say', { text: `灯\u0000坏\u0007了 <script>alert(1)</script> '; drop table matter; --` })).at);
    await someone.post(`/say/${id}/where`, { place: '<img src=x onerror=alert(1)>', placeId: `' or 1=1` });
    expect(someone.page().status).toBe(400);
    await someone.post(`/say/${id}/where`, { place: '<img src=x onerror=alert(1)>', placeId: '' });
    const check = await someone.post(`/say/${id}/who`, { who: 'me', name: '"><script>', phone: '13800000000' });
    expect(check.html).toContain('灯坏了 &lt;script&gt;');
    expect(check.html).not.toMatch(/<script|<img/);
    expect((await someone.post(`/say/${id}/send`, {})).html).toContain('收到了');
  });

  test('a photo that is an HTML file is named and refused; the words and the good photo stay', async () => {
    const someone = visitor();
    await someone.get('/say');
    const page = await someone.post('/say', words, [
      { name: '灯.jpg', bytes: await photo() },
      { name: '假.jpg', bytes: Buffer.from('<!doctype html><script>alert(1)</script>') },
    ]);
    expect(page.status).toBe(400);
    expect(page.html).toContain('“假.jpg”：这个文件不是照片');
    expect(page.html).toContain(words.text);
    expect(page.html).toContain('灯.jpg');
    const id = /action="\/say\/([\w-]{32})"/.exec(page.html)?.[1] ?? '';
    expect((await someone.post(`/say/${id}`, words)).at).toBe(`/say/${id}/where`);
  });

  test('EXIF and GPS are gone from every stored file, and the photos belong to the matter', async () => {
    const someone = visitor();
    await someone.get('/say');
    const original = await photo();
    expect((await sharp(original).metadata()).exif).toBeDefined();
    const id = draftOf((await someone.post('/say', words, [{ name: '灯.jpg', bytes: original }])).at);
    await someone.post(`/say/${id}/where`, { place: '' });
    await someone.post(`/say/${id}/who`, { who: 'anonymous' });
    const number = numberOf((await someone.post(`/say/${id}/send`, {})).html);
    const rows = await county.ports.db
      .selectFrom('photo')
      .innerJoin('matter', 'matter.id', 'photo.matter_id')
      .select(['sha256', 'thumb_sha256', 'width'])
      .where('number', '=', number)
      .execute();
    expect(rows).toMatchObject([{ width: 60 }]);
    const stored = (await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(stored.map((entry) => entry.name)).toEqual(expect.arrayContaining(rows.flatMap((row) => [row.sha256, row.thumb_sha256])));
    for (const entry of stored) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
      expect(bytes.includes('SecretCamera')).toBe(false);
    }
  });

  test('a seventh photo is refused, one can be taken out again, and the words stay', async () => {
    const someone = visitor();
    await someone.get('/say');
    const bytes = await photo();
    const page = await someone.post(
      '/say',
      words,
      Array.from({ length: 7 }, (_, n) => ({ name: `p${n}.jpg`, bytes })),
    );
    expect(page.html).toContain('“p6.jpg”：照片太多了');
    const id = /action="\/say\/([\w-]{32})"/.exec(page.html)?.[1] ?? '';
    const [, drop = ''] = /name="drop" value="([^"]+)"/.exec(page.html) ?? [];
    const dropped = await someone.post(`/say/${id}`, { ...words, drop });
    expect(dropped.html.match(/name="drop"/g)).toHaveLength(5);
    expect(dropped.html).toContain(words.text);
  });

  test('a secret is not kept: no draft, no photo, and the page says what to do', async () => {
    const someone = visitor();
    await someone.get('/say');
    const before = await county.ports.db.selectFrom('intake_draft').select('id_hash').execute();
    const photos = await county.ports.db.selectFrom('photo').select('id').execute();
    const page = await someone.post('/say', { text: '机密★2年 会议纪要如下' }, [{ name: '红头.jpg', bytes: await photo() }]);
    expect(page.status).toBe(422);
    expect(page.html).toContain('没有保存');
    expect(page.html).toContain('保密工作机构');
    expect(await county.ports.db.selectFrom('intake_draft').select('id_hash').execute()).toEqual(before);
    expect(await county.ports.db.selectFrom('photo').select('id').execute()).toEqual(photos);
    await someone.get('/say');
    const id = draftOf((await someone.post('/say', words)).at);
    expect((await someone.post(`/say/${id}/where`, { place: '密级：秘密' })).status).toBe(422);
  });

  test('an emergency shows the number first; nothing is queued until it is answered, and other words are asked about anew', async () => {
    const someone = visitor();
    await someone.get('/say');
    const before = (await matters()).length;
    const screen = await someone.post('/say', { text: '幸福小区楼上着火了' });
    const id = draftOf(screen.at);
    expect(screen.at).toBe(`/say/${id}/emergency`);
    expect(screen.html).toMatch(/href="tel:119"/);
    await someone.get(`/say/${id}/where`);
    await someone.post(`/say/${id}/where`, { place: '' });
    expect((await someone.post(`/say/${id}/who`, { who: 'anonymous' })).at).toBe(`/say/${id}/emergency`);
    expect((await someone.post(`/say/${id}/send`, {})).at).toBe(`/say/${id}/emergency`);
    expect(await matters()).toHaveLength(before);
    expect((await someone.post(`/say/${id}/emergency`, { emergency: 'called' })).at).toBe(`/say/${id}/where`);
    await someone.get(`/say/${id}`);
    expect((await someone.post(`/say/${id}`, { text: '幸福小区有人晕倒没有呼吸' })).at).toBe(`/say/${id}/emergency`);
    await someone.post(`/say/${id}/emergency`, { emergency: 'not' });
    await someone.get(`/say/${id}/check`);
    expect((await someone.post(`/say/${id}/send`, {})).html).toContain('收到了');
    expect(await matters()).toHaveLength(before + 1);
  });

  test('a form without our token, or filled in by a program, is not taken and keeps its words', async () => {
    const someone = visitor();
    await someone.get('/say');
    const forged = await someone.post('/say', { ...words, csrf: 'forged' });
    expect(forged.status).toBe(403);
    expect(forged.html).toContain(words.text);
    const robot = await someone.post('/say', { ...words, website: 'http://example.org' });
    expect(robot.status).toBe(400);
    expect(robot.html).toContain(words.text);
    expect(robot.html).toContain('本来要留空');
  });

  test('too many from one place wait, and what they wrote is kept', async () => {
    let last: Page | null = null;
    let id = '';
    for (let n = 0; n < 45 && last?.status !== 429; n += 1) {
      const someone = visitor();
      id = await toCheck(someone, { who: 'anonymous' });
      last = await someone.post(`/say/${id}/send`, {});
      if (last.status === 429) {
        expect(last.html).toContain('请过 10 分钟再点');
        expect((await someone.get(`/say/${id}`)).html).toContain(words.text);
        county.advance(11 * 60_000);
        expect((await someone.post(`/say/${id}/send`, {})).status).toBe(200);
      }
    }
    expect(last?.status).toBe(429);
  });
});

describe('the other public pages', () => {
  test('a receipt opens with number and code, and with nothing else', async () => {
    const someone = visitor();
    const id = await toCheck(someone);
    const sent = await someone.post(`/say/${id}/send`, {});
    expect((await visitor().get(sent.at)).status).toBe(200);
    const wrong = await visitor().get(`${sent.at.slice(0, -8)}ABCDEFGH`);
    expect(wrong.status).toBe(404);
    expect(wrong.html).not.toContain('查询码');
    let status = 404;
    for (let n = 0; n < 12 && status === 404; n += 1) status = (await visitor().get(`${sent.at.slice(0, -8)}ABCDEFG${n % 10}`)).status;
    expect(status).toBe(429);
    county.advance(16 * 60_000);
  });

  test('给系统提意见 is a matter about the system, with a receipt', async () => {
    const someone = visitor();
    expect((await someone.get('/feedback?from=%2Fsay%2F_%2Fwho')).html).toContain('/say/_/who');
    const key = /name="key" value="([^"]+)"/.exec(someone.page().html)?.[1] ?? '';
    expect((await someone.post('/feedback', { key, text: '', from: '/say' })).status).toBe(400);
    const receipt = await someone.post('/feedback', { key, text: '按钮太小', from: '/say', phone: '' });
    expect((await matters()).find((one) => one.number === numberOf(receipt.html))).toMatchObject({
      kind: 'system',
      title: '对系统的意见（/say）',
    });
    const strange = (await visitor().get('/feedback?from=javascript:alert(1)')).html;
    expect(strange).toContain('name="from" value=""');
    expect(strange).not.toMatch(/href="javascript|说的是这一页/);
  });

  test('the limits page says what the live table says', async () => {
    const page = (await visitor().get('/about/limits')).html;
    expect(page).toContain('5 个工作日');
    expect(page).toContain('路灯照明');
    await county.ports.db
      .updateTable('limit_rule')
      .set({
        body: JSON.stringify({
          ...((await county.ports.db.selectFrom('limit_rule').select('body').where('key', '=', 'hotline.verdict').executeTakeFirstOrThrow())
            .body as object),
          value: 11,
        }),
      })
      .where('key', '=', 'hotline.verdict')
      .execute();
    forgetDirectory(county.ports.db);
    expect((await visitor().get('/about/limits')).html).toContain('11 天');
    expect((await visitor().get('/about/public')).at).toBe('/about/public');
  });

  test('every page is whole in English too, and under 40 KB with its styles', async () => {
    const someone = visitor();
    const id = await toCheck(someone);
    const plainCss = (await readFile(join(packageRoot(), 'public/portal.css'))).byteLength;
    for (const path of [
      '/',
      '/say',
      `/say/${id}`,
      `/say/${id}/where`,
      `/say/${id}/who`,
      `/say/${id}/check`,
      '/feedback',
      '/about/limits',
      '/about/open',
      '/about/privacy',
      '/about/accessibility',
    ]) {
      const { html, status } = await someone.get(`${path}?lang=en`);
      expect([path, status]).toEqual([path, 200]);
      expect(html.startsWith('<!doctype html>')).toBe(true);
      expect([path, Buffer.byteLength(html) + plainCss < 40_000]).toEqual([path, true]);
    }
    await someone.get(`/say/${id}/check`);
    const receipt = await someone.post(`/say/${id}/send`, {});
    expect(Buffer.byteLength(receipt.html) + plainCss).toBeLessThan(40_000);
    expect(receipt.html).toContain('Who holds it now');
  });
});

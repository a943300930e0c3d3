// Photos in pieces, over real sockets: a line that drops, a server that is restarted, two who finish at once, and everything a stranger might try.
import { mkdtemp, open, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FileStore, openFileStore } from '#platform/files/store.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { clearUploads } from '#platform/uploads/uploads.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { soon, tusAt } from '#test/support/tus.ts';
import { clearLeftovers } from './index.ts';
import { intakePortalDoor } from './portal.tsx';

let county: TestCounty;
let folder: string;
let files: FileStore;
let server: Listening;
let photo: Buffer;

async function start(store: FileStore, port = 0): Promise<Listening> {
  const { ports } = county;
  const site = () => ({ county: '示例县', phone: '0000-0000000' });
  const app = httpFrame({
    log: ports.log,
    site,
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => ports.secrets.lookupHash(text, 'public-form'),
  });
  app.route('/', intakePortalDoor({ ...ports, files: store }, { perTenMinutes: { here: 10_000 } }));
  return listen(app, { host: '127.0.0.1', port });
}

beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-uploads-'));
  files = await openFileStore(folder);
  server = await start(files);
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#888', noise } })
    .withExifMerge({ IFD0: { Make: 'ExampleCamera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 58/1 12/1' } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  await server.close(0);
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody who opened the page and chose a first photo: a draft of their own, and the uploader's words for it. */
async function writer(text = '石桥村三组的路灯坏了。') {
  const page = await fetch(`${server.url}/say`);
  const cookie = (page.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const made = await fetch(`${server.url}/say/draft`, { method: 'POST', headers: { cookie }, body: new URLSearchParams({ csrf, text }) });
  const { base } = (await made.json()) as { base: string };
  const html = async () => (await fetch(server.url + base, { headers: { cookie } })).text();
  return { base, cookie, csrf, html, tus: tusAt(`${server.url}${base}/uploads`, { cookie }) };
}
const kept = async () =>
  Number(
    (
      await county.ports.db
        .selectFrom('photo')
        .select((eb) => eb.fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

describe('a connection that is lost', () => {
  test('half a photo is sent and the line drops: it goes on from where the server says, and the page shows it', async () => {
    const { tus, html } = await writer();
    const url = tus.urlOf(await tus.create(photo.byteLength, '路灯.jpg'));
    const half = Math.floor(photo.byteLength / 2);
    await tus.dropped(url, photo, half);
    const at = await soon(
      () => tus.offset(url),
      (offset) => offset === half,
    );
    expect(at).toBe(half);
    expect((await tus.finish(url)).body['refusal']).toBe('upload-unfinished');
    expect((await tus.patch(url, photo.subarray(half), half)).status).toBe(204);
    const { status, body } = await tus.finish(url);
    expect([status, body['name'], body['kind']]).toEqual([200, '路灯.jpg', 'photo']);
    const page = await html();
    expect(page).toContain('路灯.jpg');
    expect(page).toContain('石桥村三组的路灯坏了。');
    const row = await county.ports.db
      .selectFrom('photo')
      .selectAll()
      .where('id', '=', body['id'] ?? '')
      .executeTakeFirstOrThrow();
    expect(row.name_sealed).not.toContain('路灯');
    const parts: Uint8Array[] = [];
    for await (const part of (await files.get(row.sha256)) ?? []) parts.push(part as Uint8Array);
    const stored = Buffer.concat(parts);
    expect([stored.includes('ExampleCamera'), (await sharp(stored).metadata()).exif]).toEqual([false, undefined]);
    expect((await readdir(files.partial)).filter((name) => url.includes(name))).toEqual([]);
  });

  test('the server is restarted in between, and the upload goes on all the same', async () => {
    const { tus } = await writer();
    const url = tus.urlOf(await tus.create(photo.byteLength));
    await tus.dropped(url, photo, 10_000);
    await soon(
      () => tus.offset(url),
      (offset) => offset === 10_000,
    );
    const { port } = server;
    await server.close(0);
    files = await openFileStore(folder);
    server = await start(files, port);
    const at = await tus.offset(url);
    expect(at).toBe(10_000);
    await tus.patch(url, photo.subarray(10_000), 10_000);
    expect((await tus.finish(url)).status).toBe(200);
  });

  test('the answer to "finish" is lost and it is asked again, also by two at once and by another process: one photo, one answer', async () => {
    const { tus } = await writer();
    const url = tus.urlOf(await tus.create(photo.byteLength));
    await tus.patch(url, photo, 0);
    const before = await kept();
    const other = await start(await openFileStore(folder));
    const elsewhere = url.replace(server.url, other.url);
    const answers = await Promise.all([tus.finish(url), tus.finish(url), tus.finish(elsewhere), tus.finish(elsewhere)]);
    answers.push(await tus.finish(url));
    await other.close(0);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await kept()).toBe(before + 1);
  });
});

describe('what may be sent', () => {
  test('seven photos at once: six stay, and the seventh is told so', async () => {
    const { tus, html } = await writer();
    const answers = await Promise.all(Array.from({ length: 7 }, (_, i) => tus.whole(photo, `${i}.jpg`)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(6);
    expect(answers.find((answer) => answer.status !== 200)?.body).toMatchObject({
      refusal: 'too-many-photos',
      zh: expect.stringContaining('6 张'),
    });
    expect((await html()).match(/name="drop"/g)).toHaveLength(6);
  });

  test('the same photo twice is two photos of the concern and one file', async () => {
    const { tus } = await writer();
    const [first, second] = [await tus.whole(photo), await tus.whole(photo)];
    const rows = await county.ports.db
      .selectFrom('photo')
      .select(['id', 'sha256'])
      .where('id', 'in', [first.body['id'] ?? '', second.body['id'] ?? ''])
      .execute();
    expect([rows.length, new Set(rows.map((row) => row.sha256)).size]).toEqual([2, 1]);
  });

  const noise = Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 251));
  test.each([
    ['an HTML page called .jpg', '页面.jpg', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'not-a-photo'],
    ['an SVG', '图.svg', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'not-a-photo'],
    ['a PDF', '材料.pdf', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), 'not-a-photo'],
    ['a photo cut off', '断.jpg', () => photo.subarray(0, photo.byteLength / 2), 'photo-unreadable'],
    ['a photo followed by a page', '双.jpg', () => Buffer.concat([photo, Buffer.from('<script>alert(1)</script>')]), undefined],
    ['noise', '噪.jpg', () => noise, 'not-a-photo'],
    ['nothing at all', '空.jpg', () => Buffer.alloc(0), 'file-empty'],
  ])('%s', async (_, name, bytes, refusal) => {
    const { tus, html } = await writer();
    const answer = await tus.whole(bytes(), name);
    expect(answer.body['refusal']).toBe(refusal);
    if (refusal === undefined) return;
    expect(answer.status).toBe(422);
    expect([answer.body['zh'], answer.body['en']]).toEqual([expect.stringMatching(/您写的.*在/), expect.stringMatching(/still here/)]);
    expect((await tus.finish(answer.url)).body['refusal']).toBe(refusal); // decided once
    expect(await html()).toContain('石桥村三组的路灯坏了。');
  });

  test('100 MB, no length, and a length that is put off are refused before a byte is taken', async () => {
    const { tus } = await writer();
    const before = await readdir(files.partial);
    const large = await tus.create(100 * 1024 * 1024);
    expect([large.status, ((await large.json()) as { zh: string }).zh]).toEqual([413, expect.stringContaining('10 MB')]);
    for (const length of ['', '-1', '1e9', 'NaN']) expect((await tus.create(length)).status).toBe(400);
    expect((await tus.create('', 'x', { 'upload-defer-length': '1' })).status).toBe(400);
    expect((await tus.create(10, 'x', { 'upload-concat': 'partial' })).status).toBeGreaterThanOrEqual(400);
    expect(await readdir(files.partial)).toEqual(before);
  });

  test('more than was announced, a wrong offset and a body of another kind change nothing', async () => {
    const { tus, cookie } = await writer();
    const url = tus.urlOf(await tus.create(1_000));
    expect((await tus.patch(url, photo, 0)).status).toBeGreaterThanOrEqual(400);
    expect((await tus.patch(url, photo.subarray(0, 10), 500)).status).toBe(409);
    const plain = await fetch(url, {
      method: 'PATCH',
      headers: { cookie, 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'text/plain' },
      body: 'x',
    });
    expect(plain.status).toBeGreaterThanOrEqual(400);
    expect(await tus.offset(url)).toBe(0);
  });

  test('a name that is a path, or not readable, stays a name', async () => {
    const { tus, html } = await writer();
    expect((await tus.whole(photo, '../../../etc/passwd')).body['name']).toBe('passwd');
    expect((await tus.create(10, '', { 'upload-metadata': 'filename !!!,x' })).status).toBe(400);
    expect(await html()).not.toContain('etc/');
  });

  test('many begun and never finished: there is an end to it', async () => {
    const { tus } = await writer();
    const answers: number[] = [];
    for (let i = 0; i < 13; i += 1) answers.push((await tus.create(100)).status);
    expect(answers).toEqual([...Array(12).fill(201), 429]);
  });
});

describe('who may send', () => {
  test('nobody without the draft: not without its cookie, not with another one, not once it was sent or cleared', async () => {
    const mine = await writer();
    const other = await writer();
    const url = mine.tus.urlOf(await mine.tus.create(photo.byteLength));
    for (const cookie of ['', other.cookie]) {
      const stranger = tusAt(`${server.url}${mine.base}/uploads`, { cookie });
      expect((await stranger.create(10)).status).toBe(404);
      expect(await stranger.offset(url)).toBeNull();
      expect((await stranger.patch(url, photo, 0)).status).toBe(404);
      expect((await stranger.finish(url)).status).toBe(404);
    }
    // Another's upload under one's own draft, and ids made up.
    const id = url.slice(-32);
    for (const forged of [id, 'f'.repeat(32), '..%2f..%2fsecrets', `${id}.json`, '']) {
      const at = `${server.url}${other.base}/uploads/${forged}`;
      expect(await other.tus.offset(at)).toBeNull();
      expect((await other.tus.patch(at, photo, 0)).status).toBe(404);
    }
    expect((await fetch(url, { headers: { cookie: mine.cookie } })).status).toBe(405); // what arrived is not handed back
    await fetch(`${server.url}${mine.base}/clear`, {
      method: 'POST',
      headers: { cookie: mine.cookie },
      body: new URLSearchParams({ csrf: mine.csrf }),
    });
    expect((await mine.tus.create(10)).status).toBe(404);
    expect((await mine.tus.patch(url, photo, 0)).status).toBe(404);
  });

  test('no draft is made for another site', async () => {
    const { cookie, csrf } = await writer();
    const ask = (headers: Record<string, string>, token = csrf) =>
      fetch(`${server.url}/say/draft`, { method: 'POST', headers: { cookie, ...headers }, body: new URLSearchParams({ csrf: token }) });
    expect((await ask({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await ask({}, 'forged')).status).toBe(403);
    expect((await ask({})).status).toBe(201);
  });

  test('words that may be a state secret are not stored with the first photo either', async () => {
    const { html } = await writer('【机密★1年】抄件');
    expect(await html()).not.toContain('抄件');
  });
});

describe('a place for files that does not do its work', () => {
  test.each([
    ['full', 'store-full', 507, /满了/],
    ['away', 'store-away', 503, /连不上/],
  ])(
    '%s: the photo is not kept and the page says what to do; the upload waits, and once the place is well again it is taken',
    async (how, refusal, status, words) => {
      const ill: FileStore = {
        ...files,
        put: async () => {
          if (how === 'away') throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
          const device = await open('/dev/full', 'w'); // a device that is really full: the system itself says ENOSPC
          try {
            await device.writeFile('x');
          } finally {
            await device.close();
          }
          throw new Error('there was room after all');
        },
      };
      const { tus, base, cookie, csrf, html } = await writer();
      const other = await start(ill);
      const url = tus.urlOf(await tus.create(photo.byteLength));
      await tus.patch(url, photo, 0);
      const answer = await tus.finish(url.replace(server.url, other.url));
      expect([answer.status, answer.body['refusal'], answer.body['zh']]).toEqual([status, refusal, expect.stringMatching(words)]);
      // The plain form at the same moment: the words are kept, the page says so.
      const form = new FormData();
      form.append('csrf', csrf);
      form.append('text', '石桥村三组的路灯坏了，昨晚有人摔倒。');
      form.append('photos', new File([Buffer.from(photo)], '灯.jpg', { type: 'image/jpeg' }));
      const said = await fetch(other.url + base, { method: 'POST', headers: { cookie }, body: form });
      expect([said.status, await said.text()]).toEqual([400, expect.stringMatching(words)]);
      expect(await html()).toContain('昨晚有人摔倒');
      await other.close(0);
      expect((await tus.finish(url)).status).toBe(200);
    },
  );
});

describe('what is left behind', () => {
  test('an upload that nobody finished goes after a day, bytes and row; a photo no concern has taken likewise; again and again without harm', async () => {
    const { tus } = await writer();
    const url = tus.urlOf(await tus.create(photo.byteLength));
    await tus.dropped(url, photo, 1_000);
    await soon(
      () => tus.offset(url),
      (offset) => offset === 1_000,
    );
    const id = url.slice(-32);
    await clearUploads({ ...county.ports, files });
    county.at(new Date().toISOString()); // ages of files are by the machine's clock
    await clearUploads({ ...county.ports, files });
    expect(await readdir(files.partial)).toContain(id);
    for (const name of [id, `${id}.json`]) await utimes(join(files.partial, name), 0, 0);
    county.advance(25 * 3_600_000);
    for (let i = 0; i < 2; i += 1) {
      await clearUploads({ ...county.ports, files });
      await clearLeftovers({ ...county.ports, files });
    }
    expect(await readdir(files.partial)).not.toContain(id);
    expect(await county.ports.db.selectFrom('upload').select('id').execute()).toEqual([]);
    expect(await kept()).toBe(0);
    const swept = await clearLeftovers({ ...county.ports, files }, 'ff');
    expect(swept.removed).toBe(0);
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { HTTPException } from 'hono/http-exception';
import { afterEach, describe, expect, it } from 'vitest';
import { PlainFault } from '#platform/db/plain-fault.ts';
import { createLog } from '#platform/log.ts';
import { addressClassOf, callerGroupOf } from './address.ts';
import { openAssets } from './assets.ts';
import { keptOf, queryText, readForm, textOf } from './form.ts';
import { type FrameOptions, httpFrame, sayNamed } from './frame.ts';
import { type Listening, listen } from './listen.ts';
import { isMasked, maskToken } from './masked-token.ts';
import { publicToken, readPublicForm } from './public-form.ts';

const long = '石桥路灯不亮'.repeat(2_000);

function frame(over: Partial<FrameOptions> = {}) {
  const lines: string[] = [];
  const app = httpFrame({
    log: createLog({ level: 'error', to: { write: (line) => lines.push(line) } }),
    site: () => ({ county: '示例县', phone: '12345' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => Buffer.from(`signed ${text}`).toString('base64url'),
    ...over,
  });
  app.get('/hello', (c) => c.html(`<p>${c.var.lang} ${c.var.largeText} ${c.var.address} ${c.var.addressClass} ${queryText(c, 'q')}</p>`));
  app.get('/staff/list', (c) => c.html(`<p>${long}</p>`));
  app.get('/fault', () => {
    throw new Error('the disk hums');
  });
  app.get('/api/v1/fault', () => {
    throw new Error('the disk hums');
  });
  app.get('/gone', () => {
    throw new HTTPException(410, { message: 'gone' });
  });
  app.get('/form', (c) => c.text(publicToken(c)));
  app.post('/form', async (c) => {
    const read = await readPublicForm(c, { filesBytes: 3_000_000 });
    return read.ok
      ? c.json({ fields: read.fields, files: read.files.map((file) => [file.name, file.size]) })
      : sayNamed(c, read.refusal, { kept: keptOf(read.fields) });
  });
  return { app, lines };
}

async function visitor(app: ReturnType<typeof frame>['app']) {
  const first = await app.request('/form');
  const cookie = (first.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  return { csrf: await first.text(), cookie };
}

const urlencoded = (fields: Record<string, string>, cookie = '') => ({
  method: 'POST',
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
});

describe('the frame', () => {
  it('lets a page run nothing but what we serve ourselves, and be framed by nobody', async () => {
    const { headers } = await frame().app.request('/hello');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toBeNull();
    const secure = await frame({ baseUrl: 'https://daodi.example' }).app.request('/hello');
    expect(secure.headers.get('strict-transport-security')).toContain('max-age');
  });

  it('lets no browser keep a staff page or an answer of the API, and lets it keep a public form for the way back', async () => {
    const { app } = frame();
    expect((await app.request('/staff/list')).headers.get('cache-control')).toBe('no-store');
    expect((await app.request('/api/v1/fault')).headers.get('cache-control')).toBe('no-store');
    expect((await app.request('/hello')).headers.get('cache-control')).toBe('private, no-cache');
  });

  it('remembers language and print size by cookie, and takes no others', async () => {
    const { app } = frame();
    expect(await (await app.request('/hello')).text()).toContain('zh false');
    const asked = await app.request('/hello?lang=en&size=large');
    expect(await asked.text()).toContain('en true');
    expect(asked.headers.getSetCookie().join()).toContain('lang=en');
    expect(await (await app.request('/hello', { headers: { cookie: 'lang=en; size=large' } })).text()).toContain('en true');
    expect(await (await app.request('/hello?lang=<b>', { headers: { cookie: 'lang=fr' } })).text()).toContain('zh false');
  });

  it('a fault shows an id and nothing else; the log holds the id and the reason', async () => {
    const { app, lines } = frame();
    const answer = await app.request('/fault');
    const page = await answer.text();
    const id = answer.headers.get('x-request-id') ?? 'none';
    expect(answer.status).toBe(500);
    expect(page).toContain(id);
    expect(page).not.toContain('hums');
    expect(lines.join()).toContain(id);
    expect(lines.join()).toContain('the disk hums');
  });

  it('a caller of the API gets the same as a problem', async () => {
    const answer = await frame().app.request('/api/v1/fault');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 500, code: 'fault', instance: answer.headers.get('x-request-id') });
  });

  it('the plain page stands in when the product’s own frame fails too', async () => {
    const { app, lines } = frame({
      page: () => {
        throw new Error('no stylesheet today');
      },
    });
    const answer = await app.request('/nowhere');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('没有这个页面');
    expect(lines.join()).toContain('no stylesheet today');
  });

  it('keeps the answer of a door that threw one on purpose', async () => {
    expect((await frame().app.request('/gone')).status).toBe(410);
  });

  it('compresses pages from 4 KB on for those who ask, and they come out the same', async () => {
    const { app } = frame();
    const small = await app.request('/hello', { headers: { 'accept-encoding': 'gzip' } });
    const big = await app.request('/staff/list', { headers: { 'accept-encoding': 'gzip, br' } });
    const plain = await app.request('/staff/list');
    expect(small.headers.get('content-encoding')).toBeNull();
    expect(big.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('vary')).toContain('Accept-Encoding');
    expect(gunzipSync(Buffer.from(await big.arrayBuffer())).toString()).toBe(await plain.text());
  });
});

describe('where a request comes from', () => {
  const ask = async (trustedProxies: number, forwarded: string) =>
    (await frame({ trustedProxies }).app.request('/hello', { headers: { 'x-forwarded-for': forwarded } })).text();

  it('a forged X-Forwarded-For is not believed: without a proxy never, behind one only what the proxy wrote', async () => {
    expect(await ask(0, '8.8.8.8')).toContain('here');
    expect(await ask(1, '1.1.1.1, 8.8.8.8')).toContain('8.8.8.8 outside');
    expect(await ask(2, '6.6.6.6, 1.1.1.1, 10.0.0.3')).toContain('1.1.1.1 outside');
    expect(await ask(1, '[2001:db8::1]:443')).toContain('2001:db8::1 outside');
  });

  it('is classed, and households count as one caller', () => {
    expect(['127.0.0.1', '::1', '10.2.3.4', '172.31.0.1', 'fd12::1', '172.32.0.1', '2001:db8::1'].map(addressClassOf)).toEqual([
      'here',
      'here',
      'inside',
      'inside',
      'inside',
      'outside',
      'outside',
    ]);
    expect(callerGroupOf('2001:db8:0:7:aaaa::1')).toBe(callerGroupOf('2001:0db8::7:ffff:0:0:2'));
    expect(callerGroupOf('2001:db8:0:8::1')).not.toBe(callerGroupOf('2001:db8:0:7::1'));
    expect(callerGroupOf('8.8.8.8')).toBe('8.8.8.8');
  });
});

describe('public forms', () => {
  it('come in with the token of their own page, cleaned of what nobody can see, passwords as typed', async () => {
    const { app } = frame();
    const { csrf, cookie } = await visitor(app);
    const answer = await app.request(
      '/form',
      urlencoded({ csrf, words: '路灯\u0000\u202E不亮\r\n两周 ', newPassword: ' a\u0000 b ' }, cookie),
    );
    expect(await answer.json()).toMatchObject({ fields: { words: '路灯不亮\n两周', newPassword: ' a\u0000 b ' } });
  });

  it('are refused without the token, with another visitor’s, or without the cookie; the words are on the page', async () => {
    const { app } = frame();
    const [mine, other] = [await visitor(app), await visitor(app)];
    const words = '村口的桥栏杆断了，孩子上学要从旁边走，'.repeat(5);
    for (const [csrf, cookie] of [
      ['', mine.cookie],
      [other.csrf, mine.cookie],
      [mine.csrf, ''],
      ['x', 'form=<script>'],
    ] as const) {
      const answer = await app.request('/form', urlencoded({ csrf, words: `${words}<b>` }, cookie));
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain(`${words}&lt;b&gt;`);
    }
  });

  it('a token looks different each time and is the same token', () => {
    const token = Buffer.from('the token of a session').toString('base64url');
    const [one, two] = [maskToken(token), maskToken(token)];
    expect(one).not.toBe(two);
    expect([one, two, token, '', `${one}A`].map((text) => isMasked(text, token))).toEqual([true, true, false, false, false]);
    expect(isMasked('', '')).toBe(false);
  });

  it('sent from another site are refused, before anything is read', async () => {
    const { app } = frame({ baseUrl: 'https://daodi.example' });
    const { csrf, cookie } = await visitor(app);
    const from = (headers: Record<string, string>) => {
      const form = urlencoded({ csrf }, cookie);
      return app.request('http://inner:3000/form', { ...form, headers: { ...form.headers, host: 'inner:3000', ...headers } });
    };
    expect((await from({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from({ origin: 'https://daodi.example' })).status).toBe(200);
    expect((await from({ origin: 'http://inner:3000' })).status).toBe(200);
    expect((await from({ origin: 'null' })).status).toBe(200);
    expect((await from({})).status).toBe(200);
  });

  it('ten megabytes of text are a 413 in one plain sentence, and the words come back to be copied', async () => {
    const { app } = frame();
    const { csrf, cookie } = await visitor(app);
    const answer = await app.request('/form', urlencoded({ csrf, words: 'x'.repeat(10_000_000) }, cookie));
    const page = await answer.text();
    expect(answer.status).toBe(413);
    expect(page).toContain('内容太大，没有收下');
    expect(page).toContain('x'.repeat(50_000));
    expect(page.length).toBeLessThan(200_000);
  });

  it('bring files up to their cap; more, a broken body and another format are told apart', async () => {
    const { app } = frame();
    const { csrf, cookie } = await visitor(app);
    const send = (bytes: number) => {
      const body = new FormData();
      body.set('csrf', csrf);
      body.set('photo', new File([new Uint8Array(bytes)], 'a.jpg'));
      body.append('empty', new File([], ''));
      return app.request('/form', { method: 'POST', body, headers: { cookie } });
    };
    expect(await (await send(1_000)).json()).toMatchObject({ files: [['a.jpg', 1_000]] });
    expect((await send(3_500_000)).status).toBe(413);
    const raw = (type: string, body: string) => app.request('/form', { method: 'POST', body, headers: { 'content-type': type, cookie } });
    expect((await raw('multipart/form-data; boundary=b', '--b\r\nnot a part')).status).toBe(400);
    expect((await raw('multipart/form-data', 'x')).status).toBe(400);
    expect((await raw('application/json', '{}')).status).toBe(415);
  });

  it('a field named like an object’s own is only a field', async () => {
    const { app } = frame();
    app.post('/raw', async (c) => {
      const read = await readForm(c);
      return c.json([
        textOf(read.fields, '__proto__'),
        textOf(read.fields, 'toString'),
        ({} as Record<string, unknown>)['polluted'] ?? null,
      ]);
    });
    expect(await (await app.request('/raw', urlencoded({ ['__proto__']: 'x' }))).json()).toEqual(['x', '', null]);
  });
});

describe('assets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'));
  writeFileSync(join(folder, 'look.css'), `body{margin:0}/*${'.'.repeat(2_000)}*/`);
  writeFileSync(join(folder, 'robots.txt'), 'User-agent: *\n');
  const assets = openAssets(folder);

  it('asked for by content are kept for a year, else checked by their tag', async () => {
    const pinned = await assets.door.request(assets.href('look.css'));
    expect(pinned.headers.get('cache-control')).toContain('immutable');
    const plain = await assets.door.request('/assets/look.css');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=600');
    expect(plain.headers.get('content-type')).toBe('text/css; charset=utf-8');
    const again = await assets.door.request('/assets/look.css', { headers: { 'if-none-match': plain.headers.get('etag') ?? '' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await assets.door.request('/assets/look.css?v=old')).headers.get('cache-control')).not.toContain('immutable');
  });

  it('come compressed to those who can read it, and never from outside the folder', async () => {
    const small = await assets.door.request('/assets/look.css', { headers: { 'accept-encoding': 'gzip' } });
    expect(gunzipSync(Buffer.from(await small.arrayBuffer())).toString()).toContain('margin');
    for (const path of ['/assets/../package.json', '/assets/%2e%2e%2fpackage.json', '/assets//etc/passwd', '/assets/%', '/assets/']) {
      expect((await assets.door.request(path)).status).toBe(404);
    }
    expect((await assets.door.request('/robots.txt')).status).toBe(200);
    expect(() => assets.href('gone.css')).toThrow('gone.css');
  });
});

describe('the open port', () => {
  let open: Listening | undefined;
  afterEach(() => open?.close(0));

  it('a port that is taken is told in one sentence', async () => {
    open = await listen(frame().app, { host: '127.0.0.1', port: 0 });
    const second = listen(frame().app, { host: '127.0.0.1', port: open.port });
    await expect(second).rejects.toThrow(PlainFault);
    await expect(second).rejects.toThrow(`127.0.0.1:${open.port} is taken`);
  });

  it('a caller who sends headers a byte at a time is cut off', async () => {
    open = await listen(frame().app, { host: '127.0.0.1', port: 0 }, { headersTimeout: 200, connectionsCheckingInterval: 50 });
    const socket = connect(open.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /hello HTTP/1.1\r\nHost: a\r\nX-Slow: ');
    const drip = setInterval(() => socket.write('a'), 50);
    const begun = Date.now();
    await new Promise<void>((gone) => socket.on('close', () => gone()));
    clearInterval(drip);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('a chunked body without an end in sight is refused while it still comes', async () => {
    open = await listen(frame().app, { host: '127.0.0.1', port: 0 });
    const endless = new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(262_144)) });
    const request = {
      method: 'POST',
      body: endless,
      duplex: 'half' as const,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    const answer = await fetch(`${open.url}/form`, request).then(
      (got) => got.status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(answer);
    expect((await fetch(`${open.url}/hello`)).status).toBe(200);
  });

  it('closing lets what is under way finish', async () => {
    const { app } = frame();
    app.get('/slow', async (c) => {
      await new Promise((done) => setTimeout(done, 150));
      return c.text('finished');
    });
    open = await listen(app, { host: '127.0.0.1', port: 0 });
    const slow = fetch(`${open.url}/slow`);
    await new Promise((done) => setTimeout(done, 50));
    const closing = open.close();
    expect(await (await slow).text()).toBe('finished');
    const begun = Date.now();
    await closing;
    expect(Date.now() - begun).toBeLessThan(2_000);
    await expect(fetch(`${open.url}/hello`)).rejects.toThrow();
  });
});

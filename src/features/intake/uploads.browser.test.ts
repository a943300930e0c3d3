// The uploader in a real browser: a photo shrunk, sent, its line cut in the middle, and the page light without it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileStore } from '#platform/files/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { packageRoot } from '#platform/root.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { intakePortalDoor } from './portal.tsx';

let county: TestCounty;
let folder: string;
let server: Listening;
let browser: Browser;
beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-uploader-'));
  const { ports } = county;
  const assets = openAssets(join(packageRoot(), 'public'));
  const site = () => ({ county: '示例县', phone: '0000-0000000' });
  const app = httpFrame({
    log: ports.log,
    site,
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => ports.secrets.lookupHash(text, 'public-form'),
  });
  app.route('/', assets.door);
  app.route(
    '/',
    intakePortalDoor({ ...ports, files: await openFileStore(folder) }, { assetHref: assets.href, perTenMinutes: { here: 1_000 } }),
  );
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close(0);
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

test('a large photo is shrunk and received over a line that breaks, the words are kept, and the page is light without the script', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const large = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#777', noise } })
    .jpeg({ quality: 90 })
    .toBuffer();
  const page = await (await browser.newContext({ viewport: { width: 360, height: 760 }, bypassCSP: true })).newPage();
  const weight = { page: 0, island: 0 };
  page.on('response', async (answer) => {
    const size = gzipSync(await answer.body().catch(() => Buffer.alloc(0))).byteLength;
    if (answer.request().method() === 'GET') weight[answer.url().includes('upload.js') ? 'island' : 'page'] += size;
  });
  await page.goto(`${server.url}/say`);
  await page.waitForLoadState('networkidle');
  expect(weight.page).toBeLessThan(40_000);
  expect(weight.island).toBeLessThan(20_000);
  await page.fill('#f-text', '石桥村三组的路灯坏了。');
  let cut = 0;
  await page.route('**/uploads/*', (route) =>
    route.request().method() === 'PATCH' && (cut += 1) === 2 ? route.abort('connectionreset') : route.continue(),
  );
  await page.setInputFiles('#f-photos', { name: '路灯.jpg', mimeType: 'image/jpeg', buffer: large });
  await page.waitForSelector('.uploads .is-kept', { timeout: 50_000 });
  expect(cut).toBeGreaterThan(2);
  const { bytes, width } = await county.ports.db.selectFrom('photo').select(['bytes', 'width']).executeTakeFirstOrThrow();
  expect([width, bytes < large.byteLength]).toEqual([2000, true]);
  expect([await axeViolations(page), await sidewaysScroll(page)]).toEqual([[], []]);
  if (process.env['LOOK_AT']) await page.screenshot({ path: join(process.env['LOOK_AT'], 'say-360.png') });
  await page.click('button.primary');
  expect(page.url()).toContain('/where');
  await page.goBack();
  await page.reload();
  expect(await page.textContent('main')).toContain('路灯.jpg');
});

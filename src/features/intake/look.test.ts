// Looked at by a browser: every page of the room at 360 and 1366 px, without axe violations and without scrolling sideways; the whole way without scripts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileStore } from '#platform/files/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { packageRoot } from '#platform/root.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { requireStaff } from '#platform/session/require-staff.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { intakePortalDoor } from './portal.tsx';
import { intakeStaffDoor } from './staff.tsx';

let county: TestCounty;
let folder: string;
let server: Listening;
let browser: Browser;
let token: string;
beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-look-'));
  const ports = { ...county.ports, files: await openFileStore(folder) };
  const { sessions } = openStaffAccess(county.ports);
  token = (await sessions.open('acc-shouli')).token;
  const assets = openAssets(join(packageRoot(), 'public'));
  const app = httpFrame({
    log: county.ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => county.ports.secrets.lookupHash(text, 'public-form'),
  });
  app.route('/', assets.door);
  app.route('/', intakePortalDoor(ports, { assetHref: assets.href }));
  const staff = new Hono<StaffEnv>();
  staff.use(requireStaff({ sessions, signInAgain: (c) => c.text('sign in', 401) }));
  staff.route('/', intakeStaffDoor(ports));
  app.route('/staff', staff);
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await county?.close();
  await rm(folder, { recursive: true, force: true });
});

test.each([360, 1366])('every page at %i px', { timeout: 120_000 }, async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 760 }, bypassCSP: true });
  await context.addCookies([{ name: 'daodi', value: token, url: server.url }]);
  const page = await context.newPage();
  const look = async (name: string) => {
    expect([name, await axeViolations(page), await sidewaysScroll(page)]).toEqual([name, [], []]);
  };
  const open = async (path: string) => {
    await page.goto(server.url + path);
    await look(path);
  };
  const press = async (selector: string, name: string) => {
    await page.click(selector);
    await look(name);
  };
  for (const path of ['/', '/about/limits', '/about/open', '/about/privacy', '/about/accessibility', '/feedback?from=/say', '/say'])
    await open(path);
  await press('button.primary', 'what, with an error');
  await page.fill('#f-text', '【机密★1年】抄件');
  await press('button.primary', 'secrecy');
  await open('/say?size=large');
  await page.fill('#f-text', '幸福小区地下车库着火了，冒浓烟。');
  await press('button.primary', 'emergency');
  await press('button[value=not]', 'where');
  await page.fill('#f-place', '石桥村三组');
  await press('button.primary', 'who');
  await press('button.primary', 'who, with an error');
  await page.fill('#f-phone', '13800000000');
  await press('button.primary', 'check');
  await press('button.primary', 'receipt');
  await open('/staff/intake?size=normal');
  await page.fill('#f-text', '石桥村三组路灯坏了很久，晚上看不见路，昨夜起火了，老人摔跤。');
  await page.fill('#f-place', '石桥村三组');
  await press('button[value=check]', 'desk, looked for the same');
  await press('button[value=save]', 'desk, emergency');
  await page.check('input[name=emergency][value=not]');
  await press('button[value=save]', 'desk receipt');
  // What was begun is kept by itself, and offered after a closed window above an empty form.
  await open('/staff/intake');
  await page.fill('#f-text', '窗口关了，这里写到一半');
  await page.waitForSelector('[data-kept]:not([hidden])', { timeout: 10_000 });
  await look('desk, draft kept');
  await page.fill('#f-text', '窗口关了，这里写到一半，又加了一句');
  await page.goto(`${server.url}/staff/matters`);
  await expect
    .poll(async () => {
      await page.goto(`${server.url}/staff/intake`);
      return page.textContent('main');
    })
    .toContain('窗口关了，这里写到一半');
  expect(await page.inputValue('#f-text')).toBe('');
  await look('desk, draft offered');
  await press('a:has-text("接着写")', 'desk, draft restored');
  expect(await page.inputValue('#f-text')).toBe('窗口关了，这里写到一半，又加了一句');
  await page.click('button:has-text("丢弃草稿")');
  await page.waitForFunction("!document.body.textContent.includes('草稿恢复')");
  expect(await page.textContent('main')).not.toContain('写到一半');
  await context.close();
});

test('the whole way from the first page to the receipt without scripts', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 760 }, javaScriptEnabled: false });
  const page: Page = await context.newPage();
  await page.goto(server.url);
  await page.click('a.door.is-main');
  await page.fill('#f-text', '柳河村的垃圾没有人收');
  await page.click('button.primary');
  await page.fill('#f-place', '柳河村');
  await page.click('button.primary');
  await page.check('input[value=anonymous]');
  await page.click('button.primary');
  for (let back = 0; back < 2; back += 1) {
    await page.waitForLoadState('load'); // going back before the page is there confuses the browser, not the form
    await page.goBack();
  }
  expect(await page.inputValue('#f-place')).toBe('柳河村');
  await page.click('button.primary');
  await page.click('button.primary');
  await page.click('button.primary');
  expect(await page.textContent('h1')).toBe('收到了');
  expect(await page.textContent('.slip')).toContain('您没有留电话');
  await context.close();
});

// Notices and outlets in a real browser, scripts off: a clerk reads and clears, an administrator adds, tests and opens an outlet. Every page by axe, at a
// phone's width and a desk's. SHOTS=<folder> keeps pictures.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act } from '#features/matters/index.ts';
import { staffGate } from '#features/people/staff-sign-in.tsx';
import { openAssets } from '#platform/http/assets.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { type FakeProvider, fakeProvider } from '#platform/outlets/fake-provider.ts';
import { openOutlets } from '#platform/outlets/outlets.ts';
import { packageRoot } from '#platform/root.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { type Doors, raised } from '#test/support/verdicts.ts';
import { staffNav } from '../../app/staff-nav.ts';
import { type Post, startPost } from './index.ts';
import { bellOf, noticesStaffDoor } from './staff.tsx';

let county: TestCounty;
let provider: FakeProvider;
let server: Listening;
let browser: Browser;
let post: Post;
let tokenOf: (login: string) => Promise<string>;
const shots = process.env['SHOTS'];

beforeAll(async () => {
  county = await testCounty();
  provider = await fakeProvider();
  const { ports } = county;
  const access = openStaffAccess(ports);
  const outlets = openOutlets({ hosts: new Set(['127.0.0.1']) }, { timeoutMs: 500 });
  const site = () => ({ county: '示例县', phone: '0000-0000000' });
  const app = httpFrame({ log: ports.log, site, baseUrl: null, trustedProxies: 1, sign: (text) => text });
  app.route('/', openAssets(join(packageRoot(), 'public')).door as unknown as Doors);
  const staff = new Hono<StaffEnv>();
  staff.use(
    staffGate({ ...ports, ...access }, { asksFactor: false, nav: async (me, lang) => staffNav(me, lang, await bellOf(ports, me, lang)) }),
  );
  const otherWaysOut = async () => [{ name: { zh: '照片和附件存放（S3）', en: 'Files (S3)' }, where: null, setting: 'S3_ENDPOINT' }];
  staff.route('/', noticesStaffDoor(ports, { baseUrl: 'https://example.test', outlets, otherWaysOut }));
  staff.get('/matters/:number', (c) => c.html(`<!doctype html><title>${c.req.param('number')}</title>`));
  app.route('/staff', staff as unknown as Doors);
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  post = startPost(ports, outlets, { baseUrl: 'https://example.test', county: () => '示例县', chance: () => 0 });
  tokenOf = async (login) => (await access.sessions.open(`acc-${login}`)).token;
  browser = await openBrowser();
  if (shots) await mkdir(shots, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  await server?.close(0);
  await post?.stop();
  await provider?.close();
  await county.close();
});

async function pageOf(login: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies([{ name: 'daodi', value: await tokenOf(login), url: server.url }]);
  return context.newPage();
}

/** axe needs a script, the page none: its HTML is looked at in a second context. */
async function lookAt(page: Page, name: string): Promise<void> {
  const html = await page.content();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|style="/); // comfort may be loaded, nothing may be written into the page
  const context = await browser.newContext({ bypassCSP: true });
  const seen = await context.newPage();
  await seen.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await seen.goto(page.url());
  for (const width of [360, 1366]) {
    await seen.setViewportSize({ width, height: 768 });
    expect([name, width, await axeViolations(seen)]).toEqual([name, width, []]);
    expect([name, width, await sidewaysScroll(seen)]).toEqual([name, width, []]);
    if (shots) await seen.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
  }
  await context.close();
}

test('a clerk sees what is new, opens it, and chooses mail and calendar', async () => {
  const titles = ['幸福小区 3 栋路灯不亮两周，老人夜里摔跤（示例）', '自来水发黄，孩子喝了拉肚子（示例）', '夜里施工吵得睡不着（示例）'];
  for (const title of titles) {
    const { number } = await raised(county, { title });
    await act(county.ports, county.actor('paidan'), number, { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
    county.advance(1_800_000);
  }
  await post.round();
  const page = await pageOf('chengban');
  await page.goto(`${server.url}/staff/notices`);
  await lookAt(page, 'notices');
  await page.click('.notice-open');
  expect(await page.title()).toMatch(/^D\d+$/);
  await page.goto(`${server.url}/staff/notices`);
  expect(await page.locator('.notice-open').count()).toBe(2);
  await page.click('text=全部知道了');
  await lookAt(page, 'notices-empty');
  await page.click('text=邮件和日历');
  await page.fill('[name=address]', '不是地址');
  await page.check('[name=on]');
  await page.click('text=保存');
  await lookAt(page, 'ways-fault');
  await page.fill('[name=address]', 'me@example.gov.cn');
  await page.click('text=保存');
  await page.click('button:text-is("生成地址")');
  expect(await page.locator('.secret-once').textContent()).toMatch(/^https:\/\/example\.test\/calendar\//);
  await lookAt(page, 'ways');
  await page.context().close();
}, 120_000);

test('an administrator adds a robot, tests it, opens it, and deals with what was not delivered', async () => {
  const page = await pageOf('guanli');
  await page.goto(`${server.url}/staff/outlets`);
  await lookAt(page, 'outlets-none');
  for (const kind of ['email', 'webhook', 'dingtalk']) {
    await page.goto(`${server.url}/staff/outlets/new/${kind}`);
    await lookAt(page, `outlet-new-${kind}`);
  }
  await page.click('text=保存');
  await lookAt(page, 'outlet-fault');
  await page.fill('[name=name]', '住建局工作群（示例）');
  await page.selectOption('[name=unitId]', 'housing');
  await page.fill('[name=address]', `${provider.url}/robot/send?access_token=t`);
  await page.fill('[name=secret]', 'SEC示例');
  await page.click('text=保存');
  provider.answer = () => ({ status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' });
  await page.click('text=发一条测试消息');
  await lookAt(page, 'outlet-test-failed');
  provider.answer = () => ({ status: 200, body: '{"errcode":0}' });
  await page.click('text=发一条测试消息');
  await page.click('button:text-is("打开")');
  await lookAt(page, 'outlet-on');
  for (let i = 0; i < 2; i += 1) {
    const { number } = await raised(county);
    await act(county.ports, county.actor('paidan'), number, { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
  }
  provider.answer = () => ({ status: 200, body: '{"errcode":310000,"errmsg":"keywords not in content"}' });
  await post.round();
  county.advance(180_000);
  await post.idle();
  const { number } = await raised(county);
  await act(county.ports, county.actor('paidan'), number, { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
  await post.round();
  await page.goto(page.url().replace(/\?.*/, ''));
  await lookAt(page, 'outlet-dead');
  await page.goto(`${server.url}/staff/outlets`);
  await lookAt(page, 'outlets');
  await page.goto(`${server.url}/staff/outlets?lang=en`);
  await lookAt(page, 'outlets-en');
  await page.click('.cards tbody th a');
  await lookAt(page, 'outlet-en');
  await page.context().close();
}, 120_000);

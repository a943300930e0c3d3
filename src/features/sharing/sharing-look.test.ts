// Sharing and tracing in a browser: nothing for axe to find, nothing sideways, at both widths. SCREENSHOTS=<folder> also writes pictures.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { openSharingDoor } from '#test/support/sharing-door.ts';

let door: Awaited<ReturnType<typeof openSharingDoor>>;
let browser: Browser;
beforeAll(async () => {
  [door, browser] = await Promise.all([openSharingDoor(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await door.close();
});

test('the matter with its mark, sharing, the shared task and the trace are fit to use at a desk and on a phone', async () => {
  const number = await door.dispatched();
  const typed = {
    recipient: '幸福小区物业',
    purpose: '上门维修',
    task: '三天内修好大门外的照明，修好后回电。',
    place: '东街社区',
    days: '7',
  };
  const made = await (await door.form('chengban', `/staff/matters/${number}/share`, typed)).text();
  const token = /\/s\/([\w-]{22})/.exec(made)?.[1] ?? '';
  const pages: Record<string, string> = {
    matter: await door.page('chengban', `/staff/matters/${number}`),
    order: await door.page('chengban', `/staff/matters/${number}/order`),
    share: made,
    shared: await (await door.app.request(`/s/${token}`)).text(),
    trace: await (await door.form('shenji', '/staff/trace', { code: number, why: '示例：核查' })).text(),
  };
  const context = await browser.newContext();
  await context.route('http://daodi.test/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const html = pages[pathname.slice(1)];
    if (html !== undefined) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    const login = pathname.startsWith('/staff') ? 'chengban' : '';
    const answer = await door.get(login, pathname);
    return route.fulfill({
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? '',
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  const page = await context.newPage();
  for (const name of Object.keys(pages))
    for (const width of [360, 1366]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`http://daodi.test/${name}`);
      expect([name, width, await sidewaysScroll(page)]).toEqual([name, width, []]);
      if (width === 1366) expect([name, await axeViolations(page)]).toEqual([name, []]);
      const folder = process.env['SCREENSHOTS'];
      if (folder) await page.screenshot({ path: join(folder, `sharing-${name}-${width}.png`) });
    }
  await context.close();
});

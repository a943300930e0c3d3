// Sharing and tracing in a browser: nothing for axe to find, nothing sideways, at both widths. SCREENSHOTS=<folder> also writes pictures.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { lookAtPages } from '#test/support/look.ts';
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
  await lookAtPages(browser, pages, (path) => door.get(path.startsWith('/staff') ? 'chengban' : '', path));
});

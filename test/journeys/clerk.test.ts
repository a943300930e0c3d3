// A clerk at the desk in a real browser, with scripts on and off: three dispatched at once, a view saved, words found, the last step taken back.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { openStaffDoor, type StaffDoor } from '#test/support/staff-door.ts';

let door: StaffDoor;
let browser: Browser;
let base = '';
let server: ReturnType<typeof createServer>;
beforeAll(async () => {
  door = await openStaffDoor();
  server = createServer(getRequestListener(door.app.fetch));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
  await door?.close();
});

/** A window of this person; what the browser complains of is kept. */
async function windowOf(login: string, scripts: boolean): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width: 1366, height: 768 } });
  const [name = '', value = ''] = door.cookieOf(login).split('=');
  await context.addCookies([{ name, value, url: base }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (said) => {
    if (said.type() === 'error' && !/status of 4\d\d/.test(said.text())) complaints.push(said.text());
  });
  page.on('pageerror', (fault) => complaints.push(String(fault)));
  return { page, complaints };
}
const shot = async (page: Page, name: string) => {
  const folder = process.env['SCREENSHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};
/** Changes of page without a reload leave this mark in the window. */
const mark = (page: Page) => page.evaluate(() => Object.assign(globalThis, { stayed: true }));
const stayed = (page: Page) => page.evaluate(() => (globalThis as { stayed?: boolean }).stayed === true);

describe.each([
  { scripts: true, name: 'scripts on' },
  { scripts: false, name: 'scripts off' },
])('$name', ({ scripts, name }) => {
  test('three are dispatched at once, a view is saved and undone, words and initials find, a dispatch is taken back', async () => {
    const numbers = [];
    for (const place of ['一', '二', '三']) numbers.push(await door.raised({ title: `${place}号院停水（示例）` }));
    const { page, complaints } = await windowOf('paidan', scripts);

    await page.goto(`${base}/staff?pile=dispatch`);
    for (const number of numbers) await page.check(`input[value^="${number}@"]`);
    await page.selectOption('select[name=to]', 'housing');
    await page.fill('input[name=reason]', '请今天看现场');
    await page.click('button[name=act][value=dispatch]');
    await page.waitForSelector('h1:has-text("批量派单")');
    expect(await page.textContent('.notice-title')).toContain('选上 3 件，派出 3 件');
    await shot(page, `bulk-${scripts}`);

    await page.goto(`${base}/staff/matters?view=all`);
    expect(await sidewaysScroll(page)).toEqual([]);
    await shot(page, `ledger-${scripts}`);
    if (scripts) await mark(page);
    await page.fill('main form[role=search] input[name=q]', 'yhy');
    await page.press('main form[role=search] input[name=q]', 'Enter');
    await page.waitForURL(/q=yhy/);
    await page.waitForSelector('a:has-text("一号院停水")');
    expect(await page.locator('tbody tr').count()).toBeLessThanOrEqual(2);
    if (scripts) expect(await stayed(page)).toBe(true);
    await page.goto(`${base}/staff/matters?q=${encodeURIComponent('号院停水')}&unit=housing`);
    await page.click('.save-view summary');
    await page.fill('.save-view input[name=name]', `停水 ${name}`);
    await page.click('.save-view button[type=submit]');
    await page.waitForSelector(`.notice-title:has-text("已存为视图“停水 ${name}”")`);
    expect(await page.textContent('.views a[aria-current]')).toBe(`停水 ${name}`);
    await shot(page, `view-${scripts}`);
    await page.click('.notice button:has-text("撤销")');
    await page.waitForSelector('.notice-title:has-text("视图已删除")');
    expect(await page.content()).not.toContain(`停水 ${name}</a>`);

    await page.goto(`${base}/staff/matters/${numbers[0]}`);
    await page.click('button:has-text("收回这次派单")');
    await page.waitForSelector('.notice-title:has-text("已收回")');
    expect(await page.textContent('.story')).toContain('收回第 2 条的派单');
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 90_000);
});

test('with scripts on, keys move over the rows, choose, open, search and explain themselves', async () => {
  for (const place of ['甲', '乙', '丙']) await door.raised({ title: `${place}桥护栏（示例）` });
  const { page, complaints } = await windowOf('paidan', true);
  await page.goto(`${base}/staff?pile=dispatch`);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  expect(await page.locator('tr.is-here').count()).toBe(1);
  await page.keyboard.press('x');
  expect(await page.locator('tbody tr:first-child .pick input').isChecked()).toBe(true);
  await page.keyboard.press('?');
  expect(await page.locator('#keys').evaluate((box) => (box as unknown as { open: boolean }).open)).toBe(true);
  await shot(page, 'keys');
  await page.keyboard.press('?');
  const title = (await page.textContent('tr.is-here a'))?.trim();
  await mark(page);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`h1:has-text("${title}")`);
  expect(await stayed(page)).toBe(true);
  await page.goto(`${base}/staff/matters?view=all`);
  await page.keyboard.press('/');
  await page.keyboard.type('护栏');
  await page.keyboard.press('Enter');
  await page.waitForSelector('a:has-text("甲桥护栏")');
  expect(complaints).toEqual([]);
  await page.context().close();
}, 60_000);

test('with scripts on, what is being written is kept by itself, a refusal stays on the page, and sending clears it', async () => {
  const number = await door.dispatched();
  await door.acknowledged(number);
  const { page, complaints } = await windowOf('chengban', true);
  await page.goto(`${base}/staff/matters/${number}`);
  await mark(page);
  await page.click('a:has-text("记进展")');
  await page.waitForSelector('h1:has-text("记进展")');
  await page.fill('textarea[name=words]', '灯头已订货');
  await page.waitForSelector('[data-kept]:not([hidden])', { timeout: 10_000 });
  expect(await door.page('paidan', `/staff/matters/${number}`)).toContain('起在写“记进展”');
  await page.fill('textarea[name=words]', ' ');
  await page.click('button:has-text("记进展")');
  await page.waitForSelector('.error-summary');
  expect(await stayed(page)).toBe(true);
  await page.fill('textarea[name=words]', '灯头已订货，周三到');
  await page.click('button:has-text("记进展")');
  await page.waitForSelector('.notice-title:has-text("已记进展")');
  expect(await stayed(page)).toBe(true);
  expect(
    await page.evaluate(() => (globalThis as unknown as { document: { activeElement: { id: string } } }).document.activeElement.id),
  ).toBe('main');
  expect(await door.page('paidan', `/staff/matters/${number}`)).not.toContain('起在写');
  expect(complaints).toEqual([]);
  await page.context().close();
}, 60_000);

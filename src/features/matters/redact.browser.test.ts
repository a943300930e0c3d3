// The page where a copy for third parties is made, looked at with scripts: drawn with the mouse, kept by the same form, whole at both widths.
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listening, listen } from '#platform/http/listen.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { tusAt } from '#test/support/tus.ts';

let door: StaffDoor;
let server: Listening;
let browser: Browser;
beforeAll(async () => {
  door = await openStaffDoor();
  server = await listen(door.app, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close(0);
  await door.close();
});

test('a box is drawn, becomes a row of the form, and the copy is there to be checked', async () => {
  const number = await door.dispatched();
  await door.acknowledged(number);
  const headers = { cookie: door.cookieOf('chengban'), 'x-csrf': tokenIn(await door.page('chengban', `/staff/matters/${number}/note`)) };
  const photo = await sharp({ create: { width: 800, height: 500, channels: 3, background: '#9bc' } })
    .jpeg()
    .toBuffer();
  const { body } = await tusAt(`${server.url}/staff/matters/${number}/uploads`, headers).whole(photo);
  const context = await browser.newContext({ bypassCSP: true });
  await context.addCookies([{ name: 'daodi', value: headers.cookie.slice('daodi='.length), url: server.url }]);
  const page = await context.newPage();
  for (const width of [360, 1366]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${server.url}/staff/matters/${number}/photos/${body['id']}/redact`);
    await page.waitForSelector('.can-draw img');
    await page.waitForLoadState('networkidle');
    const stage = page.locator('.redact img');
    await stage.scrollIntoViewIfNeeded();
    const box = await stage.boundingBox();
    if (!box) throw new Error('there is no photo to draw on');
    await page.mouse.move(box.x + box.width * 0.1, box.y + box.height * 0.1);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.3);
    await page.mouse.up();
    expect(Number(await page.inputValue('#f-width0'))).toBeCloseTo(30, 0);
    expect([width, await axeViolations(page), await sidewaysScroll(page)]).toEqual([width, [], []]);
    if (process.env['LOOK_AT']) await page.screenshot({ path: `${process.env['LOOK_AT']}/redact-${width}.png`, fullPage: true });
  }
  await page.click('.submit-row button.primary');
  expect(page.url()).toContain('saved=1');
  expect(await page.locator('section.card img.evidence').count()).toBe(1);
  expect([await axeViolations(page), await sidewaysScroll(page)]).toEqual([[], []]);
  await page.goto(`${server.url}/staff/matters/${number}/note`);
  expect([await axeViolations(page), await sidewaysScroll(page)]).toEqual([[], []]);
});

// The pages of signing in, looked at by a browser at 360 and 1366 px: nothing for axe to find, nothing sticking out sideways.
// SCREENSHOTS=<folder> also writes a picture of each.
import { join } from 'node:path';
import { generateSync } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { msOf } from '#core/time/day.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { openPeopleDoor, type PeopleDoor, testPassword } from '#test/support/people-door.ts';
import { arrangeCover } from './delegation.ts';
import { createUser } from './index.ts';
import { setFactorRoles, setOpenId } from './sign-in-settings.ts';

let door: PeopleDoor;
let server: Listening;
let browser: Browser;

beforeAll(async () => {
  door = await openPeopleDoor();
  const { ports } = door;
  const made = await createUser(ports, null, {
    login: 'tongshi',
    name: '何示例',
    unitId: 'housing',
    roles: ['handler'],
    password: testPassword,
    mustChange: false,
  });
  if (!made.ok) throw new Error(made.refusal);
  await arrangeCover(ports, null, {
    fromId: 'acc-juzhang',
    toId: 'acc-chengban',
    validFrom: '2026-11-20',
    validTo: '2026-11-27',
    reason: '年休假',
  });
  await setFactorRoles(ports, null, ['countyOffice']);
  await setOpenId(ports, null, { on: true, issuer: 'https://sso.example', clientId: 'daodi', clientSecret: 'x', label: '县统一身份认证' });
  server = await listen(door.app, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await door?.close();
});

test.each([360, 1366])('every page of signing in at %i px', { timeout: 120_000 }, async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 760 }, bypassCSP: true });
  const page: Page = await context.newPage();
  const look = async (name: string) => {
    const folder = process.env['SCREENSHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    expect([name, await axeViolations(page), await sidewaysScroll(page)]).toEqual([name, [], []]);
  };
  const open = async (path: string, name: string) => {
    await page.goto(server.url + path);
    await look(name);
  };
  const signIn = async (login: string) => {
    await page.goto(`${server.url}/staff/sign-in?next=/staff/me`);
    await page.fill('#f-login', login);
    await page.fill('#f-password', testPassword);
    await page.click('main button.primary');
  };
  const code = (key: string): string => generateSync({ secret: key, epoch: msOf(door.ports.now()) / 1000 });

  await open('/staff/sign-in?refused=openid-down', 'sign-in');
  await signIn('anquan');
  await look('factor-must');
  await page.click('main button.primary');
  await look('factor-scan');
  await page.click('main button.primary');
  await look('factor-error');
  await page.click('summary');
  const key = (await page.textContent('code.key'))?.replaceAll(' ', '') ?? '';
  await page.fill('#f-code', code(key));
  await page.click('main button.primary');
  await look('recovery');
  await page.click('main a.btn.primary');
  await look('factor-on');
  await open('/staff/me', 'me');
  await open('/staff/admin/sign-in', 'settings');
  await open('/staff/people/acc-chengban', 'account');
  await context.clearCookies();
  door.county.advance(60_000);
  await signIn('anquan');
  await look('code');
  await page.fill('#f-code', '000000');
  await page.click('main button.primary');
  await look('code-error');
  await context.clearCookies();
  await signIn('chengban');
  await open('/staff/leave', 'leave');
  await page.click('main form:last-of-type button.primary');
  await look('leave-error');
  await door.ports.db.deleteFrom('recovery_code').execute();
  await door.ports.db.deleteFrom('account_factor').execute();
  await context.close();
});

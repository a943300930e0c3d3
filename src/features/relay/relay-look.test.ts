// The relay in a browser: nothing for axe to find, nothing sideways, at both widths. SCREENSHOTS=<folder> also writes pictures.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { lookAtPages } from '#test/support/look.ts';
import { openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { relayStaffDoor } from './staff.tsx';

let door: StaffDoor;
let browser: Browser;
beforeAll(async () => {
  [door, browser] = await Promise.all([
    openStaffDoor(undefined, (staff, _app, ports) => {
      staff.route('/', relayStaffDoor(ports));
    }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await door.close();
});

test('asking, the queue and carrying are fit to use at a desk and on a phone', async () => {
  const number = await door.dispatched();
  const path = `/staff/matters/${number}/relay`;
  const form = async (login: string, to: string, fields: Record<string, string>) =>
    door.post(login, to, new URLSearchParams({ csrf: tokenIn(await door.page(login, '/staff')), ...fields }));
  const wrong = await (await form('chengban', path, { kind: '', words: '好', when: '' })).text();
  const blank = await door.page('chengban', path);
  await form('chengban', path, { kind: 'passOn', words: '想约周三上午看漏水的地方', when: '下午三点后' });
  const queue = await door.page('shouli', '/staff/relay');
  const one = new RegExp(`/staff/relay/${number}/[0-9A-Z]{26}`).exec(queue)?.[0] ?? '';
  await form('shouli', one, { outcome: 'noAnswer', words: '' });
  const pages: Record<string, string> = {
    matter: await door.page('chengban', `/staff/matters/${number}`),
    blank,
    wrong,
    waiting: await door.page('chengban', path),
    queue,
    carry: await door.page('shouli', one),
    english: await door.page('shouli', `${one}?lang=en`),
  };
  await lookAtPages(browser, pages, (path) => door.get('chengban', path));
});

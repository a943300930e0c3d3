// The public pages of the record in a real browser, scripts off: nothing sticks out on a small phone, and axe finds nothing.

import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMatter } from '#features/matters/index.ts';
import { openAssets } from '#platform/http/assets.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { checkpointNow } from './index.ts';
import { recordPortalDoor } from './portal.tsx';

let county: TestCounty;
let browser: Browser;
let server: ReturnType<typeof serve>;
let home: string;
let receipt: { number: string; proof: string };

beforeAll(async () => {
  county = await testCounty();
  const assets = openAssets(join(packageRoot(), 'public'));
  const app = httpFrame({
    log: county.ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000', phoneHours: '8:00-18:00' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (text) => text,
  })
    .route('/', assets.door)
    .route('/proof', recordPortalDoor(county.ports));
  server = await new Promise((ready) => {
    const starting = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => ready(starting));
  });
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (let i = 0; i < 5; i += 1) {
    const answer = await openMatter(
      county.ports,
      { kind: 'raiser' },
      {
        channel: 'web',
        kind: 'help',
        title: '路灯不亮（示例）',
        text: '示例',
        placeText: '',
        placeId: null,
        categoryId: 'housing',
        confidentiality: 'normal',
        accusedUnitId: null,
        contact: null,
        wantsReply: true,
      },
    );
    if (answer.ok) receipt = answer.receipt;
  }
  await checkpointNow(county.ports);
  await checkpointNow(county.ports, { evenIfNothingMoved: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  await county?.close();
});

const pathsOf = () => {
  const fits = new URLSearchParams({ n: receipt.number, c: receipt.proof });
  return [
    '/proof',
    `/proof?${fits}`,
    `/proof?${fits}&lang=en`,
    '/proof?n=D1&c=x',
    '/proof/checkpoints',
    '/proof/checkpoints?lang=en',
    '/proof/checkpoints/2',
    `/proof/matter?${fits}`,
    '/proof/checkpoints/9',
  ];
};

test.each([360, 1366])(
  'every page at %i px: no sideways scroll, nothing that axe finds, and every target large enough for a thumb',
  async (width) => {
    for (const path of pathsOf()) {
      const quiet = await browser.newPage({ javaScriptEnabled: false, viewport: { width, height: 800 } });
      await quiet.goto(home + path);
      const shots = process.env['DAODI_SHOTS'];
      if (shots) await quiet.screenshot({ path: join(shots, `${width}-${pathsOf().indexOf(path)}.png`), fullPage: true });
      await quiet.close();
      const page = await browser.newPage({ viewport: { width, height: 800 }, bypassCSP: true });
      await page.goto(home + path);
      expect([path, await sidewaysScroll(page), await axeViolations(page)]).toEqual([path, [], []]);
      const low = await page.evaluate(`[...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main summary')]
      .filter((each) => each.getClientRects().length > 0 && each.getBoundingClientRect().height < 59.5).map((each) => each.outerHTML)`);
      expect([path, low]).toEqual([path, []]);
      await page.close();
    }
  },
);

test('somebody types what the receipt says, without scripts, and reads that it fits', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 700 } });
  const page = await context.newPage();
  await page.goto(`${home}/proof`);
  await page.getByLabel('编号').fill(receipt.number.toLowerCase());
  await page.getByLabel('核对短码').fill(receipt.proof.replaceAll('-', ' '));
  await page.getByRole('button', { name: '核对' }).click();
  expect(await page.textContent('main')).toContain('对得上');
  await page.getByRole('link', { name: '完整的证明' }).click();
  expect(await page.textContent('h1')).toBe('在检查点里的证明');
  await context.close();
});

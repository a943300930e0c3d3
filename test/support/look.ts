// Looks at pages as people get them: at a desk's width and a phone's, nothing sticking out sideways and nothing for axe to find.
// SCREENSHOTS=<folder> also writes a picture of each.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations, sidewaysScroll } from './browser.ts';

const sizes = [
  { width: 1366, height: 768 },
  { width: 360, height: 740 },
];

/** `pages`: HTML by name, as a door gave it. `get` answers for what they link to: styles, scripts, pictures. */
export async function lookAtPages(
  browser: Browser,
  pages: Readonly<Record<string, string>>,
  get: (path: string) => Promise<Response>,
): Promise<void> {
  const context = await browser.newContext();
  try {
    await context.route('http://daodi.test/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const html = pages[pathname.slice(1)];
      if (html !== undefined) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
      const answer = await get(pathname + search);
      return route.fulfill({
        status: answer.status,
        contentType: answer.headers.get('content-type') ?? '',
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
    const page = await context.newPage();
    const folder = process.env['SCREENSHOTS'];
    for (const name of Object.keys(pages))
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.goto(`http://daodi.test/${name}`);
        if (folder) await page.screenshot({ path: join(folder, `${name}-${size.width}.png`), fullPage: true });
        expect([name, size.width, await sidewaysScroll(page), await axeViolations(page)]).toEqual([name, size.width, [], []]);
      }
  } finally {
    await context.close();
  }
}

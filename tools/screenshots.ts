// Makes the pictures of the README from the demo's own invented messages, never from those of a folder beside the package: `npm run screenshots`.
// Starts a demo in a folder of its own, goes the way of a raiser and looks over the shoulder of a clerk, at the width of a phone and of an office screen.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '#test/support/browser.ts';

const into = join('docs', 'images');
const phone = { width: 360, height: 740 };
const office = { width: 1366, height: 768 };

type Ready = { portal: string; staff: string; pid: number; signIns: { login: string; password: string }[] };

const folder = mkdtempSync(join(tmpdir(), 'daodi-pictures-'));
const env = { ...process.env, DAODI_DATA_DIR: folder, PORT: '0', LANG: 'zh_CN.UTF-8', DATABASE_URL: '' };
const daodi = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [join('bin', 'daodi.mjs'), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });

const demo = daodi('demo', '--json', '--no-import');
try {
  mkdirSync(into, { recursive: true });
  const ready = await firstLine(demo);
  const [code] = (await once(daodi('import', 'messages', join('demo', 'messages.csv')), 'close')) as [number | null];
  if (code !== 0) throw new Error('the invented messages were not imported');
  const browser = await openBrowser();
  try {
    await picturesOfThePortal(browser, ready);
    await picturesOfTheOffice(browser, ready);
  } finally {
    await browser.close();
  }
} finally {
  demo.kill('SIGTERM');
  if (demo.exitCode === null) await once(demo, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

async function firstLine(child: ChildProcess): Promise<Ready> {
  if (!child.stdout) throw new Error('the demo says nothing');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as Ready;
  throw new Error('the demo ended before it was ready');
}

/** Few colours and no more pixels than the window: pictures that a README loads at once. */
async function picture(page: Page, name: string): Promise<void> {
  const shot = await page.screenshot();
  await sharp(shot)
    .png({ palette: true, colours: 64, effort: 10 })
    .toFile(join(into, `${name}.png`));
  process.stdout.write(`${name}\n`);
}

async function picturesOfThePortal(browser: Browser, { portal }: Ready): Promise<void> {
  for (const viewport of [phone, office]) {
    const context = await browser.newContext({ viewport, javaScriptEnabled: false, locale: 'zh-CN' });
    const page = await context.newPage();
    const at = viewport.width;
    await page.goto(portal);
    await picture(page, `portal-${at}`);
    await page.click('a.door.is-main');
    await page.fill('#f-text', '三组路口的路灯坏了快两个星期，晚上老人出门看不见，昨天有人摔了一跤。（示例）');
    await picture(page, `say-${at}`);
    await page.click('button.primary');
    await page.fill('#f-place', '石桥村三组');
    await page.click('button.primary');
    await page.fill('#f-name', '张示例');
    await page.fill('#f-phone', '13800000000');
    await page.click('button.primary');
    await page.click('button.primary');
    await picture(page, `receipt-${at}`);
    await context.close();
  }
}

async function picturesOfTheOffice(browser: Browser, { staff, signIns }: Ready): Promise<void> {
  for (const viewport of [office, phone]) {
    const at = viewport.width;
    const as = async (login: string): Promise<Page> => {
      const context = await browser.newContext({ viewport, locale: 'zh-CN' });
      const page = await context.newPage();
      await page.goto(staff);
      await page.fill('input[name=login]', login);
      await page.fill('input[name=password]', signIns.find((one) => one.login === login)?.password ?? '');
      await page.click('button.primary');
      return page;
    };
    const handler = await as('chengban');
    await picture(handler, `workbench-${at}`);
    await handler.click('table a');
    await picture(handler, `matter-${at}`);
    await handler.context().close();
    const desk = await as('paidan');
    await desk.goto(`${staff}/matters`);
    await picture(desk, `ledger-${at}`);
    await desk.context().close();
    const caller = await as('huifang');
    await caller.goto(`${staff}/callbacks`);
    await picture(caller, `callbacks-${at}`);
    await caller.context().close();
  }
}

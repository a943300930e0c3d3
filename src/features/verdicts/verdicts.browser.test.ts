// In a real browser, scripts off, on an old phone's width and a desk's: every page of this room, by axe and by its weight. SHOTS=<folder> keeps pictures.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act } from '#features/matters/index.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { answered, raised, sealedLink, verdictDoors } from '#test/support/verdicts.ts';

let county: TestCounty;
let server: Listening;
let browser: Browser;
let folder: string;
let doors: Awaited<ReturnType<typeof verdictDoors>>;
const shots = process.env['SHOTS'];

beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-verdicts-'));
  doors = await verdictDoors(county, folder);
  server = await listen(doors.app, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  if (shots) await mkdir(shots, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  await server?.close(0);
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

async function waiting(): Promise<{ number: string; link: string }> {
  const { number, matterId } = await raised(county);
  await answered(county, number);
  return { number, link: (await sealedLink(county, matterId)) ?? '' };
}

/** axe needs a script, the page none: it is looked at in a second context, with the same cookies. */
async function lookAt(page: Page, name: string, isPublic: boolean): Promise<void> {
  const html = await page.content();
  expect(html).not.toMatch(isPublic ? /<script/ : /<script(?![^>]*\ssrc=)/); // staff pages may load comfort; public ones load none
  const widths = [360, 1366];
  const context = await browser.newContext({ storageState: await page.context().storageState(), bypassCSP: true });
  const seen = await context.newPage();
  await seen.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  for (const width of widths) {
    await seen.setViewportSize({ width, height: 800 });
    await seen.goto(page.url());
    expect([name, width, await axeViolations(seen)]).toEqual([name, width, []]);
    expect([name, width, await sidewaysScroll(seen)]).toEqual([name, width, []]);
    if (shots) await seen.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
    if (isPublic) expect([name, width, await tooSmall(seen)]).toEqual([name, width, []]);
  }
  await context.close();
  if (!isPublic) return;
  const styles = await (await fetch(`${server.url}/assets/portal.css`)).text();
  expect(Buffer.byteLength(html) + Buffer.byteLength(styles)).toBeLessThan(40_000);
}

/** Buttons, fields and links that stand alone are at least 60 px high. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    type Box = { className: string; textContent: string | null; getBoundingClientRect(): { height: number } };
    const { document } = globalThis as unknown as { document: { querySelectorAll(s: string): Iterable<Box> } };
    return [...document.querySelectorAll('.btn, .choice > label, textarea, input:not([type=radio]):not([type=hidden])')]
      .filter((one) => one.getBoundingClientRect().height < 60)
      .map((one) => `${one.className} ${one.textContent ?? ''}`);
  });

async function phone(): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  return context.newPage();
}

test('a raiser looks up, says "no", changes it, and is told the truth each time', async () => {
  const { number, link } = await waiting();
  const page = await phone();
  await page.goto(`${server.url}/progress`);
  await lookAt(page, 'progress-form', true);
  await page.fill('#f-number', number.toLowerCase());
  await page.fill('[name=proof]', '0000');
  await page.click('main button');
  expect(await page.textContent('.error-summary')).toContain('对不上');
  await lookAt(page, 'progress-wrong', true);
  await page.fill('[name=proof]', '１２３４');
  await page.click('main button');
  expect(await page.textContent('main')).toContain('已经答复，请您评价');
  await lookAt(page, 'progress-answered', true);
  await page.goto(`${server.url}${link}`);
  await lookAt(page, 'verdict-form', true);
  await page.click('main button');
  expect(await page.textContent('.error-summary')).toContain('请选满意程度');
  await lookAt(page, 'verdict-missing', true);
  await page.check('[name=solved][value=no]');
  await page.check('[name=level][value="2"]');
  await page.fill('[name=words]', '只亮了一个晚上，又灭了（示例）');
  await page.click('main button');
  expect(await page.textContent('main')).toContain('您说没办好');
  await lookAt(page, 'thanks-no', true);
  await page.click('text=改评价');
  await lookAt(page, 'verdict-change', true);
  await page.goto(`${server.url}/progress/matter`);
  await lookAt(page, 'progress-rework', true);
  await page.goto(`${server.url}/v/nothing`);
  await lookAt(page, 'link-unknown', true);
  const { link: other } = await waiting();
  await page.goto(`${server.url}${other}?lang=en`);
  await page.check('[name=solved][value=yes]');
  await page.check('[name=level][value="5"]');
  await page.click('main button');
  await lookAt(page, 'thanks-yes-en', true);
  await page.goto(`${server.url}/progress/matter?lang=en`);
  await lookAt(page, 'progress-rework-en', true);
});

test('a call-back officer works through the queue', async () => {
  const { number } = await waiting();
  await waiting();
  const page = await phone();
  const token = (await doors.signIn('huifang')).cookies.get('daodi') ?? '';
  await page.context().addCookies([{ name: 'daodi', value: token, url: server.url }]);
  await page.goto(`${server.url}/staff/callbacks`);
  await lookAt(page, 'callbacks', false);
  await page.goto(`${server.url}/staff/callbacks/${number}`);
  await lookAt(page, 'callback', false);
  await page.click('text=显示姓名和电话');
  await lookAt(page, 'callback-contact', false);
  await page.goto(`${server.url}/staff/callbacks/${number}`);
  await page.check('[name=reached][value=yes]');
  await page.click('main form[action$=attempt] button');
  await lookAt(page, 'callback-reached', false);
  for (const form of ['verdict', 'refuse', 'paper']) {
    await page.goto(`${server.url}/staff/callbacks/${number}/${form}`);
    await lookAt(page, `callback-${form}`, false);
  }
  await page.goto(`${server.url}/staff/callbacks/${number}/verdict`);
  await page.fill('[name=words]', '写到一半');
  await page.click('main form button'); // without the choices: told, and kept
  await page.goto(`${server.url}/staff/callbacks/${number}/verdict`);
  expect(await page.inputValue('[name=words]')).toBe('写到一半');
  await lookAt(page, 'callback-draft', false);
  await page.goto(`${server.url}/staff/callbacks`);
  await page.check(`[value="${number}"]`);
  await page.click('main form button');
  await lookAt(page, 'round-sheet', false);
  await page.goto(`${server.url}/staff/callbacks?pile=noPhone&lang=en`);
  await lookAt(page, 'callbacks-empty-en', false);
  const judged = await act(county.ports, county.actor('huifang'), number, {
    do: 'judge',
    solved: 'yes',
    level: 4,
    words: '',
    via: 'callback',
    proof: null,
  });
  expect(judged).toMatchObject({ ok: true });
});

test('a call-back officer, scripts off: calls in vain, at another time of day, takes the verdict down, goes round with paper and enters it with its proof', async () => {
  const called = (await waiting()).number;
  const onPaper: string[] = [];
  for (let i = 0; i < 4; i += 1) onPaper.push((await waiting()).number);
  const page = await phone();
  await page.setViewportSize({ width: 1366, height: 768 });
  const signIn = async () => {
    const token = (await doors.signIn('huifang')).cookies.get('daodi') ?? '';
    await page.context().addCookies([{ name: 'daodi', value: token, url: server.url }]);
  };
  await signIn();
  await page.goto(`${server.url}/staff/callbacks?lang=zh`);
  await page.click(`a[href="/staff/callbacks/${called}"]`);
  await page.click('text=显示姓名和电话');
  expect(await page.locator('a[href="tel:13800001234"]').count()).toBe(1);
  await lookAt(page, 'callback-mine', false);
  await page.check('[name=reached][value=no]');
  await page.fill('[name=callWords]', '没人接');
  await page.click('main form[action$=attempt] button');
  expect(await page.locator('main').textContent()).toMatch(/下次请在(上午|下午|傍晚)打/);
  await page.goto(`${server.url}/staff/callbacks?pile=unreached`);
  expect(await page.content()).toContain(called);
  await lookAt(page, 'callbacks-unreached', false);
  county.advance(5 * 3_600_000);
  await signIn();
  await page.goto(`${server.url}/staff/callbacks/${called}`);
  await page.check('[name=reached][value=yes]');
  await page.click('main form[action$=attempt] button');
  await page.click('text=记评价');
  await page.check('[name=solved][value=partly]');
  await page.check('[name=level][value="4"]');
  await page.fill('[name=words]', '亮了一半');
  await page.click('main form button');
  expect(await page.locator('main').textContent()).toContain('已记下');

  await page.goto(`${server.url}/staff/callbacks`);
  for (const number of onPaper) await page.check(`[value="${number}"]`);
  await page.click('text=打印上门评价单');
  expect(await page.locator('.round-slip').count()).toBe(4);
  await lookAt(page, 'round-sheet-four', false);
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(2); // three on a sheet
  if (shots) await writeFile(join(shots, 'round-sheet.pdf'), pdf);

  const first = onPaper[0] ?? '';
  await page.goto(`${server.url}/staff/callbacks`);
  await page.fill('#f-number', `${first.slice(1, 7)} ${first.slice(7)}`);
  await page.click('text=录入纸质评价');
  expect(page.url()).toBe(`${server.url}/staff/callbacks/${first}/paper`);
  await page.check('[name=solved][value=yes]');
  await page.check('[name=level][value="5"]');
  await page.click('main form button');
  expect(await page.locator('main').textContent()).toMatch(/照片|编号/);
  expect(await page.isChecked('[name=level][value="5"]')).toBe(true);
  await page.fill('[name=reference]', '2026 回访纸单 第 17 号');
  await page.click('main form button');
  expect(await page.locator('main').textContent()).toContain('已记下');
}, 120_000);

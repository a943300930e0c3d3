// A leader's morning, scripts off: opens the one page on a phone, follows a number to its matters, gives an instruction, prints the page on one sheet,
// finds next time how the instruction went on, and judges it. SHOTS=<folder> keeps pictures and the PDF.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '#core/matter/commands.ts';
import { act, openMatter } from '#features/matters/index.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { openRatesDoor, type RatesDoor } from '#test/support/rates-door.ts';
import { playScenes } from '../../src/cli/demo/scenes.ts';

let door: RatesDoor;
let server: Listening;
let browser: Browser;
const shots = process.env['SHOTS'];

beforeAll(async () => {
  door = await openRatesDoor('2026-11-23T01:00:00.000Z');
  await playScenes(door.county.ports);
  await stuckMatters(12);
  server = await listen(door.app, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  if (shots) await mkdir(shots, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close(0);
  await door?.close();
});

/** The fullest page there can be: more overdue matters than it lists, each with a long title. */
async function stuckMatters(count: number): Promise<void> {
  const { county } = door;
  county.at('2026-10-20T01:00:00.000Z');
  for (let i = 0; i < count; i += 1) {
    const title = `第 ${i + 1} 件：通村公路塌方以后一直只能走摩托车，收下来的粮食运不出去，盼着早点修好（示例）`;
    const answer = await openMatter(county.ports, county.actor('shouli'), {
      channel: 'phone',
      kind: 'help',
      title,
      text: title,
      placeText: '',
      placeId: 'p-xiwan',
      categoryId: 'roads',
      confidentiality: 'normal',
      accusedUnitId: null,
      contact: { name: '姚示例', phone: '13800000099' },
      wantsReply: true,
    });
    if (!answer.ok) throw new Error(answer.refusal);
    await act(county.ports, county.actor('paidan'), answer.receipt.number, { do: 'dispatch', to: 'housing', reason: '道路', copyTo: null });
  }
  county.at('2026-11-23T01:00:00.000Z');
}

async function signedIn(options: Parameters<Browser['newContext']>[0]): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  await context.addCookies([{ name: 'daodi', value: await door.cookieOf('xianban'), url: server.url }]);
  return context;
}

const pagesIn = (pdf: Buffer): number => (pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-zA-Z])/g) ?? []).length;

test('a leader reads, follows a number, instructs, prints one sheet, and judges', async () => {
  const context = await signedIn({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${server.url}/staff/leader`);
  expect(await page.locator('.numbers > div').count()).toBe(5);
  expect(await page.locator('.stuck li').count()).toBe(10);
  expect(await page.locator('.said li').count()).toBe(3);
  expect(await page.locator('main').textContent()).not.toMatch(/周示例|郑示例|1380000/);

  await page.locator('.numbers a').first().click();
  expect(page.url()).toContain('/staff/reports/list?set=contactInTime');
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(5);

  await page.goto(`${server.url}/staff/leader`);
  await page.locator('button:has-text("交办")').click();
  expect(await page.locator('.error-summary li').allTextContents()).toEqual(['请写清要办什么，2 到 500 字', '请选一个单位']);
  await page.fill('#f-text', '把供水主管漏点查清，给出换管的日期（示例）。');
  await page.selectOption('#f-unit', 'civil');
  await page.selectOption('#f-category', 'water');
  await page.locator('input[name=limit][value="super.urgent"]').check({ force: true });
  await page.locator('button:has-text("交办")').click();
  expect(await page.locator('.error-summary').textContent()).toContain('住房和城乡建设局');
  expect(await page.inputValue('#f-text')).toBe('把供水主管漏点查清，给出换管的日期（示例）。');
  await page.selectOption('#f-unit', 'housing');
  await page.locator('button:has-text("交办")').click();
  const number = /done=(D\d+)/.exec(page.url())?.[1] ?? '';
  expect(await page.locator('.mine').textContent()).toContain('住建局');

  const paper = await signedIn({ viewport: { width: 1366, height: 768 } });
  const desk = await paper.newPage();
  await desk.goto(`${server.url}/staff/leader`);
  const pdf = await desk.pdf({ preferCSSPageSize: true });
  if (shots) {
    await writeFile(join(shots, 'leader.pdf'), pdf);
    await desk.emulateMedia({ media: 'print' });
    await desk.setViewportSize({ width: 703, height: 1054 });
    await desk.screenshot({ path: join(shots, 'leader-print.png'), fullPage: true });
  }
  expect(pagesIn(pdf)).toBe(1);
  await paper.close();

  const ask = async (login: string, command: Command): Promise<void> => {
    const outcome = await act(door.county.ports, door.county.actor(login), number, command);
    if (!outcome.ok) throw new Error(`${command.do}: ${outcome.refusal}`);
  };
  await ask('chengban', { do: 'acknowledge' });
  await ask('chengban', { do: 'note', words: '已查出漏点三处。', evidence: [] });
  await page.goto(`${server.url}/staff/leader`);
  expect(await page.locator('.mine').textContent()).toContain('已查出漏点三处');
  await ask('chengban', {
    do: 'reply',
    text: '漏点三处已夹箍，12 月 5 日前换管 800 米。',
    outcome: 'support',
    basis: '供水管网改造计划',
    remedy: '',
    evidence: [],
    toldHow: 'page',
  });
  await page.goto(`${server.url}/staff/leader`);
  await page.locator('.mine summary').first().click();
  await page.locator(`#${number}-no`).check({ force: true });
  await page.locator('.mine button').first().click();
  expect(await page.locator('.notice').textContent()).toContain('满意程度');
  await page.locator('.mine summary').first().click();
  await page.locator(`#${number}-no`).check({ force: true });
  await page.selectOption(`#${number}-level`, '2');
  await page.fill(`#${number}-words`, '夹箍不是换管，日期没有落到路段。');
  await page.locator('.mine button').first().click();
  expect(page.url()).toContain('done=judged');
  const round = await door.county.ports.db.selectFrom('matter').select(['round', 'solved']).where('number', '=', number).executeTakeFirst();
  expect(round).toEqual({ round: 2, solved: 'no' });
  await context.close();
}, 120_000);

test.each([
  ['leader', '/staff/leader'],
  ['reports', '/staff/reports'],
  ['reports-unit', '/staff/reports?by=unit'],
  ['reports-public', '/staff/reports?by=place&public=1'],
  ['list', '/staff/reports/list?set=closed&period=2026-Q4'],
  ['leader-en', '/staff/leader?lang=en'],
])(
  '%s: nothing for axe to find, nothing sideways at 360 and 1366 px',
  async (name, path) => {
    const context = await signedIn({ bypassCSP: true });
    const page = await context.newPage();
    for (const width of [360, 1366]) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 768 });
      await page.goto(`${server.url}${path}`);
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
      expect(await axeViolations(page), `${name} at ${width}`).toEqual([]);
      expect(await sidewaysScroll(page), `${name} at ${width}`).toEqual([]);
    }
    await context.close();
  },
  60_000,
);

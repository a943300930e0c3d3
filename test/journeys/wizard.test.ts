// A clerk with scripts off, in a real browser: a CSV in GBK with headings nobody knows becomes matters, and the row that could not be taken comes back as a workbook.
// The pages are looked at on the way: 360 and 1366 px, no axe violations, no sideways scroll.
import { readFile } from 'node:fs/promises';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listening, listen } from '#platform/http/listen.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { openWorkbookDoor } from '#test/support/workbook-door.ts';

let door: Awaited<ReturnType<typeof openWorkbookDoor>>;
let server: Listening;
let browser: Browser;
beforeAll(async () => {
  door = await openWorkbookDoor();
  server = await listen(door.app, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await door?.close();
});

const signedIn = async (context: BrowserContext) => {
  await context.addCookies([{ name: 'daodi', value: door.tokens.get('shouli') ?? '', url: server.url }]);
  return context.newPage();
};

test('a ledger in GBK with odd headings, scripts off: told once, imported, and what was not taken comes back as a workbook', {
  timeout: 90_000,
}, async () => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, javaScriptEnabled: false, acceptDownloads: true });
  const page = await signedIn(context);
  const table = [
    '示例镇来信登记,,,,',
    '流水,谁写的,手机,哪里的事,信里说什么',
    '1,李示例,13800000041,石桥村,三组路灯坏了一个月（示例）',
    '2,王示例,138,同上,井盖丢了（示例）',
  ].join('\n');
  await page.goto(`${server.url}/staff/import`);
  await page.setInputFiles('#f-file', { name: '来信登记.csv', mimeType: 'text/csv', buffer: iconv.encode(table, 'gbk') });
  await page.click('button.primary');
  expect(await page.textContent('h1')).toBe('哪一行是表头');
  await page.check('input[name=row][value="2"]');
  await page.click('button.primary');
  expect(await page.textContent('h1')).toBe('每一列是什么');
  for (const [at, use] of ['id', 'name', 'phone', 'place', 'body'].entries()) await page.selectOption(`select[name=c${at}]`, use);
  await page.click('button.primary');
  expect(await page.textContent('main')).toContain('手机：电话号码的位数不对');
  await page.goBack(); // nothing chosen is lost
  expect(await page.inputValue('select[name=c4]')).toBe('body');
  await page.click('button.primary');
  await page.click('button.primary');
  await page.waitForSelector('text=导入完了');
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('a[href$="rejected.xlsx"]')]);
  expect(file.suggestedFilename()).toBe('来信登记-没收下.xlsx');
  const back = (await readXlsx(await readFile((await file.path()) ?? ''))).sheets[0];
  expect(back?.rows.map((row) => row.map((cell) => cell ?? ''))).toEqual([
    ['示例镇来信登记', '', '', '', '', ''],
    ['流水', '谁写的', '手机', '哪里的事', '信里说什么', '没有收下的原因'],
    ['2', '王示例', '138', '石桥村', '井盖丢了（示例）', expect.stringContaining('电话号码的位数不对')],
  ]);
  await context.close();
});

test.each([360, 1366])('every page of import and export at %i px', { timeout: 120_000 }, async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 760 }, bypassCSP: true });
  const page = await signedIn(context);
  const folder = process.env['DAODI_LOOK'];
  const look = async (name: string) => {
    if (folder) await page.screenshot({ path: `${folder}/wizard-${name}-${width}.png`, fullPage: true });
    expect([name, await axeViolations(page), await sidewaysScroll(page)]).toEqual([name, [], []]);
  };
  const merge = (startRow: number, startCol: number, endRow: number, endCol: number) => ({ startRow, startCol, endRow, endCol });
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '台账',
        rows: [
          ['示例镇 2026 年 11 月群众诉求台账'],
          ['单位：示例镇', null, null, null, null, '日期：2026.11.20'],
          ['编号', '反映人', null, '村', '反映内容', '时间', '问题类别', '办理期限', '是否办结'],
          ['编号', '姓名', '电话', '村', '反映内容', '时间', '问题类别', '办理期限', '是否办结'],
          [`w${width}`, '张示例', 13800000051, '石桥村', '三组路灯坏了一个月，老人夜里摔了一跤', '2026.11.5', '供水', '12月底前', '√'],
          [`x${width}`, '李示例', 13800000052, null, '仓库着火了快来人', '11月下旬', '怪类别', '同上', null],
          [`y${width}`, '王示例', 12345, '同上', '井盖丢了', '乱写', null, null, null],
          ['合计：3 件'],
        ],
        merges: [merge(0, 0, 0, 8), merge(2, 1, 2, 2), ...[0, 3, 4, 5, 6, 7, 8].map((place) => merge(2, place, 3, place))],
      },
    ],
  });
  await page.goto(`${server.url}/staff/import`);
  await page.click('button.primary');
  await look('file');
  await page.setInputFiles('#f-file', { name: `台账${width}.xlsx`, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await page.fill('#f-source', '示例镇');
  await page.click('button.primary');
  if (page.url().endsWith('/preview')) await page.goto(page.url().replace(/preview$/, 'head')); // remembered from the other width
  await look('head');
  await page.click('button.primary');
  await page.selectOption('select[name=c5]', 'phone');
  await page.click('button.primary');
  await look('columns');
  await page.selectOption('select[name=c5]', 'time');
  await page.click('button.primary');
  await look('preview');
  await page.click('button.primary');
  await page.waitForSelector('text=导入完了');
  await look('result');
  await page.goto(`${server.url}/staff/export?category=water`);
  await look('export');
  await context.close();
});

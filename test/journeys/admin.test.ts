// The one IT person of a county, scripts off, on a phone: from the set-up link of an empty installation to the first concern dispatched. Every page on the way
// is looked at: no axe violations, no sideways scroll, and the way to say something about the system itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { generateSync } from 'otplib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from '#app/server.ts';
import { readSite } from '#app/site.ts';
import type { Instant } from '#core/time/day.ts';
import { seedWording, setCountyCode } from '#features/matters/index.ts';
import { makeSetupLink } from '#features/people/index.ts';
import { readConfig } from '#platform/config.ts';
import type { Tables } from '#platform/db/tables.ts';
import { openFileStore } from '#platform/files/store.ts';
import { hashOf } from '#platform/hash.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { ulids } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { openOutlets } from '#platform/outlets/outlets.ts';
import { columnSecrets } from '#platform/secrets.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { testDatabase } from '#test/support/database.ts';
import { seedCategories, seedLimits } from '../../src/cli/demo/seed-county.ts';

let base: Awaited<ReturnType<typeof testDatabase<Tables>>>;
let server: Listening;
let browser: Browser;
let folder = '';
let link = '';
const now = '2026-11-23T01:00:00.000Z' as Instant;

/** As `daodi start` leaves a new installation: limits, calendars, categories, words; no unit and no account. */
beforeAll(async () => {
  base = await testDatabase<Tables>();
  folder = await mkdtemp(join(tmpdir(), 'daodi-admin-'));
  const clock = () => now;
  const ports = {
    db: base.db,
    pool: base.pool,
    now: clock,
    newId: ulids(clock),
    hash: hashOf('sha256'),
    log: createLog({ level: 'silent' }),
    secrets: columnSecrets([Buffer.alloc(32, 7)], 'intl'),
  };
  const read = readConfig({ DAODI_DATA_DIR: folder }, 'live');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const access = openStaffAccess(ports, { idleMinutes: 100_000, absoluteHours: 100_000 });
  const all = { ...ports, ...access, files: await openFileStore(folder), outlets: openOutlets({ hosts: new Set<string>() }) };
  setCountyCode('000000');
  await seedLimits(ports);
  await seedCategories(ports, { onlyIfNone: true });
  await seedWording(ports);
  let site = await readSite(ports.db);
  const siteChanged = async () => {
    site = await readSite(ports.db);
  };
  const app = buildServer(all, { config: read.config, site: () => site, siteChanged, clockLag: () => null, showParts: false });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  const made = await makeSetupLink(all);
  if (!made.ok) throw new Error(made.refusal);
  link = made.path;
  browser = await openBrowser();
  checker = await (await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 740 } })).newPage();
  await checker.goto(`${server.url}/about/privacy`);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await base?.close();
  await rm(folder, { recursive: true, force: true });
});

const seen: string[] = [];
/** This page is fit to be used: nothing axe finds, nothing beside the screen, and the link to say something about it. */
async function looksWell(page: Page, name: string): Promise<void> {
  seen.push(name);
  const shots = process.env['SCREENSHOTS'];
  if (shots) await page.screenshot({ path: join(shots, `admin-${name}-360.png`), fullPage: true });
  if (shots) {
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.screenshot({ path: join(shots, `admin-${name}-1366.png`), fullPage: true });
    await page.setViewportSize({ width: 360, height: 740 });
  }
  expect({ name, scroll: await sidewaysScroll(page) }).toEqual({ name, scroll: [] });
  expect(await page.locator('a[href^="/feedback?from="]').count(), name).toBe(1);
  // axe needs scripts: the same page, as it stands, in a window that has them.
  await checker.setContent((await page.content()).replace(/<script[^>]*><\/script>/g, ''), { waitUntil: 'load' });
  expect({ name, axe: await axeViolations(checker) }).toEqual({ name, axe: [] });
}
let checker: Page;
const phone = (): Promise<BrowserContext> =>
  browser.newContext({ javaScriptEnabled: false, bypassCSP: true, viewport: { width: 360, height: 740 } });
const main = (page: Page) => page.textContent('main');
const press = (page: Page, words: string) => page.click(`main button:has-text("${words}"), main a.btn:has-text("${words}")`);

test('from the set-up link to the first concern dispatched, scripts off, at 360 px', { timeout: 400_000 }, async () => {
  const context = await phone();
  const page = await context.newPage();
  const go = (path: string) => page.goto(`${server.url}${path}`);

  // ── the link, the account, the second step ──
  await go(link);
  await looksWell(page, 'link');
  await page.fill('#f-name', '卫示例');
  await page.fill('#f-login', 'guanli');
  await page.fill('#f-password', '石桥路灯今年春天都亮了');
  await page.fill('#f-again', '石桥路灯今年春天都亮了');
  await press(page, '建好账号');
  expect(await main(page)).toContain('请写姓名或名称'); // the county was forgotten; nothing else is lost
  expect(await page.inputValue('#f-login')).toBe('guanli');
  await page.fill('#f-county', '示例县');
  await page.fill('#f-password', '石桥路灯今年春天都亮了');
  await page.fill('#f-again', '石桥路灯今年春天都亮了');
  await press(page, '建好账号');
  await page.fill('#f-login', 'guanli');
  await page.fill('#f-password', '石桥路灯今年春天都亮了');
  await page.click('main button.primary');
  await press(page, '开始');
  const key = ((await page.textContent('code.key')) ?? '').replace(/\s/g, '');
  await page.fill('#f-code', generateSync({ secret: key, epoch: Date.parse(now) / 1000 }));
  await press(page, '确认');
  await press(page, '继续');

  // ── where the county stands ──
  expect(new URL(page.url()).pathname).toBe('/staff/admin/set-up');
  expect(await main(page)).toContain('还没有部门和乡镇');
  await looksWell(page, 'overview');
  await press(page, '接着做：县名和代码');
  await page.fill('#f-code', '12');
  await page.fill('#f-desk', '示例县12345热线受理中心');
  await press(page, '保存');
  expect(await main(page)).toContain('行政区划代码是 6 位数字');
  expect(await page.inputValue('#f-desk')).toBe('示例县12345热线受理中心');
  await looksWell(page, 'county');
  await page.fill('#f-code', '９９０００１'); // typed full-width
  await page.fill('#f-phone', '0000-12345');
  await press(page, '保存');
  expect(await main(page)).toContain('990001');
  expect(await page.textContent('footer')).toContain('0000-12345');

  // ── units, from the workbook the office has ──
  await press(page, '下一步：单位');
  await press(page, '上传或写进来');
  await looksWell(page, 'table');
  const book = await writeXlsx({
    sheets: [
      {
        name: '名册',
        rows: [
          ['示例县机构和村（社区）名册', null, null],
          ['填报单位：示例县民政局', null, '2026年1月'],
          ['单位名称', '上级单位', '简称'],
          ['示例县住房和城乡建设局', null, '住建局'],
          ['示例县水利局', null, '水利局'],
          ['示例东镇人民政府', null, '东镇'],
          ['石桥村（示例）', '示例东镇', null],
          ['柳河村（示例）', '同上', null],
          ['某村', '无此镇', null],
          ['合计', '6', null],
        ],
      },
    ],
  });
  await page.setInputFiles('#f-file', {
    name: '机构名册.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(book),
  });
  await press(page, '看预览');
  expect(await main(page)).toContain('导入 5 行');
  expect(await main(page)).toContain('1 行不收');
  await looksWell(page, 'preview');
  await press(page, '导入 5 行');
  expect(await main(page)).toContain('新增或改动 5 行');
  await looksWell(page, 'imported');
  await go('/staff/units');
  await looksWell(page, 'units');
  await page.click('main a:has-text("示例东镇人民政府")');
  await looksWell(page, 'unit');

  // ── places from the units ──
  await go('/staff/places');
  await press(page, '按单位生成地点');
  await press(page, '导入');
  await go('/staff/places');
  expect(await main(page)).toContain('石桥村');
  await looksWell(page, 'places');
  await page.click('main a:has-text("石桥村")');
  await looksWell(page, 'place');

  // ── categories and duties ──
  await go('/staff/categories');
  await looksWell(page, 'categories');
  await page.click('main a:has-text("道路交通停车")');
  await looksWell(page, 'category');
  await go('/staff/admin/set-up/duties');
  await press(page, '上传或写进来');
  await page.fill('#f-rows', '序号,事项名称,承接部门,诉求类别\n1,村道桥梁安全鉴定（示例）,住建局,道路交通停车\n2,无牵头的事,,\n');
  await press(page, '看预览');
  await page.selectOption('#f-fix-list', 'takenBack');
  await page.fill('#f-fix-validFrom', '2026年1月1日');
  await press(page, '按这样再看一遍');
  expect(await main(page)).toContain('村道桥梁安全鉴定（示例） · 上级收回');
  expect(await main(page)).toContain('要写明由哪个单位牵头');
  await looksWell(page, 'duties-preview');
  await press(page, '导入 1 行');
  await go('/staff/duties');
  await looksWell(page, 'duties');
  await page.click('main a:has-text("村道桥梁安全鉴定")');
  await looksWell(page, 'duty');

  // ── limits, calendar, one step left out ──
  await go('/staff/admin/set-up/limits');
  await press(page, '用这一组');
  expect(await main(page)).toContain('请选一组');
  await page.check('input[name=pack][value=sh]');
  await press(page, '用这一组');
  expect(await main(page)).toMatch(/\d+ 个类别换了时限/);
  await looksWell(page, 'limits');
  await go('/staff/admin/set-up/calendar');
  expect(await main(page)).toContain('还没有 2027 年的节假日表');
  await looksWell(page, 'calendar');

  // ── people, each by an invitation ──
  await go('/staff/admin/set-up/people');
  await press(page, '先跳过这一步');
  await go('/staff/admin/set-up');
  expect(await main(page)).toContain('先跳过了');
  await go('/staff/admin/set-up/people');
  await press(page, '不跳过了');
  await press(page, '上传或写进来');
  await page.fill(
    '#f-rows',
    [
      '姓名,单位,岗位,账号',
      '李示例,示例县12345热线受理中心,受理登记,shouli',
      '王示例,示例县12345热线受理中心,派单,paidan',
      '赵示例,示例县12345热线受理中心,热线审核,zhiban',
      '周示例,住建局,承办,chengban',
      '冯示例,水利局,回访,huifang',
      '蒋示例,水利局,安全管理,anquan',
      '褚示例,水利局,审计管理,shenji',
    ].join('\n'),
  );
  await press(page, '看预览');
  await press(page, '导入 7 行');
  await looksWell(page, 'invitations');
  const invitations = await page.locator('code.shared-link').allTextContents();
  expect(invitations).toHaveLength(7);
  await go('/staff/admin/set-up');
  expect(await main(page)).toContain('可以开始用了');
  await looksWell(page, 'ready');
  await go('/staff/admin');
  await looksWell(page, 'admin');
  for (const href of await page.locator('main ul.links a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
    const answer = await go(href);
    expect({ href, status: answer?.status() }).toEqual({ href, status: 200 });
  }
  for (const path of ['/staff/templates', '/staff/plain-words', '/staff/people', '/staff/people/new', '/staff/tables/people']) {
    await go(path);
    await looksWell(page, path.split('/').slice(2).join('-'));
  }

  // ── the dispatcher comes in by the invitation ──
  const desk = await phone();
  const own = await desk.newPage();
  await own.goto(invitations[1] ?? '');
  await looksWell(own, 'invitation');
  await own.fill('#f-password', '南坪的桥去年冬天修好了');
  await own.fill('#f-again', '南坪的桥去年冬天修好了');
  await press(own, '设好密码');
  await own.fill('#f-login', 'paidan');
  await own.fill('#f-password', '南坪的桥去年冬天修好了');
  await own.click('main button.primary');

  // ── a concern, and its dispatch by the list ──
  const raised = await fetch(`${server.url}/feedback`).then((answer) => answer.text());
  expect(raised).toContain('给系统提意见');
  const resident = await phone();
  const portal = await resident.newPage();
  await portal.goto(`${server.url}/say`);
  await portal.fill('textarea[name=text]', '石桥村的桥栏杆断了两根，孩子上学不安全（示例）。');
  await portal.click('main button.primary');
  await portal.fill('#f-place', '石桥村');
  await portal.click('main button.primary');
  await portal.fill('input[name=phone]', '13800000001');
  await portal.click('main button.primary');
  await portal.click('main button.primary');
  expect(await main(portal)).toContain('D990001');
  const number = (await base.pool.query<{ number: string }>('select number from matter')).rows[0]?.number ?? '';
  await own.goto(`${server.url}/staff?pile=dispatch`);
  expect(await own.locator(`main a[href*="${number}"]`).count()).toBeGreaterThan(0);
  await own.goto(`${server.url}/staff/matters/${number}/classify`);
  await own.selectOption('#f-categoryId', { value: 'roads' });
  await own.click('main button.primary');
  await own.goto(`${server.url}/staff/matters/${number}/dispatch`);
  const options = await own.locator('select[name=to] option').allTextContents();
  expect(options.find((option) => option.includes('东镇'))).toContain('已收回');
  await own.selectOption('select[name=to]', { value: (await unitId('示例东镇人民政府')) ?? '' });
  await own.fill('#f-reason', '请看现场');
  await own.click('main button.primary');
  expect(await main(own)).toContain('住房和城乡建设局'); // the page names the department that owns it
  await looksWell(own, 'refused-down');
  await own.selectOption('select[name=to]', { value: (await unitId('示例县住房和城乡建设局')) ?? '' });
  await own.click('main button.primary');
  const { rows } = await base.pool.query<{ status: string; name: string }>(
    'select m.status, u.name from matter m join unit u on u.id = m.owner_unit_id',
  );
  expect(rows).toEqual([{ status: 'dispatched', name: '示例县住房和城乡建设局' }]);
  expect(seen.length).toBeGreaterThan(25);
});

const unitId = async (name: string): Promise<string | undefined> =>
  (await base.pool.query<{ id: string }>('select id from unit where name = $1', [name])).rows[0]?.id;

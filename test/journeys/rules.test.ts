// The pages of limits, calendars, retention, audit, data requests, open figures and burden in a browser: nothing for axe to find, nothing sideways, at both widths.
// SCREENSHOTS=<folder> also writes pictures.
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mandatoryForms } from '#app/mandatory-fields.ts';
import { auditStaffDoor } from '#features/audit/staff.tsx';
import { burdenPortalDoor } from '#features/burden/portal.tsx';
import { burdenStaffDoor } from '#features/burden/staff.tsx';
import { dataRequestsStaffDoor } from '#features/data-requests/staff.tsx';
import { disclosurePortalDoor } from '#features/disclosure/portal.tsx';
import { disclosureStaffDoor } from '#features/disclosure/staff.tsx';
import { limitsStaffDoor } from '#features/limits/staff.tsx';
import { retentionStaffDoor } from '#features/retention/staff.tsx';
import type { HttpEnv } from '#platform/http/context.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { openStaffDoor, tokenIn } from '#test/support/staff-door.ts';

let door: Awaited<ReturnType<typeof openStaffDoor>>;
let browser: Browser;
const pages: Record<string, string> = {};
const form = async (login: string, path: string, fields: Record<string, string>) =>
  (await door.post(login, path, new URLSearchParams({ csrf: tokenIn(await door.page(login, '/staff')), ...fields }))).text();

beforeAll(async () => {
  [door, browser] = await Promise.all([
    openStaffDoor('2026-10-12T01:00:00.000Z', (staff, app, ports) => {
      for (const one of [limitsStaffDoor, auditStaffDoor, retentionStaffDoor, dataRequestsStaffDoor, disclosureStaffDoor])
        staff.route('/', one(ports));
      staff.route('/', burdenStaffDoor(ports));
      const outside = app as unknown as Hono<HttpEnv>;
      outside.route('/', burdenPortalDoor(ports, { forms: () => mandatoryForms(ports.now()) }));
      outside.route('/', disclosurePortalDoor(ports));
    }),
    openBrowser(),
  ]);
  for (let i = 0; i < 7; i += 1) await door.raised();
  for (let i = 0; i < 3; i += 1) await door.raised({ categoryId: 'water', placeId: 'p-nanping' });
  const opinion = await door.raised({ kind: 'system', title: '字太小（示例）', text: '台账的字太小，看不清。' });
  door.county.at('2026-11-23T01:00:00.000Z');
  const limit = {
    value: '3',
    unit: 'wd',
    roll: 'no',
    closingTime: '17:30',
    extensionTimes: '1',
    extensionMax: 'original',
    extensionValue: '',
    extensionUnit: 'wd',
    extensionNote: '经批准可延一次',
    basis: '示例县热线办理规定第三条',
    basisEn: '',
    source: '示例3号',
    trust: 'V',
    validFrom: '2026-12-01',
    validTo: '',
    reason: '示例：县里发文调整',
    exampleAt: '2026-12-30 16:00',
  };
  pages['limit-compare'] = await form('guanli', '/staff/limits/hotline.reply.jn', { ...limit, step: 'check' });
  pages['limit-refused'] = await form('guanli', '/staff/limits/hotline.reply.jn', { ...limit, value: '0', unit: '周', step: 'check' });
  await form('guanli', '/staff/limits/hotline.reply.jn', { ...limit, step: 'save' });
  const notice = {
    year: '2027',
    region: 'CN',
    source: '示例通知〔2026〕1号',
    published: 'yes',
    table: '元旦：1月1日（周五）至3日（周日）放假。\n2027-02-20 上班',
  };
  pages['calendar-preview'] = await form('guanli', '/staff/calendars', { ...notice, step: 'check' });
  pages['calendar-refused'] = await form('guanli', '/staff/calendars', { ...notice, table: '随便写的一行', step: 'check' });
  await form('anquan', '/staff/retention', {
    what: 'raiser',
    kind: '*',
    confidentiality: '*',
    months: '36',
    validFrom: '2026-12-15',
    basis: '示例县档案管理规定',
    reason: '示例：按规定',
  });
  await form('anquan', '/staff/retention/holds', { number: opinion, holdBasis: '示例案号', holdReason: '示例：诉讼要用' });
  const asked = {
    title: '冬季取暖安全排查（示例）',
    purpose: '发放报警器',
    basis: '示例县政办〔2026〕12号',
    fields: '用煤炉取暖的户数',
    frequency: 'monthly',
    askedOf: 'villages',
    expiresOn: '2027-03-31',
  };
  pages['request-refused'] = await form('chengban', '/staff/data-requests', {
    ...asked,
    basis: '领导要求',
    fields: '本月办结率\n煤炉户数',
  });
  await form('chengban', '/staff/data-requests', asked);
  await form('xianban', '/staff/disclosure/2026-10', {});
  await form('guanli', '/staff/burden', { filing: '示例备〔2026〕1号', systems: '2026-01-01 替代 乡镇工单表（示例）' });
  const paths: Record<string, [string, string]> = {
    limits: ['guanli', '/staff/limits'],
    limit: ['guanli', '/staff/limits/hotline.reply.jn'],
    calendars: ['guanli', '/staff/calendars'],
    calendar: ['guanli', '/staff/calendars/2026'],
    retention: ['anquan', '/staff/retention?on=2030-01-01'],
    audit: ['shenji', '/staff/audit'],
    requests: ['xianban', '/staff/data-requests'],
    request: ['xianban', '/staff/data-requests/1'],
    disclosure: ['xianban', '/staff/disclosure'],
    'disclosure-month': ['xianban', '/staff/disclosure/2026-09'],
    county: ['guanli', '/staff/burden'],
    burden: ['', '/burden'],
    'open-data': ['', '/open-data'],
  };
  for (const [name, [login, path]] of Object.entries(paths)) pages[name] = await door.page(login, path);
});
afterAll(async () => {
  await browser?.close();
  await door?.close();
});

test('every page is fit to use at a desk and on a phone, and the burden page prints on A4', async () => {
  const context = await browser.newContext();
  await context.route('http://daodi.test/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const html = pages[pathname.slice(1)];
    if (html !== undefined) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    const answer = await door.get('', pathname);
    return route.fulfill({
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? '',
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  const page = await context.newPage();
  const folder = process.env['SCREENSHOTS'];
  const faults: string[] = [];
  for (const name of Object.keys(pages))
    for (const width of [360, 1366]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`http://daodi.test/${name}`);
      faults.push(...(await sidewaysScroll(page)).map((fault) => `${name} ${width}: ${JSON.stringify(fault)}`));
      if (width === 1366) faults.push(...(await axeViolations(page)).map((fault) => `${name}: ${fault}`));
      if (folder) await page.screenshot({ path: join(folder, `rules-${name}-${width}.png`), fullPage: true });
    }
  expect(faults).toEqual([]);
  await page.goto('http://daodi.test/burden');
  const pdf = await page.pdf({ format: 'A4', ...(folder ? { path: join(folder, 'burden.pdf') } : {}) });
  const sheets = pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  expect(sheets).toBeGreaterThan(0);
  expect(sheets).toBeLessThanOrEqual(6);
  await context.close();
}, 240_000);

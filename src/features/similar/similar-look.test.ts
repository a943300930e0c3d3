// Likely twins and the proposal in a browser: nothing for axe to find, nothing sideways, at both widths. SCREENSHOTS=<folder> also writes pictures.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClass } from '#features/matter-classes/actions-members.ts';
import { classLinksOf } from '#features/matter-classes/index.ts';
import { openBrowser } from '#test/support/browser.ts';
import { lookAtPages } from '#test/support/look.ts';
import { openStaffDoor, type StaffDoor } from '#test/support/staff-door.ts';
import { learnRouting, placeWaiting, suggestCategory } from './index.ts';
import { similarStaffDoor } from './staff.tsx';

let door: StaffDoor;
let browser: Browser;
beforeAll(async () => {
  [door, browser] = await Promise.all([
    openStaffDoor(
      undefined,
      (staff, _app, ports) => {
        staff.route('/', similarStaffDoor(ports));
      },
      (ports) => ({
        suggests: (matterId, lang) => suggestCategory(ports, matterId, lang),
        classesOf: (viewer, matter, lang) => classLinksOf(ports, viewer, matter, lang),
      }),
    ),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await door.close();
});

const placeless = { placeId: null, placeText: '' };

test('the page with twins and a proposal, and the page with neither, are fit to use at a desk and on a phone', async () => {
  for (const place of ['东苑', '西苑', '南苑', '北苑'])
    for (const [categoryId, texts] of [
      ['housing', ['电梯坏了没人修', '物业乱收费', '楼道漏水']],
      ['utilities', ['自来水停了三天', '门口路灯不亮', '水压太低']],
    ] as const)
      for (const text of texts)
        await door.raised({ title: `${place}${text}（示例）`, text: `${place}的住户：${text}，请派人来看。`, categoryId, ...placeless });
  await door.county.ports.db.updateTable('matter').set({ status: 'dispatched' }).execute();
  expect((await learnRouting(door.county.ports)).ok).toBe(true);
  await door.raised({ title: '幸福小区门口路灯不亮（示例）', ...placeless });
  const again = await door.raised({
    title: '反映幸福小区门口路灯坏了（示例）',
    text: '幸福小区门口的路灯不亮半个月了，老人夜里看不见。',
    ...placeless,
  });
  const lone = await door.raised({ title: '申请法律援助（示例）', text: '请问申请法律援助要带哪些材料，在哪里办。', ...placeless });
  await placeWaiting(door.county.ports);
  const asked = { title: '幸福小区路灯反复不亮', numbers: [again, lone] };
  expect(await makeClass(door.county.ports, door.county.actor('paidan'), asked)).toMatchObject({ ok: true });
  const pages: Record<string, string> = {
    twins: await door.page('paidan', `/staff/matters/${again}/similar`),
    lone: await door.page('paidan', `/staff/matters/${lone}/similar`),
    dispatch: await door.page('paidan', `/staff/matters/${again}/dispatch`),
    matter: await door.page('paidan', `/staff/matters/${again}`),
    switches: await door.page('guanli', '/staff/suggestions'),
  };
  expect(pages['twins']).toContain('建议类别');
  expect(pages['twins']).toContain('最起作用的字词');
  expect(pages['dispatch']).toContain('id="proposal"');
  expect(pages['matter']).toContain('幸福小区路灯反复不亮</a>');
  await lookAtPages(browser, pages, (path) => door.get('paidan', path));
});

// The staff pages in a browser: nothing for axe to find, nothing sticking out sideways, at a desk's width and a phone's.
// SCREENSHOTS=<folder> also writes a picture of each.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import type { Command } from '#core/matter/commands.ts';
import { openBrowser } from '#test/support/browser.ts';
import { lookAtPages } from '#test/support/look.ts';
import { openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { act, tickMatter } from './index.ts';

let door: StaffDoor;
let browser: Browser;
const numbers: string[] = [];

const concerns = [
  [
    '幸福小区 3 栋路灯不亮两周，老人夜里摔跤（示例）',
    '幸福小区3栋门口的路灯坏了快两个星期了，晚上老人出来摔了一跤。找过物业，物业说归镇上管。请打 13812345678。',
    'p-dongjie-estate',
    'housing',
    'phone',
  ],
  ['自来水发黄，孩子喝了拉肚子（示例）', '东街这边自来水发黄三天了。', 'p-dongjie', 'water', 'web'],
  ['低保补贴名单为什么没有我家（示例）', '公示的名单里没有我家，想问问为什么。', 'p-shiqiao-3', 'welfare', 'fieldVisit'],
  ['村口桥栏杆断了，上学路危险（示例）', '柳河村村口的桥栏杆断了一截，孩子上学从那里过。', 'p-liuhe', 'roads', 'web'],
  ['夜里施工吵得睡不着（示例）', '工地每天夜里十二点还在打桩。', 'p-dongjie', 'environment', 'phone'],
] as const;

async function ask(login: string, n: number, command: Command): Promise<void> {
  const outcome = await act(door.county.ports, door.county.actor(login), numbers[n] ?? '', command);
  if (!outcome.ok) throw new Error(`${command.do}: ${outcome.refusal}`);
}

beforeAll(async () => {
  door = await openStaffDoor('2026-11-19T01:00:00.000Z');
  for (const [title, text, placeId, categoryId, channel] of concerns) {
    numbers.push(await door.raised({ channel, title, text, placeText: '', placeId, categoryId }));
    door.county.advance(600_000);
  }
  await ask('paidan', 0, { do: 'dispatch', to: 'housing', reason: '属市政照明，请先去看现场。', copyTo: null });
  await ask('chengban', 0, { do: 'object', reason: '小区内部道路，应属物业。', basis: '清单部1', proposedUnitId: 'east-town' });
  door.county.advance(3_600_000);
  await ask('zhiban', 0, { do: 'ruleObjection', outcome: 'rejected', to: null, reason: '职责清单写明由住建局办。' });
  await ask('chengban', 0, { do: 'acknowledge' });
  await ask('chengban', 0, { do: 'contact', how: 'phone', words: '约定下午三点看现场。', reached: true });
  await ask('shouli', 0, { do: 'summarise', summary: '3 栋门口路灯坏两周，有老人摔跤，要求尽快修。' });
  await ask('shouli', 0, { do: 'summarise', summary: '3 栋门口路灯坏近两周，有老人摔伤，要求尽快修。' });
  await ask('chengban', 0, {
    do: 'note',
    words: '看过现场，灯头和一段线路要换，灯具明天到。',
    evidence: [{ kind: 'statement', ref: '现场有村干部孙示例在' }],
  });
  await ask('chengban', 0, { do: 'askHelper', unitId: 'east-town', task: '协调物业开配电箱', until: '2026-11-24' });
  await ask('chengban', 0, { do: 'askExtension', until: '2026-11-30', measure: '先装临时灯', reason: '灯具缺货' });
  await ask('zhiban', 0, { do: 'ruleExtension', granted: true, reason: '属实', toldRaiser: true });
  await ask('paidan', 1, { do: 'dispatch', to: 'housing', reason: '供水', copyTo: null });
  await ask('paidan', 2, { do: 'dispatch', to: 'civil', reason: '救助', copyTo: null });
  await ask('minzheng', 2, { do: 'acknowledge' });
  await ask('minzheng', 2, {
    do: 'hold',
    measure: '先入户核查',
    until: '2026-12-04',
    nextContactOn: '2026-11-27',
    reason: '等十二月评审会',
  });
  door.county.at('2026-11-23T01:15:00.000Z');
  for (const number of numbers) await tickMatter(door.county.ports, number);
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await door?.close();
});

const pages: readonly [name: string, login: string, path: (n: (i: number) => string) => string][] = [
  ['workbench', 'paidan', () => '/staff?pile=dispatch'],
  ['workbench-unit', 'chengban', () => '/staff'],
  ['workbench-overdue', 'shouli', () => '/staff?pile=overdue'],
  ['ledger', 'shouli', () => '/staff/matters'],
  ['ledger-none', 'shouli', () => '/staff/matters?q=没有这几个字'],
  ['rulings', 'zhiban', () => '/staff/rulings'],
  ['matter', 'chengban', (n) => `/staff/matters/${n(0)}?done=note`],
  ['matter-desk', 'shouli', (n) => `/staff/matters/${n(3)}`],
  ['matter-en', 'zhiban', (n) => `/staff/matters/${n(2)}?lang=en`],
  ['dispatch', 'paidan', (n) => `/staff/matters/${n(4)}/dispatch`],
  ['classify', 'shouli', (n) => `/staff/matters/${n(4)}/classify`],
  ['merge', 'shouli', (n) => `/staff/matters/${n(4)}/merge`],
  ['reply', 'chengban', (n) => `/staff/matters/${n(0)}/reply`],
  ['hold', 'chengban', (n) => `/staff/matters/${n(0)}/hold`],
  ['rule-hold', 'zhiban', (n) => `/staff/matters/${n(2)}/ruleHold`],
  ['object-refused', 'chengban', (n) => `/staff/matters/${n(0)}/object`],
  ['order', 'chengban', (n) => `/staff/matters/${n(0)}/order`],
  ['views', 'shouli', () => '/staff/views'],
  ['views-en', 'shouli', () => '/staff/views?lang=en'],
  ['paste', 'paidan', () => '/staff/paste'],
  ['raiser', 'shouli', (n) => `/staff/matters/${n(0)}/raiser`],
];

test.each(pages)(
  '%s: nothing for axe to find, nothing sideways',
  async (name, login, path) => {
    await lookAtPages(
      browser,
      {
        [name]: await door.page(
          login,
          path((i) => numbers[i] ?? ''),
        ),
      },
      (asset) => door.get(login, asset),
    );
  },
  60_000,
);

/** Pages that answer a form: what became of several at once, and pasted rows before anything happens. */
const answers: readonly [name: string, login: string, path: string, fields: (n: (i: number) => string) => [string, string][]][] = [
  [
    'bulk-dispatch',
    'paidan',
    '/staff/matters/bulk',
    (n) => [
      ['act', 'dispatch'],
      ['matter', `${n(4)}@1`],
      ['matter', `${n(0)}@1`],
      ['to', 'east-town'],
      ['reason', '属地'],
    ],
  ],
  ['bulk-none', 'paidan', '/staff/matters/bulk', () => [['act', 'remind']]],
  [
    'paste-rows',
    'paidan',
    '/staff/paste',
    (n) => [
      ['what', 'dispatch'],
      ['table', `编号\t单位\t说明\n${n(3)}\t住建局\t今天看\n${n(0)}\t没有的局\t\n`],
    ],
  ],
];

test.each(answers)(
  '%s: nothing for axe to find, nothing sideways',
  async (name, login, path, fields) => {
    const csrf = tokenIn(await door.page(login, '/staff/matters'));
    const body = new URLSearchParams([['csrf', csrf], ...fields((i) => numbers[i] ?? '')]);
    const html = await (await door.post(login, path, body)).text();
    await lookAtPages(browser, { [name]: html }, (asset) => door.get(login, asset));
  },
  60_000,
);

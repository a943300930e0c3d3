// Through the door: who sees and may do what, what is refused and kept, what a proposal tells and what it must never tell.
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSensitive } from '#core/text/mask.ts';
import { daysFrom, raiseMany } from '#test/support/classes.ts';
import { goodPlan, goodWhys, hypothesis } from '#test/support/matter-class.ts';
import { openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { actOnClass } from './actions.ts';
import { lookAtClasses } from './actions-clock.ts';
import { nameless } from './rules-proposal.ts';
import { classesStaffDoor } from './staff.tsx';

let door: StaffDoor;
const number = 'C20260001';
const names = ['欧阳志强', '王秀兰', '张德福', '李玉梅', '赵铁柱', '孙桂香', '周建国', '吴凤英'];
const phones = names.map((_, i) => `1390000${1000 + i * 111}`);

beforeAll(async () => {
  door = await openStaffDoor('2026-11-23T01:00:00.000Z', (staff, _app, ports) => staff.route('/', classesStaffDoor(ports)));
  for (const [i, name] of names.entries())
    await raiseMany(door.county, [`2026-11-${String(10 + i)}`], {
      title: `楼道灯不亮（${name}反映）`,
      text: `我叫${name}，住东街社区 ${i + 1} 号楼 2 单元 ${300 + i} 室，电话 ${phones[i]}。${['楼道', '地下车库', '门厅', '二楼拐角', '顶层', '侧门', '北门', '电梯口'][i]}的灯坏了半个月，修过又坏，老人下楼看不见。请联系${name}。`,
      contact: { name, phone: phones[i] ?? '', address: `东街社区 ${i + 1} 号楼 2 单元` },
    });
  await raiseMany(door.county, daysFrom('2026-11-12', 5, 1), {
    confidentiality: 'contactHidden',
    text: '保密的：楼道灯坏了，物业说没有钱修。',
  });
  await lookAtClasses(door.county.ports);
});
afterAll(() => door.close());

const form = async (login: string, action: string, fields: Record<string, string>) => {
  const html = await door.page(login, `/staff/classes/${number}/${action}`);
  const version = /name="version" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return door.post(login, `/staff/classes/${number}/${action}`, new URLSearchParams({ csrf: tokenIn(html), version, ...fields }));
};
const as = (login: string) => door.county.actor(login);

describe('who sees a class', () => {
  test('the county’s own roles and the unit whose place it is see it; other units and administrators do not, and a number tells nothing', async () => {
    for (const login of ['paidan', 'zhiban', 'xianban', 'dongzhen'])
      expect([login, (await door.get(login, `/staff/classes/${number}`)).status]).toEqual([login, 200]);
    for (const login of ['chengban', 'minzheng', 'shiqiao', 'shenji', 'guanli', 'anquan']) {
      const answer = await door.get(login, `/staff/classes/${number}`);
      expect([login, answer.status]).toEqual([login, 404]);
      const nothing = await door.get(login, '/staff/classes/C20269999');
      expect((await answer.text()).replaceAll(number, 'x')).toBe((await nothing.text()).replaceAll('C20269999', 'x'));
    }
    for (const path of ['chart.svg', 'proposal', 'proposal.docx', 'measure'])
      expect((await door.get('minzheng', `/staff/classes/${number}/${path}`)).status).toBe(404);
  });
  test('its matters are listed only as far as the reader may see them', async () => {
    expect(await door.page('paidan', `/staff/classes/${number}`)).toContain('楼道灯不亮');
    const town = await door.page('dongzhen', `/staff/classes/${number}`); // the desk still has them all
    expect(town).toContain('没有您能看到的事项');
    for (const name of names) expect(town).not.toContain(name);
  });
  test('the hot board and the settings are not for everybody', async () => {
    expect((await door.get('xianban', '/staff/hot')).status).toBe(200);
    expect(await door.page('xianban', '/staff/hot')).toContain('路灯照明');
    for (const login of ['chengban', 'shenji']) expect((await door.get(login, '/staff/hot')).status).toBe(403);
    expect((await door.get('paidan', '/staff/classes/settings')).status).toBe(403);
  });
});

describe('what is refused keeps what was typed', () => {
  test('a hypothesis with a phone number is not saved', async () => {
    const answer = await form('paidan', 'confirm', { title: '楼道灯', hypothesis: '问过住户 13812345678，说是灯座进水' });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('电话、证件、车牌');
    expect(html).toContain('问过住户 13812345678，说是灯座进水');
  });
  test('two at once: the second is told, keeps the text, and may send it again', async () => {
    const html = await door.page('paidan', `/staff/classes/${number}/confirm`);
    const version = /name="version" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect((await form('zhiban', 'confirm', { title: '楼道灯', hypothesis })).status).toBe(303);
    const late = await door.post(
      'paidan',
      `/staff/classes/${number}/confirm`,
      new URLSearchParams({ csrf: tokenIn(html), version, title: '我写的名称', hypothesis }),
    );
    expect(late.status).toBe(409);
    const shown = await late.text();
    expect(shown).toContain('我写的名称');
    expect(shown).toContain('有了变化');
  });
  test('without the token of the form nothing is done', async () => {
    const answer = await door.post('paidan', `/staff/classes/${number}/aside`, new URLSearchParams({ reason: '不立' }));
    expect(answer.status).toBe(403);
  });
  test('a class by hand: unknown numbers are named', async () => {
    const html = await door.page('paidan', '/staff/classes');
    const answer = await door.post(
      'paidan',
      '/staff/classes',
      new URLSearchParams({ csrf: tokenIn(html), title: '路面', numbers: 'D0000002026112309999' }),
    );
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('D0000002026112309999');
  });
  test('thresholds outside their range and residents without a source are not saved', async () => {
    const html = await door.page('xianban', '/staff/classes/settings');
    const bad = await door.post(
      'xianban',
      '/staff/classes/settings',
      new URLSearchParams({ csrf: tokenIn(html), sameVillage: '0', on: 'yes' }),
    );
    expect(bad.status).toBe(422);
    const residents = { csrf: tokenIn(html), place: 'p-dongjie', n: '３，200', on: '2026-01-01', source: '' };
    expect((await door.post('xianban', '/staff/classes/residents', new URLSearchParams({ ...residents, n: '3200' }))).status).toBe(422);
    expect(
      (await door.post('xianban', '/staff/classes/residents', new URLSearchParams({ ...residents, n: '3200', source: '户籍年报（示例）' })))
        .status,
    ).toBe(303);
    expect(await door.page('xianban', `/staff/classes/${number}`)).toContain('每千人每年');
  });
});

describe('a proposal', () => {
  beforeAll(async () => {
    const { ports } = door.county;
    const steps = [
      ['xianban', { do: 'establish', unitId: 'housing', accountId: 'acc-chengban', whys: goodWhys }],
      ['chengban', { do: 'planMeasure', id: 'M1', plan: goodPlan({ unitId: 'housing', accountId: 'acc-chengban', due: '2026-12-20' }) }],
    ] as const;
    for (const [login, command] of steps) {
      const done = await actOnClass(ports, as(login), number, command);
      if (!done.ok) throw new Error(done.refusal);
    }
  });
  const xml = async () => {
    const answer = await door.get('xianban', `/staff/classes/${number}/proposal.docx`);
    expect(answer.headers.get('content-type')).toContain('wordprocessingml');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
  };
  test('the scanner finds no name, no number and no dwelling, on paper or in the file, however many raisers wrote theirs', async () => {
    const html = await door.page('xianban', `/staff/classes/${number}/proposal`);
    const paper = (/<div lang="zh-CN" class="paper">([\s\S]*)<\/main>/.exec(html)?.[1] ?? '').replace(/<[^>]+>/g, '\n');
    expect(paper).toContain('情形一');
    const word = (await xml())['word/document.xml']?.replace(/<[^>]+>/g, '') ?? '';
    for (const text of [paper, word]) {
      expect(text).toContain('典型情形');
      for (const one of [...names, ...names.map((name) => name.slice(-2)), ...phones]) expect(text).not.toContain(one);
      for (const one of ['周示例', '陈示例']) expect(text).not.toContain(one); // nor the official in charge
      expect(text).not.toMatch(/\d+ ?单元|30\d ?室/);
      expect(findSensitive(text)).toEqual([]);
      expect(text).not.toContain('保密的'); // who asked for secrecy is nobody's example
    }
  });
  test('the file is laid out as GB/T 9704 asks: A4, margins, 28 × 22, odd and even page numbers, the usual typefaces', async () => {
    const files = await xml();
    const document = files['word/document.xml'] ?? '';
    expect(document).toContain('w:w="11906" w:h="16838"');
    expect(document).toMatch(/w:top="2098"[^>]*/);
    expect(document).toMatch(/w:left="1587"|w:left="1588"/);
    expect(document).toContain('w:linePitch="579"');
    expect(document).toContain('w:line="579"');
    expect(document).toContain('w:firstLineChars="200"');
    expect(document).toContain('方正小标宋简体');
    expect(document).toContain('仿宋_GB2312');
    expect(files['word/settings.xml']).toContain('evenAndOddHeaders');
    expect(Object.keys(files).filter((name) => /^word\/footer\d[.]xml$/.test(name))).toHaveLength(2);
  });
  test('making one is logged; a class without an owner has none', async () => {
    const rows = await door.county.ports.db.selectFrom('access_log').select('why').where('what', '=', 'classes-proposal-made').execute();
    expect(rows.length).toBeGreaterThan(0);
    expect((await door.get('xianban', '/staff/classes/C20269999/proposal')).status).toBe(404);
  });
  test('words that still point to somebody after redaction are not used', () => {
    const known = { name: '欧阳志强', phone: '13900001000', address: '东街社区 1 号楼' };
    expect(nameless('我叫欧阳志强，楼道的灯坏了半个月没有人来修，电话 13900001000', known, [])).not.toMatch(/欧阳|志强|139/);
    expect(nameless('停水', known, [])).toBeNull();
    expect(nameless('找周示例反映过，说下个月修楼道的灯', known, ['周示例'])).not.toContain('周示例');
  });
});

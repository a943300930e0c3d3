// The proposal inside the dispatch form, and the switches page.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { learnRouting, readSwitches, suggestCategory } from './index.ts';
import { similarStaffDoor } from './staff.tsx';

let door: StaffDoor;
let leak: string;
let vague: string;
beforeAll(async () => {
  door = await openStaffDoor(
    undefined,
    (staff, _app, ports) => {
      staff.route('/', similarStaffDoor(ports));
    },
    (ports) => ({ suggests: (matterId, lang) => suggestCategory(ports, matterId, lang) }),
  );
  const what = { welfare: ['低保停发了', '低保申请没有回音', '困难补助没到账'], water: ['自来水停了三天', '水管漏水没人来', '水压太低'] };
  for (const [categoryId, texts] of Object.entries(what))
    for (const place of ['东苑', '西苑', '南苑', '北苑'])
      for (const text of texts)
        await door.raised({ title: `${place}${text}（示例）`, text: `${place}的住户反映：${text}，请派人来看。`, categoryId });
  await door.county.ports.db.updateTable('matter').set({ status: 'dispatched' }).execute();
  const learnt = await learnRouting(door.county.ports);
  if (!learnt.ok) throw new Error(learnt.refusal);
  const words = { title: '中苑水管漏水（示例）', text: '中苑的自来水管漏水，水压也低，没人来。' };
  leak = await door.raised({ ...words, categoryId: null });
  vague = await door.raised({ title: '你好', text: '谢谢（示例）', categoryId: null });
});
afterAll(() => door.close());

const dispatch = (login: string, number: string, query = '') => door.page(login, `/staff/matters/${number}/dispatch${query}`);
const chosen = (html: string): string[] =>
  [...(/<select[^>]*name="to"[\s\S]*?<\/select>/.exec(html)?.[0] ?? '').matchAll(/<option[^>]*value="([^"]*)"[^>]*selected/g)].map(
    ([, value]) => value ?? '',
  );

test('the dispatch form says what is proposed, how sure, by which words, and whom the duty lists name; it chooses nothing', async () => {
  const html = await dispatch('paidan', leak);
  expect(html).toMatch(/<h2 id="proposal">建议<\/h2>[\s\S]*可能是“供水”（把握/);
  expect(html).toMatch(/最起作用的字词：[^<]*水/);
  expect(html).toMatch(/职责清单上承担这类事的：[\s\S]*住建局/);
  expect(html).toContain('机器不派单，也不替您选');
  expect(html).toContain(`/staff/matters/${leak}/classify?categoryId=water`);
  expect(chosen(html).filter((value) => value !== '')).toEqual([]);
});

test('a press on the unit puts it into the form and no more; what is no option is left out', async () => {
  expect(chosen(await dispatch('paidan', leak, '?to=housing'))).toEqual(['housing']);
  expect(chosen(await dispatch('paidan', leak, '?to=nobody')).filter((value) => value !== '')).toEqual([]);
  const classify = await door.page('paidan', `/staff/matters/${leak}/classify?categoryId=water`);
  expect(classify).toMatch(/<option[^>]*value="water"[^>]*selected/);
  expect(await door.county.ports.db.selectFrom('matter').select('status').where('number', '=', leak).executeTakeFirst()).toEqual({
    status: 'registered',
  });
});

test('nothing is proposed where the machine is not sure, to whom the step is not, or of a sealed matter', async () => {
  expect(await dispatch('paidan', vague)).not.toContain('id="proposal"');
  expect(await dispatch('huifang', leak)).not.toContain('id="proposal"');
  const sealed = await door.raised({
    title: '中苑水管漏水（示例）',
    text: '中苑的自来水管漏水，水压也低，没人来。',
    categoryId: null,
    confidentiality: 'identitySealed',
  });
  expect(await dispatch('paidan', sealed)).not.toContain('id="proposal"');
});

test('the switches are kept by the system administrator alone, logged, and in force at once', async () => {
  expect((await door.get('paidan', '/staff/suggestions')).status).toBe(403);
  const html = await door.page('guanli', '/staff/suggestions');
  expect(html).toContain('24 条派单决定里学到的');
  const answer = await door.post('guanli', '/staff/suggestions', new URLSearchParams({ csrf: tokenIn(html), on: 'twins' }));
  expect(answer.status).toBe(303);
  expect(await readSwitches(door.county.ports.db)).toEqual({ twins: true, routing: false });
  expect(await dispatch('paidan', leak)).not.toContain('id="proposal"');
  const log = await door.county.ports.db.selectFrom('access_log').selectAll().where('what', '=', 'similar-switched').execute();
  expect(log).toHaveLength(1);
  expect(await door.page('guanli', '/staff/suggestions?saved=1')).toContain('已保存');
});

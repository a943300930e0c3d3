// What the desk is shown before it registers: by the index of likeness, and by the plain comparison where the index cannot tell.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NewConcern, openMatter } from '#features/matters/index.ts';
import { keepSwitches, placeWaiting } from '#features/similar/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { deskHints } from './actions-hints.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

async function raised(over: Partial<NewConcern>): Promise<string> {
  const answer = await openMatter(
    county.ports,
    { kind: 'raiser' },
    {
      channel: 'web',
      kind: 'help',
      title: '',
      text: '',
      placeText: '东街社区',
      placeId: 'p-dongjie',
      categoryId: 'lighting',
      confidentiality: 'normal',
      accusedUnitId: null,
      contact: { name: '张示例', phone: '13800000001' },
      wantsReply: true,
      ...over,
    },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.receipt.number;
}

const lamp = { title: '幸福小区门口路灯不亮（示例）', text: '幸福小区门口的路灯坏了两个星期，晚上一片漆黑，老人摔了一跤。' };
const asked = {
  text: '幸福小区门口的路灯坏了两个星期没人修，晚上一片漆黑，老人差点摔跤。',
  title: '幸福小区路灯坏了',
  placeText: '东街社区',
};
const hints = (login = 'shouli') => deskHints(county.ports, county.actor(login), asked, 'zh');
let first = '';

test('before anything was placed the plain comparison answers', async () => {
  first = await raised(lamp);
  for (const text of ['自来水费收错了', '学校午餐太贵', '合作医疗怎么报销', '公交车改线不方便'])
    await raised({ title: `${text}（示例）`, text: `${text}，请问找谁。`, placeText: '柳河村', placeId: 'p-liuhe' });
  await raised({ title: '石桥村自来水发黄（示例）', text: '石桥村二组的自来水连着三天发黄，有泥沙。' });
  await raised({ title: '阳光小区门口路灯不亮（示例）', text: '阳光小区门口的路灯坏了两个星期，晚上一片漆黑，老人摔了一跤。' });
  const [hint] = await hints();
  expect(hint?.number).toBe(first);
  expect(hint?.why).toMatch(/字词相近 0\.\d\d/);
});

test('once placed, the index answers with its reasons, and another estate is not offered', async () => {
  await placeWaiting(county.ports);
  const found = await hints();
  expect(found.map(({ number }) => number)).toEqual([first]);
  expect(found[0]?.why).toMatch(/^(很可能是同一件事|可能是同一件事|有些相像)：.*幸福/);
  expect(found[0]?.title).toBe(lamp.title);
});

test('what came in a moment ago is not lost; a sealed one is never offered', async () => {
  const late = await raised({ ...lamp, title: '幸福小区门口路灯又坏了（示例）' });
  await raised({ ...lamp, confidentiality: 'identitySealed' });
  const found = await hints();
  expect(found.map(({ number }) => number)).toEqual([first, late]);
  expect(found[1]?.why).toContain('字词相近');
});

test('who may not see the matters is offered nothing', async () => {
  expect(await hints('minzheng')).toEqual([]);
});

test('switched off, the plain comparison answers again', async () => {
  await keepSwitches(county.ports, { twins: false, routing: true });
  const found = await hints();
  expect(found.map(({ number }) => number)).toContain(first);
  for (const { why } of found) expect(why).toMatch(/字词相近 0\.\d\d/);
});

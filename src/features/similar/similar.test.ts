import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStaffDoor, type StaffDoor } from '#test/support/staff-door.ts';
import { placeWaiting } from './index.ts';
import { similarStaffDoor } from './staff.tsx';

let door: StaffDoor;
beforeAll(async () => {
  door = await openStaffDoor(undefined, (staff, _app, ports) => {
    staff.route('/', similarStaffDoor(ports));
  });
});
afterAll(() => door.close());

test('the page names the likely twin with its reasons and offers to merge; the dispatcher is told that the machine is not sure', async () => {
  const first = await door.raised({ title: '幸福小区门口路灯不亮（示例）', placeId: null, placeText: '' });
  const again = await door.raised({
    title: '反映幸福小区路灯坏了（示例）',
    text: '幸福小区门口的路灯不亮半个月了，老人夜里看不见。',
    placeId: null,
    placeText: '',
  });
  await placeWaiting(door.county.ports);
  const html = await door.page('paidan', `/staff/matters/${again}/similar`);
  expect(html).toContain(`/staff/matters/${first}`);
  expect(html).toContain(`/staff/matters/${again}/merge?main=${first}`);
  expect(html).toMatch(/同一件事：都提到“幸福”/);
  expect(html).toContain('机器没有把握，不给建议');
  expect(html).toContain('只是建议');
});

test('who handles neither sees no title of the other, and an unknown number is not found', async () => {
  const mine = await door.raised({
    title: '阳光小区电梯停运（示例）',
    text: '阳光小区的电梯停了三天，老人下不了楼。',
    placeId: null,
    placeText: '',
  });
  expect((await door.get('minzheng', `/staff/matters/${mine}/similar`)).status).toBe(404);
  expect((await door.get('paidan', '/staff/matters/D0/similar')).status).toBe(404);
});

test('nothing alike says so', async () => {
  const lone = await door.raised({
    title: '申请法律援助（示例）',
    text: '请问申请法律援助要带哪些材料，在哪里办。',
    placeId: null,
    placeText: '',
  });
  expect(await door.page('paidan', `/staff/matters/${lone}/similar`)).toContain('没有找到像的事项');
});

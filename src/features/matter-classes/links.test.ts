// From the page of a matter to its classes: only where the reader may see the class, and only while the matter is in it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { raiseMany } from '#test/support/classes.ts';
import { goodWhys, hypothesis } from '#test/support/matter-class.ts';
import { openStaffDoor, type StaffDoor } from '#test/support/staff-door.ts';
import { makeClass, moveMembers } from './actions-members.ts';
import { actOnClass, classLinksOf } from './index.ts';

let door: StaffDoor;
let numbers: string[];
let sealed: string;
let elsewhere: string;
let made = '';
beforeAll(async () => {
  door = await openStaffDoor('2026-11-23T01:00:00.000Z', undefined, (ports) => ({
    classesOf: (viewer, matter, lang) => classLinksOf(ports, viewer, matter, lang),
  }));
  const { county } = door;
  numbers = (await raiseMany(county, ['2026-11-20', '2026-11-21', '2026-11-22'])).map((one) => one.number);
  const [one] = await raiseMany(county, ['2026-11-20'], { confidentiality: 'identitySealed' });
  const [other] = await raiseMany(county, ['2026-11-20'], { categoryId: 'roads', placeId: 'p-xiwan' });
  [sealed, elsewhere] = [one?.number ?? '', other?.number ?? ''];
  const answer = await makeClass(county.ports, county.actor('paidan'), { title: '东街社区楼道灯', numbers: numbers.slice(0, 2) });
  made = answer.ok ? answer.m.number : answer.refusal;
});
afterAll(() => door.close());

const linked = async (login: string, number: string) =>
  (await door.page(login, `/staff/matters/${number}`)).includes(`href="/staff/classes/${made}"`);
const as = (login: string) => door.county.actor(login);

test('those taken in and those within the scope link to it, with its state; a sealed one and one of another kind do not', async () => {
  for (const number of numbers) expect(await linked('paidan', number)).toBe(true);
  expect(await door.page('paidan', `/staff/matters/${numbers[0]}`)).toContain('东街社区楼道灯</a>（线索）');
  expect(await linked('paidan', sealed)).toBe(false);
  expect(await linked('paidan', elsewhere)).toBe(false);
});

test('taken in by hand it links, left out it does not', async () => {
  const { ports } = door.county;
  await actOnClass(ports, as('paidan'), made, { do: 'confirm', title: '东街社区楼道灯反复不亮', hypothesis });
  expect(await moveMembers(ports, as('xianban'), made, 'include', { numbers: [elsewhere], reason: '同一个施工队' })).toMatchObject({
    ok: true,
  });
  expect(await linked('paidan', elsewhere)).toBe(true);
  expect((await moveMembers(ports, as('xianban'), made, 'exclude', { numbers: [elsewhere], reason: '看过，不是' })).ok).toBe(true);
  expect(await linked('paidan', elsewhere)).toBe(false);
});

test('a unit that handles the matter sees the class once it is its own', async () => {
  const { ports } = door.county;
  const number = numbers[0] ?? '';
  await door.sent('paidan', number, 'dispatch', { to: 'housing', reason: '部门职责', copyTo: '' });
  expect(await linked('chengban', number)).toBe(false);
  await actOnClass(ports, as('xianban'), made, { do: 'establish', unitId: 'housing', accountId: 'acc-chengban', whys: goodWhys });
  expect(await linked('chengban', number)).toBe(true);
});

test('what was set aside is linked no more', async () => {
  const { ports } = door.county;
  const [one, two] = await raiseMany(door.county, ['2026-11-20', '2026-11-21'], { categoryId: 'water', placeId: 'p-liuhe' });
  const answer = await makeClass(ports, as('paidan'), { title: '柳河村停水', numbers: [one?.number ?? '', two?.number ?? ''] });
  const number = answer.ok ? answer.m.number : '';
  const page = () => door.page('paidan', `/staff/matters/${one?.number}`);
  expect(await page()).toContain(`/staff/classes/${number}`);
  expect((await actOnClass(ports, as('paidan'), number, { do: 'setAside', reason: '检修通知已发' })).ok).toBe(true);
  expect(await page()).not.toContain(`/staff/classes/${number}`);
});

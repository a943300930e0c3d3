// One kind of trouble, from the clue to the archive and back, with scripts off on a phone: twelve matters and more become a class, get a cause that is no symptom, a
// measure that is refused until it is concrete, an observation, an effect with its interval, a proposal on paper. SHOTS=<folder> keeps pictures.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAtClasses } from '#features/matter-classes/index.ts';
import { classesNav, classesStaffDoor } from '#features/matter-classes/staff.tsx';
import { type Listening, listen } from '#platform/http/listen.ts';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { daysFrom, raiseMany } from '#test/support/classes.ts';
import { openStaffDoor, type StaffDoor } from '#test/support/staff-door.ts';

let door: StaffDoor;
let server: Listening;
let browser: Browser;
const shots = process.env['SHOTS'];
const number = 'C20260001';

beforeAll(async () => {
  door = await openStaffDoor('2026-11-23T01:00:00.000Z', (staff, _app, ports) => staff.route('/', classesStaffDoor(ports)));
  const { county } = door;
  await raiseMany(county, daysFrom('2026-05-04', 70, 3), { title: '楼道灯又坏了（示例）' }); // some two a week, 29 weeks
  await raiseMany(county, daysFrom('2026-11-10', 12, 1), { title: '楼道灯不亮（示例）', placeId: 'p-dongjie-estate' });
  await raiseMany(county, daysFrom('2026-11-16', 6, 1), {
    categoryId: 'water',
    placeId: 'p-liuhe',
    title: '停水（示例）',
    text: '又停水了，没有通知。',
  });
  await lookAtClasses(county.ports);
  server = await listen(door.app as never, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  if (shots) await mkdir(shots, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close(0);
  await door?.close();
});

async function signedIn(login: string, width = 360): Promise<BrowserContext> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: width === 360 ? 740 : 768 } });
  const [name = 'daodi', value = ''] = door.cookieOf(login).split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  return context;
}
async function looked(page: Page, name: string): Promise<void> {
  expect([name, await sidewaysScroll(page)]).toEqual([name, []]);
  if (shots) await page.screenshot({ path: join(shots, `${name}-${page.viewportSize()?.width}.png`), fullPage: true });
}
/** axe needs scripts, so the same page is opened once more with them; one window a width serves all pages. */
const windows = new Map<number, Promise<Page>>();
async function axe(login: string, path: string): Promise<void> {
  for (const width of [360, 1366]) {
    const opened =
      windows.get(width) ?? browser.newContext({ viewport: { width, height: 768 }, bypassCSP: true }).then((context) => context.newPage());
    windows.set(width, opened);
    const page = await opened;
    const [name = 'daodi', value = ''] = door.cookieOf(login).split('=');
    await page.context().addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}${path}`);
    if (width === 360) expect([path, await axeViolations(page)]).toEqual([path, []]);
    await looked(page, path.replace(/\W+/g, '-').slice(1));
  }
}
const open = async (context: BrowserContext, path: string): Promise<Page> => {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${server.url}${path}`);
  return page;
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('from a clue to an effect that can be believed, a proposal, an archive, and a relapse', async () => {
  const desk = await signedIn('paidan');
  let page = await open(desk, '/staff/classes');
  expect(await page.locator('main').textContent()).toContain('同一类别、同一村（社区），30 天内');
  await page.getByRole('link', { name: number }).click();
  expect(await page.locator('main').textContent()).toContain('达到 5 件就提出');
  await looked(page, 'clue');
  await page.getByRole('link', { name: '确认为候选' }).click();
  await page.getByLabel('名称').fill('东街社区楼道灯反复不亮');
  await press(page, '确认');
  expect(await page.locator('.field-error').textContent()).toContain('请写假设');
  expect(await page.getByLabel('名称').inputValue()).toBe('东街社区楼道灯反复不亮');
  await page.getByLabel('假设').fill('东街社区多栋楼的楼道灯修好又坏');
  await press(page, '确认');
  expect(await page.locator('main').textContent()).toContain('已保存');
  await desk.close();

  const office = await signedIn('xianban');
  page = await open(office, `/staff/classes/${number}/establish`);
  await page.getByLabel('牵头单位').selectOption('housing');
  await page.getByLabel('责任人').selectOption('acc-chengban');
  await page.getByLabel('为什么会这样').fill('灯座进水，换了灯泡几天又坏');
  await page.getByLabel('再问第 2 次').fill('外墙漏水，楼顶防水十五年没有做过');
  await page.getByLabel('再问第 3 次').fill('楼道灯反复不亮');
  await press(page, '立题');
  expect(await page.locator('.field-error').textContent()).toContain('只是把现象又说了一遍');
  await looked(page, 'establish-refused');
  await page.getByLabel('再问第 3 次').fill('维修资金要三分之二业主签字，没有人牵头收齐');
  await press(page, '立题');
  expect(await page.locator('.tag').first().textContent()).toBe('已立题');

  const owner = await signedIn('chengban');
  page = await open(owner, `/staff/classes/${number}`);
  await page.getByRole('link', { name: '定一项措施' }).click();
  await page.getByLabel('改设施').check();
  await page.getByLabel('做什么').fill('高度重视，进一步加强管理，压实责任');
  await page.getByLabel('完成日期').fill('2026-12-20');
  await press(page, '保存措施');
  const refused = await page.locator('main').textContent();
  for (const words of ['只有套话', '缺地点', '缺数量', '缺外人也能核对的标准', '缺花多少钱', '缺做不成怎么办'])
    expect(refused).toContain(words);
  expect(await page.getByLabel('做什么').inputValue()).toContain('高度重视');
  await looked(page, 'measure-refused');
  await page.getByLabel('做什么').fill('更换东街社区三号楼到七号楼楼道声控灯 42 盏，灯座加防水罩');
  await page.getByLabel('做到什么样算完成').fill('晚上 7 点逐层走一遍，42 盏全部点亮，附照片');
  await page.getByLabel('花多少钱').fill('2.1 万元，物业专项维修资金');
  await page.getByLabel('改哪个制度').fill('《东街社区公共照明巡修办法》增加每周一次夜间巡灯');
  await page.getByLabel('谁来检查').fill('社区居委会夜间抽查');
  await page.getByLabel('怎么问居民').fill('电话回访反映过的 12 户');
  await page.getByLabel('做不成怎么办').fill('由街道用应急资金先修，再向物业追偿');
  await press(page, '保存措施');
  expect(await page.locator('main').textContent()).toContain('42 盏');
  await page.getByRole('link', { name: '措施开始' }).click();
  await press(page, '开始');

  door.county.at('2026-12-14T02:00:00.000Z');
  await open(office, `/staff/classes/${number}`); // so that nobody is signed out while months pass
  page = await open(owner, `/staff/classes/${number}/finish`);
  await page.getByLabel('哪一项').selectOption({ index: 1 });
  await page.getByLabel('做完的日期').fill('2026-12-14');
  await page.getByLabel('凭据').fill('验收单，42 盏全亮');
  await press(page, '做完了');
  await page.getByRole('link', { name: '进入观察期' }).click();
  await press(page, '开始观察');
  expect(await page.locator('.tag').first().textContent()).toBe('观察期');

  await raiseMany(door.county, ['2026-12-28', '2027-01-20']);
  door.county.at('2027-02-08T02:00:00.000Z');
  page = await open(owner, `/staff/classes/${number}`);
  expect(await page.getByRole('link', { name: '判定成效' }).count()).toBe(0);
  page = await open(office, `/staff/classes/${number}/conclude`);
  expect(await page.locator('main').textContent()).toMatch(/措施后每周新增大约下降 \d+%（95% 区间：下降 \d+% 到下降 \d+%）/);
  await page.getByLabel('见效', { exact: true }).check();
  await page.getByLabel('依据').fill('两个周期都低于从前，区间都在下降一侧');
  await press(page, '判定');
  await page.getByRole('link', { name: '归档' }).click();
  await page.getByLabel('靠什么管住').fill('每周夜间巡灯写进物业合同');
  await press(page, '归档');
  expect(await page.locator('.tag').first().textContent()).toBe('已归档');
  await axe('xianban', `/staff/classes/${number}`);

  page = await open(office, `/staff/classes/${number}/proposal`);
  const paper = await page.locator('.paper').textContent();
  expect(paper).toContain('关于治理“东街社区楼道灯反复不亮”的建议');
  expect(paper).toContain('公开征求意见，期限一般不少于 30 日');
  await looked(page, 'proposal');
  if (shots)
    await writeFile(
      join(shots, 'proposal.docx'),
      Buffer.from(await (await door.get('xianban', `/staff/classes/${number}/proposal.docx`)).arrayBuffer()),
    );

  await raiseMany(door.county, daysFrom('2027-02-10', 9, 1));
  door.county.at('2027-02-20T02:00:00.000Z');
  await lookAtClasses(door.county.ports);
  page = await open(office, `/staff/classes/${number}`);
  expect(await page.locator('main').textContent()).toContain('它又回来了');
  await office.close();
  await owner.close();
}, 120_000);

test('every page of the room is free of axe violations and of sideways scroll, on a phone and on an office screen', async () => {
  const pages = [
    '/staff/classes',
    '/staff/classes?state=aside',
    '/staff/hot',
    '/staff/season',
    '/staff/classes/settings',
    '/staff/classes/residents',
    '/staff/classes/C20260002',
    '/staff/classes/C20260002/confirm',
    '/staff/classes/C20260002/split',
    '/staff/classes/C20260002/join',
    `/staff/classes/${number}/measure`,
    `/staff/classes/${number}/cause`,
    `/staff/classes/${number}/proposal`,
  ];
  for (const path of pages) await axe('xianban', path);
  expect(classesNav({ roles: ['audit'] } as never, 'zh')).toEqual([]);
}, 180_000);

test('in English no page of the room holds a Chinese word of its own', async () => {
  const own = [
    '东街',
    '柳河',
    '楼道灯',
    '停水',
    '照明',
    '供水',
    '路灯',
    '示例',
    '社区',
    '村',
    '局',
    '镇',
    '乡',
    '县',
    '中心',
    '组',
    '岗',
    '办',
    '（',
    '）',
  ];
  for (const path of [
    '/staff/hot',
    '/staff/season',
    '/staff/classes/settings',
    '/staff/classes/residents',
    '/staff/classes?state=aside',
    '/staff/classes/C20260002/split',
  ]) {
    const html = await door.page('xianban', `${path}${path.includes('?') ? '&' : '?'}lang=en`);
    let rest = html.replace(/<(a|span|option|optgroup|b)\b[^>]*(?:lang="zh[^"]*"|>)[^<]*<\/\1>/g, '').replace(/<[^>]+>/g, ' ');
    for (const word of own) rest = rest.replaceAll(word, '');
    expect([path, rest.match(/[^\n]{0,20}\p{Script=Han}{2,}[^\n]{0,20}/u)?.[0]]).toEqual([path, undefined]);
  }
});

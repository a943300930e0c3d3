// Through the staff door: piles, ledger, several at once, photos, merging; and that every action answers everybody.
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importOld } from '#test/support/older-ledger.ts';
import { hiddenIn, openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { act, tickMatter } from './index.ts';
import { changedPart } from './pages/story.tsx';
import { countPiles } from './store-staff.ts';
import { actionWords } from './words.ts';

let door: StaffDoor;
beforeAll(async () => {
  door = await openStaffDoor();
});
afterAll(() => door.close());

const get: StaffDoor['get'] = (...asked) => door.get(...asked);
const page: StaffDoor['page'] = (...asked) => door.page(...asked);
const raised: StaffDoor['raised'] = (...asked) => door.raised(...asked);
const send: StaffDoor['send'] = (...asked) => door.send(...asked);
const sent: StaffDoor['sent'] = (...asked) => door.sent(...asked);
const acknowledged: StaffDoor['acknowledged'] = (...asked) => door.acknowledged(...asked);
const dispatched: StaffDoor['dispatched'] = (...asked) => door.dispatched(...asked);

test('several dispatched at once pass the same decision as one alone', async () => {
  const [good, down, gone] = [await raised(), await raised({ categoryId: 'lighting' }), await raised()];
  await sent('paidan', gone, 'dispatch', { to: 'housing', reason: '先派', copyTo: '' });
  const single = async (number: string, to: string) =>
    (await send('paidan', number, 'dispatch', { to, reason: '批量', copyTo: '' })).text();
  const alone = await single(down, 'east-town');
  const csrf = tokenIn(await page('paidan', '/staff?pile=dispatch'));
  const bulk = async (login: string, to: string, numbers: string[], token = csrf) =>
    (
      await door.app.request('/staff/matters/bulk', {
        method: 'POST',
        headers: { cookie: door.cookieOf(login), 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams([
          ['csrf', token],
          ['to', to],
          ['reason', '批量'],
          ...numbers.map((number): [string, string] => ['matter', number]),
        ]),
      })
    ).text();
  const html = await bulk('paidan', 'east-town', [`${down}@1`, `${gone}@1`, 'D1@1']);
  const sentence = /不能派给这个单位：[^<]*没有改动。/.exec(alone)?.[0] ?? 'none';
  expect(html).toContain(sentence);
  expect(html).toContain('别人已经更新了这件事');
  expect(html).toContain('没有找到这件事');
  expect(await bulk('paidan', 'housing', [`${good}@1`])).toContain('选上 1 件，派出 1 件');
  expect(await bulk('chengban', 'housing', [`${down}@1`], tokenIn(await page('chengban', '/staff')))).toContain('没有找到这件事');
  expect(await bulk('shouli', 'housing', [`${down}@1`], tokenIn(await page('shouli', '/staff')))).toContain('您的岗位没有这一步的权限');
});

test('photos of a note are kept through a refusal, shown to those who see the matter, and to nobody else', async () => {
  const number = await dispatched();
  await acknowledged(number);
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'green' } })
    .jpeg()
    .toBuffer();
  const postNote = async (login: string, html: string, fields: Record<string, string>, file?: Buffer) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({
      csrf: tokenIn(html),
      version: hiddenIn(html, 'version'),
      key: hiddenIn(html, 'key'),
      ...fields,
    }))
      body.set(name, value);
    if (file) body.set('photos', new File([new Uint8Array(file)], 'a.jpg', { type: 'image/jpeg' }));
    return door.app.request(`/staff/matters/${number}/note`, { method: 'POST', headers: { cookie: door.cookieOf(login) }, body });
  };
  const form = await page('chengban', `/staff/matters/${number}/note`);
  const fake = await postNote('chengban', form, { words: '看了现场', statement: '' }, Buffer.from('<html><script>1</script></html>'));
  expect(fake.status).toBe(422);
  expect(await fake.clone().text()).toContain('看了现场');
  const refused = await postNote('chengban', form, { words: '', statement: '' }, jpeg);
  expect(refused.status).toBe(422);
  const again = await refused.text();
  expect(again).toContain('文件已经收到');
  expect((await postNote('chengban', again, { words: '看了现场', statement: '', kept: hiddenIn(again, 'kept') })).status).toBe(303);
  const id = /photos\/([0-9A-Z]+)"/.exec(await page('chengban', `/staff/matters/${number}`))?.[1] ?? 'none';
  const photo = await get('chengban', `/staff/matters/${number}/photos/${id}`);
  expect([photo.status, photo.headers.get('content-type'), photo.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'no-store']);
  expect((await get('chengban', `/staff/matters/${number}/photos/${id}?size=thumb`)).status).toBe(200);
  expect((await get('minzheng', `/staff/matters/${number}/photos/${id}`)).status).toBe(404);
  expect((await get('chengban', `/staff/matters/${await dispatched()}/photos/${id}`)).status).toBe(404);
});

test('a merge is chosen from neighbours or found by words, and leads to the main matter', async () => {
  const main = await dispatched({ title: '三栋楼下没灯（示例）', placeId: 'p-shiqiao' });
  const copy = await raised({ title: '没灯看不见路（示例）', placeId: 'p-shiqiao' });
  expect(await page('shouli', `/staff/matters/${copy}/merge`)).toContain('三栋楼下没灯');
  expect(await page('shouli', `/staff/matters/${copy}/merge?find=${encodeURIComponent('三栋')}`)).toContain(main);
  const wrong = await send('shouli', copy, 'merge', { main: 'D123', reason: '同一盏灯' });
  expect(wrong.status).toBe(404);
  expect(await wrong.text()).toContain('同一盏灯');
  await sent('shouli', copy, 'merge', { main: main.slice(1), reason: '同一盏灯' });
  expect(await page('shouli', `/staff/matters/${copy}`)).toContain(`/staff/matters/${main}`);
  expect(await page('shouli', `/staff/matters/${main}`)).toContain(`/staff/matters/${copy}`);
});

test('a preview shows what the raiser will read and sends nothing', async () => {
  const number = await dispatched();
  await acknowledged(number);
  const answer = await send('chengban', number, 'reply', {
    step: 'preview',
    outcome: 'explain',
    text: '线路要等冬修，计划十二月十日前换好。',
    basis: '示例县照明维护办法第三条',
    remedy: '',
    statement: '看过现场',
    toldHow: 'page',
  });
  expect(answer.status).toBe(200);
  const html = await answer.text();
  expect(html).toContain('反映人会看到这样的答复');
  expect(html).toContain('如果不认可这个解释');
  expect(await page('chengban', `/staff/matters/${number}`)).not.toContain('计划十二月十日前换好');
});

test("the summary shows what went and what came, and leaves the raiser's words alone", async () => {
  const number = await raised();
  await sent('shouli', number, 'summarise', { summary: '路灯坏了两周' });
  await sent('shouli', number, 'summarise', { summary: '路灯坏了三周' });
  const html = await page('shouli', `/staff/matters/${number}`);
  expect(html).toContain('路灯坏了<del>两</del><ins>三</ins>周');
  expect(html).toContain('幸福小区门口的路灯坏了两个星期');
  expect(changedPart('', 'abc')).toEqual({ head: '', gone: '', come: 'abc', tail: '' });
  expect(changedPart('aa', 'a')).toEqual({ head: 'a', gone: 'a', come: '', tail: '' });
});

test('the order on paper carries unit, date and rule, and nothing of the raiser', async () => {
  const html = await page('chengban', `/staff/matters/${await dispatched()}/order`);
  for (const words of ['住建局', '2026年11月30日', 'hotline.reply.jn', '部1 住房物业（牵头）', '报编号转接']) expect(html).toContain(words);
  expect(html).not.toContain('反映人 '); // not even the alias
});

test('piles count what they list, by unit and by role', async () => {
  const start = await raised({ categoryId: 'lighting' });
  await sent('paidan', start, 'dispatch', { to: 'housing', reason: '', copyTo: '' });
  door.county.advance(30 * 3_600_000);
  await tickMatter(door.county.ports, start);
  expect(await page('chengban', '/staff?pile=overdue')).toContain(`/staff/matters/${start}`);
  expect(await page('minzheng', '/staff?pile=overdue')).not.toContain(`/staff/matters/${start}`);
  expect(await page('paidan', '/staff?pile=overdue')).toContain('超期 6 小时');
  const scope = { units: null, hide: [], accountId: '', now: door.county.ports.now(), soon: door.county.ports.now() };
  const counts = await countPiles(door.county.ports.db, scope);
  const listed = (await page('paidan', '/staff?pile=overdue')).match(/<th scope="row">/g)?.length ?? 0;
  expect(listed).toBe(counts.overdue);
  expect(await page('shenji', '/staff')).toContain('您的岗位不看诉求内容');
  expect((await get('shenji', '/staff/matters')).status).toBe(403);
});

test('rows of an older ledger are a pile of their own, and leave it when they are dispatched', async () => {
  expect(await page('paidan', '/staff')).not.toContain('pile=old');
  const number = await importOld(door.county, '旧台账里的井盖（示例）');
  for (const pile of ['dispatch', 'overdue'])
    expect([pile, (await page('paidan', `/staff?pile=${pile}`)).includes(number)]).toEqual([pile, false]);
  const old = await page('paidan', '/staff?pile=old');
  expect(old).toContain(`/staff/matters/${number}`);
  expect(old).toMatch(/旧台账导入，原期限 2010-\d\d-\d\d 已过/);
  await sent('paidan', number, 'dispatch', { to: 'housing', reason: '', copyTo: '' });
  expect(await page('paidan', '/staff')).not.toContain('pile=old');
});

test('the ledger keeps its filters in the address, finds any characters and any number, and pages by cursor', async () => {
  const number = await raised({ title: '水管爆裂（示例）', text: '凌晨水管爆了，满街是水。' });
  expect(await page('shouli', `/staff/matters?q=${encodeURIComponent('爆了')}`)).toContain(number);
  expect(await page('shouli', `/staff/matters?q=${number.slice(1, 7)}%20${number.slice(7)}`)).toContain(number);
  expect(await page('shouli', `/staff/matters?q=${encodeURIComponent('爆了')}&status=archived`)).not.toContain(number);
  for (let i = 0; i < 52; i += 1) await raised({ title: `第${i}件（示例）` });
  const first = await page('shouli', '/staff/matters?open=1&category=housing');
  const next = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(next).toContain('/staff/matters?category=housing&open=1&cursor=');
  const rows = (html: string) => [...html.matchAll(/<th scope="row"><a href="\/staff\/matters\/(D\d+)"/g)].map((match) => match[1]);
  expect(rows(first)).toHaveLength(50);
  expect(rows(await page('shouli', next)).filter((one) => rows(first).includes(one))).toEqual([]);
  expect(Buffer.byteLength(first)).toBeLessThan(60_000);
});

test('every action answers everybody with a form or one sentence, in both languages, wherever the matter stands', async () => {
  const working = await dispatched();
  await acknowledged(working);
  const answered = await dispatched();
  await acknowledged(answered);
  await sent('chengban', answered, 'reply', {
    outcome: 'support',
    text: '路灯线路已修复，今晚亮灯。',
    basis: '示例',
    remedy: '',
    statement: '看过现场',
    toldHow: 'page',
  });
  const offered = new Set<string>();
  for (const number of [await raised(), working, answered]) {
    for (const login of ['shouli', 'paidan', 'zhiban', 'chengban', 'juzhang', 'huifang', 'xianban']) {
      const html = await page(login, `/staff/matters/${number}`);
      const links = [...html.matchAll(/"\/staff\/matters\/D\d+\/(\w+)"/g)]
        .map((match) => match[1] ?? '')
        .filter((name) => name in actionWords);
      for (const action of Object.keys(actionWords)) {
        const answer = await get(login, `/staff/matters/${number}/${action}?lang=en`);
        if (answer.status === 404) continue;
        const form = await answer.text();
        expect([200, 403, 409], `${login} ${action}`).toContain(answer.status);
        if (action === 'acknowledge') continue; // one press on the matter's own page
        expect(form.includes('name="version"'), `${login} ${action} ${answer.status}`).toBe(answer.status === 200);
        if (links.includes(action)) offered.add(action);
        expect(links.includes(action) ? answer.status : 200, `${login} is offered ${action}`).toBe(200);
      }
    }
  }
  for (const action of [
    'dispatch',
    'classify',
    'summarise',
    'merge',
    'replyAtOnce',
    'notAccept',
    'handToEmergency',
    'seal',
    'recuse',
    'contact',
    'note',
    'reply',
    'askHelper',
    'handOver',
    'object',
    'askExtension',
    'hold',
    'askPause',
    'askTermination',
    'escalate',
  ])
    expect([...offered]).toContain(action);
});

test('what is not there and what is not asked for is told plainly', async () => {
  const number = await raised();
  expect((await get('shouli', `/staff/matters/${number}/explode`)).status).toBe(404);
  expect((await get('shouli', `/staff/matters/${number}/tick`)).status).toBe(404);
  expect((await get('shouli', `/staff/matters/${number.slice(1)}`)).headers.get('location')).toBe(`/staff/matters/${number}`);
  expect(
    (
      await door.app.request(`/staff/matters/${number}/note`, {
        method: 'POST',
        headers: { cookie: door.cookieOf('shouli'), 'content-type': 'application/x-www-form-urlencoded' },
        body: 'words=x',
      })
    ).status,
  ).toBe(403);
  expect(await act(door.county.ports, door.county.actor('shouli'), number, { do: 'acknowledge' })).toMatchObject({ ok: false });
});

// Through the staff door, in process: what forms do, what pages say, and who may not.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFileStore } from '#platform/files/store.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { requireStaff } from '#platform/session/require-staff.ts';
import { openSessions } from '#platform/session/sessions.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { act, type NewConcern, openMatter, tickMatter } from './index.ts';
import { changedPart } from './pages/story.tsx';
import { mattersNav, mattersStaffDoor } from './staff.tsx';
import { countPiles } from './store-staff.ts';
import { actionWords } from './words.ts';

const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';

describe('the staff door of matters', () => {
  let county: TestCounty;
  let app: Hono<HttpEnv>;
  let folder: string;
  const cookies = new Map<string, string>();

  beforeAll(async () => {
    county = await testCounty();
    folder = await mkdtemp(join(tmpdir(), 'daodi-matters-'));
    const sessions = openSessions(county.ports, { idleMinutes: 100_000, absoluteHours: 100_000 });
    app = httpFrame({
      log: county.ports.log,
      site: () => ({ county: '示例县', phone: '0000-12345' }),
      baseUrl: null,
      trustedProxies: 0,
      sign: (text) => text,
    });
    const staff = new Hono<StaffEnv>();
    staff.use(requireStaff({ sessions, nav: mattersNav, signInAgain: (c) => c.text('sign in', 401) }));
    staff.route('/', mattersStaffDoor({ ...county.ports, files: await openFileStore(folder) }));
    app.route('/staff', staff as unknown as Hono<HttpEnv>);
    for (const login of [
      'shouli',
      'paidan',
      'zhiban',
      'chengban',
      'juzhang',
      'minzheng',
      'dongzhen',
      'shiqiao',
      'huifang',
      'xianban',
      'shenji',
    ]) {
      cookies.set(login, `daodi=${(await sessions.open(`acc-${login}`)).token}`);
    }
  });
  afterAll(async () => {
    await county.close();
    await rm(folder, { recursive: true, force: true });
  });

  const get = (login: string, path: string) => app.request(path, { headers: { cookie: cookies.get(login) ?? '' } });
  const page = async (login: string, path: string) => (await get(login, path)).text();
  const tokenIn = (html: string) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

  async function raised(over: Partial<NewConcern> = {}): Promise<string> {
    const answer = await openMatter(
      county.ports,
      { kind: 'raiser' },
      {
        channel: 'web',
        kind: 'help',
        title: '路灯不亮（示例）',
        text: '幸福小区门口的路灯坏了两个星期，老人夜里摔了一跤。请打 13812345678。',
        placeText: '东街社区',
        placeId: 'p-dongjie',
        categoryId: 'housing',
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

  /** Opens the form as a browser does, fills it in, and sends it with its hidden fields. */
  async function send(login: string, number: string, action: string, fields: Record<string, string>, formHtml?: string) {
    const html = formHtml ?? (await page(login, `/staff/matters/${number}/${action}`));
    const body = new URLSearchParams({ csrf: tokenIn(html), version: hidden(html, 'version'), key: hidden(html, 'key'), ...fields });
    return app.request(`/staff/matters/${number}/${action}`, {
      method: 'POST',
      headers: { cookie: cookies.get(login) ?? '', 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  }
  async function sent(login: string, number: string, action: string, fields: Record<string, string> = {}) {
    const answer = await send(login, number, action, fields, fields['csrf'] === undefined ? undefined : '');
    expect(
      answer.status,
      `${action}: ${
        answer.status === 303
          ? ''
          : (await answer.clone().text())
              .replace(/<[^>]+>/g, ' ')
              .replace(/\s+/g, ' ')
              .slice(0, 900)
      }`,
    ).toBe(303);
    return answer;
  }
  async function acknowledged(number: string, login = 'chengban') {
    const csrf = tokenIn(await page(login, `/staff/matters/${number}`));
    return sent(login, number, 'acknowledge', { csrf });
  }
  async function dispatched(over: Partial<NewConcern> = {}): Promise<string> {
    const number = await raised(over);
    await sent('paidan', number, 'dispatch', { to: 'housing', reason: '部门职责', copyTo: '' });
    return number;
  }

  test('a matter is dispatched, signed for with one press, its raiser contacted, and answered; the page tells it as a story', async () => {
    const number = await dispatched();
    const before = await page('chengban', `/staff/matters/${number}`);
    expect(before).toContain('派单给住建局，依据清单 部1 住房物业（牵头）');
    await acknowledged(number);
    await sent('chengban', number, 'contact', { how: 'phone', reached: 'yes', words: '约定下午看现场' });
    const done = await sent('chengban', number, 'reply', {
      outcome: 'support',
      text: '路灯线路已修复，今晚亮灯。',
      basis: '《城市照明管理规定》',
      remedy: '',
      statement: '',
      toldHow: 'phone',
    });
    expect(done.headers.get('location')).toBe(`/staff/matters/${number}?done=reply`);
    const after = await page('chengban', `/staff/matters/${number}?done=reply`);
    expect(after).toContain('已答复，等反映人评价');
    for (const words of [
      '签收。',
      '联系上反映人（打电话）',
      '约定下午看现场',
      '路灯线路已修复，今晚亮灯。',
      '没办好就选“没解决”',
      '只能由反映人作出',
    ])
      expect(after).toContain(words);
  });

  test('a duty that a department took back does not go down to a township: the sentence names the department, and what was typed is kept', async () => {
    const number = await raised({ categoryId: 'lighting' });
    const form = await page('paidan', `/staff/matters/${number}/dispatch`);
    expect(form).toMatch(/示例东镇 · 已收回，归[^<]*住房和城乡建设局，不能派/);
    const answer = await send('paidan', number, 'dispatch', { to: 'east-town', reason: '请尽快修好，老人摔跤了', copyTo: '' });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain('这项职责已由部门收回，应派给示例县住房和城乡建设局');
    expect(html).toContain('请尽快修好，老人摔跤了');
    expect(html).toMatch(/<option value="east-town" selected/);
  });

  test('of two clerks at once one wins; the other sees what changed and keeps every word, and may then send it', async () => {
    const number = await raised();
    const form = await page('shouli', `/staff/matters/${number}/summarise`);
    await sent('paidan', number, 'dispatch', { to: 'housing', reason: '部门职责', copyTo: '' });
    const late = await send('shouli', number, 'summarise', { summary: '路灯坏两周，老人摔跤' }, form);
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain('您填写的时候，这件事有了变化');
    expect(html).toContain('派单给住建局');
    expect(html).toContain('路灯坏两周，老人摔跤');
    expect((await send('shouli', number, 'summarise', { summary: '路灯坏两周，老人摔跤' }, html)).status).toBe(303);
  });

  test('the same form sent twice acts once', async () => {
    const number = await dispatched();
    await acknowledged(number);
    const form = await page('chengban', `/staff/matters/${number}/note`);
    const fields = { words: '已联系灯具厂', statement: '' };
    const answers = await Promise.all([send('chengban', number, 'note', fields, form), send('chengban', number, 'note', fields, form)]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect((await page('chengban', `/staff/matters/${number}`)).match(/已联系灯具厂/g)).toHaveLength(1);
  });

  test.each([
    ['contact', { how: 'phone', reached: 'yes', words: '' }, 422, '内容是空的'],
    ['contact', { how: 'phone', words: '说了几句' }, 422, '请选一项'],
    ['askExtension', { until: '下周', measure: '采购灯具', reason: '缺件' }, 422, '日期要写成 2026-12-02 这样'],
    ['hold', { until: '2026-12-20', nextContactOn: '2026-12-01', measure: '', reason: '等灯具' }, 422, '措施'],
    [
      'reply',
      { outcome: 'support', text: '收悉，高度重视。', basis: '职责', remedy: '', statement: '', toldHow: 'page' },
      422,
      '这份答复没有说明做了什么（只有“收悉”“已转”一类的话）',
    ],
    ['note', { words: '字'.repeat(2001), statement: '' }, 422, '太长了，最多 2000 字'],
  ])('%s refused for its words: a sentence beside the form, everything kept, nothing written', async (action, fields, status, sentence) => {
    const number = await dispatched();
    await acknowledged(number);
    const before = (await county.ports.db.selectFrom('matter').select('version').where('number', '=', number).executeTakeFirstOrThrow())
      .version;
    const answer = await send('chengban', number, action, fields as unknown as Record<string, string>);
    expect(answer.status).toBe(status);
    const html = await answer.text();
    expect(html).toContain(sentence);
    expect(html).toContain('error-summary');
    for (const typed of Object.values(fields)) if (typed !== '') expect(html).toContain(typed);
    expect(
      (await county.ports.db.selectFrom('matter').select('version').where('number', '=', number).executeTakeFirstOrThrow()).version,
    ).toBe(before);
  });

  test('an objection is ruled by a second person, told as final, and cannot be raised again', async () => {
    const number = await dispatched();
    await sent('chengban', number, 'object', { reason: '应属物业', basis: '清单部1', proposedUnitId: 'civil' });
    expect(await page('zhiban', '/staff/rulings')).toContain('应属物业');
    expect(await page('paidan', '/staff/rulings')).toContain('经手过的人和单位不能裁定'); // no: it dispatched it
    await sent('zhiban', number, 'ruleObjection', { outcome: 'rejected', to: '', reason: '清单写明由住建局办' });
    const html = await page('chengban', `/staff/matters/${number}`);
    expect(html).toContain('不得再退');
    expect(html).toMatch(/提派单异议：已裁定，不得再退/);
    const again = await get('chengban', `/staff/matters/${number}/object`);
    expect(again.status).toBe(403);
    expect(await again.text()).toContain('异议已经裁定，不得再退');
  });

  test('an extension shows both dates in the story, and the applicant cannot rule on it', async () => {
    const number = await dispatched();
    await acknowledged(number);
    await sent('chengban', number, 'askExtension', { until: '2026-12-02', measure: '采购灯具', reason: '缺灯具' });
    expect((await get('chengban', `/staff/matters/${number}/ruleExtension`)).status).toBe(403);
    await sent('zhiban', number, 'ruleExtension', { granted: 'yes', reason: '属实', toldRaiser: 'yes' });
    expect(await page('chengban', `/staff/matters/${number}`)).toMatch(/时限由 2026年11月30日（周一）[^<]* 改为 2026年12月2日/);
  });

  test('handlers see neither name nor phone anywhere; the desk opens the contact with a reason, once, and it is counted', async () => {
    const number = await dispatched();
    for (const path of ['', '/order', '/note', '/reply', '/summarise']) {
      const html = await page('chengban', `/staff/matters/${number}${path}`);
      expect(html).not.toContain('张示例');
      expect(html).not.toMatch(/13800000001|13812345678/);
    }
    expect(await page('chengban', `/staff/matters/${number}`)).toContain('报编号转接');
    expect((await get('chengban', `/staff/matters/${number}/raiser`)).status).toBe(403);
    const form = await page('shouli', `/staff/matters/${number}/raiser`);
    expect(form).not.toContain('13800000001');
    expect((await send('shouli', number, 'raiser', { why: ' ' }, form)).status).toBe(422);
    expect((await send('chengban', number, 'raiser', { why: '想看看' }, await page('chengban', `/staff/matters/${number}`))).status).toBe(
      403,
    );
    const shown = await (await send('shouli', number, 'raiser', { why: '转接承办人' }, form)).text();
    expect(shown).toContain('张示例');
    expect(shown).toContain('13800000001');
    expect(
      await county.ports.db
        .selectFrom('access_log')
        .select(['account_id', 'why', 'what'])
        .where('what', '=', 'matters-contact-seen')
        .execute(),
    ).toEqual([{ account_id: 'acc-shouli', why: '转接承办人', what: 'matters-contact-seen' }]);
    expect(await page('shouli', `/staff/matters/${number}`)).toContain('联系方式被看过 1 次');
    expect(await page('shouli', `/staff/matters/${number}/order`)).not.toMatch(/张示例|13800000001|13812345678/);
  });

  test('the unit complained about, and a stranger, find nothing at any address; auditors see no content', async () => {
    const number = await raised({
      title: '举报住建局某人（示例）',
      kind: 'report',
      confidentiality: 'accusation',
      accusedUnitId: 'housing',
    });
    const answers: string[] = [];
    for (const login of ['chengban', 'juzhang', 'minzheng', 'shenji']) {
      for (const path of ['', '/order', '/dispatch', '/note', '/reply', '/raiser', '/merge', '/photos/x']) {
        const answer = await get(login, `/staff/matters/${number}${path}`);
        expect(answer.status, `${login} ${path}`).toBe(404);
        const html = await answer.text();
        expect(html).not.toContain('举报住建局');
        answers.push(html.replaceAll(number, 'N'));
      }
      const csrf = tokenIn(await page(login, '/staff'));
      expect((await send(login, number, 'note', { csrf, words: '想看看' }, '')).status).toBe(404);
      for (const list of ['/staff', '/staff?pile=dispatch', '/staff/matters?q=举报', `/staff/matters?q=${number}`, '/staff/matters?open=1'])
        expect(await page(login, list)).not.toContain('举报住建局');
    }
    const unknown = await page('chengban', '/staff/matters/D0000002026112399990');
    expect(answers.every((html) => html.replaceAll(number, 'N').length > 0) && unknown).toContain('没有找到这件事');
    expect(await page('xianban', '/staff/matters?q=举报')).toContain('举报住建局');
  });

  test('HTML typed into any field comes out as words', async () => {
    const number = await raised({ title: evil, text: evil, placeText: evil, contact: { name: evil, phone: '13800000009' } });
    await sent('paidan', number, 'summarise', { summary: evil });
    await sent('paidan', number, 'dispatch', { to: 'housing', reason: evil, copyTo: '' });
    await acknowledged(number);
    await sent('chengban', number, 'contact', { how: 'phone', reached: 'yes', words: evil });
    await sent('chengban', number, 'note', { words: evil, statement: evil });
    await sent('chengban', number, 'askExtension', { until: '2026-12-02', measure: evil, reason: evil });
    await sent('chengban', number, 'reply', {
      outcome: 'support',
      text: evil,
      basis: evil,
      remedy: evil,
      statement: evil,
      toldHow: 'page',
    });
    const html = [
      await page('chengban', `/staff/matters/${number}`),
      await page('shouli', `/staff/matters/${number}`),
      await page('chengban', `/staff/matters/${number}/order`),
      await page('chengban', '/staff?pile=callback'),
      await page('chengban', `/staff/matters?q=${encodeURIComponent(evil)}`),
      await (await send('chengban', number, 'reply', { text: evil, basis: evil, outcome: evil })).text(),
      await (await send('shouli', number, 'raiser', { why: evil }, await page('shouli', `/staff/matters/${number}/raiser`))).text(),
      await page('paidan', `/staff/matters/${number}?done=${encodeURIComponent(evil)}`),
    ].join('');
    expect(html).not.toMatch(/<script|<img src=x|onerror=alert\(1\)>/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('several dispatched at once pass the same decision as one alone', async () => {
    const [good, down, gone] = [await raised(), await raised({ categoryId: 'lighting' }), await raised()];
    await sent('paidan', gone, 'dispatch', { to: 'housing', reason: '先派', copyTo: '' });
    const single = async (number: string, to: string) =>
      (await send('paidan', number, 'dispatch', { to, reason: '批量', copyTo: '' })).text();
    const alone = await single(down, 'east-town');
    const csrf = tokenIn(await page('paidan', '/staff?pile=dispatch'));
    const bulk = async (login: string, to: string, numbers: string[], token = csrf) =>
      (
        await app.request('/staff/matters/bulk', {
          method: 'POST',
          headers: { cookie: cookies.get(login) ?? '', 'content-type': 'application/x-www-form-urlencoded' },
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
    const post = async (login: string, html: string, fields: Record<string, string>, file?: Buffer) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({
        csrf: tokenIn(html),
        version: hidden(html, 'version'),
        key: hidden(html, 'key'),
        ...fields,
      }))
        body.set(name, value);
      if (file) body.set('photos', new File([new Uint8Array(file)], 'a.jpg', { type: 'image/jpeg' }));
      return app.request(`/staff/matters/${number}/note`, { method: 'POST', headers: { cookie: cookies.get(login) ?? '' }, body });
    };
    const form = await page('chengban', `/staff/matters/${number}/note`);
    const fake = await post('chengban', form, { words: '看了现场', statement: '' }, Buffer.from('<html><script>1</script></html>'));
    expect(fake.status).toBe(422);
    expect(await fake.clone().text()).toContain('看了现场');
    const refused = await post('chengban', form, { words: '', statement: '' }, jpeg);
    expect(refused.status).toBe(422);
    const again = await refused.text();
    expect(again).toContain('照片已经收到');
    expect((await post('chengban', again, { words: '看了现场', statement: '', kept: hidden(again, 'kept') })).status).toBe(303);
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
    for (const words of ['住建局', '2026年11月30日', 'hotline.reply.jn', '部1 住房物业（牵头）', '报编号转接'])
      expect(html).toContain(words);
    expect(html).not.toContain('反映人 '); // not even the alias
  });

  test('piles count what they list, by unit and by role', async () => {
    const start = await raised({ categoryId: 'lighting' });
    await sent('paidan', start, 'dispatch', { to: 'housing', reason: '', copyTo: '' });
    county.advance(30 * 3_600_000);
    await tickMatter(county.ports, start);
    expect(await page('chengban', '/staff?pile=overdue')).toContain(`/staff/matters/${start}`);
    expect(await page('minzheng', '/staff?pile=overdue')).not.toContain(`/staff/matters/${start}`);
    expect(await page('paidan', '/staff?pile=overdue')).toContain('超期 6 小时');
    const scope = { units: null, hide: [], now: county.ports.now(), soon: county.ports.now() };
    const counts = await countPiles(county.ports.db, scope);
    const listed = (await page('paidan', '/staff?pile=overdue')).match(/<th scope="row">/g)?.length ?? 0;
    expect(listed).toBe(counts.overdue);
    expect(await page('shenji', '/staff')).toContain('您的岗位不看诉求内容');
    expect((await get('shenji', '/staff/matters')).status).toBe(403);
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
        await app.request(`/staff/matters/${number}/note`, {
          method: 'POST',
          headers: { cookie: cookies.get('shouli') ?? '', 'content-type': 'application/x-www-form-urlencoded' },
          body: 'words=x',
        })
      ).status,
    ).toBe(403);
    expect(await act(county.ports, county.actor('shouli'), number, { do: 'acknowledge' })).toMatchObject({ ok: false });
  });
});

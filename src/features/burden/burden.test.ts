// Through the public door as the product is put together: everything on the page is asked of the system at that moment.
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mandatoryForms } from '#app/mandatory-fields.ts';
import { act, openMatter } from '#features/matters/index.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import type { TestCounty } from '#test/support/county.ts';
import { runOn } from '#test/support/database.ts';
import { openRulesDoor } from '#test/support/rules-door.ts';
import { burdenPortalDoor } from './portal.tsx';
import { withBasis } from './rules-fields.ts';
import { burdenStaffDoor } from './staff.tsx';

let door: Awaited<ReturnType<typeof openRulesDoor>>;
let county: TestCounty;
const open = async (lang = 'zh'): Promise<string> => {
  const site = () => ({ county: '示例县', phone: '0000-12345' });
  const app = httpFrame({ log: county.ports.log, site, baseUrl: null, trustedProxies: 0, sign: (text) => text });
  app.route('/', burdenPortalDoor(county.ports, { forms: () => mandatoryForms(county.ports.now()) }) as unknown as Hono<HttpEnv>);
  const answer = await app.request(`/burden?lang=${lang}`);
  expect(answer.status).toBe(200);
  return answer.text();
};
const reds = (html: string): number => html.match(/is-red/g)?.length ?? 0;
const partOf = (html: string, head: string): string => html.slice(html.indexOf(`<h2>${head}`)).split('</section>')[0] ?? '';

beforeAll(async () => {
  door = await openRulesDoor((ports) => [burdenStaffDoor(ports)]);
  county = door.county;
});
afterAll(() => door.close());

it('asks the schema anew each time: nothing is found, until somebody adds such a column, and then it stands there by name', async () => {
  const clean = await open();
  expect(partOf(clean, '三、').match(/没有</g)?.length).toBe(7);
  await runOn(county.ownerUrl, 'alter table account add column points int');
  expect(await open()).toContain('account.points');
  expect(reds(await open())).toBeGreaterThan(reds(clean));
  await runOn(county.ownerUrl, 'alter table account drop column points');
  expect(await open()).not.toContain('account.points');
});

it('every form that asks for something says who wants it, on what basis and until when; one without turns red, and so does one that is over', async () => {
  const forms = mandatoryForms(county.ports.now());
  const rows = withBasis(forms, '2026-11-23');
  expect(rows.filter((row) => row.state !== 'good').map((row) => row.key)).toEqual([]);
  expect(rows.length).toBeGreaterThan(30);
  for (const form of forms)
    for (const field of form.fields)
      expect([form.key, field.zh, /^[\p{Script=Han}（）？、“”]+$/u.test(field.zh)]).toEqual([form.key, field.zh, true]);
  expect(
    withBasis([{ key: 'new-form', title: { zh: '新表', en: 'new' }, fields: [{ zh: '项', en: 'field' }] }], '2026-11-23')[0]?.state,
  ).toBe('none');
  expect(withBasis(forms, '2028-01-01').every((row) => row.state === 'over')).toBe(true);
  const page = partOf(await open(), '一、');
  for (const words of ['我要说事', '答复', '《信访工作条例》第三十二条', '现在没有任何单位向基层要数据']) expect(page).toContain(words);
  expect(reds(page)).toBe(0);
});

it('tells all notices, and who set the outlets through which they leave', async () => {
  expect(partOf(await open(), '二、')).toContain('没有任何往外发通知的出口');
  const { db, now } = county.ports;
  await db
    .insertInto('outlet')
    .values({
      id: 'o1',
      kind: 'wecom',
      name: '某个群的名字',
      unit_id: null,
      settings: '{}',
      secret_sealed: null,
      rest_until: null,
      last_ok_at: null,
      last_failed_at: null,
      changed_at: now(),
      removed_at: null,
    } as never)
    .execute();
  await db
    .insertInto('access_log')
    .values({
      id: 'l1',
      at: now(),
      account_id: 'acc-guanli',
      unit_id: 'audit',
      role: 'systemAdmin',
      matter_id: null,
      what: 'notices-outlet-changed',
    })
    .execute();
  const part = partOf(await open(), '二、');
  for (const words of ['派到本单位，请签收', '答复到期', '企业微信群机器人', '关闭', '审计岗']) expect(part).toContain(words);
  expect(part).not.toContain('某个群的名字');
});

it('lists opinions about the system with number, state, reply and verdict, never their words, and no other matter', async () => {
  const raise = async (kind: 'system' | 'help', title: string) => {
    const done = await openMatter(
      county.ports,
      { kind: 'raiser' },
      {
        channel: 'web',
        kind,
        title,
        text: `${title}，请改一改`,
        placeText: '',
        placeId: null,
        categoryId: null,
        confidentiality: 'normal',
        accusedUnitId: null,
        contact: { name: '张示例', phone: '13800000001' },
        wantsReply: false,
      },
    );
    if (!done.ok) throw new Error(done.refusal);
    return done.receipt.number;
  };
  const [opinion, other] = [await raise('system', '字太小'), await raise('help', '路灯不亮')];
  const waiting = await open('en');
  expect(waiting).toContain(opinion);
  expect(waiting).not.toContain(other);
  expect(waiting).not.toContain('字太小');
  expect(waiting).toContain('Burden self-check');
  const ask = async (login: string | null, command: Parameters<typeof act>[3]) => {
    const done = await act(county.ports, login === null ? { kind: 'raiser' } : county.actor(login), opinion, command);
    if (!done.ok) throw new Error(`${command.do}: ${done.refusal}`);
  };
  await ask('shouli', {
    do: 'replyAtOnce',
    outcome: 'answered',
    text: '张示例您好，字号已调大到 18 磅，请打 13812345678。',
    basis: '示例规定',
    remedy: '可再提',
    toldHow: 'page',
  } as never);
  await ask(null, { do: 'judge', solved: 'yes', level: 5, words: '现在看得清了', via: 'page', proof: '示例' });
  const page = partOf(await open(), '五、');
  for (const words of ['字号已调大到 18 磅', '已解决', '非常满意']) expect(page).toContain(words);
  for (const secret of ['张示例', '13812345678', '现在看得清了']) expect(page).not.toContain(secret);
});

it('advises to switch off what nobody used for ninety days, and nothing before', async () => {
  expect(partOf(await open(), '六、')).toContain('启用不满 90 天');
  county.at('2027-03-23T01:00:00.000Z');
  const part = partOf(await open(), '六、');
  expect(part).toContain('建议停用：在“出口”页关掉');
  county.at('2026-11-23T01:00:00.000Z');
});

it('says how to take everything out and shut down, counts what is asked twice, and carries what only the county knows', async () => {
  const empty = await open();
  for (const words of ['daodi backup', 'restore --verify', '还没有填写备案号', '还没有填写替代或读取了哪些系统'])
    expect(empty).toContain(words);
  expect(partOf(empty, '四、')).toMatch(/重复要填的项：.*is-green.*0</s);
  const bad = await door.form('guanli', '/staff/burden', {
    filing: '示例备〔2026〕1号',
    systems: '2026-01-01 替代 乡镇工单表（示例）\n随便写',
  });
  const html = await bad.text();
  expect([bad.status, html.includes('这一行看不懂'), html.includes('示例备〔2026〕1号'), html.includes('乡镇工单表')]).toEqual([
    422,
    true,
    true,
    true,
  ]);
  expect(
    (
      await door.form('guanli', '/staff/burden', {
        filing: '示例备〔2026〕1号',
        systems: '2026-01-01 替代 乡镇工单表（示例）\n2026-02-01 读取 县共享平台（示例）',
      })
    ).status,
  ).toBe(303);
  const full = await open();
  for (const words of ['示例备〔2026〕1号', '乡镇工单表（示例）', '已替代，自 2026-01-01', '县共享平台（示例）'])
    expect(full).toContain(words);
  expect((await door.form('shenji', '/staff/burden', { filing: 'x', systems: '' })).status).toBe(403);
  expect(await door.logged('burden-changed')).toHaveLength(1);
  expect(Buffer.byteLength(full)).toBeLessThan(27_000);
});

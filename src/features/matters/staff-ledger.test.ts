// The ledger through its door: filters in the address, orders, saved views, several at once with one line each.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { act } from './index.ts';

let door: StaffDoor;
const numbers: Record<string, string> = {};
beforeAll(async () => {
  door = await openStaffDoor();
  const ask = (login: string, number: string, command: Parameters<typeof act>[3]) =>
    act(door.county.ports, door.county.actor(login), number, command);
  numbers['letter'] = await door.raised({ title: '来信说桥坏了（示例）', channel: 'letter', placeId: 'p-shiqiao-3', categoryId: 'roads' });
  door.county.advance(86_400_000);
  numbers['sent'] = await door.raised({ title: '水管爆了（示例）', placeId: 'p-dongjie', categoryId: 'water' });
  await ask('paidan', numbers['sent'], { do: 'dispatch', to: 'housing', reason: '', copyTo: null });
  door.county.advance(86_400_000);
  numbers['done'] = await door.raised({ title: '问一个电话（示例）', placeId: 'p-nanping' });
  await ask('paidan', numbers['done'], { do: 'notAccept', kind: 'outsideDuty', reason: '不属职责', route: '市场途径' });
});
afterAll(() => door.close());

const titles = ['来信说桥坏了', '水管爆了', '问一个电话'];
const listed = async (query: string, login = 'paidan') => {
  const html = await door.page(login, `/staff/matters?${query}`);
  return titles.filter((title) => html.includes(`${title}（示例）</a>`)).sort((a, b) => html.indexOf(`>${a}（`) - html.indexOf(`>${b}（`));
};
const form = async (login: string, path: string, fields: [string, string][], from: string) => {
  const csrf = tokenIn(await door.page(login, from));
  return door.post(login, path, new URLSearchParams([['csrf', csrf], ...fields]));
};

describe('filters stand in the address', () => {
  test.each([
    ['view=all', ['问一个电话', '水管爆了', '来信说桥坏了']],
    ['place=p-east', ['水管爆了', '来信说桥坏了']],
    ['place=p-shiqiao', ['来信说桥坏了']],
    ['channel=letter', ['来信说桥坏了']],
    ['waiting=dispatch', ['来信说桥坏了']],
    ['category=utilities', ['水管爆了']],
    ['status=open', ['水管爆了', '来信说桥坏了']],
    ['receivedFrom=2026-11-24&receivedTo=2026.11.24', ['水管爆了']],
    ['receivedTo=2026年11月23日', ['来信说桥坏了']],
    ['dueFrom=2026-11-01', ['水管爆了', '来信说桥坏了']],
    ['sort=due', undefined],
    ['unit=housing&channel=web', ['水管爆了']],
    ['q=lxsqhl', ['来信说桥坏了']],
    ['q=SGB&channel=web', ['水管爆了']],
    ['q=sgb&channel=letter', []],
    ['channel=nonsense&light=red%27', []],
  ])('%s', async (query, expected) => {
    const rows = await listed(query);
    if (expected) expect(rows).toEqual(expected);
    else expect(rows).not.toContain('问一个电话');
  });

  test('a day that cannot be read is not used, stays in its box and is told', async () => {
    const html = await door.page('paidan', '/staff/matters?receivedFrom=%E6%98%8E%E5%A4%A9');
    expect(html).toContain('value="明天"');
    expect(html).toContain('日期要写成 2026-12-02 这样');
    expect(await listed('receivedFrom=%E6%98%8E%E5%A4%A9')).toHaveLength(3);
  });

  test('a unit sees its own, whatever the filter', async () => {
    expect(await listed('view=all', 'chengban')).toEqual(['水管爆了']);
    expect(await listed('channel=letter', 'chengban')).toEqual([]);
    expect(await listed('sort=due', 'minzheng')).toEqual([]);
  });
});

describe('saved views', () => {
  const save = (login: string, fields: [string, string][]) => form(login, '/staff/views', fields, '/staff/matters?view=all');
  const idIn = (to: string | null) => new URLSearchParams(to?.split('?')[1]).get('view') ?? 'none';

  test('keep an address for one person, open the ledger, and can be undone', async () => {
    const saved = await save('paidan', [
      ['query', 'channel=letter&cursor=x&evil=1'],
      ['name', '来信的'],
      ['scope', 'mine'],
      ['opens', 'yes'],
    ]);
    expect(saved.status).toBe(303);
    const id = idIn(saved.headers.get('location'));
    expect(await door.page('paidan', saved.headers.get('location') ?? '')).toContain('已存为视图');
    const opened = await door.get('paidan', '/staff/matters');
    expect([opened.status, opened.headers.get('location')]).toEqual([303, `/staff/matters?channel=letter&view=${id}`]);
    expect(await door.page('shouli', '/staff/matters')).not.toContain('来信的');
    await form('paidan', `/staff/views/${id}/plain`, [], '/staff/views');
    expect((await door.get('paidan', '/staff/matters')).status).toBe(200);
    const gone = await form('paidan', `/staff/views/${id}/delete`, [], '/staff/views');
    expect(await door.page('paidan', gone.headers.get('location') ?? '')).toContain('撤销删除');
    expect(await door.page('paidan', '/staff/matters?view=all')).not.toContain('来信的');
    await form('paidan', `/staff/views/${id}/restore`, [], '/staff/views');
    expect(await door.page('paidan', '/staff/matters?view=all')).toContain('来信的');
  });

  test('of a unit are for everybody in it, and changed by who made them', async () => {
    const saved = await save('paidan', [
      ['query', 'waiting=dispatch'],
      ['name', '全中心等派单'],
      ['scope', 'unit'],
    ]);
    const id = idIn(saved.headers.get('location'));
    expect(await door.page('shouli', '/staff/matters?view=all')).toContain('全中心等派单');
    expect(await door.page('chengban', '/staff/matters?view=all')).not.toContain('全中心等派单');
    const refused = await form('shouli', `/staff/views/${id}/delete`, [], '/staff/views');
    expect([refused.status, (await refused.text()).includes('由建立的人或单位负责人改')]).toEqual([409, true]);
    expect((await form('chengban', `/staff/views/${id}/delete`, [], '/staff/views')).status).toBe(409);
  });

  test('without a name, or with one that is taken, nothing is saved and the conditions stay', async () => {
    const nameless = await save('paidan', [
      ['query', 'channel=letter'],
      ['name', ' '],
      ['scope', 'unit'],
    ]);
    const html = await nameless.text();
    expect(nameless.status).toBe(422);
    expect(html).toContain('请给视图起个名字');
    expect(html).toContain('value="channel=letter"');
    expect(html).toContain('来信说桥坏了');
    await save('shouli', [
      ['query', ''],
      ['name', '同名'],
      ['scope', 'mine'],
    ]);
    expect(
      await (
        await save('shouli', [
          ['query', ''],
          ['name', '同名'],
          ['scope', 'mine'],
        ])
      ).text(),
    ).toContain('已有同名的视图');
  });
});

describe('several at once', () => {
  const bulk = (login: string, fields: [string, string][]) => form(login, '/staff/matters/bulk', fields, '/staff/matters?view=all');

  test('a reminder goes to each that may be reminded; the others say why and stay chosen, with the words', async () => {
    const chosen = [numbers['sent'], numbers['letter'], 'D12'].map((number): [string, string] => [
      'matter',
      `${number}@${number === numbers['sent'] ? 2 : 1}`,
    ]);
    const html = await (await bulk('zhiban', [...chosen, ['act', 'remind'], ['reason', '请今天联系反映人']])).text();
    expect(html).toContain('选上 3 件，催办 1 件');
    expect(html).toContain('已催办');
    expect(html).toContain('现在的状态不能做这一步');
    expect(html).toContain('没有找到这件事');
    expect(html).toMatch(new RegExp(`value="${numbers['letter']}@1" checked`));
    expect(html).toContain('value="请今天联系反映人"');
    expect(await door.page('chengban', `/staff/matters/${numbers['sent']}`)).toContain('请今天联系反映人');
    const again = await (
      await bulk('zhiban', [
        ['matter', `${numbers['sent']}@3`],
        ['act', 'remind'],
        ['reason', ''],
      ])
    ).text();
    expect(again).toContain('今天已经催过这件事');
  });

  test('the same page sent twice acts once', async () => {
    const number = await door.dispatched();
    const sent: [string, string][] = [
      ['matter', `${number}@2`],
      ['act', 'remind'],
      ['reason', '请抓紧'],
      ['key', 'abcdefghijklmnopqrst'],
    ];
    expect(await (await bulk('paidan', sent)).text()).toContain('催办 1 件');
    expect(await (await bulk('paidan', sent)).text()).toContain('催办 1 件');
    const history = await door.page('paidan', `/staff/matters/${number}`);
    expect(history.split('请抓紧').length - 1).toBe(1);
  });

  test('nothing chosen changes nothing', async () => {
    const answer = await bulk('paidan', [
      ['act', 'dispatch'],
      ['to', 'housing'],
      ['reason', ''],
    ]);
    expect([answer.status, (await answer.text()).includes('没有选上任何一件')]).toEqual([422, true]);
  });

  test('who may do nothing with several is offered nothing', async () => {
    expect(await door.page('chengban', '/staff/matters?view=all')).not.toContain('/staff/matters/bulk');
    expect(await door.page('zhiban', '/staff/matters?view=all')).toContain('催办选上的');
    expect(await door.page('zhiban', '/staff/matters?view=all')).not.toContain('派单选上的');
  });
});

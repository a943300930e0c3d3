// A county's own tables through the staff door: uploaded or pasted, looked at, taken in; and one thing changed by hand, with what it was before.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listQueryOf, loadCircumstances, readAsk } from '#features/matters/index.ts';
import { readCells } from '#platform/spreadsheets/read-cells.ts';
import { openPeopleDoor, type PeopleDoor } from '#test/support/people-door.ts';
import { dutyAnswer, forgetDirectory, loadCategories, loadPlaces, loadUnits } from './directory.ts';

let door: PeopleDoor;
type Signed = Awaited<ReturnType<PeopleDoor['session']>>;
let admin: Signed;
beforeAll(async () => {
  door = await openPeopleDoor();
  // The administrators of this door have no second step to show.
  await door.ports.db
    .insertInto('account_factor')
    .values([{ account_id: 'acc-guanli', key_sealed: 'x', confirmed_at: door.ports.now(), pending_sealed: null, pending_at: null }])
    .onConflict((on) => on.doNothing())
    .execute();
  admin = await door.session('guanli');
}, 60_000);
afterAll(() => door?.close());

const upload = async (kind: string, name: string, body: string | Buffer) => {
  await admin.go(`/staff/tables/${kind}`);
  return admin.sendFile(`/staff/tables/${kind}`, { rows: '' }, 'file', new File([body as never], name));
};
const paste = async (kind: string, rows: string) => {
  await admin.go(`/staff/tables/${kind}`);
  return admin.send(`/staff/tables/${kind}`, { rows });
};
/** Sends the form of the look as the page has it, with what is changed. */
const formOf = (html: string): Record<string, string> => {
  const values: Record<string, string> = {};
  for (const [, name = '', value = ''] of html.matchAll(/<input[^>]*name="(head|fix-[\w]+)"[^>]*value="([^"]*)"/g)) values[name] = value;
  for (const [, name = '', inner = ''] of html.matchAll(/<select[^>]*name="((?:use|fix)-[\w]+)"[^>]*>([\s\S]*?)<\/select>/g))
    values[name] = /<option value="([^"]*)" selected/.exec(inner)?.[1] ?? '';
  if (/name="above"[^>]*checked/.test(html)) values['above'] = 'yes';
  return values;
};
const importIt = async (path: string, more: Record<string, string> = {}) => {
  const looked = await admin.go(path);
  return admin.send(path, { ...formOf(looked.html), ...more, step: 'import' });
};

describe('a table of units', () => {
  it('is looked at first, taken in by a press, and left alone when it comes again', async () => {
    const table = '示例县单位名册,,\n单位名称,类别,上级单位\n示例北乡人民政府,乡镇,\n新河村（示例）,,示例北乡\n,,\n某村,村,无此乡\n';
    const sent = await upload('units', '单位.csv', table);
    expect(sent.status).toBe(303);
    const path = sent.to ?? '';
    const looked = await admin.go(path);
    expect(looked.html).toContain('新增');
    expect(looked.html).toContain('上级：没有这个上级');
    expect((await loadUnits(door.ports.db)).all.some((unit) => unit.name === '示例北乡人民政府')).toBe(false);
    const done = await importIt(path);
    expect(done.html).toContain('新增或改动 2 行，已有 0 行，不收 1 行');
    const units = await loadUnits(door.ports.db);
    const north = units.all.find((unit) => unit.name === '示例北乡人民政府');
    expect(units.all.find((unit) => unit.name.startsWith('新河村'))?.parentId).toBe(north?.id);
    expect((await importIt(path)).html).toContain('新增或改动 0 行，已有 2 行');
    expect((await admin.go(path)).html).toContain('没有可导入的新行');
    const again = await upload('units', '单位.csv', table);
    expect((await admin.go(again.to ?? '')).html).toContain('已有，不动');
  });

  it('gives back the rows not taken as a workbook, the reason beside each', async () => {
    const sent = await upload('units', '村.csv', '名称,上级\n东村,无此镇\n西村,示例东镇\n');
    const answer = await door.app.request(`${sent.to}/refused.xlsx`, {
      headers: { cookie: [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    const read = await readCells(new Uint8Array(await answer.arrayBuffer()), { name: 'refused.xlsx' });
    expect(read.ok && read.cells.rows.flat().join('|')).toMatch(/东村.*没有这个上级/);
    expect(read.ok && read.cells.rows.flat().join('|')).not.toContain('西村');
  });

  it('in GBK, and pasted without a heading, is read too', async () => {
    const gbk = Buffer.from('c3fbb3c62cc0e0b1f00acabec0fdc1d6d2b5bed62cb2bfc3c50a', 'hex');
    expect((await admin.go((await upload('units', 'gbk.csv', gbk)).to ?? '')).html).toContain('示例林业局');
    const pasted = await paste('units', '示例县水利局\t部门\n示例县粮食局，部门');
    expect((await admin.go(pasted.to ?? '')).html).toContain('示例县水利局');
  });

  it('what is no table comes back with a sentence, and what was typed stays', async () => {
    const broken = await upload('units', '照片.xlsx', Buffer.from('PK\u0003\u0004 no'));
    expect(broken.status).toBe(400);
    expect(broken.html).toMatch(/这个文件坏了|认不出这个文件/);
    const none = await paste('units', '');
    expect(none.html).toContain('请选一个表格文件');
    expect(none.status).toBe(400);
  });

  it('may be read otherwise: another row as the heading, another column, one value for all', async () => {
    const sent = await upload('duties', '收回.csv', '说明\n序,事,部门\n1,水库大坝鉴定,住建局\n');
    const path = sent.to ?? '';
    const looked = await admin.go(path);
    expect(looked.html).toContain('还缺：');
    await admin.send(path, { ...formOf(looked.html), head: '2', step: 'look' });
    const second = await admin.go(path);
    const refusedHead = await admin.send(path, { ...formOf(second.html), head: '99', step: 'look' });
    expect(refusedHead.status).toBe(400);
    await admin.go(path);
    await admin.send(path, {
      ...formOf(second.html),
      'use-itemNo': '0',
      'use-title': '1',
      'use-leadUnit': '2',
      'fix-list': 'takenBack',
      'fix-level': 'township',
      'fix-validFrom': '2026-01-01',
      step: 'look',
    });
    const third = await admin.go(path);
    expect(third.html).toContain('水库大坝鉴定 · 上级收回');
    expect((await importIt(path)).html).toContain('新增或改动 1 行');
  });

  it('is the work of system administrators, and nobody sees the table of another', async () => {
    const handler = await door.session('chengban');
    expect((await handler.go('/staff/tables/units')).status).toBe(403);
    const sent = await upload('units', '甲.csv', '名称,类别\n示例统计局,部门\n');
    await door.ports.db
      .insertInto('post')
      .values({ id: 'second-admin', account_id: 'acc-paidan', role: 'systemAdmin', valid_from: '2020-01-01', valid_to: null })
      .execute();
    await door.ports.db
      .insertInto('account_factor')
      .values({ account_id: 'acc-paidan', key_sealed: 'x', confirmed_at: door.ports.now(), pending_sealed: null, pending_at: null })
      .execute();
    forgetDirectory(door.ports.db);
    const other = await door.session('paidan');
    expect((await other.go(sent.to ?? '')).html).not.toContain('示例统计局');
  });
});

describe('people from a table', () => {
  it('each gets a link that works once, and nobody else knows the password', async () => {
    const sent = await paste('people', '姓名,单位,岗位\n孙示例甲,住建局,承办\n');
    const done = await importIt(sent.to ?? '');
    const link = /http:\/\/localhost(\/invitation\/[\w-]+)/.exec(done.html)?.[1] ?? '';
    expect(link).not.toBe('');
    expect((await admin.go(sent.to ?? '')).html).not.toContain('/invitation/');
    const own = door.browser();
    expect((await own.go(link)).html).toContain('孙示例甲');
    expect((await own.send(link, { password: '短', again: '短' })).status).toBe(400);
    expect((await own.send(link, { password: '石桥的麦子今年收得早', again: '石桥的麦子今年收得晚' })).html).toContain(
      '两次写的新密码不一样',
    );
    expect((await own.send(link, { password: '石桥的麦子今年收得早', again: '石桥的麦子今年收得早' })).to).toBe('/staff/sign-in');
    expect((await own.go(link)).status).toBe(410);
    expect((await own.signIn('孙示例甲', '石桥的麦子今年收得早')).to).toBe('/staff/me');
  });

  it('one added by hand without a password gets a link too; a new link ends the one before; not for oneself', async () => {
    await admin.go('/staff/people/new');
    const made = await admin.send('/staff/people/new', { name: '吴示例', login: 'wu', unitId: 'civil', roles: 'handler', password: '' });
    const first = /(\/invitation\/[\w-]+)/.exec(made.html)?.[1] ?? '';
    const id = /\/staff\/people\/(?!new)([\w-]+)"/.exec(made.html)?.[1] ?? '';
    await admin.go(`/staff/people/${id}`);
    const again = await admin.send(`/staff/people/${id}/invite`);
    const second = /(\/invitation\/[\w-]+)/.exec(again.html)?.[1] ?? '';
    expect((await door.browser().go(first)).status).toBe(410);
    expect((await door.browser().go(second)).status).toBe(200);
    await admin.go('/staff/people/acc-guanli');
    expect((await admin.send('/staff/people/acc-guanli/invite')).html).toContain('不能给自己');
    door.county.advance(8 * 86_400_000);
    expect((await door.browser().go(second)).status).toBe(410);
    door.county.advance(-8 * 86_400_000);
  });
});

describe('changed by hand', () => {
  it('a unit keeps what it was called before, and the last desk stays one', async () => {
    const page = await admin.go('/staff/units/civil');
    expect(page.html).toContain('没有改过');
    const values = { parentId: 'county', name: '示例县民政和退役军人局', shortName: '民政局', validFrom: '2000-01-01', validTo: '' };
    await admin.send('/staff/units/civil', values);
    const after = await admin.go('/staff/units/civil');
    expect(after.html).toContain('名称：示例县民政局');
    await admin.go('/staff/units/hotline');
    const refused = await admin.send('/staff/units/hotline', { ...values, name: '热线', shortName: '热线' });
    expect(refused.html).toContain('最后一个受理派单的单位');
    expect(refused.html).toContain('value="热线"');
  });

  it('a place that is over can no longer be chosen and keeps its name', async () => {
    await admin.go('/staff/places/p-xiwan');
    const done = await admin.send('/staff/places/p-xiwan', {
      name: '西湾村',
      kind: 'village',
      parentId: 'p-west',
      unitId: 'xiwan',
      aliases: '老西湾 湾里',
      validFrom: '2000-01-01',
      validTo: '2026-11-01',
    });
    expect(done.status).toBe(303);
    const places = await loadPlaces(door.ports.db);
    expect(places.on('2026-11-23').some((place) => place.id === 'p-xiwan')).toBe(false);
    expect(places.byId('p-xiwan')).toMatchObject({ name: '西湾村', aliases: ['老西湾', '湾里'] });
    await admin.go('/staff/places/p-west');
    const circle = await admin.send('/staff/places/p-west', {
      name: '西乡',
      kind: 'township',
      parentId: 'p-nanping',
      validFrom: '2000-01-01',
    });
    expect(circle.html).toContain('没有这个上级');
  });

  it('a duty taken back from a day on goes down the day before and not from then; its older entry stays', async () => {
    const { db } = door.ports;
    await admin.go('/staff/duties');
    await admin.send('/staff/duties', {
      itemNo: 'T-77',
      title: '村道路灯更换（示例）',
      level: 'township',
      list: 'basic',
      unitId: '',
      leadUnitId: '',
      categoryId: 'roads',
      basis: '示例清单',
      validFrom: '2026-01-01',
    });
    forgetDirectory(db);
    const { id } = await db.selectFrom('duty_entry').select('id').where('item_no', '=', 'T-77').executeTakeFirstOrThrow();
    const own = {
      itemNo: 'T-77',
      title: '村道路灯更换（示例）',
      level: 'township',
      unitId: 'east-town',
      categoryId: 'roads',
      basis: '示例清单',
    };
    await admin.go(`/staff/duties/${id}`);
    await admin.send(`/staff/duties/${id}`, { ...own, list: 'basic', leadUnitId: '', validFrom: '2026-01-01' });
    await admin.go(`/staff/duties/${id}`);
    const noLead = await admin.send(`/staff/duties/${id}`, { ...own, list: 'takenBack', leadUnitId: '', validFrom: '2026-12-01' });
    expect(noLead.html).toContain('要写明由哪个单位牵头');
    const tooEarly = await admin.send(`/staff/duties/${id}`, { ...own, list: 'takenBack', leadUnitId: 'housing', validFrom: '2025-12-01' });
    expect(tooEarly.html).toContain('不能改到这一条生效以前');
    expect(
      (await admin.send(`/staff/duties/${id}`, { ...own, list: 'takenBack', leadUnitId: 'housing', validFrom: '2026-12-01' })).status,
    ).toBe(303);
    expect(await dutyAnswer(db, 'east-town', 'roads', '2026-11-30')).toMatchObject({ ok: true });
    expect(await dutyAnswer(db, 'east-town', 'roads', '2026-12-01')).toMatchObject({ ok: false, refusal: 'duty-taken-back' });
    const rows = await db
      .selectFrom('duty_entry')
      .select(['valid_from', 'valid_to', 'list'])
      .where('item_no', '=', 'T-77')
      .orderBy('valid_from')
      .execute();
    expect(rows).toEqual([
      { valid_from: '2026-01-01', valid_to: '2026-11-30', list: 'basic' },
      { valid_from: '2026-12-01', valid_to: null, list: 'takenBack' },
    ]);
  });

  it('what was changed cannot be made unchanged by the application', async () => {
    await expect(
      door.ports.db
        .updateTable('structure_change')
        .set({ kind: 'place' } as never)
        .execute(),
    ).rejects.toThrow(/permission denied/);
    await expect(door.ports.db.deleteFrom('structure_change').execute()).rejects.toThrow(/permission denied/);
  });
});

describe('categories', () => {
  it('a new tree follows the old one: lists ask for both, the old can no longer be chosen, a circle is refused', async () => {
    const { db } = door.ports;
    const sent = await paste('categories', '代码,名称,英文名,替代旧代码,启用日期\nM1,水和灯,Water and lamps,0201、0202,2026-11-01\n');
    expect((await admin.go(sent.to ?? '')).html).toContain('← 0201');
    expect((await importIt(sent.to ?? '')).html).toContain('新增或改动 1 行');
    const tree = await loadCategories(db);
    expect(tree.nowOf('water')).toBe('c-M1');
    expect([...tree.formsOf('c-M1')].sort()).toEqual(['c-M1', 'lighting', 'water']);
    expect(tree.on('2026-11-23').map(({ id }) => id)).not.toContain('water');
    const county = await loadCircumstances(db);
    const ask = listQueryOf(
      readAsk((name) => (name === 'category' ? 'c-M1' : '')),
      { ...county, places: await loadPlaces(db) },
    );
    expect([...(ask.category ?? [])].sort()).toEqual(['c-M1', 'lighting', 'water']);
    await admin.go('/staff/categories/c-M1');
    const base = { code: 'M1', name: '水和灯', limitKey: 'hotline.reply.jn', contactLimitKey: 'hotline.contact', urgency: 'normal' };
    expect((await admin.send('/staff/categories/c-M1', { ...base, mapsTo: 'water' })).html).toContain('不能对应到它自己');
    expect((await admin.send('/staff/categories/c-M1', { ...base, code: '01' })).html).toContain('这个代码已有别的类别在用');
    expect((await admin.send('/staff/categories/c-M1', { ...base, otherCodes: 'GB-12 DB44-3' })).status).toBe(303);
    expect((await loadCategories(db)).byId('c-M1')?.otherCodes).toEqual(['GB-12', 'DB44-3']);
  });

  it('the duty lists of the category that stands for an older one answer for it', async () => {
    const { db } = door.ports;
    await admin.go('/staff/categories/education');
    const one = (await loadCategories(db)).byId('education');
    await admin.send('/staff/categories/education', {
      code: one?.code ?? '',
      name: one?.name ?? '',
      limitKey: one?.limitKey ?? '',
      contactLimitKey: one?.contactLimitKey ?? '',
      urgency: 'normal',
      mapsTo: 'housing',
      validTo: '2026-11-01',
    });
    expect(await dutyAnswer(db, 'housing', 'education', '2026-11-23')).toEqual(await dutyAnswer(db, 'housing', 'housing', '2026-11-23'));
  });
});

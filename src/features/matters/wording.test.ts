// Templates and plain words: the rules, and the reply form that uses them, without a script.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '#features/matters/index.ts';
import { openPeopleDoor, type PeopleDoor } from '#test/support/people-door.ts';
import { seedWording } from './actions-wording.ts';
import { openMatter } from './open.ts';
import { blanksLeft, phrasesIn, withTemplate } from './rules-wording.ts';

describe('phrases of the list', () => {
  const word = (phrase: string, plain = '') => ({ id: phrase, phrase, plain, isEmpty: plain === '' });
  it('are found each once, as they come, the longer before the shorter inside it', () => {
    const words = [word('拨付', '打钱'), word('拨付到位', '到账'), word('高度重视')];
    expect(phrasesIn('高度重视，资金拨付到位后再拨付。高度重视', words).map(({ phrase }) => phrase)).toEqual([
      '高度重视',
      '拨付到位',
      '拨付',
    ]);
    expect(phrasesIn('钱已经打到卡上', words)).toEqual([]);
  });

  it('a text of ten thousand signs made of one phrase is read through at once', () => {
    const began = performance.now();
    expect(phrasesIn('拨付'.repeat(5_000), [word('拨付', '打钱'), word('付拨', 'x')]).map(({ phrase }) => phrase)).toEqual(['拨付']);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('a template', () => {
  const template = { body: '【哪天】修好。', basis: '【文件】', remedy: '打【电话】' };
  it('goes behind what is written, and into basis and next step only where nothing stands', () => {
    expect(withTemplate({ text: '', basis: '', remedy: '' }, template)).toEqual({
      text: '【哪天】修好。',
      basis: '【文件】',
      remedy: '打【电话】',
    });
    const typed = withTemplate({ text: '已去看过', basis: '清单 1', remedy: '' }, template);
    expect(typed).toEqual({ text: '已去看过\n\n【哪天】修好。', basis: '清单 1', remedy: '打【电话】' });
    expect(withTemplate(typed, template).text).toBe(typed.text);
  });

  it('leaves no blank behind; other brackets are the writer’s own', () => {
    expect(blanksLeft('【哪天】修好，见【2026】3号', [template])).toEqual(['【哪天】']);
  });
});

describe('the reply form', () => {
  let door: PeopleDoor;
  let number = '';
  type Signed = Awaited<ReturnType<PeopleDoor['session']>>;
  let handler: Signed;
  let admin: Signed;
  const path = () => `/staff/matters/${number}/reply`;
  beforeAll(async () => {
    door = await openPeopleDoor();
    await door.ports.db
      .insertInto('account_factor')
      .values([{ account_id: 'acc-guanli', key_sealed: 'x', confirmed_at: door.ports.now(), pending_sealed: null, pending_at: null }])
      .execute();
    const opened = await openMatter(
      door.ports,
      { kind: 'raiser' },
      {
        channel: 'web',
        kind: 'help',
        title: '桥栏杆断了（示例）',
        text: '石桥村的桥栏杆断了两根。',
        placeText: '',
        placeId: null,
        categoryId: 'roads',
        confidentiality: 'normal',
        accusedUnitId: null,
        contact: { name: '示例', phone: '13800000001' },
        wantsReply: true,
      },
    );
    if (!opened.ok) throw new Error(opened.refusal);
    number = opened.receipt.number;
    const does = (login: string, command: Parameters<typeof act>[3]) => act(door.ports, door.county.actor(login), number, command);
    await does('paidan', { do: 'dispatch', to: 'housing', reason: '按清单', copyTo: null });
    await does('chengban', { do: 'acknowledge' });
    await does('chengban', { do: 'contact', how: 'phone', words: '电话联系', reached: true });
    [handler, admin] = [await door.session('chengban'), await door.session('guanli')];
  }, 60_000);
  afterAll(() => door?.close());
  const fields = { outcome: 'support', basis: '清单 1', remedy: '', statement: '现场看过', toldHow: 'page' };
  const version = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';

  it('offers what fits the category, puts it in beside what is written, and sends nothing by it', async () => {
    await admin.go('/staff/templates');
    await admin.send('/staff/templates', { title: '桥修好了', categoryId: 'roads', body: '桥栏杆【哪天】换好。', basis: '', remedy: '' });
    await admin.go('/staff/templates');
    await admin.send('/staff/templates', { title: '水管修好了', categoryId: 'water', body: '水管【哪天】修好。', basis: '', remedy: '' });
    const page = await handler.go(path());
    expect(page.html).toContain('桥修好了');
    expect(page.html).not.toContain('水管修好了');
    const id = /<option value="([^"]+)"[^>]*>桥修好了/.exec(page.html)?.[1] ?? '';
    const put = await handler.send(path(), {
      ...fields,
      version: version(page.html),
      text: '昨天看过现场。',
      template: id,
      step: 'template',
    });
    expect(put.html).toContain('昨天看过现场。\n\n桥栏杆【哪天】换好。');
    const sent = await handler.send(path(), { ...fields, version: version(put.html), text: '桥栏杆【哪天】换好。' });
    expect(sent.html).toContain('模板里还有没填的：【哪天】');
    expect((await door.ports.db.selectFrom('matter').select('replied_at').executeTakeFirstOrThrow()).replied_at).toBe(null);
  });

  it('a phrase of the list is pointed out once with plain words; pressing again sends it', async () => {
    const page = await handler.go(path());
    const text = '桥栏杆已换新，费用11月底前拨付。';
    const told = await handler.send(path(), { ...fields, version: version(page.html), text });
    expect(told.html).toContain('“拨付”可以说：把钱打给');
    expect(told.html).toContain(text);
    const shown = /name="phrasesSeen" value="([^"]*)"/.exec(told.html)?.[1] ?? '';
    const sent = await handler.send(path(), { ...fields, version: version(told.html), text, phrasesSeen: shown });
    expect(sent.to).toContain('done=reply');
  });

  it('made only of phrases the county calls empty, a reply is refused by the engine, through any door', async () => {
    await admin.go('/staff/plain-words');
    await admin.send('/staff/plain-words', { phrase: '绣花功夫', plain: '', isEmpty: 'yes' });
    const opened = await openMatter(
      door.ports,
      { kind: 'raiser' },
      {
        channel: 'web',
        kind: 'help',
        title: '灯不亮（示例）',
        text: '路灯不亮。',
        placeText: '',
        placeId: null,
        categoryId: 'roads',
        confidentiality: 'normal',
        accusedUnitId: null,
        contact: null,
        wantsReply: true,
      },
    );
    if (!opened.ok) throw new Error(opened.refusal);
    const does = (login: string, command: Parameters<typeof act>[3]) =>
      act(door.ports, door.county.actor(login), opened.receipt.number, command);
    await does('paidan', { do: 'dispatch', to: 'housing', reason: '按清单', copyTo: null });
    await does('chengban', { do: 'acknowledge' });
    const evidence = [{ kind: 'statement' as const, ref: '现场' }];
    const reply = {
      do: 'reply' as const,
      text: '绣花功夫，绣花功夫',
      outcome: 'support' as const,
      basis: '清单 1',
      remedy: '',
      evidence,
      toldHow: 'page' as const,
    };
    expect(await does('chengban', reply)).toMatchObject({ ok: false, refusal: 'reply-says-nothing' });
  });

  it('a template that is changed or ended stays in the history; words of others are not taken', async () => {
    const list = await admin.go('/staff/templates');
    const id = /\/staff\/templates\/([\w-]+)"[^>]*>桥修好了/.exec(list.html)?.[1] ?? '';
    await admin.go(`/staff/templates/${id}`);
    expect((await admin.send(`/staff/templates/${id}`, { title: '', body: '新的', categoryId: '' })).html).toContain('请给模板起个名字');
    await admin.send(`/staff/templates/${id}`, { title: '桥修好了', body: '新的', categoryId: 'roads' });
    const rows = await door.ports.db
      .selectFrom('reply_template')
      .select(['body', 'valid_to'])
      .where('title', '=', '桥修好了')
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { body: '桥栏杆【哪天】换好。', valid_to: '2026-11-22' },
      { body: '新的', valid_to: null },
    ]);
    await handler.go('/staff/templates');
    expect((await handler.send('/staff/templates', { title: '我的', body: '我的', categoryId: '' })).html).toContain('您的岗位不能改模板');
    await admin.go('/staff/plain-words');
    expect((await admin.send('/staff/plain-words', { phrase: '拨付', plain: '给钱' })).html).toContain('已经在单子上了');
    expect((await admin.send('/staff/plain-words', { phrase: '拨', plain: '给' })).html).toContain('至少两个字');
  });

  it('what a county ended does not come back with the next start', async () => {
    const { db } = door.ports;
    await db.updateTable('plain_word').set({ ended_at: door.ports.now() }).execute();
    await seedWording(door.ports);
    expect(await db.selectFrom('plain_word').select('id').where('ended_at', 'is', null).execute()).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, concern, openApiDoor } from '#test/support/api-door.ts';
import { openApiDocument } from './open-api.ts';
import { verbs } from './verbs.ts';

/** Steps that bring a matter to where the verb may be asked, then whom to ask and with what. */
type Step = readonly [who: string, verb: string, body: Record<string, unknown>];
const dispatch: Step = ['dispatcher', 'dispatch', { unit: 'housing', reason: '清单' }];
const sign: Step = ['handler', 'acknowledge', {}];
const contact: Step = ['handler', 'contact', { words: '约定下午看现场' }];
const answer: Step = ['handler', 'reply', { text: '路面已修补完成，恢复通行。', outcome: 'support', basis: '《示例条例》第二十七条' }];
const object: Step = ['handler', 'object', { reason: '应属物业', basis: '职责清单第1项' }];
const hold: Step = ['handler', 'hold', { measure: '先铺钢板', until: '2026-12-20', nextContact: '2026-12-01', reason: '等配件' }];
const help: Step = ['handler', 'help', { unit: 'civil', task: '查一查名单' }];
const verdict: Step = ['callback', 'verdict', { solved: 'yes', level: 5, words: '好' }];
const climb: Step = ['countyOffice', 'escalate', { reason: '协调不动' }];
const notAccept: Step = ['dispatcher', 'not-accept', { kind: 'legalRoute', reason: '已在诉讼', route: '法院' }];

const asks: Record<string, { before: readonly Step[]; step: Step }> = {
  dispatch: { before: [], step: dispatch },
  acknowledge: { before: [dispatch], step: sign },
  contact: { before: [dispatch], step: contact },
  note: { before: [], step: ['intake', 'note', { text: '已报修', evidence: '台账' }] },
  object: { before: [dispatch], step: object },
  rule: { before: [dispatch, object], step: ['hotline', 'rule', { outcome: 'rejected', reason: '属清单部1' }] },
  extend: { before: [dispatch, sign], step: ['handler', 'extend', { reason: '等配件', until: '2026-12-03', measure: '先铺钢板' }] },
  hold: { before: [dispatch, sign], step: hold },
  remind: { before: [dispatch], step: ['hotline', 'remind', { words: '请尽快联系' }] },
  resume: { before: [dispatch, sign, hold], step: ['handler', 'resume', { reason: '配件到了' }] },
  pause: {
    before: [dispatch, sign, contact],
    step: ['handler', 'pause', { cause: 'raiser-material', reason: '等材料', until: '2026-11-27' }],
  },
  'end-pause': { before: [dispatch, sign], step: ['handler', 'end-pause', { reason: '材料到了' }] },
  help: { before: [dispatch, sign], step: help },
  'report-help': { before: [dispatch, sign, help], step: ['handlerOther', 'report-help', { words: '查过了' }] },
  'hand-over': { before: [dispatch, sign], step: ['handler', 'hand-over', { to: 'juzhang', reason: '换人办' }] },
  summarise: { before: [], step: ['intake', 'summarise', { summary: '路面塌陷' }] },
  classify: { before: [], step: ['intake', 'classify', { category: 'roads', place: 'p-dongjie' }] },
  reply: { before: [dispatch, sign, contact], step: answer },
  'reply-at-once': {
    before: [],
    step: ['intake', 'reply-at-once', { text: '按规定可到窗口办理，带上身份证。', basis: '《示例条例》第三条' }],
  },
  call: { before: [dispatch, sign, contact, answer], step: ['callback', 'call', { reached: false, words: '没接' }] },
  verdict: { before: [dispatch, sign, contact, answer], step: verdict },
  'refuse-verdict': { before: [dispatch, sign, contact, answer], step: ['callback', 'refuse-verdict', { words: '不愿评价' }] },
  'not-accept': { before: [], step: notAccept },
  emergency: { before: [], step: ['intake', 'emergency', { service: '119', reason: '起火', reference: '示例1' }] },
  terminate: { before: [dispatch, sign], step: ['handler', 'terminate', { reason: '反映人撤回', basis: '第二十一条' }] },
  escalate: { before: [dispatch, sign], step: climb },
  designate: {
    before: [dispatch, sign, climb, climb],
    step: ['countyOffice', 'designate', { unit: 'civil', reason: '指定', minutes: '纪要1' }],
  },
  conclude: { before: [dispatch], step: ['countyOffice', 'conclude', { reason: '如实结束', basis: '条例', minutes: '纪要2' }] },
  exclude: { before: [dispatch, sign, contact, answer, verdict], step: ['handler', 'exclude', { kind: 'abuse', reason: '滥用' }] },
  appeal: { before: [dispatch], step: ['handler', 'appeal', { reason: '不服' }] },
  seal: { before: [], step: ['intake', 'seal', { confidentiality: 'accusation', accusedUnit: 'civil' }] },
  recuse: { before: [], step: ['intake', 'recuse', { account: 'juzhang', reason: '亲属' }] },
  reopen: { before: [notAccept], step: ['intake', 'reopen', { fact: '又塌了' }] },
  'check-back': { before: [dispatch], step: ['callback', 'check-back', { holds: true, words: '好的' }] },
  merge: { before: [], step: ['intake', 'merge', { into: 'D0', reason: '同一件' }] },
};

const longText = '中'.repeat(25_000);
/** For fields that hold a person's words: the first is taken and cleaned. */
const asWords: readonly unknown[] = ['好\u0000的\ud800𠮷😀\u202e', longText, 1e300, null, { a: 1 }];
/** For fields that hold a choice, a day, a number or an id. */
const asChoices: readonly unknown[] = [
  '\u0000',
  '\ud800x',
  "'; drop table matter;--",
  '__proto__',
  'constructor',
  '2026-13-45',
  '9999-12-31',
  longText,
  1e300,
  -1,
  null,
  [],
  { a: 1 },
];
const inWords = new Set([
  'reason',
  'words',
  'text',
  'basis',
  'task',
  'summary',
  'measure',
  'route',
  'reference',
  'minutes',
  'fact',
  'evidence',
  'title',
  'name',
  'place',
  'placeText',
  'source',
  'copyTo',
]);
const nasty = (field: string): readonly unknown[] => (inWords.has(field) ? asWords : asChoices);

const isProblem = (a: Answer): boolean =>
  a.type === 'application/problem+json; charset=utf-8' &&
  typeof a.json['code'] === 'string' &&
  /[\u4e00-\u9fff].*。$/s.test(String(a.json['detail'])) &&
  !/ at |select |insert |node_modules|\.ts:/i.test(JSON.stringify(a.json));

describe('bad input at the API', () => {
  let door: Awaited<ReturnType<typeof openApiDoor>>;
  beforeAll(async () => {
    door = await openApiDoor();
  });
  afterAll(() => door.close());

  const bring = async (before: readonly Step[]): Promise<string> => {
    const number = await door.raise();
    for (const [who, verb, body] of before) {
      const done = await door.ask(who, number, verb, body);
      if (done.status !== 200) throw new Error(`${verb}: ${JSON.stringify(done.json)}`);
    }
    return number;
  };

  test('every verb is asked here', () => {
    expect(Object.keys(asks).sort()).toEqual([...Object.keys(verbs), 'merge'].sort());
  });

  test.each(Object.keys(asks))('%s: whatever stands in a field, the answer is the matter or a problem with its sentence', async (name) => {
    const { before, step } = asks[name] as (typeof asks)[string];
    const [who, verb, body] = step;
    let number = await bring(before);
    for (const field of Object.keys(body))
      for (const value of nasty(field)) {
        const got = await door.ask(who, number, verb, { ...body, [field]: value });
        const told = `${name}.${field} = ${JSON.stringify(value)?.slice(0, 30)} → ${got.status} ${JSON.stringify(got.json).slice(0, 300)}`;
        expect(got.status === 200 || (got.status >= 400 && got.status < 500 && isProblem(got)), told).toBe(true);
        if (got.status === 200) {
          expect(JSON.stringify(got.json), told).not.toMatch(
            /\\u0000|\\ud800|\u202e|2026-13-45|9999-12-31|drop table|__proto__|constructor/,
          );
          number = await bring(before);
        }
      }
  });

  test('a concern: whatever stands in a field', async () => {
    for (const field of [
      'title',
      'text',
      'place',
      'placeText',
      'category',
      'contact',
      'name',
      'phone',
      'kind',
      'accusedUnit',
      'channel',
      'source',
    ])
      for (const value of nasty(field)) {
        const got = await door.call('intake', 'POST', '/concerns', { ...concern, [field]: value });
        const told = `${field} = ${JSON.stringify(value)?.slice(0, 30)} → ${got.status} ${JSON.stringify(got.json).slice(0, 300)}`;
        expect(got.status === 201 || (got.status < 500 && isProblem(got)), told).toBe(true);
      }
  });

  test('fields that are wrong are named one by one, each in a sentence of either language', async () => {
    const body = { ...concern, title: 5, kind: 'song', phone: '12' };
    const zh = await door.call('intake', 'POST', '/concerns', body);
    expect(zh.json['fields']).toEqual([
      { field: 'title', says: 'wrong-type', detail: '这里要的是文字。' },
      { field: 'kind', says: 'not-one-of', detail: '只能是：consult, help, complaint, report, suggestion, praise, system。' },
    ]);
    const en = await door.call('intake', 'POST', '/concerns?lang=en', { ...concern, phone: '12' });
    expect(en.json['fields']).toMatchObject([{ field: 'phone', detail: expect.stringMatching(/^[A-Z].*\.$/) }]);
  });

  test('a ruling that is not understood is asked back, and decides nothing', async () => {
    const number = await bring([dispatch, object]);
    for (const body of [{ reason: '看过了' }, { outcome: 'maybe', reason: '看过了' }, { outcome: '', reason: '看过了' }])
      expect(await door.ask('hotline', number, 'rule', body)).toMatchObject({ status: 422, json: { code: 'fields-wrong' } });
    expect((await door.call('hotline', 'GET', `/matters/${number}`)).json).toMatchObject({ state: 'objecting', ruled: false });
  });

  test('a version that is not understood is asked back; a text of digits is a version too', async () => {
    const number = await door.raise();
    for (const version of ['abc', 1.5, -1, true, [1], {}])
      expect(await door.ask('intake', number, 'note', { text: '一', version })).toMatchObject({
        status: 400,
        json: { code: 'bad-version' },
      });
    expect((await door.ask('intake', number, 'note', { text: '一' }, { 'if-match': 'abc' })).status).toBe(400);
    expect((await door.ask('intake', number, 'note', { text: '一', version: '7' })).json).toMatchObject({ code: 'changed-meanwhile' });
    expect((await door.ask('intake', number, 'note', { text: '一', version: '1' })).json).toMatchObject({ version: 2 });
    expect((await door.ask('intake', number, 'note', { text: '二' }, { 'if-match': '*' })).status).toBe(200);
  });

  test('a verdict sent twice under one key is one verdict, also when it opened the next round', async () => {
    const number = await bring([dispatch, sign, contact, answer]);
    const key = { 'idempotency-key': `verdict-${number}` };
    const no = { solved: 'no', level: 1, words: '还是塌的' };
    const first = await door.ask('callback', number, 'verdict', no, key);
    const second = await door.ask('callback', number, 'verdict', no, key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.json).toEqual(first.json);
    expect((await door.ask('callback', number, 'verdict', { ...no, words: '别的话' }, key)).json).toMatchObject({
      code: 'key-used-otherwise',
    });
  });

  test('a verdict that is refused leaves no call behind', async () => {
    const number = await bring([dispatch, sign, contact, answer]);
    expect((await door.ask('callback', number, 'verdict', { solved: 'yes', via: 'paper' })).json).toMatchObject({ code: 'proof-missing' });
    const history = (await door.call('callback', 'GET', `/matters/${number}`)).json['history'] as { type: string }[];
    expect(history.map((e) => e.type)).not.toContain('callAttempted');
  });

  test('bodies: broken, of another kind, not UTF-8, too large, of another method', async () => {
    const post = (body: unknown, headers = {}) => door.call('intake', 'POST', '/concerns', body, headers);
    expect((await post('{"text":')).json).toMatchObject({ status: 400, code: 'not-json' });
    expect((await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).json).toMatchObject({
      status: 415,
      code: 'not-json-type',
    });
    expect((await post(Buffer.from([0x7b, 0x22, 0xc4, 0xe3, 0x22, 0x3a, 0x31, 0x7d]))).json).toMatchObject({
      status: 400,
      code: 'not-utf8',
    });
    expect((await post(JSON.stringify({ text: '长'.repeat(3_500_000) }))).json).toMatchObject({ status: 413, code: 'body-too-large' });
    const put = await door.call('intake', 'PUT', '/concerns', concern);
    expect([put.status, put.json['code'], put.headers.get('allow')]).toEqual([405, 'no-such-method', 'POST']);
  });

  test('a list: what is not understood is told, and the search takes any characters', async () => {
    for (const q of [
      'limit=0',
      'limit=1e2',
      'limit=',
      'sort=size',
      'sort=-due',
      'state=flying',
      'light=purple',
      'waiting=x',
      'unit=nobody',
      'category=x',
      'cursor=abc',
      'cursor=%00',
    ]) {
      const got = await door.call('intake', 'GET', `/matters?${q}`);
      expect([q, got.status, (got.json['fields'] as { field: string }[])?.[0]?.field]).toEqual([q, 422, q.split('=')[0]]);
      expect(isProblem(got)).toBe(true);
    }
    for (const q of ['%00', '%F0%9F%98%80', '%C3%28', '%25', '_', `%27%3Bdrop`, 'a'.repeat(3_000), '%ED%A0%80'])
      expect([q.slice(0, 10), (await door.call('intake', 'GET', `/matters?q=${q}`)).status]).toEqual([q.slice(0, 10), 200]);
  });

  test('pages of either order, walked to the end, hold every matter exactly once; by due date what is not ended', async () => {
    for (let i = 0; i < 5; i += 1) await door.raise();
    type Item = { number: string; state: string; deadline: { dueAt: string }; receivedAt: string };
    const walk = async (query: string): Promise<Item[]> => {
      const seen: Item[] = [];
      let cursor = '';
      do {
        const page = await door.call('intake', 'GET', `/matters?limit=7&${query}${cursor}`);
        seen.push(...(page.json['items'] as Item[]));
        cursor = page.json['next'] === null ? '' : `&cursor=${String(page.json['next'])}`;
      } while (cursor !== '');
      expect(new Set(seen.map((item) => item.number)).size).toBe(seen.length);
      return seen;
    };
    const all = await walk('sort=received');
    expect(all.map((item) => item.receivedAt)).toEqual(
      all
        .map((item) => item.receivedAt)
        .toSorted()
        .toReversed(),
    );
    const open = await walk('state=open');
    const due = await walk('sort=due');
    expect(new Set(due.map((item) => item.number))).toEqual(new Set(open.map((item) => item.number)));
    expect(due.map((item) => item.deadline.dueAt)).toEqual(due.map((item) => item.deadline.dueAt).toSorted());
    expect(open.length).toBeLessThan(all.length);
    expect((await door.call('intake', 'GET', '/matters?sort=due&state=archived')).json).toMatchObject({ code: 'fields-wrong' });
  });

  test('a list shows what its reader may open, and nothing else: roles without matters, and accusations against what lies above', async () => {
    const number = await door.raise({ text: '反映示例县府办公室的作风（示例）', confidentiality: 'normal' });
    await door.county.ports.db.updateTable('matter').set({ accused_unit_id: 'county' }).where('number', '=', number).execute();
    for (const who of ['intake', 'dispatcher', 'hotline', 'callback', 'countyOffice', 'handler', 'handlerVillage']) {
      const items = (await door.call(who, 'GET', '/matters?limit=200')).json['items'] as { number: string }[];
      expect([who, items.map((item) => item.number).includes(number)]).toEqual([who, false]);
    }
    for (const who of ['admin', 'audit', 'securityAdmin'])
      expect(await door.call(who, 'GET', '/matters')).toMatchObject({ status: 403, json: { code: 'not-your-role' } });
    const sealed = await door.raise({ text: '反映民政局的作风（示例）', confidentiality: 'accusation', accusedUnit: 'civil' });
    const office = (await door.call('countyOffice', 'GET', '/matters?limit=200')).json['items'] as { number: string }[];
    expect(office.map((item) => item.number)).toContain(sealed);
    expect((await door.call('countyOffice', 'GET', `/matters/${sealed}`)).status).toBe(200);
  });

  test('possible names verbs of this API, and engine names are understood as addresses', async () => {
    const number = await bring([dispatch, sign]);
    const possible = (await door.call('handler', 'GET', `/matters/${number}`)).json['possible'] as string[];
    expect(possible).toContain('reply');
    for (const name of possible) expect(Object.keys(asks)).toContain(name);
    expect((await door.ask('handler', number, 'askHelper', help[2])).status).toBe(200);
    expect((await door.ask('handler', number, 'handover', { account: 'juzhang', reason: '换人办' })).json).toMatchObject({
      owner: { accountName: '吴示例' },
    });
  });

  test('the OpenAPI document: each address with its parameters, its problems and whole references', () => {
    const doc = openApiDocument() as {
      paths: Record<string, Record<string, { parameters?: { name: string }[]; responses: Record<string, unknown>; requestBody?: unknown }>>;
      components: { schemas: Record<string, unknown> };
    };
    for (const [path, methods] of Object.entries(doc.paths))
      for (const [method, operation] of Object.entries(methods)) {
        for (const [, name] of path.matchAll(/\{(\w+)\}/g)) expect(operation.parameters?.map((p) => p.name)).toContain(name);
        if (path !== '/openapi.json') expect(Object.keys(operation.responses)).toContain('401');
        if (method === 'post')
          expect([path, Object.keys(operation.responses)]).toEqual([path, expect.arrayContaining(['400', '403', '409', '413', '422'])]);
      }
    for (const [, name] of JSON.stringify(doc).matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(Object.keys(doc.components.schemas)).toContain(name);
    for (const name of ['unit', 'state', 'q', 'sort', 'limit', 'cursor'])
      expect(doc.paths['/matters']?.['get']?.parameters?.map((p) => p.name)).toContain(name);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, concern, openApiDoor } from '#test/support/api-door.ts';

describe('the API', () => {
  let door: Awaited<ReturnType<typeof openApiDoor>>;
  beforeAll(async () => {
    door = await openApiDoor();
  });
  afterAll(() => door.close());

  const call = (...args: Parameters<typeof door.call>): Promise<Answer> => door.call(...args);
  const raise = async (over = {}) =>
    (await call('intake', 'POST', '/concerns', { ...concern, ...over })).json as unknown as {
      number: string;
      version: number;
      deadline: { dueAt: string; rule: string; provisional: boolean; explained: string };
      receipt: { code: string };
    };

  test('a concern comes back with number, deadline in words and receipt, and its contact nowhere', async () => {
    const made = await raise();
    expect(made.number).toMatch(/^D\d+$/);
    expect(made.deadline).toMatchObject({ rule: 'hotline.reply.jn', provisional: false });
    expect(made.deadline.explained).toContain('5 个工作日');
    const read = await call('intake', 'GET', `/matters/${made.number}`);
    expect(read.status).toBe(200);
    expect(read.json).toMatchObject({ state: 'registered', owner: { unitId: 'hotline' }, version: 1 });
    expect(JSON.stringify(read.json)).not.toContain('13800000001');
    expect(JSON.stringify(read.json)).not.toContain('张示例');
  });

  test('the whole loop through the verbs: dispatch, sign, contact, reply, "no", rework under the same number, "yes"', async () => {
    const { number } = await raise();
    const ask = (token: string, verb: string, body: unknown = {}) => call(token, 'POST', `/matters/${number}/${verb}`, body);
    expect((await ask('dispatcher', 'dispatch', { unit: 'housing', reason: '职责清单' })).json).toMatchObject({
      state: 'dispatched',
      owner: { unitId: 'housing' },
    });
    expect((await ask('handlerOther', 'acknowledge')).status).toBe(404);
    const steps = [
      ['acknowledge', {}],
      ['contact', { words: '约定下午看现场' }],
      ['note', { text: '已报修' }],
      ['reply', { text: '路面已修补完成，恢复通行。', outcome: 'support', basis: '《城市道路管理条例》第二十七条' }],
    ] as const;
    for (const [verb, body] of steps) expect([verb, (await ask('handler', verb, body)).status]).toEqual([verb, 200]);
    expect(await ask('handler', 'verdict', { solved: 'yes', level: 5 })).toMatchObject({
      status: 403,
      json: { code: 'handler-may-not-judge' },
    });
    expect((await ask('callback', 'verdict', { solved: 'no', level: 2, words: '还是塌的' })).json).toMatchObject({
      number,
      round: 2,
      state: 'dispatched',
    });
    for (const [verb, body] of steps) expect([verb, (await ask('handler', verb, body)).status]).toEqual([verb, 200]);
    expect((await ask('callback', 'verdict', { solved: 'yes', level: 5 })).json).toMatchObject({ number, state: 'judged', round: 2 });
  });

  test('an objection is ruled once, and there is no second return', async () => {
    const { number } = await raise();
    const ask = (token: string, verb: string, body: unknown = {}) => call(token, 'POST', `/matters/${number}/${verb}`, body);
    const dispatched = await ask('dispatcher', 'dispatch', { unit: 'housing', reason: '清单' });
    expect((await ask('handler', 'object', { reason: '应属物业', basis: '职责清单第1项' })).json).toMatchObject({
      state: 'objecting',
      owner: { unitId: 'housing' },
    });
    expect((await ask('handler', 'rule', { outcome: 'upheld', reason: '同意自己' })).status).toBe(403);
    const ruled = await ask('hotline', 'rule', { outcome: 'rejected', reason: '属清单部1' });
    expect(ruled.json).toMatchObject({ state: 'dispatched', ruled: true });
    expect((ruled.json['deadline'] as unknown as { dueAt: string }).dueAt).toBe(
      (dispatched.json['deadline'] as unknown as { dueAt: string }).dueAt,
    );
    expect(await ask('handler', 'object', { reason: '再退', basis: '第1项' })).toMatchObject({
      status: 403,
      json: { code: 'already-ruled' },
    });
  });

  test('the same key with the same body is done once; with another body it is refused', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const [a, b] = await Promise.all([
      call('intake', 'POST', '/concerns', concern, headers),
      call('intake', 'POST', '/concerns', concern, headers),
    ]);
    expect(a.json['number']).toBe(b.json['number']);
    expect((await call('intake', 'POST', '/concerns', { ...concern, text: '换了内容的一件事情' }, headers)).status).toBe(422);
  });

  test('an expected version that is no longer true is told, and nothing is written', async () => {
    const { number } = await raise();
    await call('dispatcher', 'POST', `/matters/${number}/dispatch`, { unit: 'housing', reason: '清单' });
    expect(await call('dispatcher', 'POST', `/matters/${number}/note`, { text: '晚了', version: 1 })).toMatchObject({
      status: 409,
      json: { code: 'changed-meanwhile', version: 2 },
    });
  });

  test('lists page through everything, filter and search; other units see nothing of it', async () => {
    await raise({ text: '独一无二的龘字' });
    expect((await call('intake', 'GET', '/matters?q=龘&limit=5')).json['items']).toHaveLength(1);
    expect((await call('handlerOther', 'GET', '/matters?q=龘')).json['items']).toHaveLength(0);
    const first = await call('intake', 'GET', '/matters?limit=2');
    expect(first.json['next']).not.toBeNull();
    expect((await call('intake', 'GET', '/matters?limit=0')).status).toBe(422);
  });

  test('bad input: no token, wrong token, no JSON, too large, unknown verb, unknown number, markup in every field', async () => {
    expect((await call('nobody', 'GET', '/matters')).status).toBe(401);
    expect((await call('intake', 'POST', '/concerns', '{"text":')).json).toMatchObject({ code: 'not-json', status: 400 });
    const large = await call('intake', 'POST', '/concerns', { text: '长'.repeat(10_000_000) });
    expect([large.status, large.type]).toEqual([413, 'application/problem+json; charset=utf-8']);
    expect((await call('intake', 'POST', '/matters/D000000202611230001/dispatch', {})).status).toBe(404);
    const { number } = await raise({
      title: "<script>alert(1)</script>'; drop table matter; --",
      text: "Robert'); DROP TABLE matter;-- <img src=x onerror=alert(1)> \u0000\u202e",
    });
    expect((await call('intake', 'POST', `/matters/${number}/fly`, {})).json).toMatchObject({ code: 'no-such-verb' });
    expect((await call('intake', 'GET', `/matters/${number}`)).status).toBe(200);
    expect((await call('intake', 'POST', '/concerns', { text: '' })).status).toBe(422);
    expect((await call('intake', 'POST', '/concerns', { text: '绝密★10年 关于某事' })).json).toMatchObject({ code: 'secrecy' });
    expect((await call('intake', 'POST', '/concerns', { text: '家里煤气泄漏了快来人' })).json).toMatchObject({ code: 'emergency' });
  });

  test('the OpenAPI document names every verb and every refusal', async () => {
    const response = await door.app.request('/api/v1/openapi.json');
    const doc = (await response.json()) as { paths: Record<string, unknown>; 'x-refusals': Record<string, unknown> };
    expect(Object.keys(doc.paths)).toContain('/matters/{number}/reply');
    expect(doc['x-refusals']).toHaveProperty('already-ruled');
  });
});

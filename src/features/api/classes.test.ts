// A class through the API: the same acts as on the pages, refused with the same codes, done once under one key, and never over somebody's work.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, openApiDoor } from '#test/support/api-door.ts';
import { daysFrom, raiseMany } from '#test/support/classes.ts';
import { goodPlan, goodWhys, hypothesis } from '#test/support/matter-class.ts';
import { classVerbs } from './api-classes.ts';

let door: Awaited<ReturnType<typeof openApiDoor>>;
let numbers: string[];
let number = '';
beforeAll(async () => {
  door = await openApiDoor();
  numbers = (await raiseMany(door.county, daysFrom('2026-11-15', 4, 1))).map((one) => one.number);
});
afterAll(() => door.close());
const ask = (who: string, verb: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  door.call(who, 'POST', `/classes/${number}/${verb}`, body, headers);
const events = async () => (await door.county.ports.db.selectFrom('matter_class_event').select('seq').execute()).length;

test('matters chosen by hand become a class, once under one key; the same key with other words is refused', async () => {
  const make = (title: string, key: string) =>
    door.call('dispatcher', 'POST', '/classes', { title, numbers: numbers.slice(0, 3) }, { 'idempotency-key': key });
  const made = await make('东街社区楼道灯', 'k-make');
  expect(made).toMatchObject({ status: 201, json: { state: 'clue', version: 1, possible: expect.arrayContaining(['confirm', 'aside']) } });
  number = String(made.json['number']);
  expect(made.headers.get('location')).toBe(`/api/v1/classes/${number}`);
  expect((await make('东街社区楼道灯', 'k-make')).json).toMatchObject({ number, version: 1 });
  expect(await make('别的名称', 'k-make')).toMatchObject({
    status: 422,
    type: expect.stringContaining('problem+json'),
    json: { code: 'key-used-otherwise' },
  });
  expect(await events()).toBe(1);
  const wrong = await door.call('dispatcher', 'POST', '/classes', { title: '灯', numbers: ['D1', 'D2'] });
  expect(wrong).toMatchObject({ status: 422, json: { code: 'unknown-matters', fields: [{ field: 'numbers' }] } });
  expect(await door.call('handler', 'POST', '/classes', { title: '灯', numbers })).toMatchObject({
    status: 403,
    json: { code: 'not-your-role' },
  });
});

test('a stale version changes nothing and tells the one it has; what was refused leaves its key free', async () => {
  const words = { title: '东街社区楼道灯反复不亮', hypothesis };
  const stale = await ask('dispatcher', 'confirm', words, { 'if-match': '"7"', 'idempotency-key': 'k-confirm' });
  expect(stale).toMatchObject({ status: 409, json: { code: 'changed-meanwhile', version: 1, state: 'clue' } });
  const done = await ask('dispatcher', 'confirm', words, { 'if-match': '"1"', 'idempotency-key': 'k-confirm' });
  expect(done).toMatchObject({ status: 200, json: { state: 'candidate', version: 2, title: words.title } });
  expect(done.headers.get('etag')).toBe('"2"');
});

test('who may not see it finds nothing, who may not ask is refused, and an unknown verb names those there are', async () => {
  expect(await ask('handlerOther', 'confirm', { title: 'x', hypothesis })).toMatchObject({ status: 404, json: { code: 'not-found' } });
  expect(await door.call('dispatcher', 'POST', '/classes/C20269999/confirm', {})).toMatchObject({
    status: 404,
    json: { code: 'not-found' },
  });
  expect(await ask('dispatcher', 'establish', { whys: goodWhys })).toMatchObject({ status: 403, json: { code: 'not-your-role' } });
  expect(await ask('dispatcher', 'dispatch')).toMatchObject({
    status: 404,
    json: { code: 'no-such-verb', verbs: Object.keys(classVerbs) },
  });
  expect(await door.call('dispatcher', 'PUT', `/classes/${number}/confirm`, {})).toMatchObject({ status: 405 });
});

test('from the candidate to the measures: what is missing is named field by field, what is left out is as the form has it', async () => {
  expect(await ask('countyOffice', 'establish', { unit: 'housing', person: 'chengban', whys: ['灯不亮'] })).toMatchObject({
    status: 422,
    json: { code: 'cause-weak', names: expect.stringContaining('too-few') },
  });
  expect(await ask('countyOffice', 'establish', { unit: 'housing', person: 'chengban', whys: goodWhys })).toMatchObject({
    status: 200,
    json: { state: 'established', owner: { unitId: 'housing', accountId: 'acc-chengban' }, whys: goodWhys },
  });
  const { unitId: _u, accountId: _a, ...plan } = goodPlan({ due: '2026-12-10' });
  const weak = await ask('handler', 'measure', { ...plan, money: '', checker: '' });
  expect(weak).toMatchObject({ status: 422, json: { code: 'plan-incomplete' } });
  expect((weak.json['fields'] as { field: string }[]).map((one) => one.field)).toEqual(['money', 'checker']);
  expect(await ask('handler', 'measure', { ...plan, kind: 'magic' })).toMatchObject({
    status: 422,
    json: { code: 'fields-wrong', fields: [{ field: 'kind' }] },
  });
  expect(await ask('handler', 'measure', { ...plan, due: '2026-13-40' })).toMatchObject({
    status: 422,
    json: { code: 'fields-wrong', fields: [{ field: 'due' }] },
  });
  const planned = await ask('handler', 'measure', plan, { 'idempotency-key': 'k-measure' });
  expect(planned).toMatchObject({ status: 200, json: { measures: [{ unitId: 'housing', accountId: 'acc-chengban', kind: 'asset' }] } });
  expect(((await ask('handler', 'measure', plan, { 'idempotency-key': 'k-measure' })).json['measures'] as unknown[]).length).toBe(1);
  expect(await ask('handler', 'start')).toMatchObject({ status: 200, json: { state: 'acting' } });
  expect(await ask('handler', 'conclude', { words: '看过了' })).toMatchObject({
    status: 422,
    json: { code: 'fields-wrong', fields: [{ field: 'outcome' }] },
  });
  expect(await ask('handler', 'name', { title: '灯' })).toMatchObject({ status: 403 });
});

test('members are taken in and left out by number; a title alone leaves the scope as it is', async () => {
  const [last = ''] = numbers.slice(3);
  const answer = await ask('countyOffice', 'exclude', { numbers: [last], reason: '不是一回事' });
  expect([answer.status, answer.json['code']]).toEqual([200, undefined]);
  const other = await door.call('dispatcher', 'POST', '/classes', { title: '另一类灯', numbers: numbers.slice(0, 2).join(' ') });
  const [path, scope] = [`/classes/${String(other.json['number'])}`, other.json['scope']];
  await door.call('dispatcher', 'POST', `${path}/confirm`, { title: '另一类灯', hypothesis });
  const named = await door.call('dispatcher', 'POST', `${path}/name`, { title: '改了名的灯' });
  expect(named).toMatchObject({ status: 200, json: { title: '改了名的灯', scope } });
});

test('bad bodies get one clear answer each', async () => {
  expect((await ask('dispatcher', 'confirm', 'no json')).status).toBe(400);
  expect((await ask('dispatcher', 'confirm', { title: 5, hypothesis: {} })).json).toMatchObject({ code: 'fields-wrong' });
  expect((await ask('dispatcher', 'confirm', {}, { 'if-match': 'abc' })).json).toMatchObject({ code: 'bad-version' });
  expect((await door.call('dispatcher', 'POST', '/classes', {})).json).toMatchObject({ code: 'fields-wrong' });
});

test('the document lists every verb with its fields, and every refusal of classes', async () => {
  const doc = (await door.call('dispatcher', 'GET', '/openapi.json')).json as {
    paths: Record<string, { post?: { requestBody?: { content: Record<string, { schema: { allOf: { properties: object }[] } }> } } }>;
    'x-class-refusals': Record<string, { status: number }>;
  };
  for (const verb of Object.keys(classVerbs))
    expect([verb, doc.paths[`/classes/{number}/${verb}`]?.post !== undefined]).toEqual([verb, true]);
  const schema = doc.paths['/classes/{number}/establish']?.post?.requestBody?.content['application/json']?.schema.allOf[0];
  expect(Object.keys(schema?.properties ?? {})).toEqual(['unit', 'person', 'whys']);
  expect(doc['x-class-refusals']['plan-incomplete']?.status).toBe(422);
});

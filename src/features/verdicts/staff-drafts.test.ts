// What a call-back officer has begun to write: there again after a closed window, for this round only, and told to nobody.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act } from '#features/matters/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { answered, hiddenOf, type Page, raised, type Visitor, verdictDoors } from '#test/support/verdicts.ts';

let county: TestCounty;
let folder: string;
let doors: Awaited<ReturnType<typeof verdictDoors>>;
let caller: Visitor;
beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-call-drafts-'));
  doors = await verdictDoors(county, folder);
  caller = await doors.signIn('huifang');
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

const page = (number: string, form = ''): string => `/staff/callbacks/${number}${form}`;
const press = (form: Page) => ({ version: hiddenOf(form, 'version'), key: hiddenOf(form, 'key') });
async function called(): Promise<string> {
  const { number } = await raised(county);
  await answered(county, number);
  await act(county.ports, county.actor('huifang'), number, { do: 'attemptCall', reached: true, words: '' });
  return number;
}
const rows = async () => (await county.ports.pool.query('select * from action_draft')).rows as { sealed: string; action: string }[];

test('a verdict begun is there again with a line that says so, and gone when recorded; its late save is not kept', async () => {
  const number = await called();
  const form = await caller.get(page(number, '/verdict'));
  expect(form.html).toContain(`data-draft="${page(number, '/verdict/draft')}"`);
  const said = { ...press(form), solved: 'partly', level: '3', words: '灯亮了，可是杆子还歪着' };
  expect((await caller.send(page(number, '/verdict/draft'), said, form)).status).toBe(204);
  const again = await caller.get(page(number, '/verdict'));
  for (const words of ['草稿恢复', '杆子还歪着', '草稿加密存放']) expect(again.html).toContain(words);
  expect(again.html).toMatch(/name="solved" value="partly"[^>]* checked/);
  expect(JSON.stringify(await rows())).not.toContain('杆子');
  const done = await caller.send(page(number, '/verdict'), { ...said, ...press(again) }, again);
  expect(done.html).toContain('已记下');
  await caller.send(page(number, '/verdict/draft'), { ...said, ...press(again) }, form);
  expect((await rows()).filter((row) => row.action.startsWith('callback-verdict'))).toHaveLength(0);
});

test('the note of a call is kept too, stays while the contact is shown, and can be thrown away', async () => {
  const { number } = await raised(county);
  await answered(county, number);
  const form = await caller.get(page(number));
  await caller.send(page(number, '/attempt/draft'), { ...press(form), callWords: '说晚上七点再打' }, form);
  const shown = await caller.send(page(number, '/contact'), {}, form);
  for (const words of ['说晚上七点再打', '13800001234']) expect(shown.html).toContain(words);
  await caller.send(page(number, '/attempt/draft'), { step: 'forget' }, form);
  expect((await caller.get(page(number))).html).not.toContain('说晚上七点再打');
});

test('a refused form is kept without a script, and told when the matter moved on', async () => {
  const number = await called();
  const form = await caller.get(page(number, '/verdict'));
  const refused = await caller.send(page(number, '/verdict'), { ...press(form), solved: '', level: '', words: '正在说' }, form);
  expect(refused.status).toBe(400);
  await act(county.ports, county.actor('huifang'), number, { do: 'attemptCall', reached: true, words: '又打了一次' });
  const again = await caller.get(page(number, '/verdict'));
  for (const words of ['正在说', '存下以后，这件事有了变化']) expect(again.html).toContain(words);
});

test('what was begun about one answer is not found in the form for the next one', async () => {
  const number = await called();
  const form = await caller.get(page(number, '/verdict'));
  await caller.send(page(number, '/verdict/draft'), { ...press(form), solved: 'yes', level: '5', words: '第一次的话' }, form);
  await act(county.ports, county.actor('huifang'), number, {
    do: 'judge',
    solved: 'no',
    level: 1,
    words: '',
    via: 'callback',
    proof: null,
  });
  await answered(county, number, 'again');
  await act(county.ports, county.actor('huifang'), number, { do: 'attemptCall', reached: true, words: '' });
  const next = await caller.get(page(number, '/verdict'));
  expect(next.status).toBe(200);
  expect(next.html).not.toContain('第一次的话');
});

test('whoever handled it can neither keep a draft nor learn that one is being written', async () => {
  const number = await called();
  const form = await caller.get(page(number, '/verdict'));
  await caller.send(page(number, '/verdict/draft'), { ...press(form), words: '只有回访员知道' }, form);
  const before = (await rows()).length;
  await county.ports.db
    .insertInto('post')
    .values({ id: county.ports.newId(), account_id: 'acc-juzhang', role: 'callback', valid_from: '2020-01-01', valid_to: null })
    .execute();
  const handler = await doors.signIn('juzhang');
  const refused = await handler.send(page(number, '/verdict/draft'), { words: '承办的人写' }, await handler.get('/staff/callbacks'));
  expect([refused.status, refused.html.includes('办理过或协办过这件事的单位不能评价')]).toEqual([403, true]);
  expect(await rows()).toHaveLength(before);
  expect((await caller.send(page(number, '/nonsense/draft'), { words: '没有这张表' }, form)).status).toBe(404);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { matterOf } from '#core/matter/matter.ts';
import { checkDigit } from '#core/matter/number.ts';
import { act, loadCircumstances, mergeInto, readHistoryByNumber, tickMatter } from '#features/matters/index.ts';
import { forgetDirectory } from '#features/people/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { answered, hiddenOf, raised, sealedLink, type Visitor, verdictDoors } from '#test/support/verdicts.ts';
import { linkForRaiser, mintVerdictLink, proveAccess, seeByTicket } from './actions.ts';
import { holdCall, openForCall } from './actions-callback.ts';
import { inviteRaisers } from './index.ts';

let county: TestCounty;
let folder: string;
let doors: Awaited<ReturnType<typeof verdictDoors>>;
beforeAll(async () => {
  county = await testCounty();
  folder = await mkdtemp(join(tmpdir(), 'daodi-verdicts-'));
  doors = await verdictDoors(county, folder);
});
afterAll(async () => {
  await county.close();
  await rm(folder, { recursive: true, force: true });
});

const day = 86_400_000;
/** Three days, and the holidays by which the last of them moves on. */
const afterChange = 8 * day;
const rowOf = (number: string) => county.ports.db.selectFrom('matter').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
const judgements = async (matterId: string) =>
  (
    await county.ports.db
      .selectFrom('matter_event')
      .select(['seq', 'data'])
      .where('matter_id', '=', matterId)
      .where('type', '=', 'judged')
      .orderBy('seq')
      .execute()
  ).map((r) => r.data as { solved: string; round: number; changed: boolean; via: string; proof: string | null; words: string });
const linksOf = (matterId: string) =>
  county.ports.db.selectFrom('verdict_link').selectAll().where('matter_id', '=', matterId).orderBy('created_at').execute();

/** A concern that was answered, and the link its raiser was given. */
async function waiting(over: Parameters<typeof raised>[1] = {}): Promise<{ number: string; matterId: string; link: string }> {
  const { number, matterId } = await raised(county, over);
  await answered(county, number);
  const link = await sealedLink(county, matterId);
  if (!link) throw new Error('no link in the outbox');
  return { number, matterId, link };
}

describe('the raiser judges by link', () => {
  test('the whole loop: "no" is reworked under the same number, the next link says "yes", and each page tells the real outcome', async () => {
    const { number, matterId, link } = await waiting();
    const raiser = doors.visitor();
    const form = await raiser.get(link);
    expect(form.status).toBe(200);
    expect(form.html).toContain('路灯不亮（示例）');
    expect(form.html).toContain('路灯线路已修复，今晚亮灯。');
    expect(form.html).not.toMatch(/type="radio"[^>]*checked/);
    const no = await raiser.send(link, { as: 'first', solved: 'no', level: '2', words: '还是不亮' }, form);
    expect(no.html).toContain('已经按原来的编号重新办');
    expect(no.html).not.toMatch(/很高兴|感谢您的满意|已经记下。/);
    expect(await rowOf(number)).toMatchObject({ round: 2, status: 'dispatched', solved: 'no' });
    await answered(county, number, 'again');
    const second = await sealedLink(county, matterId);
    expect(second).not.toBe(link);
    const yes = await raiser.send(second ?? '', { as: 'first', solved: 'yes', level: '5', words: '' }, second ?? '');
    expect(yes.html).toContain('您说办好了');
    expect((await judgements(matterId)).map((j) => [j.round, j.solved])).toEqual([
      [1, 'no'],
      [2, 'yes'],
    ]);
    county.advance(4 * day);
    await tickMatter(county.ports, number);
    expect(await rowOf(number)).toMatchObject({ status: 'archived', archived_how: 'verdict', solved: 'yes' });
    expect((await raiser.get(second ?? '')).status).toBe(410);
  });

  test('only the digest of a link is stored, and its text only sealed', async () => {
    const { matterId, link } = await waiting();
    const token = link.slice('/v/'.length);
    expect(Buffer.from(token, 'base64url')).toHaveLength(16); // 128 bits
    const dump = JSON.stringify([
      await county.ports.db.selectFrom('verdict_link').selectAll().execute(),
      await county.ports.db.selectFrom('outbox').selectAll().where('matter_id', '=', matterId).execute(),
      await judgements(matterId),
    ]);
    expect(dump).not.toContain(token);
  });

  test('a verdict uses up every link of its round in the same transaction, also when it came by telephone', async () => {
    const { number, matterId, link } = await waiting();
    const more = await mintVerdictLink(county.ports, county.ports.db, { matterId, round: 1, expiresAt: '2027-06-01T00:00:00.000Z' });
    expect((await linksOf(matterId)).map((l) => l.used_at)).toEqual([null, null]);
    await act(county.ports, county.actor('huifang'), number, { do: 'attemptCall', reached: true, words: '' });
    await act(county.ports, county.actor('huifang'), number, {
      do: 'judge',
      solved: 'partly',
      level: 3,
      words: '',
      via: 'callback',
      proof: null,
    });
    const at = county.ports.now();
    expect((await linksOf(matterId)).map((l) => l.used_at)).toEqual([at, at]);
    expect(await judgements(matterId)).toHaveLength(1);
    for (const path of [link, `/v/${more}`]) expect((await doors.visitor().get(path)).html).toContain('办了一部分');
  });

  test('sent twice, or again from the back button, it counts once; something else is asked about and not swallowed', async () => {
    const { matterId, link } = await waiting();
    const raiser = doors.visitor();
    const form = await raiser.get(link);
    const said = { as: 'first', solved: 'yes', level: '4', words: '亮了' };
    const both = await Promise.all([raiser.send(link, said, form), raiser.send(link, said, form), raiser.send(link, said, form)]);
    expect(both.map((p) => p.status)).toEqual([200, 200, 200]);
    expect(await judgements(matterId)).toHaveLength(1);
    const other = await raiser.send(link, { ...said, solved: 'no', level: '1', words: '又灭了' }, form);
    expect(other.status).toBe(409);
    expect(other.html).toContain('您已经评过了');
    expect(other.html).toContain('又灭了');
    expect(await judgements(matterId)).toHaveLength(1);
    const changed = await raiser.send(link, { ...said, as: hiddenOf(other, 'as'), solved: 'no', level: '1', words: '又灭了' }, other);
    expect(changed.html).toContain('您说没办好');
    expect((await judgements(matterId)).map((j) => [j.solved, j.changed])).toEqual([
      ['yes', false],
      ['no', true],
    ]);
  });

  test('two different first verdicts at one moment: one is recorded, the other is asked about', async () => {
    const { matterId, link } = await waiting();
    const [one, other] = [doors.visitor(), doors.visitor()];
    // Both forms are open before either is sent: who opens it later is shown the verdict there is.
    const [formOfOne, formOfOther] = await Promise.all([one.get(link), other.get(link)]);
    const answers = await Promise.all([
      one.send(link, { as: 'first', solved: 'yes', level: '5', words: '甲' }, formOfOne),
      other.send(link, { as: 'first', solved: 'no', level: '1', words: '乙' }, formOfOther),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(await judgements(matterId)).toHaveLength(1);
  });

  test('it may be changed for three days, and not after', async () => {
    const { number, matterId, link } = await waiting();
    const raiser = doors.visitor();
    await raiser.send(link, { as: 'first', solved: 'partly', level: '3', words: '' }, link);
    county.advance(2 * day);
    const form = await raiser.get(`${link}?change=1`);
    expect(form.html).toMatch(/value="partly" checked/);
    await raiser.send(link, { as: 'change', solved: 'no', level: '1', words: '只亮了一盏' }, form);
    expect(await rowOf(number)).toMatchObject({ round: 2, solved: 'no' });
    county.advance(2 * day);
    const late = await raiser.send(link, { as: 'change', solved: 'yes', level: '5', words: '' }, form);
    expect(late.status).toBe(410);
    expect(late.html).not.toContain('路灯');
    expect((await judgements(matterId)).map((j) => j.solved)).toEqual(['partly', 'no']);
  });

  test('forged, malformed, expired and outlived links each get one clear page that tells nothing', async () => {
    const { matterId, link } = await waiting();
    const forged = `${link.slice(0, -2)}${link.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const path of [forged, '/v/x', `/v/${'a'.repeat(500)}`, "/v/'%20or%201=1--"]) {
      const page = await doors.visitor().get(path);
      expect(page.status).toBe(404);
      expect(page.html).toContain('这个链接打不开');
      expect(page.html).not.toMatch(/路灯|东街/);
    }
    const short = await mintVerdictLink(county.ports, county.ports.db, { matterId, round: 1, expiresAt: county.ports.now() });
    county.advance(60_000);
    const expired = await doors.visitor().send(`/v/${short}`, { as: 'first', solved: 'yes', level: '5', words: '' }, link);
    expect(expired.status).toBe(410);
    expect(expired.html).toContain('过期');
    const otherRound = await mintVerdictLink(county.ports, county.ports.db, { matterId, round: 2, expiresAt: '2027-06-01T00:00:00.000Z' });
    expect((await doors.visitor().send(`/v/${otherRound}`, { as: 'first', solved: 'yes', level: '5', words: '' }, link)).status).toBe(410);
    expect(await judgements(matterId)).toHaveLength(0);
  });

  test('a link judges its own matter only', async () => {
    const [one, other] = [await waiting(), await waiting()];
    await doors
      .visitor()
      .send(one.link, { as: 'first', solved: 'no', level: '1', words: '', number: other.number, matterId: other.matterId }, one.link);
    expect(await judgements(other.matterId)).toHaveLength(0);
    expect((await linksOf(other.matterId)).every((l) => l.used_at === null)).toBe(true);
  });

  test('who tries links without end must wait, and others need not', async () => {
    const { link } = await waiting();
    const guesser = doors.visitor();
    const statuses: number[] = [];
    for (let i = 0; i < 22; i += 1) statuses.push((await guesser.get(`/v/${String(i).padStart(22, 'A')}`)).status);
    expect(statuses.slice(0, 19)).toEqual(Array(19).fill(404));
    expect(statuses.at(-1)).toBe(429);
    expect((await guesser.get(link)).status).toBe(429);
    expect((await doors.visitor().get(link)).status).toBe(200);
  });

  test('nothing typed is lost: missing answers, too long words, a stale form', async () => {
    const { matterId, link } = await waiting();
    const raiser = doors.visitor();
    const form = await raiser.get(link);
    const empty = await raiser.send(link, { as: 'first', words: '写了一半' }, form);
    expect(empty.status).toBe(400);
    expect(empty.html).toContain('写了一半');
    expect(empty.html).toContain('请选满意程度');
    const long = await raiser.send(link, { as: 'first', solved: 'yes', level: '5', words: '长'.repeat(2_001) }, form);
    expect(long.status).toBe(400);
    expect(long.html).toContain('最多 2000 字');
    raiser.cookies.delete('form');
    const stale = await raiser.send(link, { as: 'first', solved: 'no', level: '1', words: '第二次' }, form);
    expect(stale.status).toBe(403);
    expect(stale.html).toMatch(/value="no" checked/);
    expect(await judgements(matterId)).toHaveLength(0);
  });

  test('words are shown as words, whatever they hold', async () => {
    const nasty = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';
    const { link } = await waiting({ title: nasty, text: `${nasty} 路灯坏了两个星期`, placeText: nasty });
    const raiser = doors.visitor();
    const form = await raiser.get(link);
    expect(form.html).toContain('&lt;script&gt;');
    const thanks = await raiser.send(link, { as: 'first', solved: 'partly', level: '3', words: nasty }, form);
    const again = await raiser.get(`${link}?change=1`);
    for (const page of [form, thanks, again]) expect(page.html).not.toMatch(/<script>|<img src=x/);
  });
});

describe('invitations', () => {
  test('are turned into links once, stay visible as not sent, and are over once the round was judged', async () => {
    const { matterId } = await waiting();
    expect(await inviteRaisers(county.ports)).toBe(0);
    expect(await linksOf(matterId)).toHaveLength(1);
    const row = await county.ports.db
      .selectFrom('outbox')
      .select(['body', 'done_at'])
      .where('matter_id', '=', matterId)
      .where('kind', '=', 'verdictInvited')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ done_at: null, body: { state: 'notSent' } });
  });

  test('a broken record does not hold up the invitations of others', async () => {
    const { ports } = county;
    await ports.db
      .insertInto('outbox')
      .values({
        id: ports.newId(),
        matter_id: 'nobody',
        kind: 'verdictInvited',
        audience: 'raiser',
        body: JSON.stringify({ number: 'D0', seq: 1 }),
        created_at: '2020-01-01T00:00:00.000Z',
        not_before: '2020-01-01T00:00:00.000Z',
        done_at: null,
      })
      .execute();
    const { matterId } = await waiting();
    expect(await linksOf(matterId)).toHaveLength(1);
    expect(await inviteRaisers(ports)).toBe(0);
  });

  test('who left no phone is not invited and still judges with the code of the receipt', async () => {
    const { number, matterId, code } = await raised(county, { contact: null });
    await answered(county, number);
    expect(await linksOf(matterId)).toHaveLength(0);
    const raiser = doors.visitor();
    const page = await raiser.send('/progress', { number, proof: code.toLowerCase() }, '/progress');
    const form = await raiser.send('/progress/judge', { number }, page);
    expect(form.path).toMatch(/^\/v\/[\w-]{22}$/);
    const thanks = await raiser.send(form.path, { as: 'first', solved: 'yes', level: '5', words: '' }, form);
    expect(thanks.html).toContain('您说办好了');
  });
});

describe('progress', () => {
  const look = (who: Visitor, number: string, proof: string) => who.send('/progress', { number, proof }, '/progress');

  test('opens with the number in any form and the last four digits, full-width too', async () => {
    const { number } = await raised(county);
    const wide = [...number.slice(1)].map((d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)).join('');
    for (const [typed, proof] of [
      [number, '1234'],
      [` ${number.slice(1, 7)} ${number.slice(7)} `.toLowerCase(), '１２３４'],
      [`Ｄ${wide}`, '12 34'],
    ] as const) {
      const page = await look(doors.visitor(), typed, proof);
      expect(page.path).toBe('/progress/matter');
      expect(page.html).toContain('已经登记，正在确定由谁来办');
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('says the same for an unknown number and for wrong digits, three times, then it waits for both number and address', async () => {
    const { number } = await raised(county);
    const unknown = 'D0000001999010100014';
    const guesser = doors.visitor();
    const strip = (html: string) => html.replace(/value="[^"]*"/g, '');
    const [wrong, missing] = [await look(guesser, number, '0000'), await look(doors.visitor(), unknown.replace(/.$/, ''), '0000')];
    expect(wrong.status).toBe(404);
    expect(missing.status).toBe(400); // mistyped: said by the check digit alone
    const body = '0000001999010100019';
    const nobody = await look(doors.visitor(), `D${body}${checkDigit(body)}`, '0000');
    expect(nobody.status).toBe(404);
    expect(strip(nobody.html)).toBe(strip(wrong.html));
    expect([
      (await look(guesser, number, '0001')).status,
      (await look(guesser, number, '0002')).status,
      (await look(guesser, number, '1234')).status,
    ]).toEqual([404, 404, 429]);
    expect((await look(doors.visitor(), number, '1234')).status).toBe(429); // from elsewhere too: the number rests
    const { number: other } = await raised(county);
    expect((await look(guesser, other, '1234')).status).toBe(429); // and the address
    county.advance(16 * 60_000);
    expect((await look(guesser, number, '1234')).status).toBe(200);
  });

  test('right answers are not tries: somebody may look ten times a day', async () => {
    const { number } = await raised(county);
    const raiser = doors.visitor();
    for (let i = 0; i < 6; i += 1) expect((await look(raiser, number, '1234')).status).toBe(200);
  });

  test('a ticket is for one matter and half an hour, and cannot be forged', async () => {
    const [one, other] = [await raised(county), await raised(county)];
    const { ports } = county;
    const tries = {
      count: async () => ({ allowed: true, count: 1, until: ports.now() }),
      forgiveOne: async () => undefined,
      forgiveAll: async () => undefined,
      locked: async () => new Map(),
      clearOld: async () => undefined,
    };
    const proved = await proveAccess(ports, tries, { number: one.number, proof: '1234' }, 'x');
    if (!proved.ok) throw new Error(proved.why);
    expect((await seeByTicket(ports, proved.ticket))?.view.number).toBe(one.number);
    const parts = proved.ticket.split('.');
    for (const forged of [
      '',
      'a.b.c',
      [other.matterId, ...parts.slice(1)].join('.'),
      [parts[0], 'zzzzzz', parts[2]].join('.'),
      proved.ticket.slice(0, -1),
    ])
      expect(await seeByTicket(ports, forged)).toBeNull();
    county.advance(31 * 60_000);
    expect(await seeByTicket(ports, proved.ticket)).toBeNull();
    const late = doors.visitor();
    late.cookies.set('progress', proved.ticket);
    expect((await late.get('/progress/matter')).path).toBe('/progress?ended=1');
  });

  test('tells the story with units, without names, notes or what others said', async () => {
    const { number } = await waiting();
    const page = await look(doors.visitor(), number, '1234');
    expect(page.html).toContain('示例县住房和城乡建设局');
    expect(page.html).toContain('记了一次办理进展');
    expect(page.html).toContain('路灯线路已修复，今晚亮灯。');
    expect(page.html).toContain('评价办得怎么样');
    expect(page.html).not.toMatch(/周示例|王示例|李示例|内部：|acc-|职责清单部1|13800001234|张示例/);
  });

  test('two raisers of one matter learn nothing of each other', async () => {
    const main = await raised(county, {
      title: '主件标题（示例）',
      text: '我是主件，住一号楼，路灯坏了',
      contact: { name: '李甲示例', phone: '13800005678' },
    });
    const copy = await raised(county, { title: '副件标题（示例）', text: '我是副件，住二号楼，路灯坏了' });
    await mergeInto(county.ports, county.actor('shouli'), copy.number, main.number, '同一盏灯，主件是李甲示例');
    await answered(county, main.number);
    await tickMatter(county.ports, copy.number);
    await inviteRaisers(county.ports);
    const [mine, theirs] = [await look(doors.visitor(), copy.number, '1234'), await look(doors.visitor(), main.number, '5678')];
    const link = await doors.visitor().get((await sealedLink(county, copy.matterId)) ?? '');
    for (const page of [mine, link]) {
      expect(page.status).toBe(200);
      for (const secret of ['主件标题', '一号楼', main.number, '李甲', '同一盏灯']) expect(page.html).not.toContain(secret);
      expect(page.html).toContain('路灯线路已修复');
    }
    for (const secret of ['副件标题', '二号楼', copy.number]) expect(theirs.html).not.toContain(secret);
    expect((await look(doors.visitor(), copy.number, '5678')).status).toBe(404);
  });

  test('shows both dates when a deadline moved, and the note of a provisional one', async () => {
    const { number } = await raised(county);
    const raiser = doors.visitor();
    county.advance(3 * day);
    await act(county.ports, county.actor('paidan'), number, { do: 'dispatch', to: 'housing', reason: '职责', copyTo: null });
    const page = await look(raiser, number, '1234');
    expect(page.html).toContain('原来说的是');
    expect(page.html).toContain('怎么算的');
    county.at('2026-12-30T01:00:00.000Z');
    const { number: later } = await raised(county);
    expect((await look(doors.visitor(), later, '1234')).html).toContain('暂定');
  });

  test('reopens within 30 days with a new fact, once, and not without one', async () => {
    const { number, link } = await waiting();
    const raiser = doors.visitor();
    await raiser.send(link, { as: 'first', solved: 'yes', level: '5', words: '' }, link);
    county.advance(afterChange);
    await tickMatter(county.ports, number);
    const page = await look(raiser, number, '1234');
    expect(page.html).toContain('要求重新办');
    const form = await raiser.get('/progress/reopen');
    expect((await raiser.send('/progress/reopen', { number, fact: '   ' }, form)).html).toContain('重启要写明新的情况');
    const done = await raiser.send('/progress/reopen', { number, fact: '昨晚又全灭了' }, form);
    expect(done.html).toContain('昨晚又全灭了');
    expect((await raiser.send('/progress/reopen', { number, fact: '昨晚又全灭了' }, form)).status).toBe(200);
    expect(await rowOf(number)).toMatchObject({ round: 2, status: 'dispatched' });
    const reopened = await county.ports.db
      .selectFrom('matter_event')
      .select('seq')
      .where('matter_id', '=', (await rowOf(number)).id)
      .where('type', '=', 'reopened')
      .execute();
    expect(reopened).toHaveLength(1);
  });

  test('a form left open cannot act on another matter, nor after the ticket is gone', async () => {
    const [one, other] = [await waiting(), await waiting()];
    const raiser = doors.visitor();
    const page = await look(raiser, one.number, '1234');
    expect((await raiser.send('/progress/judge', { number: other.number }, page)).path).toBe('/progress?ended=1');
    expect((await raiser.send('/progress/judge', { number: one.number }, page)).path).toBe('/progress?ended=1');
  });
});

describe('call-backs', () => {
  let caller: Visitor;
  beforeEach(async () => {
    caller = await doors.signIn('huifang');
  });
  const page = (number: string) => `/staff/callbacks/${number}`;
  const press = async (number: string, path: string, fields: Record<string, string>, files: Record<string, File> = {}) => {
    const form = await caller.get(path === 'attempt' ? page(number) : `${page(number)}/${path}`);
    return caller.send(
      `${page(number)}/${path}`,
      { version: hiddenOf(form, 'version'), key: hiddenOf(form, 'key'), ...fields },
      form,
      files,
    );
  };

  test('only officers of a unit that did not handle it: handlers and everybody else meet a plain refusal', async () => {
    const { number, matterId } = await waiting();
    for (const login of ['chengban', 'juzhang', 'shouli', 'xianban']) {
      const other = await doors.signIn(login);
      const refused = await other.get(page(number));
      expect([login, refused.status]).toEqual([login, 403]);
      expect(refused.html).not.toMatch(/13800001234|张示例|幸福小区/);
      expect((await other.get('/staff/callbacks')).status).toBe(403);
      const csrfPage = await other.get('/staff/callbacks');
      expect((await other.send(`${page(number)}/verdict`, { solved: 'yes', level: '5', words: '' }, csrfPage)).status).toBe(403);
    }
    expect((await (await doors.signIn('chengban')).get(page(number))).html).toContain('办理过或协办过这件事的单位不能评价');
    expect(await judgements(matterId)).toHaveLength(0);
  });

  test('an officer whose own unit had it in hand does not find it in the queue and is refused on its page', async () => {
    const { number } = await waiting();
    await county.ports.db
      .insertInto('post')
      .values({ id: county.ports.newId(), account_id: 'acc-juzhang', role: 'callback', valid_from: '2020-01-01', valid_to: null })
      .execute();
    const own = await doors.signIn('juzhang');
    const queue = await own.get('/staff/callbacks');
    expect(queue.status).toBe(200);
    expect(queue.html).not.toContain(number);
    expect((await caller.get('/staff/callbacks')).html).toContain(number);
    const refused = await own.get(page(number));
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('办理过或协办过');
    for (const path of ['contact', 'attempt', 'verdict', 'paper'])
      expect((await own.send(`${page(number)}/${path}`, { reached: 'yes', solved: 'yes', level: '5' }, queue)).status).toBe(403);
    const sheet = await own.send('/staff/callbacks/print', { number: [number] }, queue);
    expect(sheet.html).not.toContain('<svg xmlns');
    expect(sheet.html).toContain('办理过或协办过');
    await county.ports.db.deleteFrom('post').where('account_id', '=', 'acc-juzhang').where('role', '=', 'callback').execute();
  });

  test('a look at the phone is a press of its own, is logged, and is counted for the raiser', async () => {
    const { number, matterId } = await waiting();
    const before = await caller.get(page(number));
    expect(before.html).not.toContain('13800001234');
    const shown = await caller.send(`${page(number)}/contact`, {}, before);
    expect(shown.html).toContain('13800001234');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const log = await county.ports.db.selectFrom('access_log').selectAll().where('matter_id', '=', matterId).execute();
    expect(log).toMatchObject([{ what: 'verdicts-contact-seen', why: 'callback', account_id: 'acc-huifang', unit_id: 'review' }]);
    expect(JSON.stringify(log)).not.toContain('13800001234');
    const raiser = doors.visitor();
    const progress = await raiser.send('/progress', { number, proof: '1234' }, '/progress');
    expect(progress.html).toContain('回访员：1 次');
    expect(progress.html).not.toContain('冯示例');
  });

  test('a verdict is written down only after somebody was reached', async () => {
    const { number, matterId } = await waiting();
    expect((await caller.get(`${page(number)}/verdict`)).status).toBe(409);
    expect((await press(number, 'attempt', {})).html).toContain('请选打通了还是没打通');
    await press(number, 'attempt', { reached: 'no', callWords: '关机' });
    expect((await caller.get(`${page(number)}/verdict`)).html).toContain('还没有接通反映人的记录');
    await press(number, 'attempt', { reached: 'yes', callWords: '' });
    const done = await press(number, 'verdict', { solved: 'no', level: '2', words: '她说只亮了一晚' });
    expect(done.html).toContain('已记下');
    expect(await judgements(matterId)).toMatchObject([{ solved: 'no', via: 'callback', words: '她说只亮了一晚' }]);
    expect(await rowOf(number)).toMatchObject({ round: 2 });
  });

  test('the same press sent twice is one call; a page that is out of date is told, and what was typed stays', async () => {
    const { number, matterId } = await waiting();
    const form = await caller.get(page(number));
    const fields = { version: hiddenOf(form, 'version'), key: hiddenOf(form, 'key'), reached: 'no', callWords: '没人接' };
    await Promise.all([caller.send(`${page(number)}/attempt`, fields, form), caller.send(`${page(number)}/attempt`, fields, form)]);
    const calls = await county.ports.db
      .selectFrom('matter_event')
      .select('seq')
      .where('matter_id', '=', matterId)
      .where('type', '=', 'callAttempted')
      .execute();
    expect(calls).toHaveLength(1);
    const late = await caller.send(`${page(number)}/attempt`, { ...fields, key: county.ports.newId(), callWords: '又打一次' }, form);
    expect(late.status).toBe(409);
    expect(late.html).toContain('又打一次');
    expect(late.html).toContain('别人已经更新了');
  });

  test('unreached stays apart: three calls at different times after the window close it as "no answer", never as satisfied', async () => {
    const { number, matterId } = await waiting();
    for (let i = 0; i < 3; i += 1) await press(number, 'attempt', { reached: 'no', callWords: '没人接' });
    expect((await caller.get(page(number))).html).toContain('没接通 1 / 3');
    for (let i = 0; i < 2; i += 1) {
      county.advance(3 * 3_600_000);
      caller = await doors.signIn('huifang');
      await press(number, 'attempt', { reached: 'no', callWords: '没人接' });
    }
    expect(await rowOf(number)).toMatchObject({ status: 'awaitingVerdict' }); // the window still runs
    const callsKept = () => county.ports.db.selectFrom('call_state').select('tries').where('matter_id', '=', matterId).execute();
    expect(await callsKept()).toEqual([{ tries: 5 }]);
    county.advance(12 * day);
    await tickMatter(county.ports, number);
    expect(await callsKept()).toEqual([]); // nobody waits for a call any more
    expect(await rowOf(number)).toMatchObject({ status: 'archived', archived_how: 'noAnswer', solved: null, level: null });
    expect(await judgements(matterId)).toHaveLength(0);
    expect((await doors.visitor().get((await sealedLink(county, matterId)) ?? '')).status).toBe(410);
  });

  test('a fourth call within the hour is refused, by page and by command alike; an hour later it is taken', async () => {
    const { number } = await waiting();
    for (let i = 0; i < 3; i += 1) await press(number, 'attempt', { reached: 'no', callWords: '没人接' });
    const refused = await press(number, 'attempt', { reached: 'no', callWords: '又没人接' });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('一小时内已经打过三次');
    expect(refused.html).toContain('又没人接');
    const direct = await act(county.ports, county.actor('huifang'), number, { do: 'attemptCall', reached: true, words: '' });
    expect(direct).toMatchObject({ ok: false, refusal: 'called-too-often' });
    county.advance(61 * 60_000);
    caller = await doors.signIn('huifang');
    expect((await press(number, 'attempt', { reached: 'no', callWords: '' })).html).toContain('已记下');
  });

  test('whoever was rung in vain waits in a pile of its own, with the time of day to try next, until somebody answers or a new reply comes', async () => {
    const { number } = await waiting();
    const inPile = async (pile: string) => (await caller.get(`/staff/callbacks?pile=${pile}`)).html.includes(number);
    expect([await inPile('callback'), await inPile('unreached')]).toEqual([true, false]);
    await press(number, 'attempt', { reached: 'no', callWords: '关机' });
    expect([await inPile('callback'), await inPile('unreached')]).toEqual([false, true]);
    expect((await caller.get('/staff/callbacks?pile=unreached')).html).toMatch(/\d\d:\d\d 到 \d\d:\d\d（(上午|下午|傍晚)）/);
    county.advance(3 * 3_600_000);
    caller = await doors.signIn('huifang');
    await press(number, 'attempt', { reached: 'yes', callWords: '' });
    expect([await inPile('callback'), await inPile('unreached')]).toEqual([true, false]);
    await press(number, 'verdict', { solved: 'no', level: '1', words: '' });
    await answered(county, number, 'again');
    expect([await inPile('callback'), await inPile('unreached')]).toEqual([true, false]);
  });

  test('two officers do not ring the same person: the second is told who has the call, sees no number, and keeps what was typed', async () => {
    const { number, matterId } = await waiting();
    await county.ports.db
      .insertInto('account')
      .values({
        id: 'acc-huifang2',
        login: 'huifang2',
        name: '魏示例',
        unit_id: 'review',
        password_hash: null,
        created_at: county.ports.now(),
        locked_until: null,
        disabled_at: null,
      })
      .execute();
    await county.ports.db
      .insertInto('post')
      .values({ id: county.ports.newId(), account_id: 'acc-huifang2', role: 'callback', valid_from: '2020-01-01', valid_to: null })
      .execute();
    forgetDirectory(county.ports.db);
    const second = await doors.signIn('huifang2');
    const before = await second.get(page(number));
    await caller.send(`${page(number)}/contact`, {}, page(number));
    const refused = await second.send(`${page(number)}/contact`, {}, before);
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('冯示例正在打这个电话');
    expect(refused.html).not.toContain('13800001234');
    const attempt = await second.send(
      `${page(number)}/attempt`,
      { version: hiddenOf(before, 'version'), key: hiddenOf(before, 'key'), reached: 'no', callWords: '没人接' },
      before,
    );
    expect(attempt.status).toBe(409);
    expect((await second.get('/staff/callbacks')).html).toContain('冯示例正在打');
    const looks = await county.ports.db.selectFrom('access_log').select('account_id').where('matter_id', '=', matterId).execute();
    expect(looks).toEqual([{ account_id: 'acc-huifang' }]);
    await caller.send(`${page(number)}/release`, {}, page(number));
    expect((await second.send(`${page(number)}/contact`, {}, page(number))).html).toContain('13800001234');
    county.advance(21 * 60_000);
    caller = await doors.signIn('huifang');
    expect((await caller.send(`${page(number)}/contact`, {}, page(number))).html).toContain('13800001234');
  });

  test('two officers at one moment: one has the call', async () => {
    const { number, matterId } = await waiting();
    const opened = await openForCall(county.ports, county.actor('huifang'), number);
    if (!opened.ok) throw new Error(opened.refusal);
    const other = { ...county.actor('huifang'), id: 'acc-shouli' };
    const both = await Promise.all([holdCall(county.ports, county.actor('huifang'), opened), holdCall(county.ports, other, opened)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    await county.ports.db.deleteFrom('call_claim').where('matter_id', '=', matterId).execute();
  });

  test('the script has its order, and says what must not be said', async () => {
    const { number } = await waiting();
    const { html } = await caller.get(page(number));
    const order = ['开场', '一、这件事办好了吗', '二、您对办理满意吗', '三、还有什么要说的', '这些话不能说'].map((words) =>
      html.indexOf(words),
    );
    expect(order.every((at) => at > 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(html).toContain('请给个满意');
  });

  test('back from a round, the number on the sheet opens the paper form, in whatever way it is typed', async () => {
    const { number } = await waiting();
    const spaced = `${number.slice(1, 7)} ${number.slice(7, 15)} ${number.slice(15)}`;
    const found = await caller.get(`/staff/callbacks/find?number=${encodeURIComponent(spaced)}&to=paper`);
    expect(found).toMatchObject({ status: 200, path: `/staff/callbacks/${number}/paper` });
    expect((await caller.get('/staff/callbacks/find?number=123&to=paper')).status).toBe(404);
    expect((await (await doors.signIn('chengban')).get(`/staff/callbacks/find?number=${number}`)).status).toBe(403);
  });

  test('silence without calls closes nothing', async () => {
    const { number } = await waiting();
    for (let i = 0; i < 4; i += 1) {
      county.advance(8 * day);
      await tickMatter(county.ports, number);
    }
    expect(await rowOf(number)).toMatchObject({ status: 'awaitingVerdict', solved: null });
  });

  test("a refusal is recorded as such, in the raiser's words", async () => {
    const { number } = await waiting();
    await press(number, 'attempt', { reached: 'yes', callWords: '' });
    expect((await press(number, 'refuse', { refusedWords: ' ' })).status).toBe(422);
    await press(number, 'refuse', { refusedWords: '不想评' });
    expect(await rowOf(number)).toMatchObject({ status: 'archived', archived_how: 'refused', solved: null });
  });

  test('a verdict on paper needs its proof: a photo of the sheet, or where the sheet is kept', async () => {
    const { number, matterId } = await waiting();
    const said = { solved: 'partly', level: '3', words: '签字时说的' };
    const none = await press(number, 'paper', said);
    expect(none.status).toBe(400);
    expect(none.html).toContain('签字的凭据');
    expect(none.html).toContain('签字时说的');
    const fake = await press(number, 'paper', said, { proof: new File(['<html>'], 'sheet.jpg', { type: 'image/jpeg' }) });
    expect(fake.html).toContain('不是照片');
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await press(number, 'paper', said, { proof: new File([png], 'sheet.png', { type: 'image/png' }) });
    const [judged] = await judgements(matterId);
    expect(judged).toMatchObject({ via: 'paper', solved: 'partly', proof: expect.stringMatching(/^photo:[0-9A-Z]{26}$/) });
    const photo = await county.ports.db.selectFrom('photo').selectAll().where('matter_id', '=', matterId).execute();
    expect(photo).toMatchObject([{ id: judged?.proof?.slice('photo:'.length), mime: 'image/jpeg', added_by: 'staff:acc-huifang' }]);
    const second = await waiting();
    await press(second.number, 'paper', { ...said, reference: '2026 回访纸单 第 17 号' });
    expect(await judgements(second.matterId)).toMatchObject([{ proof: '2026 回访纸单 第 17 号' }]);
  });

  test('the sheet for a round holds number, title and a link that works; each is logged', async () => {
    const { number, matterId } = await waiting({ text: '幸福小区三单元的私事，只有我知道' });
    const queue = await caller.get('/staff/callbacks');
    const sheet = await caller.send('/staff/callbacks/print', { number: [number, 'D123', number] }, queue);
    expect(sheet.html).toContain('路灯不亮（示例）');
    expect(sheet.html).toContain('本人签字');
    expect(sheet.html).not.toMatch(/三单元|13800001234|张示例|路灯线路已修复/);
    expect(sheet.html.match(/<section class="slip round-slip">/g)).toHaveLength(1);
    expect(await linksOf(matterId)).toHaveLength(2);
    expect(await county.ports.db.selectFrom('access_log').select(['what', 'unit_id']).where('matter_id', '=', matterId).execute()).toEqual([
      { what: 'verdicts-link-printed', unit_id: 'review' },
    ]);
  });

  test('a check-back is recorded when it is due; what came back is reworked under its number', async () => {
    const { number, link } = await waiting();
    await doors.visitor().send(link, { as: 'first', solved: 'yes', level: '5', words: '' }, link);
    county.advance(afterChange);
    await tickMatter(county.ports, number);
    caller = await doors.signIn('huifang');
    const early = await caller.get(`${page(number)}/check-back`);
    expect(early.status).toBe(409);
    expect(early.html).toContain('还没到回头看的日期');
    county.advance(31 * day);
    await tickMatter(county.ports, number);
    caller = await doors.signIn('huifang');
    expect((await caller.get('/staff/callbacks?pile=checkBack')).html).toContain(number);
    await press(number, 'check-back', { holds: 'no', foundWords: '到现场看，又灭了两盏' });
    expect(await rowOf(number)).toMatchObject({ round: 2, status: 'dispatched' });
  });

  test('an officer who is recused neither finds the matter nor opens it', async () => {
    const { number } = await raised(county);
    await act(county.ports, county.actor('paidan'), number, { do: 'recuse', accountId: 'acc-huifang', reason: '亲属' });
    await answered(county, number);
    expect((await caller.get('/staff/callbacks')).html).not.toContain(number);
    expect((await caller.get(page(number))).status).toBe(404);
  });

  test('without phone a matter waits in a pile of its own', async () => {
    const { number } = await raised(county, { contact: null });
    await answered(county, number);
    expect((await caller.get('/staff/callbacks')).html).not.toContain(number);
    expect((await caller.get('/staff/callbacks?pile=noPhone')).html).toContain(number);
  });
});

test('a fresh link from the progress page needs an answer to judge, or a verdict that may be changed', async () => {
  const { number, matterId } = await raised(county);
  const read = await readHistoryByNumber(county.ports.db, number);
  const circumstances = await loadCircumstances(county.ports.db);
  expect(await linkForRaiser(county.ports, { matter: matterOf(matterId, read?.events ?? []), circumstances })).toBeNull();
});

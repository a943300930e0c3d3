// Six ways by which private text has come out of a well-known issue tracker although its pages were shut (experience.md, trap 21): lists of activity, authors who were
// deleted, mail to watchers, edit conflicts, copies and quotations, replies by mail. Each is tried here on the whole server, on words that stand nowhere else.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '#core/matter/commands.ts';
import type { Confidentiality } from '#core/matter/events.ts';
import { act, mergeInto, openMatter } from '#features/matters/index.ts';
import { handRound, startPost } from '#features/notices/index.ts';
import { type FakePost, fakePost } from '#platform/outlets/fake-provider.ts';
import { openOutlets } from '#platform/outlets/outlets.ts';
import type { Visitor } from '#test/support/verdicts.ts';
import { openWholeServer, type WholeServer } from '#test/support/whole-server.ts';

const secret = {
  words: '龘靐齉',
  notes: '麤鱻彁',
  reasons: '灪爩鸜',
  name: '欧阳龗',
  phone: '13900007777',
  address: '鱺街七巷三号',
  place: '讟路口',
} as const;
const everything = Object.values(secret);

let server: WholeServer;
let mail: FakePost;
beforeAll(async () => {
  [server, mail] = await Promise.all([openWholeServer(['127.0.0.1']), fakePost()]);
});
afterAll(async () => {
  await server.close();
  await mail.close();
});

const ask = async (login: string, number: string, command: Command) => {
  const done = await act(server.county.ports, server.county.actor(login), number, command);
  if (!done.ok) throw new Error(`${login} ${command.do}: ${done.refusal}`);
};

async function raised(confidentiality: Confidentiality, over: { accused?: string; name?: string; phone?: string } = {}): Promise<string> {
  const opened = await openMatter(
    server.county.ports,
    { kind: 'raiser' },
    {
      channel: 'web',
      kind: over.accused ? 'report' : 'help',
      title: `${secret.words}路灯（示例）`,
      text: `${secret.words}门口的路灯坏了两周，老人夜里摔了一跤，请尽快派人来修好。我叫${secret.name}，电话${secret.phone}，家住${secret.address}。`,
      placeText: secret.place,
      placeId: null,
      categoryId: over.accused ? 'conduct' : 'housing',
      confidentiality,
      accusedUnitId: over.accused ?? null,
      contact: { name: over.name ?? secret.name, phone: over.phone ?? secret.phone, address: secret.address },
      wantsReply: true,
    },
  );
  if (!opened.ok) throw new Error(opened.refusal);
  return opened.receipt.number;
}

/** At work in the housing bureau, with a note and a helper who may see neither note nor raiser. */
async function atWork(confidentiality: Confidentiality = 'normal'): Promise<string> {
  const number = await raised(confidentiality);
  await ask('paidan', number, { do: 'dispatch', to: 'housing', reason: `${secret.reasons}职责清单`, copyTo: null });
  await ask('chengban', number, { do: 'acknowledge' });
  await ask('chengban', number, { do: 'contact', how: 'phone', words: `${secret.notes}已约时间`, reached: true });
  await ask('chengban', number, { do: 'note', words: `${secret.notes}到过${secret.address}，${secret.name}在家`, evidence: [] });
  await ask('chengban', number, { do: 'askHelper', unitId: 'civil', task: '请协助通知住户', until: '2026-11-27' });
  return number;
}

const holds = (html: string, words: readonly string[] = everything): string[] => words.filter((one) => html.includes(one));
const read = async (who: Visitor, paths: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const path of paths) {
    const page = await who.get(path);
    if (page.status >= 500) found.push(`${path}: ${page.status}`);
    found.push(...holds(page.html).map((one) => `${path}: ${one}`));
  }
  return found;
};

test('activity: no list of what is new tells the accused unit, or a helper, a word of what they may not read', async () => {
  const accusing = await raised('accusation', { accused: 'housing' });
  await ask('paidan', accusing, { do: 'dispatch', to: 'civil', reason: `${secret.reasons}职责清单`, copyTo: null });
  await ask('minzheng', accusing, { do: 'acknowledge' });
  await ask('minzheng', accusing, { do: 'note', words: `${secret.notes}已找人谈话`, evidence: [] });
  const helped = await atWork();
  await handRound(server.county.ports);
  const lists = [
    '/staff',
    '/staff/notices',
    '/staff/matters',
    '/staff/matters?sort=due',
    '/staff/rulings',
    '/staff/reports',
    '/staff/search?q=x',
  ];
  for (const login of ['chengban', 'juzhang']) {
    const pages = await Promise.all(lists.map(async (path) => (await (await server.signIn(login)).get(path)).html));
    for (const html of pages) expect([login, html.includes(accusing), html.includes(accusing.slice(-12))]).toEqual([login, false, false]);
  }
  const helper = await server.signIn('minzheng');
  const story = await helper.get(`/staff/matters/${helped}`);
  expect(story.status).toBe(200);
  expect(holds(story.html, [secret.notes, secret.reasons, secret.name, secret.phone, secret.address])).toEqual([]);
  // The title in one line is what a helper may know, as in every list.
  expect((await read(helper, ['/staff/notices'])).filter((line) => !line.endsWith(secret.words))).toEqual([]);
});

test('an author who is gone: what they wrote stays as hidden as it was, and their matters open to nobody new', async () => {
  const number = await atWork('identitySealed');
  const [helper, other] = [await server.signIn('minzheng'), await server.signIn('dongzhen')];
  const path = `/staff/matters/${number}`;
  const hidden = [secret.notes, secret.reasons, secret.name, secret.phone, secret.address];
  const before = holds((await helper.get(path)).html, hidden);
  const { db } = server.county.ports;
  await db.updateTable('account').set({ disabled_at: server.county.ports.now() }).where('id', '=', 'acc-chengban').execute();
  await db.updateTable('post').set({ valid_to: '2026-11-01' }).where('account_id', '=', 'acc-chengban').execute();
  const { forgetDirectory } = await import('#features/people/directory.ts');
  forgetDirectory(db);
  try {
    expect(before).toEqual([]);
    expect(holds((await helper.get(path)).html, hidden)).toEqual([]);
    expect((await other.get(path)).status).toBe(404);
    expect((await (await server.signIn('chengban')).get(path)).html).not.toContain(secret.words);
    // The desk still reads who wrote what: gone from the house is not gone from the record.
    expect((await (await server.signIn('shouli')).get(path)).html).toContain(secret.notes);
  } finally {
    await db.updateTable('account').set({ disabled_at: null }).where('id', '=', 'acc-chengban').execute();
    await db.updateTable('post').set({ valid_to: null }).where('account_id', '=', 'acc-chengban').execute();
    forgetDirectory(db);
  }
});

test('mail to those who follow: number and link, never a word; of a sealed matter not even that', async () => {
  const admin = await server.signIn('guanli');
  const outlet = {
    name: '邮件',
    unitId: '',
    quietFrom: '22:00',
    quietTo: '07:00',
    joinMinutes: '2',
    host: '127.0.0.1',
    port: String(mail.port),
  };
  const typed = { ...outlet, security: 'none', user: '', password: '', from: 'daodi@example.test', domains: '' };
  const made = await admin.send('/staff/outlets/new/email', typed, '/staff/outlets/new/email');
  const id = /\/staff\/outlets\/([0-9A-Z]{26})\/test/.exec(made.html)?.[1] ?? '';
  await admin.send(`/staff/outlets/${id}/on`, {}, made);
  for (const login of ['chengban', 'juzhang', 'minzheng'])
    await (await server.signIn(login)).send(
      '/staff/notices/ways/mail',
      { address: `${login}@example.test`, on: 'yes' },
      '/staff/notices/ways',
    );
  mail.letters.length = 0;
  const open = await raised('normal');
  await ask('paidan', open, { do: 'dispatch', to: 'housing', reason: secret.reasons, copyTo: null });
  const sealed = await raised('identitySealed');
  await ask('paidan', sealed, { do: 'dispatch', to: 'housing', reason: secret.reasons, copyTo: null });
  const outlets = openOutlets({ hosts: new Set(['127.0.0.1']) }, { timeoutMs: 2_000 });
  const post = startPost(server.county.ports, outlets, { baseUrl: 'https://example.test', county: () => '示例县', chance: () => 0 });
  await post.round();
  server.county.advance(3 * 60_000);
  await post.idle();
  await post.stop();
  expect(mail.letters.length).toBeGreaterThan(0);
  for (const { to, data } of mail.letters) {
    const [head = '', ...rest] = data.split('\n\n');
    const text = rest.join('\n\n');
    const body = /base64/i.test(head) ? Buffer.from(text, 'base64').toString() : text;
    const subject = Buffer.from(/^Subject: =\?UTF-8\?B\?(.+?)\?=/m.exec(head)?.[1] ?? '', 'base64').toString();
    const said = `${subject}\n${body}\n${data}`;
    expect([to, holds(said), said.includes(sealed)]).toEqual([to, [], false]);
    expect(body).toContain(open);
    expect(to).not.toContain('minzheng@example.test');
  }
});

test('an edit conflict gives back what was typed, and of the other’s change nothing that this reader may not see', async () => {
  const number = await atWork('identitySealed');
  const helper = await server.signIn('minzheng');
  const path = `/staff/matters/${number}/reportHelp`;
  const form = await helper.get(path);
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form.html)?.[1] ?? '';
  await ask('chengban', number, { do: 'note', words: `${secret.notes}又去了${secret.address}`, evidence: [] });
  await ask('chengban', number, { do: 'summarise', summary: `${secret.words}修路灯` });
  const typed = '已通知住户，周三上午来人';
  const late = await helper.send(path, { version: hidden('version'), key: hidden('key'), words: typed, final: 'yes' }, form);
  expect(late.status).toBe(409);
  expect(late.html).toContain(typed);
  expect(holds(late.html, [secret.notes, secret.reasons, secret.name, secret.phone, secret.address])).toEqual([]);
  // The same by the API, whose answer carries the matter as it is now.
  const record = await act(
    server.county.ports,
    server.county.actor('minzheng'),
    number,
    { do: 'reportHelp', words: typed, final: false },
    { expectedVersion: 1 },
  );
  expect(record.ok).toBe(false);
});

test('copies and quotations: no form quotes name, phone or address, a merge shows neither raiser the other, and a share refuses copied words', async () => {
  const number = await atWork('identitySealed');
  const handler = await server.signIn('chengban');
  const forms = [
    'note',
    'reply',
    'hold',
    'extend',
    'askHelper',
    'handOver',
    'object',
    'askTermination',
    'askPause',
    'summarise',
    'share',
    'order',
    'relay',
    'merge',
  ];
  const found = await read(
    handler,
    forms.map((form) => `/staff/matters/${number}/${form}`),
  );
  expect(
    found.filter(
      (line) =>
        !line.endsWith(secret.words) && !line.endsWith(secret.notes) && !line.endsWith(secret.reasons) && !line.endsWith(secret.place),
    ),
  ).toEqual([]);

  const open = await atWork();
  const copied = {
    recipient: '物业（示例）',
    purpose: '上门维修',
    place: '',
    days: '7',
    task: `${secret.words}门口的路灯坏了两周，老人夜里摔了一跤，请尽快派人来修好`,
  };
  const share = await handler.send(`/staff/matters/${open}/share`, copied, `/staff/matters/${open}/share`);
  expect(share.status).toBe(422);
  expect(share.html).toContain('照抄了反映人的原话');

  const copy = await raised('normal', { name: '司马示例', phone: '13900008888' });
  const merged = await mergeInto(server.county.ports, server.county.actor('shouli'), copy, open, '同一件事');
  expect(merged.ok).toBe(true);
  const page = await handler.get(`/staff/matters/${open}`);
  expect(page.status).toBe(200);
  expect(holds(page.html, ['司马示例', '13900008888', secret.name, secret.phone])).toEqual([]);
});

test('a reply by mail: there is no door for it, letters say that they are automatic, and no public address writes without its own token', async () => {
  const letter = mail.letters.at(-1);
  expect(letter?.data).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(letter?.data).not.toMatch(/^(Reply-To|List-Post):/im);
  const writing = server.app.routes.filter((one) => one.method === 'POST' && !one.path.startsWith('/staff') && !one.path.includes('*'));
  expect(writing.length).toBeGreaterThan(5);
  const rows = async () =>
    (
      await server.county.ports.db
        .selectFrom('matter_event')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  const before = await rows();
  const number = await atWork();
  const after = await rows();
  expect(Number(after)).toBeGreaterThan(Number(before));
  for (const { path } of writing) {
    expect(path).not.toMatch(/mail|inbound|incoming|smtp/i);
    const to = path.replace(/:[a-zA-Z]+(\{[^}]*\})?/g, number);
    const answer = await server.app.request(to, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822', from: 'chengban@example.test' },
      body: `From: chengban@example.test\nSubject: Re: ${number}\n\n已办结`,
    });
    expect([path, answer.status >= 300 && answer.status < 500]).toEqual([path, true]);
  }
  expect(await rows()).toBe(after);
});

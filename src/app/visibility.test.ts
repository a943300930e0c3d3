// Field by field (X5): every account × every address × every marker. Each field of each matter carries words of its own; wherever they come out, the matrix must allow it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Confidentiality } from '#core/matter/events.ts';
import { act, mergeInto, openMatter } from '#features/matters/index.ts';
import { cellOf, type Field, type Relation } from '#features/matters/visibility-matrix.ts';
import { createToken } from '#features/people/index.ts';
import type { Config } from '#platform/config.ts';
import { openFileStore } from '#platform/files/store.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { openOutlets } from '#platform/outlets/outlets.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { demoPeople } from '../cli/demo/county.ts';
import { buildServer } from './server.ts';

/** Words that stand nowhere else; rare signs, so that nothing of the product's own text can be one. */
const han = (n: number): string => String.fromCodePoint(0x9f00 + n * 3, 0x9e20 + n * 5, 0x9c40 + n * 7, 0x9d10 + n * 2);
type MatterKey = 'plain' | 'hidden' | 'sealed' | 'accusing' | 'copy';
type Part = Exclude<Field, 'looks' | 'seal'> | 'name' | 'phone' | 'address';
const keys: readonly MatterKey[] = ['plain', 'hidden', 'sealed', 'accusing', 'copy'];
const parts = [
  'words',
  'place',
  'notes',
  'reasons',
  'tasks',
  'summary',
  'reply',
  'verdict',
  'name',
  'phone',
  'address',
] as const satisfies readonly Part[];
const marker = (key: MatterKey, part: (typeof parts)[number]): string => {
  const n = keys.indexOf(key);
  if (part === 'phone') return `1390000${String(1000 + n * 111)}`;
  if (part === 'address') return `${han(n * 12 + 10)}街${n + 1}巷`;
  // A name with a common surname, as people sign.
  return part === 'name' ? `欧阳${han(n * 12 + 9).slice(0, 2)}` : han(n * 12 + parts.indexOf(part));
};

const confidentiality: Record<MatterKey, Confidentiality> = {
  plain: 'normal',
  hidden: 'contactHidden',
  sealed: 'identitySealed',
  accusing: 'accusation',
  copy: 'normal',
};

/** How everybody of the demo county stands to each matter; said here by hand, apart from the code that is tested. */
const stands: Record<string, Partial<Record<MatterKey, readonly Relation[]>>> = {
  shouli: { plain: ['desk'], hidden: ['desk'], sealed: ['desk'], accusing: ['desk'], copy: ['desk'] },
  paidan: { plain: ['county'], hidden: ['county'], sealed: ['county'], accusing: ['county'], copy: ['county'] },
  zhiban: { plain: ['county'], hidden: ['county'], sealed: ['county'], accusing: ['county'], copy: ['county'] },
  huifang: { plain: ['desk'], hidden: ['desk'], sealed: ['desk'], accusing: ['desk'], copy: ['desk'] },
  xianban: {
    plain: ['county', 'head'],
    hidden: ['county', 'head'],
    sealed: ['county', 'head'],
    accusing: ['county', 'head'],
    copy: ['county', 'head'],
  },
  chengban: { plain: ['owner'], hidden: ['owner'], sealed: ['owner'], copy: ['owner'] }, // of the accused unit
  juzhang: { plain: ['head'], hidden: ['head'], sealed: ['head'], copy: ['head'] }, // the accused unit's superior
  minzheng: { plain: ['assistant'], accusing: ['owner'] },
  dongzhen: { plain: ['assistant'] }, // above the village that helps
  shiqiao: { plain: ['village'] },
  shenji: {},
  guanli: {},
  anquan: {},
};

const fieldOf = (part: (typeof parts)[number]): Field => (part === 'name' || part === 'phone' || part === 'address' ? 'contact' : part);
const shows = new Set(['yes', 'redacted', 'after-window', 'needed']);

/** Whether this marker may come out before this account. Names, phones and addresses never do by looking; an open verdict is nobody's but the desk's. */
function allowed(login: string, key: MatterKey, part: (typeof parts)[number]): boolean {
  const relations = stands[login]?.[key] ?? [];
  return relations.some((relation) => {
    if (fieldOf(part) === 'contact') return relation === 'desk' && part !== 'phone' ? true : relation === 'desk';
    const cell = cellOf(relation, fieldOf(part), confidentiality[key]);
    if (cell === 'own') return ownParts[login]?.includes(part) ?? false;
    return shows.has(cell);
  });
}
/** What helpers wrote or were asked: both helpers of the plain matter were given the same task. */
const ownParts: Record<string, readonly (typeof parts)[number][]> = { minzheng: ['tasks'], shiqiao: ['tasks'] };

describe('what comes out before whom', () => {
  let county: TestCounty;
  let app: Hono<HttpEnv>;
  let folder: string;
  const cookies: Record<string, string> = {};
  const tokens: Record<string, string> = {};
  const numbers = {} as Record<MatterKey, string>;
  const codes = {} as Record<MatterKey, string>;
  const ids = {} as Record<MatterKey, string>;

  const ask = async (login: string, key: MatterKey, command: Parameters<typeof act>[3]) => {
    const actor = login === 'raiser' ? ({ kind: 'raiser' } as const) : county.actor(login);
    const done = await act(county.ports, actor, numbers[key], command);
    if (!done.ok) throw new Error(`${login} ${command.do} ${key}: ${done.refusal} ${done.detail ?? ''}`);
    return done;
  };

  beforeAll(async () => {
    county = await testCounty();
    folder = await mkdtemp(join(tmpdir(), 'daodi-seen-'));
    const access = openStaffAccess(county.ports, { idleMinutes: 100_000, absoluteHours: 100_000 });
    const ports = {
      ...county.ports,
      ...access,
      files: await openFileStore(folder),
      outlets: openOutlets({ hosts: new Set() }),
    } as unknown as Parameters<typeof buildServer>[0];
    const config = {
      baseUrl: null,
      trustedProxies: 0,
      metricsToken: null,
      dataDir: folder,
      files: { kind: 'disk' },
      database: { kind: 'embedded' },
      outletHosts: [],
    } as unknown as Config;
    app = buildServer(ports, {
      config,
      site: () => ({ county: '示例县', phone: '0000-0000000' }),
      clockLag: () => null,
      showParts: false,
    } as never);
    for (const person of demoPeople) {
      cookies[person.login] = `daodi=${(await access.sessions.open(`acc-${person.login}`)).token}`;
      const made = await createToken({ ...county.ports, ...access } as never, null, {
        accountId: `acc-${person.login}`,
        roles: person.roles,
        name: person.login,
        expiresAt: null,
      });
      if (made.ok) tokens[person.login] = made.secret;
    }
    for (const key of keys) {
      const m = (part: (typeof parts)[number]) => marker(key, part);
      const opened = await openMatter(
        county.ports,
        { kind: 'raiser' },
        {
          channel: 'web',
          kind: key === 'accusing' ? 'report' : 'help',
          title: `${m('words')}路灯（示例）`,
          text: `${m('words')}门口的路灯坏了两周。我叫${m('name')}，电话${m('phone')}，家住${m('address')}。`,
          placeText: `${m('place')}路口`,
          placeId: null,
          categoryId: 'housing',
          confidentiality: confidentiality[key],
          accusedUnitId: key === 'accusing' ? 'housing' : null,
          contact: { name: m('name'), phone: m('phone'), address: m('address') },
          wantsReply: true,
        },
      );
      if (!opened.ok) throw new Error(opened.refusal);
      numbers[key] = opened.receipt.number;
      codes[key] = opened.receipt.code;
      ids[key] = opened.receipt.matterId;
    }
    const merged = await mergeInto(county.ports, county.actor('shouli'), numbers.copy, numbers.plain, `${marker('copy', 'notes')}同一件事`);
    if (!merged.ok) throw new Error(merged.refusal);
    for (const key of ['plain', 'hidden', 'sealed', 'accusing'] as const) {
      const m = (part: (typeof parts)[number]) => marker(key, part);
      const owner = key === 'accusing' ? 'civil' : 'housing';
      const handler = key === 'accusing' ? 'minzheng' : 'chengban';
      if (key === 'accusing')
        await ask('shouli', key, {
          do: 'classify',
          categoryId: 'conduct',
          placeId: null,
          urgency: 'normal',
          effort: 'small',
          difficulty: 'single',
        });
      await ask('paidan', key, { do: 'dispatch', to: owner, reason: `${m('reasons')}职责清单`, copyTo: null });
      await ask(handler, key, { do: 'acknowledge' });
      await ask(handler, key, { do: 'contact', how: 'phone', words: `${m('notes')}已约时间`, reached: true });
      await ask(handler, key, { do: 'note', words: `${m('notes')}已看现场，${m('name')}在家`, evidence: [] });
      if (key !== 'plain') continue; // one helper sees the words as long as no summary was written; see below
      for (const unitId of ['civil', 'shiqiao'])
        await ask(handler, key, { do: 'askHelper', unitId, task: `${m('tasks')}请协助通知`, until: '2026-11-26' });
    }
    for (const key of ['hidden', 'sealed'] as const)
      await ask('chengban', key, { do: 'summarise', summary: `${marker(key, 'summary')}路灯不亮` });
    // The hidden one stays at work, so that its forms are open.
    for (const key of ['plain', 'sealed', 'accusing'] as const) {
      const m = (part: (typeof parts)[number]) => marker(key, part);
      const text = `${m('reply')}路灯线路已经修好，当晚恢复照明。`;
      await ask(key === 'accusing' ? 'minzheng' : 'chengban', key, {
        do: 'reply',
        text,
        outcome: 'support',
        basis: '《城市照明管理规定》第二十条',
        remedy: '不满意可以评价“没办好”',
        evidence: [],
        toldHow: 'phone',
      });
      await ask('raiser', key, { do: 'judge', solved: 'partly', level: 3, words: `${m('verdict')}还有一盏不亮`, via: 'link', proof: null });
    }
  });
  afterAll(async () => {
    await county.close();
    await rm(folder, { recursive: true, force: true });
  });

  const everyMarker = keys.flatMap((key) => parts.map((part) => ({ key, part, words: marker(key, part) })));
  /** Every marker in a body that this account may not see. */
  const leaks = (login: string, body: string) =>
    everyMarker
      .filter(({ key, part, words }) => body.includes(words) && !allowedNow(login, key, part))
      .map(({ key, part }) => `${key}.${part}`);
  let windowOpen = true;
  function allowedNow(login: string, key: MatterKey, part: (typeof parts)[number]): boolean {
    if (part === 'verdict' && windowOpen) return (stands[login]?.[key] ?? []).includes('desk');
    return allowed(login, key, part);
  }

  const actions = [
    'dispatch',
    'merge',
    'summarise',
    'seal',
    'note',
    'reply',
    'hold',
    'ruleObjection',
    'askExclusion',
    'recuse',
    'handOver',
    'contact',
  ];
  /** Every GET address of the app, with each matter in it. */
  function addresses(below: string): string[] {
    const paths = [
      ...new Set(
        app.routes.filter((one) => one.method === 'GET' && one.path.startsWith(below) && !one.path.includes('*')).map((one) => one.path),
      ),
    ];
    return paths.flatMap((path) => {
      if (!path.includes(':')) return [path];
      if (/:action|:form/.test(path)) {
        const names = path.includes(':form') ? ['verdict', 'refuse', 'paper', 'check-back'] : actions;
        return names.flatMap((name) => keys.map((key) => path.replace(':number', numbers[key]).replace(/:action|:form/, name)));
      }
      const filled = keys.map((key) => path.replace(/:number(\{[^}]*\})?/, numbers[key]).replace(':code', codes[key]));
      return [...new Set(filled)].map((one) => one.replace(/:[a-zA-Z]+(\{[^}]*\})?/g, 'x'));
    });
  }
  const read = async (path: string, headers: Record<string, string>) => {
    const answer = await app.request(path, { headers });
    return { status: answer.status, body: await answer.text() };
  };

  test('no page of the staff side shows anybody a word that the matrix does not allow', async () => {
    const all = addresses('/staff');
    expect(all.length).toBeGreaterThan(80);
    const found: string[] = [];
    const seen = new Set<string>();
    let read200 = 0;
    for (const { login } of demoPeople)
      for (const path of all) {
        const { status, body } = await read(path, { cookie: cookies[login] ?? '' });
        if (status >= 500) found.push(`${login} ${path}: ${status}`);
        if (status === 200) read200 += 1;
        for (const leak of leaks(login, body)) found.push(`${login} ${path}: ${leak}`);
        for (const { key, part, words } of everyMarker) if (body.includes(words)) seen.add(`${login} ${key}.${part}`);
      }
    expect(found).toEqual([]);
    expect(read200).toBeGreaterThan(280);
    expect((await read(`/staff/matters/${numbers.hidden}/share`, { cookie: cookies['chengban'] ?? '' })).status).toBe(200);
    // And it is no empty promise: what may be seen is seen.
    for (const line of [
      'shouli plain.words',
      'shouli sealed.words',
      'shouli plain.verdict',
      'chengban plain.words',
      'chengban sealed.words',
      'chengban plain.notes',
      'juzhang plain.reply',
      'minzheng plain.tasks',
      'minzheng accusing.words',
      'shiqiao plain.tasks',
      'shiqiao plain.place',
      'paidan hidden.summary',
    ])
      expect([...seen]).toContain(line);
    for (const { login } of demoPeople) expect(seen.has(`${login} plain.phone`) && login !== 'shouli' && login !== 'huifang').toBe(false);
  });

  test('nor does the API, a list, an export or a search; a search finds only words that its asker may read', async () => {
    const found: string[] = [];
    for (const { login } of demoPeople) {
      const header = { authorization: `Bearer ${tokens[login]}` };
      for (const key of keys)
        for (const leak of leaks(login, (await read(`/api/v1/matters/${numbers[key]}`, header)).body))
          found.push(`${login} API ${key}: ${leak}`);
      for (const path of ['/api/v1/matters', '/api/v1/matters?sort=due'])
        for (const leak of leaks(login, (await read(path, header)).body)) found.push(`${login} ${path}: ${leak}`);
      const csv = await read('/staff/export/ledger?format=csv', { cookie: cookies[login] ?? '' });
      for (const leak of leaks(login, csv.body)) found.push(`${login} export: ${leak}`);
      for (const { key, part, words } of everyMarker) {
        if (part !== 'words' && part !== 'phone' && part !== 'name' && part !== 'reply') continue;
        const hits = await read(`/api/v1/matters?q=${encodeURIComponent(words)}`, header);
        if (hits.body.includes(numbers[key]) && !allowedNow(login, key, part)) found.push(`${login} found ${key} by its ${part}`);
        if (part === 'words' && key === 'plain' && (login === 'shouli' || login === 'chengban')) expect(hits.body).toContain(numbers[key]);
        if (part === 'phone')
          for (const piece of [words.slice(3, 7), words.slice(2, 9)])
            if ((await read(`/api/v1/matters?q=${piece}`, header)).body.includes(numbers[key]) && !allowedNow(login, key, part))
              found.push(`${login} guessed ${piece} of ${key}`);
      }
    }
    expect(found).toEqual([]);
  });

  test('nobody who is not signed in sees any of it, and a raiser sees the own matter without the others that were merged', async () => {
    const found: string[] = [];
    for (const path of addresses('/').filter((one) => !one.startsWith('/staff') && !one.startsWith('/api')))
      for (const leak of leaks('nobody', (await read(path, {})).body)) found.push(`${path}: ${leak}`);
    expect(found).toEqual([]);
    const form = await app.request('/progress');
    const cookie = (form.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
    for (const key of ['plain', 'copy'] as const) {
      const asked = await app.request('/progress', {
        method: 'POST',
        headers: { cookie },
        body: new URLSearchParams({ csrf, number: numbers[key], proof: codes[key] }),
      });
      const ticket =
        asked.headers
          .getSetCookie()
          .find((one) => one.startsWith('progress='))
          ?.split(';')[0] ?? '';
      const { status, body } = await read('/progress/matter', { cookie: `${cookie}; ${ticket}` });
      expect([key, status]).toEqual([key, 200]);
      expect(body).toContain(marker(key, 'words'));
      const other = key === 'plain' ? 'copy' : 'plain';
      expect(body).not.toContain(numbers[other]);
      for (const part of parts) if (part !== 'reply') expect([key, part, body.includes(marker(other, part))]).toEqual([key, part, false]);
      for (const part of ['notes', 'tasks', 'summary'] as const)
        expect([key, part, body.includes(marker(key, part))]).toEqual([key, part, false]);
    }
  });

  test('verdict words reach the handler when the raiser can no longer change them, and never with the phone in them', async () => {
    expect((await read(`/staff/matters/${numbers.plain}`, { cookie: cookies['chengban'] ?? '' })).body).not.toContain(
      marker('plain', 'verdict'),
    );
    county.advance(4 * 86_400_000);
    windowOpen = false;
    const { body } = await read(`/staff/matters/${numbers.plain}`, { cookie: cookies['chengban'] ?? '' });
    expect(body).toContain(marker('plain', 'verdict'));
    expect(leaks('chengban', body)).toEqual([]);
    for (const login of ['juzhang', 'minzheng', 'shiqiao'])
      expect((await read(`/staff/matters/${numbers.plain}`, { cookie: cookies[login] ?? '' })).body).not.toContain(
        marker('plain', 'verdict'),
      );
  });
});

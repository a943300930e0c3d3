// The commands as people and programs type them: the real product as a process of its own, on a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stopEmbedded } from '#platform/db/embedded.ts';
import { isAlive } from '#platform/db/living.ts';

type Ended = { code: number | null; stdout: string; stderr: string };
type Ready = {
  portal: string;
  staff: string;
  api: string;
  databaseUrl: string;
  databaseOwnerUrl: string;
  units: { id: string; name: string; kind: string; parent: string | null; leads: string[] }[];
  places: { id: string; name: string }[];
  categories: { id: string; name: string; leadUnit: string | null }[];
  signIns: { role: string; roles: string[]; login: string; password: string; unit: string }[];
  tokens: Record<string, string>;
  importing: boolean;
};

const repository = resolve(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'daodi-commands-'));
const demoFolder = join(home, 'demo');
const folders = [demoFolder];
const children: ChildProcess[] = [];

/** As from a plain shell: nothing inherited from the npm that runs these tests, and no setting but those given. */
function shellEnv(settings: Record<string, string>): NodeJS.ProcessEnv {
  const bare = Object.entries(process.env).filter(([name]) => !/^(?:npm_|DAODI_|DATABASE_|PORT$|VITEST|NODE_OPTIONS)/.test(name));
  return { ...Object.fromEntries(bare), LANG: 'zh_CN.UTF-8', PORT: '0', DAODI_DATA_DIR: demoFolder, ...settings };
}

function daodi(args: readonly string[], settings: Record<string, string> = {}, input = ''): ChildProcess {
  const child = spawn(process.execPath, [join(repository, 'bin/daodi.mjs'), ...args], {
    cwd: home,
    env: shellEnv(settings),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  children.push(child);
  return child;
}

async function run(args: readonly string[], settings: Record<string, string> = {}, input = ''): Promise<Ended> {
  const child = daodi(args, settings, input);
  const said = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (said.stdout += part));
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (said.stderr += part));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

/** A command that stays: everything it printed so far, and a way to wait for some of it. */
async function untilSaid(child: ChildProcess, what: RegExp): Promise<string> {
  let said = '';
  let faults = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (faults += part));
  child.stdout?.setEncoding('utf8');
  for await (const part of child.stdout ?? []) {
    said += String(part);
    if (what.test(said)) return said;
  }
  throw new Error(`It ended without saying ${what}: ${said}${faults}`);
}

async function startDemo(...more: string[]): Promise<{ child: ChildProcess; ready: Ready; line: string }> {
  const child = daodi(['demo', '--json', '--no-import', ...more]);
  const line = await untilSaid(child, /\n/);
  return { child, line, ready: JSON.parse(line) as Ready };
}

const serverPid = (folder: string): number => Number(readFileSync(join(folder, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);

async function endBy(child: ChildProcess, ...signals: NodeJS.Signals[]): Promise<number | null> {
  const closed = once(child, 'exit') as Promise<[number | null]>;
  for (const signal of signals) {
    child.kill(signal);
    await sleep(50);
  }
  return (await closed)[0];
}

/** A refusal at the start: one plain sentence in each language, a non-zero code, no stack, and no database left running. */
function expectPlain({ code, stdout, stderr }: Ended, sentence: RegExp): void {
  expect(stderr).toMatch(sentence);
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(2);
  expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at /);
}

const get = (url: string, token?: string) => fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

let demo: Awaited<ReturnType<typeof startDemo>>;

beforeAll(async () => {
  const began = performance.now();
  demo = await startDemo();
  await get(demo.ready.portal);
  console.log(
    `first page ${((performance.now() - began) / 1000).toFixed(1)} s after the command; ${memoryOf(demo.child.pid ?? 0, serverPid(demoFolder))}`,
  );
}, 120_000);

afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) await endBy(child, 'SIGTERM');
  for (const folder of folders) if (existsSync(join(folder, 'pg'))) await stopEmbedded(folder);
  rmSync(home, { recursive: true, force: true });
}, 60_000);

/** Proportional set sizes, which count shared pages once; only where /proc tells them. */
function memoryOf(server: number, database: number): string {
  if (!existsSync('/proc/self/smaps_rollup')) return 'memory not told here';
  const pss = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  const workers = readFileSync(`/proc/${database}/task/${database}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  const all = [database, ...workers].reduce((sum, pid) => sum + pss(pid), 0);
  return `server ${pss(server).toFixed(0)} MB, PostgreSQL ${all.toFixed(0)} MB (PSS)`;
}

describe('the demo', () => {
  test('prints one line of JSON once ready, with all that a program needs to drive it', async () => {
    const { ready, line } = demo;
    expect(line.trim().split('\n')).toHaveLength(1);
    expect(ready.importing).toBe(false);
    expect(ready.units.filter((unit) => unit.kind === 'department' && unit.leads.length > 0).length).toBeGreaterThanOrEqual(2);
    expect(ready.units.filter((unit) => unit.kind === 'township')).toHaveLength(2);
    expect(ready.units.filter((unit) => unit.kind === 'village')).toHaveLength(6);
    expect(ready.places.length).toBeGreaterThan(6);
    for (const category of ready.categories.filter((one) => one.leadUnit !== null)) {
      expect(ready.units.find((unit) => unit.id === category.leadUnit)?.leads).toContain(category.id);
    }
    const roles = [
      'intake',
      'dispatcher',
      'handler',
      'handlerOther',
      'unitHead',
      'hotline',
      'callback',
      'countyOffice',
      'audit',
      'admin',
      'securityAdmin',
      'handlerTownship',
      'handlerVillage',
    ];
    expect(Object.keys(ready.tokens).sort()).toEqual([...roles].sort());
    const handlerUnits = ['handler', 'handlerOther'].map((name) => ready.signIns[roles.indexOf(name)]?.unit);
    expect(new Set(handlerUnits).size).toBe(2);
    expect((await get(ready.portal)).status).toBe(200);
    expect((await get(`${ready.staff}/sign-in`)).status).toBe(200);
  });

  test('every token speaks for its person, and without one the API says no', async () => {
    const { api, tokens } = demo.ready;
    expect((await get(`${api}/matters`)).status).toBe(401);
    const without = new Set(['audit', 'admin', 'securityAdmin']); // they look after accounts and logs, not after matters (X5)
    for (const [name, token] of Object.entries(tokens)) {
      expect((await get(`${api}/units`, token)).status).toBe(200);
      expect({ name, status: (await get(`${api}/matters?limit=1`, token)).status }).toEqual({
        name,
        status: without.has(name) ? 403 : 200,
      });
    }
  });

  test('shows matters in many states, each by a history that verifies', async () => {
    const { api, tokens } = demo.ready;
    const listed = (await (await get(`${api}/matters?limit=100`, tokens['countyOffice'])).json()) as { items: { state: string }[] };
    const states = new Set(listed.items.map((matter) => matter.state));
    for (const state of ['registered', 'dispatched', 'objecting', 'onHold', 'awaitingVerdict', 'archived', 'merged'])
      expect(states).toContain(state);
    const verified = await run(['verify', '--json']);
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, finding: null });
    expect(verified.code).toBe(0);
  });

  test('answers health and metrics on this machine, and metrics to nobody behind a proxy', async () => {
    const { portal } = demo.ready;
    expect(await (await get(`${portal}healthz`)).json()).toEqual({ ok: true });
    expect(await (await get(`${portal}readyz`)).json()).toMatchObject({ ok: true, database: true });
    expect(await (await get(`${portal}metrics`)).text()).toContain('daodi_requests_total');
    expect((await fetch(`${portal}metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404);
  });

  test('keeps its passwords and tokens where only its owner reads them', () => {
    expect(statSync(join(demoFolder, 'demo-sign-ins.json')).mode & 0o077).toBe(0);
  });
});

describe('what an operator can mend is told in one plain sentence, with exit code 1', () => {
  test('a data folder in use names the process that uses it', async () => {
    const ended = await run(['demo', '--json', '--no-import']);
    expectPlain(ended, new RegExp(String(demo.child.pid)));
    expect(ended.stdout).toBe('');
  });

  test('a busy port leaves no database running', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const folder = join(home, 'busy');
    folders.push(folder);
    const port = String((busy.address() as AddressInfo).port);
    expectPlain(await run(['demo', '--json', '--no-import'], { DAODI_DATA_DIR: folder, PORT: port }), new RegExp(`${port}.*占用`));
    busy.close();
    expect(existsSync(join(folder, 'pg/postmaster.pid'))).toBe(false);
  }, 60_000);

  test('a DATABASE_URL where nothing answers, and one that is none, are told without the password', async () => {
    const folder = join(home, 'external');
    const silent = await run(['start'], { DAODI_DATA_DIR: folder, DATABASE_URL: 'postgres://clerk:s3cret-word@127.0.0.1:1/county' });
    expectPlain(silent, /127\.0\.0\.1:1/);
    expect(silent.stderr).not.toContain('s3cret-word');
    expectPlain(await run(['start'], { DAODI_DATA_DIR: folder, DATABASE_URL: 'not a url' }), /DATABASE_URL/);
  });

  test('a data folder that cannot be written', async () => {
    const inTheWay = join(home, 'file');
    writeFileSync(inTheWay, '');
    expectPlain(await run(['demo', '--json'], { DAODI_DATA_DIR: join(inTheWay, 'data') }), /不能写|写不|不可写/);
  });

  test('a bad setting is named', async () => {
    expectPlain(await run(['demo'], { PORT: 'eighty' }), /PORT/);
  });

  test('commands beside no data make none', async () => {
    const folder = join(home, 'nothing');
    expectPlain(await run(['user', 'list'], { DAODI_DATA_DIR: folder }), /daodi start/);
    expect(existsSync(folder)).toBe(false);
  });
});

test('wrong words are exit code 2, and help is 0', async () => {
  const tried = await Promise.all([
    run(['nonsense']),
    run(['start', '--nonsense']),
    run(['export', 'secrets']),
    run(['token', 'create', '--role', 'king']),
  ]);
  expect(tried.map((ended) => ended.code)).toEqual([2, 2, 2, 2]);
  const help = await run(['--help']);
  expect(help.code).toBe(0);
  for (const command of ['start', 'demo', 'migrate', 'doctor', 'user', 'token', 'calendar', 'import', 'export', 'verify', 'jobs'])
    expect(help.stdout).toContain(`  ${command}`);
});

describe('commands beside the running server', () => {
  test('the doctor finds a sound county, and a really refused change of the record', async () => {
    const ended = await run(['doctor', '--json', '--all']);
    const { checks } = JSON.parse(ended.stdout) as { checks: { what: string; state: string }[] };
    expect(Object.fromEntries(checks.map((check) => [check.what, check.state]))).toMatchObject({
      node: 'good',
      write: 'good',
      secrets: 'good',
      server: 'good',
      database: 'good',
      'append-only': 'good',
      clock: 'good',
      past: 'good',
      queue: 'good',
      files: 'good',
      county: 'good',
    });
    expect(ended.code).toBe(checks.some((check) => check.state === 'bad') ? 1 : 0);
  });

  test('the doctor sees a right that was given too much', async () => {
    await asOwner('grant delete on access_log to daodi_app');
    const ended = await run(['doctor', '--json']);
    await asOwner('revoke delete on access_log from daodi_app');
    const { checks } = JSON.parse(ended.stdout) as { checks: { what: string; state: string; en: string }[] };
    expect(checks.find((check) => check.what === 'append-only')).toMatchObject({ state: 'bad', en: expect.stringContaining('access_log') });
    expect(ended.code).toBe(1);
  });

  test('an account is made with a typed password, is given a token, and is closed', async () => {
    const made = await run(['user', 'create', 'linshi', '林示例', '--unit', 'housing', '--role', 'handler'], {}, 'a long enough phrase\n');
    expect(made).toMatchObject({ code: 0 });
    expect(
      await run(['user', 'create', 'linshi', '林示例', '--unit', 'housing', '--role', 'handler'], {}, 'a long enough phrase\n'),
    ).toMatchObject({ code: 1 });
    const listed = JSON.parse((await run(['user', 'list', '--json'])).stdout) as { login: string }[];
    expect(listed.map((user) => user.login)).toContain('linshi');
    const token = (await run(['token', 'create', '--role', 'handler', '--login', 'linshi', '--expires', '2099-12-31'])).stdout.trim();
    expect((await get(`${demo.ready.api}/matters?limit=1`, token)).status).toBe(200);
    const several = await run(['token', 'create', '--role', 'handler']);
    expect(several).toMatchObject({ code: 1, stderr: expect.stringContaining('--login') });
    expect((await run(['user', 'disable', 'linshi'])).code).toBe(0);
  });

  test('a revoked token is over for the running server within seconds', async () => {
    const made = JSON.parse((await run(['token', 'create', '--role', 'audit', '--name', 'once', '--json'])).stdout) as {
      id: string;
      token: string;
    };
    expect((await run(['token', 'revoke', made.id])).code).toBe(0);
    expect((await get(`${demo.ready.api}/matters?limit=1`, made.token)).status).toBe(401);
    expect((await run(['token', 'revoke', made.id])).code).toBe(1);
  });

  test('messages come in once, a row that cannot be taken comes back with its reason', async () => {
    const file = join(home, 'messages.csv');
    writeFileSync(
      file,
      '编号,标题,内容,地点,电话\n1,路灯（示例）,"=cmd|路灯不亮，请来修",石桥村,13900000001\n2,,,,\n3,水压低（示例）,水压太低，二楼上不去水,柳河村,12\n',
    );
    const rejected = join(home, 'rejected.csv');
    const first = await run(['import', 'messages', file, '--json', '--rejected', rejected]);
    const result = JSON.parse(first.stdout) as { taken: number; rejected: number };
    expect(result.taken).toBeGreaterThanOrEqual(1);
    expect(first.code).toBe(result.rejected === 0 ? 0 : 1);
    expect(existsSync(rejected)).toBe(true);
    expect(JSON.parse((await run(['import', 'messages', file, '--json'])).stdout)).toMatchObject({ taken: 0, known: result.taken });
    expect(await run(['import', 'messages', join(home, 'absent.csv')])).toMatchObject({ code: 2 });
    writeFileSync(file, '编号,标题,内容,地点,摘要\n1,路灯（示例）,,,石桥村路灯不亮（示例）\n');
    expect((await run(['import', 'messages', file, '--update'])).stderr).toContain('--as');
    const again = await run(['import', 'messages', file, '--update', '--as', 'shouli', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ taken: 0, changed: 1 });
  });

  test('the rounds behind the rates are made anew from the record, and what was tampered with is put right', async () => {
    const first = await run(['rates', '--rebuild', '--json']);
    expect(first.code).toBe(0);
    const { matters, changed } = JSON.parse(first.stdout) as { matters: number; changed: number };
    expect([matters > 0, changed]).toEqual([true, 0]);
    // The clock fills them once after the first start, and would put right what is tampered with before that.
    while ((await asOwner("select key from setting where key = 'rates.filled'")).length === 0) await sleep(500);
    const tampered = await asOwner<{ matter_id: string }>('update matter_round set excluded = not excluded returning matter_id');
    expect(tampered.length).toBeGreaterThan(0);
    const again = await run(['rates', '--rebuild']);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/核对了 \d+ 件，改正 [1-9]\d* 件/);
    expect(JSON.parse((await run(['rates', '--rebuild', '--json'])).stdout)).toMatchObject({ changed: 0 });
    expect((await run(['rates'])).code).toBe(2);
  });

  test('a leak is traced from the command line, with a reason, and the asking is recorded', async () => {
    const listed = await get(`${demo.ready.api}/matters?limit=1`, demo.ready.tokens['intake'] ?? '');
    const number = ((await listed.json()) as { items: { number: string }[] }).items[0]?.number ?? '';
    const found = await run(['trace', number, '--why', '示例：核查', '--json']);
    expect([found.code, JSON.parse(found.stdout)]).toMatchObject([0, { is: 'number', number }]);
    expect((await run(['trace', number, '--why', '示例：再查一次'])).stdout).toContain('还没有人看过');
    const seen = `select now(), id, unit_id, 'dispatcher', (select id from matter where number = '${number}')`;
    await asOwner(
      `insert into view_trace (at, account_id, unit_id, role, matter_id, code, what) ${seen}, 'W4NX6T2R', 'contact' from account where login = 'paidan'`,
    );
    await asOwner(
      `insert into access_log (at, account_id, unit_id, role, matter_id, id, what, why) ${seen}, 'log-1', 'matters-contact-seen', '示例：回电' from account where login = 'paidan'`,
    );
    const told = await run(['trace', number, '--why', '示例：看过以后']);
    expect([told.code, told.stdout]).toEqual([
      0,
      expect.stringMatching(/（派单员）.*联系方式\n[^\n]*（派单员） {2}看反映人联系方式 {2}示例：回电\n/),
    ]);
    expect((await run(['trace', number])).code).toBe(2);
    expect((await run(['trace', 'nothing like it', '--why', '示例'])).code).toBe(2);
    const none = await run(['trace', 'K7QD-3M9P', '--why', '示例：没有的编号']);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('没有找到')]);
    const log = await asOwner<{ why: string }>("select why from access_log where what = 'sharing-trace-asked' order by at desc limit 1");
    expect(String(log[0]?.why)).toContain('没有的编号');
  });

  test('the ledger leaves without contact data and without cells that run', async () => {
    const csv = await run(['export', 'matters']);
    expect(csv.code).toBe(0);
    expect(csv.stdout.startsWith('\uFEFF编号,')).toBe(true);
    expect(csv.stdout).not.toMatch(/1[3-9]\d{9}|张示例/);
    const lines = (await run(['export', 'matters', '--format', 'jsonl'])).stdout.trim().split('\n');
    expect(csv.stdout.trim().split('\r\n')).toHaveLength(lines.length + 1);
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ number: expect.stringMatching(/^D990000/) });
    const book = join(home, 'ledger.xlsx');
    expect((await run(['export', 'ledger', '--out', book])).code).toBe(0);
    expect(readFileSync(book).subarray(0, 2).toString()).toBe('PK');
    expect((await run(['export', 'ledger', '--format', 'csv'])).stdout).toMatch(/^\uFEFF序号,编号,[\s\S]*口径：全部/);
    expect(await run(['export', 'ledger', '--format', 'pdf'])).toMatchObject({ code: 2 });
  });

  test('units, places, duties and categories come from the county’s own tables, and once', async () => {
    const tables: Record<string, string> = {
      units:
        '编号,上级,类别,名称,简称\nnorth,县政府办,乡镇,示例北乡人民政府,示例北乡\n,north,村,新河村（示例）,新河村\n,无此单位,村,某村,某村\n',
      places: '上级,单位,类别,名称\n示例县,north,乡镇,示例北乡\n示例北乡,新河村,村,新河村\n',
      categories: '代码,名称,上级\n1401,电梯,住房物业\n',
      duties:
        '事项编号,层级,清单,事项,类别,单位,牵头单位,依据,起始日期\n北1,乡镇,基本,村庄电梯劝导（示例）,电梯,north,,示例清单,2026-01-01\n北2,乡镇,收回,电梯检查（示例）,电梯,north,,示例清单,2026-01-01\n',
    };
    const refusedRows: Record<string, number> = { units: 1, places: 0, categories: 0, duties: 1 };
    for (const [what, table] of Object.entries(tables)) {
      const file = join(home, `${what}.csv`);
      writeFileSync(file, table);
      const first = await run(['import', what, file, '--json']);
      const result = JSON.parse(first.stdout) as { read: number; taken: number; refused: unknown[] };
      expect({ what, refused: result.refused.length }).toEqual({ what, refused: refusedRows[what] });
      expect(result.taken).toBe(result.read - result.refused.length);
      expect(first.code).toBe(result.refused.length === 0 ? 0 : 1);
      expect(JSON.parse((await run(['import', what, file, '--json'])).stdout)).toMatchObject({ taken: 0, known: result.taken });
    }
    expect(await run(['import', 'units', join(home, 'categories.csv')])).toMatchObject({ code: 2 });
  }, 90_000);

  test('a year of holidays that arrives makes provisional deadlines certain, and keeps both dates', async () => {
    const raised = await fetch(`${demo.ready.api}/concerns`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demo.ready.tokens['intake']}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: '坡道（示例）', text: '想在门口修一个轮椅坡道。', place: '东街社区', category: 'housing' }),
    });
    const { number } = (await raised.json()) as { number: string };
    const year = Number(/^D\d{6}(\d{4})/.exec(number)?.[1]);
    const table = JSON.parse(readFileSync(join(repository, 'calendar/CN-2026.json'), 'utf8')) as {
      holidays: unknown[];
      makeUpWorkdays?: unknown[];
    };
    const file = join(home, 'calendar.json');
    writeFileSync(
      file,
      JSON.stringify({ ...table, year: year + 1, holidays: [{ on: `${year + 1}-01-01`, name: '元旦' }], workdays: [], makeUpWorkdays: [] }),
    );
    const ended = await run(['calendar', 'import', file, '--json']);
    expect(ended.stdout === '' ? ended.stderr : JSON.parse(ended.stdout)).toMatchObject({ year: year + 1, refused: [] });
    expect(ended.code).toBe(0);
    expect(JSON.parse((await run(['calendar', 'list', '--json'])).stdout)).toMatchObject({
      years: expect.arrayContaining([expect.objectContaining({ year: year + 1 })]),
    });
    writeFileSync(file, '{"year": 2027}');
    expect((await run(['calendar', 'import', file])).code).toBe(1);
    expect((await run(['verify', '--json'])).code).toBe(0);
  }, 60_000);

  test('one round of the worker apart does its work and ends', async () => {
    expect(await run(['jobs', '--once'])).toMatchObject({ code: 0 });
  });

  test('with nothing due, migrate has nothing to do and makes no backup', async () => {
    expect(JSON.parse((await run(['migrate', '--dry-run', '--json'])).stdout)).toEqual({ dryRun: true, migrations: [], backup: null });
    expect(JSON.parse((await run(['migrate', '--json'])).stdout)).toEqual({ dryRun: false, migrations: [], backup: null });
  });

  test('verify names the first row that was tampered with, and is content again when it is put back', async () => {
    const [row] = await asOwner<{ number: string; matter_id: string; seq: number }>(
      `select m.number, e.matter_id, e.seq from matter_event e join matter m on m.id = e.matter_id where e.seq = 2 order by m.number limit 1`,
    );
    const where = `matter_id = '${row?.matter_id}' and seq = ${row?.seq}`;
    await asOwner(`create table kept as select * from matter_event where ${where}`);
    await asOwner(`update matter_event set data = data || '{"reason": "changed afterwards"}' where ${where}`);
    const ended = await run(['verify']);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(row?.number ?? '?') });
    await asOwner(`update matter_event set data = (select data from kept) where ${where}; drop table kept`);
    expect((await run(['verify'])).code).toBe(0);
  });
});

async function asOwner<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: demo.ready.databaseOwnerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('the end and the next start', () => {
  test('SIGTERM ends server and database, and the next start keeps sign-ins, tokens and matters', async () => {
    const database = serverPid(demoFolder);
    const before = JSON.parse((await run(['verify', '--json'])).stdout) as { counts: { matters: number } };
    expect(await endBy(demo.child, 'SIGTERM')).toBe(0);
    expect(isAlive(demo.child.pid ?? 0)).toBe(false);
    expect(isAlive(database)).toBe(false);
    const first = demo.ready;
    demo = await startDemo();
    expect(demo.ready.signIns).toEqual(first.signIns);
    expect(demo.ready.tokens).toEqual(first.tokens);
    expect((JSON.parse((await run(['verify', '--json'])).stdout) as typeof before).counts.matters).toBe(before.counts.matters);
    expect((await get(`${demo.ready.api}/matters?limit=1`, first.tokens['handler'])).status).toBe(200);
  }, 60_000);

  test('a Ctrl-C that arrives twice is one wish, ended in order', async () => {
    const database = serverPid(demoFolder);
    expect(await endBy(demo.child, 'SIGINT', 'SIGINT')).toBe(0);
    expect(isAlive(database)).toBe(false);
  }, 60_000);

  test('a Ctrl-C during the first start leaves no database behind', async () => {
    const folder = join(home, 'hasty');
    folders.push(folder);
    const child = daodi(['demo', '--no-import'], { DAODI_DATA_DIR: folder });
    while (!existsSync(join(folder, 'pg.log')) && child.exitCode === null) await sleep(10);
    expect(await endBy(child, 'SIGINT')).toBe(0);
    expect(existsSync(join(folder, 'pg/postmaster.pid'))).toBe(false);
  }, 60_000);
});

describe('a county of its own', () => {
  test('prints a set-up link that works until a newer one is made, and has a desk when it was named', async () => {
    const folder = join(home, 'live');
    mkdirSync(folder);
    folders.push(folder);
    const here = { DAODI_DATA_DIR: folder, DAODI_LOG_LEVEL: 'error' };
    const child = daodi(['start', '--county', '示例新县', '--phone', '0000-1234567'], here);
    const said = await untilSaid(child, /set-up\/\S+\n/);
    const [link = ''] = /http\S+\/set-up\/\S+/.exec(said) ?? [];
    expect((await get(link)).status).toBe(200);
    const page = await (await get(new URL('/', link).href)).text();
    expect(page).toContain('示例新县');
    expect(page).toContain('0000-1234567');
    const newer = (await run(['user', 'setup-link'], here)).stdout.trim();
    expect(new URL(newer).origin).toBe(new URL(link).origin);
    expect((await get(newer)).status).toBe(200);
    expect((await get(link)).status).toBe(410);
    expect((await get(new URL('/dev/ui', link).href)).status).toBe(404);
    expect((await run(['export', 'matters', '--format', 'jsonl'], here)).stdout).toBe('');
    expect(await endBy(child, 'SIGINT')).toBe(0);
    expect(existsSync(join(folder, 'pg/postmaster.pid'))).toBe(false);
  }, 60_000);
});

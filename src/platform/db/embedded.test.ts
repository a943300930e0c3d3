import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBinaries } from './binaries.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded, stopEmbedded } from './embedded.ts';
import { isAlive } from './living.ts';
import { createDb, createPool } from './pool.ts';
import { mayEnter } from './server-user.ts';
import { inTransaction } from './transaction.ts';

const asRoot = process.getuid?.() === 0;
const folders: string[] = [];
const started: EmbeddedServer[] = [];

/** A new folder the database user may pass through, unless `mode` says otherwise. */
function newFolder(mode = 0o711): string {
  const folder = mkdtempSync(join(tmpdir(), 'daodi-embedded-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

let pristine: string | undefined;

async function pristineFolder(): Promise<string> {
  if (pristine) return pristine;
  pristine = mkdtempSync(join(tmpdir(), 'daodi-embedded-'));
  chmodSync(pristine, 0o711);
  await (await startEmbedded({ dataDir: join(pristine, 'data') })).stop();
  return pristine;
}

/** A data folder that was used before and left in order; copied, since making one takes most of a second. */
async function usedFolder(): Promise<string> {
  const dataDir = join(newFolder(), 'data');
  execFileSync('cp', ['-a', join(await pristineFolder(), 'data'), dataDir]);
  return dataDir;
}

afterAll(() => pristine && rmSync(pristine, { recursive: true, force: true }));

async function start(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, ...options });
  started.push(server);
  return server;
}

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop().catch(() => undefined);
  for (const folder of folders.splice(0)) {
    for (const inside of readdirSync(folder))
      if (existsSync(join(folder, inside, 'pg'))) await stopEmbedded(join(folder, inside)).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

async function run<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another Daodi process; answers with its pid and the server's once it runs. Without `stay` it leaves in order at once. */
function otherProcess(
  dataDir: string,
  claim: 'exclusive' | 'share',
  stay: boolean,
): Promise<{ pid: number; server: number; adopted: boolean }> {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, claim: '${claim}' });
    console.log(JSON.stringify({ server: server.pid, adopted: server.adopted }));
    ${stay ? 'setInterval(() => undefined, 1000);' : 'await server.stop();'}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let said = '';
    const answer = () => (said === '' ? reject(new Error('ended without a word')) : resolve({ pid: child.pid ?? 0, ...JSON.parse(said) }));
    child.once('close', answer);
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (stay && said.includes('\n')) answer();
    });
  });
}

async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(5);
}

describe('the embedded database', () => {
  it('is made on the first start, keeps what was written, and leaves no process behind', async () => {
    const dataDir = join(newFolder(), 'data');
    const first = await start(dataDir);
    await run(first.ownerUrl, "create table note (line text); insert into note values ('kept')");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const again = await start(dataDir);
    expect(again.adopted).toBe(false);
    expect(await run(again.ownerUrl, 'select line from note')).toEqual([{ line: 'kept' }]);
  });

  it('opens a folder restored by a plain copy, which keeps neither owner nor permissions', async () => {
    const original = await usedFolder();
    const restored = join(newFolder(), 'data');
    cpSync(original, restored, { recursive: true });
    chmodSync(join(restored, 'pg'), 0o755);
    const server = await start(restored);
    expect(statSync(join(restored, 'pg')).mode & 0o777).toBe(0o700);
    expect(await run(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.runIf(asRoot)('works in a folder only root may enter, keeping no right but to pass by folder permissions', async () => {
    const server = await start(join(newFolder(0o700), 'data'));
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    expect(status).not.toMatch(/^Uid:\s+0/m);
    expect(status).toMatch(/^CapEff:\s+0+2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(await run(server.appUrl, 'select current_user as who')).toEqual([{ who: 'daodi_app' }]);
  });

  it('works in a folder whose path is too long for a socket, and in one with spaces, commas and quotes', async () => {
    for (const name of ['x'.repeat(120), '数据, "a" b']) {
      const folder = dirname(await usedFolder());
      renameSync(join(folder, 'data'), join(folder, name));
      const server = await start(join(folder, name));
      expect(Buffer.byteLength(join(server.socketDir, '.s.PGSQL.5432'))).toBeLessThanOrEqual(107);
      expect(server.socketDir).not.toContain(',');
      expect(await run(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
      if (!server.socketDir.includes(name)) expect(existsSync(server.socketDir)).toBe(false);
    }
  });
});

describe('the running server', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbedded({ dataDir: join(await pristineFolder(), 'data') });
  });
  afterAll(() => server.stop());

  it('is durable, checks its pages, sorts by code point and listens on no network', async () => {
    const wanted = {
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      listen_addresses: '',
      TimeZone: 'UTC',
      jit: 'off',
    };
    const found = await run<{ name: string; setting: string }>(server.ownerUrl, 'select name, setting from pg_settings');
    expect(Object.fromEntries(found.map((row) => [row.name, row.setting]))).toMatchObject(wanted);
    expect(await run(server.ownerUrl, `select datlocprovider as p, datlocale as l from pg_database where datname = 'daodi'`)).toEqual([
      { p: 'b', l: 'C.UTF-8' },
    ]);
    expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
  });

  it.runIf(process.platform === 'linux')(
    'never runs as root, and as root without any of root’s rights where the folder lets it through',
    async () => {
      const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
      expect(status).not.toMatch(/^Uid:\s+0/m);
      const { uid, gid } = statSync(server.socketDir);
      const mayPass = mayEnter({ uid, gid }, findBinaries().postgres); // not where the whole project lies under /root
      expect(status).toMatch(mayPass ? /^CapEff:\s+0+$/m : /^CapEff:\s+0+2$/m);
    },
  );

  it('does not end Daodi when a connection breaks in the middle of a transaction', async () => {
    const pool = createPool(server.appUrl);
    const client = await pool.connect();
    await client.query('begin');
    await run(server.ownerUrl, `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'daodi_app'`);
    await sleep(50);
    await expect(client.query('select 1')).rejects.toThrow();
    client.release();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});

describe('several processes on one data folder', () => {
  it('refuses a second Daodi server with its pid, lets commands share, and stops with the last who leaves', async () => {
    const dataDir = await usedFolder();
    const server = await start(dataDir, { claim: 'exclusive' });
    await expect(start(dataDir, { claim: 'exclusive' })).rejects.toMatchObject({
      name: 'PlainFault',
      zh: expect.stringContaining(String(process.pid)),
    });
    const command = await otherProcess(dataDir, 'share', false);
    expect(command).toMatchObject({ server: server.pid, adopted: true });
    const longer = await start(dataDir, { claim: 'share' });
    await server.stop();
    expect(await run(longer.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await longer.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  it('ends with one server when two start at once on an empty folder', async () => {
    const dataDir = join(newFolder(), 'data');
    const both = await Promise.all([otherProcess(dataDir, 'share', true), otherProcess(dataDir, 'share', true)]);
    expect(both[0]?.server).toBe(both[1]?.server);
    expect(both.filter((one) => one.adopted)).toHaveLength(1);
    for (const { pid } of both) process.kill(pid, 'SIGKILL');
  });

  it('adopts the server a killed process left running, and the folder is free again', async () => {
    const dataDir = await usedFolder();
    const killed = await otherProcess(dataDir, 'exclusive', true);
    await kill(killed.pid);
    const next = await start(dataDir, { claim: 'exclusive' });
    expect(next).toMatchObject({ adopted: true, pid: killed.server });
    await next.stop();
    expect(isAlive(killed.server)).toBe(false);
  });

  it('starts although a killed process left its lock, a half-made cluster and a lock file emptied by a power cut', async () => {
    const dataDir = join(newFolder(), 'data');
    mkdirSync(join(dataDir, 'run', 'users'), { recursive: true });
    mkdirSync(join(dataDir, 'pg.new.1', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'run', 'lock'), '');
    writeFileSync(join(dataDir, 'run', 'users', '1.1'), JSON.stringify({ pid: process.pid, startedAt: '1', claim: 'exclusive' }));
    await start(dataDir, { claim: 'exclusive' });
    expect(readdirSync(dataDir).filter((name) => name.includes('.new'))).toEqual([]);
  });

  it('refuses a folder copied from a running one, naming the other server, and leaves both alone', async () => {
    const folder = dirname(await usedFolder());
    const original = await start(join(folder, 'data'));
    cpSync(join(folder, 'data'), join(folder, 'copy'), {
      recursive: true,
      filter: (path) => !path.includes('/socket') && !path.includes('/run'),
    });
    await expect(start(join(folder, 'copy'))).rejects.toMatchObject({
      name: 'PlainFault',
      message: expect.stringContaining(`pid ${original.pid}`),
    });
    expect(isAlive(original.pid)).toBe(true);
    expect(existsSync(join(folder, 'copy', 'pg', 'postmaster.pid'))).toBe(true);
  });
});

describe('a database that is killed', () => {
  it('comes back by itself while Daodi runs, with every acknowledged row', async () => {
    const server = await start(await usedFolder());
    await run(server.ownerUrl, 'create table note (n int primary key); grant select, insert on note to daodi_app');
    const { db, pool, close } = createDb<{ note: { n: number } }>(server.appUrl);
    const acknowledged: number[] = [];
    const killAt = [50, 150, 250];
    for (let n = 0; acknowledged.length < 300; n += 1) {
      if (acknowledged.length === killAt[0]) {
        process.kill(server.pid, 'SIGKILL');
        killAt.shift();
      }
      const done = await inTransaction(db, (trx) => trx.insertInto('note').values({ n }).execute()).catch(() => undefined);
      if (done) acknowledged.push(n);
      else await sleep(50);
    }
    const there = new Set((await pool.query<{ n: number }>('select n from note')).rows.map((row) => row.n));
    expect(acknowledged.filter((n) => !there.has(n))).toEqual([]);
    await close();
  });

  it('is started again after it was killed together with Daodi, also when its pid now belongs to another program', async () => {
    const dataDir = await usedFolder();
    const killed = await otherProcess(dataDir, 'exclusive', true);
    await kill(killed.pid);
    await kill(killed.server);
    const note = join(dataDir, 'pg', 'postmaster.pid');
    const { uid, gid } = statSync(join(dataDir, 'pg'));
    const stranger = spawn('sleep', ['60'], asRoot ? { uid, gid } : {});
    writeFileSync(note, readFileSync(note, 'utf8').replace(/^\d+/, String(stranger.pid)));
    const next = await start(dataDir, { claim: 'exclusive' });
    expect(next.adopted).toBe(false);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });
});

describe('what an operator can mend is said in one sentence', () => {
  it('data of another PostgreSQL version', async () => {
    const dataDir = await usedFolder();
    writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '14\n');
    await expect(start(dataDir)).rejects.toMatchObject({
      name: 'PlainFault',
      message: expect.stringMatching(/written by PostgreSQL 14, this Daodi carries 18/),
    });
  });

  it('a folder that cannot be written', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    await expect(start(join(file, 'data'))).rejects.toMatchObject({ name: 'PlainFault', zh: expect.stringContaining('不能写入') });
  });

  it('a platform without a PostgreSQL from npm', () => {
    expect(() => findBinaries('sunos', 'sparc')).toThrow(/does not run on this platform \(sunos-sparc\)/);
  });

  it.runIf(canMount())('a disk that is full, at the first start and later', async () => {
    const folder = newFolder();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=711', 'tmpfs', disk]);
    try {
      await expect(start(join(disk, 'data'))).rejects.toMatchObject({ name: 'PlainFault', zh: expect.stringContaining('磁盘已满') });
      expect(readdirSync(join(disk, 'data'))).not.toContain('pg');
      execFileSync('mount', ['-o', 'remount,size=200m', disk]);
      await (await start(join(disk, 'data'))).stop();
      const used = execFileSync('df', ['--output=used', '-k', disk]).toString().split('\n')[1]?.trim();
      execFileSync('mount', ['-o', `remount,size=${used}k`, disk]);
      await expect(start(join(disk, 'data'))).rejects.toMatchObject({ name: 'PlainFault', zh: expect.stringContaining('磁盘已满') });
      execFileSync('mount', ['-o', 'remount,size=200m,ro', disk]);
      await expect(start(join(disk, 'data'))).rejects.toMatchObject({ name: 'PlainFault', zh: expect.stringContaining('不能写入') });
      execFileSync('mount', ['-o', 'remount,size=200m,rw', disk]);
      await (await start(join(disk, 'data'))).stop();
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

function canMount(): boolean {
  if (!asRoot) return false;
  const probe = mkdtempSync(join(tmpdir(), 'daodi-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

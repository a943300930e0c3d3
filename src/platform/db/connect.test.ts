import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOn } from '#test/support/database.ts';
import { connect } from './connect.ts';
import { type EmbeddedServer, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';

let folder: string;
/** Plays "your own PostgreSQL": a server Daodi did not make. */
let own: EmbeddedServer;
let ownerOf: (role: string, database?: string) => string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daodi-connect-'));
  chmodSync(folder, 0o711);
  own = await startEmbedded({ dataDir: join(folder, 'own') });
  ownerOf = (role, database = 'daodi') => `postgresql://${role}:secret@/${database}?host=${encodeURIComponent(own.socketDir)}`;
  await runOn(own.ownerUrl, `drop role daodi_app; create role boss superuser login; create role clerk login`);
  await runOn(own.ownerUrl, 'create database county owner clerk');
});
afterAll(async () => {
  await own.stop();
  rmSync(folder, { recursive: true, force: true });
});

const connectTo = (databaseUrl: string, dataDir = 'data') => connect({ dataDir: join(folder, dataDir), databaseUrl });

async function whoIs(url: string): Promise<unknown> {
  const pool = createPool(url, { max: 1 });
  try {
    return (await pool.query('select current_user as role, session_user as login')).rows[0];
  } finally {
    await pool.end();
  }
}

describe('your own PostgreSQL by DATABASE_URL', () => {
  it('tells the two statements an administrator must run when the owner may not make the application’s role, and then works', async () => {
    const refused = connectTo(ownerOf('clerk', 'county'));
    await expect(refused).rejects.toMatchObject({ name: 'PlainFault', message: expect.stringContaining('GRANT daodi_app TO "clerk"') });
    const statements = await refused.catch((fault: Error) => /administrator run: (.*)$/.exec(fault.message)?.[1] ?? '');
    await runOn(ownerOf('boss', 'county'), statements as string);
    const database = await connectTo(ownerOf('clerk', 'county'));
    expect(await whoIs(database.appUrl)).toEqual({ role: 'daodi_app', login: 'clerk' });
    await migrate(database.ownerUrl);
    const pool = createPool(database.appUrl);
    await expect(pool.query('update matter_event set seq = 0')).rejects.toMatchObject({ code: '42501' });
    await pool.end();
    await database.stop();
    await runOn(ownerOf('boss', 'county'), 'drop owned by daodi_app cascade; drop role daodi_app');
  });

  it('makes the role with a password of its own where it may, keeps it private, and uses it again', async () => {
    const database = await connectTo(ownerOf('boss'));
    expect(database.kind).toBe('external');
    expect(await whoIs(database.appUrl)).toEqual({ role: 'daodi_app', login: 'daodi_app' });
    const file = join(folder, 'data', 'secrets', 'daodi_app.password');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(database.appUrl).toContain(`daodi_app:${readFileSync(file, 'utf8').trim()}@`);
    const again = await connectTo(ownerOf('boss'));
    expect(again.appUrl).toBe(database.appUrl);
    await database.stop();
    await again.stop();
  });

  it('takes the role on in the owner’s session where another data folder holds the password', async () => {
    const database = await connectTo(ownerOf('boss'), 'another');
    expect(await whoIs(database.appUrl)).toEqual({ role: 'daodi_app', login: 'boss' });
    await database.stop();
  });

  it('is one server per data folder too', async () => {
    const first = await connect({ dataDir: join(folder, 'data'), databaseUrl: ownerOf('boss'), claim: 'exclusive' });
    await expect(connect({ dataDir: join(folder, 'data'), databaseUrl: ownerOf('boss'), claim: 'exclusive' })).rejects.toThrow(
      `in use by pid ${process.pid}`,
    );
    await first.stop();
  });
});

describe('a wrong DATABASE_URL is said in one sentence, without the password', () => {
  it.each([
    ['not a URL of PostgreSQL', () => 'mysql://me:secret@localhost/db', /is not written as/],
    ['a port that is no number', () => 'postgresql://me:secret@localhost:x/db', /is not written as/],
    ['nobody listens', () => 'postgresql://me:secret@127.0.0.1:1/db', /Nothing answers at 127\.0\.0\.1:1/],
    ['a socket that is not there', () => `postgresql://me:secret@/db?host=${encodeURIComponent(folder)}`, /Nothing answers at/],
    ['a host that does not exist', () => 'postgresql://me:secret@no-such-host.invalid/db', /Nothing answers at no-such-host/],
    ['no such database', () => ownerOf('boss', 'nowhere'), /no database of the name/],
    ['no such user', () => ownerOf('nobody-here'), /does not accept the user or password/],
  ])('%s', async (_name, url, sentence) => {
    await expect(connectTo(url())).rejects.toMatchObject({ name: 'PlainFault', exitCode: 1, message: expect.stringMatching(sentence) });
    await expect(connectTo(url())).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  it('something else answers', async () => {
    await withServer(
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      async (port) => {
        await expect(connectTo(`postgresql://me:secret@127.0.0.1:${port}/db`)).rejects.toThrow(/is not PostgreSQL/);
      },
    );
  });

  it('the server hangs up', async () => {
    await withServer(
      (socket) => socket.destroy(),
      async (port) => {
        await expect(connectTo(`postgresql://me:secret@127.0.0.1:${port}/db`)).rejects.toThrow(/is not PostgreSQL/);
      },
    );
  });

  it('a wrong password', async () => {
    const error = 'SFATAL\0C28P01\0Mpassword authentication failed\0\0';
    await withServer(
      (socket) => socket.end(message('E', error)),
      async (port) => {
        await expect(connectTo(`postgresql://me:secret@127.0.0.1:${port}/db`)).rejects.toThrow(/does not accept the user or password/);
      },
    );
  });

  it('a PostgreSQL that is too old', async () => {
    await withServer(answerAsVersion('14.11'), async (port) => {
      await expect(connectTo(`postgresql://me:secret@127.0.0.1:${port}/db`)).rejects.toThrow(/is 14\.11; Daodi needs 15/);
    });
  });
});

async function withServer(answer: (socket: Socket) => void, work: (port: number) => Promise<void>): Promise<void> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    await work(typeof address === 'object' && address ? address.port : 0);
  } finally {
    server.close();
  }
}

/** A message of PostgreSQL's wire protocol: letter, length, body. */
function message(letter: string, body: string | Buffer): Buffer {
  const content = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

/** Lets everybody in and answers every question with one row: its version. */
function answerAsVersion(version: string): (socket: Socket) => void {
  const ready = message('Z', 'I');
  const column = Buffer.from(`\0\x01server_version\0${'\0'.repeat(9)}\x19${'\0'.repeat(8)}`);
  const cell = Buffer.from(`\0\x01\0\0\0${String.fromCharCode(version.length)}${version}`);
  return (socket) => {
    socket.write(Buffer.concat([message('R', '\0\0\0\0'), ready]));
    socket.on('data', () => socket.write(Buffer.concat([message('T', column), message('D', cell), message('C', 'SHOW\0'), ready])));
  };
}

// The one stand-in for everybody we call: answers as told (well, badly, late, never), keeps what came, and speaks HTTP or SMTP. For tests only.
import { createServer as createHttp, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';

export type FakeAnswer =
  | { status: number; body: string; headers?: Record<string, string> }
  /** Takes the request and never answers. */
  | 'hang'
  /** A byte now and then, for ever. */
  | 'drip'
  /** Megabytes without end. */
  | 'pour'
  /** Closes the connection in the middle of the answer. */
  | 'cut';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };
export type FakeProvider = {
  url: string;
  received: Received[];
  answer: (received: Received) => FakeAnswer;
  close(): Promise<void>;
};

/** Answers `{"errcode":0,"code":0}` until `answer` is set to something else. */
export async function fakeProvider(): Promise<FakeProvider> {
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const server = createHttp((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const received = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
      fake.received.push(received);
      const answer = fake.answer(received);
      if (answer === 'hang') return;
      if (answer === 'drip' || answer === 'pour') {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        const more = answer === 'drip' ? ' ' : 'x'.repeat(65_536);
        timers.add(setInterval(() => response.write(more), answer === 'drip' ? 50 : 1));
        return;
      }
      if (answer === 'cut') {
        response.writeHead(200, { 'Content-Length': '1000' });
        response.write('{"errcode":');
        setTimeout(() => request.socket.destroy(), 10);
        return;
      }
      response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
      response.end(answer.body);
    });
  });
  const fake: FakeProvider = {
    url: await listening(server, sockets),
    received: [],
    answer: () => ({ status: 200, body: '{"errcode":0,"code":0,"errmsg":"ok","msg":"success"}' }),
    close: () => {
      for (const timer of timers) clearInterval(timer);
      return closed(server, sockets);
    },
  };
  fake.url = `http://127.0.0.1:${new URL(fake.url).port}`;
  return fake;
}

export type FakePost = {
  port: number;
  letters: { from: string; to: string[]; data: string; user: string }[];
  /** What the server answers to a command instead of its usual line, or nothing. `hang` never answers. */
  answer: (line: string) => string | 'hang' | null;
  close(): Promise<void>;
};

/** A mail server without TLS: EHLO, AUTH PLAIN and LOGIN, MAIL, RCPT, DATA, RSET, QUIT. */
export async function fakePost(): Promise<FakePost> {
  const sockets = new Set<Socket>();
  const server = createTcp((socket) => serveMail(socket, post));
  const url = await listening(server, sockets);
  const post: FakePost = { port: Number(new URL(url).port), letters: [], answer: () => null, close: () => closed(server, sockets) };
  return post;
}

function serveMail(socket: Socket, post: FakePost): void {
  const say = (line: string): boolean => socket.write(`${line}\r\n`);
  let letter = { from: '', to: [] as string[], data: '', user: '' };
  let rest = '';
  let mode: 'commands' | 'data' | 'user' | 'password' = 'commands';
  const greeting = post.answer('GREETING');
  if (greeting === 'hang') return;
  say(greeting ?? '220 fake ESMTP');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    rest += chunk.toString('utf8');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      take(line);
    }
  });
  function take(line: string): void {
    if (mode === 'data') {
      if (line !== '.') {
        letter.data += `${line.replace(/^\.\./, '.')}\n`;
        return;
      }
      mode = 'commands';
      const told = post.answer('END OF DATA');
      if (told === 'hang') return;
      if (told === null) post.letters.push(letter);
      say(told ?? '250 taken');
      letter = { ...letter, from: '', to: [], data: '' };
      return;
    }
    if (mode === 'user' || mode === 'password') {
      if (mode === 'user') letter.user = Buffer.from(line, 'base64').toString();
      say(mode === 'user' ? '334 UGFzc3dvcmQ6' : (post.answer('AUTH') ?? '235 welcome'));
      mode = mode === 'user' ? 'password' : 'commands';
      return;
    }
    const told = post.answer(line);
    if (told === 'hang') return;
    if (told !== null) {
      say(told);
      return;
    }
    const verb = line.split(/[ :]/)[0]?.toUpperCase();
    if (verb === 'EHLO') say('250-fake\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN');
    else if (verb === 'AUTH' && /PLAIN/i.test(line)) {
      letter.user =
        Buffer.from(line.split(' ')[2] ?? '', 'base64')
          .toString()
          .split('\0')[1] ?? '';
      say('235 welcome');
    } else if (verb === 'AUTH') {
      mode = 'user';
      say('334 VXNlcm5hbWU6');
    } else if (verb === 'MAIL') {
      letter.from = /<(.*)>/.exec(line)?.[1] ?? '';
      say('250 ok');
    } else if (verb === 'RCPT') {
      letter.to.push(/<(.*)>/.exec(line)?.[1] ?? '');
      say('250 ok');
    } else if (verb === 'DATA') {
      mode = 'data';
      say('354 go on');
    } else if (verb === 'QUIT') {
      say('221 bye');
      socket.end();
    } else say(verb === 'RSET' || verb === 'NOOP' ? '250 ok' : '502 not here');
  }
}

function listening(server: Server, sockets: Set<Socket>): Promise<string> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function closed(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

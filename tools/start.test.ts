// The one process that people start: fresh after every change, on the Node that npm installed, and gone when it is told to go.
// A small package of its own stands in for Daodi, with the real bin/ and tools/build.mjs.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeEach, expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '..');
const folders: string[] = [];
let home = '';

const greeting =
  "import { word } from '#core/word.tsx';\nimport { pino } from 'pino';\nconsole.log(word, typeof pino, process.argv.slice(2).join());\n";
/** Says its number, and on a signal writes down which one it was. */
const server =
  "import { writeFileSync } from 'node:fs';\n" +
  "for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => { writeFileSync('ended-by', signal); process.exit(0); });\n" +
  'setInterval(() => {}, 1000);\nconsole.log("up", process.pid, process.versions.node);\n';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'daodi-start-'));
  folders.push(home);
  write('src/core/word.tsx', 'export const word = String(<p class="a">one</p>);\n');
  write('src/cli/main.ts', greeting);
  for (const file of ['package.json', 'bin/daodi.mjs', 'bin/daodi.sh', 'tools/build.mjs', 'src/platform/source-places.ts']) {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    copyFileSync(join(repository, file), join(home, file));
  }
  symlinkSync(join(repository, 'node_modules'), join(home, 'node_modules'));
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function write(path: string, content: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}

const start = async (...args: string[]): Promise<{ stdout: string; stderr: string; code?: number }> =>
  promisify(execFile)(process.execPath, [...args, join(home, 'bin/daodi.mjs'), 'hello'], { cwd: home }).catch(
    (fault: { stdout: string; stderr: string; code: number }) => fault,
  );

const builtAt = (): number => statSync(join(home, 'dist/main.mjs')).mtimeMs;

/** Starts the waiting server and gives its own process number, once it has said so. */
async function startServer(command: string, args: string[]): Promise<{ outer: ChildProcess; pid: number; node: string }> {
  write('src/cli/main.ts', server);
  const outer = spawn(command, args, { cwd: home, stdio: ['ignore', 'pipe', 'inherit'], env: withoutNpm() });
  let said = '';
  for await (const part of outer.stdout ?? []) {
    said += String(part);
    const up = /up (\d+) (\S+)/.exec(said);
    if (up) return { outer, pid: Number(up[1]), node: up[2] ?? '' };
  }
  throw new Error(`The server did not start: ${said}`);
}

/** As from a plain shell: nothing inherited from the npm that runs these tests. */
function withoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
}

/** A process that has ended but was not yet buried by its new parent (state Z) does not count. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 5_000 && isRunning(pid); waited += 50) await new Promise((done) => setTimeout(done, 50));
  return !isRunning(pid);
}

/** Makes Node believe that it is an older one. Stands in for a host whose own Node is too old; what is started from it is the real thing. */
const asNode20 =
  "--import=data:text/javascript,if(!process.env.DAODI_STARTED_AGAIN)Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.9.0'}})";

test('the first start makes the bundle: aliases, pages and packages work', async () => {
  expect((await start()).stdout).toBe('<p class="a">one</p> function hello\n');
  expect(readdirSync(join(home, 'dist')).sort()).toEqual([
    'built-from',
    'main.mjs',
    'main.mjs.map',
    'source-places.mjs',
    'source-places.mjs.map',
  ]);
});

test('a second start uses the bundle, also when the files only look newer', async () => {
  await start();
  const before = builtAt();
  utimesSync(join(home, 'src/cli/main.ts'), new Date(), new Date());
  expect((await start()).stdout).toContain('one');
  expect(builtAt()).toBe(before);
});

test('a changed, added or removed source is in the next start', async () => {
  await start();
  write('src/core/word.tsx', "export { word } from './other.ts';\n");
  write('src/core/other.ts', "export const word = 'two';\n");
  expect((await start()).stdout).toBe('two function hello\n');
  rmSync(join(home, 'src/core/other.ts'));
  const broken = await start();
  expect(broken.code).toBe(1);
  expect(broken.stderr).toContain('程序没有编译成功');
  expect(broken.stderr).toContain('no data was touched');
});

test('a changed test is no reason for a new bundle', async () => {
  await start();
  const before = builtAt();
  write('src/core/word.test.ts', 'export {};\n');
  await start();
  expect(builtAt()).toBe(before);
});

test('without sources the bundle alone is enough, and without both one sentence says what to do', async () => {
  await start();
  rmSync(join(home, 'src'), { recursive: true });
  expect((await start()).stdout).toContain('one');
  rmSync(join(home, 'dist'), { recursive: true });
  const missing = await start();
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain('The installation is incomplete');
});

test('a fault is shown at its place in the source, not in the bundle', async () => {
  write('src/cli/main.ts', "const place = 'here';\nthrow new Error(place);\n");
  const failed = await start();
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('src/cli/main.ts:2');
});

test('a worker becomes a bundle of its own', async () => {
  write('src/platform/sheet.worker.ts', "import { word } from '#core/word.tsx';\nconsole.log(word);\n");
  await start();
  expect(existsSync(join(home, 'dist/sheet.worker.mjs'))).toBe(true);
});

test.each(['SIGTERM', 'SIGINT'] as const)('npm run demo ends with its server when only npm gets %s', async (signal) => {
  const { outer, pid } = await startServer('npm', ['run', '--silent', 'demo']);
  outer.kill(signal);
  expect(await isGone(pid)).toBe(true);
  expect(readFileSync(join(home, 'ended-by'), 'utf8')).toBe(signal);
});

test('npm run demo leaves no server behind when npm is killed outright', async () => {
  const { outer, pid } = await startServer('npm', ['run', '--silent', 'demo']);
  outer.kill('SIGKILL');
  expect(await isGone(pid)).toBe(true);
  expect(readFileSync(join(home, 'ended-by'), 'utf8')).toBe('SIGTERM');
});

test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
  'an older Node starts the newer one, and takes it along when it gets %s',
  async (signal) => {
    const { outer, pid, node } = await startServer(process.execPath, [asNode20, join(home, 'bin/daodi.mjs'), 'demo']);
    expect(outer.pid).not.toBe(pid);
    expect(node.split('.')[0]).toBe('24');
    const ended = once(outer, 'exit');
    outer.kill(signal);
    expect(await isGone(pid)).toBe(true);
    await ended;
    expect(readFileSync(join(home, 'ended-by'), 'utf8')).toBe(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
  },
);

test('an older Node hands on what the server answers, and its exit code', async () => {
  write('src/cli/main.ts', 'console.log(process.argv.slice(2).join());\nprocess.exit(3);\n');
  const answered = await start(asNode20);
  expect(answered.stdout).toBe('hello\n');
  expect(answered.code).toBe(3);
});

test('an older Node without the newer one beside it says so in one sentence', async () => {
  rmSync(join(home, 'node_modules'));
  const refused = await start(asNode20);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('npm ci');
  expect(refused.stderr).toContain('Node.js 24 or newer is needed. This is 20.9.0');
});

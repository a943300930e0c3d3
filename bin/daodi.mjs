#!/usr/bin/env node
// Starts Daodi, in one process: makes the bundle if a source has changed, then runs it.
// Under an older Node it starts itself again with the Node 24 that npm has installed beside it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const neededNode = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const startedAgain = 'DAODI_STARTED_AGAIN';

if (Number(process.versions.node.split('.')[0]) < neededNode) startAgain();
else await start();

async function start() {
  leaveWithParent();
  const main = await bundle();
  await tellInSources(join(dirname(main), 'source-places.mjs'));
  await import(pathToFileURL(main).href);
}

/** A fault that ends the process is told at its place in src/, without holding the map of the bundle all day (docs/decisions/0034). */
async function tellInSources(file) {
  if (!existsSync(file)) return;
  const { inSources } = await import(pathToFileURL(file).href);
  process.on('uncaughtExceptionMonitor', (fault) => {
    if (fault instanceof Error && fault.stack) fault.stack = inSources(fault.stack);
  });
}

async function bundle() {
  const built = join(root, 'dist', 'main.mjs');
  if (!existsSync(join(root, 'src', 'cli', 'main.ts'))) {
    return existsSync(built)
      ? built
      : giveUp(
          '安装不完整：找不到 dist/main.mjs。请重新安装。',
          'The installation is incomplete: dist/main.mjs is missing. Please install again.',
        );
  }
  try {
    const { freshBundle } = await import('../tools/build.mjs');
    return await freshBundle(root);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    return giveUp(
      `程序没有编译成功，未启动，数据未动：${reason}`,
      `The program could not be built, so it was not started and no data was touched: ${reason}`,
    );
  }
}

/** The signals that ask this process to end are handed on; nothing is left running behind. */
function startAgain() {
  const node = newerNode();
  if (node === null || process.env[startedAgain]) {
    giveUp(
      `需要 Node.js ${neededNode} 以上，现在是 ${process.versions.node}，也没有找到 npm 应装好的那一份。请在 ${root} 运行 npm ci 后再试。`,
      `Node.js ${neededNode} or newer is needed. This is ${process.versions.node}, and the one that npm should have installed was not found. Please run npm ci in ${root} and try again.`,
    );
  }
  const args = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, [startedAgain]: '1' } });
  // Ctrl-C in a terminal reaches the child by itself; a second one could be read as "at once".
  const handOn = (signal) => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
  child.on('error', (fault) => giveUp(`无法启动 ${node}：${fault.message}`, `Cannot start ${node}: ${fault.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, handOn);
    process.kill(process.pid, signal);
  });
}

function newerNode() {
  try {
    const node = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
    return existsSync(node) ? node : null;
  } catch {
    return null;
  }
}

/** When npm, or the older Node above, is killed without a chance to hand the signal on, its death is noticed and taken as SIGTERM. */
function leaveWithParent() {
  if (!process.env.npm_lifecycle_event && !process.env[startedAgain]) return;
  delete process.env[startedAgain];
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

function giveUp(zh, en) {
  process.stderr.write(`${zh}\n${en}\n`);
  process.exit(1);
}

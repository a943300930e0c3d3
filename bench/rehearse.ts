// `npm run rehearse`: a county of 20,000 matters is backed up while it runs, and brought back into an empty folder by the real commands. Prints what it took; fails when
// anything differs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPorts } from '#app/ports.ts';
import { type NewConcern, openMatters } from '#features/matters/index.ts';
import { readConfig } from '#platform/config.ts';
import { createLog } from '#platform/log.ts';
import { packageRoot } from '#platform/root.ts';
import { seedCounty } from '../src/cli/demo/seed-county.ts';

const matters = Number(process.argv.find((a) => a.startsWith('--matters='))?.slice(10) ?? 20_000);
const dir = mkdtempSync(join(tmpdir(), 'daodi-rehearse-'));
const dataDir = join(dir, 'county');
const secret = join(dir, 'passphrase');
writeFileSync(secret, 'an invented passphrase 示例\n', { mode: 0o600 });

/** Runs a command as a person types it; `time` gives the most memory it used. */
function run(args: string[], env: Record<string, string> = {}): { json: Record<string, unknown>; seconds: number; mb: number } {
  const began = performance.now();
  const timed = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', 'maxrss %M'] : [];
  const [program = '', ...rest] = [...timed, process.execPath, join(packageRoot(), 'bin', 'daodi.mjs'), ...args, '--json'];
  const done = spawnSync(program, rest, { env: { ...process.env, DAODI_DATA_DIR: dataDir, ...env }, encoding: 'utf8', maxBuffer: 1e8 });
  if (done.status !== 0) throw new Error(`daodi ${args.join(' ')} ended with ${done.status}:\n${done.stderr}`);
  return {
    json: JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>,
    seconds: (performance.now() - began) / 1000,
    mb: Number(/maxrss (\d+)/.exec(done.stderr)?.[1] ?? 0) / 1024,
  };
}

try {
  const read = readConfig({ DAODI_DATA_DIR: dataDir, PORT: '0' }, 'live');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const opened = await openPorts(read.config, createLog({ level: 'silent' }), 'share');
  await seedCounty(opened.ports);
  const concern = (i: number): NewConcern => ({
    channel: 'import',
    kind: 'help',
    title: `路灯不亮（示例 ${i}）`,
    text: `东街第 ${i} 盏路灯坏了两个星期，老人夜里看不见路，请派人来修。`.repeat(6),
    placeText: '东街社区',
    placeId: 'p-dongjie',
    categoryId: 'housing',
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: { name: '张示例', phone: `138${String(10_000_000 + i)}` },
    wantsReply: true,
  });
  for (let at = 0; at < matters; at += 200)
    await openMatters(
      opened.ports,
      { kind: 'clock' },
      Array.from({ length: Math.min(200, matters - at) }, (_v, i) => concern(at + i)),
    );
  await opened.close();
  const file = join(dir, 'county.tar.gz.age');
  const made = run(['backup', '--to', file, '--passphrase-file', secret]);
  console.log(
    `backup: ${matters} matters, ${made.json['tables']} tables in ${made.seconds.toFixed(1)} s, ${(statSync(file).size / 1_048_576).toFixed(1)} MB, at most ${made.mb.toFixed(0)} MB of memory`,
  );
  const back = run(['restore', file, '--verify', '--passphrase-file', secret]);
  const counts = back.json['counts'] as { matters: number; events: number };
  console.log(
    `restore --verify: ${counts.matters} matters, ${counts.events} events, whole record verified, in ${back.seconds.toFixed(1)} s, at most ${back.mb.toFixed(0)} MB`,
  );
  if (counts.matters !== matters || back.json['ok'] !== true) throw new Error(`not all came back: ${JSON.stringify(back.json)}`);
  const real = run(['restore', file, '--passphrase-file', secret], { DAODI_DATA_DIR: join(dir, 'new') });
  if (real.json['ok'] !== true) throw new Error('the real restoring did not verify');
  console.log(`restore into an empty folder: verified, in ${real.seconds.toFixed(1)} s`);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

// `npm run crash`: kills the server and the database with SIGKILL while eight writers are at work, again and again, and then asks: is every acknowledged
// concern and note there, did every restart succeed, does the whole record verify? Rounds by --rounds N (20 by default: odd ones kill the server, even ones the database).
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { packageRoot } from '#platform/root.ts';

type Contract = { api: string; tokens: Record<string, string>; databaseUrl: string; pid: number };
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] || 20) || 20;
const dir = mkdtempSync(join(tmpdir(), 'daodi-crash-'));

function start(): Promise<{ child: ChildProcess; contract: Contract; ms: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(packageRoot(), 'bin', 'daodi.mjs'), 'demo', '--json', '--no-import'], {
    env: { ...process.env, DAODI_DATA_DIR: dir, PORT: '0', DAODI_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const line = text.split('\n')[0];
      if (text.includes('\n') && line) resolve({ child, contract: JSON.parse(line) as Contract, ms: performance.now() - began });
    });
    child.on('exit', (code) => reject(new Error(`a start failed with exit code ${code}`)));
  });
}

/** The PostgreSQL of this data folder: the first line of its postmaster.pid. */
function postmaster(): number {
  const found = readdirSync(dir, { recursive: true })
    .map(String)
    .find((name) => name.endsWith('postmaster.pid'));
  return found ? Number(readFileSync(join(dir, found), 'utf8').split('\n')[0]) : 0;
}

const concerns = new Set<string>();
const notes: { number: string; words: string }[] = [];
let sent = 0;

async function write(contract: Contract, stopped: () => boolean): Promise<void> {
  const post = async (path: string, body: unknown): Promise<Record<string, unknown> | null> => {
    try {
      const answer = await fetch(`${contract.api}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${contract.tokens['intake']}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(5_000),
      });
      return answer.ok ? ((await answer.json()) as Record<string, unknown>) : null;
    } catch {
      return null;
    }
  };
  while (!stopped()) {
    sent += 1;
    const made = await post('/concerns', {
      title: `第 ${sent} 件（示例）`,
      text: `写到一半断电的第 ${sent} 件，路灯不亮。`,
      contact: { phone: '13800000001' },
    });
    if (made) concerns.add(String(made['number']));
    const words = `进展 ${sent}`;
    if (made && (await post(`/matters/${made['number']}/note`, { text: words }))) notes.push({ number: String(made['number']), words });
  }
}

let worst = 0;
let failed = 0;
for (let round = 1; round <= rounds; round += 1) {
  const { child, contract, ms } = await start();
  worst = Math.max(worst, ms);
  let stop = false;
  const writers = Promise.all(Array.from({ length: 8 }, () => write(contract, () => stop)));
  await new Promise((r) => setTimeout(r, 250 + ((round * 137) % 500)));
  const victim = round % 2 === 1 ? 'server' : 'database';
  process.kill(victim === 'server' ? contract.pid : postmaster(), 'SIGKILL');
  await new Promise((r) => setTimeout(r, 200));
  stop = true;
  await writers;
  if (victim === 'database' && child.exitCode === null) child.kill('SIGKILL');
  await new Promise<void>((ended) => (child.exitCode !== null || child.signalCode !== null ? ended() : child.once('exit', () => ended())));
  console.log(
    `round ${String(round).padStart(2)}: killed the ${victim}; ${concerns.size} concerns and ${notes.length} notes acknowledged so far; start took ${ms.toFixed(0)} ms`,
  );
}
const { child, contract } = await start();
const db = new pg.Client({ connectionString: contract.databaseUrl });
await db.connect();
const there = new Set((await db.query<{ number: string }>('select number from matter')).rows.map((r) => r.number));
const lost = [...concerns].filter((number) => !there.has(number));
const noted = new Set(
  (
    await db.query<{ key: string }>(
      "select m.number || '|' || (e.data->>'words') as key from matter_event e join matter m on m.id = e.matter_id where e.type = 'noted'",
    )
  ).rows.map((r) => r.key),
);
const lostNotes = notes.filter((n) => !noted.has(`${n.number}|${n.words}`));
await db.end();
const verified = await new Promise<number>((done) =>
  spawn(process.execPath, [join(packageRoot(), 'bin', 'daodi.mjs'), '--demo', 'verify'], {
    env: { ...process.env, DAODI_DATA_DIR: dir },
    stdio: 'inherit',
  }).on('exit', (code) => done(code ?? 3)),
);
failed = lost.length + lostNotes.length + (verified === 0 ? 0 : 1);
console.log(
  `${rounds} kills: ${concerns.size} concerns and ${notes.length} notes acknowledged, ${lost.length} and ${lostNotes.length} lost; every start succeeded, the slowest took ${worst.toFixed(0)} ms; verify ended with ${verified}`,
);
child.kill('SIGTERM');
await new Promise((ended) => child.once('exit', ended));
rmSync(dir, { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;

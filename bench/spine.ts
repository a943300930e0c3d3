// `npm run bench`: what each act costs at 1k, 20k and 100k matters, beside raw PostgreSQL in the same run. Prints, never asserts.
// Processor time is read from /proc for the server and for PostgreSQL; the load comes from this process over loopback with keep-alive.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type NewConcern, openMatters, setCountyCode } from '#features/matters/index.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { hashOf } from '#platform/hash.ts';
import { ulids } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { openSecrets } from '#platform/secrets.ts';
import { type Contract, call, started, texts } from './driving.ts';
import { cpuMeter, percentile, pssMb, rssMb } from './processes.ts';

const quick = process.argv.includes('--quick');
const chosen = process.argv
  .find((a) => a.startsWith('--sizes='))
  ?.slice(8)
  .split(',')
  .map(Number);
const sizes = chosen ?? (quick ? [1_000, 4_000] : [1_000, 20_000, 100_000]);
const times = quick ? 150 : 600;
const warm = 300; // acts before the counting: what a server pays once after its start (compiling, filling its memories) is not the price of an act

const words = texts();
let made = 0;
const body = () => {
  made += 1;
  return {
    title: `第 ${made} 件`,
    text: `${words[made % words.length]}（${made}）`,
    place: '东街社区',
    category: 'housing',
    contact: { name: '张示例', phone: `138${String(10_000_000 + made)}` },
  };
};

const dir = mkdtempSync(join(tmpdir(), 'daodi-bench-'));
const { child, contract } = await started(dir);
try {
  const postmaster = Number(readFileSync(join(dir, 'pg', 'postmaster.pid'), { encoding: 'utf8', flag: 'r' }).split('\n')[0]);
  const server = cpuMeter(
    () => [contract.pid],
    () => [postmaster],
  );
  const database = cpuMeter(() => [postmaster]);
  let rawMs = Number.NaN; // what one raw commit costs here and now: the machine's own pace
  const token = (name: string) => ({ authorization: `Bearer ${contract.tokens[name]}` });

  async function measure(name: string, count: number, lanes: number, work: (i: number) => ReturnType<typeof call>): Promise<number> {
    for (let i = 0; i < warm; i += 1) await work(i);
    const [s0, d0, t0] = [server(), database(), performance.now()];
    const took: number[] = [];
    let next = warm;
    let bytes = 0;
    const failures = new Map<string, number>();
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        while (next < count + warm) {
          const i = next;
          next += 1;
          const at = performance.now();
          const answer = await work(i);
          took.push(performance.now() - at);
          bytes = answer.bytes;
          if (answer.status < 400) continue;
          const code = String((answer.json() as { code?: string }).code ?? answer.status);
          failures.set(code, (failures.get(code) ?? 0) + 1);
        }
      }),
    );
    const ms = performance.now() - t0;
    const [s, d] = [(server() - s0) / count, (database() - d0) / count];
    took.sort((a, b) => a - b);
    const rate = (count * 1000) / ms;
    console.log(
      `${name.padEnd(26)} p50 ${percentile(took, 0.5).toFixed(2).padStart(7)} ms  p99 ${percentile(took, 0.99).toFixed(2).padStart(7)} ms  ${rate.toFixed(0).padStart(6)}/s  processor ${(s + d).toFixed(2).padStart(6)} ms = ${((s + d) / rawMs).toFixed(1)} raw commits (server ${s.toFixed(2)}, database ${d.toFixed(2)})  ${bytes} B${[...failures].map(([code, n]) => `  ${n} refused: ${code}`).join('')}`,
    );
    return rate;
  }

  setCountyCode('000000');
  const { db, pool, close } = createDb<Tables>(contract.databaseUrl, { max: 4 });
  const clock = () => new Date().toISOString() as `${number}-${number}-${number}T${string}Z`;
  const ports = {
    db,
    pool,
    now: clock,
    newId: ulids(clock),
    hash: hashOf('sm3'),
    log: createLog({ level: 'silent' }),
    secrets: await openSecrets({ dataDir: dir, profile: 'gm' }),
  };
  const fill = (): NewConcern => {
    const b = body();
    return {
      channel: 'import',
      kind: 'help',
      title: b.title,
      text: b.text,
      placeText: b.place,
      placeId: 'p-dongjie',
      categoryId: 'housing',
      confidentiality: 'normal',
      accusedUnitId: null,
      contact: b.contact,
      wantsReply: true,
    };
  };

  for (const size of sizes) {
    const began = performance.now();
    const need = size - Number((await pool.query('select count(*)::int as n from matter')).rows[0].n);
    for (let left = need; left > 0; left -= 200)
      await openMatters(ports, { kind: 'clock' }, Array.from({ length: Math.min(200, left) }, fill));
    console.log(`\n== ${size} matters (filled at ${Math.round((need * 1000) / (performance.now() - began))}/s in batches of 200)`);
    await indexed(pool);
    await settled(contract.databaseOwnerUrl);
    const numbers = (
      await pool.query<{ number: string }>("select number from matter where status = 'registered' order by id desc limit 5000")
    ).rows.map((r) => r.number);
    const pick = (i: number) => numbers[(i * 7919) % numbers.length] ?? '';
    // One connection costs more than eight: every commit is waited for by itself, and a processor that slept starts cold.
    const lone = await rawRate(contract.databaseOwnerUrl, quick ? 300 : 1_000, 1, database);
    const raw = await rawRate(contract.databaseOwnerUrl, quick ? 600 : 2_000, 8, database);
    rawMs = raw.ms;
    for (const [lanes, { rate, ms }] of [
      ['1 connection, ', lone],
      ['8 connections,', raw],
    ] as const)
      console.log(
        `${'raw node-postgres'.padEnd(26)} ${lanes} the same rows: ${rate.toFixed(0)}/s, processor ${ms.toFixed(2)} ms a commit (client and database)`,
      );
    await measure('create, 1 connection', times, 1, () => call('POST', `${contract.api}/concerns`, token('intake'), body()));
    const eight = await measure('create, 8 connections', times * 3, 8, () =>
      call('POST', `${contract.api}/concerns`, token('intake'), body()),
    );
    console.log(`${''.padEnd(26)} the API creates at ${((eight / raw.rate) * 100).toFixed(0)} % of the raw rate`);
    await measure('read with history', times, 1, (i) => call('GET', `${contract.api}/matters/${pick(i)}`, token('intake')));
    await measure('list of 50', times, 1, () => call('GET', `${contract.api}/matters?limit=50`, token('intake')));
    for (const q of ['物业', '供水', '噪音', '幼儿园', '停'])
      await measure(`search ${q}`, quick ? 40 : 300, 1, () =>
        call('GET', `${contract.api}/matters?limit=50&q=${encodeURIComponent(q)}`, token('intake')),
      );
    const cookie = await signedIn(contract);
    await measure('case page', times, 1, (i) => call('GET', `${contract.staff}/matters/${pick(i)}`, cookie));
    await measure('list page of 50', times, 1, () => call('GET', `${contract.staff}/matters`, cookie));
    // As an office works: several people at once. The promise is p99 < 60 ms at 100,000 matters.
    await measure('list page, 8 connections', times, 8, (i) =>
      call('GET', `${contract.staff}/matters${['', '?category=housing', '?unit=housing', '?place=p-dongjie'][i % 4]}`, cookie),
    );
    await measure('case page, 8 connections', times, 8, (i) => call('GET', `${contract.staff}/matters/${pick(i)}`, cookie));
    await measure('list page, searched 物业', quick ? 40 : 150, 1, () =>
      call('GET', `${contract.staff}/matters?q=${encodeURIComponent('物业')}`, cookie),
    );
    await measure('note', times, 1, (i) =>
      call('POST', `${contract.api}/matters/${pick(i)}/note`, token('intake'), { text: `已联系核实，正在协调（${i}）` }),
    );
    const fresh = await readyToReply(call, contract, token, times);
    await measure('reply', fresh.length - warm, 1, (i) =>
      call('POST', `${contract.api}/matters/${fresh[i]}/reply`, token('handler'), {
        text: '路面已修补完成，恢复通行。',
        outcome: 'support',
        basis: '职责清单部1',
      }),
    );
  }
  await close(); // the connections of this bench are not the product's
  const metrics = await (await fetch(`${new URL(contract.api).origin}/metrics`)).text();
  // Answers die young (docs/decisions/0034): when rows of past answers gather, this is some hundreds instead of under a hundred.
  console.log(
    `\ncollections of the whole heap: ${/nodejs_gc_duration_seconds_count\{kind="major"\} (\d+)/.exec(metrics)?.[1] ?? 'unknown'}`,
  );
  console.log(
    `memory: server ${pssMb(contract.pid, [postmaster]).toFixed(0)} MB + PostgreSQL ${pssMb(postmaster).toFixed(0)} MB proportional (resident, shared pages counted in each process: ${rssMb(contract.pid, [postmaster]).toFixed(0)} + ${rssMb(postmaster).toFixed(0)})`,
  );
} finally {
  child.kill('SIGTERM');
  await new Promise((ended) => child.on('exit', ended));
  rmSync(dir, { recursive: true, force: true });
}

/** What autovacuum does in a quiet hour, done now, so that its work is not counted among the acts. */
async function settled(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('vacuum analyze');
  await owner.query('checkpoint');
  await owner.end();
}

/** A session of the dispatcher, who sees the whole county. */
async function signedIn(c: Contract): Promise<Record<string, string>> {
  const who = c.signIns.find((s) => s.login === 'paidan');
  if (!who) throw new Error('the demo has no dispatcher');
  const page = await fetch(`${c.staff}/sign-in`, { redirect: 'manual' });
  const html = await page.text();
  const before = page.headers
    .getSetCookie()
    .map((k) => k.split(';')[0])
    .join('; ');
  const hidden = Object.fromEntries(
    [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
      /name="([^"]*)"/.exec(tag)?.[1] ?? '',
      /value="([^"]*)"/.exec(tag)?.[1] ?? '',
    ]),
  );
  const answer = await fetch(`${c.staff}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: before, origin: new URL(c.staff).origin },
    body: new URLSearchParams({ ...hidden, login: who.login, password: who.password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((k) => k.split(';')[0])
    .join('; ');
  if (cookie === '') throw new Error(`the dispatcher could not sign in: ${answer.status}`);
  return { cookie };
}

/** Waits until the worker has taken the tail into the index. */
async function indexed(pool: pg.Pool): Promise<void> {
  for (let i = 0; i < 120; i += 1) {
    const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from matter_search where n > (select n from search_mark)');
    if ((rows[0]?.n ?? 0) < 1_000) return;
    await new Promise((r) => setTimeout(r, 1_000));
  }
}

async function readyToReply(
  ask: typeof call,
  c: Contract,
  token: (name: string) => Record<string, string>,
  count: number,
): Promise<string[]> {
  const list: string[] = [];
  for (let i = 0; i < count + warm; i += 1) {
    const { number } = (await ask('POST', `${c.api}/concerns`, token('intake'), body())).json() as { number: string };
    await ask('POST', `${c.api}/matters/${number}/dispatch`, token('dispatcher'), { unit: 'housing', reason: '职责清单部1' });
    await ask('POST', `${c.api}/matters/${number}/acknowledge`, token('handler'), {});
    await ask('POST', `${c.api}/matters/${number}/contact`, token('handler'), { words: '约定看现场' });
    list.push(number);
  }
  return list;
}

/** The floor: the same four rows per concern (event, current row, raiser, search text), same indexes, one transaction each. */
async function rawRate(ownerUrl: string, count: number, lanes: number, database: () => number): Promise<{ rate: number; ms: number }> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('drop schema if exists raw cascade; create schema raw');
  for (const table of ['matter_event', 'matter', 'raiser', 'matter_search'])
    await owner.query(`create table raw.${table} (like public.${table} including all)`);
  const clients = await Promise.all(
    Array.from({ length: lanes }, async () => {
      const client = new pg.Client({ connectionString: ownerUrl });
      await client.connect();
      return client;
    }),
  );
  let n = 0;
  const [d0, client0] = [database(), process.cpuUsage()];
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (n < count) {
        n += 1;
        const id = `raw-${n}`;
        const b = body();
        await client.query('begin');
        await client.query({
          name: 'r1',
          text: "insert into raw.matter_event (matter_id, seq, type, at, actor, data, hash) values ($1, 1, 'registered', now(), '{}', $2, $3)",
          values: [id, JSON.stringify(b), Buffer.alloc(32)],
        });
        await client.query({
          name: 'r2',
          text: "insert into raw.matter (id, number, version, status, channel, kind, confidentiality, title, owner_unit_id, round, received_at, due_at, changed_at, waiting_for, next_tick_at, head_hash) values ($1, $1, 1, 'registered', 'api', 'help', 'normal', $2, 'hotline', 1, now(), now(), now(), 'dispatch', now(), $3)",
          values: [id, b.title, Buffer.alloc(32)],
        });
        await client.query({
          name: 'r3',
          text: "insert into raw.raiser (matter_id, name_sealed, phone_sealed, code_hash, phone_hash) values ($1, $2, $3, 'x', $1)",
          values: [id, 'x'.repeat(90), 'x'.repeat(90)],
        });
        await client.query({
          name: 'r4',
          text: 'insert into raw.matter_search (matter_id, part, received_at, folded) values ($1, 0, now(), $2)',
          values: [id, b.text],
        });
        await client.query('commit');
      }
    }),
  );
  const rate = (count * 1000) / (performance.now() - began);
  const client = process.cpuUsage(client0);
  const ms = (database() - d0 + (client.user + client.system) / 1000) / count;
  await Promise.all(clients.map((c) => c.end()));
  await owner.query('drop schema raw cascade');
  await owner.end();
  return { rate, ms };
}

// `npm run bench:scale`: what a county of 1,000, 100,000 and 1,000,000 matters costs (give sizes for others): placing one new matter among the others, and searching through the
// API over one connection, by fit with excerpts. One demo server as `npm start` runs it grows from size to size; `--dir=FOLDER` keeps it there and goes on with it.
// Whether every match is found is held against a plain scan. A million takes half an hour and 10 GB of disk;
// `--distinct=N`: only so many have words of their own, the rest repeat them on later days, which takes a tenth of that. Prints, never asserts.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { rowsIn } from '#core/text/postings.ts';
import { placeMatter } from '#features/similar/index.ts';
import { keepRarity } from '#features/similar/store.ts';
import { systemClock } from '#platform/clock.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { packageRoot } from '#platform/root.ts';
import { call, started } from './driving.ts';
import { addMatter, multiplied, rarityOf } from './multiplied.ts';
import { percentile, pssMb, ranAndWaited } from './processes.ts';
import { kindsOfQuestion, missedIn } from './questions.ts';

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
  .sort((a, b) => a - b);
if (sizes.length === 0) sizes.push(1_000, 100_000, 1_000_000);
const kept = process.argv.find((word) => word.startsWith('--dir='))?.slice(6);
const only = process.argv.find((word) => word === 'place' || word === 'search' || word === 'fill');
const dir = kept ?? mkdtempSync(join(tmpdir(), 'daodi-bench-'));
const distinct = Number(process.argv.find((word) => word.startsWith('--distinct='))?.slice(11)) || Number.POSITIVE_INFINITY;
const searches = Number(process.argv.find((word) => word.startsWith('--searches='))?.slice(11)) || 200; // of each kind of question
const places = 200;

/** Times as a clock on the wall shows them, the same less the time in which others had the processors, and what was reckoned in all. */
class Times {
  readonly #wall: number[] = [];
  readonly #quiet: number[] = [];
  readonly #ran: number[] = [];

  add(wall: number, waited: number, ran: number): void {
    this.#wall.push(wall);
    this.#quiet.push(Math.max(0, wall - waited));
    this.#ran.push(ran);
  }

  toString(): string {
    const of = (list: number[]): string => {
      const sorted = [...list].sort((a, b) => a - b);
      return [0.5, 0.99].map((share) => percentile(sorted, share).toFixed(1).padStart(6)).join(' /');
    };
    return `p50 / p99 ms: wall ${of(this.#wall)}, less this process's and the server's waiting for a processor ${of(this.#quiet)}, reckoned there ${of(this.#ran)}`;
  }
}

const { child, contract } = await started(dir);
const owner = new pg.Client({ connectionString: contract.databaseOwnerUrl });
owner.on('error', () => undefined); // the server stops under it when the bench fails
await owner.connect();
try {
  const postmaster = Number(readFileSync(join(dir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
  for (const size of sizes) {
    await grow(owner, size);
    if (only === undefined || only === 'place') await measurePlacing(owner, size);
    if (only === undefined || only === 'search') await measureSearch(owner, size);
    console.log(
      `memory: server ${pssMb(contract.pid, [postmaster]).toFixed(0)} MB, PostgreSQL ${pssMb(postmaster).toFixed(0)} MB (proportional)`,
    );
  }

  async function measureSearch(db: pg.Client, size: number): Promise<void> {
    const headers = { authorization: `Bearer ${contract.tokens['intake']}` };
    const ask = (q: string, more: string) => call('GET', `${contract.api}/matters?q=${encodeURIComponent(q)}&${more}`, headers);
    console.log(`search through the API, 1 connection, 50 a page, by fit, with excerpts (${searches} searches a kind):`);
    const all = new Times();
    for (const { what, asked } of kindsOfQuestion(multiplied(size), size)) {
      const times = new Times();
      const others = [contract.pid];
      let answered = 0;
      for (let i = -10; i < searches; i += 1) {
        const q = asked[(i + asked.length * 10) % asked.length]?.q ?? '';
        const before = ranAndWaited([process.pid, ...others]);
        const ran = ranAndWaited(others).ran;
        const began = performance.now();
        const answer = await ask(q, 'limit=50&sort=relevance&excerpts=true');
        const wall = performance.now() - began;
        if (i < 0) continue; // the first ones warm the server
        const waited = ranAndWaited([process.pid, ...others]).waited - before.waited;
        for (const one of [times, all]) one.add(wall, waited, ranAndWaited(others).ran - ran);
        answered += (answer.json() as { items: unknown[] }).items.length > 0 ? 1 : 0;
      }
      console.log(`  ${what.padEnd(38)} ${times}  ${Math.round((answered / searches) * 100)} % found something`);
    }
    console.log(`  ${'all of them'.padEnd(38)} ${all}`);
    console.log(`  ${await missedIn(db, multiplied(size), size, ask)}`);
  }
} finally {
  await owner.end(); // what it holds would keep the server from ending
  child.kill('SIGTERM');
  await new Promise((ended) => child.on('exit', ended));
  if (!kept) rmSync(dir, { recursive: true, force: true });
}

/** Up to `size` matters, all of them in both indexes. */
async function grow(owner: pg.Client, size: number): Promise<void> {
  const { rows } = await owner.query<{ n: number }>("select count(*)::int as n from matter_search where matter_id like 'B%'");
  const there = rows[0]?.n ?? 0;
  const largest = Math.max(...sizes);
  const messageAt = multiplied(largest);
  const began = performance.now();
  // The clock must not place or index what is just being filled in.
  await owner.query(
    `insert into setting values ('similar', '{"twins":false}', now()) on conflict (key) do update set body = excluded.body`,
  );
  if (there < size) {
    await keepRarityBy(rarityOf(messageAt, size));
    await owner.query('alter table similar_gram drop constraint if exists similar_gram_pkey');
  }
  await owner.query('begin');
  const { rows: marks } = await owner.query<{ large: string }>('select large from search_mark for update');
  // As many of their own as asked for, in whole blocks of the search's index; the rest are layers of these.
  const whole = size > distinct ? Math.ceil(distinct / rowsIn(2)) * rowsIn(2) : 0;
  const before = await owner.query<{ n: string }>('select coalesce(max(n), 0) as n from matter_search');
  const own = whole > 0 ? there + whole - 1 - Number(before.rows[0]?.n) : size;
  if (there < own) await inParts('fill', [there, own], largest);
  const { rows: last } = await owner.query<{ n: string }>('select max(n) as n from matter_search');
  const [from, to] = [Number(marks[0]?.large), Number(last[0]?.n) + 1];
  if (to - from >= rowsIn(2)) {
    await inParts('index', [from, to], largest);
    const until = from + Math.floor((to - from) / rowsIn(2)) * rowsIn(2);
    const layers = there < size && whole > 0 ? Math.floor(size / whole) : 1;
    if (layers > 1) await inParts('layer', [whole, layers - 1], Math.round(1_000 / layers));
    await owner.query('update search_mark set n = $1, small = $1, large = $1', [layers > 1 ? whole * layers : until]);
    await owner.query(
      "select setval(pg_get_serial_sequence('matter_search', 'n'), (select max(n) from matter_search)), setval(pg_get_serial_sequence('similar_matter', 'n'), (select max(n) from similar_matter))",
    );
  }
  await owner.query('commit');
  const { rowCount } = await owner.query("select 1 from pg_constraint where conname = 'similar_gram_pkey'");
  await owner.query("set maintenance_work_mem = '512MB'");
  if (rowCount === 0) await owner.query('alter table similar_gram add primary key (gram, n)');
  await owner.query('vacuum analyze similar_gram');
  for (const table of ['matter', 'matter_search', 'similar_matter']) await owner.query(`analyze ${table}`);
  await owner.query("delete from setting where key = 'similar'");
  for (;;) {
    const left = await owner.query<{ left: number }>('select (select coalesce(max(n), 0) from matter_search) - n as left from search_mark');
    process.stderr.write(`\r${left.rows[0]?.left} rows to index for the search    `);
    if (Number(left.rows[0]?.left ?? 0) < 256) break;
    await new Promise((again) => setTimeout(again, 2_000));
  }
  await owner.query('vacuum analyze search_block');
  console.log(
    `\n== ${size} matters (filled in ${seconds(performance.now() - began)}; their likeness to each other was not reckoned, their signatures were)`,
  );
  for (const [what, table] of [
    ['words', 'matter_search'],
    ['search index', 'search_block'],
    ['likeness index', 'similar_gram'],
    ['matters', 'matter'],
  ]) {
    const bytes = await owner.query<{ n: string }>('select pg_total_relation_size($1::regclass) as n', [table]);
    const n = Number(bytes.rows[0]?.n ?? 0);
    console.log(`${what}: ${(n / 1_048_576).toFixed(0)} MB, ${(n / size / 1_000).toFixed(2)} kB a matter`);
  }
}

async function inParts(what: 'fill' | 'index' | 'layer', [from, to]: readonly [number, number], size: number): Promise<void> {
  const of = Math.max(1, Number(process.argv.find((word) => word.startsWith('--side-by-side='))?.slice(15)) || 2);
  await Promise.all(
    Array.from({ length: of }, (_, mine) => {
      const words = ['tools/run.mjs', 'bench/fill-part.ts', what, contract.databaseOwnerUrl, ...[from, to, mine, of, size].map(String)];
      const part = spawn(process.execPath, ['--max-old-space-size=1024', ...words], { cwd: packageRoot(), stdio: 'inherit' });
      return new Promise<void>((ended, failed) => {
        part.on('exit', (code) => (code === 0 ? ended() : failed(new Error(`filling ended with ${code}`))));
      });
    }),
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(0)} s`;
}

async function keepRarityBy(rarity: ReturnType<typeof rarityOf>): Promise<void> {
  const { db, close } = createDb<Tables>(contract.databaseUrl);
  await keepRarity(db, rarity, systemClock()());
  await close();
}

/** New matters like those that are there, with another place, other numbers and a phrase more; each is placed as the clock does it, in this process. */
async function measurePlacing(owner: pg.Client, size: number): Promise<void> {
  const { db, close } = createDb<Tables>(contract.databaseUrl);
  const messageAt = multiplied(size);
  const times = new Times();
  const [warming, stamp] = [60, Date.now()];
  let twins = 0;
  for (let probe = -warming; probe < places; probe += 1) {
    const id = `P${stamp}-${probe + warming}`;
    await addMatter(owner, id, messageAt(size + (probe + warming) * 37));
    const pids = [process.pid];
    const before = ranAndWaited(pids);
    const began = performance.now();
    await placeMatter({ db, now: systemClock() }, id);
    const wall = performance.now() - began;
    const after = ranAndWaited(pids);
    if (probe < 0) continue;
    times.add(wall, after.waited - before.waited, after.ran - before.ran);
    twins += (await owner.query('select 1 from similar_link where matter_id = $1 limit 1', [id])).rows.length;
  }
  console.log(
    `placing one matter: ${times}  ${Math.round((twins / places) * 100)} % linked; this process ${(process.memoryUsage().rss / 1_048_576).toFixed(0)} MB`,
  );
  await close();
}

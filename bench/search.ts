// `npm run bench:search`: what a search through the API costs at a million matters: one to four characters, common and rare, several words, nothing, and by sound; by fit and
// newest first, over one connection and over eight. `-- --matters=N` for another size. Prints, never asserts. The rows are made of pieces of the texts of `texts()`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { foldForSearch } from '#core/text/tokens.ts';
import { call, started, texts } from './driving.ts';
import { cpuMeter, percentile, pssMb } from './processes.ts';

const size = Number(process.argv.find((one) => one.startsWith('--matters='))?.slice(10)) || 1_000_000;
const times = 200;
const dir = mkdtempSync(join(tmpdir(), 'daodi-bench-'));
const { child, contract } = await started(dir);
try {
  const postmaster = Number(readFileSync(join(dir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const server = cpuMeter(
    () => [contract.pid],
    () => [postmaster],
  );
  const database = cpuMeter(() => [postmaster]);
  const owner = new pg.Client({ connectionString: contract.databaseOwnerUrl });
  await owner.connect();
  await fill(owner);

  const headers = { authorization: `Bearer ${contract.tokens['intake']}` };
  const ask = (q: string, sort: string) => call('GET', `${contract.api}/matters?limit=50&sort=${sort}&q=${encodeURIComponent(q)}`, headers);
  for (const [what, q] of [
    ['one character, common', '的'],
    ['one character', '井'],
    ['two characters, common', '物业'],
    ['two characters', '供水'],
    ['three characters', '幼儿园'],
    ['four characters', '农民工工'],
    ['two words', '小区 噪音'],
    ['four characters, rare', '龙卷风灾'],
    ['nobody wrote it', '独角兽跑'],
    ['by sound', '物页费太高'],
    ['by pinyin', 'gongjiaoche'],
  ] as const)
    for (const [sort, lanes] of [
      ['relevance', 1],
      ['received', 1],
      ['relevance', 8],
    ] as const)
      await measure(`${what} ${q}, ${sort}, ${lanes}`, lanes, () => ask(q, sort));
  console.log(
    `\nmemory: server ${pssMb(contract.pid, [postmaster]).toFixed(0)} MB + PostgreSQL ${pssMb(postmaster).toFixed(0)} MB proportional`,
  );
  await owner.end();

  async function measure(name: string, lanes: number, work: () => ReturnType<typeof call>): Promise<void> {
    for (let i = 0; i < 10; i += 1) await work();
    const [s0, d0] = [server(), database()];
    const took: number[] = [];
    let [next, items] = [0, 0];
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        while (next < times) {
          next += 1;
          const at = performance.now();
          const answer = await work();
          took.push(performance.now() - at);
          items = (answer.json() as { items: unknown[] }).items.length;
        }
      }),
    );
    took.sort((a, b) => a - b);
    const cpu = (server() - s0 + database() - d0) / times;
    console.log(
      `${name.padEnd(40)} ${String(items).padStart(3)} rows  p50 ${percentile(took, 0.5).toFixed(1).padStart(6)} ms  p99 ${percentile(took, 0.99).toFixed(1).padStart(6)} ms  processor ${cpu.toFixed(2).padStart(6)} ms`,
    );
  }
} finally {
  child.kill('SIGTERM');
  await new Promise((ended) => child.on('exit', ended));
  rmSync(dir, { recursive: true, force: true });
}

/** Matters by SQL, a hundred thousand a statement: of each, a title and pieces of two texts. Then waits until the clock has them all in the index. */
async function fill(db: pg.Client): Promise<void> {
  const began = performance.now();
  const pieces = texts().map((text) => foldForSearch(text).slice(0, 700));
  await db.query('create temp table piece (i int primary key, t text)');
  await db.query('insert into piece select i - 1, t from unnest($1::text[]) with ordinality as x(t, i)', [pieces]);
  const many = pieces.length;
  for (let from = 1; from <= size; from += 100_000) {
    const to = Math.min(size, from + 99_999);
    await db.query(
      `with one as materialized (
         select n, 'B' || lpad(n::text, 25, '0') as id, timestamptz '2026-11-20' - (${size} - n) * interval '1000 days' / ${size} as at,
           left(a.t, 20) || ' ' || substr(a.t, 1, 60 + n % 200) || substr(b.t, 1 + n % 50, 60 + n % 170) as words
         from generate_series(${from}, ${to}) n join piece a on a.i = n % ${many} join piece b on b.i = (n::bigint * 7919) % ${many}
       ), m as (
         insert into matter (id, number, version, status, channel, kind, confidentiality, title, category_id, place_id, owner_unit_id, round, received_at, due_at, waiting_for, changed_at, head_hash)
         select id, 'D' || lpad(n::text, 20, '0'), 1, 'archived', 'import', 'help', 'normal', left(words, 20), 'housing', 'p-dongjie', 'housing', 1, at, at, 'none', at, '\\x00' from one
       )
       insert into matter_search (matter_id, part, received_at, folded) select id, 0, at, words from one order by n`,
    );
    process.stderr.write(`\r${to} of ${size} matters`);
  }
  await db.query('analyze matter; analyze matter_search');
  const filled = performance.now();
  for (;;) {
    const { rows } = await db.query<{ left: number }>('select (select max(n) from matter_search) - n as left from search_mark');
    const left = Number(rows[0]?.left ?? 0);
    process.stderr.write(`\r${left} rows to index      `);
    if (left < 300) break;
    await new Promise((r) => setTimeout(r, 1_000));
  }
  await db.query('vacuum analyze search_block');
  const sizes = await db.query<{ rows: string; index: string }>(
    "select pg_size_pretty(pg_total_relation_size('matter_search')) as rows, pg_size_pretty(pg_total_relation_size('search_block')) as index",
  );
  console.log(
    `\n== ${size} matters (filled in ${((filled - began) / 1000).toFixed(0)} s, indexed in ${((performance.now() - filled) / 1000).toFixed(0)} s; search text ${sizes.rows[0]?.rows}, index ${sizes.rows[0]?.index})`,
  );
}

// `npm run bench:similarity [sizes…]`: quality of routing and of groups on the messages in ../shared/data beside the baselines that its README names, and what placing
// one matter costs in a PostgreSQL of 1,000, 20,000 and 100,000 matters (give sizes for others; 1000000 takes a quarter of an hour to fill). Prints, never asserts.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { seeded } from '#core/routing/seeded.ts';
import { evaluate } from '#core/routing/train.ts';
import { group } from '#core/similarity/group.ts';
import type { Message } from '#core/similarity/message.ts';
import { emptyRarity, learnText } from '#core/similarity/rarity.ts';
import { signatureOf } from '#core/similarity/signature.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import { placeMatter } from '#features/similar/index.ts';
import { keepRarity } from '#features/similar/store.ts';
import { systemClock } from '#platform/clock.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { hashOf } from '#platform/hash.ts';
import { ulids } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { columnSecrets } from '#platform/secrets.ts';
import { seedCounty } from '../src/cli/demo/seed-county.ts';
import { columns } from '../src/cli/table.ts';

const data = '../shared/data';
const sizes = process.argv
  .slice(2)
  .filter((word) => /^\d+$/.test(word))
  .map(Number);
const only = process.argv.find((word) => word === 'quality' || word === 'cost');
type Row = Record<string, string>;
const table = (name: string): Row[] => parse(readFileSync(join(data, name)), { columns: true, bom: true });
const three = (value: number): string => value.toFixed(3);
const show = (rows: readonly (readonly string[])[]): void => {
  for (const line of columns(rows)) console.log(`  ${line}`);
};

function quality(): void {
  console.log('Routing, 7 labels, five-fold cross-validation on routing_raw_train');
  const rows = table('routing_raw_train.csv').map((row) => ({
    label: row['label'] ?? '',
    title: row['title'] ?? '',
    text: row['text'] ?? '',
  }));
  const found = evaluate(rows, { seed: 1 });
  if (found.ok) {
    const mean = found.byFold.reduce((sum, f1) => sum + f1, 0) / found.byFold.length;
    show([
      ['method', 'macro-F1', 'top 2', 'confidence >= .8', 'right there'],
      ['char 1-2 TF-IDF + LinearSVC (README, 5-fold)', '.893', '', '', ''],
      ['the same, sealed part (README)', '.891', '.982', '59 %', '97.6 %'],
      ['jieba TF-IDF + LinearSVC (README, 5-fold)', '.886', '', '', ''],
      ['Complement NB (README, 5-fold)', '.872', '', '', ''],
      ['daodi routing', three(mean), three(found.measured.topTwo), ...atLeast(found.measured.curve, 0.8)],
    ]);
    console.log('  proposed when the confidence is at least …, and how many of these are right:');
    show([
      ['at least', 'proposed', 'right'],
      ...found.measured.curve.map((one) => [one.atLeast.toFixed(2), percent(one.share), percent(one.rightOf)]),
    ]);
    console.log(
      `  labels: ${found.labels.map((label, at) => `${label} ${three(found.measured.perLabel[at]?.f1 ?? 0)}`).join(', ')}; calibration gap ${percent(found.measured.calibrationGap)}`,
    );
  }
  groupQuality();
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
function atLeast(curve: readonly { atLeast: number; share: number; rightOf: number }[], least: number): string[] {
  const point = curve.find((one) => one.atLeast === least);
  return [percent(point?.share ?? 0), percent(point?.rightOf ?? 0)];
}

function groupQuality(): void {
  const rows = table('clusters_messages.csv');
  const gold = new Map(table('clusters_gold.csv').map((row) => [row['id'] ?? '', row]));
  const messages: Message[] = rows.map((row) => ({
    title: row['title'] ?? '',
    body: row['body'] ?? '',
    time: Date.parse(`${row['time']}+08:00`),
    sender: row['user'] ?? '',
  }));
  const began = performance.now();
  const groups = group(messages);
  const seconds = (performance.now() - began) / 1000;
  const groupOf = new Map(rows.map((row, at) => [row['id'] ?? '', groups[at] ?? 0]));
  const judged = rows.flatMap((row, at) => {
    const known = gold.get(row['id'] ?? '');
    return known?.['ignore'] === '1'
      ? []
      : [{ right: known?.['class'] ?? `alone:${row['id']}`, found: groups[at] ?? 0, shared: known !== undefined }];
  });
  const { b3, pairs, ari } = scoreGroups(judged);
  const pairsOf = table('clusters_must_not_join.csv');
  const joined = pairsOf.filter(
    (row) => row['kind'] === 'same-wording-other-place' && groupOf.get(row['id_a'] ?? '') === groupOf.get(row['id_b'] ?? ''),
  );
  const near = pairsOf.filter(
    (row) => row['kind'] !== 'same-wording-other-place' && groupOf.get(row['id_a'] ?? '') === groupOf.get(row['id_b'] ?? ''),
  );
  console.log(
    `Same thing, ${rows.length} messages in ${seconds.toFixed(1)} s (weights were learnt on this file; docs/similarity.md has the figures on halves not learnt from)`,
  );
  show([
    ['method', 'B3c', 'pair F1', 'ARI', 'look-alikes joined'],
    ['exact duplicates only (README)', '.536', '.03', '.03', '0 of 10'],
    ['char 2-3 TF-IDF, single link .20 (README)', '.900', '.799', '.798', '10 of 10'],
    ['the same, no join when places differ (README)', '.895', '.805', '.805', '1 of 10'],
    ['jieba average link .22 (README)', '.868', '.441', '.440', '10 of 10'],
    [
      'daodi similarity group',
      three(b3),
      three(pairs),
      three(ari),
      `${joined.length} of ${pairsOf.length - pairsOf.filter((row) => row['kind'] !== 'same-wording-other-place').length} (near topics ${near.length} of ${pairsOf.filter((row) => row['kind'] !== 'same-wording-other-place').length})`,
    ],
  ]);
  const sizeOf = new Map<string, number>();
  for (const { right, shared } of judged) if (shared) sizeOf.set(right, (sizeOf.get(right) ?? 0) + 1);
  const sizes = [...sizeOf.values()].sort((a, b) => b - a);
  const mine = hottest(judged);
  // Several agreed classes share a place: one as large as the tenth is one of the ten largest, whatever it is called.
  const hit = (top: number): number => new Set(mine.slice(0, top).filter((name) => (sizeOf.get(name) ?? 0) >= (sizes[top - 1] ?? 1))).size;
  console.log(
    `Hot issues: among our 5 largest groups ${hit(5)} are of the 5 largest agreed classes, among our 10 largest ${hit(10)} of the 10 largest (as large as the tenth).`,
  );
}

type JudgedGroup = { right: string; found: number; shared: boolean };

/** Which agreed class each of our largest groups mostly holds. */
function hottest(judged: readonly JudgedGroup[]): string[] {
  const groups = Map.groupBy(judged, ({ found }) => found);
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, 10)
    .map((members) => [...Map.groupBy(members, ({ right }) => right)].sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? '');
}

function scoreGroups(judged: readonly JudgedGroup[]): { b3: number; pairs: number; ari: number } {
  const count = <Key>(keys: readonly Key[]): Map<Key, number> => {
    const counts = new Map<Key, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const right = count(judged.map((one) => one.right));
  const found = count(judged.map((one) => one.found));
  const both = count(judged.map((one) => `${one.right}|${one.found}`));
  const shared = judged.filter((one) => one.shared);
  const mean = (of: (one: JudgedGroup) => number): number => shared.reduce((sum, one) => sum + of(one), 0) / shared.length;
  const overlap = (one: JudgedGroup): number => both.get(`${one.right}|${one.found}`) ?? 0;
  const precision = mean((one) => overlap(one) / (found.get(one.found) ?? 1));
  const recall = mean((one) => overlap(one) / (right.get(one.right) ?? 1));
  const pairsIn = (counts: ReadonlyMap<unknown, number>): number => [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const [tp, sg, sp, all] = [pairsIn(both), pairsIn(right), pairsIn(found), (judged.length * (judged.length - 1)) / 2];
  const expected = (sg * sp) / all;
  return {
    b3: (2 * precision * recall) / (precision + recall),
    pairs: (2 * tp) / (sg + sp),
    ari: (tp - expected) / ((sg + sp) / 2 - expected),
  };
}

/** Real messages multiplied by seeded changes of place, wording and time; without them, sentences of our own. */
function manyMessages(): (n: number) => Message {
  const path = join(data, 'load_messages.jsonl');
  const real: Message[] = existsSync(path)
    ? readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Message)
        .map(({ title, body }) => ({ title, body, time: null, sender: '' }))
    : Array.from({ length: 500 }, (_, at) => ({
        title: `第 ${at} 小区路灯不亮（示例）`,
        body: `第 ${at} 小区门口的路灯坏了 ${at % 30} 天，老人夜里看不见路。`,
        time: null,
        sender: '',
      }));
  const signs = '东南西北春夏秋冬金银山水花木石田林江河湖安康宁泰福寿喜乐和平新红长高';
  const extra = ['请尽快处理', '希望有人管', '反映多次没有结果', '已经半个月了', '老人孩子都受影响', '打电话没人接'];
  return (n) => {
    const chance = seeded(n + 1);
    const { title, body } = real[n % real.length] as Message;
    const name = Array.from({ length: 3 }, () => signs.charAt(Math.floor(chance() * signs.length))).join('');
    const place = (text: string): string =>
      text.replace(/[A-Z]\d{0,2}(?=[市区县])/g, name).replace(/\d+/g, (number) => String((Number(number) + n) % 97));
    const cut = Math.floor(chance() * body.length);
    const more = extra[Math.floor(chance() * extra.length)] ?? '';
    return {
      title: place(title).slice(0, 60),
      body: place(`${body.slice(0, cut)}${more}${body.slice(cut)}`).slice(0, 1_500),
      time: Date.UTC(2026, 0, 1) - Math.floor(chance() * 3e10),
      sender: '',
    };
  };
}

async function cost(steps: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'daodi-bench-similarity-'));
  const server = await startEmbedded({ dataDir: folder, settings: { fsync: 'off' } });
  await migrate(server.ownerUrl);
  const { db, pool, close } = createDb<Tables>(server.appUrl);
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  const now = systemClock();
  const ports = {
    db,
    pool,
    now,
    newId: ulids(now),
    hash: hashOf('sha256'),
    log: createLog({ level: 'silent' }),
    secrets: columnSecrets([Buffer.alloc(32, 7)], 'intl'),
  };
  await seedCounty(ports);
  const messageAt = manyMessages();
  const rarity = emptyRarity();
  const learnt = Math.min(20_000, Math.max(...steps));
  for (let n = 0; n < learnt; n += 1) learnText(rarity, messageAt(n));
  await keepRarity(db, rarity, now());
  console.log('Cost of placing one matter among so many, through PostgreSQL (words read, candidates found, compared, kept)');
  const lines = [['matters', 'p50 ms', 'p99 ms', 'processor ms of this process', 'found a twin', 'index MB', 'process RSS MB']];
  let filled = 0;
  for (const size of [...steps].sort((a, b) => a - b)) {
    await fill(owner, rarity, messageAt, filled, size);
    filled = size;
    const times: number[] = [];
    let twins = 0;
    let spent = 0;
    for (let probe = 0; probe < 260; probe += 1) {
      const id = `P${size}-${probe}`;
      // A message like one that is there, in other words.
      const like = messageAt(Math.floor((probe / 260) * size));
      await copyRows(owner, 'matter', matterColumns, [matterRow(id, -1 - probe - size * 10, like)]);
      await copyRows(owner, 'matter_search', searchColumns, [searchRow(id, like)]);
      const began = performance.now();
      const before = process.cpuUsage();
      await placeMatter(ports, id);
      const after = process.cpuUsage(before);
      if (probe >= 60) spent += (after.user + after.system) / 1000;
      if (probe >= 60) times.push(performance.now() - began); // the first ones warm the process
      const { rows } = await owner.query('select 1 from similar_link where matter_id = $1 limit 1', [id]);
      twins += rows.length;
    }
    times.sort((a, b) => a - b);
    const { rows } = await owner.query("select pg_total_relation_size('similar_gram') / 1048576 as mb");
    const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
    lines.push([
      String(size),
      at(0.5),
      at(0.99),
      (spent / times.length).toFixed(1),
      percent(twins / 260),
      String(rows[0]?.mb ?? ''),
      (process.memoryUsage().rss / 1048576).toFixed(0),
    ]);
    show(lines.slice(-1));
  }
  show(lines);
  await owner.end();
  await close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

const matterColumns =
  'id, number, version, status, channel, kind, confidentiality, title, place_text, owner_unit_id, round, light, received_at, due_at, changed_at, head_hash';
const searchColumns = 'matter_id, part, received_at, sealed, folded';
const cell = (text: string): string => text.replace(/[\\\t\n\r]/g, ' ');
const day = (time: number | null): string => new Date(time ?? 0).toISOString();

const matterRow = (id: string, n: number, { title, time }: Message): string =>
  [
    id,
    `D${n}`,
    '1',
    'inProgress',
    'web',
    'help',
    'normal',
    cell(title),
    '',
    'housing',
    '1',
    'none',
    day(time),
    day(time),
    day(time),
    '\\\\x00',
  ].join('\t');
const searchRow = (id: string, { title, body, time }: Message): string =>
  [id, '0', day(time), 'f', cell(foldForSearch(`${title}\n${body}`))].join('\t');

async function copyRows(owner: pg.Client, into: string, names: string, rows: readonly string[] | Iterable<string>): Promise<void> {
  const lines = function* (): Generator<string> {
    for (const row of rows) yield `${row}\n`;
  };
  await pipeline(Readable.from(lines()), owner.query(copyFrom(`copy ${into} (${names}) from stdin`)));
}

/** Rows as the product writes them, by COPY, because what is measured comes after. */
async function fill(
  owner: pg.Client,
  rarity: ReturnType<typeof emptyRarity>,
  messageAt: (n: number) => Message,
  from: number,
  to: number,
): Promise<void> {
  await owner.query('alter table similar_gram drop constraint similar_gram_pkey');
  for (let start = from; start < to; start += 20_000) {
    const end = Math.min(to, start + 20_000);
    const numbers = Array.from({ length: end - start }, (_, at) => start + at);
    const messages = numbers.map((n) => messageAt(n));
    await copyRows(
      owner,
      'matter',
      matterColumns,
      numbers.map((n, at) => matterRow(`M${n}`, n, messages[at] as Message)),
    );
    await copyRows(
      owner,
      'matter_search',
      searchColumns,
      numbers.map((n, at) => searchRow(`M${n}`, messages[at] as Message)),
    );
    const { rows } = await owner.query("select nextval(pg_get_serial_sequence('similar_matter', 'n'))::int as n");
    const first = (rows[0]?.n ?? 0) + 1;
    await copyRows(
      owner,
      'similar_matter',
      'n, matter_id, placed_at',
      numbers.map((n, at) => `${first + at}\tM${n}\t2026-01-01`),
    );
    await owner.query("select setval(pg_get_serial_sequence('similar_matter', 'n'), $1)", [first + numbers.length]);
    const grams = function* (): Generator<string> {
      for (const [at, message] of messages.entries()) for (const { gram } of signatureOf(message, rarity)) yield `${gram}\t${first + at}`;
    };
    await copyRows(owner, 'similar_gram', 'gram, n', grams());
    if (to > 50_000) process.stderr.write(`filled ${end} / ${to}\n`);
  }
  await owner.query('alter table similar_gram add primary key (gram, n)');
  await owner.query('analyze matter, matter_search, similar_matter, similar_gram');
  await owner.query('vacuum similar_gram');
}

if (only !== 'cost') {
  if (existsSync(data)) {
    quality();
  } else console.log(`No messages in ${data}: quality is not measured.`);
}
if (only !== 'quality') await cost(sizes.length > 0 ? sizes : [1_000, 20_000, 100_000]);

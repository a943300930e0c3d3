// As many matters as a bench wants: real messages multiplied by seeded changes of place, wording and time, put into the tables by COPY as the product writes them.
// The likeness index gets the true signatures of all of them; they are not compared with each other, which would take hours for a million.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { seeded } from '#core/routing/seeded.ts';
import type { Message } from '#core/similarity/message.ts';
import { emptyRarity, learnText, type Rarity } from '#core/similarity/rarity.ts';
import { signatureOf } from '#core/similarity/signature.ts';
import { pinyinInitials } from '#core/text/initials.ts';
import { BlockBuilder, blockLevels, mergeBuckets, rowsIn } from '#core/text/postings.ts';
import { soundTokensOf } from '#core/text/sounds.ts';
import { allTokensOf, foldForSearch } from '#core/text/tokens.ts';
import { packageRoot } from '#platform/root.ts';

const signs = '东南西北春夏秋冬金银山水花木石田林江河湖安康宁泰福寿喜乐和平新红长高';
const extra = ['请尽快处理', '希望有人管', '反映多次没有结果', '已经半个月了', '老人孩子都受影响', '打电话没人接'];
const newest = Date.UTC(2026, 10, 20);
const oldestDays = 1_000;
const day = 86_400_000;

/** The messages before they are multiplied; without the published ones, sentences of our own. */
export function baseMessages(): { title: string; body: string }[] {
  const path = join(packageRoot(), '..', 'shared', 'data', 'load_messages.jsonl');
  if (existsSync(path))
    return readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { title: string; body: string });
  return Array.from({ length: 500 }, (_, at) => ({
    title: `第 ${at} 小区路灯不亮（示例）`,
    body: `第 ${at} 小区门口的路灯坏了 ${at % 30} 天，老人夜里看不见路。`,
  }));
}

/** Message number `n` of `size`, always the same: another name of the place, other numbers, a phrase more, a day of its own. */
export function multiplied(size: number): (n: number) => Message {
  const real = baseMessages();
  return (n) => {
    const chance = seeded(n + 1);
    const { title, body } = real[n % real.length] as { title: string; body: string };
    const name = Array.from({ length: 3 }, () => signs.charAt(Math.floor(chance() * signs.length))).join('');
    const place = (text: string): string =>
      text.replace(/[A-Z]\d{0,2}(?=[市区县])/g, name).replace(/\d+/g, (number) => String((Number(number) + n) % 97));
    const cut = Math.floor(chance() * body.length);
    const more = extra[Math.floor(chance() * extra.length)] ?? '';
    return {
      title: place(title).slice(0, 60),
      body: place(`${body.slice(0, cut)}${more}${body.slice(cut)}`).slice(0, 1_500),
      time: newest - Math.round(((size - 1 - n) / Math.max(1, size)) * oldestDays * day + chance() * day),
      sender: '',
    };
  };
}

/** What is rare among them, as the product learns it: from at most 20,000. */
export function rarityOf(messageAt: (n: number) => Message, size: number): Rarity {
  const rarity = emptyRarity();
  for (let n = Math.max(0, size - 20_000); n < size; n += 1) learnText(rarity, messageAt(n));
  return rarity;
}

const matterColumns =
  'id, number, version, status, channel, kind, confidentiality, title, category_id, place_id, owner_unit_id, round, received_at, due_at, changed_at, head_hash';
const searchColumns = 'matter_id, part, received_at, sealed, folded';
const cell = (text: string): string => text.replace(/[\\\t\n\r]/g, ' ');
const instant = (time: number | null): string => new Date(time ?? 0).toISOString();
const idOf = (n: number): string => `B${String(n).padStart(25, '0')}`;

function matterRow(id: string, number: string, { title, time }: Message): string {
  const at = instant(time);
  return [
    id,
    number,
    1,
    'archived',
    'import',
    'help',
    'normal',
    cell(title),
    'housing',
    'p-dongjie',
    'housing',
    1,
    at,
    at,
    at,
    '\\\\x00',
  ].join('\t');
}
const searchRow = (id: string, { title, body, time }: Message): string =>
  [id, 0, instant(time), 'f', cell(foldForSearch(`${title}\n${body}\n${pinyinInitials(title)}`))].join('\t');

async function copyRows(owner: pg.Client, into: string, names: string, rows: Iterable<string>): Promise<void> {
  const lines = function* (): Generator<string> {
    for (const row of rows) yield `${row}\n`;
  };
  await pipeline(Readable.from(lines()), owner.query(copyFrom(`copy ${into} (${names}) from stdin`)));
}

/** One matter that came in just now and is not placed yet. */
export async function addMatter(owner: pg.Client, id: string, message: Message): Promise<void> {
  await copyRows(owner, 'matter', matterColumns, [matterRow(id, `D9${id}`, message)]);
  await copyRows(owner, 'matter_search', searchColumns, [searchRow(id, message)]);
}

const portion = 4_096;

export type Part = { from: number; to: number; mine: number; of: number };

/** Of the matters `from` to `to` the `mine`-th portion of every `of`, with their words and signatures: several processes fill side by side. */
export async function fillPart(
  owner: pg.Client,
  messageAt: (n: number) => Message,
  rarity: Rarity,
  { from, to, mine, of }: Part,
): Promise<void> {
  for (let start = from + mine * portion; start < to; start += of * portion) {
    const numbers = Array.from({ length: Math.min(portion, to - start) }, (_, at) => start + at);
    const messages = numbers.map((n) => messageAt(n));
    const each = function* (make: (n: number, message: Message, at: number) => string): Generator<string> {
      for (const [at, n] of numbers.entries()) yield make(n, messages[at] as Message, at);
    };
    const { rows: places } = await owner.query<{ n: string }>(
      "select nextval(pg_get_serial_sequence('similar_matter', 'n')) as n from generate_series(1, $1)",
      [numbers.length],
    );
    await owner.query('begin');
    await copyRows(
      owner,
      'matter',
      matterColumns,
      each((n, message) => matterRow(idOf(n), `D${String(n).padStart(20, '0')}`, message)),
    );
    await copyRows(
      owner,
      'similar_matter',
      'n, matter_id, placed_at',
      each((n, _message, at) => `${places[at]?.n}\t${idOf(n)}\t2026-01-01`),
    );
    const grams = function* (): Generator<string> {
      for (const [at, message] of messages.entries())
        for (const gram of new Set(signatureOf(message, rarity).map((one) => one.gram))) yield `${gram}\t${places[at]?.n}`;
    };
    await copyRows(owner, 'similar_gram', 'gram, n', grams());
    await copyRows(
      owner,
      'matter_search',
      searchColumns,
      each((n, message) => searchRow(idOf(n), message)),
    );
    await owner.query('commit');
    process.stderr.write(`\r${start + numbers.length} of ${to} matters`);
  }
}

/**
 * The largest blocks of the search's index that begin at `from` up to `to`, made of the rows as the clock makes them, less its detour over smaller blocks. What is left
 * over at the end is the clock's. Whoever calls holds the index's mark and moves it.
 */
export async function indexPart(owner: pg.Client, { from, to, mine, of }: Part): Promise<void> {
  for (let first = from + mine * rowsIn(2); first + rowsIn(2) <= to; first += of * rowsIn(2)) {
    const middle: { from: number; buckets: Map<number, Uint8Array> }[] = [];
    for (let at = 0; at < rowsIn(2); at += rowsIn(1)) {
      const block = new BlockBuilder();
      const { rows } = await owner.query<{ n: string; folded: string }>(
        'select n, folded from matter_search where n >= $1 and n < $2 order by n',
        [first + at, first + at + rowsIn(1)],
      );
      for (const { n, folded } of rows) {
        block.add(Number(n) - first - at, allTokensOf(folded));
        block.add(Number(n) - first - at, soundTokensOf(folded));
      }
      middle.push({ from: at, buckets: block.pack(1) });
    }
    await owner.query('begin');
    await owner.query('delete from search_block where first_n >= $1 and first_n < $2', [first, first + rowsIn(2)]);
    const rows = function* (): Generator<string> {
      for (let bucket = 0; bucket < 1 << blockLevels[1].bucketBits; bucket += 1) {
        const parts = middle.flatMap(({ from: place, buckets }) => {
          const bytes = buckets.get(bucket);
          return bytes ? [{ from: place, bytes }] : [];
        });
        if (parts.length > 0)
          for (const [into, bytes] of mergeBuckets(parts, 1)) yield `2\t${into}\t${first}\t\\\\x${Buffer.from(bytes).toString('hex')}`;
      }
    };
    await copyRows(owner, 'search_block', 'level, bucket, first_n, postings', rows());
    await owner.query('commit');
    process.stderr.write(`\rsearch indexed to row ${first + rowsIn(2)}`);
  }
}

/**
 * The rows up to `whole` once more, `layer` times that much later, in all tables: the same words on another day. Their blocks in the search's index are the same too.
 * For a machine that has no hour to spare; a layer has no words of its own, so what is rare in one is there in each.
 */
export async function layLayer(owner: pg.Client, whole: number, layer: number, days: number): Promise<void> {
  const id = `'B' || lpad((substr(matter_id, 2)::bigint + ${layer} * 100000000::bigint)::text, 25, '0')`;
  const later = `${layer} * interval '${days} days'`;
  const moved = "from matter m join matter_search s on s.matter_id = m.id and s.n < $1 and m.id like 'B%'";
  await owner.query('begin');
  await owner.query(
    `insert into matter (${matterColumns}) select ${id}, 'D' || lpad((substr(matter_id, 2)::bigint + ${layer} * 100000000::bigint)::text, 20, '0'), version, status, channel, kind, confidentiality,
       title, category_id, place_id, owner_unit_id, round, m.received_at + ${later}, due_at + ${later}, changed_at + ${later}, head_hash ${moved} order by s.n`,
    [whole],
  );
  await owner.query(
    `insert into matter_search (n, ${searchColumns}) overriding system value select n + ${layer} * $1::bigint, ${id}, part, received_at + ${later}, sealed, folded
       from matter_search where n < $1 and matter_id like 'B%' order by n`,
    [whole],
  );
  const place = `p.n + ${layer} * 100000000::bigint`;
  const placed = "from similar_matter p join matter_search s using (matter_id) where s.n < $1 and p.matter_id like 'B%'";
  await owner.query(
    `insert into similar_gram select gram, ${place.replace('p.n', 'g.n')} from similar_gram g where g.n in (select p.n ${placed})`,
    [whole],
  );
  await owner.query(
    `insert into similar_matter (n, matter_id, placed_at) overriding system value select ${place}, ${id.replaceAll('matter_id', 'p.matter_id')}, placed_at ${placed}`,
    [whole],
  );
  await owner.query(
    `insert into search_block select level, bucket, first_n + ${layer} * $1::bigint, postings from search_block where level = 2 and first_n < $1`,
    [whole],
  );
  await owner.query('commit');
}

// `npm run bench:similarity`: quality of routing and of groups on the messages in ../shared/data beside the baselines that its README names. What placing one matter costs
// in a large county is measured by `npm run bench:scale`, which this command runs afterwards. Prints, never asserts. `node tools/run.mjs bench/similarity.ts halves 8` learns the
// weights of likeness on halves of 8 splits and measures each on the other half.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { evaluate } from '#core/routing/train.ts';
import { group } from '#core/similarity/group.ts';
import type { Message } from '#core/similarity/message.ts';
import { columns } from '../src/cli/table.ts';
import { type Agreed, halvesOf, learnWeights } from './similarity-learn.ts';

const data = '../shared/data';
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

/** Where the bar of join.ts (-1.1) lies for weights learnt from half of the messages: odds -1.8. */
const shiftOfHalf = 0.7;

function halves(splits: number): void {
  const gold = new Map(table('clusters_gold.csv').map((row) => [row['id'] ?? '', row]));
  const rows = table('clusters_messages.csv');
  const agreed: Agreed[] = rows.map((row) => {
    const known = gold.get(row['id'] ?? '');
    const message = {
      title: row['title'] ?? '',
      body: row['body'] ?? '',
      time: Date.parse(`${row['time']}+08:00`),
      sender: row['user'] ?? '',
    };
    return { message, right: known?.['ignore'] === '1' ? null : (known?.['class'] ?? `alone:${row['id']}`) };
  });
  const classOf = rows.map((row) => gold.get(row['id'] ?? '')?.['class'] ?? null);
  const measured: { b3: number; pairs: number; ari: number }[] = [];
  for (let seed = 1; seed <= splits; seed += 1) {
    const [one, other] = halvesOf(agreed, classOf, seed);
    for (const [learnt, tried] of [
      [one, other],
      [other, one],
    ] as const) {
      const found = group(
        tried.map(({ message }) => message),
        { weights: learnWeights(learnt, shiftOfHalf) },
      );
      measured.push(
        scoreGroups(
          tried.flatMap(({ right }, at) => (right === null ? [] : [{ right, found: found[at] ?? 0, shared: !right.startsWith('alone:') }])),
        ),
      );
    }
  }
  const told = (of: (one: { b3: number; pairs: number; ari: number }) => number): string[] => {
    const values = measured.map(of);
    return [three(values.reduce((sum, value) => sum + value, 0) / values.length), three(Math.min(...values)), three(Math.max(...values))];
  };
  console.log(`Same thing, ${splits} splits in halves; weights learnt on one half, measured on the other`);
  show([
    ['', 'mean', 'least', 'most'],
    ['B3c', ...told(({ b3 }) => b3)],
    ['pair F1', ...told(({ pairs }) => pairs)],
    ['ARI', ...told(({ ari }) => ari)],
  ]);
}

if (!existsSync(data)) console.log(`No messages in ${data}: quality is not measured.`);
else if (process.argv.includes('halves')) halves(Number(process.argv.at(-1)) || 8);
else quality();

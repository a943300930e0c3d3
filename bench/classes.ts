// `npm run bench:classes`: what the clock and the pages of classes ask of 100,000 matters of two years: time of each question, warm, and what PostgreSQL does for it.
// `--matters N` for another size. Prints; asserts nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { likeGroups } from '#core/matter-class/likeness.ts';
import { countByPlace, countDays, memberIds, type Reach } from '#features/matter-classes/store-members.ts';
import * as signals from '#features/matter-classes/store-signals.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';

const size = Number(process.argv[process.argv.indexOf('--matters') + 1]) || 100_000;
const now = '2026-11-23T01:15:00.000Z' as const;
const days = (n: number) => new Date(Date.parse(now) - n * 86_400_000).toISOString() as typeof now;

const fill = `
  insert into unit (id, kind, name, short_name) values ('county','county','示例县','示例县');
  insert into matter (id, number, version, status, channel, kind, confidentiality, title, category_id, place_id, owner_unit_id, round, received_at, due_at, waiting_for, changed_at, head_hash)
    select lpad(n::text, 26, '0'), 'D' || lpad(n::text, 20, '0'), 5, 'archived', 'phone', 'help', 'normal', '第 ' || n || ' 件（示例）', 'c' || (power(random(), 3) * 99)::int,
      'p' || (random() * 200)::int, 'county', 1, ra, ra + interval '9 days', 'none', ra, '\\x00'
    from (select n, timestamptz '${now}' - (${size} - n) * interval '730 days' / ${size} ra from generate_series(1, ${size}) n) x;
  insert into matter_search (matter_id, part, received_at, folded)
    select id, 0, received_at, '示例诉求' || (right(id, 2)::int) || '号楼楼道的灯坏了修好几天又不亮老人下楼看不见请尽快处理' from matter;
  insert into matter_round (matter_id, round, place_id, category_id, unit_id, due_at, replied_at, reworked)
    select id, 1, place_id, category_id, owner_unit_id, due_at, due_at, right(id, 1) = '3' from matter;
  analyze;`;

const folder = mkdtempSync(join(tmpdir(), 'daodi-classes-'));
const cluster = await startEmbedded({ dataDir: folder, log: () => undefined });
try {
  await migrate(cluster.ownerUrl);
  const { db, pool, close } = createDb<Tables>(cluster.ownerUrl, { max: 2 });
  await pool.query(fill);
  const whole: Reach = { categoryIds: ['c0'], placeIds: null, words: [], notWords: [], include: [], exclude: [] };
  const village: Reach = { ...whole, placeIds: ['p7'] };
  const cases: [string, () => Promise<unknown>][] = [
    ['candidates: counts of 30 days', () => signals.countRecent(db, { village: days(30), county: days(30), burst: days(1) })],
    ['bursts: counts of 24 hours', () => signals.countBurst(db, days(1))],
    ['rework of 90 days', () => signals.countRework(db, days(90), now)],
    ['words of the busiest category', () => signals.wordsOfCategory(db, ['c0'], days(30), 400)],
    ['peaks: weeks of a year', () => signals.countWeeks(db, days(378), now)],
    ['hot board: eight weeks', () => signals.countHot(db, days(56), now, null)],
    ['series of a class, one village', () => countDays(db, village, days(1_100))],
    ['series of a class, whole county, busiest category', () => countDays(db, whole, days(1_100))],
    ['30 members of it', () => memberIds(db, whole, days(1_100), 30)],
    ['members of one village', () => memberIds(db, village, days(1_100), 30)],
    ['by place', () => countByPlace(db, whole, days(366))],
  ];
  console.log(`${size} matters, two years\n${'question'.padEnd(52)}   p50 ms   rows`);
  for (const [name, ask] of cases) {
    const times: number[] = [];
    let rows = 0;
    for (let i = 0; i < 9; i += 1) {
      const begun = performance.now();
      const answer = await ask();
      times.push(performance.now() - begun);
      rows = Array.isArray(answer) ? answer.length : 1;
    }
    console.log(`${name.padEnd(52)} ${(times.sort((a, b) => a - b)[4] ?? 0).toFixed(1).padStart(8)} ${String(rows).padStart(6)}`);
  }
  const words = await signals.wordsOfCategory(db, ['c0'], days(30), 400);
  const begun = performance.now();
  likeGroups(words, 0.5);
  console.log(`${'like words of 400 messages (processor)'.padEnd(52)} ${(performance.now() - begun).toFixed(1).padStart(8)}`);
  await close();
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
